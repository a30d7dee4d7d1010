//! The DNS entries of a set-up, for a panel or a zone.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use mta_sts::Domain;

use crate::{Texts, TextsError, fill::is_dns_name};

/// One DNS entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The full name, in lower case without the final dot.
    pub name: String,
    /// Type and value.
    pub data: Data,
    /// Time to live in seconds.
    pub ttl: u32,
    /// The purpose of the entry.
    pub role: Role,
}

/// The type and value of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// A TXT record: the unquoted text.
    Txt(String),
    /// An IPv4 address.
    A(Ipv4Addr),
    /// An IPv6 address.
    Aaaa(Ipv6Addr),
    /// A CNAME record: the target without the final dot.
    Cname(String),
    /// An unknown value. The owner knows the address, or the host's console shows the value.
    Unknown {
        /// The type.
        kind: Type,
        /// The typical form of such a value; empty if unknown.
        form: &'static str,
    },
    /// A value that only the page of a service or platform shows.
    FromService {
        /// The type, or the usual one.
        kind: Type,
        /// Whether the type is documented. Otherwise only the page shows it.
        is_kind_known: bool,
    },
}

/// The type of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// IPv4 address (RFC 1035 §3.4.1).
    A,
    /// IPv6 address (RFC 3596 §2.1).
    Aaaa,
    /// Alias (RFC 1035 §3.3.1).
    Cname,
    /// Text (RFC 1035 §3.3.14).
    Txt,
}

impl Type {
    /// Returns the type's mnemonic.
    #[must_use]
    pub const fn mnemonic(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::Aaaa => "AAAA",
            Self::Cname => "CNAME",
            Self::Txt => "TXT",
        }
    }
}

/// The purpose of an entry, in the order of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The TLS reporting record (RFC 8460 §3). It comes first, so that reports arrive from the start.
    Reports,
    /// The address or alias of the policy host.
    PolicyHost,
    /// A proof that a host requires before it serves the name.
    Verification,
    /// The STS record (RFC 8461 §3.1). It comes last.
    Record,
}

impl Role {
    /// Every role, in the order of publication.
    pub const ALL: [Self; 4] = [Self::Reports, Self::PolicyHost, Self::Verification, Self::Record];

    /// The name used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Reports => "reports",
            Self::PolicyHost => "policy-host",
            Self::Verification => "verification",
            Self::Record => "record",
        }
    }
}

/// The TTL of set-up entries in seconds: one hour, so that later fixes take effect soon.
const TTL_SECONDS: u32 = 3_600;

impl Entry {
    pub(crate) const fn new(name: String, data: Data, role: Role) -> Self {
        Self { name, data, ttl: TTL_SECONDS, role }
    }

    /// Returns the type, or the usual one if only the page of a service shows it.
    #[must_use]
    pub const fn kind(&self) -> Type {
        match self.data {
            Data::Txt(_) => Type::Txt,
            Data::A(_) => Type::A,
            Data::Aaaa(_) => Type::Aaaa,
            Data::Cname(_) => Type::Cname,
            Data::Unknown { kind, .. } | Data::FromService { kind, .. } => kind,
        }
    }

    /// Whether the type is known, and not only shown by the page of a service.
    #[must_use]
    pub const fn is_kind_known(&self) -> bool {
        !matches!(self.data, Data::FromService { is_kind_known: false, .. })
    }

    /// Whether the value is known, so that it can be written.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        !matches!(self.data, Data::Unknown { .. } | Data::FromService { .. })
    }

    /// Returns the value as plain text, without quotes or a final dot. For an unknown value, returns its form.
    #[must_use]
    pub fn value(&self) -> String {
        match &self.data {
            Data::Txt(text) | Data::Cname(text) => text.clone(),
            Data::A(address) => address.to_string(),
            Data::Aaaa(address) => address.to_string(),
            Data::Unknown { form, .. } => (*form).to_owned(),
            Data::FromService { .. } => String::new(),
        }
    }

    /// Returns the name relative to the zone, `@` at the apex. A name outside the zone stays complete, with a final dot.
    #[must_use]
    pub fn name_in(&self, zone: &Domain) -> String {
        match self.name.strip_suffix(zone.as_str()) {
            Some("") => "@".to_owned(),
            Some(front) if front.ends_with('.') => front.trim_end_matches('.').to_owned(),
            _ => format!("{}.", self.name),
        }
    }
}

/// The current or future location of the policy host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An IP address of the web server.
    Address(IpAddr),
    /// The CNAME target that the host gives, without the final dot.
    Name(String),
}

impl Target {
    /// Reads an address or a name.
    ///
    /// # Errors
    /// The text is neither.
    pub fn parse(text: &str) -> Result<Self, NotATarget> {
        let text = text.trim();
        if let Ok(address) = text.parse() {
            return Ok(Self::Address(address));
        }
        let name = text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
        if is_dns_name(&name) { Ok(Self::Name(name)) } else { Err(NotATarget) }
    }
}

/// The error for text that is neither an IP address nor a DNS name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATarget;

impl std::fmt::Display for NotATarget {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("write an IP address or a DNS name")
    }
}

impl std::error::Error for NotATarget {}

/// Returns the entries of the policy host: addresses, or one alias.
///
/// # Errors
/// A name stands beside another target, although a CNAME record must be alone (RFC 1034 §3.6.2). Or a name is the policy host
/// itself, or not a DNS name.
pub fn policy_host_entries(domain: &Domain, targets: &[Target]) -> Result<Vec<Entry>, TextsError> {
    let data = |target: &Target| match target {
        Target::Address(IpAddr::V4(address)) => Ok(Data::A(*address)),
        Target::Address(IpAddr::V6(address)) => Ok(Data::Aaaa(*address)),
        Target::Name(_) if targets.len() > 1 => Err(TextsError::TargetsMixed),
        Target::Name(name) if *name == domain.policy_host() => Err(TextsError::TargetIsPolicyHost(name.clone())),
        Target::Name(name) if !is_dns_name(name) => Err(TextsError::Target(name.clone())),
        Target::Name(name) => Ok(Data::Cname(name.clone())),
    };
    let entry = |target| Ok(Entry::new(domain.policy_host(), data(target)?, Role::PolicyHost));
    targets.iter().map(entry).collect()
}

/// Returns all entries of a set-up in the order of publication: reports, policy host with the host's proofs, record.
#[must_use]
pub fn setup_entries(domain: &Domain, texts: &Texts, host: &[Entry]) -> Vec<Entry> {
    let text = |name, text: &str, role| Entry::new(name, Data::Txt(text.to_owned()), role);
    let reports = texts.tls_rpt.iter().map(|record| text(domain.tls_rpt_name(), record, Role::Reports));
    let record = text(domain.sts_name(), &texts.record, Role::Record);
    reports.chain(host.iter().cloned()).chain([record]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain(name: &str) -> Domain {
        name.parse().unwrap()
    }

    #[test]
    fn a_target_is_an_address_or_a_name() {
        assert_eq!(Target::parse("192.0.2.1"), Ok(Target::Address("192.0.2.1".parse().unwrap())));
        assert_eq!(Target::parse(" User.GitHub.io. "), Ok(Target::Name("user.github.io".into())));
        for neither in ["", "user", "https://a.example/", "a.example; id", "[2001:db8::1]", "192.0.2.300", "-a.example"]
        {
            assert_eq!(Target::parse(neither), Err(NotATarget), "{neither}");
        }
    }

    #[test]
    fn an_alias_must_be_the_only_entry() {
        let (address, name) = (Target::Address("192.0.2.1".parse().unwrap()), Target::Name("user.github.io".into()));
        let entries = |targets: &[Target]| policy_host_entries(&domain("example.com"), targets);
        let alone = entries(std::slice::from_ref(&name)).unwrap();
        assert_eq!((alone[0].value().as_str(), alone[0].kind()), ("user.github.io", Type::Cname));
        assert_eq!(entries(&[address, name.clone()]), Err(TextsError::TargetsMixed));
        assert_eq!(entries(&[name.clone(), name]), Err(TextsError::TargetsMixed));
    }

    #[test]
    fn the_policy_host_is_not_an_alias_of_itself() {
        let name = "mta-sts.example.com";
        let targets = [Target::parse(name).unwrap()];
        let refused = policy_host_entries(&domain("example.com"), &targets);
        assert_eq!(refused, Err(TextsError::TargetIsPolicyHost(name.into())));
        assert_eq!(policy_host_entries(&domain("example.net"), &targets).map(|entries| entries.len()), Ok(1));
    }

    #[test]
    fn a_name_is_written_below_its_zone() {
        let entry = Entry::new("_mta-sts.sub.example.com".into(), Data::Txt(String::new()), Role::Record);
        assert_eq!(entry.name_in(&domain("example.com")), "_mta-sts.sub");
        assert_eq!(entry.name_in(&domain("sub.example.com")), "_mta-sts");
        assert_eq!(entry.name_in(&domain("le.com")), "_mta-sts.sub.example.com.");
    }
}
