//! What a notification is about (Microsoft Graph, commsNotification page): operations, and calls and
//! participants, which are passed over.

use super::kind::short_type;
use super::object::Object;
use super::{Opener, Unit};
use crate::json::{self, Node, Shape};
use crate::name::{Name, Names};
use crate::position::Span;
use crate::safe;

/// The properties that are read in a notification.
const READ: Names = Names::new([
    Name::ChangeType,
    Name::LifecycleEvent,
    Name::Resource,
    Name::ResourceUrl,
    Name::ResourceData,
]);

/// Whether the URL of a notification is that of an operation, or of all operations of a call.
pub(crate) fn leads_to_operation(url: &str) -> bool {
    url.contains("operations/") || url.ends_with("/operations")
}

impl<'a> Opener<'a, '_> {
    pub(super) fn notification(&mut self, object: &Object<'a, '_>, span: Span, pointer: &str) {
        let data = object.pointer(pointer, Name::ResourceData);
        match object.value(Name::ResourceData) {
            Some(list) if list.shape == Shape::Array => {
                self.resources(object, list, pointer, &data);
            }
            Some(node) if node.shape == Shape::Object => {
                let resource = self.listed(node, &data);
                if let Some(list) = resource.list(Name::Values) {
                    return self.resources(object, list, pointer, &format!("{data}/$values"));
                }
                if resource.is_operation() {
                    self.tell_renamed(object, pointer, READ);
                }
                self.resource(object, resource, node, data, true);
            }
            _ => {
                let what = match object.string(Name::LifecycleEvent) {
                    Some(event) => {
                        let event = event.decoded();
                        format!("a lifecycle event ({})", safe::excerpt(&event, 60))
                    }
                    None => "a notification without resourceData".to_owned(),
                };
                self.visit(Unit::Skipped {
                    span,
                    pointer: pointer.to_owned(),
                    what,
                });
            }
        }
    }

    /// What the notification at `pointer` is about, if that is a list at `data`. Of several operations its URL
    /// may name any; without one nobody minds how it is written.
    fn resources(&mut self, notification: &Object<'a, '_>, list: Node, pointer: &str, data: &str) {
        let text = self.text;
        let object = |node: Node| match node.shape {
            Shape::Object => Object::read(text, node.span.start),
            _ => Object::new(text, Names::default()),
        };
        let elements = || json::elements(text, list.span.start);
        let operations = elements().filter(|node| object(*node).is_operation());
        let operations = operations.take(2).count();
        let is_named = operations < 2;
        if operations > 0 {
            self.tell_renamed(notification, pointer, READ);
        }
        for (index, node) in elements().enumerate() {
            let pointer = format!("{data}/{index}");
            self.resource(notification, object(node), node, pointer, is_named);
        }
    }

    /// What a notification is about: the `object` at `node`. Most are calls and participants; a `call`
    /// without a type is told by its URL, which does not lead to an operation. `is_named`: by that URL, so
    /// that the id can be taken from it.
    fn resource(
        &mut self,
        notification: &Object<'a, '_>,
        object: Object<'a, '_>,
        node: Node,
        pointer: String,
        is_named: bool,
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
                urls: urls.map(|url| url.filter(|_| is_named)),
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
