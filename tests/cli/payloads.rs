//! The payloads beside this program: what each comes to is compared whole with the snapshot
//! beside it, and every code has one.
//!
//! The first line of a snapshot is the command; without a snapshot it is `commsop FILE`. With
//! `COMMSOP_BLESS=1` the rest is rewritten, and has to be read before it is committed.

use crate::support::{BLESS, commsop, is_blessing, root, same};
use commsop::finding::{Code, Severity};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

fn directory() -> PathBuf {
    root().join("tests/payloads")
}

/// `accept/NAME` and `reject/NAME`, in order; snapshots are not among them.
fn payloads() -> Vec<String> {
    let mut names = Vec::new();
    for group in ["accept", "reject"] {
        for entry in fs::read_dir(directory().join(group)).expect(group) {
            let name = entry.expect(group).file_name().into_string().expect("text");
            names.push(format!("{group}/{name}"));
        }
    }
    names.sort();
    names
}

fn is_snapshot(name: &str) -> bool {
    name.ends_with(".expected")
}

/// The command, and the snapshot it should come to.
fn snapshot(payload: &str) -> (String, String) {
    let found = fs::read_to_string(directory().join(format!("{payload}.expected")));
    let found = found.unwrap_or_default();
    let command = found
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("$ "));
    let command = command.map_or_else(|| format!("commsop {payload}"), ToOwned::to_owned);
    assert!(command.contains(payload), "{payload}: {command}");
    (command, found)
}

/// The code that a payload is named after.
fn code_of(payload: &str) -> Option<Code> {
    Code::parse(payload.rsplit('/').next()?.get(..5)?)
}

#[test]
fn every_payload_comes_to_its_snapshot() {
    let mut wrong = Vec::new();
    for payload in payloads().iter().filter(|name| !is_snapshot(name)) {
        let (command, expected) = snapshot(payload);
        let ended = commsop(&command).within(directory()).run();
        let found = format!("$ {command}\n{}", ended.transcript());
        if found == expected {
            continue;
        }
        if is_blessing() {
            fs::write(directory().join(format!("{payload}.expected")), found).expect(payload);
        } else {
            wrong.push((payload.clone(), expected, found));
        }
    }
    let names: Vec<_> = wrong.iter().map(|(name, ..)| name).collect();
    if let Some((payload, expected, found)) = wrong.first() {
        let what = format!("{names:?} differ; rewrite with {BLESS}=1 cargo test\n{payload}");
        same(&what, expected, found);
    }
}

#[test]
fn every_snapshot_has_its_payload() {
    let names: BTreeSet<String> = payloads().into_iter().collect();
    for snapshot in names.iter().filter(|name| is_snapshot(name)) {
        let payload = snapshot.trim_end_matches(".expected");
        assert!(names.contains(payload), "{snapshot} is left over");
    }
}

/// A payload under `reject` is refused with the code it is named after. One under `accept` is
/// read without an error, and if it is named after a code, that is said of it.
#[test]
fn a_payload_keeps_what_its_name_promises() {
    for payload in payloads().iter().filter(|name| !is_snapshot(name)) {
        let (command, expected) = snapshot(payload);
        let code = code_of(payload);
        let says = |severity: &str| {
            code.is_some_and(|code| expected.contains(&format!("{severity}[{code}]")))
        };
        if payload.starts_with("reject/") {
            assert!(says("error"), "{payload}");
            let status = if code.is_some_and(Code::is_input) {
                3
            } else {
                1
            };
            assert!(
                expected.ends_with(&format!("-- exit {status} --\n")),
                "{payload}"
            );
        } else {
            assert!(!expected.contains("error["), "{payload}");
            assert!(expected.ends_with("-- exit 0 --\n"), "{payload}");
            assert!(
                code.is_none() || says("warning") || says("note"),
                "{payload}: {command}"
            );
        }
    }
}

#[test]
fn every_code_has_a_payload() {
    let mut seen = BTreeSet::new();
    for payload in payloads().iter().filter(|name| !is_snapshot(name)) {
        let (_, text) = snapshot(payload);
        let group = payload.split('/').next();
        for code in Code::ALL
            .iter()
            .filter(|code| code_of(payload) == Some(**code))
        {
            let refused = code.severity() == Severity::Error;
            let said = text.contains(&format!("[{code}]"));
            if said && group == Some(if refused { "reject" } else { "accept" }) {
                seen.insert(*code);
            }
        }
    }
    let missing: Vec<&Code> = Code::ALL
        .iter()
        .filter(|code| !seen.contains(code))
        .collect();
    assert!(missing.is_empty(), "no payload is named after {missing:?}");
}
