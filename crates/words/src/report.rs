//! The words of a report: whatever the page, the command line and a ticket say about it.

use checker::{
    Action, Arg, Behaviour, Blind, Delivery, Effect, Finding, Found, Habit, NextRecord, Owner, Patch, Question, Report,
    Rule, Severity, Source, Stage, State, Step, Stop, Target, Timestamp, TlsState, Unseen, Verdict, sender_source,
    senders_differ, tls_report_result,
};
use mta_sts::{Domain, DomainError, Mode};

use crate::{Key, Language, Part, Said, Value, args, key};

/// One sentence, and the two lines below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The sentence.
    pub headline: Said,
    /// The lines below it.
    pub lead: Said,
}

/// What is said about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingWords {
    /// What is wrong or right, in one line.
    pub headline: Said,
    /// Why, and what it does to mail.
    pub why: Option<Said>,
    /// Why, without what it does to mail.
    pub reason: Option<Said>,
    /// What to do.
    pub fix: Option<Said>,
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

/// What is said about something that could not be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnseenWords {
    /// What was asked.
    pub question: Said,
    /// Why there is no answer.
    pub why: Said,
    /// What to try.
    pub hint: Said,
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
    if report.verdict == Verdict::Enforced && facts.unseen > 0 {
        lead = lead.then(language.blank(), language.say_parts(key::VERDICT_ENFORCED_UNSEEN, &args));
    }
    if report.verdict == Verdict::Enforced && !facts.dane.is_empty() {
        let hosts = args!["hosts" => facts.dane.as_slice()];
        lead = lead.then(language.blank(), language.say_parts(key::VERDICT_ENFORCED_DANE, hosts));
    }
    if let Some(finding) = unnoticed(report) {
        lead = lead.then(language.blank(), language.say_parts(key::VERDICT_UNNOTICED, &values(finding)));
    } else if report.has("removal-in-progress") {
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
        let parent = args!["parent" => parent.as_str()];
        lead = language.say_parts(key::VERDICT_PARENT, parent).then(language.blank(), lead);
    }
    Headline { headline: part(language, &[kind, id], &args), lead }
}

/// What stands in place of the verdict while answers are missing.
#[must_use]
pub fn provisional(report: &Report, language: Language) -> Headline {
    let args = args!["domain" => report.domain.as_str(), "open" => report.open];
    Headline {
        headline: language.say_parts(key::VERDICT_OPEN, args),
        lead: language.say_parts(key::VERDICT_OPEN_LEAD, args),
    }
}

/// What is said about a finding.
#[must_use]
pub fn finding(report: &Report, finding: &Finding, language: Language) -> FindingWords {
    let words = finding_with(report.domain.as_str(), mode_of(report).or(report.tolerated), finding, language);
    match &report.next_record {
        NextRecord::Delegated { target, operator } if report.is_for_operator(finding) => {
            FindingWords { fix: Some(elsewhere(report, (target, *operator), key::RECORD_ELSEWHERE, language)), ..words }
        }
        _ => words,
    }
}

/// A sentence about a record that somebody else keeps.
fn elsewhere(report: &Report, (target, operator): (&str, Option<&str>), key: Key, language: Language) -> Said {
    let name = report.domain.sts_name();
    language.say_parts(key, args!["name" => &name, "target" => target, "operator" => operator.unwrap_or("none")])
}

/// What is said about a finding of which no report exists, such as one of `lint`.
#[must_use]
pub fn finding_with(domain: &str, mode: Option<Mode>, finding: &Finding, language: Language) -> FindingWords {
    let mut args = values(finding);
    args.push(("domain", Value::Text(domain)));
    args.push(("mode", Value::Text(mode.map_or("unknown", Mode::id))));
    let id = finding.rule.id;
    args.push(("differs", Value::Text(yes_no(Some(!senders_differ(id).is_empty())))));
    let own = say_if(language, &[id, ".why"], &args);
    let effect = effect_of(finding).and_then(|effect| say_if(language, &["effect-", effect.id()], &args));
    let result = tls_report_result(id)
        .filter(|_| mode != Some(Mode::None))
        .map(|result| language.say_parts(key::TLS_REPORT_RESULT, args!["result" => result]));
    let senders = senders(id, language);
    let reason = own.clone();
    let why =
        own.into_iter().chain(effect).chain(result).chain(senders).reduce(|why, next| why.then(language.blank(), next));
    FindingWords { headline: part(language, &[id], &args), why, reason, fix: say_if(language, &[id, ".fix"], &args) }
}

fn values(finding: &Finding) -> Vec<(&str, Value<'_>)> {
    finding.args.0.iter().map(|(name, arg)| (*name, Value::from(arg))).collect()
}

/// The finding that the record's `id` did not change with the policy: whoever remembers the earlier one does not notice.
fn unnoticed(report: &Report) -> Option<&Finding> {
    report.findings.iter().find(|finding| finding.rule.id == "id-not-bumped" && report.policy.is_some())
}

/// What real senders do about it, and where that is written. What was only seen from outside comes first: the words about source
/// code hold for all that follows them.
fn senders(id: &str, language: Language) -> Option<Said> {
    let told = |seen: bool| {
        let groups = senders_differ(id).iter().filter(|group| (group.habit == Habit::Reports) == seen);
        groups.map(|group| habit(group, language)).reduce(|told, next| told.then(language.blank(), next))
    };
    let read = told(false).map(|told| language.say_parts(key::SENDERS_SOURCE, &[]).then(language.blank(), told));
    told(true).into_iter().chain(read).reduce(|told, next| told.then(language.blank(), next))
}

/// What a group of senders does.
fn habit(group: &Behaviour, language: Language) -> Said {
    let names: Vec<String> = group.senders.iter().map(|&name| name.to_owned()).collect();
    let said = part(language, &["senders-", group.habit.id()], args!["senders" => names.as_slice()]);
    let linked = |part| match part {
        Part::Value(name) => match sender_source(&name) {
            Some(url) => Part::Link(name, url),
            None => Part::Value(name),
        },
        other => other,
    };
    Said(said.0.into_iter().map(linked).collect())
}

/// A good thing without effect needs no words about its effect.
fn effect_of(finding: &Finding) -> Option<Effect> {
    let silent = finding.rule.severity == Severity::Pass && finding.rule.effect == Effect::Nothing;
    (!silent).then_some(finding.rule.effect)
}

/// What a sender that follows MTA-STS does with mail for one host at first contact.
#[must_use]
pub fn delivery(report: &Report, delivery: &Delivery, language: Language) -> Said {
    delivery_to(report, delivery, Value::Text(&delivery.mx), language)
}

/// The same for all hosts: of those with which the same happens, one sentence.
#[must_use]
pub fn deliveries(report: &Report, language: Language) -> Vec<Said> {
    each_once(report, |row, hosts| Some(delivery_to(report, row, hosts, language)))
}

fn delivery_to(report: &Report, delivery: &Delivery, host: Value<'_>, language: Language) -> Said {
    let args = args![
        "host" => host,
        "mode" => mode_of(report).map_or("unknown", Mode::id),
        "listed" => yes_no(delivery.listed),
        "tls" => delivery.tls.id(),
        "silent" => silent(delivery),
        "differs" => yes_no(Some(delivery.because.contains(&"mx-addresses-differ"))),
        "dropped" => yes_no(Some(delivery.lenient.is_some())),
    ];
    let strict = part(language, &["delivery-", delivery.action.id()], args);
    match delivery.lenient.filter(|lenient| *lenient != Action::Unknown) {
        Some(lenient) => strict.then(language.blank(), part(language, &["lenient-", lenient.id()], args)),
        None => strict,
    }
}

/// What is said of several hosts alike is said once, of all of them.
fn each_once(report: &Report, say: impl Fn(&Delivery, Value<'_>) -> Option<Said>) -> Vec<Said> {
    let mut kinds: Vec<(Said, &Delivery, Vec<String>)> = Vec::new();
    for row in &report.delivery {
        let Some(kind) = say(row, Value::Text("")) else { continue };
        match kinds.iter_mut().find(|(known, ..)| *known == kind) {
            Some((.., hosts)) => hosts.push(row.mx.clone()),
            None => kinds.push((kind, row, vec![row.mx.clone()])),
        }
    }
    kinds.iter().filter_map(|(_, row, hosts)| say(row, Value::List(hosts))).collect()
}

/// What a sender does that remembers an earlier policy of the domain (RFC 8461 §5.1), for one host; nothing is said where
/// the present policy is not known.
#[must_use]
pub fn remembering(report: &Report, delivery: &Delivery, language: Language) -> Option<Said> {
    remembering_to(report, delivery, Value::Text(&delivery.mx), language)
}

/// The same for all hosts: of those with which the same happens, one sentence.
#[must_use]
pub fn rememberings(report: &Report, language: Language) -> Vec<Said> {
    each_once(report, |row, hosts| remembering_to(report, row, hosts, language))
}

fn remembering_to(report: &Report, delivery: &Delivery, host: Value<'_>, language: Language) -> Option<Said> {
    let policy = successor(report, delivery)?;
    let fails = yes_no(Some(fails(delivery.tls)));
    Some(language.say_parts(key::REMEMBERING, args!["host" => host, "policy" => policy, "fails" => fails]))
}

/// What comes of an earlier policy that a sender remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remembered {
    /// In mode `enforce` it forbids the delivery.
    Refuses,
    /// The present one, which comes after it, does.
    WillRefuse,
    /// The sender follows it.
    Follows,
}

/// The same in a few words, for a cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RememberedWords {
    /// What comes of it.
    pub outcome: Remembered,
    /// The words.
    pub words: String,
}

/// What a sender does that remembers an earlier policy, in a few words.
#[must_use]
pub fn remembered(report: &Report, delivery: &Delivery, language: Language) -> Option<RememberedWords> {
    let policy = successor(report, delivery)?;
    let outcome = match policy {
        _ if fails(delivery.tls) => Remembered::Refuses,
        "refuses" => Remembered::WillRefuse,
        _ => Remembered::Follows,
    };
    let args = args!["policy" => policy, "fails" => yes_no(Some(fails(delivery.tls)))];
    Some(RememberedWords { outcome, words: language.say(key::REMEMBERED, args) })
}

/// What comes after an earlier policy: a word for the sentences about it.
fn successor(report: &Report, delivery: &Delivery) -> Option<&'static str> {
    let word = match (mode_of(report), delivery.action) {
        _ if report.verdict == Verdict::Unknown => return None,
        (None, _) => "none",
        _ if unnoticed(report).is_some() => "unnoticed",
        (Some(Mode::None), _) => "off",
        (Some(_), Action::Refuse) => "refuses",
        (Some(_), _) => "kept",
    };
    Some(word)
}

/// The same in two words, for a cell of a table.
#[must_use]
pub fn action(delivery: &Delivery, language: Language) -> String {
    let silent = delivery.action == Action::Unknown && silent(delivery) != "no";
    part(language, &["action-", if silent { "silent" } else { delivery.action.id() }], &[]).to_string()
}

/// Whether nobody can connect to the host: no address of it answers, or it has none.
fn silent(delivery: &Delivery) -> &'static str {
    match delivery.reachable {
        true => yes_no(Some(delivery.because.contains(&"mx-connect-failed"))),
        false => "unreachable",
    }
}

/// The state of TLS in a word or two.
#[must_use]
pub fn tls(state: TlsState, language: Language) -> String {
    part(language, &["tls-", state.id()], &[]).to_string()
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

/// Something that could not be seen.
#[must_use]
pub fn unseen(unseen: &Unseen, language: Language) -> UnseenWords {
    let ask = asked(&unseen.question);
    UnseenWords {
        question: question(&unseen.question, language),
        why: blind(&unseen.why, ask, "", language),
        hint: blind(&unseen.why, ask, ".hint", language),
    }
}

/// That what could not be seen says nothing about the domain.
#[must_use]
pub fn unseen_note(language: Language) -> String {
    language.say(key::UNSEEN_NOTE, &[])
}

/// A question in words.
#[must_use]
pub fn question(question: &Question, language: Language) -> Said {
    match question {
        Question::Dns(dns) => {
            language.say_parts(key::UNSEEN_DNS, args!["type" => dns.kind.name(), "name" => &dns.name])
        }
        Question::Policy { domain } => {
            let url = ["https://mta-sts.", domain, "/.well-known/mta-sts.txt"].concat();
            language.say_parts(key::UNSEEN_POLICY, args!["url" => &url])
        }
        Question::Mail { host, .. } => language.say_parts(key::UNSEEN_MAIL, args!["host" => host]),
    }
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

/// What is said of one of the other findings that a step fixes: its own reason, and what it does to mail where none before it
/// does the same. Of a rule that was told before, the headline says it all.
#[must_use]
pub fn besides(report: &Report, step: &Step<'_>, other: Found<'_>, language: Language) -> FindingWords {
    let words = finding(report, other.finding, language);
    let rule = other.finding.rule;
    let told = |same: fn(&Rule, &Rule) -> bool| {
        step.findings().take_while(|before| before.index != other.index).any(|before| same(before.finding.rule, rule))
    };
    let why = if told(|before, rule| before == rule) {
        None
    } else if told(|before, rule| before.effect == rule.effect) {
        words.reason.clone()
    } else {
        words.why
    };
    FindingWords { why, fix: None, ..words }
}

/// What stands above the other findings that one step fixes.
#[must_use]
pub fn besides_title(step: &Step<'_>, language: Language) -> String {
    language.say(if step.patch.is_some() { key::STEP_FIXES_TOO } else { key::STEP_LIKEWISE }, &[])
}

/// That the same fault is at more places, if it is.
#[must_use]
pub fn further(count: usize, language: Language) -> Option<String> {
    (count > 0).then(|| language.say(key::FURTHER, args!["count" => count]))
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
        let known = ["domain-nxdomain", "mx-missing-no-address"].into_iter().find(|id| self.report.has(id));
        known.unwrap_or(if self.report.delivery.is_empty() { "null" } else { "unreachable" })
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

const fn asked(question: &Question) -> &'static str {
    match question {
        Question::Dns(_) => "dns",
        Question::Policy { .. } => "policy",
        Question::Mail { .. } => "mail",
    }
}

fn blind(why: &Blind, ask: &str, attribute: &str, language: Language) -> Said {
    let (id, number) = match why {
        Blind::Timeout => ("timeout", 0),
        Blind::Unreachable { .. } => ("unreachable", 0),
        Blind::Status { status } => ("status", i64::from(*status)),
        Blind::Malformed { .. } => ("malformed", 0),
        Blind::Refused { detail } if detail == "SERVFAIL" => ("servfail", 0),
        Blind::Refused { .. } => ("refused", 0),
        Blind::Busy { retry_after_s } => ("busy", retry_after_s.map_or(0, i64::from)),
        Blind::NotOffered => ("not-offered", 0),
    };
    let args = args!["ask" => ask, "status" => number, "seconds" => number, "wait" => Value::Duration(number)];
    part(language, &["blind-", id, attribute], args)
}

/// A message whose id is put together when the program runs.
fn part(language: Language, id: &[&str], args: &[(&str, Value<'_>)]) -> Said {
    say_if(language, id, args).unwrap_or_default()
}

fn say_if(language: Language, id: &[&str], args: &[(&str, Value<'_>)]) -> Option<Said> {
    Key::named(&id.concat()).map(|key| language.say_parts(key, args))
}
