//! What the lane takes is what the judge says of it; all else it leaves.

use super::*;
use crate::judge::Rules;
use crate::timestamp::Timestamp;

/// Ordinary records, as different producers write them.
const ORDINARY: [&str; 11] = [
    r##"{"id":"1","status":"running"}"##,
    r##"{"@odata.type":"#microsoft.graph.playPromptOperation","clientContext":"d45324c1","id":"0fe0623f","resultInfo":{"@odata.type":"#microsoft.graph.resultInfo","code":200,"subcode":0,"message":"Action completed \"well\"."},"status":"completed"}"##,
    r##"{"status":"failed","id":"2","createdDateTime":"2026-03-10T09:22:01.1234567Z","lastActionDateTime":"2026-03-10T09:22:23+00:00","resultInfo":{"code":"400","subcode":"8508"},"clientContext":null}"##,
    "{ \"id\" : \"3\" ,\n  \"status\" : \"notStarted\" ,\r\n\t\"resultInfo\" : null\n}",
    r##"{"id":"4","status":"completed","prompts":[{"a":[1,{"b":null}]}],"recordingLocation":"","completionReason":"stopToneDetected","x":-1.5e3}"##,
    r##"{"@odata.context":"https://x/$metadata#y","@odata.id":"operations/5","id":"5","status":"running","participants":[{"identity":{"user":{"id":"u"}}}]}"##,
    r##"{"@odata.type":"microsoft.graph.recordOperation","id":"6","status":"failed","resultInfo":{"code":500,"subCode":7}}"##,
    r##"{"id":"7","status":"running","resultInfo":{"code":"200","subcode":"transferring"}}"##,
    r##"{"@odata.id":"/app/calls/1/operations/7","status":"running"}"##,
    r##"{"status":"running","@odata.id" : "calls('1')/operations('8')?x#y" }"##,
    r##"{"@odata.id":17,"status":"running","id":"9"}"##,
];

/// What is the reader's.
const ODD: [&str; 28] = [
    r##"{"id":"1","status":"Running"}"##,
    r##"{"id":"1","status":"running","status":"running"}"##,
    r##"{"id":"1","st\u0061tus":"running"}"##,
    r##"{"id":"","status":"running"}"##,
    r##"{"id":"1"}"##,
    r##"{"status":"running"}"##,
    r##"{"status":"running","@odata.id":"calls/1"}"##,
    r##"{"status":"running","@odata.id":"/operations/participants"}"##,
    r##"{"status":"running","@odata.id":"operations\/1"}"##,
    r##"{"status":"running","@odata.id":17}"##,
    r##"{"id":null,"status":"running","@odata.id":"operations/1"}"##,
    r##"{"id":"1","status":"running","resultInfo":{"code":1,"subcode":2,"subCode":3}}"##,
    r##"{"id":"1","status":"running","resultInfo":{"code":"x","subcode":"x"}}"##,
    r##"{"id":"1","status":"running","resultInfo":{"code":1,"subcode":""}}"##,
    r##"{"id":"1","status":"running","createdDatetime":"2026-03-10T09:22:01Z"}"##,
    r##"{"id":"1","status":"running","createdDateTime":"2026-03-10T09:22Z"}"##,
    r##"{"id":"1","status":"running","resultInfo":{"code":2000000000000}}"##,
    r##"{"id":"1","status":"running","resultInfo":{"subcode":1}}"##,
    r##"{"id":"1","status":"running","resultInfo":{"code":-0}}"##,
    r##"{"id":"1","status":"running","resultInfo":{"code":200.5}}"##,
    r##"{"id":"1","status":"running","resultInfo":{"code":2e2}}"##,
    r##"{"id":"1","status":"running","resultInfo":{"code":200x}}"##,
    r##"{"id":"1","status":"running","resultInfo":{"code":200"}}"##,
    r##"{"id":"1","status":"running","resultInfo":{"code":"200}}"##,
    r##"{"id":"1","status":"running","resultInfo":{"code":"200"5}}"##,
    r##"{"id":"1","status":"running","value":[]}"##,
    r##"{"id":"1","status":"running","@odata.type":"#microsoft.graph.newOperation"}"##,
    r##"{"id":"1","status":"running","x":"\ud800"}"##,
];

/// The record, with something behind it as in a log.
fn read(record: &str) -> Option<(String, usize)> {
    read_by(Page::Any, record)
}

/// The same where this page is the law.
fn read_by(page: Page, record: &str) -> Option<(String, usize)> {
    let text = format!("{record}\n{}\n", ORDINARY[1]);
    let mut operation = Operation::default();
    let met = Lane::default().read(page, &text, 0, 0, &mut operation)?;
    Some((format!("{operation:?}"), met.operation()?.end))
}

/// The same operation as the judge reads it.
fn judged(record: &str) -> Operation<'_> {
    let rules = Rules::usual(Timestamp::from_unix(1_800_000_000, 0));
    let span = Span::new(0, record.len());
    judge::judge(record, span, [None; 2], &rules).operation
}

#[test]
fn reads_what_is_ordinary_as_the_judge_does() {
    for record in ORDINARY {
        let judged = (format!("{:?}", judged(record)), record.len());
        assert_eq!(read(record), Some(judged), "{record}");
    }
}

#[test]
fn reads_numbers_as_strings_where_the_page_allows_it() {
    let time = "2018-09-06T15:58:41Z";
    for (numbers, on_v1) in [
        (r#""code":200,"subcode":0"#, true),
        (r#""code":"200","subcode":0"#, false),
        (r#""code":200,"subcode":"0""#, false),
        (r#""code":200,"subcode":"x""#, false),
        (r#""code":200,"subCode":0"#, false),
    ] {
        let record = format!(
            r#"{{"id":"1","createdDateTime":"{time}","lastActionDateTime":"{time}","clientContext":"c","resultInfo":{{{numbers}}},"status":"running"}}"#
        );
        assert!(read_by(Page::Any, &record).is_some(), "{record}");
        assert!(read_by(Page::Beta2018, &record).is_some(), "{record}");
        assert_eq!(read_by(Page::V1, &record).is_some(), on_v1, "{record}");
    }
}

#[test]
fn only_where_no_page_is_the_law_an_id_may_be_absent() {
    let time = "2018-09-06T15:58:41Z";
    let record = format!(
        r#"{{"@odata.id":"operations/1","createdDateTime":"{time}","lastActionDateTime":"{time}","clientContext":"c","resultInfo":{{"code":200,"subcode":0}},"status":"running"}}"#
    );
    assert!(read_by(Page::Any, &record).is_some());
    assert_eq!(read_by(Page::V1, &record), None);
    assert_eq!(read_by(Page::Beta2018, &record), None);
}

#[test]
fn reads_ids_of_any_length_whatever_stands_in_them() {
    let guid = "8280307A-5E65-4763-94E1-167D9176CBB9";
    for (length, at) in (30..=40).flat_map(|length| (0..=length).map(move |at| (length, at))) {
        let id: String = guid.chars().cycle().take(length).collect();
        for (odd, is_read) in [
            ("", true),
            (r"\n", true),
            (r#"\""#, true),
            (r"\u00e9", true),
            ("\u{e9}", true),
            ("\n", false),
            (r"\x", false),
            ("\"", false),
        ] {
            let id = format!("{}{odd}{}", &id[..at], &id[at..]);
            for record in [
                format!(r#"{{"id":"{id}","status":"running"}}"#),
                format!(r#"{{"id":"1","status":"running","clientContext":"{id}"}}"#),
            ] {
                let judged = || (format!("{:?}", judged(&record)), record.len());
                assert_eq!(read(&record), is_read.then(judged), "{record}");
            }
        }
    }
}

#[test]
fn finds_back_to_ordinary_ones_behind_odd_ones() {
    let mut lane = Lane::default();
    let mut is_read = |record: &str| {
        let text = format!("{record}\n{}\n", ORDINARY[1]);
        let mut operation = Operation::default();
        let end = lane.read(Page::Any, &text, 0, 0, &mut operation);
        end.is_some()
    };
    for odd in [1, 31, 32, 100, 10_000] {
        assert!((0..odd).all(|_| !is_read(ODD[0])));
        assert!((0..150).any(|_| is_read(ORDINARY[0])), "{odd}");
        assert!((0..100).all(|_| is_read(ORDINARY[0])), "{odd}");
    }
}

#[test]
fn leaves_everything_else_to_the_reader() {
    for record in ODD {
        assert_eq!(read(record), None, "{record}");
    }
    for cut in 0..ORDINARY[1].len() {
        let mut operation = Operation::default();
        let text = ORDINARY[1].get(..cut).unwrap_or_default();
        let end = Lane::default().read(Page::Any, text, 0, 0, &mut operation);
        assert_eq!(end, None, "{text}");
    }
}
