//! Records as a capture holds them, from a fixed seed. Their mix was chosen by what a reader can
//! trip over: three orders of names, six forms of times, result codes as numbers and as strings,
//! types with properties of their own, and now and then text that is not plain. They vary at
//! random from one to the next, which is harder for a processor than a real log.

/// A xorshift generator: enough to choose from lists.
pub(crate) struct Records {
    state: u64,
    kind: Kind,
    count: u64,
}

/// What the records are like.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// As captures are: one of a hundred is invalid, a few need the exact reader.
    Usual,
    /// Every tenth breaks the schema.
    TenthInvalid,
    /// Text with escapes, messages of which no two are the same, and properties that nobody has
    /// documented.
    Unusual,
}

const CODES: [i32; 8] = [200, 200, 400, 404, 408, 487, 500, 0];
const MESSAGES: [&str; 5] = [
    "Action completed successfully.",
    "Participant did not answer. DiagCode: 487#10003.@",
    "Request authorization tenant mismatch.",
    "Please check the \\\"replacesCallId\\\" property.",
    "Zeit\u{fc}berschreitung",
];
const TYPES: [(&str, &str); 5] = [
    (
        "playPromptOperation",
        ",\"completionReason\":\"completedSuccessfully\"",
    ),
    (
        "recordOperation",
        ",\"completionReason\":\"stopToneDetected\",\"recordingLocation\":\"https://contoso.example/rec/1.wav\",\"recordingAccessToken\":\"eyJ0\"",
    ),
    (
        "inviteParticipantsOperation",
        ",\"participants\":[{\"endpointType\":null,\"identity\":{\"user\":{\"id\":\"7\",\"displayName\":\"Bob\"}},\"replacesCallId\":null}]",
    ),
    ("muteParticipantOperation", ""),
    ("subscribeToToneOperation", ""),
];
const WORDS: [&str; 8] = [
    "call", "leg", "tenant", "queue", "transfer", "prod", "retry", "emea",
];
const ODD_WORDS: [&str; 6] = [
    "say \\\"hi\\\"",
    "line1\\nline2",
    "caf\\u00e9",
    "\\ud83d\\udcde ring",
    "\u{4f1a}\u{8b70}",
    "Anruf \u{2013} Z\u{fc}rich",
];
const UNKNOWN: [&str; 4] = [
    ",\"tenantId\":\"9f4d\"",
    ",\"routing\":{\"hops\":[1,2,{\"name\":\"edge \\u2192 core\",\"ok\":true}]}",
    ",\"mediaConfig\":{\"removeFromDefaultAudioGroup\":false}",
    ",\"trace\":\"a\\tb\\\\c\"",
];

impl Records {
    pub(crate) fn new(kind: Kind) -> Self {
        Self {
            state: 0x5EED_2018_0906,
            kind,
            count: 0,
        }
    }

    /// At least so many bytes of them, made into a text by `add`.
    pub(crate) fn fill(&mut self, size: usize, mut add: impl FnMut(&mut Vec<u8>, &str)) -> Vec<u8> {
        let mut text = Vec::with_capacity(size + 1024);
        while text.len() < size {
            let record = self.record();
            add(&mut text, &record);
        }
        text
    }

    fn next(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 8
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    fn guid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-8{:03x}-{low:012x}",
            high & 0xFFFF_FFFF,
            high >> 40 & 0xFFFF,
            low >> 12 & 0xFFF,
            high >> 16 & 0xFFF,
        )
        .chars()
        .take(36)
        .collect()
    }

    fn context(&mut self) -> String {
        let odd = self.kind == Kind::Unusual || self.below(100) < 7;
        match self.below(10) {
            0..=7 if !odd => self.guid(),
            _ => {
                let number = self.next();
                let (first, second) = (self.pick(&WORDS), self.pick(&WORDS));
                let odd = if odd { self.pick(&ODD_WORDS) } else { "" };
                format!("{odd}{first}-{second}-{:x}", number & 0xFF_FFFF)
            }
        }
    }

    /// A time and one a little later, in one of the forms that services use.
    fn times(&mut self) -> [String; 2] {
        let (day, second) = (self.below(250_000), self.below(80_000));
        let later = second + self.below(900);
        let (fraction, form) = (self.below(10_000_000), self.below(100));
        [second, later].map(|second| {
            let date = format!(
                "20{:02}-{:02}-{:02}T{:02}:{:02}:{:02}",
                18 + day % 8,
                1 + day / 8 % 12,
                1 + day / 96 % 28,
                second / 3600,
                second / 60 % 60,
                second % 60
            );
            match form {
                0..58 => format!("{date}.{fraction:07}Z"),
                58..83 => format!("{date}Z"),
                83..92 => format!("{date}.{:03}Z", fraction % 1000),
                92..95 => format!("{date}.{fraction:07}+00:00"),
                95..97 => format!("{date}-08:00"),
                _ => format!("{date}.{fraction:07}00000Z"),
            }
        })
    }

    fn result(&mut self, status: &str) -> String {
        let code = match status {
            "failed" => CODES[2 + self.below(5)],
            _ => 200,
        };
        let quote = self.pick(&["", "\""]);
        let kind = self.pick(&["\"@odata.type\":\"#microsoft.graph.resultInfo\",", ""]);
        let own = match self.kind {
            Kind::Unusual => format!("{}: ", self.count),
            Kind::Usual | Kind::TenthInvalid => String::new(),
        };
        let message = if self.below(10) < 5 {
            format!(",\"message\":\"{own}{}\"", self.pick(&MESSAGES))
        } else {
            String::new()
        };
        let subcode = self.below(8000);
        format!(
            ",\"resultInfo\":{{{kind}\"code\":{quote}{code}{quote}{message},\"subcode\":{subcode}}}"
        )
    }

    /// One record on one line.
    fn record(&mut self) -> String {
        self.count += 1;
        let each = if self.kind == Kind::TenthInvalid {
            10
        } else {
            100
        };
        let fault = (self.count % each == each / 2).then(|| self.below(5));
        let (id, context) = (self.guid(), self.context());
        let [mut created, last] = self.times();
        let mut status = match self.below(100) {
            0..62 => "completed",
            62..82 => "running",
            82..94 => "failed",
            _ => "notStarted",
        };
        let mut result = match status {
            "completed" | "failed" => self.result(status),
            _ => String::new(),
        };
        let mut context = format!("\"{context}\"");
        match fault {
            Some(0) => status = "cancelled",
            Some(1) => context = "12345".to_owned(),
            Some(2) => created = "yesterday".to_owned(),
            Some(3) => result = ",\"resultInfo\":{\"code\":2147483648}".to_owned(),
            Some(_) => context = format!("\"{}\"", "y".repeat(300)),
            None => {}
        }
        let (kind, mut extra) = match self.below(100) {
            0..35 => {
                let (name, extra) = self.pick(&TYPES);
                let kind = format!("\"@odata.type\":\"#microsoft.graph.{name}\",");
                (kind, extra.to_owned())
            }
            _ => (String::new(), String::new()),
        };
        if self.kind == Kind::Unusual {
            let (one, other) = (self.below(2), 2 + self.below(2));
            extra += UNKNOWN[one];
            extra += UNKNOWN[other];
        }
        match self.below(100) {
            0..75 => format!(
                "{{{kind}\"clientContext\":{context},\"createdDateTime\":\"{created}\",\"id\":\"{id}\",\"lastActionDateTime\":\"{last}\"{result},\"status\":\"{status}\"{extra}}}"
            ),
            75..95 => format!(
                "{{{kind}\"id\":\"{id}\",\"status\":\"{status}\",\"createdDateTime\":\"{created}\",\"lastActionDateTime\":\"{last}\",\"clientContext\":{context}{result}{extra}}}"
            ),
            _ => format!(
                "{{{kind}\"id\": \"{id}\", \"createdDateTime\": \"{created}\", \"lastActionDateTime\": \"{last}\", \"clientContext\": {context}, \"status\": \"{status}\"{result}{extra}}}"
            ),
        }
    }
}
