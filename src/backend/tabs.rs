//! What the tabs of one browser share: a lock, so that only one of them renews a session (W3C Web Locks), and the session itself
//! where it is kept on the device.

use connect::Credential;

use super::DeviceStore;

/// The name under which the credential is kept on the device when the member chose to stay signed in.
pub const CREDENTIAL: &str = "credential";

/// The session as this device keeps it.
pub async fn kept_credential() -> Option<Credential> {
    Credential::unseal(&DeviceStore.kept(CREDENTIAL).await?)
}

/// Waits until no other tab holds this name; holds it until what comes back is dropped.
#[cfg(target_arch = "wasm32")]
pub async fn alone(name: &str) -> Box<dyn std::any::Any> {
    match browser::held(name).await {
        Some(held) => Box::new(held),
        None => Box::new(()),
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Function, Promise, Reflect};
    use wasm_bindgen::{JsCast, JsValue, closure::Closure};
    use wasm_bindgen_futures::JsFuture;

    /// A lock that is held; dropping it lets the next one in.
    pub struct Held(Function);

    impl Drop for Held {
        fn drop(&mut self) {
            let _ = self.0.call0(&JsValue::NULL);
        }
    }

    /// Nothing where the browser has no locks: over plain HTTP, and in old ones.
    pub async fn held(name: &str) -> Option<Held> {
        let navigator = web_sys::window()?.navigator();
        let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
        let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
        let mut release = None;
        let until = Promise::new(&mut |resolve, _| release = Some(resolve));
        // Made before the lock is there, so that giving up the wait lets go of it too.
        let held = Held(release?);
        let granted = Promise::new(&mut |resolve, refuse| {
            let until = until.clone();
            let grant = Closure::once_into_js(move || -> JsValue {
                let _ = resolve.call0(&JsValue::NULL);
                until.into()
            });
            if request.call2(&locks, &["commonwatch ", name].concat().into(), &grant).is_err() {
                let _ = refuse.call0(&JsValue::NULL);
            }
        });
        JsFuture::from(granted).await.ok()?;
        Some(held)
    }
}
