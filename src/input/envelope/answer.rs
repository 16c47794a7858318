//! What an error answer says: those of OData, of the token endpoint, of RFC 9457 and of API
//! Management.

use super::Opener;
use crate::finding::ErrorAnswer;
use crate::json::{self, Members, Node, Shape};
use crate::wire::{name_of, text_of};

impl<'a> Opener<'a, '_> {
    /// `{"error": {...}}` of OData, also the flat one of the token endpoint (RFC 6749 section 5.2).
    pub(super) fn error(
        &mut self,
        members: Members<'a>,
        error: Node,
        pointer: &str,
    ) -> ErrorAnswer {
        if error.shape == Shape::Object {
            let pointer = match pointer.ends_with("/error") {
                true => pointer.to_owned(),
                false => format!("{pointer}/error"),
            };
            return self.odata_error(error, &pointer);
        }
        let mut answer = ErrorAnswer {
            code: self.string(error),
            ..ErrorAnswer::default()
        };
        for member in members {
            match name_of(self.text, member).as_ref() {
                "error_description" | "message" => answer.message = self.string(member.value),
                "correlation_id" | "requestId" => {
                    answer.request_id = Some(self.string(member.value))
                }
                "timestamp" => answer.date = Some(self.string(member.value)),
                _ => {}
            }
        }
        answer
    }

    fn odata_error(&mut self, error: Node, pointer: &str) -> ErrorAnswer {
        let mut answer = ErrorAnswer::default();
        self.tell_twice(
            error.span.start,
            &["code", "message", "innerError"],
            pointer,
        );
        for member in json::members(self.text, error.span.start) {
            let value = member.value;
            match name_of(self.text, member).as_ref() {
                "code" => answer.code = self.string(value),
                "message" => answer.message = plain_message(self.string(value)),
                name if name.eq_ignore_ascii_case("innerError") && value.shape == Shape::Object => {
                    self.inner_error(value, &mut answer, &format!("{pointer}/{name}"));
                }
                _ => {}
            }
        }
        answer
    }

    fn inner_error(&mut self, node: Node, answer: &mut ErrorAnswer, pointer: &str) {
        self.tell_twice(
            node.span.start,
            &["request-id", "requestId", "date"],
            pointer,
        );
        for member in json::members(self.text, node.span.start) {
            let filled = |text: String| Some(text).filter(|text| !text.is_empty());
            match name_of(self.text, member).as_ref() {
                "request-id" | "requestId" => answer.request_id = filled(self.string(member.value)),
                "date" => answer.date = filled(self.string(member.value)),
                _ => {}
            }
        }
    }

    pub(super) fn problem(&self, node: Node) -> ErrorAnswer {
        let mut answer = ErrorAnswer::default();
        for member in json::members(self.text, node.span.start) {
            match name_of(self.text, member).as_ref() {
                "title" => answer.code = self.string(member.value),
                "detail" | "message" => answer.message = self.string(member.value),
                "statusCode" => answer.code = format!("status {}", self.string(member.value)),
                "requestId" | "traceId" => answer.request_id = Some(self.string(member.value)),
                _ => {}
            }
        }
        answer
    }

    fn string(&self, node: Node) -> String {
        match text_of(self.text, node) {
            Some(text) => text.decoded().into_owned(),
            None => String::from_utf8_lossy(node.span.of(self.text.as_bytes())).into_owned(),
        }
    }
}

/// Some services put JSON text into `message`: `{"message":"No HTTP resource was found"}`.
fn plain_message(message: String) -> String {
    #[derive(serde::Deserialize)]
    struct Inner {
        #[serde(alias = "Message")]
        message: String,
    }
    if !message.starts_with('{') {
        return message;
    }
    serde_json::from_str::<Inner>(&message).map_or(message, |inner| inner.message)
}
