//! The properties of an operation, one after the other.

use super::reading::Reading;
use super::status;
use crate::judge;
use crate::name::{Name, Names};
use crate::operation::{Moment, Number, Operation, ResultInfo, Stated, Status, Text};
use crate::options::Page;
use crate::position::Span;
use crate::timestamp::Timestamp;
use crate::wire;

/// Properties that make an object something else than a bare operation, or that other places of
/// the program read.
const FOREIGN: Names = Names::new([
    Name::Value,
    Name::Values,
    Name::Responses,
    Name::Error,
    Name::ResourceData,
    Name::ResourceUrl,
    Name::Resource,
    Name::ChangeType,
    Name::EncryptedContent,
    Name::Body,
    Name::Title,
    Name::Detail,
    Name::NextLink,
]);

/// Marks a property as seen; `None` if it has been seen before.
#[inline(always)]
pub(super) fn once(seen: &mut Names, name: Name) -> Option<()> {
    seen.add(name).then_some(())
}

/// Eight letters of a name as one number.
const fn letters(name: &[u8; 8]) -> u64 {
    u64::from_le_bytes(*name)
}

// How names begin, which is enough to tell which one it can be.
const CLIENT_CONTEXT: u64 = letters(b"clientCo");
const CREATED_TIME: u64 = letters(b"createdD");
const LAST_ACTION: u64 = letters(b"lastActi");
const RESULT_INFO: u64 = letters(b"resultIn");
const ODATA_TYPE: u64 = letters(b"@odata.t");
const COMPLETION_REASON: u64 = letters(b"completi");
const ODATA_CONTEXT: u64 = letters(b"@odata.c");
const ODATA_ETAG: u64 = letters(b"@odata.e");
const PARTICIPANTS: u64 = letters(b"particip");
const RECORDING: u64 = letters(b"recordin");

impl<'a> Reading<'a, '_> {
    /// The members up to the closing brace; which of those that are read were there.
    #[inline(always)]
    pub(super) fn object(&mut self, operation: &mut Operation<'a>) -> Option<Names> {
        let mut seen = Names::default();
        self.expect(b'"')?;
        loop {
            self.member(operation, &mut seen)?;
            if !self.goes_on()? {
                return Some(seen);
            }
        }
    }

    /// A name, behind its first quote, and its value.
    #[inline(always)]
    fn member(&mut self, operation: &mut Operation<'a>, seen: &mut Names) -> Option<()> {
        let begin = u64::from_le_bytes(*self.rest.first_chunk::<8>()?);
        let (moment, is_created) = match begin {
            CREATED_TIME if self.take(b"createdDateTime\"") => {
                once(seen, Name::Created)?;
                (&mut operation.created, true)
            }
            LAST_ACTION if self.take(b"lastActionDateTime\"") => {
                once(seen, Name::LastAction)?;
                (&mut operation.last_action, false)
            }
            _ => return self.other_member(begin, operation, seen),
        };
        // Much code reads a time, and twice that would crowd other code out of the processor's cache.
        let place = self.time(moment)?;
        if is_created {
            self.kept.places.created = place;
        } else {
            self.kept.places.last_action = place;
        }
        Some(())
    }

    /// Any other member, whose name begins like this.
    #[inline(always)]
    fn other_member(
        &mut self,
        begin: u64,
        operation: &mut Operation<'a>,
        seen: &mut Names,
    ) -> Option<()> {
        match begin {
            CLIENT_CONTEXT if self.take(b"clientContext\"") => {
                once(seen, Name::ClientContext)?;
                if self.opens_string()? {
                    operation.client_context = Some(self.mostly_guid()?);
                }
                let length = operation.client_context.map_or(0, Text::raw_len);
                // Never fewer bytes than characters.
                (length <= judge::MAX_CONTEXT).then_some(())
            }
            RESULT_INFO if self.take(b"resultInfo\"") => {
                once(seen, Name::ResultInfo)?;
                self.result_info(&mut operation.result_info)
            }
            ODATA_TYPE if self.take(b"@odata.type\"") => {
                once(seen, Name::Type)?;
                operation.kind = Some(self.kind()?);
                Some(())
            }
            COMPLETION_REASON if self.take(b"completionReason\"") => {
                once(seen, Name::CompletionReason)?;
                operation.completion_reason = self.string_or_null()?;
                Some(())
            }
            _ if self.take(b"id\"") => {
                once(seen, Name::Id)?;
                self.open_string()?;
                let id = self.mostly_guid()?;
                operation.id = Some(id);
                (!id.is_empty()).then_some(())
            }
            _ if self.take(b"status\"") => {
                once(seen, Name::Status)?;
                let (status, place) = self.status()?;
                operation.status = Stated::Known(status);
                self.kept.places.status = place;
                Some(())
            }
            _ if self.take(b"@odata.id\"") => {
                once(seen, Name::ODataId)?;
                self.url = self.string_or_skip()?;
                Some(())
            }
            _ => {
                if !self.takes_extra(begin) && is_read_elsewhere(self.string()?) {
                    return None;
                }
                self.skip()
            }
        }
    }

    /// The name of a property that is met every day and is not read: an annotation, or one of a derived type.
    #[inline(always)]
    fn takes_extra(&mut self, begin: u64) -> bool {
        match begin {
            ODATA_CONTEXT => self.take(b"@odata.context\""),
            ODATA_ETAG => self.take(b"@odata.etag\""),
            PARTICIPANTS => self.take(b"participants\""),
            RECORDING => self.take(b"recordingLocation\"") || self.take(b"recordingAccessToken\""),
            _ => false,
        }
    }

    #[inline(always)]
    fn status(&mut self) -> Option<(Status, Span)> {
        self.open_string()?;
        let start = self.at() - 1;
        let (status, length) = status::read(self.rest)?;
        self.pass(length)?;
        Some((status, Span::new(start, self.at())))
    }

    /// A colon, and a time or `null`; the place of the value. Written where it belongs at once:
    /// handed on as a value it would be copied in odd pieces.
    #[inline(always)]
    fn time(&mut self, moment: &mut Option<Moment<'a>>) -> Option<Span> {
        if !self.opens_string()? {
            return Some(Span::default());
        }
        let start = self.at();
        let (at, length) = Timestamp::read_ordinary(self.rest, &mut self.kept.date)?;
        self.pass(length + 1)?;
        let text = self.slice(start, length)?;
        *moment = Some(Moment {
            text,
            at: Some(at),
            unset: false,
        });
        Some(Span::new(start - 1, start + length + 1))
    }

    /// A known type, spelled as documented, with or without the `#`; without that and `microsoft.graph.`.
    #[inline(always)]
    fn kind(&mut self) -> Option<Text<'a>> {
        let kind = self.string_value()?.raw();
        let kind = kind.strip_prefix('#').unwrap_or(kind);
        let name = kind.strip_prefix("microsoft.graph.")?;
        judge::is_documented_type(name.as_bytes()).then_some(Text::new(name))
    }

    #[inline(always)]
    fn result_info(&mut self, slot: &mut Option<ResultInfo<'a>>) -> Option<()> {
        if !self.take(b":{\"") {
            self.expect(b':')?;
            if self.next()? != b'{' {
                return self.take(b"null").then_some(());
            }
            self.pass(1)?;
            self.expect(b'"')?;
        }
        let result = slot.insert(ResultInfo::default());
        let mut seen = Names::default();
        loop {
            self.result_member(result, &mut seen)?;
            if !self.goes_on()? {
                const CODE: Names = Names::new([Name::Code]);
                let required = match self.page {
                    Page::V1 => CODE.with(Name::Subcode),
                    Page::Any | Page::Beta2018 => CODE,
                };
                return seen.has_all(required).then_some(());
            }
        }
    }

    /// A colon and a subcode, which was a word in 2018.
    #[inline(always)]
    fn number_or_word(&mut self) -> Option<Number<'a>> {
        match self.rest {
            [b':', b'"', b'a'..=b'z', ..] if self.page != Page::V1 => {
                self.string_value().map(Number::Word)
            }
            _ => self.number().map(Number::Int),
        }
    }

    #[inline(always)]
    fn result_member(&mut self, result: &mut ResultInfo<'a>, seen: &mut Names) -> Option<()> {
        match self.rest.first()? {
            b'c' if self.take(b"code\"") => {
                once(seen, Name::Code)?;
                result.code = Some(Number::Int(self.number()?));
            }
            // The 2018 page has `subCode`, which services have sent since then; only v1.0 minds.
            b's' if self.take(b"subcode\"")
                || (self.page != Page::V1 && self.take(b"subCode\"")) =>
            {
                once(seen, Name::Subcode)?;
                result.subcode = Some(self.number_or_word()?);
            }
            b'm' if self.take(b"message\"") => {
                once(seen, Name::Message)?;
                result.message = self.string_or_null()?;
            }
            // The type of a resultInfo is not read, so it may stand there twice.
            b'@' if self.take(b"@odata.type\"") => {
                if !self.take(b":\"#microsoft.graph.resultInfo\"") {
                    self.string_value()?;
                }
            }
            _ => return None,
        }
        Some(())
    }
}

/// Whether a property of this name is read by somebody else, or is one that is read here, or nearly.
#[inline(never)]
pub(super) fn is_read_elsewhere(name: Text<'_>) -> bool {
    let elsewhere = |name: &str| {
        let known = Name::of(name.as_bytes());
        known.is_some_and(|known| FOREIGN.has(known))
            || wire::is_near_operation(name)
            || wire::is_value(name)
    };
    name.plain().is_none_or(elsewhere)
}
