//! Every sentence of the product, in English and Japanese. Language lives here and nowhere else.
//!
//! The sentences are in `locales/{en,ja}/*.ftl` in the syntax of Fluent. The build compiles them, so that nothing of Fluent
//! is left when the program runs, and fails where one language says what the other does not. The subset: text, `{ $argument }`,
//! `{ "literal" }` for a name or value that is the same in every language, references to messages and terms, attributes, and
//! selects on an argument by number category, number or text. A line break inside a message becomes a blank in English and
//! nothing in Japanese.
//!
//! With the feature `built-in` every language is part of the program. The page goes without: it fetches the text of one language,
//! written by [`page_table`] during the build, and [loads](Language::load_messages) it.
//!
//! ```
//! use words::{Language, args, key};
//!
//! assert_eq!(Language::En.message(key::UNIT_DAY, args!["count" => 7]), "7 days");
//! assert_eq!(Language::Ja.message(key::UNIT_DAY, args!["count" => 7]), "7 日");
//! ```

pub mod bounce;
pub mod document;
mod example;
pub mod hosting;
mod language;
pub mod lint;
mod message_key;
mod messages;
pub mod plan;
pub mod preflight;
pub mod record;
pub mod report;
mod sentence_parts;
pub mod setup;
mod table;
mod template;
pub mod text;
pub mod tls_report;
mod value;
mod visible;

pub use example::{Example, rule_example};
pub use language::Language;
pub use message_key::{Key, key};
pub use sentence_parts::{Sentence, SentencePart};
pub use table::OtherBuild;
#[cfg(feature = "built-in")]
pub use table::{page_table, tasks_table};
pub use value::Value;
pub use visible::make_visible;

#[cfg(test)]
mod tests;
