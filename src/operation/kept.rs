//! An operation that outlives its payload: its texts stand behind each other in one allocation, as many may
//! have to be kept.

use super::{Moment, Number, Operation, ResultInfo, Stated, Text};
use crate::timestamp::Timestamp;
use std::ops::Range;

/// An operation that no longer borrows from its payload.
#[derive(Clone, Debug)]
pub struct Kept {
    text: Box<str>,
    id: Option<Piece>,
    kind: Option<Piece>,
    status: Result<Stated<'static>, Piece>,
    client_context: Option<Piece>,
    created: Option<KeptMoment>,
    last_action: Option<KeptMoment>,
    result_info: Option<[Option<KeptNumber>; 2]>,
    message: Option<Piece>,
    completion_reason: Option<Piece>,
}

/// A part of [`Kept::text`]. No document is longer than 64 MiB.
type Piece = Range<u32>;

/// A time: its text, the instant, and whether it is .NET's unset one.
type KeptMoment = (Piece, Option<Timestamp>, bool);

#[derive(Clone, Debug)]
enum KeptNumber {
    Int(i32),
    Other(Piece),
    Word(Piece),
}

/// Gathers texts.
struct Pool(String);

impl Pool {
    fn put(&mut self, part: Text<'_>) -> Piece {
        let start = self.end();
        self.0.push_str(part.raw());
        start..self.end()
    }

    fn end(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    fn moment(&mut self, moment: Moment<'_>) -> KeptMoment {
        (self.put(moment.text), moment.at, moment.unset)
    }

    fn number(&mut self, number: Number<'_>) -> KeptNumber {
        match number {
            Number::Int(n) => KeptNumber::Int(n),
            Number::Other(digits) => KeptNumber::Other(self.put(Text::new(digits))),
            Number::Word(word) => KeptNumber::Word(self.put(word)),
        }
    }
}

impl Kept {
    /// Copies `operation`.
    pub fn new(operation: &Operation<'_>) -> Self {
        let mut pool = Pool(String::with_capacity(length(operation)));
        let info = operation.result_info;
        let status = match operation.status {
            Stated::Known(status) => Ok(Stated::Known(status)),
            Stated::Null => Ok(Stated::Null),
            Stated::Missing => Ok(Stated::Missing),
            Stated::Unknown(word) => Err(pool.put(word)),
        };
        Self {
            status,
            id: operation.id.map(|id| pool.put(id)),
            kind: operation.kind.map(|kind| pool.put(kind)),
            client_context: operation.client_context.map(|context| pool.put(context)),
            created: operation.created.map(|moment| pool.moment(moment)),
            last_action: operation.last_action.map(|moment| pool.moment(moment)),
            result_info: info
                .map(|info| [info.code, info.subcode].map(|number| Some(pool.number(number?)))),
            message: info
                .and_then(|info| info.message)
                .map(|message| pool.put(message)),
            completion_reason: operation.completion_reason.map(|reason| pool.put(reason)),
            text: pool.0.into(),
        }
    }

    /// The operation again.
    pub fn operation(&self) -> Operation<'_> {
        let number = |number: &Option<KeptNumber>| match number.as_ref()? {
            KeptNumber::Int(n) => Some(Number::Int(*n)),
            KeptNumber::Other(piece) => Some(Number::Other(self.raw(piece))),
            KeptNumber::Word(piece) => Some(Number::Word(self.part(piece))),
        };
        let moment = |kept: &Option<KeptMoment>| {
            let (piece, at, unset) = kept.as_ref()?;
            Some(Moment {
                text: self.part(piece),
                at: *at,
                unset: *unset,
            })
        };
        let part = |piece: &Option<Piece>| piece.as_ref().map(|piece| self.part(piece));
        Operation {
            id: part(&self.id),
            kind: part(&self.kind),
            status: match &self.status {
                Ok(status) => *status,
                Err(piece) => Stated::Unknown(self.part(piece)),
            },
            client_context: part(&self.client_context),
            created: moment(&self.created),
            last_action: moment(&self.last_action),
            result_info: self.result_info.as_ref().map(|[code, subcode]| ResultInfo {
                code: number(code),
                subcode: number(subcode),
                message: part(&self.message),
            }),
            completion_reason: part(&self.completion_reason),
        }
    }

    fn raw(&self, piece: &Piece) -> &str {
        let range = piece.start as usize..piece.end as usize;
        self.text.get(range).unwrap_or_default()
    }

    fn part(&self, piece: &Piece) -> Text<'_> {
        Text::new(self.raw(piece))
    }
}

/// How long the texts of `operation` are together, but for rare ones.
fn length(operation: &Operation<'_>) -> usize {
    let info = operation.result_info.unwrap_or_default();
    let texts = [
        operation.id,
        operation.kind,
        operation.client_context,
        operation.created.map(|moment| moment.text),
        operation.last_action.map(|moment| moment.text),
        info.message,
        operation.completion_reason,
    ];
    texts.into_iter().flatten().map(Text::raw_len).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_back_exactly_what_was_kept() {
        let text = |raw| Some(Text::new(raw));
        let at = Timestamp::from_unix(1, 0);
        let operation = Operation {
            id: text("a"),
            kind: text("recordOperation"),
            status: Stated::Unknown(Text::new("d\\u006fne")),
            client_context: text(""),
            created: Some(Moment {
                text: Text::new("x"),
                at: Some(at),
                unset: false,
            }),
            last_action: None,
            result_info: Some(ResultInfo {
                code: Some(Number::Other("1e400")),
                subcode: Some(Number::Word(Text::new("w"))),
                message: text("m"),
            }),
            completion_reason: text("r"),
        };
        assert_eq!(Kept::new(&operation).operation(), operation);
        assert_eq!(
            Kept::new(&Operation::default()).operation(),
            Operation::default()
        );
    }
}
