//! Every sentence of the product, in English and Japanese. Language lives here and nowhere else.
//!
//! The sentences are in `locales/{en,ja}/*.ftl` in the syntax of Fluent. The build compiles them, so that nothing of Fluent
//! is left when the program runs, and fails where one language says what the other does not. The subset: text, `{ $argument }`,
//! `{ "literal" }` for a name or value that is the same in every language, references to messages and terms, attributes, and
//! selects on an argument by number category, number or text. A line break inside a message becomes a blank in English and
//! nothing in Japanese.
//!
//! ```
//! use words::{Language, args, key};
//!
//! assert_eq!(Language::En.say(key::UNIT_DAY, args!["count" => 7]), "7 days");
//! assert_eq!(Language::Ja.say(key::UNIT_DAY, args!["count" => 7]), "7日");
//! ```

mod shim;
mod sentence;
mod language;
mod template;
mod value;
mod visible;

pub use sentence::{Key, key};
pub use language::Language;
pub use value::Value;
pub use visible::visible;

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words, numbers and dates.
    Text(String),
    /// A name or value from the domain, or a word of the formats: to be set off, for instance in a fixed-width font.
    Value(String),
}
