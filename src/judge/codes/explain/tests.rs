//! What `--explain` says of result codes.

use super::*;
use crate::sheet::WIDTH;

#[test]
fn parses_queries() {
    let cases = [
        ("400/8508", Some(Query::Pair(400, Subcode::Number(8508)))),
        (" 0/0 ", Some(Query::Pair(0, Subcode::Number(0)))),
        (
            "200/transferring",
            Some(Query::Pair(200, Subcode::Word("transferring"))),
        ),
        ("412#10073", Some(Query::Diag(412, 10073))),
        ("3003#7106.@", Some(Query::Diag(3003, 7106))),
        ("DiagCode: 412#10073.", Some(Query::Diag(412, 10073))),
        ("408", Some(Query::Code(408))),
        ("418", Some(Query::Code(418))),
        ("8508", Some(Query::Subcode(Subcode::Number(8508)))),
        ("0", Some(Query::Subcode(Subcode::Number(0)))),
        (
            "callTerminated",
            Some(Query::Subcode(Subcode::Word("callTerminated"))),
        ),
    ];
    for (text, query) in cases {
        assert_eq!(Query::parse(text), query, "{text}");
    }
}

#[test]
fn refuses_what_is_no_result_code() {
    let cases = [
        "",
        "abc",
        "CO103",
        "/",
        "400/",
        "/8508",
        "400/8508/1",
        "a/1",
        "-1/2",
        "+1",
        "99999999999",
        "400/99999999999",
        "200/\u{1b}[1m",
        "200/two words",
        "412#",
        "1#2#3",
        "1#2 x",
        "4\u{664}",
    ];
    for text in cases {
        assert_eq!(explain(text), None, "{text}");
    }
}

#[test]
fn every_page_fits_the_terminal() {
    for row in all() {
        let pair = pair_text(row.code.unwrap_or(999), row.subcode);
        let alone = pair.rsplit('/').next().unwrap_or_default();
        for query in [pair.as_str(), alone, &pair.replace('/', "#")] {
            let Some(page) = explain(query) else {
                assert!(
                    query.contains('#') && pair.ends_with(char::is_alphabetic),
                    "{query}"
                );
                continue;
            };
            assert!(
                page.is_ascii() && page.ends_with('\n') && !page.ends_with("\n\n"),
                "{page}"
            );
            for line in page.lines() {
                assert!(line.len() <= WIDTH && line.trim_end() == line, "{line}");
            }
        }
    }
}

#[test]
fn explains_in_full() {
    for (query, page) in PAGES {
        assert_eq!(explain(query).as_deref(), Some(page), "{query}");
    }
}

const PAGES: [(&str, &str); 8] = [
    (
        "4097",
        "\
subcode 4097: the meaning depends on the code

  known as   0/4097       the organizer ended the call for everybody
             200/4097     the call was ended by the other participant
",
    ),
    (
        "400/8508",
        "\
400/8508: the operation was cancelled

  class      client error (4xx)
  read from  this very pair
  source     Microsoft Graph documentation
  advice     the bot cancelled it, or a newer play or record took its place;
             nothing to repair if that was meant
",
    ),
    (
        "8508",
        "\
subcode 8508: the operation was cancelled

  known as   any code     the operation was cancelled
             400/8508     the operation was cancelled
  advice     the bot cancelled it, or a newer play or record took its place;
             nothing to repair if that was meant
",
    ),
    (
        "412#10073",
        "\
DiagCode 412#10073: no PSTN data was found for the sponsor of the dial-out

  class      client error (4xx)
  read from  this very pair
  source     microsoftgraph/microsoft-graph-comms-samples, issue 410
  advice     seen as a DiagCode: check that the account on whose behalf the bot
             dials out may call PSTN numbers
  note       a DiagCode is the result of the layer below; where the subcode is 0
             or 9999, only the DiagCode tells the cause
",
    ),
    (
        "560480",
        "\
subcode 560480: the number did not answer, says the customer's SBC

  SIP        the customer's SBC answered SIP 480 (temporarily unavailable) on an
             outbound call
  known as   480/560480   the number did not answer, says the customer's SBC
  advice     look for this SIP response in the log of the session border
             controller
",
    ),
    (
        "599/123456",
        "\
599/123456: server error

  class      server error (5xx)
  read from  the code alone; the subcode adds nothing known
  source     Microsoft Graph documentation
  support    quote the request-id or the id of the call, the id of the
             operation, the time in UTC, and the DiagCode at the end of the
             message
",
    ),
    (
        "200/5317",
        "\
200/5317: the participant was removed because of a role change

  class      success (0 and 2xx)
  read from  the same subcode with code 0; 0 and 200 are used alike
  source     Azure Communication Services documentation
",
    ),
    (
        "999/8510",
        "\
999/8510: nobody spoke within the initial silence time

  class      none: neither 0 nor 2xx, 4xx, 5xx or 6xx
  read from  the subcode alone; it is not known with code 999
  source     Azure Communication Services documentation
  advice     raise initialSilenceTimeoutInSeconds, or prompt again
",
    ),
];
