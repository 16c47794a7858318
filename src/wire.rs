//! One operation as it stands on the wire, read leniently: each property is missing, or there
//! with whatever JSON value it has. The reader asks only what is there; every opinion is in
//! `judge`.

mod near;

pub use self::near::{around_operation, is_near_operation, is_value, near_name};

use self::near::is_other_spelling;
use crate::json::{Member, Node, Shape};
use crate::name::{Name, Names};
use crate::operation::Text;
use crate::position::Span;
use std::borrow::Cow;

/// A property that is there: its name and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The name with its quotes.
    pub key: Span,
    /// The value.
    pub value: Node,
}

impl From<Member> for Slot {
    fn from(member: Member) -> Self {
        Self {
            key: member.key,
            value: member.value,
        }
    }
}

/// So many oddities of one object are told: a payload of nothing but duplicates must not take many
/// times its size in findings, and nobody reads more of them.
pub const MAX_ODDITIES: usize = 100;

/// Something odd about the names of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// A property that is read stands there twice.
    Duplicate {
        /// Its documented name.
        name: &'static str,
        /// The first name, and the one that repeats it.
        first: Span,
        /// The repetition.
        again: Span,
    },
    /// A name that is nearly a documented one.
    Renamed {
        /// The documented name.
        name: &'static str,
        /// The name as it stands there.
        key: Span,
        /// It is `subCode`, the name of the 2018 beta, and read.
        old: bool,
        /// The name of another one that is there too, and is read instead.
        beside: Option<Span>,
    },
}

/// The known properties of one object, in the order of their names, and what is odd about them.
#[derive(Debug)]
pub struct Properties<const N: usize> {
    slots: [Option<Slot>; N],
    /// What is odd about the names.
    pub oddities: Vec<Oddity>,
}

impl<const N: usize> Default for Properties<N> {
    fn default() -> Self {
        Self {
            slots: [None; N],
            oddities: Vec::new(),
        }
    }
}

impl<const N: usize> Properties<N> {
    /// The property with index `i` of the names that were read.
    pub fn get(&self, i: usize) -> Option<Slot> {
        self.slots.get(i).copied().flatten()
    }
}

/// The names of a commsOperation that are read, in the order of the constants below.
pub const OPERATION: [Name; 9] = [
    Name::Id,
    Name::Status,
    Name::ResultInfo,
    Name::ClientContext,
    Name::Created,
    Name::LastAction,
    Name::CompletionReason,
    Name::Type,
    Name::ODataId,
];
/// The indices of [`OPERATION`].
pub mod operation {
    #![allow(missing_docs, reason = "the names of the table above")]
    pub const ID: usize = 0;
    pub const STATUS: usize = 1;
    pub const RESULT_INFO: usize = 2;
    pub const CLIENT_CONTEXT: usize = 3;
    pub const CREATED: usize = 4;
    pub const LAST_ACTION: usize = 5;
    pub const REASON: usize = 6;
    pub const TYPE: usize = 7;
    pub const ODATA_ID: usize = 8;
}

/// The properties that only an operation has.
pub(crate) const OWN: [Name; 5] = [
    Name::Status,
    Name::ResultInfo,
    Name::ClientContext,
    Name::Created,
    Name::LastAction,
];
/// The same as a set.
pub(crate) const OWN_SET: Names = Names::new(OWN);

/// The names of a resultInfo that are read.
pub const RESULT_INFO: [Name; 3] = [Name::Code, Name::Subcode, Name::Message];
/// The indices of [`RESULT_INFO`].
pub mod result_info {
    #![allow(missing_docs, reason = "the names of the table above")]
    pub const CODE: usize = 0;
    pub const SUBCODE: usize = 1;
    pub const MESSAGE: usize = 2;
}

/// The name with this index of `names`.
pub fn name_at<const N: usize>(names: &[Name; N], index: usize) -> &'static str {
    names.get(index).map_or("", |name| name.as_str())
}

impl<const N: usize> Properties<N> {
    /// Reads the known properties, of these `names`, among the `members` of an object in `text`, into what
    /// must be empty.
    pub fn read(
        &mut self,
        text: &str,
        members: impl IntoIterator<Item = Member>,
        names: &[Name; N],
    ) {
        let mut near: Vec<(usize, Member)> = Vec::new();
        for member in members {
            // One that has its place elsewhere is not nearly one of these.
            if let Some(known) = member.name {
                if let Some(index) = names.iter().position(|name| *name == known) {
                    self.put(names, index, member);
                }
            } else if let Some(index) = near_name(&name_of(text, member), names) {
                // The first that is near a name is read for it, the others may repeat that.
                if near.len() < MAX_ODDITIES || near.iter().all(|(known, _)| *known != index) {
                    near.push((index, member));
                }
            }
        }
        for (index, member) in near {
            self.put_near(text, names, index, member);
        }
    }

    #[inline]
    fn put(&mut self, names: &[Name; N], index: usize, member: Member) {
        let (Some(slot), Some(name)) = (self.slots.get_mut(index), names.get(index)) else {
            return;
        };
        if let Some(first) = slot.filter(|_| self.oddities.len() < MAX_ODDITIES) {
            let first = first.key;
            self.oddities.push(Oddity::Duplicate {
                name: name.as_str(),
                first,
                again: member.key,
            });
        }
        *slot = Some(member.into());
    }

    /// A name that is nearly right counts only where the right one is missing, and the first such name; it
    /// too can be given twice. Another one that only differs in how it is written, or is an old one, is told,
    /// as other readers may take that; one with another letter is a property of its own.
    fn put_near(&mut self, text: &str, names: &[Name; N], index: usize, member: Member) {
        let (Some(slot), Some(name)) = (self.slots.get_mut(index), names.get(index)) else {
            return;
        };
        let key = name_of(text, member);
        let old = slot.is_none() && *name == Name::Subcode && key == "subCode";
        let beside = slot.map(|first| first.key);
        if let Some(first) = slot {
            let first = inner(text, first.key).decoded();
            if first == key {
                return self.put(names, index, member);
            }
            if !is_other_spelling(&key, *name) || self.oddities.len() >= MAX_ODDITIES {
                return;
            }
        } else {
            *slot = Some(member.into());
        }
        self.oddities.push(Oddity::Renamed {
            name: name.as_str(),
            key: member.key,
            old,
            beside,
        });
    }
}

/// The name of a member, without escapes.
pub fn name_of<'a>(text: &'a str, member: Member) -> Cow<'a, str> {
    let name = inner(text, member.key);
    match member.plain {
        true => Cow::Borrowed(name.raw()),
        false => name.decoded(),
    }
}

/// The string whose span, quotes included, is `span`.
pub fn inner(text: &str, span: Span) -> Text<'_> {
    let Span { start, end } = span.inner();
    Text::new(text.get(start..end).unwrap_or_default())
}

/// The string that `node` is, if it is one.
pub fn text_of(text: &str, node: Node) -> Option<Text<'_>> {
    match node.shape {
        Shape::Text => Some(inner(text, node.span)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
