//! Every rule and its examples: it fires, what joins it fires, what it displaces is gone, and nothing else turns up.

mod fixtures;

use std::{collections::BTreeSet, fs};

use checker::{RULES, Report, domain_invalid, judge, rules};
use fixtures::{baseline, compared, example_files, examples, invalid_input};
use mta_sts::{Domain, Uts46};

fn ids(report: &Report) -> BTreeSet<String> {
    report.findings.iter().map(|finding| finding.rule.id.to_owned()).collect()
}

#[test]
fn every_example_finds_what_it_shows_and_nothing_else() {
    let baseline = baseline().findings;
    let (mut run, mut failures) = (0, Vec::new());
    for example in examples() {
        let (domain, seen) = compared(&example.world());
        let mut expected = &(&baseline - &example.gone) | &example.also;
        expected.insert(example.id.clone());
        let found = ids(&judge(&domain, &seen));
        run += 1;
        if found != expected {
            let missing: Vec<_> = expected.difference(&found).collect();
            let surplus: Vec<_> = found.difference(&expected).collect();
            failures.push(format!("{}: missing {missing:?}, surplus {surplus:?}", example.id));
        }
    }
    println!("{run} examples run");
    assert!(failures.is_empty(), "{} of {run} examples differ:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_rule_has_an_example_in_the_file_beside_it() {
    let (mut rules, mut failures) = (0, Vec::new());
    for (path, examples) in example_files() {
        let file = path.with_extension("").with_extension("rs");
        let source = fs::File::open(&file).and_then(std::io::read_to_string).expect("the rules beside the examples");
        let declared: Vec<(usize, &str)> = source
            .lines()
            .enumerate()
            .filter_map(|(at, line)| Some((at + 1, line.trim().strip_prefix("id: \"")?.strip_suffix("\",")?)))
            .collect();
        rules += declared.len();
        for (line, id) in &declared {
            if !examples.iter().any(|example| example.id == *id) {
                failures.push(format!("{}:{line}: {id} has no example in {}", file.display(), path.display()));
            }
        }
        for example in examples.iter().filter(|example| !declared.iter().any(|(_, id)| *id == example.id)) {
            failures.push(format!("{}: {} is no rule of {}", path.display(), example.id, file.display()));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    assert_eq!(rules, RULES.len(), "a file of rules has no file of examples");
}

#[test]
fn the_example_of_an_invalid_name_is_refused_before_anything_is_asked() {
    let typed = invalid_input();
    let error = Domain::parse_typed(&typed, &Uts46).expect_err("it is no domain");
    assert_eq!(domain_invalid(&typed, &error).rule, &rules::DOMAIN_INVALID);
}

#[test]
fn every_rule_with_a_task_names_its_owner() {
    for rule in RULES.iter().filter(|rule| rule.severity <= checker::Severity::Warning) {
        assert_ne!(rule.owner, checker::Owner::Nobody, "{}", rule.id);
    }
}

#[test]
fn no_sender_does_two_things_at_once() {
    for rule in RULES.iter() {
        let mut senders: Vec<_> = rule.senders.iter().flat_map(|group| group.senders).collect();
        let count = senders.len();
        senders.sort_unstable();
        senders.dedup();
        assert_eq!(senders.len(), count, "{}", rule.id);
    }
}

#[test]
fn every_rule_has_an_id_of_its_own() {
    let ids: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), RULES.len());
}
