//! What words on the command line mean, and how wrong ones are refused.

use super::*;
use crate::outcome::Outcome;

fn read(line: &str) -> Result<Cli, Stop> {
    Cli::read(line.split(' ').map(OsString::from))
}

fn refusal(line: &str) -> String {
    let stop = read(line).expect_err(line);
    assert_eq!(stop.outcome(), Outcome::Usage, "{line}");
    stop.text(false)
}

#[test]
fn the_parser_is_sound() {
    command().debug_assert();
}

#[test]
fn a_field_goes_by_the_name_the_parser_knows() {
    for field in Field::value_variants() {
        assert_eq!(Field::from_str(field.name(), false), Ok(*field));
    }
    assert_eq!(Field::value_variants().len(), 21);
}

#[test]
fn letters_combine_and_options_may_follow_files() {
    let cli = read("commsop -qe a.json --latest -ojson - b --strict").expect("valid");
    assert!(cli.show.quiet && cli.judge.exit_status && cli.show.latest && cli.judge.strict);
    assert_eq!(cli.show.output, Format::Json);
    assert_eq!(cli.files, ["a.json", "-", "b"].map(PathBuf::from));
}

#[test]
fn names_alone_mean_what_the_parser_makes_of_them() {
    let words = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
    for line in [
        "commsop",
        "commsop -",
        "commsop a.json",
        "commsop a - b-c ä =x @x a",
    ] {
        let args = words(line);
        let short = Cli::without_options(&args).expect(line);
        let parsed = Cli::try_parse_from(&args).expect(line);
        assert_eq!(format!("{short:?}"), format!("{parsed:?}"));
    }
    for line in [
        "commsop -q",
        "commsop a --",
        "commsop -- a",
        "commsop a ",
        "commsop --x=",
    ] {
        assert!(Cli::without_options(&words(line)).is_none(), "{line}");
    }
    assert!(Cli::without_options(&[]).is_none());
}

#[test]
fn two_dashes_end_the_options() {
    let cli = read("commsop -- -q --help").expect("valid");
    assert_eq!(cli.files, ["-q", "--help"].map(PathBuf::from));
}

#[test]
fn lists_are_split_at_commas_and_add_up() {
    let cli = read("commsop -f id,code -f status --only failed,invalid --only pending");
    let show = cli.expect("valid").show;
    assert_eq!(show.field, ["id", "code", "status"]);
    assert_eq!(show.only, [Only::Failed, Only::Invalid, Only::Pending]);
}

#[test]
fn the_last_of_a_repeated_option_wins() {
    let cli = read("commsop -o json -qq --color always -o csv --color never -q");
    let cli = cli.expect("valid");
    assert_eq!(cli.show.output, Format::Csv);
    assert_eq!(cli.render.color, ColorChoice::Never);
}

#[test]
fn a_zone_may_begin_with_a_minus() {
    let cli = read("commsop --tz -08:00 --latest").expect("valid");
    assert_eq!(cli.render.tz, "-08:00");
    assert!(cli.show.latest);
}

#[test]
fn explain_takes_a_code_or_none() {
    let explain = |line| read(line).expect("valid").instead.explain;
    assert_eq!(explain("commsop"), None);
    assert_eq!(explain("commsop --explain"), Some(None));
    assert_eq!(explain("commsop --explain -v"), Some(None));
    assert_eq!(
        explain("commsop --explain CO103"),
        Some(Some("CO103".into()))
    );
    assert_eq!(
        explain("commsop --explain=400/8508"),
        Some(Some("400/8508".into()))
    );
}

#[test]
fn every_word_of_a_closed_set_is_understood() {
    for word in ["any", "2018-beta", "v1.0"] {
        assert!(read(&format!("commsop --schema {word}")).is_ok(), "{word}");
    }
    for word in "schema man bash zsh fish powershell elvish nushell".split(' ') {
        assert!(
            read(&format!("commsop --generate {word}")).is_ok(),
            "{word}"
        );
    }
    for word in "text json ndjson tsv csv summary github sarif junit".split(' ') {
        assert!(read(&format!("commsop -o {word}")).is_ok(), "{word}");
    }
}

#[test]
fn options_that_contradict_each_other_are_refused() {
    for line in [
        "commsop -q -v",
        "commsop -v -q",
        "commsop -q -f id",
        "commsop --explain CO103 --generate man",
    ] {
        assert!(refusal(line).contains("cannot be used with"), "{line}");
    }
}

#[test]
fn a_misspelt_option_is_refused_with_a_suggestion() {
    let expected = "error: unexpected argument '--outptu' found\n\n  \
            tip: a similar argument exists: '--output'\n\n\
            Usage: commsop [OPTIONS] [FILE]...\n\n\
            For more information, try '--help'.\n";
    assert_eq!(refusal("commsop --outptu json"), expected);
}

#[test]
fn a_misspelt_value_is_refused_with_a_suggestion() {
    let text = refusal("commsop -o jsn");
    assert!(
        text.contains("invalid value 'jsn' for '--output <FORMAT>'"),
        "{text}"
    );
    assert!(text.contains("a similar value exists: 'json'"), "{text}");
    assert!(refusal("commsop --only running").contains("[possible values: pending"));
    assert!(refusal("commsop -f").contains("a value is required"));
}

#[cfg(unix)]
#[test]
fn bytes_that_are_no_text_are_a_file_name_or_a_usage_error() {
    use std::os::unix::ffi::OsStringExt;
    let read = |words: &[&[u8]]| {
        let words = words.iter().map(|word| OsString::from_vec(word.to_vec()));
        Cli::read(std::iter::once(OsString::from("commsop")).chain(words))
    };
    assert_eq!(read(&[b"a\xff.json"]).expect("a path").files.len(), 1);
    for words in [
        [&b"-f"[..], b"id,\xff"],
        [b"-o", b"\xff"],
        [b"--now", b"\xff"],
        [b"--tz", b"\xff"],
        [b"--only", b"\xff"],
        [b"--ignore", b"\xff"],
        [b"--explain", b"\xff"],
        [b"--color", b"\xff"],
        [b"--generate", b"\xff"],
        [b"--schema", b"\xff"],
        [b"-q", b"--o\xff"],
        [b"-q", b"-\xff"],
        [b"-q", b"--output=\xff"],
    ] {
        let stop = read(&words).expect_err("not text");
        assert_eq!(stop.outcome(), Outcome::Usage, "{words:?}");
        assert!(!stop.text(true).is_empty());
    }
}
