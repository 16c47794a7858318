//! Nothing in an envelope is passed by in silence: each row is a text, the ids that are shown in
//! order, and the codes that are told.

use crate::harness::{check, run};

/// Text in which `A` to `C` stand for operations.
const ROWS: &[(&str, &str, &str)] = &[
    (
        r#"{"value":[A],"responses":[{"id":"1","status":200,"body":B}]}"#,
        "a b",
        "",
    ),
    (r#"{"$values":[A],"value":[B]}"#, "a b", ""),
    (
        r#"{"value":B,"responses":[{"id":"1","status":200,"body":A}]}"#,
        "b a",
        "",
    ),
    (
        r#"{"value":[A],"x":1,"$values":[B],"y":2,"responses":[{"body":C}]}"#,
        "a b c",
        "",
    ),
    (r#"[{"value":[A],"$values":[B]}]"#, "a b", ""),
    (r#"{"value":[A],"status":"completed","id":"z"}"#, "a z", ""),
    (r#"{"Status":"completed","id":"z","value":[A]}"#, "z a", ""),
    (
        r#"{"value":[A],"status":"completed","id":"z","$values":[B],"x":1}"#,
        "a z b",
        "",
    ),
    (
        r#"{"id":"z","value":[A],"status":"completed"}"#,
        "a",
        "CO107",
    ),
    (
        r##"{"@odata.type":"#microsoft.graph.playPromptOperation","id":"z","value":[A]}"##,
        "a",
        "CO101",
    ),
    (r#"{"status":"completed","id":"z","value":[A]}"#, "z a", ""),
    (
        r#"{"status":"completed","id":"z","value":[1,{"x":2}]}"#,
        "z",
        "",
    ),
    (
        r#"[{"value":[A],"status":"completed","id":"z"}]"#,
        "z a",
        "",
    ),
    (
        r#"{"value":[A],"error":{"code":"x","message":"y"}}"#,
        "a",
        "CO004",
    ),
    (
        r#"{"error":{"code":"x","message":"y"},"value":[A]}"#,
        "a",
        "CO004",
    ),
    (r#"[{"value":[A],"error":{"code":"x"}}]"#, "a", "CO004"),
    (r#"{"value":[A],"error":null}"#, "a", ""),
    (r#"{"value":[],"value":[B]}"#, "b", "CO106"),
    (r#"{"value":A,"value":[B]}"#, "a b", "CO106"),
    (
        r#"{"changeType":"updated","resourceData":A,"value":[B]}"#,
        "a b",
        "",
    ),
    (r#"{"value":[{"resourceData":A}]}"#, "a", ""),
    (
        r#"{"value":[{"resourceData":A,"resourceData":B}]}"#,
        "b",
        "CO106",
    ),
    (r#"{"error":{"code":"x","code":"y"}}"#, "", "CO106 CO004"),
    (
        r#"{"error":{"code":"x","innerError":{"date":"1","date":"2"}}}"#,
        "",
        "CO106 CO004",
    ),
    (
        r#"{"changeType":"u","resourceData":{"$values":[A],"$values":[B]}}"#,
        "b",
        "CO106",
    ),
    (
        r#"{"changeType":"u","resourceData":{"$values":[A],"\u0024values":5}}"#,
        "",
        "CO106",
    ),
    (
        r#"{"changeType":"u","resourceData":{"$values":null,"$values":[B]}}"#,
        "b",
        "CO106",
    ),
    (
        r#"{"changeType":"u","resourceData":{"id":"z","status":"running","$values":[A],"$values":1}}"#,
        "z",
        "CO106",
    ),
    (
        r#"{"changeType":"u","resourceData":{"id":"x","id":"y","value":1,"value":2,"$values":[A]}}"#,
        "a",
        "",
    ),
    (
        r#"{"value":[{"changeType":"u","resourceData":{"$values":[A],"$values":[B]}},C]}"#,
        "b c",
        "CO106",
    ),
    (
        r#"{"responses":{"$values":[{"id":"1","body":A}],"$values":[{"id":"2","body":B}]}}"#,
        "b",
        "CO106",
    ),
    (
        r#"{"title":"x","title":"y","status":400}"#,
        "",
        "CO106 CO004",
    ),
    (r#"{"title":"x","title":5,"status":400}"#, "", "CO106 CO004"),
    (
        r#"{"detail":"x","detail":null,"type":"about:blank","status":400}"#,
        "",
        "CO106 CO004",
    ),
    (
        r#"{"type":"a","type":"b","title":"t","status":400}"#,
        "",
        "CO004",
    ),
    (r#"{"title":"x","detail":"y","status":"404"}"#, "", "CO004"),
    (r#"{"title":"x","status":"completed","id":"z"}"#, "z", ""),
    (r#"{"error":{"code":"x"},"status":"503"}"#, "", "CO004"),
    (r#"{"Message":"x","ExceptionMessage":"y"}"#, "", "CO004"),
    (r#"{"code":"x","message":"y"}"#, "", "CO004"),
    (r#"{"code":200,"message":"y"}"#, "", "CO107"),
    (r#"{"message":"listening"}"#, "", "CO107"),
    (r#"{"$ref":"2"}"#, "", "CO107"),
    (
        r#"{"responses":[{"id":"1","status":200,"body":{"$ref":"2"}}]}"#,
        "",
        "CO107",
    ),
    (r#"[{"$ref":"2","x":1}]"#, "", "CO107"),
    (r#"{"id":"z","status":"404","error":null}"#, "", "CO103"),
    (r#"{"status":503,"Error":{"code":"x"}}"#, "", "CO004"),
    (r#"{"ResourceData":A,"ResourceData":B}"#, "b", "CO106"),
    (r#"{"message":""}"#, "", "CO107"),
    (r#"{"message":"x","level":"info"}"#, "", "CO107"),
    (
        r#"{"responses":[{"id":"1","status":404,"body":{"message":"x","code":"y"}},{"id":"2","body":A}]}"#,
        "a",
        "CO004",
    ),
    (
        r#"{"id":"z","status":"running","value":[{"message":"x","code":"y"}]}"#,
        "z",
        "",
    ),
    (r#"{"$id":"1","$values":[A,{"$ref":"2"}]}"#, "a", ""),
    (
        r#"{"value":[{"id":"x","@removed":{"reason":"deleted"}},A]}"#,
        "a",
        "",
    ),
    (r#"{"Value":[A,B]}"#, "a b", ""),
    (
        r#"{"value":[{"change_type":"updated","ResourceData":A},{"resource_data":B}]}"#,
        "a b",
        "",
    ),
    (r#"{"value":[B],"Value":[A]}"#, "b a", ""),
    (r#"{"Value":[A],"value":[B]}"#, "a b", ""),
    (r#"[{"Value":[A],"value":[B]}]"#, "a b", ""),
    (r#"{"x":1,"Value":A,"value":[B],"y":1}"#, "a b", ""),
    (r#"{"_value":[B],"Value":[A]}"#, "b a", ""),
    (r#"{"Value":[A],"Value":[B]}"#, "a b", "CO106"),
    (
        r#"{"status":"completed","id":"z","Value":[A],"change_type":1,"Error":{"code":"x"}}"#,
        "z a",
        "",
    ),
    (r#"{"Error":{"Message":"y"}}"#, "", "CO004"),
    (
        r#"{"Error":{"Message":"x","Message":"y"}}"#,
        "",
        "CO106 CO004",
    ),
    (r#"{"id":"1","id":"2","value":[A]}"#, "a", ""),
    (
        r#"{"responses":[{"id":"1","status":200,"status":201,"body":A}]}"#,
        "a",
        "CO106",
    ),
    (
        r#"{"responses":[{"id":"1","status":200,"body":A,"body":B}]}"#,
        "b",
        "CO106",
    ),
    (
        r#"{"responses":[[{"id":"1","status":200,"body":A}]]}"#,
        "a",
        "",
    ),
    (
        r#"{"@odata.nextLink":"x","value":[A],"@odata.nextLink":"y"}"#,
        "a",
        "CO106",
    ),
    (
        r#"{"value":[A]}{"value":[B],"@odata.nextLink":"y"}{"value":[C]}"#,
        "a b c",
        "",
    ),
    (
        "{\"value\":[A,{\"id\":\"x\",\"y\":{\n{\"id\":\"q\",\"status\":\"running\"}\n,B],\"value\":[C]}",
        "a q b c",
        "CO005 CO106",
    ),
];

#[test]
fn everything_in_an_envelope_is_shown_or_told() {
    for (text, ids, codes) in ROWS {
        let mut whole = (*text).to_owned();
        for (letter, id) in [("A", "a"), ("B", "b"), ("C", "c")] {
            let operation = format!(r#"{{"id":"{id}","status":"running"}}"#);
            whole = whole.replace(letter, &operation);
        }
        let shown = run("-f id --only pending,succeeded", whole.as_bytes());
        check(&shown);
        let shown: Vec<&str> = shown.stdout.lines().filter(|id| !id.is_empty()).collect();
        assert_eq!(shown.join(" "), *ids, "{text}");
        let told = run("", whole.as_bytes()).stderr;
        let told = told.lines().filter_map(|line| line.split("error[").nth(1));
        let told: Vec<&str> = told.filter_map(|rest| rest.split(']').next()).collect();
        assert_eq!(told.join(" "), *codes, "{text}");
    }
}
