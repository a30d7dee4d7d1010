//! The transport of the browser: DNS from a resolver, policy and mail servers from the proxy.

use std::{cell::Cell, rc::Rc, sync::Arc};

use evidence::{Answer, DnsQuestion, Outcome, Question, Reply, Transport, Unobserved, Via};

use super::{clock, dns, proxy, task};
use crate::resolver::Endpoint;

/// Function that returns whether the server probes mail servers, or `None` until that is known.
pub type OffersProbe = Rc<dyn Fn() -> Option<bool>>;

/// Transport through resolvers and the proxy. A resolver that does not answer is replaced by the next one.
#[derive(Clone)]
pub struct BrowserTransport {
    resolvers: Rc<[Endpoint]>,
    current: Rc<Cell<usize>>,
    proxy: Rc<str>,
    offers_probe: OffersProbe,
}

impl BrowserTransport {
    /// Creates a transport through these resolvers and this proxy.
    #[must_use]
    pub fn new(resolvers: Vec<Endpoint>, proxy: &str, offers_probe: OffersProbe) -> Self {
        Self { resolvers: resolvers.into(), current: Rc::new(Cell::new(0)), proxy: proxy.into(), offers_probe }
    }

    /// Returns the names of resolvers that did not answer and were replaced.
    #[must_use]
    pub fn failed_resolvers(&self) -> Vec<String> {
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
                Err(unobserved) => return (Outcome::Unobserved(unobserved), via),
            }
        }
    }

    async fn policy(&self, domain: &str) -> Result<Answer, Unobserved> {
        proxy::fetch_policy(&self.proxy, domain).await.map(|observation| Answer::Policy(Arc::new(observation)))
    }

    /// Probes a mail server, unless the page's server does not offer that.
    async fn mail(&self, domain: &str, host: &str) -> Result<Answer, Unobserved> {
        if !self.offers_probe().await? {
            return Err(Unobserved::NotOffered);
        }
        proxy::probe_mail_host(&self.proxy, domain, host).await.map(|observation| Answer::Mail(Arc::new(observation)))
    }

    async fn offers_probe(&self) -> Result<bool, Unobserved> {
        match (self.offers_probe)() {
            Some(probe) => Ok(probe),
            None => Ok(proxy::load_config(&self.proxy).await?.probe),
        }
    }

    fn by_proxy(&self, outcome: Result<Answer, Unobserved>) -> (Outcome, Via) {
        let name = self.proxy.split_once("://").map_or(&*self.proxy, |(_, host)| host);
        (outcome.map_or_else(Outcome::Unobserved, Outcome::Answer), Via::Proxy(name.to_owned()))
    }
}

impl Transport for BrowserTransport {
    async fn ask(&self, question: &Question) -> Reply {
        // A check asks many questions at once. Sending all of them takes a phone longer than one task should.
        task::next_task().await;
        let (outcome, via) = match question {
            Question::Dns(question) => self.dns(question).await,
            Question::Policy { domain } => self.by_proxy(self.policy(domain).await),
            Question::Mail { domain, host } => self.by_proxy(self.mail(domain, host).await),
        };
        Reply { outcome, via, at: clock::now() }
    }
}
