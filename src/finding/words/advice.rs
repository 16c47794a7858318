//! What stands below the sentence of a finding: facts, what was expected, and advice.

use super::quoted;
use crate::finding::{Alien, ENCODED, JsonType, Kind};
use crate::operation::Status;
use crate::position::Position;
use crate::safe;
use std::fmt::Write as _;

/// The values of `status`, for data formats.
const STATUSES: [&str; 4] = {
    let [first, second, third, last] = Status::ALL;
    [first.name(), second.name(), third.name(), last.name()]
};

impl Kind {
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
                vec![format!("expected {}", Status::NAMES)]
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
            Self::NoOperation { found } if found == ENCODED => {
                "the payload was encoded twice; decode it first, as `jq -r .` does"
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
