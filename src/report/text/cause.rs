//! Why an operation failed: what the service says, and what its codes mean where it says nothing.

use super::messages::Messages;
use super::row::write_pair;
use crate::judge::codes::{self, Basis, Class, Subcode};
use crate::operation::{Number, Operation, ResultInfo, State, Text};
use crate::safe;
use std::borrow::Cow;

/// The longest reason that is shown whole.
const MAX_REASON: usize = 300;

/// The lines below a failed row: what the service says, and what is known of the codes where it does
/// not say that; where there is neither, the reason why it ended.
pub(super) fn write_cause(out: &mut Vec<u8>, operation: &Operation<'_>, messages: &mut Messages) {
    const INDENT: &[u8] = b"  ";
    let info = operation.result_info.unwrap_or_default();
    let message = info.message.filter(|message| !message.is_empty());
    if let Some(message) = message {
        out.extend_from_slice(INDENT);
        messages.write(message, out);
        out.push(b'\n');
    }
    let reason = operation
        .completion_reason
        .filter(|_| message.is_none() && operation.has_failing_reason());
    let other = own_meaning(&info, Some(State::Failed)).or_else(|| {
        let reason = reason?.decoded();
        let reason = safe::excerpt(&reason, MAX_REASON);
        Some([b"reason ", reason.as_bytes()].concat())
    });
    if let Some(line) = other {
        out.extend_from_slice(INDENT);
        out.extend_from_slice(&line);
        out.push(b'\n');
    }
}

/// What is known of a result whose message does not say it: there is none, or its cause is only
/// in the DiagCode (where the subcode is 9999 or 0). In parentheses, since it is our reading. `state`: that
/// of the operation; a code of success says nothing of how it stands while it has not succeeded.
pub(super) fn own_meaning(info: &ResultInfo<'_>, state: Option<State>) -> Option<Vec<u8>> {
    let code = info.code?.int()?;
    let vague = is_vague(info.subcode);
    let begin = info
        .message
        .and_then(|message| message.raw().chars().next());
    if !vague && begin.is_some_and(|letter| letter.is_ascii_alphanumeric() && letter != 'D') {
        return None;
    }
    // A message that is nothing but its DiagCode says no more than a number.
    let message: Cow<'_, str> = info.message.map(Text::decoded).unwrap_or_default();
    let silent = message.is_empty() || message.trim_start().starts_with("DiagCode:");
    if !vague && !silent {
        return None;
    }
    if let Some((text, code, subcode)) = codes::diag_code(&message) {
        let meaning = codes::meaning(code, Subcode::Number(subcode))?;
        let parts = ["(DiagCode ", text, ": ", &meaning.text, ")"];
        return Some(parts.concat().into_bytes());
    }
    silent.then(|| meaning_of_codes(code, info.subcode, state))?
}

/// What the code and the subcode say by themselves. For a success that is only what is known of the two
/// together: with another code a subcode mostly means a failure, and 0 and 9999 mean anything.
fn meaning_of_codes(
    code: i32,
    subcode: Option<Number<'_>>,
    state: Option<State>,
) -> Option<Vec<u8>> {
    let word;
    let asked = match subcode {
        Some(Number::Int(n)) => Subcode::Number(n),
        Some(Number::Word(text)) => {
            word = text.decoded();
            Subcode::Word(&word)
        }
        _ => Subcode::Absent,
    };
    let meaning = codes::meaning(code, asked)?;
    let is_known_success = state == Some(State::Succeeded)
        && !is_vague(subcode)
        && matches!(meaning.basis, Basis::Pair | Basis::ZeroForSuccess);
    if Class::of(code) == Class::Success && !is_known_success {
        return None;
    }
    let mut text = Vec::with_capacity(meaning.text.len() + 32);
    text.push(b'(');
    write_pair(&mut text, Number::Int(code), subcode);
    text.extend_from_slice(b": ");
    text.extend_from_slice(meaning.text.as_bytes());
    text.push(b')');
    Some(text)
}

/// Whether the subcode leaves the cause to the message.
fn is_vague(subcode: Option<Number<'_>>) -> bool {
    matches!(subcode.map(Number::int), Some(Some(0 | 9999)))
}
