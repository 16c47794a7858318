//! The recipes of the README, typed as they stand there and run by a shell, each in a directory
//! of its own. A tool that is not installed is no failure: its recipe is skipped, and says so.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "a test that cannot go on must stop"
)]

mod cluster;
mod curl;
mod desk;
mod files;
mod pipes;
mod shell;
#[path = "../support/mod.rs"]
mod support;
mod workflow;

use support::{blocks, readme};

/// What tells each block of shell commands from the others, in their order.
const RECIPES: &[&str] = &[
    "curl ",
    "case $?",
    "--latest",
    "tail -F",
    "jq -r",
    "| xargs -0 commsop",
    "| parallel",
    "xargs -0 -n 1",
    "split ",
    "spark-submit",
];

/// The recipes, without the rest of the page.
pub(crate) fn recipes() -> String {
    let readme = readme();
    let (_, rest) = readme.split_once("\n## Recipes\n").unwrap();
    rest.split("\n## ").next().unwrap().to_owned()
}

/// The recipe with these words.
pub(crate) fn recipe(words: &str) -> String {
    assert!(RECIPES.contains(&words), "{words}");
    let mut found = blocks(&recipes(), "sh").into_iter();
    found.find(|it| it.1.contains(words)).expect(words).1
}

/// Every block of the section is known here, once, so none goes without a test.
#[test]
fn every_recipe_is_run() {
    let blocks = blocks(&recipes(), "sh");
    let names: Vec<_> = blocks
        .iter()
        .map(|(_, block)| {
            let mut names = RECIPES.iter().filter(|words| block.contains(**words));
            let name = names.next().unwrap_or_else(|| panic!("no test:\n{block}"));
            assert_eq!(names.next(), None, "{block}");
            *name
        })
        .collect();
    assert_eq!(names, RECIPES);
}
