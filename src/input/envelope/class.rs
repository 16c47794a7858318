//! What an object is: an operation, a notification, an answer, an error, or an envelope of them.

use super::answer::small_letters;
use super::batch::failure;
use super::kind::{is_operation_type, short_type};
use super::object::Object;
use crate::json::{Member, Node, Shape};
use crate::name::Name;
use crate::operation::Text;
use crate::position::Span;
use crate::wire::{name_of, text_of};

impl<'a> Object<'a, '_> {
    /// Its type.
    pub(super) fn kind(&self) -> Option<Text<'a>> {
        self.string(Name::Type)
    }

    /// What an error answer says.
    pub(super) fn error(&self) -> Option<Node> {
        let error = self.value(Name::Error)?;
        matches!(error.shape, Shape::Object | Shape::Text).then_some(error)
    }

    /// Its `status` as it stands there.
    pub(super) fn written_status(&self) -> Option<&'a [u8]> {
        let status = self.value(Name::Status)?;
        Some(status.span.of(self.text.as_bytes()))
    }

    /// Whether the value of the property is a whole number.
    fn is_number(&self, name: Name) -> bool {
        self.value(name)
            .is_some_and(|value| value.shape == Shape::Integer)
    }

    pub(super) fn is_notification(&self) -> bool {
        let addressed =
            || self.string(Name::Resource).is_some() || self.string(Name::ResourceUrl).is_some();
        let typed = || {
            self.kind().is_some_and(|kind| {
                short_type(&kind.decoded()).eq_ignore_ascii_case("commsNotification")
            })
        };
        // A bare `resourceData` is one too, unless the object is an operation itself.
        self.has(Name::ResourceData) && (addressed() || !self.is_operation())
            || self.has(Name::ChangeType)
            || typed()
            || self.has(Name::LifecycleEvent) && self.is_lifecycle_event()
    }

    /// What a webhook hears of its subscription.
    fn is_lifecycle_event(&self) -> bool {
        self.string(Name::LifecycleEvent).is_some() && !self.is_operation()
    }

    /// A type that names an operation, or without a type one of the
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

    /// Whether its `status` is one of HTTP: a number, which some services write as a string.
    fn has_http_status(&self) -> bool {
        let is_failure = |status| failure(status).is_some();
        self.is_number(Name::Status) || self.written_status().is_some_and(is_failure)
    }

    /// RFC 9457: the status of HTTP, or a `type` without it, beside a `title` or `detail`.
    pub(super) fn is_problem_details(&self) -> bool {
        let is_told = |name| self.string(name).is_some();
        let numbered = match self.has(Name::Status) {
            true => self.has_http_status(),
            false => is_told(Name::ProblemType),
        };
        // How API Management refuses a call.
        let refused =
            self.is_number(Name::StatusCode) && is_told(Name::Message) && self.own.is_none();
        self.kind().is_none() && (self.is_problem && numbered || refused)
    }

    /// Whether it is read as an operation: it is one, and no error answer with the number of HTTP as
    /// `status`, as Spring and many gateways have it.
    pub(super) fn is_read_as_operation(&self) -> bool {
        let is_error = self.kind().is_none() && self.error().is_some() && self.has_http_status();
        self.is_operation() && !is_error
    }

    /// An error without `error` around it, as ASP.NET and many services answer: a message, and more that
    /// errors have, but nothing else. A resultInfo by itself has a message too, but a number as `code`, and a
    /// line of a log may have nothing else.
    pub(super) fn is_plain_error(&self) -> bool {
        let mut has_message = false;
        let mut is_errors = |member: &Member| {
            let is_text = member.value.shape == Shape::Text;
            match small_letters(name_of(self.text, *member)).as_ref() {
                "message" => {
                    has_message = text_of(self.text, member.value).is_some_and(|it| !it.is_empty());
                    has_message
                }
                "code" | "errorcode" => is_text,
                name => OF_ERRORS.contains(&name),
            }
        };
        let members = self.members().unwrap_or_default();
        members.len() > 1 && members.iter().all(&mut is_errors) && has_message
    }

    /// What an element of a list is that stands for an object and need not be one: a reference to one before
    /// it, as System.Text.Json writes what it meets again, or one that is gone (OData, delta payloads).
    pub(super) fn stand_in(&self) -> Option<&'static str> {
        let members = self.members().unwrap_or_default();
        let is = |member: &Member, name| name_of(self.text, *member) == name;
        match members {
            [only] if is(only, "$ref") && only.value.shape == Shape::Text => {
                Some("a reference to an object")
            }
            _ => {
                let is_removed = members.iter().any(|member| is(member, "@removed"));
                is_removed.then_some("an object that was removed")
            }
        }
    }
}

/// What else errors have, in small letters.
const OF_ERRORS: [&str; 13] = [
    "messagedetail",
    "exceptionmessage",
    "exceptiontype",
    "stacktrace",
    "innerexception",
    "innererror",
    "target",
    "details",
    "statuscode",
    "requestid",
    "correlationid",
    "traceid",
    "activityid",
];
