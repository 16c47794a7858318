//! From a JSON value to the operations in it: collections, notifications, batch answers,
//! `$values` lists and error answers are opened; what is no operation is named.

mod answer;
mod around;
mod batch;
mod class;
mod kind;
mod notification;
mod object;
mod renamed;
mod unit;

pub use self::around::Around;
pub(crate) use self::batch::failure;
pub use self::kind::{is_operation_type, short_type};
pub(crate) use self::notification::leads_to_operation;
pub use self::unit::{Unit, Url};

use self::object::Object;
use super::event::{List, Place};
use crate::finding::ENCODED;
use crate::json::{self, Member, Members, Node, Shape};
use crate::name::{Name, Names};
use crate::position::{Span, push_token};
use crate::safe;
use crate::wire::{OWN_SET, inner, text_of};

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
    opener.is_element = matches!(place, Place::Element(..));
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

/// Opens values of a text.
struct Opener<'a, 'v> {
    text: &'a str,
    visit: &'v mut dyn FnMut(Unit<'a, '_>),
    /// Something has been told; what stands beside it need not be an operation.
    beside: bool,
    /// What is opened next is an element of a list.
    is_element: bool,
}

/// The lists that are also read in another spelling.
const LISTS: Names = Names::new([Name::Value]);

/// Properties that are only read in operations and problem details.
const ELSEWHERE: Names = OWN_SET.with(Name::Title).with(Name::Detail);

impl<'a, 'v> Opener<'a, 'v> {
    fn new(text: &'a str, visit: &'v mut dyn FnMut(Unit<'a, '_>)) -> Self {
        Self {
            text,
            visit,
            beside: false,
            is_element: false,
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
            _ => {
                let found = self.other(node);
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
            self.is_element = true;
            open(self, element, format!("{pointer}/{index}"));
        }
        self.is_element = false;
    }

    fn object(&mut self, object: &Object<'a, '_>, node: Node, pointer: String) {
        let is_element = std::mem::take(&mut self.is_element);
        // What is found in it takes these with it.
        self.tell_renamed(object, &pointer, LISTS);
        if object.is_notification() {
            self.tell_repeated(object, &pointer, ELSEWHERE);
            self.notification(object, node.span, &pointer);
            return self.open_beside(|opener| opener.lists(object, &pointer));
        }
        if object.is_problem_details() {
            return self.refusal(object, node, pointer);
        }
        if object.is_answer() {
            return self.answered(object, node, pointer);
        }
        if object.is_read_as_operation() {
            self.visit(Unit::Operation {
                span: node.span,
                pointer: pointer.clone(),
                urls: [None, None],
                members: object.members(),
            });
            return self.open_beside(|opener| opener.lists(object, &pointer));
        }
        let members = json::members(self.text, node.span.start);
        if !self.contents(object, members, Some(node.span), &pointer) {
            self.odd_object(object, node, pointer, is_element);
        }
    }

    /// An object that is none of what is usual.
    fn odd_object(
        &mut self,
        object: &Object<'a, '_>,
        node: Node,
        pointer: String,
        is_element: bool,
    ) {
        let span = node.span;
        if let Some(what) = object.stand_in().filter(|_| is_element) {
            let what = what.to_owned();
            return self.visit(Unit::Skipped {
                span,
                pointer,
                what,
            });
        }
        if object.is_plain_error() && !self.beside {
            return self.refusal(object, node, pointer);
        }
        let found = self.describe(object);
        self.visit(Unit::NoOperation {
            span,
            pointer,
            found,
        });
    }

    /// An error answer of which the properties stand in the object itself.
    fn refusal(&mut self, object: &Object<'a, '_>, node: Node, pointer: String) {
        self.tell_repeated(object, &pointer, Names::default());
        let answer = self.problem(node);
        self.visit(Unit::Error {
            span: node.span,
            pointer,
            answer,
        });
    }

    /// Opens what stands beside something that has been told: the lists of an operation or of a
    /// notification, the body of a failed answer.
    fn open_beside<T>(&mut self, open: impl FnOnce(&mut Self) -> T) {
        let before = std::mem::replace(&mut self.beside, true);
        open(self);
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
        // On the last page it may be null.
        let link = object.string(Name::NextLink);
        if let Some(slot) = object.slot(Name::NextLink)
            && link.is_some_and(|link| !link.is_empty())
        {
            self.visit(Unit::NextLink {
                span: slot.key,
                pointer: format!("{pointer}/@odata.nextLink"),
            });
        }
        let has_lists = self.lists(object, pointer);
        let Some(error) = object.error() else {
            return has_lists;
        };
        let inside = || object.pointer(pointer, Name::Error);
        let answer = self.error(members, error, inside);
        let (span, pointer) = match whole.filter(|_| !has_lists) {
            Some(whole) => (whole, pointer.to_owned()),
            None => (error.span, inside()),
        };
        self.visit(Unit::Error {
            span,
            pointer,
            answer,
        });
        true
    }

    /// What the lists of an envelope hold, in the order in which they stand there, and whether there are any.
    /// One in another spelling is read beside the others, as a stream is read before all of it is known.
    fn lists(&mut self, object: &Object<'a, '_>, pointer: &str) -> bool {
        let documented = [Name::Responses, Name::Values, Name::Value].into_iter();
        let documented = documented.filter_map(|name| Some((name, object.slot(name)?)));
        let renamed = object.renamed(LISTS).map(|(name, slot, _)| (name, slot));
        let mut lists: Vec<_> = documented.chain(renamed).collect();
        lists.sort_by_key(|(_, slot)| slot.key.start);
        let mut has_lists = false;
        for (name, slot) in lists {
            let node = slot.value;
            has_lists |= match (name, node.shape) {
                (Name::Responses, _) => self.responses(node, pointer),
                (Name::Values, Shape::Array) => {
                    self.list(node, &format!("{pointer}/$values"), Self::document);
                    true
                }
                (Name::Value, Shape::Array | Shape::Object) => {
                    self.document(node, object.pointer_to(pointer, slot.key));
                    true
                }
                _ => false,
            };
        }
        has_lists
    }

    /// Those of `names` that stand there in another spelling.
    fn tell_renamed(&mut self, object: &Object<'a, '_>, pointer: &str, names: Names) {
        for (name, slot, beside) in object.renamed(names) {
            self.visit(Unit::Renamed {
                name: name.as_str(),
                beside: beside.map(|read| read.decoded().into_owned()),
                span: slot.key,
                pointer: object.pointer_to(pointer, slot.key),
            });
        }
    }

    /// Properties that stand there twice and are read at this level: all but `others`.
    fn tell_repeated(&mut self, object: &Object<'a, '_>, pointer: &str, others: Names) {
        for (name, first, again) in &object.repeated {
            if !others.has(*name) {
                // As it is written: it may be another spelling of it.
                let written = inner(self.text, *again).decoded();
                self.tell_again(&written, *first, *again, pointer);
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

    /// What a value is that is no object. Loggers write payloads as strings.
    fn other(&self, node: Node) -> String {
        let text = text_of(self.text, node).map(|text| text.decoded());
        match text.as_deref().map(str::trim) {
            Some(text) if text.starts_with('{') && text.ends_with('}') => ENCODED.to_owned(),
            _ => node.shape.json_type().words().to_owned(),
        }
    }

    fn describe(&self, object: &Object<'a, '_>) -> String {
        match object.kind() {
            Some(kind) if kind.is_empty() => "its @odata.type is empty".to_owned(),
            Some(kind) => {
                let kind = kind.decoded();
                let kind = safe::excerpt(short_type(&kind), 60);
                let begins_open = kind.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']);
                format!("this is {} {kind}", if begins_open { "an" } else { "a" })
            }
            None => "an object without status, resultInfo, clientContext or times".to_owned(),
        }
    }
}
