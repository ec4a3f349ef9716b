//! The profile out of what was found.

use serde_json::{Map, Value, json};

use super::found::{Api, Form, Listed, set};
use super::matching;

/// How lists are paged: the parameter for the place, the parameter for the size, and the variable.
const PAGES: [(&[&str], &str); 3] = [
    (&["page", "_page", "page[number]", "pagenumber", "p", "pagination[page]"], "{page}"),
    (&["offset", "skip", "_start", "start", "page[offset]", "pagination[start]"], "{offset}"),
    (&["cursor", "after", "page[after]", "starting_after"], "{cursor}"),
];
const SIZES: [&str; 13] = [
    "per_page",
    "perpage",
    "page_size",
    "pagesize",
    "page[size]",
    "limit",
    "_limit",
    "_per_page",
    "size",
    "count",
    "take",
    "page[limit]",
    "pagination[pagesize]",
];
const SORTS: [&str; 6] = ["sort", "_sort", "ordering", "order_by", "orderby", "order"];
const SEARCHES: [&str; 5] = ["q", "search", "query", "_q", "text"];

pub(crate) fn profile(api: &Api, wanted: &Value) -> Value {
    let mut unsure = api.unsure.clone();
    let mut resources = Map::new();
    let mut taken = Vec::new();
    let records = wanted.get("records").and_then(Value::as_object).cloned().unwrap_or_default();
    // What is named alike goes first, so that a guess takes nothing away from it.
    for sure in [true, false] {
        for (name, record) in &records {
            let fields: Vec<String> =
                record.get("fields").and_then(Value::as_object).map(|fields| fields.keys().cloned().collect()).unwrap_or_default();
            let Some((list, same)) = matching::list(name, &fields, &api.lists, &taken) else { continue };
            if resources.contains_key(name) || same != sure {
                continue;
            }
            taken.push(list.path.clone());
            resources.insert(name.clone(), resource(list, record, same));
        }
    }
    for list in api.lists.iter().filter(|list| !taken.contains(&list.path)) {
        unsure.push(format!("{}: taken for no kind of record", list.path));
    }
    let mut profile = json!({ "name": if api.name.is_empty() { "A draft" } else { &api.name }, "base": api.base });
    if let Value::Object(whole) = &mut profile {
        match &api.auth {
            Some(auth) => drop(whole.insert("auth".into(), auth.clone())),
            None => unsure.push("auth: the material does not tell how members sign in; without it the backend is taken as open".into()),
        }
        unsure.push("errors: see what refusals look like, and describe them".into());
        whole.insert("resources".into(), Value::Object(resources));
        whole.insert("x-unsure".into(), json!(unsure));
    }
    profile
}

fn resource(list: &Listed, record: &Value, same: bool) -> Value {
    let mut unsure: Vec<String> = Vec::new();
    if !same {
        unsure.push(format!("these records: {} was taken for them by its name or its fields", list.path));
    }
    let mut made = Map::new();
    match id(list) {
        Some((at, Form::Whole)) => drop(made.insert("id".into(), json!({ "at": at, "stored": "number" }))),
        Some((at, _)) if at != "/id" => {
            unsure.push(format!("id: {at} was taken for it"));
            made.insert("id".into(), json!(at));
        }
        Some(_) => {}
        None => unsure.push("id: nothing that looks like one".into()),
    }
    made.insert("fields".into(), Value::Object(fields(list, record, &mut unsure)));
    let listing = listing(list, &mut unsure);
    let complete = listing.get("complete").is_some();
    made.insert("list".into(), listing);
    let asked =
        |key: &str, operation: &str| record.get(key).and_then(Value::as_array).is_some_and(|all| all.iter().any(|one| one == operation));
    for operation in ["read", "create", "update", "remove"] {
        if !asked("requires", operation) && !asked("uses", operation) {
            continue;
        }
        match list.operations.get(operation) {
            Some(request) => drop(made.insert(operation.into(), request.clone())),
            None if operation == "read" && complete => drop(made.insert("read".into(), json!({ "from": "list" }))),
            None if operation == "read" => {
                unsure.push("read: taken to be the list's address with the id".into());
                made.insert("read".into(), json!({ "url": format!("{}/{{id}}", list.path) }));
            }
            None if list.described => {}
            None => unsure.push(format!("{operation}: samples do not tell whether it can be done")),
        }
    }
    if !unsure.is_empty() {
        made.insert("x-unsure".into(), json!(unsure));
    }
    Value::Object(made)
}

/// The member that is the id.
fn id(list: &Listed) -> Option<(&str, Form)> {
    let names = ["id", "_id", "uuid", "objectid", "documentid", "key", "pk", "no", "slug"];
    let plain = |form: Form| matches!(form, Form::Text | Form::Whole);
    names.iter().find_map(|name| {
        let found = list
            .members
            .iter()
            .find(|(at, form)| plain(*form) && at.matches('/').count() == 1 && matching::last(at).eq_ignore_ascii_case(name));
        found.map(|(at, form)| (at.as_str(), *form))
    })
}

fn fields(list: &Listed, record: &Value, unsure: &mut Vec<String>) -> Map<String, Value> {
    let mut made = Map::new();
    let mut taken: Vec<String> = Vec::new();
    let wanted = record.get("fields").and_then(Value::as_object).cloned().unwrap_or_default();
    // The same names first, then those that are needed.
    for rank in [3, 2, 1] {
        for (name, shape) in &wanted {
            let kind = shape.get("as").and_then(Value::as_str).unwrap_or("json");
            let required = shape.get("required") == Some(&Value::Bool(true));
            let Some((at, form, how)) = matching::member(name, kind, list, &taken) else { continue };
            // What is not needed is not guessed from a part of its name.
            if made.contains_key(name) || how != rank || (rank == 1 && !required) {
                continue;
            }
            taken.push(at.into());
            if rank < 3 {
                unsure.push(format!("fields/{name}: {at} was taken for it"));
            }
            made.insert(name.clone(), field(name, at, kind, form, unsure));
        }
    }
    for (name, _) in wanted.iter().filter(|(name, shape)| shape.get("required") == Some(&Value::Bool(true)) && !made.contains_key(*name)) {
        unsure.push(format!("fields/{name}: the portal needs it, and nothing was found for it: name its place, or give it a default"));
    }
    made
}

fn field(name: &str, at: &str, kind: &str, form: Form, unsure: &mut Vec<String>) -> Value {
    match (kind, form) {
        ("text", Form::Whole) => json!({ "at": at, "stored": "number" }),
        ("texts", Form::Text) => {
            unsure.push(format!("fields/{name}: taken to be divided by commas"));
            json!({ "at": at, "split": "," })
        }
        ("texts", Form::Objects) => {
            unsure.push(format!("fields/{name}: the name of each was taken"));
            json!({ "at": at, "each": "/name", "write": false, "query": false })
        }
        ("datetime", Form::Whole) => {
            unsure.push(format!("fields/{name}: taken to be seconds since 1970"));
            json!({ "at": at, "format": "unix" })
        }
        ("datetime", Form::LocalTime) => {
            unsure.push(format!("fields/{name}: a time without a zone was taken as UTC"));
            json!({ "at": at, "zone": "utc" })
        }
        ("datetime", Form::Day) => {
            unsure.push(format!("fields/{name}: it holds days, and the portal needs a time"));
            json!(at)
        }
        _ => json!(at),
    }
}

fn listing(list: &Listed, unsure: &mut Vec<String>) -> Value {
    let param = |names: &[&str]| names.iter().find_map(|name| list.params.iter().find(|param| param.eq_ignore_ascii_case(name)));
    let mut made = json!({ "url": list.path, "items": list.items });
    let mut params = Map::new();
    let place = PAGES.iter().find_map(|(names, variable)| Some((param(names)?, *variable)));
    let size = param(&SIZES);
    match place {
        // The next cursor's place is not known; one large page is better than a wrong guess.
        Some((_, "{cursor}")) => {
            unsure.push("list: it is paged by a cursor: name it in params, and where the next one is under next".into());
            set(&mut made, "complete", json!(true));
        }
        Some((name, variable)) => {
            params.insert(name.clone(), variable.into());
            match size {
                Some(size) => drop(params.insert(size.clone(), "{size}".into())),
                None => {
                    unsure.push("list/size: how many records a page holds".into());
                    set(&mut made, "size", json!(20));
                }
            }
            if variable == "{page}" {
                unsure.push("list/first: pages are taken to begin with 1".into());
            }
            match &list.total {
                Some(total) => set(&mut made, "total", json!(total)),
                None => unsure.push("list/total: none was found".into()),
            }
        }
        None => {
            unsure.push("list/complete: no paging was found, so that everything is taken to come at once".into());
            set(&mut made, "complete", json!(true));
        }
    }
    if made.get("complete").is_none() {
        if let Some(sort) = param(&SORTS) {
            unsure.push(format!("list/sort: {sort} is taken to want a name, with a minus before it for descending"));
            params.insert(sort.clone(), "{sort}".into());
            set(&mut made, "sort", json!({ "asc": "{field}", "desc": "-{field}" }));
        }
        if let Some(search) = param(&SEARCHES) {
            params.insert(search.clone(), "{text}".into());
        }
        unsure.push("list/where: conditions were not looked for; without them the portal filters".into());
    }
    if !params.is_empty() {
        set(&mut made, "params", Value::Object(params));
    }
    made
}
