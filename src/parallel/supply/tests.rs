//! Blocks are whole, in order, and leave nothing out.

use super::*;

const LINES: Cut = Cut::Documents { counted: false };
const COUNTED: Cut = Cut::Documents { counted: true };
const SEAMS: Cut = Cut::Concatenated { counted: false };
const VALUES: Cut = Cut::Concatenated { counted: true };

/// All blocks of `text` as a file, from the byte `from` on; how many these are.
fn check(text: &[u8], from: usize, cut: Cut, name: &str) -> u64 {
    let name = format!("{name}-{cut:?}-{from}");
    let path = std::env::temp_dir().join(format!("commsop-{}-{name}", std::process::id()));
    std::fs::write(&path, text.get(from..).expect("so many bytes")).expect("a file");
    let file = File::open(&path).expect("the same");
    let passed = |end: usize| text.get(..end).expect("in the file");
    let mut position = Position::START.after(passed(from));
    let start = Start {
        context: passed(from)[from.saturating_sub(CONTEXT)..].to_vec(),
        offset: from as u64,
        position,
        cut,
    };
    let mut supply = Supply::new(&file, start);
    let (mut buffer, mut read, mut values) = (Vec::new(), from, 0);
    while let Some(ticket) = supply.take(&mut buffer) {
        let bytes = buffer.get(..ticket.length).expect("all bytes");
        let from = read - ticket.begin;
        assert_eq!(ticket.offset as usize, from, "{name}");
        assert_eq!(ticket.begin, read.min(CONTEXT), "{name}");
        assert!(
            text.get(from..from + bytes.len()) == Some(bytes),
            "{name} at {from}"
        );
        assert_eq!(ticket.start, position, "{name}");
        read = from + bytes.len();
        assert_eq!(ticket.last, read == text.len() && supply.over, "{name}");
        // What is not known is only said to be so where all that has been read is in the block.
        assert!(ticket.next.is_none() || ticket.next == text.get(read).copied());
        assert_eq!(ticket.next.is_some(), supply.tail.len() > supply.context);
        for mark in &ticket.marks {
            let at = (0..=bytes.len()).find(|at| mark.before(*at).is_some());
            let expected = Position::START.after(passed(from + at.expect("a place in it")));
            assert_eq!(mark.position(), expected, "{name}");
        }
        position = Position::START.after(passed(read));
        assert_eq!(ticket.before, values, "{name}");
        values += ticket.values;
    }
    assert_eq!(read, text.len(), "{name}");
    std::fs::remove_file(&path).expect("it is there");
    supply.ticket
}

#[test]
fn blocks_come_with_what_is_before_them_and_leave_nothing_out() {
    let lines = |length: usize, count: usize| (" ".repeat(length) + "\n").repeat(count);
    let begun = [lines(9, 40_000).as_bytes(), b"x"].concat();
    let long = [lines(3, 10), lines(2 * BLOCK + 5, 2), lines(80, 9000)].concat();
    let elements = "{\"a\":\"\u{e9}\"},".repeat(9 * BLOCK / 64);
    let texts = [
        ("empty", Vec::new()),
        ("short", b"x\n".to_vec()),
        ("even", lines(63, 3 * BLOCK / 64).into_bytes()),
        ("odd", lines(70, 3 * BLOCK / 64).into_bytes()),
        ("wide", lines(2 * CONTEXT, 100).into_bytes()),
        ("one-line", vec![b'x'; 3 * BLOCK]),
        ("begun", begun),
        ("long", long.into_bytes()),
        ("elements", elements.into_bytes()),
    ];
    for (name, text) in texts {
        for from in [0, 1, 2, CONTEXT, CONTEXT + 7, BLOCK] {
            for cut in [LINES, COUNTED, SEAMS, VALUES, Cut::Elements] {
                if from <= text.len() {
                    check(&text, from, cut, name);
                }
            }
        }
    }
}

#[test]
fn documents_are_cut_where_a_line_begins_like_one() {
    for (text, end, count) in [
        ("{}\n{}\n{", Some(6), 2),
        ("{\n}\n\n{\n \"a\": 1", Some(5), 1),
        ("{}\n\u{1e}{}\n", Some(3), 1),
        ("{}\n{\"a\":\n{", Some(3), 1),
        ("{\"a\":\n{\"b\":\n{", Some(12), 2),
        ("x\nx\nx", Some(4), 0),
        ("x", None, 0),
        ("", None, 0),
    ] {
        assert_eq!(LINES.end(text.as_bytes()), (end, None), "{text}");
        assert_eq!(COUNTED.end(text.as_bytes()), (end, Some(count)), "{text}");
    }
}

/// Where each text is cut, and behind how many values.
fn assert_cuts(cut: Cut, cases: &[(&str, Option<usize>, u64)]) {
    for (text, end, before) in cases {
        assert_eq!(cut.end(text.as_bytes()), (*end, Some(*before)), "{text}");
    }
}

#[test]
fn elements_are_cut_behind_a_comma_outside_of_all_brackets() {
    let cases = [
        ("{},{},{", Some(6), 2),
        ("{\n},\n  {\n  },\n  {\n  }\n", Some(16), 2),
        ("{\"a\":[{},{}]} , [{},{}", Some(16), 1),
        ("{\"a\":\"},{\"} ,{\"\\\"},{\":0}", Some(13), 1),
        ("{} ,{}],{},{}", Some(4), 1),
        ("{},1,{}", None, 0),
        ("{\"a\":{},{},", None, 0),
        ("", None, 0),
    ];
    assert_cuts(Cut::Elements, &cases);
}

#[test]
fn elements_are_cut_where_what_stands_between_the_first_two_stands_last() {
    let cases = [
        ("{},{},{", Some(6), 2),
        ("{},{\"a\":[{},{\"b\":[{},{}]}]},{\"c\":1},{", Some(36), 3),
        ("{\"a\":{\"b\":1}},{\"a\":[1,2]},[{},{}],{}", Some(14), 1),
        ("{},{\"a\":[{},{", Some(3), 1),
        ("{}, {\"a\": [{}, {}]}, {", Some(21), 2),
        (
            "{\n },\n {\n  \"a\": [\n   {\n   },\n   {\n   }\n  ]\n },\n {",
            Some(48),
            2,
        ),
        // The worker will see.
        ("{},{\"a\":\"},{\"},{}", Some(15), 3),
        ("{},{}],{},{}", Some(10), 2),
        ("{},{ }, {}", Some(3), 1),
    ];
    assert_cuts(Cut::Elements, &cases);
}

#[test]
fn concatenated_documents_are_cut_between_brackets() {
    let cases = [
        ("{}{}{", Some(4), 2),
        ("{\n} [\n]\n\t{\"a\":\"}{\"", Some(9), 2),
        ("{}1{}", None, 0),
        ("{},{}", None, 0),
        ("{\"a\":{}{}", None, 0),
        ("", None, 0),
    ];
    assert_cuts(VALUES, &cases);
}

#[test]
fn a_seam_is_guessed_where_brackets_follow_each_other() {
    for (text, end) in [
        ("{}{}{", Some(4)),
        ("{\n} [\n]\n\t{\"a\":[{},{", Some(9)),
        // The worker will see.
        ("{}{\"a\":\"}{\"", Some(9)),
        ("{\"a\":{},\"b\":[{}", None),
        ("{},{}", None),
        ("", None),
    ] {
        assert_eq!(SEAMS.end(text.as_bytes()), (end, None), "{text}");
    }
}
