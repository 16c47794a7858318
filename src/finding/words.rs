//! The sentence, the expectation and the advice of every kind of finding.

use super::{Alien, Code, ErrorAnswer, JsonType, Kind, Severity, quoted};
use crate::operation::Status;
use crate::position::Position;
use crate::safe;
use std::fmt::Write as _;

/// The values of `status`, for messages.
const STATUSES: [&str; 4] = ["notStarted", "running", "completed", "failed"];

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
    /// Its permanent code.
    pub fn code(&self) -> Code {
        match self {
            Self::Empty { .. } => Code::CO001,
            Self::NotJson(_) => Code::CO002,
            Self::HeadSkipped { .. } | Self::HeadFailed { .. } | Self::HeadAlone { .. } => {
                Code::CO003
            }
            Self::GraphError(_) => Code::CO004,
            Self::Truncated { .. } => Code::CO005,
            Self::Syntax { .. } => Code::CO006,
            Self::CannotRead { .. } => Code::CO007,
            Self::InvalidUtf8 { .. } | Self::InvalidUtf16 => Code::CO008,
            Self::TooDeep | Self::TooLarge => Code::CO009,
            Self::Compressed { .. } => Code::CO010,
            Self::Missing { .. } => Code::CO101,
            Self::WrongType { .. } => Code::CO102,
            Self::UnknownStatus { .. } => Code::CO103,
            Self::NotATime { .. } => Code::CO104,
            Self::NotInt32 { .. } => Code::CO105,
            Self::Duplicate { .. } => Code::CO106,
            Self::NoOperation { .. } => Code::CO107,
            Self::ContextTooLong { .. } => Code::CO108,
            Self::StatusCase { .. } => Code::CO201,
            Self::NumberAsText { .. } | Self::WordSubcode { .. } => Code::CO202,
            Self::PropertyName { .. } => Code::CO203,
            Self::NullValue { .. } => Code::CO204,
            Self::LooseTime { .. } => Code::CO205,
            Self::Encoding { .. } => Code::CO206,
            Self::RecoveredId { .. } => Code::CO207,
            Self::UnknownType { .. } => Code::CO208,
            Self::UnsetTime => Code::CO209,
            Self::NoId { .. } => Code::CO210,
            Self::TimesReversed { .. } => Code::CO301,
            Self::CreatedInFuture { .. } => Code::CO302,
            Self::CompletedWithCode { .. }
            | Self::CompletedWithReason { .. }
            | Self::FailedWithCode { .. } => Code::CO303,
            Self::FailedWithoutResult => Code::CO304,
            Self::WentBack { .. } | Self::CreationChanged { .. } => Code::CO305,
            Self::Absent { .. } => Code::CO401,
            Self::SkippedResource { .. } => Code::CO402,
            Self::MorePages => Code::CO403,
        }
    }

    /// How bad it is unless an option says otherwise.
    pub fn severity(&self) -> Severity {
        match self {
            Self::HeadSkipped { .. } | Self::PropertyName { old: true, .. } => Severity::Note,
            Self::CreatedInFuture { slight: true, .. } => Severity::Note,
            kind => kind.code().severity(),
        }
    }

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

    /// The lines between the frame and the help: what was expected, and further facts.
    pub fn details(&self) -> Vec<String> {
        match self {
            Self::GraphError(answer) => answer.details(),
            Self::Truncated { open, resumes, .. } => {
                still_open(open, *resumes).into_iter().collect()
            }
            Self::Syntax { expected, .. } if !expected.is_empty() => {
                vec![format!("expected {expected}")]
            }
            Self::Missing { expected, .. } => vec![format!("expected {expected}")],
            Self::WrongType { hint, .. } if !hint.is_empty() => vec![format!("expected {hint}")],
            Self::UnknownStatus { .. } => {
                vec!["expected notStarted, running, completed or failed".into()]
            }
            Self::NotATime { .. } => vec!["expected a time such as 2018-09-06T15:58:41Z".into()],
            Self::NotInt32 { whole: true, .. } => vec!["expected -2147483648 to 2147483647".into()],
            Self::NotInt32 { .. } => {
                vec!["expected digits only, such as 200: no point, no exponent".into()]
            }
            Self::Duplicate { .. } => {
                vec!["most readers take the last one, some the first; the payload says both".into()]
            }
            _ => Vec::new(),
        }
    }

    /// What to do about it; lines are broken already.
    pub fn help(&self) -> Option<String> {
        let text = match self {
            Self::Empty { piped: true } => {
                "the command before the pipe printed nothing; with curl use -fsS, and\n\
                 in bash `set -o pipefail`, so that its failure is not lost"
            }
            Self::NotJson(Alien::Html(_)) => {
                "a proxy or sign-in page answered instead of Graph; check the URL and\n\
                 the token, and let curl fail on HTTP errors with -fsS"
            }
            Self::NotJson(Alien::Text(text)) if text.starts_with("curl: ") => {
                "curl got no answer, and its own words say why; keep them apart from the\n\
                 payload: no 2>&1"
            }
            Self::NotJson(Alien::Text(_)) => {
                "only JSON is read: no CSV and no YAML; log lines before the payload have to go"
            }
            Self::NotJson(_) => {
                "only JSON is read: the body of a Graph answer or of a notification"
            }
            Self::HeadFailed { line } if line.contains(" 401") => {
                "get a new token; the body, if there is one, says more"
            }
            Self::HeadFailed { .. } => {
                "the body, if there is one, says why; let curl fail on HTTP errors with -fsS"
            }
            Self::HeadAlone {
                location: Some(location),
                ..
            } => {
                let location = safe::excerpt(location, 300);
                return Some(format!(
                    "ask for the operation itself; the response names it:\nLocation: {location}"
                ));
            }
            Self::HeadAlone { .. } => "nothing to read: the answer has a head only",
            Self::GraphError(answer) => answer.help()?,
            Self::Truncated { at_end: true, .. } => {
                "the download was cut short; compare with Content-Length"
            }
            Self::CannotRead {
                near: Some(near), ..
            } => return Some(format!("did you mean \"{}\"?", quoted(near))),
            Self::InvalidUtf8 { western: true, .. } => {
                "if this is Windows-1252 text, convert it: iconv -f WINDOWS-1252 -t UTF-8"
            }
            Self::TooLarge => "records belong on lines of their own, or into one array",
            Self::Compressed { format } => return Some(decompress(format)),
            Self::UnknownStatus { text } => {
                let meant = Status::meant(text)?;
                return Some(format!("did you mean \"{}\"?", meant.name()));
            }
            Self::NoOperation { found } if found == JsonType::Null.words() => {
                "Graph answers null where updates follow as notifications"
            }
            Self::NoOperation { .. } => {
                "an operation of the calls API has a status, or an @odata.type such as\n\
                 #microsoft.graph.playPromptOperation"
            }
            Self::ContextTooLong { .. } => {
                "shorten what the bot sends as clientContext; Graph allows 256 characters"
            }
            Self::Encoding { name, .. } if name.starts_with("UTF-16") => {
                "Windows PowerShell 5 redirects as UTF-16; PowerShell 7 writes UTF-8"
            }
            Self::CreatedInFuture { .. } => "clocks differ; give the capture time with --now",
            Self::CompletedWithCode { .. } | Self::CompletedWithReason { .. } => {
                "treated as failed; `commsop --explain CO303`"
            }
            Self::WentBack { .. } => {
                "notifications can arrive out of order; compare lastActionDateTime"
            }
            _ => return None,
        };
        Some(text.to_owned())
    }

    /// The values that would have been right, for data formats.
    pub fn expected(&self) -> &'static [&'static str] {
        match self {
            Self::UnknownStatus { .. } => &STATUSES,
            Self::Missing { name: "status", .. } => &STATUSES,
            _ => &[],
        }
    }

    /// The value that was probably meant, for data formats.
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            Self::UnknownStatus { text } => Status::meant(text).map(Status::name),
            Self::StatusCase { documented, .. } | Self::PropertyName { documented, .. } => {
                Some(documented)
            }
            Self::CannotRead { near, .. } => near.as_deref(),
            _ => None,
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

impl ErrorAnswer {
    fn details(&self) -> Vec<String> {
        let clean = |text: &str| safe::excerpt(text, 500).into_owned();
        let mut lines = Vec::new();
        match (self.code.is_empty(), self.message.is_empty()) {
            (true, true) => {}
            (true, false) => lines.push(clean(&self.message)),
            (false, true) => lines.push(clean(&self.code)),
            (false, false) => {
                lines.push(format!("{}: {}", clean(&self.code), clean(&self.message)))
            }
        }
        // Graph writes the date of innerError without an offset and means UTC.
        let date = self.date.as_deref().map(|date| {
            let zone = if date.ends_with(['Z', 'z']) || date.contains('+') {
                ""
            } else {
                " UTC"
            };
            format!("{}{zone}", clean(date))
        });
        match (self.request_id.as_deref().map(clean), date) {
            (Some(id), Some(date)) => lines.push(format!("request-id {id}, {date}")),
            (Some(id), None) => lines.push(format!("request-id {id}")),
            (None, Some(date)) => lines.push(date),
            (None, None) => {}
        }
        lines
    }

    /// By the codes of Graph's error page; support always asks for the request-id.
    fn help(&self) -> Option<&'static str> {
        // The title of problem details is a phrase: "Too many requests".
        let code = self.code.to_ascii_lowercase().replace(' ', "");
        let has = |part: &str| code.contains(part);
        let help = if has("authentication") || has("unauthorized") || has("expiredtoken") {
            "get a new token; quote the request-id when you ask for support"
        } else if has("forbidden") || has("accessdenied") || has("authorization") {
            "the application lacks a permission for this call; check its consent"
        } else if has("notfound") {
            "check the ids in the URL; an operation is gone when its call has ended"
        } else if has("toomanyrequests") || has("throttl") || has("activitylimitreached") {
            "wait as long as the Retry-After head says, then ask again"
        } else if has("badrequest") || has("invalid") {
            "check the URL and the body of the request against the documentation"
        } else {
            self.request_id.as_ref()?;
            "quote the request-id when you ask for support"
        };
        Some(help)
    }
}

/// "the objects opened at 7:17 and 1:1 are not closed".
fn still_open(open: &[(Position, bool)], resumes: Option<u64>) -> Option<String> {
    const SHOWN: usize = 3;
    let mut text = String::new();
    let places = |f: &mut String, name: &str, list: &[&Position], more: usize| {
        let _ = write!(
            f,
            "the {name}{} opened at ",
            if list.len() + more > 1 { "s" } else { "" }
        );
        for (i, position) in list.iter().enumerate() {
            let glue = match i {
                0 => "",
                _ if i + 1 == list.len() && more == 0 => " and ",
                _ => ", ",
            };
            let _ = write!(f, "{glue}{}:{}", position.line, position.column);
        }
        if more > 0 {
            let _ = write!(f, " and {more} more");
        }
    };
    for (object, name) in [(true, "object"), (false, "array")] {
        let all: Vec<&Position> = open
            .iter()
            .rev()
            .filter(|(_, is)| *is == object)
            .map(|(at, _)| at)
            .collect();
        if all.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str(" and ");
        }
        let shown = all.get(..SHOWN).unwrap_or(&all);
        places(&mut text, name, shown, all.len() - shown.len());
    }
    if !text.is_empty() {
        text.push_str(if open.len() > 1 {
            " are not closed"
        } else {
            " is not closed"
        });
    }
    if let Some(line) = resumes {
        let glue = if text.is_empty() { "" } else { "; " };
        let _ = write!(text, "{glue}reading goes on at line {line}");
    }
    (!text.is_empty()).then_some(text)
}

fn decompress(format: &str) -> String {
    match format {
        "gzip" => "use curl --compressed, or `gunzip -c FILE | commsop`".into(),
        "zstd" => "use curl --compressed, or `zstd -dc FILE | commsop`".into(),
        "xz" => "unpack it first: `xz -dc FILE | commsop`".into(),
        "zip" => "unpack it first: `unzip -p FILE | commsop`".into(),
        _ => "unpack it first, and pipe the result in".into(),
    }
}
