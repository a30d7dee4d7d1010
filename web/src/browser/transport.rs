//! The browser as a way to get answers: DNS from a resolver, the policy from the proxy.

use std::{cell::Cell, rc::Rc};

use checker::{Answer, Blind, DnsQuestion, Outcome, Question, Reply, Transport, Via};

use super::{clock, dns, proxy};
use crate::resolver::Endpoint;

/// Asks resolvers and the proxy. Where there are several resolvers, one that does not answer is left for the next.
#[derive(Clone, Debug)]
pub struct Browser {
    resolvers: Rc<[Endpoint]>,
    current: Rc<Cell<usize>>,
    proxy: Rc<str>,
}

impl Browser {
    /// A way through these resolvers and this proxy.
    #[must_use]
    pub fn new(resolvers: Vec<Endpoint>, proxy: &str) -> Self {
        Self { resolvers: resolvers.into(), current: Rc::new(Cell::new(0)), proxy: proxy.into() }
    }

    /// The resolvers that did not answer and were left.
    #[must_use]
    pub fn silent(&self) -> Vec<String> {
        self.resolvers.iter().take(self.current.get()).map(|endpoint| endpoint.name.clone()).collect()
    }

    async fn dns(&self, question: &DnsQuestion) -> (Outcome, Via) {
        loop {
            let at = self.current.get();
            let endpoint = &self.resolvers[at];
            let via = Via::Resolver(endpoint.name.clone());
            match dns::ask(endpoint, question).await {
                Ok(answer) => return (Outcome::Answer(Answer::Dns(answer)), via),
                Err(_) if at + 1 < self.resolvers.len() => self.current.set(self.current.get().max(at + 1)),
                Err(blind) => return (Outcome::Blind(blind), via),
            }
        }
    }

    async fn policy(&self, domain: &str) -> (Outcome, Via) {
        let outcome = match proxy::policy(&self.proxy, domain).await {
            Ok(sighting) => Outcome::Answer(Answer::Policy(Box::new(sighting))),
            Err(blind) => Outcome::Blind(blind),
        };
        (outcome, self.via_proxy())
    }

    fn via_proxy(&self) -> Via {
        Via::Proxy(self.proxy.split_once("://").map_or(&*self.proxy, |(_, host)| host).to_owned())
    }
}

impl Transport for Browser {
    async fn ask(&self, question: &Question) -> Reply {
        let (outcome, via) = match question {
            Question::Dns(question) => self.dns(question).await,
            Question::Policy { domain } => self.policy(domain).await,
            Question::Mail { .. } => (Outcome::Blind(Blind::NotOffered), self.via_proxy()),
        };
        Reply { outcome, via, at: clock::now() }
    }
}
