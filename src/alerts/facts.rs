//! The coded facts of an alert, in words.

use leptos::prelude::*;

use super::{
    Alert,
    wording::{Table, all_named, moment, named, place},
};
use crate::{
    markup::{Markup, view},
    ui::when::date_with_precision,
    words::alerts as words,
};

/// The facts that an alert states; what it does not state takes no place.
pub fn facts(alert: &Alert) -> Markup {
    let one = |table: Table, code: &Option<String>| code.as_deref().filter(|code| !code.is_empty()).map(|code| named(table, code));
    let many = |table: Table, codes: &[String]| (!codes.is_empty()).then(|| all_named(table, codes));
    let rows = [
        (words::fact_kind(), one(words::kinds, &alert.kind)),
        (words::fact_urgency(), one(words::urgencies, &alert.urgency)),
        (words::fact_severity(), one(words::severities, &alert.severity)),
        (words::fact_certainty(), one(words::certainties, &alert.certainty)),
        (words::fact_verification(), one(words::verifications, &alert.verification)),
        (words::fact_source(), source(alert)),
        (words::fact_area(), place(alert)),
        (words::fact_onset(), alert.onset.map(moment)),
        (words::fact_expires(), alert.expires.map(moment)),
        (words::fact_decision(), alert.decision_on.as_deref().map(date_with_precision)),
        (words::fact_event(), alert.event.clone()),
        (words::fact_category(), many(words::categories, &alert.category)),
        (words::fact_response(), many(words::responses, &alert.response_type)),
        (words::fact_crimes(), many(words::crimes, &alert.crimes)),
    ];
    let rows = rows
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| view! { <dt>{name}</dt> <dd><bdi>{value}</bdi></dd> }))
        .collect_view();
    let risks = (!alert.risk_factors.is_empty()).then(|| {
        let factors = alert.risk_factors.iter().map(|code| view! { <li>{named(words::risk_factors, code)}</li> }).collect_view();
        view! {
            <section class="stack" data-gap="2">
                <h2>{words::risk_factors_title()}</h2>
                <p class="small soft">{words::risk_factor_note()}</p>
                <ul>{factors}</ul>
            </section>
        }
    });
    view! { <div class="stack"><h2>{words::facts()}</h2><dl class="facts">{rows}</dl>{risks}</div> }
}

/// The Admiralty grades in words: how reliable the source is, how true the information seems.
fn source(alert: &Alert) -> Option<String> {
    let of = |table: Table, code: &Option<String>| code.as_deref().filter(|code| !code.is_empty()).map(|code| named(table, code));
    let text = match (of(words::source_grades, &alert.source_grade), of(words::info_grades, &alert.info_grade)) {
        (Some(source), Some(info)) => words::two_facts(&source, &info),
        (source, info) => source.or(info)?,
    };
    let grade = [&alert.source_grade, &alert.info_grade].into_iter().flatten().cloned().collect::<String>();
    Some(words::source_graded(&grade, &text))
}
