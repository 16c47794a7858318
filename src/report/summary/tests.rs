//! The summary, line by line.

use super::*;
use crate::report;
use crate::report::sample::{
    self, FAILED, GOOD, HOSTILE, RUNNING, SLOPPY, TRUNCATED, UNKNOWN_STATUS,
};

fn show(files: &[(&str, &str)]) -> String {
    let reporter = Reporter::new(Palette::default(), sample::now());
    sample::show_files(report::Reporter::Summary(Box::new(reporter)), files)
}

#[test]
fn counts_everything() {
    let expected = "\
documents        10  in 2 files
operations        9
  succeeded       3   33%  #######
  pending         4   44%  #########
  failed          1   11%  ##
  (invalid)       1
unreadable        1

active time      min 3s  p50 22s  p90 22s  p99 22s  max 22s  (4 finished)
oldest pending   4m11s  9d6a
results          200/0 x3  200 x1  400/8508 x1
findings         CO010 x1  CO103 x1  CO201 x1
";
    let a = [GOOD, GOOD, FAILED, GOOD, RUNNING, SLOPPY].map(|input| ("a.json", input));
    let b = [HOSTILE, RUNNING, UNKNOWN_STATUS, TRUNCATED].map(|input| ("b.json", input));
    assert_eq!(show(&[&a[..], &b[..]].concat()), expected);
}

#[test]
fn paints_what_went_wrong() {
    let reporter = Reporter::new(Palette::new(true), sample::now());
    let files = [("-", UNKNOWN_STATUS), ("-", TRUNCATED)];
    let text = sample::show_files(report::Reporter::Summary(Box::new(reporter)), &files);
    for line in ["(invalid)", "unreadable"] {
        assert!(
            text.contains(&format!("\u{1b}[1;31m{line}\u{1b}[0m  ")),
            "{text}"
        );
    }
}

#[test]
fn says_no_more_than_there_is() {
    assert_eq!(show(&[]), "documents         0\noperations        0\n");
    let done = r#"{"id":"1","status":"completed","resultInfo":{"code":0,"subcode":0}}"#;
    let expected = "\
documents         1
operations        1
  succeeded       1  100%  ####################
  pending         0    0%
  failed          0    0%

active time      unknown  (1 finished, none with both times)
results          0/0 x1
";
    assert_eq!(show(&[("-", done)]), expected);
}

#[test]
fn shares_are_rounded_half_up() {
    assert_eq!(share(8, 12, 100), 67);
    assert_eq!(share(2, 12, 20), 3);
    assert_eq!(share(1, 8, 100), 13);
    assert_eq!(share(u64::MAX, u64::MAX, 100), 100);
    assert_eq!(share(0, 0, 100), 0);
}

#[test]
fn shows_ten_results_and_counts_the_rest() {
    let inputs: Vec<String> = (0..12)
        .map(|n| {
            format!(r#"{{"id":"1","status":"failed","resultInfo":{{"code":5{n:02},"subcode":1}}}}"#)
        })
        .collect();
    let files: Vec<(&str, &str)> = inputs.iter().map(|input| ("a", input.as_str())).collect();
    let shown = show(&files);
    assert!(shown.contains("509/1 x1  (+2 more)\n"), "{shown}");
}
