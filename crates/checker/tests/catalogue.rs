//! Every example of the catalogue whose rule exists: it fires, what joins it fires, what it displaces is gone, and
//! nothing else turns up.

mod fixtures;

use std::collections::BTreeSet;

use checker::{RULES, Report, judge};
use fixtures::{catalogue, compared, examples};
use mta_sts::{Domain, Uts46};
use serde_json::Value;

fn ids(report: &Report) -> BTreeSet<String> {
    report.findings.iter().map(|finding| finding.rule.id.to_owned()).collect()
}

fn strings(value: &Value) -> BTreeSet<String> {
    value.as_array().into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

fn implemented(set: BTreeSet<String>) -> BTreeSet<String> {
    set.into_iter().filter(|id| RULES.iter().any(|rule| rule.id == id)).collect()
}

#[test]
fn every_example_finds_what_it_shows_and_nothing_else() {
    let baseline = implemented(strings(&catalogue()["baseline_findings"]));
    let (mut run, mut failures) = (0, Vec::new());
    for example in examples().iter().filter(|example| RULES.iter().any(|rule| rule.id == example.id)) {
        let (id, finding) = (&example.id, &example.finding);
        let (domain, seen) = compared(&example.world());
        let mut expected = &baseline - &strings(&finding["gone"]);
        expected.extend(implemented(strings(&finding["also"])));
        expected.insert(id.clone());
        let found = ids(&judge(&domain, &seen));
        run += 1;
        if found != expected {
            let missing: Vec<_> = expected.difference(&found).collect();
            let surplus: Vec<_> = found.difference(&expected).collect();
            failures.push(format!("{id}: missing {missing:?}, surplus {surplus:?}"));
        }
    }
    println!("{run} examples of the catalogue run");
    assert!(failures.is_empty(), "{} of {run} examples differ:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_example_of_an_invalid_name_is_refused_before_anything_is_asked() {
    let catalogue = catalogue();
    let finding =
        catalogue["findings"].as_array().expect("a list").iter().find(|finding| finding["id"] == "domain-invalid");
    let typed = finding.expect("in the catalogue")["example"]["input"].as_str().expect("a text");
    let error = Domain::typed(typed, &Uts46).expect_err("it is no domain");
    assert_eq!(checker::domain_invalid(typed, &error).rule.id, "domain-invalid");
}

#[test]
fn rules_agree_with_the_catalogue_on_severity_and_stage() {
    let catalogue = catalogue();
    for finding in catalogue["findings"].as_array().expect("a list") {
        let Some(rule) = RULES.iter().find(|rule| finding["id"] == rule.id) else { continue };
        assert_eq!(finding["severity"], rule.severity.id(), "{}", rule.id);
        assert_eq!(finding["stage"], rule.stage.id(), "{}", rule.id);
    }
}

#[test]
fn whatever_asks_for_work_says_who_can_do_it() {
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
