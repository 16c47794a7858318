//! The letter of RFC 8259: finds the end of one JSON value, or the exact place where the bytes
//! stop being JSON.
//!
//! A push-down automaton over a growing buffer: it can stop after any byte and go on when more
//! has arrived, so a value is looked at once however it is cut. No recursion: the open containers
//! are a list. It does not look at UTF-8: the caller checks a finished value as a whole, which is
//! faster. On the way it notes where the members of an object stand, so that who reads them has not
//! to look for them again. An object that has all come is read in one go instead (`descent`), which comes
//! to the same.

pub(crate) mod descent;

use crate::json::{MAX_MEMBERS, Member, Node, Shape, USUAL_MEMBERS};
use crate::name::Name;
use crate::position::Span;
use crate::simd::string_stop;
use descent::length_of_object;

/// The deepest nesting that is read; the same limit that `serde_json` has.
pub const MAX_DEPTH: usize = 128;

/// What could have come where the text went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Any JSON value.
    Value,
    /// A value or the end of the array.
    ElementOrClose,
    /// A quoted property name or the end of the object.
    KeyOrClose,
    /// A quoted property name, after a comma.
    Key,
    /// The colon after a property name.
    Colon,
    /// A comma or the end of the object.
    CommaOrBrace,
    /// A comma or the end of the array.
    CommaOrBracket,
    /// The closing quote of a string.
    Quote,
    /// A digit of a number.
    Digit,
    /// The rest of `true`, `false` or `null`.
    Literal,
}

/// How the bytes break RFC 8259.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// The text is over, but the value is not.
    Ends(Expected),
    /// A byte that cannot stand here.
    Unexpected(Expected),
    /// A bare word that is no literal: `NaN`, `None`, an unquoted value.
    Word,
    /// A property name without quotes.
    UnquotedKey,
    /// `'` where `"` belongs.
    SingleQuote,
    /// `//`, `/*` or `#`.
    Comment,
    /// A comma right before `}` or `]`.
    TrailingComma,
    /// A number with a leading zero, a plus sign, or no digits where there must be some.
    Number,
    /// An unescaped control character inside a string.
    Control,
    /// A line break inside a string.
    LineBreak,
    /// A backslash followed by something that is no escape.
    Escape,
    /// Half a surrogate pair in `\u` escapes.
    Surrogate,
    /// More than [`MAX_DEPTH`] levels.
    Depth,
    /// A comma or a byte order mark between two values of a stream.
    Between,
    /// Something behind the value, where only one is wanted. A stream knows no such thing.
    Trailing,
}

/// Where and how a value breaks off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// How.
    pub syntax: Syntax,
    /// The first offending byte.
    pub start: usize,
    /// One past the last offending byte.
    pub end: usize,
}

/// Why the scanner stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The value is complete and ends at [`Scanner::at`].
    Done,
    /// The buffer is used up and more may come.
    More,
    /// A property name of the outermost object, quotes included. Only if asked for.
    Key { start: usize, end: usize },
    /// The array that the caller marked with [`Scanner::stop_at_array`] begins at [`Scanner::at`].
    Array,
    /// Not JSON.
    Fault(Fault),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Value,
    FirstElement,
    FirstKey,
    Key,
    Colon,
    After,
    String { key: bool },
    Number(Digits),
    Done,
}

/// Where in the grammar of a number the scanner stands (RFC 8259 section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Digits {
    Sign,
    Zero,
    Whole,
    Point,
    Fraction,
    E,
    ESign,
    Exponent,
}

/// The automaton. One is reused for value after value: [`Scanner::start`] resets it.
#[derive(Clone, Debug)]
pub(crate) struct Scanner {
    state: State,
    at: usize,
    token: usize,
    comma: usize,
    /// Where each open container began, and whether it is an object.
    opened: Vec<(usize, bool)>,
    base: usize,
    watch_keys: bool,
    stop_at_array: bool,
    /// The members of the outermost object so far, by their places in it.
    members: Vec<Member>,
    /// The value is complete, and an object.
    is_object: bool,
    /// There is an escape in the string being read.
    escaped: bool,
}

impl Default for Scanner {
    fn default() -> Self {
        Self {
            state: State::Value,
            at: 0,
            token: 0,
            comma: 0,
            opened: Vec::with_capacity(8),
            base: 0,
            watch_keys: false,
            stop_at_array: false,
            members: Vec::new(),
            is_object: false,
            escaped: false,
        }
    }
}

impl Scanner {
    /// Makes ready for a value whose first byte is at `at`, inside `base` open containers.
    pub(crate) fn start(&mut self, at: usize, base: usize, watch_keys: bool) {
        self.state = State::Value;
        self.at = at;
        self.token = at;
        // None yet: the byte here begins a value, and is no comma.
        self.comma = at;
        self.opened.clear();
        self.base = base;
        self.watch_keys = watch_keys;
        self.stop_at_array = false;
        self.members.clear();
        self.is_object = false;
    }

    /// The next byte to look at; after [`Stop::Done`] one past the value.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Where the last string or number began; the begin of the value, if there was none.
    pub(crate) fn token(&self) -> usize {
        self.token
    }

    /// The members of the object that has been read, so that nobody has to look for them again; `None` if
    /// they are too many to be kept, or it is none. They are not right of an envelope, of which arrays
    /// were read elsewhere.
    pub(crate) fn members(&self) -> Option<&[Member]> {
        let is_kept = self.members.len() <= MAX_MEMBERS && self.is_object;
        is_kept.then_some(&self.members)
    }

    /// The same, lent out: they are to be given [back](Self::give_back), so that the next ones find room.
    pub(crate) fn lend_members(&mut self) -> Option<Vec<Member>> {
        self.members()?;
        Some(std::mem::take(&mut self.members))
    }

    /// Takes back the room for what was lent out.
    pub(crate) fn give_back(&mut self, members: Option<Vec<Member>>) {
        if let Some(members) = members {
            self.members = members;
            self.members.clear();
        }
    }

    /// Whether the scanner stands inside a string.
    pub(crate) fn is_in_string(&self) -> bool {
        matches!(self.state, State::String { .. })
    }

    /// Names of this value are no longer reported.
    pub(crate) fn ignore_keys(&mut self) {
        self.watch_keys = false;
    }

    /// Lets [`Scanner::run`] stop with [`Stop::Array`] if the value of the key just reported is
    /// an array.
    pub(crate) fn stop_at_array(&mut self) {
        self.stop_at_array = true;
    }

    /// Goes on after the array at which [`Stop::Array`] stopped; `at` is one past its end.
    pub(crate) fn resume_after_array(&mut self, at: usize) {
        self.at = at;
        self.state = State::After;
    }

    /// Takes `n` bytes off the front of the buffer; none of them belongs to an open token.
    pub(crate) fn rebase(&mut self, n: usize) {
        self.at = self.at.saturating_sub(n);
        self.token = self.token.saturating_sub(n);
        self.comma = self.comma.saturating_sub(n);
        for (opened, _) in &mut self.opened {
            *opened = opened.saturating_sub(n);
        }
    }

    /// Where the containers that are still open began, outermost first, and whether each is an
    /// object.
    pub(crate) fn open(&self) -> impl DoubleEndedIterator<Item = (usize, bool)> {
        self.opened.iter().copied()
    }

    /// Reads the object at hand in one go, much faster than [`run`](Self::run) does, if all of it is there
    /// and it is JSON; else `run` is still to be asked. No names are reported, and no [token](Self::token) is
    /// noted. So an array is not passed over where names are watched and its name says that it `is_list`.
    pub(crate) fn reads_object(&mut self, bytes: &[u8], is_list: impl Fn(Name) -> bool) -> bool {
        let watches = self.watch_keys;
        let is_list = |member: &Member| watches && member.name.is_some_and(&is_list);
        let text = bytes.get(self.at..).unwrap_or_default();
        let length = length_of_object(text, self.base, &mut self.members, is_list);
        let Some(length) = length else {
            self.members.clear();
            return false;
        };
        self.at += length;
        self.is_object = true;
        self.state = State::Done;
        true
    }

    /// Looks at `bytes` from where it stopped before. `eof`: nothing will follow them.
    pub(crate) fn run(&mut self, bytes: &[u8], eof: bool) -> Stop {
        loop {
            let step = match self.state {
                State::String { key } => self.string(bytes, key),
                State::Number(digits) => self.number(bytes, eof, digits),
                State::Done => return Stop::Done,
                _ => self.structure(bytes, eof),
            };
            match step {
                None => {}
                Some(Stop::More) if eof => return self.ends(bytes),
                Some(stop) => return stop,
            }
        }
    }

    fn inside_object(&self) -> bool {
        matches!(*self.opened, [.., (_, true)])
    }

    /// One structural byte: a bracket, a comma, a colon, or the first byte of a scalar.
    #[inline]
    fn structure(&mut self, bytes: &[u8], eof: bool) -> Option<Stop> {
        let b = loop {
            match bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(&b) => break b,
                None => return Some(Stop::More),
            }
        };
        match (self.state, b) {
            (State::Value | State::FirstElement, b'{') => self.open_container(true),
            (State::Value, b'[') if self.stop_at_array && self.opened.len() == 1 => {
                self.stop_at_array = false;
                Some(Stop::Array)
            }
            (State::Value | State::FirstElement, b'[') => self.open_container(false),
            (State::Value | State::FirstElement, b'"') => self.open_string(false),
            (State::Value | State::FirstElement, b'-') => self.open_number(Digits::Sign),
            (State::Value | State::FirstElement, b'0') => self.open_number(Digits::Zero),
            (State::Value | State::FirstElement, b'1'..=b'9') => self.open_number(Digits::Whole),
            (State::Value | State::FirstElement, b't' | b'f' | b'n') => self.literal(bytes, eof, b),
            (State::FirstKey | State::Key, b'"') => self.open_string(true),
            (State::Colon, b':') => self.step_to_string(bytes, State::Value),
            (State::After, b',') => {
                let next = match self.note_comma() {
                    true => State::Key,
                    false => State::Value,
                };
                self.step_to_string(bytes, next)
            }
            (State::After | State::FirstKey, b'}') if self.inside_object() => {
                self.close(Shape::Object)
            }
            (State::After | State::FirstElement, b']') if !self.inside_object() => {
                self.close(Shape::Array)
            }
            _ => self.unexpected(bytes, eof, b),
        }
    }

    /// A comma stands here; whether a name has to follow.
    fn note_comma(&mut self) -> bool {
        self.comma = self.at;
        self.inside_object()
    }

    fn step(&mut self, next: State) -> Option<Stop> {
        self.at += 1;
        self.state = next;
        None
    }

    /// The same, and on into a string that begins right there: a turn of [`run`](Self::run) less where
    /// [`next_string`](Self::next_string) was not asked, as behind a number, or did not go on, as behind a
    /// name that was reported.
    #[inline]
    fn step_to_string(&mut self, bytes: &[u8], next: State) -> Option<Stop> {
        self.step(next);
        match bytes.get(self.at) {
            Some(b'"') => self.open_string(next == State::Key),
            _ => None,
        }
    }

    fn open_string(&mut self, key: bool) -> Option<Stop> {
        self.stop_at_array = false;
        self.token = self.at;
        self.escaped = false;
        self.step(State::String { key })
    }

    fn open_number(&mut self, digits: Digits) -> Option<Stop> {
        self.stop_at_array = false;
        self.token = self.at;
        self.step(State::Number(digits))
    }

    fn open_container(&mut self, object: bool) -> Option<Stop> {
        self.stop_at_array = false;
        if self.base + self.opened.len() >= MAX_DEPTH {
            return self.fault(Syntax::Depth, self.at, self.at + 1);
        }
        self.opened.push((self.at, object));
        self.step(if object {
            State::FirstKey
        } else {
            State::FirstElement
        })
    }

    fn close(&mut self, shape: Shape) -> Option<Stop> {
        self.at += 1;
        let (begin, _) = self.opened.pop().unwrap_or_default();
        self.after_value(begin, shape)
    }

    /// A value that began at `begin` is over.
    #[inline]
    fn after_value(&mut self, begin: usize, shape: Shape) -> Option<Stop> {
        match *self.opened {
            [] => {
                self.is_object = shape == Shape::Object;
                self.state = State::Done;
                return Some(Stop::Done);
            }
            [(outermost, _)] => {
                if let Some(member) = self.members.last_mut() {
                    let span = Span::new(begin - outermost, self.at - outermost);
                    member.value = Node { span, shape };
                }
            }
            _ => {}
        }
        self.state = State::After;
        None
    }

    fn string(&mut self, bytes: &[u8], mut key: bool) -> Option<Stop> {
        loop {
            self.at = string_stop(bytes, self.at);
            match bytes.get(self.at) {
                None => return Some(Stop::More),
                Some(b'"') => {
                    self.at += 1;
                    if let Some(stop) = self.close_string(bytes, key) {
                        return Some(stop);
                    }
                    key = self.next_string(bytes)?;
                }
                Some(b'\\') => match escape(bytes, self.at) {
                    Escape::Good(length) => {
                        self.at += length;
                        self.escaped = true;
                    }
                    Escape::More => return Some(Stop::More),
                    Escape::Bad(syntax, end) => return self.fault(syntax, self.at, end),
                },
                Some(b'\n' | b'\r') => return self.fault(Syntax::LineBreak, self.at, self.at + 1),
                Some(_) => return self.fault(Syntax::Control, self.at, self.at + 1),
            }
        }
    }

    /// Goes straight on to the string behind this one, the value of a name or the next name, where
    /// nothing stands between them but what has to: the same steps as ever, but for the way there.
    /// Whether it is a name; `None` if there is none.
    #[inline]
    fn next_string(&mut self, bytes: &[u8]) -> Option<bool> {
        let key = match (self.state, bytes.get(self.at..)?) {
            (State::Colon, [b':', b'"', ..]) => false,
            (State::After, [b',', b'"', ..]) => self.note_comma(),
            _ => return None,
        };
        self.at += 1;
        self.open_string(key);
        Some(key)
    }

    fn close_string(&mut self, bytes: &[u8], key: bool) -> Option<Stop> {
        if !key {
            return self.after_value(self.token, Shape::Text);
        }
        if let [(outermost, _)] = *self.opened {
            self.name(bytes, outermost);
        }
        self.state = State::Colon;
        (self.watch_keys && self.opened.len() == 1).then_some(Stop::Key {
            start: self.token,
            end: self.at,
        })
    }

    /// A member of this name begins.
    #[inline]
    fn name(&mut self, bytes: &[u8], outermost: usize) {
        let key = Span::new(self.token - outermost, self.at - outermost);
        let text = bytes.get(outermost..).unwrap_or_default();
        note(&mut self.members, Member::named(text, key, !self.escaped));
    }

    fn number(&mut self, bytes: &[u8], eof: bool, mut digits: Digits) -> Option<Stop> {
        while let Some(&b) = bytes.get(self.at) {
            digits = match (digits, b) {
                (Digits::Sign, b'0') => Digits::Zero,
                (Digits::Sign | Digits::Whole, b'0'..=b'9') => Digits::Whole,
                (Digits::Zero | Digits::Whole, b'.') => Digits::Point,
                (Digits::Point | Digits::Fraction, b'0'..=b'9') => Digits::Fraction,
                (Digits::Zero | Digits::Whole | Digits::Fraction, b'e' | b'E') => Digits::E,
                (Digits::E, b'+' | b'-') => Digits::ESign,
                (Digits::E | Digits::ESign | Digits::Exponent, b'0'..=b'9') => Digits::Exponent,
                _ => return self.close_number(bytes, eof, digits, b),
            };
            self.at += 1;
            self.state = State::Number(digits);
        }
        // At the very end of a stream a bare number is complete; anywhere else more must come.
        if eof && self.opened.is_empty() && digits.may_end() {
            return self.after_value(self.token, digits.shape());
        }
        Some(Stop::More)
    }

    fn close_number(&mut self, bytes: &[u8], eof: bool, digits: Digits, b: u8) -> Option<Stop> {
        // What follows is no part of a number, so that is what is wrong, if anything is.
        if digits.may_end() && (!is_word(b) || !b.is_ascii()) {
            return self.after_value(self.token, digits.shape());
        }
        match word_end(bytes, self.token, eof) {
            Some(end) => self.fault(Syntax::Number, self.token, end.max(self.at)),
            None => Some(Stop::More),
        }
    }

    fn literal(&mut self, bytes: &[u8], eof: bool, first: u8) -> Option<Stop> {
        self.stop_at_array = false;
        let rest = bytes.get(self.at..).unwrap_or_default();
        // Each by itself, so that texts of a fixed length are compared, which needs no call.
        let (text, shape, behind): (&[u8], Shape, _) = match first {
            b't' => (b"true", Shape::Boolean, rest.strip_prefix(b"true")),
            b'f' => (b"false", Shape::Boolean, rest.strip_prefix(b"false")),
            _ => (b"null", Shape::Null, rest.strip_prefix(b"null")),
        };
        // Mostly it is followed by one of these, and its end need not be looked for.
        if let Some([b',' | b'}' | b']', ..]) = behind {
            let begin = self.at;
            self.at += text.len();
            return self.after_value(begin, shape);
        }
        let end = word_end(bytes, self.at, eof);
        let Some(end) = end else {
            return Some(Stop::More);
        };
        let word = bytes.get(self.at..end).unwrap_or_default();
        if word == text {
            let begin = std::mem::replace(&mut self.at, end);
            return self.after_value(begin, shape);
        }
        if end == bytes.len() && text.starts_with(word) {
            return self.fault(Syntax::Ends(Expected::Literal), end, end);
        }
        self.fault(Syntax::Word, self.at, end)
    }

    /// Names what stands where it may not.
    fn unexpected(&mut self, bytes: &[u8], eof: bool, b: u8) -> Option<Stop> {
        let expected = self.expected();
        let at = self.at;
        let wants_key = matches!(expected, Expected::Key | Expected::KeyOrClose);
        let wants_value = matches!(expected, Expected::Value | Expected::ElementOrClose);
        match b {
            b'}' | b']' if (wants_key || wants_value) && self.after_comma(bytes) => {
                self.fault(Syntax::TrailingComma, self.comma, self.comma + 1)
            }
            b'\'' if wants_key || wants_value => self.fault(Syntax::SingleQuote, at, at + 1),
            b'#' => self.fault(Syntax::Comment, at, at + 1),
            b'/' => match bytes.get(at + 1) {
                None if !eof => Some(Stop::More),
                Some(b'/' | b'*') => self.fault(Syntax::Comment, at, at + 1),
                _ => self.fault(Syntax::Unexpected(expected), at, at + 1),
            },
            b'+' | b'.' if wants_value => self.word_fault(bytes, eof, Syntax::Number),
            _ if is_word(b) && wants_value => self.word_fault(bytes, eof, Syntax::Word),
            _ if is_word(b) && wants_key => self.word_fault(bytes, eof, Syntax::UnquotedKey),
            _ => self.fault(Syntax::Unexpected(expected), at, at + 1),
        }
    }

    fn after_comma(&self, bytes: &[u8]) -> bool {
        matches!(self.state, State::Key | State::Value) && bytes.get(self.comma) == Some(&b',') && {
            let between = bytes.get(self.comma + 1..self.at).unwrap_or_default();
            between.iter().all(|&b| is_blank(b))
        }
    }

    fn word_fault(&mut self, bytes: &[u8], eof: bool, syntax: Syntax) -> Option<Stop> {
        match word_end(bytes, self.at, eof) {
            Some(end) => self.fault(syntax, self.at, end.max(self.at + 1)),
            None => Some(Stop::More),
        }
    }

    fn expected(&self) -> Expected {
        match self.state {
            State::Value => Expected::Value,
            State::FirstElement => Expected::ElementOrClose,
            State::FirstKey => Expected::KeyOrClose,
            State::Key => Expected::Key,
            State::Colon => Expected::Colon,
            State::After | State::Done if self.inside_object() => Expected::CommaOrBrace,
            State::After | State::Done => Expected::CommaOrBracket,
            State::String { .. } => Expected::Quote,
            State::Number(_) => Expected::Digit,
        }
    }

    /// The end of the stream came first: the fault stands right behind the last visible byte.
    fn ends(&self, bytes: &[u8]) -> Stop {
        let expected = match self.state {
            State::Number(digits) if digits.may_end() && self.inside_object() => {
                Expected::CommaOrBrace
            }
            State::Number(digits) if digits.may_end() => Expected::CommaOrBracket,
            _ => self.expected(),
        };
        let end = trimmed_end(bytes);
        Stop::Fault(Fault {
            syntax: Syntax::Ends(expected),
            start: end,
            end,
        })
    }

    #[allow(
        clippy::unnecessary_wraps,
        reason = "every arm of the automaton answers alike"
    )]
    fn fault(&self, syntax: Syntax, start: usize, end: usize) -> Option<Stop> {
        Some(Stop::Fault(Fault { syntax, start, end }))
    }
}

/// Adds a member, if there are not too many: one more than are kept tells that there are.
#[inline]
fn note(members: &mut Vec<Member>, member: Member) {
    if members.capacity() == 0 {
        members.reserve(USUAL_MEMBERS);
    }
    if members.len() <= MAX_MEMBERS {
        members.push(member);
    }
}

impl Digits {
    fn shape(self) -> Shape {
        match self {
            Self::Sign | Self::Zero | Self::Whole => Shape::Integer,
            _ => Shape::Decimal,
        }
    }

    fn may_end(self) -> bool {
        matches!(
            self,
            Self::Zero | Self::Whole | Self::Fraction | Self::Exponent
        )
    }
}

/// Reads `text` as one JSON value with white space around it, to the letter of RFC 8259 but for
/// its encoding.
///
/// # Errors
///
/// The first place where it is not.
pub fn scan(text: &[u8]) -> Result<(), Fault> {
    let mut scanner = Scanner::default();
    match scanner.run(text, true) {
        Stop::Fault(fault) => return Err(fault),
        Stop::Done | Stop::More | Stop::Key { .. } | Stop::Array => {}
    }
    let rest = text.get(scanner.at()..).unwrap_or_default();
    match rest.iter().position(|&b| !is_blank(b)) {
        None => Ok(()),
        Some(blanks) => Err(Fault {
            syntax: Syntax::Trailing,
            start: scanner.at() + blanks,
            end: scanner.at() + blanks + 1,
        }),
    }
}

fn is_blank(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r')
}

/// One past the last byte that is no JSON white space.
pub(crate) fn trimmed_end(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .rposition(|&b| !is_blank(b))
        .map_or(0, |last| last + 1)
}

/// The longest run of word characters that is looked at: enough to name the word.
const LONGEST_WORD: usize = 64;

/// The end of the bare word that begins at `at`; `None` if it may go on in the next bytes.
fn word_end(bytes: &[u8], at: usize, eof: bool) -> Option<usize> {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.iter().take(LONGEST_WORD).position(|&b| !is_word(b)) {
        Some(length) => Some(at + length),
        None if eof || rest.len() >= LONGEST_WORD => Some(at + rest.len().min(LONGEST_WORD)),
        None => None,
    }
}

fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$' | b'+' | b'-' | b'.') || b >= 0x80
}

enum Escape {
    Good(usize),
    More,
    Bad(Syntax, usize),
}

/// The escape whose backslash is at `at` (RFC 8259 section 7).
fn escape(bytes: &[u8], at: usize) -> Escape {
    match bytes.get(at + 1) {
        None => Escape::More,
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Escape::Good(2),
        Some(b'u') => unicode_escape(bytes, at),
        Some(_) => Escape::Bad(Syntax::Escape, at + 2),
    }
}

/// The length of the escape whose backslash is at `at`, if it is a good one.
pub(crate) fn escape_length(bytes: &[u8], at: usize) -> Option<usize> {
    match escape(bytes, at) {
        Escape::Good(length) => Some(length),
        Escape::More | Escape::Bad(..) => None,
    }
}

fn unicode_escape(bytes: &[u8], at: usize) -> Escape {
    let first = match hex4(bytes, at + 2) {
        Ok(unit) => unit,
        Err(bad) => return bad,
    };
    match first {
        0xD800..=0xDBFF => {}
        0xDC00..=0xDFFF => return Escape::Bad(Syntax::Surrogate, at + 6),
        _ => return Escape::Good(6),
    }
    match (bytes.get(at + 6), bytes.get(at + 7)) {
        (None, _) | (Some(b'\\'), None) => return Escape::More,
        (Some(b'\\'), Some(b'u')) => {}
        _ => return Escape::Bad(Syntax::Surrogate, at + 6),
    }
    match hex4(bytes, at + 8) {
        Ok(0xDC00..=0xDFFF) => Escape::Good(12),
        Ok(_) => Escape::Bad(Syntax::Surrogate, at + 6),
        Err(bad) => bad,
    }
}

/// Four hexadecimal digits at `at`.
fn hex4(bytes: &[u8], at: usize) -> Result<u32, Escape> {
    let mut unit = 0;
    for i in at..at + 4 {
        let Some(&b) = bytes.get(i) else {
            return Err(Escape::More);
        };
        let Some(digit) = (b as char).to_digit(16) else {
            return Err(Escape::Bad(Syntax::Escape, i + 1));
        };
        unit = unit << 4 | digit;
    }
    Ok(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole text at once.
    fn scan(text: &str) -> Stop {
        let mut scanner = Scanner::default();
        scanner.start(0, 0, false);
        match scanner.run(text.as_bytes(), true) {
            Stop::Done if scanner.at() != trimmed_end(text.as_bytes()) => {
                panic!("stopped early: {text}")
            }
            stop => stop,
        }
    }

    /// The same text a byte at a time must end in the same way.
    fn scan_bytewise(text: &str) -> Stop {
        let mut scanner = Scanner::default();
        scanner.start(0, 0, false);
        for end in 0..text.len() {
            match scanner.run(&text.as_bytes()[..end], false) {
                Stop::More => {}
                stop => return stop,
            }
        }
        scanner.run(text.as_bytes(), true)
    }

    #[test]
    fn notes_the_members_that_a_second_look_finds() {
        let many = |count: usize| {
            let members: Vec<String> = (0..count).map(|n| format!("\"{n}\":{n}")).collect();
            format!("{{{}}}", members.join(","))
        };
        for text in [
            "{}",
            r#"{"a":1}"#,
            r#"{"a":-0,"b":1.5,"c":2e3,"d":true,"e":false,"f":null,"g":"","h":"x\n"}"#,
            r#"{ "a" : { "b" : [ 1 , { "c" : 2 } ] } , "d" : [ ] , "e" : { } }"#,
            r#"{"\u0061":"}","a\"":{"\\":"\\"},"b":[["]"]],"a":1}"#,
            &many(MAX_MEMBERS),
        ] {
            let expected: Vec<Member> = crate::json::members(text, 0).collect();
            for pieces in [1, 2, 7, text.len()] {
                // With something before it, of which a part is taken away on the way.
                let shifted = format!("[], {text}");
                let mut scanner = Scanner::default();
                scanner.start(4, 0, false);
                for end in (4..shifted.len()).step_by(pieces) {
                    assert_eq!(scanner.run(&shifted.as_bytes()[..end], false), Stop::More);
                }
                scanner.rebase(2);
                assert_eq!(scanner.run(&shifted.as_bytes()[2..], true), Stop::Done);
                let members = scanner.lend_members();
                assert_eq!(members.as_ref(), Some(&expected), "{text}");
                scanner.give_back(members);
                assert_eq!(scanner.members(), Some(&[][..]), "{text}");
            }
        }
        let mut scanner = Scanner::default();
        let mut run = |text: &str, eof: bool| {
            scanner.start(0, 0, false);
            let stop = scanner.run(text.as_bytes(), eof);
            let members = scanner.lend_members();
            scanner.give_back(members.clone());
            (stop, members)
        };
        for text in [&many(MAX_MEMBERS + 1), "[]", "[{\"a\":1}]", "\"x\"", "1"] {
            // Nothing of what was read before it, or cut off, is left.
            assert_eq!(run("{}", true), (Stop::Done, Some(Vec::new())));
            assert_eq!(run(text, true), (Stop::Done, None), "{text}");
            assert_eq!(run("{}", true), (Stop::Done, Some(Vec::new())));
            assert_eq!(run(r#"{"a":1"#, false), (Stop::More, None));
        }
    }

    #[test]
    fn accepts_what_the_grammar_accepts() {
        for text in [
            "{}",
            "[]",
            "0",
            "-0",
            "1.5e+10",
            "1e400",
            "\"\"",
            "true",
            "false",
            "null",
            " [ 1 , 2 ] ",
            r#"{"a":{"b":[1,{"c":null}]},"d":"\ud83d\udcde\u0000\"\\\/\b\f\n\r\t"}"#,
        ] {
            assert_eq!(scan(text), Stop::Done, "{text}");
            assert_eq!(scan_bytewise(text), Stop::Done, "{text}");
        }
    }

    #[test]
    fn names_every_fault_at_its_place() {
        use Expected::{
            Colon, CommaOrBrace, CommaOrBracket, Digit, Key, KeyOrClose, Literal, Quote, Value,
        };
        use Syntax::*;
        for (text, syntax, start, end) in [
            ("{", Ends(KeyOrClose), 1, 1),
            ("{\"a\":1,  ", Ends(Key), 7, 7),
            ("{\"a\":  ", Ends(Value), 5, 5),
            ("{\"a\"", Ends(Colon), 4, 4),
            ("{\"a\":1", Ends(CommaOrBrace), 6, 6),
            ("[1", Ends(CommaOrBracket), 2, 2),
            ("[-", Ends(Digit), 2, 2),
            ("[\"abc", Ends(Quote), 5, 5),
            ("[tru", Ends(Literal), 4, 4),
            ("[NaN]", Word, 1, 4),
            ("[truth]", Word, 1, 6),
            ("{a:1}", UnquotedKey, 1, 2),
            ("{'a':1}", SingleQuote, 1, 2),
            ("['a']", SingleQuote, 1, 2),
            ("[1,/* */2]", Comment, 3, 4),
            ("[1,]", TrailingComma, 2, 3),
            ("{\"a\":1 , }", TrailingComma, 7, 8),
            ("[01]", Number, 1, 3),
            ("[+1]", Number, 1, 3),
            ("[1.]", Number, 1, 3),
            ("[1e]", Number, 1, 3),
            ("[.5]", Number, 1, 3),
            ("[\"a\u{1}\"]", Control, 3, 4),
            ("[\"a\nb\"]", LineBreak, 3, 4),
            (r#"["\x"]"#, Escape, 2, 4),
            (r#"["\u12g4"]"#, Escape, 2, 7),
            (r#"["\ud800"]"#, Surrogate, 2, 8),
            (r#"["\ud800\u0041"]"#, Surrogate, 2, 8),
            (r#"["\udc00"]"#, Surrogate, 2, 8),
            ("[1 2]", Unexpected(CommaOrBracket), 3, 4),
            ("{\"a\" 1}", Unexpected(Colon), 5, 6),
            ("{,}", Unexpected(KeyOrClose), 1, 2),
            ("{\"a\":1]", Unexpected(CommaOrBrace), 6, 7),
        ] {
            let fault = Stop::Fault(Fault { syntax, start, end });
            assert_eq!(scan(text), fault, "{text}");
            assert_eq!(scan_bytewise(text), fault, "bytewise {text}");
        }
    }

    #[test]
    fn a_comma_of_the_value_before_is_none_of_this_one() {
        let text = br#"{"a":1,  }"#;
        let mut scanner = Scanner::default();
        scanner.start(0, 0, false);
        assert_eq!(scanner.run(&text[..7], false), Stop::More);
        scanner.start(9, 1, false);
        let expected = Fault {
            syntax: Syntax::Unexpected(Expected::Value),
            start: 9,
            end: 10,
        };
        assert_eq!(scanner.run(text, true), Stop::Fault(expected));
    }

    #[test]
    fn stops_at_the_level_below_the_limit() {
        let deep = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH);
        assert_eq!(scan(&deep), Stop::Done);
        let fault = Fault {
            syntax: Syntax::Depth,
            start: 128,
            end: 129,
        };
        assert_eq!(scan(&"[".repeat(1_000_000)), Stop::Fault(fault));
    }
}
