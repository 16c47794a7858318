//! A place to type recipes in.

use crate::support::{Ended, NOW, Scratch, root};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where this tool is, if anywhere.
pub(crate) fn installed(tool: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|directory| directory.join(tool))
        .find(|it| it.is_file())
}

/// A place to type a recipe in: `commsop` is found, `sleep` takes no time, and nothing of the
/// caller's environment gets in.
pub(crate) struct Desk {
    here: Scratch,
    bin: Scratch,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let bin = Scratch::new();
        symlink(env!("CARGO_BIN_EXE_commsop"), bin.path().join("commsop")).unwrap();
        symlink(installed("true").unwrap(), bin.path().join("sleep")).unwrap();
        Self {
            here: Scratch::new(),
            bin,
        }
    }

    pub(crate) fn with(mut self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.here = self.here.with(name, bytes);
        self
    }

    /// A copy of a payload of the repository.
    pub(crate) fn with_payload(self, name: &str, payload: &str) -> Self {
        let bytes = std::fs::read(root().join("tests/payloads").join(payload)).unwrap();
        self.with(name, bytes)
    }

    pub(crate) fn path(&self) -> &Path {
        self.here.path()
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    pub(crate) fn command(&self, script: &str) -> Command {
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

    pub(crate) fn run(&self, script: &str) -> Ended {
        self.run_with(script, &[])
    }

    pub(crate) fn run_with(&self, script: &str, variables: &[(&str, &str)]) -> Ended {
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
