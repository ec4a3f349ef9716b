//! The page's one heading: it names the document and takes focus after a navigation inside the app.

use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;

use super::effect;
use crate::{
    markup::{Markup, view},
    site::use_site,
    words::ui as words,
};

/// The address whose heading was last shown, so that only a new page moves the focus.
#[derive(Clone, Copy)]
pub struct LastHeading(StoredValue<String>);

impl LastHeading {
    /// Starts with the address the document was opened at: its heading takes no focus.
    #[must_use]
    pub fn begin(path: &str) -> Self {
        Self(StoredValue::new(path.to_owned()))
    }
}

/// The `h1` of a page. The document's title follows it; after a navigation it takes focus, on the first load it does not.
pub fn heading<Text, Shown>(text: Text) -> Markup
where
    Text: Fn() -> Shown + Clone + Send + Sync + 'static,
    Shown: ToString,
{
    let shown = {
        let text = text.clone();
        move || text().to_string()
    };
    page_title(shown.clone());
    let node = NodeRef::<html::H1>::new();
    if let Some(LastHeading(last)) = use_context::<LastHeading>() {
        let path = use_location().pathname;
        effect(move || {
            let Some(heading) = node.get() else { return };
            let path = path.get_untracked();
            if last.with_value(|last| *last != path) {
                last.set_value(path);
                let _ = heading.focus();
            }
        });
    }
    view! { <h1 tabindex="-1" node_ref=node><bdi>{shown}</bdi></h1> }
}

/// Names the document: the page's heading, then the portal.
pub fn page_title(text: impl Fn() -> String + Send + Sync + 'static) {
    let site = use_site();
    let count = use_context::<TitleCount>();
    effect(move || {
        let portal = site.with_value(|site| site.portal_name.clone());
        let title = words::document_title(&text(), &portal);
        let waiting = count.map_or(0, |TitleCount(count)| count.get());
        document().set_title(&if waiting > 0 { format!("({waiting}) {title}") } else { title });
    });
}

/// How many things wait to be read, shown before the document's title.
#[derive(Clone, Copy)]
pub struct TitleCount(pub Memo<usize>);
