//! What Graph itself says in an error answer.

use crate::finding::ErrorAnswer;
use crate::safe;

impl ErrorAnswer {
    pub(super) fn details(&self) -> Vec<String> {
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
    pub(super) fn help(&self) -> Option<&'static str> {
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
