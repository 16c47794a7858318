//! What a name on the command line stands for: standard input, a file, the payloads of a directory.

use super::source::{Source, Unavailable, reason};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::vec;

/// The endings of the files that are taken from a directory.
const ENDINGS: [&str; 3] = ["json", "jsonl", "ndjson"];

/// Standard input alone.
pub fn stdin() -> Expansion {
    Entry::Source(Source::Stdin).into()
}

/// The sources behind one name of the command line, one after the other: the file itself, or the
/// payloads in a directory and below it, in sorted order. Links inside a directory are not
/// followed, so a loop of them does not matter.
pub fn expand(path: &Path) -> Expansion {
    let path = path.to_owned();
    let entry = match fs::metadata(&path) {
        Ok(metadata) if metadata.is_dir() => Entry::Directory(path),
        Ok(metadata) if metadata.is_file() => {
            Entry::Source(Source::Plain(path, Some(metadata.len())))
        }
        // Opening it says what is wrong, if anything is.
        _ => Entry::Source(Source::File(path)),
    };
    entry.into()
}

/// The sources behind one name, as [`expand`] and [`stdin`] make it.
#[derive(Debug)]
pub struct Expansion {
    /// What was named, until it is looked at.
    named: Option<Entry>,
    /// The directory being walked, below those that it is in.
    walked: Vec<Directory>,
    /// The directory that was named, as long as nothing has been found in it.
    fruitless: Option<PathBuf>,
}

#[derive(Debug)]
enum Entry {
    Source(Source),
    Directory(PathBuf),
}

impl From<Entry> for Expansion {
    fn from(named: Entry) -> Self {
        Self {
            fruitless: match &named {
                Entry::Directory(path) => Some(path.clone()),
                Entry::Source(_) => None,
            },
            named: Some(named),
            walked: Vec::new(),
        }
    }
}

impl Expansion {
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
            self.fruitless = None;
            return Some(found);
        }
        Some(Err(Unavailable {
            path: self.fruitless.take()?,
            reason: "no *.json, *.jsonl or *.ndjson in this directory".to_owned(),
            near: None,
        }))
    }
}

/// What is left of a directory. One may have very many entries, so each is no more than its name.
#[derive(Debug)]
struct Directory {
    path: PathBuf,
    entries: vec::IntoIter<(Box<OsStr>, EntryKind)>,
}

#[derive(Clone, Copy, Debug)]
enum EntryKind {
    Payload,
    Directory,
}

impl Directory {
    /// The payloads and directories in `path`, sorted by name.
    fn read(path: PathBuf) -> Result<Self, Unavailable> {
        match entries(&path) {
            Ok(entries) => Ok(Self {
                path,
                entries: entries.into_iter(),
            }),
            Err(error) => Err(Unavailable {
                path,
                reason: reason(&error),
                near: None,
            }),
        }
    }

    fn next(&mut self) -> Option<Entry> {
        let (name, kind) = self.entries.next()?;
        let path = self.path.join(&*name);
        Some(match kind {
            EntryKind::Payload => Entry::Source(Source::Plain(path, None)),
            EntryKind::Directory => Entry::Directory(path),
        })
    }
}

fn entries(path: &Path) -> io::Result<Vec<(Box<OsStr>, EntryKind)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let name = entry.file_name().into_boxed_os_str();
        if kind.is_dir() {
            entries.push((name, EntryKind::Directory));
        } else if kind.is_file() && is_payload(Path::new(&name)) {
            entries.push((name, EntryKind::Payload));
        }
    }
    entries.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    Ok(entries)
}

fn is_payload(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        ENDINGS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(ending))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::folder::Folder;

    fn folder(name: &str, paths: &[&str]) -> Folder {
        let folder = Folder::new(name);
        for path in paths {
            folder.add(path, b"");
        }
        folder
    }

    /// What is found below `root`, and why nothing is; `/` between names.
    fn found(root: &Path) -> Vec<String> {
        let name = |path: &Path| {
            let inner = path.strip_prefix(root).unwrap();
            let names = inner
                .components()
                .map(|it| it.as_os_str().to_string_lossy());
            names.collect::<Vec<_>>().join("/")
        };
        let found = expand(root).map(|found| match found {
            Ok(Source::Plain(path, None)) => name(&path),
            Ok(other) => panic!("{other:?}"),
            Err(trouble) => format!("{}: {}", name(&trouble.path), trouble.reason),
        });
        found.collect()
    }

    #[test]
    fn names_are_sorted_by_themselves_and_not_as_parts_of_paths() {
        let folder = folder(
            "walk",
            &[
                "a/x.json",
                "a/b/y.json",
                "a-b/z.json",
                "a.json",
                "a.json.d/1.NDJSON",
                "x.json/in.json",
                "x.json/.json",
                "b.txt",
                "b",
                "c/",
                "z.jsonl",
            ],
        );
        let expected = [
            "a/b/y.json",
            "a/x.json",
            "a-b/z.json",
            "a.json",
            "a.json.d/1.NDJSON",
            "x.json/in.json",
            "z.jsonl",
        ];
        assert_eq!(found(&folder.0), expected);
    }

    #[test]
    fn one_message_says_that_there_is_nothing() {
        let folder = folder("empty", &["a/b/c/", "a/d/", "e.txt"]);
        let nothing = ": no *.json, *.jsonl or *.ndjson in this directory";
        assert_eq!(found(&folder.0), [nothing]);
    }

    #[test]
    fn a_directory_that_cannot_be_read_hides_no_other() {
        let folder = folder("gone", &["a/1.json", "b/2.json", "c/3.json"]);
        let mut found = expand(&folder.0);
        assert!(matches!(found.next(), Some(Ok(_))));
        fs::remove_dir_all(folder.0.join("b")).unwrap();
        let trouble = found.next().unwrap().unwrap_err();
        assert_eq!(
            (trouble.path, &*trouble.reason),
            (folder.0.join("b"), "no such file")
        );
        assert!(matches!(found.next(), Some(Ok(_))));
        assert!(
            found.next().is_none(),
            "files were found, so nobody complains"
        );
    }
}
