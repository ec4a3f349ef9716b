//! One person's profile: what this viewer may see of it.

use std::rc::Rc;

use leptos::prelude::*;

use super::{
    organisation_page::{fact, words_of},
    person::{Person, initials, said},
    values::{country_name, expertise_name, language_name},
};
use crate::{
    backend::{ask, ask_kept, now, use_backend},
    markup::{IntoMarkup, Markup, view},
    session::use_session,
    ui::{Waiting, heading, icon, loaded, when},
    words::directory as words,
};

/// The page at `/directory/people/{id}`.
pub fn person_page(id: String) -> Markup {
    let backend = use_backend();
    let key = format!("people/{id}");
    let asking = ask_kept(key, move || {
        let id = id.clone();
        async move { backend.read::<Person>("people", &id).await }
    });
    // Until the name is known, the page is called by what it is.
    let name = move || asking.value().map_or_else(|| words::person().to_owned(), |person| shown_name(&person));
    view! {
        <div class="page stack">
            <p><a href="/directory">{words::back()}</a></p>
            <article class="profile stack">
                {profile_head(asking, name)}
                {loaded(asking, Waiting::Page, |person: Rc<Person>| profile(&person))}
            </article>
        </div>
    }
}

fn shown_name(person: &Person) -> String {
    if person.name.trim().is_empty() { words::former().to_owned() } else { person.name.clone() }
}

fn profile_head(asking: crate::backend::Asking<Person>, name: impl Fn() -> String + Clone + Send + Sync + 'static) -> Markup {
    let under = move || {
        asking.value().map(|person| {
            let beside = person.beside().join(" · ");
            let facts =
                [said(&Some(beside)), said(&person.pronouns)].into_iter().flatten().map(|text| view! { <bdi>{text}</bdi> }).collect_view();
            let former = person.former.then(|| view! { <span class="badge">{words::former()}</span> });
            view! { <p class="soft cluster" data-gap="3">{facts}{former}</p> }
        })
    };
    let avatar = {
        let name = name.clone();
        move || initials(&name())
    };
    view! {
        <header>
            <span class="avatar" aria-hidden="true">{avatar}</span>
            <div>{heading(name)} {under}</div>
        </header>
    }
}

fn profile(person: &Person) -> Markup {
    let today = now().date_naive();
    let mine = use_session().me_now().is_some_and(|me| me.person.as_deref() == Some(person.id.as_str()));
    let edit = mine.then(|| view! { <p><a class="button" data-quiet href="/account">{icon("pencil")} {words::edit_mine()}</a></p> });
    let former = person.former.then(|| view! { <p class="soft">{words::former_text()}</p> });
    let away = person.is_away(&today.to_string()).then(|| away(person));
    let bio = said(&person.bio).map(|bio| view! { <p class="prose" dir="auto">{bio}</p> });
    let contact = (!person.former).then(|| contact(person));
    let mut facts = Vec::new();
    facts.extend(affiliations(person));
    facts.extend(words_of(words::expertise(), &person.expertise, expertise_name));
    facts.extend(words_of(words::languages(), &person.languages, language_name));
    facts.extend(words_of(words::countries(), &person.countries, country_name));
    if let Some(zone) = said(&person.time_zone) {
        let there = when::wall(now(), &zone);
        let time = words::time_in(&when::clock_time(there), &when::zone_city(&zone));
        facts.push(fact(words::time_there(), time.into_markup()));
    }
    if let Some(day) = said(&person.confirmed_on) {
        facts.push(fact(words::confirmed_on(), when::date_with_precision(&day).into_markup()));
    }
    view! { {edit} {former} {away} {bio} {contact} <dl class="facts">{facts}</dl> }
}

/// The own organisation with the title there, then the others.
fn affiliations(person: &Person) -> Option<Markup> {
    let own = said(&person.organisation_name).map(|name| (said(&person.organisation), name, said(&person.title)));
    let title_alone = if own.is_none() { said(&person.title) } else { None };
    let others =
        person.other_organisations.iter().map(|other| (said(&Some(other.organisation.clone())), other.name.clone(), said(&other.title)));
    let items: Vec<Markup> = own
        .into_iter()
        .chain(others)
        .map(|(id, name, title)| {
            let title = title.map(|title| view! { <bdi>{title}</bdi> ", " });
            let name = match id {
                Some(id) => view! { <a href=organisation_address(&id)><bdi>{name}</bdi></a> },
                None => view! { <bdi>{name}</bdi> },
            };
            view! { <li>{title}{name}</li> }
        })
        .chain(title_alone.map(|title| view! { <li><bdi>{title}</bdi></li> }))
        .collect();
    (!items.is_empty()).then(|| fact(words::organisation(), view! { <ul role="list">{items}</ul> }))
}

fn organisation_address(id: &str) -> String {
    "/directory/organisations/".to_owned() + &crate::address::step(id)
}

fn away(person: &Person) -> Markup {
    let until = said(&person.away_until).map(|day| when::date_with_precision(&day)).unwrap_or_default();
    view! {
        <div class="notice" data-tone="info">
            {icon("clock")}
            <div><p>{words::away_until(&until)}</p> {deputy(said(&person.deputy), said(&person.deputy_name))}</div>
        </div>
    }
}

/// Who stands in, by the name that the backend gives, or else by asking for the person.
fn deputy(id: Option<String>, name: Option<String>) -> Markup {
    let Some(id) = id else { return name.map(|name| view! { <p>{words::deputy()} " " <bdi>{name}</bdi> "."</p> }).into_markup() };
    let address = "/directory/people/".to_owned() + &crate::address::step(&id);
    let linked = move |name: String| view! { <p>{words::deputy()} " " <a href=address.clone()><bdi>{name}</bdi></a> "."</p> };
    if let Some(name) = name {
        return linked(name);
    }
    let backend = use_backend();
    let asking = ask(move || {
        let id = id.clone();
        async move { backend.read::<Person>("people", &id).await }
    });
    // A deputy whom this viewer may not see is not mentioned.
    (move || asking.value().map(|person| linked(person.name.clone()))).into_markup()
}

fn contact(person: &Person) -> Markup {
    let email = said(&person.email).map(|email| {
        let address = "mailto:".to_owned() + &email;
        view! { <a class="button" data-quiet href=address>{icon("mail")} <bdi>{email}</bdi></a> }
    });
    let phone = said(&person.phone).map(|phone| {
        let number: String = phone.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
        view! { <a class="button" data-quiet href="tel:".to_owned() + &number>{icon("phone")} <bdi>{phone}</bdi></a> }
    });
    let none = (email.is_none() && phone.is_none()).then(|| view! { <p class="soft">{words::no_contact()}</p> });
    view! {
        <section class="stack" data-gap="2" aria-labelledby="contact">
            <h2 id="contact">{words::contact()}</h2>
            <div class="cluster">{email} {phone}</div>
            {none}
        </section>
    }
}
