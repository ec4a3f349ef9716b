//! Records as types of the rooms: each field is taken by its portal name, and what is absent or of another kind is empty.
//!
//! A plain table instead of a derived deserialiser: it is a tenth of its weight in WebAssembly, and never refuses a record
//! for a field that a page can do without.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

/// The portal fields of one record, to be taken one by one.
pub struct Fields(Map<String, Value>);

impl Fields {
    /// The fields of an object; anything else has none.
    #[must_use]
    pub fn of(value: Value) -> Self {
        match value {
            Value::Object(fields) => Self(fields),
            _ => Self(Map::new()),
        }
    }

    /// What has not been taken.
    #[must_use]
    pub fn rest(self) -> Map<String, Value> {
        self.0
    }

    /// Takes a field out.
    pub fn take<F: FromField>(&mut self, name: &str) -> F {
        F::from_field(self.0.remove(name).unwrap_or(Value::Null))
    }
}

/// A type that is read from the portal fields of a record.
pub trait FromFields: Sized {
    /// Takes its fields out of a record's.
    fn from_fields(fields: &mut Fields) -> Self;

    /// Reads it from a JSON object.
    #[must_use]
    fn from_json(value: Value) -> Self {
        Self::from_fields(&mut Fields::of(value))
    }
}

impl FromFields for Map<String, Value> {
    fn from_fields(fields: &mut Fields) -> Self {
        std::mem::take(&mut fields.0)
    }
}

/// A type that is read from one field; an absent field is `null`.
pub trait FromField {
    /// Reads the field's value.
    fn from_field(value: Value) -> Self;
}

impl FromField for Value {
    fn from_field(value: Value) -> Self {
        value
    }
}

impl FromField for Option<connect::Version> {
    fn from_field(value: Value) -> Self {
        connect::Version::from_value(value)
    }
}

impl FromField for Option<String> {
    fn from_field(value: Value) -> Self {
        match value {
            Value::String(text) => Some(text).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }
}

impl FromField for String {
    fn from_field(value: Value) -> Self {
        Option::<Self>::from_field(value).unwrap_or_default()
    }
}

impl FromField for bool {
    fn from_field(value: Value) -> Self {
        value == Value::Bool(true)
    }
}

impl FromField for Option<bool> {
    fn from_field(value: Value) -> Self {
        value.as_bool()
    }
}

impl FromField for Option<f64> {
    fn from_field(value: Value) -> Self {
        value.as_f64()
    }
}

impl FromField for Option<usize> {
    fn from_field(value: Value) -> Self {
        value.as_u64().and_then(|number| usize::try_from(number).ok())
    }
}

impl FromField for Option<DateTime<Utc>> {
    fn from_field(value: Value) -> Self {
        value.as_str().and_then(crate::ui::when::instant)
    }
}

impl FromField for Vec<String> {
    fn from_field(value: Value) -> Self {
        match value {
            Value::Array(items) => items.into_iter().filter_map(Option::<String>::from_field).collect(),
            _ => Self::new(),
        }
    }
}

impl<T: FromFields> FromField for Vec<T> {
    fn from_field(value: Value) -> Self {
        match value {
            // One odd element does not hide the others.
            Value::Array(items) => items.into_iter().filter(Value::is_object).map(T::from_json).collect(),
            _ => Self::new(),
        }
    }
}

impl FromField for BTreeMap<String, String> {
    fn from_field(value: Value) -> Self {
        let mut texts = Self::new();
        if let Value::Object(fields) = value {
            for (name, value) in fields {
                if let Some(text) = Option::<String>::from_field(value) {
                    texts.insert(name, text);
                }
            }
        }
        texts
    }
}

/// Declares a type of a room together with the portal field that each of its fields is read from.
#[macro_export]
macro_rules! record {
    ($(#[$about:meta])* $visible:vis struct $name:ident {
        $($(#[$field_about:meta])* $field_visible:vis $field:ident = $portal:literal: $kind:ty),* $(,)?
    }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq)]
        $visible struct $name {
            $($(#[$field_about])* $field_visible $field: $kind,)*
        }

        impl $crate::backend::FromFields for $name {
            fn from_fields(fields: &mut $crate::backend::Fields) -> Self {
                Self { $($field: fields.take($portal),)* }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    record! {
        /// A record with one field of each kind.
        struct Sample {
            /// Text.
            name = "name": String,
            /// Text that may be missing.
            long_name = "longName": Option<String>,
            /// A number.
            count = "count": Option<f64>,
            /// Texts.
            tags = "tags": Vec<String>,
            /// A list of records.
            parts = "parts": Vec<Part>,
        }
    }

    record! {
        /// A part of it.
        struct Part {
            /// Text.
            title = "title": String,
        }
    }

    #[test]
    fn fields_are_taken_by_their_portal_names() {
        let sample = Sample::from_json(serde_json::json!({
            "name": "A", "longName": "", "count": 2, "tags": ["x", null, 3], "parts": [{"title": "T"}, 5], "other": true
        }));
        assert_eq!(sample.name, "A");
        assert_eq!(sample.long_name, None);
        assert_eq!(sample.count, Some(2.0));
        assert_eq!(sample.tags, ["x", "3"]);
        assert_eq!(sample.parts, [Part { title: "T".into() }]);
    }

    #[test]
    fn a_field_of_another_kind_is_empty() {
        assert_eq!(Sample::from_json(serde_json::json!({"name": {}, "count": "x", "tags": "y"})), Sample::default());
        assert_eq!(Sample::from_json(serde_json::json!("nothing")), Sample::default());
    }
}
