//! Names that are nearly documented ones: in another spelling, off by a letter, or old.

use super::OPERATION;
use crate::name::Name;

/// The properties of what stands around an operation that are also read in another spelling.
const AROUND: [Name; 7] = [
    Name::Value,
    Name::ResourceData,
    Name::ResourceUrl,
    Name::Resource,
    Name::ChangeType,
    Name::LifecycleEvent,
    Name::Error,
];

/// Short names differ by a letter from too many words of their own right.
const SHORTEST_NEAR: usize = 6;

/// What `resultInfo` was called in January 2019 (microsoft-graph-docs 43feb78), and in the SDK until 2018.
const OLD_RESULT_INFO: &str = "errorInfo";

/// Whether `key` is a documented name of an operation, or nearly. Asked of every name that is not known.
pub fn is_near_operation(key: &str) -> bool {
    const LENGTHS: Lengths = Lengths::of(&OPERATION);
    LENGTHS.may_be_near(key) && near_name(key, &OPERATION).is_some()
}

/// For each letter the lengths of what is near a name that begins, or ends, with it: a bit for each. One letter
/// changes one end, so a look at this tells most unknown names apart, of which a record may have many.
struct Lengths {
    begin: [u32; 26],
    end: [u32; 26],
}

impl Lengths {
    const fn of(names: &[Name]) -> Self {
        let mut lengths = Self {
            begin: [0; 26],
            end: [0; 26],
        };
        lengths.add(OLD_RESULT_INFO);
        let mut at = 0;
        while at < names.len() {
            lengths.add(names[at].as_str());
            at += 1;
        }
        lengths
    }

    const fn add(&mut self, name: &str) {
        let name = name.as_bytes();
        if let ([first @ b'a'..=b'z', ..], [.., last @ b'a'..=b'z']) = (name, name) {
            let near = 0b111 << (name.len() - 1);
            self.begin[(*first - b'a') as usize] |= near;
            self.end[(*last - b'a') as usize] |= near;
        }
    }

    /// Whether `key` may be near one of the names, which few are.
    fn may_be_near(&self, key: &str) -> bool {
        let lengths = |letters: &[u32; 26], byte: Option<u8>| {
            let letter = byte.map(|byte| byte.to_ascii_lowercase().wrapping_sub(b'a'));
            letter.and_then(|letter| letters.get(usize::from(letter)).copied())
        };
        let begin = lengths(&self.begin, key.bytes().next());
        let end = lengths(&self.end, key.bytes().next_back());
        let near = begin.unwrap_or_default() | end.unwrap_or_default();
        // Underscores make a name longer.
        near.checked_shr(key.len() as u32).unwrap_or_default() & 1 == 1 || key.contains('_')
    }
}

/// The documented name that `key` is off from by case, underscores or one letter, or that it is an old name of.
/// Annotations are exact.
pub fn near_name(key: &str, names: &[Name]) -> Option<usize> {
    names.iter().position(|known| is_near(key, *known))
}

/// Whether `key` is nearly `name`, or an old name of it.
fn is_near(key: &str, name: Name) -> bool {
    let known = name.as_str();
    // Only underscores make a name much longer.
    if key.len() + 1 < known.len() || known.starts_with('@') {
        return false;
    }
    let is_edited = || {
        let is_as_long = key.len() <= known.len() + 1;
        is_as_long && known.len() >= SHORTEST_NEAR && is_one_edit(key.as_bytes(), known.as_bytes())
    };
    !key.starts_with('_') && is_same_word(key, known) || is_edited() || is_old_name(key, name)
}

/// Whether `key` is `value` in another spelling, the list of an envelope, which may stand beside anything.
pub fn is_value(key: &str) -> bool {
    // Most names are told apart by how they begin.
    key.starts_with(['v', 'V', '_']) && is_same_word(key, Name::Value.as_str())
}

/// The name of a property around an operation that `key` is in another spelling: .NET writes those of its
/// classes unless told otherwise (`ResourceData`), Python those of its attributes (`resource_data`).
pub fn around_operation(key: &str) -> Option<Name> {
    // How these begin, which tells most others apart.
    let first = key.bytes().find(|b| *b != b'_')?.to_ascii_lowercase();
    if !matches!(first, b'v' | b'r' | b'c' | b'l' | b'e') {
        return None;
    }
    let is_it = |name: &Name| is_same_word(key, name.as_str());
    AROUND.into_iter().find(is_it)
}

fn is_old_name(key: &str, name: Name) -> bool {
    name == Name::ResultInfo && key == OLD_RESULT_INFO
}

/// Whether `key` is `name` in another spelling, or an old name of the same.
pub(super) fn is_other_spelling(key: &str, name: Name) -> bool {
    is_same_word(key, name.as_str()) || is_old_name(key, name)
}

/// Whether `key` is `name` but for case and underscores, as `result_info` in Python is `resultInfo`.
fn is_same_word(key: &str, name: &str) -> bool {
    let letters = key.bytes().filter(|b| *b != b'_');
    let small = |b: u8| b.to_ascii_lowercase();
    letters.map(small).eq(name.bytes().map(small))
}

/// Whether one letter more, less or other, or two neighbours swapped, make `a` of `b`. Asked of
/// every unknown name, so it only strips what the two have in common.
fn is_one_edit(a: &[u8], b: &[u8]) -> bool {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (
        a.get(prefix..).unwrap_or_default(),
        b.get(prefix..).unwrap_or_default(),
    );
    let suffix = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let middle = |text: &[u8]| text.get(..text.len() - suffix).unwrap_or_default().to_vec();
    match (a.len() - suffix, b.len() - suffix) {
        (1, 0) | (0, 1) | (1, 1) => true,
        (2, 2) => middle(a).into_iter().eq(middle(b).into_iter().rev()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::name_at;

    #[test]
    fn one_edit_is_what_a_distance_of_one_is() {
        let name = "createdDateTime";
        for key in [
            "createdDateTime",
            "createdDatetime",
            "creatdDateTime",
            "cretaedDateTime",
            "createdDateTimes",
            "xreatedDateTime",
            "createDatTime",
            "status",
            "",
        ] {
            let near = strsim::osa_distance(key, name) == 1;
            assert_eq!(is_one_edit(key.as_bytes(), name.as_bytes()), near, "{key}");
        }
    }

    /// So a known name need not be asked which one it is near.
    #[test]
    fn no_name_is_nearly_another() {
        for name in Name::ALL {
            let near = near_name(name.as_str(), Name::ALL);
            let own = Name::ALL.iter().position(|known| known == name);
            let is_annotation = name.as_str().starts_with('@');
            assert_eq!(near, own.filter(|_| !is_annotation), "{name:?}");
        }
    }

    #[test]
    fn a_near_name_is_one_written_in_another_way_or_an_old_one() {
        for (key, name) in [
            ("result_info", Some("resultInfo")),
            ("ResultInfo", Some("resultInfo")),
            ("RESULT_INFO", Some("resultInfo")),
            ("errorInfo", Some("resultInfo")),
            ("created_date_time", Some("createdDateTime")),
            ("_status", Some("status")),
            ("statuss", Some("status")),
            ("ID", Some("id")),
            ("ids", None),
            ("_id", None),
            ("", None),
            ("_", None),
            ("error_info", None),
            ("@odata.Type", None),
        ] {
            let near = near_name(key, &OPERATION).map(|index| name_at(&OPERATION, index));
            assert_eq!(near, name, "{key}");
        }
    }

    /// What is asked of every unknown name first says no only where the answer is no.
    #[test]
    fn no_near_name_is_told_apart_by_its_length_and_ends() {
        let letters = ["", "_", "a", "d", "E", "o", "s", "\u{e9}", "9"];
        let names = OPERATION.map(Name::as_str).into_iter().chain(["errorInfo"]);
        for name in names.flat_map(|name| [name.to_owned(), name.to_uppercase()]) {
            for at in 0..=name.len() {
                for (cut, letter) in [0, 1, 2]
                    .into_iter()
                    .flat_map(|cut| letters.map(|it| (cut, it)))
                {
                    let rest = name.get(at + cut..).unwrap_or_default();
                    let key = format!("{}{letter}{rest}", &name[..at]);
                    let is_near = near_name(&key, &OPERATION).is_some();
                    assert_eq!(is_near_operation(&key), is_near, "{key}");
                }
            }
        }
    }
}
