//! Who is here: a guest or a signed-in member, and the ways in and out.

mod exit;
mod members_only;
mod next;
mod provider;
mod sign_in_again;
mod sign_in_page;
mod signed_in_line;
mod signing_in;

use std::{cell::Cell, rc::Rc, sync::Arc};

pub use exit::{ExitLink, exit_on_three_shifts};
pub use members_only::members_only;
pub use next::{after_sign_in, sign_in_address};
pub use sign_in_again::{SignInAgain, sign_in_again};
pub use sign_in_page::sign_in_page;
pub use signed_in_line::SignedInLine;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    backend::{Backend, CREDENTIAL, DeviceStore, kept_credential},
    problem::Problem,
};

/// The member who is signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Me {
    /// The account's id.
    pub id: String,
    /// The name to greet with.
    pub name: String,
    /// The person in the directory, where the backend links accounts to people.
    pub person: Option<String>,
    /// The id of the person's own organisation.
    pub organisation: Option<String>,
    /// The name of that organisation.
    pub organisation_name: Option<String>,
    /// What the account may do: `member`, `lead`, `editor`, `convenor`.
    pub roles: Vec<String>,
}

impl Me {
    /// Whether the account holds a role.
    #[must_use]
    pub fn is(&self, role: &str) -> bool {
        self.roles.iter().any(|held| held == role)
    }

    /// The person's id, or the account's where the backend keeps no people apart.
    #[must_use]
    pub fn person_id(&self) -> &str {
        self.person.as_deref().unwrap_or(&self.id)
    }

    fn of(me: connect::Me) -> Self {
        let text = |name: &str| me.fields.get(name).and_then(|value| value.as_str()).filter(|text| !text.is_empty()).map(str::to_owned);
        Self {
            person: text("person"),
            organisation: text("organisation"),
            organisation_name: text("organisationName"),
            id: me.id,
            name: me.name,
            roles: me.roles,
        }
    }
}

/// The session of this tab.
#[derive(Clone, Copy)]
pub struct Session {
    backend: Backend,
    me: RwSignal<Option<Arc<Me>>>,
    expired: RwSignal<bool>,
    ending: StoredValue<bool>,
    /// Whether this device keeps the session.
    kept: StoredValue<bool>,
}

impl Session {
    /// A guest's session over a connection; an expired answer later asks to sign in again instead of losing the page.
    #[must_use]
    pub fn begin(backend: Backend) -> Self {
        let session = Self {
            backend,
            me: RwSignal::new(None),
            expired: RwSignal::new(false),
            ending: StoredValue::new(false),
            kept: StoredValue::new(false),
        };
        backend.when_signed_out(move || {
            if session.me.get_untracked().is_some() {
                session.expired.set(true);
            }
        });
        // A token that was renewed takes the place of the one before, which may be worth nothing any more.
        backend.client().when_renewed(move |_| session.keep_renewed());
        session
    }

    /// The member, or nothing for a guest. Tracks.
    #[must_use]
    pub fn me(self) -> Option<Arc<Me>> {
        self.me.get()
    }

    /// The member, without tracking: for what happens on a press.
    #[must_use]
    pub fn me_now(self) -> Option<Arc<Me>> {
        self.me.get_untracked()
    }

    /// Whether members' pages may be shown: someone is signed in, or the backend knows no sign-in. Tracks.
    #[must_use]
    pub fn may_enter(self) -> bool {
        self.me.with(Option::is_some) || self.is_open()
    }

    /// Whether the backend has no sign-in at all, so that whoever reaches it reads everything.
    #[must_use]
    pub fn is_open(self) -> bool {
        !self.backend.client().needs_sign_in()
    }

    /// The ways in, and the host of the provider where one signs people in.
    fn ways_in(self) -> (connect::WaysIn, Option<String>) {
        let client = self.backend.client();
        let profile = client.profile();
        let host = |address: &str| address.split("://").last().and_then(|rest| rest.split('/').next()).unwrap_or_default().to_owned();
        (profile.ways_in(), profile.oidc().map(|provider| host(provider.issuer())))
    }

    /// Takes up the session this device kept, when the member chose that, or that the browser holds in the backend's own cookie.
    pub async fn take_up(self) {
        let client = self.backend.client();
        let kept = kept_credential().await;
        self.kept.set_value(kept.is_some());
        let Some(credential) = kept.or_else(|| client.by_cookie()) else { return };
        match client.resume(credential).await {
            Ok(me) => {
                self.me.set(Some(Arc::new(Me::of(me))));
                self.keep_renewed().await;
            }
            Err(Problem::Offline | Problem::Unavailable { .. } | Problem::Busy { .. }) => {}
            Err(_) => {
                self.kept.set_value(false);
                DeviceStore.drop(CREDENTIAL).await;
            }
        }
    }

    /// Signs in with what was typed. `stay` keeps the session on this device, encrypted, until signing out; nothing leaves that
    /// as it was.
    pub async fn sign_in(self, typed: &[(&str, &str)], stay: Option<bool>) -> Result<(), Problem> {
        let stay = self.stays(stay).await;
        let me = self.backend.client().sign_in(typed).await?;
        self.arrived(me, stay).await;
        Ok(())
    }

    /// Whether a sign-in waits for the code of its second factor.
    fn awaits_code(self) -> bool {
        self.backend.client().awaits_code()
    }

    /// Finishes a sign-in that waits for a code.
    async fn finish_sign_in(self, code: &str, stay: Option<bool>) -> Result<(), Problem> {
        let stay = self.stays(stay).await;
        let me = self.backend.client().finish_sign_in(code).await?;
        self.arrived(me, stay).await;
        Ok(())
    }

    /// What was chosen, or was before; until somebody is here, nothing is kept.
    async fn stays(self, stay: Option<bool>) -> bool {
        let stay = match stay {
            Some(stay) => stay,
            None => self.is_kept().await,
        };
        self.kept.set_value(false);
        stay
    }

    /// Somebody is here, by whichever way.
    async fn arrived(self, me: connect::Me, stay: bool) {
        let me = Me::of(me);
        // What a guest was shown is less than a member sees, and someone else's pages are not theirs.
        if self.me.get_untracked().is_none_or(|before| before.id != me.id) {
            self.backend.forget();
        }
        self.kept.set_value(stay);
        if stay {
            self.keep_renewed().await;
        } else {
            DeviceStore.drop(CREDENTIAL).await;
        }
        self.me.set(Some(Arc::new(me)));
    }

    /// Whether this device keeps the session, because the member chose to stay signed in.
    pub async fn is_kept(self) -> bool {
        DeviceStore.kept(CREDENTIAL).await.is_some()
    }

    /// Keeps the session as it is by now, where this device keeps it.
    pub async fn keep_renewed(self) {
        if self.kept.get_value()
            && let Some(credential) = self.backend.client().credential()
        {
            DeviceStore.keep(CREDENTIAL, &credential.seal()).await;
        }
    }

    /// Signs out here and in every other tab, and forgets what the device holds, even when offline.
    pub fn sign_out(self) {
        self.end("/", true);
    }

    /// Ends the session and leaves for an address that Back does not come back from.
    fn end(self, address: &str, tell_others: bool) {
        self.ending.set_value(true);
        self.kept.set_value(false);
        exit::blank();
        DeviceStore.wipe();
        self.backend.forget();
        if tell_others {
            exit::tell_other_tabs();
        }
        let client = self.backend.client();
        // Left once, by whichever comes first: asking again would only begin anew.
        let address = Rc::new(Cell::new(Some(address.to_owned())));
        let leave = move || address.take().iter().for_each(|address| exit::leave(address));
        let signed_out = leave.clone();
        spawn_local(async move {
            client.sign_out().await;
            signed_out();
        });
        // The backend may be out of reach: the page must not wait for it.
        set_timeout(leave, std::time::Duration::from_millis(600));
    }
}

/// The session of this tab.
///
/// # Panics
/// Never in the running app: `app` provides the session before any room is drawn.
#[must_use]
pub fn use_session() -> Session {
    expect_context::<Session>()
}
