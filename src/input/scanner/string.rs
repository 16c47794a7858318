//! Strings: values, and the names of members.

use super::escape::{Escape, escape};
use super::{Scanner, State, Stop, Syntax, note};
use crate::json::{Member, Shape};
use crate::position::Span;
use crate::simd::string_stop;

impl Scanner {
    /// On in a string, and in those right behind it. `key`: it is the name of a member.
    pub(super) fn string(&mut self, bytes: &[u8], mut key: bool) -> Option<Stop> {
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

    /// A string is over, its closing quote too.
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
}
