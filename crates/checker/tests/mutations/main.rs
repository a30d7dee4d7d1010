//! Valid policies and records with one to three changes: what is offered keeps what they hold.
//!
//! Of the offered text: every address, host and mode that the changed text holds is in it, nothing of the noise around the text
//! is, no line stands twice, and it has no error of its own.
//!
//! The seed is fixed, so that a run can be repeated. `MTA_STS_SEED=1` tries another, `MTA_STS_SEEDS=20` as many from there on.

mod changes;

use changes::{Mutation, POLICY, RECORD, changed, mutation, policy_noise, record_noise};
use checker::{LintInput, Linted, Severity, Source, Target, lint};
use evidence::Timestamp;
use mta_sts::{MxPattern, PolicyReading, TlsRptReading};
use proptest::{
    prelude::*,
    test_runner::{RngSeed, TestRunner},
};

/// What stands in every kind of noise, and may stand in no text that is offered.
const NOISE: &str = "noise.example";

fn linted(source: Source, text: &str) -> Linted {
    let texts = [text.as_bytes().to_vec()];
    let now = Timestamp::from_unix(1_800_000_000);
    lint(&LintInput { source, texts: &texts, exact: false, domain: None, mx: &[], now })
}

/// The whole texts that are offered for the text itself.
fn offered(linted: &Linted) -> Vec<String> {
    let is_of_source = |target: &Target| match linted.source {
        Source::Policy => matches!(target, Target::PolicyFile | Target::PolicyLines),
        _ => matches!(target, Target::Txt { .. }),
    };
    let patches = linted.findings().iter().filter_map(|finding| finding.patch.as_ref());
    let of_text = patches.filter(|patch| is_of_source(&patch.target));
    of_text.map(|patch| patch.whole.clone().unwrap_or_else(|| patch.text.clone())).collect()
}

/// Whether a word stands in a text, in whatever letter case, and is no part of a longer one.
fn holds(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let is_part = |c: char| c.is_alphanumeric() || "._-*%+@/!#$&'^~?={|}\\".contains(c);
    text.match_indices(&word).any(|(at, _)| {
        let after = text[at + word.len()..].strip_prefix('.').unwrap_or(&text[at + word.len()..]);
        !text[..at].ends_with(is_part) && !after.starts_with(is_part)
    })
}

/// The `mx` patterns of lines that are written as they should be, and of the original hosts those that still stand there.
fn hosts_in(text: &str, original: &[String]) -> Vec<String> {
    let text: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with(['#', ';']))
        .map(|line| format!("{line}\n"))
        .collect();
    let lines = text.lines().filter_map(|line| line.strip_prefix("mx:")).map(str::trim);
    let written =
        lines.filter(|word| word.contains('.') && MxPattern::parse(word).is_ok()).map(str::to_ascii_lowercase);
    original.iter().filter(|host| holds(&text, host) && has_key(&text, host)).cloned().chain(written).collect()
}

/// Whether every word with a dot, and every value of `mx`, is a host by RFC 5321 §4.1.2. A `$` begins a variable.
fn is_clear(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_inner = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        is_inner && label.starts_with(char::is_alphanumeric) && label.ends_with(char::is_alphanumeric)
    };
    let is_host = |word: &str| word.strip_prefix("*.").unwrap_or(word).split('.').all(is_label);
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    !text.contains('$')
        && lines.filter(|line| line.trim().to_lowercase().starts_with("mx") || line.contains('.')).all(|line| {
            let words = line.split(is_mark).map(|word| word.trim_matches('"'));
            let mut words = words.filter(|word| !word.is_empty());
            let last = words.next_back().unwrap_or_default();
            is_host(last) && last.contains('.') && words.all(is_host) && !may_have_label(line)
        })
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || ":=".contains(c)
}

/// Whether a word before the last one may be the first label of the host: it is no key, which a colon and a blank follow.
fn may_have_label(line: &str) -> bool {
    let line = line.trim();
    let end = line.rfind(is_mark).map_or(0, |at| at + 1);
    let before = line[..end].trim_end_matches(is_mark);
    let gap = &line[before.len()..end];
    let is_key = gap.contains([':', '=']) && gap.ends_with(char::is_whitespace);
    before.contains(is_mark) && !is_key
}

/// The modes that stand in a policy, other than in its comments.
fn modes_in(text: &str) -> Vec<&'static str> {
    let is_stated =
        |mode: &&str| text.lines().any(|line| !line.trim_start().starts_with(['#', ';']) && holds(line, mode));
    ["enforce", "testing", "none"].into_iter().filter(is_stated).collect()
}

/// Whether the first field of this name still has its value: of repeated fields, the first counts.
fn has_owner(changed: &str) -> bool {
    let mut fields = changed.split(';').skip(1).map(|field| field.trim_matches(' '));
    fields.find(|field| field.starts_with("owner=")) == Some("owner=it")
}

/// Whether one letter of `mx` is left before a host, or nothing: without, a line may name a host for any reason.
fn has_key(text: &str, host: &str) -> bool {
    let before = |line: &str| line.to_lowercase().find(&host.to_lowercase()).map(|at| line[..at].to_lowercase());
    let mut keys = text.lines().filter_map(before);
    keys.any(|key| key.contains(['m', 'x']) || !key.contains(char::is_alphanumeric))
}

/// Whether an address stands in a text. A colon behind it would be part of the URI (RFC 3986 §3.3).
fn holds_address(text: &str, uri: &str) -> bool {
    holds(text, uri) && !text.to_lowercase().contains(&format!("{}:", uri.to_lowercase()))
}

/// Whether all that stands for noise in a record is still what nobody takes for a part of it.
fn is_remark_intact(changed: &str) -> bool {
    changed.matches(NOISE).count() == changed.matches(RECORD.comment).count()
}

/// Whether all that stands for noise is still a comment.
fn is_noise_intact(changed: &str) -> bool {
    changed.lines().filter(|line| line.contains(NOISE)).all(|line| line.starts_with('#') || line.contains('='))
}

fn sound(source: Source, text: &str, is_noise_intact: bool) -> Result<(), TestCaseError> {
    let mut lines: Vec<&str> = text.lines().collect();
    let count = lines.len();
    lines.sort_unstable();
    lines.dedup();
    prop_assert_eq!(lines.len(), count, "a line stands twice in {}", text);
    prop_assert!(!is_noise_intact || !text.contains(NOISE), "noise in {text}");
    let again = linted(source, text);
    let errors: Vec<&str> = again.problems().filter(is_error).map(|finding| finding.rule.id).collect();
    prop_assert!(again.outcome() == "valid" && errors.is_empty(), "{} {errors:?} of {text}", again.outcome());
    Ok(())
}

fn is_error(finding: &&checker::Finding) -> bool {
    finding.rule.severity == Severity::Error
}

/// Of a text with errors, something is offered, unless it was not read.
fn is_answered(linted: &Linted, text: &str, offered: &[String]) -> Result<(), TestCaseError> {
    let answered = linted.other_use.is_some()
        || !linted.is_judged()
        || linted.records.is_empty() && linted.source != Source::Policy;
    let errors = linted.problems().any(|finding| is_error(&finding));
    prop_assert!(answered || !errors || !offered.is_empty(), "nothing offered for {text:?}: {:?}", linted.outcome());
    Ok(())
}

/// Smallest number of cases of one seed. `PROPTEST_CASES` asks for more.
const CASES: u32 = 2_000;

/// The seed of a run without a choice.
const SEED: u64 = 8461;

/// Runs a property with each seed that the environment asks for.
fn hold<S: Strategy>(strategy: &S, property: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse().expect("a number"));
    let first = number("MTA_STS_SEED").unwrap_or(SEED);
    let seeds = first..first + number("MTA_STS_SEEDS").unwrap_or(1);
    let failures: Vec<String> = seeds.filter_map(|seed| fails(seed, strategy, &property)).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

fn fails<S: Strategy>(
    seed: u64,
    strategy: &S,
    property: impl Fn(S::Value) -> Result<(), TestCaseError>,
) -> Option<String> {
    let config = ProptestConfig {
        cases: ProptestConfig::default().cases.max(CASES),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        ..ProptestConfig::default()
    };
    let failure = TestRunner::new(config).run(strategy, &property).err()?;
    Some(format!("seed {seed}: {failure}"))
}

fn mutations() -> impl Strategy<Value = Vec<Mutation>> {
    prop::collection::vec(mutation(), 1..4)
}

#[test]
fn what_is_offered_for_a_policy_holds_its_hosts_and_its_mode() {
    let mx = prop::collection::btree_set("(\\*\\.)?[a-z]{3,8}[0-9]\\.[a-z]{4,8}\\.example", 1..4);
    let mode = prop::sample::select(vec!["enforce", "testing"]);
    hold(&(mode, mx, any::<bool>(), mutations(), 0..12_u8), |(mode, mx, owner, mutations, noise)| {
        policy_is_kept(mode, &Vec::from_iter(mx), owner, &mutations, noise)
    });
}

fn policy_is_kept(
    mode: &str,
    mx: &[String],
    owner: bool,
    mutations: &[Mutation],
    noise: u8,
) -> Result<(), TestCaseError> {
    let mut lines = vec!["version: STSv1".to_owned(), format!("mode: {mode}")];
    lines.extend(mx.iter().map(|host| format!("mx: {host}")));
    lines.push("max_age: 604800".into());
    lines.extend(owner.then(|| "owner: it".to_owned()));
    mutations.iter().for_each(|mutation| changed(&mut lines, mutation, &POLICY));
    let changed: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let text = policy_noise(&changed, noise);
    let linted = linted(Source::Policy, &text);
    let offered = offered(&linted);
    // Without a host, or with an unclear one, there is no policy to offer.
    if !hosts_in(&changed, mx).is_empty() && is_clear(&changed) {
        is_answered(&linted, &text, &offered)?;
    }
    for offer in offered {
        sound(Source::Policy, &offer, is_noise_intact(&changed))?;
        for host in hosts_in(&changed, mx) {
            prop_assert!(holds(&offer, &host), "{host} of {text:?} in {offer:?}");
        }
        if modes_in(&changed) == [mode] {
            let reading = PolicyReading::read(offer.as_bytes());
            prop_assert_eq!(reading.policy.mode.map(|mode| mode.value.id()), Some(mode), "{:?} for {:?}", offer, text);
        }
        prop_assert!(
            !changed.lines().any(|line| line == "owner: it") || offer.contains("owner: it"),
            "{text:?} {offer:?}"
        );
    }
    Ok(())
}

#[test]
fn what_is_offered_for_a_reporting_record_holds_its_addresses() {
    let uri = "mailto:[a-z]{1,6}[+.]?[a-z]{1,6}@[a-z]{3,8}\\.example|https://[a-z]{3,8}\\.example/v1(\\?[a-z]=[0-9])?";
    let uris = prop::collection::btree_set(uri, 1..4);
    hold(&(uris, any::<bool>(), mutations(), 0..12_u8), |(uris, owner, mutations, noise)| {
        addresses_are_kept(&Vec::from_iter(uris), owner, &mutations, noise)
    });
}

fn addresses_are_kept(uris: &[String], owner: bool, mutations: &[Mutation], noise: u8) -> Result<(), TestCaseError> {
    let mut fields = vec!["v=TLSRPTv1".to_owned(), format!("rua={}", uris.join(","))];
    fields.extend(owner.then(|| "owner=it".to_owned()));
    mutations.iter().for_each(|mutation| changed(&mut fields, mutation, &RECORD));
    let changed = fields.join("; ");
    let text = record_noise(&changed, "_smtp._tls", noise);
    let linted = linted(Source::TlsRpt, &text);
    let offered = offered(&linted);
    // Of an address that a change cut, the whole may be unclear.
    if uris.iter().all(|uri| holds_address(&changed, uri)) {
        is_answered(&linted, &text, &offered)?;
    }
    for offer in offered {
        sound(Source::TlsRpt, &offer, is_remark_intact(&changed))?;
        let reading = TlsRptReading::read(&[&offer]);
        for uri in uris.iter().filter(|uri| holds_address(&changed, uri)) {
            let is_held = reading.rua.iter().any(|rua| rua.uri.eq_ignore_ascii_case(uri));
            prop_assert!(is_held, "{uri} of {text:?} in {offer:?}");
        }
        prop_assert!(!has_owner(&changed) || has_owner(&offer), "{text:?} {offer:?}");
    }
    Ok(())
}

#[test]
fn what_is_offered_for_an_sts_record_keeps_its_fields() {
    hold(&("[0-9]{8}T[0-9]{6}", any::<bool>(), mutations(), 0..12_u8), |(id, owner, mutations, noise)| {
        let mut fields = vec!["v=STSv1".to_owned(), format!("id={id}")];
        fields.extend(owner.then(|| "owner=it".to_owned()));
        mutations.iter().for_each(|mutation| changed(&mut fields, mutation, &RECORD));
        let changed = fields.join("; ");
        let text = record_noise(&changed, "_mta-sts", noise);
        let linted = linted(Source::Record, &text);
        let offered = offered(&linted);
        is_answered(&linted, &text, &offered)?;
        offered.iter().try_for_each(|offer| {
            // After further changes, the rest may be of another record.
            let is_whole = mutations.len() == 1 && has_owner(&changed);
            prop_assert!(!is_whole || has_owner(offer), "{text:?} {offer:?}");
            sound(Source::Record, offer, is_remark_intact(&changed))
        })
    });
}
