//! The loop of a check: it asks every open question, records the answers, and repeats. Apart from the transports of
//! worlds, this is the only asynchronous code of the crate.

use std::collections::BTreeSet;

use evidence::{Evidence, Question, Reply, Transport};
use futures_util::stream::{FuturesUnordered, StreamExt};
use mta_sts::Domain;

use crate::open_questions::{open_questions, second_opinions};

/// Asks all open questions in parallel, until none is left.
///
/// Calls `on_step` with the evidence after every answer. Asks every question once.
pub async fn run_check<T: Transport>(
    domain: &Domain,
    seen: Evidence,
    net: &T,
    on_step: impl FnMut(&Evidence),
) -> Evidence {
    let nobody: &[T] = &[];
    run_check_with_comparison(domain, seen, net, nobody, on_step).await
}

/// Works like [`run_check`], and also asks other resolvers. They get the questions that the verdict rests on, and every
/// question still unanswered. Their answers may raise further questions.
///
/// Holds back an opinion until the primary resolver has answered its question, so that no displayed result is
/// contradicted later.
pub async fn run_check_with_comparison(
    domain: &Domain,
    mut seen: Evidence,
    net: &impl Transport,
    others: &[impl Transport],
    mut on_step: impl FnMut(&Evidence),
) -> Evidence {
    // Collecting them into a set would sort them first, which costs the page more than inserting them.
    let mut asked: BTreeSet<(usize, Question)> = BTreeSet::new();
    asked.extend(seen.entries.iter().map(|entry| (CHOSEN, entry.question.clone())));
    let mut early: Vec<(Question, Reply)> = Vec::new();
    let mut waiting = FuturesUnordered::new();
    loop {
        for (who, question) in open_questions_by_resolver(domain, &seen, others.len()) {
            if asked.insert((who, question.clone())) {
                waiting.push(async move {
                    let reply = match who.checked_sub(1) {
                        None => net.ask(&question).await,
                        Some(other) => others[other].ask(&question).await,
                    };
                    (who, question, reply)
                });
            }
        }
        let Some((who, question, reply)) = waiting.next().await else { return seen };
        if who == CHOSEN {
            seen.push(question.clone(), reply);
            for (question, opinion) in early.extract_if(.., |(held, _)| *held == question) {
                seen.push_opinion(question, opinion);
            }
        } else if seen.outcome(&question).is_none() {
            early.push((question, reply));
            continue;
        } else {
            seen.push_opinion(question, reply);
        }
        on_step(&seen);
    }
}

/// Index of the primary resolver. Comparison resolvers start at 1.
const CHOSEN: usize = 0;

/// Returns the open questions, each with the index of the resolver to ask.
fn open_questions_by_resolver(domain: &Domain, seen: &Evidence, others: usize) -> Vec<(usize, Question)> {
    let mut open: Vec<(usize, Question)> =
        open_questions(domain, seen).into_iter().map(|question| (CHOSEN, question)).collect();
    if others > 0 {
        let opinions = second_opinions(domain, seen);
        open.extend((1..=others).flat_map(|who| opinions.iter().map(move |question| (who, question.clone()))));
    }
    open
}

#[cfg(test)]
mod tests {
    use std::{future::poll_fn, task::Poll};

    use super::*;
    use evidence::{Answer, DnsAnswer, Outcome, Rcode, RecordKind, Timestamp, Unobserved, Via};

    /// A transport that never answers. It reports the timeout after this number of polls.
    struct Named(&'static str, usize);

    impl Transport for Named {
        async fn ask(&self, _: &Question) -> Reply {
            let mut turns = self.1;
            poll_fn(|context| match turns.checked_sub(1) {
                None => Poll::Ready(()),
                Some(left) => {
                    turns = left;
                    context.waker().wake_by_ref();
                    Poll::Pending
                }
            })
            .await;
            let via = Via::Resolver(self.0.to_owned());
            Reply { outcome: Outcome::Unobserved(Unobserved::Timeout), via, at: Timestamp::default() }
        }
    }

    /// A transport that answers every DNS question with the same response code.
    struct Says(&'static str, Rcode);

    impl Transport for Says {
        async fn ask(&self, question: &Question) -> Reply {
            let outcome = match question {
                Question::Dns(_) => Outcome::Answer(Answer::Dns(DnsAnswer { rcode: self.1, ..DnsAnswer::default() })),
                _ => Outcome::Unobserved(Unobserved::NotOffered),
            };
            Reply { outcome, via: Via::Resolver(self.0.to_owned()), at: Timestamp::default() }
        }
    }

    #[test]
    fn the_chosen_one_counts_where_it_says_something_whatever_the_others_are_called() {
        let domain: Domain = "example.com".parse().unwrap();
        for (chosen, other, counts) in [
            (Rcode::NXDOMAIN, Rcode::NOERROR, Rcode::NXDOMAIN),
            (Rcode::NOERROR, Rcode::NXDOMAIN, Rcode::NOERROR),
            (Rcode::SERVFAIL, Rcode::NXDOMAIN, Rcode::NXDOMAIN),
        ] {
            let begun = Evidence::new(&domain, "example.com", Timestamp::default());
            let others = [Says("a", other), Says("z", other)];
            let mut seen = futures_executor::block_on(run_check_with_comparison(
                &domain,
                begun,
                &Says("m", chosen),
                &others,
                |_| {},
            ));
            for _ in 0..2 {
                assert_eq!(
                    seen.dns_answer(&domain.sts_name(), RecordKind::Txt).map(|answer| answer.rcode),
                    Some(counts)
                );
                seen.entries.reverse();
            }
        }
    }

    #[test]
    fn without_a_second_resolver_every_question_is_asked_once_and_every_step_reported() {
        let domain: Domain = "example.com".parse().unwrap();
        let begun = Evidence::new(&domain, "example.com", Timestamp::default());
        let mut steps = Vec::new();
        let step = |seen: &Evidence| steps.push(seen.entries.len());
        let seen = futures_executor::block_on(run_check(&domain, begun, &Named("only", 1), step));
        assert_eq!(steps, (1..=seen.entries.len()).collect::<Vec<_>>());
        let questions: BTreeSet<&Question> = seen.entries.iter().map(|entry| &entry.question).collect();
        assert_eq!(questions.len(), seen.entries.len());
        assert!(questions.contains(&Question::dns(&domain.sts_name(), RecordKind::Txt)));
    }

    #[test]
    fn an_opinion_comes_after_the_first_answer_however_quick_it_is() {
        let domain: Domain = "example.com".parse().unwrap();
        for turns in [0, 9] {
            let begun = Evidence::new(&domain, "example.com", Timestamp::default());
            let others = [Named("second", 1), Named("third", 0)];
            let seen = futures_executor::block_on(run_check_with_comparison(
                &domain,
                begun,
                &Named("first", turns),
                &others,
                |_| {},
            ));
            let question = Question::dns(&domain.sts_name(), RecordKind::Txt);
            let mut names: Vec<&Via> = seen.replies(&question).map(|reply| &reply.via).collect();
            assert_eq!(names[0], &Via::Resolver("first".into()), "{turns} turns");
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), 3, "every resolver was asked once");
            let policy = Question::Policy { domain: domain.to_string() };
            assert_eq!(seen.replies(&policy).count(), 1, "others are asked about names alone");
        }
    }
}
