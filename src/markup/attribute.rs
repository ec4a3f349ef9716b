//! What may stand in an element's tag.

use std::borrow::Cow;

use leptos::{
    ev::EventDescriptor,
    html::ElementType,
    prelude::{Get, Memo, NodeRef, Oco, RwSignal, Signal},
    tachys::html::node_ref::NodeRefContainer,
};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// The attribute is not there.
    Absent,
    /// The attribute is there, and that is all it says.
    Present,
    /// This text.
    Text(Cow<'static, str>),
}

/// A value as it is given.
pub enum Asked {
    /// Known now.
    Now(Value),
    /// Asked again when a signal that it reads changes.
    Live(Box<dyn FnMut() -> Value + Send>),
}

impl Asked {
    /// The value at this moment.
    pub fn now(self) -> Value {
        match self {
            Self::Now(value) => value,
            Self::Live(mut ask) => ask(),
        }
    }
}

/// One attribute that is not known when the portal is compiled.
pub struct Attribute {
    pub(super) name: &'static str,
    pub(super) given: Given,
}

pub(super) enum Given {
    Value(Asked),
    Property(Asked),
    Style(Asked),
    On(SendWrapper<Box<dyn FnMut(JsValue)>>),
    Reference(Box<dyn FnOnce(&web_sys::Element) + Send>),
}

impl Attribute {
    /// An attribute whose value is known now, or asked of a closure or signal.
    pub fn new(name: &'static str, value: impl IntoValue) -> Self {
        Self { name, given: Given::Value(value.into_value()) }
    }

    /// What the element does when something happens to it.
    pub fn on<E>(_event: E, name: &'static str, mut then: impl FnMut(E::EventType) + 'static) -> Self
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        Self { name, given: Given::On(SendWrapper::new(Box::new(move |event| then(event.unchecked_into())))) }
    }

    /// A property of the element's object, such as the `value` that is typed.
    pub fn property(name: &'static str, value: impl IntoValue) -> Self {
        Self { name, given: Given::Property(value.into_value()) }
    }

    /// One declaration of the element's own style.
    pub fn style(name: &'static str, value: impl IntoValue) -> Self {
        Self { name, given: Given::Style(value.into_value()) }
    }

    /// Hands the element over once it is made.
    pub fn node_ref<E>(reference: NodeRef<E>) -> Self
    where
        E: ElementType + 'static,
        E::Output: JsCast + Clone + 'static,
    {
        Self { name: "", given: Given::Reference(Box::new(move |element| reference.load(element))) }
    }
}

/// Something that an attribute can be set to.
pub trait IntoValue {
    /// As it is now, or as it is asked for.
    fn into_value(self) -> Asked;
}

impl IntoValue for &'static str {
    fn into_value(self) -> Asked {
        Asked::Now(Value::Text(Cow::Borrowed(self)))
    }
}

impl IntoValue for String {
    fn into_value(self) -> Asked {
        Asked::Now(Value::Text(Cow::Owned(self)))
    }
}

impl IntoValue for Oco<'static, str> {
    fn into_value(self) -> Asked {
        Asked::Now(Value::Text(match self {
            Oco::Borrowed(text) => Cow::Borrowed(text),
            text => Cow::Owned(text.into_owned()),
        }))
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Asked {
        Asked::Now(if self { Value::Present } else { Value::Absent })
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Asked {
        self.map_or(Asked::Now(Value::Absent), IntoValue::into_value)
    }
}

/// Asked again when a signal that it reads changes.
impl<F, T> IntoValue for F
where
    F: FnMut() -> T + Send + 'static,
    T: IntoValue,
{
    fn into_value(mut self) -> Asked {
        Asked::Live(Box::new(move || self().into_value().now()))
    }
}

macro_rules! signals {
    ($($signal:ident),*) => {
        $(impl<T: IntoValue + Clone + Send + Sync + 'static> IntoValue for $signal<T> {
            fn into_value(self) -> Asked {
                Asked::Live(Box::new(move || self.get().into_value().now()))
            }
        })*
    };
}

signals!(RwSignal, Memo, Signal);
