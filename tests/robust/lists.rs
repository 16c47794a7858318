//! Faults in lists and lines, one by one: what is shown, and how often something is told.

use crate::harness::run;
use crate::shown::{assert_shown, ids, operations};

#[test]
fn a_list_closed_too_early_goes_on() {
    for (text, wanted) in [
        (r#"{"value":[]{a},{b},{c}]}"#, "a b c"),
        (r#"{"value":[{a}],{b},{c}]}"#, "a b c"),
        (r#"{"value":[{a}] {b}, {c}]}"#, "a b c"),
        (r#"{"value":[{a},]{b},{c}]}"#, "a b c"),
        (
            r#"{"value":[{a},]"id":"b","status":"running"},{c}]}"#,
            "a c",
        ),
        // Here it was over.
        (r#"{"value":[{a}]}{"value":[{b}]}"#, "a b"),
        (r#"{"value":[{a}],"@odata.nextLink":"x"}{b}"#, "a b"),
        ("{\"value\":[{a}]\n{b}", "a b"),
        ("{\"value\":[{a}],\n{b}", "a b"),
        (r#"{"value":[{a},]}{b}"#, "a b"),
    ] {
        assert_eq!(ids(&operations(text)), wanted, "{text}");
    }
}

/// A list that is over does not go on, whatever stands behind it.
#[test]
fn a_list_that_is_over_goes_on_behind_nothing() {
    for (text, wanted) in [
        (
            "{\"value\":[\n{a}\n]\n,\n{b}\n,\n{c}\n]\n,\n{d}\n",
            "a b c d",
        ),
        ("{\"value\":[{a}],\n{b},\n{c}]}\n{d}", "a b c d"),
        ("{\"value\":[{a}\n{\"id\":\"x\" x}]{b}\n{c}", "a b c"),
        ("{\"value\":[]\n{\"id\":\"x\" x}]{a}\n{b}", "a b"),
        ("{\"value\":[{a}\n{\"id\":\"x\" x}],\n[{b},{c}]\n", "a b c"),
    ] {
        assert_eq!(ids(&operations(text)), wanted, "{text}");
    }
}

/// A colon in place of the comma behind a broken element hides none of the others.
#[test]
fn a_colon_behind_a_broken_element_hides_no_other() {
    assert_shown("[{\"id\" \"a\"}:{\"x\":1},{\"id\":\"c\"},{\"y\":1}]", "", 3);
    assert_shown(
        &operations("[{\"id\" \"x\"}:{\"y\":1},{a},{\"id\":\"c\"}]"),
        "a",
        2,
    );
}

#[test]
fn a_broken_document_costs_no_other_on_its_line() {
    for (text, wanted) in [
        (r#"{a}{"id":"b" "status":"running"}{c}{d}"#, "a c d"),
        (r#"{"id":"b","x":[NaN],"m":"}{"} {c}[{d}]"#, "c d"),
        (r#"{"id":"b","status":"running",}{c}"#, "c"),
        ("{a};{b}", "a b"),
        ("{a} x {b}", "a b"),
        ("{a}}{b}", "a b"),
        ("{x}{b}\n{y}{\"value\":[{c}]}", "b c"),
        ("{a} x {\"code\":1} {b}\n{c}", "a b c"),
        // What belongs to a broken record is none.
        ("{\"id\":\"a\",\"x\":}{\"code\":1}\n{b}", "b"),
        ("{\"id\":\"a\"},\"x\":{\"status\":\"running\"}\n{b}", "b"),
        ("INFO {a}\n{b}", "b"),
    ] {
        assert_eq!(ids(&operations(text)), wanted, "{text}");
    }
}

#[test]
fn a_run_of_what_does_not_belong_is_told_once() {
    for (run_of, before, after) in [
        (",", "[", "{a},{b}]"),
        (" ,", "[{a}", ",{b}]"),
        (",\n", "{\"value\":[", ",{a},{b}]}"),
        ("\u{feff}", "{a}", "{b}"),
        ("\u{feff} \n", "{a}", "{b}"),
        ("]", "{a}", "\n{b}"),
        ("]\n", "{a}\n", "\n{b}"),
    ] {
        let text = operations(&format!("{before}{}{after}", run_of.repeat(9000)));
        assert_eq!(ids(&text), "a b", "{run_of:?}");
        let told = run("", text.as_bytes()).stderr;
        let told_once = told.matches("error[").count() + told.matches("warning[").count();
        assert_eq!(told_once, 1, "{run_of:?}: {told:.900}");
    }
}

#[test]
fn what_stands_between_elements_costs_none() {
    for text in [
        "[{a} garbage {b}]",
        "[{a},garbage,{b}]",
        "[{a};{b}]",
        "[\n ; {a},\n  {b}\n]",
        "[\n;  {a},\n  {b}\n]",
        "[\n,{a}\n,{b}\n]",
        "[\n,\n  {a},\n  {b}\n]",
        "[\n  x,\n  {a},\n  {b}\n]",
        "[\n      x,\n  {a},\n  {b}\n]",
        "[\n  {a},\n; {b}\n]",
        ";[\n  {a},\n  {b}\n]",
        "]{a}\nx{b}\n",
        "0{a}\n\"{b}\n",
        "{{a}\n{\t{b}\n",
        "[\"{a},0{b}]",
        "[{a},{{b}]",
        "[\n  {a},\n{ {b}\n]",
        "HTTP/2 200\nA: b\n  {a}\nHTTP/2 200\nA: b\n \n  {b}",
        "HTTP/2 200\nA: b\n\r{a}\nHTTP/2 200\n{b}",
        r#"{"value":[{a} x {b}]}"#,
    ] {
        assert_eq!(ids(&operations(text)), "a b", "{text}");
    }
}

/// RFC 7464's separator in an element of a list, and garbage in place of the first element or its
/// bracket, are one fault.
#[test]
fn a_fault_in_an_element_is_told_once_and_costs_no_other() {
    for (text, wanted) in [
        (
            "[{a},{\"id\":\"x\",\"status\":\"x\u{1e}x] {y}, z\"},{b},{c}]\n",
            "a b c",
        ),
        (
            "{\"value\":[{a},{\"id\":\"x\",\"m\":\"a\u{1e}], b\",\"n\":1},{b},{c}]}\n",
            "a b c",
        ),
        (
            "{\"value\":[{a},{\"id\":\"x\",\"x\":[1,2\u{1e}],\"n\":1},{b},{c}]}\n",
            "a b c",
        ),
        (
            "[\n{\"id\":\"x\",\"status\":\"running\"\u{1e}\n,{b}\n,{c}\n]\n",
            "b c",
        ),
        (
            "[\n  x\n    \"id\":\"x\",\n    \"status\":\"running\"\n  },\n  {a},\n  {b}\n]\n",
            "a b",
        ),
        (
            "[\n  {\"id\":\"x\",\"status\":nn}\n,\t{a}\n,\t{b}\n]\n",
            "a b",
        ),
        // A list inside of the element has its commas first.
        (
            "[\n  {\"id\":\"x\",\"y\":nn\n  ,\"x\":[{\"status\":\"running\"}\n  ,{\"a\":1}\n  ]},\n  {b}\n]",
            "b",
        ),
        (
            "{\"id\":\"x\",\"y\":nn,\n\"x\":[{\"status\":\"running\"}\n,{\"a\":1}\n]}\n{b}\n",
            "b",
        ),
    ] {
        assert_shown(&operations(text), wanted, 1);
    }
}
