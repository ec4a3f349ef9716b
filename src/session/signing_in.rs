//! What a member fills to come in, as the connection asks for it: name and password, or a token they bring along; then the code
//! of a second factor.

use leptos::prelude::*;

use super::{Session, provider};
use crate::{
    backend::{Sending, sending},
    markup::{IntoMarkup, Markup, view},
    problem::Problem,
    ui::{TextField, effect},
    words::session as words,
};

/// A sign-in under way. What was typed stays until it has worked.
#[derive(Clone, Copy)]
pub struct SigningIn {
    session: Session,
    /// The request under way, and why it was refused.
    pub sending: Sending,
    /// The name of the account.
    pub identity: RwSignal<String>,
    /// The password, or the token.
    pub secret: RwSignal<String>,
    code: RwSignal<String>,
    awaits_code: RwSignal<bool>,
    /// What is typed: the engine's names.
    typed: StoredValue<Vec<String>>,
    /// The host of the provider that signs people in, where there is one.
    provider: StoredValue<Option<String>>,
}

impl SigningIn {
    /// A form for the ways in that this connection offers.
    pub fn begin(session: Session) -> Self {
        let (ways, provider) = session.ways_in();
        Self {
            session,
            sending: sending(),
            identity: RwSignal::new(String::new()),
            secret: RwSignal::new(String::new()),
            code: RwSignal::new(String::new()),
            awaits_code: RwSignal::new(false),
            typed: StoredValue::new(ways.typed),
            provider: StoredValue::new(provider),
        }
    }

    /// Whether anything is typed here, so that there is something to send.
    pub fn has_fields(self) -> bool {
        self.typed.with_value(|typed| !typed.is_empty())
    }

    fn wants_identity(self) -> bool {
        self.typed.with_value(|typed| typed.iter().any(|name| name == "identity"))
    }

    fn wants_password(self) -> bool {
        self.typed.with_value(|typed| typed.iter().any(|name| name == "password"))
    }

    /// Puts the focus into the first field once it is drawn.
    pub fn focus_first(self) {
        let first = if self.wants_identity() { "field-identity" } else { "field-token" };
        effect(move || focus(first));
    }

    /// The fields, those of the next step once the first has worked.
    pub fn fields(self) -> Markup {
        let Self { sending, identity, secret, code, .. } = self;
        (move || {
            if self.awaits_code.get() {
                effect(|| focus("field-code"));
                return view! {
                    <p role="status">{words::code_text()}</p>
                    <TextField sending name="code" label=words::code() value=code autocomplete="one-time-code"/>
                };
            }
            let name = self.wants_identity().then(
                || view! { <TextField sending name="identity" label=words::email() value=identity kind="email" autocomplete="username"/> },
            );
            let password = if self.wants_password() {
                view! { <TextField sending name="password" label=words::password() value=secret kind="password" autocomplete="current-password"/> }
            } else if self.has_fields() {
                view! { <TextField sending name="token" label=words::token() value=secret kind="password" autocomplete="off"/> }
            } else {
                ().into_markup()
            };
            view! { {name} {password} }
        })
        .into_markup()
    }

    /// The way to the provider, where there is one. It leaves this page.
    pub fn provider(
        self,
        next: impl Fn() -> String + 'static,
        stay: impl Fn() -> bool + 'static,
        note: Option<&'static str>,
    ) -> Option<Markup> {
        let host = self.provider.get_value()?;
        let session = self.session;
        let leave = move |_| {
            let (next, stay) = (next(), stay());
            self.sending.run(async move { provider::leave_for(session, next, stay).await }, |()| {});
        };
        Some(view! {
            {note.map(|note| view! { <p class="small soft">{note}</p> })}
            <button type="button" class="button" data-quiet=self.has_fields().then_some("") on:click=leave>{words::provider(&host)}</button>
        })
    }

    /// Sends what was typed. `stay`: keep the session on this device; nothing: as it was for the session before.
    pub fn submit(self, stay: Option<bool>, done: impl Fn() + 'static) {
        if self.awaits_code.get_untracked() {
            self.send_code(stay, done);
            return;
        }
        let (identity, secret) = (self.identity.get_untracked().trim().to_owned(), self.secret.get_untracked());
        let mut missing = Vec::new();
        if self.wants_identity() && identity.is_empty() {
            missing.push(("identity".to_owned(), words::email_missing().to_owned()));
        }
        if secret.is_empty() {
            let (field, text) =
                if self.wants_password() { ("password", words::password_missing()) } else { ("token", words::token_missing()) };
            missing.push((field.to_owned(), text.to_owned()));
        }
        if !missing.is_empty() {
            self.sending.refuse(missing);
            return;
        }
        let typed = self.typed.get_value();
        let session = self.session;
        let sent = async move {
            let pairs: Vec<(&str, &str)> =
                typed.iter().map(|name| (name.as_str(), if name == "identity" { &identity } else { &secret }.as_str())).collect();
            match session.sign_in(&pairs, stay).await {
                Err(Problem::Refused { .. }) if session.awaits_code() => Ok(false),
                answer => answer.map(|()| true),
            }
        };
        self.sending.run(sent, move |whole| if whole { self.arrived(&done) } else { self.awaits_code.set(true) });
    }

    fn send_code(self, stay: Option<bool>, done: impl Fn() + 'static) {
        let code = self.code.get_untracked().trim().to_owned();
        if code.is_empty() {
            self.sending.refuse(vec![("code".to_owned(), words::code_missing().to_owned())]);
            return;
        }
        let session = self.session;
        let sent = async move {
            match session.finish_sign_in(&code, stay).await {
                Err(Problem::BadCredentials | Problem::Refused { .. }) => {
                    Err(Problem::Refused { message: None, fields: vec![("code".to_owned(), words::code_wrong().to_owned())] })
                }
                answer => answer,
            }
        };
        self.sending.run(sent, move |()| self.arrived(&done));
    }

    fn arrived(self, done: &impl Fn()) {
        self.secret.set(String::new());
        self.code.set(String::new());
        self.awaits_code.set(false);
        // Last, as it takes away the dialog that this form may stand in.
        self.session.expired.set(false);
        done();
    }
}

fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    if let Some(field) = document().get_element_by_id(id).and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = field.focus();
    }
}
