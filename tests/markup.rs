//! Markup in a real document: what changes in place, what goes, and what stays where it is.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use commonwatch::markup::{Markup, view};
use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

/// A part of the page with markup in it; both go at the end.
struct Stage<T> {
    element: HtmlElement,
    _shown: T,
}

fn stage(draw: impl FnOnce() -> Markup + 'static) -> Stage<impl Sized> {
    let element: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&element).unwrap();
    let shown = mount_to(element.clone(), draw);
    Stage { element, _shown: shown }
}

impl<T> Stage<T> {
    /// The markup as it stands, without the comments that hold places.
    fn html(&self) -> String {
        self.element.inner_html().replace("<!---->", "")
    }

    fn find(&self, selector: &str) -> Element {
        self.element.query_selector(selector).unwrap().unwrap_or_else(|| panic!("no {selector}"))
    }
}

impl<T> Drop for Stage<T> {
    fn drop(&mut self) {
        self.element.remove();
    }
}

/// Lets effects run.
async fn settled() {
    for _ in 0..3 {
        wasm_bindgen_futures::JsFuture::from(js_sys::Promise::resolve(&wasm_bindgen::JsValue::NULL)).await.unwrap();
    }
}

#[wasm_bindgen_test]
async fn a_list_grows_and_shrinks_and_what_stays_keeps_its_place() {
    let names = RwSignal::new(vec!["a", "b"]);
    let stage = stage(move || {
        view! {
            <p>"before"</p>
            {move || names.get().into_iter().map(|name| view! { <input name=name/> }).collect::<Vec<_>>()}
            <p>"after"</p>
        }
    });
    let first: HtmlInputElement = stage.find("input").unchecked_into();
    first.focus().unwrap();
    first.set_value("typed");
    names.set(vec!["a", "b", "c", "d"]);
    settled().await;
    assert_eq!(stage.html(), "<p>before</p><input name=\"a\"><input name=\"b\"><input name=\"c\"><input name=\"d\"><p>after</p>");
    names.set(vec!["a", "b"]);
    settled().await;
    assert_eq!(stage.html(), "<p>before</p><input name=\"a\"><input name=\"b\"><p>after</p>");
    assert_eq!(first.value(), "typed", "what was typed stays");
    assert!(document().active_element().unwrap() == *first.unchecked_ref::<Element>(), "and so does the focus");
    names.set(Vec::new());
    settled().await;
    assert_eq!(stage.html(), "<p>before</p><p>after</p>");
    names.set(vec!["e"]);
    settled().await;
    assert_eq!(stage.html(), "<p>before</p><input name=\"e\"><p>after</p>");
}

#[wasm_bindgen_test]
async fn a_row_that_stays_is_neither_drawn_anew_nor_moved() {
    let keys = RwSignal::new(vec![1, 2, 3, 4]);
    let drawn = StoredValue::new(Vec::new());
    let ended = StoredValue::new(Vec::new());
    let stage = stage(move || {
        let row = move |key: u64| {
            drawn.update_value(|drawn| drawn.push(key));
            on_cleanup(move || ended.update_value(|ended| ended.push(key)));
            view! { <li tabindex="0">{key}</li> }
        };
        view! { <ul>{Markup::keyed(move || keys.get(), row)}</ul> <p>"after"</p> }
    });
    let third: HtmlElement = stage.element.query_selector("li:nth-of-type(3)").unwrap().unwrap().unchecked_into();
    third.focus().unwrap();
    keys.set(vec![3, 4, 5, 6]);
    settled().await;
    assert_eq!(stage.find("ul").text_content().as_deref(), Some("3456"));
    assert_eq!(drawn.get_value(), [1, 2, 3, 4, 5, 6], "only what is new is drawn");
    assert_eq!(ended.get_value(), [1, 2], "only what went has ended");
    assert!(document().active_element().unwrap() == *third.unchecked_ref::<Element>(), "and the focus is where it was");
    keys.set(vec![6, 2, 3]);
    settled().await;
    assert_eq!(stage.find("ul").text_content().as_deref(), Some("623"));
    keys.set(Vec::new());
    settled().await;
    assert_eq!(stage.html(), "<ul></ul><p>after</p>");
    keys.set(vec![7]);
    settled().await;
    assert_eq!(stage.html(), "<ul><li tabindex=\"0\">7</li></ul><p>after</p>");
}

#[wasm_bindgen_test]
async fn one_shape_takes_the_place_of_another() {
    let turn = RwSignal::new(0);
    let stage = stage(move || {
        view! {
            <div>
                {move || match turn.get() {
                    0 => view! { <p class="x" title="t" lang="en">"one"</p> },
                    1 => view! { <p class="y" dir="auto" style:height="4px">"two"</p> },
                    2 => view! { <p>"plain"</p> },
                    3 => view! { <b>"three"</b> "four" },
                    _ => Markup::nothing(),
                }}
                "end"
            </div>
        }
    });
    assert_eq!(stage.html(), "<div><p class=\"x\" title=\"t\" lang=\"en\">one</p>end</div>");
    let paragraph = stage.find("p");
    turn.set(1);
    settled().await;
    assert_eq!(stage.html(), "<div><p class=\"y\" dir=\"auto\" style=\"height: 4px;\">two</p>end</div>");
    assert!(paragraph == stage.find("p"), "the same element was changed in place");
    turn.set(2);
    settled().await;
    assert_eq!(stage.html(), "<div><p>plain</p>end</div>", "nothing of what it was stays behind");
    turn.set(3);
    settled().await;
    assert_eq!(stage.html(), "<div><b>three</b>fourend</div>");
    turn.set(4);
    settled().await;
    assert_eq!(stage.html(), "<div>end</div>");
    turn.set(0);
    settled().await;
    assert_eq!(stage.html(), "<div><p class=\"x\" title=\"t\" lang=\"en\">one</p>end</div>");
}

#[wasm_bindgen_test]
async fn attributes_and_properties_follow_their_signals() {
    let text = RwSignal::new(Some("a".to_owned()));
    let on = RwSignal::new(true);
    let stage = stage(move || {
        view! { <input type="checkbox" title=move || text.get() disabled=move || on.get() prop:checked=on style:height=move || text.get()/> }
    });
    let input: HtmlInputElement = stage.find("input").unchecked_into();
    assert_eq!(input.get_attribute("title").as_deref(), Some("a"));
    assert_eq!(input.get_attribute("disabled").as_deref(), Some(""));
    assert!(input.checked());
    text.set(None);
    on.set(false);
    settled().await;
    assert_eq!(input.get_attribute("title"), None);
    assert_eq!(input.get_attribute("disabled"), None);
    assert!(!input.checked());
}

#[wasm_bindgen_test]
async fn a_changed_element_forgets_what_it_did_before() {
    let turn = RwSignal::new(0);
    let pressed = RwSignal::new(Vec::new());
    let stage = stage(move || {
        view! {
            {move || {
                let now = turn.get();
                view! { <button data-turn=now.to_string() on:click=move |_| pressed.update(|pressed| pressed.push(now))>"press"</button> }
            }}
        }
    });
    let button: HtmlElement = stage.find("button").unchecked_into();
    button.click();
    turn.set(1);
    settled().await;
    button.click();
    assert_eq!(pressed.get_untracked(), [0, 1], "one answer to each press, by who is there now");
}

#[wasm_bindgen_test]
async fn text_stays_text_and_svg_is_drawn_as_such() {
    let stage =
        stage(|| view! { <p title="<i>">{"<script>alert(1)</script>".to_owned()}</p> <svg class="icon"><use href="#x"></use></svg> });
    assert_eq!(stage.find("p").text_content().as_deref(), Some("<script>alert(1)</script>"));
    assert_eq!(stage.find("p").children().length(), 0);
    assert_eq!(stage.find("use").namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"));
}

#[wasm_bindgen_test]
async fn what_belonged_to_a_piece_ends_with_it() {
    let shown = RwSignal::new(true);
    let ended = RwSignal::new(0);
    let _stage = stage(move || {
        view! {
            {move || shown.get().then(|| {
                on_cleanup(move || ended.update(|ended| *ended += 1));
                view! { <p>"here"</p> }
            })}
        }
    });
    assert_eq!(ended.get_untracked(), 0);
    shown.set(false);
    settled().await;
    assert_eq!(ended.get_untracked(), 1);
}
