//! The recipes of the README, typed as they stand there and run by a shell, each in a directory
//! of its own. A tool that is not installed is no failure: its recipe is skipped, and says so.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "a test that cannot go on must stop"
)]

mod support;

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;
use support::{Ended, NOW, Scratch, blocks, readme, root, same};

/// What tells each block of shell commands from the others, in their order.
const RECIPES: &[&str] = &[
    "curl ",
    "case $?",
    "--latest",
    "tail -F",
    "jq -r",
    "| xargs -0 commsop",
    "| parallel",
    "xargs -0 -n 1",
    "split ",
    "spark-submit",
];

/// The recipes, without the rest of the page.
fn recipes() -> String {
    let readme = readme();
    let (_, rest) = readme.split_once("\n## Recipes\n").unwrap();
    rest.split("\n## ").next().unwrap().to_owned()
}

/// The recipe with these words.
fn recipe(words: &str) -> String {
    assert!(RECIPES.contains(&words), "{words}");
    let mut found = blocks(&recipes(), "sh").into_iter();
    found.find(|it| it.1.contains(words)).expect(words).1
}

/// Where this tool is, if anywhere.
fn installed(tool: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|directory| directory.join(tool))
        .find(|it| it.is_file())
}

/// A place to type a recipe in: `commsop` is found, `sleep` takes no time, and nothing of the
/// caller's environment gets in.
struct Desk {
    here: Scratch,
    bin: Scratch,
}

impl Desk {
    fn new() -> Self {
        let bin = Scratch::new();
        symlink(env!("CARGO_BIN_EXE_commsop"), bin.path().join("commsop")).unwrap();
        symlink(installed("true").unwrap(), bin.path().join("sleep")).unwrap();
        Self {
            here: Scratch::new(),
            bin,
        }
    }

    fn with(mut self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.here = self.here.with(name, bytes);
        self
    }

    /// A copy of a payload of the repository.
    fn with_payload(self, name: &str, payload: &str) -> Self {
        let bytes = std::fs::read(root().join("tests/payloads").join(payload)).unwrap();
        self.with(name, bytes)
    }

    fn path(&self) -> &Path {
        self.here.path()
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    fn command(&self, script: &str) -> Command {
        let mut path = self.bin.path().as_os_str().to_owned();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        let mut command = Command::new("sh");
        command.args(["-c", script]).current_dir(self.path());
        command
            .env_clear()
            .env("PATH", path)
            .env("COMMSOP_NOW", NOW);
        // Not the settings of whoever runs the tests: ~/.curlrc, ~/.jq, ~/.parallel.
        command.env("HOME", self.bin.path());
        if let Some(value) = std::env::var_os("LLVM_PROFILE_FILE") {
            command.env("LLVM_PROFILE_FILE", value);
        }
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, script: &str) -> Ended {
        self.run_with(script, &[])
    }

    fn run_with(&self, script: &str, variables: &[(&str, &str)]) -> Ended {
        let mut command = self.command(script);
        let output = command.envs(variables.iter().copied()).output().unwrap();
        Ended {
            line: script.to_owned(),
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Every block of the section is known here, once, so none goes without a test.
#[test]
fn every_recipe_is_run() {
    let blocks = blocks(&recipes(), "sh");
    let names: Vec<_> = blocks
        .iter()
        .map(|(_, block)| {
            let mut names = RECIPES.iter().filter(|words| block.contains(**words));
            let name = names.next().unwrap_or_else(|| panic!("no test:\n{block}"));
            assert_eq!(names.next(), None, "{block}");
            *name
        })
        .collect();
    assert_eq!(names, RECIPES);
}

// ---- curl ----

const OPERATION: &str =
    r##"{"@odata.type":"#microsoft.graph.playPromptOperation","id":"op-1","status":"STATUS"}"##;
const DENIED: &str = r#"{"error":{"code":"InvalidAuthenticationToken","message":"Access token has expired or is not yet valid."}}"#;
const BAD_GATEWAY: &str = "<html><head><title>502 Bad Gateway</title></head></html>";

fn operation(status: &str) -> (&'static str, String) {
    ("200 OK", OPERATION.replace("STATUS", status))
}

/// A server that gives one answer after the other, and keeps the heads of the requests.
struct Graph {
    url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Graph {
    fn answers(answers: Vec<(&'static str, String)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/operations/op-1", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        // Who asks more often than it answers is refused; who asks less leaves it waiting, and
        // it goes with the process.
        std::thread::spawn(move || {
            for (status, body) in answers {
                let (stream, _) = listener.accept().unwrap();
                seen.lock().unwrap().push(answer(stream, status, &body));
            }
        });
        Self { url, requests }
    }

    /// How often it was asked; each time with the token.
    fn asked(&self) -> usize {
        let requests = self.requests.lock().unwrap();
        for head in requests.iter() {
            assert!(
                head.starts_with("GET /operations/op-1 HTTP/1.1\r\n"),
                "{head}"
            );
            assert!(
                head.contains("\r\nAuthorization: Bearer secret\r\n"),
                "{head}"
            );
        }
        requests.len()
    }
}

fn answer(stream: TcpStream, status: &str, body: &str) -> String {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(reader.read_line(&mut head).unwrap(), 0, "{head}");
    }
    let length = body.len();
    // One write: the client may be gone before a second.
    let answer =
        format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}");
    reader.get_mut().write_all(answer.as_bytes()).unwrap();
    head
}

/// What the loop with curl's options of `options` makes of these answers, and that it asks for
/// each of them.
#[track_caller]
fn waits(options: &str, answers: Vec<(&'static str, String)>) -> Option<Ended> {
    if installed("curl").is_none() {
        eprintln!("skipped: curl is not installed");
        return None;
    }
    let wanted = answers.len();
    let graph = Graph::answers(answers);
    let script = recipe("curl ");
    assert!(script.contains(" -fsS "), "{script}");
    let script = script.replace(" -fsS ", &format!(" {options} "));
    let variables = [("TOKEN", "secret"), ("URL", graph.url.as_str())];
    let ended = Desk::new().run_with(&script, &variables);
    assert_eq!(graph.asked(), wanted, "{ended:#?}");
    Some(ended)
}

#[test]
fn curl_until_it_has_succeeded() {
    let answers = ["notStarted", "running", "running", "completed"];
    if let Some(ended) = waits("-fsS", answers.map(operation).into()) {
        ended.is(0, "", "");
    }
}

#[test]
fn curl_until_it_has_failed() {
    if let Some(ended) = waits("-fsS", vec![operation("running"), operation("failed")]) {
        assert_eq!((ended.status, ended.stdout.as_str()), (Some(4), ""));
    }
}

#[test]
fn curl_that_gets_no_operation() {
    for (status, body) in [
        ("401 Unauthorized", DENIED),
        ("502 Bad Gateway", BAD_GATEWAY),
    ] {
        let answers = vec![operation("running"), (status, body.to_owned())];
        let Some(ended) = waits("-fsS", answers) else {
            return;
        };
        assert_eq!((ended.status, ended.stdout.as_str()), (Some(3), ""));
        let number = status.split(' ').next().unwrap();
        assert!(ended.stderr.contains(number), "curl says why: {ended:#?}");
        assert!(ended.stderr.contains("error[CO001]"), "{ended:#?}");
    }
}

#[test]
fn curl_that_passes_the_error_on() {
    for (status, body, words) in [
        (
            "401 Unauthorized",
            DENIED,
            "  = InvalidAuthenticationToken: Access token has expired",
        ),
        (
            "502 Bad Gateway",
            BAD_GATEWAY,
            "error[CO002]: this is an HTML page, not JSON (\"502 Bad Gateway\")",
        ),
    ] {
        let Some(ended) = waits("--fail-with-body -sS", vec![(status, body.to_owned())]) else {
            return;
        };
        if ended.stderr.contains("fail-with-body: is unknown") {
            return eprintln!("skipped: this curl is older than 7.76");
        }
        assert_eq!(ended.status, Some(3), "{ended:#?}");
        assert!(ended.stderr.contains(words), "{ended:#?}");
    }
}

/// Without the token: what `--retry` waits for takes a second.
#[test]
fn curl_that_tries_again() {
    let answers = vec![
        ("502 Bad Gateway", BAD_GATEWAY.to_owned()),
        operation("completed"),
    ];
    if let Some(ended) = waits("-fsS --retry 5", answers) {
        assert_eq!((ended.status, ended.stdout.as_str()), (Some(0), ""));
        assert!(!ended.stderr.contains("error["), "{ended:#?}");
    }
}

// ---- the shell ----

#[test]
fn a_shell_asks_for_the_state_and_the_status() {
    for (payload, shown) in [
        (
            "accept/play-prompt.json",
            "state: succeeded\nit has succeeded\n",
        ),
        (
            "accept/bare-v1-failed.json",
            "state: failed\nit has failed\n",
        ),
        (
            "accept/record-running.json",
            "state: pending\nit is still going on\n",
        ),
        (
            "reject/CO103-unknown-status.json",
            "state: none\nit is not what Microsoft documents\n",
        ),
        (
            "reject/CO002-html.json",
            "state: none\nit is no operation\n",
        ),
    ] {
        let desk = Desk::new().with_payload("op.json", payload);
        let ended = desk.run(&recipe("case $?"));
        same(payload, shown, &ended.stdout);
    }
}

#[test]
fn the_last_word_on_each_operation() {
    let body = |id: &str, status: &str| format!(r#"{{"id":"{id}","status":"{status}"}}"#);
    let desk = Desk::new()
        .with(
            "captures/2026-03-10T09-22-01-1.json",
            body("op-1", "running"),
        )
        .with(
            "captures/2026-03-10T09-22-02-1.json",
            body("op-2", "running"),
        )
        .with(
            "captures/2026-03-10T09-22-09-1.json",
            body("op-1", "completed"),
        );
    let ended = desk.run(&recipe("--latest"));
    assert_eq!(ended.status, Some(0), "{ended:#?}");
    let rows: Vec<_> = ended
        .stdout
        .lines()
        .filter(|row| row.contains(" op-"))
        .collect();
    assert_eq!(rows.len(), 2, "{ended:#?}");
    assert!(
        rows.iter()
            .any(|row| row.starts_with("completed") && row.ends_with("op-1"))
    );
    assert!(
        rows.iter()
            .any(|row| row.starts_with("running") && row.ends_with("op-2"))
    );
}

// ---- continuous integration ----

/// The commands of the workflow, as GitHub runs them: each by itself, until one fails.
#[test]
fn a_workflow_annotates_and_uploads() {
    let block = blocks(&recipes(), "yaml").into_iter().next().unwrap().1;
    let runs = block
        .lines()
        .filter_map(|line| line.trim_start_matches([' ', '-']).strip_prefix("run: "));
    let runs: Vec<_> = runs.collect();
    let [judging, uploading] = runs[..] else {
        panic!("{block}");
    };
    let good = Desk::new().with_payload("captures/good.json", "accept/play-prompt.json");
    good.run(judging).is(0, "", "");
    good.run(uploading).is(0, "", "");
    let bad = good
        .with_payload("captures/bad.json", "reject/CO103-unknown-status.json")
        .with_payload("captures/drift.ndjson", "accept/CO201-status-case.ndjson");
    let ended = bad.run(judging);
    assert_eq!(ended.status, Some(1), "{ended:#?}");
    for begin in [
        "::error file=captures/bad.json,line=5,col=13,",
        "::error file=captures/drift.ndjson,line=1,",
    ] {
        assert!(
            ended.stdout.lines().any(|line| line.starts_with(begin)),
            "{ended:#?}"
        );
    }
    assert_eq!(bad.run(uploading).status, Some(0));
    let sarif: serde_json::Value = serde_json::from_str(&bad.read("commsop.sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let mut found: Vec<_> = results.iter().map(place).collect();
    found.dedup();
    assert_eq!(
        found,
        [
            ("captures/bad.json", "CO103", "error"),
            ("captures/drift.ndjson", "CO201", "error")
        ]
    );
}

fn place(result: &serde_json::Value) -> (&str, &str, &str) {
    let location = &result["locations"][0]["physicalLocation"]["artifactLocation"];
    (
        location["uri"].as_str().unwrap(),
        result["ruleId"].as_str().unwrap(),
        result["level"].as_str().unwrap(),
    )
}

// ---- pipes ----

/// A script of several processes, all gone when dropped.
struct Group(Child);

impl Drop for Group {
    fn drop(&mut self) {
        let kill = format!("kill -TERM -{}", self.0.id());
        let _ = Command::new("sh").args(["-c", &kill]).status();
        let _ = self.0.wait();
    }
}

/// Each line is appended only when the row of the one before has been read.
#[test]
fn tail_shows_each_row_before_the_next_line() {
    if installed("tail").is_none() {
        return eprintln!("skipped: tail is not installed");
    }
    let record = |number: u32| format!("{{\"id\":\"op-{number}\",\"status\":\"running\"}}\n");
    let desk = Desk::new().with("notifications.ndjson", record(1));
    let mut command = desk.command(recipe("tail -F").trim_end());
    command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0);
    let mut group = Group(command.spawn().unwrap());
    let stdout = BufReader::new(group.0.stdout.take().unwrap());
    let (rows, shown) = mpsc::channel();
    std::thread::spawn(move || {
        for row in stdout.lines().map_while(Result::ok) {
            let _ = rows.send(row);
        }
    });
    let log = desk.path().join("notifications.ndjson");
    for number in 1..=3 {
        if number > 1 {
            let mut log = std::fs::File::options().append(true).open(&log).unwrap();
            log.write_all(record(number).as_bytes()).unwrap();
        }
        let row = shown
            .recv_timeout(Duration::from_secs(30))
            .expect("the row comes at once");
        assert!(
            row.starts_with("running ") && row.ends_with(&format!(" op-{number}")),
            "{row}"
        );
    }
}

#[test]
fn jq_goes_on() {
    if installed("jq").is_none() {
        return eprintln!("skipped: jq is not installed");
    }
    let desk = Desk::new().with_payload("log.ndjson", "accept/call.ndjson");
    let ended = desk.run(&recipe("jq -r"));
    let failed =
        "77a1d0de-11d1-4c3e-b0a4-6a0d6f7f4b03\t412\ne81b3f05-2a7c-4d96-b5e8-1c4d7a6f9b05\t\n";
    assert_eq!(
        (ended.status, ended.stdout.as_str()),
        (Some(0), failed),
        "{ended:#?}"
    );
}

// ---- many files ----

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

// ---- the cluster ----

/// The script of the page.
fn judged() -> String {
    blocks(&recipes(), "python").into_iter().next().unwrap().1
}

/// What Spark runs for each partition, without Spark: bad records pass, a bad run does not.
#[test]
fn the_mapper_passes_bad_records_only() {
    let script = judged();
    let (_, mapper) = script.split_once("mapper = f\"").unwrap();
    let (mapper, _) = mapper.split_once("\"\n").unwrap();
    let mapper = |now| mapper.replace("{commsop}", "commsop").replace("{now}", now);
    for (payload, status, records) in [
        ("accept/call.ndjson", 0, 5),
        ("reject/CO103-status-of-other-types.ndjson", 0, 5),
        ("reject/CO005-broken-line.ndjson", 0, 4),
        ("reject/CO001-empty.json", 0, 1),
    ] {
        let desk = Desk::new().with_payload("partition", payload);
        let ended = desk.run(&format!("{} < partition", mapper(NOW)));
        let found = (ended.status, ended.stdout.lines().count());
        assert_eq!(found, (Some(status), records), "{ended:#?}");
        assert_eq!(
            desk.run(&format!("{} < partition", mapper("soon"))).status,
            Some(1)
        );
    }
}

/// The whole of it, with what it is said to print.
#[test]
#[ignore = "starts Spark, which takes its time"]
fn spark_prints_what_is_shown() {
    if installed("spark-submit").is_none() {
        return eprintln!("skipped: Spark is not installed");
    }
    let desk = Desk::new().with("judged.py", judged());
    symlink(root().join("tests"), desk.path().join("tests")).unwrap();
    let script = recipe("spark-submit");
    let (install, script) = script.split_once('\n').unwrap();
    assert_eq!(install, "pip install pyspark");
    let shown = blocks(&recipes(), "text").into_iter().next().unwrap().1;
    let ended = desk.run(&format!("set -e\n{script}"));
    assert_eq!(ended.status, Some(0), "{ended:#?}");
    same(script, shown.trim_end(), ended.stdout.trim_end());
}
