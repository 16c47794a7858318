//! What an error answer says: those of OData, of the token endpoint, of RFC 9457, of API Management
//! and of ASP.NET.

use super::Opener;
use crate::finding::ErrorAnswer;
use crate::json::{self, MAX_MEMBERS, Member, Members, Node, Shape, USUAL_MEMBERS};
use crate::position::Span;
use crate::wire::{MAX_ODDITIES, name_of, text_of};
use std::borrow::Cow;

impl<'a> Opener<'a, '_> {
    /// `{"error": {...}}` of OData, at `pointer`, also the flat one of the token endpoint (RFC 6749 section
    /// 5.2).
    pub(super) fn error(
        &mut self,
        members: Members<'a>,
        error: Node,
        pointer: impl Fn() -> String,
    ) -> ErrorAnswer {
        if error.shape == Shape::Object {
            return self.odata_error(error, pointer);
        }
        let mut answer = ErrorAnswer {
            code: self.string(error),
            ..ErrorAnswer::default()
        };
        for member in members {
            match small_letters(name_of(self.text, member)).as_ref() {
                "error_description" | "message" => answer.message = self.string(member.value),
                "correlation_id" | "requestid" => {
                    answer.request_id = Some(self.string(member.value))
                }
                "timestamp" => answer.date = Some(self.string(member.value)),
                _ => {}
            }
        }
        answer
    }

    fn odata_error(&mut self, error: Node, pointer: impl Fn() -> String) -> ErrorAnswer {
        let mut answer = ErrorAnswer::default();
        let members = Walked::over(self.text, error);
        self.tell_twice(&members, &["code", "message", "innerError"], &pointer);
        for member in members.iter() {
            let value = member.value;
            let name = name_of(self.text, member);
            match small_letters(Cow::Borrowed(&name)).as_ref() {
                "code" => answer.code = self.string(value),
                "message" => answer.message = plain_message(self.string(value)),
                "innererror" if value.shape == Shape::Object => {
                    self.inner_error(value, &mut answer, || format!("{}/{name}", pointer()));
                }
                _ => {}
            }
        }
        answer
    }

    fn inner_error(&mut self, node: Node, answer: &mut ErrorAnswer, pointer: impl Fn() -> String) {
        let members = Walked::over(self.text, node);
        self.tell_twice(&members, &["request-id", "requestId", "date"], pointer);
        for member in members.iter() {
            let filled = |text: String| Some(text).filter(|text| !text.is_empty());
            match small_letters(name_of(self.text, member)).as_ref() {
                "request-id" | "requestid" => answer.request_id = filled(self.string(member.value)),
                "date" => answer.date = filled(self.string(member.value)),
                _ => {}
            }
        }
    }

    /// Those of `names` that stand twice in the object at `pointer`.
    fn tell_twice(&mut self, members: &Walked<'a>, names: &[&str], pointer: impl Fn() -> String) {
        let mut seen: Vec<(Cow<'a, str>, Span)> = Vec::new();
        let mut told = 0;
        for member in members.iter() {
            let name = name_of(self.text, member);
            if !names.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
                continue;
            }
            match seen.iter().find(|(known, _)| *known == name) {
                Some((_, first)) if told < MAX_ODDITIES => {
                    told += 1;
                    self.tell_again(&name, Some(*first), member.key, &pointer());
                }
                Some(_) => {}
                None => seen.push((name, member.key)),
            }
        }
    }

    /// An error answer of which the properties stand in the answer itself.
    pub(super) fn problem(&self, node: Node) -> ErrorAnswer {
        let mut answer = ErrorAnswer::default();
        let (mut title, mut status, mut causes) = (None, None, Vec::new());
        for member in json::members(self.text, node.span.start) {
            let value = member.value;
            match small_letters(name_of(self.text, member)).as_ref() {
                "title" => title = Some(self.string(value)),
                "code" | "errorcode" => answer.code = self.string(value),
                "statuscode" => status = Some(format!("status {}", self.string(value))),
                "detail" | "message" => answer.message = self.string(value),
                "exceptionmessage" | "messagedetail" if value.shape == Shape::Text => {
                    causes.push(self.string(value));
                }
                "requestid" | "traceid" => answer.request_id = Some(self.string(value)),
                _ => {}
            }
        }
        if let Some(code) = title.or(status.filter(|_| answer.code.is_empty())) {
            answer.code = code;
        }
        let message = std::iter::once(answer.message).chain(causes);
        let told: Vec<_> = message.filter(|text| !text.is_empty()).collect();
        answer.message = told.join(" ");
        answer
    }

    fn string(&self, node: Node) -> String {
        match text_of(self.text, node) {
            Some(text) => text.decoded().into_owned(),
            None => String::from_utf8_lossy(node.span.of(self.text.as_bytes())).into_owned(),
        }
    }
}

/// A name in small letters: services spell those of an error in their own ways. Most have no others.
pub(super) fn small_letters(name: Cow<'_, str>) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => name,
    }
}

/// The members of an object, which are walked over more than once: most are kept.
struct Walked<'a> {
    kept: Vec<Member>,
    rest: Members<'a>,
}

impl<'a> Walked<'a> {
    fn over(text: &'a str, object: Node) -> Self {
        let mut rest = json::members(text, object.span.start);
        let mut kept = Vec::with_capacity(USUAL_MEMBERS);
        kept.extend(rest.by_ref().take(MAX_MEMBERS));
        Self { kept, rest }
    }

    fn iter(&self) -> impl Iterator<Item = Member> {
        self.kept.iter().copied().chain(self.rest)
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
