//! The frame of a profile: sessions, refusals, the live channel.

use super::{
    ADDRESS, AT, BASE, DURATION, FIELDED, FILLED, Group, HEADER, NAMING, PLACE, POINTERS, REQUESTED, RESOURCE, SAVED, SENTENCE, SOCKET,
    Shape, TEXTS, group, may, must,
};

/// What a rule of `errors.kinds` may call an answer.
const KINDS: [&str; 10] = [
    "badCredentials",
    "unauthenticated",
    "forbidden",
    "notFound",
    "validation",
    "conflict",
    "rateLimited",
    "unavailable",
    "secondFactor",
    "csrf",
];

/// What a rule of `errors.kinds` may be bound to.
const WHEN: [&str; 7] = ["login", "list", "read", "create", "update", "remove", "me"];

/// A whole profile.
pub(crate) static FRAME: Group = group(
    "profile",
    &[
        may("$schema", Shape::Text),
        may("profile", Shape::Word(&["1"])),
        may("name", Shape::Text),
        may("extends", Shape::Form(&FILLED)),
        must("base", Shape::Form(&BASE), "the backend's address"),
        may("headers", Shape::Headers),
        may("credentials", Shape::Word(&["omit", "include"])),
        may("mediaType", Shape::Form(&FILLED)),
        may("auth", Shape::Object(&AUTH)),
        may("roles", Shape::Map(&Shape::Map(&Shape::List(&Shape::Text)))),
        may("defaults", Shape::Object(&RESOURCE)),
        must("resources", Shape::Map(&Shape::Object(&RESOURCE)), "the records that this backend keeps"),
        may("errors", Shape::Object(&ERRORS)),
        may("realtime", Shape::Object(&REALTIME)),
        may("cache", Shape::Object(&CACHE)),
    ],
);

pub(super) static REQUEST: Group = group(
    "request",
    &[
        may("method", Shape::Word(&["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "SEARCH"])),
        must("url", Shape::Form(&ADDRESS), "the address of the request"),
        may("params", Shape::Map(&Shape::Any)),
        may("headers", Shape::Headers),
        may("body", Shape::Any),
        may("encoding", Shape::Word(&["json", "form"])),
        may("anonymous", Shape::Flag),
        may("any", Shape::Flag),
    ],
);

static EXCHANGE: Group = group("exchange", &[must("request", REQUESTED, "a request"), may("response", SAVED)]);

static AUTH: Group = group(
    "auth",
    &[
        may("login", Shape::Object(&LOGIN)),
        may("attach", Shape::Either(&[Shape::Object(&ATTACH), Shape::List(&Shape::Object(&ATTACH))], "a header, or a list of headers")),
        may("csrf", Shape::Object(&CSRF)),
        may("refresh", Shape::Object(&EXCHANGE)),
        may("logout", Shape::Object(&EXCHANGE)),
        must("me", Shape::Object(&ME), "where the member's id and name are"),
        may("guest", Shape::Word(&["empty"])),
        may("secondFactor", Shape::Object(&SECOND)),
        may("oidc", Shape::Object(&OIDC)),
    ],
);

static LOGIN: Group = group(
    "login",
    &[
        may("before", Shape::Either(&[Shape::Object(&EXCHANGE), Shape::List(&Shape::Object(&EXCHANGE))], "an exchange, or a list of them")),
        may("request", REQUESTED),
        may("response", SAVED),
        may("confirm", Shape::Flag),
        may("manual", Shape::Either(&[TEXTS, Shape::Map(&Shape::Text)], "names, or names and what each is made of")),
    ],
);

static ATTACH: Group = group(
    "attach",
    &[must("header", Shape::Form(&HEADER), "the name of the header"), must("value", Shape::Text, "the value of the header")],
);

static CSRF: Group = group(
    "csrf",
    &[
        may("cookie", Shape::Form(&FILLED)),
        may("request", REQUESTED),
        may("from", PLACE),
        must("header", Shape::Form(&HEADER), "the header that carries the token"),
    ],
);

static ME: Group = group(
    "me",
    &[
        may("request", REQUESTED),
        may("response", SAVED),
        may("user", AT),
        may("atLogin", AT),
        must("id", FIELDED, "a pointer or a field"),
        must("name", FIELDED, "a pointer or a field"),
        may("roles", FIELDED),
        may("fields", Shape::Map(&FIELDED)),
    ],
);

static SECOND: Group = group(
    "secondFactor",
    &[
        must("when", Shape::Object(&SIGN), "what an answer to the login looks like when a code is needed"),
        may("save", SAVED),
        may("start", Shape::Object(&EXCHANGE)),
        must("finish", Shape::Object(&EXCHANGE), "the request that sends the code"),
    ],
);

static SIGN: Group =
    group("sign", &[may("status", Shape::Count(100)), may("at", AT), may("equals", Shape::Any), may("matches", Shape::Form(&SENTENCE))]);

static OIDC: Group = group(
    "oidc",
    &[
        must("issuer", Shape::Form(&ADDRESS), "the address of the provider"),
        must("clientId", Shape::Form(&FILLED), "the portal's name at the provider"),
        may("scope", Shape::Form(&FILLED)),
        may("authorize", Shape::Form(&ADDRESS)),
        may("token", Shape::Form(&ADDRESS)),
        may("response", SAVED),
    ],
);

static ERRORS: Group = group(
    "errors",
    &[may("message", POINTERS), may("kinds", Shape::List(&Shape::Object(&KIND))), may("fields", Shape::List(&Shape::Object(&REFUSED)))],
);

static KIND: Group = Group {
    name: "kind",
    keys: &[must("kind", Shape::Word(&KINDS), "what such an answer means"), may("on", Shape::Word(&WHEN))],
    also: Some(&SIGN),
    part: false,
};

static REFUSED: Group = group(
    "refused",
    &[
        may("each", AT),
        may("field", AT),
        may("text", AT),
        may("skip", TEXTS),
        may("one", Shape::Flag),
        may("at", AT),
        may("matches", Shape::Form(&NAMING)),
    ],
);

static REALTIME: Group = group(
    "realtime",
    &[
        must("transport", Shape::Word(&["sse", "websocket", "ndjson", "poll"]), "how changes arrive"),
        may("resources", TEXTS),
        may("poll", Shape::Count(1)),
        may("url", Shape::Form(&SOCKET)),
        may("topic", Shape::Any),
        may("event", AT),
        may("steps", Shape::List(&Shape::Object(&STEP))),
        may("message", Shape::Object(&MESSAGE)),
        may("onGap", Shape::Word(&["list", "none"])),
    ],
);

static STEP: Group = group(
    "step",
    &[
        must("on", Shape::Text, "the event that begins this step"),
        may("save", Shape::Map(&AT)),
        may("send", Shape::Any),
        may("request", REQUESTED),
        may("repeat", Shape::Flag),
    ],
);

static MESSAGE: Group = group(
    "message",
    &[
        may("topic", Shape::Either(&[Shape::Text], "event, or a JSON Pointer")),
        may("action", AT),
        may("actions", Shape::Map(&Shape::Word(&["created", "updated", "removed"]))),
        may("record", AT),
        may("id", AT),
        may("many", Shape::Flag),
    ],
);

pub(super) static CACHE: Group =
    group("cache", &[may("stale", Shape::Form(&DURATION)), may("keep", Shape::Form(&DURATION)), may("device", Shape::Flag)]);
