//! The pages: each reads the state and chooses components.

mod about;
mod check;
mod rules;

pub use about::about;
pub use check::CheckPage;
pub use rules::{headline, rule, rules};
