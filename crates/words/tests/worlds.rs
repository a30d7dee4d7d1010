//! Every example world, in every language and every format.

#[path = "../../checker/tests/fixtures/mod.rs"]
mod fixtures;

use std::{fs, path::Path};

use checker::{Owner, Report, judge};
use evidence::Evidence;
use fixtures::{dated, played};
use serde_json::Value;
use words::{
    Language,
    document::document,
    report,
    text::{display_width, markdown, owner_message, setup_message, terminal_text},
};

fn worlds() -> Vec<(String, Report, Evidence)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../checker/worlds");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the example worlds").flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let told = paths.iter().map(|path| {
        let (report, evidence) = play_world(&fs::read_to_string(path).expect("a file"));
        (path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default(), report, evidence)
    });
    told.collect()
}

fn play_world(json: &str) -> (Report, Evidence) {
    let (domain, evidence) = played(&dated(serde_json::from_str(json).expect("a world")));
    (judge(&domain, &evidence), evidence)
}

#[test]
fn every_sentence_of_every_world_is_whole() {
    for (name, report, _) in worlds() {
        for language in Language::ALL {
            let verdict = report::verdict_headline(&report, language);
            assert!(!verdict.headline.is_empty() && !verdict.lead.is_empty(), "{name}");
            for finding in &report.findings {
                let words = report::finding_words(&report, finding, language);
                let sentences = [Some(&words.headline), words.why.as_ref(), words.fix.as_ref()];
                for said in sentences.into_iter().flatten().map(ToString::to_string) {
                    assert!(!said.is_empty() && !said.contains(['\n', '\r', '\t']), "{name}: {said:?}");
                    assert!(!said.contains("{$"), "{name}: {said:?} lacks an argument");
                    assert!(!said.contains("(empty)") && !said.contains("（空）"), "{name}: {said:?} lacks a value");
                }
            }
            for stop in &report.mail_path {
                assert!(!report::part_words(&report, stop, language).detail.is_empty(), "{name}: {stop:?}");
            }
            for row in &report.delivery {
                assert!(!report::delivery_sentence(&report, row, language).is_empty(), "{name}: {row:?}");
            }
        }
    }
}

#[test]
fn a_terminal_of_80_columns_holds_every_line_but_those_to_copy_and_long_names() {
    for (name, report, _) in worlds() {
        for language in Language::ALL {
            let told = terminal_text(&report, language);
            println!("=== {name}\n{told}");
            for line in told.lines().filter(|line| !line.starts_with("        ")) {
                let longest = line.split(' ').map(display_width).max().unwrap_or(0);
                assert!(
                    display_width(line) <= 80 || longest > 40,
                    "{name}: {line:?} has {} columns",
                    display_width(line)
                );
                assert!(line == line.trim_end(), "{name}: {line:?} ends with a blank");
            }
            assert!(!told.contains("\n\n\n") && told.ends_with('\n'), "{name}");
        }
    }
}

#[test]
fn a_ticket_carries_the_texts_to_publish_untouched() {
    for (name, report, _) in worlds() {
        let told = Language::ALL.map(|language| markdown(&report, language, None));
        println!("=== {name}\n{}", told[0]);
        for finding in report.findings.iter().filter(|finding| finding.rule.id != "record-ok") {
            let Some(patch) = &finding.patch else { continue };
            assert!(told.iter().all(|told| told.contains(patch.text.trim_end())), "{name}: {}", finding.rule.id);
        }
    }
}

#[test]
fn the_document_has_the_shape_that_scripts_rely_on() {
    for (name, report, evidence) in worlds() {
        let value = serde_json::to_value(document(&report, &evidence, Language::En)).unwrap();
        for field in [
            "schema",
            "domain",
            "checked_at",
            "verdict",
            "severity",
            "policy",
            "delivery",
            "findings",
            "unseen",
            "evidence",
        ] {
            assert!(value.get(field).is_some(), "{name}: no {field}");
        }
        assert_eq!(value["schema"], 1);
        for finding in value["findings"].as_array().unwrap() {
            for field in ["id", "severity", "stage", "headline", "why", "fix", "reference", "place", "patch"] {
                assert!(finding.get(field).is_some(), "{name}: no {field} in {finding}");
            }
            assert!(finding["reference"].as_str().is_some_and(|text| !text.is_empty()), "{name}: {finding}");
            if let Value::Object(place) = &finding["place"] {
                assert!(["source", "start", "end", "line", "column"].iter().all(|field| place.contains_key(*field)));
            }
        }
        for row in value["delivery"].as_array().unwrap() {
            assert!(
                ["mx", "preference", "listed", "tls", "outcome", "because"]
                    .iter()
                    .all(|field| row.get(field).is_some())
            );
        }
        let again: Evidence = serde_json::from_value(value["evidence"].clone()).unwrap();
        assert_eq!(again, evidence, "{name}");
    }
}

#[test]
fn one_refused_host_of_two_is_one_sentence() {
    let (_, report, _) = worlds().into_iter().find(|(name, ..)| name == "mx-not-listed").unwrap();
    let english = report::verdict_headline(&report, Language::En);
    assert_eq!(english.headline.to_string(), "Mail to one of two MX hosts is being refused");
    assert_eq!(
        english.cause.map(|cause| cause.to_string()).as_deref(),
        Some("backup.mx-not-listed.test is not in the policy")
    );
    let lead = "Senders that follow MTA-STS deliver to mx1.mx-not-listed.test, but must not use backup.mx-not-listed.test. If no \
                other host is up, their mail queues and finally bounces.";
    assert_eq!(english.lead.to_string(), lead);
    let japanese = report::verdict_headline(&report, Language::Ja);
    assert_eq!(japanese.headline.to_string(), "2 台のうち 1 台の MX ホストに、メールが配送されません");
}

#[test]
fn tls_decides_the_sentences_about_new_senders_and_saved_policies() {
    let worlds = worlds();
    for (world, row, first, remembering) in [
        (
            "good",
            0,
            "The policy lists mx1.good.test and its certificate is valid: the sender delivers.",
            "The sender applies the saved policy if that one lists mx1.good.test. If not, it first looks for a new id and fetches this",
        ),
        (
            "mx-expired",
            0,
            "The sender must not deliver to mx1.mx-expired.test: TLS with it fails verification.",
            "If the saved policy is in enforce mode, the sender must not deliver to mx1.mx-expired.test either.",
        ),
        (
            "mx-no-starttls",
            1,
            "The sender must not deliver to mx2.mx-no-starttls.test: it offers no TLS.",
            "If the saved policy is in enforce mode, the sender must not deliver to mx2.mx-no-starttls.test either.",
        ),
        (
            "mx-self-signed",
            0,
            "The sender delivers to mx1.mx-self-signed.test and reports that TLS with it fails verification;",
            "If the saved policy is in enforce mode, the sender must not deliver to mx1.mx-self-signed.test until it sees",
        ),
        (
            "mx-silent",
            0,
            "mx1.mx-silent.test does not answer: the sender uses another MX host, or tries again later.",
            "The sender applies the saved policy if that one lists mx1.mx-silent.test.",
        ),
        (
            "mx-addresses",
            0,
            "The policy lists mx1.mx-addresses.test: the sender delivers at the addresses where TLS is valid",
            "The sender applies the saved policy if that one lists mx1.mx-addresses.test.",
        ),
    ] {
        let (_, report, _) = worlds.iter().find(|(name, ..)| name == world).unwrap();
        let said = report::delivery_sentence(report, &report.delivery[row], Language::En).to_string();
        assert!(said.starts_with(first), "{world}: {said}");
        let said = report::saved_policy_delivery(report, &report.delivery[row], Language::En).unwrap().to_string();
        assert!(said.starts_with(remembering), "{world}: {said}");
    }
}

#[test]
fn failing_dane_is_in_the_verdict_with_the_record_to_publish() {
    let (_, report, evidence) = worlds().into_iter().find(|(name, ..)| name == "dane-mismatch").unwrap();
    let banner = report::verdict_headline(&report, Language::En);
    assert_eq!(banner.headline.to_string(), "Senders that verify DANE must not deliver mail to dane-mismatch.test");
    let why = "No TLSA record matches the certificate of mx1.dane-mismatch.test. Their mail queues and finally bounces. Senders that \
               follow MTA-STS alone deliver over verified TLS.";
    assert_eq!(banner.why(Language::En).to_string(), why);
    let told = terminal_text(&report, Language::En);
    assert!(told.contains("mx1.dane-mismatch.test: delivers · TLS: valid · DANE: must not deliver"), "{told}");
    let value = serde_json::to_value(document(&report, &evidence, Language::En)).unwrap();
    let mismatch = value["findings"].as_array().unwrap().iter().find(|one| one["id"] == "dane-tlsa-mismatch").unwrap();
    let severity = ["verdict", "severity", "cause"].map(|member| value[member].as_str().unwrap_or_default());
    assert_eq!(severity, ["enforced", "error", "dane-tlsa-mismatch"]);
    let row = ["outcome", "dane"].map(|member| value["delivery"][0][member].as_str().unwrap_or_default());
    assert_eq!(row, ["deliver", "refuse"]);
    assert_eq!(mismatch["tls_report_result"], "validation-failure");
    assert!(mismatch["patch"].as_str().unwrap().starts_with("3 1 1 "), "{mismatch}");
    assert!(terminal_text(&report, Language::En).contains("TLSA record at _25._tcp.mx1.dane-mismatch.test:"));
}

/// Every letter about a report.
fn letters(report: &Report, language: Language) -> Vec<String> {
    let link = "https://checker.example/?domain=x";
    let own = Owner::ALL.into_iter().filter_map(|owner| owner_message(report, owner, language, link));
    own.chain(setup_message(report, language, link)).collect()
}

fn world(wanted: &str) -> Report {
    worlds().into_iter().find(|(name, ..)| name == wanted).expect("an example world").1
}

#[test]
fn a_message_leaves_line_breaks_to_mail_programs_and_has_no_stray_spaces() {
    for (name, report, _) in worlds() {
        for language in Language::ALL {
            for letter in letters(&report, language) {
                println!("=== {name}\n{letter}");
                assert!(letter.lines().all(|line| line == line.trim()), "{name}: {letter}");
                assert!(!letter.contains("\n\n\n") && letter.ends_with("?domain=x\n"), "{name}: {letter}");
                let subject = letter.lines().next().unwrap_or_default();
                assert!(subject.contains(report.domain.as_str()), "{name}: {subject}");
                let greeting = if language == Language::En {
                    "\n\nHello,\n\n"
                } else {
                    "\n\nお世話になっております。\n\n"
                };
                let (_, body) = letter.split_once(greeting).unwrap_or_else(|| panic!("{name}: {letter}"));
                let introduction = body.lines().next().unwrap_or_default();
                let has_year = introduction.contains(&report.checked_at.to_string()[..4]);
                assert!(has_year && introduction.contains(report.domain.as_str()), "{name}: {introduction}");
            }
            for patch in
                report.tasks_by_owner().iter().flat_map(|work| &work.tasks).filter_map(|step| step.patch.as_ref())
            {
                let sent = |letter: &String| letter.contains(&format!("\n\n{}\n", patch.text.trim_end()));
                assert!(letters(&report, language).iter().any(sent), "{name}: {}", patch.text);
            }
        }
    }
}

#[test]
fn the_message_about_the_file_has_its_address_and_the_one_about_dns_its_order() {
    let report = world("mx-not-listed");
    let file = owner_message(&report, Owner::PolicyFile, Language::En, "L").expect("work");
    let dns = owner_message(&report, Owner::Dns, Language::En, "L").expect("work");
    let id = &report.next_record.patch().expect("a record of its own").text;
    for part in [
        "MTA-STS of mx-not-listed.test: backup.mx-not-listed.test is not in the policy\n\nHello,\n\nPlease look into",
        "Add to the policy file at https://mta-sts.mx-not-listed.test/.well-known/mta-sts.txt:\n\nmx: backup",
        "Then ask the DNS provider to replace the TXT record at _mta-sts.mx-not-listed.test with this:",
        id,
    ] {
        assert!(file.contains(part), "{part} is not in:\n{file}");
    }
    let order = "New MTA-STS id for mx-not-listed.test\n\nHello,\n\nThe MTA-STS policy file of mx-not-listed.test is being \
                 changed. A check found the reason on 21 Nov 2026:\n- backup.mx-not-listed.test is not in the policy\n\n\
                 After changing the policy file: replace";
    assert!(dns.starts_with(order) && dns.contains(id), "{dns}");
}

#[test]
fn a_ticket_names_the_domain_first_and_leads_to_the_check() {
    for (name, report, _) in worlds() {
        let told = markdown(&report, Language::En, Some("https://checker.example/?domain=x"));
        let head: Vec<&str> = told.lines().take(5).collect();
        assert!(head.iter().any(|line| line.starts_with(&format!("Domain: {}", report.domain))), "{name}: {head:?}");
        assert!(head.iter().any(|line| line.contains("<https://checker.example/?domain=x>")), "{name}: {head:?}");
    }
}

#[test]
fn a_domain_without_mta_sts_is_set_up_file_first_in_every_form() {
    let report = world("absent");
    for told in [terminal_text(&report, Language::En), markdown(&report, Language::En, None)] {
        let places = [
            "one file on a small HTTPS site, and three DNS records",
            "GitHub Pages",
            "Add a CNAME record",
            "Get a certificate",
            "/.well-known/mta-sts.txt",
            "version: STSv1",
            "v=STSv1;",
            "v=TLSRPTv1;",
            "set the mode to",
        ];
        let places = places.map(|part| told.find(part).unwrap_or_else(|| panic!("{part} is not in:\n{told}")));
        assert!(places.is_sorted() && !told.contains("There is nothing to do"), "{told}");
    }
}

#[test]
fn nothing_to_do_appears_only_when_nothing_is_left() {
    for (name, report, _) in worlds() {
        let told = markdown(&report, Language::En, None);
        let said = told.contains("There is nothing to do.");
        assert_eq!(
            said,
            ["good", "dane", "idn", "delegated", "dnssec", "null-mx"].contains(&name.as_str()),
            "{name}:\n{told}"
        );
    }
    for (name, mode) in [("testing", "mode: enforce"), ("none", "mode: testing")] {
        let told = markdown(&world(name), Language::En, None);
        let (file, id) = (told.find(mode), told.find("v=STSv1; id="));
        assert!(file.is_some() && file < id, "{told}");
    }
}

#[test]
fn many_equal_hosts_are_described_once() {
    let mut report = world("good");
    let row = report.delivery[0].clone();
    report.delivery.extend((1..12).map(|at| checker::Delivery { mx: format!("mx{at}.good.test"), ..row.clone() }));
    for told in [terminal_text(&report, Language::En), markdown(&report, Language::En, None)] {
        assert_eq!(told.matches("MX 10 ").count(), 12, "each host has its line");
        assert_eq!(told.matches("and 7 more").count(), 2, "the sentences name five and count the others: {told}");
        assert_eq!(told.matches("A sender with a saved policy").count(), 1, "{told}");
    }
}

#[test]
fn one_step_says_once_what_its_faults_do_to_mail() {
    let report = world("hostile");
    let letter = owner_message(&report, Owner::PolicyFile, Language::En, "L").expect("work");
    for sentence in
        ["Senders cannot use the policy and deliver", "Strict senders drop the whole policy", "Line 7 is not a setting"]
    {
        assert_eq!(letter.matches(sentence).count(), 1, "{sentence}: {letter}");
    }
}
