//! Arguments of the sentences about a whole report.

use checker::{Action, Arg, Delivery, Effect, Finding, Report, Severity, Stage, TlsState, Verdict, rules};
use mta_sts::Mode;

use super::{mode_of, yes_no};
use crate::{Value, setup::record_count};

/// Arguments of the sentences about a whole report.
pub(super) struct ReportFacts<'a> {
    pub(super) report: &'a Report,
    refused: Vec<String>,
    accepted: Vec<String>,
    pub(super) failing: Vec<String>,
    /// Hosts to which senders that verify DANE must not deliver.
    pub(super) dane: Vec<String>,
    /// Hosts to which senders with a cached policy must not deliver.
    pub(super) saved: Vec<String>,
    /// Hosts to which some senders must not deliver, because they apply a policy that others reject.
    pub(super) forbidden: Vec<String>,
    /// Names, each with a record type, for which the name servers return no answer.
    unanswered: Vec<String>,
    pub(super) unseen: usize,
}

impl<'a> ReportFacts<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        let hosts = |wanted: fn(&Delivery) -> bool| {
            report.delivery.iter().filter(|row| wanted(row)).map(|row| row.mx.clone()).collect::<Vec<_>>()
        };
        Self {
            report,
            refused: hosts(|row| row.action == Action::Refuse),
            accepted: hosts(|row| row.action != Action::Refuse),
            failing: hosts(|row| row.action == Action::DeliverAndReport),
            dane: hosts(|row| row.dane == Some(Action::Refuse)),
            saved: hosts(|row| row.saved_refuses),
            forbidden: hosts(|row| row.lenient == Some(Action::Refuse)),
            unanswered: unanswered(report),
            unseen: hosts(|row| row.tls == TlsState::Unseen && row.reachable).len(),
        }
    }

    pub(super) fn args(&self) -> Vec<(&'static str, Value<'_>)> {
        let rows = &self.report.delivery;
        let policy = self.report.policy.as_ref();
        vec![
            ("domain", Value::Text(self.report.domain.as_str())),
            ("mode", Value::Text(mode_of(self.report).map_or("unknown", Mode::id))),
            ("max_age", Value::Duration(policy.map_or(0, |policy| i64::try_from(policy.max_age).unwrap_or(i64::MAX)))),
            ("keeps", Value::Text(yes_no(policy.map(|policy| policy.max_age > 0)))),
            ("total", Value::from(rows.len())),
            ("records", Value::from(record_count(self.report))),
            ("listed", Value::from(rows.iter().filter(|row| row.listed == Some(true)).count())),
            ("failing", Value::from(rows.iter().filter(|row| is_failing(row.tls)).count())),
            ("refused", Value::from(self.refused.len())),
            ("unseen", Value::from(self.unseen)),
            ("looked", Value::from(rows.len() - self.unseen)),
            ("hosts", Value::List(&self.refused)),
            ("names", Value::List(&self.unanswered)),
            ("accepted", Value::List(&self.accepted)),
            ("some", Value::Text(self.some_refused())),
            ("cause", Value::Text(self.cause())),
        ]
    }

    pub(super) fn failing_args(&self) -> [(&'static str, Value<'_>); 2] {
        [("failing", Value::from(self.failing.len())), ("hosts", Value::List(&self.failing))]
    }

    const fn some_refused(&self) -> &'static str {
        match (self.refused.is_empty(), self.accepted.is_empty()) {
            (true, _) => "soon",
            (false, true) => "no",
            (false, false) => "yes",
        }
    }

    /// Returns the reason behind the verdict.
    fn cause(&self) -> &'static str {
        match self.report.verdict {
            Verdict::NoMail => self.no_mail_cause(),
            Verdict::Ineffective if self.is_used_by_some() => "some",
            Verdict::Unknown if !self.unanswered.is_empty() => "dns",
            _ => self.refusal_cause(),
        }
    }

    fn no_mail_cause(&self) -> &'static str {
        let known = [&rules::DOMAIN_NXDOMAIN, &rules::MX_MISSING_NO_ADDRESS]
            .into_iter()
            .find(|rule| self.report.has_finding(rule));
        known.map_or(if self.report.delivery.is_empty() { "null" } else { "unreachable" }, |rule| rule.id)
    }

    /// Returns whether no error makes every sender reject the policy. Some senders may read a policy that this program
    /// cannot read.
    fn is_used_by_some(&self) -> bool {
        let harmless = [Effect::Nothing, Effect::NoReports, Effect::SomeSenders, Effect::UselessLine];
        let unreadable =
            || self.report.findings_with(Severity::Error).all(|finding| harmless.contains(&finding.rule.effect));
        self.report.tolerated.is_some() || unreadable()
    }

    fn refusal_cause(&self) -> &'static str {
        let refused = || self.report.delivery.iter().filter(|row| row.action == Action::Refuse);
        let names_all = |cause: &Finding| self.refused.len() == 1 || cause.rule.effect == Effect::AllHosts;
        if self.report.cause().is_some_and(names_all) {
            return "named";
        }
        let unlisted = refused().filter(|row| row.listed == Some(false)).count();
        match (unlisted, refused().count()) {
            (_, 0) => "none",
            (0, _) if refused().all(|row| row.tls == TlsState::None) => "plain",
            (0, _) => "tls",
            (unlisted, all) if unlisted == all => "unlisted",
            _ => "both",
        }
    }
}

fn unanswered(report: &Report) -> Vec<String> {
    let failing = report.findings_with(Severity::Error).filter(|finding| finding.rule.stage == Stage::Dns);
    let names = failing.filter_map(|finding| match finding.args.value("names") {
        Some(Arg::List(names)) => Some(names.clone()),
        _ => None,
    });
    names.flatten().collect()
}

pub(super) const fn is_failing(state: TlsState) -> bool {
    matches!(state, TlsState::Invalid | TlsState::None)
}
