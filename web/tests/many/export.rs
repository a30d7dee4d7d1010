//! The rows of a run as files, and read back as an earlier run.

use std::rc::Rc;

use mta_sts::Uts46;
use web::many::{
    baseline::{Baseline, EarlierCheck},
    export,
    input::Input,
    outcome::Outcome,
    run::{Phase, Row, RowState},
    view::View,
};
use words::Language;

use super::{outcome, view};

#[test]
fn what_is_exported_is_what_is_shown_and_breaks_out_of_nothing() {
    let view = view(Phase::Done);
    let csv = export::csv_table(&view, Language::En);
    assert_eq!(csv.lines().count(), 4, "{csv}");
    assert!(csv.starts_with("\u{feff}domain,verdict,severity,"), "{csv}");
    let a = csv.lines().nth(1).unwrap();
    assert_eq!(
        a,
        "a.example,refusing,error,0,0,policy-mx-not-covered,<b>en</b> | policy-mx-not-covered,en next,dns,\
         2026-01-31T12:00:00Z,worse,enforced,2026-01-24T12:00:00Z,a.example,\"Acme | Co; Lima\",error,mail is refused,\
         DNS provider"
    );
    let markdown = export::markdown_table(&view, Language::En);
    assert!(markdown.starts_with("# customers.csv\n\n3 of 5 checked · 1 domain got worse\n"), "{markdown}");
    assert!(
        markdown.contains("| a.example (Acme \\| Co · Lima) | mail is refused (was: verified TLS only) | \\<b\\>en"),
        "{markdown}"
    );
}

#[test]
fn an_exported_table_is_an_earlier_run_of_the_same_domains_whatever_they_say() {
    let hostile = "=cmd|' /C calc'!A0;=1\n@x, \"y\"";
    let mut outcome = outcome("refusing", "error", "policy-mx-not-covered", None);
    outcome.errors = 2;
    let headline = outcome.texts.get_mut("en").map(|texts| &mut texts.headline).expect("texts");
    hostile.clone_into(headline);
    let mut rows = view(Phase::Done).rows;
    rows[0] = Rc::new(Row { customers: vec![hostile.into()], typed: hostile.into(), ..Row::clone(&rows[0]) });
    Rc::make_mut(&mut rows[0]).state = RowState::Done(outcome.clone().into());
    let csv = export::csv_table(&View { rows, ..view(Phase::Done) }, Language::En);
    for part in csv.split([',', ';', '\n', '\t']) {
        let part = part.trim_start_matches('"');
        assert!(!part.starts_with(['=', '+', '-', '@']), "{part} in {csv}");
    }
    let run = Baseline::from_table(Some("mta-sts-domains.csv".into()), &csv).expect("results");
    assert_eq!(
        run.domains().iter().map(mta_sts::Domain::as_str).collect::<Vec<_>>(),
        ["a.example", "b.example", "c.example"]
    );
    let domain = "a.example".parse().expect("a domain");
    let compared = |now: &Outcome| now.compared_with(&domain, run.get("a.example")).before.expect("an earlier check");
    let same = compared(&outcome);
    assert_eq!((same.trend.as_str(), same.verdict.as_str(), same.started), ("same", "refusing", outcome.started));
    let better = compared(&Outcome { errors: 1, ..outcome });
    assert_eq!(better.trend, "better");
    let Some(EarlierCheck::Record(record)) = run.get("a.example") else { panic!("a row of a table") };
    assert_eq!(record.headline.chars().filter(|sign| *sign != '\'').collect::<String>(), hostile.replace('\'', ""));
    let list = Input::read(Some("mta-sts-domains.csv".into()), csv, None, &Uts46);
    assert_eq!(
        list.rows.iter().map(|row| row.domain.as_str()).collect::<Vec<_>>(),
        ["a.example", "b.example", "c.example"]
    );
}

#[test]
fn every_customer_of_a_shared_domain_is_exported_and_read_back() {
    let csv = export::csv_table(&view(Phase::Done), Language::En);
    let list = Input::read(Some("earlier.csv".into()), csv, None, &Uts46);
    assert_eq!(list.rows[0].customers, ["Acme | Co", "Lima"]);
    assert!(list.results.is_some() && list.unnamed.is_empty(), "{list:?}");
}
