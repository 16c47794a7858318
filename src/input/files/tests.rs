//! Files that are opened and read before their turn.

use super::*;
use crate::input::expansion::expand;
use crate::input::folder::Folder;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// A folder of so many files; the `n`th holds `n % 3000` bytes.
fn folder(name: &str, count: usize) -> Folder {
    let folder = Folder::new(name);
    for n in 0..count {
        folder.add(&format!("{n:06}.json"), &vec![b'x'; n % 3000]);
    }
    folder
}

/// What is handed over of all that is behind `paths`: its path, and how many bytes if that is known.
fn all(paths: &[&Path], cores: usize) -> Vec<(PathBuf, Option<usize>)> {
    let mut seen = Vec::new();
    let found = paths.iter().flat_map(|path| expand(path));
    each(found, Some(cores), |found, content| {
        let path = match found {
            Ok(Source::Plain(path, _) | Source::File(path)) => path.clone(),
            Ok(Source::Stdin) => PathBuf::new(),
            Err(unavailable) => unavailable.path.clone(),
        };
        seen.push((path, content.map(<[u8]>::len)));
        true
    });
    seen
}

#[test]
fn all_come_in_order_with_what_they_hold() {
    let many = folder("many", 1000);
    let few = folder("few", FEW);
    let none = folder("none", 0);
    let missing = many.0.join("missing");
    let large = few.0.join("large.ndjson");
    std::fs::write(&large, vec![b'x'; SMALL + 1]).expect("a file");
    let paths = [&few.0, &missing, &many.0, &large, &none.0, &many.0].map(PathBuf::as_path);
    let alone = all(&paths, 1);
    assert_eq!(alone.len(), FEW + 1 + 1 + 1000 + 1 + 1 + 1000);
    assert!(alone.iter().all(|(_, content)| content.is_none()));
    for cores in [2, 3, 5] {
        let helped = all(&paths, cores);
        for ((path, _), (same, content)) in alone.iter().zip(&helped) {
            assert_eq!(path, same, "{cores}");
            let length = std::fs::metadata(path)
                .ok()
                .filter(std::fs::Metadata::is_file);
            let length = length.map(|metadata| metadata.len() as usize);
            let small = length.filter(|length| (1..=SMALL).contains(length));
            assert!(content.is_none() || *content == small, "{}", path.display());
        }
        let read = helped.iter().filter(|(_, content)| content.is_some());
        assert!(read.count() >= 1990, "{cores}");
    }
}

/// What writes into a pipe may write the files behind it too, before it ends.
#[test]
fn nothing_is_looked_for_behind_what_may_have_to_be_waited_for() {
    let folder = folder("behind", 3 * BATCH);
    let pipe = || std::iter::once(Ok(Source::File(folder.0.join("pipe"))));
    let files = || expand(&folder.0);
    for cores in [1, 2, 4] {
        let looked_for = AtomicUsize::new(0);
        let found = files()
            .chain(pipe())
            .chain(files())
            .chain(pipe())
            .chain(pipe());
        let found = found.chain(files()).inspect(|_| {
            looked_for.fetch_add(1, Ordering::SeqCst);
        });
        let mut seen = 0;
        each(found, Some(cores), |found, _| {
            seen += 1;
            if matches!(found, Ok(Source::File(_))) {
                // Long enough for the others to look farther, if they did.
                thread::sleep(Duration::from_millis(20));
                assert_eq!(looked_for.load(Ordering::SeqCst), seen, "{cores}");
            }
            true
        });
        assert_eq!(seen, 9 * BATCH + 3, "{cores}");
    }
}

#[test]
fn ends_where_no_more_is_wanted() {
    let folder = folder("unwanted", 600);
    for cores in [1, 2, 4] {
        for wanted in [1, FEW, FEW + 1, FEW + BATCH, 500] {
            let mut seen = 0;
            each(expand(&folder.0), Some(cores), |_, _| {
                seen += 1;
                seen < wanted
            });
            assert_eq!(seen, wanted, "{cores}");
        }
    }
}

#[test]
fn what_has_another_length_than_it_had_is_left_to_the_one_who_judges() {
    let folder = folder("grown", 12);
    let read = |known| {
        let source = Source::Plain(folder.0.join("000010.json"), known);
        let mut bytes = b"before".to_vec();
        let length = read_small(&source, &mut bytes);
        length.map(|length| bytes.get(6..6 + length) == Some(&[b'x'; 10]))
    };
    assert_eq!(read(None), Some(true));
    assert_eq!(read(Some(10)), Some(true));
    for wrong in [0, 9, 11] {
        assert_eq!(read(Some(wrong)), None, "{wrong}");
    }
    let mut bytes = Vec::new();
    for source in [
        Source::Stdin,
        Source::File(folder.0.join("000010.json")),
        Source::Plain(folder.0.clone(), None),
        Source::Plain(folder.0.join("000000.json"), None),
    ] {
        assert_eq!(read_small(&source, &mut bytes), None, "{source:?}");
    }
}
