//! The answers in a JSON batch (<https://learn.microsoft.com/graph/json-batching>).

use super::object::Object;
use super::{Opener, Unit};
use crate::finding::ErrorAnswer;
use crate::json::{Member, Node, Shape};
use crate::name::{Name, Names};
use crate::wire::name_of;

impl<'a> Opener<'a, '_> {
    /// What the answers of a batch hold, whose list `node` is, and whether it is one.
    pub(super) fn responses(&mut self, node: Node, pointer: &str) -> bool {
        let pointer = format!("{pointer}/responses");
        match node.shape {
            Shape::Array => self.list(node, &pointer, Self::response),
            Shape::Object => match self.listed(node, &pointer).list(Name::Values) {
                Some(list) => self.list(list, &format!("{pointer}/$values"), Self::response),
                None => return false,
            },
            _ => return false,
        }
        true
    }

    /// One element of a JSON batch: its `status` is HTTP's, its `id` the request's.
    pub(super) fn response(&mut self, node: Node, pointer: String) {
        if node.shape == Shape::Array {
            return self.list(node, &pointer, Self::response);
        }
        if node.shape != Shape::Object {
            let found = self.other(node);
            return self.visit(Unit::NoOperation {
                span: node.span,
                pointer,
                found,
            });
        }
        let object = Object::read(self.text, node.span.start);
        self.answered(&object, node, pointer);
    }

    /// The same, where the object at `node` has been read.
    pub(super) fn answered(&mut self, object: &Object<'a, '_>, node: Node, pointer: String) {
        self.is_element = false;
        self.tell_repeated(object, &pointer, Names::default());
        let status = object.written_status().unwrap_or_default();
        let body = object
            .value(Name::Body)
            .filter(|body| matches!(body.shape, Shape::Object | Shape::Array));
        let in_body = format!("{pointer}/body");
        match (failure(status), body) {
            (Some(digits), None) => self.failed(digits, node, pointer),
            (Some(digits), Some(body)) if !self.says_why(body) => {
                self.failed(digits, node, pointer);
                self.open_beside(|opener| opener.document(body, in_body));
            }
            (_, Some(body)) => self.document(body, in_body),
            (None, None) => {
                let status = String::from_utf8_lossy(status);
                let what = format!("batch response with status {status} and no JSON body");
                self.visit(Unit::Skipped {
                    span: node.span,
                    pointer,
                    what,
                });
            }
        }
    }

    /// An answer, at `node`, that has failed with a status of these `digits` and does not say why.
    fn failed(&mut self, digits: &[u8], node: Node, pointer: String) {
        let answer = ErrorAnswer {
            code: format!("status {}", String::from_utf8_lossy(digits)),
            ..ErrorAnswer::default()
        };
        self.visit(Unit::Error {
            span: node.span,
            pointer,
            answer,
        });
    }

    /// Whether the body of an answer is told to be an error.
    fn says_why(&self, body: Node) -> bool {
        body.shape == Shape::Object && {
            let object = Object::read(self.text, body.span.start);
            let has_error = object.error().is_some() && !object.is_read_as_operation();
            object.is_problem_details() || object.is_plain_error() || has_error
        }
    }
}

impl Object<'_, '_> {
    /// Whether it is an answer in a batch, by itself: it has what such an answer has and nothing else,
    /// and its `status` is one of HTTP.
    pub(super) fn is_answer(&self) -> bool {
        let is_answers = |member: &Member| match member.name {
            Some(name) => matches!(name, Name::Id | Name::Status | Name::Body),
            None => name_of(self.text, *member) == "headers",
        };
        let is_json = |body: Node| matches!(body.shape, Shape::Object | Shape::Array);
        self.value(Name::Body).is_some_and(is_json)
            && matches!(
                self.written_status(),
                Some([b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'])
            )
            && self
                .members()
                .is_some_and(|members| members.iter().all(is_answers))
    }
}

/// The digits of a `status` of HTTP, a number or a string, that says that the request failed (RFC 9110
/// section 15).
pub(crate) fn failure(status: &[u8]) -> Option<&[u8]> {
    let quoted = status.strip_prefix(b"\"");
    let digits = quoted
        .and_then(|rest| rest.strip_suffix(b"\""))
        .unwrap_or(status);
    matches!(digits, [b'4' | b'5', b'0'..=b'9', b'0'..=b'9']).then_some(digits)
}
