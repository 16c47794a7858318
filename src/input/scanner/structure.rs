//! What stands between scalars: brackets, commas and colons.

use super::number::Digits;
use super::{MAX_DEPTH, Scanner, State, Stop, Syntax};
use crate::json::Shape;

impl Scanner {
    /// Whether the innermost container is an object.
    pub(super) fn inside_object(&self) -> bool {
        matches!(*self.opened, [.., (_, true)])
    }

    /// One structural byte: a bracket, a comma, a colon, or the first byte of a scalar.
    #[inline]
    pub(super) fn structure(&mut self, bytes: &[u8], eof: bool) -> Option<Stop> {
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
    pub(super) fn note_comma(&mut self) -> bool {
        self.comma = self.at;
        self.inside_object()
    }

    /// One byte on.
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

    pub(super) fn open_string(&mut self, key: bool) -> Option<Stop> {
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
}
