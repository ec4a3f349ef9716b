//! Markup in the document: built, changed in place where it has the same shape, replaced where not.

use std::borrow::Cow;

use leptos::{
    prelude::Owner,
    reactive::effect::RenderEffect,
    tachys::{
        renderer::{RemoveEventHandler, Rndr},
        view::{Mountable, Render, any_view::AnyViewState},
    },
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element as Node, HtmlElement};

use super::{
    Element, Kind, Markup, Tag,
    attribute::{Asked, Attribute, Given, Value},
    keyed::Row,
};

const SVG: &str = "http://www.w3.org/2000/svg";

/// What stands in the document for a piece of markup.
pub enum Drawn {
    /// Holds the place of nothing.
    Nothing(web_sys::Comment),
    /// Text.
    Text(web_sys::Text, Cow<'static, str>),
    /// An element.
    Element(Box<DrawnElement>),
    /// Pieces, and what marks their end.
    List(Vec<Drawn>, web_sys::Comment),
    /// Drawn anew when a signal changes.
    Live(RenderEffect<Drawn>),
    /// Rows that are known by a number, and what marks their end.
    Rows(Vec<Row>, web_sys::Comment),
    /// A view of Leptos' own.
    Leptos(Box<AnyViewState>),
}

/// An element in the document.
pub struct DrawnElement {
    node: Node,
    tag: &'static Tag,
    attributes: Vec<DrawnAttribute>,
    children: Vec<Drawn>,
}

/// What an attribute leaves behind: it ends when this goes.
struct DrawnAttribute {
    /// The name, where something has to be taken off the element.
    name: &'static str,
    _effect: Option<RenderEffect<()>>,
    _listener: Option<RemoveEventHandler<Node>>,
}

impl Markup {
    pub(super) fn draw(self) -> Drawn {
        match self.0 {
            Kind::Nothing => Drawn::Nothing(Rndr::create_placeholder()),
            Kind::Text(text) => Drawn::Text(Rndr::create_text_node(&text), text),
            Kind::Element(element) => Drawn::Element(Box::new(draw_element(*element))),
            Kind::List(pieces) => Drawn::List(draw_all(pieces), Rndr::create_placeholder()),
            Kind::Live(draw) => Drawn::Live(draw_live(draw)),
            Kind::Keyed(rows) => Drawn::Live(rows.draw()),
            Kind::Leptos(view) => Drawn::Leptos(Box::new(view.build())),
        }
    }

    pub(super) fn redraw(self, drawn: &mut Drawn) {
        match (self.0, drawn) {
            (Kind::Nothing, Drawn::Nothing(_)) => {}
            (Kind::Text(text), Drawn::Text(node, shown)) => {
                if text != *shown {
                    Rndr::set_text(node, &text);
                    *shown = text;
                }
            }
            (Kind::Element(element), Drawn::Element(drawn)) if element.tag.name == drawn.tag.name => drawn.change(*element),
            (Kind::List(pieces), Drawn::List(drawn, end)) => redraw_all(pieces, drawn, end.parent_element().as_ref(), Some(end)),
            (Kind::Leptos(view), Drawn::Leptos(drawn)) => view.rebuild(drawn),
            (kind, drawn) => {
                let mut new = Self(kind).draw();
                drawn.insert_before_this(&mut new);
                drawn.unmount();
                *drawn = new;
            }
        }
    }
}

fn draw_all(pieces: Vec<Markup>) -> Vec<Drawn> {
    pieces.into_iter().map(Markup::draw).collect()
}

/// What both have is changed; more comes before `end`, what is too much goes.
fn redraw_all(pieces: Vec<Markup>, drawn: &mut Vec<Drawn>, parent: Option<&Node>, end: Option<&web_sys::Node>) {
    for mut gone in drawn.drain(pieces.len().min(drawn.len())..) {
        gone.unmount();
    }
    let known = drawn.len();
    for (at, piece) in pieces.into_iter().enumerate() {
        match drawn.get_mut(at) {
            Some(old) if at < known => piece.redraw(old),
            _ => {
                let mut new = piece.draw();
                if let Some(parent) = parent {
                    new.mount(parent, end);
                }
                drawn.push(new);
            }
        }
    }
}

fn draw_live(mut draw: Box<dyn FnMut() -> Markup + Send>) -> RenderEffect<Drawn> {
    RenderEffect::new(move |before: Option<Drawn>| {
        let markup = draw();
        match before {
            Some(mut drawn) => {
                markup.redraw(&mut drawn);
                drawn
            }
            None => markup.draw(),
        }
    })
}

fn draw_element(element: Element) -> DrawnElement {
    let Element { tag, attributes, children } = element;
    let node = Rndr::create_element(tag.name, tag.svg.then_some(SVG));
    for (name, value) in tag.fixed {
        Rndr::set_attribute(&node, name, value);
    }
    let attributes = attributes.into_iter().map(|attribute| set(&node, attribute)).collect();
    let mut children = draw_all(children);
    for child in &mut children {
        child.mount(&node, None);
    }
    DrawnElement { node, tag, attributes, children }
}

impl DrawnElement {
    fn change(&mut self, element: Element) {
        let Element { tag, attributes, children } = element;
        if !std::ptr::eq(tag, self.tag) {
            for (name, _) in self.tag.fixed {
                if tag.fixed.iter().all(|(kept, _)| kept != name) {
                    Rndr::remove_attribute(&self.node, name);
                }
            }
            for (name, value) in tag.fixed {
                Rndr::set_attribute(&self.node, name, value);
            }
            self.tag = tag;
        }
        // Effects and listeners of before end first.
        for old in std::mem::take(&mut self.attributes) {
            let name = old.name;
            drop(old);
            let given_again = attributes.iter().any(|new| new.name == name) || tag.fixed.iter().any(|(fixed, _)| *fixed == name);
            if !name.is_empty() && !given_again {
                Rndr::remove_attribute(&self.node, name);
            }
        }
        self.attributes = attributes.into_iter().map(|attribute| set(&self.node, attribute)).collect();
        redraw_all(children, &mut self.children, Some(&self.node), None);
    }
}

fn set(node: &Node, attribute: Attribute) -> DrawnAttribute {
    let name = attribute.name;
    let mut drawn = DrawnAttribute { name: "", _effect: None, _listener: None };
    match attribute.given {
        Given::Value(asked) => {
            drawn.name = name;
            drawn._effect = set_now_and_later(node, name, asked, set_attribute);
        }
        Given::Property(asked) => drawn._effect = set_now_and_later(node, name, asked, set_property),
        Given::Style(asked) => {
            // Declarations stand in one attribute: it goes before the next ones are set.
            drawn.name = "style";
            drawn._effect = set_now_and_later(node, name, asked, set_style);
        }
        Given::On(then) => {
            let mut then = then.take();
            // Contexts and signals that are made then belong where the element is.
            let owner = Owner::current().unwrap_or_default();
            drawn._listener = Some(Rndr::add_event_listener(node, name, Box::new(move |event| owner.with(|| then(event)))));
        }
        Given::Reference(hand_over) => hand_over(node),
    }
    drawn
}

type Set = fn(&Node, &str, &Value);

fn set_now_and_later(node: &Node, name: &'static str, asked: Asked, set: Set) -> Option<RenderEffect<()>> {
    match asked {
        Asked::Now(value) => {
            set(node, name, &value);
            None
        }
        Asked::Live(mut ask) => {
            let node = node.clone();
            Some(RenderEffect::new(move |_| set(&node, name, &ask())))
        }
    }
}

fn set_attribute(node: &Node, name: &str, value: &Value) {
    match value {
        Value::Absent => Rndr::remove_attribute(node, name),
        Value::Present => Rndr::set_attribute(node, name, ""),
        Value::Text(text) => Rndr::set_attribute(node, name, text),
    }
}

fn set_property(node: &Node, name: &str, value: &Value) {
    let value = match value {
        Value::Absent => JsValue::FALSE,
        Value::Present => JsValue::TRUE,
        Value::Text(text) => JsValue::from_str(text),
    };
    Rndr::set_property_or_value(node, name, &value);
}

fn set_style(node: &Node, name: &str, value: &Value) {
    let style = node.unchecked_ref::<HtmlElement>().style();
    let text: &str = if let Value::Text(text) = value { text } else { "" };
    Rndr::set_css_property(&style, name, text);
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        match self {
            Self::Nothing(node) => Rndr::remove(node),
            Self::Text(node, _) => Rndr::remove(node),
            Self::Element(element) => Rndr::remove(&element.node),
            Self::List(pieces, end) => {
                for piece in pieces {
                    piece.unmount();
                }
                Rndr::remove(end);
            }
            Self::Rows(rows, end) => {
                for row in rows {
                    row.drawn.unmount();
                }
                Rndr::remove(end);
            }
            Self::Live(live) => live.unmount(),
            Self::Leptos(view) => view.unmount(),
        }
    }

    fn mount(&mut self, parent: &Node, marker: Option<&web_sys::Node>) {
        match self {
            Self::Nothing(node) => Rndr::insert_node(parent, node, marker),
            Self::Text(node, _) => Rndr::insert_node(parent, node, marker),
            Self::Element(element) => Rndr::insert_node(parent, &element.node, marker),
            Self::List(pieces, end) => {
                for piece in pieces {
                    piece.mount(parent, marker);
                }
                Rndr::insert_node(parent, end, marker);
            }
            Self::Rows(rows, end) => {
                for row in rows {
                    row.drawn.mount(parent, marker);
                }
                Rndr::insert_node(parent, end, marker);
            }
            Self::Live(live) => live.mount(parent, marker),
            Self::Leptos(view) => view.mount(parent, marker),
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let here: &web_sys::Node = match self {
            Self::Nothing(node) => node,
            Self::Text(node, _) => node,
            Self::Element(element) => &element.node,
            Self::List(pieces, end) => match pieces.first() {
                Some(first) => return first.insert_before_this(child),
                None => end,
            },
            Self::Rows(rows, end) => match rows.first() {
                Some(first) => return first.drawn.insert_before_this(child),
                None => end,
            },
            Self::Live(live) => return live.insert_before_this(child),
            Self::Leptos(view) => return view.insert_before_this(child),
        };
        let Some(parent) = here.parent_element() else { return false };
        child.mount(&parent, Some(here));
        true
    }

    fn elements(&self) -> Vec<Node> {
        match self {
            Self::Nothing(_) | Self::Text(..) => Vec::new(),
            Self::Element(element) => vec![element.node.clone()],
            Self::List(pieces, _) => pieces.iter().flat_map(Mountable::elements).collect(),
            Self::Rows(rows, _) => rows.iter().flat_map(|row| row.drawn.elements()).collect(),
            Self::Live(live) => live.elements(),
            Self::Leptos(view) => view.elements(),
        }
    }
}
