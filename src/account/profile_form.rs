//! The own profile as a form: each field with who may see it beside it.

use std::{collections::BTreeMap, rc::Rc, sync::Arc};

use leptos::prelude::*;

use super::{
    draft::{Draft, LISTS, TEXTS},
    visibility::{LEVELS, Viewer},
};
use crate::{
    backend::{Version, fields, in_order, now, sending, use_backend},
    directory::{FIELDS, Person, country_name, expertise_name, language_name, outdated},
    markup::{IntoMarkup, Markup, view},
    problem::Problem,
    ui::{ProblemNotice, SelectField, TextField, checks_field, when},
    words::{account as words, codes, countries},
};

/// What is typed and chosen, each in its own signal.
#[derive(Clone, Copy)]
struct Fields {
    texts: [RwSignal<String>; TEXTS.len()],
    lists: [RwSignal<Vec<String>>; LISTS.len()],
    levels: [RwSignal<String>; FIELDS.len()],
}

impl Fields {
    fn of(draft: Draft) -> Self {
        Self { texts: draft.texts.map(RwSignal::new), lists: draft.lists.map(RwSignal::new), levels: draft.levels.map(RwSignal::new) }
    }

    /// Tracks.
    fn draft(self) -> Draft {
        Draft {
            texts: self.texts.map(|text| text.get()),
            lists: self.lists.map(|list| list.get()),
            levels: self.levels.map(|level| level.get()),
        }
    }

    fn show(self, draft: Draft) {
        for (signal, text) in self.texts.into_iter().zip(draft.texts) {
            signal.set(text);
        }
        for (signal, list) in self.lists.into_iter().zip(draft.lists) {
            signal.set(list);
        }
        for (signal, level) in self.levels.into_iter().zip(draft.levels) {
            signal.set(level);
        }
    }

    fn text(self, field: &str) -> Option<RwSignal<String>> {
        TEXTS.iter().zip(self.texts).find(|(name, _)| **name == field).map(|(_, text)| text)
    }
}

/// The profile as it was read, to tell what was changed since.
struct Before {
    draft: Draft,
    visibility: BTreeMap<String, String>,
    seen: Option<Version>,
}

impl Before {
    fn of(person: &Person) -> Self {
        Self { draft: Draft::of(person), visibility: person.visibility.clone(), seen: person.seen.clone() }
    }
}

/// The form "Your profile", and below it what others see.
pub fn profile_form(person: Rc<Person>) -> Markup {
    let backend = use_backend();
    let sending = sending();
    let fields_now = Fields::of(Draft::of(&person));
    let saved = RwSignal::new(false);
    let id = person.id.clone();
    let confirmed = RwSignal::new(person.confirmed_on.clone().unwrap_or_default());
    let before = StoredValue::new(Before::of(&person));
    // What somebody else has saved meanwhile in fields that were changed here too.
    let theirs = RwSignal::new(Vec::<(&'static str, Vec<String>)>::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        saved.set(false);
        let draft = untrack(|| fields_now.draft());
        if draft.texts.first().is_some_and(|name| name.trim().is_empty()) {
            sending.refuse(vec![("name".to_owned(), words::name_missing().to_owned())]);
            return;
        }
        let changes = before.with_value(|before| draft.changes(&before.draft, &before.visibility));
        if changes.is_empty() {
            sending.clear();
            saved.set(true);
            return;
        }
        let seen = before.with_value(|before| before.seen.clone());
        let id = id.clone();
        let sent = async move {
            let answer = backend.update_seen::<Person>("people", &id, changes, seen).await;
            if matches!(answer, Err(Problem::Conflict))
                && let Ok(now) = backend.read::<Person>("people", &id).await
            {
                // Saving again lays what was changed here over what is there by then.
                let now = Before::of(&now);
                let (draft, both) = before.with_value(|before| untrack(|| fields_now.draft()).over(&before.draft, &now.draft));
                fields_now.show(draft);
                theirs.set(both);
                before.set_value(now);
            }
            answer
        };
        sending.run(sent, move |now| {
            before.update_value(|before| {
                before.draft = draft;
                before.seen = now.seen;
            });
            theirs.set(Vec::new());
            outdated(backend);
            saved.set(true);
        });
    };
    let rows = ["name", "title", "pronouns", "email", "phone", "bio", "awayUntil"]
        .into_iter()
        .filter(|field| backend.client().can_write("people", field))
        .filter_map(|field| Some((field, fields_now.text(field)?)))
        .map(|(field, value)| {
            let (kind, autocomplete, rows) = match field {
                "email" => (Some("email"), Some("email"), None),
                "phone" => (Some("tel"), Some("tel"), None),
                "name" => (None, Some("name"), None),
                "title" => (None, Some("organization-title"), None),
                "awayUntil" => (Some("date"), Some("off"), None),
                "bio" => (None, None, Some(5)),
                _ => (None, Some("off"), None),
            };
            let input = text_field(sending, field, value, kind, autocomplete, rows);
            view! { <li>{input} {level_field(sending, fields_now, field)}</li> }
        })
        .collect::<Vec<_>>();
    let lists = LISTS
        .into_iter()
        .zip(fields_now.lists)
        .filter(|(field, _)| backend.client().can_write("people", field))
        .map(|(field, value)| view! { <li>{list_field(field, value)} {level_field(sending, fields_now, field)}</li> })
        .collect::<Vec<_>>();
    let confirm_id = person.id.clone();
    let confirming = crate::backend::sending();
    let confirm = move |_| {
        let today = now().date_naive().to_string();
        let (id, day) = (confirm_id.clone(), today.clone());
        let change = fields([("confirmedOn", today.into())]);
        let seen = before.with_value(|before| before.seen.clone());
        confirming.run(async move { backend.update::<Person>("people", &id, change, seen).await }, move |now| {
            before.update_value(|before| before.seen = now.seen);
            confirmed.set(day);
        });
    };
    let confirmed_text = move || {
        let day = confirmed.get();
        if day.is_empty() { words::never_confirmed().to_owned() } else { words::confirmed_on(&when::date_with_precision(&day)) }
    };
    let may_confirm = backend.client().can_write("people", "confirmedOn");
    view! {
        <section class="stack" aria-labelledby="your-profile">
            <h2 id="your-profile">{words::your_profile()}</h2>
            <p class="prose soft">{words::your_profile_text()}</p>
            <form class="stack" on:submit=submit novalidate aria-labelledby="your-profile">
                <ProblemNotice sending/>
                {move || theirs.with(|theirs| saved_elsewhere(theirs))}
                <ul class="visibility" role="list">{rows}{lists}</ul>
                <div class="cluster">
                    <button class="button" type="submit" aria-busy=move || sending.busy().then_some("true")>{words::save()}</button>
                    <p role="status">{move || saved.get().then(words::saved)}</p>
                </div>
            </form>
            {view_as(fields_now)}
            <div class="card stack" data-gap="2">
                <h3>{words::confirm_title()}</h3>
                <p role="status">{confirmed_text}</p>
                <ProblemNotice sending=confirming/>
                {may_confirm.then(|| view! { <p><button type="button" class="button" data-quiet on:click=confirm>{words::confirm()}</button></p> })}
            </div>
        </section>
    }
}

fn text_field(
    sending: crate::backend::Sending,
    field: &'static str,
    value: RwSignal<String>,
    kind: Option<&'static str>,
    autocomplete: Option<&'static str>,
    rows: Option<u32>,
) -> Markup {
    let label = label(field);
    match (rows, kind, autocomplete) {
        (Some(rows), _, _) => view! { <TextField sending name=field label=label value=value rows=rows max=1000/> },
        (None, kind, autocomplete) => {
            let kind = kind.unwrap_or("text");
            view! { <TextField sending name=field label=label value=value kind=kind autocomplete=autocomplete.unwrap_or("off")/> }
        }
    }
}

fn label(field: &str) -> &'static str {
    words::fields(field).unwrap_or_default()
}

/// What somebody else has saved meanwhile, beside what is typed here.
fn saved_elsewhere(theirs: &[(&'static str, Vec<String>)]) -> Option<Markup> {
    let items: Vec<Markup> = theirs
        .iter()
        .map(|(field, values)| {
            let name = choices(field).map(|(_, name)| name);
            let shown = values.iter().map(|value| name.map_or_else(|| value.clone(), |name| name(value))).collect::<Vec<_>>().join(", ");
            let shown = if shown.is_empty() { words::emptied().to_owned() } else { shown };
            view! { <li>{label(field)} ": " <bdi>{shown}</bdi></li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! { <div class="notice" data-tone="info"><div><p>{words::saved_elsewhere()}</p><ul>{items}</ul></div></div> }
    })
}

/// Who sees a field; nothing for what every member sees.
fn level_field(sending: crate::backend::Sending, form: Fields, field: &'static str) -> Markup {
    let Some((name, value)) =
        LEVEL_NAMES.iter().zip(FIELDS).zip(form.levels).find(|((_, known), _)| *known == field).map(|((name, _), value)| (*name, value))
    else {
        return view! { <p class="small soft">{words::always_seen()}</p> };
    };
    let options = LEVELS.iter().map(|level| ((*level).to_owned(), words::levels(level).unwrap_or(level).to_owned())).collect();
    view! { <SelectField sending name=name label=words::who_sees(&label(field)) value=value options/> }
}

/// Names of the choices in the form, in the order of [`FIELDS`].
const LEVEL_NAMES: [&str; FIELDS.len()] =
    ["see-pronouns", "see-email", "see-phone", "see-bio", "see-languages", "see-expertise", "see-countries"];

/// A table of the catalogue: codes and their texts.
type Texts = &'static [(&'static str, &'static str)];

/// Codes and their texts, and how any code is called.
type Choices = (Texts, fn(&str) -> String);

/// What a list is chosen from, and how each code is called; nothing for a field that is typed.
fn choices(field: &str) -> Option<Choices> {
    match field {
        "languages" => Some((codes::LANGUAGES_ALL, language_name)),
        "expertise" => Some((codes::EXPERTISE_ALL, expertise_name)),
        "countries" => Some((countries::NAMES_ALL, country_name)),
        _ => None,
    }
}

fn list_field(field: &'static str, value: RwSignal<Vec<String>>) -> Markup {
    let Some((known, name)) = choices(field) else { return ().into_markup() };
    let mut options: Vec<(String, String)> = known.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect();
    // What the catalogue does not know is kept as it is.
    for code in value.get_untracked() {
        if !options.iter().any(|(known, _)| *known == code) {
            options.push((code.clone(), code));
        }
    }
    let texts: Vec<String> = options.iter().map(|(_, text)| text.clone()).collect();
    let options = in_order(&texts).into_iter().filter_map(|at| options.get(at).cloned()).collect();
    let chosen = move || value.with(|codes| codes.iter().map(|code| name(code)).collect::<Vec<_>>().join(", "));
    view! {
        <details class="fold">
            <summary>{label(field)} " " <span class="soft small">{chosen}</span></summary>
            {checks_field(label(field), value, options)}
        </details>
    }
}

/// What a viewer sees of what the form holds, before it is saved.
fn view_as(form: Fields) -> Markup {
    let viewer = RwSignal::new("member".to_owned());
    let draft = Arc::new(move || form.draft());
    let seen = move || {
        let draft = draft();
        let viewer = viewer.with(|viewer| Viewer::of(viewer));
        let items: Vec<Markup> = FIELDS
            .into_iter()
            .filter(|field| draft.holds(field) && viewer.sees(draft.level_of(field)))
            .map(|field| view! { <li>{label(field)}</li> })
            .collect();
        if items.is_empty() {
            view! { <p>{words::sees_nothing()}</p> }
        } else {
            view! { <p>{words::sees()}</p> <ul class="tag-list" role="list">{items}</ul> }
        }
    };
    let options = words::VIEWERS_ALL
        .iter()
        .map(|(code, text)| view! { <option value=*code prop:selected=move || viewer.with(|viewer| viewer == code)>{*text}</option> })
        .collect_view();
    view! {
        <div class="card stack" data-gap="3">
            <h3>{words::view_as_title()}</h3>
            <div class="field">
                <label for="view-as">{words::view_as()}</label>
                <select id="view-as" on:change=move |event| viewer.set(event_target_value(&event))>{options}</select>
            </div>
            <div class="stack" data-gap="2" role="status">{seen}</div>
        </div>
    }
}
