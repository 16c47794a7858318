//! What the judge tells: findings about the operation, about a value, about a name.

use super::Judge;
use crate::finding::{Finding, Kind};
use crate::position::{Span, push_token};
use crate::wire::{self, Slot, operation as at};
use std::borrow::Cow;

impl<'a> Judge<'a, '_> {
    /// Tells of a finding about the value of the property with this index, or where it is not
    /// there about the operation.
    pub(super) fn tell_value(&mut self, kind: Kind, index: usize) {
        match self.properties.get(index) {
            Some(slot) => self.tell_slot(kind, slot, false),
            None => self.tell_operation(kind),
        }
    }

    /// Tells of a finding about the operation as a whole.
    pub(super) fn tell_operation(&mut self, kind: Kind) {
        if let Some(severity) = self.rules.severity(&kind) {
            let finding = Finding::new(kind, String::new(), self.first_byte());
            self.findings.push(Finding {
                severity,
                ..finding
            });
        }
    }

    /// Tells of a finding about the value of a property, of resultInfo if `nested`.
    pub(super) fn tell_slot(&mut self, kind: Kind, slot: Slot, nested: bool) {
        if let Some(severity) = self.rules.severity(&kind) {
            let finding = Finding::new(kind, self.pointer(slot.key, nested), slot.value.span);
            self.findings.push(Finding {
                severity,
                ..finding
            });
        }
    }

    /// Tells of a finding about the name of a property.
    pub(super) fn tell_name(&mut self, kind: Kind, key: Span, first: Option<Span>, nested: bool) {
        if let Some(severity) = self.rules.severity(&kind) {
            let finding = Finding::new(kind, self.pointer(key, nested), key);
            self.findings.push(Finding {
                severity,
                related: first,
                ..finding
            });
        }
    }

    /// The pointer to a property, by the name as it stands there: it has to lead to it also where
    /// the name is not quite the documented one.
    pub(super) fn pointer(&self, key: Span, nested: bool) -> String {
        let mut pointer = String::new();
        if let Some(parent) = self.properties.get(at::RESULT_INFO).filter(|_| nested) {
            push_token(&mut pointer, &self.written(parent.key));
        }
        push_token(&mut pointer, &self.written(key));
        pointer
    }

    /// The name at `key` as it stands there.
    pub(super) fn written(&self, key: Span) -> Cow<'a, str> {
        wire::inner(self.text, key).decoded()
    }

    pub(super) fn first_byte(&self) -> Span {
        Span::byte(self.span.start)
    }
}
