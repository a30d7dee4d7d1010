//! Public resolvers that a page can ask, as data.

/// A public DNS-over-HTTPS resolver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolver {
    /// Short name for settings and links.
    pub id: &'static str,
    /// Name for people; a proper name, not translated.
    pub name: &'static str,
    /// Address of its wire-format endpoint.
    pub endpoint: &'static str,
    /// Who runs it and so learns which domain is checked.
    pub operator: &'static str,
    /// What sets it apart, in English, for developers.
    pub note: &'static str,
}

/// Resolvers that validate DNSSEC, filter nothing and let pages of any origin read their answers (seen in surveys of 2022 and
/// 2023; a page should still try before it relies on one), in order of preference. Two that disagree are worth a third.
pub const RESOLVERS: &[Resolver] = &[
    Resolver {
        id: "cloudflare",
        name: "Cloudflare 1.1.1.1",
        endpoint: "https://cloudflare-dns.com/dns-query",
        operator: "Cloudflare, Inc.",
        note: "explains failures with extended DNS errors",
    },
    Resolver {
        id: "google",
        name: "Google Public DNS",
        endpoint: "https://dns.google/dns-query",
        operator: "Google LLC",
        note: "tells authoritative servers a part of the asker's address (EDNS client subnet)",
    },
    Resolver {
        id: "dns-sb",
        name: "DNS.SB",
        endpoint: "https://doh.dns.sb/dns-query",
        operator: "xTom GmbH",
        note: "small and independent: a third opinion",
    },
    Resolver {
        id: "quad101",
        name: "Quad101",
        endpoint: "https://dns.twnic.tw/dns-query",
        operator: "TWNIC",
        note: "in Taiwan",
    },
];

impl Resolver {
    /// The resolver with this [`id`](Resolver::id).
    #[must_use]
    pub fn by_id(id: &str) -> Option<&'static Self> {
        RESOLVERS.iter().find(|resolver| resolver.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_every_endpoint_is_https() {
        for (position, resolver) in RESOLVERS.iter().enumerate() {
            assert!(RESOLVERS[..position].iter().all(|earlier| earlier.id != resolver.id), "{}", resolver.id);
            assert!(resolver.endpoint.starts_with("https://"), "{}", resolver.endpoint);
            assert_eq!(Resolver::by_id(resolver.id), Some(resolver));
        }
    }
}
