//! What an element of a list looks like, and what stands behind the list.
//!
//! Where a quote or a bracket is what is broken, an object inside the broken element looks like
//! the next element, and the end of a list inside it like the end of the list. Elements are
//! operations, notifications or answers of a batch: each has a property that nothing inside of
//! another has. And behind the end of a list stands the end of its document.

use super::envelope::{is_operation_type, short_type};
use super::event::List;
use super::near::next_visible;
use super::scanner::{Scanner, Stop};
use crate::name::Name;
use crate::position::Span;
use crate::simd::RS;
use crate::wire::OWN;
use memchr::memchr;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How much of an object is read to find out what it is. Objects inside each other are each read
/// so far at most, which bounds the work.
const MAX_LOOK: usize = 8 << 10;
/// The same where it may be a document, of which there may be one a line.
const MAX_DOCUMENT_LOOK: usize = 4 << 10;

/// The properties that notifications have, and nothing in them.
const OF_NOTIFICATIONS: [Name; 3] = [Name::ChangeType, Name::ResourceUrl, Name::ResourceData];

/// What the elements of a list have in common, or documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kin {
    /// `None`: these are documents, and an envelope is one too.
    list: Option<List>,
    /// The name of the first property of a broken element.
    first: Option<u64>,
    /// How far they are indented, if that is known and each may begin a line.
    pub(super) indent: Option<usize>,
}

impl Kin {
    /// The kin of the element of `list` that begins at `at` and is broken behind its first name.
    pub(crate) fn of(list: List, bytes: &[u8], at: usize) -> Self {
        let mut scanner = Scanner::default();
        scanner.start(at, 0, true);
        let first = match scanner.run(bytes.get(..at + MAX_LOOK).unwrap_or(bytes), false) {
            Stop::Key { start, end } => Some(hash(bytes.get(start..end).unwrap_or_default())),
            _ => None,
        };
        Self {
            first,
            ..Self::in_list(list)
        }
    }

    /// That of elements of `list` of which none has been seen.
    pub(crate) fn in_list(list: List) -> Self {
        Self {
            list: Some(list),
            ..Self::documents()
        }
    }

    /// The same, indented by `indent`.
    pub(crate) fn indented(self, indent: Option<usize>) -> Self {
        Self { indent, ..self }
    }

    /// That of documents of which none has been seen.
    pub(crate) fn documents() -> Self {
        Self {
            list: None,
            first: None,
            indent: None,
        }
    }

    /// Whether the object at `at` is an element and not inside of one. `behind`: the fault stands
    /// before it, so that it can be broken itself. `None`: the next bytes decide.
    pub(crate) fn begins(&self, bytes: &[u8], at: usize, eof: bool, behind: bool) -> Option<bool> {
        let look = match self.list {
            None => MAX_DOCUMENT_LOOK,
            Some(_) => MAX_LOOK,
        };
        let limited = bytes.get(..at + look);
        let (text, eof) = limited.map_or((bytes, eof), |text| (text, false));
        let mut scanner = Scanner::default();
        scanner.start(at, 0, true);
        let mut first = None;
        // What an object by itself has of an answer in a batch.
        let (mut has_body, mut has_http_status) = (false, false);
        loop {
            match scanner.run(text, eof) {
                Stop::Key { start, end } => {
                    let name = text.get(start..end).unwrap_or_default();
                    let is_first = first.is_none();
                    first = first.or(Some(hash(name)));
                    let is_list = Name::of(unquoted(name)).and_then(List::of_name).is_some();
                    if is_list && is_first && first == self.first {
                        return Some(true);
                    }
                    has_body |= name == b"\"body\"";
                    if self.is_own(name) {
                        let is_answers = self.list.is_none() && name == b"\"status\"";
                        match value_at(text, end).and_then(<[u8]>::first) {
                            None if is_answers && !eof => return limited.map(|_| false),
                            // That of an answer of a batch is one of HTTP.
                            Some(b'0'..=b'9') if is_answers => has_http_status = true,
                            _ => return Some(true),
                        }
                    }
                    if has_body && has_http_status {
                        return Some(true);
                    }
                    if is_list && self.list.is_none() {
                        scanner.stop_at_array();
                    }
                    if name == b"\"@odata.type\"" {
                        return kind(text, end).or((eof || limited.is_some()).then_some(false));
                    }
                }
                Stop::Array => return Some(true),
                Stop::Fault(_) => return Some(behind && first.is_some() && first == self.first),
                Stop::Done => return Some(false),
                Stop::More => return limited.map(|_| false),
            }
        }
    }

    /// Whether the object at `at` has the same first name as the broken element, if that has one.
    pub(crate) fn has_first(&self, bytes: &[u8], at: usize) -> bool {
        self.first.is_none() || Self::of(List::Root, bytes, at).first == self.first
    }

    /// Whether the object at `at`, or the first one of the list there, is an element.
    pub(crate) fn begins_list(&self, bytes: &[u8], at: usize, eof: bool) -> Option<bool> {
        if bytes.get(at) != Some(&b'[') {
            return self.begins(bytes, at, eof, true);
        }
        match next_visible(bytes, at + 1, eof)? {
            (object, Some(b'{')) => self.begins(bytes, object, eof, true),
            _ => Some(false),
        }
    }

    /// Whether the document that begins at `at`, and is broken at `fault`, may be an envelope: nothing
    /// before that is an operation's or a notification's.
    pub(crate) fn may_be_envelope(bytes: &[u8], at: usize, fault: usize) -> bool {
        let text = bytes.get(..fault.min(at + MAX_LOOK)).unwrap_or(bytes);
        let mut scanner = Scanner::default();
        scanner.start(at, 0, true);
        while let Stop::Key { start, end } = scanner.run(text, false) {
            let name = text.get(start..end).unwrap_or_default();
            let is_kind = name == b"\"@odata.type\"" && kind(text, end) == Some(true);
            if is_kind || name == b"\"id\"" || Self::documents().is_own(name) {
                return false;
            }
        }
        true
    }

    fn is_own(&self, name: &[u8]) -> bool {
        match self.list {
            Some(List::Responses) => name == b"\"body\"" || name == b"\"headers\"",
            _ => {
                let name = unquoted(name);
                let mut own = OWN.iter().chain(&OF_NOTIFICATIONS);
                own.any(|own| name.eq_ignore_ascii_case(own.as_str().as_bytes()))
            }
        }
    }

    /// Whether the bracket at `at` ends the list: behind it the document ends, or goes on with what
    /// an envelope has. `None`: the next bytes decide.
    pub(crate) fn ends(&self, bytes: &[u8], at: usize, eof: bool) -> Option<bool> {
        if self.list.is_none_or(|list| list == List::Root) {
            return ends_document(bytes, at + 1, eof);
        }
        match next_visible(bytes, at + 1, eof)? {
            (brace, Some(b'}')) => ends_document(bytes, brace + 1, eof),
            (comma, Some(b',')) => match next_visible(bytes, comma + 1, eof)? {
                (name, Some(b'"')) => is_envelopes(bytes, name, eof),
                _ => Some(false),
            },
            (_, other) => Some(other.is_none()),
        }
    }
}

/// Whether the name at `at` is one that only an envelope has. `None`: the next bytes decide.
fn is_envelopes(bytes: &[u8], at: usize, eof: bool) -> Option<bool> {
    const NAMES: [&[u8]; 5] = [
        b"\"@odata.",
        b"\"value\"",
        b"\"$values\"",
        b"\"responses\"",
        b"\"error\"",
    ];
    let rest = bytes.get(at..).unwrap_or_default();
    let open = |name: &&[u8]| rest.len() < name.len() && name.starts_with(rest);
    if !eof && NAMES.iter().any(open) {
        return None;
    }
    Some(NAMES.iter().any(|name| rest.starts_with(name)))
}

/// Whether a document may end before `at`: nothing follows, or another one.
fn ends_document(bytes: &[u8], at: usize, eof: bool) -> Option<bool> {
    let (_, next) = next_visible(bytes, at, eof)?;
    Some(matches!(next, None | Some(b'{' | b'[' | &RS)))
}

/// The text from the value on whose name ends at `at`. `None`: it has not come.
fn value_at(text: &[u8], at: usize) -> Option<&[u8]> {
    let rest = text.get(at..)?.trim_ascii_start();
    let rest = rest.strip_prefix(b":").unwrap_or(rest).trim_ascii_start();
    (!rest.is_empty()).then_some(rest)
}

/// Whether the type behind the name that ends at `at` is one of an operation or a notification.
fn kind(text: &[u8], at: usize) -> Option<bool> {
    let Some((b'"', rest)) = value_at(text, at)?.split_first() else {
        return Some(false);
    };
    let kind = rest.get(..memchr(b'"', rest)?)?;
    let kind = std::str::from_utf8(kind).unwrap_or_default();
    let notification = short_type(kind).eq_ignore_ascii_case("commsNotification");
    Some(notification || is_operation_type(kind))
}

/// A name without its quotes.
fn unquoted(name: &[u8]) -> &[u8] {
    Span::new(0, name.len()).inner().of(name)
}

fn hash(name: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begins(list: List, broken: &str, candidate: &str) -> Option<bool> {
        let text = format!("{broken},{candidate}");
        let kin = Kin::of(list, text.as_bytes(), 0);
        kin.begins(text.as_bytes(), broken.len() + 1, true, true)
    }

    #[test]
    fn an_element_has_a_property_of_its_own() {
        for (candidate, is) in [
            (r#"{"id":"1","status":"running"}"#, true),
            (r#"{"id":"1","Status":"running"}"#, true),
            (
                r##"{"@odata.type":"#microsoft.graph.playPromptOperation"}"##,
                true,
            ),
            (
                r##"{"@odata.type":"#microsoft.graph.participantInfo","status":1}"##,
                false,
            ),
            (r#"{"changeType":"updated"}"#, true),
            (r#"{"id":"1"}"#, false),
            (r#"{"a":{"status":1}}"#, false),
            // It is broken itself, and begins like the other.
            (r#"{"id":"1,"x":1}"#, true),
            (r#"{"a":"1,"x":1}"#, false),
        ] {
            let broken = r#"{"id":"0,"status":"running"}"#;
            assert_eq!(
                begins(List::Value, broken, candidate),
                Some(is),
                "{candidate}"
            );
        }
        let answer = r#"{"id":"0,"status":200,"body":{}}"#;
        let operation = r#"{"id":"1","status":"running"}"#;
        assert_eq!(begins(List::Responses, answer, operation), Some(false));
        let next = r#"{"id":"1","status":200,"body":{}}"#;
        assert_eq!(begins(List::Responses, answer, next), Some(true));
        let collection = r#"{"value":[{"id":"0}]}"#;
        assert_eq!(
            begins(List::Root, collection, r#"{"value":[]}"#),
            Some(true)
        );
    }

    #[test]
    fn behind_a_list_its_document_ends() {
        let ends = |list, text: &str| {
            let kin = Kin::in_list(list);
            (
                kin.ends(text.as_bytes(), 0, true),
                kin.ends(text.as_bytes(), 0, false),
            )
        };
        let sure = |is| (Some(is), Some(is));
        assert_eq!(ends(List::Root, "]"), (Some(true), None));
        assert_eq!(ends(List::Root, "]\n{"), sure(true));
        assert_eq!(ends(List::Root, "] }"), sure(false));
        assert_eq!(ends(List::Root, "],"), sure(false));
        assert_eq!(ends(List::Value, "]}"), (Some(true), None));
        assert_eq!(ends(List::Value, "]},{"), sure(false));
        assert_eq!(ends(List::Value, "],\"@odata.nextLink\":"), sure(true));
        assert_eq!(ends(List::Value, "],\"status\":"), sure(false));
        assert_eq!(ends(List::Value, "],\"@od"), (Some(false), None));
    }
}
