//! What a webhook receives around an operation: a notification of it, with `changeType`, a URL and
//! `resourceData` in whatever order, and around that a list of one.
//!
//! What stands before the operation and behind it is read in two steps of their own, and the
//! operation between them like any other.

use super::{Reading, is_read_elsewhere, once};
use crate::input::scanner::Scanner;
use crate::judge::Places;
use crate::operation::Text;
use crate::options::Page;
use crate::position::Span;

// One bit a property, to notice a name given twice.
const KIND: u16 = 1;
const CHANGE: u16 = 1 << 1;
const URL: u16 = 1 << 2;
const RESOURCE: u16 = 1 << 3;

/// How the first names in it begin, but for `@odata.type`, with which operations begin too.
const FIRST: [&[u8]; 3] = [b"changeType\"", b"resource", b"value\""];

/// What has been read of it.
pub(super) struct Around<'a> {
    /// The operation, or its notification, stands in a list alone.
    listed: bool,
    /// Where the element of that begins, or what stands in no list.
    element: usize,
    /// So many containers are open around that.
    depth: usize,
    notification: Option<Notification<'a>>,
}

#[derive(Default)]
struct Notification<'a> {
    seen: u16,
    urls: [Option<Text<'a>>; 2],
}

/// Whether the object with which `text` begins seems to be around an operation.
pub(super) fn begins(text: &[u8]) -> bool {
    let text = text.get(1..).unwrap_or_default().trim_ascii_start();
    let name = text.strip_prefix(b"\"").unwrap_or_default();
    FIRST.iter().any(|first| name.starts_with(first)) || is_type(name).is_some()
}

/// Whether it is the type of a notification, or of a list of them, that `text` begins with.
fn is_type(text: &[u8]) -> Option<()> {
    let colon = text.strip_prefix(b"@odata.type\"")?.trim_ascii_start();
    let value = colon.strip_prefix(b":")?.trim_ascii_start();
    value.starts_with(b"\"#microsoft.graph.comms").then_some(())
}

impl<'a> Around<'a> {
    /// Reads the object at `at` of `text`, inside `depth` open containers, up to the operation in it;
    /// where that begins.
    pub(super) fn open(
        scanner: &mut Scanner,
        text: &'a str,
        at: usize,
        depth: usize,
    ) -> Option<(Self, usize)> {
        let places = &mut Places::default();
        let mut reading = Reading::new(Page::Any, text, at, depth, scanner, places)?;
        let listed = depth == 0 && reading.open_list().is_some();
        let (element, depth) = match listed {
            true => (reading.at(), 2),
            false => (at, depth),
        };
        let mut around = Self {
            listed,
            element,
            depth,
            notification: None,
        };
        if listed && !begins(text.as_bytes().get(element..)?) {
            return Some((around, element));
        }
        let mut reading = Reading::new(Page::Any, text, element + 1, depth + 1, scanner, places)?;
        around.notification = Some(Notification::open(&mut reading)?);
        Some((around, reading.at()))
    }

    /// How many containers are open around the operation.
    pub(super) fn depth(&self) -> usize {
        self.depth + usize::from(self.notification.is_some())
    }

    /// Reads on from `at`, right behind the operation; where its element stands, and where all of it
    /// ends. `typed`: the operation says what it is.
    pub(super) fn close(
        self,
        scanner: &mut Scanner,
        text: &'a str,
        at: usize,
        typed: bool,
    ) -> Option<(Span, usize)> {
        let places = &mut Places::default();
        let depth = self.depth();
        let mut reading = Reading::new(Page::Any, text, at, depth, scanner, places)?;
        if let Some(notification) = self.notification {
            notification.close(&mut reading, typed)?;
        }
        let element = Span::new(self.element, reading.at());
        if self.listed {
            reading.expect(b']')?;
            reading.expect(b'}')?;
        }
        Some((element, reading.at()))
    }

    /// Where the operation stands in all of it, as a JSON pointer.
    pub(super) fn pointer(&self) -> &'static str {
        match (self.listed, &self.notification) {
            (true, None) => "/value/0",
            (true, Some(_)) => "/value/0/resourceData",
            (false, _) => "/resourceData",
        }
    }
}

impl<'a> Notification<'a> {
    /// Behind the opening brace.
    fn open(reading: &mut Reading<'a, '_>) -> Option<Self> {
        let mut notification = Self::default();
        reading.expect(b'"')?;
        while !reading.take(b"resourceData\"") {
            notification.member(reading)?;
            reading.goes_on()?.then_some(())?;
        }
        reading.expect(b':')?;
        (reading.next()? == b'{').then_some(notification)
    }

    /// Right behind the operation.
    fn close(mut self, reading: &mut Reading<'a, '_>, typed: bool) -> Option<()> {
        while reading.goes_on()? {
            self.member(reading)?;
        }
        // Without any of these it could be something else.
        (self.seen != 0 && (typed || self.leads_to_operation())).then_some(())
    }

    /// A name, behind its first quote, and its value.
    fn member(&mut self, reading: &mut Reading<'a, '_>) -> Option<()> {
        if reading.take(b"@odata.type\"") {
            once(&mut self.seen, KIND)?;
            let kind = reading.string_value()?;
            (kind.raw() == "#microsoft.graph.commsNotification").then_some(())
        } else if reading.take(b"changeType\"") {
            once(&mut self.seen, CHANGE)?;
            reading.skip()
        } else if reading.take(b"resourceUrl\"") {
            once(&mut self.seen, URL)?;
            self.urls[0] = Some(reading.string_value()?);
            Some(())
        } else if reading.take(b"resource\"") {
            once(&mut self.seen, RESOURCE)?;
            self.urls[1] = Some(reading.string_value()?);
            Some(())
        } else if is_read_elsewhere(reading.string()?) {
            None
        } else {
            reading.skip()
        }
    }

    /// Whether its URLs, if it has any, lead to an operation; what they lead to else has other types.
    fn leads_to_operation(&self) -> bool {
        let leads = |url: &Text<'_>| url.plain().is_some_and(|url| url.contains("operations/"));
        let mut urls = self.urls.iter().flatten().peekable();
        urls.peek().is_none() || urls.any(leads)
    }
}

impl Reading<'_, '_> {
    /// An object around a list, up to the first element, which is an object.
    fn open_list(&mut self) -> Option<()> {
        self.expect(b'{')?;
        self.expect(b'"')?;
        if self.take(b"@odata.type\"") {
            self.string_value()?;
            self.goes_on()?.then_some(())?;
        }
        self.take(b"value\"").then_some(())?;
        self.expect(b':')?;
        self.expect(b'[')?;
        (self.next()? == b'{').then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Found, Lane};
    use super::*;
    use crate::operation::Operation;

    const OPERATION: &str = r#"{"id":"1","status":"running"}"#;
    const TYPED: &str =
        r##"{"@odata.type":"#microsoft.graph.recordOperation","id":"1","status":"running"}"##;

    fn read(text: &str) -> Option<Found> {
        let mut operation = Operation::default();
        let found = Lane::default().read(Page::Any, text, 0, 0, &mut operation)?;
        assert_eq!(operation.id, Some(Text::new("1")));
        Some(found)
    }

    #[test]
    fn finds_the_operation_in_what_is_around_it() {
        for (before, behind) in [
            (r#"{"resource":"operations/1","resourceData":"#, "}"),
            (r#"{"changeType":"updated","resourceData":"#, "}"),
            (
                r#"{"resourceUrl":"/x/operations/1","x":[1],"resourceData":"#,
                r#","changeType":1}"#,
            ),
            (
                r##"{"@odata.type":"#microsoft.graph.commsNotification","resourceData":"##,
                "}",
            ),
            (
                "{\n  \"changeType\" : \"deleted\" ,\n \"resourceData\" : ",
                " ,\"t\":null\n}",
            ),
        ] {
            for (open, close) in [
                ("", ""),
                (r#"{"value":["#, "]}"),
                ("{ \"value\" : [ ", " ] \n}"),
                (
                    "{ \"@odata.type\" : \"#microsoft.graph.commsNotifications\" , \"value\":[",
                    "]}",
                ),
                (
                    r##"{"@odata.type":"#microsoft.graph.commsNotifications","value":["##,
                    "]}",
                ),
            ] {
                let element = format!("{before}{OPERATION}{behind}");
                let text = format!("{open}{element}{close} {TYPED}");
                let expected = Found {
                    begin: open.len() + before.len(),
                    pointer: match open {
                        "" => "/resourceData",
                        _ => "/value/0/resourceData",
                    },
                    element: Span::new(open.len(), open.len() + element.len()),
                    end: open.len() + element.len() + close.len(),
                };
                assert_eq!(read(&text), Some(expected), "{text}");
            }
        }
        let listed = read(&format!(r#"{{"value":[{OPERATION}]}}"#));
        assert_eq!(listed.map(|found| found.pointer), Some("/value/0"));
    }

    #[test]
    fn a_type_tells_what_a_url_does_not() {
        for (url, is_told) in [("/calls/1/operations/1", true), ("/calls/1", false)] {
            let text =
                |operation| format!(r#"{{"resourceUrl":"{url}","resourceData":{operation}}} "#);
            assert_eq!(read(&text(OPERATION)).is_some(), is_told);
            assert!(read(&text(TYPED)).is_some());
        }
    }

    #[test]
    fn leaves_everything_else_to_the_reader() {
        for (before, behind) in [
            ("{\"resourceData\":", "}"),
            ("{\"resourceData\":", ",\"status\":\"running\"}"),
            ("{\"changeType\":1,\"changeType\":1,\"resourceData\":", "}"),
            (
                "{\"changeType\":1,\"resourceData\":",
                ",\"resourceData\":{}}",
            ),
            ("{\"changeType\":1,\"resourceData\":[", "]}"),
            (
                "{\"changeType\":1,\"resourceData\":",
                ",\"encryptedContent\":1}",
            ),
            ("{\"changeType\":1,\"resourceData\":", ",\"value\":[]}"),
            ("{\"resource\":1,\"resourceData\":", "}"),
            ("{\"resource\":\"operations\\/1\",\"resourceData\":", "}"),
            (
                "{\"@odata.type\":\"#microsoft.graph.commsNotifications\",\"resourceData\":",
                "}",
            ),
            ("{\"value\":[", ",{}]}"),
            ("{\"value\":[", "],\"x\":1}"),
            ("{\"value\":[[", "]]}"),
            ("{\"value\":", "}"),
            ("{\"value\":[{\"value\":[", "]}]}"),
        ] {
            let text = format!("{before}{OPERATION}{behind} ");
            assert_eq!(read(&text), None, "{text}");
        }
        let whole = format!(r#"{{"value":[{{"changeType":"updated","resourceData":{TYPED}}}]}}"#);
        for cut in 0..whole.len() {
            assert_eq!(read(&whole[..cut]), None, "{cut}");
        }
    }
}
