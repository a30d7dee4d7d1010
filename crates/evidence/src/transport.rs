//! Transports, which obtain answers.

use std::future::Future;

use crate::{Question, Reply};

/// A source of answers: a browser, a command, a recorded world, or a wrapper around another transport.
pub trait Transport {
    /// Asks one question. A transport failure is [`Outcome::Unobserved`](crate::Outcome::Unobserved), never an error.
    fn ask(&self, question: &Question) -> impl Future<Output = Reply>;
}
