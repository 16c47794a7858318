//! Operations made at random: mostly right, so that a single fault is seen by itself, and around
//! every edge that a page has. The same seed gives the same operations.

/// `SplitMix64`: small, and good enough to choose from lists.
pub(crate) struct Random {
    state: u64,
    /// Where faults may be in this operation; anywhere, if `None`.
    fault: Option<&'static str>,
}

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            state: seed,
            fault: None,
        }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// The text of one operation.
    pub(crate) fn operation(&mut self) -> String {
        const NAMES: [&str; 9] = [
            "id",
            "status",
            "resultInfo",
            "clientContext",
            "createdDateTime",
            "lastActionDateTime",
            "completionReason",
            "@odata.type",
            "@odata.id",
        ];
        let places = [&NAMES[..], &["code", "subcode", "subCode", "message"]].concat();
        let place = places[self.below(places.len())];
        self.fault = (!self.percent(30)).then_some(place);
        self.object(&NAMES)
    }

    fn result_info(&mut self) -> String {
        let subcode = if self.percent(30) {
            "subCode"
        } else {
            "subcode"
        };
        let names = ["code", subcode, "message"];
        self.object(&names)
    }

    fn object(&mut self, names: &[&str]) -> String {
        let mut members = Vec::new();
        for name in names {
            if self.percent(if self.may_err(name) { 8 } else { 1 }) {
                continue;
            }
            members.push((self.key(name), self.property(name)));
            if self.may_err(name) && self.percent(3) {
                members.push((self.key(name), self.property(name)));
            }
        }
        if self.percent(10) {
            let name = self.pick(&["prompts", "participants", "subCode", "Code", "", "\u{e9}"]);
            members.push((quote(name), self.anything()));
        }
        for i in (1..members.len()).rev() {
            members.swap(i, self.below(i + 1));
        }
        let gap = self.pick(&["", "", " ", "\n  ", "\t\r\n"]);
        let members: Vec<String> = members
            .iter()
            .map(|(key, value)| format!("{gap}{key}{gap}:{gap}{value}{gap}"))
            .collect();
        format!("{{{}}}", members.join(","))
    }

    /// A name, sometimes escaped, seldom slightly off.
    fn key(&mut self, name: &str) -> String {
        match self.below(40) {
            _ if !self.may_err(name) => quote(name),
            0 => quote(&self.mangle(name, "aeiouDTC_ ")),
            1 => quote(&self.recase(name)),
            2 => self.escape(name),
            _ => quote(name),
        }
    }

    fn may_err(&self, name: &str) -> bool {
        self.fault.is_none_or(|place| place == name)
    }

    fn property(&mut self, name: &str) -> String {
        if !self.may_err(name) {
            return self.faultless(name);
        }
        if self.percent(4) {
            return self.anything();
        }
        match name {
            "status" => self.status(),
            "resultInfo" if self.percent(10) => "null".to_owned(),
            "resultInfo" => self.result_info(),
            "clientContext" => self.context(),
            "createdDateTime" | "lastActionDateTime" => self.time(),
            "code" | "subcode" | "subCode" => self.number(),
            _ => self.string(),
        }
    }

    fn faultless(&mut self, name: &str) -> String {
        match name {
            "status" => quote(self.pick(&["notStarted", "running", "completed", "failed"])),
            "resultInfo" => self.result_info(),
            "createdDateTime" | "lastActionDateTime" => {
                quote(self.pick(&["2018-09-06T15:58:41Z", "2018-11-07T17:14:53.3464657+00:00"]))
            }
            "code" | "subcode" | "subCode" => self.pick(&["0", "200", "8508"]).to_owned(),
            _ => self.string(),
        }
    }

    fn anything(&mut self) -> String {
        self.pick(&[
            "null",
            "null",
            "true",
            "false",
            "0",
            "-0",
            "-1",
            "1.5",
            "2e2",
            "1E-2",
            "\"\"",
            "\"x\"",
            "\"200\"",
            "[]",
            "[null]",
            "{}",
            "{\"code\":1}",
            "[{\"status\":\"running\"}]",
        ])
        .to_owned()
    }

    fn string(&mut self) -> String {
        let text = self.pick(&[
            "",
            "a",
            "0fe0623f",
            "#microsoft.graph.playPromptOperation",
            "null",
            "\u{1f600}",
            "line\nbreak",
            "DiagCode: 0#5002.@",
            "/communications/calls/a/operations/b",
        ]);
        if self.percent(5) {
            self.escape(text)
        } else {
            quote(text)
        }
    }

    fn status(&mut self) -> String {
        const WORDS: [&str; 4] = ["notStarted", "running", "completed", "failed"];
        let word = self.pick(&WORDS);
        match self.below(20) {
            0 | 1 => quote(&self.recase(word)),
            2 => quote(&self.mangle(word, "aeiS\u{17f}\u{212a} \n")),
            3 => self.escape(word),
            4 => quote(self.pick(&["", "succeeded", "runningcompleted", "NOTSTARTED", "failed "])),
            5 => "null".to_owned(),
            _ => quote(word),
        }
    }

    /// Around 256 characters of one to four bytes.
    fn context(&mut self) -> String {
        let length = match self.below(6) {
            0 => 255 + self.below(4),
            _ => self.below(40),
        };
        let text = self
            .pick(&["a", "\u{e9}", "\u{4f1a}", "\u{1f600}"])
            .repeat(length);
        if self.percent(10) {
            self.escape(&text)
        } else {
            quote(&text)
        }
    }

    fn number(&mut self) -> String {
        let number = match self.below(8) {
            0 => self.edge(),
            1 => self
                .pick(&["0", "200", "8508", "7.0", "2e2", "1.5", "-0", "1E1", "5e-1"])
                .into(),
            _ => self
                .pick(&["0", "100", "200", "400", "500", "5002", "1203002"])
                .into(),
        };
        match self.below(10) {
            0 | 1 => quote(&number),
            2 => quote(&self.mangle(&number, "0123456789-+. \n\u{663}")),
            3 => quote(self.pick(&["", "-", "--1", "transferring", "+5", "007", "1_000", "\n"])),
            _ => number,
        }
    }

    /// A number with one digit changed somewhere near the ends of Int32.
    fn edge(&mut self) -> String {
        let mut digits = self.pick(&["2147483647", "2147483648"]).as_bytes().to_vec();
        let at = self.below(digits.len());
        if self.percent(70) {
            digits[at] = b'1' + self.below(9) as u8;
        }
        let digits = String::from_utf8(digits).expect("digits");
        let sign = self.pick(&["", "-"]);
        format!("{sign}{digits}")
    }

    fn time(&mut self) -> String {
        let year = self.pick(&[
            "2018", "2018", "2024", "2023", "2000", "1900", "2100", "0400", "0001", "0000", "9999",
        ]);
        let month = 1 + self.below(12);
        let day = match self.below(4) {
            0 => 27 + self.below(6),
            _ => 1 + self.below(28),
        };
        let hour = self.pick(&["00", "15", "23", "23", "24"]);
        let minute = self.pick(&["00", "58", "59", "59", "60"]);
        let second = self.pick(&[":41", ":41", ":00", ":59", ":60", ":61", "", ":60.5"]);
        let fraction = if second.len() == 3 && self.percent(40) {
            format!(".{}", "1".repeat(self.below(14)))
        } else {
            String::new()
        };
        let offset = self.pick(&[
            "Z", "Z", "Z", "z", "+00:00", "-08:00", "+05:30", "+23:59", "-24:00", "+01:60", "",
            "+01",
        ]);
        let t = self.pick(&["T", "T", "T", "t", " "]);
        let text =
            format!("{year}-{month:02}-{day:02}{t}{hour}:{minute}{second}{fraction}{offset}");
        match self.below(40) {
            0..=3 => quote(&self.mangle(&text, "0123456789-:.,TtZz+ \n\u{2212}")),
            4 => self.escape(&text),
            5 => "null".to_owned(),
            6..=12 => quote(&text),
            _ => quote(self.pick(&[
                "2018-09-06T15:58:41Z",
                "2018-11-07T17:14:53.3464657+00:00",
                "2024-02-29T00:00:00Z",
                "0001-01-01T00:00:00Z",
            ])),
        }
    }

    /// `text` with a character dropped, doubled, replaced, inserted or swapped with its neighbour.
    fn mangle(&mut self, text: &str, alphabet: &str) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        let alphabet: Vec<char> = alphabet.chars().collect();
        let other = alphabet[self.below(alphabet.len())];
        let at = self.below(chars.len());
        match self.below(5) {
            _ if chars.is_empty() => chars.push(other),
            0 => drop(chars.remove(at)),
            1 => chars.insert(at, chars[at]),
            2 => chars[at] = other,
            3 => chars.insert(at + self.below(2), other),
            _ => chars.swap(at, at.saturating_sub(1)),
        }
        chars.into_iter().collect()
    }

    fn recase(&mut self, text: &str) -> String {
        let chance = [10, 50, 100][self.below(3)];
        let flip = |c: char| {
            if c.is_ascii_lowercase() {
                c.to_ascii_uppercase()
            } else {
                c.to_ascii_lowercase()
            }
        };
        text.chars()
            .map(|c| if self.percent(chance) { flip(c) } else { c })
            .collect()
    }

    /// `text` as a JSON string with some characters as `\uXXXX`.
    fn escape(&mut self, text: &str) -> String {
        let mut out = String::from("\"");
        for c in text.chars() {
            if self.percent(40) || c.is_ascii_control() || matches!(c, '"' | '\\') {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    out += &format!("\\u{unit:04x}");
                }
            } else {
                out.push(c);
            }
        }
        out + "\""
    }
}

fn quote(text: &str) -> String {
    serde_json::to_string(text).expect("text")
}
