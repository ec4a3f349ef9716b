//! Form fields with their label, hint and error in one place.

use leptos::prelude::*;

use crate::backend::Sending;
use crate::markup::{Markup, view};

/// A text field or, with `rows`, a text area. Its error stands under it and is tied to it.
#[component]
pub fn TextField(
    /// The change that the form sends: its refusals name this field.
    sending: Sending,
    /// The portal's name of the field.
    name: &'static str,
    /// What the field is called.
    #[prop(into)]
    label: Oco<'static, str>,
    /// What is typed.
    value: RwSignal<String>,
    /// The input's type, `text` when not given.
    #[prop(optional)]
    kind: Option<&'static str>,
    /// The autofill purpose (WCAG 1.3.5).
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// A hint between label and field.
    #[prop(optional, into)]
    hint: Option<Oco<'static, str>>,
    /// How many lines a text area shows.
    #[prop(optional)]
    rows: Option<u32>,
    /// How many characters fit.
    #[prop(optional)]
    max: Option<u32>,
) -> impl IntoView {
    let (id, hint_id, error_id) = (format!("field-{name}"), format!("hint-{name}"), format!("error-{name}"));
    let error = Memo::new(move |_| sending.said_of(name));
    let described = described_by(hint.is_some().then(|| hint_id.clone()), error_id.clone(), error);
    let max = max.map(|max| max.to_string());
    let input = match rows {
        Some(rows) => view! {
            <textarea
                id=id.clone()
                name=name
                rows=rows.to_string()
                maxlength=max
                dir="auto"
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
            ></textarea>
        },
        None => view! {
            <input
                id=id.clone()
                name=name
                type=kind.unwrap_or("text")
                maxlength=max
                autocomplete=autocomplete
                dir=if matches!(kind, None | Some("text" | "search")) { Some("auto") } else { None }
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
            />
        },
    };
    framed(id, label, hint.map(|hint| (hint_id, hint)), error_id, error, input)
}

/// A choice of one from a list of (code, text).
#[component]
pub fn SelectField(
    /// The change that the form sends.
    sending: Sending,
    /// The portal's name of the field.
    name: &'static str,
    /// What the field is called.
    #[prop(into)]
    label: Oco<'static, str>,
    /// The code that is chosen; empty for none.
    value: RwSignal<String>,
    /// Codes and texts, in order.
    options: Vec<(String, String)>,
    /// A hint between label and field.
    #[prop(optional, into)]
    hint: Option<Oco<'static, str>>,
) -> impl IntoView {
    let (id, hint_id, error_id) = (format!("field-{name}"), format!("hint-{name}"), format!("error-{name}"));
    let error = Memo::new(move |_| sending.said_of(name));
    let described = described_by(hint.is_some().then(|| hint_id.clone()), error_id.clone(), error);
    let options = options
        .into_iter()
        .map(|(code, text)| {
            let chosen = code.clone();
            view! { <option value=code prop:selected=move || value.with(|value| *value == chosen)>{text}</option> }
        })
        .collect_view();
    let input = view! {
        <select
            id=id.clone()
            name=name
            on:change=move |event| value.set(event_target_value(&event))
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=described
        >
            {options}
        </select>
    };
    framed(id, label, hint.map(|hint| (hint_id, hint)), error_id, error, input)
}

/// One from a few, as large radio buttons: (code, text, help).
#[component]
pub fn ChoiceField(
    /// The change that the form sends.
    sending: Sending,
    /// The portal's name of the field.
    name: &'static str,
    /// What is asked.
    #[prop(into)]
    legend: Oco<'static, str>,
    /// The code that is chosen; empty for none.
    value: RwSignal<String>,
    /// Codes, texts and a line of help each, in order.
    options: Vec<(String, String, Option<String>)>,
) -> impl IntoView {
    let error = Memo::new(move |_| sending.said_of(name));
    let options = options
        .into_iter()
        .enumerate()
        .map(|(at, (code, text, help))| {
            let (chosen, picked) = (code.clone(), code.clone());
            // The summary's link leads to the first choice.
            let id = (at == 0).then(|| format!("field-{name}"));
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        id=id
                        name=name
                        value=code
                        prop:checked=move || value.with(|value| *value == chosen)
                        on:change=move |_| value.set(picked.clone())
                    />
                    <span class="stack"><span>{text}</span>{help.map(|help| view! { <span class="small soft">{help}</span> })}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="checks" aria-invalid=move || error.with(Option::is_some).then_some("true")>
            <legend>{legend}</legend>
            {move || error.get().map(|text| view! { <p class="field-error">{text}</p> })}
            {options}
        </fieldset>
    }
}

/// Any number from a few, as large check boxes: (code, text).
pub fn checks_field(legend: impl ToString, value: RwSignal<Vec<String>>, options: Vec<(String, String)>) -> Markup {
    let options = options
        .into_iter()
        .map(|(code, text)| {
            let chosen = code.clone();
            view! {
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || value.with(|value| value.contains(&chosen))
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            value.update(|value| {
                                value.retain(|held| *held != code);
                                if on {
                                    value.push(code.clone());
                                }
                            });
                        }
                    />
                    <span>{text}</span>
                </label>
            }
        })
        .collect_view();
    view! { <fieldset class="checks"><legend>{legend.to_string()}</legend>{options}</fieldset> }
}

fn described_by(hint: Option<String>, error_id: String, error: Memo<Option<String>>) -> impl Fn() -> Option<String> + Clone {
    move || {
        let error = error.with(Option::is_some).then(|| error_id.clone());
        match (hint.clone(), error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (hint, error) => hint.or(error),
        }
    }
}

fn framed(
    id: String,
    label: Oco<'static, str>,
    hint: Option<(String, Oco<'static, str>)>,
    error_id: String,
    error: Memo<Option<String>>,
    input: Markup,
) -> Markup {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {hint.map(|(id, hint)| view! { <p class="hint small soft" id=id>{hint}</p> })}
            {move || error.get().map(|text| view! { <p class="field-error" id=error_id.clone()>{text}</p> })}
            {input}
        </div>
    }
}
