//! A copy of everything about me that the backend returns, as one file.

use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::{
    backend::{Backend, Op, Query, sending, use_backend},
    markup::{Markup, view},
    problem::Problem,
    ui::{ProblemNotice, download, icon},
    words::account as words,
};

/// Kinds of record that belong to a person, and the field that says to whom.
const MINE: [(&str, &str); 5] =
    [("replies", "person"), ("signatures", "person"), ("answers", "person"), ("alertReads", "person"), ("supportItems", "author")];

async fn my_data(backend: Backend, person: String) -> Result<String, Problem> {
    let mut data = Map::new();
    if backend.capabilities("people").read {
        data.insert("person".to_owned(), Value::Object(backend.read("people", &person).await?));
    }
    for (kind, field) in MINE {
        if !backend.capabilities(kind).list {
            continue;
        }
        let query = Query::new().filter(field, Op::Eq, person.as_str());
        let mut records: Vec<Map<String, Value>> = backend.all(kind, query).await?;
        records.retain(|record| record.get(field).and_then(Value::as_str) == Some(person.as_str()));
        data.insert(kind.to_owned(), records.into_iter().map(Value::Object).collect());
    }
    serde_json::to_string_pretty(&data).map_err(|_| Problem::Unreadable { at: String::new() })
}

/// The section "My data".
pub fn my_data_section(person: String) -> Markup {
    let backend = use_backend();
    let sending = sending();
    let done = RwSignal::new(false);
    let press = move |_| {
        done.set(false);
        // The name of the file says nothing about anybody.
        sending.run(my_data(backend, person.clone()), move |text| done.set(download("my-data.json", "application/json", &text)));
    };
    view! {
        <section class="stack" aria-labelledby="my-data">
            <h2 id="my-data">{words::my_data()}</h2>
            <p class="prose">{words::my_data_text()}</p>
            <ProblemNotice sending/>
            <div class="cluster">
                <button type="button" class="button" data-quiet on:click=press aria-busy=move || sending.busy().then_some("true")>
                    {icon("download")} " " {words::download()}
                </button>
                <p role="status">{move || done.get().then(words::downloaded)}</p>
            </div>
        </section>
    }
}
