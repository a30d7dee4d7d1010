//! Reads JSON into types with little code: the page uses it to keep its Wasm small.
//!
//! serde writes a reader into every type for every way in which its octets may come, and for tagged and flattened types one more;
//! that was a fifth of the page. Here a text becomes a [`Value`] first (serde does that, once), and `#[derive(lean::Read)]` takes
//! the value apart. It reads the `#[serde(…)]` attributes that stand at the type already, so that each form is written once, and
//! refuses to compile where it does not know one. Server and command line read with serde.
//!
//! It reads what serde reads, but for this: a list is never taken for a struct, nor a number for the name of a variant; `1.0` is
//! a whole number (JavaScript has one kind of number alone); whole numbers beyond 2⁵³ − 1, where JavaScript's are no longer exact,
//! are refused; of two members of one name the last counts, as in `JSON.parse`.

#[doc(hidden)]
pub mod derive_support;
mod read;
mod unreadable;
mod value;

pub use lean_derive::Read;
pub use read::Read;
pub use unreadable::Unreadable;
pub use value::{DEPTH_LIMIT, Members, Value};
