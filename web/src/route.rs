//! Addresses of the page: a handful, matched by hand.

use std::sync::OnceLock;

use words::Language;

use crate::url::percent_encoded;

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The home page, without a domain.
    Home,
    /// A check. Opening its permalink starts it.
    Check {
        /// The domain, as in the address.
        domain: String,
        /// Time of a kept check to show instead of a new one.
        kept: Option<String>,
    },
    /// The evidence of a check, in the link itself.
    Snapshot {
        /// Packed evidence.
        packed: String,
    },
    /// Data that leaves the browser.
    About,
    /// Checks of a text before it is published.
    Lint,
    /// TLS reports.
    Reports,
    /// A bounce or log line.
    Bounce,
    /// Plans of a change.
    Change {
        /// The plan, as in the fragment of the address; empty if there is none.
        plan: String,
    },
    /// Set-up of a domain.
    SetUp {
        /// The answers, as in the fragment of the address; empty if there are none.
        answers: String,
    },
    /// Many domains.
    Many,
    /// All rules.
    Rules,
    /// One rule, if the id exists.
    Rule {
        /// Id of the rule, as in the address, still encoded.
        id: String,
    },
    /// An unknown path.
    Unknown {
        /// The path, as in the address, still encoded.
        path: String,
    },
}

/// Parts of an address, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The path.
    pub path: String,
    /// The parameter `domain`.
    pub domain: Option<String>,
    /// The parameter `lang`.
    pub lang: Option<String>,
    /// The parameter `kept`.
    pub kept: Option<String>,
    /// The fragment, without the `#`.
    pub fragment: String,
}

impl Address {
    /// Returns the page at this address.
    #[must_use]
    pub fn route(&self) -> Route {
        let path = self.path.strip_prefix(base_path()).unwrap_or(self.path.trim_start_matches('/'));
        match (path.trim_end_matches('/'), &self.domain) {
            ("about", _) => Route::About,
            ("lint", _) => Route::Lint,
            ("reports", _) => Route::Reports,
            ("bounce", _) => Route::Bounce,
            ("change", _) => Route::Change { plan: self.fragment.clone() },
            ("setup", _) => Route::SetUp { answers: self.fragment.clone() },
            ("many", _) => Route::Many,
            ("rules", _) => Route::Rules,
            (path, _) if path.starts_with("rules/") => Route::Rule { id: path["rules/".len()..].to_owned() },
            (path, _) if !matches!(path, "" | "index.html") => Route::Unknown { path: self.path.clone() },
            _ if self.packed().is_some() => Route::Snapshot { packed: self.packed().unwrap_or_default().to_owned() },
            (_, Some(domain)) if !domain.trim().is_empty() => {
                Route::Check { domain: domain.clone(), kept: self.kept.clone() }
            }
            _ => Route::Home,
        }
    }

    /// Returns the packed evidence in the fragment.
    fn packed(&self) -> Option<&str> {
        self.fragment.strip_prefix("seen=")
    }

    /// Returns whether the fragment names an element within a page.
    #[must_use]
    pub fn is_anchor(&self) -> bool {
        !self.fragment.is_empty() && self.packed().is_none()
    }

    /// Returns the language that the address asks for, if any.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        Language::from_tag(self.lang.as_deref()?)
    }
}

impl Route {
    /// Returns whether the route has a page of its own. The check stays as it is while that page is shown.
    #[must_use]
    pub const fn is_separate_page(&self) -> bool {
        matches!(
            self,
            Self::About
                | Self::Lint
                | Self::Reports
                | Self::Bounce
                | Self::Change { .. }
                | Self::SetUp { .. }
                | Self::Many
                | Self::Rules
                | Self::Rule { .. }
                | Self::Unknown { .. }
        )
    }

    /// Returns the address at the page's server.
    #[must_use]
    pub fn href(&self, language: Language) -> String {
        let (base, lang) = (base_path(), language.tag());
        match self {
            Self::Home => format!("{base}?lang={lang}"),
            Self::About => format!("{base}about?lang={lang}"),
            Self::Lint => format!("{base}lint?lang={lang}"),
            Self::Reports => format!("{base}reports?lang={lang}"),
            Self::Bounce => format!("{base}bounce?lang={lang}"),
            Self::Change { plan } => {
                format!("{base}change?lang={lang}{}{plan}", if plan.is_empty() { "" } else { "#" })
            }
            Self::SetUp { answers } => {
                format!("{base}setup?lang={lang}{}{answers}", if answers.is_empty() { "" } else { "#" })
            }
            Self::Many => format!("{base}many?lang={lang}"),
            Self::Rules => format!("{base}rules?lang={lang}"),
            Self::Rule { id } => format!("{base}rules/{id}?lang={lang}"),
            Self::Unknown { path } => format!("{path}?lang={lang}"),
            Self::Snapshot { packed } => format!("{base}?lang={lang}#seen={packed}"),
            Self::Check { domain, kept: None } => format!("{base}?domain={}&lang={lang}", percent_encoded(domain)),
            Self::Check { domain, kept: Some(kept) } => {
                format!("{base}?domain={}&kept={}&lang={lang}", percent_encoded(domain), percent_encoded(kept))
            }
        }
    }
}

/// Returns the address of the Learn page, a file next to the application and not one of its routes. `anchor` is the id
/// of an element there, or empty.
#[must_use]
pub fn learn_address(language: Language, anchor: &str) -> String {
    format!("{}{}{anchor}", static_page(language, "learn"), if anchor.is_empty() { "" } else { "#" })
}

/// Returns the address of the Learn page for the help desk.
#[must_use]
pub fn help_desk_address(language: Language) -> String {
    static_page(language, "learn/help-desk")
}

fn static_page(language: Language, path: &str) -> String {
    let folder = if language == Language::default() { String::new() } else { format!("{}/", language.tag()) };
    format!("{}{folder}{path}", base_path())
}

static BASE: OnceLock<String> = OnceLock::new();

/// Sets, once, the path that the page is served under. It has a slash at both ends.
pub fn set_base_path(path: String) {
    // A second call is ignored: the path never changes while the page lives.
    let _ = BASE.set(path);
}

/// Returns the path that the page is served under; by default the server's root.
#[must_use]
pub fn base_path() -> &'static str {
    BASE.get().map_or("/", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(path: &str, domain: Option<&str>) -> Address {
        Address { path: path.into(), domain: domain.map(Into::into), ..Address::default() }
    }

    #[test]
    fn every_address_has_a_route() {
        let check = Route::Check { domain: "example.com".into(), kept: None };
        for (path, domain, route) in [
            ("/", None, Route::Home),
            ("/", Some(" "), Route::Home),
            ("/", Some("example.com"), check.clone()),
            ("/index.html", Some("example.com"), check),
            ("/about", Some("example.com"), Route::About),
            ("/about/", None, Route::About),
            ("/lint", Some("example.com"), Route::Lint),
            ("/reports", Some("example.com"), Route::Reports),
            ("/bounce/", None, Route::Bounce),
            ("/change", None, Route::Change { plan: String::new() }),
            ("/setup/", Some("example.com"), Route::SetUp { answers: String::new() }),
            ("/many", Some("example.com"), Route::Many),
            ("/rules", None, Route::Rules),
            ("/rules/", Some("example.com"), Route::Rules),
            ("/rules/record-ok", None, Route::Rule { id: "record-ok".into() }),
            ("/rules/%E3%81%82/", None, Route::Rule { id: "%E3%81%82".into() }),
            ("/no-such-page", None, Route::Unknown { path: "/no-such-page".into() }),
            ("/about/us", Some("example.com"), Route::Unknown { path: "/about/us".into() }),
        ] {
            assert_eq!(address(path, domain).route(), route, "{path} {domain:?}");
        }
    }

    #[test]
    fn evidence_in_the_fragment_is_a_snapshot_whatever_the_query_is() {
        let at = |path: &str, domain, fragment: &str| Address { fragment: fragment.into(), ..address(path, domain) };
        let snapshot = Route::Snapshot { packed: "1.abc".into() };
        assert_eq!(at("/", None, "seen=1.abc").route(), snapshot);
        assert_eq!(at("/", Some("example.com"), "seen=1.abc").route(), snapshot);
        assert_eq!(at("/about", None, "seen=1.abc").route(), Route::About);
        assert_eq!(at("/", None, "main").route(), Route::Home);
        assert_eq!((at("/", None, "main").is_anchor(), at("/", None, "seen=").is_anchor()), (true, false));
        assert_eq!(snapshot.href(Language::En), "/?lang=en#seen=1.abc");
    }

    #[test]
    fn a_plan_is_read_from_the_fragment() {
        let plan = "domain=example.com&goal=repair";
        let there = Address { fragment: plan.into(), ..address("/change", None) };
        assert_eq!(there.route(), Route::Change { plan: plan.into() });
        assert_eq!(there.route().href(Language::Ja), format!("/change?lang=ja#{plan}"));
        assert_eq!(Route::Change { plan: String::new() }.href(Language::En), "/change?lang=en");
    }

    #[test]
    fn the_learn_page_has_an_address_of_its_own_in_each_language() {
        assert_eq!(learn_address(Language::En, ""), "/learn");
        assert_eq!(learn_address(Language::Ja, "max-age"), "/ja/learn#max-age");
        assert_eq!(help_desk_address(Language::En), "/learn/help-desk");
        assert_eq!(help_desk_address(Language::Ja), "/ja/learn/help-desk");
    }

    #[test]
    fn special_characters_in_an_address_are_encoded() {
        let route = Route::Check { domain: "a&b=ü".into(), kept: None };
        assert_eq!(route.href(Language::Ja), "/?domain=a%26b%3D%C3%BC&lang=ja");
    }
}
