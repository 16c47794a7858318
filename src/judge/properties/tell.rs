//! What the judge tells: findings about the operation, about a value, about a name.

use super::Judge;
use crate::finding::{Finding, Kind};
use crate::position::Span;
use crate::wire::Slot;

impl Judge<'_, '_> {
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
        self.push(kind, self.first_byte(), None, |_| String::new());
    }

    /// Tells of a finding about the value of a property, of resultInfo if `nested`.
    pub(super) fn tell_slot(&mut self, kind: Kind, slot: Slot, nested: bool) {
        let pointer = |judge: &Self| judge.pointer(slot.key, nested);
        self.push(kind, slot.value.span, None, pointer);
    }

    /// Tells of a finding about the name of a property.
    pub(super) fn tell_name(&mut self, kind: Kind, key: Span, first: Option<Span>, nested: bool) {
        self.push(kind, key, first, |judge| judge.pointer(key, nested));
    }

    /// Keeps a finding, unless it is ignored: then no `pointer` is needed.
    fn push(
        &mut self,
        kind: Kind,
        span: Span,
        related: Option<Span>,
        pointer: impl FnOnce(&Self) -> String,
    ) {
        if let Some(severity) = self.rules.severity(&kind) {
            let finding = Finding::new(kind, pointer(self), span);
            self.findings.push(Finding {
                severity,
                related,
                ..finding
            });
        }
    }
}
