//! The door: arguments and streams in, exit status out.

#![cfg_attr(all(target_os = "linux", target_env = "gnu", not(test)), no_main)]

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod linker;

use commsop::app;
use commsop::cli::Cli;
use commsop::config::{Config, Environment};
use commsop::help::Stop;
use commsop::outcome::Outcome;
use commsop::size_limit;
use std::io::{self, Write};

#[cfg(any(not(target_os = "linux"), not(target_env = "gnu"), test))]
fn main() -> std::process::ExitCode {
    run().into()
}

fn run() -> Outcome {
    size_limit::outlive();
    let environment = Environment::capture();
    match Cli::read(std::env::args_os()) {
        Ok(cli) => read(cli, &environment),
        Err(stop) => answer(&stop, &environment),
    }
}

fn read(cli: Cli, environment: &Environment) -> Outcome {
    match Config::resolve(cli, environment) {
        Ok(config) => app::run(&config, &mut io::stdout(), &mut io::stderr()),
        Err(usage) => {
            // Nobody can be told that standard error is broken; the exit status still speaks.
            let _ = write!(io::stderr(), "{usage}");
            Outcome::Usage
        }
    }
}

/// Help and version go to standard output, a mistake on the command line to standard error.
fn answer(stop: &Stop, environment: &Environment) -> Outcome {
    if stop.outcome() == Outcome::Ok {
        let text = stop.text(environment.colors_stdout(stop.color()));
        return app::print(text.as_bytes(), &mut io::stdout(), &mut io::stderr());
    }
    let text = stop.text(environment.colors_stderr(stop.color()));
    let _ = io::stderr().write_all(text.as_bytes());
    stop.outcome()
}
