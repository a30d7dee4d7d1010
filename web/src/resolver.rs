//! The choice of resolvers, and the endpoints that follow from it. Nothing is sent here.

use doh::{RESOLVERS, Resolver};
use evidence::Unobserved;
use proxy_api::DNS_QUERY_PATH;

/// The resolver that the reader chose.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ResolverChoice {
    /// The first resolver that answers.
    #[default]
    Automatic,
    /// A public resolver.
    Public(&'static Resolver),
    /// The server that this page came from.
    ThisServer,
    /// The reader's own resolver, by its address.
    Custom(String),
}

/// A resolver to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Display name, also recorded in the evidence.
    pub name: String,
    /// URL of its DNS-over-HTTPS endpoint.
    pub url: String,
}

/// Result of trying the chosen resolver.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ResolverTrial {
    /// No resolver was tried.
    #[default]
    None,
    /// The resolver is being asked.
    Running,
    /// The resolver answered, after this many milliseconds.
    Answered(u32),
    /// The resolver did not answer, for this reason.
    Failed(Unobserved),
    /// A page may not ask this address.
    InvalidAddress,
}

impl ResolverChoice {
    /// Returns the word that preferences store.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Automatic => "auto",
            Self::Public(resolver) => resolver.id,
            Self::ThisServer => "own",
            Self::Custom(url) => url,
        }
    }

    /// Returns the choice for a stored word.
    #[must_use]
    pub fn from_id(id: &str) -> Self {
        match id {
            "own" => Self::ThisServer,
            url if is_usable(url) => Self::Custom(url.to_owned()),
            id => Resolver::by_id(id).map_or(Self::Automatic, Self::Public),
        }
    }

    /// Returns the resolvers to ask. Each is asked only if the one before does not answer.
    #[must_use]
    pub fn endpoints(&self, server: &str) -> Vec<Endpoint> {
        match self {
            Self::Automatic => {
                RESOLVERS.iter().map(Endpoint::from_resolver).chain([Endpoint::this_server(server)]).collect()
            }
            Self::Public(resolver) => vec![Endpoint::from_resolver(resolver)],
            Self::ThisServer => vec![Endpoint::this_server(server)],
            Self::Custom(url) => vec![Endpoint { name: url.clone(), url: url.clone() }],
        }
    }
}

/// Returns the resolvers on offer for comparison, selected or not. The reader's own come last, as far as their
/// addresses are known.
#[must_use]
pub fn comparison_choices(address: &str, compared: &[ResolverChoice]) -> Vec<ResolverChoice> {
    let mut others: Vec<ResolverChoice> =
        RESOLVERS.iter().map(ResolverChoice::Public).chain([ResolverChoice::ThisServer]).collect();
    let known = is_usable(address).then(|| ResolverChoice::Custom(address.to_owned()));
    for choice in compared.iter().cloned().chain(known) {
        if !others.contains(&choice) {
            others.push(choice);
        }
    }
    others
}

/// Returns the choices for stored words.
#[must_use]
pub fn parse_compared(words: &str) -> Vec<ResolverChoice> {
    let address = words.split(' ').find(|word| is_usable(word)).unwrap_or_default();
    comparison_choices(address, &[])
        .into_iter()
        .filter(|choice| words.split(' ').any(|word| word == choice.id()))
        .collect()
}

/// Returns the list with a choice added or removed. It holds at most one custom address.
#[must_use]
pub fn toggle_compared(compared: &[ResolverChoice], choice: ResolverChoice) -> Vec<ResolverChoice> {
    let replaces =
        |other: &ResolverChoice| matches!((other, &choice), (ResolverChoice::Custom(_), ResolverChoice::Custom(_)));
    let mut left: Vec<ResolverChoice> =
        compared.iter().filter(|other| **other != choice && !replaces(other)).cloned().collect();
    if !compared.contains(&choice) {
        left.push(choice);
    }
    left
}

/// Returns the resolvers to compare with, without the one that is asked first. Removes them from the fallbacks in
/// `first`.
#[must_use]
pub fn comparison_endpoints(first: &mut Vec<Endpoint>, compared: &[ResolverChoice], server: &str) -> Vec<Endpoint> {
    let mut others: Vec<Endpoint> = compared.iter().flat_map(|choice| choice.endpoints(server)).collect();
    others.retain(|other| first.first() != Some(other));
    first.retain(|endpoint| !others.contains(endpoint));
    others
}

impl Endpoint {
    fn from_resolver(resolver: &Resolver) -> Self {
        Self { name: resolver.name.to_owned(), url: resolver.endpoint.to_owned() }
    }

    /// Returns the same-origin endpoint of the server at `base`.
    #[must_use]
    pub fn this_server(base: &str) -> Self {
        let host = base.split_once("://").map_or(base, |(_, host)| host);
        Self { name: host.to_owned(), url: format!("{base}{DNS_QUERY_PATH}") }
    }
}

/// Returns whether a name exists only in the laboratory of this server (RFC 6761 §6.2).
#[must_use]
pub fn is_demo(domain: &str) -> bool {
    let label = domain.trim_end_matches('.').rsplit('.').next();
    label.is_some_and(|label| label.eq_ignore_ascii_case("test"))
}

/// Returns whether a page may ask this URL: over HTTPS, or on this machine.
#[must_use]
pub fn is_usable(url: &str) -> bool {
    let local = ["http://127.0.0.1", "http://localhost"];
    !url.contains(char::is_whitespace)
        && (url.strip_prefix("https://").is_some_and(|rest| !rest.is_empty())
            || local.iter().any(|prefix| {
                url.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
            }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_stored_by_its_word() {
        for choice in [
            ResolverChoice::Automatic,
            ResolverChoice::ThisServer,
            ResolverChoice::Public(&RESOLVERS[1]),
            ResolverChoice::Custom("https://dns.example/q".into()),
        ] {
            assert_eq!(ResolverChoice::from_id(choice.id()), choice);
        }
        assert_eq!(ResolverChoice::from_id("gone-since"), ResolverChoice::Automatic);
    }

    #[test]
    fn only_the_automatic_choice_has_fallbacks() {
        let server = "https://checker.example";
        assert!(ResolverChoice::Automatic.endpoints(server).len() > 2);
        assert_eq!(ResolverChoice::Automatic.endpoints(server).last(), Some(&Endpoint::this_server(server)));
        assert_eq!(ResolverChoice::Public(&RESOLVERS[0]).endpoints(server).len(), 1);
        assert_eq!(Endpoint::this_server(server).name, "checker.example");
        assert_eq!(Endpoint::this_server(server).url, "https://checker.example/dns-query");
    }

    #[test]
    fn a_resolver_is_asked_over_https_or_on_this_machine() {
        for url in ["https://dns.example/dns-query", "http://127.0.0.1:8053/q", "http://localhost/q"] {
            assert!(is_usable(url), "{url}");
        }
        for url in [
            "",
            "https://",
            "https://dns.example/a b",
            "http://dns.example/q",
            "javascript:alert(1)",
            "http://localhost.example/",
        ] {
            assert!(!is_usable(url), "{url}");
        }
    }

    #[test]
    fn no_resolver_is_asked_twice() {
        let server = "https://checker.example";
        let chosen = parse_compared("google own gone-since");
        assert_eq!(chosen, [ResolverChoice::Public(&RESOLVERS[1]), ResolverChoice::ThisServer]);
        let custom = ResolverChoice::Custom("https://dns.example/q".into());
        assert_eq!(
            parse_compared("https://dns.example/q own http://far.example/"),
            [ResolverChoice::ThisServer, custom]
        );
        let mut first = ResolverChoice::Automatic.endpoints(server);
        let others = comparison_endpoints(&mut first, &chosen, server);
        assert_eq!(others.len(), 2);
        assert_eq!(first.len(), RESOLVERS.len() - 1, "who has an opinion does not stand in for the first");
        let mut first = ResolverChoice::ThisServer.endpoints(server);
        assert_eq!(comparison_endpoints(&mut first, &chosen, server), [Endpoint::from_resolver(&RESOLVERS[1])]);
        assert_eq!(first, [Endpoint::this_server(server)], "the first is always asked");
        assert!(comparison_endpoints(&mut first, &[], server).is_empty());
    }

    #[test]
    fn every_resolver_asked_is_listed_and_can_be_removed() {
        let compared = [ResolverChoice::ThisServer, ResolverChoice::Custom("https://one.example/".into())];
        for address in ["https://two.example/", "https://one.example/", ""] {
            let seen = comparison_choices(address, &compared);
            assert!(compared.iter().all(|choice| seen.contains(choice)), "{address}");
            let known = seen.iter().filter(|choice| matches!(choice, ResolverChoice::Custom(_))).count();
            assert_eq!(known, if address.contains("two") { 2 } else { 1 }, "{address}");
        }
    }

    #[test]
    fn one_address_at_most_is_compared() {
        let custom = |url: &str| ResolverChoice::Custom(url.to_owned());
        let one = toggle_compared(&[ResolverChoice::ThisServer], custom("https://one.example/"));
        assert_eq!(one, [ResolverChoice::ThisServer, custom("https://one.example/")]);
        let two = toggle_compared(&one, custom("https://two.example/"));
        assert_eq!(two, [ResolverChoice::ThisServer, custom("https://two.example/")]);
        assert_eq!(toggle_compared(&two, custom("https://two.example/")), [ResolverChoice::ThisServer]);
    }

    #[test]
    fn demo_names_are_recognised() {
        assert!(is_demo("lakeside-clinic.test"));
        assert!(!is_demo("latest"));
    }
}
