//! The example worlds, built in.

use checker::world::World;

/// Lists the texts of these files with their names.
macro_rules! files {
    ($($name:literal,)*) => {
        [$(($name, include_str!(concat!("../../checker/worlds/", $name, ".json")))),*]
    };
}

/// The example worlds by name, with `good` first.
const FILES: &[(&str, &str)] = &files![
    "good",
    "absent",
    "bad-id",
    "blank-line",
    "bogus",
    "cn-only",
    "dane",
    "dane-mismatch",
    "delegated",
    "dnssec",
    "expired",
    "expiring",
    "handshake",
    "hostile",
    "html-page",
    "huge",
    "idn",
    "incomplete-chain",
    "ipv6-broken",
    "mode-typo",
    "mx-addresses",
    "mx-expired",
    "mx-no-starttls",
    "mx-not-listed",
    "mx-self-signed",
    "mx-silent",
    "mx-wrong-name",
    "no-tlsrpt",
    "none",
    "not-yet-valid",
    "null-mx",
    "old-tls",
    "policy-404",
    "private-address",
    "redirect",
    "refused",
    "self-signed",
    "slow",
    "testing",
    "two-records",
    "unknown-ca",
    "waf",
    "wildcard-depth",
    "wrong-name",
];

/// Returns the example worlds for [`Lab::start`](crate::Lab::start).
///
/// # Panics
///
/// Never: a test checks that every world can be read.
#[must_use]
pub fn demo_worlds() -> Vec<World> {
    FILES.iter().map(|(name, text)| read(name, text)).collect()
}

fn read(name: &str, text: &str) -> World {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("the world {name}: {error}"))
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use super::*;

    #[test]
    fn every_file_is_built_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../checker/worlds");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let there: BTreeSet<String> =
            files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
        let here: BTreeSet<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(here, there);
    }

    #[test]
    fn every_example_is_a_lab_domain_with_an_expected_result() {
        for world in demo_worlds() {
            let domain: mta_sts::Domain = world.domain.parse().unwrap();
            assert!(domain.as_str().ends_with(".test"), "{domain}");
            assert!(world.expect.is_some(), "{domain}");
            let names = world.dns.keys().map(|key| key.split(' ').next().unwrap());
            assert!(
                names.into_iter().all(|name| name.ends_with(".test")),
                "{domain} mentions a name of the real network"
            );
        }
    }
}
