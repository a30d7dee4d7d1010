//! Public resolvers that a page can query.

/// A public DNS-over-HTTPS resolver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolver {
    /// Short name for settings and links.
    pub id: &'static str,
    /// Display name. It is a proper name and not translated.
    pub name: &'static str,
    /// URL of its wire-format endpoint.
    pub endpoint: &'static str,
    /// The operator, who learns which domain is checked.
    pub operator: &'static str,
    /// Its distinguishing feature, in English, for developers.
    pub note: &'static str,
}

/// Resolvers that validate DNSSEC, do not filter, and let pages of any origin read their answers, in order of
/// preference. Surveys of 2022 and 2023 found these properties; a page should still try a resolver before it relies on
/// it. If two resolvers disagree, a third one is worth asking.
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
    /// Returns the resolver with this [`id`](Resolver::id).
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
