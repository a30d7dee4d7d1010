//! Earlier checks: listed, also where they cannot be read, and compared as far as both saw something.
#![cfg(not(target_arch = "wasm32"))]

use std::{fs, path::Path, sync::LazyLock};

use bulk::{Changes, compare_checks};
use checker::{
    Impact, ImpactKind, Severity, Verdict, run_check,
    world::{World, WorldTransport},
};
use evidence::{Evidence, Outcome, Timestamp, Unobserved};
use mta_sts::Domain;
use proptest::prelude::*;
use web::{
    Shared,
    components::{ChangesLine, ChangesSince, Clock, HistoryList, HistorySettings, Links, history_csv},
    store::{EarlierChecks, FileProblem, KeptCheck, KeptDomain, KeptHead},
};
use words::Language;
use yew::{LocalServerRenderer, prelude::*};

const CLOCK: Clock = Clock {
    exact: |moment, _| moment.to_string(),
    day: |moment, _| moment.to_string(),
    time: |moment, _| moment.to_string(),
};

fn worlds() -> Vec<World> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/checker/worlds");
    let mut files: Vec<_> = fs::read_dir(folder).expect("worlds").map(|file| file.expect("a file").path()).collect();
    files.sort_unstable();
    let read = |path| serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("a world");
    files.into_iter().map(read).collect()
}

fn played(world: &World) -> Evidence {
    let domain: Domain = world.domain.parse().expect("a domain");
    let now = world.check_time(Timestamp::from_unix(1_795_000_000));
    let net = WorldTransport { world, now };
    waited_for(run_check(&domain, world.initial_evidence(&domain, now), &net, |_| ()))
}

fn waited_for<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

/// A complete check of every demo domain.
static PLAYED: LazyLock<Vec<Evidence>> = LazyLock::new(|| worlds().iter().map(played).collect());

fn world(name: &str) -> Evidence {
    let domain = format!("{name}.test");
    PLAYED.iter().find(|evidence| evidence.domain == domain).expect("a world").clone()
}

/// What becomes of an answer.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Seen,
    Unobserved,
    NeverAsked,
}

fn with_fates(evidence: &Evidence, fates: &[Fate]) -> Evidence {
    let mut changed = evidence.clone();
    let mut at = 0;
    changed.entries.retain_mut(|entry| {
        let fate = fates[at % fates.len()];
        at += 1;
        if let Fate::Unobserved = fate {
            entry.reply.outcome = Outcome::Unobserved(Unobserved::Timeout);
        }
        !matches!(fate, Fate::NeverAsked)
    });
    changed
}

fn fates() -> impl Strategy<Value = Vec<Fate>> {
    let fate = prop_oneof![4 => Just(Fate::Seen), 1 => Just(Fate::Unobserved), 1 => Just(Fate::NeverAsked)];
    proptest::collection::vec(fate, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_was_not_seen_is_not_compared(first in fates(), second in fates()) {
        for evidence in PLAYED.iter() {
            let domain: Domain = evidence.domain.parse().expect("a domain");
            let (earlier, later) = (with_fates(evidence, &first), with_fates(evidence, &second));
            let (before, now) = compare_checks(&domain, &earlier, &later);
            let changes = Changes::between(&before, &now);
            prop_assert!(changes.is_empty(), "{domain}: {changes:#?}");
        }
    }
}

#[test]
fn what_both_saw_is_compared_although_something_else_was_not_seen() {
    let (before, mut now) = (world("expired"), world("expired"));
    let good = world("no-tlsrpt");
    for entry in &mut now.entries {
        if matches!(&entry.question, evidence::Question::Dns(dns) if dns.name.starts_with("_smtp._tls.")) {
            let gone = good.entries.iter().find(
                |other| matches!(&other.question, evidence::Question::Dns(dns) if dns.name.starts_with("_smtp._tls.")),
            );
            entry.reply.outcome = gone.expect("an answer").reply.outcome.clone();
        }
        if matches!(entry.question, evidence::Question::Policy { .. }) {
            entry.reply.outcome = Outcome::Unobserved(Unobserved::Timeout);
        }
    }
    let domain: Domain = "expired.test".parse().expect("a domain");
    let (earlier, later) = compare_checks(&domain, &before, &now);
    let changes = Changes::between(&earlier, &later);
    let new: Vec<_> = changes.new.iter().map(|finding| finding.rule.id).collect();
    assert!(new.iter().any(|id| id.starts_with("tlsrpt-")), "{new:?}");
    assert!(changes.gone.is_empty(), "the expired certificate was not seen again: {:#?}", changes.gone);
    assert!(changes.new.iter().all(|finding| finding.rule.severity != Severity::Pass));
}

fn kept(key: i64, started: i64, evidence: &Evidence) -> KeptCheck {
    KeptCheck::from_evidence(key, Evidence { started: Timestamp::from_unix(started), ..evidence.clone() })
}

#[derive(Properties, PartialEq)]
struct Since {
    evidence: Shared<Evidence>,
    earlier: Shared<EarlierChecks>,
}

#[component]
fn Comparison(Since { evidence, earlier }: &Since) -> Html {
    html! {
        <>
            <ChangesLine language={Language::En} evidence={evidence.clone()} earlier={earlier.clone()} clock={CLOCK} links={Links::default()} />
            <ChangesSince language={Language::En} evidence={evidence.clone()} earlier={earlier.clone()} clock={CLOCK} />
        </>
    }
}

async fn compared(evidence: Evidence, history: Vec<KeptCheck>) -> String {
    let earlier = EarlierChecks::new(evidence.domain.clone(), history);
    let props = Since { evidence: Shared::new(evidence), earlier: Shared::new(earlier) };
    LocalServerRenderer::<Comparison>::with_props(props).hydratable(false).render().await
}

#[test]
fn a_check_that_saw_nothing_is_not_what_the_next_one_is_compared_with() {
    let seen = world("expired");
    let offline = with_fates(&seen, &[Fate::Unobserved]);
    let (older, newer) = (seen.started.unix_seconds() - 200, seen.started.unix_seconds() - 100);
    let history = vec![kept(2, newer, &offline), kept(1, older, &seen)];
    let rendered = |evidence, history| waited_for(compared(evidence, history));
    let html = rendered(seen.clone(), history);
    assert!(html.contains(r#"data-changed="false""#), "{html}");
    assert!(html.contains(&Timestamp::from_unix(older).to_string()), "{html}");
    let html = rendered(seen, vec![kept(2, newer, &offline)]);
    assert!(!html.contains("data-fold"), "there is nothing to compare with: {html}");
}

#[test]
fn the_answer_says_in_a_line_what_changed_since_the_check_before() {
    let (before, now) = (world("testing"), world("good"));
    let earlier = Evidence { domain: now.domain.clone(), ..before };
    let renamed = renamed(&earlier, "testing.test", "good.test");
    let started = now.started.unix_seconds() - 8 * evidence::DAY;
    let html = waited_for(compared(now.clone(), vec![kept(1, started, &renamed)]));
    assert!(html.contains("data-since-line=") && !html.contains(r#"data-since-line="0""#), "{html}");
    assert!(html.contains(&Timestamp::from_unix(started).to_string()), "{html}");
    let html = waited_for(compared(now.clone(), vec![kept(1, started, &now)]));
    assert!(html.contains(r#"data-since-line="0""#) && html.contains("Nothing changed since"), "{html}");
    assert!(!waited_for(compared(now, Vec::new())).contains("data-since-line"));
}

/// What was seen of one domain, as if it had been seen of another.
fn renamed(evidence: &Evidence, from: &str, to: &str) -> Evidence {
    let text = serde_json::to_string(evidence).expect("it is JSON").replace(from, to);
    serde_json::from_str(&text).expect("it is evidence")
}

#[derive(Properties, PartialEq)]
struct Listed {
    language: Language,
    history: Shared<Vec<KeptDomain>>,
}

#[component]
fn List(Listed { language, history }: &Listed) -> Html {
    let history_settings = HistorySettings {
        delete: Callback::noop(),
        keep: Callback::noop(),
        open: Callback::noop(),
        export: Callback::noop(),
        judge: Callback::noop(),
    };
    html! { <HistoryList language={*language} history={history.clone()} keeps_history={true} file_problem={None::<FileProblem>} links={Links::default()} {history_settings} clock={CLOCK} /> }
}

async fn listed(language: Language, history: Vec<KeptDomain>) -> String {
    let props = Listed { language, history: Shared::new(history) };
    LocalServerRenderer::<List>::with_props(props).hydratable(false).render().await
}

/// A domain with checks of these verdicts; of none, one that cannot be read.
fn domain(name: Option<&str>, verdicts: &[Option<Verdict>]) -> KeptDomain {
    let mut domain = KeptDomain::new(name.map(Into::into));
    for (at, verdict) in (0..).zip(verdicts) {
        let started = Some(Timestamp::from_unix(1_795_000_000 + at));
        let mut head = KeptHead { key: at, started, bytes: 1, ..KeptHead::default() };
        let impact = Impact { severity: Some(Severity::Pass), kind: ImpactKind::Verdict, cause: None };
        head.set_verdict(verdict.map(|verdict| (verdict, impact)), "build");
        domain.insert(head, None);
    }
    domain
}

#[tokio::test(flavor = "current_thread")]
async fn a_kept_check_that_cannot_be_read_is_listed_with_what_is_known_of_it_and_can_be_deleted() {
    let hostile = "<b>\u{202e}.example";
    for language in Language::ALL {
        let history = vec![domain(Some(hostile), &[None]), domain(None, &[None])];
        let html = listed(language, history).await;
        assert_eq!([html.matches("data-unreadable-check").count(), html.matches("data-past=").count()], [2, 0]);
        assert_eq!(html.matches(r#"data-forget="one""#).count(), 2, "{html}");
        let moment = Timestamp::from_unix(1_795_000_000).to_string();
        assert!(html.contains(&moment) && !html.contains("<b>") && !html.contains('\u{202e}'), "{html}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_domain_is_listed_once_with_its_latest_verdict_and_how_many_checks_there_are() {
    let history = vec![domain(Some("one.example"), &[Some(Verdict::Testing), Some(Verdict::Enforced)])];
    let html = listed(Language::En, history).await;
    assert_eq!(html.matches("data-past=").count(), 1);
    assert!(
        html.contains("verified TLS only") && html.contains("2 checks") && !html.contains("only being tested"),
        "{html}"
    );
    assert!(html.contains(r#"data-forget="some""#), "several checks are deleted only after a second word: {html}");
    let empty = listed(Language::En, Vec::new()).await;
    assert!(empty.contains("data-empty") && !empty.contains("data-save"), "{empty}");
}

#[test]
fn a_spreadsheet_has_a_line_for_each_domain() {
    let history =
        [domain(Some("one.example"), &[Some(Verdict::Testing), Some(Verdict::Enforced)]), domain(Some("=x"), &[None])];
    let csv = history_csv(&history, Language::En);
    let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines,
        [
            "domain,last_check,verdict,meaning,checks",
            r#""one.example","2026-11-18T11:06:41Z","enforced","verified TLS only","2""#,
            r#""'=x","2026-11-18T11:06:40Z","","","1""#,
        ]
    );
}
