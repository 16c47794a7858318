//! Where a block ends, and what cannot be read by itself, is read as by one thread.

use crate::harness::{BLOCK, Scratch, compare, compare_all};
use crate::view::{TWO_CORES, View, Way};

/// A look back may be cut where it has much to see through, and what is hidden then for doubt must not
/// depend on where a block begins.
#[test]
fn threads_doubt_the_same_records() {
    let scratch = Scratch::new("doubts");
    let view = View::new(&["-q"], &scratch.0);
    let broken = format!("{{\"id\":\"a\\x\",\"clientContext\":\"{:0100}\"}}\n", 0);
    for damage in [&b"\xc3"[..], b"\\q\\q\\q\\q", b""] {
        let mut text = Vec::new();
        let mut length = 0;
        while text.len() < 6 << 18 {
            length = (length + 7) % 400;
            text.extend_from_slice(b"{\"id\":\"1\",\"status\":\"running\",\"a\":\"");
            text.extend_from_slice("\u{f6}".repeat(length).as_bytes());
            text.extend_from_slice(damage);
            text.extend_from_slice(b"\"}\n");
            text.extend_from_slice(broken.as_bytes());
        }
        scratch.write(&text);
        for cores in 2..5 {
            compare(&view, &scratch.0, Way { lane: true, cores }, 0);
        }
    }
}

/// What stands at the end of a block may mean something else with what begins the next one.
#[test]
fn threads_tell_what_stands_at_the_border_of_blocks() {
    const LINE: usize = 64;
    let scratch = Scratch::new("borders");
    let view = View::new(&["-f", "id,line,pointer"], &scratch.0);
    let record = |i: usize| format!("{{\"id\":\"r{i:06}\",\"status\":\"running\"}}");
    let ends: [(&str, &str); 12] = [
        (",", ""),
        ("]", ""),
        ("", ","),
        ("[", ""),
        ("\u{feff}", ""),
        (" ", ",\n"),
        ("\nHTTP/1.1 200 OK", "Content-Type: x\n\n"),
        ("\n[{\"id\":\"z\",\"status\":\"running\"}", ","),
        // A second mark is no news.
        ("\n\u{feff}", "\u{feff}"),
        // What comes decides on which of these lines reading goes on.
        ("\nx\n  {\"id\":\n{\"id\":\"1\"}", ""),
        ("\nx\n  {\"token\":\n{\"id\":\"1\"}", ""),
        ("\nx\n  {\"a\":\n{\"value\":[", ""),
    ];
    // A block ends before the last line that begins with a record, so that its last lines are where it
    // may end; where all lines are indented, behind the last one that fits.
    for (indent, last_lines) in [("", 6), (" ", 1)] {
        // So that the first bytes behind the first border are known before it, or not.
        for shift in [0, 8] {
            let filler = format!("{:>shift$}", if shift > 0 { "\n" } else { "" });
            for (seed, (before, behind)) in ends.into_iter().enumerate() {
                let mut text = filler.clone();
                for i in 0..4 * BLOCK / LINE {
                    let place = i + usize::from(shift > 0 && last_lines == 1);
                    let is_last = |place: usize| (place + last_lines) % (BLOCK / LINE) < last_lines;
                    let is_first = i > 0 && is_last(place - 1);
                    let head = if is_first { behind } else { "" };
                    let tail = if is_last(place) { before } else { "" };
                    let line = format!("{indent}{head}{}{tail}", record(i));
                    text.push_str(&format!("{line:<width$}\n", width = LINE - 1));
                }
                scratch.write(text.as_bytes());
                compare(&view, &scratch.0, TWO_CORES, seed as u64);
            }
        }
    }
}

/// A record on its line.
const RECORD: &str = "{\"id\":\"r\",\"status\":\"running\"}\n";

/// A list with an element whose end is waited for in vain.
const IN_VAIN: &str = concat!(
    r#"[{"id":"1","x":{"a":"q},{"id":"2","status":"running"},{"id":"3","status":"running"}]"#,
    "\n"
);

/// How far the end of a broken element is looked for depends on those before it.
#[test]
fn threads_are_as_patient() {
    let scratch = Scratch::new("patience");
    let view = View::new(&["-f", "id,line,pointer"], &scratch.0);
    for blanks in [0, 200, 2000, 5000] {
        let rest = " ".repeat(blanks);
        let broken = format!(
            r#"[{{"id":"1","x":[{{"a":1 2}},{{"id":"5"}},{rest}{{"id":"2","status":"running"}}]}}]"#
        );
        for count in [1, 4] {
            let mut text = String::new();
            while text.len() < 5 * BLOCK {
                (0..count).for_each(|_| text.push_str(IN_VAIN));
                // A block may end between these.
                text.push_str(&RECORD.repeat(3));
                text.push_str(&broken);
                text.push('\n');
                text.push_str(RECORD);
            }
            scratch.write(text.as_bytes());
            compare(&view, &scratch.0, TWO_CORES, blanks as u64);
        }
    }
}

/// Records without line breaks between them, and text that belongs to a secret before it.
#[test]
fn threads_read_what_is_no_log_as_one_does() {
    let record = |i: usize, length: usize| {
        let begin = format!("{{\"id\":\"{i:06}\",\"status\":\"running\",\"x\":\"");
        format!("{begin}{}\"}}", "x".repeat(length - begin.len() - 2))
    };
    let log: String = (0..9000).map(|i| record(i, 128) + "\n").collect();
    let line: String = (0..BLOCK / 128).map(|i| record(i, 128)).collect();
    let last = "{\"id\":\"1\",\"status\":\"running\",\"x\":\"token: \"}\n";
    let lines: String = (0..BLOCK / 128 - 2)
        .map(|i| record(i, 127) + "\n")
        .collect();
    // A record that begins on one line and is cut off on the next one, on all lines.
    let row = "{\"id\":\"A\",\"status\":\"running\"}";
    let cut = |i: usize| match i % 2 {
        0 => format!("{:<127}\n", "{\"id\":\"x\","),
        _ => format!("{:<127}\n", format!("\"y\":\"cut off\u{1e}{row}")),
    };
    let whole = record(0, 127) + "\n";
    let cuts: String = (0..BLOCK / 128 - 2).map(cut).collect();
    let cuts = format!("{whole}{cuts}{whole}").repeat(5);
    let scratch = Scratch::new("no log");
    let views = [&["-o", "ndjson"][..], &["-o", "summary"]];
    let views = views.map(|options| View::new(options, &scratch.0));
    let texts = [
        format!("{line}}}{row}{row}\n{log}"),
        format!("{line}{row}{row}\n{log}"),
        cuts,
        format!(
            "{lines}{}\n{last}sEcret123 garbage\n{log}",
            record(0, 255 - last.len())
        ),
        format!(
            "{lines}{}\n{last} sEcret123 garbage\n{log}",
            record(0, 255 - last.len())
        ),
    ];
    compare_all(&views, &scratch, &texts);
}

/// A block that would be read otherwise in its turn may end otherwise too, and what it says of the whole
/// does not depend on documents alone.
#[test]
fn threads_leave_to_one_what_would_be_read_otherwise() {
    let scratch = Scratch::new("otherwise");
    let views = [&["-f", "id,line,pointer"][..], &["-q"], &["-v"], &[]];
    let views = views.map(|options| View::new(options, &scratch.0));
    // One block, with `head` at its begin and `tail` at its end.
    let block = |head: &str, tail: &str| {
        let count = (BLOCK - head.len() - tail.len()) / RECORD.len();
        let blanks = BLOCK - head.len() - tail.len() - count * RECORD.len();
        [head, &RECORD.repeat(count), &" ".repeat(blanks), tail].concat()
    };
    let blank = "\n".repeat(BLOCK);
    let rest = " ".repeat(5000);
    let list = format!("\n[\n {{\"id\":\"1\",\"x\":{{\"a\":1 2{rest}}}}}]\n  {RECORD}");
    let impatient = |count: usize| {
        let first = block(&IN_VAIN.repeat(count), "\n");
        let third = block(" {\"id\":\"zz\",\"status\":\"running\"}\n", "\n");
        [
            first,
            block("", &list),
            third,
            block("", "\n"),
            block("", "\n"),
        ]
        .concat()
    };
    let binary = |blocks: usize| {
        let odd = format!("\u{1}\u{2}\u{3}\u{4} x\n{RECORD}{RECORD}");
        [blank.repeat(blocks), odd, blank.repeat(4)].concat()
    };
    let marked = [blank.repeat(5), "\u{feff}\n".to_owned()].concat();
    let marked_first = ["\u{feff}\n\u{1e}\n".to_owned(), blank.repeat(5)].concat();
    let texts = [
        impatient(1),
        impatient(30),
        binary(1),
        binary(3),
        marked,
        marked_first,
    ];
    compare_all(&views, &scratch, &texts);
}
