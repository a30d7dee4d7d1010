//! The message to the customer of a domain.

use std::{fs, path::Path};

use checker::{Report, Severity, Verdict, judge};
use words::{Language, text::customer_message};

use crate::fixtures::{dated, played};

const LINK: &str = "https://checker.example/?domain=x";

fn world(name: &str) -> Report {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../checker/worlds").join(name).with_extension("json");
    let json = fs::read_to_string(&path).expect("an example world");
    let (domain, evidence) = played(&dated(serde_json::from_str(&json).expect("a world")));
    judge(&domain, &evidence)
}

fn names() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../checker/worlds");
    let paths = fs::read_dir(folder).expect("the example worlds").flatten().map(|entry| entry.path());
    let worlds = paths.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    worlds.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect()
}

#[test]
fn every_domain_with_work_has_a_message_of_plain_words() {
    let names = names();
    assert!(names.len() > 30, "{names:?}");
    for name in names {
        let report = world(&name);
        let has_work = !report.tasks_by_owner().is_empty() || !report.setup.is_empty();
        let fails = report.impact.severity == Some(Severity::Error);
        for language in Language::ALL {
            let Some(message) = customer_message(&report, language, LINK) else {
                assert!(report.verdict == Verdict::Unknown || !(has_work || fails), "{name} has no message");
                continue;
            };
            println!("=== {name}\n{message}");
            let paragraphs: Vec<&str> = message.trim_end().split("\n\n").collect();
            assert_eq!(paragraphs.len(), 6, "{name}: {message}");
            assert!(message.ends_with(&format!("{LINK}\n")) && message.contains(report.domain.as_str()), "{message}");
            for paragraph in &paragraphs {
                assert!(paragraph.lines().all(|line| !line.is_empty() && line == line.trim()), "{name}: {message}");
            }
            assert!(
                !message.contains("TXT") && !message.contains("RFC") && !message.contains("{$"),
                "{name}: {message}"
            );
        }
    }
}

#[test]
fn the_customer_reads_what_happens_to_mail_and_who_fixes_it() {
    for (name, subject, mail, owner) in [
        ("mx-not-listed", "some senders cannot deliver", "deliver", "your web host"),
        ("dane-mismatch", "some senders cannot deliver", "Other mail arrives.", "your DNS provider"),
        ("absent", "your mail is not protected", "Mail arrives.", "your web host and your DNS provider"),
        ("expired", "protection of your mail does not work", "without this protection", "your web host"),
    ] {
        let message = customer_message(&world(name), Language::En, LINK).expect("a message");
        let (first, rest) = message.split_once('\n').expect("a subject");
        assert!(first.contains(subject) && rest.contains(mail) && rest.contains(owner), "{name}: {message}");
    }
    assert_eq!(customer_message(&world("good"), Language::En, LINK), None);
}
