//! A format changes what is shown, and nothing else; nothing changes a format.

use super::{FORMATS, PAYLOADS, everything, piped, run_with};
use std::path::Path;

#[test]
fn every_format_has_the_same_exit_status_and_findings() {
    for (name, payload) in PAYLOADS
        .into_iter()
        .chain([("empty", ""), ("all", &everything())])
    {
        for options in [&[][..], &["-e"], &["--strict"]] {
            let expected = piped(&[&["-q"], options].concat(), payload);
            for format in FORMATS {
                let run = piped(&[format, options].concat(), payload);
                assert_eq!(run.status, expected.status, "{name} {format:?} {options:?}");
                assert_eq!(run.stderr, expected.stderr, "{name} {format:?} {options:?}");
            }
        }
    }
}

#[test]
fn the_surroundings_change_nothing() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let variables = [
        ("TZ", "Asia/Shanghai"),
        ("LANG", "de_DE.ISO-8859-1"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("COLUMNS", "20"),
        ("TERM", "xterm-256color"),
        ("CLICOLOR", "1"),
    ];
    for format in FORMATS.iter().filter(|format| format[1] != "text") {
        let plain = piped(format, &everything());
        let dressed = run_with(&variables, format, folder, &everything());
        assert_eq!(plain.stdout, dressed.stdout, "{format:?}");
    }
}

#[test]
fn colour_stays_out_of_data() {
    for format in FORMATS
        .iter()
        .filter(|format| !matches!(format[1], "text" | "summary"))
    {
        let plain = piped(format, &everything());
        let painted = piped(
            &[format, &["--color", "always"][..]].concat(),
            &everything(),
        );
        assert_eq!(plain.stdout, painted.stdout, "{format:?}");
    }
}

#[test]
fn two_runs_are_the_same() {
    for format in FORMATS {
        assert_eq!(piped(format, &everything()), piped(format, &everything()));
    }
}
