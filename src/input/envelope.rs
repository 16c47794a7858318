//! From a JSON value to the operations in it: collections, notifications, batch answers,
//! `$values` lists and error answers are opened; what is no operation is named.

mod answer;
mod kind;
mod object;

pub use self::kind::{is_operation_type, short_type};

use self::object::Object;
use super::event::{List, Place};
use crate::finding::ErrorAnswer;
use crate::json::{self, Member, Members, Node, Shape};
use crate::name::{Name, Names};
use crate::operation::Text;
use crate::position::{Span, push_token};
use crate::safe;
use crate::wire::{OPERATION, OWN_SET, is_near_operation, name_of};

/// A URL that may name an operation, and the property it stands in.
pub type Url<'a> = (&'static str, Text<'a>);

/// Something found in a document: where it stands (`span`, and `pointer`), and what it is. Pointers are relative to the value that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are told above")]
pub enum Unit<'a, 'm> {
    /// An operation.
    Operation {
        /// The bytes of it.
        span: Span,
        /// Where it stands.
        pointer: String,
        /// The URLs of the notification that carries it.
        urls: [Option<Url<'a>>; 2],
        /// Its members, if they are not very many.
        members: Option<&'m [Member]>,
    },
    /// A resource that is no operation, where that is no fault.
    Skipped {
        /// The bytes of it.
        span: Span,
        /// Where it stands.
        pointer: String,
        /// What it is instead.
        what: String,
    },
    /// Something at the place of an operation that is none.
    NoOperation {
        /// The bytes of it.
        span: Span,
        /// Where it stands.
        pointer: String,
        /// What it is instead.
        found: String,
    },
    /// An answer that says what went wrong.
    Error {
        /// The bytes of it.
        span: Span,
        /// Where it stands.
        pointer: String,
        /// What it says.
        answer: ErrorAnswer,
    },
    /// The document goes on elsewhere.
    NextLink {
        /// The bytes of it.
        span: Span,
        /// Where it stands.
        pointer: String,
    },
    /// A property of an envelope that stands there twice.
    Repeated {
        /// The name of it.
        name: String,
        /// Where it stands first, if that is in the same text.
        first: Option<Span>,
        /// Where it stands again.
        again: Span,
        /// Where it stands.
        pointer: String,
    },
}

/// Opens the value that `text` is, which stands at `place`, and hands every unit to `visit`. `members`:
/// those of it, where they are known already.
pub fn unwrap<'a>(
    text: &'a str,
    place: Place,
    members: Option<&[Member]>,
    visit: &mut dyn FnMut(Unit<'a, '_>),
) {
    let root = json::root(text);
    let mut opener = Opener::new(text, visit);
    match (place, members) {
        (Place::Element(List::Responses, _), _) => opener.response(root, String::new()),
        (_, Some(members)) => {
            let mut object = Object::new(text, Names::default());
            object.fill(members);
            opener.object(&object, root, String::new());
        }
        _ => opener.document(root, String::new()),
    }
}

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

struct Opener<'a, 'v> {
    text: &'a str,
    visit: &'v mut dyn FnMut(Unit<'a, '_>),
    /// An operation or a notification has been read; what stands beside it need not be one.
    beside: bool,
}

/// Properties that are only read in operations and problem details.
const ELSEWHERE: Names = OWN_SET.with(Name::Title).with(Name::Detail);

/// Whether the URL of a notification is that of an operation, or of all operations of a call.
pub(crate) fn leads_to_operation(url: &str) -> bool {
    url.contains("operations/") || url.ends_with("/operations")
}

impl<'a, 'v> Opener<'a, 'v> {
    fn new(text: &'a str, visit: &'v mut dyn FnMut(Unit<'a, '_>)) -> Self {
        Self {
            text,
            visit,
            beside: false,
        }
    }

    /// A value at the place of a document.
    fn document(&mut self, node: Node, pointer: String) {
        match node.shape {
            Shape::Array => self.list(node, &pointer, Self::document),
            Shape::Object => {
                let object = Object::read(self.text, node.span.start);
                self.object(&object, node, pointer);
            }
            shape => {
                let found = shape.json_type().words().to_owned();
                self.visit(Unit::NoOperation {
                    span: node.span,
                    pointer,
                    found,
                });
            }
        }
    }

    fn visit(&mut self, unit: Unit<'a, '_>) {
        let is_told = !(self.beside && matches!(unit, Unit::NoOperation { .. }));
        if is_told {
            (self.visit)(unit);
        }
    }

    fn list(&mut self, list: Node, pointer: &str, open: fn(&mut Self, Node, String)) {
        for (index, element) in json::elements(self.text, list.span.start).enumerate() {
            open(self, element, format!("{pointer}/{index}"));
        }
    }

    fn object(&mut self, object: &Object<'a, '_>, node: Node, pointer: String) {
        if object.is_notification() {
            self.tell_repeated(object, &pointer, ELSEWHERE);
            self.notification(object, node.span, &pointer);
            return self.beside(object, &pointer);
        }
        if object.is_problem_details() {
            self.tell_repeated(object, &pointer, Names::default());
            let answer = self.problem(node);
            return self.visit(Unit::Error {
                span: node.span,
                pointer,
                answer,
            });
        }
        if object.is_answer() {
            return self.answered(object, node, pointer);
        }
        if object.is_operation() && !object.is_numbered_error() {
            self.visit(Unit::Operation {
                span: node.span,
                pointer: pointer.clone(),
                urls: [None, None],
                members: object.members(),
            });
            return self.beside(object, &pointer);
        }
        let members = json::members(self.text, node.span.start);
        if !self.contents(object, members, Some(node.span), &pointer) {
            let found = self.describe(object);
            self.visit(Unit::NoOperation {
                span: node.span,
                pointer,
                found,
            });
        }
    }

    /// The operations in the lists of an object that is one itself, or a notification.
    fn beside(&mut self, object: &Object<'a, '_>, pointer: &str) {
        let before = std::mem::replace(&mut self.beside, true);
        self.lists(object, pointer);
        self.beside = before;
    }

    /// The object at `node`, which may stand where a list belongs: with `$values`, as System.Text.Json
    /// writes one in place of an array. If that stands there twice, it is told.
    fn listed(&mut self, node: Node, pointer: &str) -> Object<'a, 'static> {
        let object = Object::read(self.text, node.span.start);
        self.tell_repeated(&object, pointer, Names::all_but(Name::Values));
        object
    }

    /// Everything that an envelope has, and whether that is anything. `whole`: where it stands, if
    /// it is at hand as a whole.
    fn contents(
        &mut self,
        object: &Object<'a, '_>,
        members: Members<'a>,
        whole: Option<Span>,
        pointer: &str,
    ) -> bool {
        self.tell_repeated(object, pointer, ELSEWHERE);
        if let Some(link) = object.slot(Name::NextLink) {
            self.visit(Unit::NextLink {
                span: link.key,
                pointer: format!("{pointer}/@odata.nextLink"),
            });
        }
        let has_lists = self.lists(object, pointer);
        let error = object
            .value(Name::Error)
            .filter(|error| matches!(error.shape, Shape::Object | Shape::Text));
        let Some(error) = error else {
            return has_lists;
        };
        let (span, pointer) = match whole.filter(|_| !has_lists) {
            Some(whole) => (whole, pointer.to_owned()),
            None => (error.span, format!("{pointer}/error")),
        };
        let answer = self.error(members, error, &pointer);
        self.visit(Unit::Error {
            span,
            pointer,
            answer,
        });
        true
    }

    /// What the lists of an envelope hold, and whether there are any.
    fn lists(&mut self, object: &Object<'a, '_>, pointer: &str) -> bool {
        let has_responses = self.responses(object, pointer);
        let values = object.list(Name::Values);
        let value = object
            .value(Name::Value)
            .filter(|value| matches!(value.shape, Shape::Array | Shape::Object));
        if let Some(list) = values {
            self.list(list, &format!("{pointer}/$values"), Self::document);
        }
        if let Some(value) = value {
            self.document(value, format!("{pointer}/value"));
        }
        has_responses || values.is_some() || value.is_some()
    }

    /// What the answers of a batch hold, and whether there are any.
    fn responses(&mut self, object: &Object<'a, '_>, pointer: &str) -> bool {
        let Some(node) = object.value(Name::Responses) else {
            return false;
        };
        let pointer = format!("{pointer}/responses");
        match node.shape {
            Shape::Array => self.list(node, &pointer, Self::response),
            Shape::Object => match self.listed(node, &pointer).list(Name::Values) {
                Some(list) => self.list(list, &format!("{pointer}/$values"), Self::response),
                None => return false,
            },
            _ => return false,
        }
        true
    }

    /// Properties that stand there twice and are read at this level: all but `others`.
    fn tell_repeated(&mut self, object: &Object<'a, '_>, pointer: &str, others: Names) {
        for (name, first, again) in &object.repeated {
            if !others.has(*name) {
                self.tell_again(name.as_str(), *first, *again, pointer);
            }
        }
    }

    fn tell_again(&mut self, name: &str, first: Option<Span>, again: Span, pointer: &str) {
        let mut pointer = pointer.to_owned();
        push_token(&mut pointer, name);
        self.visit(Unit::Repeated {
            name: name.to_owned(),
            first,
            again,
            pointer,
        });
    }

    fn describe(&self, object: &Object<'a, '_>) -> String {
        match object.kind() {
            Some(kind) => format!(
                "this is a {}",
                safe::excerpt(short_type(&kind.decoded()), 60)
            ),
            None => "an object without status, resultInfo, clientContext or times".to_owned(),
        }
    }

    /// One element of a JSON batch: its `status` is HTTP's, its `id` the request's.
    fn response(&mut self, node: Node, pointer: String) {
        if node.shape == Shape::Array {
            return self.list(node, &pointer, Self::response);
        }
        if node.shape != Shape::Object {
            let found = node.shape.json_type().words().to_owned();
            return self.visit(Unit::NoOperation {
                span: node.span,
                pointer,
                found,
            });
        }
        let object = Object::read(self.text, node.span.start);
        self.answered(&object, node, pointer);
    }

    /// The same, where the object at `node` has been read.
    fn answered(&mut self, object: &Object<'a, '_>, node: Node, pointer: String) {
        self.tell_repeated(object, &pointer, Names::default());
        let status = object
            .written_status()
            .map(|digits| String::from_utf8_lossy(digits).into_owned())
            .unwrap_or_default();
        match object.value(Name::Body) {
            Some(body) if matches!(body.shape, Shape::Object | Shape::Array) => {
                self.document(body, format!("{pointer}/body"));
            }
            _ if status.len() == 3 && matches!(status.as_bytes().first(), Some(b'4' | b'5')) => {
                let answer = ErrorAnswer {
                    code: format!("status {status}"),
                    ..ErrorAnswer::default()
                };
                self.visit(Unit::Error {
                    span: node.span,
                    pointer,
                    answer,
                });
            }
            _ => {
                let what = format!("batch response with status {status} and no JSON body");
                self.visit(Unit::Skipped {
                    span: node.span,
                    pointer,
                    what,
                });
            }
        }
    }

    fn notification(&mut self, object: &Object<'a, '_>, span: Span, pointer: &str) {
        let data = format!("{pointer}/resourceData");
        match object.value(Name::ResourceData) {
            Some(list) if list.shape == Shape::Array => self.resources(object, list, &data),
            Some(node) if node.shape == Shape::Object => {
                let resource = self.listed(node, &data);
                match resource.list(Name::Values) {
                    Some(list) => self.resources(object, list, &format!("{data}/$values")),
                    None => self.resource(object, resource, node, data),
                }
            }
            _ => {
                let what = "a notification without resourceData".to_owned();
                self.visit(Unit::Skipped {
                    span,
                    pointer: pointer.to_owned(),
                    what,
                });
            }
        }
    }

    /// What a notification is about, if that is a list.
    fn resources(&mut self, notification: &Object<'a, '_>, list: Node, pointer: &str) {
        for (index, node) in json::elements(self.text, list.span.start).enumerate() {
            let resource = match node.shape {
                Shape::Object => Object::read(self.text, node.span.start),
                _ => Object::new(self.text, Names::default()),
            };
            self.resource(notification, resource, node, format!("{pointer}/{index}"));
        }
    }

    /// What a notification is about: the `object` at `node`. Most are calls and participants; a `call`
    /// without a type is told by its URL, which does not lead to an operation.
    fn resource(
        &mut self,
        notification: &Object<'a, '_>,
        object: Object<'a, '_>,
        node: Node,
        pointer: String,
    ) {
        let url = |name: Name| Some((name.as_str(), notification.string(name)?));
        let urls = [url(Name::ResourceUrl), url(Name::Resource)];
        let addressed = urls.iter().flatten().count() > 0;
        let operations = urls
            .iter()
            .flatten()
            .map(|(_, url)| url.decoded())
            .any(|url| leads_to_operation(&url));
        if object.is_operation() && (object.kind().is_some() || !addressed || operations) {
            return self.visit(Unit::Operation {
                span: node.span,
                pointer,
                urls,
                members: object.members(),
            });
        }
        let what = match object.kind() {
            Some(kind) => short_type(&kind.decoded()).to_owned(),
            None => "a resource that is no operation".to_owned(),
        };
        self.visit(Unit::Skipped {
            span: node.span,
            pointer,
            what,
        });
    }
}
