//! The script for Spark, and what it runs.

use crate::desk::{Desk, installed};
use crate::support::{NOW, blocks, root, same};
use crate::{recipe, recipes};
use std::os::unix::fs::symlink;

/// The script of the page.
fn judged() -> String {
    blocks(&recipes(), "python").into_iter().next().unwrap().1
}

/// What Spark runs for each partition, without Spark: bad records pass, a bad run does not.
#[test]
fn the_mapper_passes_bad_records_only() {
    let script = judged();
    let (_, mapper) = script.split_once("mapper = f\"").unwrap();
    let (mapper, _) = mapper.split_once("\"\n").unwrap();
    let mapper = |now| mapper.replace("{commsop}", "commsop").replace("{now}", now);
    for (payload, status, records) in [
        ("accept/call.ndjson", 0, 5),
        ("reject/CO103-status-of-other-types.ndjson", 0, 5),
        ("reject/CO005-broken-line.ndjson", 0, 4),
        ("reject/CO001-empty.json", 0, 1),
    ] {
        let desk = Desk::new().with_payload("partition", payload);
        let ended = desk.run(&format!("{} < partition", mapper(NOW)));
        let found = (ended.status, ended.stdout.lines().count());
        assert_eq!(found, (Some(status), records), "{ended:#?}");
        assert_eq!(
            desk.run(&format!("{} < partition", mapper("soon"))).status,
            Some(1)
        );
    }
}

/// The whole of it, with what it is said to print.
#[test]
#[ignore = "starts Spark, which takes its time"]
fn spark_prints_what_is_shown() {
    if installed("spark-submit").is_none() {
        return eprintln!("skipped: Spark is not installed");
    }
    let desk = Desk::new().with("judged.py", judged());
    symlink(root().join("tests"), desk.path().join("tests")).unwrap();
    let script = recipe("spark-submit");
    let (install, script) = script.split_once('\n').unwrap();
    assert_eq!(install, "pip install pyspark");
    let shown = blocks(&recipes(), "text").into_iter().next().unwrap().1;
    let ended = desk.run(&format!("set -e\n{script}"));
    assert_eq!(ended.status, Some(0), "{ended:#?}");
    same(script, shown.trim_end(), ended.stdout.trim_end());
}
