//! The published page as JSON Schema 2020-12: what the judge calls an error in one operation.
//!
//! The schema is for editors and for validators in other languages; the judge does not use it.
//! `tests/oracle/` lets an independent validator read it and compares the two, up to what
//! [`UNSAID`] lists. Structs rather than maps keep the order of the keys.

mod keywords;

use super::properties::MAX_CONTEXT;
use crate::finding::Code;
use crate::operation::Status;
use crate::options::Page;
use keywords::{Named, Schema, Types};
use std::io::{self, Write};

/// What the judge says of an operation and the schema cannot state, or sees differently, and why.
pub const UNSAID: &[(Code, &str)] = &[
    (
        Code::CO104,
        "second 60 is a time at 23:59 UTC only; the schema takes it at any minute",
    ),
    (
        Code::CO105,
        "500.0 and 5e2 are integers to JSON Schema; Int32 has neither point nor exponent",
    ),
    (
        Code::CO106,
        "a validator is given an object after one of two equal keys has been dropped",
    ),
    (
        Code::CO203,
        "a name that is slightly off is read as the documented one; the schema does not know it",
    ),
];

/// Writes the schema of a page, indented by two spaces.
///
/// # Errors
///
/// What writing gives.
pub fn write(page: Page, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &document(page))?;
    out.write_all(b"\n")
}

const STRING: Types = Types(&["string"]);
const OPTIONAL_STRING: Types = Types(&["string", "null"]);
const TIME: &str = "#/$defs/time";
const SUBCODE: &str = "#/$defs/subcode";

fn document(page: Page) -> Schema {
    let (id, title, description) = heading(page);
    let mut definitions = vec![("time", time(page))];
    if page != Page::V1 {
        definitions.push(("subcode", subcode(page)));
    }
    Schema {
        dialect: Some("https://json-schema.org/draft/2020-12/schema"),
        id: Some(id),
        title: Some(title),
        description: Some(description),
        comment: Some(comment()),
        types: Types(&["object"]),
        required: match page {
            Page::Any => &["status"],
            Page::Beta2018 => &[
                "clientContext",
                "createdDateTime",
                "id",
                "lastActionDateTime",
                "resultInfo",
                "status",
            ],
            Page::V1 => &["id", "status"],
        },
        properties: Named(properties(page)),
        definitions: Named(definitions),
        ..Schema::default()
    }
}

fn heading(page: Page) -> (&'static str, &'static str, &'static str) {
    match page {
        Page::Any => (
            "urn:commsop:schema:any",
            "commsOperation, as it has been seen",
            "One operation of the Microsoft Graph cloud communications API, in any form that the service has been seen to send.",
        ),
        Page::Beta2018 => (
            "urn:commsop:schema:2018-beta",
            "commsOperation, beta of 2018",
            "One operation of the Microsoft Graph cloud communications API by the page of 2018-09-13 to 2019-09-15.",
        ),
        Page::V1 => (
            "urn:commsop:schema:v1.0",
            "commsOperation, v1.0",
            "One operation of the Microsoft Graph cloud communications API by the page of v1.0.",
        ),
    }
}

fn comment() -> String {
    let unsaid = UNSAID.iter().map(|(code, why)| format!(" {code}: {why}."));
    unsaid.fold(
        "commsop differs from this schema in a few points.".to_owned(),
        |text, line| text + &line,
    )
}

fn properties(page: Page) -> Vec<(&'static str, Schema)> {
    let text = |description, types| Schema {
        description: Some(description),
        types,
        ..Schema::default()
    };
    let moment = |description| Schema {
        description: Some(description),
        reference: Some(TIME),
        ..Schema::default()
    };
    let id_types = match page {
        Page::Any => OPTIONAL_STRING,
        Page::Beta2018 | Page::V1 => STRING,
    };
    let context = Schema {
        // The limit came in October 2019.
        max_length: (page != Page::Beta2018).then_some(MAX_CONTEXT),
        ..text("What the client sent with its request.", OPTIONAL_STRING)
    };
    vec![
        (
            "@odata.type",
            text(
                "The type: #microsoft.graph.commsOperation or one derived from it.",
                OPTIONAL_STRING,
            ),
        ),
        ("clientContext", context),
        (
            "completionReason",
            text(
                "Why playing, recording or sending tones ended.",
                OPTIONAL_STRING,
            ),
        ),
        (
            "createdDateTime",
            moment("When the operation began; not sent since September 2019."),
        ),
        (
            "id",
            text(
                "The id of the operation; often only in the URL of a notification.",
                id_types,
            ),
        ),
        (
            "lastActionDateTime",
            moment("When something last happened to the operation; not sent since September 2019."),
        ),
        ("resultInfo", result_info(page)),
        ("status", status(page)),
    ]
}

/// In practice the letter case varies, and null means that updates follow.
fn status(page: Page) -> Schema {
    let description = "notStarted, running, completed or failed; completed is no proof of success.";
    let status = Schema {
        description: Some(description),
        ..Schema::default()
    };
    match page {
        Page::Any => Schema {
            types: OPTIONAL_STRING,
            pattern: Some(in_any_case(&Status::ALL.map(Status::name))),
            ..status
        },
        Page::Beta2018 | Page::V1 => Schema {
            types: STRING,
            values: Some(Status::ALL.map(Status::name)),
            ..status
        },
    }
}

/// A pattern for any of `words`: patterns of JSON Schema have no flag for letter case.
fn in_any_case(words: &[&str]) -> String {
    let either = |c: char| format!("[{}{}]", c.to_ascii_uppercase(), c.to_ascii_lowercase());
    let words: Vec<String> = words
        .iter()
        .map(|word| word.chars().map(either).collect())
        .collect();
    format!("^({})$", words.join("|"))
}

fn result_info(page: Page) -> Schema {
    let subcode = |description| match page {
        Page::V1 => int32(description),
        Page::Any | Page::Beta2018 => Schema {
            description: Some(description),
            reference: Some(SUBCODE),
            ..Schema::default()
        },
    };
    let message = Schema {
        description: Some("The result in words, often with a DiagCode at its end."),
        types: OPTIONAL_STRING,
        ..Schema::default()
    };
    let info = Schema {
        description: Some("The result, if there is one."),
        types: Types(&["object", "null"]),
        required: &["code"],
        properties: Named(vec![
            ("code", code(page)),
            ("subcode", subcode("What the code does not say.")),
            ("message", message),
        ]),
        ..Schema::default()
    };
    let old_name = Schema {
        properties: Named(vec![(
            "subCode",
            subcode("The name that subcode had in 2018."),
        )]),
        ..Schema::default()
    };
    match page {
        Page::V1 => Schema {
            required: &["code", "subcode"],
            ..info
        },
        Page::Any | Page::Beta2018 => Schema {
            condition: Some(Box::new(Schema {
                required: &["subcode"],
                ..Schema::default()
            })),
            otherwise: Some(Box::new(old_name)),
            ..info
        },
    }
}

/// Digits that `Int32` can hold.
const DIGITS: &str = "^-?0*([0-9]{1,9}|1[0-9]{9}|20[0-9]{8}|21[0-3][0-9]{7}|214[0-6][0-9]{6}|2147[0-3][0-9]{5}|21474[0-7][0-9]{4}|214748[0-2][0-9]{3}|2147483[0-5][0-9]{2}|21474836[0-3][0-9]|214748364[0-7])$|^-0*2147483648$";
/// A text that is neither empty nor a number.
const WORD: &str = "[^0-9-]|.-|^-$";

fn int32(description: &'static str) -> Schema {
    Schema {
        description: Some(description),
        types: Types(&["integer"]),
        minimum: Some(i32::MIN),
        maximum: Some(i32::MAX),
        ..Schema::default()
    }
}

fn code(page: Page) -> Schema {
    let code = int32(
        "Mostly the HTTP status that fits: 0 and 2xx success, 4xx client error, 5xx server error, 6xx global error.",
    );
    match page {
        Page::Any => Schema {
            types: Types(&["integer", "string", "null"]),
            pattern: Some(DIGITS.to_owned()),
            ..code
        },
        Page::Beta2018 => Schema {
            types: Types(&["integer", "string"]),
            pattern: Some(format!("{DIGITS}|{WORD}")),
            ..code
        },
        Page::V1 => code,
    }
}

/// In 2018 also a word, such as transferring.
fn subcode(page: Page) -> Schema {
    let types: &[&str] = match page {
        Page::Any => &["integer", "string", "null"],
        Page::Beta2018 => &["integer", "string"],
        Page::V1 => &["integer"],
    };
    Schema {
        types: Types(types),
        pattern: Some(format!("{DIGITS}|{WORD}")),
        ..int32("A number, or a word of the beta of 2018 such as transferring.")
    }
}

const MINUTES: &str =
    "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]";
const SECONDS: &str = r"(:([0-5][0-9]|60)(\.[0-9]{1,12})?)";
const OFFSET: &str = "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";
/// The year 0000; 30 and 31 February; day 31 of the short months; 29 February of common years,
/// which 4 does not divide, nor 400 if they end a century.
const NO_SUCH_DAY: &str = "^0000|^[0-9]{4}-(02-3|(04|06|09|11)-31)|^([0-9]{2}([02468][1235679]|[13579][01345789])|([02468][1235679]|[13579][01345789])00)-02-29";

/// `OData`'s `dateTimeOffsetValue` and RFC 3339's `date-time`, united as in [`crate::timestamp`].
fn time(page: Page) -> Schema {
    let pattern = match page {
        Page::Beta2018 => format!("^{MINUTES}{SECONDS}{OFFSET}$"),
        Page::Any | Page::V1 => format!("^{MINUTES}{SECONDS}?{OFFSET}?$"),
    };
    Schema {
        description: Some("A time such as 2018-09-06T15:58:41Z."),
        types: OPTIONAL_STRING,
        pattern: Some(pattern),
        not: Some(Box::new(Schema {
            types: STRING,
            pattern: Some(NO_SUCH_DAY.to_owned()),
            ..Schema::default()
        })),
        ..Schema::default()
    }
}
