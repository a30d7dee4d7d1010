//! Asking: the one piece of asynchronous code of the judge's room.

use std::{collections::BTreeSet, future::Future};

use futures_util::stream::{FuturesUnordered, StreamExt};
use mta_sts::Domain;

use crate::{Evidence, Question, Reply, second_opinions, wants};

/// A way to get answers: a browser, a command, a recorded world, or a wrapper around another.
pub trait Transport {
    /// Asks one question. A failure on the way is [`Outcome::Blind`](crate::Outcome::Blind), never an error.
    fn ask(&self, question: &Question) -> impl Future<Output = Reply>;
}

/// Asks all that is worth asking, open questions side by side, until nothing is left.
///
/// `on_step` sees the evidence after every answer. Every question is asked once.
pub async fn drive(
    domain: &Domain,
    mut seen: Evidence,
    net: &impl Transport,
    mut on_step: impl FnMut(&Evidence),
) -> Evidence {
    let mut asked: BTreeSet<Question> = seen.entries.iter().map(|entry| entry.question.clone()).collect();
    let mut waiting = FuturesUnordered::new();
    loop {
        for question in wants(domain, &seen) {
            if asked.insert(question.clone()) {
                waiting.push(async move {
                    let reply = net.ask(&question).await;
                    (question, reply)
                });
            }
        }
        let Some((question, reply)) = waiting.next().await else { return seen };
        seen.push(question, reply);
        on_step(&seen);
    }
}

/// As [`drive`], and asks another resolver for a second opinion where that is worth it. What it knows better may lead to
/// further questions.
pub async fn compare(
    domain: &Domain,
    mut seen: Evidence,
    net: &impl Transport,
    other: &impl Transport,
    mut on_step: impl FnMut(&Evidence),
) -> Evidence {
    loop {
        seen = drive(domain, seen, net, &mut on_step).await;
        let open = second_opinions(domain, &seen);
        if open.is_empty() {
            return seen;
        }
        let mut waiting: FuturesUnordered<_> =
            open.into_iter().map(|question| async move { (other.ask(&question).await, question) }).collect();
        while let Some((reply, question)) = waiting.next().await {
            seen.push(question, reply);
            on_step(&seen);
        }
    }
}
