//! Which properties are found, and which names are odd.

use super::*;
use crate::json;

/// What is read of the operation that `text` is.
fn read(text: &str) -> Properties<{ OPERATION.len() }> {
    let mut properties = Properties::default();
    properties.read(text, json::members(text, 0), &OPERATION);
    properties
}

#[test]
fn sees_escaped_names_and_duplicates() {
    let text = r#"{"status":1,"st\u0061tus":2,"x":{"status":3}}"#;
    let read = read(text);
    assert_eq!(
        read.get(operation::STATUS).map(|slot| slot.value.span),
        Some(Span::new(26, 27))
    );
    let duplicate = Oddity::Duplicate {
        name: "status",
        first: Span::new(1, 9),
        again: Span::new(12, 25),
    };
    assert_eq!(read.oddities, [duplicate]);
}

#[test]
fn a_near_name_counts_only_without_the_right_one() {
    let near = r#"{"createdDatetime":1,"ID":2,"statis":3}"#;
    assert_eq!(read(near).oddities.len(), 3);
    let twice = r#"{"Status":1,"STATUS":2,"Status":3}"#;
    let oddities = read(twice).oddities;
    assert!(matches!(
        oddities[..],
        [
            Oddity::Renamed { beside: None, .. },
            Oddity::Renamed {
                beside: Some(_),
                ..
            },
            Oddity::Duplicate { .. }
        ]
    ));
    let both = read(r#"{"Status":1,"status":2,"statuss":3}"#);
    let beside = Oddity::Renamed {
        name: "status",
        key: Span::new(1, 9),
        old: false,
        beside: Some(Span::new(12, 20)),
    };
    assert_eq!(both.oddities, [beside]);
    assert_eq!(
        both.get(operation::STATUS).map(|slot| slot.value.span),
        Some(Span::new(21, 22))
    );
}

#[test]
fn the_old_name_of_the_subcode_is_that_only_where_it_is_read() {
    let is_old = |text: &str| {
        let mut properties = Properties::default();
        properties.read(text, json::members(text, 0), &RESULT_INFO);
        match properties.oddities[..] {
            [Oddity::Renamed { old, .. }] => old,
            ref others => panic!("{others:?}"),
        }
    };
    assert!(is_old(r#"{"subCode":1}"#));
    assert!(!is_old(r#"{"subCode":1,"subcode":2}"#));
    assert!(!is_old(r#"{"SubCode":1}"#));
}
