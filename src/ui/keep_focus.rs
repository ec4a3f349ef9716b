//! The focus stays on the page: what was pressed may go away by being pressed.
//!
//! A browser gives the focus to nothing when the element that has it is removed; whoever goes by keyboard or listens is then
//! at the beginning again. Here the nearest heading that is left takes it. A new page's own heading still comes first.

use std::{cell::RefCell, rc::Rc};

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit, MutationRecord};

/// What may take the focus.
const HEADINGS: &str = "h1, h2, h3, h4, legend";

/// Watches the document as long as it lives.
pub fn keep_focus() {
    // The element that has the focus, and what it stands in.
    let last: Rc<RefCell<Vec<Element>>> = Rc::default();
    let seen = Rc::clone(&last);
    let focused = window_event_listener_untyped("focusin", move |event| {
        let mut around = Vec::new();
        let mut next = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        while let Some(element) = next {
            next = element.parent_element();
            around.push(element);
        }
        seen.replace(around);
    });
    let changed = Closure::<dyn FnMut(Array)>::new(move |records: Array| {
        let Some((focused, around)) = last.borrow().split_first().map(|(focused, around)| (focused.clone(), around.to_vec())) else {
            return;
        };
        if document().active_element().is_some_and(|active| active.tag_name() != "BODY") {
            return;
        }
        if !focused.is_connected() {
            last.borrow_mut().clear();
            if let Some(heading) = around.iter().filter(|element| element.is_connected()).find_map(heading_in) {
                take(&heading, false);
            }
        } else if was_moved(&focused, &records) {
            take(&focused, true);
        }
    });
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    options.set_attributes(true);
    options.set_attribute_filter(&Array::of1(&"open".into()));
    if let (Ok(observer), Some(body)) = (MutationObserver::new(changed.as_ref().unchecked_ref()), document().body()) {
        let _ = observer.observe_with_options(&body, &options);
        std::mem::forget(observer);
    }
    changed.forget();
    std::mem::forget(focused);
}

/// Whether it was taken out and put in again elsewhere: that costs it the focus too.
fn was_moved(focused: &Element, records: &Array) -> bool {
    records.iter().any(|record| {
        let gone = record.unchecked_into::<MutationRecord>().removed_nodes();
        (0..gone.length()).filter_map(|at| gone.get(at)).any(|node| node.contains(Some(focused)))
    })
}

/// The first heading on the screen, or the first at all. The frame around the page has none to offer.
fn heading_in(element: &Element) -> Option<Element> {
    if element.tag_name() == "BODY" || element.id() == "app" {
        return None;
    }
    let found = element.query_selector_all(HEADINGS).ok()?;
    let all: Vec<Element> = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect();
    let screen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let on_screen = |heading: &&Element| {
        let place = heading.get_bounding_client_rect();
        place.bottom() > 0.0 && place.top() < screen
    };
    all.iter().find(on_screen).or(all.first()).cloned()
}

/// Focuses an element; `here`: without scrolling to where it went.
fn take(element: &Element, here: bool) {
    let Some(element) = element.dyn_ref::<HtmlElement>() else { return };
    if element.tab_index() < 0 && !element.has_attribute("tabindex") {
        element.set_tab_index(-1);
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(here);
    let _ = element.focus_with_options(&options);
}
