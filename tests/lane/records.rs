//! Records made at random for the fast lane: mostly ordinary, and each at most a little odd, so
//! that the lane goes as far as it can before it meets what it must not decide. The same seed
//! gives the same records.

/// `SplitMix64`: small, and good enough to choose from lists.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub(crate) fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub(crate) fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// How likely a value is an odd one, of 100, and how many there may be. Most records have one at
/// most: a second one would send them to the reader whatever the lane thinks of the first.
const ODD: [(usize, usize); 4] = [(0, 0), (8, 1), (8, 1), (25, 100)];

const STATUSES: [&str; 4] = ["completed", "running", "failed", "notStarted"];
const ODD_STATUSES: [&str; 17] = [
    "\"Completed\"",
    "\"COMPLETED\"",
    "\"notstarted\"",
    "\"complete\"",
    "\"completed \"",
    "\"completedd\"",
    "\"\"",
    "\"compl\\u0065ted\"",
    "\"fai\\led\"",
    "\"runn\u{ef}ng\"",
    "null",
    "2",
    "true",
    "[\"completed\"]",
    "{}",
    "completed",
    "\"completed",
];
const TYPES: [&str; 9] = [
    "#microsoft.graph.commsOperation",
    "#microsoft.graph.playPromptOperation",
    "#microsoft.graph.recordOperation",
    "#microsoft.graph.muteParticipantOperation",
    "#microsoft.graph.unMuteOperation",
    "#microsoft.graph.subscribeToToneOperation",
    "#microsoft.graph.removeLargeGalleryViewOperation",
    "#microsoft.graph.updateMetadataOperation",
    "microsoft.graph.recordOperation",
];
const ODD_TYPES: [&str; 17] = [
    "\"##microsoft.graph.commsOperation\"",
    "\"graph.commsOperation\"",
    "\"#Microsoft.Graph.commsOperation\"",
    "\"#microsoft.graph.CommsOperation\"",
    "\"#microsoft.graph.unmuteOperation\"",
    "\"#microsoft.graph.newOperation\"",
    "\"#microsoft.graph.call\"",
    "\"#microsoft.graph.commsNotification\"",
    "\"#microsoft.graph.\"",
    "\"#microsoft.graph.microsoft.graph.commsOperation\"",
    "\"commsOperation\"",
    "\"#microsoft.graph.comms\\u004fperation\"",
    "\"#microsoft.graph.commsOperation \"",
    "\"\"",
    "null",
    "17",
    "[]",
];
const ODD_IDS: [&str; 12] = [
    "\"\"",
    "\" \"",
    "null",
    "17",
    "{}",
    "\"a\\/b\"",
    "\"\\u0061\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\u{1f600}\"",
    "\"a\\x\"",
    "\"\\\"\"",
];
const DATES: [&str; 8] = [
    "2018-09-06",
    "2020-02-29",
    "2024-12-31",
    "2026-03-10",
    "1999-12-31",
    "2000-02-29",
    "1970-01-01",
    "9999-12-31",
];
const ODD_DATES: [&str; 14] = [
    "0001-01-01",
    "0000-01-01",
    "0000-02-29",
    "2100-02-29",
    "2023-02-29",
    "2023-04-31",
    "2023-13-01",
    "2023-00-10",
    "2023-01-00",
    "20230101",
    "-0001-01-01",
    "12023-01-01",
    "2023-1-01",
    "2023/01/01",
];
const CLOCKS: [&str; 6] = [
    "15:58:41", "00:00:00", "23:59:59", "09:29:59", "09:30:00", "12:34:56",
];
const ODD_CLOCKS: [&str; 11] = [
    "15:58", "24:00:00", "23:59:60", "23:60:00", "25:00:00", "155841", "15:58:4", "15:5a:41",
    "15.58.41", "15", "15:58:",
];
const FRACTIONS: [&str; 12] = [
    "",
    "",
    "",
    ".0",
    ".5",
    ".123",
    ".1234567",
    ".12345678",
    ".123456789",
    ".1234567890",
    ".123456789012",
    ".999999999999",
];
const ODD_FRACTIONS: [&str; 6] = [".", ",5", ".1234567890123", ".12a", ". 5", ".-1"];
const OFFSETS: [&str; 8] = ["Z", "Z", "Z", "Z", "+00:00", "-08:00", "+05:30", "+23:59"];
const ODD_OFFSETS: [&str; 14] = [
    "",
    "z",
    "+0000",
    "-00:00",
    "+24:00",
    "+01:60",
    "+1:00",
    "ZZ",
    " Z",
    "Z ",
    "+01",
    "+001:0",
    "\\u005a",
    "\u{2212}08:00",
];
const ODD_TIMES: [&str; 8] = [
    "null",
    "\"\"",
    "\"yesterday\"",
    "1536249521",
    "\"1536249521\"",
    "\"0001-01-01T00:00:00Z\"",
    "{\"dateTime\":\"2018-09-06T15:58:41Z\"}",
    "\"0001-01-01T00:00:00.0000000+00:00\"",
];
const NUMBERS: [&str; 14] = [
    "200",
    "0",
    "202",
    "400",
    "404",
    "500",
    "8508",
    "\"200\"",
    "\"0\"",
    "-1",
    "\"-1\"",
    "2147483647",
    "-2147483648",
    "\"2147483647\"",
];
/// Subcodes as they were in 2018, or nearly that.
const WORDS: [&str; 8] = [
    "\"transferAccepted\"",
    "\"transferring\"",
    "\"Transferring\"",
    "\"x\\n\"",
    "\"x\\q\"",
    "\"x",
    "\"e\u{301}\"",
    "\"-x\"",
];
const ODD_NUMBERS: [&str; 39] = [
    "2147483648",
    "-2147483649",
    "\"2147483648\"",
    "\"-2147483648\"",
    "4294967296",
    "9999999999",
    "99999999999",
    "12345678901234567890",
    "-0",
    "\"-0\"",
    "00",
    "007",
    "\"007\"",
    "-007",
    "+5",
    "\"+5\"",
    "200.0",
    "200\"",
    "\"200",
    "\"200\"5",
    "200.5",
    "2e2",
    "2E+2",
    "20000e-2",
    "1e999999",
    "\"2e2\"",
    "\"200.0\"",
    "\" 200\"",
    "\"200 \"",
    "\"\"",
    "\"OK\"",
    "\"transferring\"",
    "\"2\\u0030\"",
    "\"-\"",
    "-",
    "null",
    "true",
    "[200]",
    "{}",
];
const MESSAGES: [&str; 13] = [
    "\"Success.\"",
    "\"Action completed successfully.\"",
    "\"Participant did not answer. DiagCode: 487#10003.@\"",
    "\"a \\\"quoted\\\" word\"",
    "\"C:\\\\prompts\\\\welcome.wav\"",
    "\"one\\nother\\ttab\\r\\b\\f\\/\"",
    "\"caf\\u00e9\"",
    "\"Zeit\u{fc}berschreitung\"",
    "\"token=eyJ0eXAiOiJKV1Qi\"",
    "\"\u{202e}gnp.\"",
    "\"\\u001b[31m\"",
    "null",
    "\"\"",
];
const ODD_MESSAGES: [&str; 8] = [
    "17",
    "[]",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\q\"",
    "\"\\u12\"",
    "\"a\tb\"",
    "\"a\nb\"",
];
const REASONS: [&str; 9] = [
    "\"completedSuccessfully\"",
    "\"stopToneDetected\"",
    "\"maxSilenceTimeout\"",
    "\"mediaOperationCanceled\"",
    "\"unknown\"",
    "\"playPromptFailed\"",
    "\"MEDIAOPERATIONCANCELED\"",
    "\"\"",
    "null",
];
const ODD_REASONS: [&str; 6] = [
    "1",
    "\"f\\u0061iled\"",
    "\"play\u{e9}failed\"",
    "[]",
    "\"\\/failed\"",
    "false",
];
/// Names that nobody reads, and names that only the exact way may read.
const NAMES: [&str; 24] = [
    "participants",
    "prompts",
    "recordingLocation",
    "recordingAccessToken",
    "@odata.context",
    "@odata.etag",
    "endpointType",
    "tenantId",
    "x",
    "",
    "\u{e9}tat",
    "statusCode",
    "ids",
    "statuses",
    "resultInfo@odata.type",
    "@odata.typ",
    "@odata.ids",
    "createdBy",
    "lastAction",
    "$id",
    "operations",
    "values",
    "a rather long name of a property, longer than any that is known",
    "state",
];
const ODD_NAMES: [&str; 42] = [
    "ID",
    "Id",
    "id ",
    "i\\u0064",
    "Status",
    "statu",
    "status ",
    "statuss",
    "sattus",
    "st\\u0061tus",
    "stat\\/us",
    "resultinfo",
    "ResultInfo",
    "resultInf",
    "clientcontext",
    "clientContexts",
    "createdDatetime",
    "createdDateTim",
    "creationDateTime",
    "lastActionDatetime",
    "lastactionDateTime",
    "CompletionReason",
    "completionReson",
    "@odata.Type",
    "@odata.iD",
    "value",
    "$values",
    "responses",
    "error",
    "resourceData",
    "resourceUrl",
    "resource",
    "changeType",
    "encryptedContent",
    "body",
    "title",
    "detail",
    "@odata.nextLink",
    "VALUE",
    "na\"me",
    "na\\me",
    "na\tme",
];
const VALUES: [&str; 22] = [
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-1.5e+300",
    "1E400",
    "123456789012345678901234567890",
    "\"\"",
    "\"text\"",
    "\"\\u00e9\\ud83d\\ude00\"",
    "\"a \\\"b\\\" \\\\\"",
    "[]",
    "{}",
    "[ ]",
    "{ }",
    "[1,[2,[3,{\"status\":\"failed\"}]]]",
    "{\"id\":\"x\",\"id\":\"y\",\"value\":[{}]}",
    "[{\"identity\":{\"user\":{\"id\":\"u\",\"displayName\":\"B\u{f6}b\"}},\"replacesCallId\":null}]",
    "\"https://graph.microsoft.com/v1.0/communications/calls/1/operations/op-7\"",
    "\"eyJ0eXAiOiJKV1Qi\"",
    "[\r\n\t1 ,\n2 ]",
];
const ODD_VALUES: [&str; 26] = [
    "nul",
    "True",
    "nulll",
    "01",
    "-",
    "1.",
    ".5",
    "1e",
    "1e+",
    "0x10",
    "NaN",
    "+1",
    "'text'",
    "\"\\ud800\"",
    "\"\\ude00\\ud83d\"",
    "\"\\ud83dx\"",
    "\"\\x41\"",
    "\"\\u00g0\"",
    "\"a\u{1}b\"",
    "\"\u{7f}\u{9b}\"",
    "[1,]",
    "[1 2]",
    "{\"a\":1,}",
    "{\"a\" 1}",
    "{a:1}",
    "[}",
];
const NOTIFICATIONS: [&str; 4] = [
    "\"#microsoft.graph.commsNotification\"",
    "\"microsoft.graph.commsNotification\"",
    "\"#microsoft.graph.commsNotifications\"",
    "\"#Microsoft.Graph.commsNotification\"",
];
const URLS: [&str; 11] = [
    "\"/communications/calls/9d9d3b8a-33b8-4f4b-9ba6-5b3f28a1b2c3/operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5\"",
    "\"/operations/op-7?x=/operations/op-9\"",
    "\"operations/op-7/#y\"",
    "\"operations('op-7')\"",
    "\"/communications/calls/1/operations/op-7\"",
    "\"/app/calls/1/operations/op-9\"",
    "\"https://graph.microsoft.com/v1.0/communications/calls/1/operations/u\"",
    "\"/communications/calls/1/operations\"",
    "\"/communications/calls/1\"",
    "\"/communications/calls/1/participants/2\"",
    "\"\\/communications\\/operations\\/op-7\"",
];
const RESOURCES: [&str; 6] = [
    "\"#microsoft.graph.call\"",
    "\"#microsoft.graph.call\"",
    "\"#microsoft.graph.participant\"",
    "\"#microsoft.graph.operations\"",
    "\"\\u0023microsoft.graph.call\"",
    "\"\"",
];
const ODD_RESOURCES: [&str; 6] = [
    "\"#microsoft.graph.recordOperation\"",
    "\"#microsoft.graph.callOPERATION\"",
    "\"#microsoft.graph.printOperation\"",
    "\"#microsoft.graph.recordOperatio\\u006e\"",
    "\"#microsoft.graph.call\\u\"",
    "null",
];
const ODD_RESOURCE_NAMES: [&str; 12] = [
    "$values",
    "\\u0024values",
    "@odata.type",
    "@odata\\u002etype",
    "@Odata.type",
    "status",
    "clientContext",
    "resultInfo",
    "error",
    "value",
    "resourceData",
    "changeType",
];
const ODD_NOTIFICATION_NAMES: [&str; 22] = [
    "changetype",
    "changeTyp",
    "change\\u0054ype",
    "resourceURL",
    "resourceUrls",
    "Resource",
    "resourcedata",
    "resourceData ",
    "resource\\u0044ata",
    "encryptedContent",
    "value",
    "$values",
    "responses",
    "status",
    "id",
    "clientContext",
    "createdDateTime",
    "statusCode",
    "message",
    "title",
    "error",
    "@odata.nextLink",
];
const HTTP: [&str; 4] = ["200", "202", "404", "\"200\""];
const ODD_ANSWER_NAMES: [&str; 16] = [
    "Id",
    "i\\u0064",
    "Status",
    "statuss",
    "Body",
    "bod\\u0079",
    "Headers",
    "error",
    "value",
    "responses",
    "resourceData",
    "changeType",
    "clientContext",
    "resultInfo",
    "title",
    "@odata.nextLink",
];
const ODATA_IDS: [&str; 12] = [
    "\"/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5\"",
    "\"operations('op-7')?x\"",
    "\"/operations/Participants\"",
    "\"/operations/op-7//\"",
    "\"https://graph.microsoft.com/v1.0/communications/calls/1/operations/op-7\"",
    "\"communications/calls('1')/operations('op-7')\"",
    "\"/operations/participants\"",
    "\"operations\\/x\"",
    "\"\"",
    "null",
    "17",
    "[\"a\"]",
];

/// White space between the tokens of a record.
#[derive(Clone, Copy)]
enum Space {
    None,
    Blanks,
    Pretty,
    Wild,
}

/// One record on its way.
struct Record<'r> {
    random: &'r mut Random,
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
    fn is_odd(&mut self) -> bool {
        let is_odd = self.odds_left > 0 && self.random.percent(self.odd);
        self.odds_left -= usize::from(is_odd);
        is_odd
    }

    /// One of `plain` or, seldom, of `odd`.
    fn choose<'a>(&mut self, plain: &[&'a str], odd: &[&'a str]) -> &'a str {
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
    fn object(&mut self, mut members: Vec<(String, String)>, depth: usize) {
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
                    self.random.pick(&ODD_NAMES)
                } else {
                    name
                };
                members.push((name.to_owned(), value));
            }
        }
        if self.random.percent(30) {
            for _ in 0..=self.random.below(3) {
                let name = self.choose(&NAMES, &ODD_NAMES).to_owned();
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
        self.around(&names, &ODD_NOTIFICATION_NAMES, |record, name| match name {
            "@odata.type" => record.choose(&NOTIFICATIONS, &ODD_TYPES).to_owned(),
            "changeType" => record
                .choose(&["\"updated\"", "\"deleted\""], &VALUES)
                .to_owned(),
            "resourceData" => record.resource_data(),
            _ => record.choose(&URLS, &ODATA_IDS).to_owned(),
        });
    }

    /// What an answer in a batch is, or nearly that.
    fn answer(&mut self) {
        let names = [("id", 95), ("status", 95), ("headers", 40), ("body", 98)];
        self.around(&names, &ODD_ANSWER_NAMES, |record, name| match name {
            "id" => record.id(),
            "status" => record.choose(&HTTP, &VALUES).to_owned(),
            "headers" => record.any_value(),
            _ => record.body(),
        });
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
            let name = self.choose(&NAMES, odd).to_owned();
            members.push((name, self.any_value()));
        }
        self.object(members, 0);
    }

    fn body(&mut self) -> String {
        if self.is_odd() {
            return self.random.pick(&VALUES).to_owned();
        }
        match self.random.below(10) {
            0 => self.inside(Self::notification),
            1 => self.inside(Self::answer),
            _ => self.inside(Self::operation),
        }
    }

    fn resource_data(&mut self) -> String {
        if self.is_odd() {
            return self.random.pick(&VALUES).to_owned();
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
            let kind = self.choose(&RESOURCES, &ODD_RESOURCES).to_owned();
            members.push(("@odata.type".to_owned(), kind));
        }
        for _ in 0..self.random.below(4) {
            let name = self.choose(&NAMES, &ODD_RESOURCE_NAMES).to_owned();
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
    fn inside(&mut self, write: impl FnOnce(&mut Self)) -> String {
        let around = std::mem::take(&mut self.text);
        write(self);
        std::mem::replace(&mut self.text, around)
    }

    fn value_of(&mut self, name: &str) -> String {
        match name {
            "id" => self.id(),
            "status" => {
                let plain = format!("\"{}\"", self.random.pick(&STATUSES));
                self.choose(&[&plain], &ODD_STATUSES).to_owned()
            }
            "clientContext" => self.context(),
            "createdDateTime" | "lastActionDateTime" => self.time(),
            "resultInfo" => self.result_info(),
            "completionReason" => self.choose(&REASONS, &ODD_REASONS).to_owned(),
            "@odata.type" => {
                let plain = format!("\"{}\"", self.random.pick(&TYPES));
                self.choose(&[&plain], &ODD_TYPES).to_owned()
            }
            _ => self.random.pick(&ODATA_IDS).to_owned(),
        }
    }

    fn id(&mut self) -> String {
        // Few of them, so that --latest has something to do.
        let number = self.random.below(40);
        let plain = match number % 2 {
            0 => format!("\"op-{number}\""),
            _ => guid(number as u64),
        };
        self.choose(&[&plain], &ODD_IDS).to_owned()
    }

    fn context(&mut self) -> String {
        let length = 250 + self.random.below(12);
        match self.random.below(12) {
            0 => format!("\"{}\"", "y".repeat(length)),
            1 => format!("\"{}\"", "\u{f6}".repeat(length / 2)),
            2 => format!("\"{}\"", "\u{f6}".repeat(length)),
            3 => format!("\"{}\"", "\\n".repeat(length / 2)),
            4 => format!("\"{}\\u00e9\"", "y".repeat(length - 6)),
            5 => self.choose(&MESSAGES, &ODD_MESSAGES).to_owned(),
            6..9 => guid(self.random.next()),
            _ => format!("\"{:016X}\"", self.random.next()),
        }
    }

    fn time(&mut self) -> String {
        if self.random.percent(30) && self.is_odd() {
            return self.random.pick(&ODD_TIMES).to_owned();
        }
        let date = self.choose(&DATES, &ODD_DATES);
        let clock = self.choose(&CLOCKS, &ODD_CLOCKS);
        let fraction = self.choose(&FRACTIONS, &ODD_FRACTIONS);
        let offset = self.choose(&OFFSETS, &ODD_OFFSETS);
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
                "message" => self.choose(&MESSAGES, &ODD_MESSAGES),
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
                "code" => self.choose(&NUMBERS, &ODD_NUMBERS),
                _ if self.random.percent(10) => self.random.pick(&WORDS),
                _ => self.choose(&NUMBERS, &ODD_NUMBERS),
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

    fn any_value(&mut self) -> String {
        if self.random.percent(4) {
            // Around the limit of depth, also inside the containers of an envelope.
            let depth = 120 + self.random.below(14);
            let (open, close) = self.random_brackets();
            return format!("{}{}", open.repeat(depth), close.repeat(depth));
        }
        self.choose(&VALUES, &ODD_VALUES).to_owned()
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
