//! Heads of HTTP that stand before a body: what `curl -i` prints, and captured webhook requests.
//!
//! RFC 9112 sections 2 to 4, read kindly: LF alone ends a line, and what looks like a body or another
//! head ends a head whose blank line is missing, as some published captures have it.

use super::kin::Kin;
use super::text::begins;
use crate::position::Span;
use memchr::memchr;

/// No real head is longer.
const MAX_HEAD: usize = 64 << 10;

/// One head of a response or a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// Its first line, without the line break.
    pub(crate) line: Span,
    /// The status of a response; `None` for a request.
    pub(crate) status: Option<u16>,
    /// The value of `Location`, which names the operation in a 202.
    pub(crate) location: Option<Span>,
    /// One past the head: where the body begins.
    pub(crate) end: usize,
}

impl Head {
    /// Whether it says all there is to say without a body: a request of a method that has none (RFC 9110
    /// section 9.3), or what opens a tunnel.
    pub(crate) fn stands_alone(&self, bytes: &[u8]) -> bool {
        const BODILESS: [&[u8]; 4] = [b"GET ", b"HEAD ", b"DELETE ", b"OPTIONS "];
        let line = self.line.of(bytes);
        BODILESS.iter().any(|method| line.starts_with(method)) || self.is_tunnel(bytes)
    }

    /// Whether it may be the answer of a proxy to CONNECT: it has no body, and so no fields that speak of
    /// one (RFC 9110 section 9.3.6), nor the date that the answer of a server has, unless its phrase says
    /// it.
    fn is_tunnel(&self, bytes: &[u8]) -> bool {
        const FIELDS: [&[u8]; 3] = [b"content-", b"transfer-", b"date:"];
        let line = self.line.of(bytes).to_ascii_lowercase();
        let fields = Span::new(self.line.end, self.end).of(bytes);
        let mut fields = fields.split(|b| *b == b'\n');
        let mut has_body = || fields.any(|field| FIELDS.iter().any(|name| begins(field, name)));
        self.status == Some(200)
            && line.starts_with(b"http/1.")
            && (line.ends_with(b"connection established") || !has_body())
    }
}

/// What [`read`] found.
#[derive(Debug)]
pub(crate) enum Reading {
    /// Something else.
    No,
    /// It may be a head; more bytes are needed.
    More,
    /// A head.
    Head(Head),
}

/// Reads the head that may begin at `at`.
pub(crate) fn read(bytes: &[u8], at: usize, eof: bool) -> Reading {
    // Longer ones are refused however much has arrived.
    let (bytes, eof, more) = match bytes.get(..at + MAX_HEAD) {
        Some(limited) => (limited, false, Reading::No),
        None => (bytes, eof, Reading::More),
    };
    let Some(first) = line_at(bytes, at, eof) else {
        let known = bytes.get(at..).unwrap_or_default();
        return if may_become_head(known) {
            more
        } else {
            Reading::No
        };
    };
    let line = first.text.of(bytes);
    if !begins_head(line) {
        return Reading::No;
    }
    let mut head = Head {
        line: first.text,
        status: status_of(line),
        location: None,
        end: first.next,
    };
    loop {
        match body_at(bytes, head.end, eof) {
            Body::More => return more,
            Body::No => {}
            Body::At(body) => {
                head.end = body;
                return Reading::Head(head);
            }
        }
        let Some(field) = line_at(bytes, head.end, eof) else {
            return more;
        };
        if begins_head(field.text.of(bytes)) {
            return Reading::Head(head);
        }
        let Some(is_over) = ends_head(bytes, &field, eof) else {
            return more;
        };
        head.end = field.next;
        if is_over {
            return Reading::Head(head);
        }
        head.location = location_of(bytes, field.text).or(head.location);
    }
}

/// What [`body_at`] found.
enum Body {
    /// None: a field, or the end of the head.
    No,
    /// The next bytes decide.
    More,
    /// One that begins here.
    At(usize),
}

/// The body that begins at `at`, behind what is left of a blank line. Behind blanks the field before goes
/// on (RFC 9112 section 5.2), unless what stands there is nothing that a field holds.
fn body_at(bytes: &[u8], at: usize, eof: bool) -> Body {
    let first = first_not(bytes, at, |b| *b == b'\r');
    if matches!(bytes.get(first), Some(b'{' | b'[' | b'<')) {
        return Body::At(first);
    }
    let first = first_not(bytes, at, |b| matches!(b, b' ' | b'\t' | b'\r'));
    let is_record = match bytes.get(first) {
        None => eof.then_some(false),
        Some(b'{' | b'[') => Kin::documents().begins_list(bytes, first, eof),
        Some(_) => Some(false),
    };
    match is_record {
        None => Body::More,
        Some(false) => Body::No,
        Some(true) => Body::At(first),
    }
}

/// Where the first byte from `at` on stands that is not like the others.
fn first_not(bytes: &[u8], at: usize, is_like: impl Fn(&u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|b| is_like(b)).count()
}

/// Whether the line is the blank one behind the fields; or one of blanks, which may be what is left of
/// that, unless it is the rest of a field before another one. `None`: the next bytes decide.
fn ends_head(bytes: &[u8], line: &Line, eof: bool) -> Option<bool> {
    let text = line.text.of(bytes);
    if text.is_empty() || !text.trim_ascii().is_empty() {
        return Some(text.is_empty());
    }
    // A token (RFC 9110 section 5.6.2).
    let is_token = |b: &u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(b);
    let name = first_not(bytes, line.next, is_token);
    match bytes.get(name) {
        None if !eof => None,
        behind => Some(name == line.next || behind != Some(&b':')),
    }
}

struct Line {
    text: Span,
    next: usize,
}

/// The line that begins at `at`; `None` if its end has not come yet.
fn line_at(bytes: &[u8], at: usize, eof: bool) -> Option<Line> {
    let rest = bytes.get(at..)?;
    let (length, next) = match memchr(b'\n', rest) {
        Some(length) => (length, at + length + 1),
        None if eof => (rest.len(), bytes.len()),
        None => return None,
    };
    let text = rest.get(..length)?;
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    Some(Line {
        text: Span::new(at, at + text.len()),
        next,
    })
}

/// The methods that a captured request can begin with (RFC 9110 section 9.3, RFC 5789).
const METHODS: [&[u8]; 7] = [
    b"GET ",
    b"POST ",
    b"PUT ",
    b"PATCH ",
    b"DELETE ",
    b"HEAD ",
    b"OPTIONS ",
];

fn may_become_head(known: &[u8]) -> bool {
    let begins = |word: &[u8]| known.starts_with(word) || word.starts_with(known);
    begins(b"HTTP/") || METHODS.iter().any(|method| begins(method))
}

fn begins_head(line: &[u8]) -> bool {
    status_of(line).is_some() || is_request(line)
}

/// `HTTP/1.1 200 OK`, `HTTP/2 200`.
fn status_of(line: &[u8]) -> Option<u16> {
    let rest = line.strip_prefix(b"HTTP/")?;
    let blank = memchr(b' ', rest)?;
    let version = rest.get(..blank)?;
    if version.is_empty() || !version.iter().all(|b| b.is_ascii_digit() || *b == b'.') {
        return None;
    }
    let digits = rest.get(blank + 1..blank + 4)?;
    if rest.get(blank + 4).is_some_and(|b| *b != b' ') {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// `POST https://bot.contoso.com/api/calls`, with or without the version behind it.
fn is_request(line: &[u8]) -> bool {
    METHODS.iter().any(|method| {
        line.strip_prefix(*method).is_some_and(|rest| {
            rest.starts_with(b"/") || rest.starts_with(b"http://") || rest.starts_with(b"https://")
        })
    })
}

fn location_of(bytes: &[u8], field: Span) -> Option<Span> {
    const NAME: &[u8] = b"location:";
    let line = field.of(bytes);
    if !begins(line, NAME) {
        return None;
    }
    let value = line.get(NAME.len()..)?;
    let blanks = value.len() - value.trim_ascii_start().len();
    let start = field.start + NAME.len() + blanks;
    Some(Span::new(start, start + value.trim_ascii().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Option<(Option<u16>, String)> {
        match read(text.as_bytes(), 0, true) {
            Reading::Head(head) => Some((head.status, text[head.end..].to_owned())),
            _ => None,
        }
    }

    #[test]
    fn reads_responses_and_requests() {
        for (text, status, body) in [
            ("HTTP/1.1 200 OK\r\nA: b\r\n\r\n{}", Some(200), "{}"),
            ("HTTP/2 202\nLocation: x\n\n", Some(202), ""),
            (
                "HTTP/1.1 200 OK\nContent-Type: application/json\n{}",
                Some(200),
                "{}",
            ),
            ("HTTP/1.1 404 Not Found", Some(404), ""),
            ("POST https://bot.contoso.com/api\nA: b\n\n{}", None, "{}"),
            ("GET /x HTTP/1.1\r\n\r\n{}", None, "{}"),
            // Where the blank line is damaged or missing.
            ("HTTP/2 200\r\nA: b\r\n\r{}", Some(200), "{}"),
            ("HTTP/2 200\r\nA: b\r\n \r\n  {}", Some(200), "  {}"),
            (
                "HTTP/2 200\nA: b\n  [\n    {\"status\":\"running\"}",
                Some(200),
                "[\n    {\"status\":\"running\"}",
            ),
            (
                "HTTP/2 200\nA: b\n  {\"value\": [\n",
                Some(200),
                "{\"value\": [\n",
            ),
            // Fields that go on on the next line.
            ("HTTP/2 200\nA: b\n \t\nC_d: e\n\n{}", Some(200), "{}"),
            ("HTTP/2 200\nA: b,\n\t{\"x\":1}\n\n{}", Some(200), "{}"),
            (
                "HTTP/2 200\r\nA: b,\r\n <c>\r\nD: e=\r\n\t\"f\"\r\n\r\n{}",
                Some(200),
                "{}",
            ),
            (
                "HTTP/2 100\nA: b\nHTTP/2 200\n\n{}",
                Some(100),
                "HTTP/2 200\n\n{}",
            ),
        ] {
            assert_eq!(head(text), Some((status, body.to_owned())), "{text}");
        }
    }

    #[test]
    fn leaves_everything_else_alone() {
        for text in [
            "HTTPS is down",
            "HTTP/1.1 hello",
            "POST mortem",
            "GETTING there",
            "HTTP/ 200 x",
        ] {
            assert_eq!(head(text), None, "{text}");
        }
    }

    #[test]
    fn finds_the_location() {
        let text = b"HTTP/1.1 202 Accepted\r\nlocation:  https://x/1 \r\n\r\n";
        let Reading::Head(head) = read(text, 0, true) else {
            panic!("no head")
        };
        assert_eq!(
            head.location.map(|span| span.of(text)),
            Some(&b"https://x/1"[..])
        );
    }
}
