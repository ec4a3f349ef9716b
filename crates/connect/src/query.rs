//! What is asked of a list, in the portal's own words.

use serde_json::Value;

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Less than, or before.
    Lt,
    /// Less than or equal.
    Lte,
    /// Greater than, or after.
    Gt,
    /// Greater than or equal.
    Gte,
    /// One of the values in an array.
    In,
    /// Text: holds these letters. Texts: has this element.
    Contains,
    /// Text that begins with these letters.
    StartsWith,
}

impl Op {
    /// The name in a profile's `list.where.ops`.
    pub fn name(self) -> &'static str {
        match self {
            Op::Eq => "eq",
            Op::Ne => "ne",
            Op::Lt => "lt",
            Op::Lte => "lte",
            Op::Gt => "gt",
            Op::Gte => "gte",
            Op::In => "in",
            Op::Contains => "contains",
            Op::StartsWith => "startsWith",
        }
    }
}

/// One condition; those of a query hold together.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// Portal field name, or `id`.
    pub field: String,
    /// How it is compared.
    pub op: Op,
    /// In the portal's form; an array for `Op::In`.
    pub value: Value,
}

/// One key of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// Portal field name, or `id`.
    pub field: String,
    /// Largest or latest first.
    pub descending: bool,
}

/// Where a page begins. Opaque: it comes from the page before, or from `Cursor::skip`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub(crate) Place);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// That many records are before it.
    Skip(u64),
    /// The page of that number, and how many records are before it.
    Page(u64, u64),
    /// The backend's own token, and how many records are before it.
    Token(String, u64),
    /// The address of the next page, and how many records are before it.
    Link(String, u64),
}

impl Cursor {
    /// The page that begins after so many records; for backends that page by number or offset.
    pub fn skip(records: u64) -> Cursor {
        Cursor(Place::Skip(records))
    }

    /// How many records come before this place.
    pub fn skipped(&self) -> u64 {
        match &self.0 {
            Place::Skip(count) | Place::Page(_, count) | Place::Token(_, count) | Place::Link(_, count) => *count,
        }
    }
}

/// What to list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Conditions that all hold.
    pub filter: Vec<Filter>,
    /// First key first.
    pub sort: Vec<Sort>,
    /// Words to look for.
    pub search: Option<String>,
    /// Records a page; the profile's own size when absent.
    pub size: Option<u32>,
    /// Where to begin; the beginning when absent.
    pub cursor: Option<Cursor>,
}

impl Query {
    /// Everything, in the backend's order.
    pub fn new() -> Query {
        Query::default()
    }

    /// With one more condition.
    pub fn filter(mut self, field: &str, op: Op, value: impl Into<Value>) -> Query {
        self.filter.push(Filter { field: field.into(), op, value: value.into() });
        self
    }

    /// With one more key, smallest or earliest first.
    pub fn ascending(mut self, field: &str) -> Query {
        self.sort.push(Sort { field: field.into(), descending: false });
        self
    }

    /// With one more key, largest or latest first.
    pub fn descending(mut self, field: &str) -> Query {
        self.sort.push(Sort { field: field.into(), descending: true });
        self
    }

    /// The same, sorted by a field after whatever it is sorted by already.
    #[must_use]
    pub fn sort(self, field: &str, descending: bool) -> Query {
        if descending { self.descending(field) } else { self.ascending(field) }
    }

    /// Looking for words; none when they are blank.
    pub fn search(mut self, words: &str) -> Query {
        self.search = Some(words.trim().to_string()).filter(|words| !words.is_empty());
        self
    }

    /// So many records a page.
    pub fn size(mut self, size: u32) -> Query {
        self.size = Some(size);
        self
    }

    /// Beginning there.
    pub fn at(mut self, cursor: Cursor) -> Query {
        self.cursor = Some(cursor);
        self
    }
}

/// A part of a query that was not sent, because the profile has no way to say it.
#[derive(Clone, Debug, PartialEq)]
pub enum Unapplied {
    /// This condition.
    Filter(Filter),
    /// This key of the order.
    Sort(Sort),
    /// The search.
    Search,
}
