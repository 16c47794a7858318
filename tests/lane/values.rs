//! The values of the properties of a record.

use crate::records::Record;
use crate::words;

impl Record<'_> {
    pub(crate) fn value_of(&mut self, name: &str) -> String {
        match name {
            "id" => self.id(),
            "status" => {
                let plain = format!("\"{}\"", self.random.pick(&words::STATUSES));
                self.choose(&[&plain], &words::ODD_STATUSES).to_owned()
            }
            "clientContext" => self.context(),
            "createdDateTime" | "lastActionDateTime" => self.time(),
            "resultInfo" => self.result_info(),
            "completionReason" => self.choose(&words::REASONS, &words::ODD_REASONS).to_owned(),
            "@odata.type" => {
                let plain = format!("\"{}\"", self.random.pick(&words::TYPES));
                self.choose(&[&plain], &words::ODD_TYPES).to_owned()
            }
            _ => self.random.pick(&words::ODATA_IDS).to_owned(),
        }
    }

    pub(crate) fn id(&mut self) -> String {
        // Few of them, so that --latest has something to do.
        let number = self.random.below(40);
        let plain = match number % 2 {
            0 => format!("\"op-{number}\""),
            _ => guid(number as u64),
        };
        self.choose(&[&plain], &words::ODD_IDS).to_owned()
    }

    fn context(&mut self) -> String {
        let length = 250 + self.random.below(12);
        match self.random.below(12) {
            0 => format!("\"{}\"", "y".repeat(length)),
            1 => format!("\"{}\"", "\u{f6}".repeat(length / 2)),
            2 => format!("\"{}\"", "\u{f6}".repeat(length)),
            3 => format!("\"{}\"", "\\n".repeat(length / 2)),
            4 => format!("\"{}\\u00e9\"", "y".repeat(length - 6)),
            5 => self
                .choose(&words::MESSAGES, &words::ODD_MESSAGES)
                .to_owned(),
            6..9 => guid(self.random.next()),
            _ => format!("\"{:016X}\"", self.random.next()),
        }
    }

    fn time(&mut self) -> String {
        if self.random.percent(30) && self.is_odd() {
            return self.random.pick(&words::ODD_TIMES).to_owned();
        }
        let date = self.choose(&words::DATES, &words::ODD_DATES);
        let clock = self.choose(&words::CLOCKS, &words::ODD_CLOCKS);
        let fraction = self.choose(&words::FRACTIONS, &words::ODD_FRACTIONS);
        let offset = self.choose(&words::OFFSETS, &words::ODD_OFFSETS);
        let separator = self.choose(&["T"], &["t", " ", "", "\\u0054", "_"]);
        format!("\"{date}{separator}{clock}{fraction}{offset}\"")
    }

    fn result_info(&mut self) -> String {
        if self.random.percent(10) {
            return "null".to_owned();
        }
        if self.random.percent(20) && self.is_odd() {
            return self
                .random
                .pick(&[
                    "[]",
                    "\"200\"",
                    "200",
                    "{}",
                    "{ }",
                    "true",
                    "[200,1]",
                    "{\"code\":200",
                ])
                .to_owned();
        }
        let mut members = Vec::new();
        for (name, chance) in [
            ("@odata.type", 40),
            ("code", 96),
            ("message", 50),
            ("subcode", 60),
            ("subCode", 10),
        ] {
            if !self.random.percent(chance) {
                continue;
            }
            let value = match name {
                "message" => self.choose(&words::MESSAGES, &words::ODD_MESSAGES),
                "@odata.type" => self.choose(
                    &["\"#microsoft.graph.resultInfo\""],
                    &[
                        "null",
                        "1",
                        "\"x\\u0041\"",
                        "\"\\ud800\"",
                        "{}",
                        "\"#microsoft.graph.resultInf\"",
                        "\"#microsoft.graph.result\"nfo\"",
                        "\"#microsoft.graph.result\\nfo\"",
                        "\"#microsoft.graph.result\tnfo\"",
                    ],
                ),
                "code" => self.choose(&words::NUMBERS, &words::ODD_NUMBERS),
                _ if self.random.percent(10) => self.random.pick(&words::WORDS),
                _ => self.choose(&words::NUMBERS, &words::ODD_NUMBERS),
            };
            let odd = [
                "Code",
                "cod",
                "subCode",
                "SubCode",
                "subcod",
                "Message",
                "mesage",
                "c\\u006fde",
                "x",
                "id",
                "value",
                "@odata.Type",
            ];
            let name = if self.random.percent(30) && self.is_odd() {
                self.random.pick(&odd)
            } else {
                name
            };
            members.push((name.to_owned(), value.to_owned()));
        }
        self.inside(|inner| inner.object(members, 1))
    }

    pub(crate) fn any_value(&mut self) -> String {
        if self.random.percent(4) {
            // Around the limit of depth, also inside the containers of an envelope.
            let depth = 120 + self.random.below(14);
            let (open, close) = self.random_brackets();
            return format!("{}{}", open.repeat(depth), close.repeat(depth));
        }
        self.choose(&words::VALUES, &words::ODD_VALUES).to_owned()
    }

    fn random_brackets(&mut self) -> (&'static str, &'static str) {
        if self.random.percent(50) {
            ("[", "]")
        } else {
            ("{\"a\":[", "]}")
        }
    }
}

/// A string that is a GUID.
fn guid(number: u64) -> String {
    let (low, high) = (number & 0xFFFF_FFFF, number >> 32);
    format!("\"{low:08X}-5DA9-4427-8E9C-{high:012X}\"")
}
