//! What the reader comes to in a stream: values and where they stand, lists, heads, trouble.

use super::head::Head;
use super::scanner::Syntax;
use super::text::Foreign;
use crate::name::Name;
use crate::position::Span;

/// The list that an element stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The document itself is an array.
    Root,
    /// OData's `value`, of collections and `commsNotifications`.
    Value,
    /// The `$values` that System.Text.Json writes in place of an array.
    Values,
    /// The answers of a JSON batch.
    Responses,
}

impl List {
    /// The property that holds the list; `None` for a root array.
    pub fn name(self) -> Option<Name> {
        match self {
            Self::Root => None,
            Self::Value => Some(Name::Value),
            Self::Values => Some(Name::Values),
            Self::Responses => Some(Name::Responses),
        }
    }

    /// The list in the property of this name.
    pub(crate) fn of_name(name: Name) -> Option<Self> {
        match name {
            Name::Value => Some(Self::Value),
            Name::Values => Some(Self::Values),
            Name::Responses => Some(Self::Responses),
            _ => None,
        }
    }

    /// How many containers are open around an element.
    pub(super) fn depth(self) -> usize {
        if self == Self::Root { 1 } else { 2 }
    }
}

/// Where in its document a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It is the document.
    Document,
    /// It is an element of a list.
    Element(List, u64),
}

impl Place {
    /// How many containers are open around the value.
    pub(crate) fn depth(self) -> usize {
        match self {
            Self::Document => 0,
            Self::Element(list, _) => list.depth(),
        }
    }
}

/// What is wrong with a piece of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It breaks RFC 8259.
    Syntax {
        syntax: Syntax,
        span: Span,
        open: Opened,
    },
    /// It is no UTF-8.
    Encoding { span: Span },
    /// It is no JSON at all.
    Foreign { foreign: Foreign, span: Span },
    /// It is larger than [`super::values::MAX_VALUE`].
    TooLarge { at: usize },
}

/// The containers that were never closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Opened {
    /// How many of those around the list: its document, and the list itself.
    pub(crate) enclosing: usize,
    /// Those of the broken value: where each began, and whether it is an object.
    pub(crate) own: Vec<(usize, bool)>,
}

/// What the reader has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The buffer is used up; call again with more bytes, or with `eof`.
    More,
    /// The stream is over.
    End,
    /// A complete value of well-formed JSON.
    Value { span: Span, place: Place },
    /// A list was entered. Where its document begins, if this is the first one in it, and where the
    /// list itself.
    Enter {
        document: Option<usize>,
        at: usize,
        list: List,
        key: Option<Span>,
    },
    /// Whole properties of a document that stand before, between or behind its lists.
    Around { span: Span },
    /// The document around a list is complete.
    Leave,
    /// A head of HTTP stood before the document.
    Head(Head),
    /// A byte order mark stood before a document that is not the first.
    Mark(Span),
    /// Something could not be read. `resumes`: where reading goes on, if that is known already.
    /// `shown`: what may be shown of it, from the begin of the broken value on.
    Trouble {
        trouble: Trouble,
        place: Place,
        resumes: Option<usize>,
        shown: Span,
    },
}

impl Trouble {
    /// Where the first of the containers begins that were never closed.
    pub(crate) fn first_open(&self) -> Option<usize> {
        match self {
            Self::Syntax { open, .. } => open.own.first().map(|(at, _)| *at),
            _ => None,
        }
    }

    pub(super) fn syntax(syntax: Syntax, span: Span) -> Self {
        let open = Opened::default();
        Self::Syntax { syntax, span, open }
    }
}
