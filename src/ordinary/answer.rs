//! An answer in a batch, with an operation as its body
//! (<https://learn.microsoft.com/graph/json-batching>).

use super::{Reading, is_read_elsewhere, once};
use crate::name::{Name, Names};

/// The properties of an answer, but for its body.
#[derive(Default)]
pub(super) struct Answer {
    seen: Names,
}

impl Answer {
    pub(super) fn open(reading: &mut Reading<'_, '_>) -> Option<Self> {
        let mut answer = Self::default();
        reading.open_up_to(b"body\"", |reading| answer.member(reading))?;
        Some(answer)
    }

    /// Right behind the body.
    pub(super) fn close(mut self, reading: &mut Reading<'_, '_>) -> Option<()> {
        reading.close_behind(|reading| self.member(reading))
    }

    /// A name, behind its first quote, and its value. With a body none of them says anything.
    fn member(&mut self, reading: &mut Reading<'_, '_>) -> Option<()> {
        if reading.take(b"id\"") {
            once(&mut self.seen, Name::Id)?;
        } else if reading.take(b"status\"") {
            once(&mut self.seen, Name::Status)?;
        } else if !reading.take(b"headers\"") && is_read_elsewhere(reading.string()?) {
            return None;
        }
        reading.skip()
    }
}
