//! Which resolver is asked: the choice, and what follows from it. Nothing is sent here.

use doh::{RESOLVERS, Resolver};
use evidence::Blind;
use proxy_api::DNS_QUERY_PATH;

/// What the reader chose.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Choice {
    /// The first that answers.
    #[default]
    Automatic,
    /// A public one.
    Public(&'static Resolver),
    /// The server that this page came from.
    Own,
    /// One by its address.
    Custom(String),
}

/// A resolver to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Its name for people and for the evidence.
    pub name: String,
    /// Where it is asked.
    pub url: String,
}

/// Trying a resolver that was chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Trial {
    /// Nothing was tried.
    #[default]
    None,
    /// It is being asked.
    Running,
    /// It answered, after so many milliseconds.
    Good(u32),
    /// It did not, for this reason.
    Bad(Blind),
    /// Its address is none that a page may ask.
    NotAnAddress,
}

impl Choice {
    /// The word that is remembered.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Automatic => "auto",
            Self::Public(resolver) => resolver.id,
            Self::Own => "own",
            Self::Custom(url) => url,
        }
    }

    /// The choice that was remembered under this word.
    #[must_use]
    pub fn named(id: &str) -> Self {
        match id {
            "own" => Self::Own,
            url if is_usable(url) => Self::Custom(url.to_owned()),
            id => Resolver::by_id(id).map_or(Self::Automatic, Self::Public),
        }
    }

    /// The resolvers to ask, the next one only if the one before does not answer.
    #[must_use]
    pub fn endpoints(&self, own: &str) -> Vec<Endpoint> {
        match self {
            Self::Automatic => RESOLVERS.iter().map(Endpoint::of).chain([Endpoint::own(own)]).collect(),
            Self::Public(resolver) => vec![Endpoint::from_resolver(resolver)],
            Self::Own => vec![Endpoint::own(own)],
            Self::Custom(url) => vec![Endpoint { name: url.clone(), url: url.clone() }],
        }
    }
}

/// Choices of resolvers to compare with, chosen or not. The reader's own come last, as far as their addresses are known.
#[must_use]
pub fn comparison_choices(address: &str, compared: &[Choice]) -> Vec<Choice> {
    let mut others: Vec<Choice> = RESOLVERS.iter().map(Choice::Public).chain([Choice::Own]).collect();
    let known = is_usable(address).then(|| Choice::Custom(address.to_owned()));
    for choice in compared.iter().cloned().chain(known) {
        if !others.contains(&choice) {
            others.push(choice);
        }
    }
    others
}

/// The choices that were remembered as these words.
#[must_use]
pub fn parse_compared(words: &str) -> Vec<Choice> {
    let address = words.split(' ').find(|word| is_usable(word)).unwrap_or_default();
    comparison_choices(address, &[])
        .into_iter()
        .filter(|choice| words.split(' ').any(|word| word == choice.id()))
        .collect()
}

/// The list with one choice more or less. It holds one address at most.
#[must_use]
pub fn toggle_compared(compared: &[Choice], choice: Choice) -> Vec<Choice> {
    let replaces = |other: &Choice| matches!((other, &choice), (Choice::Custom(_), Choice::Custom(_)));
    let mut left: Vec<Choice> =
        compared.iter().filter(|other| **other != choice && !replaces(other)).cloned().collect();
    if !compared.contains(&choice) {
        left.push(choice);
    }
    left
}

/// Resolvers to compare with: the chosen ones without the one that is asked first. `first` loses those that are compared.
#[must_use]
pub fn comparison_endpoints(first: &mut Vec<Endpoint>, compared: &[Choice], own: &str) -> Vec<Endpoint> {
    let mut others: Vec<Endpoint> = compared.iter().flat_map(|choice| choice.endpoints(own)).collect();
    others.retain(|other| first.first() != Some(other));
    first.retain(|endpoint| !others.contains(endpoint));
    others
}

impl Endpoint {
    fn from_resolver(resolver: &Resolver) -> Self {
        Self { name: resolver.name.to_owned(), url: resolver.endpoint.to_owned() }
    }

    /// The same-origin endpoint of the server at `base`.
    #[must_use]
    pub fn own(base: &str) -> Self {
        let host = base.split_once("://").map_or(base, |(_, host)| host);
        Self { name: host.to_owned(), url: format!("{base}{DNS_QUERY_PATH}") }
    }
}

/// Names that exist nowhere but in the laboratory of this server (RFC 6761 §6.2).
#[must_use]
pub fn is_demo(domain: &str) -> bool {
    let label = domain.trim_end_matches('.').rsplit('.').next();
    label.is_some_and(|label| label.eq_ignore_ascii_case("test"))
}

/// Whether a page may ask there: over HTTPS, or on this machine.
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
            Choice::Automatic,
            Choice::Own,
            Choice::Public(&RESOLVERS[1]),
            Choice::Custom("https://dns.example/q".into()),
        ] {
            assert_eq!(Choice::named(choice.id()), choice);
        }
        assert_eq!(Choice::named("gone-since"), Choice::Automatic);
    }

    #[test]
    fn only_the_automatic_choice_has_a_second_one() {
        let own = "https://checker.example";
        assert!(Choice::Automatic.endpoints(own).len() > 2);
        assert_eq!(Choice::Automatic.endpoints(own).last(), Some(&Endpoint::own(own)));
        assert_eq!(Choice::Public(&RESOLVERS[0]).endpoints(own).len(), 1);
        assert_eq!(Endpoint::own(own).name, "checker.example");
        assert_eq!(Endpoint::own(own).url, "https://checker.example/dns-query");
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
        let own = "https://checker.example";
        let chosen = parse_compared("google own gone-since");
        assert_eq!(chosen, [Choice::Public(&RESOLVERS[1]), Choice::Own]);
        let custom = Choice::Custom("https://dns.example/q".into());
        assert_eq!(parse_compared("https://dns.example/q own http://far.example/"), [Choice::Own, custom]);
        let mut first = Choice::Automatic.endpoints(own);
        let others = comparison_endpoints(&mut first, &chosen, own);
        assert_eq!(others.len(), 2);
        assert_eq!(first.len(), RESOLVERS.len() - 1, "who has an opinion does not stand in for the first");
        let mut first = Choice::Own.endpoints(own);
        assert_eq!(comparison_endpoints(&mut first, &chosen, own), [Endpoint::from_resolver(&RESOLVERS[1])]);
        assert_eq!(first, [Endpoint::own(own)], "the first is always asked");
        assert!(comparison_endpoints(&mut first, &[], own).is_empty());
    }

    #[test]
    fn every_resolver_asked_is_listed_and_can_be_removed() {
        let compared = [Choice::Own, Choice::Custom("https://one.example/".into())];
        for address in ["https://two.example/", "https://one.example/", ""] {
            let seen = comparison_choices(address, &compared);
            assert!(compared.iter().all(|choice| seen.contains(choice)), "{address}");
            let known = seen.iter().filter(|choice| matches!(choice, Choice::Custom(_))).count();
            assert_eq!(known, if address.contains("two") { 2 } else { 1 }, "{address}");
        }
    }

    #[test]
    fn one_address_at_most_is_compared() {
        let custom = |url: &str| Choice::Custom(url.to_owned());
        let one = toggle_compared(&[Choice::Own], custom("https://one.example/"));
        assert_eq!(one, [Choice::Own, custom("https://one.example/")]);
        let two = toggle_compared(&one, custom("https://two.example/"));
        assert_eq!(two, [Choice::Own, custom("https://two.example/")]);
        assert_eq!(toggle_compared(&two, custom("https://two.example/")), [Choice::Own]);
    }

    #[test]
    fn demo_names_are_recognised() {
        assert!(is_demo("lakeside-clinic.test"));
        assert!(!is_demo("latest"));
    }
}
