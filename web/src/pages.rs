//! The pages: each reads the state and chooses components.

mod about;
mod check;

pub use about::about;
pub use check::CheckPage;
