//! curl in a loop, against a server that answers as Graph does.

use crate::desk::{Desk, installed};
use crate::recipe;
use crate::support::Ended;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

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
