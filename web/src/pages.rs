//! The pages: each reads the state and chooses components.

mod about;
mod check;
mod lint;
mod rule_list;
mod rules;
mod unknown;

pub use about::about;
pub use check::CheckPage;
pub use lint::LintPage;
pub use rule_list::RuleList;
pub use rules::{headline, rule};
pub use unknown::unknown;
