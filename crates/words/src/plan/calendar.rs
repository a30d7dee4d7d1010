//! A plan as a calendar (RFC 5545): one event for each step, with a stable UID and an alarm.

use planner::{Plan, Step, StepProgress, Timestamp};

use super::{owner_label, step_words, text_to_publish, wait_kind_label};
use crate::{Language, Sentence, key};

/// The duration of an event in a calendar, in seconds.
const EVENT_SECONDS: i64 = 1_800;

/// The longest line in bytes, without its line ending (§3.1).
const MAX_LINE_BYTES: usize = 75;

/// What the events of a calendar share.
struct Frame<'a> {
    domain: &'a str,
    plan: &'a Plan,
    /// When the dates were computed.
    revised: Timestamp,
    link: Option<&'a str>,
    language: Language,
}

/// Creates the calendar. Events link to the page at `link`, if there is one. With the progress of the steps at a time,
/// each event has the date that follows from it.
#[must_use]
pub fn calendar(
    domain: &str,
    plan: &Plan,
    seen: Option<(&[StepProgress<'_>], Timestamp)>,
    link: Option<&str>,
    language: Language,
) -> String {
    let revised = seen.map_or(plan.start, |(_, now)| now);
    let frame = Frame { domain, plan, revised, link, language };
    let mut text = String::new();
    let mut add = |name: &str, value: &str| fold(&mut text, &[name, ":", value].concat());
    add("BEGIN", "VCALENDAR");
    add("VERSION", "2.0");
    add("PRODID", "-//mta-sts-checker//plan//EN");
    add("CALSCALE", "GREGORIAN");
    for (number, step) in plan.steps.iter().enumerate() {
        let at = seen.and_then(|(seen, _)| seen.get(number)).map_or(step.at, |seen| seen.at);
        for (name, value) in event(&frame, number, step, at) {
            add(name, &value);
        }
    }
    add("END", "VCALENDAR");
    text
}

/// Returns the properties of an event and its alarm, in order.
fn event(frame: &Frame<'_>, number: usize, step: &Step, at: Timestamp) -> Vec<(&'static str, String)> {
    let &Frame { domain, plan, revised, link, language } = frame;
    let words = step_words(&step.text, language);
    let summary = escaped(&format!("{domain}: {}", words.action));
    let uid = uid(domain, plan, number, step);
    let mut lines = vec![
        ("BEGIN", "VEVENT".to_owned()),
        ("UID", uid.clone()),
        ("DTSTAMP", moment(revised)),
        ("DTSTART", moment(at)),
        ("DTEND", moment(at.plus_seconds(EVENT_SECONDS))),
        ("SUMMARY", summary.clone()),
        ("DESCRIPTION", escaped(&description(frame, number, step, &words))),
    ];
    lines.extend(link.map(|link| ("URL", link.to_owned())));
    lines.extend([
        ("BEGIN", "VALARM".to_owned()),
        ("ACTION", "DISPLAY".to_owned()),
        ("UID", ["alarm-", &uid].concat()),
        ("DESCRIPTION", summary),
        ("TRIGGER", "PT0S".to_owned()),
        ("END", "VALARM".to_owned()),
        ("END", "VEVENT".to_owned()),
    ]);
    lines
}

/// Returns the UID of a step. The same step of the same goal always has the same UID, whatever steps come before it. A
/// goal has no character that must be escaped other than commas.
fn uid(domain: &str, plan: &Plan, number: usize, step: &Step) -> String {
    let goal = plan.goal.to_string().replace(',', "+");
    let number = plan.steps[..number].iter().filter(|earlier| earlier.text.topic == step.text.topic).count() + 1;
    format!("{}-{number}.{goal}.{}.{domain}@mta-sts-checker", step.text.topic.id(), plan.form.id())
}

/// Returns the description. Without a link, it names the command that shows the progress of the plan.
fn description(frame: &Frame<'_>, number: usize, step: &Step, words: &super::StepWords) -> String {
    let &Frame { domain, plan, link, language, .. } = frame;
    let row =
        |key, said: &Sentence| [&language.message(key, &[]), language.label_separator(), &said.to_string()].concat();
    let text = text_to_publish(step).map(|text| format!("\n{text}")).unwrap_or_default();
    let kind = wait_kind_label(plan.wait_kind(number), language);
    let kind = kind.map(|kind| [&language.message(key::PLAN_WAIT, &[]), language.label_separator(), &kind].concat());
    let rows = [
        owner_label(step.owner, language),
        words.action.to_string() + &text,
        row(key::PLAN_PROVE, &words.prove),
        row(key::PLAN_BECAUSE, &words.because),
        row(key::PLAN_SKIPPED, &words.if_skipped),
    ];
    let progress = match link {
        Some(_) => format!("mta-sts check {domain}"),
        None => language.message(key::PLAN_RESUME_HINT, &[]),
    };
    rows.into_iter().chain(kind).chain([progress]).collect::<Vec<_>>().join("\n")
}

/// Formats a time in UTC (§3.3.5).
pub(super) fn moment(at: Timestamp) -> String {
    let digits = at.policy_id();
    let (date, time) = digits.split_at(8);
    [date, "T", time].concat()
}

/// Escapes a text value (§3.3.11).
pub(super) fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => value.push_str("\\n"),
            '\\' | ';' | ',' => value.extend(['\\', c]),
            c if c.is_control() => {}
            c => value.push(c),
        }
    }
    value
}

/// Appends a line, folded between characters (§3.1). A continuation starts with a space, which counts.
pub(super) fn fold(text: &mut String, line: &str) {
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > MAX_LINE_BYTES {
            text.push_str("\r\n ");
            width = 1;
        }
        text.push(c);
        width += c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_bytes_between_characters() {
        let mut text = String::new();
        fold(&mut text, &format!("SUMMARY:{}", "あ".repeat(60)));
        assert!(text.lines().count() > 2 && text.lines().all(|line| line.len() <= MAX_LINE_BYTES), "{text}");
        assert_eq!(text.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "あ".repeat(60)));
    }

    #[test]
    fn special_characters_in_values_are_escaped() {
        assert_eq!(escaped("a; b, c\\d\ne\u{7}"), "a\\; b\\, c\\\\d\\ne");
    }

    #[test]
    fn times_are_in_utc() {
        assert_eq!(moment("2026-06-01T09:00:00Z".parse().unwrap()), "20260601T090000Z");
    }
}
