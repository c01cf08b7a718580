//! What an operation is: its address, who may call it, what goes in and out.
//!
//! The server mounts handlers by these types, the web and the tests call by
//! them, and the OpenAPI document is written from them. An address therefore
//! stands in one place only: `endpoints`.

use crate::policy::Permission;
use serde::Serialize;
use serde::de::DeserializeOwned;

text_enum! {
    /// The HTTP methods in use.
    Method { Get = "GET", Post = "POST", Put = "PUT", Delete = "DELETE" }
}

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone, without a token.
    Public,
    /// Anyone signed in.
    SignedIn,
    /// Those whose role has this permission.
    May(Permission),
}

impl Access {
    /// The word published as `x-permission`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::SignedIn => "authenticated",
            Self::May(permission) => permission.as_str(),
        }
    }
}

/// What an operation asks of a caller beyond its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trait {
    /// Answers in pages.
    Paged,
    /// Changes a record and therefore needs `If-Match`.
    Conditional,
    /// Answers with an `ETag`.
    Tagged,
    /// A POST that takes no `Idempotency-Key`.
    Unrepeatable,
    /// Takes a file in place of JSON.
    Binary,
    /// Answers 202 and the address of a job.
    Deferred,
}

/// An operation of the API.
pub trait Endpoint: std::fmt::Debug + 'static {
    /// `verb_noun`, the OpenAPI `operationId`.
    const ID: &'static str;
    const METHOD: Method;
    /// The full path, with `{name}` where a value goes.
    const PATH: &'static str;
    const ACCESS: Access;
    /// The status of success.
    const SUCCESS: u16;
    const TRAITS: &'static [Trait];
    /// Query parameters; `()` where there are none.
    type Query: Serialize + DeserializeOwned + Default + 'static;
    /// Request body; `()` where there is none.
    type Body: Serialize + DeserializeOwned + 'static;
    /// Reply; `()` with 204.
    type Reply: Serialize + DeserializeOwned + 'static;

    /// The address with its `{…}` filled in, in order.
    fn address(values: &[&str]) -> String {
        fill(Self::PATH, values)
    }

    fn is(property: Trait) -> bool {
        Self::TRAITS.contains(&property)
    }
}

fn fill(path: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    path.split('/')
        .map(|part| if part.starts_with('{') { values.next().copied().unwrap_or("") } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

/// An operation without its types, for tables, tests and the document.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    pub id: &'static str,
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
    pub success: u16,
    pub traits: &'static [Trait],
    /// The noun it belongs to, as the documentation groups it.
    pub tag: &'static str,
    pub summary: &'static str,
    pub has_body: bool,
    #[cfg(feature = "server")]
    pub shape: crate::document::Shape,
}

impl Operation {
    pub fn is(&self, property: Trait) -> bool {
        self.traits.contains(&property)
    }

    /// Whether a concrete path is an instance of this operation's.
    pub fn matches(&self, path: &str) -> bool {
        let mut asked = path.split('/');
        let mut own = self.path.split('/');
        loop {
            match (own.next(), asked.next()) {
                (None, None) => return true,
                (Some(part), Some(value)) if part == value || (part.starts_with('{') && !value.is_empty()) => {}
                _ => return false,
            }
        }
    }

    /// The names of the values in the path.
    pub fn path_parameters(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('/').filter_map(|part| part.strip_prefix('{').and_then(|part| part.strip_suffix('}')))
    }
}

/// What is at a concrete address: where one is written out, no pattern counts,
/// since `/imports/template` is no import.
pub fn operations_at(path: &str) -> impl Iterator<Item = &'static Operation> {
    use crate::endpoints::ALL;
    let written = ALL.iter().any(|operation| operation.path == path);
    ALL.iter().filter(move |operation| if written { operation.path == path } else { operation.matches(path) })
}

macro_rules! or_unit {
    () => {
        ()
    };
    ($type:ty) => {
        $type
    };
}

/// Declares operations: one unit type each, and a part of the table of all.
macro_rules! endpoints {
    ($part:ident; $($tag:literal {$(
        #[doc = $summary:literal]
        $name:ident = $id:literal : $method:ident $path:literal $access:expr
        $(, query $query:ty)? $(, body $body:ty)? => $status:literal $($reply:ty)? $(, is $($property:ident)+)? ;
    )+})+) => {
        $($(
            #[doc = $summary]
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl $crate::endpoint::Endpoint for $name {
                const ID: &'static str = $id;
                const METHOD: $crate::endpoint::Method = $crate::endpoint::Method::$method;
                const PATH: &'static str = concat!("/api/v1", $path);
                const ACCESS: $crate::endpoint::Access = $access;
                const SUCCESS: u16 = $status;
                const TRAITS: &'static [$crate::endpoint::Trait] = &[$($($crate::endpoint::Trait::$property),+)?];
                type Query = or_unit!($($query)?);
                type Body = or_unit!($($body)?);
                type Reply = or_unit!($($reply)?);
            }
        )+)+

        $($(
            impl $name {
                /// The same without its types.
                pub const OPERATION: $crate::endpoint::Operation = $crate::endpoint::Operation {
                    id: $id,
                    method: $crate::endpoint::Method::$method,
                    path: concat!("/api/v1", $path),
                    access: $access,
                    success: $status,
                    traits: &[$($($crate::endpoint::Trait::$property),+)?],
                    tag: $tag,
                    summary: $summary,
                    has_body: has_body!($($body)?),
                    #[cfg(feature = "server")]
                    shape: $crate::document::Shape::of::<$name>(),
                };
            }
        )+)+

        pub(super) const $part: &[$crate::endpoint::Operation] = &[$($($name::OPERATION),+),+];
    };
}

macro_rules! has_body {
    () => {
        false
    };
    ($type:ty) => {
        true
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoints::{ALL, GetUser};

    #[test]
    fn an_address_is_filled_in_order_and_recognised_again() {
        assert_eq!(GetUser::address(&["7"]), "/api/v1/users/7");
        let operation = ALL.iter().find(|operation| operation.id == "get_user").unwrap();
        assert!(operation.matches("/api/v1/users/7"));
        assert!(!operation.matches("/api/v1/users"));
        assert!(!operation.matches("/api/v1/users/"));
        assert!(!operation.matches("/api/v1/users/7/x"));
    }

    #[test]
    fn ids_and_addresses_are_unique() {
        let mut ids: Vec<_> = ALL.iter().map(|operation| operation.id).collect();
        let mut addresses: Vec<_> = ALL.iter().map(|operation| (operation.path, operation.method)).collect();
        ids.sort_unstable();
        addresses.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(addresses.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn a_change_of_a_record_is_conditional() {
        for operation in ALL.iter().filter(|operation| operation.method == Method::Put) {
            let own_password = operation.id == "change_my_password";
            assert!(operation.is(Trait::Conditional) || own_password, "{}", operation.id);
        }
    }
}
