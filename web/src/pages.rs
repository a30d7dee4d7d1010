//! The pages: each reads the state and chooses components.

mod about;
mod check;
mod lint;
mod rules;

pub use about::about;
pub use check::CheckPage;
pub use lint::LintPage;
pub use rules::{headline, rule, rules};
