//! ROOM connection: which backend the portal talks to, what it can do there, and whether it is as its profile says.

mod examination;

pub use examination::{Examine, examine};

use crate::{
    backend::{Live, use_backend},
    markup::{Markup, view},
    session::use_session,
    ui::{heading, icon},
    words::connection as words,
};
use examination::examination;

/// The page at `/connection`.
pub fn connection_page() -> Markup {
    let backend = use_backend();
    let open = use_session().is_open();
    let rows: Vec<_> = words::RECORDS_ALL
        .iter()
        .map(|(records, text)| {
            let can = backend.capabilities(records);
            let live = match can.live {
                Live::None => words::live_none(),
                Live::Poll => words::live_poll(),
                Live::Push => words::live_push(),
            };
            view! {
                <tr>
                    <th scope="row">{*text}</th>
                    <td>{answer(can.list)}</td>
                    <td>{answer(can.create)}</td>
                    <td>{answer(can.update)}</td>
                    <td>{live}</td>
                </tr>
            }
        })
        .collect();
    let complaints: Vec<_> = backend
        .complaints()
        .into_iter()
        .map(|complaint| {
            view! {
                <li class="finding cluster" data-level="warn">
                    {icon("triangle-alert")} <code>{complaint.code.to_string()}</code> <code>{complaint.pointer.clone()}</code>
                    <span>{complaint.expected.clone()}</span> <span class="soft">{complaint.remedy.clone()}</span>
                </li>
            }
        })
        .collect();
    let none = complaints.is_empty();
    view! {
        <div class="page stack">
            {heading(words::title)}
            <p class="lead">{words::lead()}</p>
            <p>{if open { words::open() } else { words::sign_in() }}</p>
            <h2>{words::findings()}</h2>
            {none.then(|| view! { <p>{words::no_findings()}</p> })}
            <ul role="list" class="stack">{complaints}</ul>
            {examination()}
            <h2>{words::offers()}</h2>
            <div class="table-wrap" role="region" aria-label=words::offers() tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words::what()}</th>
                            <th scope="col">{words::can_read()}</th>
                            <th scope="col">{words::can_add()}</th>
                            <th scope="col">{words::can_change()}</th>
                            <th scope="col">{words::news()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
}

fn answer(can: bool) -> &'static str {
    if can { words::yes() } else { words::no() }
}
