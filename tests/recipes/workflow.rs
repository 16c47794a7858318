//! Continuous integration.

use crate::desk::Desk;
use crate::recipes;
use crate::support::blocks;

/// The commands of the workflow, as GitHub runs them: each by itself, until one fails.
#[test]
fn a_workflow_annotates_and_uploads() {
    let block = blocks(&recipes(), "yaml").into_iter().next().unwrap().1;
    let runs = block
        .lines()
        .filter_map(|line| line.trim_start_matches([' ', '-']).strip_prefix("run: "));
    let runs: Vec<_> = runs.collect();
    let [judging, uploading] = runs[..] else {
        panic!("{block}");
    };
    let good = Desk::new().with_payload("captures/good.json", "accept/play-prompt.json");
    good.run(judging).is(0, "", "");
    good.run(uploading).is(0, "", "");
    let bad = good
        .with_payload("captures/bad.json", "reject/CO103-unknown-status.json")
        .with_payload("captures/drift.ndjson", "accept/CO201-status-case.ndjson");
    let ended = bad.run(judging);
    assert_eq!(ended.status, Some(1), "{ended:#?}");
    for begin in [
        "::error file=captures/bad.json,line=5,col=13,",
        "::error file=captures/drift.ndjson,line=1,",
    ] {
        assert!(
            ended.stdout.lines().any(|line| line.starts_with(begin)),
            "{ended:#?}"
        );
    }
    assert_eq!(bad.run(uploading).status, Some(0));
    let sarif: serde_json::Value = serde_json::from_str(&bad.read("commsop.sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let mut found: Vec<_> = results.iter().map(place).collect();
    found.dedup();
    assert_eq!(
        found,
        [
            ("captures/bad.json", "CO103", "error"),
            ("captures/drift.ndjson", "CO201", "error")
        ]
    );
}

fn place(result: &serde_json::Value) -> (&str, &str, &str) {
    let location = &result["locations"][0]["physicalLocation"]["artifactLocation"];
    (
        location["uri"].as_str().unwrap(),
        result["ruleId"].as_str().unwrap(),
        result["level"].as_str().unwrap(),
    )
}
