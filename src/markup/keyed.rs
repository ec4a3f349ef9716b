//! A list whose rows are known by a number: a row that stays is neither drawn anew nor moved.

use leptos::{
    prelude::Owner,
    reactive::effect::RenderEffect,
    tachys::{renderer::Rndr, view::Mountable},
};

use super::{Markup, drawn::Drawn};

/// Which rows there are, and how one is drawn.
pub struct Keyed {
    pub(super) keys: Box<dyn FnMut() -> Vec<u64> + Send>,
    pub(super) row: Box<dyn FnMut(u64) -> Markup + Send>,
}

/// A row in the document.
pub struct Row {
    key: u64,
    pub(super) drawn: Drawn,
    /// What was made with the row ends with it.
    _owner: Owner,
}

impl Keyed {
    pub(super) fn draw(self) -> RenderEffect<Drawn> {
        let Self { mut keys, mut row } = self;
        // Rows outlive the effect's turns.
        let around = Owner::current().unwrap_or_default();
        RenderEffect::new(move |before: Option<Drawn>| {
            let keys = keys();
            let (mut rows, end) = match before {
                Some(Drawn::Rows(rows, end)) => (rows, end),
                _ => (Vec::new(), Rndr::create_placeholder()),
            };
            arrange(&mut rows, &keys, &end, &mut |key| {
                let owner = around.with(Owner::new);
                let drawn = owner.with(|| row(key).draw());
                Row { key, drawn, _owner: owner }
            });
            Drawn::Rows(rows, end)
        })
    }

    /// The rows as they are now, for a page that is written.
    #[cfg(feature = "ssr")]
    pub(super) fn write(mut self, out: &mut String) {
        for key in (self.keys)() {
            (self.row)(key).write(out);
        }
    }
}

fn arrange(rows: &mut Vec<Row>, keys: &[u64], end: &web_sys::Comment, draw: &mut dyn FnMut(u64) -> Row) {
    rows.retain_mut(|row| {
        let stays = keys.contains(&row.key);
        if !stays {
            row.drawn.unmount();
        }
        stays
    });
    let parent = end.parent_element();
    for (at, key) in keys.iter().enumerate() {
        if rows.get(at).is_some_and(|row| row.key == *key) {
            continue;
        }
        let known = rows.iter().position(|row| row.key == *key);
        let mut row = known.map_or_else(|| draw(*key), |from| rows.remove(from));
        let placed = rows.get(at).is_some_and(|next| next.drawn.insert_before_this(&mut row.drawn));
        if let (false, Some(parent)) = (placed, &parent) {
            row.drawn.mount(parent, Some(end));
        }
        rows.insert(at, row);
    }
}
