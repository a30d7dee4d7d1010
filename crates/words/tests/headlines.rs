//! Every headline names what is wrong: a table of all rules of severity error, each in a world of its own.

#[path = "../../checker/tests/fixtures/mod.rs"]
mod fixtures;

use std::{collections::BTreeMap, sync::LazyLock};

use checker::{Arg, Finding, ImpactKind, RULES, Report, Severity, Verdict, judge, judge_without_texts, rules};
use fixtures::{examples, played, worlds};
use words::{Language, Sentence, report};

/// A rule whose world cannot show it alone, and the rule that the headline names in its place.
struct Companion {
    id: &'static str,
    named: &'static str,
    reason: &'static str,
}

const COMPANIONS: [Companion; 3] = [
    Companion {
        id: "mx-changed-before-policy",
        named: "policy-mx-not-covered",
        reason: "it says how that came about; the host is the same",
    },
    Companion {
        id: "policy-changed-before-mx",
        named: "policy-mx-none-covered",
        reason: "it says how that came about; the hosts are the same",
    },
    Companion {
        id: "dane-passes-sts-fails",
        named: "mx-cert-self-signed",
        reason: "it says that DANE accepts the certificate that fails here",
    },
];

/// Rules for which the banner has its own headline, and the text that it must contain in both languages.
const BANNER_TEXTS: [(&str, [&str; 2]); 3] = [
    ("domain-nxdomain", ["does not exist", "存在しません"]),
    ("mx-missing-no-address", ["cannot receive mail", "メールを受け取れません"]),
    ("record-missing", ["MTA-STS is not set up", "MTA-STS は設定されていません"]),
];

/// Phrases that state a problem without naming it.
const VAGUE_PHRASES: [&str; 4] = [
    "Something is published",
    "does not follow the standard",
    "公開されていますが、送信側はそれを使えず",
    "規格に沿っていません",
];

/// The worlds of the rules of severity error, with no earlier check unless the rule is about one.
static REPORTS: LazyLock<BTreeMap<&'static str, Report>> = LazyLock::new(|| {
    let examples: Vec<_> = examples();
    let errors = RULES.iter().filter(|rule| rule.severity == Severity::Error);
    let mut reports = BTreeMap::new();
    for rule in errors.filter(|rule| **rule != &rules::DOMAIN_INVALID) {
        let example = examples.iter().find(|example| example.id == rule.id).expect("every rule has an example");
        let mut world = example.world();
        let mut judged = |history: bool| {
            if !history {
                world.history.clear();
            }
            let (domain, seen) = played(&world);
            judge(&domain, &seen)
        };
        let with_history = judged(true);
        let alone = judged(false);
        reports.insert(rule.id, if alone.has_finding(rule) { alone } else { with_history });
    }
    reports
});

fn errors(report: &Report) -> Vec<&'static str> {
    let mut ids: Vec<_> = report.findings_with(Severity::Error).map(|finding| finding.rule.id).collect();
    ids.dedup();
    ids
}

/// The headline and the sentence below it.
fn banner(report: &Report, language: Language) -> String {
    let words = report::verdict_headline(report, language);
    [words.headline.to_string(), words.cause.map(|cause: Sentence| cause.to_string()).unwrap_or_default()].join("\n")
}

/// Returns whether a text contains the headline of a finding, with its names and values.
fn names(text: &str, report: &Report, finding: &Finding, language: Language) -> bool {
    let own = BANNER_TEXTS.iter().find(|(id, _)| *id == finding.rule.id);
    match own {
        Some((_, words)) => {
            text.contains(report.domain.as_str()) && text.contains(words[usize::from(language == Language::Ja)])
        }
        None => text.contains(&report::finding_words(report, finding, language).headline.to_string()),
    }
}

#[test]
fn every_error_alone_in_a_world_is_named_by_the_headline() {
    let mut unnamed = Vec::new();
    for (id, report) in REPORTS.iter() {
        let companion = COMPANIONS.iter().find(|companion| companion.id == *id);
        let wanted = companion.map_or(*id, |companion| companion.named);
        let finding = report.findings.iter().find(|finding| finding.rule.id == wanted).expect("it is found");
        for language in Language::ALL {
            let text = banner(report, language);
            if !names(&text, report, finding, language) || VAGUE_PHRASES.iter().any(|vague| text.contains(vague)) {
                unnamed.push(format!("{id} ({language:?}): {text:?}; errors: {:?}", errors(report)));
            }
        }
    }
    println!("{} rules of severity error, each in {} languages", REPORTS.len(), Language::ALL.len());
    assert!(REPORTS.len() > 130, "{} rules", REPORTS.len());
    assert!(unnamed.is_empty(), "{} headlines:\n{}", unnamed.len(), unnamed.join("\n"));
}

#[test]
fn every_companion_is_still_needed() {
    for Companion { id, named, reason } in COMPANIONS {
        let found = errors(&REPORTS[id]);
        assert!(found.contains(&id) && found.contains(&named) && !reason.is_empty(), "{id}: {found:?}");
    }
}

#[test]
fn a_headline_that_names_another_cause_is_found() {
    let (report, other) = (&REPORTS["policy-empty"], &REPORTS["policy-bom"]);
    let finding = report.cause().expect("a cause");
    assert!(names(&banner(report, Language::En), report, finding, Language::En));
    assert!(!names(&banner(other, Language::En), report, finding, Language::En));
}

#[test]
fn nothing_is_green_where_a_standard_sender_refuses_or_an_error_is_found() {
    let examples = examples().into_iter().map(|example| (example.id.clone(), example.world()));
    let mut green = 0;
    for (name, world) in examples.chain(worlds()) {
        let (domain, seen) = played(&world);
        let report = judge(&domain, &seen);
        let refused = report.delivery.iter().any(|row| {
            [Some(row.action), row.lenient, row.dane].contains(&Some(checker::Action::Refuse)) || row.saved_refuses
        });
        if refused {
            assert_eq!(report.impact.severity, Some(Severity::Error), "{name}: {:?}", report.impact);
        }
        if report.impact.severity == Some(Severity::Pass) {
            green += 1;
            assert_eq!((report.verdict, report.impact.kind), (Verdict::Enforced, ImpactKind::Verdict), "{name}");
            assert_eq!(errors(&report), [""; 0], "{name} is green");
        }
    }
    assert!(green > 20, "{green} worlds are green");
}

#[test]
fn an_expired_certificate_is_named_with_its_host_and_its_day() {
    let report = &REPORTS["policy-host-tls-expired"];
    let cause = report.cause().expect("a cause");
    let Some(Arg::Date(day)) = cause.args.value("date") else { panic!("no date: {:?}", cause.args) };
    for language in Language::ALL {
        let text = banner(report, language);
        let day = report::date_text(*day, language);
        assert!(text.contains(&day) && text.contains("mta-sts.example.com"), "{text}");
    }
}

/// The page shows the banner and the mail path before it has the texts to publish.
#[test]
fn banner_and_mail_path_need_no_texts_to_publish() {
    for example in examples() {
        let (domain, seen) = played(&example.world());
        let (complete, early) = (judge(&domain, &seen), judge_without_texts(&domain, &seen));
        for language in Language::ALL {
            let banner = |report| report::verdict_headline(report, language);
            assert_eq!(banner(&complete), banner(&early), "{domain}");
            let path = |report: &Report| {
                let words = report.mail_path.iter().map(|stop| report::part_words(report, stop, language));
                format!("{:?}", words.collect::<Vec<_>>())
            };
            assert_eq!(path(&complete), path(&early), "{domain}");
        }
    }
}
