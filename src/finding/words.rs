//! The sentence of every kind of finding. Texts of a payload are made safe here, and not before: what is
//! kept is what was sent.

mod advice;
mod answer;

use super::{Alien, JsonType, Kind};
use crate::safe;

impl JsonType {
    /// The name with its article.
    pub fn words(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

impl Kind {
    /// What is the case, in lower case and without a full stop. Safe to print.
    pub fn message(&self) -> String {
        match self {
            Self::Empty { .. } => "the input is empty".into(),
            Self::NotJson(alien) => alien.message(),
            Self::HeadSkipped { line, request } => {
                let what = if *request { "request" } else { "response" };
                format!("skipped the {what} head ({})", quoted(line))
            }
            Self::HeadFailed { line } => {
                format!("{}: the request failed", quoted(line))
            }
            Self::HeadAlone { line, .. } => {
                format!("{}, and no body", quoted(line))
            }
            Self::GraphError(_) => "Graph answered with an error, not an operation".into(),
            Self::Truncated { what, .. } => format!("JSON ends {what}"),
            Self::Syntax { message, .. } => message.clone(),
            Self::CannotRead { reason, .. } => reason.clone(),
            Self::InvalidUtf8 { byte, .. } => format!("byte 0x{byte:02X} is not UTF-8 here"),
            Self::InvalidUtf16 => {
                "half a character: a lone surrogate, or bytes that are cut off".into()
            }
            Self::TooDeep => "nested more than 128 levels deep".into(),
            Self::TooLarge => {
                "larger than 64 MiB, the most that one document or element may have".into()
            }
            Self::Compressed { format } => format!("this is {format} data, not JSON"),
            Self::Missing { name, .. } => format!("required property \"{name}\" is missing"),
            Self::WrongType {
                expected, found, ..
            } => format!("expected {expected}, found {}", found.words()),
            Self::UnknownStatus { text, .. } => format!("unknown status \"{}\"", quoted(text)),
            Self::NotATime { text, reason } => {
                format!("\"{}\" is not a time: {reason}", quoted(text))
            }
            Self::NotInt32 { text, whole: true } => format!("{} is no Int32", quoted(text)),
            Self::NotInt32 { text, .. } => {
                format!("{} is not written as a whole number", quoted(text))
            }
            Self::Duplicate { name } => format!("duplicate key \"{}\"", quoted(name)),
            Self::NoOperation { found } => format!("no operation here: {found}"),
            Self::ContextTooLong { length } => {
                format!("{length} characters; at most 256 are allowed")
            }
            Self::StatusCase { text, documented } => {
                format!("\"{}\" is documented as \"{documented}\"", quoted(text))
            }
            Self::NumberAsText { text } => {
                format!("the number {} is sent as a string", quoted(text))
            }
            Self::WordSubcode { text } => format!(
                "the subcode is a word, \"{}\", as in the 2018 beta",
                quoted(text)
            ),
            Self::PropertyName {
                documented,
                beside: Some(read),
                ..
            } if read == documented => format!("not read, as \"{documented}\" is there too"),
            Self::PropertyName {
                documented,
                beside: Some(read),
                ..
            } => format!(
                "not read, as \"{}\" is read for \"{documented}\"",
                quoted(read)
            ),
            Self::PropertyName { documented, .. } => format!("read as \"{documented}\""),
            Self::NullValue { name } => {
                format!("{name} is null, which the metadata does not allow")
            }
            Self::LooseTime {
                offset: false,
                seconds: true,
            } => "time without offset, read as UTC".into(),
            Self::LooseTime { offset: true, .. } => "time without seconds".into(),
            Self::LooseTime { .. } => "time without seconds and offset, read as UTC".into(),
            Self::Encoding { name, .. } if *name == "UTF-8" => "UTF-8 with BOM; skipped".into(),
            Self::Encoding { name, bom } => {
                let mark = if *bom { ", with BOM" } else { "" };
                format!("{}{mark}); decoded", name.trim_end_matches(')'))
            }
            Self::RecoveredId { from } => format!("id is absent, taken from {from}"),
            Self::UnknownType { text } => {
                format!("unknown type \"{}\", read as commsOperation", quoted(text))
            }
            Self::UnsetTime => "0001-01-01 is what .NET writes for a time that was not set".into(),
            Self::NoId { empty: true } => "the id is empty".into(),
            Self::NoId { .. } => "no id, neither here nor in a URL".into(),
            Self::TimesReversed { by } => format!("last action {by} before the creation"),
            Self::CreatedInFuture { by, .. } => format!("created {by} in the future"),
            Self::CompletedWithCode { code } => format!("completed, but the result is {code}"),
            Self::CompletedWithReason { reason } => {
                format!("completed, but the reason is {}", quoted(reason))
            }
            Self::FailedWithCode { code } => format!("failed, but the result is {code}"),
            Self::FailedWithoutResult => "failed, and no resultInfo says why".into(),
            Self::WentBack { from, to } => format!("went back from {from} to {to}"),
            Self::CreationChanged { before } => {
                format!("another creation time than before ({})", quoted(before))
            }
            Self::Absent { name } => format!("{name} is not in this payload"),
            Self::SkippedResource { what } => format!("skipped: {}", quoted(what)),
            Self::MorePages => "more pages exist: get the URL of @odata.nextLink too".into(),
        }
    }
}

impl Alien {
    fn message(&self) -> String {
        match self {
            Self::Html(Some(title)) if !title.is_empty() => {
                format!("this is an HTML page, not JSON (\"{}\")", quoted(title))
            }
            Self::Html(_) => "this is an HTML page, not JSON".into(),
            Self::Xml => "this is XML, not JSON".into(),
            Self::Text(line) => {
                format!(
                    "this is plain text, not JSON (\"{}\")",
                    safe::excerpt(line, 60)
                )
            }
            Self::Binary => "this is binary data, not JSON".into(),
        }
    }
}

/// Text of a payload between quotes in a message, made safe and cut to a readable length.
fn quoted(text: &str) -> String {
    safe::excerpt(text, 80).into_owned()
}
