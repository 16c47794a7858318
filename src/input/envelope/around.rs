//! A document of which the lists are read by themselves: what stands around them.

use super::object::Object;
use super::{LISTS, Opener, Unit};
use crate::json::{self, Member};
use crate::name::{Name, Names};
use crate::position::Span;
use crate::wire::{OPERATION, is_near_operation, name_of};

/// What is known of a document that is read in pieces: its lists by themselves, and what stands
/// before, between and behind them.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The properties and lists of earlier pieces.
    seen: Names,
    /// An operation's own properties have been met: it has been told.
    told: bool,
    /// An earlier piece has a property that an operation is read from.
    apart: bool,
}

impl Around {
    /// A list of this name begins. Whether there was one before.
    pub fn list(&mut self, name: Name) -> bool {
        !self.seen.add(name)
    }

    /// Opens a piece of the document that is no list: `text` holds whole properties.
    pub fn unwrap<'a>(&mut self, text: &'a str, visit: &mut dyn FnMut(Unit<'a, '_>)) {
        let mut opener = Opener::new(text, visit);
        let mut object = Object::new(text, self.seen);
        object.collect(json::pairs(text));
        self.seen.merge(object.names());
        let whole = Span::new(0, text.len());
        if object.is_notification() {
            opener.notification(&object, whole, "");
        }
        let own = object.own.or(object.typed()).filter(|_| !self.told);
        if let Some(name) = own {
            self.told = true;
            let members = object.members().filter(|_| !self.apart);
            opener.visit(operation_beside(members, whole, name));
        }
        self.apart |= json::pairs(text).any(|member| is_read(text, member));
        opener.tell_renamed(&object, "", LISTS);
        opener.contents(&object, json::pairs(text), None, "");
    }
}

/// The operation of which `members` stand beside a list, up to the end of `whole`, if they are known
/// and all of it.
fn operation_beside<'m>(
    members: Option<&'m [Member]>,
    whole: Span,
    name: Span,
) -> Unit<'static, 'm> {
    let pointer = String::new();
    match members.and_then(<[Member]>::first) {
        Some(first) => Unit::Operation {
            span: Span::new(first.key.start, whole.end),
            pointer,
            urls: [None, None],
            members,
        },
        None => Unit::NoOperation {
            span: name,
            pointer,
            found: "the properties of one around a list, which is read instead".to_owned(),
        },
    }
}

/// Whether a member of `text` is read in an operation.
fn is_read(text: &str, member: Member) -> bool {
    match member.name {
        Some(name) => OPERATION.contains(&name),
        None => is_near_operation(&name_of(text, member)),
    }
}
