//! The live state, as seen by a look-up.

use checker::{Report, judge_without_texts};
use evidence::{Evidence, RecordKind, Timestamp};
use mta_sts::{Domain, Outcome, TlsRptReading};
use setup::{Issuance, Panel, panel_by_name_servers};

use super::actions::Zone;
use crate::shared::Shared;

/// The live state of a domain.
#[derive(Clone, Debug, PartialEq)]
pub struct Live {
    /// The domain.
    pub domain: Domain,
    /// The evidence of the look-up.
    pub evidence: Shared<Evidence>,
    /// The report of the check.
    pub report: Shared<Report>,
    /// The zone that holds the domain, or the domain itself if the zone was not seen. Panels take names relative to their zone.
    pub zone: Domain,
    /// The name servers of the zone; empty if they were not seen.
    pub name_servers: Vec<String>,
}

impl Live {
    /// Builds the live state from a look-up.
    #[must_use]
    pub fn from_look_up(domain: Domain, evidence: Shared<Evidence>, (zone, name_servers): Zone) -> Self {
        let zone = zone.parse().unwrap_or_else(|_| domain.clone());
        let report = Shared::new(judge_without_texts(&domain, &evidence));
        Self { domain, evidence, report, zone, name_servers }
    }

    /// Returns the live state with the history of an earlier look-up. Senders may still have the policy seen then.
    #[must_use]
    pub fn with_earlier_history(self, earlier: &Self) -> Self {
        let evidence = checker::with_earlier_history((*self.evidence).clone(), &earlier.evidence);
        Self::from_look_up(self.domain, Shared::new(evidence), (self.zone.to_string(), self.name_servers))
    }

    /// Returns the time of the look-up.
    #[must_use]
    pub fn seen_at(&self) -> Timestamp {
        self.evidence.started
    }

    /// Returns the TLS reporting record, if a usable one is published.
    #[must_use]
    pub fn report_record(&self) -> Option<String> {
        let answer = self.evidence.dns_answer(&self.domain.tls_rpt_name(), RecordKind::Txt)?;
        let texts: Vec<Vec<u8>> =
            answer.texts().map(|strings| strings.iter().flat_map(|part| part.0.iter().copied()).collect()).collect();
        let is_valid = |text: &&Vec<u8>| TlsRptReading::read(&[text]).outcome == Outcome::Valid;
        let is_alone = TlsRptReading::read(&texts).outcome == Outcome::Valid;
        texts.iter().find(is_valid).filter(|_| is_alone).map(|text| String::from_utf8_lossy(text).into_owned())
    }

    /// Returns whether the look-up of the reporting record got an answer.
    #[must_use]
    pub fn saw_report_record(&self) -> bool {
        let answer = self.evidence.dns_answer(&self.domain.tls_rpt_name(), RecordKind::Txt);
        answer.is_some_and(evidence::DnsAnswer::is_conclusive)
    }

    /// Returns the authorities that the CAA records allow for the policy host.
    #[must_use]
    pub fn issuance(&self) -> Issuance {
        Issuance::from_evidence(&self.domain, &self.evidence)
    }

    /// Returns the DNS panel that the name servers belong to.
    #[must_use]
    pub fn panel(&self) -> Option<&'static Panel> {
        panel_by_name_servers(&self.name_servers)
    }
}
