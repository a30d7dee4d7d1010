//! Checks whether a message and its report come from the same organisation, as far as names show (RFC 8460 §3, §5.3).
//!
//! This proves nothing: the server that receives the message verifies signatures, not this crate.

use smol_str::SmolStr;

use crate::{NoteId, Report, file_name::domain_name};

/// The domains that the header of a message names as its sender.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MailSender {
    /// The domain of `From`.
    pub from: Option<SmolStr>,
    /// `d=` of every DKIM signature (RFC 6376 §3.5).
    pub signers: Vec<SmolStr>,
}

impl MailSender {
    /// Returns notes about what differs from the organisation of a report. If the report names no domain of its own,
    /// there are no notes.
    pub(crate) fn notes(&self, report: &Report, submitter: Option<&str>) -> impl Iterator<Item = NoteId> + use<> {
        let is_mail = self.from.is_some() || !self.signers.is_empty();
        let known = if is_mail { domains(report, submitter) } else { Vec::new() };
        let is_of = |domain: &SmolStr| known.iter().any(|known| registered(known) == registered(domain));
        let differs = |mut domains: std::slice::Iter<'_, SmolStr>| domains.len() > 0 && !domains.any(is_of);
        let from = differs(self.from.as_slice().iter()) && !known.is_empty();
        let signers = differs(self.signers.iter()) && !known.is_empty();
        [from.then_some(NoteId::FromDiffers), signers.then_some(NoteId::DkimDiffers)].into_iter().flatten()
    }
}

/// Returns the `d=` of the value of a `DKIM-Signature` field, which may be folded.
pub(crate) fn signer(signature: &str) -> Option<SmolStr> {
    let tag = |tag: &str| {
        let (name, value) = tag.split_once('=')?;
        (name.trim() == "d").then(|| value.split_ascii_whitespace().collect::<String>())
    };
    signature.split(';').find_map(tag).and_then(|domain| domain_name(&domain))
}

/// Returns the domain of a mail address.
pub(crate) fn domain_of(address: &str) -> Option<SmolStr> {
    domain_name(address.rsplit_once('@')?.1)
}

/// Returns the domains that a report and its `submitter` name for its sender.
fn domains(report: &Report, submitter: Option<&str>) -> Vec<SmolStr> {
    let contact = report.contact.as_deref().and_then(domain_of);
    let organization = report.organization.as_deref().and_then(domain_name);
    contact.into_iter().chain(submitter.map(SmolStr::from)).chain(organization).collect()
}

/// Returns the registered part of a name: two labels, or three if the second level is a registry's, as in
/// `example.co.jp`. Without a list of all registries, this may take two organisations for one.
fn registered(name: &str) -> &str {
    let starts: Vec<usize> = name.rmatch_indices('.').map(|(at, _)| at + 1).collect();
    let label = |at: usize| {
        let end = if at == 0 { name.len() } else { starts[at - 1] - 1 };
        &name[starts.get(at).copied().unwrap_or_default()..end]
    };
    let is_registry = starts.len() > 1 && label(0).len() == 2 && REGISTRIES.contains(&label(1));
    let labels = if is_registry { 3 } else { 2 };
    &name[starts.get(labels - 1).copied().unwrap_or_default()..]
}

/// Second-level labels of registries under country-code domains.
const REGISTRIES: [&str; 12] = ["ac", "co", "com", "edu", "go", "gov", "gr", "lg", "ne", "net", "or", "org"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registered_part_has_two_labels_or_three() {
        for (name, part) in [
            ("mail.kestrel.test", "kestrel.test"),
            ("kestrel.test", "kestrel.test"),
            ("out.mail.kestrel.co.jp", "kestrel.co.jp"),
            ("co.jp", "co.jp"),
            ("a.kestrel.de", "kestrel.de"),
            ("test", "test"),
        ] {
            assert_eq!(registered(name), part, "{name}");
        }
    }

    #[test]
    fn the_signer_is_read_however_the_field_is_folded() {
        for (value, domain) in [
            (" v=1; a=rsa-sha256; d=kestrel.test; s=tlsrpt", Some("kestrel.test")),
            ("v=1;\r\n\td = kes\r\n trel.test;bh=d=", Some("kestrel.test")),
            ("v=1; dd=x.test", None),
            ("", None),
        ] {
            assert_eq!(signer(value).as_deref(), domain, "{value:?}");
        }
    }
}
