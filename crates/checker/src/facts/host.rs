//! The policy host, as DNS and the proxy saw it.

use evidence::{
    Attempt, ComparisonTarget, Connect, DnsAnswer, DnsQuestion, Evidence, Http, Interruption, Outcome, PolicyFetch,
    Question, Rcode, RecordKind, Stage, Timestamp, TlsHandshake, Unobserved,
};
use mta_sts::{Domain, PolicyReading};

use super::certificate::tls_satisfies;

/// The policy host, as DNS and the proxy saw it.
#[derive(Debug)]
pub(crate) struct PolicyHost<'a> {
    pub name: String,
    pub a: Option<&'a DnsAnswer>,
    pub aaaa: Option<&'a DnsAnswer>,
    pub observation: Option<&'a PolicyFetch>,
    pub unobserved: Option<&'a Unobserved>,
    /// The time against which the dates of its certificate are checked.
    pub observed_at: Timestamp,
}

impl<'a> PolicyHost<'a> {
    pub fn new(domain: &Domain, seen: &'a Evidence) -> Self {
        let name = domain.policy_host();
        let unobserved = match seen.outcome(&Question::Policy { domain: domain.to_string() }) {
            Some(Outcome::Unobserved(unobserved)) => Some(unobserved),
            _ => None,
        };
        let observation = seen.policy_fetch();
        Self {
            observed_at: Timestamp::observed_at(observation.and_then(|observation| observation.seen_at), seen.started),
            observation,
            a: seen.dns_answer(&name, RecordKind::A).filter(|answer| answer.is_conclusive()),
            aaaa: seen.dns_answer(&name, RecordKind::Aaaa).filter(|answer| answer.is_conclusive()),
            unobserved,
            name,
        }
    }

    /// Returns the names along the CNAME chain of the policy host, if any.
    pub fn cname_chain(&self) -> &'a [String] {
        let of = |answer: Option<&'a DnsAnswer>| answer.map(|answer| answer.chain.as_slice()).unwrap_or_default();
        if of(self.a).is_empty() { of(self.aaaa) } else { of(self.a) }
    }

    /// Returns whether senders reach the policy host without an answer to this question. It asks for the host's IPv6
    /// addresses, and the host has others.
    pub fn does_without(&self, question: &DnsQuestion) -> bool {
        let ipv6 = question.kind == RecordKind::Aaaa && question.name == self.name;
        ipv6 && self.a.is_some_and(|answer| !answer.records.is_empty())
    }

    /// Returns whether the policy host certainly has no address of either family.
    pub fn has_no_address(&self) -> bool {
        let empty = |answer: Option<&DnsAnswer>| answer.is_some_and(|answer| answer.records.is_empty());
        (empty(self.a) && empty(self.aaaa))
            || self.only_proxy_saw(&Interruption::NoAddress)
            || self.only_proxy_saw(&Interruption::NoSuchHost)
    }

    /// Returns whether DNS says that the name does not exist.
    pub fn is_nxdomain(&self) -> bool {
        let gone = |answer: Option<&DnsAnswer>| answer.is_some_and(|answer| answer.rcode == Rcode::NXDOMAIN);
        (gone(self.a) && gone(self.aaaa)) || self.only_proxy_saw(&Interruption::NoSuchHost)
    }

    /// Returns whether the proxy failed for a reason of its own, which says nothing about the domain.
    pub fn proxy_failed(&self) -> bool {
        let Some(observation) = self.observation else { return self.unobserved.is_some() };
        if self.speaks_only_http2() && observation.http.is_none() {
            return true;
        }
        match observation.interruption {
            Some(Interruption::LookupFailed { .. } | Interruption::Timeout { stage: Stage::Resolve }) => true,
            Some(Interruption::NoSuchHost | Interruption::NoAddress) => self.dns_has_address(),
            Some(Interruption::NotConnected) => was_at_a_loss(&observation.attempts),
            _ => false,
        }
    }

    /// Returns whether DNS or the proxy settles the result of a policy fetch. If no policy was seen, senders then
    /// certainly get none.
    pub fn is_known_bad(&self) -> bool {
        let looked = self.observation.is_some() && !self.proxy_failed();
        looked || (self.has_no_address() && !self.was_reached())
    }

    /// Returns whether the DNS answers of this check contain an address.
    fn dns_has_address(&self) -> bool {
        [self.a, self.aaaa].into_iter().flatten().any(|answer| !answer.records.is_empty())
    }

    /// Returns whether the proxy connected, regardless of DNS here.
    pub fn was_reached(&self) -> bool {
        self.observation
            .is_some_and(|observation| observation.attempts.iter().any(|attempt| attempt.connect == Connect::Ok))
    }

    /// Returns whether the proxy connected to it, and its resolver had addresses of this family.
    pub fn was_found_by(&self, kind: RecordKind) -> bool {
        let is_of_kind = |address: std::net::IpAddr| address.is_ipv4() == (kind == RecordKind::A);
        self.was_reached()
            && self
                .observation
                .is_some_and(|observation| observation.attempts.iter().any(|attempt| is_of_kind(attempt.address)))
    }

    /// Returns whether the proxy's fetch ended like this, and no address in the DNS answers of this check contradicts
    /// it.
    fn only_proxy_saw(&self, end: &Interruption) -> bool {
        !self.dns_has_address()
            && self.observation.is_some_and(|observation| observation.interruption.as_ref() == Some(end))
    }

    /// Returns whether the server offers HTTP/2 only, which some senders support and the proxy does not.
    pub fn speaks_only_http2(&self) -> bool {
        self.tls().is_some_and(|tls| tls.alpn.as_deref() == Some("h2"))
    }

    /// Returns the TLS handshake.
    pub fn tls(&self) -> Option<&'a TlsHandshake> {
        self.observation.and_then(|observation| observation.tls.as_ref())
    }

    /// Returns the HTTP response, if TLS satisfies senders. Otherwise no sender gets that far.
    pub fn http(&self) -> Option<&'a Http> {
        let observation = self.observation?;
        let tls = observation.tls.as_ref()?;
        let http = observation.http.as_ref().filter(|_| tls_satisfies(tls, &self.name, self.observed_at))?;
        Some(self.kept_for_browsers().unwrap_or(http))
    }

    /// Returns the response with the policy, if the server sends it to browsers and refuses it to other clients.
    pub fn kept_for_browsers(&self) -> Option<&'a Http> {
        let observation = self.observation?;
        let refused = observation.http.as_ref().is_some_and(|http| http.status != 200 || is_challenge(http));
        let comparison = observation.comparisons.iter().find(|comparison| comparison.at == ComparisonTarget::AsBrowser);
        comparison.and_then(|comparison| comparison.http.as_ref()).filter(|http| refused && serves_policy(http))
    }

    /// Returns other URLs that serve a policy which a tolerant sender could apply.
    pub fn policy_elsewhere(&self) -> impl Iterator<Item = &'a str> {
        let comparisons = self.observation.map(|observation| observation.comparisons.as_slice()).unwrap_or_default();
        comparisons.iter().filter_map(|comparison| match (&comparison.at, &comparison.http) {
            (ComparisonTarget::Url(url), Some(http)) if serves_policy(http) => Some(url.as_str()),
            _ => None,
        })
    }

    /// Returns the body, if a sender would read it as a policy.
    pub fn policy_body(&self) -> Option<&'a [u8]> {
        let http = self.http()?;
        let whole = self.observation?.interruption.is_none() && !http.truncated;
        (http.status == 200 && whole && !is_challenge(http) && !is_compressed(http)).then_some(http.body.as_ref())
    }
}

/// Returns whether the proxy had no route to any public address of the policy host. Returns false if all addresses are
/// internal.
fn was_at_a_loss(attempts: &[Attempt]) -> bool {
    let has_no_route = |attempt: &Attempt| matches!(attempt.connect, Connect::NoRoute | Connect::NotTried);
    let is_internal = |attempt: &Attempt| attempt.connect == Connect::NotPublic;
    let all_internal = !attempts.is_empty() && attempts.iter().all(is_internal);
    !all_internal && attempts.iter().all(|attempt| has_no_route(attempt) || is_internal(attempt))
}

/// Returns whether the response is a bot challenge instead of the policy.
pub(crate) fn is_challenge(http: &Http) -> bool {
    let says = |needle: &str| {
        let body = http.body.as_ref();
        body.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
    };
    let html = http.body.as_ref().trim_ascii_start().starts_with(b"<");
    let texts = ["just a moment", "captcha", "attention required", "checking your browser"];
    http.header("cf-mitigated") == Some("challenge")
        || (matches!(http.status, 200 | 403 | 429 | 503) && html && texts.iter().any(|text| says(text)))
}

/// Returns whether a response is a policy that a tolerant sender could apply.
fn serves_policy(http: &Http) -> bool {
    http.status == 200 && !http.truncated && PolicyReading::read(http.body.as_ref()).is_complete()
}

/// Returns whether the body is compressed although the request did not offer compression. Senders read the body octet
/// for octet.
pub(crate) fn is_compressed(http: &Http) -> bool {
    let coding = http.header("content-encoding").unwrap_or("identity").trim();
    !coding.is_empty() && !coding.eq_ignore_ascii_case("identity")
}

/// The `Content-Type` of a response.
pub(crate) struct MediaType {
    /// The value as sent. Repeated fields form one list (RFC 9110 §5.3).
    pub text: String,
    /// Whether several values were sent.
    pub is_repeated: bool,
    /// The first value without its parameters, in lower case. Empty without the field.
    pub kind: String,
    /// The parameter `charset`, in lower case.
    pub charset: Option<String>,
}

impl MediaType {
    pub fn new(http: &Http) -> Self {
        let fields = http.headers.iter().filter(|field| field.name == "content-type");
        let text = fields.map(|field| field.value.as_str()).collect::<Vec<_>>().join(", ");
        let (first, further) = text.split_once(',').map_or((text.as_str(), None), |(first, rest)| (first, Some(rest)));
        let mut parts = first.split(';').map(|part| part.trim().to_ascii_lowercase());
        let kind = parts.next().unwrap_or_default();
        let charset =
            parts.find_map(|part| part.strip_prefix("charset=").map(|name| name.trim_matches('"').to_owned()));
        let is_repeated = further.is_some();
        Self { text, is_repeated, kind, charset }
    }
}

/// Returns the time in milliseconds that the policy host took for TLS and HTTP. Our own look-up and other addresses do
/// not count. Without recorded stages, returns the total time.
pub(crate) fn response_time_ms(observation: &PolicyFetch) -> u64 {
    let own = |stage: &Stage| matches!(stage, Stage::Tls | Stage::Head | Stage::Body);
    let stages = observation.stages.iter().filter(|(stage, _)| own(stage));
    if observation.stages.is_empty() { observation.elapsed_ms } else { stages.map(|(_, time)| time).sum() }
}

/// Returns whether a status code is a redirect, which senders must not follow (RFC 8461 §3.3).
pub(crate) const fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}
