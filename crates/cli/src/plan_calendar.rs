//! A plan as a calendar (RFC 5545): one event for each step, with a stable UID and an alarm.

use chrono::{DateTime, Duration, Utc};
use icalendar::{Alarm, Calendar, Component, Event, EventLike, Property};
use planner::{Plan, Step, Timestamp};
use words::{Language, key, plan as says};

/// How long an event is shown in a calendar, in minutes.
const SHOWN: i64 = 30;

/// The calendar. Events link to a check of the domain on the page at `link`, where one is given.
pub(crate) fn to_icalendar(domain: &str, plan: &Plan, link: Option<&str>, language: Language) -> String {
    let mut calendar = Calendar::empty();
    for (name, value) in [("VERSION", "2.0"), ("PRODID", "-//mta-sts-checker//plan//EN"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(Property::new(name, value));
    }
    let link = link.map(|link| format!("{}/?domain={domain}", link.trim_end_matches('/')));
    for (number, step) in plan.steps.iter().enumerate() {
        calendar.push(event(domain, plan, number, step, link.as_deref(), language));
    }
    calendar.to_string()
}

fn event(domain: &str, plan: &Plan, number: usize, step: &Step, link: Option<&str>, language: Language) -> Event {
    let words = says::step_words(&step.text, language);
    let summary = format!("{domain}: {}", words.action);
    let start = utc(step.at);
    let uid = uid(domain, plan, number, step);
    let mut alarm = Alarm::display(&summary, Duration::zero());
    alarm.uid(&format!("alarm-{uid}"));
    let mut event = Event::with_uid(&uid);
    event
        .timestamp(utc(plan.start))
        .summary(&summary)
        .description(&description(domain, step, &words, language))
        .starts(start)
        .ends(start + Duration::minutes(SHOWN))
        .alarm(alarm);
    if let Some(link) = link {
        event.url(link);
    }
    event.done()
}

/// The same step of the same plan has the same UID, whenever the plan was made.
fn uid(domain: &str, plan: &Plan, number: usize, step: &Step) -> String {
    let goal: String = plan.goal.to_string().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("{number}-{}.{goal}.{}.{domain}@mta-sts-checker", step.text.topic.id(), plan.form.id())
}

fn description(domain: &str, step: &Step, words: &says::StepWords, language: Language) -> String {
    let row = |key, said: &words::Sentence| {
        [&language.message(key, &[]), language.label_separator(), &said.to_string()].concat()
    };
    let text = says::text_to_publish(step).map(|text| format!("\n{text}")).unwrap_or_default();
    [
        says::owner_label(step.owner, language),
        words.action.to_string() + &text,
        row(key::PLAN_PROVE, &words.prove),
        row(key::PLAN_BECAUSE, &words.because),
        row(key::PLAN_SKIPPED, &words.if_skipped),
        format!("mta-sts check {domain}"),
    ]
    .join("\n")
}

fn utc(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp(at.unix_seconds(), 0).expect("the year has four digits")
}
