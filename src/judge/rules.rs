//! By which page to judge, and how severely.

use crate::finding::{Code, Kind, Severity};
use crate::name::Name;
use crate::options::{Ignored, Page};
use crate::timestamp::Timestamp;
use crate::wire::{OPERATION, RESULT_INFO};

/// The options that decide what becomes of a finding.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The published page that is the law.
    pub page: Page,
    /// Count warnings as errors.
    pub strict: bool,
    /// Codes to drop.
    pub ignored: Ignored,
    /// Whether notes are wanted at all.
    pub notes: bool,
    /// The clock.
    pub now: Timestamp,
}

impl Rules {
    /// Those of a command line without options.
    #[cfg(test)]
    pub(crate) fn usual(now: Timestamp) -> Self {
        Self {
            page: Page::Any,
            strict: false,
            ignored: Ignored::default(),
            notes: false,
            now,
        }
    }

    /// How severe a finding of this kind is; `None` if it is not to be told.
    pub fn severity(&self, kind: &Kind) -> Option<Severity> {
        let code = kind.code();
        if !code.is_input() && self.ignored.covers(code.name()) {
            return None;
        }
        let severity = self.by_page(kind)?;
        match severity {
            Severity::Note if !self.notes => None,
            Severity::Warning if self.strict => Some(Severity::Error),
            severity => Some(severity),
        }
    }

    /// Under a named page a deviation from that page is an error; what the page leaves open stays
    /// as it is. The 2018 page sends numbers as strings, spells `subCode` and limits no context; the
    /// v1.0 page knows no times.
    fn by_page(&self, kind: &Kind) -> Option<Severity> {
        let usual = kind.severity();
        let deviates = match (self.page, kind.code()) {
            (Page::Any, _) => false,
            (Page::Beta2018, Code::CO108 | Code::CO202) => return None,
            (Page::Beta2018, Code::CO203) if usual == Severity::Note => return None,
            (page, Code::CO203) => is_of_page(kind, page),
            (_, Code::CO201 | Code::CO204) => true,
            (Page::Beta2018, Code::CO205) | (Page::V1, Code::CO202) => true,
            (_, Code::CO401) => return None,
            _ => false,
        };
        Some(if deviates { Severity::Error } else { usual })
    }
}

/// Whether a name that is off is to be one of the page, which leaves open what else there may be: no page has
/// `completionReason` or what stands around an operation, that of v1.0 no times; and beside another one it is
/// not read.
fn is_of_page(kind: &Kind, page: Page) -> bool {
    let Kind::PropertyName {
        documented,
        beside: None,
        ..
    } = kind
    else {
        return false;
    };
    let is_time = [Name::Created, Name::LastAction]
        .map(Name::as_str)
        .contains(documented);
    let mut names = OPERATION.iter().chain(&RESULT_INFO);
    let is_known = names.any(|name| name.as_str() == *documented);
    is_known && *documented != Name::CompletionReason.as_str() && !(is_time && page == Page::V1)
}
