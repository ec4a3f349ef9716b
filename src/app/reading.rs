//! What somebody did on a written page before the app took it over: where the focus was, and which folds were open.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// Kept over the moment in which the app draws in place of what was written.
pub struct Reading {
    focused: Option<Same>,
    open: Vec<Same>,
}

/// What makes an element of the app the same as a written one.
struct Same {
    tag: String,
    address: Option<String>,
    text: Option<String>,
}

impl Same {
    fn of(element: &Element) -> Self {
        Self { tag: element.tag_name(), address: element.get_attribute("href"), text: element.text_content() }
    }

    fn find(&self, root: &Element) -> Option<HtmlElement> {
        let all = root.get_elements_by_tag_name(&self.tag);
        let mut all = (0..all.length()).filter_map(|at| all.item(at));
        let found = all.find(|element| element.get_attribute("href") == self.address && element.text_content() == self.text)?;
        found.dyn_into().ok()
    }
}

impl Reading {
    /// Notes what is so on the written page.
    pub fn of(root: &Element) -> Self {
        let focused = document().active_element().filter(|active| root.contains(Some(active)));
        let folds = root.get_elements_by_tag_name("details");
        let open = (0..folds.length()).filter_map(|at| folds.item(at)).filter(|fold| fold.has_attribute("open"));
        Self { focused: focused.as_ref().map(Same::of), open: open.map(|fold| Same::of(&fold)).collect() }
    }

    /// Makes it so again.
    pub fn go_on(&self, root: &Element) {
        for fold in self.open.iter().filter_map(|fold| fold.find(root)) {
            let _ = fold.set_attribute("open", "");
        }
        if let Some(element) = self.focused.as_ref().and_then(|focused| focused.find(root)) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = element.focus_with_options(&options);
        }
    }
}
