//! Texts about TLS reports (RFC 8460): the answer with its reasons, failures with cause and next step, and skipped
//! files with reasons.

use evidence::Timestamp;
use tls_report::{
    Answer, Cause, Collection, Gap, GivenReason, Group, HeldPolicy, JsonFault, Live, NoteId, Numbers, Overlap, Owner,
    ReadCounts, ReportTime, SkipReason, Skipped,
};

use crate::{Key, Language, Sentence, Value, args, key, make_visible, text::wrap_lines};

/// The input: reports and skipped files.
#[derive(Clone, Copy, Debug)]
pub struct Summary<'a> {
    /// The reports.
    pub collection: &'a Collection,
    /// The answer for each policy domain.
    pub answers: &'a [Answer],
    /// Files that were not read.
    pub skipped: &'a [Skipped],
    /// Counts of other content that was read.
    pub read_counts: ReadCounts,
}

/// The maximum number of items listed per section. The documents for programs contain all items.
const MAX_ITEMS: usize = 50;

/// Formats the summary for a terminal.
#[must_use]
pub fn terminal_text(summary: &Summary<'_>, live: &impl Fn(&str) -> Option<Live>, language: Language) -> String {
    let shown = |line: &Line| match line {
        Line::Lead(said) => wrap_lines(&said.to_string(), 0),
        Line::Heading(words) => format!("\n{words}\n"),
        Line::Item(said) => wrap_lines(&format!("- {said}"), 2),
    };
    lines(summary, live, language).iter().map(shown).collect()
}

/// Formats the summary for a ticket.
#[must_use]
pub fn markdown(summary: &Summary<'_>, live: &impl Fn(&str) -> Option<Live>, language: Language) -> String {
    let shown = |line: &Line| match line {
        Line::Lead(said) => format!("{}\n\n", said.to_markdown()),
        Line::Heading(words) => format!("\n## {words}\n\n"),
        Line::Item(said) => format!("- {}\n", said.to_markdown()),
    };
    lines(summary, live, language).iter().map(shown).collect()
}

/// Returns the answer in one sentence.
#[must_use]
pub fn answer_sentence(answer: &Answer, language: Language) -> Sentence {
    let key = key_with_id(&format!("tls-report-answer-{}", answer.enforce.id()));
    let mode = answer.mode.map_or("unknown", mta_sts::Mode::id);
    language.sentence(key, args!["domain" => &answer.domain, "mode" => mode])
}

/// Returns a reason with its numbers.
#[must_use]
pub fn reason_sentence(given: &GivenReason, language: Language) -> Sentence {
    let Numbers { sessions, days, senders, hosts, result_types, first: _, last } = &given.numbers;
    let (no_host, no_sender) = (no_host(language), language.message(key::TLS_REPORT_NO_SENDER, &[]));
    let list = |items: &'_ [String]| (!items.is_empty()).then_some(()).is_some();
    let unseen = given.reason.id == "mx-not-seen" && hosts.is_empty();
    let hosts = if unseen {
        Value::Text("unknown")
    } else if list(hosts) {
        Value::List(hosts)
    } else {
        Value::Text(&no_host)
    };
    let senders = if list(senders) { Value::List(senders) } else { Value::Text(&no_sender) };
    let date = last.map_or(Value::Text("–"), |last| Value::Date(timestamp(last)));
    let all = [
        ("count", Value::from(*sessions)),
        ("days", Value::from(*days)),
        ("senders", senders),
        ("hosts", hosts),
        ("types", Value::List(result_types)),
        ("date", date),
    ];
    language.sentence(key_with_id(&format!("tls-report-reason-{}", given.reason.id)), &all)
}

/// Describes why something was not read, and the fault of broken JSON.
#[must_use]
pub fn skip_reason(why: SkipReason, fault: Option<&JsonFault>, language: Language) -> Sentence {
    let mut reason = language.sentence(key_with_id(&format!("tls-report-why-{}", why.id())), &[]);
    if let Some(fault) = fault {
        let args = args!["cause" => fault.cause.id(), "line" => fault.line, "column" => fault.column];
        reason.0.push(crate::SentencePart::Text(language.sentence_separator().to_owned()));
        reason.0.extend(language.sentence(key::TLS_REPORT_FAULT, args).0);
    }
    reason
}

/// Describes a kind of deviation.
#[must_use]
pub fn note_sentence(note: NoteId, language: Language) -> Sentence {
    language.sentence(key_with_id(&format!("tls-report-note-{}", note.id())), &[])
}

/// Describes the cause of a failure.
#[must_use]
pub fn cause_sentence(cause: Cause, host: Option<&str>, language: Language) -> Sentence {
    let unnamed = language.message(key::TLS_REPORT_UNNAMED_HOST, &[]);
    let host = host.unwrap_or(&unnamed);
    language.sentence(key_with_id(&format!("tls-report-cause-{}", cause.id())), args!["host" => host])
}

/// Returns the next step.
#[must_use]
pub fn next_step(cause: Cause, language: Language) -> Sentence {
    language.sentence(key_with_id(&format!("tls-report-cause-{}.next", cause.id())), &[])
}

/// Returns the label of the party that can fix it.
#[must_use]
pub fn owner_label(owner: Owner, language: Language) -> String {
    language.message(key_with_id(&format!("tls-report-owner-{}", owner.id())), &[])
}

fn no_host(language: Language) -> String {
    language.message(key::TLS_REPORT_NO_HOST, &[])
}

/// Returns the message of an id. A test checks that every id has its texts.
fn key_with_id(id: &str) -> Key {
    Key::by_id(id).unwrap_or(key::VALUE_EMPTY)
}

fn timestamp(moment: ReportTime) -> Timestamp {
    Timestamp::from_unix(moment.unix_seconds())
}

enum Line {
    Lead(Sentence),
    Heading(String),
    Item(Sentence),
}

fn lines(summary: &Summary<'_>, live: &impl Fn(&str) -> Option<Live>, language: Language) -> Vec<Line> {
    let mut lines = Vec::new();
    for one in summary.answers {
        add_answer(&mut lines, one, language);
    }
    add_read(&mut lines, summary, language);
    let groups = summary.collection.groups();
    let group = |group: &Group| Line::Item(group_words(group, language));
    section(&mut lines, key::TLS_REPORT_FAILURES, groups.iter().map(group), language);
    section(&mut lines, key::TLS_REPORT_SESSIONS, sessions(summary.collection, language), language);
    let held = summary.collection.held_policies(|domain| live(domain)?.policy);
    section(&mut lines, key::TLS_REPORT_HELD, held.iter().map(|held| held_words(held, language)), language);
    let (gaps, overlaps) = (summary.collection.gaps(), summary.collection.overlaps());
    let overlaps = overlaps.iter().map(|overlap| overlap_words(overlap, language));
    let periods = overlaps.chain(gaps.iter().map(|gap| gap_words(gap, language)));
    section(&mut lines, key::TLS_REPORT_PERIODS, periods, language);
    section(
        &mut lines,
        key::TLS_REPORT_SKIPPED,
        summary.skipped.iter().map(|one| skipped_words(one, language)),
        language,
    );
    section(&mut lines, key::TLS_REPORT_DEVIATIONS, deviations(summary.collection, language), language);
    lines
}

fn section(lines: &mut Vec<Line>, heading: Key, items: impl Iterator<Item = Line>, language: Language) {
    let items: Vec<Line> = items.collect();
    if items.is_empty() {
        return;
    }
    lines.push(Line::Heading(language.message(heading, &[])));
    let rest = items.len().saturating_sub(MAX_ITEMS);
    lines.extend(items.into_iter().take(MAX_ITEMS));
    if rest > 0 {
        lines.push(Line::Item(language.sentence(key::REPORTS_SKIPPED_MORE, args!["count" => rest])));
    }
}

fn add_answer(lines: &mut Vec<Line>, one: &Answer, language: Language) {
    lines.push(Line::Lead(answer_sentence(one, language)));
    for given in &one.reasons {
        let mut said = reason_sentence(given, language);
        said.0.insert(0, crate::SentencePart::Text(format!("E{} ", given.reason.number)));
        lines.push(Line::Item(said));
    }
    let numbers = args![
        "count" => one.sts.successful, "total" => one.sts.failed, "days" => one.days, "index" => one.senders
    ];
    lines.push(Line::Lead(language.sentence(key::TLS_REPORT_NUMBERS, numbers)));
}

fn add_read(lines: &mut Vec<Line>, summary: &Summary<'_>, language: Language) {
    if summary.collection.is_empty() {
        lines.push(Line::Lead(language.sentence(key::TLS_REPORT_NONE, &[])));
    } else {
        let copies: u64 = summary.collection.counted().map(|counted| counted.copies - 1).sum();
        let numbers = args!["count" => summary.collection.len(), "total" => copies];
        lines.push(Line::Lead(language.sentence(key::TLS_REPORT_READ, numbers)));
    }
    if summary.read_counts.mails > 0 {
        let numbers = args!["count" => summary.read_counts.mails, "total" => summary.read_counts.mails_without_report];
        lines.push(Line::Lead(language.sentence(key::TLS_REPORT_MAILS, numbers)));
    }
    for counted in summary.collection.counted() {
        for other in counted.other_versions() {
            let sender = sender(other.organization.as_deref(), language);
            let id = other.report_id.as_deref().unwrap_or("–");
            lines.push(Line::Lead(
                language.sentence(key::TLS_REPORT_OTHER_VERSIONS, args!["senders" => &sender, "id" => id]),
            ));
        }
    }
}

fn sender(organization: Option<&str>, language: Language) -> String {
    organization.map_or_else(|| language.message(key::TLS_REPORT_NO_SENDER, &[]), str::to_owned)
}

fn group_words(group: &Group, language: Language) -> Sentence {
    let what = cause_sentence(group.cause, group.receiving_mx.as_deref(), language).to_string();
    let said = language.sentence(
        key::TLS_REPORT_GROUP,
        args![
            "count" => group.sessions,
            "types" => group.result_type.id(),
            "cause" => &what,
            "senders" => &sender(group.sending_organization.as_deref(), language),
            "period" => &period(group.first, group.last),
        ],
    );
    let (owner, next) = (owner_label(group.owner, language), next_step(group.cause, language).to_string());
    let todo = language.sentence(key::TLS_REPORT_GROUP_OWNER, args!["owner" => &owner, "next" => &next]);
    let blank = if language == Language::Ja { "" } else { " " };
    said.followed_by(blank, todo)
}

/// Formats one day, or the first and the last.
fn period(first: Option<ReportTime>, last: Option<ReportTime>) -> String {
    match (first.map(ReportTime::iso_date), last.map(ReportTime::iso_date)) {
        (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
        (Some(day), _) | (None, Some(day)) => day,
        (None, None) => "–".to_owned(),
    }
}

fn sessions(collection: &Collection, language: Language) -> impl Iterator<Item = Line> {
    let [successful, failed] =
        [key::TLS_REPORT_COLUMN_SUCCESSFUL, key::TLS_REPORT_COLUMN_FAILED].map(|key| language.message(key, &[]));
    let colon = language.label_separator();
    collection.totals().by_policy_type.into_iter().map(move |(policy_type, sessions)| {
        let number = |count: u64| Value::from(count).text(language);
        let numbers =
            format!("{colon}{successful} {}, {failed} {}", number(sessions.successful), number(sessions.failed));
        Line::Item(Sentence(vec![
            crate::SentencePart::Value(make_visible(&policy_type)),
            crate::SentencePart::Text(numbers),
        ]))
    })
}

fn held_words(held: &HeldPolicy, language: Language) -> Line {
    let sender = sender(held.organization.as_deref(), language);
    let date = timestamp(held.last);
    let said = if held.is_older {
        let no_mode = language.message(key::TLS_REPORT_NO_MODE, &[]);
        let mode = held.mode.unwrap_or(&no_mode);
        let args = args![
            "senders" => &sender, "domain" => &held.domain, "date" => date, "mode" => mode, "hosts" => held.mx.as_slice()
        ];
        language.sentence(key::TLS_REPORT_HELD_OLDER, args)
    } else {
        let args = args!["senders" => &sender, "domain" => &held.domain, "date" => date];
        language.sentence(key::TLS_REPORT_HELD_CURRENT, args)
    };
    let until = held.until.filter(|_| held.is_older);
    let until = until.map(|until| language.sentence(key::TLS_REPORT_HELD_UNTIL, args!["date" => timestamp(until)]));
    let blank = if language == Language::Ja { "" } else { " " };
    Line::Item(said.followed_by(blank, until.unwrap_or_default()))
}

fn gap_words(gap: &Gap, language: Language) -> Line {
    let sender = sender(gap.organization.as_deref(), language);
    let period = period(Some(gap.from), Some(gap.to));
    let args = args!["senders" => &sender, "domain" => &gap.domain, "period" => &period, "days" => gap.days];
    Line::Item(language.sentence(key::TLS_REPORT_GAP, args))
}

fn overlap_words(overlap: &Overlap, language: Language) -> Line {
    let sender = sender(overlap.organization.as_deref(), language);
    let period = format!("{} – {}", overlap.from, overlap.to);
    let args = args!["senders" => &sender, "domain" => &overlap.domain, "period" => &period];
    Line::Item(language.sentence(key::TLS_REPORT_OVERLAP, args))
}

fn skipped_words(skipped: &Skipped, language: Language) -> Line {
    let member = skipped.member.as_ref().map(|member| format!(" > {member}")).unwrap_or_default();
    let place = make_visible(&format!("{}{member}", skipped.file));
    let mut said = Sentence(vec![
        crate::SentencePart::Value(place),
        crate::SentencePart::Text(language.label_separator().to_owned()),
    ]);
    said.0.extend(skip_reason(skipped.why, skipped.fault.as_ref(), language).0);
    Line::Item(said)
}

/// Lists each kind of deviation once, with its number of occurrences.
fn deviations(collection: &Collection, language: Language) -> impl Iterator<Item = Line> {
    let mut counts = std::collections::BTreeMap::<NoteId, u64>::new();
    for id in collection.reports().flat_map(|report| &report.notes).map(|note| note.id) {
        *counts.entry(id).or_default() += 1;
    }
    counts.into_iter().map(move |(id, count)| {
        let words = note_sentence(id, language).to_string();
        Line::Item(language.sentence(key::TLS_REPORT_DEVIATION, args!["note" => &words, "count" => count]))
    })
}

#[cfg(test)]
mod tests;
