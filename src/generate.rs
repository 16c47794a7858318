//! What is printed for other programs to read: completion scripts, the manual page, the schema.
//!
//! The first two are made from the parser. Scripts are built in memory first, because their
//! generators panic when they cannot write.

use std::io::{self, Write};

use clap_complete::{Generator, generate, shells};
use clap_complete_nushell::Nushell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::cli::{self, Shell, What};
use crate::help;
use crate::judge::json_schema;
use crate::options::Page;
use crate::outcome::Outcome;

const NAME: &str = "commsop";

/// Writes what `--generate` asks for.
///
/// # Errors
///
/// What writing gives.
pub fn write(what: What, page: Page, out: &mut impl Write) -> io::Result<()> {
    match what {
        What::Schema => json_schema::write(page, out),
        What::Man => man(out),
        What::Completions(shell) => completions(shell, out),
    }
}

/// Writes the completion script of a shell.
///
/// # Errors
///
/// When it cannot be written.
pub fn completions(shell: Shell, out: &mut impl Write) -> io::Result<()> {
    let script = match shell {
        Shell::Bash => bash(),
        Shell::Zsh => script(shells::Zsh),
        Shell::Fish => script(shells::Fish),
        Shell::PowerShell => script(shells::PowerShell),
        Shell::Elvish => script(shells::Elvish),
        Shell::Nushell => script(Nushell),
    };
    out.write_all(script.as_bytes())
}

/// Writes the manual page.
///
/// # Errors
///
/// When it cannot be written.
pub fn man(out: &mut impl Write) -> io::Result<()> {
    let man = Man::new(cli::command()).manual("commsop manual");
    man.render_title(out)?;
    man.render_name_section(out)?;
    synopsis().to_writer(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    let outcomes = Outcome::ALL.map(|it| (format!("{} {}", it.code(), it.name()), it.meaning()));
    list("EXIT STATUS", outcomes.into_iter()).to_writer(out)?;
    list("ENVIRONMENT", help::ENVIRONMENT.iter().copied()).to_writer(out)?;
    examples().to_writer(out)
}

fn script(shell: impl Generator) -> String {
    let mut buffer = Vec::new();
    generate(shell, &mut cli::command(), NAME, &mut buffer);
    String::from_utf8_lossy(&buffer).into_owned()
}

/// The generator offers the options also where nothing has been typed yet; there a file, or
/// the value of the option before, is more likely.
fn bash() -> String {
    script(shells::Bash)
        .replace(" || ${COMP_CWORD} -eq 1 ]]", " ]]")
        .replace(FALLBACK, "            return 0\n            ;;\n")
}

/// The last case of the script, for a word that is neither an option nor the value of one.
const FALLBACK: &str = "            COMPREPLY=( $(compgen -W \"${opts}\" -- \"${cur}\") )
            return 0
            ;;
";

fn synopsis() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]);
    roff.text([roman(help::USAGE)]);
    roff.control("br", []);
    roff.text([roman(help::PIPED)]);
    roff
}

fn list<K: Into<String>, V: Into<String>>(
    heading: &str,
    rows: impl Iterator<Item = (K, V)>,
) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [heading]);
    for (key, words) in rows {
        roff.control("TP", ["15"]);
        roff.text([bold(key)]);
        roff.text([roman(words)]);
    }
    roff
}

fn examples() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXAMPLES"]);
    for (comment, line) in help::EXAMPLES {
        roff.control("TP", []);
        roff.text([roman(*comment)]);
        roff.text([bold(*line)]);
    }
    roff
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::What;
    use clap::ValueEnum;

    fn text(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
        let mut buffer = Vec::new();
        write(&mut buffer).expect("memory takes everything");
        String::from_utf8(buffer).expect("text")
    }

    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn shells() -> impl Iterator<Item = Shell> {
        What::value_variants().iter().filter_map(|what| match what {
            What::Completions(shell) => Some(*shell),
            What::Schema | What::Man => None,
        })
    }

    #[test]
    fn every_script_knows_every_option() {
        for shell in shells() {
            let script = text(|out| completions(shell, out));
            for arg in cli::command().get_arguments() {
                let long = arg.get_long().unwrap_or_default();
                assert!(script.contains(long), "{shell:?}: {long}");
            }
            let offers_values = !matches!(shell, Shell::PowerShell | Shell::Elvish);
            assert_eq!(script.contains("subcode"), offers_values, "{shell:?}");
            assert!(script.ends_with('\n'), "{shell:?}");
        }
    }

    #[test]
    fn the_bash_script_is_amended_in_both_places() {
        let raw = script(shells::Bash);
        for part in [" || ${COMP_CWORD} -eq 1 ]]", FALLBACK] {
            assert_eq!(raw.matches(part).count(), 1, "{part}");
        }
    }

    #[test]
    fn the_manual_has_all_sections_and_all_words() {
        let page = text(man);
        for heading in [
            "NAME",
            "SYNOPSIS",
            "DESCRIPTION",
            "OPTIONS",
            "SHOW",
            "JUDGE",
            "RENDER",
            "HELP",
            "\"EXIT STATUS\"",
            "ENVIRONMENT",
            "EXAMPLES",
        ] {
            assert!(
                page.contains(&format!("\n.SH {heading}\n")),
                "{heading}\n{page}"
            );
        }
        for outcome in Outcome::ALL {
            assert!(page.contains(&format!("{} {}", outcome.code(), outcome.name())));
        }
        for word in [
            "subcode",
            "junit",
            "2018-beta",
            "unreadable",
            "nushell",
            "COMMSOP_NOW",
        ] {
            assert!(page.contains(&word.replace('-', "\\-")), "{word}");
        }
        assert!(page.is_ascii());
    }

    #[test]
    fn a_full_device_is_an_error_and_no_panic() {
        assert!(man(&mut Full).is_err());
        for shell in shells() {
            assert!(completions(shell, &mut Full).is_err(), "{shell:?}");
        }
    }
}
