//! The parsed TXT records of a check: the STS record and the TLS reporting record.

use evidence::{DnsAnswer, Evidence, RecordKind, sorted_names};
use mta_sts::{Domain, Outcome, RecordReading, Rua, TlsRptReading};

use super::{text_location::Source, texts::Texts};

/// The TXT records at `_mta-sts`.
#[derive(Debug)]
pub(crate) struct StsRecord<'a> {
    pub answer: &'a DnsAnswer,
    pub texts: Texts,
    pub reading: RecordReading,
}

/// The TXT records at `_smtp._tls`.
#[derive(Debug)]
pub(crate) struct TlsRptRecord {
    pub texts: Texts,
    pub reading: TlsRptReading,
}

impl<'a> StsRecord<'a> {
    pub fn new(domain: &Domain, seen: &'a Evidence) -> Option<Self> {
        let answer = seen.dns_answer(&domain.sts_name(), RecordKind::Txt).filter(|answer| answer.is_conclusive())?;
        let texts = Texts::from_answer(answer, Source::Record);
        Some(Self { answer, reading: RecordReading::read(texts.as_slice()), texts })
    }

    /// Returns the `id` of a valid record.
    pub fn id(&self) -> Option<&str> {
        self.reading.id()
    }

    /// Returns whether no record counts and none comes close.
    pub fn is_absent(&self) -> bool {
        self.reading.outcome == Outcome::None && self.reading.problems.is_empty()
    }
}

impl TlsRptRecord {
    pub fn new(domain: &Domain, seen: &Evidence) -> Option<Self> {
        let answer =
            seen.dns_answer(&domain.tls_rpt_name(), RecordKind::Txt).filter(|answer| answer.is_conclusive())?;
        let texts = Texts::from_answer(answer, Source::TlsRpt);
        Some(Self { reading: TlsRptReading::read(texts.as_slice()), texts })
    }

    /// Returns the hosts of `https:` report addresses.
    pub fn https_hosts(&self) -> Vec<String> {
        let hosts = self.reading.rua.iter().filter(|rua| !rua.is_mail()).filter_map(host);
        sorted_names(hosts.map(|host| host.to_string()).collect())
    }

    /// Returns the domains of `mailto:` report addresses, without the checked domain.
    pub fn mail_domains(&self, checked: &Domain) -> Vec<String> {
        let hosts = self.reading.rua.iter().filter(|rua| rua.is_mail()).filter_map(host);
        sorted_names(hosts.filter(|host| host != checked).map(|host| host.to_string()).collect())
    }
}

/// Returns the host of a report address, if it is a domain.
fn host(rua: &Rua) -> Option<Domain> {
    rua.host().parse().ok()
}
