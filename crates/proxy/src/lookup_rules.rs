//! Names that clients may look up: only those of the public DNS that a check needs.
//!
//! An operator's resolver often knows internal names (`db.corp.internal`, `printer.local`, `wpad`).

use evidence::{DnsAnswer, DnsQuestion, RecordKind, TXT_LABELS};

use crate::{
    dns::{canonical_suffix, is_under},
    settings::Settings,
};

/// Top-level domain that is special-use (RFC 6761 and its registry), yet ordinary to a resolver (§6.5).
const DOCUMENTATION: &str = "example";

/// Prefix of the TLSA records of mail servers (RFC 7672 §2.1.3).
const TLSA_PREFIX: &str = "_25._tcp.";

/// Text reported instead of an answer that CNAME records lead out of the public DNS.
pub(crate) const LEADS_OUTSIDE: &str = "CNAME records lead to a name outside the public DNS";

/// Rules for the names that may be looked up.
#[derive(Clone, Debug, Default)]
pub(crate) struct LookupRules {
    /// Top-level domain of the laboratory.
    lab: Option<String>,
    /// Whether non-public names may be looked up, since the operator opened an internal network.
    internal: bool,
}

impl Settings {
    /// Returns the rules for the names that clients may look up.
    pub(crate) fn lookup_rules(&self) -> LookupRules {
        let lab = self.lab.as_ref().map(|lab| lab.suffix.as_str());
        LookupRules::new(lab, self.open || !self.allow_net.is_empty())
    }
}

impl LookupRules {
    pub(crate) fn new(lab: Option<&str>, internal: bool) -> Self {
        Self { lab: lab.map(canonical_suffix), internal }
    }

    /// Returns whether a name may be looked up: one of the public DNS or of the laboratory, or any if an internal network
    /// is open.
    pub(crate) fn may_be_looked_up(&self, name: &str) -> bool {
        self.internal || is_public(name) || self.is_lab_name(name)
    }

    /// Returns whether CNAME records lead from a name to one that may not be looked up. Anybody can publish such a CNAME,
    /// and the operator's resolver follows it into internal zones.
    pub(crate) fn leads_outside(&self, name: &str, answer: &DnsAnswer) -> bool {
        let is_restricted = !self.internal && !self.is_lab_name(name);
        is_restricted && !answer.chain.iter().all(|alias| is_public(alias))
    }

    /// Returns whether this is a name of the laboratory.
    pub(crate) fn is_lab_name(&self, name: &str) -> bool {
        self.lab.as_ref().is_some_and(|lab| is_under(name, lab))
    }
}

/// Returns whether a check or a set-up asks such a question.
pub(crate) fn is_check_question(question: &DnsQuestion) -> bool {
    let name = evidence::canonical_name(&question.name);
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
        return false;
    }
    let mut special = name.split('.').filter(|label| label.starts_with('_'));
    match question.kind {
        RecordKind::Txt => special.all(|label| TXT_LABELS.contains(&label)),
        RecordKind::Tlsa => name.starts_with(TLSA_PREFIX),
        RecordKind::Caa | RecordKind::Mx | RecordKind::Ns => special.next().is_none(),
        // MX hosts may have such labels.
        RecordKind::A | RecordKind::Aaaa => true,
    }
}

/// Returns whether a name is below an existing top-level domain, by the Public Suffix List. `arpa` and `onion` hold no
/// mail domains.
fn is_public(name: &str) -> bool {
    let name = evidence::canonical_name(name);
    let Some((_, top)) = name.rsplit_once('.') else { return false };
    let is_known = || psl::suffix(name.as_bytes()).is_some_and(|suffix| suffix.is_known());
    top == DOCUMENTATION || (!["arpa", "onion"].contains(&top) && is_known())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn internal_names_are_distinguished_from_public_ones() {
        let cases = [
            ("example.com", true),
            ("_mta-sts.example.co.uk.", true),
            ("MX.Example.NET", true),
            ("a.example", true),
            ("xn--bcher-kva.example", true),
            ("mail.example.xn--p1ai", true),
            ("wpad", false),
            ("localhost", false),
            ("com", false),
            ("printer.local", false),
            ("db.corp.internal", false),
            ("router.lan", false),
            ("host.home.arpa", false),
            ("1.0.0.10.in-addr.arpa", false),
            ("good.test", false),
            ("a.invalid", false),
            ("a.localhost", false),
            ("abc.onion", false),
            ("a.alt", false),
            ("server.corp", false),
            ("", false),
            (".", false),
        ];
        for (name, public) in cases {
            assert_eq!(LookupRules::default().may_be_looked_up(name), public, "{name:?}");
        }
    }

    #[test]
    fn a_laboratory_and_an_open_network_have_names_of_their_own() {
        let lab = LookupRules::new(Some("test"), false);
        assert!(lab.may_be_looked_up("good.test") && !lab.may_be_looked_up("printer.local"));
        assert!(LookupRules::new(None, true).may_be_looked_up("printer.local"));
    }

    #[test]
    fn an_alias_may_lead_to_public_names_only() {
        let cases: [(&[&str], bool); 7] = [
            (&[], false),
            (&["mta-sts.provider.example"], false),
            (&["a.example.net", "b.example.org"], false),
            (&["a.example.net", "db.corp.internal"], true),
            (&["wpad"], true),
            (&["good.test"], true),
            (&["printer.local", "public.example.net"], true),
        ];
        for (chain, outside) in cases {
            let chain = chain.iter().map(|name| (*name).to_owned()).collect();
            let answer = DnsAnswer { chain, ..DnsAnswer::default() };
            for rules in [LookupRules::default(), LookupRules::new(Some("test"), false)] {
                assert_eq!(rules.leads_outside("_mta-sts.example.com", &answer), outside, "{:?}", answer.chain);
            }
            assert!(!LookupRules::new(None, true).leads_outside("example.com", &answer));
            assert!(!LookupRules::new(Some("test"), false).leads_outside("a.test", &answer));
        }
    }

    #[test]
    fn only_questions_of_a_check_are_asked() {
        let cases = [
            ("_mta-sts.example.com", RecordKind::Txt, true),
            ("_mta-sts.a\\000b.example.com", RecordKind::Txt, false),
            ("_mta-sts.a\\.b.example.com", RecordKind::Txt, false),
            ("a b.example.com", RecordKind::A, false),
            ("_smtp._tls.example.com", RecordKind::Txt, true),
            ("_smtp-tlsrpt.example.com", RecordKind::Txt, true),
            ("_smtp-tls.example.com", RecordKind::Txt, true),
            ("example.com", RecordKind::Txt, true),
            ("_dmarc.example.com", RecordKind::Txt, false),
            ("s1._domainkey.example.com", RecordKind::Txt, false),
            ("_acme-challenge.example.com", RecordKind::Txt, false),
            ("_25._tcp.mx.example.com", RecordKind::Tlsa, true),
            ("_443._tcp.www.example.com", RecordKind::Tlsa, false),
            ("mx_1.example.com", RecordKind::A, true),
            ("_dc-mx.0123456789ab.example.com", RecordKind::Aaaa, true),
            ("example.com", RecordKind::Mx, true),
            ("_dmarc.example.com", RecordKind::Mx, false),
            ("example.com", RecordKind::Ns, true),
            ("_acme-challenge.example.com", RecordKind::Ns, false),
            ("mta-sts.example.com", RecordKind::Caa, true),
            ("_acme-challenge.example.com", RecordKind::Caa, false),
        ];
        for (name, kind, expected) in cases {
            assert_eq!(is_check_question(&DnsQuestion { name: name.into(), kind }), expected, "{name} {kind:?}");
        }
    }
}
