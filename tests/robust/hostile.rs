//! Foreign text cannot act on a terminal or forge a line.

use crate::chunks::cases;
use crate::harness::{check, is_hostile, run, run_source};
use commsop::input::source::Source;
use proptest::prelude::*;

/// Every format; a new one is held to the same rules.
pub(crate) const FORMATS: [&str; 11] = [
    "-v",
    "-f id,status,code,subcode,message,reason,type,context,created,last,pointer",
    "-o text",
    "-o json",
    "-o ndjson",
    "-o tsv",
    "-o csv",
    "-o summary",
    "-o github",
    "-o sarif",
    "-o junit",
];

/// Documents with a place for text: inside a JSON string, or anywhere in a line.
const STRINGS: [&str; 15] = [
    r#"{"id":"@","status":"failed"}"#,
    r#"{"id":"1","status":"@"}"#,
    r#"{"id":"1","status":"running","clientContext":"@"}"#,
    r#"{"id":"1","status":"failed","resultInfo":{"code":500,"subcode":0,"message":"@"}}"#,
    r#"{"id":"1","status":"failed","resultInfo":{"code":"@","subcode":"@"}}"#,
    r#"{"id":"1","status":"completed","completionReason":"@"}"#,
    r#"{"id":"1","status":"running","createdDateTime":"@","lastActionDateTime":"@"}"#,
    r##"{"id":"1","status":"running","@odata.type":"#microsoft.graph.@Operation"}"##,
    r#"{"status":"running","@odata.id":"https://x/operations/@"}"#,
    r#"{"id":"1","status":"running","@":1,"createdDateTime@":2,"stat@us":3}"#,
    r#"{"error":{"code":"@","message":"@","innerError":{"request-id":"@","date":"@"}}}"#,
    r#"{"title":"@","detail":"@","status":404,"requestId":"@"}"#,
    r##"{"value":[{"changeType":"@","resourceUrl":"@","resourceData":{"@odata.type":"#microsoft.graph.@"}}]}"##,
    r#"{"id":"1","x":"@","status":nope}"#,
    r#"{"responses":[{"id":"@","status":404},{"status":"@","body":"@"}]}"#,
];
const LINES: [&str; 7] = [
    "words @ words\n",
    "<html><title>@</title>@</html>\n",
    "HTTP/1.1 202 @\nLocation: https://x/@\n\n",
    "POST https://x/@\nA: @\n\n",
    "{\"id\":@}\n",
    "{@:1}\n",
    "{\"a\":\"\\@\"}\n",
];

fn filled(template: &str, text: &str) -> String {
    template
        .replace('@', text)
        .replace(&format!("{text}odata."), "@odata.")
}

#[test]
fn no_hostile_character_gets_through() {
    let hostile: Vec<char> = ('\0'..='\u{E007F}')
        .filter(|c| is_hostile(*c) || *c == '\n')
        .collect();
    for format in FORMATS {
        for template in STRINGS {
            // All at once as escapes, and those that may stand there as they are.
            let units = |c: &char| c.encode_utf16(&mut [0; 2]).to_vec();
            let escaped: String = hostile
                .iter()
                .flat_map(units)
                .map(|u| format!("\\u{u:04x}"))
                .collect();
            let raw: String = hostile.iter().filter(|c| **c >= ' ').collect();
            for text in [&escaped[..], &raw[..]] {
                check(&run(format, filled(template, text).as_bytes()));
            }
        }
        for template in LINES {
            let all: String = hostile.iter().filter(|c| !"\0\n".contains(**c)).collect();
            check(&run(format, filled(template, &all).as_bytes()));
        }
    }
}

#[test]
fn each_hostile_character_alone_is_escaped() {
    for c in ('\0'..='\u{206F}').filter(|c| is_hostile(*c)) {
        for template in LINES.iter().chain(&STRINGS) {
            check(&run("", filled(template, &c.to_string()).as_bytes()));
        }
    }
}

#[test]
fn a_line_break_forges_nothing() {
    const FORGED: [&str; 4] = [
        "completed in 1s",
        "::error file=x::no",
        "{\"forged\":1}",
        "commsop: 9 operations",
    ];
    for format in FORMATS
        .into_iter()
        .filter(|format| !format.starts_with("-f"))
    {
        for template in STRINGS {
            for forged in FORGED {
                for line_break in ["\\n", "\\r", "\\r\\n", "\\u2028", "\\u0085"] {
                    let inside = forged.replace('"', "\\\"");
                    let text = filled(template, &format!("a{line_break}{inside}"));
                    let run = run(format, text.as_bytes());
                    let rows = match format {
                        // It has quotes for a line break.
                        "-o csv" => csv_records(&run.stdout),
                        _ => run.stdout.lines().map(str::to_owned).collect(),
                    };
                    let lines = rows.iter().map(String::as_str);
                    for line in lines.chain(run.stderr.lines()) {
                        assert!(
                            !line.trim_start().starts_with(forged),
                            "{format} {text}: {run:?}"
                        );
                    }
                }
            }
        }
    }
}

/// The records of a table, each with its cells one after the other.
fn csv_records(text: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.unwrap());
    records.map(|record| record.iter().collect()).collect()
}

/// What a runner takes for a command: GitHub at the begin of a line, behind blanks, or with `##[`
/// anywhere in it; Azure Pipelines with `##vso[`.
const COMMANDS: [&str; 7] = [
    "::error::x",
    "\u{a0}\u{3000} ::warning file=x::y",
    ":",
    "##[error]x",
    "a ##[error]x",
    "##vso[task.setvariable variable=a]b",
    "###VSO[task.complete]",
];

/// Formats whose cells are data: with them what was asked for is written as it is.
pub(crate) fn is_data(format: &str) -> bool {
    matches!(format, "-o tsv" | "-o csv") || format.starts_with("-f")
}

/// The first line that is a command to a runner, and none of those that `-o github` writes.
fn command(text: &str) -> Option<&str> {
    let is_ours = |line: &str| {
        let ours = ["::error ", "::warning ", "::notice "];
        ours.iter().any(|begin| line.starts_with(begin)) && line.contains("title=CO")
    };
    let is_command = |line: &&str| {
        let small = line.to_ascii_lowercase();
        let begins = line.trim_start().starts_with("::") && !is_ours(line);
        begins || small.contains("##[") || small.contains("##vso[")
    };
    text.lines().find(is_command)
}

#[test]
fn no_text_commands_a_runner() {
    for format in FORMATS {
        for forged in COMMANDS {
            let inside = serde_json::to_string(forged).unwrap();
            let strings = STRINGS.map(|template| filled(template, &inside[1..inside.len() - 1]));
            let lines = LINES.map(|template| filled(template, forged));
            for text in strings.iter().chain(&lines) {
                for flags in [format.to_owned(), format!("{format} --ignore CO103,CO1")] {
                    let run = run(&flags, text.as_bytes());
                    let stdout = Some(&run.stdout).filter(|_| !is_data(format));
                    let mut shown = stdout.into_iter().chain([&run.stderr]);
                    assert_eq!(shown.find_map(|text| command(text)), None, "{flags} {text}");
                }
            }
        }
    }
}

#[test]
fn no_file_name_commands_a_runner() {
    let bad = br#"{"id":"1","status":"bad","createdDateTime":"2018-09-06T15:58"}"#;
    for format in FORMATS.into_iter().filter(|format| !is_data(format)) {
        for forged in COMMANDS {
            let run = run_source(format, &Source::File(forged.into()), &bad[..]);
            for text in [&run.stdout, &run.stderr] {
                assert_eq!(command(text), None, "{format} {forged}: {run:?}");
            }
        }
    }
}

/// As the README says: who asks for data gets it, and must not write it into the log of a job.
#[test]
fn data_is_exact() {
    let text = br###"{"id":"::x","status":"running","clientContext":"##[x],##vso[y]"}"###;
    let fields = "-f id,context";
    assert_eq!(run(fields, text).stdout, "::x\t##[x],##vso[y]\n");
    let csv = run(&format!("-o csv {fields}"), text).stdout;
    assert_eq!(csv, "id,context\n::x,\"##[x],##vso[y]\"\n");
    let json = run("-o ndjson", text).stdout;
    assert!(
        json.contains(r#""clientContext":"\u0023#[x],\u0023#vso[y]""#),
        "{json}"
    );
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["clientContext"], "##[x],##vso[y]");
}

proptest! {
    #![proptest_config(cases(400))]

    /// Any string in any place of any document.
    #[test]
    fn any_text_is_shown_safely(
        text in any::<String>(),
        template in prop::sample::select(&STRINGS[..]),
        format in prop::sample::select(&FORMATS[..]),
    ) {
        let quoted = serde_json::to_string(&text).unwrap();
        let document = filled(template, &quoted[1..quoted.len() - 1]);
        check(&run(format, document.as_bytes()));
    }

    #[test]
    fn any_line_is_shown_safely(
        text in any::<String>(),
        template in prop::sample::select(&LINES[..]),
        flags in prop::sample::select(&FORMATS[..]),
    ) {
        check(&run(flags, filled(template, &text).as_bytes()));
    }
}
