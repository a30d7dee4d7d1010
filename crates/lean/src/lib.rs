//! JSON reader that adds little code per type. The page uses it to keep its Wasm small.
//!
//! For every type, serde generates a reader for each form of input, and a further one for tagged and flattened types.
//! That was a fifth of the page. Here a text becomes a [`Value`] first (serde does that, once), and
//! `#[derive(lean::Read)]` reads the type from the value. It uses the type's existing `#[serde(…)]` attributes, so each
//! format is defined once, and refuses to compile if it does not know one. Server and command line read with serde.
//!
//! It accepts what serde accepts, with these exceptions. A list is never read as a struct, nor a number as the name of
//! a variant. `1.0` is a whole number, since JavaScript has only one kind of number. Whole numbers beyond 2⁵³ − 1,
//! where JavaScript's are no longer exact, are refused. Of two members with one name the last counts, as in
//! `JSON.parse`.

#[doc(hidden)]
pub mod derive_support;
mod read;
mod unreadable;
mod value;

pub use lean_derive::Read;
pub use read::Read;
pub use unreadable::Unreadable;
pub use value::{DEPTH_LIMIT, Members, Value};
