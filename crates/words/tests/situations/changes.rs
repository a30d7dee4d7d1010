//! Policies that change: earlier policies, removal, and imagined modes.

use checker::{Owner, Report, judge, with_mode};
use mta_sts::Mode;
use serde_json::{Value, json};
use words::{
    Language, report,
    text::{markdown, owner_message, terminal_text},
};

use super::{GOOD, HOST, TESTING, report_with, words};
use crate::fixtures::{dated, merge, played};

/// Without blanks and line ends, which differ from form to form.
fn unspaced(words: &str) -> String {
    words.split_whitespace().collect()
}

#[test]
fn a_correct_removal_says_until_when_to_wait() {
    let earlier = json!({
        "at": "2026-11-20T00:00:00Z", "txt_id": "20261101000000Z", "mx": ["mx1.good.test"],
        "body": "version: STSv1\r\nmode: enforce\r\nmx: mx1.good.test\r\nmax_age: 1209600\r\n",
    });
    let removing = |history: Value| {
        report_with(&json!({
            "dns": { "_mta-sts.good.test TXT": { "rrs": [["v=STSv1; id=20261121000000Z;"]] } },
            "https": { HOST: { "body": "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n" } },
            "history": history,
        }))
    };
    let report = removing(json!([earlier]));
    assert_eq!((report.verdict.id(), report.tasks_by_owner(), report.is_settled()), ("disabled", Vec::new(), false));
    // The earlier policy was served until this check at the latest, a day after the one that saw it.
    for (language, date) in [(Language::En, "until 5 Dec 2026"), (Language::Ja, "2026年12月5日まで")] {
        let wait = report::next_steps(&report, language).expect("a time to wait").to_string();
        assert!(unspaced(&wait).contains(&unspaced(date)), "{wait}");
        for form in [terminal_text(&report, language), markdown(&report, language, None)] {
            let title = form.find(&language.message(words::key::TEXT_DO, &[])).expect("what to do");
            assert!(unspaced(&form[title..]).contains(&unspaced(&wait)), "{form}");
            assert!(!form.contains("mode: testing\n") && !form.contains("v=STSv1; id="), "{form}");
        }
    }
    let idle = removing(json!([]));
    assert!(
        !idle.tasks_by_owner().is_empty() && report::next_steps(&idle, Language::En).is_none(),
        "no change removes anything"
    );
}

/// The good world after an earlier check, whose policy was in mode enforce and for two weeks, with these `mx` lines and under this
/// `id`; `body` is the policy now.
fn after_enforcing(id: &str, mx: &str, body: &str) -> Report {
    let earlier = format!("version: STSv1\r\nmode: enforce\r\n{mx}max_age: 1209600\r\n");
    report_with(&json!({
        "history": [{ "at": "2026-11-20T00:00:00Z", "txt_id": id, "mx": ["mx1.good.test"], "body": earlier }],
        "https": { HOST: { "body": body } },
    }))
}

#[test]
fn every_text_says_that_senders_without_a_new_id_keep_the_earlier_policy() {
    let good = report_with(&json!({}));
    let same = good.policy.as_ref().expect("a policy").id.clone();
    let unnoticed = "do not notice the new one. They keep the old one until it expires";
    let (shorter, off) = (
        "version: STSv1\r\nmode: enforce\r\nmx: mx1.good.test\r\nmx: mx2.good.test\r\nmax_age: 604800\r\n",
        "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n",
    );
    let both = "mx: mx1.good.test\r\nmx: mx2.good.test\r\n";
    for (id, mx, body, lead, row) in [
        (same.as_str(), both, shorter, format!("{unnoticed}."), "until that one expires. The id is the same"),
        (
            &same,
            "mx: mx1.good.test\r\n",
            shorter,
            format!("{unnoticed}, and refuse MX hosts that only the new one lists."),
            "until that one expires. The id is the same",
        ),
        (
            &same,
            both,
            off,
            format!("{unnoticed}, and refuse what it forbids."),
            "until that one expires. The id is the same",
        ),
        (
            "20250101T000000",
            both,
            off,
            "follow it until they see the new id and fetch this one.".to_owned(),
            "until it fetches this one",
        ),
    ] {
        let report = after_enforcing(id, mx, body);
        let said = report::verdict_headline(&report, Language::En).lead.to_string();
        assert!(said.ends_with(&lead), "{lead}: {said}");
        let rows: Vec<String> =
            report::saved_policy_deliveries(&report, Language::En).iter().map(ToString::to_string).collect();
        assert!(rows.iter().all(|words| words.contains(row)), "{row}: {rows:?}");
    }
}

#[test]
fn a_hypothetical_policy_is_described_as_one() {
    for (body, mode, headline) in [
        (TESTING, Mode::Enforce, "Mail to good.test would be protected by MTA-STS"),
        (
            "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n",
            Mode::Enforce,
            "Mail to good.test would be protected by MTA-STS",
        ),
        (
            "version: STSv1\r\nmode: enforce\r\nmx: other.test\r\nmax_age: 1209600\r\n",
            Mode::Testing,
            "Mail to good.test would be delivered; MTA-STS would only be tested",
        ),
        (
            "version: STSv1\r\nmode: testing\r\nmx: other.test\r\nmax_age: 1209600\r\n",
            Mode::Enforce,
            "Mail to the only MX host would be refused",
        ),
    ] {
        let mut world: Value = serde_json::from_str(GOOD).expect("a world");
        merge(&mut world, &json!({ "https": { HOST: { "body": body } } }));
        let (domain, evidence) = played(&dated(world));
        let imagined = judge(&domain, &with_mode(&evidence, mode).expect("another mode"));
        assert_eq!(report::hypothetical_headline(&imagined, Language::En).headline.to_string(), headline);
    }
}

#[test]
fn the_message_about_the_id_gives_the_reason_and_the_day() {
    let report = report_with(&json!({ "https": { HOST: { "body": TESTING } } }));
    let letter = owner_message(&report, Owner::Dns, Language::En, "https://check.example/").expect("the file changes");
    let (subject, rest) = letter.split_once('\n').expect("a subject");
    assert_eq!(subject, "New MTA-STS id for good.test");
    let reason = words(&report, "policy-mode-testing").headline.to_string();
    assert!(rest.contains(&format!("\n- {reason}\n")) && rest.contains("A check found the reason on "), "{rest}");
}

#[test]
fn a_policy_of_an_earlier_check_may_be_saved_whatever_its_mode() {
    let unused = |history: Value| {
        report_with(&json!({ "dns": { "_mta-sts.good.test TXT": null }, "https": null, "history": history }))
    };
    let body = "version: STSv1\nmode: testing\nmx: mx1.good.test\nmax_age: 1209600\n";
    let seen = json!([{ "at": "2026-11-20T00:00:00Z", "txt_id": "1", "body": body }]);
    for (history, remembered) in [(json!([]), false), (seen, true)] {
        let report = unused(history);
        assert_eq!((report.verdict.id(), report.may_be_remembered), ("absent", remembered));
        for form in [terminal_text(&report, Language::En), markdown(&report, Language::En, None)] {
            assert_eq!(form.contains("A sender with a saved policy:"), remembered, "{form}");
        }
    }
}
