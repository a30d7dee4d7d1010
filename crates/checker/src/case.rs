//! The evidence, read: what rules look at. Built anew for every judgement; nothing in it is state.

use std::{cell::OnceCell, collections::BTreeSet, net::IpAddr};

use mta_sts::{Domain, LineIndex, Mode, Outcome as RecordOutcome, PolicyReading, RecordReading, Span, TlsRptReading};
use proxy_api::{Connect, Http, Interruption, LookedAt, PolicySighting, Stage, TlsSighting};

use crate::{
    Blind, DnsAnswer, DnsQuestion, Evidence, Outcome, Question, Rcode, RecordKind, Timestamp,
    certificate::tls_satisfies,
    coverage::Coverage,
    history::Past,
    mail_server::MailServer,
    plan::MX_LIMIT,
    repair,
    report::{Arg, Finding, Patch, Place, Source},
    rule::Rule,
};

/// One domain's evidence, as rules see it. What was not seen is `None`, and rules that need it stay quiet.
#[derive(Debug)]
pub struct Case<'a> {
    /// The policy domain.
    pub domain: &'a Domain,
    /// All that was asked and answered.
    pub seen: &'a Evidence,
    /// The moment that dates are compared with.
    pub now: Timestamp,
    /// The TXT records at `_mta-sts`, if their presence or absence is certain.
    pub(crate) record: Option<RecordCase<'a>>,
    /// The TXT records at `_smtp._tls`, likewise.
    pub(crate) tls_rpt: Option<TlsRptCase<'a>>,
    /// The policy host.
    pub(crate) host: HostCase<'a>,
    /// The policy file, if one was fetched as a sender would.
    pub(crate) policy: Option<PolicyCase<'a>>,
    /// Where mail to the domain goes.
    pub(crate) mail: Mail,
    /// MX hosts against the policy, if both are known.
    pub(crate) coverage: Option<Coverage>,
    /// The policies that earlier checks saw, the oldest first.
    pub(crate) past: Vec<Past<'a>>,
    /// The MX hosts that are looked at, in order of preference.
    pub(crate) servers: Vec<MailServer<'a>>,
    mended_policy: OnceCell<Option<Patch>>,
}

/// The TXT records at `_mta-sts`.
#[derive(Debug)]
pub(crate) struct RecordCase<'a> {
    pub answer: &'a DnsAnswer,
    pub texts: Texts,
    pub reading: RecordReading,
}

/// The TXT records at `_smtp._tls`.
#[derive(Debug)]
pub(crate) struct TlsRptCase<'a> {
    pub texts: Texts,
    pub reading: TlsRptReading,
    pub answer: &'a DnsAnswer,
}

/// The policy host, as DNS and the proxy saw it.
#[derive(Debug)]
pub(crate) struct HostCase<'a> {
    pub name: String,
    pub a: Option<&'a DnsAnswer>,
    pub aaaa: Option<&'a DnsAnswer>,
    pub sighting: Option<&'a PolicySighting>,
    pub blind: Option<&'a Blind>,
}

/// A policy file that was served with status 200 over verified TLS, within the limits.
#[derive(Debug)]
pub(crate) struct PolicyCase<'a> {
    pub body: &'a [u8],
    pub reading: PolicyReading,
    lines: LineIndex,
}

/// Where mail to the domain goes (RFC 5321 §5.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mail {
    /// The MX answer is missing, failed or filtered.
    Unknown,
    /// The domain does not exist.
    NoDomain,
    /// A null MX alone (RFC 7505).
    Null,
    /// No MX, and no address either.
    NoAddress,
    /// No MX: the domain itself is the host.
    Implicit,
    /// MX hosts, by preference; a null MX among them is left out and told apart.
    Hosts { hosts: Vec<MxHost>, with_null: bool },
}

/// One MX host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MxHost {
    pub preference: u16,
    pub name: String,
}

impl<'a> Case<'a> {
    /// Reads the evidence.
    #[must_use]
    pub fn new(domain: &'a Domain, seen: &'a Evidence) -> Self {
        let mail = mail(domain, seen);
        let host = HostCase::new(domain, seen);
        let now = seen.started;
        let policy = host.policy_body(now).map(|body| PolicyCase {
            body,
            reading: PolicyReading::read(body),
            lines: LineIndex::new(body),
        });
        let mut case = Self {
            domain,
            seen,
            now,
            record: RecordCase::new(domain, seen),
            tls_rpt: TlsRptCase::new(domain, seen),
            host,
            policy,
            mail,
            coverage: None,
            past: Past::all(seen),
            servers: Vec::new(),
            mended_policy: OnceCell::new(),
        };
        case.coverage = Coverage::of(&case);
        case.servers = case.mail_servers();
        case
    }

    /// What was seen of each MX host; nothing of one that no sender can reach, which DNS alone tells.
    fn mail_servers(&self) -> Vec<MailServer<'a>> {
        let weighed = |host: MxHost| {
            let sighting = self.seen.mail(&host.name).filter(|_| !self.is_unreachable(&host.name));
            MailServer::new(&host.name, self.domain.as_str(), sighting, self.now)
        };
        self.mx_hosts().into_iter().take(MX_LIMIT).map(weighed).collect()
    }

    /// An MX host, if it is among those that are looked at.
    pub(crate) fn server(&self, name: &str) -> Option<&MailServer<'a>> {
        self.servers.iter().find(|server| server.name == name)
    }

    /// A DNS answer whose emptiness means something.
    pub(crate) fn known(&self, name: &str, kind: RecordKind) -> Option<&'a DnsAnswer> {
        self.seen.dns(name, kind).filter(|answer| answer.is_conclusive())
    }

    /// The addresses of a name, if at least one of the two answers is known.
    pub(crate) fn addresses(&self, name: &str) -> Option<Vec<IpAddr>> {
        let answers = [RecordKind::A, RecordKind::Aaaa].map(|kind| self.known(name, kind));
        let any = answers.iter().any(Option::is_some);
        any.then(|| answers.into_iter().flatten().flat_map(DnsAnswer::addresses).collect())
    }

    /// Both address answers of a name are known, and both are empty.
    pub(crate) fn has_no_address(&self, name: &str) -> bool {
        [RecordKind::A, RecordKind::Aaaa]
            .iter()
            .all(|kind| self.known(name, *kind).is_some_and(|answer| answer.records.is_empty()))
    }

    /// No sender can connect to this MX host: it is no name, has no address, or only private ones.
    pub(crate) fn is_unreachable(&self, host: &str) -> bool {
        let private =
            |addresses: Vec<IpAddr>| !addresses.is_empty() && addresses.into_iter().all(|a| self.is_private(a));
        host.parse::<IpAddr>().is_ok() || self.has_no_address(host) || self.addresses(host).is_some_and(private)
    }

    /// The MX hosts, the implicit one included; empty where mail goes nowhere or that is unknown.
    pub(crate) fn mx_hosts(&self) -> Vec<MxHost> {
        match &self.mail {
            Mail::Hosts { hosts, .. } => hosts.clone(),
            Mail::Implicit => vec![MxHost { preference: 0, name: self.domain.to_string() }],
            Mail::Unknown | Mail::NoDomain | Mail::Null | Mail::NoAddress => Vec::new(),
        }
    }

    /// No sender gets to this address, unless this check was told that it counts as public.
    pub(crate) fn is_private(&self, address: IpAddr) -> bool {
        is_private(address) && !self.seen.allowed.iter().any(|network| network.contains(&address))
    }

    /// The domain does not exist: nothing else matters.
    pub(crate) fn is_gone(&self) -> bool {
        self.mail == Mail::NoDomain
    }

    /// Something at `_mta-sts` is, or was meant to be, an STS record.
    pub(crate) fn record_attempted(&self) -> bool {
        self.record
            .as_ref()
            .is_some_and(|record| !record.reading.candidates.is_empty() || !record.reading.problems.is_empty())
    }

    /// Whether faults of policy host and file matter: there is a record, or it is unknown, or a policy is served all the
    /// same. Without either, the domain does not use MTA-STS, and its web server is nobody's business.
    pub(crate) fn policy_matters(&self) -> bool {
        !self.is_gone() && (self.record.is_none() || self.record_attempted() || self.has_complete_policy())
    }

    /// A policy is served that a tolerant sender could apply.
    pub(crate) fn has_complete_policy(&self) -> bool {
        self.policy.as_ref().is_some_and(|policy| policy.reading.is_complete())
    }

    /// The policy, if a tolerant sender could apply it: what coverage and mode are judged by.
    pub(crate) fn complete_policy(&self) -> Option<&PolicyCase<'a>> {
        self.policy.as_ref().filter(|policy| policy.reading.is_complete())
    }

    /// The mode of a policy that a tolerant sender could apply.
    pub(crate) fn mode(&self) -> Option<Mode> {
        self.complete_policy().and_then(|policy| policy.reading.policy.mode).map(|mode| mode.value)
    }

    /// Places of one kind of objection to the policy file, as findings.
    pub(crate) fn policy_findings(&self, rule: &'static Rule, kind: mta_sts::PolicyProblem) -> Vec<Finding> {
        let Some(policy) = self.policy.as_ref().filter(|_| self.policy_matters()) else { return Vec::new() };
        let problems = policy.reading.problems.iter().filter(|problem| problem.kind == kind);
        told(
            problems,
            |problem| policy.place(problem.span),
            |problem, place| {
                let octets = problem.span.of(policy.body);
                with_problem_args(Finding::of(rule).at(place), octets, place.line, problem.expected.as_deref())
            },
        )
    }

    /// Places of one kind of objection to the STS record, as findings.
    pub(crate) fn record_findings(&self, rule: &'static Rule, kind: mta_sts::RecordProblem) -> Vec<Finding> {
        let Some(record) = self.record.as_ref().filter(|_| !self.is_gone()) else { return Vec::new() };
        let problems = record.reading.problems.iter().filter(|problem| problem.kind == kind);
        told(
            problems,
            |problem| record.texts.place(problem.record, problem.span),
            |problem, place| {
                let octets = problem.span.of(record.texts.text(problem.record));
                with_problem_args(Finding::of(rule).at(place), octets, place.line, None)
            },
        )
    }

    /// Places of one kind of objection to the TLS reporting record, as findings.
    pub(crate) fn tls_rpt_findings(&self, rule: &'static Rule, kind: mta_sts::TlsRptProblem) -> Vec<Finding> {
        let Some(record) = self.tls_rpt.as_ref().filter(|_| !self.is_gone()) else { return Vec::new() };
        let problems = record.reading.problems.iter().filter(|problem| problem.kind == kind);
        told(
            problems,
            |problem| record.texts.place(problem.record, problem.span),
            |problem, place| {
                let octets = problem.span.of(record.texts.text(problem.record));
                with_problem_args(Finding::of(rule).at(place), octets, place.line, None)
            },
        )
    }

    /// The whole policy file, put right; made once, since many findings share it.
    pub(crate) fn mended_policy(&self) -> Option<&Patch> {
        self.mended_policy.get_or_init(|| repair::policy_file(self)).as_ref()
    }
}

/// Faults of one kind that are told one by one.
const TOLD_ONE_BY_ONE: usize = 5;

/// Further places of the same fault that are kept: enough for any text that a person reads.
const FURTHER_PLACES: usize = 1_000;

/// A finding for each of the first few, and the places of the rest with the last of them: a hostile text must not become
/// a thousand times its size in findings.
pub(crate) fn told<T>(
    faults: impl Iterator<Item = T>,
    place: impl Fn(&T) -> Place,
    finding: impl Fn(&T, Place) -> Finding,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for fault in faults.take(TOLD_ONE_BY_ONE + FURTHER_PLACES) {
        let place = place(&fault);
        match findings.len() {
            TOLD_ONE_BY_ONE => findings[TOLD_ONE_BY_ONE - 1].further.push(place),
            _ => findings.push(finding(&fault, place)),
        }
    }
    findings
}

/// TXT records, joined, with their lines counted once.
#[derive(Debug)]
pub(crate) struct Texts {
    source: Source,
    joined: Vec<Vec<u8>>,
    lines: Vec<LineIndex>,
}

impl Texts {
    fn of(answer: &DnsAnswer, source: Source) -> Self {
        let joined = joined(answer);
        Self { source, lines: joined.iter().map(|text| LineIndex::new(text)).collect(), joined }
    }

    /// All of them.
    pub fn all(&self) -> &[Vec<u8>] {
        &self.joined
    }

    /// One of them; empty if there is none of that number.
    pub fn text(&self, record: usize) -> &[u8] {
        self.joined.get(record).map(Vec::as_slice).unwrap_or_default()
    }

    /// A place in one of them.
    pub fn place(&self, record: usize, span: Span) -> Place {
        let (line, column) = self.lines.get(record).map_or((1, 1), |lines| lines.line_and_column(span.start));
        Place { source: self.source, record, span, line, column }
    }

    /// All of one of them, as a place.
    pub fn whole(&self, record: usize) -> Place {
        self.place(record, Span::new(0, self.text(record).len()))
    }
}

impl PolicyCase<'_> {
    /// A place in the file.
    pub fn place(&self, span: Span) -> Place {
        let (line, column) = self.lines.line_and_column(span.start);
        Place { source: Source::Policy, record: 0, span, line, column }
    }
}

/// Characters of a foreign text that a sentence shows; the evidence has all of it.
const SHOWN: usize = 100;

/// A foreign text, short enough for a sentence.
pub(crate) fn shortened(octets: &[u8]) -> String {
    let head = String::from_utf8_lossy(&octets[..octets.len().min(4 * SHOWN + 4)]).into_owned();
    match head.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &head[..at]),
        None => head,
    }
}

/// Adds those of the usual arguments that the rule declares.
fn with_problem_args(finding: Finding, octets: &[u8], line: usize, expected: Option<&str>) -> Finding {
    let value = shortened(octets);
    let usual = [
        ("line", Arg::from(line)),
        ("count", Arg::from(octets.len())),
        ("expected", Arg::from(expected.unwrap_or_default())),
        ("value", Arg::from(value)),
    ];
    usual.into_iter().fold(
        finding,
        |finding, (name, arg)| {
            if finding.rule.args.contains(&name) { finding.with(name, arg) } else { finding }
        },
    )
}

impl<'a> RecordCase<'a> {
    fn new(domain: &Domain, seen: &'a Evidence) -> Option<Self> {
        let answer = seen.dns(&domain.sts_name(), RecordKind::Txt).filter(|answer| answer.is_conclusive())?;
        let texts = Texts::of(answer, Source::Record);
        Some(Self { answer, reading: RecordReading::read(texts.all()), texts })
    }

    /// The `id` of a valid record.
    pub fn id(&self) -> Option<&str> {
        self.reading.id()
    }

    /// No record counts, and none comes close.
    pub fn is_absent(&self) -> bool {
        self.reading.outcome == RecordOutcome::None && self.reading.problems.is_empty()
    }
}

impl<'a> TlsRptCase<'a> {
    fn new(domain: &Domain, seen: &'a Evidence) -> Option<Self> {
        let answer = seen.dns(&domain.tls_rpt_name(), RecordKind::Txt).filter(|answer| answer.is_conclusive())?;
        let texts = Texts::of(answer, Source::TlsRpt);
        Some(Self { reading: TlsRptReading::read(texts.all()), texts, answer })
    }
}

impl<'a> HostCase<'a> {
    fn new(domain: &Domain, seen: &'a Evidence) -> Self {
        let name = domain.policy_host();
        let blind = match seen.outcome(&Question::Policy { domain: domain.to_string() }) {
            Some(Outcome::Blind(blind)) => Some(blind),
            _ => None,
        };
        Self {
            a: seen.dns(&name, RecordKind::A).filter(|answer| answer.is_conclusive()),
            aaaa: seen.dns(&name, RecordKind::Aaaa).filter(|answer| answer.is_conclusive()),
            sighting: seen.policy(),
            blind,
            name,
        }
    }

    /// Where CNAME records at the policy host lead to, if anywhere.
    pub fn chain(&self) -> &'a [String] {
        let of = |answer: Option<&'a DnsAnswer>| answer.map(|answer| answer.chain.as_slice()).unwrap_or_default();
        if of(self.a).is_empty() { of(self.aaaa) } else { of(self.a) }
    }

    /// The IPv6 addresses of the policy host are unknown, but it has others: senders get there all the same.
    pub fn does_without(&self, question: &DnsQuestion) -> bool {
        let ipv6 = question.kind == RecordKind::Aaaa && question.name == self.name;
        ipv6 && self.a.is_some_and(|answer| !answer.records.is_empty())
    }

    /// DNS gives addresses of neither family, and that is certain.
    pub fn has_no_address(&self) -> bool {
        let empty = |answer: Option<&DnsAnswer>| answer.is_some_and(|answer| answer.records.is_empty());
        (empty(self.a) && empty(self.aaaa))
            || self.only_proxy_saw(&Interruption::NoAddress)
            || self.only_proxy_saw(&Interruption::NoSuchHost)
    }

    /// DNS says that the name does not exist.
    pub fn is_nxdomain(&self) -> bool {
        let gone = |answer: Option<&DnsAnswer>| answer.is_some_and(|answer| answer.rcode == Rcode::NXDOMAIN);
        (gone(self.a) && gone(self.aaaa)) || self.only_proxy_saw(&Interruption::NoSuchHost)
    }

    /// The proxy could not look, for a reason of its own: nothing follows for the domain.
    pub fn proxy_was_blind(&self) -> bool {
        let Some(sighting) = self.sighting else { return self.blind.is_some() };
        if self.speaks_only_http2() && sighting.http.is_none() {
            return true;
        }
        let no_route = |connect| matches!(connect, Connect::NoRoute | Connect::NotTried);
        match sighting.interruption {
            Some(Interruption::LookupFailed { .. } | Interruption::Timeout { stage: Stage::Resolve }) => true,
            Some(Interruption::NoSuchHost | Interruption::NoAddress) => self.dns_has_address(),
            Some(Interruption::NotConnected) => sighting.attempts.iter().all(|attempt| no_route(attempt.connect)),
            _ => false,
        }
    }

    /// DNS as seen from here gives an address.
    fn dns_has_address(&self) -> bool {
        [self.a, self.aaaa].into_iter().flatten().any(|answer| !answer.records.is_empty())
    }

    /// The proxy connected to it, whatever DNS said here.
    pub fn was_reached(&self) -> bool {
        self.sighting.is_some_and(|sighting| sighting.attempts.iter().any(|attempt| attempt.connect == Connect::Ok))
    }

    /// The proxy ended like this, and no address that was seen here speaks against it.
    fn only_proxy_saw(&self, end: &Interruption) -> bool {
        !self.dns_has_address() && self.sighting.is_some_and(|sighting| sighting.interruption.as_ref() == Some(end))
    }

    /// The server agrees on HTTP/2 alone, which the proxy does not speak; some senders do.
    pub fn speaks_only_http2(&self) -> bool {
        self.tls().is_some_and(|tls| tls.alpn.as_deref() == Some("h2"))
    }

    /// What TLS showed.
    pub fn tls(&self) -> Option<&'a TlsSighting> {
        self.sighting.and_then(|sighting| sighting.tls.as_ref())
    }

    /// What HTTP showed, if TLS was as a sender wants it: otherwise no sender gets that far.
    pub fn http(&self, now: Timestamp) -> Option<&'a Http> {
        let sighting = self.sighting?;
        let tls = sighting.tls.as_ref()?;
        let http = sighting.http.as_ref().filter(|_| tls_satisfies(tls, &self.name, now))?;
        Some(self.kept_for_browsers().unwrap_or(http))
    }

    /// The policy, where the server gives it to browsers, and refuses it to whoever does not look like one.
    pub fn kept_for_browsers(&self) -> Option<&'a Http> {
        let sighting = self.sighting?;
        let refused = sighting.http.as_ref().is_some_and(|http| http.status != 200 || is_challenge(http));
        let look = sighting.second_looks.iter().find(|look| look.at == LookedAt::AsBrowser);
        look.and_then(|look| look.http.as_ref()).filter(|http| refused && serves_policy(http))
    }

    /// Other URLs that serve a policy which a tolerant sender could apply.
    pub fn policy_elsewhere(&self) -> impl Iterator<Item = &'a str> {
        let looks = self.sighting.map(|sighting| sighting.second_looks.as_slice()).unwrap_or_default();
        looks.iter().filter_map(|look| match (&look.at, &look.http) {
            (LookedAt::Url(url), Some(http)) if serves_policy(http) => Some(url.as_str()),
            _ => None,
        })
    }

    /// The body, if a sender would read it as a policy.
    fn policy_body(&self, now: Timestamp) -> Option<&'a [u8]> {
        let http = self.http(now)?;
        let whole = self.sighting?.interruption.is_none() && !http.truncated;
        (http.status == 200 && whole && !is_challenge(http) && !is_compressed(http)).then_some(http.body.as_ref())
    }
}

/// Whether an answer is a page that wants to see a person: bot protection in front of the policy.
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

/// Whether an answer is a policy that a tolerant sender could apply.
fn serves_policy(http: &Http) -> bool {
    http.status == 200 && !http.truncated && PolicyReading::read(http.body.as_ref()).is_complete()
}

/// Whether the body is compressed, although nobody asked for that: a sender reads it octet for octet.
pub(crate) fn is_compressed(http: &Http) -> bool {
    let coding = http.header("content-encoding").unwrap_or("identity").trim();
    !coding.is_empty() && !coding.eq_ignore_ascii_case("identity")
}

/// The TXT records of an answer, the character-strings of each joined without a space (RFC 8461 §3.1).
pub(crate) fn joined(answer: &DnsAnswer) -> Vec<Vec<u8>> {
    answer.texts().map(|strings| strings.iter().flat_map(|octets| octets.0.iter().copied()).collect()).collect()
}

/// Loopback, private (RFC 1918), shared (RFC 6598), link-local, unique-local or unspecified: no sender gets there.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            let shared = a == 100 && (64..128).contains(&b);
            v4.is_loopback() || v4.is_private() || v4.is_link_local() || v4.is_unspecified() || shared
        }
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => is_private(IpAddr::V4(v4)),
            None => v6.is_loopback() || v6.is_unspecified() || v6.is_unique_local() || v6.is_unicast_link_local(),
        },
    }
}

/// MX hosts that are compared with the policy. No domain has as many on purpose.
const HOST_LIMIT: usize = 100;

fn mail(domain: &Domain, seen: &Evidence) -> Mail {
    let known = |name: &str, kind| seen.dns(name, kind).filter(|answer| answer.is_conclusive());
    let Some(answer) = known(domain.as_str(), RecordKind::Mx) else { return Mail::Unknown };
    if answer.rcode == Rcode::NXDOMAIN {
        return Mail::NoDomain;
    }
    if answer.records.is_empty() {
        let own = [RecordKind::A, RecordKind::Aaaa].map(|kind| known(domain.as_str(), kind));
        return if own.iter().flatten().any(|answer| !answer.records.is_empty()) {
            Mail::Implicit
        } else if own.iter().all(Option::is_some) {
            Mail::NoAddress
        } else {
            Mail::Unknown
        };
    }
    let of = |(preference, host): (u16, &str)| MxHost { preference, name: host.to_owned() };
    let (null, mut hosts): (Vec<MxHost>, Vec<MxHost>) = answer.exchanges().map(of).partition(|host| host.name == ".");
    hosts.sort();
    let mut known_names = BTreeSet::new();
    hosts.retain(|host| known_names.insert(host.name.clone()));
    hosts.truncate(HOST_LIMIT);
    if hosts.is_empty() { Mail::Null } else { Mail::Hosts { hosts, with_null: !null.is_empty() } }
}
