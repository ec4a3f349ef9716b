//! The portal's use of the engine: one connection, records by their portal names, questions that pages ask, changes they send.

mod ask;
mod clock;
mod device_store;
mod fetch;
mod fields;
mod fresh;
mod live;
mod order;
mod own_profile;
mod preloaded;
mod send;
mod tabs;

use std::{any::Any, collections::HashMap, rc::Rc};

pub use ask::{Asking, ask, ask_kept, ask_public};
pub use clock::now;
pub use connect::{Capabilities, Complaint, Filter, Live, Op, Page, Query, Record, Sort, Version};
pub use device_store::DeviceStore;
pub use fetch::{Fetch, own_file, when_quiet};
pub use fields::{Fields, FromField, FromFields};
pub use live::{Happening, LiveChannel, listen};
pub use order::{in_order, sort_by};
pub use own_profile::OwnProfile;
pub use preloaded::{Brought, Preloaded, use_preloaded};
pub use send::{Sending, sending};
pub use tabs::{CREDENTIAL, kept_credential};

use connect::Client;
use fresh::{Fresh, is_younger};
use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::problem::Problem;

/// The records, fields and operations that the portal needs of any backend.
///
/// Made from `backend/contract.json` by `build.rs`, which leaves out what the portal itself has no use for.
pub const CONTRACT: &str = include_str!(concat!(env!("OUT_DIR"), "/contract.json"));

/// Something that was seen, and when (seconds since 1970).
type Seen = (i64, Rc<dyn Any>);

/// The one connection of this portal. Copy it freely: every copy is the same connection.
#[derive(Clone, Copy)]
pub struct Backend {
    client: StoredValue<Client, LocalStorage>,
    shelf: StoredValue<HashMap<String, Seen>, LocalStorage>,
    fresh: StoredValue<Fresh, LocalStorage>,
    signed_out: StoredValue<Option<Rc<dyn Fn()>>, LocalStorage>,
    complaints: StoredValue<Vec<Complaint>, LocalStorage>,
}

impl Backend {
    /// Connects as `connection.json` says, or lists every complaint that stands in the way.
    pub fn connect(own: &OwnProfile) -> Result<Self, Vec<Complaint>> {
        let (profile, complaints) = own.judge()?;
        Ok(Self {
            client: StoredValue::new_local(Client::new(profile, Fetch)),
            shelf: StoredValue::new_local(HashMap::new()),
            fresh: StoredValue::new_local(Fresh::default()),
            signed_out: StoredValue::new_local(None),
            complaints: StoredValue::new_local(complaints),
        })
    }

    /// The engine's client, for signing in and out.
    #[must_use]
    pub fn client(self) -> Client {
        self.client.get_value()
    }

    /// What the profile was told to mend, though the portal can work with it.
    #[must_use]
    pub fn complaints(self) -> Vec<Complaint> {
        self.complaints.get_value()
    }

    /// What can be done with a kind of record here.
    #[must_use]
    pub fn capabilities(self, records: &str) -> Capabilities {
        self.client.with_value(|client| client.capabilities(records))
    }

    /// Every record that answers the query, in order.
    pub async fn all<T: FromFields>(self, records: &str, query: Query) -> Result<Vec<T>, Problem> {
        let client = self.client();
        let stale = client.profile().cache(records).stale;
        let known = stale.and_then(|stale| self.fresh.with_value(|fresh| fresh.find(records, &query, now().timestamp(), stale)));
        let found = match known {
            Some(found) => found,
            None => {
                let found = self.heed(client.all(records, &query).await)?;
                if stale.is_some() {
                    self.fresh.update_value(|fresh| fresh.keep(records, query, now().timestamp(), found.clone()));
                }
                found
            }
        };
        Ok(found.into_iter().map(read_as).collect())
    }

    /// One page of records.
    pub async fn page(self, records: &str, query: Query) -> Result<Page, Problem> {
        self.heed(self.client().list(records, &query).await)
    }

    /// Records page by page: `each` is given a page as soon as it is there, so that the first rows need not wait for the last.
    pub async fn pages(self, records: &str, query: Query, mut each: impl FnMut(Vec<Record>)) -> Result<(), Problem> {
        self.heed(self.client().pages(records, &query, &mut each).await).map(|_| ())
    }

    /// One record.
    pub async fn read<T: FromFields>(self, records: &str, id: &str) -> Result<T, Problem> {
        Ok(read_as(self.heed(self.client().read(records, id).await)?))
    }

    /// Creates a record from a map of portal fields.
    pub async fn create<T: FromFields>(self, records: &str, fields: Map<String, Value>) -> Result<T, Problem> {
        let made = self.heed(self.client().create(records, fields).await)?;
        self.changed(records);
        Ok(read_as(made))
    }

    /// Changes some fields of a record, whatever its state is by now, where that can be asked: for what only this member decides.
    /// `seen` is its state in the list that it was found in.
    pub async fn update<T: FromFields>(
        self,
        records: &str,
        id: &str,
        fields: Map<String, Value>,
        seen: Option<Version>,
    ) -> Result<T, Problem> {
        let client = self.client();
        let can = client.capabilities(records);
        let seen = if can.version && can.read { self.heed(client.read(records, id).await)?.version } else { seen };
        self.update_seen(records, id, fields, seen).await
    }

    /// Changes some fields of a record as it was seen: where the backend keeps versions, `Conflict` when somebody else was first.
    pub async fn update_seen<T: FromFields>(
        self,
        records: &str,
        id: &str,
        fields: Map<String, Value>,
        seen: Option<Version>,
    ) -> Result<T, Problem> {
        let answer = self.heed(self.client().update(records, id, fields, seen.as_ref()).await);
        self.changed(records);
        Ok(read_as(answer?))
    }

    /// Records have changed, here or elsewhere: they are asked for anew.
    fn changed(self, records: &str) {
        self.fresh.update_value(|fresh| fresh.forget(records));
    }

    /// What was seen last under a key, while this tab is open and for as long as the profile lets it be kept.
    #[must_use]
    pub fn kept<T: 'static>(self, key: &str) -> Option<Rc<T>> {
        let (at, kept) = self.shelf.with_value(|shelf| shelf.get(key).cloned())?;
        let keep = self.client.with_value(|client| client.profile().cache("").keep);
        kept.downcast().ok().filter(|_| keep.is_none_or(|keep| is_younger(at, now().timestamp(), keep)))
    }

    /// Keeps something for the next time a page asks under the same key.
    pub fn keep<T: 'static>(self, key: &str, value: Rc<T>) {
        self.keep_any(key, value);
    }

    fn keep_any(self, key: &str, value: Rc<dyn Any>) {
        self.shelf.update_value(|shelf| {
            shelf.insert(key.to_owned(), (now().timestamp(), value));
        });
    }

    /// Forgets everything that was seen: another person may sit here next.
    pub fn forget(self) {
        self.shelf.update_value(HashMap::clear);
        self.fresh.set_value(Fresh::default());
    }

    /// Names what must happen when the backend no longer knows the session.
    pub fn when_signed_out(self, then: impl Fn() + 'static) {
        self.signed_out.set_value(Some(Rc::new(then)));
    }

    fn heed<T>(self, answer: Result<T, Problem>) -> Result<T, Problem> {
        if matches!(answer, Err(Problem::SignedOut))
            && let Some(then) = self.signed_out.get_value()
        {
            then();
        }
        answer
    }
}

/// The Markdown of a page of this portal, by the name of its file in `/content`.
pub async fn page_text(name: &str) -> Result<String, Problem> {
    own_file(&format!("/content/{name}.md")).await
}

/// The connection of this portal.
///
/// # Panics
/// Never in the running app: `app` provides the connection before any room is drawn.
#[must_use]
pub fn use_backend() -> Backend {
    expect_context::<Backend>()
}

/// A record as a type of a room; its version, where it has one, is the field `@version`.
pub fn read_as<T: FromFields>(record: Record) -> T {
    let mut fields = record.fields;
    if let Some(version) = record.version {
        fields.insert("@version".to_owned(), version.to_value());
    }
    fields.insert("id".to_owned(), Value::String(record.id));
    T::from_json(Value::Object(fields))
}

/// Portal fields from name and value pairs, for `create` and `update`.
#[must_use]
pub fn fields<const N: usize>(pairs: [(&str, Value); N]) -> Map<String, Value> {
    let mut fields = Map::new();
    for (name, value) in pairs {
        fields.insert(name.to_owned(), value);
    }
    fields
}
