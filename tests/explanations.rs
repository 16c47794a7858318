//! `--explain` from outside: every example of an explanation leads to its finding, and what
//! cannot be explained is a mistake of usage.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on must stop"
)]

use commsop::finding::{Code, explanation};
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn commsop(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_commsop"))
        .args(args)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    // The program may stop reading early.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("text")
}

#[test]
fn every_example_leads_to_its_finding() {
    for code in Code::ALL {
        let lines: Vec<&str> = explanation::example(*code).collect();
        let example = lines.join("\n") + "\n";
        let command = example.starts_with("$ ") || example.starts_with("PS> ");
        // A shortened example is no payload; two documents are compared with --latest only.
        if command || example.contains(" ... ") || *code == Code::CO305 {
            continue;
        }
        let output = commsop(&["-v", "--now", "2026-03-10T09:30:00Z"], &example);
        let findings = text(output.stderr);
        assert!(
            findings.contains(&format!("[{code}]")),
            "{example}{findings}"
        );
    }
}

#[test]
fn explains_codes_in_any_case_and_results() {
    for asked in ["CO103", "co103", " Co103 "] {
        let output = commsop(&["--explain", asked], "");
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(text(output.stdout), explanation::explain(Code::CO103));
    }
    let list = commsop(&["--explain"], "");
    assert_eq!(text(list.stdout), explanation::list());
    let result = commsop(&["--explain", "400/8508"], "");
    assert!(text(result.stdout).starts_with("400/8508: the operation was cancelled\n"));
}

#[test]
fn what_is_unknown_gets_the_nearest_or_the_forms() {
    let nearest = "commsop: unknown code \"CO13\"\n  = help: did you mean \"CO103\"?\n";
    let forms = "commsop: unknown code \"\\u{1b}[31m\"\n  \
        = expected a finding (CO103) or a result code (400/8508, 8508, 412#10073)\n  \
        = help: `commsop --explain` lists the findings\n";
    for (asked, expected) in [("CO13", nearest), ("\u{1b}[31m", forms)] {
        let output = commsop(&["--explain", asked], "");
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(text(output.stdout), "");
        assert_eq!(text(output.stderr), expected);
    }
}
