//! Zones: given, and that of the machine.

use super::{at, shown, text};
use crate::timestamp::{FIRST, Timestamp, Zone};
use std::process::Command;

#[test]
#[rustfmt::skip]
fn writes_times_in_zones() {
    let east = |seconds| Zone::Fixed(seconds);
    for (time, zone, expected) in [
        ("2018-09-06T15:58:41Z", Zone::Utc, "2018-09-06T15:58:41Z"),
        ("2018-09-06T15:58:41.3464657+00:00", Zone::Utc, "2018-09-06T15:58:41.3464657Z"),
        ("2018-09-06T15:58:41.000+08:00", Zone::Utc, "2018-09-06T07:58:41.000Z"),
        ("2018-09-06T15:58Z", Zone::Utc, "2018-09-06T15:58:00Z"),
        ("2016-12-31T23:59:60.5Z", Zone::Utc, "2017-01-01T00:00:00.5Z"),
        ("1969-12-31T23:59:59.999999999999Z", Zone::Utc, "1969-12-31T23:59:59.999999999999Z"),
        ("2018-09-06T15:58:41Z", east(0), "2018-09-06T15:58:41+00:00"),
        ("2018-09-06T15:58:41.05Z", east(28_800), "2018-09-06T23:58:41.05+08:00"),
        ("2018-09-06T15:58:41Z", east(-12_600), "2018-09-06T12:28:41-03:30"),
        ("2018-09-06T15:58:41Z", east(29_143), "2018-09-07T00:04:41+08:06"),
        ("2018-09-06T15:58:41Z", east(i32::MAX), "2018-09-07T15:57:41+23:59"),
        ("2018-09-06T15:58:41Z", east(i32::MIN), "2018-09-05T15:59:41-23:59"),
        ("0001-01-01T00:00:00Z", east(-60), "0001-01-01T00:00:00Z"),
        ("0001-01-01T00:00:00Z", east(60), "0001-01-01T00:01:00+00:01"),
        ("9999-12-31T23:59:59.5Z", east(60), "9999-12-31T23:59:59.5Z"),
        ("9999-12-31T23:59:59.5Z", east(-60), "9999-12-31T23:58:59.5-00:01"),
        ("0001-01-01T00:00:00+14:00", Zone::Utc, "0001-01-01T09:59:00+23:59"),
        ("0001-01-01T00:00:00+23:59", east(-28_800), "0001-01-01T00:00:00+23:59"),
        ("9999-12-31T23:59:59-14:00", Zone::Utc, "9999-12-31T14:00:59-23:59"),
        ("9999-12-31T23:59:60Z", Zone::Utc, "9999-12-31T00:01:00-23:59"),
    ] {
        assert_eq!(shown(time, zone), expected, "{time} {zone:?}");
    }
}

#[test]
fn reads_the_argument_of_tz() {
    for (argument, expected) in [
        ("utc", Some(Zone::Utc)),
        ("UTC", Some(Zone::Utc)),
        ("+00:00", Some(Zone::Fixed(0))),
        ("-00:00", Some(Zone::Fixed(0))),
        ("+08:00", Some(Zone::Fixed(28_800))),
        ("-0330", Some(Zone::Fixed(-12_600))),
        ("+23:59", Some(Zone::Fixed(86_340))),
        ("+24:00", None),
        ("+08:60", None),
        ("08:00", None),
        ("+8", None),
        ("+08", None),
        ("+8:00", None),
        ("Z", None),
        ("", None),
        ("Asia/Shanghai", None),
        ("\u{2212}08:00", None),
    ] {
        assert_eq!(Zone::parse(argument).ok(), expected, "{argument}");
    }
}

/// Runs in a process of its own, as chrono reads `TZ`: `CASE` is what 2026-01 and 2026-07 should look like.
#[test]
#[ignore = "run by local_zone_honours_tz_and_never_panics"]
fn local_zone_case() {
    let Ok(case) = std::env::var("CASE") else {
        return;
    };
    let Ok(zone) = Zone::parse("local") else {
        return assert_eq!(case, "refused");
    };
    let times = ["2026-01-01T12:00:00Z", "2026-07-01T12:00:00Z"].map(|time| shown(time, zone));
    for step in 0..4000 {
        let instant = Timestamp::from_unix(FIRST + step * 78_888_223, 0);
        assert_eq!(at(&text(|out| instant.write_in(zone, out))), instant);
    }
    assert!(
        case == "anything" || case == times.join(" "),
        "{case}: {times:?}"
    );
}

/// A zone file of RFC 8536 version 2 with one local time type and a footer.
fn zone_file(offset: i32, footer: &str) -> Vec<u8> {
    let header = |types: u32| {
        [
            &b"TZif2"[..],
            &[0; 15],
            &[0; 16],
            &types.to_be_bytes(),
            &4_u32.to_be_bytes(),
        ]
        .concat()
    };
    let block = [&offset.to_be_bytes()[..], &[0, 0], b"AAA\0"].concat();
    [
        &header(1),
        &block,
        &header(1),
        &block,
        &b"\n"[..],
        footer.as_bytes(),
        b"\n",
    ]
    .concat()
}

#[test]
fn local_zone_honours_tz_and_never_panics() {
    let folder = std::env::temp_dir().join(format!("commsop-zones-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.join(name), bytes).unwrap();
        folder.join(name).display().to_string()
    };
    let utc = "2026-01-01T12:00:00+00:00 2026-07-01T12:00:00+00:00";
    let china = "2026-01-01T20:00:00+08:00 2026-07-01T20:00:00+08:00";
    let berlin = "2026-01-01T13:00:00+01:00 2026-07-01T14:00:00+02:00";
    let mut cases = vec![
        (String::new(), utc),
        ("CST-8".to_owned(), china),
        ("CET-1CEST,M3.5.0,M10.5.0/3".to_owned(), berlin),
        ("AAA-23BBB,0,364".to_owned(), "refused"),
        ("AAA-0023:30BBB,M1.1.0,M12.5.0".to_owned(), "refused"),
        ("AAA-24".to_owned(), "anything"),
        ("pBB24".to_owned(), "anything"),
        ("\u{2212}08:00".to_owned(), "anything"),
        ("/dev/zero".to_owned(), "refused"),
        (folder.display().to_string(), "refused"),
        (file("china", &zone_file(28_800, "")), china),
        (file("local-mean-time", &zone_file(28_785, "")), china),
        (file("a-day", &zone_file(86_400, "")), "refused"),
        (file("far-west", &zone_file(i32::MIN + 1, "")), "refused"),
        (file("rule", &zone_file(3600, "AAA-23BBB,0,364")), "refused"),
        (file("endless", &vec![0; 2 << 20]), "refused"),
        (file("not-a-zone", b"TZif2 and nothing else"), "anything"),
        (file("empty", b""), "anything"),
    ];
    let whole = zone_file(28_800, "");
    cases.extend(
        (0..whole.len())
            .step_by(7)
            .map(|cut| (file(&format!("cut-{cut}"), &whole[..cut]), "anything")),
    );
    let test = format!(
        "{}::local_zone_case",
        module_path!().split_once("::").unwrap().1
    );
    for (tz, expected) in cases {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child
            .args(["--exact", &test, "--include-ignored"])
            .env("TZ", &tz)
            .env("CASE", expected);
        let output = child.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains("1 passed"),
            "TZ={tz}\n{said}"
        );
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
