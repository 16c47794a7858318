//! Lists whose begin is broken or missing, or that were given up: their elements are read.

use crate::harness::run;
use crate::shown::{assert_shown, ids, operations};

/// Where the first element is broken, nothing tells where the others stand.
#[test]
fn a_broken_first_element_costs_no_other() {
    for text in [
        "[\n  {\"id\":\"x\",\"m\":nn},{a},{b}\n]",
        "[\n  {\"id\":\"x\",\"m\":\"n\"n\"},{a},\n  {b}\n]",
        "[\n  {\"id\":\"x\",\"m\":nn}\n  ,{a}\n  ,{b}\n]",
        "[\n  {\"id\":\"x\",\"m\":\"n\"n\"}\n  ,{a}\n  ,{b}\n]",
        "[\n  {\"id\":\"x\",\"m\":nn}\n,{a}\n,{b}\n]",
        "[\n  {\"id\":\"x\",\"m\":\"n\"n\"}\n,{a}\n,{b}\n]",
        "[\n  {\"id\":\"x\",\n   \"m\":[n]]},\n  {a},\n  {b}\n]",
        "[\n\\\"id\":\"x\",\"m\":\"running\"},{a},\n{b}\n]",
        "[\n{ {a},\n  {b}\n]",
        "{\"value\":[\n  {\"id\":\"x\",\"m\":nn}, {a}, {b}\n]}",
        "{\"value\":[\n  {\n    \"id\"}: \"x\",\n    \"m\":1,\n    \"n\":2\n  },\n  {a},\n  {b}\n]}",
        "[\n    ,\n        \"id\": \"x\",\n        \"m\":1\n    },\n    {a},\n    {b}\n]",
        "[ }\n   },\n   \"n\": null\n  }\n  ]\n },\n {a},\n {b}\n]",
        "[{\"id\"}: \"x\",\"m\":1,\"n\":2},{a},{b}]",
    ] {
        assert_shown(&operations(text), "a b", 1);
    }
}

/// A broken element hides no fault behind it.
#[test]
fn faults_behind_a_broken_first_element_are_told() {
    for (text, wanted) in [
        ("[\n  {\"id\":\"x\" 1},\n  {a}\n] # done\n{b}", "a b"),
        ("[\n  {\"id\":\"x\" 1}\n] # done\n{b}", "b"),
        ("[\n  {\"id\":\"x\" 1},\n  {a}\n]]\n{b}", "a b"),
        (
            "{\"value\":[\n  {\"id\":\"x\" 1},\n  {a}\n  ]{b}\n]}",
            "a b",
        ),
        ("[\n  {\"id\":\"x\" 1},{\n  {a},\n  {b}\n]\n", "a b"),
    ] {
        assert_shown(&operations(text), wanted, 2);
    }
}

/// Where the begin of a list is broken or missing, the brackets and commas around its elements are no
/// faults of their own.
#[test]
fn a_list_without_its_begin_costs_no_element() {
    for text in [
        ":\n  {a},\n  {b}\n]",
        "running\"},\n  {a},\n  {b}\n]",
        "S}\n, {a}\n, {b}\n]",
        "INFO it is\n  {a}\n  {b}\n",
        "\"\n  {a},\n  {b}\n]",
        "{\n  \"value : [\n    {a},\n    {b}\n  ]\n}",
        "{\n  \"value\" [\n    {a},\n    {b}\n  ]\n}",
        "{\n  \"@odata.count\": 2 \"value\": [\n    {a}\n,    {b}\n  ]\n}",
        "{\"value:[{a},{b}]}",
        "{\"value\" [{a},{b}],\"@odata.nextLink\":\"x\"}",
        "{\n  \"value\" [\n    {a},\n    {b}\n  ],\n  \"@odata.nextLink\": \"x\"\n}",
        "INFO\n  [\n    {a},\n    {b}\n  ]",
        "{\"value\"[{a},{b}],\"count\":1}",
        "{\"value\":}[{a},{b}]}",
        "{\"a\":},\"value\":[{a},{b}]}",
        "Nov 28 host \"app\":\n  {a}\n  {b}",
        "{\"@odata.context\":\"u\",value\":[{a},{b}]}",
        "{\"@odata.context\":\"u\", [{a},{b}]}",
        "{count: 2, value: [{a},{b}]}",
        "{'@odata.context':'u','value':[{a},{b}]}",
        "{\"value\" [null,{a},{b}]}",
        "{\"value\" [{},{a},{b}]}",
        "{\"@odata.context\":\"u\",,\"value\":[{\"id\":\"z\"},{a},{b}]}",
        "{\n {a}\n}\n{b}",
        "{\"a\":\"x\u{1}y\",\"value\":[{a},{b}]}",
        "{\"a\":\"x\",\0\"value\":[{a},{b}]}",
        "\u{e9}{\"value\":[{a},{b}]}",
        "\u{200b}[{a},{b}]",
        "[\n  {a},\n\u{e9} {b}\n]",
        "{\"responses\" [{\"id\":\"1\",\"status\":200,\"body\":{a}},{\"id\":\"2\",\"status\":200,\"body\":{b}}]}",
        "{\"responses\":[\n{\"id\":\"1\",\"status\":200,\"body\":{a}}\n{\"id\":\"2\",\"status\":200,\"body\":{b}}\n]}",
        "{\"value\":[\n  {a}],\n  {b}\n]}",
        "{\"value\":,{a},{b}]}",
        "{\"value\":,[{a},{b}]}",
        "{\"value\":1{a},{b}]}",
        "{\"value\":({a},{b}]}",
        "{\"@odata.context\":\"u\",\"value\":x{a},{b}]}",
        "{\"value\":{[{a},{b}]}",
        "{\"va\"lue\":[{a},{b}]}",
        "{\"va\\lue\":[{a},{b}]}",
        "{\"value\":{a},{b}]}",
        "{\"value\":{{a},{b}]}",
        "{\"value\":]{a},{b}]}",
        "{\"@odata.context\":\"u\",\"value\" : {\n {a},\n {b}\n],\"@odata.nextLink\":\"x\"}",
        "{\n  \"value\":\n    {a},\n    {b}\n  ]\n}",
        "{\"value\":{a}]}{b}",
        "{\"value\":{a},\n{b}",
        "{value\":[{a},\n{b}]}",
        "{\"@odata.count\":2 \"value\":[{a},{b}]}",
        "{{\"value\":[{a},{b}]}}",
        "[{{a}},{b}]",
    ] {
        assert_shown(&operations(text), "a b", 1);
        assert_shown(&operations(&format!("{text}\n{{c}},{{d}}")), "a b c d", 2);
    }
    // Nor is a broken element more than one.
    assert_shown(
        &operations("S},\n  {a},\n  {\"id\":\"x\",\"m\":nn},\n  {b}\n]"),
        "a b",
        2,
    );
    assert_shown(
        &operations(
            "{\"@odata.context\":\"x\",,\"value\":[{\"id\":\"x\",\"status\" \"x\"},{a},{b}]}",
        ),
        "a b",
        2,
    );
    // A bracket too many excuses one that closes, and no other.
    assert_shown(&operations("[{{a},{b},{c}},{d}]"), "a b c d", 2);
    assert_shown(&operations("{{a}},,]{b}"), "a b", 2);
    // What stands inside of a broken operation is none.
    for text in [
        "{\n  \"status\":\"running\" \"p\":[\n    {a},\n    {b}\n  ]\n}",
        "{\n  \"p\":[nn,\n    {a},\n    {b}\n  ]\n}",
        "{\"id\":\"x\" \"p\":[{a},{b}]}",
        "{\"@odata.type\":\"#microsoft.graph.playPromptOperation\" \"p\":[{a},{b}]}",
        "{\"@odata.type: \"x\",\"id\":\"x\",\"status\":\"running\",\"p\":[{a}]}",
        "{\"callId\":\"1\",,\"p\":[{a}]}",
        "{\"x\":x,\"value\":[],\"p\":[{a}]}",
        "text\n  \"x\": 1, \"p\":\n  {a}\n",
        "{\"p\":[{\"x\":{}}] \"q\":[{a}],\"status\":\"running\"}",
        "{\"p\" [{a}],\"status\":\"running\"}",
        "{\n  \"x\":1,,\n  \"p\":\n    {a},\n  \"status\":\"running\"\n}",
        "text\n  {\n    \"p\":\n    {a},\n    \"id\":\"z\"\n  }\n",
        "[\n  {\n    \"id\":\"x\",\n    {\"status\":\"running\"\n  }\n]\n",
        "{\"id\":\"x\",\"value\":{a},{b}]}",
        "{\"value\":{\"x\":{a},{b}]}}",
        "{\"value\":{\"x\":1},{\"y\":2}]}",
        "{\"value\":{a} {b}]}",
    ] {
        assert_shown(&operations(text), "", 1);
    }
}

/// A list is given up where a line begins like a record, but it goes on if what follows that record
/// shows that it was none: its comma and its bracket are no faults of their own.
#[test]
fn a_list_that_was_given_up_goes_on() {
    for (text, wanted, faults) in [
        (
            "[\n  {a},\n  {\"id\":\"x\",\"status\":\"comp,\n{\n  \"x\":1},\n  {b},\n  {c}\n]\n{d}",
            "a b c d",
            2,
        ),
        (
            "{\"value\":[\n  {a},\n  {\"id\":\"x\",\"m\":\"y,\n{\n  \"x\":1},\n  {b}\n],\"x\":1}\n{d}",
            "a b d",
            2,
        ),
        ("[\n{a}\n{b},\n{c}\n]\n{d}", "a b c d", 1),
        ("[\n{a},\n{\"id\":\"x\n{b}\n]\n{d}", "a b d", 1),
        ("[{a}\n[{b}]\n,{c}]\n{d}", "a b c d", 1),
        // Here it was cut off.
        ("[\n{a},\n{\"id\":\"x\n{b}\n{c}\n{d}", "a b c d", 2),
        ("[\n{a},\n{\"id\":\"x\n{\"value\":[{b}]}\n{c}", "a b c", 2),
        ("[\n{a}\n{b}\n{c},{d}", "a b c d", 2),
    ] {
        let text = operations(text);
        assert_shown(&text, wanted, faults);
        let rows = run("-o ndjson --only pending", text.as_bytes()).stdout;
        let rows = rows.lines().map(|row| serde_json::from_str(row).unwrap());
        let places = rows.map(|row: serde_json::Value| {
            format!("{} {}", row["source"]["document"], row["source"]["pointer"])
        });
        let mut places: Vec<_> = places.collect();
        let all = places.len();
        places.sort();
        places.dedup();
        assert_eq!(places.len(), all, "{text}: {places:?}");
    }
}

/// An element that begins before the others is none of them, and costs no other.
#[test]
fn a_line_before_the_column_of_a_list_costs_only_its_element() {
    let record = |id: &str| {
        format!(
            "    {{\n      \"id\": \"{id}\",\n      \"tags\": [\n        1,\n        {{\n          \"a\": []\n        }}\n      ],\n      \"status\": \"running\"\n    }}"
        )
    };
    let records = ["a", "b", "c", "d"].map(record).join(",\n");
    let whole = format!("{{\n  \"value\": [\n{records}\n  ]\n}}\n");
    let second = whole.find("\"b\"").unwrap();
    let status = second + whole[second..].find("      \"status\"").unwrap();
    for bracket in ["[", "{"] {
        let text = format!("{}{bracket}{}", &whole[..status], &whole[status..]);
        assert_eq!(ids(&text), "a c d", "{text}");
    }
}

/// A raw line break in a string, and behind it what looks like the begin of a record and breaks:
/// the elements behind it on that line are shown.
#[test]
fn a_list_goes_on_behind_a_line_that_was_no_record() {
    let broken = "{\"id\":\"x\",\"status\":\"failed\",\"resultInfo\":{\"message\":\"m\n{y} z\"}}";
    for (before, behind) in [("[", "]"), ("{\"value\":[", "]}")] {
        let text = operations(&format!(
            "{before}{{a}},{broken},{{b}},{{c}}{behind}\n{{d}}"
        ));
        assert_eq!(ids(&text), "a b c d", "{text}");
    }
    // Whatever the text is like, as long as it does not end the list.
    for text in [
        "[x] {y} z",
        "[1,2] {y} z",
        "[x] y, z",
        "[]",
        "{} z",
        "{}",
        "[[{y",
        "[] {} [] z",
        "null},\n{y",
        "},{},\n{x{y}",
        "{}y },\n{[{y}null",
    ] {
        let broken = format!("{{\"id\":\"x\",\"resultInfo\":{{\"message\":\"m\n{text}\"}}}}");
        for (before, behind) in [("[", "]"), ("{\"value\":[", "]}")] {
            let text = format!("{before}{{a}},{broken},{{b}},{{c}}{behind}\n{{d}}");
            assert_eq!(ids(&operations(&text)), "a b c d", "{text}");
        }
    }
    // What looked like a record there was part of a name.
    for text in [
        "[\n  {a}, {b},\n  {\"p\":[{\"x\n{y}:1},2]}, {c},\n  {d}\n]",
        "{\"value\":[{a},{b},{\"p\":[{\"x\n{y}:1},2]},{c},{d}]}",
    ] {
        assert_eq!(ids(&operations(text)), "a b c d", "{text}");
    }
    // Or did not.
    assert_eq!(
        ids(&operations(
            "[\n  {a},\n  {\"x\" 1},\n  \"x\n{y}:1{b},\n  {c}\n]"
        )),
        "a b c"
    );
    // Between elements it is text like any other.
    assert_eq!(ids(&operations("[\n{a}\n{b}x{c}\n{d}\n]")), "a b c d");
    // A list that was cut off between two elements is over: what stands behind the next record is
    // no text of one, and is told.
    for (text, wanted, faults) in [
        ("[{a},{b}\n{c} INFO user\"s {d}\n", "a b c d", 2),
        ("[{a},{b}\n{c} trailing words\n{d}\n", "a b c d", 2),
        ("[{a},{b}\n{c} \"note\" {d}\n", "a b c d", 2),
    ] {
        let text = operations(text);
        assert_shown(&text, wanted, faults);
    }
    // A record separator begins a record, and the list is over.
    let text = operations("\x1e[{a},{b}\n\x1e{c}\n\x1enull\n\x1e{\"id\":\"x\n\x1e{d}\n");
    assert_eq!(ids(&text), "a b c d");
    let rows = run("-o ndjson --only pending", text.as_bytes()).stdout;
    let last = serde_json::from_str::<serde_json::Value>(rows.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&last["source"]["document"], &last["source"]["pointer"]),
        (&5.into(), &"".into())
    );
    // Here it was one, and its brackets say where it ends.
    let record =
        "{\"id\":\"y\",\"status\":no,\"p\":[{\"a\":1},{\"id\":\"z\",\"status\":\"running\"}]}";
    let text = operations(&format!("[{{a}},{{\"id\":\"x\",\"sta\n{record}\n{{b}}\n"));
    assert_eq!(ids(&text), "a b", "{text}");
}
