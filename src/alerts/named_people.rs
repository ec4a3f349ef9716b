//! The people that a TLP:RED message names.

use std::rc::Rc;

use leptos::prelude::*;

use crate::{
    backend::{Query, Sending, ask_kept, use_backend},
    markup::{Markup, view},
    ui::{Waiting, icon, loaded},
    words::alerts as words,
};

use crate::record;

record! {
    /// A person as far as naming them needs.
    struct Named {
        id = "id": String,
        name = "name": String,
        organisation_name = "organisationName": Option<String>,
        former = "former": bool,
    }
}

impl Named {
    /// The name, with the organisation that tells two people of one name apart.
    fn shown(&self) -> String {
        match &self.organisation_name {
            Some(organisation) => words::two_facts(&self.name, organisation),
            None => self.name.clone(),
        }
    }
}

/// Names people one by one from those in the directory. `chosen` holds ids with the names shown.
pub fn named_people(sending: Sending, chosen: RwSignal<Vec<(String, String)>>) -> Markup {
    let backend = use_backend();
    let asking = ask_kept("people to name", move || async move { backend.all::<Named>("people", Query::new().sort("name", false)).await });
    let picker = loaded(asking, Waiting::Rows, move |people: Rc<Vec<Named>>| {
        let people: Vec<(String, String)> =
            people.iter().filter(|person| !person.former).map(|person| (person.id.clone(), person.shown())).collect();
        picker(sending, people, chosen)
    });
    view! { <div class="card stack">{picker} {move || held(chosen)}</div> }
}

fn picker(sending: Sending, people: Vec<(String, String)>, chosen: RwSignal<Vec<(String, String)>>) -> Markup {
    let typed = RwSignal::new(String::new());
    let unknown = RwSignal::new(false);
    let suggestions = people.iter().map(|(_, name)| view! { <option value=name.clone()></option> }).collect_view();
    let people = StoredValue::new(people);
    let add = move || {
        let name = typed.get_untracked();
        let found = people.with_value(|people| people.iter().find(|(_, known)| *known == name.trim()).cloned());
        unknown.set(found.is_none());
        if let Some(found) = found {
            chosen.update(|chosen| {
                chosen.retain(|held| held.0 != found.0);
                chosen.push(found);
            });
            typed.set(String::new());
        }
    };
    let error = move || {
        if unknown.get() {
            Some(words::form_person_unknown().to_owned())
        } else {
            sending.said_of("addresses").filter(|text| !text.is_empty())
        }
    };
    let error = Memo::new(move |_| error());
    view! {
        <div class="field">
            <label for="field-addresses">{words::form_people()}</label>
            <p class="hint" id="hint-addresses">{words::form_people_hint()}</p>
            {move || error.get().map(|text| view! { <p class="field-error" id="error-addresses">{text}</p> })}
            <input
                id="field-addresses"
                list="people-to-name"
                autocomplete="off"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby="hint-addresses error-addresses"
                prop:value=typed
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=move |event| {
                    // Enter adds the person; it must not send the form.
                    if event.key() == "Enter" {
                        event.prevent_default();
                        add();
                    }
                }
            />
            <datalist id="people-to-name">{suggestions}</datalist>
        </div>
        <button type="button" class="button" data-quiet on:click=move |_| add()>{icon("plus")} {words::form_add_person()}</button>
    }
}

fn held(chosen: RwSignal<Vec<(String, String)>>) -> Markup {
    let items = chosen
        .get()
        .into_iter()
        .map(|(id, name)| {
            let label = words::form_remove_person(&name);
            view! {
                <li class="cluster between">
                    <bdi>{name}</bdi>
                    <button
                        type="button"
                        class="button"
                        data-quiet
                        aria-label=label
                        on:click=move |_| chosen.update(|chosen| chosen.retain(|held| held.0 != id))
                    >
                        {icon("x")}
                    </button>
                </li>
            }
        })
        .collect_view();
    view! { <ul role="list" class="stack" data-gap="1" aria-label=words::form_people()>{items}</ul> }
}
