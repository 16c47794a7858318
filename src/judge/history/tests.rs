//! The last word on each id, and what only the order of documents tells.

use super::*;
use crate::operation::{Moment, Text};

#[test]
fn keeps_the_last_of_each_id_in_order() {
    let operation = |id| Operation {
        id: Some(Text::new(id)),
        ..Operation::default()
    };
    let mut history = History::default();
    for (id, record) in [("a", 1), ("b", 2), ("a", 3), ("A", 4), ("b", 5)] {
        history.keep(Some(&operation(id)), record);
    }
    history.keep(None, 6);
    let guid = "ABB33D04-3A2C-4D78-996F-9EEEF55EF119";
    history.keep(Some(&operation(guid)), 7);
    history.keep(Some(&operation(&guid.to_ascii_lowercase())), 8);
    assert_eq!(history.into_records().collect::<Vec<_>>(), [3, 4, 5, 6, 8]);
}

/// The pointers of what is told of these documents in turn: id, status, creation.
fn told(documents: &[(&str, &str, Option<i64>)]) -> Vec<String> {
    let rules = Rules::usual(Timestamp::from_unix(1_800_000_000, 0));
    let mut history = History::default();
    let mut told = Vec::new();
    for (id, status, created) in documents {
        let operation = Operation {
            id: Some(Text::new(id)),
            status: Status::meant(status).map_or(Stated::Missing, Stated::Known),
            created: created.map(|seconds| Moment {
                text: Text::new("x"),
                at: Some(Timestamp::from_unix(seconds, 0)),
                unset: false,
            }),
            ..Operation::default()
        };
        let findings = history.compare(&operation, Places::default(), &rules);
        told.extend(findings.into_iter().map(|finding| finding.pointer));
        history.keep(Some(&operation), ());
    }
    told
}

#[test]
fn an_id_that_goes_back_is_told_of_whatever_stands_between() {
    let (upper, lower) = (
        "ABB33D04-3A2C-4D78-996F-9EEEF55EF119",
        "abb33d04-3a2c-4d78-996f-9eeef55ef119",
    );
    let went_back = ["/status"];
    assert_eq!(
        told(&[("1", "completed", None), ("1", "running", None)]),
        went_back
    );
    assert_eq!(
        told(&[(upper, "failed", None), (lower, "completed", None)]),
        went_back
    );
    assert_eq!(
        told(&[("1", "running", None), ("\\u0031", "notStarted", None)]),
        went_back
    );
    // A document that does not say it takes nothing back.
    let silent = [
        ("1", "completed", None),
        ("1", "", None),
        ("1", "running", None),
    ];
    assert_eq!(told(&silent), went_back);
    assert!(told(&[("1", "completed", None), ("2", "running", None)]).is_empty());
    assert!(
        told(&[
            ("1", "notStarted", None),
            ("1", "failed", None),
            ("1", "failed", None)
        ])
        .is_empty()
    );
}

#[test]
fn a_creation_that_changes_is_told_of() {
    let changed = ["/createdDateTime"];
    let same = [
        ("1", "running", Some(5)),
        ("1", "", None),
        ("1", "completed", Some(5)),
    ];
    assert!(told(&same).is_empty());
    let other = [
        ("1", "running", Some(5)),
        ("1", "", None),
        ("1", "completed", Some(6)),
    ];
    assert_eq!(told(&other), changed);
}

#[test]
fn what_is_known_of_an_id_outlasts_the_tidying() {
    // Not in the first place, which it would keep.
    let mut documents = vec![("2", "running", None), ("1", "completed", Some(5))];
    documents.extend([("2", "running", None); 5000]);
    documents.push(("1", "running", Some(6)));
    assert_eq!(told(&documents), ["/status", "/createdDateTime"]);
}

#[test]
fn an_id_is_a_guid_or_a_text() {
    fn id(text: &str) -> Option<Id> {
        id_of(&Operation {
            id: Some(Text::new(text)),
            ..Operation::default()
        })
    }
    let guid = 0xabb3_3d04_3a2c_4d78_996f_9eee_f55e_f119_u128.to_be_bytes();
    assert_eq!(
        id("abb33d04-3a2c-4d78-996f-9eeef55ef119"),
        Some(Id::Guid(guid))
    );
    assert_eq!(id("\\u0061"), Some(Id::Other("a".into())));
    assert_eq!(id(""), None);
    for (other, has_its_digits) in [
        ("abb33d043a2c4d78996f9eeef55ef119", true),
        ("abb33d0-43a2c-4d78-996f-9eeef55ef119", true),
        ("abb33d04-3a2c-4d78-996f-9eeef55ef11g", false),
        ("abb33d04-3a2c-4d78-996f-9eeef55ef11", false),
        ("{abb33d04-3a2c-4d78-996f-9eeef55ef119}", false),
        ("urn:uuid:abb33d04-3a2c-4d78-996f-9eeef55ef119", false),
    ] {
        assert_eq!(id(other), Some(Id::Other(other.into())));
        let is_same = id(&other.to_uppercase()) == id(other);
        assert_eq!(is_same, has_its_digits, "{other}");
    }
}

#[test]
fn documents_without_an_id_are_all_kept() {
    let operation = Operation {
        id: Some(Text::new("a")),
        ..Operation::default()
    };
    let mut history = History::default();
    for record in 0..100_000 {
        history.keep(None, 2 * record);
        history.keep(Some(&operation), 2 * record + 1);
    }
    assert!(history.slots.len() < 210_000, "{}", history.slots.len());
    let kept: Vec<_> = history.into_records().collect();
    assert_eq!(kept.len(), 100_001);
    assert!(kept.is_sorted());
}

#[test]
fn memory_follows_the_ids() {
    let operation = Operation {
        id: Some(Text::new("a")),
        ..Operation::default()
    };
    let mut history = History::default();
    for record in 0..100_000 {
        history.keep(Some(&operation), record);
    }
    assert!(history.slots.len() < 5_000, "{}", history.slots.len());
    assert_eq!(history.into_records().collect::<Vec<_>>(), [99_999]);
}
