//! Comparison fetches, which tell why the fetch of the policy gave what it gave (`policy-wrong-path`, `policy-wrong-host`,
//! `policy-wrong-port`, `policy-http-blocks-user-agent`, `policy-differs-by-address`). No sender makes them.
//!
//! Where they go is a fixed list, made of the domain alone: never what a client, an answer or a redirect says. They go through the
//! same guard and count against the same limits, are few, small and short, and run side by side as far as they go to different
//! addresses. None delays the ordinary case of a policy that is there.

use std::{future::Future, io, time::Duration};

use evidence::{ComparisonFetch, ComparisonTarget, Connect, Http, Interruption, PolicyFetch, Stage};
use futures_util::future::join_all;
use hyper::header::HeaderValue;
use mta_sts::Domain;
use tokio::{
    sync::Notify,
    time::{error::Elapsed, sleep, timeout},
};

use super::http;
use crate::{
    connect::candidates,
    dialer::{Connection, Dialer},
    guard::Checked,
    network::Network,
};

/// Time for a comparison fetch from its connection to its last byte.
pub(super) const LIMIT: Duration = Duration::from_secs(5);

/// Time that a comparison still has once the fetch that counts has ended.
const GRACE_AFTER_FETCH: Duration = Duration::from_secs(1);

/// Comparison fetches that may wait for each other, since they go to one address.
const IN_TURN: u32 = 2;

/// Time that comparisons may add to the fetch that counts.
#[cfg(test)]
pub(crate) const TIME: Duration = GRACE_AFTER_FETCH.saturating_add(LIMIT.saturating_mul(IN_TURN));

/// Ports where the policy is served by mistake.
const OTHER_PORTS: [u16; 2] = [80, 8443];

/// Paths where it is put by mistake, on the right host.
const OTHER_PATHS: [&str; 3] = ["/mta-sts.txt", "/.well-known/mta-sts", "/well-known/mta-sts.txt"];

/// Hosts where it is put by mistake, before the domain.
const OTHER_HOSTS: [&str; 2] = ["", "www."];

/// Addresses of such a host that are tried at most.
const MAX_COMPARED_ADDRESSES: usize = 2;

/// A browser's User-Agent.
const BROWSER: HeaderValue =
    HeaderValue::from_static("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0");

/// Makes comparison fetches of a policy.
pub(super) struct Comparisons<'l> {
    pub(super) network: &'l Network,
    pub(super) dialer: &'l Dialer,
    pub(super) user_agent: &'l HeaderValue,
    pub(super) limit: Duration,
}

/// A connection to another address, of the other family if there is one.
pub(super) fn other_family_connection(
    first: Checked,
    others: impl Iterator<Item = (Checked, Connection)>,
) -> Option<(Checked, Connection)> {
    let is_v4 = first.address().is_ipv4();
    let (mut other, mut same): (Vec<_>, Vec<_>) = others.partition(|(address, _)| address.address().is_ipv4() != is_v4);
    other.drain(..).next().or_else(|| same.drain(..).next())
}

/// Runs the fetch and a comparison. The comparison gets one more second once the fetch ends.
pub(super) async fn run_with_comparison<A, B>(
    first: impl Future<Output = A>,
    second: impl Future<Output = B>,
) -> (A, Option<B>) {
    let over = Notify::new();
    let first = async {
        let outcome = first.await;
        over.notify_one();
        outcome
    };
    let patience = async {
        over.notified().await;
        sleep(GRACE_AFTER_FETCH).await;
    };
    let second = async {
        tokio::select! {
            outcome = second => Some(outcome),
            () = patience => None,
        }
    };
    tokio::join!(first, second)
}

/// Whether a comparison of the same file has another status or another body than the fetch that counts.
pub(super) fn differs_from(look: &ComparisonFetch, observation: &PolicyFetch) -> bool {
    let shown = |http: Option<&Http>| http.map(|http| (http.status, http.body.clone()));
    shown(look.http.as_ref()) != shown(observation.http.as_ref())
}

/// What is wrong with the fetch that counts, as far as comparisons can tell more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FetchProblem {
    /// No address could be connected to.
    Closed,
    /// There is no policy host, or none that TLS can be spoken with.
    NoHost,
    /// The host says that there is no such file.
    NoFile,
    /// The host answered 401, 406 or 451, or closed the connection before the head.
    ClientRefused,
}

impl FetchProblem {
    fn of(observation: &PolicyFetch) -> Option<Self> {
        match (&observation.interruption, observation.http.as_ref().map(|http| http.status)) {
            (Some(Interruption::NotConnected), _) => Some(Self::Closed),
            (Some(Interruption::NoSuchHost | Interruption::NoAddress | Interruption::NoTls), _) => Some(Self::NoHost),
            (Some(Interruption::Closed { stage: Stage::Head }), _) => Some(Self::ClientRefused),
            (None, Some(404 | 410)) => Some(Self::NoFile),
            // A host that answers 403, 429 or 503 refuses, and is not asked again as a browser.
            (None, Some(401 | 406 | 451)) => Some(Self::ClientRefused),
            _ => None,
        }
    }
}

impl Comparisons<'_> {
    /// At another address of the policy host. `None` where it took too long: that may be us.
    pub(super) async fn at(&self, host: &str, another: Option<(Checked, Connection)>) -> Option<ComparisonFetch> {
        let (address, tcp) = another?;
        let http = self.get(host, (address, tcp), http::Limits::POLICY, http::PATH, self.user_agent).await.ok()?;
        Some(ComparisonFetch { at: ComparisonTarget::Address(address.address()), http })
    }

    /// The comparisons that are worth making after this fetch, as far as they show something else.
    pub(super) async fn after(
        &self,
        domain: &Domain,
        observation: &PolicyFetch,
        tried: &[Checked],
    ) -> Vec<ComparisonFetch> {
        let connected = observation.attempts.iter().find(|attempt| attempt.connect == Connect::Ok);
        let at =
            tried.iter().copied().find(|address| connected.is_some_and(|attempt| attempt.address == address.address()));
        let looks = self.worth_it(FetchProblem::of(observation), domain, observation, tried, at);
        timeout(self.limit.saturating_mul(IN_TURN), looks).await.unwrap_or_default()
    }

    async fn worth_it(
        &self,
        trouble: Option<FetchProblem>,
        domain: &Domain,
        observation: &PolicyFetch,
        tried: &[Checked],
        at: Option<Checked>,
    ) -> Vec<ComparisonFetch> {
        let host = domain.policy_host();
        match (trouble, at) {
            (Some(FetchProblem::Closed), _) => {
                let (ports, hosts) = tokio::join!(self.ports(tried), self.hosts(domain));
                [ports, hosts].concat()
            }
            (Some(FetchProblem::NoHost), _) => self.hosts(domain).await,
            (Some(FetchProblem::NoFile), Some(at)) => {
                let (paths, hosts) = tokio::join!(self.paths(&host, at), self.hosts(domain));
                [paths, hosts].concat()
            }
            (Some(FetchProblem::ClientRefused), Some(at)) => {
                let look = self.as_browser(&host, at).await;
                look.into_iter().filter(|look| differs_from(look, observation)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Other ports of one address, of which it is only told that one connected.
    async fn ports(&self, tried: &[Checked]) -> Vec<ComparisonFetch> {
        let Some(address) = tried.first() else { return Vec::new() };
        let port = async |port: u16| {
            let connection = self.dialer.connect(&self.network.dial, *address, port, self.limit).await;
            connection.is_ok().then_some(ComparisonFetch { at: ComparisonTarget::Port(port), http: None })
        };
        join_all(OTHER_PORTS.map(port)).await.into_iter().flatten().collect()
    }

    /// Other paths of the policy host.
    async fn paths(&self, host: &str, at: Checked) -> Vec<ComparisonFetch> {
        let looks =
            OTHER_PATHS.map(async |path| policy_at(host, path, self.visit(host, at, path, self.user_agent).await?));
        join_all(looks).await.into_iter().flatten().collect()
    }

    /// The right path of other hosts.
    async fn hosts(&self, domain: &Domain) -> Vec<ComparisonFetch> {
        let looks = OTHER_HOSTS.map(async |prefix| {
            let host = format!("{prefix}{domain}");
            let shown = timeout(self.limit, self.resolve_and_visit(&host)).await.ok()??;
            policy_at(&host, http::PATH, shown)
        });
        join_all(looks).await.into_iter().flatten().collect()
    }

    async fn resolve_and_visit(&self, host: &str) -> Option<Http> {
        let addresses = self.network.addresses(host).await.ok()?.v6_first();
        for candidate in candidates(&addresses, &self.network.guard, MAX_COMPARED_ADDRESSES) {
            let Some(at) = candidate.tried() else { continue };
            if let Some(shown) = self.visit(host, at, http::PATH, self.user_agent).await {
                return Some(shown);
            }
        }
        None
    }

    async fn as_browser(&self, host: &str, at: Checked) -> Option<ComparisonFetch> {
        let http = self.visit(host, at, http::PATH, &BROWSER).await;
        Some(ComparisonFetch { at: ComparisonTarget::AsBrowser, http: Some(http?) })
    }

    async fn visit(&self, host: &str, at: Checked, path: &str, user_agent: &HeaderValue) -> Option<Http> {
        let tcp = self.connect(at).await.ok()?;
        self.get(host, (at, tcp), http::Limits::ELSEWHERE, path, user_agent).await.ok()?
    }

    async fn connect(&self, at: Checked) -> io::Result<Connection> {
        self.dialer.connect(&self.network.dial, at, self.network.https_port, self.limit).await
    }

    /// Handshake and answer; no answer, where none came whole.
    async fn get(
        &self,
        host: &str,
        (at, tcp): (Checked, Connection),
        limits: http::Limits,
        path: &str,
        user_agent: &HeaderValue,
    ) -> Result<Option<Http>, Elapsed> {
        let request = http::request(&self.network.authority(host), path, user_agent);
        timeout(self.limit, async {
            let (_, stream) = self.network.handshaker.connect(host, tcp, self.limit, self.connect(at)).await;
            let mut seen = None;
            http::get(*stream?, limits, request.ok()?, &mut seen).await.ok()?;
            seen
        })
        .await
    }
}

/// Another URL is worth telling of where it serves what looks like a policy; a page of the web site tells nothing.
fn policy_at(host: &str, path: &str, http: Http) -> Option<ComparisonFetch> {
    let has_version = http.body.0.windows(5).any(|octets| octets.eq_ignore_ascii_case(b"STSv1"));
    let is_policy = http.status == 200 && !http.truncated && has_version;
    is_policy.then(|| ComparisonFetch { at: ComparisonTarget::Url(format!("https://{host}{path}")), http: Some(http) })
}
