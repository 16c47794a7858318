//! Depth, size and time: nothing grows with the input but what has to.

use crate::harness::{check, run};

/// The largest value (see `input::values`).
const MAX_VALUE: usize = 64 << 20;

/// Documents of so many levels.
fn deep(levels: usize) -> Vec<(&'static str, String)> {
    let open = |text: &str| text.repeat(levels);
    vec![
        ("arrays", open("[")),
        ("arrays closed", open("[") + &open("]")),
        ("objects", open("{\"a\":")),
        ("objects closed", open("{\"a\":") + "1" + &open("}")),
        ("mixed", open("[{\"a\":")),
        ("value lists", open("{\"value\":[")),
        (
            "skipped",
            format!("{{\"status\":\"running\",\"x\":{}", open("[")),
        ),
        (
            "skipped closed",
            format!(
                "{{\"status\":\"running\",\"x\":{}{}}}",
                open("["),
                open("]")
            ),
        ),
        (
            "behind a list",
            format!("{{\"value\":[],\"x\":{}", open("{\"a\":")),
        ),
    ]
}

/// On a stack on which a recursion would end at once.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(512 << 10);
    thread.spawn(work).unwrap().join().unwrap();
}

#[test]
fn any_depth_is_one_line() {
    on_a_small_stack(|| {
        for (name, text) in deep(1_000_000) {
            let run = run("", text.as_bytes());
            check(&run);
            assert_eq!(run.status, 3, "{name}");
            assert_eq!(
                run.stderr.matches("error[").count(),
                1,
                "{name}: {}",
                run.stderr
            );
            assert!(
                run.stderr
                    .contains("error[CO009]: nested more than 128 levels deep"),
                "{name}"
            );
        }
    });
}

/// Envelopes in envelopes are opened one inside the other, a frame of the stack for each or two.
#[test]
fn envelopes_are_opened_down_to_the_deepest_level() {
    // One level is the operation itself.
    const AROUND: usize = 128 - 1;
    on_a_small_stack(|| {
        for (open, close, containers) in [
            (r#"{"value":"#, "}", 1),
            (r#"{"status":200,"body":"#, "}", 1),
            (r#"{"responses":[{"body":"#, "}]}", 3),
            (r#"{"value":{"$values":["#, "]}}", 3),
        ] {
            let levels = AROUND / containers;
            let operation = r#"{"id":"1","status":"running"}"#;
            let text = format!("{}{operation}{}", open.repeat(levels), close.repeat(levels));
            let run = run("", text.as_bytes());
            check(&run);
            assert_eq!(run.status, 0, "{open}: {}", run.stderr);
        }
    });
}

#[test]
fn the_limit_of_depth_is_the_same_everywhere() {
    for (levels, status) in [(125, 0), (126, 0), (127, 3), (128, 3)] {
        // The operation and the property stand around it, so that all in all two levels are added.
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        let operation =
            format!("{{\"id\":\"1\",\"status\":\"running\",\"x\":{{\"y\":{open}{close}}}}}");
        let alone = run("", operation.as_bytes());
        assert_eq!(alone.status, status, "{levels}: {}", alone.stderr);
        let listed = run(
            "",
            format!("[{}]", operation.replacen('[', "", 1).replacen(']', "", 1)).as_bytes(),
        );
        assert_eq!(
            listed.status, status,
            "{levels} in a list: {}",
            listed.stderr
        );
        let nested = operation.replacen("[[", "", 1).replacen("]]", "", 1);
        let enveloped = run("", format!("{{\"value\":[{nested}]}}").as_bytes());
        assert_eq!(
            enveloped.status, status,
            "{levels} in a collection: {}",
            enveloped.stderr
        );
    }
}

#[test]
fn the_limit_of_size_is_exact() {
    let operation = |length: usize| {
        let (before, after) = (r#"{"id":"1","status":"running","x":""#, "\"}");
        let filling = "x".repeat(length - before.len() - after.len());
        format!("{before}{filling}{after}")
    };
    for (length, status) in [(MAX_VALUE, 0), (MAX_VALUE + 1, 3)] {
        for (before, after) in [("", "\n"), ("[\n", "\n]"), ("{\"value\":[", "]}")] {
            let text = format!("{before}{}{after}", operation(length));
            let run = run("", text.as_bytes());
            assert_eq!(
                run.status, status,
                "{length} {before:?}: {:.300}",
                run.stderr
            );
            assert_eq!(run.stderr.contains("error[CO009]"), status == 3);
        }
    }
    let large = operation(MAX_VALUE + 1);
    let cut = large.strip_suffix('}').unwrap();
    let (good, next) = (operation(100), r#"{"id":"next","status":"running"}"#);
    for text in [
        format!("{large}\n{next}"),
        format!("{good}{large}{next}"),
        format!("[{good},{large},{next}]"),
        format!("{{\"value\":[{good},{large},{next}]}}"),
        format!("[\n  {good},\n  {large},\n  {next}\n]"),
        format!("{good}{cut}\n{next}"),
        format!("[{good},{cut},{next}]"),
        format!("[\n  {good},\n  {cut},\n  {next}\n]"),
    ] {
        let run = run("-f id", text.as_bytes());
        assert!(
            run.stdout.ends_with("\nnext\n"),
            "the stream goes on: {run:?}"
        );
        assert_eq!(run.stderr.matches("error[").count(), 1, "{run:?}");
    }
}
