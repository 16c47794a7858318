//! CO1xx and CO2xx: what each property is, and what is wrong with it by itself.

mod moment;
mod result_info;
mod tell;

use super::consistency::Places;
use super::known::is_known_type;
use super::rules::Rules;
use super::url::id_in_urls;
use crate::finding::{Finding, Kind};
use crate::input::envelope::{Url, short_type};
use crate::json::{self, Member, Shape};
use crate::operation::{Operation, Stated, Status, Text};
use crate::options::Page;
use crate::position::{Span, push_token};
use crate::timestamp::LastDate;
use crate::wire::{self, Oddity, Properties, Slot, operation as at};
use std::borrow::Cow;

/// `clientContext`: "Maximum is 256 characters" (Microsoft Graph, action pages).
pub(crate) const MAX_CONTEXT: usize = 256;
/// What a time may be.
const TIME_HINT: &str = "a time such as 2018-09-06T15:58:41Z";

/// Reads properties and collects findings.
pub(super) struct Judge<'a, 'r> {
    text: &'a str,
    span: Span,
    rules: &'r Rules,
    properties: Properties<{ wire::OPERATION.len() }>,
    findings: Vec<Finding>,
    /// For the second time of the operation.
    date: LastDate,
}

impl<'a, 'r> Judge<'a, 'r> {
    /// One that has read nothing yet. What it reads is written where it belongs at once: handed on as a
    /// value it would be copied.
    pub(super) fn new(text: &'a str, span: Span, rules: &'r Rules) -> Self {
        Self {
            text,
            span,
            rules,
            properties: Properties::default(),
            findings: Vec::new(),
            date: LastDate::default(),
        }
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// Findings that were made without a look at the text: their pointers by the names as they
    /// stand there, and without what a value of the wrong type has said already.
    pub(super) fn revise(&self, findings: &mut Vec<Finding>) {
        // Mostly there are none.
        if findings.is_empty() {
            return;
        }
        let written = |index| {
            self.properties
                .get(index)
                .map(|slot: Slot| self.pointer(slot.key, false))
        };
        for (index, pointer) in [
            (at::STATUS, "/status"),
            (at::CREATED, "/createdDateTime"),
            (at::LAST_ACTION, "/lastActionDateTime"),
        ] {
            for finding in findings
                .iter_mut()
                .filter(|finding| finding.pointer == pointer)
            {
                finding.pointer = written(index).unwrap_or_default();
            }
        }
        let result = self
            .properties
            .get(at::RESULT_INFO)
            .map(|slot| slot.value.shape);
        if result.is_some_and(|shape| shape != Shape::Null) {
            findings.retain(|finding| finding.kind != Kind::FailedWithoutResult);
        }
    }

    /// Where the values stand that can contradict each other.
    pub(super) fn places(&self) -> Places {
        let span = |index| {
            self.properties
                .get(index)
                .map_or(self.first_byte(), |slot| slot.value.span)
        };
        Places {
            status: span(at::STATUS),
            created: span(at::CREATED),
            last_action: span(at::LAST_ACTION),
        }
    }

    /// The pointer to a property, by the name as it stands there: it has to lead to it also where
    /// the name is not quite the documented one.
    fn pointer(&self, key: Span, nested: bool) -> String {
        let mut pointer = String::new();
        if let Some(parent) = self.properties.get(at::RESULT_INFO).filter(|_| nested) {
            push_token(&mut pointer, &self.written(parent.key));
        }
        push_token(&mut pointer, &self.written(key));
        pointer
    }

    /// The name at `key` as it stands there.
    fn written(&self, key: Span) -> Cow<'a, str> {
        wire::inner(self.text, key).decoded()
    }

    /// Where what is about the operation as a whole is told.
    fn first_byte(&self) -> Span {
        Span::byte(self.span.start)
    }

    /// Reads the whole operation, whose `members` may be known already.
    pub(super) fn read(
        &mut self,
        members: Option<&[Member]>,
        urls: [Option<Url<'a>>; 2],
        operation: &mut Operation<'a>,
    ) {
        let (text, names) = (self.text, &wire::OPERATION);
        match members {
            Some(members) => (self.properties).read(text, members.iter().copied(), names),
            None => (self.properties).read(text, json::members(text, self.span.start), names),
        }
        let oddities = std::mem::take(&mut self.properties.oddities);
        self.names(&oddities, false);
        operation.kind = self.kind();
        operation.id = self.id(urls);
        operation.status = self.status();
        operation.client_context = self.client_context();
        operation.created = self.moment(at::CREATED);
        operation.last_action = self.moment(at::LAST_ACTION);
        operation.result_info = self.result_info();
        operation.completion_reason = self.string(at::REASON);
        self.missing();
    }

    /// Names that are off, and names given twice.
    fn names(&mut self, oddities: &[Oddity], nested: bool) {
        for oddity in oddities {
            match oddity {
                Oddity::Duplicate { name, first, again } => {
                    let kind = Kind::Duplicate {
                        name: (*name).to_owned(),
                    };
                    self.tell_name(kind, *again, Some(*first), nested);
                }
                Oddity::Renamed {
                    name,
                    key,
                    old,
                    beside,
                } => {
                    let kind = Kind::PropertyName {
                        documented: name,
                        old: *old,
                        beside: beside.map(|read| self.written(read).into_owned()),
                    };
                    self.tell_name(kind, *key, None, nested);
                }
            }
        }
    }

    /// What the chosen page requires and is not there.
    fn missing(&mut self) {
        const REQUIRED_2018: [(usize, &str); 4] = [
            (at::CLIENT_CONTEXT, "a string"),
            (at::CREATED, TIME_HINT),
            (at::LAST_ACTION, TIME_HINT),
            (at::RESULT_INFO, "an object, or null"),
        ];
        if self.properties.get(at::STATUS).is_none() {
            self.absent(at::STATUS, Status::NAMES);
        }
        if self.rules.page != Page::Any && self.properties.get(at::ID).is_none() {
            self.absent(at::ID, "a string");
        }
        for (index, expected) in REQUIRED_2018 {
            if self.properties.get(index).is_some() {
                continue;
            }
            if self.rules.page == Page::Beta2018 {
                self.absent(index, expected);
            } else if self.rules.notes {
                let name = wire::name_at(&wire::OPERATION, index);
                self.tell_operation(Kind::Absent { name });
            }
        }
    }

    fn absent(&mut self, index: usize, expected: &'static str) {
        let name = wire::name_at(&wire::OPERATION, index);
        self.tell_operation(Kind::Missing { name, expected });
    }

    /// A string property; null counts as absent.
    fn string(&mut self, index: usize) -> Option<Text<'a>> {
        let slot = self.properties.get(index)?;
        if slot.value.shape == Shape::Null {
            return None;
        }
        let text = wire::text_of(self.text, slot.value);
        if text.is_none() {
            self.wrong_type(slot, false, "a string", "");
        }
        text
    }

    fn wrong_type(&mut self, slot: Slot, nested: bool, expected: &'static str, hint: &'static str) {
        let found = slot.value.shape.json_type();
        self.tell_slot(
            Kind::WrongType {
                expected,
                found,
                hint,
            },
            slot,
            nested,
        );
    }

    /// `@odata.type`: the name without `#microsoft.graph.`.
    fn kind(&mut self) -> Option<Text<'a>> {
        let text = self.string(at::TYPE)?;
        let decoded = text.decoded();
        if !is_known_type(&decoded) {
            self.tell_value(
                Kind::UnknownType {
                    text: decoded.into_owned(),
                },
                at::TYPE,
            );
        }
        Some(short_text(text))
    }

    /// `id`, else the last segment of a URL that leads to an operation.
    fn id(&mut self, urls: [Option<Url<'a>>; 2]) -> Option<Text<'a>> {
        let slot = self.properties.get(at::ID);
        let id = self.string(at::ID);
        if let Some(id) = id {
            if id.is_empty() {
                self.tell_value(Kind::NoId { empty: true }, at::ID);
            }
            return Some(id);
        }
        match slot.map(|slot| slot.value.shape) {
            Some(Shape::Null) => self.tell_value(Kind::NullValue { name: "id" }, at::ID),
            // Of another type: that has been told, and no URL is more right than it.
            Some(_) => return None,
            None => {}
        }
        let own = self
            .properties
            .get(at::ODATA_ID)
            .and_then(|slot| wire::text_of(self.text, slot.value));
        match id_in_urls(own, urls) {
            Some((from, id)) => {
                self.tell_value(Kind::RecoveredId { from }, at::ID);
                Some(id)
            }
            None => {
                if self.rules.page == Page::Any {
                    self.tell_operation(Kind::NoId { empty: false });
                }
                None
            }
        }
    }

    fn status(&mut self) -> Stated<'a> {
        let Some(slot) = self.properties.get(at::STATUS) else {
            return Stated::Missing;
        };
        if slot.value.shape == Shape::Null {
            self.tell_value(Kind::NullValue { name: "status" }, at::STATUS);
            return Stated::Null;
        }
        let Some(sent) = wire::text_of(self.text, slot.value) else {
            self.wrong_type(slot, false, "a string", Status::NAMES);
            return Stated::Missing;
        };
        let word = sent.decoded();
        let as_documented = |status: &Status| status.name() == word;
        if let Some(status) = Status::ALL.into_iter().find(as_documented) {
            return Stated::Known(status);
        }
        let in_any_case = |status: &Status| status.name().eq_ignore_ascii_case(&word);
        let Some(status) = Status::ALL.into_iter().find(in_any_case) else {
            let text = word.into_owned();
            self.tell_value(Kind::UnknownStatus { text }, at::STATUS);
            return Stated::Unknown(sent);
        };
        let kind = Kind::StatusCase {
            text: word.into_owned(),
            documented: status.name(),
        };
        self.tell_value(kind, at::STATUS);
        Stated::Known(status)
    }

    fn client_context(&mut self) -> Option<Text<'a>> {
        let text = self.string(at::CLIENT_CONTEXT)?;
        // Never fewer bytes than characters: most contexts are not counted.
        if text.raw_len() > MAX_CONTEXT {
            let length = text.decoded().chars().count();
            if length > MAX_CONTEXT {
                self.tell_value(Kind::ContextTooLong { length }, at::CLIENT_CONTEXT);
            }
        }
        Some(text)
    }
}

/// A type without `#microsoft.graph.`; with escapes it is left as it is.
fn short_text(text: Text<'_>) -> Text<'_> {
    text.map_raw(short_type)
}
