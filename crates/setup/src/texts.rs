//! The texts of a set-up: policy file, STS record and TLS reporting record. Our own parsers read each again.

use checker::{Delivery, Report, TlsState, patterns_for, print_policy};
use evidence::Timestamp;
use mta_sts::{
    Domain, MAX_AGE_LIMIT, Mode, MxPattern, Outcome, PolicyDraft, PolicyReading, RecordReading, TlsRptReading,
    print_record, print_tls_rpt,
};

/// What a domain wants to publish.
#[derive(Clone, Debug)]
pub struct DesiredPolicy<'a> {
    /// The mode.
    pub mode: Mode,
    /// Seconds that senders keep the policy.
    pub max_age: u64,
    /// The MX hosts or `mx` patterns. The documented pattern of a provider stands in place of its host.
    pub mx: &'a [String],
    /// Where TLS reports go: `mailto:` and `https:` addresses; empty for none.
    pub reports: &'a [String],
    /// This moment: the `id` is made of it.
    pub now: Timestamp,
}

impl DesiredPolicy<'_> {
    /// The `max_age` of a first policy, in seconds: a day. Whatever is mended reaches every sender soon.
    pub const FIRST_MAX_AGE: u64 = 86_400;
}

/// The texts of a set-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// The policy file, lines ending in LF.
    pub policy: String,
    /// The STS record.
    pub record: String,
    /// The TLS reporting record, if reports are wanted.
    pub tls_rpt: Option<String>,
}

/// Why no set-up was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextsError {
    /// No MX host is known, and the mode needs one.
    NoMx,
    /// This is no host name or `mx` pattern.
    Mx(String),
    /// This is no address for reports.
    Reports(String),
    /// `max_age` is zero or above the limit of RFC 8461 §3.2.
    MaxAge(u64),
    /// This is no DNS name for the policy host to lead to.
    Target(String),
    /// A name stands beside another target, and a CNAME record stands alone.
    TargetsMixed,
    /// The policy host, with this name, leads to itself.
    TargetIsPolicyHost(String),
}

impl TextsError {
    /// The word in identifiers.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::NoMx => "no-mx",
            Self::Mx(_) => "mx",
            Self::Reports(_) => "reports",
            Self::MaxAge(_) => "max-age",
            Self::Target(_) => "target",
            Self::TargetsMixed => "targets-mixed",
            Self::TargetIsPolicyHost(_) => "target-is-policy-host",
        }
    }
}

impl Texts {
    /// Writes the texts.
    ///
    /// # Errors
    /// A value is none that senders take.
    pub fn new(desired: &DesiredPolicy<'_>) -> Result<Self, TextsError> {
        if !(1..=MAX_AGE_LIMIT).contains(&desired.max_age) {
            return Err(TextsError::MaxAge(desired.max_age));
        }
        let draft = PolicyDraft {
            mode: Some(desired.mode),
            mx: patterns(desired.mx)?,
            max_age: Some(desired.max_age),
            ..PolicyDraft::default()
        };
        let policy = print_policy(&draft).ok_or(TextsError::NoMx)?;
        let record = print_record(&desired.now.policy_id());
        debug_assert!(RecordReading::read(&[&record]).outcome == Outcome::Valid, "{record}");
        Ok(Self { policy, record, tls_rpt: tls_rpt(desired.reports)? })
    }

    /// The policy file, read by our parser.
    #[must_use]
    pub fn reading(&self) -> PolicyReading {
        PolicyReading::read(self.policy.as_bytes())
    }
}

/// The `mx` lines, each once: a pattern as it is, a host as its provider documents it.
fn patterns(hosts: &[String]) -> Result<Vec<String>, TextsError> {
    let mut patterns: Vec<String> = Vec::new();
    for host in hosts {
        let name = host.trim().trim_end_matches('.').to_ascii_lowercase();
        MxPattern::parse(&name).map_err(|_| TextsError::Mx(host.clone()))?;
        let wanted = if name.starts_with('*') { vec![name] } else { patterns_for(&name) };
        patterns.extend(wanted);
    }
    let mut kept: Vec<String> = Vec::new();
    patterns.retain(|pattern| {
        !kept.contains(pattern) && {
            kept.push(pattern.clone());
            true
        }
    });
    Ok(patterns)
}

/// A record for all of the addresses; each must be sound alone, and they must be sound together.
fn tls_rpt(addresses: &[String]) -> Result<Option<String>, TextsError> {
    let is_sound = |text: &str| {
        let reading = TlsRptReading::read(&[text]);
        reading.outcome == Outcome::Valid && reading.problems.is_empty()
    };
    if let Some(bad) =
        addresses.iter().find(|address| address.contains([',', ';']) || !is_sound(&print_tls_rpt(address)))
    {
        return Err(TextsError::Reports(bad.clone()));
    }
    let joined = addresses.join(",");
    let record = (!addresses.is_empty()).then(|| print_tls_rpt(&joined));
    match record.as_deref().is_none_or(is_sound) {
        true => Ok(record),
        false => Err(TextsError::Reports(joined)),
    }
}

/// Why `enforce` is not offered yet: an MX host, and what it showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnforceBlock {
    /// The MX host: lower case, without the final dot.
    pub host: String,
    /// What was seen at its addresses, by WebPKI alone; [`TlsState::Valid`] only where the policy does not cover the host.
    pub tls: TlsState,
    /// Whether the planned `mx` patterns cover it.
    pub is_covered: bool,
    /// The findings behind it.
    pub because: Vec<&'static str>,
}

/// The MX hosts that did not show a valid certificate at every address; empty where `enforce` can be offered. A host that was not
/// observed counts, which is our lack and not the domain's fault. Without any MX host there is nothing to enforce.
#[must_use]
pub fn enforce_blocks(report: &Report) -> Vec<EnforceBlock> {
    report.delivery.iter().filter_map(enforce_block).collect()
}

/// Why `enforce` is not offered because of one MX host; `None` where it showed a valid certificate at every address.
#[must_use]
pub fn enforce_block(row: &Delivery) -> Option<EnforceBlock> {
    let (tls, is_covered) = (row.tls_everywhere, true);
    let block = || EnforceBlock { host: row.mx.clone(), tls, is_covered, because: row.because.clone() };
    (tls != TlsState::Valid).then(block)
}

/// The MX hosts of a check that a policy for these hosts or patterns does not cover: senders would refuse them in mode `enforce`.
///
/// # Errors
/// One of them is no host name or `mx` pattern.
pub fn uncovered_blocks(report: &Report, mx: &[String]) -> Result<Vec<EnforceBlock>, TextsError> {
    let planned: Vec<MxPattern> = patterns(mx)?.iter().filter_map(|text| MxPattern::parse(text).ok()).collect();
    let is_covered = |row: &&Delivery| planned.iter().any(|pattern| pattern.matches(&row.mx));
    let block = |row: &Delivery| EnforceBlock {
        host: row.mx.clone(),
        tls: row.tls_everywhere,
        is_covered: false,
        because: Vec::new(),
    };
    Ok(report.delivery.iter().filter(|row| !is_covered(row)).map(block).collect())
}

impl<'a> DesiredPolicy<'a> {
    /// A first policy for the MX hosts that a check saw: mode testing, kept for a day.
    #[must_use]
    pub const fn first(mx: &'a [String], reports: &'a [String], now: Timestamp) -> Self {
        Self { mode: Mode::Testing, max_age: Self::FIRST_MAX_AGE, mx, reports, now }
    }
}

/// The MX hosts of a domain, in order of preference, as a check saw them.
#[must_use]
pub fn hosts_of(report: &Report) -> Vec<String> {
    report.delivery.iter().map(|row| row.mx.clone()).collect()
}

/// The customary mailbox for TLS reports, in the domain itself: reports are delivered in spite of TLS failures (RFC 8460 §3).
#[must_use]
pub fn customary_reports(domain: &Domain) -> String {
    format!("mailto:tls-reports@{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desired<'a>(mx: &'a [String], reports: &'a [String]) -> DesiredPolicy<'a> {
        DesiredPolicy::first(mx, reports, Timestamp::from_unix(1_767_225_600))
    }

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn the_texts_of_a_set_up_are_read_without_a_problem() {
        let (mx, reports) =
            (owned(&["MX1.example.com.", "*.example.net"]), owned(&["mailto:a@example.com", "https://r.example/x"]));
        let texts = Texts::new(&desired(&mx, &reports)).unwrap();
        assert_eq!(
            texts.policy,
            "version: STSv1\nmode: testing\nmx: mx1.example.com\nmx: *.example.net\nmax_age: 86400\n"
        );
        assert_eq!(texts.record, "v=STSv1; id=20260101000000Z;");
        assert_eq!(texts.tls_rpt.as_deref(), Some("v=TLSRPTv1; rua=mailto:a@example.com,https://r.example/x;"));
        assert!(texts.reading().is_valid() && texts.reading().problems.is_empty());
    }

    #[test]
    fn the_documented_pattern_of_a_provider_stands_once() {
        let mx = owned(&["a-com.mail.protection.outlook.com", "b-com.mail.protection.outlook.com"]);
        let texts = Texts::new(&desired(&mx, &[])).unwrap();
        assert_eq!(texts.policy.matches("mx: ").count(), 1, "{}", texts.policy);
        assert_eq!(texts.tls_rpt, None);
    }

    #[test]
    fn what_no_sender_takes_is_not_written() {
        let hosts = owned(&["mx.example.com"]);
        let error = |desired: DesiredPolicy<'_>| Texts::new(&desired).unwrap_err();
        assert_eq!(error(desired(&[], &[])), TextsError::NoMx);
        for bad in ["192.0.2.1", "mx example", "*", "mx.example.com:25", "mx$(id).example.com"] {
            assert_eq!(error(desired(&owned(&[bad]), &[])), TextsError::Mx(bad.to_owned()));
        }
        for bad in ["reports@example.com", "mailto:", "mailto:a@example.com;mailto:b@example.com", "ftp://example.com"]
        {
            assert_eq!(error(desired(&hosts, &owned(&[bad]))), TextsError::Reports(bad.to_owned()), "{bad}");
        }
        assert_eq!(error(DesiredPolicy { max_age: 0, ..desired(&hosts, &[]) }), TextsError::MaxAge(0));
    }
}
