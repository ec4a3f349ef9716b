//! The one feed that page and badge share: every alert this person may see, what they have opened, and what arrives live.

mod loading;
mod opened;

use std::{collections::HashSet, sync::Arc};

use leptos::{prelude::*, task::spawn_local};

use self::loading::Loading;
use super::{
    Alert,
    filters::{Done, Filters},
    thread::{settle, thread_of},
};
use crate::{
    backend::{Backend, Happening, listen, now, read_as, sort_by, use_backend, when_quiet},
    parts::{NotLoaded, feed_part},
    problem::Problem,
    session::{Session, use_session},
    ui::effect,
};

/// How far the feed has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is known yet.
    Waiting,
    /// The alerts are there.
    Ready,
    /// They could not be fetched; what was there before is still shown.
    Failed(Problem),
}

/// The feed of alerts. Copy it freely: every copy is the same feed.
#[derive(Clone, Copy)]
pub struct Feed {
    backend: Backend,
    session: Session,
    alerts: RwSignal<Vec<Arc<Alert>>>,
    done: RwSignal<Done>,
    state: RwSignal<State>,
    /// Counts the moments at which the page may lay its rows out anew.
    layout: RwSignal<u32>,
    /// Opened before it was known what had been opened earlier.
    opened_early: StoredValue<Option<Vec<String>>>,
    /// The list that is on its way, if one is.
    loading: StoredValue<Option<Loading>>,
    /// Counts the people who sat here, so that one's list does not reach the next.
    turn: StoredValue<u32>,
    /// Where the live channel belongs, until it is open.
    waiting: StoredValue<Option<Owner>>,
}

/// One alert as its row needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The alert.
    pub alert: Arc<Alert>,
    /// Whether it stands and has not been opened.
    pub unread: bool,
}

/// Provides the feed and returns how many alerts that still stand are unread. Called once, in the frame.
pub fn provide_feed() -> Memo<usize> {
    let (backend, session) = (use_backend(), use_session());
    let feed = Feed {
        backend,
        session,
        alerts: RwSignal::new(Vec::new()),
        done: RwSignal::new(Done::default()),
        state: RwSignal::new(State::Waiting),
        layout: RwSignal::new(0),
        opened_early: StoredValue::new(Some(Vec::new())),
        loading: StoredValue::new(None),
        turn: StoredValue::new(0),
        waiting: StoredValue::new(None),
    };
    provide_context(feed);
    // Whose feed it is: another person's begins empty.
    let whose = Memo::new(move |_| session.may_enter().then(|| session.me().map(|me| me.id.clone())));
    effect(move || {
        if whose.get().is_none() {
            return;
        }
        feed.waiting.set_value(Owner::current());
        // A page about something else comes first; a page of alerts begins the feed itself.
        when_quiet(Box::new(move || feed.begin()));
        on_cleanup(move || feed.forget());
    });
    Memo::new(move |_| feed.unread())
}

/// The feed.
///
/// # Panics
/// Never in the running app: the frame provides the feed before any room is drawn.
#[must_use]
pub fn use_feed() -> Feed {
    let feed = expect_context::<Feed>();
    feed.begin();
    feed
}

impl Feed {
    /// The connection and the session it is read with.
    #[must_use]
    pub fn parties(self) -> (Backend, Session) {
        (self.backend, self.session)
    }

    /// Begins once for each person who sits here.
    fn begin(self) {
        let Some(owner) = self.waiting.try_update_value(Option::take).flatten() else { return };
        let turn = self.turn.get_value();
        spawn_local(async move {
            #[cfg(feature = "split")]
            let part = feed_part().await;
            #[cfg(not(feature = "split"))]
            let part = feed_part();
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            match part {
                Ok(begin) => owner.with(|| begin(self)),
                Err(NotLoaded) => {
                    self.waiting.set_value(Some(owner));
                    self.state.set(State::Failed(Problem::Offline));
                }
            }
        });
    }

    /// Tries once more after a failure: the part that fetches, when it is that which did not come.
    pub fn again(self) {
        if self.waiting.with_value(Option::is_some) { self.begin() } else { self.load() }
    }

    /// Fetches the feed, and then what is new as it comes.
    pub fn load_and_listen(self) {
        self.load();
        listen(self.backend, "alerts", move |happening| self.hear(happening));
    }

    /// How far the feed has come. Tracks.
    #[must_use]
    pub fn state(self) -> State {
        self.state.get()
    }

    /// Whether this backend keeps what I have opened; where it does not, nothing is called unread. Tracks.
    #[must_use]
    pub fn knows_unread(self) -> bool {
        let reads = self.backend.capabilities("alertReads");
        self.state.track();
        reads.list && reads.create && self.session.me().is_some() && self.opened_early.with_value(Option::is_none)
    }

    /// How many alerts stand and have not been opened. Tracks.
    #[must_use]
    pub fn unread(self) -> usize {
        let now = now();
        if !self.knows_unread() {
            return 0;
        }
        self.done.with(|done| self.alerts.with(|alerts| alerts.iter().filter(|alert| alert.is_unread(&done.opened, now)).count()))
    }

    /// The ids of the alerts that belong to a choice, in its order. Tracks.
    #[must_use]
    pub fn choose(self, filters: &Filters) -> Vec<String> {
        self.done.with(|done| self.alerts.with(|alerts| filters.choose(alerts, done, now())))
    }

    /// The moments at which rows may be laid out anew. Tracks.
    pub fn track_layout(self) {
        self.layout.track();
    }

    /// Lets what has arrived take its place in the rows.
    pub fn show_newer(self) {
        self.layout.update(|count| *count += 1);
    }

    /// One alert as it stands now. Tracks.
    #[must_use]
    pub fn look(self, id: &str) -> Option<Seen> {
        let alert = self.alerts.with(|alerts| alerts.iter().find(|alert| alert.id == id).cloned())?;
        let unread = self.knows_unread() && self.done.with(|done| alert.is_unread(&done.opened, now()));
        Some(Seen { alert, unread })
    }

    /// An alert with what the feed worked out where the backend does not say whether it stands.
    #[must_use]
    pub fn completed(self, mut alert: Alert) -> Alert {
        if alert.current.is_none()
            && let Some(known) = untrack(|| self.look(&alert.id))
        {
            alert.current = known.alert.current;
            alert.superseded_by.clone_from(&known.alert.superseded_by);
        }
        alert
    }

    /// The messages of one situation, newest first. Tracks.
    #[must_use]
    pub fn thread(self, of: &Alert) -> Vec<Arc<Alert>> {
        self.alerts.with(|alerts| thread_of(alerts, of))
    }

    /// The countries that alerts are about, as codes. Tracks.
    #[must_use]
    pub fn countries(self) -> Vec<String> {
        let mut codes: Vec<_> = self.alerts.with(|alerts| alerts.iter().filter_map(|alert| alert.country.clone()).collect());
        sort_by(&mut codes, Ord::cmp);
        codes.dedup();
        codes
    }

    /// Puts a message into the feed, in place of its earlier state when there is one.
    pub fn put(self, alert: Alert) {
        let alert = Arc::new(alert);
        self.loading.update_value(|loading| {
            if let Some(loading) = loading {
                loading.arrived.retain(|known| known.id != alert.id);
                loading.arrived.push(Arc::clone(&alert));
            }
        });
        self.alerts.update(|alerts| {
            alerts.retain(|known| known.id != alert.id);
            let at = alerts.partition_point(|known| known.newest_first() < alert.newest_first());
            alerts.insert(at, alert);
            settle(alerts);
        });
    }

    fn hear(self, happening: Happening) {
        match happening {
            Happening::Changed(record) => self.put(read_as(record)),
            Happening::Removed(id) => self.alerts.update(|alerts| alerts.retain(|alert| alert.id != id)),
            Happening::ListAgain => self.load(),
        }
    }

    /// Forgets everything: someone else may sit here next.
    fn forget(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.waiting.set_value(None);
        self.loading.set_value(None);
        _ = self.alerts.try_set(Vec::new());
        _ = self.done.try_set(Done::default());
        _ = self.state.try_set(State::Waiting);
        self.opened_early.set_value(Some(Vec::new()));
    }
}

/// The ids that a choice holds but the rows do not show yet.
#[must_use]
pub fn newer_than(wanted: &[String], shown: &[String]) -> usize {
    if wanted == shown {
        return 0;
    }
    let shown: HashSet<&String> = shown.iter().collect();
    wanted.iter().filter(|id| !shown.contains(id)).count()
}

#[cfg(test)]
mod tests {
    use super::newer_than;

    #[test]
    fn only_what_is_not_shown_is_new() {
        let ids = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(newer_than(&ids("c b a"), &ids("b a")), 1);
        assert_eq!(newer_than(&ids("b a"), &ids("b a")), 0);
        assert_eq!(newer_than(&ids("a"), &ids("b a")), 0);
    }
}
