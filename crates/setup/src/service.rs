//! Policy services: operators that manage the record, the policy file or both for a domain (RFC 8461 §8.2).

use mta_sts::Domain;

use ServiceNote::{
    AllowItsAuthority, DeleteTxtFirst, EmptyUntilVerified, MicrosoftOldPattern, MxFromDns, OnlyForItsMail,
    PassesOnFile, PlanTheEnd, ProofOfOwnership, UnderscoreInTarget,
};

use crate::{Data, Entry, Role, Type, fill::fill};

/// A policy service.
#[derive(Debug)]
pub struct Service {
    /// The name used in identifiers.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The target of `_mta-sts`.
    pub record: ServiceTarget,
    /// The target of `mta-sts`.
    pub policy_host: ServiceTarget,
    /// The target of `_smtp._tls`.
    pub tls_rpt: ServiceTarget,
    /// Notes about the service, in the order of the work.
    pub notes: &'static [ServiceNote],
}

/// The target of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceTarget {
    /// This name, with `{domain}` or `{domain_with_underscores}` filled in.
    Cname(&'static str),
    /// The name that the service shows. The type is CNAME.
    Shown,
    /// The record that the service shows. Its type is not documented; a delegation is usually a CNAME record.
    AsShown,
    /// No target: the domain keeps its own record.
    Own,
}

/// A note about a service. The crate `words` has its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceNote {
    /// A CNAME record must be alone (RFC 1034 §3.6.2). An old TXT record of the name has to go first.
    DeleteTxtFirst,
    /// CAA records must allow the authority of the service, which gets the certificate.
    AllowItsAuthority,
    /// The end of the subscription needs the planned sequence of a move or removal.
    PlanTheEnd,
    /// The targets contain underscores, which some panels refuse.
    UnderscoreInTarget,
    /// Nothing is served before the domain is verified and configured at the service.
    EmptyUntilVerified,
    /// The service copies the `mx` lines from DNS. An MX change needs a different sequence.
    MxFromDns,
    /// The service requires a TXT record that proves ownership.
    ProofOfOwnership,
    /// For Microsoft 365, the service lists only the old pattern.
    MicrosoftOldPattern,
    /// The service is only for domains whose mail it hosts.
    OnlyForItsMail,
    /// The policy host has to forward the service's own file.
    PassesOnFile,
}

impl ServiceNote {
    /// Every note.
    pub const ALL: [Self; 10] = [
        Self::DeleteTxtFirst,
        Self::AllowItsAuthority,
        Self::PlanTheEnd,
        Self::UnderscoreInTarget,
        Self::EmptyUntilVerified,
        Self::MxFromDns,
        Self::ProofOfOwnership,
        Self::MicrosoftOldPattern,
        Self::OnlyForItsMail,
        Self::PassesOnFile,
    ];

    /// The name used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::DeleteTxtFirst => "delete-txt-first",
            Self::AllowItsAuthority => "allow-its-authority",
            Self::PlanTheEnd => "plan-the-end",
            Self::UnderscoreInTarget => "underscore-in-target",
            Self::EmptyUntilVerified => "empty-until-verified",
            Self::MxFromDns => "mx-from-dns",
            Self::ProofOfOwnership => "proof-of-ownership",
            Self::MicrosoftOldPattern => "microsoft-old-pattern",
            Self::OnlyForItsMail => "only-for-its-mail",
            Self::PassesOnFile => "passes-on-file",
        }
    }
}

/// The services with documented requirements.
pub static SERVICES: &[Service] = &[
    Service {
        id: "easydmarc",
        name: "EasyDMARC",
        record: ServiceTarget::Cname("{domain_with_underscores}__mta_sts.easydmarc.pro"),
        policy_host: ServiceTarget::Cname("{domain_with_underscores}_mta_sts.easydmarc.pro"),
        tls_rpt: ServiceTarget::Cname("{domain_with_underscores}__smtp_tls.easydmarc.pro"),
        notes: &[DeleteTxtFirst, AllowItsAuthority, UnderscoreInTarget, PlanTheEnd],
    },
    Service {
        id: "powerdmarc",
        name: "PowerDMARC",
        record: ServiceTarget::Shown,
        policy_host: ServiceTarget::Shown,
        tls_rpt: ServiceTarget::Shown,
        notes: &[DeleteTxtFirst, AllowItsAuthority, EmptyUntilVerified, MxFromDns, PlanTheEnd],
    },
    Service {
        id: "captaindns",
        name: "CaptainDNS",
        record: ServiceTarget::AsShown,
        policy_host: ServiceTarget::AsShown,
        tls_rpt: ServiceTarget::Own,
        notes: &[DeleteTxtFirst, AllowItsAuthority, ProofOfOwnership, PlanTheEnd],
    },
    Service {
        id: "palisade",
        name: "Palisade",
        record: ServiceTarget::Shown,
        policy_host: ServiceTarget::Shown,
        tls_rpt: ServiceTarget::Own,
        notes: &[DeleteTxtFirst, AllowItsAuthority, MxFromDns, PlanTheEnd],
    },
    Service {
        id: "dmarcer",
        name: "DMARCER",
        record: ServiceTarget::AsShown,
        policy_host: ServiceTarget::AsShown,
        tls_rpt: ServiceTarget::Own,
        notes: &[DeleteTxtFirst, AllowItsAuthority, MxFromDns, MicrosoftOldPattern, PlanTheEnd],
    },
    Service {
        id: "sophos",
        name: "Sophos DMARC Manager",
        record: ServiceTarget::AsShown,
        policy_host: ServiceTarget::AsShown,
        tls_rpt: ServiceTarget::AsShown,
        notes: &[DeleteTxtFirst, AllowItsAuthority, PlanTheEnd],
    },
    Service {
        id: "mailhardener",
        name: "Mailhardener",
        record: ServiceTarget::AsShown,
        policy_host: ServiceTarget::AsShown,
        tls_rpt: ServiceTarget::Own,
        notes: &[DeleteTxtFirst, AllowItsAuthority, PlanTheEnd],
    },
    Service {
        id: "tuta",
        name: "Tuta",
        record: ServiceTarget::Cname("mta-sts.tutanota.de"),
        policy_host: ServiceTarget::Cname("mta-sts.tutanota.de"),
        tls_rpt: ServiceTarget::Own,
        notes: &[DeleteTxtFirst, AllowItsAuthority, OnlyForItsMail, PlanTheEnd],
    },
    Service {
        id: "cloudflare-email-routing",
        name: "Cloudflare Email Routing",
        record: ServiceTarget::Cname("_mta-sts.mx.cloudflare.net"),
        policy_host: ServiceTarget::Own,
        tls_rpt: ServiceTarget::Own,
        notes: &[DeleteTxtFirst, OnlyForItsMail, PassesOnFile, PlanTheEnd],
    },
];

/// Returns the service with this id.
#[must_use]
pub fn service(id: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.id == id)
}

impl Service {
    /// Returns the entries that delegate the domain to the service. Values that only its console shows are unknown.
    #[must_use]
    pub fn entries(&self, domain: &Domain) -> Vec<Entry> {
        let named = [
            (domain.tls_rpt_name(), self.tls_rpt, Role::Reports),
            (domain.policy_host(), self.policy_host, Role::PolicyHost),
            (domain.sts_name(), self.record, Role::Record),
        ];
        named
            .into_iter()
            .filter_map(|(name, target, role)| Some(Entry::new(name, data(domain, target)?, role)))
            .collect()
    }
}

fn data(domain: &Domain, target: ServiceTarget) -> Option<Data> {
    match target {
        ServiceTarget::Cname(form) => Some(Data::Cname(target_name(domain, form))),
        ServiceTarget::Shown => Some(Data::FromService { kind: Type::Cname, is_kind_known: true }),
        ServiceTarget::AsShown => Some(Data::FromService { kind: Type::Cname, is_kind_known: false }),
        ServiceTarget::Own => None,
    }
}

fn target_name(domain: &Domain, form: &str) -> String {
    let underscored = domain.as_str().replace('.', "_");
    fill(form, &[("{domain_with_underscores}", &underscored), ("{domain}", domain.as_str())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Target, policy_host_entries};

    #[test]
    fn the_targets_of_a_service_hold_the_domain() {
        let domain: Domain = "example.com".parse().unwrap();
        let entries = service("easydmarc").unwrap().entries(&domain);
        let values: Vec<String> = entries.iter().map(Entry::value).collect();
        assert_eq!(
            values,
            [
                "example_com__smtp_tls.easydmarc.pro",
                "example_com_mta_sts.easydmarc.pro",
                "example_com__mta_sts.easydmarc.pro"
            ]
        );
    }

    #[test]
    fn a_type_that_the_service_does_not_document_is_never_called_txt() {
        let domain: Domain = "example.com".parse().unwrap();
        for one in SERVICES {
            let entries = one.entries(&domain);
            assert!(entries.iter().all(|entry| entry.kind() == Type::Cname), "{}: {entries:?}", one.id);
            let known = [one.tls_rpt, one.policy_host, one.record]
                .into_iter()
                .filter(|target| matches!(target, ServiceTarget::Cname(_) | ServiceTarget::Shown))
                .count();
            assert_eq!(entries.iter().filter(|entry| entry.is_kind_known()).count(), known, "{}", one.id);
        }
    }

    #[test]
    fn every_service_tells_what_comes_before_and_after_it() {
        for one in SERVICES {
            assert_eq!(one.notes.first(), Some(&DeleteTxtFirst), "{}", one.id);
            assert_eq!(one.notes.last(), Some(&PlanTheEnd), "{}", one.id);
            let gets_certificate = one.policy_host != ServiceTarget::Own;
            assert_eq!(one.notes.contains(&AllowItsAuthority), gets_certificate, "{}", one.id);
        }
    }

    #[test]
    fn every_documented_target_is_a_name_that_an_entry_can_hold() {
        let domain: Domain = "example.com".parse().unwrap();
        for one in SERVICES {
            let aliases = one.entries(&domain).into_iter().filter(|entry| matches!(entry.data, Data::Cname(_)));
            for entry in aliases {
                let target = Target::parse(&entry.value()).unwrap();
                assert_eq!(policy_host_entries(&domain, &[target]).unwrap().len(), 1, "{}", one.id);
            }
        }
    }
}
