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
mod tests {
    use super::*;
    use crate::judge::Rules;
    use crate::timestamp::Timestamp;

    /// Ordinary records, as different producers write them.
    const ORDINARY: [&str; 11] = [
        r##"{"id":"1","status":"running"}"##,
        r##"{"@odata.type":"#microsoft.graph.playPromptOperation","clientContext":"d45324c1","id":"0fe0623f","resultInfo":{"@odata.type":"#microsoft.graph.resultInfo","code":200,"subcode":0,"message":"Action completed \"well\"."},"status":"completed"}"##,
        r##"{"status":"failed","id":"2","createdDateTime":"2026-03-10T09:22:01.1234567Z","lastActionDateTime":"2026-03-10T09:22:23+00:00","resultInfo":{"code":"400","subcode":"8508"},"clientContext":null}"##,
        "{ \"id\" : \"3\" ,\n  \"status\" : \"notStarted\" ,\r\n\t\"resultInfo\" : null\n}",
        r##"{"id":"4","status":"completed","prompts":[{"a":[1,{"b":null}]}],"recordingLocation":"","completionReason":"stopToneDetected","x":-1.5e3}"##,
        r##"{"@odata.context":"https://x/$metadata#y","@odata.id":"operations/5","id":"5","status":"running","participants":[{"identity":{"user":{"id":"u"}}}]}"##,
        r##"{"@odata.type":"microsoft.graph.recordOperation","id":"6","status":"failed","resultInfo":{"code":500,"subCode":7}}"##,
        r##"{"id":"7","status":"running","resultInfo":{"code":"200","subcode":"transferring"}}"##,
        r##"{"@odata.id":"/app/calls/1/operations/7","status":"running"}"##,
        r##"{"status":"running","@odata.id" : "calls('1')/operations('8')?x#y" }"##,
        r##"{"@odata.id":17,"status":"running","id":"9"}"##,
    ];

    /// What is the reader's.
    const ODD: [&str; 28] = [
        r##"{"id":"1","status":"Running"}"##,
        r##"{"id":"1","status":"running","status":"running"}"##,
        r##"{"id":"1","st\u0061tus":"running"}"##,
        r##"{"id":"","status":"running"}"##,
        r##"{"id":"1"}"##,
        r##"{"status":"running"}"##,
        r##"{"status":"running","@odata.id":"calls/1"}"##,
        r##"{"status":"running","@odata.id":"/operations/participants"}"##,
        r##"{"status":"running","@odata.id":"operations\/1"}"##,
        r##"{"status":"running","@odata.id":17}"##,
        r##"{"id":null,"status":"running","@odata.id":"operations/1"}"##,
        r##"{"id":"1","status":"running","resultInfo":{"code":1,"subcode":2,"subCode":3}}"##,
        r##"{"id":"1","status":"running","resultInfo":{"code":"x","subcode":"x"}}"##,
        r##"{"id":"1","status":"running","resultInfo":{"code":1,"subcode":""}}"##,
        r##"{"id":"1","status":"running","createdDatetime":"2026-03-10T09:22:01Z"}"##,
        r##"{"id":"1","status":"running","createdDateTime":"2026-03-10T09:22Z"}"##,
        r##"{"id":"1","status":"running","resultInfo":{"code":2000000000000}}"##,
        r##"{"id":"1","status":"running","resultInfo":{"subcode":1}}"##,
        r##"{"id":"1","status":"running","resultInfo":{"code":-0}}"##,
        r##"{"id":"1","status":"running","resultInfo":{"code":200.5}}"##,
        r##"{"id":"1","status":"running","resultInfo":{"code":2e2}}"##,
        r##"{"id":"1","status":"running","resultInfo":{"code":200x}}"##,
        r##"{"id":"1","status":"running","resultInfo":{"code":200"}}"##,
        r##"{"id":"1","status":"running","resultInfo":{"code":"200}}"##,
        r##"{"id":"1","status":"running","resultInfo":{"code":"200"5}}"##,
        r##"{"id":"1","status":"running","value":[]}"##,
        r##"{"id":"1","status":"running","@odata.type":"#microsoft.graph.newOperation"}"##,
        r##"{"id":"1","status":"running","x":"\ud800"}"##,
    ];

    /// The record, with something behind it as in a log.
    fn read(record: &str) -> Option<(String, usize)> {
        read_by(Page::Any, record)
    }

    /// The same where this page is the law.
    fn read_by(page: Page, record: &str) -> Option<(String, usize)> {
        let text = format!("{record}\n{}\n", ORDINARY[1]);
        let mut operation = Operation::default();
        let met = Lane::default().read(page, &text, 0, 0, &mut operation)?;
        Some((format!("{operation:?}"), met.operation()?.end))
    }

    /// The same operation as the judge reads it.
    fn judged(record: &str) -> Operation<'_> {
        let rules = Rules::usual(Timestamp::from_unix(1_800_000_000, 0));
        let span = Span::new(0, record.len());
        judge::judge(record, span, [None; 2], &rules).operation
    }

    #[test]
    fn reads_what_is_ordinary_as_the_judge_does() {
        for record in ORDINARY {
            let judged = (format!("{:?}", judged(record)), record.len());
            assert_eq!(read(record), Some(judged), "{record}");
        }
    }

    #[test]
    fn reads_numbers_as_strings_where_the_page_allows_it() {
        let time = "2018-09-06T15:58:41Z";
        for (numbers, on_v1) in [
            (r#""code":200,"subcode":0"#, true),
            (r#""code":"200","subcode":0"#, false),
            (r#""code":200,"subcode":"0""#, false),
            (r#""code":200,"subcode":"x""#, false),
            (r#""code":200,"subCode":0"#, false),
        ] {
            let record = format!(
                r#"{{"id":"1","createdDateTime":"{time}","lastActionDateTime":"{time}","clientContext":"c","resultInfo":{{{numbers}}},"status":"running"}}"#
            );
            assert!(read_by(Page::Any, &record).is_some(), "{record}");
            assert!(read_by(Page::Beta2018, &record).is_some(), "{record}");
            assert_eq!(read_by(Page::V1, &record).is_some(), on_v1, "{record}");
        }
    }

    #[test]
    fn only_where_no_page_is_the_law_an_id_may_be_absent() {
        let time = "2018-09-06T15:58:41Z";
        let record = format!(
            r#"{{"@odata.id":"operations/1","createdDateTime":"{time}","lastActionDateTime":"{time}","clientContext":"c","resultInfo":{{"code":200,"subcode":0}},"status":"running"}}"#
        );
        assert!(read_by(Page::Any, &record).is_some());
        assert_eq!(read_by(Page::V1, &record), None);
        assert_eq!(read_by(Page::Beta2018, &record), None);
    }

    #[test]
    fn reads_ids_of_any_length_whatever_stands_in_them() {
        let guid = "8280307A-5E65-4763-94E1-167D9176CBB9";
        for (length, at) in (30..=40).flat_map(|length| (0..=length).map(move |at| (length, at))) {
            let id: String = guid.chars().cycle().take(length).collect();
            for (odd, is_read) in [
                ("", true),
                (r"\n", true),
                (r#"\""#, true),
                (r"\u00e9", true),
                ("\u{e9}", true),
                ("\n", false),
                (r"\x", false),
                ("\"", false),
            ] {
                let id = format!("{}{odd}{}", &id[..at], &id[at..]);
                for record in [
                    format!(r#"{{"id":"{id}","status":"running"}}"#),
                    format!(r#"{{"id":"1","status":"running","clientContext":"{id}"}}"#),
                ] {
                    let judged = || (format!("{:?}", judged(&record)), record.len());
                    assert_eq!(read(&record), is_read.then(judged), "{record}");
                }
            }
        }
    }

    #[test]
    fn finds_back_to_ordinary_ones_behind_odd_ones() {
        let mut lane = Lane::default();
        let mut is_read = |record: &str| {
            let text = format!("{record}\n{}\n", ORDINARY[1]);
            let mut operation = Operation::default();
            let end = lane.read(Page::Any, &text, 0, 0, &mut operation);
            end.is_some()
        };
        for odd in [1, 31, 32, 100, 10_000] {
            assert!((0..odd).all(|_| !is_read(ODD[0])));
            assert!((0..150).any(|_| is_read(ORDINARY[0])), "{odd}");
            assert!((0..100).all(|_| is_read(ORDINARY[0])), "{odd}");
        }
    }

    #[test]
    fn leaves_everything_else_to_the_reader() {
        for record in ODD {
            assert_eq!(read(record), None, "{record}");
        }
        for cut in 0..ORDINARY[1].len() {
            let mut operation = Operation::default();
            let text = ORDINARY[1].get(..cut).unwrap_or_default();
            let end = Lane::default().read(Page::Any, text, 0, 0, &mut operation);
            assert_eq!(end, None, "{text}");
        }
    }
}
