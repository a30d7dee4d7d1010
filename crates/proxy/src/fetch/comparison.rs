//! Comparison fetches, which explain the result of the main fetch (`policy-wrong-path`, `policy-wrong-host`,
//! `policy-wrong-port`, `policy-http-blocks-user-agent`, `policy-differs-by-address`). No sender makes them.
//!
//! Their URLs are a fixed list derived from the domain alone, never from a client, a response or a redirect. They go
//! through the same guard and count against the same limits. They are few, small and short, and run concurrently if
//! they go to different addresses. None delays the ordinary case of a policy that is there.

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
    connect::select_candidates,
    deadlines::COMPARISON_GRACE,
    dialer::{Connection, Dialer},
    guard::CheckedAddress,
    network::Network,
};

/// Comparison fetches to one address, made one after another.
const SEQUENTIAL_FETCHES: u32 = 2;

/// Time that comparisons may add to the main fetch.
#[cfg(test)]
pub(crate) const TOTAL_TIME: Duration =
    COMPARISON_GRACE.saturating_add(crate::deadlines::COMPARISON_TIMEOUT.saturating_mul(SEQUENTIAL_FETCHES));

/// Ports where the policy is served by mistake.
const OTHER_PORTS: [u16; 2] = [80, 8443];

/// Paths where it is published by mistake, on the right host.
const OTHER_PATHS: [&str; 3] = ["/mta-sts.txt", "/.well-known/mta-sts", "/well-known/mta-sts.txt"];

/// Host name prefixes where it is published by mistake.
const OTHER_HOSTS: [&str; 2] = ["", "www."];

/// Maximum addresses of such a host that are tried.
const MAX_COMPARED_ADDRESSES: usize = 2;

/// User-Agent of a browser.
const BROWSER_USER_AGENT: HeaderValue =
    HeaderValue::from_static("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0");

/// Makes the comparison fetches of a policy.
pub(super) struct Comparisons<'l> {
    pub(super) network: &'l Network,
    pub(super) dialer: &'l Dialer,
    pub(super) user_agent: &'l HeaderValue,
    pub(super) limit: Duration,
}

/// Connects to another address, of the other family if there is one.
pub(super) fn other_family_connection(
    first: CheckedAddress,
    others: impl Iterator<Item = (CheckedAddress, Connection)>,
) -> Option<(CheckedAddress, Connection)> {
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
    let grace = async {
        over.notified().await;
        sleep(COMPARISON_GRACE).await;
    };
    let second = async {
        tokio::select! {
            outcome = second => Some(outcome),
            () = grace => None,
        }
    };
    tokio::join!(first, second)
}

/// Returns whether a comparison of the same URL has another status or body than the main fetch.
pub(super) fn differs_from(comparison: &ComparisonFetch, observation: &PolicyFetch) -> bool {
    let shown = |http: Option<&Http>| http.map(|http| (http.status, http.body.clone()));
    shown(comparison.http.as_ref()) != shown(observation.http.as_ref())
}

/// Problem with the main fetch that comparisons may explain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FetchProblem {
    /// No address could be connected to.
    Closed,
    /// There is no policy host, or none that speaks TLS.
    NoHost,
    /// The host answered that there is no such file.
    NoFile,
    /// The host answered 401, 406 or 451, or closed the connection before the head.
    ClientRefused,
}

impl FetchProblem {
    fn from_observation(observation: &PolicyFetch) -> Option<Self> {
        match (&observation.interruption, observation.http.as_ref().map(|http| http.status)) {
            (Some(Interruption::NotConnected), _) => Some(Self::Closed),
            (Some(Interruption::NoSuchHost | Interruption::NoAddress | Interruption::NoTls), _) => Some(Self::NoHost),
            (Some(Interruption::Closed { stage: Stage::Head }), _) => Some(Self::ClientRefused),
            (None, Some(404 | 410)) => Some(Self::NoFile),
            // 403, 429 and 503 are deliberate refusals, so do not ask again as a browser.
            (None, Some(401 | 406 | 451)) => Some(Self::ClientRefused),
            _ => None,
        }
    }
}

impl Comparisons<'_> {
    /// Fetches the policy from another address of the policy host. Returns `None` after a time-out, which may be this
    /// server's fault.
    pub(super) async fn fetch_from(
        &self,
        host: &str,
        another: Option<(CheckedAddress, Connection)>,
    ) -> Option<ComparisonFetch> {
        let (address, tcp) = another?;
        let http =
            self.get(host, (address, tcp), http::Limits::POLICY, http::POLICY_FILE_PATH, self.user_agent).await.ok()?;
        Some(ComparisonFetch { at: ComparisonTarget::Address(address.address()), http })
    }

    /// Makes the comparison fetches that can explain this fetch, and keeps those with a different result.
    pub(super) async fn fetch_after(
        &self,
        domain: &Domain,
        observation: &PolicyFetch,
        tried: &[CheckedAddress],
    ) -> Vec<ComparisonFetch> {
        let connected = observation.attempts.iter().find(|attempt| attempt.connect == Connect::Ok);
        let at =
            tried.iter().copied().find(|address| connected.is_some_and(|attempt| attempt.address == address.address()));
        let fetches = self.useful_fetches(FetchProblem::from_observation(observation), domain, observation, tried, at);
        timeout(self.limit.saturating_mul(SEQUENTIAL_FETCHES), fetches).await.unwrap_or_default()
    }

    async fn useful_fetches(
        &self,
        problem: Option<FetchProblem>,
        domain: &Domain,
        observation: &PolicyFetch,
        tried: &[CheckedAddress],
        at: Option<CheckedAddress>,
    ) -> Vec<ComparisonFetch> {
        let host = domain.policy_host();
        match (problem, at) {
            (Some(FetchProblem::Closed), _) => {
                let (ports, hosts) = tokio::join!(self.try_other_ports(tried), self.fetch_other_hosts(domain));
                [ports, hosts].concat()
            }
            (Some(FetchProblem::NoHost), _) => self.fetch_other_hosts(domain).await,
            (Some(FetchProblem::NoFile), Some(at)) => {
                let (paths, hosts) = tokio::join!(self.fetch_other_paths(&host, at), self.fetch_other_hosts(domain));
                [paths, hosts].concat()
            }
            (Some(FetchProblem::ClientRefused), Some(at)) => {
                let fetched = self.fetch_as_browser(&host, at).await;
                fetched.into_iter().filter(|fetched| differs_from(fetched, observation)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Connects to other ports of one address, and records only whether a port answers.
    async fn try_other_ports(&self, tried: &[CheckedAddress]) -> Vec<ComparisonFetch> {
        let Some(address) = tried.first() else { return Vec::new() };
        let port = async |port: u16| {
            let connection = self.dialer.connect(&self.network.connector, *address, port, self.limit).await;
            connection.is_ok().then_some(ComparisonFetch { at: ComparisonTarget::Port(port), http: None })
        };
        join_all(OTHER_PORTS.map(port)).await.into_iter().flatten().collect()
    }

    /// Fetches other paths of the policy host.
    async fn fetch_other_paths(&self, host: &str, at: CheckedAddress) -> Vec<ComparisonFetch> {
        let fetches =
            OTHER_PATHS.map(async |path| policy_at(host, path, self.fetch(host, at, path, self.user_agent).await?));
        join_all(fetches).await.into_iter().flatten().collect()
    }

    /// Fetches the right path from other hosts.
    async fn fetch_other_hosts(&self, domain: &Domain) -> Vec<ComparisonFetch> {
        let fetches = OTHER_HOSTS.map(async |prefix| {
            let host = format!("{prefix}{domain}");
            let shown = timeout(self.limit, self.resolve_and_fetch(&host)).await.ok()??;
            policy_at(&host, http::POLICY_FILE_PATH, shown)
        });
        join_all(fetches).await.into_iter().flatten().collect()
    }

    async fn resolve_and_fetch(&self, host: &str) -> Option<Http> {
        let addresses = self.network.addresses(host).await.ok()?.v6_first();
        for candidate in select_candidates(&addresses, &self.network.guard, MAX_COMPARED_ADDRESSES) {
            let Some(at) = candidate.tried() else { continue };
            if let Some(shown) = self.fetch(host, at, http::POLICY_FILE_PATH, self.user_agent).await {
                return Some(shown);
            }
        }
        None
    }

    async fn fetch_as_browser(&self, host: &str, at: CheckedAddress) -> Option<ComparisonFetch> {
        let http = self.fetch(host, at, http::POLICY_FILE_PATH, &BROWSER_USER_AGENT).await;
        Some(ComparisonFetch { at: ComparisonTarget::AsBrowser, http: Some(http?) })
    }

    async fn fetch(&self, host: &str, at: CheckedAddress, path: &str, user_agent: &HeaderValue) -> Option<Http> {
        let tcp = self.connect(at).await.ok()?;
        self.get(host, (at, tcp), http::Limits::COMPARISON, path, user_agent).await.ok()?
    }

    async fn connect(&self, at: CheckedAddress) -> io::Result<Connection> {
        self.dialer.connect(&self.network.connector, at, self.network.https_port, self.limit).await
    }

    /// Makes the handshake and the request. Returns `None` unless a whole response came.
    async fn get(
        &self,
        host: &str,
        (at, tcp): (CheckedAddress, Connection),
        limits: http::Limits,
        path: &str,
        user_agent: &HeaderValue,
    ) -> Result<Option<Http>, Elapsed> {
        let request = http::build_request(&self.network.authority(host), path, user_agent);
        timeout(self.limit, async {
            let (_, stream) = self.network.handshaker.connect(host, tcp, self.limit, self.connect(at)).await;
            let mut seen = None;
            http::get(*stream?, limits, request.ok()?, &mut seen).await.ok()?;
            seen
        })
        .await
    }
}

/// Returns the comparison of another URL if that URL serves a policy. An ordinary web page explains nothing.
fn policy_at(host: &str, path: &str, http: Http) -> Option<ComparisonFetch> {
    let has_version = http.body.0.windows(5).any(|bytes| bytes.eq_ignore_ascii_case(b"STSv1"));
    let is_policy = http.status == 200 && !http.truncated && has_version;
    is_policy.then(|| ComparisonFetch { at: ComparisonTarget::Url(format!("https://{host}{path}")), http: Some(http) })
}
