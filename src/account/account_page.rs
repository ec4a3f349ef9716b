//! The account: who I am, what others see of me, this device, my data.

use std::rc::Rc;

use super::{my_data::my_data_section, profile_form::profile_form, this_device::this_device};
use crate::{
    backend::{ask, use_backend},
    directory::Person,
    markup::{IntoMarkup, Markup, view},
    session::{Me, use_session},
    ui::{Waiting, empty, heading, loaded},
    words::account as words,
};

/// The page at `/account`.
pub fn account_page() -> Markup {
    let parts = match use_session().me_now() {
        Some(me) => signed_in(&me),
        // A backend without sign-in knows nobody apart.
        None => empty("user", words::nobody_title(), words::nobody_text(), ().into_markup()),
    };
    view! { <div class="page stack" data-gap="6">{heading(words::title)} {parts}</div> }
}

fn signed_in(me: &Me) -> Markup {
    let roles = me.roles.iter().map(|role| words::roles(role).unwrap_or(role).to_owned()).collect::<Vec<_>>().join(", ");
    let organisation = me.organisation_name.clone().map(|name| view! { <dt>{words::organisation()}</dt><dd><bdi>{name}</bdi></dd> });
    let roles = (!roles.is_empty()).then(|| view! { <dt>{words::role()}</dt><dd>{roles}</dd> });
    let person = me.person_id().to_owned();
    let seen = me.person.clone().map(|id| {
        let address = "/directory/people/".to_owned() + &crate::address::step(&id);
        view! { <p><a href=address>{words::seen_in_directory()}</a></p> }
    });
    view! {
        <section class="card stack" data-gap="3" aria-labelledby="who">
            <h2 id="who">{words::who()}</h2>
            <dl class="facts"><dt>{words::name()}</dt><dd><bdi>{me.name.clone()}</bdi></dd>{organisation}{roles}</dl>
            {seen}
        </section>
        {me.person.clone().map(profile)}
        {my_data_section(person)}
        {this_device()}
    }
}

fn profile(id: String) -> Markup {
    let backend = use_backend();
    if !backend.capabilities("people").update {
        return view! { <p class="soft">{words::not_editable()}</p> };
    }
    let asking = ask(move || {
        let id = id.clone();
        async move { backend.read::<Person>("people", &id).await }
    });
    loaded(asking, Waiting::Page, |person: Rc<Person>| profile_form(person))
}
