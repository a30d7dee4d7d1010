//! Traps as questions: common problems of a host, and the answer that reveals each.

/// A trap: a common problem with serving a policy file. The crate `words` has question and cure.
#[derive(Debug, PartialEq, Eq)]
pub struct Trap {
    /// The name used in identifiers.
    pub id: &'static str,
    /// The answer that reveals the trap.
    pub applies_if: AppliesIf,
    /// Ids of the rules whose findings show the trap. Empty if nothing shows it from outside, or if its signs vary too much.
    pub findings: &'static [&'static str],
}

/// The answer that reveals a trap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppliesIf {
    /// Yes.
    Yes,
    /// No.
    No,
}

const fn yes(id: &'static str, findings: &'static [&'static str]) -> Trap {
    Trap { id, applies_if: AppliesIf::Yes, findings }
}

const fn no(id: &'static str, findings: &'static [&'static str]) -> Trap {
    Trap { id, applies_if: AppliesIf::No, findings }
}

/// Every trap, those of all hosts first.
pub static TRAPS: &[Trap] = &[
    yes("redirect", &["policy-http-redirect"]),
    yes("blocks-programs", &["policy-http-waf-challenge", "policy-http-blocks-user-agent", "policy-http-forbidden"]),
    yes("login", &["policy-http-auth-required", "policy-http-redirect"]),
    yes("caa", &[]),
    yes("spa-fallback", &["policy-body-is-html"]),
    yes("dot-location", &["policy-http-forbidden", "policy-http-not-found"]),
    yes("dot-file-rule", &["policy-http-forbidden", "policy-http-not-found"]),
    no("own-server-block", &["policy-host-tls-name-mismatch"]),
    yes("content-type-header", &["policy-http-content-type-repeated"]),
    no("listens-on-ipv6", &["policy-host-ipv6-broken", "policy-host-tls-name-mismatch"]),
    no("certificate-holds-every-name", &["policy-host-tls-name-mismatch"]),
    yes("htaccess-inherited", &["policy-http-redirect"]),
    yes("hidden-files", &["policy-http-not-found"]),
    no("dns-before-start", &[]),
    yes("general-rule-first", &["policy-http-redirect"]),
    no("reload-after-change", &[]),
    yes("own-https-block", &[]),
    no("mime-type-assigned", &["policy-http-content-type-other"]),
    yes("entry-point-middleware", &["policy-http-redirect", "policy-http-auth-required"]),
    yes("byte-order-mark", &["policy-bom"]),
    yes("existing-cname", &[]),
    no("browser-integrity-check-off", &["policy-http-forbidden", "policy-http-waf-challenge"]),
    yes("deep-subdomain", &["policy-host-tls-handshake-failed", "policy-host-tls-name-mismatch"]),
    yes("mx-look-up-in-worker", &[]),
    yes("cname-before-custom-domain", &["policy-http-server-error"]),
    no("own-404-page", &["policy-body-is-html"]),
    yes("jekyll", &["policy-http-not-found"]),
    no("custom-domain-set", &["policy-host-tls-provider-cert", "policy-http-not-found"]),
    yes("cname-with-repository", &["policy-host-cname-dangling", "policy-host-no-address"]),
    no("domain-verified", &[]),
    yes("other-custom-domain", &[]),
    no("verification-kept", &[]),
    yes("ipv6-only-senders", &[]),
    yes("indented-example", &["policy-line-leading-space"]),
    yes("more-names-than-the-plan", &[]),
    yes("route-prefix", &["policy-http-not-found"]),
    no("certificate-in-us-east-1", &[]),
    no("cache-cleared", &["policy-differs-by-address"]),
    no("alternate-domain-name", &["policy-host-tls-name-mismatch", "policy-http-forbidden"]),
    yes("bucket-website", &["policy-host-connect-failed"]),
    yes("dot-files-ignored", &["policy-http-not-found", "policy-body-is-html"]),
    yes("dns-elsewhere", &["policy-host-tls-name-mismatch"]),
];

/// Returns the trap with this id.
#[must_use]
pub fn trap(id: &str) -> Option<&'static Trap> {
    TRAPS.iter().find(|trap| trap.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finding_of_a_trap_is_a_rule() {
        for trap in TRAPS {
            for id in trap.findings {
                assert!(checker::RULES.iter().any(|rule| rule.id == *id), "{}: {id}", trap.id);
            }
        }
    }

    #[test]
    fn every_trap_belongs_to_a_recipe_and_is_listed_once() {
        for trap in TRAPS {
            assert_eq!(TRAPS.iter().filter(|other| other.id == trap.id).count(), 1, "{}", trap.id);
            assert!(crate::RECIPES.iter().any(|recipe| recipe.traps.contains(&trap.id)), "{}", trap.id);
        }
    }
}
