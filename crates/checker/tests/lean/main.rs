//! The page reads with `lean` what everything else reads with serde: the same text has to be the same evidence.

#![expect(clippy::disallowed_methods, reason = "this test reads files; the judge does not")]

#[path = "../fixtures/mod.rs"]
mod fixtures;
mod samples;

use std::{fmt::Debug, fs, sync::LazyLock};

use checker::world::World;
use evidence::{
    Answer, ComparisonTarget, Connect, DialogueEnd, DnsAnswer, Evidence, Interruption, LegacyTls, MailInterruption,
    MailProbe, MailStage, Outcome, PolicyFetch, Question, Record, RecordKind, Snapshot, Stage, TlsFailure, TlsVersion,
    Trust, Unobserved, Via, WithoutSni,
};
use fixtures::{compared, examples};
use lean::Read;
use proptest::{collection::vec, prelude::*, sample::Index};
use proxy_api::{Config, Problem, ProblemKind};
use samples::{mail, policy};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// Evidence of every world, and of every example with both of its resolvers.
fn evidence() -> &'static [Value] {
    static ALL: LazyLock<Vec<Value>> = LazyLock::new(|| {
        let folder = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/worlds")).expect("a folder");
        let text = |entry: Result<fs::DirEntry, _>| fs::read_to_string(entry.expect("an entry").path());
        let worlds = folder.map(|entry| serde_json::from_str::<World>(&text(entry).expect("a text")).expect("a world"));
        let played =
            worlds.chain(examples().into_iter().map(|example| example.world())).map(|world| compared(&world).1);
        played.map(|seen| serde_json::to_value(seen).expect("evidence is JSON")).collect()
    });
    &ALL
}

/// What the page cannot do without: see the documentation of `lean` for why these are refused.
const ON_PURPOSE: [&str; 4] = [
    "expected an object, found a list",
    "expected a name that is known here, found a number",
    "expected a name that is known here, found an object",
    // serde takes an empty object for no content, in what is flattened alone.
    "expected nothing, found an object",
];

fn agree<T: Read + DeserializeOwned + PartialEq + Debug>(json: &Value) -> Result<(), String> {
    let value: lean::Value = serde_json::from_value(json.clone()).expect("JSON is a value");
    match (serde_json::from_value::<T>(json.clone()), T::read(&value)) {
        (Ok(serde), Ok(lean)) if serde == lean => Ok(()),
        (Err(_), Err(_)) => Ok(()),
        (Ok(_), Err(lean)) if ON_PURPOSE.iter().any(|purpose| lean.to_string().ends_with(purpose)) => Ok(()),
        (serde, lean) => Err(format!("{json}\nserde: {serde:?}\nlean: {lean:?}")),
    }
}

#[test]
fn evidence_of_every_world_and_example_is_read_as_it_was_written() {
    for json in evidence() {
        let value: lean::Value = serde_json::from_value(json.clone()).expect("JSON is a value");
        let read = Evidence::read(&value).unwrap_or_else(|error| panic!("{error}: {json}"));
        assert_eq!(serde_json::to_value(&read).expect("evidence is JSON"), *json);
        assert_eq!(agree::<Evidence>(json), Ok(()));
    }
    println!("{} checks read", evidence().len());
}

/// Each text is one value, and both readers find the same in it.
#[track_caller]
fn column<T: Read + DeserializeOwned + Serialize + PartialEq + Debug>(texts: &[Value]) {
    for json in texts {
        let value: lean::Value = serde_json::from_value(json.clone()).expect("JSON is a value");
        let read = T::read(&value).unwrap_or_else(|error| panic!("{error}: {json}"));
        assert_eq!(serde_json::to_value(&read).expect("it is JSON"), *json);
        assert_eq!(agree::<T>(json), Ok(()));
    }
}

fn names<T: Read + DeserializeOwned + Serialize + PartialEq + Debug>(names: &[&str]) {
    column::<T>(&names.iter().map(|name| json!(name)).collect::<Vec<_>>());
}

#[test]
fn every_name_is_read() {
    names::<Connect>(&["ok", "refused", "reset", "timeout", "unreachable", "no-route", "not-public", "not-tried"]);
    names::<Stage>(&["resolve", "connect", "tls", "head", "body"]);
    names::<MailStage>(&["greeting", "ehlo", "starttls", "tls", "ehlo-in-tls"]);
    names::<WithoutSni>(&["completed", "refused", "unseen"]);
    names::<TlsVersion>(&["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"]);
    names::<Trust>(&["trusted", "self-signed", "incomplete", "untrusted-root", "other"]);
    names::<ProblemKind>(&["malformed", "refused", "not-found", "method", "too-many", "unavailable"]);
    names::<RecordKind>(&RecordKind::ALL.map(RecordKind::mnemonic));
}

#[test]
fn every_variant_is_read() {
    column::<Interruption>(&[
        json!({"why": "no-such-host"}),
        json!({"why": "no-address"}),
        json!({"why": "lookup-failed", "detail": "d"}),
        json!({"why": "not-connected"}),
        json!({"why": "no-tls"}),
        json!({"why": "timeout", "stage": "head"}),
        json!({"why": "closed", "stage": "body"}),
        json!({"why": "not-http", "detail": "d"}),
    ]);
    column::<MailInterruption>(&[
        json!({"why": "no-such-host"}),
        json!({"why": "no-address"}),
        json!({"why": "lookup-failed", "detail": "d"}),
        json!({"why": "not-connected"}),
        json!({"why": "port-blocked"}),
    ]);
    column::<DialogueEnd>(&[
        json!({"why": "timeout", "stage": "ehlo-in-tls"}),
        json!({"why": "closed", "stage": "greeting"}),
        json!({"why": "closed", "stage": "helo"}),
        json!({"why": "not-smtp", "stage": "starttls", "detail": "d"}),
    ]);
    column::<ComparisonTarget>(&[
        json!({"address": "2001:db8::1"}),
        json!({"port": 8443}),
        json!({"url": "u"}),
        json!("as-browser"),
    ]);
    column::<LegacyTls>(&[
        json!({"outcome": "accepted", "version": "TLSv1.1"}),
        json!({"outcome": "refused"}),
        json!({"outcome": "unseen"}),
    ]);
    column::<TlsFailure>(&[
        json!({"why": "version"}),
        json!({"why": "alert", "detail": "internal_error"}),
        json!({"why": "closed"}),
        json!({"why": "not-tls", "detail": "d"}),
        json!({"why": "timeout"}),
    ]);
    column::<Unobserved>(&[
        json!({"why": "timeout"}),
        json!({"why": "unreachable", "detail": "d"}),
        json!({"why": "status", "status": 502}),
        json!({"why": "malformed", "detail": "d"}),
        json!({"why": "refused", "detail": "d"}),
        json!({"why": "busy", "retry_after_s": 5}),
        json!({"why": "busy", "retry_after_s": null}),
        json!({"why": "not-offered"}),
    ]);
    column::<Via>(&[json!({"resolver": "r"}), json!({"proxy": "p"}), json!("here"), json!("world")]);
}

#[test]
fn every_question_and_answer_is_read() {
    column::<Question>(&[
        json!({"ask": "dns", "name": "_mta-sts.example.com", "type": "TXT"}),
        json!({"ask": "policy", "domain": "example.com"}),
        json!({"ask": "mail", "domain": "example.com", "host": "mx.example.com"}),
    ]);
    column::<Record>(&[
        json!({"a": "192.0.2.1"}),
        json!({"aaaa": "2001:db8::1"}),
        json!({"caa": {"flags": 128, "tag": "issue", "value": "Y2EuZXhhbXBsZQ=="}}),
        json!({"mx": {"preference": 10, "exchange": "mx.example.com"}}),
        json!({"txt": ["dj1TVFN2MTs=", ""]}),
        json!({"tlsa": {"usage": 3, "selector": 1, "matching": 1, "data": "AAE="}}),
    ]);
    let dns = json!({
        "rcode": 3, "authenticated": true, "chain": ["a.example"], "records": [], "ttl": 300,
        "extended_errors": [{"code": 22}, {"code": 9, "text": "no keys"}],
    });
    column::<DnsAnswer>(std::slice::from_ref(&dns));
    column::<Answer>(&[json!({"dns": dns}), json!({"policy": policy()}), json!({"mail": mail()})]);
    column::<Outcome>(&[json!({"answer": {"mail": mail()}}), json!({"blind": {"why": "timeout"}})]);
    column::<Snapshot>(&[
        json!({"at": "2026-06-10T08:09:07Z", "txt_id": "1", "body": "AAE=", "mx": ["mx.example.com"]}),
    ]);
    column::<Evidence>(&[json!({
        "format": 1, "typed": "user@example.com", "domain": "example.com", "started": "2026-06-10T08:09:07Z",
        "allowed": ["127.0.0.0/8", "fd00::/8"], "entries": [],
    })]);
}

#[test]
fn what_the_proxy_says_is_read() {
    column::<PolicyFetch>(&[policy()]);
    column::<MailProbe>(&[mail()]);
    column::<Problem>(&[json!({"type": "too-many", "title": "t", "status": 429, "detail": "d"})]);
    column::<Config>(&[json!({
        "version": "0.1.0", "probe": true, "resolver": false, "lab": [{"domain": "good.test", "verdict": "enforced", "severity": "pass"}],
        "allow_net": ["127.0.0.0/8"], "limits": {"policy_octets": 65536, "deadline_ms": 60000},
    })]);
}

/// One change of a value, somewhere in it.
#[derive(Clone, Debug)]
enum Change {
    Put(Value),
    PutAnother(Index),
    Remove,
    Add(&'static str, Value),
    Wrap,
}

const NAMES: [&str; 12] =
    ["answer", "blind", "why", "ask", "via", "at", "detail", "stage", "dns", "mx", "type", "question"];

fn small() -> impl Strategy<Value = Value> {
    let name = prop::sample::select(&NAMES[..]);
    let whole = prop::sample::select(&[-1_i64, 0, 1, 255, 256, 65_536, 4_294_967_296, 9_007_199_254_740_991][..]);
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        whole.prop_map(Value::from),
        Just(json!(1.5)),
        Just(json!("")),
        Just(json!([])),
        Just(json!({})),
        name.clone().prop_map(Value::from),
        (name, any::<bool>()).prop_map(|(name, value)| json!({name: value.then_some(1)})),
    ]
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        small().prop_map(Change::Put),
        any::<Index>().prop_map(Change::PutAnother),
        Just(Change::Remove),
        (prop::sample::select(&NAMES[..]), small()).prop_map(|(name, value)| Change::Add(name, value)),
        Just(Change::Wrap),
    ]
}

/// Every place in a value, as JSON pointer (RFC 6901).
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(index, value)| places(value, &format!("{at}/{index}"), all));
        }
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), all));
        }
        _ => {}
    }
}

fn apply(whole: &mut Value, pick: &Index, change: &Change) {
    let mut all = Vec::new();
    places(whole, "", &mut all);
    let place = &all[pick.index(all.len())];
    let another = |index: &Index| whole.pointer(&all[index.index(all.len())]).expect("a place of it").clone();
    let new = match change {
        Change::Put(value) => value.clone(),
        Change::PutAnother(index) => another(index),
        Change::Wrap => json!([whole.pointer(place).expect("a place of it")]),
        Change::Add(name, value) => match whole.pointer(place).expect("a place of it").clone() {
            Value::Object(mut members) => {
                members.insert((*name).to_owned(), value.clone());
                Value::Object(members)
            }
            other => other,
        },
        Change::Remove => return remove(whole, place),
    };
    *whole.pointer_mut(place).expect("a place of it") = new;
}

fn remove(whole: &mut Value, place: &str) {
    let Some((parent, name)) = place.rsplit_once('/') else { return };
    match whole.pointer_mut(parent).expect("a place of it") {
        Value::Object(members) => drop(members.remove(name)),
        Value::Array(values) => drop(values.remove(name.parse().expect("a position"))),
        _ => {}
    }
}

/// One entry of a check, or something with every member: small enough that a change hits what matters.
fn seeds() -> Vec<Value> {
    let entries = evidence().iter().flat_map(|seen| seen["entries"].as_array().expect("a list").clone());
    let policy = json!({"question": {"ask": "policy", "domain": "d"}, "answer": {"policy": policy()}, "via": "here", "at": "2026-06-10T08:09:07Z"});
    let mail = json!({"question": {"ask": "mail", "domain": "d", "host": "h"}, "answer": {"mail": mail()}, "via": {"proxy": "p"}, "at": "2026-06-10T08:09:07Z"});
    let unobserved = json!({"question": {"ask": "policy", "domain": "d"}, "blind": {"why": "busy", "retry_after_s": 1}, "via": "world", "at": "2026-06-10T08:09:07Z"});
    let mut seeds: Vec<Value> = entries.step_by(97).collect();
    seeds.extend([policy, mail, unobserved]);
    seeds
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_readers_refuse_the_same(seed in any::<Index>(), changes in vec((any::<Index>(), change()), 1..4)) {
        static SEEDS: LazyLock<Vec<Value>> = LazyLock::new(seeds);
        let mut entry = SEEDS[seed.index(SEEDS.len())].clone();
        changes.iter().for_each(|(pick, change)| apply(&mut entry, pick, change));
        let seen = json!({"domain": "example.com", "started": "2026-06-10T08:09:07Z", "entries": [entry]});
        prop_assert_eq!(agree::<Evidence>(&seen), Ok(()));
        prop_assert_eq!(agree::<PolicyFetch>(&entry["answer"]["policy"]), Ok(()));
        prop_assert_eq!(agree::<MailProbe>(&entry["answer"]["mail"]), Ok(()));
    }

    #[test]
    fn anything_at_all_is_read_or_refused(json in anything()) {
        prop_assert_eq!(agree::<Evidence>(&json), Ok(()));
        prop_assert_eq!(agree::<Config>(&json), Ok(()));
        prop_assert_eq!(agree::<Problem>(&json), Ok(()));
        prop_assert_eq!(agree::<Outcome>(&json), Ok(()));
    }
}

fn anything() -> impl Strategy<Value = Value> {
    let name = prop_oneof![prop::sample::select(&NAMES[..]).prop_map(str::to_owned), any::<String>()];
    small().prop_recursive(5, 32, 4, move |inner| {
        let members = prop::collection::hash_map(name.clone(), inner.clone(), 0..4);
        prop_oneof![
            vec(inner, 0..4).prop_map(Value::from),
            members.prop_map(|members| Value::from(members.into_iter().collect::<serde_json::Map<_, _>>())),
        ]
    })
}
