//! Situations of real domains that no example world has, as a help desk reads them: the good world with a change or two.

#[path = "../../../checker/tests/fixtures/mod.rs"]
mod fixtures;

mod advice;
mod changes;
mod customer;
mod mail_servers;
mod policy_host;

use checker::{Finding, Report, SetupPart, judge};
use fixtures::{dated, merge, played};
use serde_json::{Value, json};
use words::{
    Language,
    report::{self, FindingWords},
};

const GOOD: &str = include_str!("../../../checker/worlds/good.json");

const HOST: &str = "mta-sts.good.test";

/// The good world with this changed (RFC 7396), looked at and judged.
fn report_with(change: &Value) -> Report {
    let mut world: Value = serde_json::from_str(GOOD).expect("a world");
    merge(&mut world, change);
    let (domain, evidence) = played(&dated(world));
    judge(&domain, &evidence)
}

fn finding<'a>(report: &'a Report, id: &str) -> &'a Finding {
    report.findings.iter().find(|finding| finding.rule.id == id).unwrap_or_else(|| panic!("no {id}"))
}

fn words(report: &Report, id: &str) -> FindingWords {
    report::finding_words(report, finding(report, id), Language::En)
}

/// What stands below the headline.
fn why(report: &Report, id: &str) -> String {
    words(report, id).why.map(|why| why.to_string()).unwrap_or_default()
}

fn report_of_policy_host(change: &Value) -> Report {
    report_with(&json!({ "https": { HOST: change } }))
}

fn stop(report: &Report, part: SetupPart) -> (&'static str, String) {
    let stop = report.mail_path.iter().find(|stop| stop.part == part).expect("every report has every stop");
    (stop.state.id(), report::part_words(report, stop, Language::En).detail.to_string())
}

/// What the row of a mail server says a sender does today.
fn row(report: &Report, host: &str) -> String {
    let row = report.delivery.iter().find(|row| row.mx == host).unwrap_or_else(|| panic!("no row of {host}"));
    report::delivery_sentence(report, row, Language::En).to_string()
}

/// What could not be seen.
fn unseen(report: &Report) -> Vec<String> {
    let told = report.unseen.iter().map(|unseen| report::unseen_words(unseen, Language::En));
    told.map(|words| format!("{}: {}", words.question, words.why)).collect()
}

fn lead(report: &Report) -> String {
    report::verdict_headline(report, Language::En).lead.to_string()
}

const TESTING: &str = "version: STSv1\r\nmode: testing\r\nmx: mx1.good.test\r\nmax_age: 1209600\r\n";
