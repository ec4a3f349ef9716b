//! What this device may keep: bytes in IndexedDB, encrypted with a key that cannot leave the browser (AES-GCM, 256 bits).
//!
//! The record's name is the additional data, so that one record cannot be passed off as another.
//! Wiping deletes the whole database, key included: what was kept can never be read again.

/// The encrypted store of this device.
#[derive(Clone, Copy, Debug, Default)]
pub struct DeviceStore;

#[cfg(not(target_arch = "wasm32"))]
impl DeviceStore {
    /// Outside a browser nothing is kept.
    pub async fn keep(self, _name: &str, _bytes: &[u8]) -> Option<()> {
        None
    }
    /// Outside a browser nothing is kept.
    pub async fn kept(self, _name: &str) -> Option<Vec<u8>> {
        None
    }
    /// Outside a browser nothing is kept.
    pub async fn drop(self, _name: &str) -> Option<()> {
        None
    }
    /// Outside a browser nothing is kept.
    pub fn wipe(self) {}
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
    use wasm_bindgen::{JsCast, JsValue, closure::Closure};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{CryptoKey, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode, SubtleCrypto};

    use super::DeviceStore;

    const DATABASE: &str = "commonwatch";
    const STORE: &str = "kept";
    const KEY: &str = "key";
    /// AES-GCM wants 96 random bits that are never used twice with one key (NIST SP 800-38D §8.2.2).
    const NONCE_BYTES: u32 = 12;

    impl DeviceStore {
        /// Keeps bytes under a name; nothing when the device keeps nothing (private windows of some browsers).
        pub async fn keep(self, name: &str, bytes: &[u8]) -> Option<()> {
            let database = open().await?;
            let key = key(&database).await?;
            let crypto = web_sys::window()?.crypto().ok()?;
            let nonce = Uint8Array::new_with_length(NONCE_BYTES);
            crypto.get_random_values_with_array_buffer_view(&nonce).ok()?;
            let sealed = crypto.subtle();
            let plain = Uint8Array::from(bytes);
            let sealed = sealed.encrypt_with_object_and_buffer_source(&cipher(&nonce, name)?, &key, &plain).ok()?;
            let row = Array::of2(&nonce, &JsFuture::from(sealed).await.ok()?);
            answered(store(&database, IdbTransactionMode::Readwrite)?.put_with_key(&row, &name.into()).ok()?).await?;
            Some(())
        }

        /// The bytes kept under a name.
        pub async fn kept(self, name: &str) -> Option<Vec<u8>> {
            let database = open().await?;
            let row = answered(store(&database, IdbTransactionMode::Readonly)?.get(&name.into()).ok()?).await?;
            let row: Array = row.dyn_into().ok()?;
            let key = key(&database).await?;
            let nonce: Uint8Array = row.get(0).dyn_into().ok()?;
            let sealed = Uint8Array::new(&row.get(1));
            let plain = subtle()?.decrypt_with_object_and_buffer_source(&cipher(&nonce, name)?, &key, &sealed).ok()?;
            Some(Uint8Array::new(&JsFuture::from(plain).await.ok()?).to_vec())
        }

        /// Drops what is kept under a name.
        pub async fn drop(self, name: &str) -> Option<()> {
            let database = open().await?;
            answered(store(&database, IdbTransactionMode::Readwrite)?.delete(&name.into()).ok()?).await?;
            Some(())
        }

        /// Deletes everything this device keeps. Works offline and does not wait: the browser finishes it even when the page goes.
        pub fn wipe(self) {
            if let Some(factory) = web_sys::window().and_then(|window| window.indexed_db().ok()).flatten() {
                let _ = factory.delete_database(DATABASE);
            }
        }
    }

    async fn open() -> Option<IdbDatabase> {
        let factory = web_sys::window()?.indexed_db().ok()??;
        let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1).ok()?;
        let opening = request.clone();
        let upgrade = Closure::once_into_js(move || {
            if let Ok(Ok(database)) = opening.result().map(JsCast::dyn_into::<IdbDatabase>) {
                let _ = database.create_object_store(STORE);
            }
        });
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
        let database: IdbDatabase = answered(request.unchecked_into()).await?.dyn_into().ok()?;
        // Another tab that wipes must not have to wait for this one.
        let closing = database.clone();
        let close = Closure::once_into_js(move || closing.close());
        database.set_onversionchange(Some(close.unchecked_ref()));
        Some(database)
    }

    fn store(database: &IdbDatabase, mode: IdbTransactionMode) -> Option<IdbObjectStore> {
        database.transaction_with_str_and_mode(STORE, mode).ok()?.object_store(STORE).ok()
    }

    async fn answered(request: IdbRequest) -> Option<JsValue> {
        let promise = Promise::new(&mut |resolve, reject| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&reject));
        });
        JsFuture::from(promise).await.ok()?;
        request.result().ok()
    }

    async fn key(database: &IdbDatabase) -> Option<CryptoKey> {
        let found = answered(store(database, IdbTransactionMode::Readonly)?.get(&KEY.into()).ok()?).await?;
        if let Ok(key) = found.dyn_into::<CryptoKey>() {
            return Some(key);
        }
        let algorithm = Object::new();
        Reflect::set(&algorithm, &"name".into(), &"AES-GCM".into()).ok()?;
        Reflect::set(&algorithm, &"length".into(), &256.into()).ok()?;
        let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
        let made = subtle()?.generate_key_with_object(&algorithm, false, &uses).ok()?;
        let key: CryptoKey = JsFuture::from(made).await.ok()?.dyn_into().ok()?;
        answered(store(database, IdbTransactionMode::Readwrite)?.put_with_key(&key, &KEY.into()).ok()?).await?;
        Some(key)
    }

    fn cipher(nonce: &Uint8Array, name: &str) -> Option<Object> {
        let algorithm = Object::new();
        Reflect::set(&algorithm, &"name".into(), &"AES-GCM".into()).ok()?;
        Reflect::set(&algorithm, &"iv".into(), nonce).ok()?;
        Reflect::set(&algorithm, &"additionalData".into(), &Uint8Array::from(name.as_bytes())).ok()?;
        Some(algorithm)
    }

    fn subtle() -> Option<SubtleCrypto> {
        Some(web_sys::window()?.crypto().ok()?.subtle())
    }
}
