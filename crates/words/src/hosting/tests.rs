//! Every part of a set-up and of a pre-flight has its texts.

use checker::TlsState;
use evidence::Timestamp;

use crate::{Key, Language};

#[test]
fn every_part_of_a_set_up_has_its_words() {
    use setup::{
        Cause, Certificate, Effect, Extent, Next, PanelNote, Placement, ProofTime, RECIPES, Role, ServiceNote, TRAPS,
        TextsError, Topic,
    };
    let mut ids: Vec<String> =
        TRAPS.iter().flat_map(|trap| ["", ".hit"].map(|part| format!("trap-{}{part}", trap.id))).collect();
    ids.extend(RECIPES.iter().map(|recipe| format!("host-{}", recipe.id)));
    ids.extend(Placement::ALL.iter().map(|one| format!("placement-{}", one.id())));
    ids.extend(Certificate::ALL.iter().map(|one| format!("certificate-{}", one.id())));
    ids.extend(Topic::ALL.iter().map(|one| format!("step-{}", one.id())));
    ids.extend(Role::ALL.iter().map(|one| format!("role-{}", one.id())));
    ids.extend(ProofTime::ALL.iter().map(|one| format!("proof-{}", one.id())));
    ids.extend(Extent::ALL.iter().filter(|one| **one != Extent::Whole).map(|one| format!("file-{}", one.id())));
    ids.extend(PanelNote::ALL.iter().map(|one| format!("panel-note-{}", one.id())));
    ids.extend(ServiceNote::ALL.iter().map(|one| format!("service-note-{}", one.id())));
    ids.extend(Next::ALL.iter().map(|one| format!("next-{}", one.id())));
    ids.extend(Effect::ALL.iter().map(|one| format!("effect-{}", one.id())));
    let not_sound = [
        TextsError::NoMx,
        TextsError::Mx(String::new()),
        TextsError::Reports(String::new()),
        TextsError::MaxAge(0),
        TextsError::Target(String::new()),
        TextsError::TargetsMixed,
        TextsError::TargetIsPolicyHost(String::new()),
    ];
    ids.extend(not_sound.iter().map(|one| format!("not-sound-{}", one.id())));
    ids.extend(Cause::ALL.iter().map(|one| format!("cause-{}", one.id())));
    for id in ids {
        assert!(Key::by_id(&format!("setup-{id}")).is_some(), "`setup-{id}` has no message in setup.ftl");
    }
}

#[test]
fn every_sentence_of_a_pre_flight_has_its_arguments() {
    let names = vec!["mx1.example.test".to_owned()];
    for language in Language::ALL {
        for cause in setup::Cause::ALL {
            let check = setup::Check {
                cause: *cause,
                effect: setup::Effect::Warns,
                names: names.clone(),
                findings: Vec::new(),
                until: Some(Timestamp::default()),
            };
            let sentence = crate::preflight::check_sentence(&check, language).to_string();
            assert!(!sentence.is_empty() && !sentence.contains("{$"), "{sentence}");
        }
    }
}

#[test]
fn a_reason_for_testing_names_failed_hosts_before_unseen_ones() {
    let block = |host: &str, tls| setup::EnforceBlock {
        host: host.to_owned(),
        tls,
        is_covered: host != "mx3.example.test",
        because: Vec::new(),
    };
    let said = |blocks: &[setup::EnforceBlock]| crate::hosting::enforce_reason(blocks, Language::En).to_string();
    let both = [block("mx1.example.test", TlsState::Unseen), block("mx2.example.test", TlsState::Invalid)];
    assert!(said(&both).contains("mx2.example.test did not show"), "{}", said(&both));
    assert!(said(&both[..1]).contains("mx1.example.test could not be checked"), "{}", said(&both[..1]));
    let uncovered = [block("mx1.example.test", TlsState::Unseen), block("mx3.example.test", TlsState::Valid)];
    assert!(said(&uncovered).contains("does not cover mx3.example.test"), "{}", said(&uncovered));
    assert!(said(&[]).contains("were not checked"), "{}", said(&[]));
}

#[test]
fn what_caa_records_say_names_the_authorities_that_matter() {
    use setup::Issuance;
    let only = |names: &[&str]| Issuance::Only(names.iter().map(|name| (*name).to_owned()).collect());
    for (issuance, authorities, wanted) in [
        (Issuance::Unseen, &["ca.example"][..], "not seen"),
        (Issuance::Anyone, &["ca.example"], "No CAA record"),
        (only(&["ca.example", "other.example"]), &["ca.example"], "host: ca.example."),
        (only(&["other.example"]), &["ca.example"], "host: ca.example."),
        (only(&["other.example"]), &[], "only other.example"),
        (only(&[]), &["ca.example"], "nobody"),
    ] {
        for language in Language::ALL {
            let said = crate::hosting::caa_sentence(&issuance, authorities, language).to_string();
            assert!(!said.is_empty() && !said.contains("{$"), "{said}");
            assert!(language != Language::En || said.contains(wanted), "{wanted}: {said}");
        }
    }
}

#[test]
fn an_entry_of_a_service_is_copied_from_the_service() {
    let domain = "example.com".parse().unwrap();
    for (language, kind, value) in [
        (Language::En, "as the service shows (usually CNAME)", "Copy the value from the service."),
        (Language::Ja, "サービスの画面に表示される種類（通常は CNAME）", "値はサービスの画面からコピーしてください。"),
    ] {
        for entry in setup::service("sophos").unwrap().entries(&domain) {
            assert_eq!(crate::hosting::type_label(&entry, language), kind);
            assert_eq!(crate::hosting::unknown_value(&entry, language).as_deref(), Some(value));
        }
    }
}

#[test]
fn an_unknown_ipv6_address_may_be_left_out() {
    let domain = "example.com".parse().unwrap();
    let policy = "version: STSv1\nmode: testing\nmx: mx.example.com\nmax_age: 86400\n";
    let input = setup::RecipeInput::new(&domain, policy, &[]).unwrap();
    let filled = setup::recipe("nginx").unwrap().filled(&input);
    let hints: Vec<String> =
        filled.dns.iter().filter_map(|entry| crate::hosting::unknown_value(entry, Language::En)).collect();
    assert_eq!(hints.len(), 2);
    assert!(!hints[0].contains("IPv6") && hints[1].contains("has no IPv6 address"), "{hints:?}");
}

#[test]
fn the_rule_that_hides_dot_files_is_printed_as_nginx_reads_it() {
    for language in Language::ALL {
        let words = crate::hosting::trap_words(setup::trap("dot-location").unwrap(), language);
        assert!(words.hit.to_string().contains("location ~ /\\. "), "{}", words.hit);
        assert!(!words.hit.to_string().contains("\\\\"), "{}", words.hit);
    }
}

/// The causes that stop nothing, so that no headline names them.
const WITHOUT_REASON: [setup::Cause; 31] = {
    use setup::Cause::*;
    [
        TlsRptLive,
        TlsRptNotLive,
        TlsRptReplaces,
        TlsRptAbsent,
        NoMail,
        HostAbsent,
        HostElsewhere,
        HostProxied,
        HostMoved,
        HostAddresses,
        CaaLimits,
        CaaUnseen,
        FileLive,
        FileOther,
        FileAbsent,
        FileNotServed,
        FileHtml,
        FileInvalid,
        FileLast,
        FileDeletable,
        FileGone,
        MxReady,
        MxNotInDns,
        EnforceFirst,
        RecordLive,
        RecordAbsent,
        RecordReplaces,
        RecordFaulty,
        RecordNeedless,
        RecordDeletable,
        RecordGone,
    ]
};

#[test]
fn a_headline_names_its_first_cause() {
    use setup::{Cause, Outcome};
    for language in Language::ALL {
        for cause in Cause::ALL {
            let reason = crate::preflight::cause_reason(*cause, language);
            assert_eq!(reason.is_empty(), WITHOUT_REASON.contains(cause), "{}: {reason}", cause.id());
            let until = Some(Timestamp::default());
            for outcome in [
                Outcome::NotReady(vec![*cause]),
                Outcome::Wait { until, why: *cause },
                Outcome::Wait { until: None, why: *cause },
            ] {
                let headline = crate::preflight::outcome_headline(&outcome, language);
                assert!(headline.ends_with(&reason) && !headline.contains("{$"), "{headline}");
            }
        }
    }
    let removal = Outcome::NotReady(vec![Cause::ModeNone]);
    assert_eq!(crate::preflight::outcome_headline(&removal, Language::En), "Not ready: plan the removal first");
}

fn made(recipe: &'static setup::Recipe, targets: &[&str]) -> setup::SetUp {
    let (mx, reports) = (["mx.example.com".to_owned()], ["mailto:tls@example.com".to_owned()]);
    let desired = setup::DesiredPolicy::first(&mx, &reports, Timestamp::from_unix(1_767_225_600));
    let targets: Vec<setup::Target> = targets.iter().map(|text| setup::Target::parse(text).unwrap()).collect();
    setup::SetUp::new(&"example.com".parse().unwrap(), recipe, &desired, &targets).unwrap()
}

fn shown_text(made: &setup::SetUp, panel: Option<&str>, language: Language) -> String {
    let panel = panel.and_then(setup::panel);
    let shown = crate::hosting::Shown { set_up: made, panel, not_enforced: None, issuance: None };
    crate::hosting::terminal_text(&shown, language)
}

#[test]
fn no_step_of_a_recipe_is_empty() {
    use setup::Topic;
    for language in Language::ALL {
        for recipe in setup::RECIPES {
            let made = made(recipe, &[]);
            for step in &made.filled.steps {
                let note = crate::hosting::step_note(step, recipe, language);
                let says = match step.topic {
                    Topic::Dns => !made.filled.dns.is_empty(),
                    // The action names the whole work: where, and which name.
                    Topic::CustomDomain | Topic::Subdomain => true,
                    Topic::Prove => !made.filled.proof.is_empty(),
                    _ => {
                        let note = note.as_ref().is_some_and(|note| !note.to_string().is_empty());
                        !step.files.is_empty() || !step.commands.is_empty() || note
                    }
                };
                assert!(says, "{} {}", recipe.id, step.topic.id());
                assert!(note.as_ref().is_none_or(|note| !note.to_string().contains("{$")), "{}", recipe.id);
                let place = format!("`{}`", crate::hosting::host_name(recipe, language));
                assert!(note.is_none_or(|note| !note.to_markdown().contains(&place)), "{place} is no code");
            }
        }
    }
    let caddy = shown_text(&made(setup::recipe("caddy").unwrap(), &["192.0.2.10"]), None, Language::En);
    assert!(caddy.contains("Caddy does this by itself. Wait a minute, then check."), "{caddy}");
    let publish = caddy.split("1. Publish the DNS entry").nth(1).unwrap();
    assert!(publish.split("2. ").next().unwrap().contains("mta-sts.example.com  A  192.0.2.10"), "{caddy}");
}

#[test]
fn a_text_for_a_present_file_says_where_it_goes() {
    for (id, wanted) in [
        ("caddy", "Add this block to your /etc/caddy/Caddyfile"),
        ("haproxy", "Add these lines to the present HTTPS frontend in your /etc/haproxy/haproxy.cfg"),
        ("nginx", "    /etc/nginx/conf.d/mta-sts.example.com.conf\n"),
    ] {
        let text = shown_text(&made(setup::recipe(id).unwrap(), &[]), None, Language::En);
        let text = if id == "nginx" { text } else { text.split_whitespace().collect::<Vec<_>>().join(" ") };
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
}

#[test]
fn what_was_not_tried_says_so_in_every_text() {
    for (language, note) in [
        (Language::En, "Not tried by us; from the vendor's documentation."),
        (Language::Ja, "提供元の資料に基づいています。"),
    ] {
        for recipe in setup::RECIPES {
            let sentence = crate::hosting::tested_sentence(recipe, language);
            assert_eq!(sentence.ends_with(note), !recipe.is_tried(), "{}", recipe.id);
        }
        for panel in setup::PANELS {
            let notes: Vec<String> =
                crate::hosting::panel_notes(panel, language).iter().map(ToString::to_string).collect();
            let is_from_vendor = panel.basis == setup::Basis::Vendor;
            assert_eq!(notes.iter().any(|said| said.ends_with(note)), is_from_vendor, "{}", panel.id);
            let is_marked = notes.last().is_some_and(|said| said.contains(panel.name)) || is_from_vendor;
            assert!(is_marked || matches!(panel.id, "onamae" | "gabia" | "bind"), "{}: {notes:?}", panel.id);
        }
        assert!(crate::hosting::panel_notes(&setup::ANY_PANEL, language).is_empty());
    }
}

#[test]
fn a_panel_is_shown_in_its_own_words_with_its_ttl() {
    let made = made(setup::recipe("nginx").unwrap(), &["192.0.2.10"]);
    let onamae = shown_text(&made, Some("onamae"), Language::Ja);
    for wanted in ["ホスト名：_mta-sts\n", "TYPE：TXT\n", "VALUE：v=STSv1; id=20260101000000Z;\n"] {
        assert!(onamae.contains(wanted), "{wanted}: {onamae}");
    }
    let cloudflare = shown_text(&made, Some("cloudflare"), Language::En);
    assert!(cloudflare.contains("Name: _mta-sts\n") && cloudflare.contains("TTL: 300\n"), "{cloudflare}");
    assert!(!cloudflare.contains("DNS only"), "no entry is a CNAME record: {cloudflare}");
    let google = shown_text(&made, Some("google-cloud-dns"), Language::En);
    assert!(google.contains("Value: \"v=STSv1;id=20260101000000Z\"\n"), "{google}");
}

#[test]
fn a_proof_says_when_it_works_and_what_is_missing() {
    let nginx = |targets: &[&str]| shown_text(&made(setup::recipe("nginx").unwrap(), targets), None, Language::En);
    let known = nginx(&["192.0.2.10", "2001:db8::10"]);
    let labels = ["Before DNS points there, IPv4\n", "Before DNS points there, IPv6\n", "Once DNS points there\n"];
    assert!(labels.iter().all(|label| known.contains(label)), "{known}");
    assert!(nginx(&[]).contains("replace ADDRESS with the address of your server"), "{}", nginx(&[]));
}
