//! Records: where they are kept, and what can be done with them.

use super::frame::{CACHE, REQUEST};
use super::{
    ADDRESS, AT, FIELDED, FILLED, Group, HEADER, OPS, PARTED, POINTERS, REQUESTED, Shape, TEMPLATE, TEXTS, ZONE, group, may, must,
};

/// One kind of record.
pub(crate) static RESOURCE: Group = Group {
    name: "resource",
    keys: &[
        may(
            "vars",
            Shape::Map(&Shape::Either(&[Shape::Text, Shape::Count(0), Shape::Flag, Shape::Null], "a text, a number, true, false or null")),
        ),
        may("id", FIELDED),
        may("version", Shape::Either(&[AT, Shape::Object(&VERSION)], "a JSON Pointer, or an object with at or header")),
        may("fields", Shape::Map(&FIELDED)),
        may("parent", Shape::Form(&FILLED)),
        may("list", operation(&[Shape::Flag, Shape::Null, Shape::Form(&ADDRESS), Shape::Object(&LIST)])),
        may("read", operation(&[Shape::Flag, Shape::Null, Shape::Form(&ADDRESS), Shape::Object(&READ)])),
        may("create", operation(&[Shape::Flag, Shape::Null, Shape::Form(&ADDRESS), Shape::Object(&WRITE)])),
        may("update", operation(&[Shape::Flag, Shape::Null, Shape::Form(&ADDRESS), Shape::Object(&WRITE)])),
        may("remove", operation(&[Shape::Flag, Shape::Null, Shape::Form(&ADDRESS), Shape::Object(&REQUEST)])),
        may("cache", Shape::Object(&CACHE)),
    ],
    also: None,
    part: true,
};

const fn operation(shapes: &'static [Shape]) -> Shape {
    Shape::Either(shapes, "true, an address, or a request")
}

static VERSION: Group = group("version", &[may("at", AT), may("header", Shape::Form(&HEADER)), may("format", Shape::Text)]);

pub(super) static FIELD: Group = Group {
    name: "field",
    keys: &[
        may("wrap", Shape::Any),
        may("query", Shape::Either(&[Shape::Only(false), Shape::Text, Shape::Object(&NAMES)], "a name, false, or an object")),
        may("where", Shape::Map(&TEMPLATE)),
        may("expand", Shape::Form(&FILLED)),
    ],
    also: Some(&FORM),
    part: false,
};

/// Where a value is and in what form: of a field, and of a part of one.
pub(super) static FORM: Group = group(
    "form",
    &[
        may("at", AT),
        may("read", AT),
        may("write", Shape::Either(&[Shape::Only(false), AT], "a JSON Pointer, or false")),
        may("as", Shape::Word(&["text", "html", "number", "bool", "date", "datetime", "texts", "json"])),
        may("stored", Shape::Word(&["text", "number", "bool"])),
        may("format", Shape::Word(&["iso", "isoMillis", "space", "local", "unix", "unixMillis"])),
        may("zone", Shape::Form(&ZONE)),
        may("split", Shape::Form(&FILLED)),
        may("each", AT),
        may(
            "map",
            Shape::Either(&[Shape::Map(&Shape::Any), Shape::List(&Shape::List(&Shape::Any))], "an object, or pairs of [theirs, ours]"),
        ),
        may("default", Shape::Any),
        may("parts", Shape::Map(&PARTED)),
    ],
);

const NAMED: Shape = Shape::Either(&[Shape::Only(false), Shape::Text], "a name, or false");

static NAMES: Group = group("names", &[may("filter", NAMED), may("sort", NAMED)]);

static LIST: Group = Group {
    name: "list",
    keys: &[
        may("items", AT),
        may("row", AT),
        may("total", Shape::Either(&[AT, Shape::Object(&TOTAL)], "a JSON Pointer, or an object with at or header")),
        may("next", Shape::Either(&[AT, Shape::Object(&NEXT)], "a JSON Pointer, or an object with at, header or link")),
        may("complete", Shape::Flag),
        may("first", Shape::Count(0)),
        may("size", Shape::Count(1)),
        may("max", Shape::Count(1)),
        may("sort", Shape::Object(&SORT)),
        may("where", Shape::Object(&RULES)),
        may("search", Shape::Object(&SEARCH)),
        may("included", Shape::Object(&INCLUDED)),
    ],
    also: Some(&REQUEST),
    part: false,
};

static TOTAL: Group = group("total", &[may("at", AT), may("header", Shape::Form(&HEADER)), may("request", REQUESTED)]);

static NEXT: Group = group("next", &[may("at", AT), may("header", Shape::Form(&HEADER)), may("link", Shape::Only(true))]);

static SORT: Group = group(
    "sort",
    &[
        must("asc", TEMPLATE, "the words of an ascending order"),
        must("desc", TEMPLATE, "the words of a descending order"),
        may("join", Shape::Text),
        may("list", Shape::Flag),
    ],
);

static RULES: Group = group(
    "where",
    &[may("ops", Shape::Map(&TEMPLATE)), may("and", TEMPLATE), may("or", TEMPLATE), may("group", Shape::Text), may("empty", Shape::Any)],
);

static SEARCH: Group = group("search", &[must("any", TEXTS, "the fields to search in"), may("op", Shape::Word(&OPS))]);

static INCLUDED: Group = group(
    "included",
    &[
        must("at", AT, "where the joined records are"),
        may("key", POINTERS),
        must("join", Shape::Map(&AT), "names, and where a record holds the key of each"),
    ],
);

static READ: Group =
    Group { name: "read", keys: &[may("item", AT), may("from", Shape::Word(&["list"]))], also: Some(&REQUEST), part: false };

static WRITE: Group = Group {
    name: "write",
    keys: &[
        may("item", AT),
        may("returns", Shape::Word(&["record", "id", "none"])),
        may("mode", Shape::Word(&["partial", "full"])),
        may("idempotency", Shape::Form(&HEADER)),
    ],
    also: Some(&REQUEST),
    part: false,
};
