//! The fast lane: reads a perfectly ordinary operation in one pass, or says "ask the reader".
//!
//! It never has an opinion. It answers only for an object of which the exact way (`input::values`,
//! `wire`, `judge::properties`) would find nothing to say but notes, which only `-v` tells, where there is
//! no lane, and then with the very same parts; whether those contradict each other `judge` decides for
//! both. A differential test holds it to that. Everything unusual is the reader's: a name given twice, a
//! name that is nearly a documented one but for `subCode`, an escape that is more than a letter, a time
//! that is not plain RFC 3339, a type that is not spelled as documented but for the `#`, any envelope but
//! an answer in a batch (`answer`) and the plain one that a webhook receives (`wrapper`). What most of those
//! are about, calls and participants, is passed over (`resource`), if its type comes first, as Graph writes
//! it, and so is every value that nobody reads.
//!
//! Why it is fast: it compares bytes with what it expects instead of asking what they are, sixteen
//! at a time inside strings; where nearly all values are of one length, it guesses their end; where
//! nothing before tells which of two or four comes, it computes the way on instead of branching, as a
//! branch would be guessed wrong; and it copies nothing.

mod answer;
mod properties;
mod reading;
mod resource;
mod status;
mod stretch;
mod wrapper;

use self::reading::Reading;
use self::stretch::Stretch;
use self::wrapper::Wrapper;
use crate::input::envelope::Url;
use crate::judge::{self, Places};
use crate::name::{Name, Names};
use crate::operation::{Operation, Text};
use crate::options::Page;
use crate::position::Span;
use crate::timestamp::LastDate;

/// An operation that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where it begins.
    pub(crate) begin: usize,
    /// Where it stands in the object that was looked at, as a JSON pointer.
    pub(crate) pointer: &'static str,
    /// The element of a list that it is, or is in; that object where it has no list.
    pub(crate) element: Span,
    /// One past the end of that object.
    pub(crate) end: usize,
}

/// A notification that was read, of something else than an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Skipped {
    /// How many resources it is about.
    pub(crate) count: u64,
    /// One past the end of the object that was looked at.
    pub(crate) end: usize,
}

/// What the lane has met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Met {
    /// An operation.
    Operation(Found),
    /// A notification of something else.
    Other(Skipped),
}

#[cfg(test)]
impl Met {
    /// The operation, if it is one.
    fn operation(self) -> Option<Found> {
        match self {
            Self::Operation(found) => Some(found),
            Self::Other(_) => None,
        }
    }
}

/// What the lane keeps, and lends to each pass over an object.
#[derive(Clone, Debug, Default)]
struct Kept {
    /// Where the values of the operation read last stand that can contradict each other.
    places: Places,
    /// For the next time, which mostly has the same one.
    date: LastDate,
}

/// A reader of ordinary objects, one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lane {
    kept: Kept,
    stretch: Stretch,
}

/// Whether `seen` is all that the page demands of every operation. Where no page is the law, the id may be
/// in a URL instead.
#[inline(always)]
fn has_required(page: Page, seen: Names) -> Option<()> {
    const ALWAYS: Names = Names::new([Name::Status]);
    const IN_V1: Names = ALWAYS.with(Name::Id);
    const IN_2018: Names = IN_V1
        .with(Name::ResultInfo)
        .with(Name::ClientContext)
        .with(Name::Created)
        .with(Name::LastAction);
    let required = match page {
        Page::Any => ALWAYS,
        Page::V1 => IN_V1,
        Page::Beta2018 => IN_2018,
    };
    seen.has_all(required).then_some(())
}

/// Whether an operation, of which the properties `seen` were read, is all that the page demands; with the id
/// that is absent, if it is in the operation's own URL or in one of the notification.
#[inline(always)]
fn complete<'a>(
    page: Page,
    seen: Names,
    operation: &mut Operation<'a>,
    own: Option<Text<'a>>,
    notification: [Option<Url<'a>>; 2],
) -> Option<()> {
    has_required(page, seen)?;
    if operation.id.is_none() {
        let (_, id) = judge::id_in_urls(own, notification)?;
        operation.id = Some(id);
    }
    Some(())
}

impl Lane {
    /// Reads the operation that the object at `at` of `text`, inside `depth` open containers, is or
    /// notifies of, into `operation`, which must be empty, or passes over what it notifies of instead.
    /// `None`: ask the reader, also where `page` would not have it so, and where it was not looked at.
    #[inline]
    pub(crate) fn read<'a>(
        &mut self,
        page: Page,
        text: &'a str,
        at: usize,
        depth: usize,
        operation: &mut Operation<'a>,
    ) -> Option<Met> {
        self.stretch.looks().then_some(())?;
        let mut reading = Reading::new(page, text, at + 1, depth + 1, &mut self.kept)?;
        let Some(seen) = reading.object(operation) else {
            return self.read_inside(page, text, at, depth, operation);
        };
        let end = reading.at();
        complete(page, seen, operation, reading.url, [None; 2])?;
        self.stretch.was_read();
        Some(Met::Operation(Found {
            begin: at,
            pointer: "",
            element: Span::new(at, end),
            end,
        }))
    }

    /// The same where the object is no operation itself. Not in place, as most are.
    #[inline(never)]
    fn read_inside<'a>(
        &mut self,
        page: Page,
        text: &'a str,
        at: usize,
        depth: usize,
        operation: &mut Operation<'a>,
    ) -> Option<Met> {
        wrapper::begins(text.as_bytes().get(at..)?).then_some(())?;
        *operation = Operation::default();
        self.read_wrapped(page, text, at, depth, operation, Wrapper::open)
    }

    /// The same where the object is an answer in a batch.
    #[inline(never)]
    pub(crate) fn read_answer<'a>(
        &mut self,
        page: Page,
        text: &'a str,
        at: usize,
        depth: usize,
        operation: &mut Operation<'a>,
    ) -> Option<Met> {
        self.stretch.looks().then_some(())?;
        self.read_wrapped(page, text, at, depth, operation, Wrapper::open_answer)
    }

    /// Reads the operation in what `open` opens, or passes over what it notifies of instead.
    #[inline(never)]
    fn read_wrapped<'a>(
        &mut self,
        page: Page,
        text: &'a str,
        at: usize,
        depth: usize,
        operation: &mut Operation<'a>,
        open: fn(&mut Reading<'a, '_>) -> Option<Wrapper<'a>>,
    ) -> Option<Met> {
        let mut reading = Reading::new(page, text, at, depth, &mut self.kept)?;
        let mut wrapper = open(&mut reading)?;
        let pointer = wrapper.pointer();
        let opens = reading.next()? == b'{';
        let (begin, depth) = (reading.at(), reading.depth);
        // A second one for the operation: what has been lent out lives in memory, not in registers.
        let mut inner = Reading::new(page, text, begin + 1, depth + 1, reading.kept)?;
        // A list may be of something else too.
        let Some(seen) = opens.then(|| inner.object(operation)).flatten() else {
            let skipped = reading.pass_over(&mut wrapper)?;
            self.stretch.was_read();
            return Some(Met::Other(skipped));
        };
        let url = inner.url;
        reading.rest = inner.rest;
        let element = wrapper.close(&mut reading, operation.kind.is_some())?;
        complete(page, seen, operation, url, wrapper.urls())?;
        let end = reading.at();
        self.stretch.was_read();
        Some(Met::Operation(Found {
            begin,
            pointer,
            element,
            end,
        }))
    }

    /// Where the values of the operation just read stand that can contradict each other.
    pub(crate) fn places(&self) -> &Places {
        &self.kept.places
    }
}

#[cfg(test)]
mod tests;
