//! What an object is: an operation, a notification, an answer, an error, or an envelope of them.

use crate::json::{self, MAX_MEMBERS, Member, Members, Node, Shape, USUAL_MEMBERS};
use crate::name::{Name, Names};
use crate::operation::Text;
use crate::position::Span;
use crate::wire::{MAX_ODDITIES, OWN, OWN_SET, Slot, name_of, near_name, text_of};

/// The members of an object that say what it is.
pub(super) struct Object<'a> {
    text: &'a str,
    /// All of them, so that nobody has to walk over the object again; `None` if they are too many
    /// to be kept.
    pub(super) members: Option<Vec<Member>>,
    /// Those of which the name is read, one of each name. Not a table of all names: it would stand in
    /// each frame of the stack where envelopes stand in envelopes.
    known: Vec<Known>,
    /// The place of each name in that, from 1 on; 0 where it is not there. With a search instead an
    /// odd record takes 1.15 times as long.
    places: [u8; Name::ALL.len()],
    /// What earlier pieces of the object have.
    earlier: Names,
    /// The name of the first property that only an operation has.
    pub(super) own: Option<Span>,
    /// Some `title` or `detail` is a string, though perhaps not the last one: a payload that has both
    /// is told as one with a name twice, and is an error answer all the same.
    is_problem: bool,
    /// Names that stand there once more: where first, if that is in the same text, and where again.
    pub(super) repeated: Vec<(Name, Option<Span>, Span)>,
}

/// A property by its name.
#[derive(Clone, Copy)]
struct Known {
    /// Where its name stands first.
    first: Span,
    /// Where it stands last; that one counts.
    last: Slot,
}

impl<'a> Object<'a> {
    /// An object of `text` without members, but for those in `earlier` pieces of it.
    pub(super) fn new(text: &'a str, earlier: Names) -> Self {
        Self {
            text,
            members: None,
            known: Vec::with_capacity(USUAL_MEMBERS),
            places: [0; Name::ALL.len()],
            earlier,
            own: None,
            is_problem: false,
            repeated: Vec::new(),
        }
    }

    /// The object that begins at `at` of `text`.
    pub(super) fn read(text: &'a str, at: usize) -> Self {
        let mut object = Self::new(text, Names::default());
        object.collect(json::members(text, at));
        object
    }

    pub(super) fn collect(&mut self, members: Members<'a>) {
        let mut kept = Vec::with_capacity(USUAL_MEMBERS);
        kept.extend(members.take(MAX_MEMBERS + 1));
        if kept.len() <= MAX_MEMBERS {
            return self.fill(kept);
        }
        for member in members {
            self.note(member);
        }
    }

    /// Takes all its members.
    pub(super) fn fill(&mut self, members: Vec<Member>) {
        for member in &members {
            self.note(*member);
        }
        self.members = Some(members);
    }

    /// What one member says of the object.
    #[inline]
    fn note(&mut self, member: Member) {
        let Some(name) = member.name else {
            if self.own.is_none() && is_nearly_an_operations(&name_of(self.text, member)) {
                self.own = Some(member.key);
            }
            return;
        };
        if self.own.is_none() && OWN_SET.has(name) {
            self.own = Some(member.key);
        }
        if matches!(name, Name::Title | Name::Detail) {
            self.is_problem |= member.value.shape == Shape::Text;
        }
        let slot = Slot {
            key: member.key,
            value: member.value,
        };
        let first = match self.known_mut(name) {
            Some(known) => {
                known.last = slot;
                Some(known.first)
            }
            None => {
                self.add(name, slot);
                None
            }
        };
        if self.earlier.has(name) {
            self.repeat(name, None, member.key);
        } else if first.is_some() {
            self.repeat(name, first, member.key);
        }
    }

    fn place(&self, name: Name) -> Option<usize> {
        let place = self.places.get(name as usize)?;
        usize::from(*place).checked_sub(1)
    }

    fn known_mut(&mut self, name: Name) -> Option<&mut Known> {
        let place = self.place(name)?;
        self.known.get_mut(place)
    }

    fn add(&mut self, name: Name, slot: Slot) {
        self.known.push(Known {
            first: slot.key,
            last: slot,
        });
        if let Some(place) = self.places.get_mut(name as usize) {
            // One of each name: never more than there are names.
            *place = self.known.len() as u8;
        }
    }

    /// A property stands there `again`.
    fn repeat(&mut self, name: Name, first: Option<Span>, again: Span) {
        if !UNTOLD.has(name) && self.repeated.len() < MAX_ODDITIES {
            self.repeated.push((name, first, again));
        }
    }

    /// The names it has.
    pub(super) fn names(&self) -> Names {
        let mut names = Names::default();
        for name in Name::ALL.iter().filter(|name| self.has(**name)) {
            names.add(*name);
        }
        names
    }

    pub(super) fn slot(&self, name: Name) -> Option<Slot> {
        let known = self.known.get(self.place(name)?)?;
        Some(known.last)
    }

    fn has(&self, name: Name) -> bool {
        self.slot(name).is_some()
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

    /// Whether the value of the property is a whole number.
    fn is_number(&self, name: Name) -> bool {
        self.value(name)
            .is_some_and(|value| value.shape == Shape::Integer)
    }

    /// Its type.
    pub(super) fn kind(&self) -> Option<Text<'a>> {
        self.string(Name::Type)
    }

    /// Whether it is an answer in a batch, by itself: it has what such an answer has and nothing else,
    /// and its `status` is one of HTTP.
    pub(super) fn is_answer(&self) -> bool {
        let is_answers = |member: &Member| match member.name {
            Some(name) => matches!(name, Name::Id | Name::Status | Name::Body),
            None => name_of(self.text, *member) == "headers",
        };
        let members = self.members.as_ref();
        let is_json = |body: Node| matches!(body.shape, Shape::Object | Shape::Array);
        self.value(Name::Body).is_some_and(is_json)
            && matches!(
                self.written_status(),
                Some([b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'])
            )
            && members.is_some_and(|members| members.iter().all(is_answers))
    }

    /// Its `status` as it stands there.
    pub(super) fn written_status(&self) -> Option<&'a [u8]> {
        let status = self.value(Name::Status)?;
        Some(status.span.of(self.text.as_bytes()))
    }

    pub(super) fn is_notification(&self) -> bool {
        let is_changed = self.has(Name::ChangeType);
        let addressed = is_changed
            || self.string(Name::Resource).is_some()
            || self.string(Name::ResourceUrl).is_some();
        let typed = self.kind().is_some_and(|kind| {
            short_type(&kind.decoded()).eq_ignore_ascii_case("commsNotification")
        });
        // A bare `resourceData` is one too, unless the object is an operation itself.
        self.has(Name::ResourceData) && (addressed || !self.is_operation())
            || typed
            || is_changed && (addressed || self.has(Name::EncryptedContent))
    }

    /// Section 4 of the README: a type that names an operation, or without a type one of the
    /// properties that only an operation has.
    pub(super) fn is_operation(&self) -> bool {
        match self.kind() {
            Some(kind) => is_operation_type(&kind.decoded()),
            None => self.own.is_some(),
        }
    }

    /// The name of the type, if that is one of an operation.
    pub(super) fn typed(&self) -> Option<Span> {
        let kind = self.kind()?;
        let slot = self.slot(Name::Type)?;
        is_operation_type(&kind.decoded()).then_some(slot.key)
    }

    /// RFC 9457: a number as `status`, or a `type` without it, beside a `title` or `detail`.
    pub(super) fn is_problem_details(&self) -> bool {
        let is_told = |name| self.string(name).is_some();
        let numbered = match self.has(Name::Status) {
            true => self.is_number(Name::Status),
            false => is_told(Name::ProblemType),
        };
        // How API Management refuses a call.
        let refused =
            self.is_number(Name::StatusCode) && is_told(Name::Message) && self.own.is_none();
        self.kind().is_none() && (self.is_problem && numbered || refused)
    }

    /// An error answer with the number of HTTP as `status`, as Spring and many gateways have it.
    pub(super) fn is_numbered_error(&self) -> bool {
        self.kind().is_none() && self.has(Name::Error) && self.is_number(Name::Status)
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

/// Whether `name` is one that only an operation has, but for case or a letter.
fn is_nearly_an_operations(name: &str) -> bool {
    near_name(name, &OWN).is_some()
}

/// Types that end in "Operation" and are none of the calls API; their values of `status` differ.
const OTHER_OPERATIONS: [&str; 7] = [
    "operation",
    "onenoteOperation",
    "teamsAsyncOperation",
    "longRunningOperation",
    "richLongRunningOperation",
    "workbookOperation",
    "printOperation",
];

/// Whether an `@odata.type` names a commsOperation or a type derived from it, known or not.
pub fn is_operation_type(kind: &str) -> bool {
    let short = short_type(kind);
    let ending = short
        .len()
        .checked_sub("Operation".len())
        .and_then(|at| short.get(at..));
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("Operation"))
        && !OTHER_OPERATIONS
            .iter()
            .any(|other| other.eq_ignore_ascii_case(short))
}

/// An `@odata.type` without `#` and `microsoft.graph.`, whatever their case.
pub fn short_type(kind: &str) -> &str {
    const NAMESPACE: &str = "microsoft.graph.";
    let kind = kind.strip_prefix('#').unwrap_or(kind);
    match kind.get(..NAMESPACE.len()) {
        Some(prefix) if prefix.eq_ignore_ascii_case(NAMESPACE) => {
            kind.get(NAMESPACE.len()..).unwrap_or(kind)
        }
        _ => kind,
    }
}
