//! One operation as it stands on the wire, read leniently: each property is missing, or there
//! with whatever JSON value it has. The reader asks only what is there; every opinion is in
//! `judge`.

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

/// The properties of what stands around an operation that are also read in another spelling.
const AROUND: [Name; 7] = [
    Name::Value,
    Name::ResourceData,
    Name::ResourceUrl,
    Name::Resource,
    Name::ChangeType,
    Name::LifecycleEvent,
    Name::Error,
];

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
        *slot = Some(Slot {
            key: member.key,
            value: member.value,
        });
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
            *slot = Some(Slot {
                key: member.key,
                value: member.value,
            });
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

/// Short names differ by a letter from too many words of their own right.
const SHORTEST_NEAR: usize = 6;

/// What `resultInfo` was called in January 2019 (microsoft-graph-docs 43feb78), and in the SDK until 2018.
const OLD_RESULT_INFO: &str = "errorInfo";

/// Whether `key` is a documented name of an operation, or nearly.
pub fn is_near_operation(key: &str) -> bool {
    near_name(key, &OPERATION).is_some()
}

/// The documented name that `key` is off from by case, underscores or one letter, or that it is an old name of.
/// Annotations are exact.
pub fn near_name(key: &str, names: &[Name]) -> Option<usize> {
    // It tells most others apart, and all names begin with a small letter.
    let first = key.bytes().next()?.to_ascii_lowercase();
    names.iter().position(|known| {
        let name = known.as_str();
        if name.starts_with('@') {
            return false;
        }
        name.as_bytes().starts_with(&[first]) && is_same_word(key, name)
            || name.len() >= SHORTEST_NEAR
                && key.len().abs_diff(name.len()) <= 1
                && is_one_edit(key.as_bytes(), name.as_bytes())
            || is_old_name(key, *known)
    })
}

/// Whether `key` is in another spelling the list of an envelope, which may stand beside anything.
pub fn is_list(key: &str) -> bool {
    // Most names are told apart by how they begin.
    key.starts_with(['v', 'V', '_']) && is_same_word(key, Name::Value.as_str())
}

/// The name of a property around an operation that `key` is in another spelling: .NET writes those of its
/// classes unless told otherwise (`ResourceData`), Python those of its attributes (`resource_data`).
pub fn around_operation(key: &str) -> Option<Name> {
    let is_it = |name: &Name| is_same_word(key, name.as_str());
    AROUND.into_iter().find(is_it)
}

fn is_old_name(key: &str, name: Name) -> bool {
    name == Name::ResultInfo && key == OLD_RESULT_INFO
}

/// Whether `key` is `name` in another spelling, or an old name of the same.
fn is_other_spelling(key: &str, name: Name) -> bool {
    is_same_word(key, name.as_str()) || is_old_name(key, name)
}

/// Whether `key` is `name` but for case and underscores, as `result_info` in Python is `resultInfo`.
fn is_same_word(key: &str, name: &str) -> bool {
    let letters = key.bytes().filter(|b| *b != b'_');
    let small = |b: u8| b.to_ascii_lowercase();
    letters.map(small).eq(name.bytes().map(small))
}

/// Whether one letter more, less or other, or two neighbours swapped, make `a` of `b`. Asked of
/// every unknown name, so it only strips what the two have in common.
fn is_one_edit(a: &[u8], b: &[u8]) -> bool {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (
        a.get(prefix..).unwrap_or_default(),
        b.get(prefix..).unwrap_or_default(),
    );
    let suffix = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let middle = |text: &[u8]| text.get(..text.len() - suffix).unwrap_or_default().to_vec();
    match (a.len() - suffix, b.len() - suffix) {
        (1, 0) | (0, 1) | (1, 1) => true,
        (2, 2) => middle(a).into_iter().eq(middle(b).into_iter().rev()),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
