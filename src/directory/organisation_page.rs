//! One organisation's profile, and its people.

use std::rc::Rc;

use leptos::prelude::*;

use super::{
    organisation::Organisation,
    person::{Person, initials, said},
    values::{country_name, expertise_name, kind_name, language_name},
};
use crate::{
    backend::{Asking, Op, Query, ask_kept, use_backend},
    markup::{IntoMarkup, Markup, view},
    problem::Problem,
    ui::{Waiting, heading, icon, loaded, when},
    words::{codes, directory as words, ui},
};

/// The page at `/directory/organisations/{id}`.
pub fn organisation_page(id: String) -> Markup {
    let backend = use_backend();
    let of = id.clone();
    let asking = ask_kept(format!("organisations/{id}"), move || {
        let id = id.clone();
        async move { backend.read::<Organisation>("organisations", &id).await }
    });
    let people = ask_kept(format!("organisations/{of}/people"), move || {
        let of = of.clone();
        async move {
            let query = Query::new().filter("organisation", Op::Eq, of.as_str()).sort("name", false);
            let mut people = backend.all::<Person>("people", query).await?;
            // Where the backend cannot ask by organisation, everybody came.
            people.retain(|person| person.is_of(&of));
            Ok::<_, Problem>(people)
        }
    });
    let name = move || asking.value().map_or_else(|| words::organisation().to_owned(), |organisation| organisation.name.clone());
    let avatar = move || initials(&name());
    let beside = move || {
        asking.value().map(|organisation| {
            let names = [&organisation.name_native, &organisation.name_latin].into_iter().filter_map(said);
            let names: Vec<String> = names.filter(|name| *name != organisation.name).collect();
            let names = names.into_iter().map(|name| view! { <bdi>{name}</bdi> }).collect_view();
            view! { <p class="soft cluster" data-gap="3">{names}</p> }
        })
    };
    view! {
        <div class="page stack">
            <p><a href="/directory?show=organisations">{words::back()}</a></p>
            <article class="profile stack">
                <header>
                    <span class="avatar" data-kind="organisation" aria-hidden="true">{avatar}</span>
                    <div>{heading(name)} {beside}</div>
                </header>
                {loaded(asking, Waiting::Page, move |organisation: Rc<Organisation>| profile(&organisation, people))}
            </article>
        </div>
    }
}

fn profile(organisation: &Organisation, people: Asking<Vec<Person>>) -> Markup {
    let summary = said(&organisation.summary).map(|summary| view! { <p class="prose" dir="auto">{summary}</p> });
    let mut facts = Vec::new();
    let mut text = |name: &'static str, text: Option<String>| {
        if let Some(text) = text {
            facts.push(fact(name, view! { <bdi>{text}</bdi> }));
        }
    };
    text(words::short_name(), said(&organisation.short_name).filter(|short| *short != organisation.name));
    text(words::kind(), said(&organisation.kind).map(|kind| kind_name(&kind)));
    let nation = said(&organisation.nation).map(|nation| codes::nations(&nation).unwrap_or(&nation).to_owned());
    let place: Vec<String> = said(&organisation.town).into_iter().chain(nation).collect();
    text(words::place(), said(&Some(place.join(", "))));
    text(words::joined(), said(&organisation.joined_on).map(|day| when::date_with_precision(&day)));
    // That a member is an active one goes without saying.
    let status = said(&organisation.status).filter(|status| status != "active");
    text(words::status(), status.map(|status| words::states(&status).unwrap_or(&status).to_owned()));
    facts.extend(words_of(words::strengths(), &organisation.strengths, expertise_name));
    facts.extend(words_of(words::languages(), &organisation.languages, language_name));
    facts.extend(words_of(words::countries(), &organisation.countries, country_name));
    let website = organisation.link().map(|link| {
        let shown = link.split_once("://").map_or(link, |(_, rest)| rest).trim_end_matches('/').to_owned();
        view! {
            <p>
                <a href=link.to_owned() rel="noopener noreferrer external" target="_blank">
                    {icon("external-link")} " " {shown} <span class="visually-hidden">" " {ui::outside_link()}</span>
                </a>
            </p>
        }
    });
    let lead = organisation.lead_contact.clone().unwrap_or_default();
    view! {
        {summary}
        {website}
        <dl class="facts">{facts}</dl>
        <section class="stack" aria-labelledby="people">
            <h2 id="people">{words::people()}</h2>
            {loaded(people, Waiting::Rows, move |people: Rc<Vec<Person>>| members(&people, &lead))}
        </section>
    }
}

fn members(people: &[Person], lead: &str) -> Markup {
    if people.is_empty() {
        return view! { <p class="soft">{words::nobody()}</p> };
    }
    let items = people
        .iter()
        .map(|person| {
            let address = "/directory/people/".to_owned() + &crate::address::step(&person.id);
            let beside = person.beside().first().map(|name| view! { " " <bdi class="soft">{(*name).to_owned()}</bdi> });
            let lead = (person.id == lead).then(|| view! { " " <span class="badge" data-tone="done">{words::lead_contact()}</span> });
            let title = said(&person.title).map(|title| view! { <p class="soft small" dir="auto">{title}</p> });
            view! {
                <li class="person card">
                    <span class="avatar" aria-hidden="true">{initials(&person.name)}</span>
                    <div><h3><a href=address><bdi>{person.name.clone()}</bdi>{beside}</a>{lead}</h3>{title}</div>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! { <ul role="list" class="cards">{items}</ul> }
}

/// One line of a list of facts.
pub fn fact(name: &'static str, value: Markup) -> Markup {
    view! { <dt>{name}</dt><dd>{value}</dd> }
}

/// The names of codes as one line, when there are any.
pub fn words_of(name: &'static str, codes: &[String], text: fn(&str) -> String) -> Option<Markup> {
    let texts: Vec<String> = codes.iter().map(|code| text(code)).collect();
    (!texts.is_empty()).then(|| fact(name, texts.join(", ").into_markup()))
}
