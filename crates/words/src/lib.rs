//! Every text of the product, in English and Japanese. No other crate contains texts in a language.
//!
//! The texts are in `locales/{en,ja}/*.ftl` in Fluent syntax. The build compiles them, so the program does not need
//! Fluent when it runs. The build fails if the languages do not have the same messages and arguments. It supports a
//! subset of Fluent: text, `{ $argument }`, `{ "literal" }` for a name or value that is the same in every language,
//! references to messages and terms, and attributes. It also supports selects on an argument by number category, number
//! or text. A line break in a message becomes a space in English and nothing in Japanese.
//!
//! With the feature `built-in`, the program contains every language. The page is built without it. It fetches the text
//! of one language, which the build writes with [`page_table`], and [loads](Language::load_messages) it.
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
pub use table::BuildMismatch;
#[cfg(feature = "built-in")]
pub use table::{page_table, tasks_table};
pub use value::Value;
pub use visible::make_visible;

#[cfg(test)]
mod tests;
