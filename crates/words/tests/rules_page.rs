//! RULES.md: every rule with both headlines and an example, generated and checked.
//!
//! Regenerate it, and the examples on the page, with `MTA_STS_WRITE=1 cargo test -p words --test rules_page`.

#[path = "../../checker/tests/fixtures/mod.rs"]
mod fixtures;

use std::{collections::BTreeMap, env, fmt::Write as _, fs};

use checker::{Arg, Finding, RULES, Rule, Source, Stage, TextLocation, judge};
use evidence::{Evidence, RecordKind};
use fixtures::{compared, examples, invalid_input};
use mta_sts::{Domain, Uts46};
use words::{Language, Sentence, make_visible, report, rule_example};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../RULES.md");
const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples.tsv");

/// Returns a finding with the names of its arguments as values.
fn placeholder_finding(rule: &'static Rule) -> Finding {
    let placeholder = |name: &&'static str| (*name, Arg::Text(format!("‹{name}›")));
    let mut finding = Finding::new(rule);
    finding.args.0.extend(rule.args.iter().map(placeholder));
    finding
}

fn headline(rule: &'static Rule, language: Language) -> String {
    let words = report::finding_with("‹domain›", None, &placeholder_finding(rule), language);
    words.headline.to_string().replace('|', "\\|")
}

/// Returns the headline for the example, and the faulty line.
fn for_example(found: &Found) -> String {
    let sentence = found.headline(Language::En).to_markdown();
    let text = found.unshown_line().map(|text| format!("<br>`{text}`")).unwrap_or_default();
    [sentence, text].concat().replace('|', "\\|")
}

fn page() -> String {
    let mut page = format!(
        "# Rules\n\nAll {} of them, generated from the rules, their words and the examples of the catalogue. Names and values of a domain \
         are shown in ‹these›.\n",
        RULES.len()
    );
    let found = found();
    let mut stage: Option<Stage> = None;
    for &rule in RULES.iter() {
        if stage != Some(rule.stage) {
            stage = Some(rule.stage);
            let name = report::stage_label(rule.stage, Language::En);
            write!(
                page,
                "\n## {name}\n\n| rule | severity | says | 日本語 | for example | source |\n|---|---|---|---|---|---|\n"
            )
            .expect("a String");
        }
        let citations: Vec<String> = rule.citations.iter().map(|cited| format!("[{cited}]({})", cited.url())).collect();
        let (en, ja) = (headline(rule, Language::En), headline(rule, Language::Ja));
        let example = found.get(rule.id).map(for_example).unwrap_or_default();
        writeln!(
            page,
            "| `{}` | {} | {en} | {ja} | {example} | {} |",
            rule.id,
            rule.severity.id(),
            citations.join(", ")
        )
        .expect("a String");
    }
    page
}

/// An example as a check finds it.
struct Found {
    domain: String,
    finding: Finding,
    text: Option<String>,
}

impl Found {
    fn headline(&self, language: Language) -> Sentence {
        report::finding_with(&self.domain, None, &self.finding, language).headline
    }

    /// Returns the faulty line, unless the headline shows it.
    fn unshown_line(&self) -> Option<String> {
        let text = make_visible(self.text.as_ref()?);
        (!self.headline(Language::En).to_string().contains(&text)).then_some(text)
    }
}

/// Returns the finding of each example, by the id of its rule.
fn found() -> BTreeMap<String, Found> {
    let played = examples().into_iter().filter_map(|example| {
        let (domain, seen) = compared(&example.world());
        let finding = judge(&domain, &seen).findings.into_iter().find(|finding| finding.rule.id == example.id)?;
        let text = finding.place.and_then(|place| line(&domain, &seen, place)).filter(|text| !text.trim().is_empty());
        Some((example.id, Found { domain: domain.to_string(), finding, text }))
    });
    played.chain([("domain-invalid".to_owned(), invalid_domain_example())]).collect()
}

/// Returns the example of an invalid domain, which cannot be checked.
fn invalid_domain_example() -> Found {
    let typed = invalid_input();
    let error = Domain::parse_typed(&typed, &Uts46).expect_err("it is no domain");
    Found { finding: checker::domain_invalid(&typed, &error), domain: typed, text: None }
}

/// Returns the line that contains a place.
fn line(domain: &Domain, seen: &Evidence, place: TextLocation) -> Option<String> {
    let txt = |name: &str| {
        let record = seen.dns_answer(name, RecordKind::Txt)?.texts().nth(place.record)?;
        Some(record.iter().flat_map(|octets| octets.0.iter().copied()).collect::<Vec<u8>>())
    };
    let text = match place.source {
        Source::Record => txt(&domain.sts_name())?,
        Source::TlsRpt => txt(&domain.tls_rpt_name())?,
        Source::Policy => seen.policy_fetch()?.http.as_ref()?.body.0.clone(),
    };
    let text = String::from_utf8_lossy(&text).into_owned();
    text.split('\n').nth(place.line - 1).map(|line| line.trim_end_matches('\r').to_owned())
}

/// Returns the examples on the page: for every finding, the values that its headline uses.
fn table() -> String {
    let mut found = found();
    let rows = RULES.iter().filter_map(|rule| Some(row(&mut found.remove(rule.id)?)));
    rows.map(|row| row + "\n").collect()
}

fn row(found: &mut Found) -> String {
    let head = [found.finding.rule.id.to_owned(), found.domain.clone(), found.unshown_line().unwrap_or_default()];
    let headlines = Language::ALL.map(|language| found.headline(language));
    let args = std::mem::take(&mut found.finding.args.0);
    let mut uses = |at: &usize| {
        found.finding.args.0 =
            args.iter().enumerate().filter(|(other, _)| other != at).map(|(_, arg)| arg.clone()).collect();
        Language::ALL.map(|language| found.headline(language)) != headlines
    };
    let used: Vec<usize> = (0..args.len()).filter(|at| uses(at)).collect();
    let row: Vec<String> = head.into_iter().chain(used.into_iter().map(|at| field(&args[at]))).collect();
    assert!(row.iter().all(|field| !field.contains(['\t', '\n', '\r'])), "{row:?} does not fit a table");
    row.join("\t")
}

/// Formats an argument. The sign after the name determines the kind of value.
fn field((name, arg): &(&'static str, Arg)) -> String {
    match arg {
        Arg::Number(number) => format!("{name}#{number}"),
        Arg::Date(moment) => format!("{name}@{}", moment.unix_seconds()),
        Arg::Duration(seconds) => format!("{name}~{seconds}"),
        Arg::List(texts) => format!("{name}*{}", texts.join("|")),
        Arg::Text(text) => format!("{name}:{text}"),
    }
}

/// Returns whether a file has this text. Writes it first if `MTA_STS_WRITE` is set.
fn is_up_to_date(path: &str, text: &str) -> bool {
    if env::var_os("MTA_STS_WRITE").is_some() {
        fs::write(path, text).expect("the file can be written");
    }
    fs::read_to_string(path).unwrap_or_default() == text
}

#[test]
fn the_page_of_rules_is_up_to_date() {
    assert!(
        is_up_to_date(PAGE, &page()),
        "RULES.md is not that of the rules: MTA_STS_WRITE=1 cargo test -p words --test rules_page"
    );
}

#[test]
fn the_examples_on_the_page_are_up_to_date() {
    assert!(
        is_up_to_date(EXAMPLES, &table()),
        "examples.tsv is not that of the examples: MTA_STS_WRITE=1 cargo test -p words --test rules_page"
    );
}

#[test]
fn every_example_reads_as_a_check_of_it_does() {
    // The examples are compiled in, so only the next run reads what this one writes.
    if env::var_os("MTA_STS_WRITE").is_some() {
        return;
    }
    let found = found();
    for &rule in RULES.iter() {
        let found = found.get(rule.id).unwrap_or_else(|| panic!("{} is not found in its example", rule.id));
        for language in Language::ALL {
            let shown =
                rule_example(rule, language).unwrap_or_else(|| panic!("{} has no line in examples.tsv", rule.id));
            assert_eq!(shown.headline, found.headline(language), "{}", rule.id);
            assert_eq!(shown.text.map(str::to_owned), found.unshown_line(), "{}", rule.id);
        }
    }
}
