//! Payloads written by hand, in the shapes that were published or captured, and around the edges.

use commsop::finding::Code;

/// Whether an operation is valid by the pages any, 2018-beta and v1.0.
#[rustfmt::skip]
pub(crate) const VALID_BY_PAGE: &[(&str, [bool; 3])] = &[
    // The page of 2018, in full; code as text and no subcode.
    (r##"{"clientContext":"d45324c1","createdDateTime":"2018-09-06T15:58:41Z","id":"0FE0623F","lastActionDateTime":"2018-09-06T15:58:41Z","resultInfo":{"@odata.type":"#microsoft.graph.resultInfo","code":"200"},"status":"completed"}"##, [true, true, false]),
    (r#"{"clientContext":null,"createdDateTime":null,"id":"a","lastActionDateTime":null,"resultInfo":null,"status":"running"}"#, [true, true, true]),
    (r#"{"clientContext":"c","createdDateTime":"2018-09-06T15:58:41Z","id":"a","lastActionDateTime":"2018-09-06T15:58:41Z","resultInfo":{"code":"200","subCode":"transferring","message":""},"status":"running"}"#, [true, true, false]),
    (r#"{"clientContext":"c","createdDateTime":"2018-09-06T15:58:41Z","id":"a","lastActionDateTime":"2018-09-06T15:58:41Z","resultInfo":{"code":"ok","subcode":20},"status":"completed"}"#, [false, true, false]),
    (r#"{"clientContext":"c","createdDateTime":"2018-09-06T15:58Z","id":"a","lastActionDateTime":null,"resultInfo":null,"status":"completed"}"#, [true, false, true]),
    (r#"{"clientContext":"c","createdDateTime":"2018-09-06T15:58:41","id":"a","lastActionDateTime":null,"resultInfo":null,"status":"completed"}"#, [true, false, true]),
    // v1.0.
    (r##"{"@odata.type":"#microsoft.graph.playPromptOperation","status":"completed","clientContext":"d45324c1","id":"0fe0623f","resultInfo":{"@odata.type":"#microsoft.graph.resultInfo","code":200,"subcode":0,"message":"Action completed successfully."}}"##, [true, false, true]),
    (r#"{"id":"a","status":"notStarted","resultInfo":null,"prompts":[{"x":1}],"completionReason":null}"#, [true, false, true]),
    (r#"{"id":"a","status":"failed","resultInfo":{"code":400}}"#, [true, false, false]),
    (r#"{"id":"a","status":"failed","resultInfo":{"code":400,"subcode":"8508"}}"#, [true, false, false]),
    (r#"{"id":"a","status":"failed","resultInfo":{"code":400,"subcode":null}}"#, [true, false, false]),
    (r#"{"id":"a","status":"failed","resultInfo":{"code":400,"subCode":8508}}"#, [true, false, false]),
    (r#"{"id":"a","status":"failed","resultInfo":{"code":400,"subCode":[],"subcode":8508}}"#, [true, false, true]),
    (r#"{"id":"a","status":"failed","resultInfo":{"code":400,"subCode":[]}}"#, [false, false, false]),
    // Notifications and answers to actions.
    (r#"{"status":"Completed"}"#, [true, false, false]),
    (r#"{"id":"a","status":"Completed"}"#, [true, false, false]),
    (r#"{"id":"a","status":null}"#, [true, false, false]),
    (r#"{"id":null,"status":"running","@odata.id":"/communications/calls/a/operations/b"}"#, [true, false, false]),
    (r#"{"status":"running","@odata.id":"/communications/calls/a/operations/b"}"#, [true, false, false]),
    (r#"{"id":"","status":"running"}"#, [true, false, true]),
    (r#"{"@odata.type":"danceOperation","@odata.id":7,"id":"a","status":"running"}"#, [true, false, true]),
    // Required, null and of the wrong type.
    (r#"{}"#, [false; 3]),
    (r#"{"id":"a"}"#, [false; 3]),
    (r#"{"id":7,"status":"running"}"#, [false; 3]),
    (r#"{"id":"a","status":2}"#, [false; 3]),
    (r#"{"id":"a","status":"complete"}"#, [false; 3]),
    (r#"{"id":"a","status":"running\n"}"#, [false; 3]),
    (r#"{"id":"a","status":"runn\u0069ng"}"#, [true, false, true]),
    (r#"{"@odata.type":7,"id":"a","status":"running"}"#, [false; 3]),
    (r#"{"@odata.type":null,"id":"a","status":"running"}"#, [true, false, true]),
    (r#"{"completionReason":[],"id":"a","status":"running"}"#, [false; 3]),
    (r#"{"clientContext":{},"id":"a","status":"running"}"#, [false; 3]),
    (r#"{"createdDateTime":1536249521,"id":"a","status":"running"}"#, [false; 3]),
    (r#"{"resultInfo":[],"id":"a","status":"running"}"#, [false; 3]),
    (r#"{"resultInfo":{},"id":"a","status":"running"}"#, [false; 3]),
    (r#"{"resultInfo":{"code":null,"subcode":0},"id":"a","status":"running"}"#, [true, false, false]),
    (r#"{"resultInfo":{"code":true,"subcode":0},"id":"a","status":"running"}"#, [false; 3]),
    (r#"{"resultInfo":{"code":200,"subcode":0,"message":7},"id":"a","status":"running"}"#, [false; 3]),
    (r#"{"resultInfo":{"code":200,"subcode":0,"message":null},"id":"a","status":"running"}"#, [true, false, true]),
    // Int32, as a number and as text.
    (r#"{"resultInfo":{"code":2147483647,"subcode":-2147483648},"id":"a","status":"running"}"#, [true, false, true]),
    (r#"{"resultInfo":{"code":2147483648,"subcode":0},"id":"a","status":"running"}"#, [false; 3]),
    (r#"{"resultInfo":{"code":0,"subcode":-2147483649},"id":"a","status":"running"}"#, [false; 3]),
    (r#"{"id":"a","status":"running","Status":"failed"}"#, [true, false, true]),
    (r#"{"resultInfo":{"code":200.5,"subcode":0},"id":"a","status":"running"}"#, [false; 3]),
    (r#"{"resultInfo":{"code":-0,"subcode":0},"id":"a","status":"running"}"#, [true, false, true]),
    (r#"{"resultInfo":{"code":"0002147483647"},"id":"a","status":"running"}"#, [true, false, false]),
    (r#"{"resultInfo":{"code":"-2147483648"},"id":"a","status":"running"}"#, [true, false, false]),
    (r#"{"resultInfo":{"code":"2147483648"},"id":"a","status":"running"}"#, [false; 3]),
    (r#"{"resultInfo":{"code":"+5"},"id":"a","status":"running"}"#, [false; 3]),
    (r#"{"resultInfo":{"code":""},"id":"a","status":"running"}"#, [false; 3]),
    (r#"{"resultInfo":{"code":0,"subcode":""},"id":"a","status":"running"}"#, [false; 3]),
    (r#"{"resultInfo":{"code":0,"subcode":"-"},"id":"a","status":"running"}"#, [true, false, false]),
    (r#"{"resultInfo":{"code":0,"subcode":"99999999999"},"id":"a","status":"running"}"#, [false; 3]),
    // Times.
    (r#"{"createdDateTime":"2018-09-06t15:58:41.123456789012z","id":"a","status":"running"}"#, [true, false, true]),
    (r#"{"createdDateTime":"2018-09-06T15:58:41.1234567890123Z","id":"a","status":"running"}"#, [false; 3]),
    (r#"{"createdDateTime":"2000-02-29T00:00:00Z","id":"a","status":"running"}"#, [true, false, true]),
    (r#"{"createdDateTime":"1900-02-29T00:00:00Z","id":"a","status":"running"}"#, [false; 3]),
    (r#"{"createdDateTime":"2018-04-31T00:00:00Z","id":"a","status":"running"}"#, [false; 3]),
    (r#"{"createdDateTime":"0000-01-01T00:00:00Z","id":"a","status":"running"}"#, [false; 3]),
    (r#"{"createdDateTime":"0001-01-01T00:00:00Z","id":"a","status":"running"}"#, [true, false, true]),
    (r#"{"createdDateTime":"2016-12-31T23:59:60Z","id":"a","status":"running"}"#, [true, false, true]),
    (r#"{"createdDateTime":"2018-09-06T24:00:00Z","id":"a","status":"running"}"#, [false; 3]),
    (r#"{"createdDateTime":"2018-09-06","id":"a","status":"running"}"#, [false; 3]),
    (r#"{"createdDateTime":"","id":"a","status":"running"}"#, [false; 3]),
    (r#"{"createdDateTime":"String (timestamp)","id":"a","status":"running"}"#, [false; 3]),
];

/// Operations with one error by v1.0, of a kind that the schema cannot state.
#[rustfmt::skip]
pub(crate) const UNSAID: &[(&str, Code)] = &[
    (r#"{"createdDateTime":"2016-12-31T22:59:60Z","id":"a","status":"running"}"#, Code::CO104),
    (r#"{"resultInfo":{"code":500.0,"subcode":0},"id":"a","status":"failed"}"#, Code::CO105),
    (r#"{"resultInfo":{"code":5e2,"subcode":0},"id":"a","status":"failed"}"#, Code::CO105),
    (r#"{"id":"a","status":"running","status":"completed"}"#, Code::CO106),
    (r#"{"id":"a","st\u0061tus":"running","status":"completed"}"#, Code::CO106),
    (r#"{"id":"a","Status":"running"}"#, Code::CO203),
    (r#"{"id":"a","status":"failed","result_info":{"code":500}}"#, Code::CO203),
    (r#"{"id":"a","status":"failed","errorInfo":{"code":500}}"#, Code::CO203),
];
