//! The last word on each operation: `--latest`, and what only the sequence of documents tells.
//!
//! Only here ids are remembered from document to document, so only here memory grows with the
//! number of operations.

use super::consistency::Places;
use super::rules::Rules;
use crate::finding::{Finding, Kind};
use crate::operation::{GUID, Operation, Stated, Status};
use crate::timestamp::{Timestamp, Zone};
use std::collections::HashMap;
use uuid::Uuid;

/// What the documents of one id have said so far.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    status: Option<Status>,
    created: Option<Timestamp>,
}

impl Seen {
    fn of(operation: &Operation<'_>) -> Self {
        Self {
            status: status_of(operation),
            created: operation.created.and_then(|created| created.at),
        }
    }

    fn or(self, before: Self) -> Self {
        Self {
            status: self.status.or(before.status),
            created: self.created.or(before.created),
        }
    }

    fn went_back(&self, operation: &Operation<'_>) -> Option<Kind> {
        let (from, to) = (self.status?, status_of(operation)?);
        let back = rank(to) < rank(from) || rank(to) == rank(from) && to != from;
        back.then(|| Kind::WentBack {
            from: from.name(),
            to: to.name(),
        })
    }

    fn changed_creation(&self, operation: &Operation<'_>) -> Option<Kind> {
        let (before, now) = (self.created?, operation.created?.at?);
        (before != now).then(|| {
            let mut text = Vec::new();
            before.write_in(Zone::Utc, &mut text);
            Kind::CreationChanged {
                before: String::from_utf8(text).unwrap_or_default(),
            }
        })
    }
}

/// The documents that count, in the order in which their ids came last.
#[derive(Debug)]
pub struct History<T> {
    /// The slot of each id.
    ids: HashMap<Id, usize>,
    /// The last document of each id, and those without an id.
    slots: Vec<Option<Slot<T>>>,
    /// How many of them no longer count.
    empty: usize,
}

#[derive(Debug)]
struct Slot<T> {
    record: T,
    /// Here and not in the map: a hash table leaves many of its entries empty.
    seen: Seen,
}

impl<T> Default for History<T> {
    fn default() -> Self {
        Self {
            ids: HashMap::new(),
            slots: Vec::new(),
            empty: 0,
        }
    }
}

impl<T> History<T> {
    /// Compares `operation` with what was said of its id before: CO305, about the values at
    /// `places`. Call before [`History::keep`].
    pub fn compare(
        &self,
        operation: &Operation<'_>,
        places: Places,
        rules: &Rules,
    ) -> Vec<Finding> {
        let slot = id_of(operation).and_then(|id| self.slots.get(*self.ids.get(&id)?)?.as_ref());
        let kinds = slot.map(|slot| {
            [
                slot.seen.went_back(operation),
                slot.seen.changed_creation(operation),
            ]
        });
        let spots = [
            ("/status", places.status),
            ("/createdDateTime", places.created),
        ];
        let told = kinds
            .into_iter()
            .flatten()
            .zip(spots)
            .filter_map(|(kind, (pointer, span))| {
                let kind = kind?;
                let severity = rules.severity(&kind)?;
                Some(Finding {
                    severity,
                    ..Finding::new(kind, pointer.to_owned(), span)
                })
            });
        told.collect()
    }

    /// Keeps `record` in place of what was kept for the same id before, which is given back.
    pub fn keep(&mut self, operation: Option<&Operation<'_>>, record: T) -> Option<T> {
        let slot = self.slots.len();
        let before = operation
            .and_then(id_of)
            .and_then(|id| self.ids.insert(id, slot))
            .and_then(|before| self.slots.get_mut(before)?.take());
        let mut seen = operation.map(Seen::of).unwrap_or_default();
        if let Some(before) = &before {
            self.empty += 1;
            seen = seen.or(before.seen);
        }
        self.slots.push(Some(Slot { record, seen }));
        self.tidy();
        before.map(|slot| slot.record)
    }

    /// Everything that counts, in order.
    pub fn into_records(self) -> impl Iterator<Item = T> {
        self.slots.into_iter().flatten().map(|slot| slot.record)
    }

    /// Gives back the slots of documents that no longer count, once they are most of all: memory
    /// grows with the documents that are kept, not with all of them.
    fn tidy(&mut self) {
        if self.empty < 1024 || self.empty < self.slots.len() / 2 {
            return;
        }
        self.empty = 0;
        let mut places = vec![0; self.slots.len()];
        let mut next = 0;
        for (slot, place) in self.slots.iter().zip(&mut places) {
            *place = next;
            next += usize::from(slot.is_some());
        }
        self.slots.retain(Option::is_some);
        for slot in self.ids.values_mut() {
            *slot = places.get(*slot).copied().unwrap_or_default();
        }
    }
}

/// What an operation is remembered by. The letter case of a GUID says nothing (RFC 9562 section
/// 4), that of any other id may.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Id {
    /// Not as a `u128`: aligned to 16 bytes, it would make an entry of the map half as large again.
    Guid([u8; 16]),
    Other(Box<str>),
}

fn id_of(operation: &Operation<'_>) -> Option<Id> {
    let id = operation.id.filter(|id| !id.is_empty())?;
    let id = id.decoded();
    Some(match guid(&id) {
        Some(bytes) => Id::Guid(bytes),
        None if has_guid_digits(&id) => Id::Other(id.to_ascii_lowercase().into()),
        None => Id::Other(id.into()),
    })
}

/// The bytes of a GUID in its usual form. The others that are parsed have other lengths.
fn guid(text: &str) -> Option<[u8; 16]> {
    let usual = Some(text).filter(|text| text.len() == GUID)?;
    Uuid::try_parse(usual).ok().map(Uuid::into_bytes)
}

/// Whether `text` has the digits of a GUID, without its hyphens or with them at other places.
fn has_guid_digits(text: &str) -> bool {
    let hyphens = text.bytes().filter(|&b| b == b'-').count();
    let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
    digits == 32 && digits + hyphens == text.len()
}

fn status_of(operation: &Operation<'_>) -> Option<Status> {
    match operation.status {
        Stated::Known(status) => Some(status),
        _ => None,
    }
}

/// An operation only goes forward: accepted, under way, ended.
fn rank(status: Status) -> u8 {
    match status {
        Status::NotStarted => 0,
        Status::Running => 1,
        Status::Completed | Status::Failed => 2,
    }
}

#[cfg(test)]
mod tests;
