//! What is said of texts that are nearly JSON: each row is a text, the place, the code and the
//! sentence of the first error, and what was expected or what helps, if anything is said of it.

use crate::harness::{check, run};

type Row = (&'static [u8], &'static str, &'static str);

const SYNTAX: &[Row] = &[
    // An escape of one character is no secret, nor is a word of another language; all else may be.
    (
        b"{\"token\":\"S3CR\\q3T\"}",
        "1:15: error[CO006]: \\q is no JSON escape",
        "expected one of",
    ),
    (
        b"{\"token\":\"S3\\ud83dCR3T\"}",
        "1:13: error[CO006]: \\ud83d is half a surrogate pair",
        "expected two",
    ),
    (
        b"{\"token\":\"S3\x01CR3T\"}",
        "1:13: error[CO006]: unescaped control character \\u{1} in a string",
        "",
    ),
    (
        b"{\"token\":None}",
        "1:10: error[CO006]: None is not JSON",
        "expected a value",
    ),
    (
        b"{\"token\":+NaN}",
        "1:10: error[CO006]: +NaN is not JSON",
        "expected a number",
    ),
    (
        b"{\"token\":+-NaN}",
        "1:10: error[CO006]: <redacted> is not JSON",
        "expected a number",
    ),
    (
        b"{\"token\":S}",
        "1:10: error[CO006]: <redacted> is not JSON",
        "expected a value",
    ),
    (
        b"{\"password\":running}",
        "1:13: error[CO006]: <redacted> is not JSON",
        "expected a value",
    ),
    (
        b"{\"token\":\"S3CR\\u3T\"}",
        "1:15: error[CO006]: <redacted> is no JSON escape",
        "expected one of",
    ),
    (
        b"{\"a\":1;}",
        "1:7: error[CO006]: unexpected ;",
        "expected a comma or }",
    ),
    (
        b"{\"a\":12:3}",
        "1:8: error[CO006]: unexpected :",
        "expected a comma or }",
    ),
    (
        b"{\"a\":[1{}]}",
        "1:8: error[CO006]: unexpected {",
        "expected a comma or ]",
    ),
    (
        b"{\"a\":1/2}",
        "1:7: error[CO006]: unexpected /",
        "expected a comma or }",
    ),
    (
        b"{\"a\":1\"b\":2}",
        "1:7: error[CO006]: unexpected string",
        "expected a comma or }",
    ),
    (
        b"{\"a\":1//2\n}",
        "1:7: error[CO006]: comments are not JSON",
        "",
    ),
    (
        b"{\"a\":1.2.3}",
        "1:6: error[CO006]: 1.2.3 is not a JSON number",
        "expected digits",
    ),
    (
        b"{\"a\":-NaN}",
        "1:6: error[CO006]: -NaN is not JSON",
        "expected a number; JSON has no NaN",
    ),
    (
        b"{\"a\":1,}",
        "1:7: error[CO006]: a comma with nothing behind it",
        "expected a property",
    ),
    (
        b"{\"a\":[1,]}",
        "1:8: error[CO006]: a comma with nothing behind it",
        "expected a value",
    ),
    (
        b"{\"a\":\"b\nc\"}",
        "1:8: error[CO006]: a line break inside a string",
        "expected a closing",
    ),
    (
        b"{\"a\":\"b\r\nc\",\"d\":1}",
        "1:8: error[CO006]: a line break inside a string",
        "expected",
    ),
    (
        b"{\"a\":\"b\n{\"id\":\"1\"}",
        "1:8: error[CO005]: JSON ends inside a string",
        "the object",
    ),
    (
        b"{\"a\":\"b\n\n",
        "1:8: error[CO005]: JSON ends inside a string",
        "the object",
    ),
    (
        b"{\"a\":\xC2\xA01}",
        "1:6: error[CO006]: unexpected U+00A0 (no-break space)",
        "expected an",
    ),
    (
        b"{\"a\":1\xC2\xA0}",
        "1:7: error[CO006]: unexpected U+00A0 (no-break space)",
        "expected an",
    ),
    (
        b"{\xE2\x80\x9Ca\":1}",
        "1:2: error[CO006]: unexpected U+201C (curly quote)",
        "expected str",
    ),
    (
        b"{}\n\xEF\xBB\xBF{}",
        "2:1: error[CO006]: a byte order mark in the middle",
        "expected U+FEFF",
    ),
    (
        b"{\"a\":\xEF\xBB\xBF1}",
        "1:6: error[CO006]: unexpected U+FEFF (byte order mark)",
        "expected",
    ),
    (
        b"{},\n{}",
        "1:3: error[CO006]: unexpected ,",
        "expected the next record; records need no",
    ),
];

const ENCODINGS: &[Row] = &[
    (
        b"{\"a\":\"Z\xFCrich\"}",
        "1:8: error[CO008]: byte 0xFC is not UTF-8 here",
        "help: if this",
    ),
    (
        b"{\"a\":\"caf\xE9\"}",
        "1:10: error[CO008]: byte 0xE9 is not UTF-8 here",
        "help: if this",
    ),
    (
        b"{\"a\":\"5 \x80\"}",
        "1:9: error[CO008]: byte 0x80 is not UTF-8 here",
        "help: if this",
    ),
    (
        b"{\"a\":\"\xC0\xAF\"}",
        "1:7: error[CO008]: byte 0xC0 is not UTF-8 here",
        "",
    ),
    (
        b"{\"a\":\"\xED\xA0\x80\"}",
        "1:7: error[CO008]: byte 0xED is not UTF-8 here",
        "",
    ),
    (
        b"{\"a\":\"\xE2\x82\"}",
        "1:7: error[CO008]: byte 0xE2 is not UTF-8 here",
        "",
    ),
    (
        b"{\"a\":\"\xF4\x90\x80\x80\"}",
        "1:7: error[CO008]: byte 0xF4 is not UTF-8 here",
        "",
    ),
    (
        b"{\"a\":\xE4}",
        "1:6: error[CO008]: byte 0xE4 is not UTF-8 here",
        "",
    ),
    (
        b"\x89PNG\r\n\x1A\n",
        "1:1: error[CO002]: this is binary data, not JSON",
        "help: only JSON",
    ),
    (
        b"%PDF-1.7\n",
        "1:1: error[CO002]: this is binary data, not JSON",
        "help: only JSON",
    ),
    (
        b"PK\x05\x06\0\0",
        " error[CO010]: this is zip data, not JSON",
        "help: unpack it first",
    ),
    (
        b"{}\n\x1F\x8B\x08",
        "2:1: error[CO010]: this is gzip data, not JSON",
        "help: use curl",
    ),
];

/// What is said under the error that begins so, if there is one.
fn told<'a>(stderr: &'a str, error: &str) -> Option<&'a str> {
    let mut lines = stderr.lines().skip_while(|line| !line.starts_with(error));
    lines.next()?;
    let mut under = lines.take_while(|line| !line.starts_with("<stdin>"));
    let more = under.find_map(|line| line.trim_start().strip_prefix("= "));
    Some(more.unwrap_or_default())
}

#[test]
fn what_is_nearly_json_is_named_at_its_place() {
    for (text, error, more) in SYNTAX.iter().chain(ENCODINGS) {
        let run = run("", text);
        check(&run);
        let shown = String::from_utf8_lossy(text);
        let detail = told(&run.stderr, &format!("<stdin>:{error}"));
        let fits = |detail: &str| detail.starts_with(more) && detail.is_empty() == more.is_empty();
        assert!(detail.is_some_and(fits), "{shown}: {}", run.stderr);
        assert_eq!(run.status, 3, "{shown}");
    }
}

#[test]
fn a_comma_or_a_mark_between_records_costs_none() {
    for text in [
        "{\"id\":\"1\",\"status\":\"running\"},\n{\"id\":\"2\",\"status\":\"running\"}\n",
        "{\"id\":\"1\",\"status\":\"running\"},{\"id\":\"2\",\"status\":\"running\"}",
        "{\"id\":\"1\",\"status\":\"running\"}\n\u{feff}{\"id\":\"2\",\"status\":\"running\"}\n",
    ] {
        let shown = run("-f id --only pending", text.as_bytes()).stdout;
        assert_eq!(shown, "1\n2\n", "{text}");
    }
}

#[test]
fn a_value_inside_a_broken_document_is_no_record() {
    let rows: &[(&str, &str, &str)] = &[
        // The fault is where it is, however the lines before it begin.
        (
            "{\"id\":\"a\",\n\"recordingAccessToken\":\n{ \"value\": \"S3CR3T\" },\n\"x\": NaN\n}\n",
            "4:6",
            "",
        ),
        (
            "{\"id\":\"a\",\n\"x\":\n[\n1\n],\n\"y\": tru\n}\n{\"id\":\"b\",\"status\":\"running\"}\n",
            "6:6",
            "b",
        ),
        ("{\"id\":\"a\",\n\"x\":\n{\n\"y\": 1\n", "4:7", ""),
        // A list of one element a line.
        (
            "{\"type\":\"F\",\"features\":[\n{\"type\":\"G\",\"id\":1},\n{\"type\":\"G\",\"id\":2,}\n]}\n",
            "3:19",
            "",
        ),
        (
            "{\"id\":\"b\",\"clientSecret\":\n[{\"id\":\"S3CR3T\",\"status\":\"S3CR3T\"},NaN]}\n",
            "2:36",
            "",
        ),
        // In a log of one record a line each stands for itself.
        (
            "{\"a\":[\n{\"id\":\"b\",\"status\":\"running\"}\n",
            "1:7",
            "b",
        ),
        (
            "{\"a\":[\n{\"id\":\"b\",\"status\":\"running\"}\n{\"id\":\"c\",\"status\":\"running\"}\n",
            "1:7",
            "b c",
        ),
        (
            "{\"a\":\n{\"id\":\"b\",\"status\":\"running\"}\n{\"id\":\"c\",\"status\":\"running\"}\n",
            "1:6",
            "b c",
        ),
    ];
    for (text, place, ids) in rows {
        let run_ids = run("-f id --only pending", text.as_bytes());
        assert_eq!(
            run_ids
                .stdout
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            *ids,
            "{text}"
        );
        let told = run("", text.as_bytes()).stderr;
        assert_eq!(told.matches("error[").count(), 1, "{text}: {told}");
        assert!(
            told.starts_with(&format!("<stdin>:{place}: ")),
            "{text}: {told}"
        );
        assert!(!told.contains("S3CR3T"), "{told}");
    }
}

/// Records of a log that are cut off one behind the other: each is told of, and no line stands for another,
/// though what follows could be the value that is missing.
#[test]
fn records_that_are_cut_off_in_a_row_are_told_apart() {
    const GOOD: &str = "{\"id\":\"z\",\"status\":\"running\"}\n";
    let cut = "{\"id\":\"x\",\"status\":\n";
    for (text, places) in [
        (cut.repeat(2), "1:20 2:20"),
        ("{\"id\":\n".repeat(5), "1:7 2:7 3:7 4:7 5:7"),
        (format!("{cut}{{\"id\":\"y\",}}\n"), "1:20 2:10"),
        (format!("{cut}{{\"id\":\"y\",\"sta\n"), "1:20 2:15"),
        // A value on a line of its own is none.
        ("{\"a\":\n{\"b\":1,\"c\":NaN}\n}\n".to_owned(), "2:12"),
        (
            "{\"a\":\n{\"b\":1,\"c\":NaN},\n\"d\":2}\n".to_owned(),
            "2:12",
        ),
        (
            "{\n\"a\":\n{\n\"b\":1,\n\"c\":NaN\n}\n}\n".to_owned(),
            "5:5",
        ),
    ] {
        for more in ["", GOOD, &GOOD.repeat(2)] {
            let text = format!("{text}{more}");
            let run = run("-f id", text.as_bytes());
            let told: Vec<&str> = (run.stderr.lines())
                .filter_map(|line| line.strip_prefix("<stdin>:")?.split_once(": error"))
                .map(|(place, _)| place)
                .collect();
            assert_eq!(told.join(" "), places, "{text}{}", run.stderr);
            let read = run.stdout.matches('z').count();
            assert_eq!(read, more.lines().count(), "{text}{}", run.stdout);
        }
    }
}
