//! A problem, drawn in one place: what happened and the next step.

use leptos::{html, prelude::*};

use super::{effect, icon};
use crate::{
    backend::Sending,
    markup::{IntoMarkup, Markup, view},
    problem::{Problem, headline, may_pass, next_step},
    words::problem as words,
};

/// A problem in place of a page or a list, with a button to ask again where that may help.
pub fn problem_card(problem: &Problem, again: Option<Callback<()>>) -> Markup {
    let picture = match problem {
        Problem::Offline => "wifi-off",
        Problem::NotFound => "search",
        Problem::NotAllowed | Problem::SignedOut => "lock",
        _ => "triangle-alert",
    };
    let offers_again = may_pass(problem) || matches!(problem, Problem::SignedOut);
    let button = again.filter(|_| offers_again).map(|again| {
        view! { <button type="button" class="button" data-quiet on:click=move |_| again.run(())>{words::try_again()}</button> }
    });
    let tone = if matches!(problem, Problem::Offline) { "offline" } else { "failed" };
    view! {
        <div class="failed stack" data-kind=tone role="alert">
            {icon(picture)}
            <p><strong>{headline(problem)}</strong></p>
            <p class="soft">{next_step(problem)}</p>
            {button}
        </div>
    }
}

/// The problem of a form: a summary that takes focus and links to the fields that need another look.
#[component]
pub fn ProblemNotice(
    /// The change that the form sends.
    sending: Sending,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    effect(move || {
        if sending.problem().is_some()
            && let Some(summary) = node.get()
        {
            let _ = summary.focus();
        }
    });
    move || {
        sending.problem().map(|problem| {
            let links = match &problem {
                Problem::Refused { fields, .. } => fields
                    .iter()
                    .map(|(field, text)| {
                        let (target, text) = (format!("field-{field}"), text.clone());
                        let focus = target.clone();
                        view! {
                            <li>
                                <a
                                    href=format!("#{target}")
                                    on:click=move |event| {
                                        event.prevent_default();
                                        if let Some(field) = document().get_element_by_id(&focus) {
                                            use wasm_bindgen::JsCast;
                                            let _ = field.unchecked_into::<web_sys::HtmlElement>().focus();
                                        }
                                    }
                                >
                                    {text}
                                </a>
                            </li>
                        }
                    })
                    .collect_view()
                    .into_markup(),
                _ => ().into_markup(),
            };
            let said = match &problem {
                Problem::Refused { message: Some(message), fields } if fields.is_empty() => {
                    Some(view! { <p><bdi>{message.clone()}</bdi></p> })
                }
                _ => None,
            };
            view! {
                <div class="error-summary stack" role="alert" tabindex="-1" node_ref=node>
                    <p><strong>{headline(&problem)}</strong> " " {next_step(&problem)}</p>
                    {said}
                    <ul>{links}</ul>
                </div>
            }
        })
    }
}
