//! Which of their names is which of the portal's.

use super::found::{Form, Listed};

/// Other words for what the portal calls so, in general use.
const WORDS: &[(&str, &[&str])] = &[
    ("headline", &["title", "subject", "heading", "name"]),
    ("title", &["name", "subject", "heading", "label"]),
    ("name", &["fullname", "displayname", "title", "label", "username"]),
    ("body", &["text", "content", "markdown", "description"]),
    ("description", &["text", "body", "details", "about"]),
    ("summary", &["about", "abstract", "excerpt", "description"]),
    ("bio", &["about", "description"]),
    ("number", &["no", "version", "edition", "id"]),
    ("sent", &["published", "publishedat", "issued", "issuedat", "sentat", "createdat", "created"]),
    ("start", &["startsat", "starts", "begin", "beginsat", "startat", "startdate", "from"]),
    ("end", &["endsat", "ends", "endat", "enddate", "until", "to"]),
    ("kind", &["type", "category"]),
    ("tlp", &["marking", "label", "classification", "sensitivity"]),
    ("slug", &["path", "permalink", "id"]),
    ("languages", &["speaks", "langs"]),
    ("town", &["city", "place"]),
    ("website", &["url", "homepage", "site"]),
    ("venue", &["place", "location", "where"]),
    ("organisation", &["organisationid", "organizationid", "groupid", "group", "org", "orgid"]),
    ("organisationName", &["groupname", "orgname", "organization"]),
    ("status", &["state"]),
    ("updated", &["updatedat", "modified", "changed", "changedat"]),
    ("created", &["createdat", "added"]),
    ("people", &["members", "users", "contacts", "persons", "profiles"]),
    ("organisations", &["organizations", "groups", "orgs", "companies", "partners"]),
    ("meetings", &["events", "appointments", "calendar", "gatherings"]),
    ("alerts", &["notices", "warnings", "notifications", "incidents"]),
    ("commitmentVersions", &["commitments", "charters", "promises", "pledges"]),
    ("replies", &["rsvps", "rsvp", "attendances", "responses"]),
    ("posts", &["articles", "news", "blog"]),
    ("statements", &["declarations"]),
    ("supportItems", &["board", "offers", "requests", "support"]),
];

/// Letters and digits in lower case, British.
fn bare(name: &str) -> String {
    let plain: String = name.chars().filter(|letter| letter.is_ascii_alphanumeric()).collect();
    plain.to_ascii_lowercase().replace("organiz", "organis")
}

fn singular(name: &str) -> &str {
    name.strip_suffix('s').unwrap_or(name)
}

/// How well a name of theirs fits one of ours: 0 not at all, 3 the same.
pub(crate) fn likeness(ours: &str, theirs: &str) -> usize {
    let (one, other) = (bare(ours), bare(theirs));
    let words = WORDS.iter().find(|(name, _)| *name == ours).map_or(&[][..], |(_, words)| words);
    match () {
        () if other.is_empty() => 0,
        () if one == other || singular(&one) == singular(&other) => 3,
        () if words.iter().any(|word| singular(&bare(word)) == singular(&other)) => 2,
        () if other.len() > 3 && one.len() > 3 && (other.starts_with(&one) || other.ends_with(&one)) => 1,
        () => 0,
    }
}

/// The list that fits a kind of record best.
pub(crate) fn list<'a>(ours: &str, fields: &[String], lists: &'a [Listed], taken: &[String]) -> Option<(&'a Listed, bool)> {
    let score = |list: &Listed| {
        let by_name = likeness(ours, &list.name);
        let shared = fields.iter().filter(|field| list.members.iter().any(|(at, _)| likeness(field, last(at)) == 3)).count();
        (by_name, shared)
    };
    let free = lists.iter().filter(|list| !taken.contains(&list.path));
    let best = free.map(|list| (score(list), list)).max_by_key(|((by_name, shared), _)| by_name * 10 + shared)?;
    let ((by_name, shared), found) = best;
    (by_name > 1 || (by_name == 1 && shared > 1) || shared * 2 > fields.len()).then_some((found, by_name == 3))
}

pub(crate) fn last(pointer: &str) -> &str {
    pointer.rsplit('/').next().unwrap_or_default()
}

/// The member that fits a field best, and how well.
pub(crate) fn member<'a>(ours: &str, kind: &str, list: &'a Listed, taken: &[String]) -> Option<(&'a str, Form, usize)> {
    let fits = |form: Form| match kind {
        "text" => matches!(form, Form::Text | Form::Whole | Form::Number | Form::Time | Form::LocalTime | Form::Day),
        "number" => matches!(form, Form::Number | Form::Whole),
        "bool" => matches!(form, Form::Bool | Form::Whole),
        "date" => matches!(form, Form::Day | Form::Time),
        "datetime" => matches!(form, Form::Time | Form::LocalTime | Form::Whole | Form::Day),
        "texts" => matches!(form, Form::Texts | Form::Objects | Form::Text),
        _ => true,
    };
    // Objects that only hold the fields do not count.
    let steps = |at: &str| at.split('/').skip(1).filter(|step| !["attributes", "fields", "properties"].contains(step)).count();
    let rank = |at: &str| {
        let own = likeness(ours, last(at));
        // Deep inside, the whole way is the name, as organisation/name is; the last step alone is a weak sign.
        if steps(at) > 1 { likeness(ours, &at.replace('/', "")).max(own.min(1)) } else { own }
    };
    let free = list.members.iter().filter(|(at, form)| fits(*form) && !taken.contains(at));
    let ranked = free.map(|(at, form)| (at, *form, rank(at)));
    let best = ranked.filter(|(.., rank)| *rank > 0).min_by_key(|(at, _, rank)| (3 - rank, steps(at)))?;
    Some((best.0, best.1, best.2))
}
