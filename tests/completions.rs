//! The completion scripts: those committed are those generated, and each shell that is installed
//! completes options, values and file names with them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "a test that cannot go on must stop"
)]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use support::{Scratch, committed, commsop, root};

/// The word after `--generate`, and the file name by which the shell finds the script.
const SCRIPTS: [(&str, &str); 6] = [
    ("bash", "commsop.bash"),
    ("zsh", "_commsop"),
    ("fish", "commsop.fish"),
    ("powershell", "_commsop.ps1"),
    ("elvish", "commsop.elv"),
    ("nushell", "commsop.nu"),
];

/// What is typed before the tab, and what the line has become.
const TYPED: [(&str, &str); 8] = [
    ("--ou", "--output"),
    ("--exi", "--exit-status"),
    ("-o nd", "-o ndjson"),
    ("--output sum", "--output summary"),
    ("-f elap", "-f elapsed"),
    ("--schema v", "--schema v1.0"),
    ("payl", "payload.json"),
    ("-q payl", "-q payload.json"),
];

fn script(name: &str) -> PathBuf {
    root().join("completions").join(name)
}

#[test]
fn the_committed_scripts_are_the_generated_ones() {
    for (shell, name) in SCRIPTS {
        let ended = commsop(&format!("commsop --generate {shell}")).run();
        assert_eq!(
            (ended.status, ended.stderr.as_str()),
            (Some(0), ""),
            "{shell}"
        );
        committed(&script(name), &ended.stdout);
    }
    let found = std::fs::read_dir(root().join("completions")).unwrap();
    assert_eq!(found.count(), SCRIPTS.len(), "a file that is not generated");
}

fn is_installed(shell: &str) -> bool {
    let found = Command::new(shell).arg("--version").output().is_ok();
    if !found {
        eprintln!("skipped: {shell} is not installed");
    }
    found
}

/// A directory with one file to complete.
fn here() -> Scratch {
    Scratch::new().with("payload.json", "{}")
}

#[test]
fn fish_completes() {
    if !is_installed("fish") {
        return;
    }
    let here = here();
    for (typed, expected) in TYPED {
        let ask = format!(
            "source {:?}; complete -C 'commsop {typed}'",
            script("commsop.fish")
        );
        let output = Command::new("fish")
            .args(["--no-config", "-c", &ask])
            .env("HOME", here.path())
            .current_dir(here.path())
            .output()
            .unwrap();
        let found = String::from_utf8(output.stdout).unwrap();
        let word = expected.rsplit(' ').next().unwrap();
        let mut words = found.lines().filter_map(|line| line.split('\t').next());
        assert!(words.any(|found| found == word), "{typed}: {found:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn bash_completes() {
    if !is_installed("bash") {
        return;
    }
    let load = format!("source '{}'", script("commsop.bash").display());
    typed_into("bash --norc --noprofile -i", &load);
}

#[cfg(target_os = "linux")]
#[test]
fn zsh_completes() {
    if !is_installed("zsh") {
        return;
    }
    let load = format!(
        "fpath=('{}' $fpath); autoload -U compinit; compinit -D -u",
        script("").display()
    );
    typed_into("zsh -f -i", &load);
}

/// Types each line into an interactive shell, with a tab and return behind it, and looks at what
/// the command was given.
#[cfg(target_os = "linux")]
fn typed_into(shell: &str, load: &str) {
    let here = here();
    let Some(mut terminal) = terminal::Terminal::open(shell, here.path()) else {
        return eprintln!("skipped: script(1) is not installed");
    };
    // The prompt is put together, so that the echo of this line is not taken for it.
    let prompt = "PS1='rea''dy> '; PROMPT_COMMAND=; unset zle_bracketed_paste";
    terminal.enter(&format!(
        "{prompt}; {load}; commsop() {{ printf '[%s]' \"$*\"; echo; }}"
    ));
    for (typed, expected) in TYPED {
        let answer = terminal.enter(&format!("commsop {typed}\t"));
        assert!(
            answer.contains(&format!("[{expected}]")),
            "{shell}, {typed}: {answer:?}"
        );
    }
}

#[cfg(target_os = "linux")]
mod terminal {
    use super::{Command, Path};
    use std::io::{Read, Write};
    use std::process::{Child, ChildStdin, Stdio};
    use std::sync::mpsc::{Receiver, channel};
    use std::time::{Duration, Instant};

    /// A shell on a terminal of its own, which script(1) makes.
    pub(super) struct Terminal {
        child: Child,
        keys: ChildStdin,
        screen: Receiver<Vec<u8>>,
    }

    impl Terminal {
        pub(super) fn open(shell: &str, directory: &Path) -> Option<Self> {
            let mut child = Command::new("script")
                .args(["-qec", shell, "/dev/null"])
                .env_clear()
                .env("PATH", std::env::var_os("PATH").unwrap_or_default())
                .env("HOME", directory)
                .env("TERM", "dumb")
                .env("SHELL", "/bin/sh")
                .current_dir(directory)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .ok()?;
            let keys = child.stdin.take().unwrap();
            let mut stdout = child.stdout.take().unwrap();
            let (send, screen) = channel();
            std::thread::spawn(move || {
                let mut bytes = [0; 4096];
                while let Ok(n @ 1..) = stdout.read(&mut bytes) {
                    if send.send(bytes[..n].to_vec()).is_err() {
                        break;
                    }
                }
            });
            Some(Self {
                child,
                keys,
                screen,
            })
        }

        /// Types a line; what appears before the next prompt.
        pub(super) fn enter(&mut self, line: &str) -> String {
            self.keys.write_all(line.as_bytes()).unwrap();
            self.keys.write_all(b"\r").unwrap();
            self.keys.flush().unwrap();
            let deadline = Instant::now() + Duration::from_secs(30);
            let mut seen = Vec::new();
            loop {
                let left = deadline.saturating_duration_since(Instant::now());
                match self.screen.recv_timeout(left) {
                    Ok(bytes) => seen.extend(bytes),
                    Err(_) => panic!("{line:?}: no prompt: {:?}", String::from_utf8_lossy(&seen)),
                }
                let text = String::from_utf8_lossy(&seen);
                if text.trim_end_matches(['\r', '\n']).ends_with("ready> ") {
                    return text.into_owned();
                }
            }
        }
    }

    impl Drop for Terminal {
        fn drop(&mut self) {
            let _ = self.keys.write_all(b"exit\r");
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
