//! Where bytes come from: standard input or a file.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How much a fast pipe is to hold. More gains nothing (measured).
pub(crate) const PIPE: usize = 256 << 10;
/// How many names of a directory are compared with a missing one.
const MAX_NEAR: usize = 1000;

/// One input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file, of whatever kind.
    File(PathBuf),
    /// A regular file, and how long it was when it was looked up, if it was.
    Plain(PathBuf, Option<u64>),
}

impl Source {
    /// The name in a message.
    pub fn title(&self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::File(path) | Self::Plain(path, _) => path.to_string_lossy().into_owned(),
        }
    }

    /// The name in data.
    pub fn path(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) | Self::Plain(path, _) => path.to_string_lossy().into_owned(),
        }
    }

    /// Opens it. Also says how long it is, if that is known and it is a regular file.
    ///
    /// # Errors
    ///
    /// What opening gives.
    pub fn open(&self) -> io::Result<(Stream, Option<u64>)> {
        let (path, known) = match self {
            Self::Stdin => match regular_stdin().filter(|(_, length)| *length > 0) {
                Some((file, length)) => {
                    let left = Some(length);
                    return Ok((Stream::File(Whole { file, left }), left));
                }
                None => return Ok((Stream::Stdin(io::stdin()), None)),
            },
            Self::File(path) => (path, None),
            Self::Plain(path, length) => (path, *length),
        };
        let file = File::open(path)?;
        let length = match known {
            Some(length) => Some(length),
            None => length_of(&file.metadata()?)?,
        };
        // Files that are made up while they are read have no length.
        let left = length.filter(|length| *length > 0);
        Ok((Stream::File(Whole { file, left }), length))
    }

    /// Why opening it failed, in words, and a name nearby that was meant perhaps.
    pub fn unavailable(&self, error: &io::Error) -> (String, Option<String>) {
        match self {
            Self::File(path) | Self::Plain(path, _) if error.kind() == io::ErrorKind::NotFound => {
                if fs::symlink_metadata(path).is_ok() {
                    return ("this link leads nowhere".to_owned(), None);
                }
                (reason(error), near_name(path))
            }
            _ => (reason(error), None),
        }
    }
}

/// What standard input is, whatever it is.
#[cfg(unix)]
fn stdin_file() -> io::Result<File> {
    use std::os::fd::AsFd;
    io::stdin().as_fd().try_clone_to_owned().map(File::from)
}

/// Whether standard input comes from another command.
#[cfg(unix)]
pub fn stdin_is_pipe() -> bool {
    use std::os::unix::fs::FileTypeExt;
    let opened = stdin_file().and_then(|file| file.metadata());
    opened.is_ok_and(|metadata| {
        let kind = metadata.file_type();
        kind.is_fifo() || kind.is_socket()
    })
}

/// Standard input, where it is a regular file of which nothing has been read yet, and its length:
/// such a file needs not be waited for, and can be read with all cores.
#[cfg(unix)]
fn regular_stdin() -> Option<(File, u64)> {
    use std::io::Seek;
    let mut file = stdin_file().ok()?;
    let metadata = file.metadata().ok().filter(fs::Metadata::is_file)?;
    (file.stream_position().ok()? == 0).then_some((file, metadata.len()))
}

/// Not known on this system.
#[cfg(not(unix))]
fn regular_stdin() -> Option<(File, u64)> {
    None
}

/// Whether standard input comes from another command: as far as is known, always.
#[cfg(not(unix))]
pub fn stdin_is_pipe() -> bool {
    true
}

/// An open source.
#[derive(Debug)]
pub enum Stream {
    /// Standard input. Nearly every read is large enough to pass by the handle's own buffer.
    Stdin(io::Stdin),
    /// A file.
    File(Whole),
}

/// A file that is read from its begin.
#[derive(Debug)]
pub struct Whole {
    file: File,
    /// How much is left, as far as that is known and right.
    left: Option<u64>,
}

impl Whole {
    /// The file, at its begin.
    pub fn into_file(self) -> File {
        self.file
    }
}

impl Read for Whole {
    /// Behind the last byte the system is not asked whether there are more: with many small files
    /// that is a good part of the work. One that has grown meanwhile is read on.
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.left == Some(0) {
            return Ok(0);
        }
        let n = self.file.read(out)?;
        self.left = self.left.and_then(|left| left.checked_sub(n as u64));
        Ok(n)
    }
}

impl Stream {
    /// Lets a pipe hold more, so that who writes and who reads it wait less for each other (pipe(7),
    /// "Pipe capacity"). Where that is refused or unknown, it stays as it is.
    #[cfg(target_os = "linux")]
    pub(crate) fn widen(&self) {
        use rustix::pipe::{fcntl_getpipe_size, fcntl_setpipe_size};
        use std::os::fd::AsFd;
        let stdin = io::stdin();
        let file = match self {
            Self::Stdin(_) => stdin.as_fd(),
            Self::File(whole) => whole.file.as_fd(),
        };
        if fcntl_getpipe_size(file).is_ok_and(|size| size < PIPE) {
            let _ = fcntl_setpipe_size(file, PIPE);
        }
    }

    /// Nothing is known to be done on this system.
    #[cfg(not(target_os = "linux"))]
    pub(crate) fn widen(&self) {}
}

impl Read for Stream {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Stdin(stdin) => stdin.lock().read(out),
            Self::File(file) => file.read(out),
        }
    }
}

/// The length of a regular file; of nothing else it is known.
fn length_of(metadata: &fs::Metadata) -> io::Result<Option<u64>> {
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(metadata.is_file().then_some(metadata.len()))
}

/// Why a source gives nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unavailable {
    /// The name of it.
    pub path: PathBuf,
    /// The reason in words.
    pub reason: String,
    /// A name nearby that exists.
    pub near: Option<String>,
}

/// The words for an error of the operating system, which differ from system to system.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "this is a directory".to_owned(),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or(&text);
            text.to_ascii_lowercase()
        }
    }
}

/// The name in the same directory that is most like a missing one.
fn near_name(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.to_lowercase();
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let entries = fs::read_dir(parent.unwrap_or(Path::new("."))).ok()?;
    let names = entries
        .take(MAX_NEAR)
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let (likeness, near) = names
        .map(|known| (strsim::jaro_winkler(&name, &known.to_lowercase()), known))
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    let near = parent.map_or(near.clone(), |parent| {
        parent.join(&near).to_string_lossy().into_owned()
    });
    (likeness > 0.85).then_some(near)
}
