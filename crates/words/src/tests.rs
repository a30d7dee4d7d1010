//! Every rule, state and reason has its texts, and the texts state only what they can know.

use std::{fs, path::Path};

use checker::{
    Action, Effect, Finding, ImpactKind, Owner, PartState, RULES, SetupPart, Severity, TlsState, Verdict,
    rules::POLICY_MX_NOT_COVERED,
};
use evidence::{Timestamp, Unobserved};
use mta_sts::Mode;

use crate::{Key, Language, Value, args, message_key::ALL_MESSAGES, report};

/// Arguments that every sentence of a finding has.
const COMMON_ARGS: [&str; 2] = ["domain", "mode"];

fn locations(id: &str) -> String {
    ALL_MESSAGES
        .iter()
        .find(|message| message.id == id)
        .map_or_else(|| "nowhere".to_owned(), |m| m.locations.join(", "))
}

#[test]
fn every_rule_has_a_headline_and_says_what_to_do_about_an_error() {
    let mut faults = Vec::new();
    for rule in RULES.iter() {
        if Key::by_id(rule.id).is_none() {
            faults.push(format!("`{}` has no message in findings.ftl", rule.id));
        }
        let matters = matches!(rule.severity, Severity::Error | Severity::Warning);
        if matters && Key::attribute(rule.id, "fix").is_none() {
            faults.push(format!("{}: `{}` has no `.fix`", locations(rule.id), rule.id));
        }
        if rule.effect == Effect::Own && Key::attribute(rule.id, "why").is_none() {
            faults.push(format!(
                "{}: `{}` has no `.why`, which is all that is said of its effect",
                locations(rule.id),
                rule.id
            ));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_learn_page_has_a_place_for_every_part_that_rules_are_about() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../xtask/src/learn");
    let layout = ["owner.html", "glossary.html"].map(|name| fs::read_to_string(folder.join(name)).expect("a layout"));
    for rule in RULES.iter() {
        let place = format!("id=\"{}\"", report::learn_anchor(rule.stage));
        assert!(layout.concat().contains(&place), "{}: no {place}", rule.id);
    }
}

#[test]
fn sentences_use_the_arguments_of_their_rule_only() {
    let mut faults = Vec::new();
    for rule in RULES.iter() {
        for id in [rule.id.to_owned(), format!("{}.why", rule.id), format!("{}.fix", rule.id)] {
            let Some(message) = ALL_MESSAGES.iter().find(|message| message.id == id) else { continue };
            for argument in message.arguments {
                if !rule.args.contains(argument) && !COMMON_ARGS.contains(argument) {
                    faults.push(format!("{}: `{id}` uses ${argument}, which the rule does not give", locations(&id)));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_finding_in_the_files_is_a_rule() {
    let lost: Vec<String> = ALL_MESSAGES
        .iter()
        .filter(|message| message.locations[0].contains("findings.ftl"))
        .filter(|message| !RULES.iter().any(|rule| message.id.split('.').next() == Some(rule.id)))
        .map(|message| format!("{}: `{}` belongs to no rule", message.locations[0], message.id))
        .collect();
    assert!(lost.is_empty(), "\n{}", lost.join("\n"));
}

#[test]
fn no_sentence_is_empty_or_keeps_a_brace_whatever_its_arguments() {
    for language in Language::ALL {
        for message in ALL_MESSAGES {
            for number in [0, 1, 2, 1000] {
                for word in SELECTORS {
                    let args: Vec<_> =
                        message.arguments.iter().map(|name| (*name, sample(name, number, word))).collect();
                    let said = language.message(message.key, &args);
                    let spoilt = said.is_empty() && !message.id.starts_with("list-");
                    let braces = said.contains(['{', '}']) || said.contains("  ") || said.chars().any(|c| c < ' ');
                    assert!(!spoilt && !braces, "{}: `{}` reads {said:?}", locations(message.id), message.id);
                }
            }
        }
    }
}

/// Words that the messages select on.
const SELECTORS: [&str; 12] =
    ["enforce", "testing", "none", "unknown", "yes", "no", "soon", "dns", "mail", "policy", "unlisted", "tls"];

fn sample<'a>(name: &str, number: i64, word: &'a str) -> Value<'a> {
    const NUMBERS: [&str; 17] = [
        "count",
        "line",
        "total",
        "refused",
        "unseen",
        "looked",
        "failing",
        "listed",
        "open",
        "days",
        "seconds",
        "status",
        "month",
        "day",
        "preference",
        "octets",
        "index",
    ];
    match name {
        "ttl" | "max_age" | "wait" => Value::Duration(number * 3_600),
        "date" => Value::Date(Timestamp::from_unix(number)),
        _ if NUMBERS.contains(&name) && !(name == "listed" && number == 0) => Value::Number(number),
        _ => Value::Text(word),
    }
}

#[test]
fn a_headline_is_one_short_line_and_asks_nothing() {
    for message in ALL_MESSAGES.iter().filter(|message| message.locations[0].contains("findings.ftl")) {
        for language in Language::ALL {
            let args: Vec<_> = message.arguments.iter().map(|name| (*name, sample(name, 2, "enforce"))).collect();
            let said = language.message(message.key, &args);
            let shouts = said.contains(['!', '！']) || said.to_lowercase().contains("please");
            let long = !message.id.contains('.') && said.chars().count() > 100;
            let stopped = !message.id.contains('.') && said.ends_with(['.', '。']);
            assert!(!shouts && !long && !stopped, "{}: {said:?}", locations(message.id));
        }
    }
}

#[test]
fn reasons_fixes_and_effects_are_whole_sentences_that_others_may_follow() {
    let follows =
        |id: &str| id.ends_with(".why") || id.ends_with(".fix") || id.starts_with("effect-") || id.ends_with(".lead");
    for message in ALL_MESSAGES.iter().filter(|message| follows(message.id)) {
        for word in SELECTORS {
            let args: Vec<_> = message.arguments.iter().map(|name| (*name, sample(name, 2, word))).collect();
            for (language, stop) in [(Language::En, '.'), (Language::Ja, '。')] {
                let said = language.message(message.key, &args);
                assert!(said.ends_with(stop), "{}: {said:?}", locations(message.id));
            }
        }
    }
}

#[test]
fn every_state_has_its_words() {
    let mut ids = Vec::new();
    for id in Verdict::ALL.map(Verdict::id) {
        ids.extend([format!("verdict-{id}"), format!("verdict-{id}.lead"), format!("page-verdict-{id}")]);
    }
    ids.push("page-verdict-no-mail.fails".into());
    for harm in ImpactKind::ALL.into_iter().filter(|harm| *harm != ImpactKind::Verdict) {
        ids.extend([format!("harm-{}", harm.id()), format!("harm-{}.row", harm.id())]);
        ids.extend((harm != ImpactKind::Exception).then(|| format!("harm-{}.lead", harm.id())));
    }
    ids.extend([Action::Deliver, Action::Refuse].map(|one| format!("dane-{}", one.id())));
    ids.extend(Owner::ALL.iter().map(|one| format!("owner-{}", one.id())));
    for state in [
        PartState::Pending,
        PartState::Ok,
        PartState::Warning,
        PartState::Error,
        PartState::Unseen,
        PartState::NotApplicable,
    ] {
        ids.push(format!("state-{}", state.id()));
        ids.extend(SetupPart::ALL.iter().map(|part| format!("stop-{}-{}", part.id(), state.id())));
    }
    ids.extend(SetupPart::ALL.iter().map(|part| format!("stop-{}", part.id())));
    for action in [Action::Deliver, Action::Refuse, Action::DeliverAndReport, Action::Unknown] {
        ids.extend([format!("delivery-{}", action.id()), format!("action-{}", action.id())]);
    }
    for tls in [TlsState::Valid, TlsState::Invalid, TlsState::None, TlsState::Unseen] {
        ids.push(format!("tls-{}", tls.id()));
    }
    for effect in RULES.iter().map(|rule| rule.effect).filter(|effect| *effect != Effect::Own) {
        ids.push(format!("effect-{}", effect.id()));
    }
    for rule in RULES.iter() {
        ids.extend([format!("stage-{}", rule.stage.id()), format!("severity-{}", rule.severity.id())]);
    }
    for id in ids {
        assert!(Key::by_id(&id).is_some(), "`{id}` has no message in report.ftl");
    }
}

#[test]
fn every_part_of_a_plan_has_its_words() {
    use planner::{HarmKind, PlanError, Progress, Topic, Warning};
    let step = |topic: &Topic| {
        let parts = ["", ".prove", ".because", ".skipped"];
        parts.map(|part| format!("plan-step-{}{part}", topic.id()))
    };
    let mut ids: Vec<String> = Topic::ALL.iter().flat_map(step).collect();
    ids.extend(Warning::ALL.iter().map(|one| format!("plan-warning-{}", one.id())));
    ids.extend(PlanError::ALL.iter().map(|one| format!("plan-impossible-{}", one.id())));
    ids.extend(Progress::ALL.iter().map(|one| format!("plan-progress-{}", one.id())));
    ids.extend(HarmKind::ALL.iter().map(|one| format!("plan-harm-{}", one.id())));
    ids.extend(planner::Owner::ALL.iter().map(|one| format!("plan-owner-{}", one.id())));
    let waits = planner::WaitKind::ALL.iter().filter(|kind| **kind != planner::WaitKind::Proof);
    ids.extend(waits.map(|one| format!("plan-wait-{}", one.id())));
    for id in ids {
        assert!(Key::by_id(&id).is_some(), "`{id}` has no message in plan.ftl");
    }
}

#[test]
fn every_missing_observation_has_a_reason_and_a_hint() {
    let detail = String::new;
    let blinds = [
        Unobserved::Timeout,
        Unobserved::Unreachable { detail: detail() },
        Unobserved::Status { status: 502 },
        Unobserved::Malformed { detail: detail() },
        Unobserved::Refused { detail: detail() },
        Unobserved::Refused { detail: "REFUSED".to_owned() },
        Unobserved::Busy { retry_after_s: Some(30) },
        Unobserved::Busy { retry_after_s: None },
        Unobserved::NotOffered,
    ];
    let questions = [
        evidence::Question::dns("_mta-sts.example.test", evidence::RecordKind::Txt),
        evidence::Question::Policy { domain: "example.test".to_owned() },
        evidence::Question::Mail { domain: "example.test".to_owned(), host: "mx1.example.test".to_owned() },
    ];
    for question in &questions {
        for why in &blinds {
            for language in Language::ALL {
                let words = report::unseen_words(&checker::Unseen::new(question.clone(), why.clone()), language);
                assert!(!words.question.is_empty() && !words.why.is_empty() && !words.hint.is_empty(), "{why:?}");
            }
        }
    }
}

#[test]
fn every_error_in_a_typed_domain_has_a_text() {
    use mta_sts::DomainError;
    let label = || "-a".to_owned();
    for (error, said) in [
        (DomainError::Empty, "Enter a domain or a mail address."),
        (DomainError::TooLong { octets: 1300 }, "The name has 1,300 characters; a domain name has at most 253."),
        (DomainError::Hyphen { label: label() }, "A part of a domain name cannot start or end with a hyphen: -a"),
        (DomainError::Several, "Enter one domain at a time: a name has no spaces, commas or semicolons."),
        (
            DomainError::Character { character: '_' },
            "A domain name cannot contain the character _. Letters, digits, hyphens and dots are allowed.",
        ),
    ] {
        assert_eq!(report::domain_error(&error, Language::En).to_string(), said);
        assert!(!report::domain_error(&error, Language::Ja).is_empty());
    }
    for error in [
        DomainError::IpAddress,
        DomainError::EmptyLabel,
        DomainError::NotIdna,
        DomainError::LabelTooLong { label: label() },
    ] {
        assert!(!report::domain_error(&error, Language::En).is_empty(), "{error:?}");
    }
}

#[test]
fn a_finding_says_what_why_and_what_to_do_by_the_mode() {
    let finding =
        Finding::new(&POLICY_MX_NOT_COVERED).with_arg("host", "mx2.example.test").with_arg("preference", 20_u16);
    for (mode, why) in [
        (
            Mode::Enforce,
            "It is an MX host of the domain (preference 20). No mx line covers it. Senders that follow MTA-STS must not \
             deliver to this host. They use another listed host; if there is none, the mail queues and finally bounces.",
        ),
        (
            Mode::Testing,
            "It is an MX host of the domain (preference 20). No mx line covers it. Mail is delivered. Senders that send \
             TLS reports report the failure.",
        ),
    ] {
        let words = report::finding_with("example.test", Some(mode), &finding, Language::En);
        assert_eq!(words.headline.to_string(), "mx2.example.test is not in the policy");
        assert_eq!(words.headline.to_markdown(), "`mx2.example.test` is not in the policy");
        assert_eq!(words.why.unwrap().to_string(), why);
        assert_eq!(words.fix.unwrap().to_string(), "Add an mx line for mx2.example.test.");
    }
    let words = report::finding_with("example.test", Some(Mode::Enforce), &finding, Language::Ja);
    assert_eq!(words.headline.to_string(), "mx2.example.test がポリシーに載っていません");
}

#[test]
fn text_from_dns_cannot_hide_or_reorder_words() {
    let nasty = Finding::new(&POLICY_MX_NOT_COVERED)
        .with_arg("host", "mx\u{202e}2\u{1b}[2J\n.test")
        .with_arg("preference", 0_u16);
    let words = report::finding_with("example.test", None, &nasty, Language::En);
    assert_eq!(words.headline.to_string(), "mx<U+202E>2␛[2J␊.test is not in the policy");
}

#[test]
fn a_key_is_found_by_its_id_and_only_by_its_id() {
    assert_eq!(Key::by_id("record-ok"), Some(crate::key::RECORD_OK));
    assert_eq!(Key::by_id("record-missing.why"), Some(crate::key::RECORD_MISSING_WHY));
    assert_eq!(Key::attribute("record-missing", "fix"), Some(crate::key::RECORD_MISSING_FIX));
    for unknown in ["", "record", "record-ok.", "record-ok.why.fix", "zzz"] {
        assert_eq!(Key::by_id(unknown), None, "{unknown}");
    }
}

#[test]
fn a_missing_argument_stays_visible_instead_of_vanishing() {
    assert_eq!(Language::En.message(crate::key::UNIT_DAY, args!["count" => 1]), "1 day");
    assert_eq!(Language::En.message(crate::key::UNIT_DAY, &[]), "{$count} days");
}

#[test]
fn every_caption_of_a_demo_domain_belongs_to_one() {
    let worlds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../checker/worlds");
    let labels: Vec<&str> = ALL_MESSAGES.iter().filter_map(|message| message.id.strip_prefix("demo-")).collect();
    assert!(labels.len() > 40, "{labels:?}");
    for label in labels {
        assert!(worlds.join(format!("{label}.json")).is_file(), "{label}");
    }
}
