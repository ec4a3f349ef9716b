//! The frame around every page: banner, mark, navigation, who is here, foot and tabs.

use leptos::prelude::*;

use super::icon;
use crate::{
    markup::{Markup, view},
    site::use_site,
    words::frame as words,
};

/// One entry of the navigation.
#[derive(Clone)]
pub struct NavLink {
    /// Where it leads.
    pub address: &'static str,
    /// What it is called.
    pub text: &'static str,
    /// Its icon in the sprite.
    pub icon: &'static str,
    /// How many things wait there, shown beside the text.
    pub count: Option<Memo<usize>>,
}

/// The frame. `members` decides which navigation is shown; `slots` come from those who know the session.
#[component]
pub fn Frame(
    /// Whether the members' navigation is shown. Tracks.
    members: Signal<bool>,
    /// The members' areas.
    areas: Vec<NavLink>,
    /// The public pages of the header.
    pages: Vec<NavLink>,
    /// The address of the page that is shown. Tracks.
    path: Signal<String>,
    /// Who is signed in, and the way out.
    signed_in: ViewFn,
    /// The button that leaves the site fast.
    exit: ViewFn,
    /// The page.
    children: Children,
) -> impl IntoView {
    let site = use_site();
    let demo = site.with_value(|site| site.demo);
    let portal = site.with_value(|site| site.portal_name.clone());
    let areas = StoredValue::new(areas);
    let pages = StoredValue::new(pages);
    let link = move |link: &NavLink, with_icon: bool| {
        let (address, text, picture, count) = (link.address, link.text, link.icon, link.count);
        view! {
            <a href=address aria-current=move || path.with(|path| is_current(path, address)).then_some("page")>
                {with_icon.then(|| icon(picture))}
                {text}
                {move || count.map(|count| count.get()).filter(|count| *count > 0).map(|count| {
                    view! { <span class="count">{count}<span class="visually-hidden">{words::unread()}</span></span> }
                })}
            </a>
        }
    };
    view! {
        <a class="skip" href="#main" rel="external">{words::skip()}</a>
        {demo.then(|| view! { <aside class="demo" aria-label=words::demonstration()><p>{words::demo()}</p></aside> })}
        <header class="frame">
            <div>
                <a class="mark" href="/">{icon("lamp")} {portal}</a>
                {move || if members.get() {
                    let links = areas.with_value(|areas| areas.iter().map(|area| link(area, false)).collect_view());
                    view! { <nav class="nav" aria-label=words::main_navigation()>{links}</nav> {exit.run()} }
                } else {
                    let links = pages.with_value(|pages| pages.iter().map(|page| link(page, false)).collect_view());
                    view! {
                        <nav class="nav" data-guest aria-label=words::main_navigation()>{links}</nav>
                        <a class="button" data-quiet href="/sign-in">{words::sign_in()}</a>
                    }
                }}
            </div>
        </header>
        {signed_in.run()}
        <main class="main" id="main">{children()}</main>
        <footer class="foot"><div class="page stack">{foot()}</div></footer>
        {move || members.get().then(|| {
            let links = areas.with_value(|areas| areas.iter().map(|area| link(area, true)).collect_view());
            view! { <nav class="tabs" aria-label=words::main_navigation()>{links}</nav> }
        })}
    }
}

/// An address belongs to an area when it is its own or lies below it.
fn is_current(path: &str, address: &str) -> bool {
    path == address || path.strip_prefix(address).is_some_and(|rest| rest.starts_with('/'))
}

fn foot() -> Markup {
    let site = use_site().get_value();
    let links = [
        ("/about", words::about()),
        ("/how-we-work", words::how_we_work()),
        ("/early-warning", words::early_warning()),
        ("/national-strategy", words::national_strategy()),
        ("/statements", words::statements()),
        ("/blog", words::blog()),
        ("/commitment", words::commitment()),
        ("/join", words::join()),
        ("/help", words::help()),
        ("/privacy", words::privacy()),
        ("/accessibility", words::accessibility()),
    ]
    .map(|(address, text)| view! { <li><a href=address>{text}</a></li> })
    .collect_view();
    let charity = words::charity(&site.convenor, &site.charity_number);
    view! {
        <ul role="list" class="cluster">{links}</ul>
        <p>{charity}</p>
        <p>{words::rights(&chrono::Datelike::year(&crate::backend::now()), &site.name)} " " {words::no_tracking()}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::is_current;

    #[test]
    fn a_page_belongs_to_the_area_above_it() {
        assert!(is_current("/alerts/a1", "/alerts"));
        assert!(is_current("/alerts", "/alerts"));
        assert!(!is_current("/alerting", "/alerts"));
    }
}
