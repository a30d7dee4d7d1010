//! Tests of filters and orders.

use checker::{ImpactKind, Severity};

use super::*;
use crate::{
    effect::effect_labels,
    many::{
        outcome::{EarlierOutcome, Texts},
        run::RowState,
    },
};

fn row(domain: &str, verdict: &str, severity: &str, finding: &str, trend: &str) -> Rc<Row> {
    let texts = Texts { headline: format!("{finding} of {domain}"), next_step: String::new() };
    let outcome = Outcome {
        verdict: verdict.into(),
        severity: severity.into(),
        finding: finding.into(),
        texts: [("en".to_owned(), texts)].into(),
        before: (!trend.is_empty()).then(|| EarlierOutcome { trend: trend.into(), ..EarlierOutcome::default() }),
        ..Outcome::default()
    };
    Rc::new(Row {
        domain: domain.into(),
        typed: domain.into(),
        unicode: (domain == "a.example").then(|| "例え.example".into()),
        customers: if domain == "c.example" { vec!["Foo".into(), "Acme".into()] } else { Vec::new() },
        state: if verdict.is_empty() { RowState::Waiting } else { RowState::Done(outcome.into()) },
    })
}

fn rows() -> Vec<Rc<Row>> {
    vec![
        row("e.example", "enforced", "pass", "", ""),
        row("d.example", "", "", "", ""),
        row("c.example", "ineffective", "warning", "record-invalid", "same"),
        row("b.example", "refusing", "error", "mx-certificate-expired", "worse"),
        row("a.example", "unknown", "unknown", "", ""),
    ]
}

fn query(filter: Filter, sort: Sort, text: &str) -> RowQuery {
    RowQuery { filter, sort, descending: false, text: text.into() }
}

fn shown(query: &RowQuery) -> Vec<usize> {
    let row = |item| if let Item::Row(at) = item { Some(at) } else { None };
    list_items(&rows(), query, Language::En).into_iter().filter_map(row).collect()
}

const fn effect(severity: Option<Severity>, verdict: Verdict) -> MailEffect {
    MailEffect { severity, kind: ImpactKind::Verdict, verdict }
}

#[test]
fn effects_are_counted_by_the_severity_and_words_of_their_rows() {
    let mut rows = rows();
    let mut dane = row("f.example", "enforced", "error", "dane-mismatch", "");
    if let RowState::Done(outcome) = &mut Rc::make_mut(&mut dane).state {
        Rc::make_mut(outcome).harm = ImpactKind::Dane.id().into();
    }
    rows.extend([dane, row("g.example", "ineffective", "error", "record-invalid", "")]);
    let counts: Vec<_> = mail_effects(&rows)
        .into_iter()
        .map(|(effect, count)| (effect.id(), effect.severity.map(Severity::id), count))
        .collect();
    assert_eq!(
        counts,
        [
            ("refusing", Some("error"), 1),
            ("ineffective", Some("error"), 1),
            ("dane", Some("error"), 1),
            ("ineffective", Some("warning"), 1),
            ("enforced", Some("pass"), 1),
            ("unknown", None, 1),
        ]
    );
}

#[test]
fn chips_with_the_same_words_state_their_severity_and_domains_without_mail_have_two_names() {
    let rows = [
        row("a.example", "no-mail", "notice", "", ""),
        row("b.example", "no-mail", "error", "domain-nxdomain", ""),
        row("c.example", "testing", "notice", "", ""),
        row("d.example", "testing", "warning", "tlsrpt-invalid", ""),
    ];
    let labels = |language| effect_labels(&mail_effects(&rows), language);
    assert_eq!(
        labels(Language::En),
        ["mail reaches no server", "only being tested · Warning", "only being tested · Notice", "receives no mail"]
    );
    let japanese = labels(Language::Ja);
    assert!(japanese[0] != japanese[3] && japanese[1] != japanese[2], "{japanese:?}");
}

#[test]
fn every_row_is_behind_one_chip_even_while_it_is_checked_again() {
    let mut rows = rows();
    let RowState::Done(outcome) = rows[2].state.clone() else { panic!("a checked row") };
    Rc::make_mut(&mut rows[2]).state = RowState::Checking(Some(outcome));
    Rc::make_mut(&mut rows[1]).state = RowState::Checking(None);
    let effects: usize = mail_effects(&rows).iter().map(|(_, count)| count).sum();
    let waiting = rows.iter().filter(|row| Filter::Waiting.matches(row)).count();
    assert_eq!((effects, waiting), (4, 1));
}

#[test]
fn the_worst_come_first_in_groups() {
    let items = list_items(&rows(), &query(Filter::All, Sort::Worst, ""), Language::En);
    let groups: Vec<Group> =
        items.iter().filter_map(|item| if let Item::Group(group, 1) = item { Some(*group) } else { None }).collect();
    assert_eq!(groups, [Group::Worse, Group::ToDo, Group::Unseen, Group::InOrder, Group::Waiting]);
    assert_eq!(shown(&query(Filter::All, Sort::Worst, "")), [3, 2, 4, 0, 1]);
}

#[test]
fn a_domain_that_does_not_exist_is_not_counted_as_work() {
    let rows = [
        row("a.example", "no-mail", "error", "domain-nxdomain", ""),
        row("b.example", "no-mail", "error", "mx-missing-no-address", ""),
    ];
    assert_eq!(rows.iter().map(|row| Group::from_row(row)).collect::<Vec<_>>(), [Group::Missing, Group::ToDo]);
}

#[test]
fn rows_are_filtered_searched_and_sorted() {
    for (filter, sort, text, expected) in [
        (Filter::All, Sort::Listed, "", &[0, 1, 2, 3, 4][..]),
        (Filter::All, Sort::Domain, "", &[4, 3, 2, 1, 0]),
        (Filter::Worse, Sort::Listed, "", &[3]),
        (Filter::Waiting, Sort::Listed, "", &[1]),
        (Filter::Unseen, Sort::Listed, "", &[4]),
        (Filter::Effect(effect(Some(Severity::Pass), Verdict::Enforced)), Sort::Listed, "", &[0]),
        (Filter::Effect(effect(Some(Severity::Error), Verdict::Enforced)), Sort::Listed, "", &[]),
        (Filter::All, Sort::Listed, "例え", &[4]),
        (Filter::All, Sort::Listed, " ACME", &[2]),
        (Filter::All, Sort::Listed, "foo", &[2]),
        (Filter::All, Sort::Listed, "certificate-expired", &[3]),
        (Filter::Worse, Sort::Listed, "acme", &[]),
    ] {
        assert_eq!(shown(&query(filter, sort, text)), expected, "{filter:?} {sort:?} {text}");
    }
    let turned = RowQuery { descending: true, ..query(Filter::All, Sort::Domain, "") };
    assert_eq!(shown(&turned), [0, 1, 2, 3, 4]);
}
