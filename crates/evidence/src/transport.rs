//! The way in which answers are obtained.

use std::future::Future;

use crate::{Question, Reply};

/// A way to get answers: a browser, a command, a recorded world, or a wrapper around another transport.
pub trait Transport {
    /// Asks one question. A failure on the way is [`Outcome::Blind`](crate::Outcome::Blind), never an error.
    fn ask(&self, question: &Question) -> impl Future<Output = Reply>;
}
