//! RULES.md: every rule with both headlines, generated and checked.
//!
//! Write it anew with `MTA_STS_WRITE=1 cargo test -p words --test rules_page`.

use std::{fmt::Write as _, fs};

use checker::{Arg, Finding, RULES, Rule, Stage};
use words::{Language, report};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../RULES.md");

/// A finding whose names and values are the names of its arguments.
fn specimen(rule: &'static Rule) -> Finding {
    let placeholder = |name: &&'static str| (*name, Arg::Text(format!("‹{name}›")));
    let mut finding = Finding::of(rule);
    finding.args.0.extend(rule.args.iter().map(placeholder));
    finding
}

fn headline(rule: &'static Rule, language: Language) -> String {
    let said = report::finding_with("‹domain›", None, &specimen(rule), language);
    said.headline.to_string().replace('|', "\\|")
}

fn page() -> String {
    let mut page = format!(
        "# Rules\n\nAll {} of them, generated from the rules and their words. In ‹these› stand the names and values of a domain.\n",
        RULES.len()
    );
    let mut stage: Option<Stage> = None;
    for &rule in RULES.iter() {
        if stage != Some(rule.stage) {
            stage = Some(rule.stage);
            let name = report::stage(rule.stage, Language::En);
            write!(page, "\n## {name}\n\n| rule | severity | says | 日本語 | rests on |\n|---|---|---|---|---|\n")
                .expect("a String");
        }
        let citations: Vec<String> = rule.citations.iter().map(|cited| format!("[{cited}]({})", cited.url())).collect();
        let (en, ja) = (headline(rule, Language::En), headline(rule, Language::Ja));
        writeln!(page, "| `{}` | {} | {en} | {ja} | {} |", rule.id, rule.severity.id(), citations.join(", "))
            .expect("a String");
    }
    page
}

#[test]
fn the_page_of_rules_is_that_of_the_rules() {
    let page = page();
    if std::env::var_os("MTA_STS_WRITE").is_some() {
        fs::write(PAGE, &page).expect("RULES.md can be written");
    }
    let kept = fs::read_to_string(PAGE).unwrap_or_default();
    assert!(page == kept, "RULES.md is not that of the rules: MTA_STS_WRITE=1 cargo test -p words --test rules_page");
}
