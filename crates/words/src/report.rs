//! The words of a report: whatever the page, the command line and a ticket say about it.

mod delivery;
mod finding;
mod unseen;

use checker::{
    Action, Arg, Delivery, Effect, Finding, NextRecord, Owner, Patch, Report, Severity, Source, Stage, State, Stop,
    Target, TlsState, Verdict, rules,
};
use evidence::Timestamp;
use mta_sts::{Domain, DomainError, Mode};

pub use delivery::{
    SavedPolicyOutcome, SavedPolicyWords, action, deliveries, delivery, saved_policy_cell, saved_policy_deliveries,
    saved_policy_delivery, tls,
};
pub use finding::{FindingWords, finding, finding_with, more_places, related_finding, related_title};
use finding::{elsewhere, values};
pub use unseen::{UnseenWords, question, unseen, unseen_note};

use crate::{Key, Language, Said, Value, args, key};

/// One sentence, and the two lines below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The sentence.
    pub headline: Said,
    /// The lines below it.
    pub lead: Said,
}

/// What is said about a stop on the way of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopWords {
    /// Its name.
    pub name: String,
    /// Its state in a word or two.
    pub state: String,
    /// A short line of detail.
    pub detail: Said,
}

/// The answer in one sentence about mail, and why.
#[must_use]
pub fn verdict(report: &Report, language: Language) -> Headline {
    answer(report, "verdict-", language)
}

/// The same of a policy that is only imagined.
#[must_use]
pub fn what_if(report: &Report, language: Language) -> Headline {
    let imagined = Key::named(&["what-if-", report.verdict.id()].concat()).is_some();
    answer(report, if imagined { "what-if-" } else { "verdict-" }, language)
}

fn answer(report: &Report, kind: &str, language: Language) -> Headline {
    let facts = Facts::of(report);
    let args = facts.args();
    let id = report.verdict.id();
    let mut lead = part(language, &[kind, id, ".lead"], &args);
    if is_dane_alone(report) {
        lead = part(language, &[kind, id, ".dane-lead"], &args);
    }
    if report.verdict == Verdict::Enforced && facts.unseen > 0 {
        lead = lead.then(language.blank(), language.say_parts(key::VERDICT_ENFORCED_UNSEEN, &args));
    }
    if report.verdict == Verdict::Enforced && !facts.dane.is_empty() {
        let hosts = args!["hosts" => facts.dane.as_slice()];
        lead = lead.then(language.blank(), language.say_parts(key::VERDICT_ENFORCED_DANE, hosts));
    }
    if let Some(finding) = unnoticed(report) {
        lead = lead.then(language.blank(), language.say_parts(key::VERDICT_UNNOTICED, &values(finding)));
    } else if report.has(&rules::REMOVAL_IN_PROGRESS) {
        lead = lead.then(language.blank(), language.say_parts(key::VERDICT_DISABLED_REMEMBERED, &[]));
    }
    if report.verdict == Verdict::Ineffective && !facts.forbidden.is_empty() {
        let hosts = args!["hosts" => facts.forbidden.as_slice()];
        lead = lead.then(language.blank(), language.say_parts(key::VERDICT_INEFFECTIVE_LENIENT, hosts));
    }
    if report.verdict == Verdict::Testing && !facts.failing.is_empty() {
        lead = lead.then(language.blank(), language.say_parts(key::VERDICT_TESTING_FAILING, &facts.failing_args()));
    }
    if let Some(parent) = &report.mail_parent {
        let end = format!("@{parent}");
        let parent = args!["parent" => parent.as_str(), "end" => &end];
        lead = language.say_parts(key::VERDICT_PARENT, parent).then(language.blank(), lead);
    }
    let headline = if is_dane_alone(report) {
        part(language, &[kind, id, ".dane"], &args)
    } else if report.is_policy_only() {
        part(language, &[kind, id, ".policy-only"], &args)
    } else {
        part(language, &[kind, id], &args)
    };
    Headline { headline, lead }
}

/// Whether DANE protects the mail of a domain without MTA-STS, from senders that verify it.
fn is_dane_alone(report: &Report) -> bool {
    report.verdict == Verdict::Absent && report.has(&rules::DANE_OK)
}

/// What stands in place of the verdict while answers are missing.
#[must_use]
pub fn provisional(report: &Report, language: Language) -> Headline {
    let args = args!["domain" => report.domain.as_str(), "open" => report.open.len()];
    let lead = match report.open.as_slice() {
        [last] => language.say_parts(key::VERDICT_OPEN_LAST, args).then(language.colon(), question(last, language)),
        _ => language.say_parts(key::VERDICT_OPEN_LEAD, args),
    };
    Headline { headline: language.say_parts(key::VERDICT_OPEN, args), lead }
}

/// The finding that the record's `id` did not change with the policy: whoever remembers the earlier one does not notice.
fn unnoticed(report: &Report) -> Option<&Finding> {
    report.findings.iter().find(|finding| finding.rule == &rules::ID_NOT_BUMPED && report.policy.is_some())
}

/// What a mode means, in a few words.
#[must_use]
pub fn mode(mode: Mode, language: Language) -> String {
    part(language, &["mode-", mode.id()], &[]).to_string()
}

/// A stop on the way of a message.
#[must_use]
pub fn stop(report: &Report, stop: &Stop, language: Language) -> StopWords {
    let facts = Facts::of(report);
    let mut args = facts.args();
    args.push(("because", Value::Text(stop.because.unwrap_or("none"))));
    args.push(("verdict", Value::Text(report.verdict.id())));
    StopWords {
        name: stop_name(stop.part, language),
        state: state(stop.state, language),
        detail: part(language, &["stop-", stop.part.id(), "-", stop.state.id()], &args),
    }
}

/// The name of a stop.
#[must_use]
pub fn stop_name(stop: checker::Part, language: Language) -> String {
    part(language, &["stop-", stop.id()], &[]).to_string()
}

/// The state of a stop in a word or two.
#[must_use]
pub fn state(state: State, language: Language) -> String {
    part(language, &["state-", state.id()], &[]).to_string()
}

/// Who can mend it.
#[must_use]
pub fn owner(owner: Owner, language: Language) -> String {
    part(language, &["owner-", owner.id()], &[]).to_string()
}

/// How much it matters.
#[must_use]
pub fn severity(severity: Severity, language: Language) -> String {
    part(language, &["severity-", severity.id()], &[]).to_string()
}

/// The part of the set-up.
#[must_use]
pub fn stage(stage: Stage, language: Language) -> String {
    part(language, &["stage-", stage.id()], &[]).to_string()
}

/// The text that a place is in.
#[must_use]
pub fn source(source: Source, language: Language) -> String {
    part(language, &["source-", source.id()], &[]).to_string()
}

/// Where a patch goes; without a domain, as for a text that is not published yet, the policy file has no address.
#[must_use]
pub fn patch(patch: &Patch, domain: Option<&Domain>, language: Language) -> Said {
    let url = domain.map_or_else(|| "none".to_owned(), Domain::policy_url);
    match &patch.target {
        Target::Txt { name } => language.say_parts(key::PATCH_TXT, args!["name" => name]),
        Target::Tlsa { name } => language.say_parts(key::PATCH_TLSA, args!["name" => name]),
        Target::Cname { name } => language.say_parts(key::PATCH_CNAME, args!["name" => name]),
        Target::PolicyFile => language.say_parts(key::PATCH_FILE, args!["url" => &url]),
        Target::PolicyLines => language.say_parts(key::PATCH_LINES, args!["url" => &url]),
    }
}

/// That the record gets another `id` after the file was changed, and why.
#[must_use]
pub fn next_id(report: &Report, language: Language) -> Headline {
    match &report.next_record {
        NextRecord::Own(patch) => Headline {
            headline: language.say_parts(key::NEXT_ID, args!["name" => patch.name()]),
            lead: language.say_parts(key::NEXT_ID_WHY, &[]),
        },
        NextRecord::Delegated { target, operator } => {
            let say = |key| elsewhere(report, (target, *operator), key, language);
            Headline { headline: say(key::NEXT_ID_ELSEWHERE), lead: say(key::NEXT_ID_ELSEWHERE_WHY) }
        }
    }
}

/// What comes after all other work: a policy that is tested is enforced one day, and one that is removed stays a while.
#[must_use]
pub fn afterwards(report: &Report, language: Language) -> Option<Said> {
    let enforced = || report.is_to_be_enforced().then(|| language.say_parts(key::PAGE_SETUP_THEN, &[]));
    let removed = report.removed_until().map(|date| language.say_parts(key::REMOVAL_THEN, args!["date" => date]));
    removed.or_else(enforced)
}

/// What whoever changes the file tells whoever runs DNS.
#[must_use]
pub fn hand_over(report: &Report, language: Language) -> Said {
    match &report.next_record {
        NextRecord::Own(patch) => language.say_parts(key::MESSAGE_THEN_DNS, args!["name" => patch.name()]),
        NextRecord::Delegated { target, operator } => {
            elsewhere(report, (target, *operator), key::MESSAGE_THEN_OPERATOR, language)
        }
    }
}

/// A length of time in the largest units that fit.
#[must_use]
pub fn age(seconds: u64, language: Language) -> String {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    Value::Duration(seconds).text(language)
}

/// A day.
#[must_use]
pub fn date(moment: Timestamp, language: Language) -> String {
    Value::Date(moment).text(language)
}

/// What is wrong with a domain that was typed.
#[must_use]
pub fn input(error: &DomainError, language: Language) -> Said {
    let value = error.value().unwrap_or_default();
    let count = value.parse::<i64>().unwrap_or(0);
    part(language, &["input-", error.id()], args!["value" => &value, "count" => count])
}

/// What the sentences about a whole report may use.
struct Facts<'a> {
    report: &'a Report,
    refused: Vec<String>,
    accepted: Vec<String>,
    failing: Vec<String>,
    /// Hosts to which senders that verify DANE must not deliver.
    dane: Vec<String>,
    /// Hosts to which senders must not deliver that apply a policy which others drop.
    forbidden: Vec<String>,
    /// Names with their type for which name servers give no answer.
    unanswered: Vec<String>,
    unseen: usize,
}

impl<'a> Facts<'a> {
    fn of(report: &'a Report) -> Self {
        let hosts = |wanted: fn(&Delivery) -> bool| {
            report.delivery.iter().filter(|row| wanted(row)).map(|row| row.mx.clone()).collect::<Vec<_>>()
        };
        Self {
            report,
            refused: hosts(|row| row.action == Action::Refuse),
            accepted: hosts(|row| row.action != Action::Refuse),
            failing: hosts(|row| row.action == Action::DeliverAndReport),
            dane: shut_out_by_dane(report),
            forbidden: hosts(|row| row.lenient == Some(Action::Refuse)),
            unanswered: unanswered(report),
            unseen: hosts(|row| row.tls == TlsState::Unseen && row.reachable).len(),
        }
    }

    fn args(&self) -> Vec<(&'static str, Value<'_>)> {
        let rows = &self.report.delivery;
        let policy = self.report.policy.as_ref();
        vec![
            ("domain", Value::Text(self.report.domain.as_str())),
            ("mode", Value::Text(mode_of(self.report).map_or("unknown", Mode::id))),
            ("max_age", Value::Duration(policy.map_or(0, |policy| i64::try_from(policy.max_age).unwrap_or(i64::MAX)))),
            ("keeps", Value::Text(yes_no(policy.map(|policy| policy.max_age > 0)))),
            ("total", Value::from(rows.len())),
            ("listed", Value::from(rows.iter().filter(|row| row.listed == Some(true)).count())),
            ("failing", Value::from(rows.iter().filter(|row| fails(row.tls)).count())),
            ("refused", Value::from(self.refused.len())),
            ("unseen", Value::from(self.unseen)),
            ("looked", Value::from(rows.len() - self.unseen)),
            ("hosts", Value::List(&self.refused)),
            ("names", Value::List(&self.unanswered)),
            ("accepted", Value::List(&self.accepted)),
            ("some", Value::Text(self.some())),
            ("cause", Value::Text(self.cause())),
        ]
    }

    fn failing_args(&self) -> [(&'static str, Value<'_>); 2] {
        [("failing", Value::from(self.failing.len())), ("hosts", Value::List(&self.failing))]
    }

    const fn some(&self) -> &'static str {
        match (self.refused.is_empty(), self.accepted.is_empty()) {
            (true, _) => "soon",
            (false, true) => "no",
            (false, false) => "yes",
        }
    }

    /// What stands behind the verdict.
    fn cause(&self) -> &'static str {
        match self.report.verdict {
            Verdict::NoMail => self.no_mail(),
            Verdict::Ineffective if self.some_use_it() => "some",
            Verdict::Unknown if !self.unanswered.is_empty() => "dns",
            _ => self.refusal(),
        }
    }

    fn no_mail(&self) -> &'static str {
        let known =
            [&rules::DOMAIN_NXDOMAIN, &rules::MX_MISSING_NO_ADDRESS].into_iter().find(|rule| self.report.has(rule));
        known.map_or(if self.report.delivery.is_empty() { "null" } else { "unreachable" }, |rule| rule.id)
    }

    /// Whether no error makes every sender drop the policy; we may not be able to read what some of them can.
    fn some_use_it(&self) -> bool {
        let harmless = [Effect::Nothing, Effect::NoReports, Effect::SomeSenders, Effect::UselessLine];
        let unreadable = || self.report.of(Severity::Error).all(|finding| harmless.contains(&finding.rule.effect));
        self.report.tolerated.is_some() || unreadable()
    }

    fn refusal(&self) -> &'static str {
        let refused = || self.report.delivery.iter().filter(|row| row.action == Action::Refuse);
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

fn shut_out_by_dane(report: &Report) -> Vec<String> {
    let failing = report.findings.iter().filter(|finding| finding.rule.effect == Effect::DaneFails);
    let hosts = failing.filter_map(|finding| match finding.args.value("host") {
        Some(Arg::Text(host)) => Some(host.clone()),
        _ => None,
    });
    hosts.collect()
}

fn unanswered(report: &Report) -> Vec<String> {
    let failing = report.of(Severity::Error).filter(|finding| finding.rule.stage == Stage::Dns);
    let names = failing.filter_map(|finding| match finding.args.value("names") {
        Some(Arg::List(names)) => Some(names.clone()),
        _ => None,
    });
    names.flatten().collect()
}

const fn fails(state: TlsState) -> bool {
    matches!(state, TlsState::Invalid | TlsState::None)
}

fn mode_of(report: &Report) -> Option<Mode> {
    report.policy.as_ref().map(|policy| policy.mode)
}

const fn yes_no(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    }
}

/// A message whose id is put together when the program runs.
fn part(language: Language, id: &[&str], args: &[(&str, Value<'_>)]) -> Said {
    say_if(language, id, args).unwrap_or_default()
}

fn say_if(language: Language, id: &[&str], args: &[(&str, Value<'_>)]) -> Option<Said> {
    Key::named(&id.concat()).map(|key| language.say_parts(key, args))
}
