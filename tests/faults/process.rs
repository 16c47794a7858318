//! Sockets, streams that do not wait, signals.

use std::io::Write as _;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// The program with these streams.
fn program(stdin: impl Into<Stdio>, stdout: impl Into<Stdio>) -> Child {
    Command::new(env!("CARGO_BIN_EXE_commsop"))
        .args(["--now", "2026-03-10T09:30:00Z", "-f", "id"])
        .stdin(stdin)
        .stdout(stdout)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

const RECORD: &[u8] = b"{\"id\":\"op-1\",\"status\":\"running\"}\n";

#[test]
fn a_socket_is_a_stream_like_any_other() {
    let (mut here, there) = UnixStream::pair().unwrap();
    let child = program(OwnedFd::from(there), Stdio::piped());
    here.write_all(RECORD).unwrap();
    drop(here);
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), &output.stdout[..]),
        (Some(0), &b"op-1\n"[..])
    );
}

/// EAGAIN: another program has made the stream that both share non-blocking.
#[test]
fn a_stream_that_does_not_wait_is_told() {
    let (here, there) = UnixStream::pair().unwrap();
    there.set_nonblocking(true).unwrap();
    let mut child = program(Stdio::piped(), OwnedFd::from(there));
    let mut stdin = child.stdin.take().unwrap();
    // Nobody reads, so at some time there is no more room; then it ends, and so does the pipe.
    while stdin.write_all(&RECORD.repeat(1000)).is_ok() {}
    let output = child.wait_with_output().unwrap();
    drop(here);
    let stderr = String::from_utf8(output.stderr).unwrap();
    let told = "commsop: cannot write the output: resource temporarily unavailable";
    assert!(stderr.contains(told), "{stderr}");
    assert_eq!(output.status.code(), Some(3));

    let (_here, there) = UnixStream::pair().unwrap();
    there.set_nonblocking(true).unwrap();
    let output = program(OwnedFd::from(there), Stdio::piped())
        .wait_with_output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    let told = "<stdin>: error[CO007]: resource temporarily unavailable";
    assert!(stderr.starts_with(told), "{stderr}");
    assert_eq!(output.status.code(), Some(3));
}

/// 130 and 143 to a shell: it ends by the signal, and not because its input does.
#[test]
fn an_interrupt_ends_it_at_once() {
    for (name, number) in [("INT", 2), ("TERM", 15)] {
        for is_busy in [false, true] {
            let mut child = program(Stdio::piped(), Stdio::null());
            let mut stdin = child.stdin.take().unwrap();
            stdin.write_all(RECORD).unwrap();
            let (ended, has_ended) = mpsc::channel::<()>();
            let feeder = std::thread::spawn(move || {
                let blocks = if is_busy { 100_000 } else { 0 };
                let _ = (0..blocks).try_for_each(|_| stdin.write_all(&RECORD.repeat(1000)));
                // An idle one keeps the pipe open.
                let _ = has_ended.recv_timeout(Duration::from_secs(20));
            });
            std::thread::sleep(Duration::from_millis(200));
            let id = child.id().to_string();
            let sent = Command::new("kill").args(["-s", name, &id]).status();
            assert!(sent.unwrap().success());
            let status = child.wait().unwrap();
            assert_eq!(status.signal(), Some(number), "{name}");
            drop(ended);
            feeder.join().unwrap();
        }
    }
}
