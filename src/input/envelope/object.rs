//! The members of an object, by the names that are read.

use crate::json::{self, MAX_MEMBERS, Member, Members, Node, Shape, USUAL_MEMBERS};
use crate::name::{Name, Names};
use crate::operation::Text;
use crate::position::{Span, push_token};
use crate::wire::{
    MAX_ODDITIES, OWN, OWN_SET, Slot, around_operation, inner, name_of, near_name, text_of,
};
use std::borrow::Cow;

/// The members of an object that say what it is.
pub(super) struct Object<'a, 'm> {
    pub(super) text: &'a str,
    /// All of them, if they are not too many, so that nobody has to walk over the object again; else at
    /// least the first and the last of each name that is read.
    pub(super) members: Cow<'m, [Member]>,
    /// These are all.
    is_whole: bool,
    /// Which of them is the first of a name.
    pub(super) first: Indices,
    /// Which is the last; that one counts.
    pub(super) last: Indices,
    /// What earlier pieces of the object have.
    pub(super) earlier: Names,
    /// The name of the first property that only an operation has.
    pub(super) own: Option<Span>,
    /// Some `title` or `detail` is a string, though perhaps not the last one: a payload that has both
    /// is told as one with a name twice, and is an error answer all the same.
    pub(super) is_problem: bool,
    /// Names in another spelling, and which of the members each is.
    pub(super) renamed: Vec<(Name, usize)>,
    /// Names that stand there once more: where first, if that is in the same text, and where again.
    pub(super) repeated: Vec<(Name, Option<Span>, Span)>,
}

/// An index for each name, from 1 on; 0 where there is none. A byte each, as it stands in each frame of the
/// stack where envelopes stand in envelopes. With a search instead an odd record takes 1.15 times as long.
#[derive(Clone, Copy)]
pub(super) struct Indices([u8; Name::ALL.len()]);

// The first members, and behind them two of each name and some in another spelling.
const _: () = assert!(MAX_MEMBERS + 3 * Name::ALL.len() <= u8::MAX as usize);

impl Indices {
    const NONE: Self = Self([0; Name::ALL.len()]);

    pub(super) fn get(&self, name: Name) -> Option<usize> {
        let index = self.0.get(name as usize)?;
        usize::from(*index).checked_sub(1)
    }

    pub(super) fn set(&mut self, name: Name, index: usize) {
        if let Some(place) = self.0.get_mut(name as usize) {
            *place = index as u8 + 1;
        }
    }
}

impl<'a, 'm> Object<'a, 'm> {
    /// An object of `text` without members, but for those in `earlier` pieces of it.
    pub(super) fn new(text: &'a str, earlier: Names) -> Self {
        Self {
            text,
            members: Cow::Borrowed(&[]),
            is_whole: true,
            first: Indices::NONE,
            last: Indices::NONE,
            earlier,
            own: None,
            is_problem: false,
            renamed: Vec::new(),
            repeated: Vec::new(),
        }
    }

    /// The object that begins at `at` of `text`.
    pub(super) fn read(text: &'a str, at: usize) -> Self {
        let mut object = Self::new(text, Names::default());
        object.collect(json::members(text, at));
        object
    }

    /// Takes all its members.
    pub(super) fn collect(&mut self, mut members: Members<'a>) {
        let mut kept = Vec::with_capacity(USUAL_MEMBERS);
        kept.extend(members.by_ref().take(MAX_MEMBERS));
        self.note_all(&kept);
        for member in members {
            self.is_whole = false;
            self.note_far(&mut kept, member);
        }
        self.members = Cow::Owned(kept);
        self.settle();
    }

    /// The same, of members that are kept already.
    pub(super) fn fill(&mut self, members: &'m [Member]) {
        self.note_all(members);
        self.members = Cow::Borrowed(members);
        self.settle();
    }

    /// All its members, if they are not too many.
    pub(super) fn members(&self) -> Option<&[Member]> {
        self.is_whole.then_some(&self.members)
    }

    fn note_all(&mut self, members: &[Member]) {
        for index in 0..members.len() {
            self.note(members, index);
        }
    }

    /// What a member behind those that are `kept` says of the object. It is kept too if its name is read, in
    /// place of the last one of that name unless that is the first, or as one of some in another spelling.
    fn note_far(&mut self, kept: &mut Vec<Member>, member: Member) {
        let Some(name) = member.name else {
            let renamed = self.note_unknown(member);
            if let Some(name) = renamed.filter(|_| kept.len() < MAX_MEMBERS + Name::ALL.len()) {
                self.renamed.push((name, kept.len()));
                kept.push(member);
            }
            return;
        };
        let is_again = |last: &usize| self.first.get(name) != Some(*last);
        let index = self.last.get(name).filter(is_again).unwrap_or(kept.len());
        match kept.get_mut(index) {
            Some(last) => *last = member,
            None => kept.push(member),
        }
        self.note(kept, index);
    }

    /// What the member with this index of those that are `kept` says of the object. What is rare is not
    /// done in place, so that all the rest can be.
    #[inline(always)]
    fn note(&mut self, kept: &[Member], index: usize) {
        let Some(&member) = kept.get(index) else {
            return;
        };
        let Some(name) = member.name else {
            let renamed = self.note_unknown(member);
            return self.renamed.extend(renamed.map(|name| (name, index)));
        };
        if self.own.is_none() && OWN_SET.has(name) {
            self.own = Some(member.key);
        }
        if matches!(name, Name::Title | Name::Detail) {
            self.is_problem |= member.value.shape == Shape::Text;
        }
        self.last.set(name, index);
        let first = self.first.get(name);
        if first.is_none() {
            self.first.set(name, index);
        }
        if first.is_some() || self.earlier.has(name) {
            let first = first.and_then(|first| kept.get(first));
            self.repeat(name, first.map(|member| member.key), member.key);
        }
    }

    /// The same, where its name is none that is read; the one it is another spelling of.
    #[inline(never)]
    fn note_unknown(&mut self, member: Member) -> Option<Name> {
        let name = name_of(self.text, member);
        if self.own.is_none() && near_name(&name, &OWN).is_some() {
            self.own = Some(member.key);
        }
        // Many objects have a value that is none of an envelope.
        let holds = matches!(member.value.shape, Shape::Array | Shape::Object);
        around_operation(&name).filter(|name| holds || *name != Name::Value)
    }

    /// A property stands there `again`.
    #[inline(never)]
    pub(super) fn repeat(&mut self, name: Name, first: Option<Span>, again: Span) {
        let first = first.filter(|_| !self.earlier.has(name));
        if !UNTOLD.has(name) && self.repeated.len() < MAX_ODDITIES {
            self.repeated.push((name, first, again));
        }
    }

    /// The names it has, as documented.
    pub(super) fn names(&self) -> Names {
        let is_renamed = |name| {
            let mut renamed = self.renamed.iter();
            renamed.any(|(known, index)| *known == name && self.is_last(name, *index))
        };
        let mut names = Names::default();
        for name in Name::ALL.iter().filter(|name| self.has(**name)) {
            if !is_renamed(*name) {
                names.add(*name);
            }
        }
        names
    }

    /// The JSON pointer to the property in the object at `pointer`, by the name as it stands there.
    pub(super) fn pointer(&self, pointer: &str, name: Name) -> String {
        match self.slot(name) {
            Some(slot) => self.pointer_to(pointer, slot.key),
            None => format!("{pointer}/{}", name.as_str()),
        }
    }

    /// The same to the property whose name stands at `key`.
    pub(super) fn pointer_to(&self, pointer: &str, key: Span) -> String {
        let mut pointer = pointer.to_owned();
        push_token(&mut pointer, &inner(self.text, key).decoded());
        pointer
    }

    pub(super) fn slot(&self, name: Name) -> Option<Slot> {
        let member = self.members.get(self.last.get(name)?)?;
        Some((*member).into())
    }

    /// Whether the member with this index is the one that counts.
    pub(super) fn is_last(&self, name: Name, index: usize) -> bool {
        self.last.get(name) == Some(index)
    }

    pub(super) fn has(&self, name: Name) -> bool {
        self.last.get(name).is_some()
    }

    pub(super) fn value(&self, name: Name) -> Option<Node> {
        self.slot(name).map(|slot| slot.value)
    }

    /// The value, if it is an array.
    pub(super) fn list(&self, name: Name) -> Option<Node> {
        self.value(name).filter(|node| node.shape == Shape::Array)
    }

    pub(super) fn string(&self, name: Name) -> Option<Text<'a>> {
        text_of(self.text, self.value(name)?)
    }
}

/// Names of which it is not told here that they stand there twice: of an operation and of an `error`
/// that is told where they are read, and of `type`, `statusCode` and a bare `message` not at all.
const UNTOLD: Names = Names::new([
    Name::Id,
    Name::CompletionReason,
    Name::ODataId,
    Name::Code,
    Name::Subcode,
    Name::Message,
    Name::ProblemType,
    Name::StatusCode,
]);

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> String {
        format!("\"{name}\":1,")
    }

    /// However many members there are, the last of a name counts, and each behind the first is told with
    /// that, unless an earlier piece has the name.
    #[test]
    fn finds_the_first_and_the_last_of_a_name_among_many() {
        const NAMES: [Name; 3] = [Name::Status, Name::Value, Name::Error];
        const COUNTS: [usize; 6] = [0, 1, 30, MAX_MEMBERS - 1, MAX_MEMBERS, 3 * MAX_MEMBERS];
        let known: String = NAMES.map(|name| of(name.as_str())).concat();
        let counts = COUNTS.iter().flat_map(|lead| COUNTS.map(|n| (*lead, n)));
        for (lead, between) in counts {
            let (lead, filler) = (of("x").repeat(lead), of("x").repeat(between));
            let text = format!("{{{lead}{known}{filler}{known}{filler}{known}{known}\"y\":1}}");
            let members: Vec<_> = json::members(&text, 0).collect();
            for earlier in [Names::default(), Names::new([Name::Value])] {
                let mut object = Object::new(&text, earlier);
                object.collect(json::members(&text, 0));
                let kept = Some(&*members).filter(|members| members.len() <= MAX_MEMBERS);
                assert_eq!(object.members(), kept);
                let mut repeated = Vec::new();
                for name in NAMES {
                    let all: Vec<_> = members.iter().filter(|m| m.name == Some(name)).collect();
                    let last = all.last().map(|member| member.key);
                    assert_eq!(object.slot(name).map(|slot| slot.key), last, "{text}");
                    let is_first = !earlier.has(name);
                    let first = all.first().filter(|_| is_first).map(|first| first.key);
                    let again = all.iter().skip(usize::from(is_first));
                    repeated.extend(again.map(|again| (name, first, again.key)));
                }
                repeated.sort_by_key(|(_, _, again)| again.start);
                assert_eq!(object.repeated, repeated, "{text}");
            }
        }
    }
}
