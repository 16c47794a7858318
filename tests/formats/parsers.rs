//! Every data format over every payload, read by parsers that know nothing of this program.

use super::{EMPTY_LIST, FORMATS, HOSTILE, LIST, PAYLOADS, everything, piped};
use serde_json::Value;

/// The keys of a record, in the order of the contract.
const KEYS: [&str; 16] = [
    "source",
    "state",
    "valid",
    "type",
    "id",
    "status",
    "clientContext",
    "createdDateTime",
    "lastActionDateTime",
    "resultInfo",
    "diagCode",
    "completionReason",
    "elapsedSeconds",
    "activeSeconds",
    "idleSeconds",
    "findings",
];

/// How many rows each payload gives.
fn rows(payload: &str) -> usize {
    match payload {
        EMPTY_LIST => 0,
        LIST => 3,
        _ => 1,
    }
}

/// The names of the properties of one line of ours, in order: `serde_json` sorts them.
fn keys(line: &str) -> Vec<&'static str> {
    let at = |key: &&str| line.find(&format!("\"{key}\":"));
    let mut found: Vec<_> = KEYS.into_iter().filter(|key| at(key).is_some()).collect();
    found.sort_by_key(at);
    found
}

#[test]
fn ndjson_is_json_with_the_same_keys() {
    for (name, payload) in PAYLOADS {
        let run = piped(&["-o", "ndjson", "-v"], payload);
        assert_eq!(run.stdout.lines().count(), rows(payload), "{name}");
        for line in run.stdout.lines() {
            let value: Value = serde_json::from_str(line).expect(name);
            let object = value.as_object().expect("an object");
            assert_eq!(object.len(), KEYS.len(), "{name}");
            assert!(KEYS.iter().all(|key| object.contains_key(*key)), "{name}");
            if payload != HOSTILE {
                assert_eq!(keys(line), KEYS, "{name}");
            }
        }
    }
}

#[test]
fn json_holds_what_ndjson_holds() {
    let lines = piped(&["-o", "ndjson"], &everything()).stdout;
    let document = piped(&["-o", "json"], &everything()).stdout;
    let document: Value = serde_json::from_str(&document).expect("JSON");
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(document["operations"].as_array(), Some(&lines));
    let summary = &document["summary"];
    let count = |key: &str| summary[key].as_u64().expect("a count");
    assert_eq!(
        count("operations") + count("unreadable"),
        lines.len() as u64
    );
    let severity = |word: &str| {
        let findings = lines.iter().flat_map(|line| line["findings"].as_array());
        let words = findings.flatten().map(|finding| &finding["severity"]);
        words.filter(|severity| **severity == word).count() as u64
    };
    assert_eq!(count("errors"), severity("error"));
    assert_eq!(count("warnings"), severity("warning"));
}

#[test]
fn json_counts_what_it_shows() {
    let run = piped(&["-o", "json", "--only", "failed"], &everything());
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(document["operations"].as_array().map(Vec::len), Some(1));
    assert_eq!(document["summary"]["operations"], 1);
    assert_eq!(document["summary"]["failed"], 1);
    assert_eq!(document["summary"]["unreadable"], 0);
    assert!(document["summary"]["errors"].as_u64() > Some(5));
}

/// A report of tests is about findings: no option hides one, or it would be green beside an exit status of 1.
#[test]
fn junit_has_every_error() {
    let log = "{\"id\":\"a\",\"status\":\"complete\"}\n{\"id\":\"a\",\"status\":\"completed\"}\n\
               {\"id\":\"b\",\"status\":\"Running\"}\n{\"id\":\"c\",\"status\":\"running\"}\n";
    for (args, cases) in [
        (&[][..], 4),
        (&["--latest"], 4),
        (&["--only", "succeeded"], 3),
    ] {
        let run = piped(&[&["-o", "junit"], args].concat(), log);
        let count = |what: &str| run.stdout.matches(what).count();
        assert_eq!(count("<testcase "), cases, "{args:?}: {run:?}");
        assert_eq!(count("type=\"CO103\""), 1, "{args:?}: {run:?}");
        assert_eq!(count("warning[CO201]"), 1, "{args:?}: {run:?}");
        assert!(
            run.stdout
                .contains(&format!("tests=\"{cases}\" failures=\"1\"")),
            "{run:?}"
        );
        assert_eq!(run.status, 1);
    }
}

#[test]
fn tables_have_the_same_columns_in_every_row() {
    let wanted: usize = PAYLOADS.iter().map(|(_, payload)| rows(payload)).sum();
    let text = piped(&["-o", "csv"], &everything()).stdout;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let table: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(table.len(), wanted + 1);
    assert_eq!(table[0].len(), 21);
    let tsv = piped(&["-o", "tsv"], &everything()).stdout;
    assert_eq!(tsv.lines().count(), wanted + 1);
    for (row, line) in table.iter().zip(tsv.lines()) {
        let cells: Vec<String> = line.split('\t').map(read_tsv).collect();
        assert_eq!(row.iter().collect::<Vec<_>>(), cells);
    }
    let bare = piped(&["-f", "id,line"], &everything()).stdout;
    assert_eq!(bare.lines().count(), wanted);
}

/// The value of a cell of TSV. Other escapes than these are in CSV too.
fn read_tsv(cell: &str) -> String {
    let texts = cell.split("\\\\");
    let texts = texts.map(|text| {
        text.replace("\\r\\n", "\n")
            .replace("\\n", "\n")
            .replace("\\t", "\t")
    });
    texts.collect::<Vec<_>>().join("\\")
}

#[test]
fn github_has_ten_commands() {
    let shown = piped(&["-o", "github"], &everything()).stdout;
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines.len(), 10);
    let is_error = |line: &&str| line.starts_with("::error title=CO");
    let errors = lines.iter().take_while(|line| is_error(line)).count();
    assert!(
        lines
            .iter()
            .skip(errors)
            .all(|line| line.starts_with("::warning title=CO"))
    );
    assert!(lines[9].contains("more findings; in all"), "{shown}");
    let hostile = piped(&["-o", "github", "-v"], HOSTILE).stdout;
    assert!(hostile.contains("\n::warning title="), "{hostile}");
    assert!(
        hostile.lines().all(|line| line.starts_with("::")),
        "{hostile}"
    );
}

#[test]
fn sarif_follows_its_schema() {
    // A lone bracket in a pattern is legal in JavaScript only; no value of ours meets it.
    let schema = include_str!("sarif/sarif-schema-2.1.0.json").replace("{2}]?$", "{2}\\\\]?$");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mut inputs: Vec<String> = PAYLOADS.map(|(_, payload)| payload.to_owned()).into();
    inputs.extend([String::new(), everything()]);
    for input in inputs {
        let shown = piped(&["-o", "sarif", "-v"], &input).stdout;
        let value: Value = serde_json::from_str(&shown).expect("JSON");
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{} {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{input}: {errors:?}");
    }
    let odd = serde_json::json!({"version": "2.1.0", "runs": [{}]});
    assert!(!validator.is_valid(&odd), "the schema does look");
}

#[test]
fn sarif_holds_every_finding() {
    let shown = piped(&["-o", "sarif", "--only", "succeeded"], &everything()).stdout;
    let sarif: Value = serde_json::from_str(&shown).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let shown = piped(&["-o", "json"], &everything()).stdout;
    let json: Value = serde_json::from_str(&shown).expect("JSON");
    let all = json["summary"]["errors"]
        .as_u64()
        .zip(json["summary"]["warnings"].as_u64());
    let all = all.map(|(errors, warnings)| errors + warnings);
    assert_eq!(Some(results.len() as u64), all);
}

#[test]
fn junit_is_xml_with_true_counts() {
    for (name, payload) in PAYLOADS.into_iter().chain([("all", everything().as_str())]) {
        let shown = piped(&["-o", "junit", "-v"], payload).stdout;
        let document = roxmltree::Document::parse(&shown).expect(name);
        let root = document.root_element();
        let cases: Vec<_> = document
            .descendants()
            .filter(|node| node.has_tag_name("testcase"))
            .collect();
        let having = |tag: &str| {
            let has =
                |case: &&roxmltree::Node<'_, '_>| case.children().any(|it| it.has_tag_name(tag));
            cases.iter().filter(has).count().to_string()
        };
        assert_eq!(
            root.attribute("tests"),
            Some(cases.len().to_string().as_str())
        );
        assert_eq!(
            root.attribute("errors"),
            Some(having("error").as_str()),
            "{name}"
        );
        assert_eq!(
            root.attribute("failures"),
            Some(having("failure").as_str()),
            "{name}"
        );
    }
}

#[test]
fn the_answer_of_graph_is_told_and_no_secret() {
    for format in ["json", "ndjson", "github", "sarif", "junit"] {
        let shown = piped(&["-o", format], super::GRAPH_ERROR).stdout;
        let told = "InvalidAuthenticationToken: Access token has expired.; request-id b39d";
        assert!(shown.contains(told), "{shown}");
    }
}

#[test]
fn nothing_acts_on_a_terminal_or_tells_a_secret() {
    for format in FORMATS {
        let run = piped(format, &everything());
        let odd = |c: &char| commsop::safe::is_hostile(*c) && !matches!(c, '\n' | '\t');
        assert_eq!(run.stdout.chars().find(odd), None, "{format:?}");
        assert!(!run.stdout.contains("hunter2"), "{format:?}");
    }
}
