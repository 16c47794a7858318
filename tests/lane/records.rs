//! Records made at random for the fast lane: mostly ordinary, and each at most a little odd, so
//! that the lane goes as far as it can before it meets what it must not decide. The same seed
//! gives the same records.

use crate::random::Random;
use crate::{names, words};

/// How likely a value is an odd one, of 100, and how many there may be. Most records have one at
/// most: a second one would send them to the reader whatever the lane thinks of the first.
const ODD: [(usize, usize); 4] = [(0, 0), (8, 1), (8, 1), (25, 100)];

/// White space between the tokens of a record.
#[derive(Clone, Copy)]
enum Space {
    None,
    Blanks,
    Pretty,
    Wild,
}

/// One record on its way.
pub(crate) struct Record<'r> {
    pub(crate) random: &'r mut Random,
    odd: usize,
    odds_left: usize,
    space: Space,
    text: String,
}

/// The text of a record, most of them well-formed JSON, and whether it may well not be. `answers`: how many
/// of 100 are answers in a batch.
pub(crate) fn record(random: &mut Random, answers: usize) -> (Vec<u8>, bool) {
    let (odd, odds_left) = ODD[random.below(ODD.len())];
    let space = match random.below(10) {
        0..=4 => Space::None,
        5 | 6 => Space::Blanks,
        7 | 8 => Space::Pretty,
        _ => Space::Wild,
    };
    let mut record = Record {
        random,
        odd,
        odds_left,
        space,
        text: String::new(),
    };
    match record.random.below(100) {
        chance if chance < answers => record.answer(),
        chance if chance < answers + 15 => record.notification(),
        _ => record.operation(),
    }
    let mut bytes = record.text.into_bytes();
    let broken = random.percent(8);
    if broken {
        for _ in 0..=random.below(2) {
            break_somewhere(random, &mut bytes);
        }
    }
    (bytes, broken || odd > 0)
}

/// Changes some bytes, so that they are perhaps no JSON any more.
fn break_somewhere(random: &mut Random, bytes: &mut Vec<u8>) {
    const BYTES: &[u8] =
        b"{}[]\",:\\ \n\r\t0-+.eEu/aZ\x00\x0b\x0c\x1e\x7f\x80\xa0\xc3\xe2\xed\xf0\xff\xef\xbb\xbf";
    if bytes.is_empty() {
        return;
    }
    let at = random.below(bytes.len());
    let byte = BYTES[random.below(BYTES.len())];
    match random.below(7) {
        0 => bytes.truncate(at),
        1 => {
            bytes.remove(at);
        }
        2 | 3 => bytes.insert(at, byte),
        4 => bytes[at] = byte,
        5 => bytes[at] ^= 1 << random.below(8),
        _ => {
            let end = (at + random.below(40)).min(bytes.len());
            let piece = bytes[at..end].to_vec();
            bytes.splice(at..at, piece);
        }
    }
}

impl Record<'_> {
    pub(crate) fn is_odd(&mut self) -> bool {
        let is_odd = self.odds_left > 0 && self.random.percent(self.odd);
        self.odds_left -= usize::from(is_odd);
        is_odd
    }

    /// One of `plain` or, seldom, of `odd`.
    pub(crate) fn choose<'a>(&mut self, plain: &[&'a str], odd: &[&'a str]) -> &'a str {
        let list = if self.is_odd() { odd } else { plain };
        self.random.pick(list)
    }

    fn space(&mut self, depth: usize, line: bool) {
        const WILD: [&str; 7] = ["", " ", "\t", "\n", "\r\n", "  ", " \n\t "];
        match self.space {
            Space::None => {}
            Space::Blanks if line => {}
            Space::Pretty if line => {
                self.text.push('\n');
                self.text.extend(std::iter::repeat_n("  ", depth));
            }
            Space::Blanks | Space::Pretty => {}
            Space::Wild => {
                let wild = self.random.pick(&WILD);
                self.text.push_str(wild);
            }
        }
    }

    /// The members of an object in any order, some of them twice.
    pub(crate) fn object(&mut self, mut members: Vec<(String, String)>, depth: usize) {
        if self.is_odd() && !members.is_empty() {
            let again = self.random.below(members.len());
            members.push(members[again].clone());
        }
        if self.random.percent(70) {
            for i in (1..members.len()).rev() {
                let j = self.random.below(i + 1);
                members.swap(i, j);
            }
        }
        self.text.push('{');
        for (i, (name, value)) in members.iter().enumerate() {
            if i > 0 {
                self.space(depth, false);
                self.text.push(',');
                if matches!(self.space, Space::Blanks) {
                    self.text.push(' ');
                }
            }
            self.space(depth + 1, true);
            self.text.push('"');
            self.text.push_str(name);
            self.text.push('"');
            self.space(depth, false);
            self.text.push(':');
            if matches!(self.space, Space::Blanks | Space::Pretty) {
                self.text.push(' ');
            }
            self.space(depth, false);
            self.text.push_str(value);
        }
        self.space(depth, true);
        self.text.push('}');
    }

    fn operation(&mut self) {
        let mut members = Vec::new();
        for (name, chance) in [
            ("@odata.type", 40),
            ("clientContext", 80),
            ("createdDateTime", 85),
            ("id", 85),
            ("lastActionDateTime", 80),
            ("resultInfo", 70),
            ("status", 99),
            ("completionReason", 15),
            ("@odata.id", 25),
        ] {
            if self.random.percent(chance) {
                let value = self.value_of(name);
                let name = if self.random.percent(30) && self.is_odd() {
                    self.random.pick(&names::ODD_NAMES)
                } else {
                    name
                };
                members.push((name.to_owned(), value));
            }
        }
        if self.random.percent(30) {
            for _ in 0..=self.random.below(3) {
                let name = self.choose(&names::NAMES, &names::ODD_NAMES).to_owned();
                members.push((name, self.any_value()));
            }
        }
        self.object(members, 0);
    }

    /// What a webhook gets, or nearly that.
    fn notification(&mut self) {
        let names = [
            ("@odata.type", 60),
            ("changeType", 80),
            ("resourceUrl", 70),
            ("resource", 30),
            ("resourceData", 98),
        ];
        self.around(
            &names,
            &names::ODD_NOTIFICATION_NAMES,
            |record, name| match name {
                "@odata.type" => record
                    .choose(&names::NOTIFICATIONS, &words::ODD_TYPES)
                    .to_owned(),
                "changeType" => record
                    .choose(&["\"updated\"", "\"deleted\""], &words::VALUES)
                    .to_owned(),
                "resourceData" => record.resource_data(),
                _ => record.choose(&names::URLS, &words::ODATA_IDS).to_owned(),
            },
        );
    }

    /// What an answer in a batch is, or nearly that.
    fn answer(&mut self) {
        let names = [("id", 95), ("status", 95), ("headers", 40), ("body", 98)];
        self.around(
            &names,
            &names::ODD_ANSWER_NAMES,
            |record, name| match name {
                "id" => record.id(),
                "status" => record.choose(&names::HTTP, &words::VALUES).to_owned(),
                "headers" => record.any_value(),
                _ => record.body(),
            },
        );
    }

    /// An object around a resource: its names, with the chance of 100 that each is there, and their values.
    fn around(
        &mut self,
        names: &[(&'static str, usize)],
        odd: &[&'static str],
        mut value: impl FnMut(&mut Self, &str) -> String,
    ) {
        let mut members = Vec::new();
        for (name, chance) in names {
            if self.random.percent(*chance) {
                let value = value(self, name);
                let name = self.choose(&[*name], odd).to_owned();
                members.push((name, value));
            }
        }
        if self.random.percent(20) {
            let name = self.choose(&names::NAMES, odd).to_owned();
            members.push((name, self.any_value()));
        }
        self.object(members, 0);
    }

    fn body(&mut self) -> String {
        if self.is_odd() {
            return self.random.pick(&words::VALUES).to_owned();
        }
        match self.random.below(10) {
            0 => self.inside(Self::notification),
            1 => self.inside(Self::answer),
            _ => self.inside(Self::operation),
        }
    }

    fn resource_data(&mut self) -> String {
        if self.is_odd() {
            return self.random.pick(&words::VALUES).to_owned();
        }
        match self.random.below(4) {
            0 => self.inside(Self::resource),
            1 => self.inside(Self::resources),
            _ => self.inside(Self::operation),
        }
    }

    /// Something else than an operation, or nearly that.
    fn resource(&mut self) {
        let mut members = Vec::new();
        if self.random.percent(97) {
            let kind = self
                .choose(&names::RESOURCES, &names::ODD_RESOURCES)
                .to_owned();
            members.push(("@odata.type".to_owned(), kind));
        }
        for _ in 0..self.random.below(4) {
            let name = self
                .choose(&names::NAMES, &names::ODD_RESOURCE_NAMES)
                .to_owned();
            members.push((name, self.any_value()));
        }
        if self.random.percent(60) {
            members.push(("id".to_owned(), self.id()));
        }
        self.object(members, 1);
    }

    fn resources(&mut self) {
        self.text.push('[');
        for i in 0..self.random.below(4) {
            if i > 0 {
                self.space(1, false);
                self.text.push(',');
            }
            self.space(2, true);
            match self.is_odd() {
                true => self.operation(),
                false => self.resource(),
            }
        }
        self.space(1, true);
        self.text.push(']');
    }

    /// What `write` writes, as a value in the record.
    pub(crate) fn inside(&mut self, write: impl FnOnce(&mut Self)) -> String {
        let around = std::mem::take(&mut self.text);
        write(self);
        std::mem::replace(&mut self.text, around)
    }
}
