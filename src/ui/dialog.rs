//! A modal dialog (`<dialog>`): the browser keeps focus inside and gives it back on closing.

use super::effect;
use crate::markup::{Markup, view};
use leptos::{html, prelude::*};

/// A dialog that is open while `open` is true; its content is made anew each time.
pub fn dialog(title: impl ToString, open: RwSignal<bool>, content: impl Fn() -> Markup + Send + Sync + 'static) -> Markup {
    let node = NodeRef::<html::Dialog>::new();
    let title = title.to_string();
    let name = title.clone();
    effect(move || {
        let Some(dialog) = node.get() else { return };
        if open.get() {
            if !dialog.open() {
                let _ = dialog.show_modal();
            }
        } else if dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog class="dialog" node_ref=node aria-label=name on:close=move |_| open.set(false)>
            {move || {
                open.get()
                    .then(|| {
                        view! {
                            <div class="stack">
                                <h2>{title.clone()}</h2>
                                {content()}
                            </div>
                        }
                    })
            }}
        </dialog>
    }
}
