//! Every row of the reference's table "planned against live", each with the cause and the outcome that it asks for.

use super::*;

struct Row {
    name: &'static str,
    live: Value,
    /// Policy, STS record and TLSRPT record; empty if not planned.
    planned: [&'static str; 3],
    cause: Cause,
    effect: Effect,
    outcome: Outcome,
}

fn row(name: &'static str, live: Value, planned: [&'static str; 3], check: (Cause, Effect), outcome: Outcome) -> Row {
    Row { name, live, planned, cause: check.0, effect: check.1, outcome }
}

/// A row whose one cause blocks.
fn blocked(name: &'static str, live: Value, planned: [&'static str; 3], cause: Cause) -> Row {
    row(name, live, planned, (cause, Effect::Blocks), not_ready(cause))
}

fn rows_of_the_record() -> Vec<Row> {
    let served = with_dns(with_file(bare(), TESTING), "_smtp._tls.plan.test TXT", json!([[REPORTS]]));
    let mut alias = published(TESTING);
    alias["dns"]["_mta-sts.plan.test TXT"] =
        json!({ "chain": ["_mta-sts.operator.example"], "rrs": [[RECORD]], "ttl": 3600 });
    let two = with_dns(published(TESTING), "_mta-sts.plan.test TXT", json!([[RECORD], [NEWER]]));
    let done = Outcome::AlreadyPublished;
    use Effect::{Done, Fine};
    vec![
        row("absent", served, [TESTING, RECORD, REPORTS], (Cause::RecordAbsent, Fine), ready(Next::Record)),
        row("other id, same file", published(TESTING), [TESTING, NEWER, REPORTS], (Cause::RecordNeedless, Done), done),
        blocked("same id, other file", published(TESTING), [TWO_HOSTS, RECORD, ""], Cause::IdUsed),
        blocked("alias of a service", alias, [TESTING, NEWER, ""], Cause::RecordDelegated),
        blocked("two records", two, [TESTING, NEWER, ""], Cause::RecordSeveral),
    ]
}

fn rows_of_the_policy_host() -> Vec<Row> {
    let wrong = json!({ "names": ["www.plan.test"], "cn": "www.plan.test" });
    let reports = || with_dns(bare(), "_smtp._tls.plan.test TXT", json!([[REPORTS]]));
    let wrong = with(with_file(reports(), TESTING), "/https/mta-sts.plan.test/tls", wrong);
    let until_certificate = Outcome::Wait { until: None, why: Cause::HostCertificate };
    let planned = [TESTING, RECORD, REPORTS];
    use Effect::{Done, Fine, Waits};
    vec![
        row("no address", reports(), planned, (Cause::HostAbsent, Fine), ready(Next::PolicyHost)),
        row("wrong certificate", wrong, planned, (Cause::HostCertificate, Waits), until_certificate),
        row("planned bytes", published(TESTING), planned, (Cause::FileLive, Done), Outcome::AlreadyPublished),
        row(
            "another policy",
            published(TESTING),
            [TWO_HOSTS, NEWER, REPORTS],
            (Cause::FileOther, Fine),
            ready(Next::PolicyFile),
        ),
    ]
}

fn rows_of_mx_and_mode() -> Vec<Row> {
    let more = with_dns(published(TESTING), "plan.test MX", json!([[10, "mx1.plan.test."], [20, "other.plan.test."]]));
    let wrong = json!({ "names": ["www.plan.test"], "cn": "www.plan.test" });
    let bad = with(published(TESTING), "/smtp/mx1.plan.test/tls", wrong);
    let unseen = with(published(TESTING), "/smtp", json!({}));
    let mut cached = published(TESTING);
    cached["history"] = json!([{ "at": "2026-11-14T12:00:00Z", "txt_id": "20261001000000Z",
        "body": "version: STSv1\nmode: enforce\nmx: old.plan.test\nmax_age: 604800\n", "mx": ["old.plan.test"] }]);
    let file = || ready(Next::PolicyFile);
    use Effect::{Done, Unseen, Warns};
    vec![
        row("covered and valid", published(TESTING), [ENFORCE, NEWER, ""], (Cause::MxReady, Done), file()),
        blocked("not covered, enforce", more.clone(), [ENFORCE, NEWER, ""], Cause::MxNotCovered),
        row("not covered, testing", more, [TWO_HOSTS, NEWER, ""], (Cause::MxNotCovered, Warns), file()),
        row("planned host not in DNS", published(TESTING), [TWO_HOSTS, NEWER, ""], (Cause::MxNotInDns, Warns), file()),
        blocked("invalid certificate", bad, [ENFORCE, NEWER, ""], Cause::MxCertificate),
        row(
            "certificate not seen",
            unseen,
            [ENFORCE, NEWER, ""],
            (Cause::MxUnseen, Unseen),
            not_ready(Cause::MxUnseen),
        ),
        row("enforce first", bare(), [ENFORCE, RECORD, ""], (Cause::EnforceFirst, Warns), ready(Next::PolicyHost)),
        blocked("enforce to none", published(ENFORCE), [NONE, NEWER, ""], Cause::ModeNone),
        row(
            "enforce without reports",
            bare(),
            [ENFORCE, RECORD, ""],
            (Cause::TlsRptAbsent, Warns),
            ready(Next::PolicyHost),
        ),
        blocked("cached policy", cached, [TWO_HOSTS, NEWER, ""], Cause::CachedPolicy),
    ]
}

#[test]
fn every_row_of_the_table_has_its_verdict() {
    let rows = rows_of_the_record().into_iter().chain(rows_of_the_policy_host()).chain(rows_of_mx_and_mode());
    for row in rows {
        let [policy, record, tls_rpt] = row.planned;
        let judged = judged(&row.live, policy, record, tls_rpt);
        assert_eq!(effect(&judged, row.cause), Some(row.effect), "{}: {:#?}", row.name, judged.checks);
        assert_eq!(judged.outcome, row.outcome, "{}: {:#?}", row.name, judged.checks);
    }
}

#[test]
fn a_policy_host_that_was_moved_before_its_certificate_is_called_so() {
    let wrong = json!({ "names": ["www.plan.test"], "cn": "www.plan.test" });
    for (live, is_moved) in [(published(TESTING), true), (with_file(bare(), TESTING), false)] {
        let world = with(live, "/https/mta-sts.plan.test/tls", wrong.clone());
        let judged = host::judged_at(&world, &["192.0.2.80"], None);
        assert_eq!(effect(&judged, Cause::HostMoved), is_moved.then_some(Effect::Warns), "{:#?}", judged.checks);
    }
    assert_eq!(Cause::HostMoved.reference(), Some(Reference::Plan));
}
