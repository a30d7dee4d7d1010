//! Two checks of a domain that did not change in between, whatever each of them remembers.

use std::{fs, path::Path, sync::LazyLock};

use bulk::{ChangedValue, Compared, ComparedValue, Trend};
use checker::{
    run_check, with_earlier_history,
    world::{World, WorldTransport},
};
use evidence::{Evidence, Timestamp};
use mta_sts::Domain;

/// A complete check of every demo domain.
static CHECKED: LazyLock<Vec<Evidence>> = LazyLock::new(|| worlds().iter().map(checked).collect());

#[expect(clippy::disallowed_methods, reason = "the test reads the demo domains")]
fn worlds() -> Vec<World> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../checker/worlds");
    let files = fs::read_dir(folder).expect("worlds").map(|file| file.expect("a file").path());
    files.map(|path| serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("a world")).collect()
}

fn checked(world: &World) -> Evidence {
    let domain: Domain = world.domain.parse().expect("a domain");
    let now = world.check_time(Timestamp::from_unix(1_795_000_000));
    let net = WorldTransport { world, now };
    futures_executor::block_on(run_check(&domain, world.initial_evidence(&domain, now), &net, |_| ()))
}

/// Returns the same observations some seconds later.
fn again(evidence: &Evidence, seconds: i64) -> Evidence {
    Evidence { started: evidence.started.plus_seconds(seconds), history: Vec::new(), ..evidence.clone() }
}

/// Returns the check of another demo domain as an earlier check of this one.
fn other_policy_before(evidence: &Evidence, other: &str) -> Option<Evidence> {
    let found = CHECKED.iter().find(|known| known.domain == other)?;
    let text = serde_json::to_string(found).expect("JSON").replace(other, &evidence.domain);
    let earlier: Evidence = serde_json::from_str(&text).expect("evidence");
    Some(Evidence { started: evidence.started.plus_seconds(-600), ..earlier })
}

fn trend(before: &Evidence, now: &Evidence) -> Trend {
    let domain: Domain = now.domain.parse().expect("a domain");
    Compared::new(&domain, before, now).trend()
}

#[test]
fn an_unchanged_domain_is_unchanged_however_many_checks_are_remembered() {
    for first in CHECKED.iter() {
        let second = with_earlier_history(again(first, 60), first);
        let third = with_earlier_history(with_earlier_history(again(first, 120), first), &second);
        for (before, now) in [(first, &second), (&second, &third), (first, &third)] {
            assert_eq!(trend(before, now), Trend::Same, "{}", first.domain);
        }
    }
}

#[test]
fn a_policy_that_only_one_check_remembers_is_no_change() {
    for first in CHECKED.iter() {
        for other in ["good.test", "testing.test", "none.test", "mx-not-listed.test"] {
            let earlier = other_policy_before(first, other).expect("a demo domain");
            let remembers = with_earlier_history(again(first, 60), &earlier);
            let forgets = again(first, 120);
            assert_eq!(trend(first, &remembers), Trend::Same, "{} after {other}", first.domain);
            assert_eq!(trend(&remembers, &forgets), Trend::Same, "{} after {other}", first.domain);
            let both = with_earlier_history(again(first, 120), &remembers);
            assert_eq!(trend(&remembers, &both), Trend::Same, "{} after {other}", first.domain);
        }
    }
}

#[test]
fn a_policy_that_changed_without_a_new_id_is_worse() {
    let good = CHECKED.iter().find(|known| known.domain == "good.test").expect("a demo domain");
    let text = serde_json::to_string(&again(good, 60)).expect("JSON");
    let mut now: Evidence = serde_json::from_str(&text).expect("evidence");
    for entry in &mut now.entries {
        replace_mode(entry);
    }
    let now = with_earlier_history(now, good);
    let domain: Domain = "good.test".parse().expect("a domain");
    let compared = Compared::new(&domain, good, &now);
    assert_eq!(compared.trend(), Trend::Worse);
    let new: Vec<_> = compared.changes().new.iter().map(|finding| finding.rule.id).collect();
    assert!(new.contains(&"id-not-bumped"), "{new:?}");
}

#[test]
fn a_policy_that_cannot_be_read_any_more_is_no_deleted_value() {
    let values = |before: &str, now: &str| {
        let text = |name: &str| {
            let found = CHECKED.iter().find(|known| known.domain == format!("{name}.test")).expect("a demo domain");
            serde_json::to_string(found).expect("JSON").replace(&format!("{name}.test"), "a.test")
        };
        let read = |name: &str| serde_json::from_str::<Evidence>(&text(name)).expect("evidence");
        let compared = Compared::new(&"a.test".parse().expect("a domain"), &read(before), &read(now));
        compared.changes().values.into_iter().map(|value| (value.what, value.before, value.now)).collect::<Vec<_>>()
    };
    let enforce = || ComparedValue::Text("enforce".into());
    assert_eq!(values("good", "policy-404"), [(ChangedValue::Mode, enforce(), ComparedValue::Unusable)]);
    assert_eq!(values("policy-404", "good"), [(ChangedValue::Mode, ComparedValue::Unusable, enforce())]);
    assert_eq!(values("good", "absent"), [(ChangedValue::Mode, enforce(), ComparedValue::Absent)]);
    let modes: Vec<_> = values("good", "testing").into_iter().map(|(what, ..)| what).collect();
    assert!(modes.contains(&ChangedValue::Mode), "{modes:?}");
}

/// Replaces mode `enforce` of a policy file by `testing`.
fn replace_mode(entry: &mut evidence::Entry) {
    use evidence::{Answer, Outcome, RawBytes};
    let Outcome::Answer(Answer::Policy(fetch)) = &mut entry.reply.outcome else { return };
    let Some(http) = &mut std::sync::Arc::make_mut(fetch).http else { return };
    let text = String::from_utf8(http.body.0.clone()).expect("text");
    http.body = RawBytes(text.replace("enforce", "testing").into_bytes());
}
