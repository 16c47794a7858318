//! The automaton as a whole: what it takes, and where it stops.

use super::*;

/// The whole text at once.
fn scan(text: &str) -> Stop {
    let mut scanner = Scanner::default();
    scanner.start(0, 0, false);
    match scanner.run(text.as_bytes(), true) {
        Stop::Done if scanner.at() != trimmed_end(text.as_bytes()) => {
            panic!("stopped early: {text}")
        }
        stop => stop,
    }
}

/// The same text a byte at a time must end in the same way.
fn scan_bytewise(text: &str) -> Stop {
    let mut scanner = Scanner::default();
    scanner.start(0, 0, false);
    for end in 0..text.len() {
        match scanner.run(&text.as_bytes()[..end], false) {
            Stop::More => {}
            stop => return stop,
        }
    }
    scanner.run(text.as_bytes(), true)
}

#[test]
fn notes_the_members_that_a_second_look_finds() {
    let many = |count: usize| {
        let members: Vec<String> = (0..count).map(|n| format!("\"{n}\":{n}")).collect();
        format!("{{{}}}", members.join(","))
    };
    for text in [
        "{}",
        r#"{"a":1}"#,
        r#"{"a":-0,"b":1.5,"c":2e3,"d":true,"e":false,"f":null,"g":"","h":"x\n"}"#,
        r#"{ "a" : { "b" : [ 1 , { "c" : 2 } ] } , "d" : [ ] , "e" : { } }"#,
        r#"{"\u0061":"}","a\"":{"\\":"\\"},"b":[["]"]],"a":1}"#,
        &many(MAX_MEMBERS),
    ] {
        let expected: Vec<Member> = crate::json::members(text, 0).collect();
        for pieces in [1, 2, 7, text.len()] {
            // With something before it, of which a part is taken away on the way.
            let shifted = format!("[], {text}");
            let mut scanner = Scanner::default();
            scanner.start(4, 0, false);
            for end in (4..shifted.len()).step_by(pieces) {
                assert_eq!(scanner.run(&shifted.as_bytes()[..end], false), Stop::More);
            }
            scanner.rebase(2);
            assert_eq!(scanner.run(&shifted.as_bytes()[2..], true), Stop::Done);
            let members = scanner.lend_members();
            assert_eq!(members.as_ref(), Some(&expected), "{text}");
            scanner.give_back(members);
            assert_eq!(scanner.members(), Some(&[][..]), "{text}");
        }
    }
    let mut scanner = Scanner::default();
    let mut run = |text: &str, eof: bool| {
        scanner.start(0, 0, false);
        let stop = scanner.run(text.as_bytes(), eof);
        let members = scanner.lend_members();
        scanner.give_back(members.clone());
        (stop, members)
    };
    for text in [&many(MAX_MEMBERS + 1), "[]", "[{\"a\":1}]", "\"x\"", "1"] {
        // Nothing of what was read before it, or cut off, is left.
        assert_eq!(run("{}", true), (Stop::Done, Some(Vec::new())));
        assert_eq!(run(text, true), (Stop::Done, None), "{text}");
        assert_eq!(run("{}", true), (Stop::Done, Some(Vec::new())));
        assert_eq!(run(r#"{"a":1"#, false), (Stop::More, None));
    }
}

#[test]
fn accepts_what_the_grammar_accepts() {
    for text in [
        "{}",
        "[]",
        "0",
        "-0",
        "1.5e+10",
        "1e400",
        "\"\"",
        "true",
        "false",
        "null",
        " [ 1 , 2 ] ",
        r#"{"a":{"b":[1,{"c":null}]},"d":"\ud83d\udcde\u0000\"\\\/\b\f\n\r\t"}"#,
    ] {
        assert_eq!(scan(text), Stop::Done, "{text}");
        assert_eq!(scan_bytewise(text), Stop::Done, "{text}");
    }
}

#[test]
fn names_every_fault_at_its_place() {
    use Expected::{
        Colon, CommaOrBrace, CommaOrBracket, Digit, Key, KeyOrClose, Literal, Quote, Value,
    };
    use Syntax::*;
    for (text, syntax, start, end) in [
        ("{", Ends(KeyOrClose), 1, 1),
        ("{\"a\":1,  ", Ends(Key), 7, 7),
        ("{\"a\":  ", Ends(Value), 5, 5),
        ("{\"a\"", Ends(Colon), 4, 4),
        ("{\"a\":1", Ends(CommaOrBrace), 6, 6),
        ("[1", Ends(CommaOrBracket), 2, 2),
        ("[-", Ends(Digit), 2, 2),
        ("[\"abc", Ends(Quote), 5, 5),
        ("[tru", Ends(Literal), 4, 4),
        ("[NaN]", Word, 1, 4),
        ("[truth]", Word, 1, 6),
        ("{a:1}", UnquotedKey, 1, 2),
        ("{'a':1}", SingleQuote, 1, 2),
        ("['a']", SingleQuote, 1, 2),
        ("[1,/* */2]", Comment, 3, 4),
        ("[1,]", TrailingComma, 2, 3),
        ("{\"a\":1 , }", TrailingComma, 7, 8),
        ("[01]", Number, 1, 3),
        ("[+1]", Number, 1, 3),
        ("[1.]", Number, 1, 3),
        ("[1e]", Number, 1, 3),
        ("[.5]", Number, 1, 3),
        ("[\"a\u{1}\"]", Control, 3, 4),
        ("[\"a\nb\"]", LineBreak, 3, 4),
        (r#"["\x"]"#, Escape, 2, 4),
        (r#"["\u12g4"]"#, Escape, 2, 7),
        (r#"["\ud800"]"#, Surrogate, 2, 8),
        (r#"["\ud800\u0041"]"#, Surrogate, 2, 8),
        (r#"["\udc00"]"#, Surrogate, 2, 8),
        ("[1 2]", Unexpected(CommaOrBracket), 3, 4),
        ("{\"a\" 1}", Unexpected(Colon), 5, 6),
        ("{,}", Unexpected(KeyOrClose), 1, 2),
        ("{\"a\":1]", Unexpected(CommaOrBrace), 6, 7),
    ] {
        let fault = Stop::Fault(Fault { syntax, start, end });
        assert_eq!(scan(text), fault, "{text}");
        assert_eq!(scan_bytewise(text), fault, "bytewise {text}");
    }
}

#[test]
fn a_comma_of_the_value_before_is_none_of_this_one() {
    let text = br#"{"a":1,  }"#;
    let mut scanner = Scanner::default();
    scanner.start(0, 0, false);
    assert_eq!(scanner.run(&text[..7], false), Stop::More);
    scanner.start(9, 1, false);
    let expected = Fault {
        syntax: Syntax::Unexpected(Expected::Value),
        start: 9,
        end: 10,
    };
    assert_eq!(scanner.run(text, true), Stop::Fault(expected));
}

#[test]
fn stops_at_the_level_below_the_limit() {
    let deep = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH);
    assert_eq!(scan(&deep), Stop::Done);
    let fault = Fault {
        syntax: Syntax::Depth,
        start: 128,
        end: 129,
    };
    assert_eq!(scan(&"[".repeat(1_000_000)), Stop::Fault(fault));
}
