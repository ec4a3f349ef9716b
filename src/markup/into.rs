//! What may stand in braces between tags.

use std::{borrow::Cow, sync::Arc};

use leptos::prelude::{AnyView, Get, Memo, Oco, ReadSignal, RwSignal, Signal};

use super::{Kind, Markup};

/// Something that can be drawn.
pub trait IntoMarkup {
    /// As markup.
    fn into_markup(self) -> Markup;
}

impl IntoMarkup for Markup {
    fn into_markup(self) -> Markup {
        self
    }
}

impl IntoMarkup for AnyView {
    fn into_markup(self) -> Markup {
        Markup(Kind::Leptos(Box::new(self)))
    }
}

impl IntoMarkup for () {
    fn into_markup(self) -> Markup {
        Markup::nothing()
    }
}

impl IntoMarkup for &'static str {
    fn into_markup(self) -> Markup {
        Markup::text(self)
    }
}

impl IntoMarkup for String {
    fn into_markup(self) -> Markup {
        Markup::owned_text(self)
    }
}

impl IntoMarkup for Cow<'static, str> {
    fn into_markup(self) -> Markup {
        Markup(Kind::Text(self))
    }
}

impl IntoMarkup for Oco<'static, str> {
    fn into_markup(self) -> Markup {
        match self {
            Oco::Borrowed(text) => Markup::text(text),
            text => Markup::owned_text(text.into_owned()),
        }
    }
}

impl IntoMarkup for Arc<str> {
    fn into_markup(self) -> Markup {
        Markup::owned_text(self.as_ref().to_owned())
    }
}

impl<T: IntoMarkup> IntoMarkup for Option<T> {
    fn into_markup(self) -> Markup {
        self.map_or(Markup::nothing(), IntoMarkup::into_markup)
    }
}

impl<T: IntoMarkup> IntoMarkup for Vec<T> {
    fn into_markup(self) -> Markup {
        Markup::list(self.into_iter().map(IntoMarkup::into_markup).collect())
    }
}

impl<T: IntoMarkup, const N: usize> IntoMarkup for [T; N] {
    fn into_markup(self) -> Markup {
        Markup::list(self.into_iter().map(IntoMarkup::into_markup).collect())
    }
}

/// Drawn anew when a signal that it reads changes.
impl<F, T> IntoMarkup for F
where
    F: FnMut() -> T + Send + 'static,
    T: IntoMarkup,
{
    fn into_markup(mut self) -> Markup {
        Markup::live(Box::new(move || self().into_markup()))
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl IntoMarkup for $number {
            fn into_markup(self) -> Markup {
                Markup::owned_text(self.to_string())
            }
        })*
    };
}

numbers!(u8, u16, u32, u64, usize, i32, i64);

macro_rules! signals {
    ($($signal:ident),*) => {
        $(impl<T: IntoMarkup + Clone + Send + Sync + 'static> IntoMarkup for $signal<T> {
            fn into_markup(self) -> Markup {
                Markup::live(Box::new(move || self.get().into_markup()))
            }
        })*
    };
}

signals!(RwSignal, ReadSignal, Memo, Signal);
