//! Where bytes come from: standard input, a file, the payloads of a directory.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The endings of the files that are taken from a directory.
const ENDINGS: [&str; 3] = ["json", "jsonl", "ndjson"];
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

/// Standard input alone.
pub fn stdin() -> Expansion {
    Expansion::from(Entry::Source(Source::Stdin))
}

/// The sources behind one name of the command line, one after the other: the file itself, or the
/// payloads in a directory and below it, in sorted order. Links inside a directory are not
/// followed, so a loop of them does not matter.
pub fn expand(path: &Path) -> Expansion {
    let path = path.to_owned();
    Expansion::from(match fs::metadata(&path) {
        Ok(metadata) if metadata.is_dir() => Entry::Directory(path),
        Ok(metadata) if metadata.is_file() => {
            Entry::Source(Source::Plain(path, Some(metadata.len())))
        }
        // Opening it says what is wrong, if anything is.
        _ => Entry::Source(Source::File(path)),
    })
}

/// See [`expand`].
#[derive(Debug)]
pub struct Expansion {
    /// What was named, until it is looked at.
    named: Option<Entry>,
    /// The directory being walked, below those that it is in.
    walked: Vec<Directory>,
    /// The directory that was named, as long as nothing has been found in it.
    empty: Option<PathBuf>,
}

#[derive(Debug)]
enum Entry {
    Source(Source),
    Directory(PathBuf),
}

/// What is left of a directory. One may have very many entries, so each is no more than its name.
#[derive(Debug)]
struct Directory {
    path: PathBuf,
    names: std::vec::IntoIter<(Box<OsStr>, Is)>,
}

/// What a name in a directory stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Is {
    Payload,
    Directory,
}

impl Directory {
    /// The payloads and directories in `path`, sorted by name.
    fn read(path: PathBuf) -> Result<Self, Unavailable> {
        match names(&path) {
            Ok(names) => Ok(Self {
                path,
                names: names.into_iter(),
            }),
            Err(error) => Err(Unavailable {
                path,
                reason: reason(&error),
                near: None,
            }),
        }
    }

    fn next(&mut self) -> Option<Entry> {
        let (name, is) = self.names.next()?;
        let path = self.path.join(&*name);
        Some(match is {
            Is::Payload => Entry::Source(Source::Plain(path, None)),
            Is::Directory => Entry::Directory(path),
        })
    }
}

fn names(path: &Path) -> io::Result<Vec<(Box<OsStr>, Is)>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let name = entry.file_name().into_boxed_os_str();
        if kind.is_dir() {
            names.push((name, Is::Directory));
        } else if kind.is_file() && is_payload(Path::new(&name)) {
            names.push((name, Is::Payload));
        }
    }
    names.sort_unstable();
    Ok(names)
}

impl Expansion {
    fn from(named: Entry) -> Self {
        Self {
            empty: match &named {
                Entry::Directory(path) => Some(path.clone()),
                Entry::Source(_) => None,
            },
            named: Some(named),
            walked: Vec::new(),
        }
    }

    /// The next one where it stands; directories that are at their end are left.
    fn entry(&mut self) -> Option<Entry> {
        if let Some(named) = self.named.take() {
            return Some(named);
        }
        while let Some(directory) = self.walked.last_mut() {
            if let Some(entry) = directory.next() {
                return Some(entry);
            }
            self.walked.pop();
        }
        None
    }
}

impl Iterator for Expansion {
    type Item = Result<Source, Unavailable>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(entry) = self.entry() {
            let found = match entry {
                Entry::Source(source) => Ok(source),
                Entry::Directory(path) => match Directory::read(path) {
                    Ok(directory) => {
                        self.walked.push(directory);
                        continue;
                    }
                    Err(trouble) => Err(trouble),
                },
            };
            self.empty = None;
            return Some(found);
        }
        Some(Err(Unavailable {
            path: self.empty.take()?,
            reason: "no *.json, *.jsonl or *.ndjson in this directory".to_owned(),
            near: None,
        }))
    }
}

fn is_payload(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        ENDINGS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(ending))
    })
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
