//! The README keeps its word: its commands are run, its tables are those of the program, and
//! nothing that the program offers is left out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test that cannot go on must stop"
)]

mod support;

use clap::ValueEnum;
use commsop::cli::{self, Cli, Format};
use commsop::finding::{Code, Severity};
use commsop::help::ENVIRONMENT;
use commsop::options::Field;
use commsop::outcome::Outcome;
use std::ffi::OsString;
use std::io::Read;
use std::process::Stdio;
use support::{blocks, committed, commsop, readme, root, same, words};

/// Runs a line with both streams into one pipe, as a terminal would show them, unless the line
/// throws one away. What was seen, and the exit status.
fn shown(line: &str) -> (String, Option<i32>) {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let kept = line.strip_suffix(" 2>/dev/null");
    let mut command = commsop(kept.unwrap_or(line)).command;
    command.current_dir(root()).stdin(Stdio::null());
    command.stderr(match kept {
        Some(_) => Stdio::null(),
        None => writer.try_clone().unwrap().into(),
    });
    let mut child = command.stdout(writer).spawn().unwrap();
    // The command holds the other ends of the pipe.
    drop(command);
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    (text, child.wait().unwrap().code())
}

/// The README as it should be.
fn current(readme: &str) -> String {
    let mut text = readme.to_owned();
    for (at, block) in blocks(readme, "console").into_iter().rev() {
        text.replace_range(at..at + block.len(), &replayed(&block));
    }
    for (name, rows) in tables() {
        let begin = text.find(&format!("<!-- {name} -->\n")).expect(name);
        let begin = begin + format!("<!-- {name} -->\n").len();
        let end = begin + text[begin..].find("<!-- end -->").expect(name);
        text.replace_range(begin..end, &rows);
    }
    text
}

/// A block with what its commands really print.
fn replayed(block: &str) -> String {
    let mut text = String::new();
    let mut last = None;
    for line in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let (output, status) = match line {
            "echo $?" => (format!("{}\n", last.unwrap_or_default()), Some(0)),
            line => shown(line),
        };
        text += &format!("$ {line}\n{output}");
        last = status;
    }
    text
}

/// The tables between `<!-- NAME -->` and `<!-- end -->`, which begin with their headings: a
/// comment inside would end the table.
fn tables() -> Vec<(&'static str, String)> {
    let coded = |(name, words): (String, String)| vec![format!("`{name}`"), words];
    let environment = ENVIRONMENT
        .iter()
        .map(|(name, effect)| coded((name.to_string(), effect.to_string())));
    let exit = Outcome::ALL.iter().map(|it| {
        vec![
            it.code().to_string(),
            it.name().to_owned(),
            it.meaning().to_owned(),
        ]
    });
    let codes = Code::ALL.iter().map(|it| {
        vec![
            it.name().to_owned(),
            severity(*it).to_owned(),
            it.meaning().to_owned(),
        ]
    });
    vec![
        (
            "environment",
            table(&["environment", "effect"], environment),
        ),
        ("exit", table(&["status", "name", "when"], exit)),
        (
            "formats",
            table(&["format", "for"], described::<Format>().map(coded)),
        ),
        (
            "fields",
            table(&["field", "meaning"], described::<Field>().map(coded)),
        ),
        ("codes", table(&["code", "severity", "meaning"], codes)),
    ]
}

fn table(heading: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let heading: Vec<String> = heading.iter().map(ToString::to_string).collect();
    let rule = vec!["---".to_owned(); heading.len()];
    row(&heading) + &row(&rule) + &rows.map(|cells| row(&cells)).collect::<String>()
}

fn described<T: ValueEnum + 'static>() -> impl Iterator<Item = (String, String)> {
    let values = T::value_variants().iter().filter_map(T::to_possible_value);
    values.map(|value| {
        (
            value.get_name().to_owned(),
            value.get_help().unwrap().to_string(),
        )
    })
}

fn severity(code: Code) -> &'static str {
    match code.severity() {
        Severity::Error if code.is_input() => "unreadable",
        severity => severity.name(),
    }
}

#[test]
fn what_it_shows_is_what_is_printed() {
    let readme = readme();
    committed(&root().join("README.md"), &current(&readme));
}

/// The first command is understood as it stands, and ends with the report below it.
#[test]
fn the_first_command_ends_with_the_report_shown() {
    let readme = readme();
    let (at, first) = blocks(&readme, "sh").into_iter().next().unwrap();
    assert!(at < 40, "it is the first thing");
    let arguments = first
        .trim_end()
        .strip_prefix("cargo run --release -- ")
        .expect("cargo run");
    assert!(!arguments.contains('\n'), "one command");
    let (_, report) = blocks(&readme, "text").into_iter().next().unwrap();
    // At whatever time it is run.
    for now in ["2026-03-10T09:30:00Z", ""] {
        same(
            arguments,
            &report,
            &shown(&format!("COMMSOP_NOW={now} commsop {arguments}")).0,
        );
    }
    let file = words(arguments).pop().unwrap();
    assert!(root().join(file).is_file());
}

#[test]
fn the_second_command_runs_the_tests() {
    let readme = readme();
    assert_eq!(
        blocks(&readme, "sh").get(1).map(|it| it.1.as_str()),
        Some("cargo test\n")
    );
}

#[test]
fn every_option_is_in_it() {
    let readme = readme();
    let command = cli::command();
    for argument in command.get_arguments() {
        let Some(long) = argument.get_long() else {
            continue;
        };
        assert!(readme.contains(&format!("--{long}")), "--{long}");
        if let Some(short) = argument.get_short() {
            assert!(readme.contains(&format!("-{short}, --{long}")), "-{short}");
        }
    }
}

#[test]
fn every_code_status_field_format_and_variable_is_in_it() {
    let readme = readme();
    let has = |cell: &str| assert!(readme.contains(&format!("\n| {cell} |")), "{cell}");
    Code::ALL.iter().for_each(|code| has(code.name()));
    Outcome::ALL
        .iter()
        .for_each(|outcome| has(&outcome.code().to_string()));
    described::<Field>().for_each(|(name, _)| has(&format!("`{name}`")));
    described::<Format>().for_each(|(name, _)| has(&format!("`{name}`")));
    ENVIRONMENT
        .iter()
        .for_each(|(name, _)| has(&format!("`{name}`")));
}

/// What a recipe asks of commsop is something that it understands.
#[test]
fn every_recipe_is_understood() {
    let mut recipes = 0;
    for (_, block) in blocks(&readme(), "sh") {
        for line in block.lines().filter(|line| !line.starts_with("cargo ")) {
            let Some((_, ours)) = line.rsplit_once("commsop ") else {
                continue;
            };
            let ours = ours.split(['|', '>', ';', '\'']).next().unwrap();
            let typed = std::iter::once("commsop".to_owned()).chain(words(ours));
            assert!(Cli::read(typed.map(OsString::from)).is_ok(), "{line}");
            recipes += 1;
        }
    }
    assert!(recipes >= 8, "{recipes}");
}

#[test]
fn every_path_it_names_exists() {
    let readme = readme();
    let paths = readme.split(['`', '(', ')', ' ', '\n']).filter(|word| {
        let ours = ["src/", "tests/", "completions", ".ci/", "benches/"];
        ours.iter().any(|prefix| word.starts_with(prefix))
    });
    for path in paths {
        assert!(
            root().join(path.split(':').next().unwrap()).exists(),
            "{path}"
        );
    }
}

#[test]
fn it_is_ascii_and_fits_a_screen() {
    let readme = readme();
    assert!(readme.is_ascii());
    let mut in_block = false;
    for line in readme.lines() {
        in_block ^= line.starts_with("```");
        let is_free = in_block || line.starts_with('|');
        assert!(is_free || line.len() <= 100, "{line}");
        assert!(in_block || line.trim_end() == line, "{line:?}");
    }
}
