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
