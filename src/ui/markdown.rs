//! Markdown (CommonMark) to a tree of nodes, never to a string of HTML: what is not known here cannot be drawn.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::markup::{IntoMarkup, Markup, view};
use crate::words::ui as words;

/// How many levels headings are moved down, since the page has its own `h1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folded {
    /// A page's own text: `##` is `h2`.
    No,
    /// A text within a page's section: `##` is `h3`.
    Once,
}

/// Draws a text. Raw HTML is shown as the letters it is made of; pictures are replaced by their description; links lead to
/// `https`, `http`, `mailto` and `tel` addresses or into this portal, and nowhere else.
pub fn markdown(text: &str, folded: Folded) -> Markup {
    let mut events = Parser::new_ext(text, Options::ENABLE_TABLES);
    children(&mut events, folded).into_markup()
}

/// Takes the first `# ` line off a page's text: the title, and the rest.
#[must_use]
pub fn split_title(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    match text.strip_prefix("# ") {
        Some(rest) => rest.split_once('\n').map_or((rest, ""), |(title, rest)| (title.trim(), rest)),
        None => ("", text),
    }
}

fn children<'a>(events: &mut impl Iterator<Item = Event<'a>>, folded: Folded) -> Vec<Markup> {
    let mut drawn = Vec::new();
    while let Some(event) = events.next() {
        drawn.push(match event {
            Event::Start(tag) => element(tag, events, folded),
            Event::End(_) => break,
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => text.to_string().into_markup(),
            Event::Code(text) => view! { <code>{text.to_string()}</code> },
            Event::SoftBreak => " ".into_markup(),
            Event::HardBreak => view! { <br/> },
            Event::Rule => view! { <hr/> },
            _ => ().into_markup(),
        });
    }
    drawn
}

fn element<'a>(tag: Tag<'a>, events: &mut impl Iterator<Item = Event<'a>>, folded: Folded) -> Markup {
    match tag {
        Tag::Paragraph => {
            let inner = children(events, folded);
            view! { <p dir="auto">{inner}</p> }
        }
        Tag::Heading { level, .. } => {
            let inner = children(events, folded);
            let deep = usize::from(folded == Folded::Once) + level as usize;
            match deep {
                0..=2 => view! { <h2 dir="auto">{inner}</h2> },
                3 => view! { <h3 dir="auto">{inner}</h3> },
                _ if level == HeadingLevel::H1 => view! { <h2 dir="auto">{inner}</h2> },
                _ => view! { <h4 dir="auto">{inner}</h4> },
            }
        }
        Tag::BlockQuote(_) => {
            let inner = children(events, folded);
            view! { <blockquote dir="auto">{inner}</blockquote> }
        }
        Tag::List(Some(start)) => {
            let inner = children(events, folded);
            view! { <ol start=start.to_string()>{inner}</ol> }
        }
        Tag::List(None) => {
            let inner = children(events, folded);
            view! { <ul>{inner}</ul> }
        }
        Tag::Item => {
            let inner = children(events, folded);
            view! { <li dir="auto">{inner}</li> }
        }
        Tag::Emphasis => {
            let inner = children(events, folded);
            view! { <em>{inner}</em> }
        }
        Tag::Strong => {
            let inner = children(events, folded);
            view! { <strong>{inner}</strong> }
        }
        Tag::CodeBlock(_) => {
            let inner = children(events, folded);
            view! { <pre><code>{inner}</code></pre> }
        }
        Tag::Link { dest_url, .. } => {
            let inner = children(events, folded);
            link(&dest_url, inner)
        }
        Tag::Image { .. } => {
            // Nothing is loaded from another host, and a reader decides what to look at.
            let description = plain(events);
            view! { <em>{words::image_left_out(&description)}</em> }
        }
        Tag::Table(_) => {
            let inner = table(events, folded);
            view! { <div class="table-wrap"><table>{inner}</table></div> }
        }
        _ => children(events, folded).into_markup(),
    }
}

fn link(address: &str, inner: Vec<Markup>) -> Markup {
    let address = address.to_owned();
    if address.starts_with('/') && !address.starts_with("//") || address.starts_with('#') {
        return view! { <a href=address>{inner}</a> };
    }
    if ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| address.to_ascii_lowercase().starts_with(scheme)) {
        return view! { <a href=address rel="noopener noreferrer external">{inner}</a> };
    }
    view! { <span>{inner}</span> }
}

fn table<'a>(events: &mut impl Iterator<Item = Event<'a>>, folded: Folded) -> Vec<Markup> {
    let (mut head, mut body, mut row, mut in_head) = (Vec::new(), Vec::new(), Vec::new(), false);
    while let Some(event) = events.next() {
        match event {
            Event::Start(Tag::TableHead) => in_head = true,
            Event::Start(Tag::TableCell) => {
                let inner = children(events, folded);
                row.push(if in_head {
                    view! { <th scope="col">{inner}</th> }
                } else {
                    view! { <td dir="auto">{inner}</td> }
                });
            }
            Event::End(TagEnd::TableHead) => {
                in_head = false;
                head = std::mem::take(&mut row);
            }
            Event::End(TagEnd::TableRow) => {
                let cells = std::mem::take(&mut row);
                body.push(view! { <tr>{cells}</tr> });
            }
            Event::End(TagEnd::Table) => break,
            _ => {}
        }
    }
    vec![view! { <thead><tr>{head}</tr></thead> }, view! { <tbody>{body}</tbody> }]
}

/// The words within an element, without its marks.
fn plain<'a>(events: &mut impl Iterator<Item = Event<'a>>) -> String {
    let (mut text, mut depth) = (String::new(), 0_usize);
    for event in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => break,
            Event::End(_) => depth -= 1,
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_title() {
        assert_eq!(split_title("\n# About us\n\n## Who"), ("About us", "\n## Who"));
        assert_eq!(split_title("Plain"), ("", "Plain"));
    }
}
