//! What most notifications are about: a call, or participants. They are no operations, and are passed
//! over.

use super::wrapper::{Wrapper, first_type};
use super::{Reading, Skipped};
use crate::input::envelope::is_operation_type;
use crate::name::Name;
use crate::simd::string_stop;

/// Whether the value with which `text` begins seems to be such a resource, of which the type comes first,
/// or a list. That saves a look at all of an operation that is odd. What it says makes no difference but
/// for the time.
fn seems_foreign(text: &[u8]) -> bool {
    let kind = || {
        let name = text.strip_prefix(b"{")?.trim_ascii_start();
        let kind = first_type(name.strip_prefix(b"\"")?)?;
        kind.get(..string_stop(kind, 0))
    };
    text.starts_with(b"[") || kind().is_some_and(|kind| !kind.ends_with(b"Operation"))
}

impl<'a> Reading<'a, '_> {
    /// Passes over what the notification at hand, read up to its resource, is about, and over what follows
    /// it, if that is no operation. Out of the way of operations, which would take 1.05 times as long.
    #[cold]
    pub(super) fn pass_over(&mut self, wrapper: &mut Wrapper<'a>) -> Option<Skipped> {
        (wrapper.notifies() && seems_foreign(self.rest)).then_some(())?;
        let count = self.resources()?;
        // Each has a type, so no URL has to tell what it is.
        wrapper.close(self, true)?;
        let end = self.at();
        Some(Skipped { count, end })
    }

    /// Passes over the resource at hand, or over all in the list at hand; how many these are.
    fn resources(&mut self) -> Option<u64> {
        if self.next()? == b'{' {
            return self.resource().map(|()| 1);
        }
        self.expect(b'[')?;
        self.depth += 1;
        let mut count = 0;
        loop {
            self.next()?;
            self.resource()?;
            count += 1;
            let byte = self.next()?;
            self.pass(1)?;
            match byte {
                b',' => {}
                b']' => break,
                _ => return None,
            }
        }
        self.depth -= 1;
        Some(count)
    }

    /// Passes over an object whose type is none of an operation.
    fn resource(&mut self) -> Option<()> {
        self.expect(b'{')?;
        self.expect(b'"')?;
        self.depth += 1;
        let mut kind = None;
        loop {
            if self.take(b"@odata.type\"") {
                // The last one counts.
                kind = Some(self.string_value()?);
            } else {
                let name = self.string()?.plain()?;
                // It may stand for a list.
                (name != Name::Values.as_str()).then_some(())?;
                self.skip()?;
            }
            if !self.goes_on()? {
                break;
            }
        }
        self.depth -= 1;
        (!is_operation_type(&kind?.decoded())).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Lane, Met};
    use super::*;
    use crate::operation::Operation;
    use crate::options::Page;

    const CALL: &str = r##"{"@odata.type":"#microsoft.graph.call","state":"established"}"##;

    /// How many are passed over in this; `None`: ask the reader.
    fn passed_over(text: &str) -> Option<u64> {
        let mut operation = Operation::default();
        let behind = format!("{text}\n{{}}");
        match Lane::default().read(Page::Any, &behind, 0, 0, &mut operation)? {
            Met::Operation(found) => panic!("{found:?}"),
            Met::Other(Skipped { count, end }) => {
                assert_eq!(end, text.len());
                Some(count)
            }
        }
    }

    /// The same where it notifies of this.
    fn skipped(data: &str) -> Option<u64> {
        passed_over(&notification(data))
    }

    fn notification(data: &str) -> String {
        format!(r#"{{"changeType":"updated","resourceData":{data},"x":1}}"#)
    }

    #[test]
    fn passes_over_what_is_no_operation() {
        const PARTICIPANT: &str =
            r##"{ "@odata.type" : "#microsoft.graph.participant" , "info":{"id":[1]} }"##;
        for (data, count) in [
            (CALL.to_owned(), 1),
            (PARTICIPANT.to_owned(), 1),
            (format!("[{CALL}]"), 1),
            (format!("[ {CALL} , {PARTICIPANT}, {CALL} ]"), 3),
            (r#"[{"id":"1","@odata.type":"call"}]"#.to_owned(), 1),
            (r#"{"@odata.type":"c\u0061ll","status":"x"}"#.to_owned(), 1),
            (r#"{"@odata.type":"x","@odata.type":"y"}"#.to_owned(), 1),
        ] {
            assert_eq!(skipped(&data), Some(count), "{data}");
        }
    }

    #[test]
    fn leaves_everything_else_to_the_reader() {
        for data in [
            "[]",
            "[1]",
            "[[]]",
            "{}",
            "[{}]",
            "17",
            r#"[{"@odata.type":17}]"#,
            r#"[{"@odata.type":null}]"#,
            r#"[{"@odata.type":"x"},{"@odata.type":"recordOperation"}]"#,
            r#"[{"@odata.type":"x","$values":[]}]"#,
            r#"{"id":"1"}"#,
            r##"[{"@odata.type":"#microsoft.graph.recordOperation"}]"##,
            r##"[{"@odata.type":"#microsoft.graph.recordOperatio\u006e"}]"##,
            r#"{"@odata.type":"x","@odata\u002etype":"recordOperation"}"#,
            r#"{"@odata.type":"x","$values":[]}"#,
            r#"{"@odata.type":17}"#,
            r#"{"@odata.type":"x","a":1,}"#,
            r#"{"@odata.type":"x","a":01}"#,
            r#"[{"@odata.type":"x"}{"@odata.type":"x"}]"#,
            r#"[{"@odata.type":"x"},]"#,
        ] {
            assert_eq!(skipped(data), None, "{data}");
        }
    }

    #[test]
    fn knows_what_a_webhook_receives_around_it() {
        let (one, two) = (
            notification(CALL),
            notification(&format!("[{CALL},{CALL}]")),
        );
        for (text, count) in [
            (format!(r#"{{"value":[{one}]}}"#), Some(1)),
            (format!(r#"{{"value":[{two}]}}"#), Some(2)),
            (
                format!(
                    r##"{{"@odata.type":"#microsoft.graph.commsNotifications","value":[{one}]}}"##
                ),
                Some(1),
            ),
            (format!("{{\n  \"value\": [\n    {one}\n  ]\n}}"), Some(1)),
            (format!("{{\n  \"value\": [\n    {one}\n     ]\n}}"), None),
            (format!(r#"{{"value":[{one},{two}]}}"#), None),
            (format!(r#"{{"value":[{one}],"x":1}}"#), None),
            (format!(r#"{{"value":[{CALL}]}}"#), None),
            (format!(r#"{{"resourceData":{CALL}}}"#), None),
            (one.replace("\"x\"", "\"status\""), None),
            (one.replace("\"x\"", "\"resourceData\""), None),
        ] {
            assert_eq!(passed_over(&text), count, "{text}");
        }
    }

    #[test]
    fn counts_what_is_around_a_resource_as_its_depth() {
        // The notification is one container more, and a list of resources too.
        for (depth, is_read) in [(125, true), (126, false)] {
            let (open, close) = ("[".repeat(depth), "]".repeat(depth));
            let call = format!(r#"{{"@odata.type":"call","a":{open}{close}}}"#);
            assert_eq!(skipped(&format!("[{call}]")).is_some(), is_read, "{depth}");
        }
    }
}
