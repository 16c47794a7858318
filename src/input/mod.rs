//! From bytes to units: open, decode, skip heads of HTTP, cut into values, open envelopes.
//!
//! Nothing here knows what an operation means.

pub(crate) mod ahead;
pub mod decode;
pub mod envelope;
pub mod event;
pub mod expansion;
pub(crate) mod files;
#[cfg(test)]
pub(crate) mod folder;
pub(crate) mod head;
pub(crate) mod kin;
pub(crate) mod near;
pub mod scanner;
pub(crate) mod skip;
pub mod source;
pub(crate) mod text;
pub mod values;
pub(crate) mod window;
