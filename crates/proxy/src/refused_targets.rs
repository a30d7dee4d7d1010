//! Domains that are not checked, at their administrators' request.

use rustls_pki_types::DnsName;

use crate::{
    dns::{canonical_suffix, is_under},
    settings_error::SettingsError,
};

/// Domains that are not checked, each with all domains below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefusedTargets(Vec<String>);

impl RefusedTargets {
    /// Creates the set from domains in ASCII. Case and a leading or final dot do not matter.
    ///
    /// # Errors
    ///
    /// [`SettingsError::RefusedTarget`] for the first that is not a domain name.
    pub fn new<S: AsRef<str>>(domains: &[S]) -> Result<Self, SettingsError> {
        let mut targets = Self::default();
        domains.iter().try_for_each(|domain| targets.add(domain.as_ref()))?;
        Ok(targets)
    }

    /// Adds a domain, written as for [`RefusedTargets::new`].
    ///
    /// # Errors
    ///
    /// [`SettingsError::RefusedTarget`] if it is not a domain name.
    pub fn add(&mut self, domain: &str) -> Result<(), SettingsError> {
        let name = canonical_suffix(domain);
        if DnsName::try_from(name.as_str()).is_err() {
            return Err(SettingsError::RefusedTarget(domain.into()));
        }
        self.0.push(name);
        Ok(())
    }

    /// Returns whether a host or domain is one of them or below one.
    #[must_use]
    pub fn includes(&self, name: &str) -> bool {
        self.0.iter().any(|domain| is_under(name, domain))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_domain_includes_all_below_it() {
        let targets = RefusedTargets::new(&["Example.COM.", ".mx.example.net", "mx_1.example.org"]).unwrap();
        let cases = [
            ("example.com", true),
            ("mta-sts.example.com", true),
            ("MTA-STS.Example.Com.", true),
            ("notexample.com", false),
            ("example.net", false),
            ("mx.example.net", true),
            ("mx_1.example.org", true),
        ];
        for (name, expected) in cases {
            assert_eq!(targets.includes(name), expected, "{name}");
        }
    }

    #[test]
    fn what_is_not_a_domain_name_is_an_error_that_names_it() {
        let cases = ["", ".", "*.example.com", "https://example.com", "postmaster@example.com", "example..com", "a b"];
        let more = ["192.0.2.1", "bücher.example", "example.com/24", "-a-.example.com"];
        for domain in cases.into_iter().chain(more) {
            let error = RefusedTargets::new(&[domain]).unwrap_err();
            assert_eq!(error, SettingsError::RefusedTarget(domain.into()));
            assert!(error.to_string().contains(&format!("{domain:?}")), "{error}");
        }
    }
}
