//! Threads share a file, and nobody can tell.

use crate::documents::{document, few_findings, large, large_line, large_list};
use crate::harness::{BLOCK, Scratch, compare, compare_all, try_files};
use crate::random::Random;
use crate::view::{TWO_CORES, View, Way};

#[test]
fn threads_change_nothing_inside_of_lists() {
    try_files("lists", 0x1157_0000, 6, large_list);
}

#[test]
fn threads_change_nothing_on_one_line() {
    try_files("line", 0x011E_0000, 6, large_line);
}

/// Where one core reads on and looks for a line at which others may join, it finds none in what is new
/// but one in what it has read.
#[test]
fn threads_lose_nothing_in_a_line_that_goes_on() {
    let scratch = Scratch::new("goes on");
    let view = View::new(&["-f", "id,line"], &scratch.0);
    let line = " {\"id\":\"a\",\"status\":\"running\"}\n";
    let long = |id: &str, length: usize| {
        let rest = "z".repeat(length);
        format!("{{\"id\":\"{id}\",\"status\":\"running\",\"x\":\"{rest}\"}}")
    };
    let record = "{\"id\":\"2\",\"status\":\"running\"}";
    let garbage = |length: usize| "y ".repeat(length);
    // No block can be cut in the first record, which is read alone with what follows.
    let first = format!(" {}\n", long("h", 600_000));
    let before = 3 * BLOCK - first.len() - 2100;
    let filler = format!(
        "{}{}",
        line.repeat(before / line.len()),
        " ".repeat(before % line.len())
    );
    let broken = format!(
        "\n{{\"id\":\"1\",\"status\":\"running\"}} x {}, \"name\": {}{record} {}\n",
        long("5", 1300),
        garbage(380),
        garbage(200_000),
    );
    scratch.write(
        [&first, &filler, &broken, line.repeat(50_000).as_str()]
            .concat()
            .as_bytes(),
    );
    compare(&view, &scratch.0, TWO_CORES, 0);
}

/// The only record of a file is shown in full, wherever it stands among what is no operation.
#[test]
fn threads_show_an_only_record_in_full() {
    let scratch = Scratch::new("only");
    let view = View::new(&[], &scratch.0);
    let answer = r#"{"id":"1","createdDateTime":"2026-03-03T00:00:00Z","status":"failed"}"#;
    let record = r#"{"id":"z","status":"running"}"#;
    let answers = |count: usize| vec![answer; count].join(",");
    let many = 3 * BLOCK / answer.len();
    let line = format!("{{\"responses\":[{}]}}\n", answers(3));
    let lines = line.repeat(3 * BLOCK / line.len());
    let texts = [
        format!(
            "{{\"responses\":[{}],\"value\":[{record}]}}\n",
            answers(many)
        ),
        format!(
            "{{\"value\":[{record}],\"responses\":[{}]}}\n",
            answers(many)
        ),
        format!("{record}\n{lines}{lines}"),
        format!("{lines}{record}\n{lines}"),
        format!("{lines}{lines}{record}\n"),
        format!("{lines}{record}\n{lines}{record}\n"),
        format!("{record}\n{lines}{record}\n"),
    ];
    compare_all(&[view], &scratch, &texts);
}

/// A report is the same whichever blocks have a record to show, down to the commas.
#[test]
fn threads_make_the_same_report() {
    let scratch = Scratch::new("report");
    let formats: [&[&str]; 6] = [
        &["-o", "text"],
        &["-o", "ndjson", "--strict"],
        &["-o", "json", "--only", "failed"],
        &["-o", "junit", "--only", "failed"],
        &["-o", "sarif"],
        &["-o", "github"],
    ];
    let views = formats.map(|options| View::new(options, &scratch.0));
    let line = "{\"id\":\"1\",\"status\":\"running\"}\n";
    let failed = "{\"id\":\"2\",\"status\":\"failed\"}\n";
    let lines = line.repeat(2 * BLOCK / line.len());
    let texts = [
        format!("{lines}{lines}{lines}"),
        format!("{lines}{lines}{lines}{failed}"),
        format!("{failed}{lines}{lines}{lines}"),
        format!("{lines}{failed}{lines}{failed}{failed}{lines}"),
        // What is told of the byte order mark waits for the first record, wherever that is.
        format!("\u{feff}{lines}{failed}{lines}"),
        format!("\u{feff}{}{lines}{failed}{lines}", " \n".repeat(BLOCK)),
        format!("\u{feff}[{}{failed}]", lines.replace('\n', ",").repeat(3)),
    ];
    compare_all(&views, &scratch, &texts);
}

/// Lists of one name in one document, each longer than a block, and a list that is gone on with behind a
/// document.
#[test]
fn threads_tell_lists_apart() {
    let scratch = Scratch::new("apart");
    let views = [&[][..], &["-f", "id,line,pointer"]];
    let views = views.map(|options| View::new(options, &scratch.0));
    let records = |count: usize| {
        let record = |n| format!("{{\"id\":\"{n}\",\"status\":\"bad\"}}");
        let records: Vec<String> = (0..count).map(record).collect();
        records.join(",")
    };
    let long = records(3 * BLOCK / 28);
    let short = records(700);
    let lists = |count: usize| vec![format!("\"value\":[{short}]"); count].join(",");
    let texts = [
        format!("{{\"value\":[{long}],\"value\":[{long}]}}"),
        format!("{{\"value\":[{long}],{}}}", lists(60)),
        format!("[{long}\n{short},{long}]"),
        format!("[{long}\n{short},{short}\n{short},{short}\n{long}]"),
        format!("[{long}]\n[{long}]"),
    ];
    compare_all(&views, &scratch, &texts);
}

/// Many small files of every kind, and some that are not small, in a folder.
#[test]
fn files_read_ahead_change_nothing() {
    let scratch = Scratch::new("folder");
    std::fs::create_dir_all(scratch.0.join("more")).expect("a folder");
    let mut random = Random::new(0xF01D_E500);
    for file in 0..400 {
        let records = [1, 1, 1, 3, 80][random.below(5)];
        let mut bytes = document(&mut random, records);
        match random.below(40) {
            0 => bytes.clear(),
            1 => bytes.truncate(bytes.len() / 2),
            2 => bytes.splice(0..0, *b"\x1f\x8b\x08\x00").for_each(drop),
            3 => bytes.splice(0..0, *b"\xff\xfe").for_each(drop),
            4 => bytes
                .splice(0..0, *b"HTTP/1.1 404 Not Found\r\n\r\n")
                .for_each(drop),
            _ => {}
        }
        let folder = if file % 3 == 0 { "more" } else { "" };
        let path = scratch.0.join(folder).join(format!("{file:03}.json"));
        std::fs::write(path, bytes).expect("a file");
    }
    for (seed, view) in View::all(&scratch.0).iter().enumerate() {
        for cores in [2, 3] {
            compare(view, &scratch.0, Way { lane: true, cores }, seed as u64);
        }
    }
}

#[test]
fn threads_change_nothing() {
    try_files("threads", 0xB10C_5000, 4, large);
}

#[test]
fn threads_tell_as_many_findings_in_full() {
    try_files("findings", 0xF1D1_0000, 12, few_findings);
}

/// A line may be secret because of one before it, which may be in another block.
#[test]
fn threads_hide_the_same_secrets() {
    const OPEN: [&str; 4] = [
        "{\"token\":[",
        "{\"id\":\"1\",\"secrets\":[",
        "{\"password\":{\"a\":",
        "{\"token\":\"x\",",
    ];
    let scratch = Scratch::new("secrets");
    let views = [&["-v"][..], &["-q"]].map(|options| View::new(options, &scratch.0));
    for seed in 0..6 {
        let mut random = Random::new(seed ^ 0x5EC8_E700);
        let mut text = String::new();
        while text.len() < 6 << 18 {
            match random.below(200) {
                0 => text.push_str(OPEN[random.below(OPEN.len())]),
                1 => text.push_str("{\"value\":\"x\",\"status\":\"bad\"}"),
                2..50 => text.push_str("{\"id\":\"1\",\"status\":\"bad\"}"),
                _ => text.push_str("{\"id\":\"1\",\"status\":\"running\"}"),
            }
            text.push('\n');
        }
        scratch.write(text.as_bytes());
        for view in &views {
            compare(
                view,
                &scratch.0,
                Way {
                    lane: true,
                    cores: 4,
                },
                seed,
            );
        }
    }
}
