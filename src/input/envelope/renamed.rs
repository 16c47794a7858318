//! Which of the names in another spelling are read.

use super::LISTS;
use super::object::Object;
use crate::name::{Name, Names};
use crate::operation::Text;
use crate::position::Span;
use crate::wire::{Slot, inner};

/// What is also read beside the properties of an operation.
const BESIDE: Names = LISTS.with(Name::Error);

impl<'a> Object<'a, '_> {
    /// All members are known: a name in another spelling is read where the right one is missing, and the
    /// first such; the last, if that is given twice. An operation may have any properties, so only what stands
    /// beside one too is read.
    pub(super) fn settle(&mut self) {
        if self.renamed.is_empty() {
            return;
        }
        let is_operation = self.is_operation();
        for (name, index) in std::mem::take(&mut self.renamed) {
            if !is_operation || BESIDE.has(name) {
                self.settle_renamed(name, index);
            }
        }
    }

    /// The member with this index has the `name` in another spelling.
    fn settle_renamed(&mut self, name: Name, index: usize) {
        let key = |index: usize| self.members.get(index).map_or(Span::default(), |it| it.key);
        let written = |index| inner(self.text, key(index)).decoded();
        let is_same =
            |(known, other): &&(Name, usize)| *known == name && written(*other) == written(index);
        let same = self.renamed.iter().find(is_same).map(|(_, first)| *first);
        if let Some(first) = same {
            self.repeat(name, Some(key(first)), key(index));
        }
        let is_free = !self.has(name) && !self.earlier.has(name);
        let replaces = same.is_some_and(|first| self.is_last(name, first));
        // Lists are all read.
        if !LISTS.has(name) && (is_free || replaces) {
            self.renamed.retain(|(_, other)| Some(*other) != same);
            self.first.set(name, same.unwrap_or(index));
            self.last.set(name, index);
        }
        self.renamed.push((name, index));
    }

    /// Those of `names` that stand there in another spelling, and the one that is read instead, if another
    /// one is.
    pub(super) fn renamed(
        &self,
        names: Names,
    ) -> impl Iterator<Item = (Name, Slot, Option<Text<'a>>)> {
        let renamed = self.renamed.iter().copied();
        let renamed = renamed.filter(move |(name, _)| names.has(*name));
        renamed.filter_map(|(name, index)| {
            let member = *self.members.get(index)?;
            let is_read = LISTS.has(name) || self.is_last(name, index);
            let instead = || match self.slot(name) {
                Some(read) => inner(self.text, read.key),
                None => Text::new(name.as_str()),
            };
            Some((name, member.into(), (!is_read).then(instead)))
        })
    }
}
