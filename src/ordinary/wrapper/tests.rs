//! What stands around operations in notifications and batches.

use super::super::{Found, Lane};
use super::*;
use crate::operation::{Operation, Text};
use crate::options::Page;

const OPERATION: &str = r#"{"id":"1","status":"running"}"#;
const TYPED: &str =
    r##"{"@odata.type":"#microsoft.graph.recordOperation","id":"1","status":"running"}"##;

fn read(text: &str) -> Option<Found> {
    let mut operation = Operation::default();
    let met = Lane::default().read(Page::Any, text, 0, 0, &mut operation)?;
    assert_eq!(operation.id, Some(Text::new("1")));
    met.operation()
}

#[test]
fn finds_the_operation_in_what_is_around_it() {
    for (before, behind) in [
        (r#"{"resource":"operations/1","resourceData":"#, "}"),
        (r#"{"changeType":"updated","resourceData":"#, "}"),
        (
            r#"{"resourceUrl":"/x/operations/1","x":[1],"resourceData":"#,
            r#","changeType":1}"#,
        ),
        (
            r##"{"@odata.type":"#microsoft.graph.commsNotification","resourceData":"##,
            "}",
        ),
        (
            r#"{"@odata.type":"microsoft.graph.commsNotification","resourceData":"#,
            "}",
        ),
        (
            "{\n  \"changeType\" : \"deleted\" ,\n \"resourceData\" : ",
            " ,\"t\":null\n}",
        ),
    ] {
        for (open, close) in [
            ("", ""),
            (r#"{"value":["#, "]}"),
            ("{ \"value\" : [ ", " ] \n}"),
            ("{\n  \"value\": [\n    ", "\n  ]\n}"),
            (
                "{ \"@odata.type\" : \"#microsoft.graph.commsNotifications\" , \"value\":[",
                "]}",
            ),
            (
                r##"{"@odata.type":"#microsoft.graph.commsNotifications","value":["##,
                "]}",
            ),
        ] {
            let element = format!("{before}{OPERATION}{behind}");
            let text = format!("{open}{element}{close} {TYPED}");
            let expected = Found {
                begin: open.len() + before.len(),
                pointer: match open {
                    "" => "/resourceData",
                    _ => "/value/0/resourceData",
                },
                element: Span::new(open.len(), open.len() + element.len()),
                end: open.len() + element.len() + close.len(),
            };
            assert_eq!(read(&text), Some(expected), "{text}");
        }
    }
    let listed = read(&format!(r#"{{"value":[{OPERATION}]}}"#));
    assert_eq!(listed.map(|found| found.pointer), Some("/value/0"));
}

#[test]
fn a_type_tells_what_a_url_does_not() {
    for (url, is_told) in [("/calls/1/operations/1", true), ("/calls/1", false)] {
        let text = |operation| format!(r#"{{"resourceUrl":"{url}","resourceData":{operation}}} "#);
        assert_eq!(read(&text(OPERATION)).is_some(), is_told);
        assert!(read(&text(TYPED)).is_some());
    }
}

#[test]
fn an_absent_id_is_in_the_nearest_url() {
    for (around, data, is_read) in [
        (
            r#""resourceUrl":"operations/2",_"#,
            r#""@odata.id":"operations/1","#,
            true,
        ),
        (
            r#""resourceUrl":"operations/1",_,"resource":"operations/2""#,
            "",
            true,
        ),
        // The names count, not the places.
        (
            r#""resource":"operations/2",_,"resourceUrl":"operations/1""#,
            "",
            true,
        ),
        (
            r#"_,"resource":"operations/2","resourceUrl":"operations/1""#,
            "",
            true,
        ),
        (
            r#""changeType":"deleted",_,"resource":"operations/1""#,
            "",
            true,
        ),
        (
            r#""resourceUrl":"operations/participants",_,"resource":"operations/1""#,
            "",
            true,
        ),
        (r#""resource":"operations/1",_"#, r#""@odata.id":17,"#, true),
        (
            r#""resource":"operations/1",_"#,
            r#""@odata.id":"operations\/2","#,
            true,
        ),
        (
            r#""resource":"operations/1",_"#,
            r#""@odata.id":"calls/2","#,
            true,
        ),
        (r#""changeType":"deleted",_"#, "", false),
        // A notification has a URL of its own.
        (
            r#""changeType":"deleted","@odata.id":"operations/1",_"#,
            "",
            false,
        ),
    ] {
        let data = format!(r#""resourceData":{{{data}"status":"running"}}"#);
        let text = format!("{{{}}} ", around.replace('_', &data));
        assert_eq!(read(&text).is_some(), is_read, "{text}");
    }
}

#[test]
fn leaves_everything_else_to_the_reader() {
    for (before, behind) in [
        ("{\"resourceData\":", "}"),
        ("{\"resourceData\":", ",\"status\":\"running\"}"),
        ("{\"changeType\":1,\"changeType\":1,\"resourceData\":", "}"),
        (
            "{\"changeType\":1,\"resourceData\":",
            ",\"resourceData\":{}}",
        ),
        ("{\"changeType\":1,\"resourceData\":[", "]}"),
        ("{\"changeType\":1,\"resourceData\":1", "}"),
        (
            "{\"changeType\":1,\"resourceData\":",
            ",\"encryptedContent\":1}",
        ),
        ("{\"changeType\":1,\"resourceData\":", ",\"value\":[]}"),
        ("{\"changeType\":1,\"resourceData\":", ",\"id\":\"x\"}"),
        ("{\"resource\":1,\"resourceData\":", "}"),
        ("{\"resource\":\"operations\\/1\",\"resourceData\":", "}"),
        (
            "{\"@odata.type\":\"#microsoft.graph.commsNotifications\",\"resourceData\":",
            "}",
        ),
        ("{\"value\":[", ",{}]}"),
        ("{\"value\":[", "],\"x\":1}"),
        ("{\"value\":[[", "]]}"),
        ("{\"value\":", "}"),
        ("{\"value\":[{\"value\":[", "]}]}"),
        ("{\"value\":[\n", "\n ]}"),
        ("{\"value\":[\n  ", "\n   ] }"),
    ] {
        let text = format!("{before}{OPERATION}{behind} ");
        assert_eq!(read(&text), None, "{text}");
    }
    let whole = format!(r#"{{"value":[{{"changeType":"updated","resourceData":{TYPED}}}]}}"#);
    for cut in 0..whole.len() {
        assert_eq!(read(&whole[..cut]), None, "{cut}");
    }
}
