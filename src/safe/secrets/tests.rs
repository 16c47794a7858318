//! Texts with secrets, and how they are shown.

mod damage;
mod pace;
mod properties;
mod words;

use super::{REDACTED, redact, secrets_in_record};
use crate::safe::may_hold_secret;

#[test]
fn the_quick_look_misses_no_name() {
    for name in ["token", "secret", "password", "authorization", "bearer"] {
        for text in [name.to_owned(), format!("my{}Value", name.to_uppercase())] {
            assert!(may_hold_secret(text.as_bytes()), "{text}");
        }
    }
    assert!(may_hold_secret(b"eyJhbGci"));
    assert!(!may_hold_secret(
        b"Please check the replacesCallId property."
    ));
}

/// Every text, and what is shown of it.
fn shows(cases: &[(&str, &str)]) {
    for (text, shown) in cases {
        assert_eq!(redact(text), *shown, "{text}");
    }
}
