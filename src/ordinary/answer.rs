//! An answer in a batch, with an operation as its body
//! (<https://learn.microsoft.com/graph/json-batching>).

use super::Reading;
use super::properties::{is_read_elsewhere, once};
use crate::input::envelope::failure;
use crate::name::{Name, Names};

/// The properties of an answer, but for its body.
#[derive(Default)]
pub(super) struct Answer {
    seen: Names,
}

impl Answer {
    pub(super) fn open(reading: &mut Reading<'_, '_>) -> Option<Self> {
        let mut answer = Self::default();
        reading.open_up_to(b"body\"", |reading| answer.member(reading))?;
        Some(answer)
    }

    /// Right behind the body.
    pub(super) fn close(&mut self, reading: &mut Reading<'_, '_>) -> Option<()> {
        reading.close_behind(|reading| self.member(reading))
    }

    /// A name, behind its first quote, and its value. With a body only a failure is told.
    fn member(&mut self, reading: &mut Reading<'_, '_>) -> Option<()> {
        if reading.take(b"id\"") {
            once(&mut self.seen, Name::Id)?;
        } else if reading.take(b"status\"") {
            once(&mut self.seen, Name::Status)?;
            return Self::status(reading);
        } else if !reading.take(b"headers\"") && is_read_elsewhere(reading.string()?) {
            return None;
        }
        reading.skip()
    }

    /// The value of `status`.
    fn status(reading: &mut Reading<'_, '_>) -> Option<()> {
        let text = reading.rest;
        reading.skip()?;
        let value = text.get(..text.len() - reading.rest.len())?;
        let status = value.trim_ascii_start().strip_prefix(b":")?.trim_ascii();
        failure(status).is_none().then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Found, Lane};
    use crate::operation::{Operation, Text};
    use crate::options::Page;
    use crate::position::Span;

    const OPERATION: &str = r#"{"id":"op-1","status":"running"}"#;

    /// What is found in an answer that stands in the list of a batch.
    fn read(answer: &str) -> Option<Found> {
        let (text, mut operation) = (format!("{answer},"), Operation::default());
        let met = Lane::default().read_answer(Page::Any, &text, 0, 2, &mut operation)?;
        assert_eq!(operation.id, Some(Text::new("op-1")));
        met.operation()
    }

    #[test]
    fn finds_the_operation_in_the_body() {
        for (before, behind) in [
            (r#"{"body":"#, "}"),
            (r#"{"id":"1","status":200,"body":"#, "}"),
            (
                r#"{"status":"200","headers":{"a":["body"]},"body":"#,
                r#","id":1}"#,
            ),
            (
                "{\n \"headers\" : null , \"x\":[{}],\r\n\t\"body\" : ",
                " ,\"status\": 302 , \"headers\":1\n}",
            ),
        ] {
            let answer = format!("{before}{OPERATION}{behind}");
            let expected = Found {
                begin: before.len(),
                pointer: "/body",
                element: Span::new(0, answer.len()),
                end: answer.len(),
            };
            assert_eq!(read(&answer), Some(expected), "{answer}");
        }
    }

    #[test]
    fn an_absent_id_is_in_the_url_of_the_body_alone() {
        let url = r#""@odata.id":"/operations/op-1","#;
        for (in_answer, in_body, is_read) in [("", url, true), ("", "", false), (url, "", false)] {
            let answer = format!(
                r#"{{"id":"1",{in_answer}"status":200,"body":{{{in_body}"status":"running"}}}}"#
            );
            assert_eq!(read(&answer).is_some(), is_read, "{answer}");
        }
    }

    #[test]
    fn leaves_everything_else_to_the_reader() {
        for (before, behind) in [
            (r#"{"status":200,"status":200,"body":"#, "}"),
            (r#"{"id":"1","body":"#, r#","id":"1"}"#),
            (r#"{"body":"#, r#","body":{}}"#),
            (r#"{"Body":"#, "}"),
            (r#"{"statuss":200,"body":"#, "}"),
            (r#"{"i\u0064":"1","body":"#, "}"),
            (r#"{"body":"#, r#","error":{}}"#),
            (r#"{"status":404,"body":"#, "}"),
            (r#"{"body":"#, r#","status" : "500" }"#),
            (r#"{"body":["#, "]}"),
            (r#"{"body":{"body":"#, "}}"),
            (r#"{"body":{"value":["#, "]}}"),
            (r#"{"body":"#, ""),
            (r#"[{"body":"#, "}]"),
        ] {
            let answer = format!("{before}{OPERATION}{behind}");
            assert_eq!(read(&answer), None, "{answer}");
        }
        assert_eq!(read(r#"{"status":204}"#), None);
        let whole = format!(r#"{{"id":"1","status":200,"body":{OPERATION}}}"#);
        for cut in 0..whole.len() {
            assert_eq!(read(&whole[..cut]), None, "{cut}");
        }
    }
}
