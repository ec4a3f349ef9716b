//! Markup as HTML, for pages that are written when the portal is built.

use super::{
    Kind, Markup,
    attribute::{Attribute, Given, Value},
};

/// Elements that have no content and no end tag (HTML Standard, §13.1.2).
const VOID: &[&str] = &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

impl Markup {
    /// Writes the markup behind what is there.
    pub(super) fn write(self, out: &mut String) {
        match self.0 {
            Kind::Nothing => {}
            Kind::Text(text) => escape(&text, out),
            Kind::Element(element) => {
                let name = element.tag.name;
                out.push('<');
                out.push_str(name);
                for (name, value) in element.tag.fixed {
                    attribute(name, value, out);
                }
                for given in element.attributes {
                    write_attribute(given, out);
                }
                out.push('>');
                if !VOID.contains(&name) {
                    for child in element.children {
                        child.write(out);
                    }
                    out.push_str("</");
                    out.push_str(name);
                    out.push('>');
                }
            }
            Kind::List(pieces) => {
                for piece in pieces {
                    piece.write(out);
                }
            }
            Kind::Live(mut draw) => draw().write(out),
            Kind::Keyed(rows) => rows.write(out),
            Kind::Leptos(view) => out.push_str(&leptos::prelude::RenderHtml::to_html(*view)),
        }
    }
}

/// Properties, styles and listeners begin in the browser.
fn write_attribute(given: Attribute, out: &mut String) {
    if let Given::Value(value) = given.given {
        match value.now() {
            Value::Absent => {}
            Value::Present => attribute(given.name, "", out),
            Value::Text(text) => attribute(given.name, &text, out),
        }
    }
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}

fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::markup::{IntoMarkup, Markup, view};

    fn html(markup: Markup) -> String {
        let mut out = String::new();
        markup.write(&mut out);
        out
    }

    #[test]
    fn text_and_attributes_are_escaped() {
        let words = "<b> & \"c\"";
        assert_eq!(
            html(view! { <p title=words>{words}</p> }),
            "<p title=\"&lt;b&gt; &amp; &quot;c&quot;\">&lt;b&gt; &amp; &quot;c&quot;</p>"
        );
    }

    #[test]
    fn flags_are_there_or_not_and_void_elements_have_no_end() {
        assert_eq!(
            html(view! { <input type="text" disabled=true required=false name={None::<String>}/> <br/> }),
            "<input type=\"text\" disabled=\"\"><br>"
        );
    }

    #[test]
    fn what_is_given_in_braces_is_drawn() {
        let more = vec!["a", "b"];
        assert_eq!(html(view! { <ul class="x">{more}{Some(3_usize)}{None::<String>}{move || "c"}</ul> }), "<ul class=\"x\">ab3c</ul>");
        assert_eq!(html(().into_markup()), "");
    }
}
