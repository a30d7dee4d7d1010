//! What is live, as a look-up saw it.

use checker::{Report, judge};
use evidence::{Evidence, RecordKind, Timestamp};
use mta_sts::{Domain, Outcome, TlsRptReading};
use setup::{Issuance, Panel, panel_of};

use super::actions::Zone;
use crate::shared::Shared;

/// What is live.
#[derive(Clone, Debug, PartialEq)]
pub struct Live {
    /// The domain.
    pub domain: Domain,
    /// All that was asked and answered.
    pub evidence: Shared<Evidence>,
    /// What the check amounts to.
    pub report: Shared<Report>,
    /// The zone that holds it; the domain itself, where that was not seen. Panels take names below their zone.
    pub zone: Domain,
    /// The name servers of the zone; empty where they were not seen.
    pub name_servers: Vec<String>,
}

impl Live {
    /// What a look-up amounts to.
    #[must_use]
    pub fn seen(domain: Domain, evidence: Shared<Evidence>, (zone, name_servers): Zone) -> Self {
        let zone = zone.parse().unwrap_or_else(|_| domain.clone());
        let report = Shared::new(judge(&domain, &evidence));
        Self { domain, evidence, report, zone, name_servers }
    }

    /// The same, with what an earlier look-up of the domain saw: senders may still have that policy.
    #[must_use]
    pub fn after(self, earlier: &Self) -> Self {
        let evidence = checker::with_earlier_history((*self.evidence).clone(), &earlier.evidence);
        Self::seen(self.domain, Shared::new(evidence), (self.zone.to_string(), self.name_servers))
    }

    /// When it was seen.
    #[must_use]
    pub fn seen_at(&self) -> Timestamp {
        self.evidence.started
    }

    /// The TLS reporting record, if one that senders use is published.
    #[must_use]
    pub fn report_record(&self) -> Option<String> {
        let answer = self.evidence.dns_answer(&self.domain.tls_rpt_name(), RecordKind::Txt)?;
        let texts: Vec<Vec<u8>> =
            answer.texts().map(|strings| strings.iter().flat_map(|part| part.0.iter().copied()).collect()).collect();
        let is_valid = |text: &&Vec<u8>| TlsRptReading::read(&[text]).outcome == Outcome::Valid;
        let is_alone = TlsRptReading::read(&texts).outcome == Outcome::Valid;
        texts.iter().find(is_valid).filter(|_| is_alone).map(|text| String::from_utf8_lossy(text).into_owned())
    }

    /// Whether the name of the reporting record was answered for.
    #[must_use]
    pub fn saw_reports(&self) -> bool {
        let answer = self.evidence.dns_answer(&self.domain.tls_rpt_name(), RecordKind::Txt);
        answer.is_some_and(evidence::DnsAnswer::is_conclusive)
    }

    /// Who may issue a certificate for the policy host, by the CAA records.
    #[must_use]
    pub fn issuance(&self) -> Issuance {
        Issuance::from_evidence(&self.domain, &self.evidence)
    }

    /// The DNS panel that the name servers belong to.
    #[must_use]
    pub fn panel(&self) -> Option<&'static Panel> {
        panel_of(&self.name_servers)
    }
}
