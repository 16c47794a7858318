//! The answers in a JSON batch (<https://learn.microsoft.com/graph/json-batching>).

use super::object::Object;
use super::{Opener, Unit};
use crate::finding::ErrorAnswer;
use crate::json::{Node, Shape};
use crate::name::{Name, Names};

impl<'a> Opener<'a, '_> {
    /// What the answers of a batch hold, and whether there are any.
    pub(super) fn responses(&mut self, object: &Object<'a, '_>, pointer: &str) -> bool {
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

    /// One element of a JSON batch: its `status` is HTTP's, its `id` the request's.
    pub(super) fn response(&mut self, node: Node, pointer: String) {
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
    pub(super) fn answered(&mut self, object: &Object<'a, '_>, node: Node, pointer: String) {
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
}
