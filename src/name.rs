//! The names of the properties that are read, in an operation and around one, as the documentation
//! spells them.

macro_rules! names {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A property whose value, or whose being there, says something.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Name {
            $($(#[$doc])* $variant,)*
        }

        impl Name {
            /// All of them, in their order.
            pub(crate) const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The property of exactly this name.
            #[inline]
            pub fn of(name: &[u8]) -> Option<Self> {
                $(
                    if name == $name.as_bytes() {
                        return Some(Self::$variant);
                    }
                )*
                None
            }

            /// Its name.
            #[inline]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

names! {
    // Of an operation.
    /// The type of an object.
    Type = "@odata.type",
    /// Who an operation is.
    Id = "id",
    /// How an operation stands; of an answer in a batch and of an error the status of HTTP.
    Status = "status",
    /// What came of an operation.
    ResultInfo = "resultInfo",
    /// What the bot gave the call to know it by.
    ClientContext = "clientContext",
    /// When it began.
    Created = "createdDateTime",
    /// When it was last touched.
    LastAction = "lastActionDateTime",
    /// Why playing or recording ended.
    CompletionReason = "completionReason",
    /// The URL of an object.
    ODataId = "@odata.id",
    // Of a resultInfo.
    /// The number, like one of HTTP.
    Code = "code",
    /// The number that says more.
    Subcode = "subcode",
    /// Words for people, also of an error.
    Message = "message",
    // Of an envelope.
    /// A list of OData, or of notifications.
    Value = "value",
    /// A list as System.Text.Json writes it.
    Values = "$values",
    /// The answers of a batch.
    Responses = "responses",
    /// What an answer of a batch answers.
    Body = "body",
    /// Where a list goes on.
    NextLink = "@odata.nextLink",
    // Of a notification.
    /// What has happened to the resource.
    ChangeType = "changeType",
    /// What has happened to the subscription.
    LifecycleEvent = "lifecycleEvent",
    /// The resource itself.
    ResourceData = "resourceData",
    /// The resource itself, for certain eyes only.
    EncryptedContent = "encryptedContent",
    /// Its URL.
    Resource = "resource",
    /// The same in newer notifications.
    ResourceUrl = "resourceUrl",
    // Of an error.
    /// What went wrong, as OData has it.
    Error = "error",
    /// The URL of the kind of problem (RFC 9457).
    ProblemType = "type",
    /// What went wrong (RFC 9457).
    Title = "title",
    /// The same at length.
    Detail = "detail",
    /// The status of HTTP, as API Management has it.
    StatusCode = "statusCode",
}

/// Some of them, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Names(u32);

const _: () = assert!(Name::ALL.len() <= u32::BITS as usize, "a bit for each");

impl Names {
    /// These.
    pub const fn new<const N: usize>(names: [Name; N]) -> Self {
        let mut all = Self(0);
        let mut at = 0;
        while at < N {
            all = all.with(names[at]);
            at += 1;
        }
        all
    }

    /// All but `name`.
    pub const fn all_but(name: Name) -> Self {
        Self(!(1 << name as u32))
    }

    /// These and `name`.
    #[must_use]
    pub const fn with(self, name: Name) -> Self {
        Self(self.0 | 1 << name as u32)
    }

    /// Whether `name` is among them.
    #[inline]
    pub const fn has(self, name: Name) -> bool {
        self.0 >> name as u32 & 1 == 1
    }

    /// Whether all of `names` are among them.
    #[inline]
    pub fn has_all(self, names: Self) -> bool {
        self.0 & names.0 == names.0
    }

    /// Adds `name`; whether it is new.
    #[inline]
    pub fn add(&mut self, name: Name) -> bool {
        let is_new = !self.has(name);
        *self = self.with(name);
        is_new
    }

    /// Adds all of `names`.
    pub fn merge(&mut self, names: Self) {
        self.0 |= names.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_found_by_its_name_and_no_other() {
        for name in Name::ALL {
            assert_eq!(Name::of(name.as_str().as_bytes()), Some(*name));
        }
        for name in ["", "Id", "ids", "statuS", "values", "odata.type", "xxxxx"] {
            assert_eq!(Name::of(name.as_bytes()), None, "{name}");
        }
    }
}
