//! JSON Schema as data. Absent keywords are left out, and the order is that of a page to be read.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// The keywords that are used, in the order in which they are written.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Schema {
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub(super) dialect: Option<&'static str>,
    #[serde(rename = "$id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'static str>,
    #[serde(rename = "$comment", skip_serializing_if = "Option::is_none")]
    pub(super) comment: Option<String>,
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    pub(super) reference: Option<&'static str>,
    #[serde(rename = "type", skip_serializing_if = "Types::is_any")]
    pub(super) types: Types,
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    pub(super) values: Option<[&'static str; 4]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pattern: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) minimum: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) maximum: Option<i32>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) required: &'static [&'static str],
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub(super) properties: Named,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) not: Option<Box<Schema>>,
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub(super) condition: Option<Box<Schema>>,
    #[serde(rename = "else", skip_serializing_if = "Option::is_none")]
    pub(super) otherwise: Option<Box<Schema>>,
    #[serde(rename = "$defs", skip_serializing_if = "Named::is_empty")]
    pub(super) definitions: Named,
}

/// The JSON types a value may have: one as a word, several as an array.
#[derive(Default)]
pub(super) struct Types(pub(super) &'static [&'static str]);

impl Types {
    fn is_any(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Types {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            [one] => serializer.serialize_str(one),
            several => serializer.collect_seq(several),
        }
    }
}

/// Schemas by name, in their order.
#[derive(Default)]
pub(super) struct Named(pub(super) Vec<(&'static str, Schema)>);

impl Named {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Named {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, schema) in &self.0 {
            map.serialize_entry(name, schema)?;
        }
        map.end()
    }
}
