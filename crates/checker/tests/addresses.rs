//! Reporting records with up to three letters changed: the text offered holds every address that is left whole, and invents none.
//!
//! The addresses that are left are found by the code here alone, without the parser and the repair under test.

use checker::{LintInput, Source, Target, lint};
use evidence::Timestamp;
use proptest::{prelude::*, test_runner::RngSeed};

/// The address offered where the text has none.
const DEFAULT: &str = "mailto:tlsrpt@domain.example";

/// Returns the records offered for a text.
fn offered(text: &str) -> Vec<String> {
    let texts = [text.as_bytes().to_vec()];
    let input = LintInput {
        source: Source::TlsRpt,
        texts: &texts,
        exact: false,
        domain: None,
        mx: &[],
        now: Timestamp::default(),
    };
    let linted = lint(&input);
    let patches = linted.findings().iter().filter_map(|finding| finding.patch.as_ref());
    patches.filter(|patch| matches!(patch.target, Target::Txt { .. })).map(|patch| patch.text.clone()).collect()
}

/// Returns the items of a record: what commas and semicolons separate, without the name of a field and blanks around it.
fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';']).map(|item| match item.split_once('=') {
        Some((name, value)) if !name.contains([':', '/', '@', '?']) => value.trim(),
        _ => item.trim(),
    })
}

fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
        (1..64).contains(&label.len()) && label.chars().all(is_part) && !label.starts_with('-') && !label.ends_with('-')
    };
    host.contains('.') && host.split('.').all(is_label)
}

/// Whether an item is a whole address, by a subset of RFC 6068 and RFC 3986 that covers the generated ones.
fn is_whole(item: &str) -> bool {
    if let Some(address) = item.strip_prefix("mailto:") {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "+_-".contains(c);
        let is_atom = |atom: &str| !atom.is_empty() && atom.chars().all(is_part);
        let parts = address.split_once('@');
        return parts.is_some_and(|(mailbox, host)| mailbox.split('.').all(is_atom) && is_host(host));
    }
    let Some(rest) = item.strip_prefix("https://") else { return false };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    is_host(host) && !path.ends_with('.') && path.chars().all(|c| c.is_ascii_alphanumeric() || "/?=&_.-".contains(c))
}

/// Returns the addresses of an offered record, which is written plainly.
fn addresses(offer: &str) -> Vec<&str> {
    items(offer).filter(|item| item.starts_with("mailto:") || item.starts_with("https://")).collect()
}

/// Returns a text in lower case, without blanks, quotation marks, backslashes and percent-encoding of blanks and signs.
fn squeezed(text: &str) -> String {
    let decoded = text.replace("%22", "").replace("%20", "").replace("%21", "!").replace("%25", "%");
    decoded.chars().filter(|c| !c.is_whitespace() && !"\"\\".contains(*c)).collect::<String>().to_lowercase()
}

/// Whether a text has an address as a whole: no letter of an address stands directly before or behind it.
fn has_whole(text: &str, address: &str) -> bool {
    let bare = address.strip_prefix("mailto:").or_else(|| address.strip_prefix("https://")).unwrap_or(address);
    let (text, bare) = (squeezed(text), squeezed(bare));
    let is_part = |c: char| c.is_alphanumeric() || "+%-_".contains(c);
    let continues = |after: &str| {
        let next = after.trim_start_matches(['.', '+', '%', '-', '_']);
        let begins_another = ["mailto", "http"].iter().any(|scheme| next.starts_with(scheme));
        next.starts_with(char::is_alphanumeric) && !begins_another
    };
    text.match_indices(&bare).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + bare.len()..]);
        (!before.ends_with(is_part) || before.ends_with("mailto")) && !continues(after)
    })
}

/// A changed letter: replaced, removed, or with another one before it.
type Change = (prop::sample::Index, String, u8);

fn changed(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for (at, letter, how) in changes {
        let at = at.index(text.len());
        let end = if *how == 0 { at } else { at + 1 };
        text.replace_range(at..end, if *how == 1 { "" } else { letter });
    }
    text
}

fn sound(text: &str) -> Result<(), TestCaseError> {
    let left: Vec<&str> = items(text).filter(|item| is_whole(item)).collect();
    for offer in offered(text) {
        let found = addresses(&offer);
        for address in &left {
            let is_kept = found.iter().any(|other| other.eq_ignore_ascii_case(address));
            prop_assert!(is_kept, "{address} of {text:?} is not in {offer:?}");
        }
        for address in &found {
            let is_default = *address == DEFAULT && left.is_empty();
            prop_assert!(is_default || has_whole(text, address), "{address} of {offer:?} is not in {text:?}");
        }
        let mut once = found.clone();
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(once.len(), found.len(), "an address stands twice in {}", offer);
    }
    Ok(())
}

#[test]
fn the_oracle_knows_whole_addresses() {
    let text = "v=TLSRPTv1; rua=mailto:a.b@c.example, https://c.example/v1?x=1,mailto:a b@c.example;mailto:a@c";
    assert_eq!(
        items(text).filter(|item| is_whole(item)).collect::<Vec<_>>(),
        ["mailto:a.b@c.example", "https://c.example/v1?x=1"]
    );
    assert!(!has_whole("rua=mailto:tls-reports@c.example", "mailto:reports@c.example"));
    assert!(has_whole("rua=mailto:tls reports@c.example", "mailto:%22tls%20reports%22@c.example"));
    assert!(!has_whole("rua=mailto:a@c.example", "mailto:a@c.exam"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(4096), failure_persistence: None, rng_seed: RngSeed::Fixed(8461), ..ProptestConfig::default() })]

    #[test]
    fn what_is_offered_holds_the_addresses_that_are_left_and_no_other(
        uris in prop::collection::btree_set(
            "mailto:[a-z]{1,6}[+.]?[a-z]{1,6}@[a-z]{3,8}\\.example|https://[a-z]{3,8}\\.example/v1(\\?[a-z]=[0-9])?",
            1..4,
        ),
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[ -~]", 0..3_u8), 1..4),
    ) {
        let list = Vec::from_iter(uris).join(",");
        sound(&changed(&format!("v=TLSRPTv1; rua={list}"), &changes))?;
    }
}

#[test]
fn addresses_that_were_once_cut_are_whole() {
    for text in [
        "v=TLSRPTv1; rua=mailto:tls reports@example.com",
        "v=TLSRPTv1; rua=https://x.example/a b",
        "v=TLSRPTv1; rua=mailto:a@x.example?subject=TLS report",
        "v=TLSRPTv1; rua=mailto:a@x.exa mple,mailto:b@x.example",
        "v=TLSRPTv1; rua=mailto:a\"b@x.example",
        "v=TLSRPTv1; rua=mailto:a@x.ex!ample",
        "v=TLSRPTv1; rua=mailto:a@x.example,mailto:a@x.example;",
    ] {
        sound(text).unwrap_or_else(|error| panic!("{error}"));
    }
}
