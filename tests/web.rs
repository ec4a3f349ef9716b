//! What only a browser can show: where focus goes, who the guard lets through, and the four pictures of a question.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use commonwatch::markup::{IntoMarkup, view};
use std::{cell::Cell, rc::Rc};

use commonwatch::{
    app::{App, Start},
    backend::{Backend, OwnProfile, Preloaded, ask},
    problem::Problem,
    session::Session,
    ui::{Waiting, empty, loaded},
};
use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// A backend with a sign-in.
const MEMBERS: &str = include_str!("../backends/pocketbase/connection.json");
/// A backend without one: whoever reaches it reads everything.
const OPEN: &str = include_str!("../backends/json-server/connection.json");
/// What it extends.
const PRESET: &str = include_str!("../backends/presets/json-server.json");

/// Part of a page that goes when the test is over.
struct Stage(HtmlElement);

impl Stage {
    fn new() -> Self {
        let stage: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&stage).unwrap();
        Self(stage)
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.0.query_selector(selector).unwrap()
    }

    fn text(&self) -> String {
        self.0.text_content().unwrap_or_default()
    }

    fn press(&self, selector: &str) {
        self.find(selector).unwrap_or_else(|| panic!("no {selector}")).unchecked_into::<HtmlElement>().click();
    }

    /// The text of the one heading.
    fn heading(&self) -> Option<String> {
        self.find("h1").and_then(|heading| heading.text_content())
    }

    fn heading_has_focus(&self) -> bool {
        self.find("h1").is_some_and(|heading| document().active_element().is_some_and(|active| active == heading))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.0.remove();
    }
}

/// Lets the browser work for a while.
async fn rest(milliseconds: i32) {
    let waiting = js_sys::Promise::new(&mut |resolve, _| {
        window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds).unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(waiting).await.unwrap();
}

/// Waits until something is so, for at most five seconds.
async fn until(what: &str, so: impl Fn() -> bool) {
    for _ in 0..250 {
        if so() {
            return;
        }
        rest(20).await;
    }
    panic!("it never came about that {what}");
}

/// Puts an address into the bar without loading anything.
fn stand_at(address: &str) {
    window().history().unwrap().replace_state_with_url(&JsValue::NULL, "", Some(address)).unwrap();
}

fn bar() -> String {
    let location = window().location();
    format!("{}{}", location.pathname().unwrap(), location.search().unwrap())
}

/// Answers every request with this, in place of a network.
fn answer_every_request_with(json: &str) {
    let answer = format!(
        "window.fetch = async () => new Response({}, {{ status: 200, headers: {{ 'Content-Type': 'application/json' }} }})",
        serde_json::Value::from(json)
    );
    js_sys::eval(&answer).unwrap();
}

/// The whole portal at an address, over one connection; `before` may sign somebody in.
async fn portal_at(address: &str, connection: &str, sign_in: bool) -> (Stage, impl Sized) {
    answer_every_request_with(
        r#"{"token":"a.b.c","record":{"id":"m1","name":"Mira","roles":["member"]},"items":[],"page":1,"totalPages":1,"totalItems":0}"#,
    );
    let stage = Stage::new();
    stand_at(address);
    let owner = Owner::new();
    let (backend, session) = owner.with(|| {
        let whole = connect::merged(connection, &|name| (name == "json-server").then(|| PRESET.to_owned())).unwrap();
        let backend = Backend::connect(&OwnProfile::from(whole.to_string())).unwrap();
        (backend, Session::begin(backend))
    });
    if sign_in {
        session.sign_in(&[("identity", "mira@example.org"), ("password", "secret")], Some(false)).await.unwrap();
    }
    let path = window().location().pathname().unwrap();
    let start = Start { preloaded: Preloaded::default(), backend, path };
    let shown = owner.with(|| mount_to(stage.0.clone(), move || view! { <App start session/> }));
    (stage, (shown, owner))
}

#[wasm_bindgen_test]
async fn a_heading_takes_focus_after_a_navigation_and_not_on_the_first_load() {
    let (stage, _shown) = portal_at("/connection", OPEN, false).await;
    until("the page is drawn", || stage.heading().as_deref() == Some("Connection")).await;
    rest(50).await;
    assert!(!stage.heading_has_focus(), "on the first load focus stays where it is");
    assert!(document().title().starts_with("Connection"), "{}", document().title());

    stage.press(".tabs a[href='/support'], .nav a[href='/support']");
    until("the next page is drawn", || stage.heading().as_deref() == Some("Support")).await;
    until("its heading has focus", || stage.heading_has_focus()).await;
    assert!(document().title().starts_with("Support"), "{}", document().title());

    // A filter changes the query only: focus stays on what was pressed.
    let chip: HtmlElement = stage.find("button.chip").unwrap().unchecked_into();
    chip.focus().unwrap();
    chip.click();
    until("the filter is in the address", || bar().starts_with("/support?")).await;
    rest(50).await;
    assert!(!stage.heading_has_focus());
}

#[wasm_bindgen_test]
async fn a_guest_is_sent_to_sign_in_and_the_address_is_remembered() {
    let (stage, _shown) = portal_at("/directory?q=x", MEMBERS, false).await;
    until("the guest is asked to sign in", || stage.heading().as_deref() == Some("Sign in")).await;
    until("the address says where to return", || bar() == "/sign-in?next=/directory%3Fq%3Dx").await;
    assert!(stage.find("input[type=search]").is_none(), "nothing of the members' page is drawn");
}

#[wasm_bindgen_test]
async fn a_member_sees_the_page() {
    let (stage, _shown) = portal_at("/support", MEMBERS, true).await;
    until("the page is drawn", || stage.heading().as_deref() == Some("Support")).await;
    assert_eq!(bar(), "/support");
    assert!(stage.text().contains("Signed in as Mira"));
}

#[wasm_bindgen_test]
async fn without_a_sign_in_everyone_sees_the_page() {
    let (stage, _shown) = portal_at("/support", OPEN, false).await;
    until("the page is drawn", || stage.heading().as_deref() == Some("Support")).await;
    assert_eq!(bar(), "/support");
    assert!(!stage.text().contains("Signed in as"));
}

#[wasm_bindgen_test]
async fn a_question_has_four_pictures() {
    let stage = Stage::new();
    let asked = Rc::new(Cell::new(0));
    let counted = Rc::clone(&asked);
    // First it waits, then it fails, then there is nothing, then something.
    let _shown = mount_to(stage.0.clone(), move || {
        let asking = ask(move || {
            let turn = counted.get();
            counted.set(turn + 1);
            async move {
                rest(50).await;
                match turn {
                    0 => Err(Problem::Offline),
                    1 => Ok(Vec::new()),
                    _ => Ok(vec!["Otter".to_owned()]),
                }
            }
        });
        let list = loaded(asking, Waiting::Rows, |names: Rc<Vec<String>>| match names.first() {
            Some(name) => view! { <p class="answer">{name.clone()}</p> },
            None => empty("users", "Nobody yet", "They will appear here.", ().into_markup()),
        });
        view! {
            {list}
            <button class="ask" on:click=move |_| asking.again()>"Ask"</button>
        }
    });
    assert!(stage.find("[aria-busy=true] .skeleton").is_some(), "waiting is drawn");
    assert!(stage.find("[aria-busy=true] [role=status]").is_some(), "and said");

    until("it has failed", || stage.find("[role=alert]").is_some()).await;
    assert!(stage.text().contains("You seem to be offline."));
    assert!(stage.find("[aria-busy]").is_none());
    assert_eq!(stage.find("[role=alert] button").unwrap().text_content().as_deref(), Some("Try again"));

    stage.press("[role=alert] button");
    until("there is nothing", || stage.find(".empty").is_some()).await;
    assert!(stage.text().contains("Nobody yet"));
    assert!(stage.find("[role=alert]").is_none());

    stage.press(".ask");
    until("the answer is there", || stage.find(".answer").is_some()).await;
    assert!(stage.text().contains("Otter"));
    assert_eq!(asked.get(), 3);
}
