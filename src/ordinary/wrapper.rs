//! What stands around an operation or another resource: an answer in a batch (`answer`), or what
//! a webhook receives, a notification of it with `changeType`, a URL and `resourceData` in whatever order,
//! and around that a list of one.
//!
//! What stands before the resource and behind it is read in two steps of their own, and an operation
//! between them like any other.

use super::Reading;
use super::answer::Answer;
use super::properties::{is_read_elsewhere, once};
use crate::input::envelope::{Url, leads_to_operation};
use crate::input::skip::indent_of;
use crate::name::{Name, Names};
use crate::position::Span;
use crate::wire;

/// How the first names in it begin, but for `@odata.type`, with which operations begin too.
const FIRST: [&[u8]; 3] = [b"changeType\"", b"resource", b"value\""];

/// The type of a notification, and how that of a list of them begins.
const NOTIFICATION: &[u8] = b"microsoft.graph.commsNotification";

/// What stands around a resource: a list, a notification, a notification in a list, or an answer.
pub(super) struct Wrapper<'a> {
    is_list: bool,
    /// Where the element of the list begins; without a list, where the holder does.
    element: usize,
    holder: Option<Holder<'a>>,
}

/// What has the resource as one of its properties.
enum Holder<'a> {
    Notification(Notification<'a>),
    Answer(Answer),
}

/// The properties of a notification, but for its resource.
#[derive(Default)]
struct Notification<'a> {
    seen: Names,
    /// `resourceUrl` and `resource`.
    urls: [Option<Url<'a>>; 2],
}

/// Whether the object with which `text` begins seems to wrap a resource.
pub(super) fn begins(text: &[u8]) -> bool {
    let text = text.get(1..).unwrap_or_default().trim_ascii_start();
    let name = text.strip_prefix(b"\"").unwrap_or_default();
    FIRST.iter().any(|first| name.starts_with(first)) || has_notification_type(name)
}

/// Whether `text` begins with the type of a notification, or of a list of them.
fn has_notification_type(text: &[u8]) -> bool {
    first_type(text).is_some_and(|kind| without_hash(kind).starts_with(NOTIFICATION))
}

/// A type without the `#` that most producers write.
fn without_hash(kind: &[u8]) -> &[u8] {
    kind.strip_prefix(b"#").unwrap_or(kind)
}

/// The type, and what follows it, if the first name of an object is that of its type. `text` begins behind
/// the quote of that name.
pub(super) fn first_type(text: &[u8]) -> Option<&[u8]> {
    let colon = text.strip_prefix(b"@odata.type\"")?.trim_ascii_start();
    let value = colon.strip_prefix(b":")?.trim_ascii_start();
    value.strip_prefix(b"\"")
}

impl<'a> Wrapper<'a> {
    /// Reads the object at hand up to what is in it.
    pub(super) fn open(reading: &mut Reading<'a, '_>) -> Option<Self> {
        let whole = reading.rest;
        // Only a document has a list.
        let is_list = reading.depth == 0 && reading.open_list().is_some();
        if !is_list {
            reading.rest = whole;
        }
        let element = reading.at();
        let holder = match is_list && !begins(reading.rest) {
            true => None,
            false => Some(Holder::Notification(Notification::open(reading)?)),
        };
        Some(Self {
            is_list,
            element,
            holder,
        })
    }

    /// Reads the answer in a batch at hand up to its body.
    pub(super) fn open_answer(reading: &mut Reading<'a, '_>) -> Option<Self> {
        Some(Self {
            is_list: false,
            element: reading.at(),
            holder: Some(Holder::Answer(Answer::open(reading)?)),
        })
    }

    /// Reads what follows the resource; where the element of the list, or the holder, stands that has
    /// it. `typed`: the resource has a type.
    pub(super) fn close(&mut self, reading: &mut Reading<'a, '_>, typed: bool) -> Option<Span> {
        match &mut self.holder {
            Some(Holder::Notification(notification)) => notification.close(reading, typed)?,
            Some(Holder::Answer(answer)) => answer.close(reading)?,
            None => {}
        }
        let element = Span::new(self.element, reading.at());
        if self.is_list {
            reading.close_list(element)?;
        }
        Some(element)
    }

    /// The URLs of the notification, once it is [closed](Self::close).
    pub(super) fn urls(&self) -> [Option<Url<'a>>; 2] {
        match &self.holder {
            Some(Holder::Notification(notification)) => notification.urls,
            _ => [None; 2],
        }
    }

    /// Whether there is a notification.
    pub(super) fn notifies(&self) -> bool {
        matches!(self.holder, Some(Holder::Notification(_)))
    }

    /// Where the operation stands in all of it, as a JSON pointer.
    pub(super) fn pointer(&self) -> &'static str {
        match (self.is_list, &self.holder) {
            // A list of answers is read one by one.
            (_, Some(Holder::Answer(_))) => "/body",
            (true, None) => "/value/0",
            (true, Some(Holder::Notification(_))) => "/value/0/resourceData",
            (false, _) => "/resourceData",
        }
    }
}

impl<'a> Notification<'a> {
    fn open(reading: &mut Reading<'a, '_>) -> Option<Self> {
        let mut notification = Self::default();
        reading.open_up_to(b"resourceData\"", |reading| notification.member(reading))?;
        Some(notification)
    }

    /// Right behind the resource.
    fn close(&mut self, reading: &mut Reading<'a, '_>, typed: bool) -> Option<()> {
        reading.close_behind(|reading| self.member(reading))?;
        // Without any of these it could be something else.
        (self.seen != Names::default() && (typed || self.may_be_of_operation())).then_some(())
    }

    /// A name, behind its first quote, and its value.
    fn member(&mut self, reading: &mut Reading<'a, '_>) -> Option<()> {
        if reading.take(b"@odata.type\"") {
            once(&mut self.seen, Name::Type)?;
            let kind = reading.string_value()?;
            (without_hash(kind.raw().as_bytes()) == NOTIFICATION).then_some(())
        } else if reading.take(b"changeType\"") {
            once(&mut self.seen, Name::ChangeType)?;
            reading.skip()
        } else if reading.take(b"resourceUrl\"") {
            once(&mut self.seen, Name::ResourceUrl)?;
            self.urls[0] = Some((Name::ResourceUrl.as_str(), reading.string_value()?));
            Some(())
        } else if reading.take(b"resource\"") {
            once(&mut self.seen, Name::Resource)?;
            self.urls[1] = Some((Name::Resource.as_str(), reading.string_value()?));
            Some(())
        } else {
            let name = reading.string()?;
            let is_read =
                is_read_elsewhere(name) || wire::around_operation(name.plain()?).is_some();
            (!is_read).then_some(())?;
            reading.skip()
        }
    }

    /// Whether an operation without a type can be what it is about, as far as its URLs tell.
    fn may_be_of_operation(&self) -> bool {
        let leads = |(_, url): &Url<'_>| url.plain().is_some_and(leads_to_operation);
        let mut urls = self.urls.iter().flatten().peekable();
        urls.peek().is_none() || urls.any(leads)
    }
}

impl Reading<'_, '_> {
    /// An object up to the value of the property `name`, its members before that read by `member`,
    /// from behind their first quotes on.
    pub(super) fn open_up_to<const N: usize>(
        &mut self,
        name: &[u8; N],
        mut member: impl FnMut(&mut Self) -> Option<()>,
    ) -> Option<()> {
        self.depth += 1;
        self.expect(b'{')?;
        self.expect(b'"')?;
        while !self.take(name) {
            member(self)?;
            self.goes_on()?.then_some(())?;
        }
        self.expect(b':')?;
        self.next().map(|_| ())
    }

    /// The rest of that object, behind the value.
    pub(super) fn close_behind(
        &mut self,
        mut member: impl FnMut(&mut Self) -> Option<()>,
    ) -> Option<()> {
        while self.goes_on()? {
            member(self)?;
        }
        Some(())
    }

    /// An object around a list, up to the first element, which is an object.
    fn open_list(&mut self) -> Option<()> {
        self.expect(b'{')?;
        self.expect(b'"')?;
        if self.take(b"@odata.type\"") {
            self.string_value()?;
            self.goes_on()?.then_some(())?;
        }
        self.take(b"value\"").then_some(())?;
        self.expect(b':')?;
        self.expect(b'[')?;
        (self.next()? == b'{').then(|| self.depth += 2)
    }

    /// The ends of the list with this one element, and of the object around it.
    fn close_list(&mut self, element: Span) -> Option<()> {
        self.next()?;
        if self.at() > element.end {
            let text = self.text.as_bytes();
            let indents = indent_of(text, element.start).zip(indent_of(text, self.at()));
            // A bracket that is indented deeper than the element may be that of another list.
            if indents.is_some_and(|(element, bracket)| bracket > element) {
                return None;
            }
        }
        self.expect(b']')?;
        self.expect(b'}')
    }
}

#[cfg(test)]
mod tests;
