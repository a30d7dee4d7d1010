//! The intended parts of a text that is wrong, which a corrected text keeps.
//!
//! A text that is offered in place of another holds every address, host, mode and unknown field that was written there and
//! is itself valid. What is noise stays out.

mod addresses;
mod key;
mod markup;
mod policy;
mod table;

pub use self::{
    addresses::{kept_fields, salvaged_addresses},
    policy::PolicyDraft,
};
