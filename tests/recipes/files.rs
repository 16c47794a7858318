//! Many files, whatever their names, and parts of a large one.

use crate::desk::{Desk, installed};
use crate::recipe;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;

/// Names that a shell would take apart.
fn odd_names() -> Vec<OsString> {
    let names = [
        "plain",
        "two words",
        "line\nbreak",
        "-q",
        "quo'te\"",
        "$(touch gone)",
        "*",
        "tab\t",
    ];
    let mut names: Vec<OsString> = names.iter().map(Into::into).collect();
    // The file systems of Apple take no other bytes than UTF-8.
    if cfg!(target_os = "linux") {
        names.push(OsStr::from_bytes(b"latin-\xe9").to_owned());
    }
    names
}

/// A folder with a file of each odd name, which says how many these are.
fn odd_captures(suffix: &str) -> (Desk, usize) {
    let desk = Desk::new();
    let names = odd_names();
    let captures = desk.path().join("captures");
    std::fs::create_dir(&captures).unwrap();
    for (number, name) in names.iter().enumerate() {
        let mut name = name.clone();
        name.push(suffix);
        let record = format!("{{\"id\":\"op-{number}\",\"status\":\"completed\"}}\n");
        std::fs::write(captures.join(name), record).unwrap();
    }
    (desk, names.len())
}

/// The rows that this many files come to, in the order of their ids.
fn rows(count: usize) -> Vec<String> {
    (0..count)
        .map(|number| format!("succeeded\top-{number}"))
        .collect()
}

fn sorted(text: &str) -> Vec<String> {
    let mut rows: Vec<_> = text.lines().map(ToOwned::to_owned).collect();
    rows.sort();
    rows
}

#[test]
fn xargs_takes_any_name() {
    let (desk, count) = odd_captures(".json");
    let script = recipe("| xargs -0 commsop");
    let total = format!("commsop: {count} operations: {count} succeeded\n");
    desk.run(&script).is(0, "", &total);
    // Of old files nothing is heard, of a broken one xargs tells.
    let desk = desk.with("captures/broken.json", "{\"id\":");
    assert_eq!(desk.run(&script).status, Some(123));
    let old = "find captures -name broken.json -exec touch -t 202001010000 {} +";
    assert_eq!(desk.run(old).status, Some(0));
    desk.run(&script).is(0, "", &total);
}

#[test]
fn parallel_keeps_rows_together() {
    if installed("parallel").is_none() {
        return eprintln!("skipped: GNU parallel is not installed");
    }
    let (desk, count) = odd_captures(".ndjson");
    let ended = desk.run(&recipe("| parallel"));
    assert_eq!(sorted(&ended.stdout), rows(count), "{ended:#?}");
}

#[test]
fn xargs_gives_each_file_its_output() {
    let (desk, count) = odd_captures(".ndjson");
    let ended = desk.run(&recipe("xargs -0 -n 1"));
    assert_eq!(
        (ended.status, ended.stdout.as_str()),
        (Some(0), ""),
        "{ended:#?}"
    );
    let ended = desk.run("find captures -name '*.tsv' -exec cat {} +");
    assert_eq!(sorted(&ended.stdout), rows(count), "{ended:#?}");
}

#[test]
fn split_cuts_between_lines() {
    if installed("split").is_none() {
        return eprintln!("skipped: split is not installed");
    }
    let log: String = (0..2500)
        .map(|number| format!("{{\"id\":\"op-{number}\",\"status\":\"completed\"}}\n"))
        .collect();
    let desk = Desk::new().with("log.ndjson", log);
    let ended = desk.run(&recipe("split ").replace("100000", "1000"));
    assert_eq!(ended.status, Some(0), "{ended:#?}");
    let ended =
        desk.run("ls piece.*.judged | wc -l; cat piece.*.judged | commsop -f id | tail -n 1");
    assert_eq!(
        ended.stdout.split_whitespace().collect::<Vec<_>>(),
        ["3", "op-2499"]
    );
}
