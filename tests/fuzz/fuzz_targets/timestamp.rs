//! The reader of times against a grammar written apart from it, and through a print and back.

#![no_main]

#[path = "../../robust/date_grammar.rs"]
mod date_grammar;

use commsop::timestamp::{Form, Timestamp, Zone};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let parsed = Timestamp::parse(bytes);
    let known = date_grammar::read(bytes);
    assert_eq!(parsed.is_ok(), known.is_some(), "{parsed:?} {known:?}");
    let (Ok(parsed), Some(known)) = (parsed, known) else {
        return;
    };
    assert_eq!(parsed.form == Form::Ordinary, known.is_rfc3339);
    let mut printed = Vec::new();
    parsed.at.write_in(Zone::Utc, &mut printed);
    let again = Timestamp::parse(&printed).expect("what we print we read");
    assert_eq!(again.at, parsed.at);
    assert_eq!(again.at.digits(), parsed.at.digits());
});
