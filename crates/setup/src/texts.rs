//! The texts of a set-up: policy file, STS record and TLS reporting record. The project's own parsers verify each.

use checker::{Delivery, Report, TlsState, patterns_for, print_policy};
use evidence::Timestamp;
use mta_sts::{
    Domain, MAX_AGE_LIMIT, Mode, MxPattern, Outcome, PolicyDraft, PolicyReading, RecordReading, TlsRptReading,
    print_record, print_tls_rpt,
};

/// The policy that a domain wants to publish.
#[derive(Clone, Debug)]
pub struct DesiredPolicy<'a> {
    /// The mode.
    pub mode: Mode,
    /// Policy lifetime at senders, in seconds.
    pub max_age: u64,
    /// The MX hosts or `mx` patterns. A provider's documented pattern replaces its host.
    pub mx: &'a [String],
    /// The addresses for TLS reports, `mailto:` or `https:`; empty for none.
    pub reports: &'a [String],
    /// The current time, from which the `id` is derived.
    pub now: Timestamp,
}

impl DesiredPolicy<'_> {
    /// The `max_age` of a first policy, in seconds: one day. Fixes reach every sender soon.
    pub const FIRST_MAX_AGE: u64 = 86_400;
}

/// The texts of a set-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// The policy file, with LF line endings.
    pub policy: String,
    /// The STS record.
    pub record: String,
    /// The TLS reporting record, if reports are wanted.
    pub tls_rpt: Option<String>,
}

/// The reason why no set-up was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextsError {
    /// The mode needs an MX host, and none is known.
    NoMx,
    /// Not a valid host name or `mx` pattern.
    Mx(String),
    /// Not a valid address for reports.
    Reports(String),
    /// A `max_age` of zero or above the limit of RFC 8461 §3.2.
    MaxAge(u64),
    /// Not a valid DNS name for the policy host's target.
    Target(String),
    /// A name beside another target. A CNAME record must be alone.
    TargetsMixed,
    /// A target that is the policy host itself, which has this name.
    TargetIsPolicyHost(String),
}

impl TextsError {
    /// The name used in identifiers.
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
    /// A value that senders do not accept.
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

    /// Parses the policy file.
    #[must_use]
    pub fn reading(&self) -> PolicyReading {
        PolicyReading::read(self.policy.as_bytes())
    }
}

/// Returns the `mx` lines without duplicates. Patterns stay as they are; a host becomes its provider's documented pattern.
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

/// Returns a record for all addresses. Each must be valid alone, and all must be valid together.
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

/// The reason not to offer `enforce` yet: an MX host and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnforceBlock {
    /// The MX host, in lower case without the final dot.
    pub host: String,
    /// The TLS state at its addresses, by WebPKI alone. [`TlsState::Valid`] only if the policy does not cover the host.
    pub tls: TlsState,
    /// Whether the planned `mx` patterns cover it.
    pub is_covered: bool,
    /// Ids of the underlying findings.
    pub because: Vec<&'static str>,
}

/// Returns the MX hosts without a valid certificate at every address; empty if `enforce` can be offered. A host that was not
/// observed counts, although that is not the domain's fault. Without any MX host there is nothing to enforce.
#[must_use]
pub fn enforce_blocks(report: &Report) -> Vec<EnforceBlock> {
    report.delivery.iter().filter_map(enforce_block).collect()
}

/// Returns the reason not to offer `enforce` for one MX host. Returns `None` if it has a valid certificate at every address.
#[must_use]
pub fn enforce_block(row: &Delivery) -> Option<EnforceBlock> {
    let (tls, is_covered) = (row.tls_everywhere, true);
    let block = || EnforceBlock { host: row.mx.clone(), tls, is_covered, because: row.because.clone() };
    (tls != TlsState::Valid).then(block)
}

/// Returns the MX hosts of a check that a policy for these hosts or patterns does not cover. Senders would reject them in mode
/// `enforce`.
///
/// # Errors
/// One of them is not a valid host name or `mx` pattern.
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
    /// Returns a first policy for the MX hosts of a check: mode testing, kept for one day.
    #[must_use]
    pub const fn first(mx: &'a [String], reports: &'a [String], now: Timestamp) -> Self {
        Self { mode: Mode::Testing, max_age: Self::FIRST_MAX_AGE, mx, reports, now }
    }
}

/// Returns the MX hosts of a checked domain, in order of preference.
#[must_use]
pub fn observed_mx_hosts(report: &Report) -> Vec<String> {
    report.delivery.iter().map(|row| row.mx.clone()).collect()
}

/// Returns the customary mailbox for TLS reports, in the domain itself. Reports are delivered despite TLS failures (RFC 8460
/// §3).
#[must_use]
pub fn default_report_address(domain: &Domain) -> String {
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
    fn the_documented_pattern_of_a_provider_is_written_once() {
        let mx = owned(&["a-com.mail.protection.outlook.com", "b-com.mail.protection.outlook.com"]);
        let texts = Texts::new(&desired(&mx, &[])).unwrap();
        assert_eq!(texts.policy.matches("mx: ").count(), 1, "{}", texts.policy);
        assert_eq!(texts.tls_rpt, None);
    }

    #[test]
    fn values_that_no_sender_accepts_are_not_written() {
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
