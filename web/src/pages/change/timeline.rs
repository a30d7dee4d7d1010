//! The timeline of mail delivery, and a moment of it that the reader chooses.

use std::rc::Rc;

use planner::{Plan, Timestamp, Topic, simulation::PlanTimeline};
use words::{Language, Value, args, key};
use yew::prelude::*;

use super::{
    bars::{Row, Version, chart_rows, policy_versions},
    chart::Picture,
    moment,
};
use crate::{
    change::times::time_text,
    components::{PageContext, translate},
};

/// Properties of [`Timeline`].
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub language: Language,
    pub plan: Rc<Plan>,
    /// Current time in Unix seconds, which is shown first.
    pub now: i64,
}

const HOUR: i64 = 3_600;

/// Largest number of slider positions.
const MAX_SLIDER_POSITIONS: i64 = 400;

/// Returns the distance between two slider positions in seconds, a multiple of an hour.
fn step(timeline: &PlanTimeline) -> i64 {
    ((timeline.to - timeline.from) / MAX_SLIDER_POSITIONS).max(1).div_euclid(HOUR) * HOUR + HOUR
}

/// Timeline with its picture, slider, legend and table.
#[component]
pub(super) fn Timeline(props: &Props) -> Html {
    let (language, plan) = (props.language, &props.plan);
    let page = use_context::<PageContext>().unwrap_or_default();
    let timeline = use_memo(props.plan.clone(), |plan| PlanTimeline::new(plan));
    let rows = use_memo((props.plan.clone(), language), |(plan, language)| chart_rows(plan, &timeline, *language));
    let chosen = use_state(|| None::<i64>);
    use_effect_with(props.plan.clone(), {
        let chosen = chosen.clone();
        move |_| chosen.set(None)
    });
    let start = plan.start.unix_seconds();
    let first = if (start..plan.ends.unix_seconds()).contains(&props.now) { props.now } else { start };
    let moment = chosen.unwrap_or(first);
    let picture = picture(plan, &timeline, &rows, moment, language);
    html! {
        <section class="outlook" aria-labelledby="change-timeline">
            <h2 id="change-timeline">{language.message(key::CHANGE_TIMELINE, &[])}</h2>
            <figure class="timeline">
                {picture.horizontal()}
                {slider(&timeline, moment, &chosen, page, language)}
                {picture.vertical()}
                <figcaption>{legend(plan, &rows, language)}<span class="key">{language.message(key::CHANGE_AXIS_NOTE, &[])}</span></figcaption>
            </figure>
            {moment::moment_view(plan, &timeline, moment, language)}
            {timeline_table(&rows, language)}
        </section>
    }
}

fn picture<'a>(plan: &Plan, timeline: &PlanTimeline, rows: &'a [Row], moment: i64, language: Language) -> Picture<'a> {
    let text = |at: i64| time_text(Timestamp::from_unix(at), language);
    let (from, to) = (text(timeline.from), text(timeline.to));
    Picture {
        language,
        rows,
        pins: pins(plan),
        wait: wait(plan, language),
        from: timeline.from,
        to: timeline.to,
        moment,
        title: language.message(key::CHANGE_TIMELINE_TITLE, args!["from" => &from, "to" => &to]),
        text: language.message(key::CHANGE_TIMELINE_DESC, &[]),
    }
}

/// Returns the times of steps, each with the numbers of its steps.
fn pins(plan: &Plan) -> Vec<(i64, String)> {
    let mut pins: Vec<(i64, usize, usize)> = Vec::new();
    for (number, step) in (1..).zip(&plan.steps) {
        let at = step.at.unix_seconds();
        match pins.last_mut().filter(|(last, ..)| *last == at) {
            Some((_, _, to)) => *to = number,
            None => pins.push((at, number, number)),
        }
    }
    let numbers = |from: usize, to: usize| if from == to { from.to_string() } else { format!("{from}–{to}") };
    pins.into_iter().map(|(at, from, to)| (at, numbers(from, to))).collect()
}

/// Returns the wait for cached copies to expire: start, end and label. It starts at the step before.
fn wait(plan: &Plan, language: Language) -> Option<(i64, i64, String)> {
    let at = plan.steps.iter().position(|step| step.text.topic == Topic::Copies)?;
    let to = plan.steps[at].at.unix_seconds();
    let before = plan.steps[..at].iter().rev().map(|step| step.at.unix_seconds()).find(|at| *at < to)?;
    let words = language.message(key::CHANGE_WAIT, &[("wait", Value::Duration(to - before))]);
    Some((before, to, words))
}

/// Renders the slider on the axis of the picture, and two buttons that move from change to change.
fn slider(
    timeline: &PlanTimeline,
    moment: i64,
    chosen: &UseStateHandle<Option<i64>>,
    page: PageContext,
    language: Language,
) -> Html {
    let step = step(timeline);
    let (from, last) = (timeline.from, (timeline.to - timeline.from) / step);
    let oninput = {
        let chosen = chosen.clone();
        Callback::from(move |event: InputEvent| {
            let place = (page.field_text)(&event).and_then(|text| text.parse::<i64>().ok());
            if let Some(place) = place {
                // Round up to the full hour, so that the time reads well.
                let at = from + place * step;
                chosen.set(Some(at + (-at).rem_euclid(HOUR)));
            }
        })
    };
    let turns = timeline.change_times();
    let later = turns.iter().copied().find(|at| *at > moment);
    let earlier = turns.iter().copied().rev().find(|at| *at < moment);
    let button = |what: &'static str, label, to: Option<i64>| {
        let chosen = chosen.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            if to.is_some() {
                chosen.set(to);
            }
        });
        html! {
            <button type="button" class="button quiet" data-turn={what} {onclick} aria-disabled={to.is_none().then_some("true")}>{language.message(label, &[])}</button>
        }
    };
    let text = time_text(Timestamp::from_unix(moment), language);
    html! {
        <div class="playhead">
            <input id="change-moment" type="range" min="0" max={last.to_string()} step="1" value={((moment - from) / step).to_string()} {oninput} aria-valuetext={text.clone()} aria-label={language.message(key::CHANGE_MOMENT, &[])} />
            <div class="line">
                <label for="change-moment">{language.message(key::CHANGE_MOMENT, &[])}</label>
                <output for="change-moment" data-moment={moment.to_string()}>{text}</output>
                <span class="turns">{button("earlier", key::CHANGE_MOMENT_EARLIER, earlier)}{button("later", key::CHANGE_MOMENT_LATER, later)}</span>
            </div>
        </div>
    }
}

/// Renders what each colour and label of the bars means.
fn legend(plan: &Plan, rows: &[Row], language: Language) -> Html {
    let terms = |version: Version| match version {
        Version::Live => plan.state.policy.as_ref(),
        Version::Step(step, _) => match &plan.steps.get(step - 1)?.action {
            planner::Change::Policy(policy) => policy.as_ref(),
            _ => None,
        },
        Version::Earlier | Version::Nothing => None,
    };
    let entry = |version: Version| {
        let terms_text = terms(version).map(|policy| {
            let hosts: Vec<String> = policy.mx.iter().map(ToString::to_string).collect();
            let arguments = args!["mode" => policy.mode.id(), "hosts" => hosts.as_slice()];
            translate(language, key::CHANGE_LEGEND_TERMS, arguments)
        });
        html! {
            <span class="key"><svg class="swatch" viewBox="0 0 16 12" aria-hidden="true" focusable="false"><rect class={classes!("bar", version.class())} x="1" y="1" width="14" height="10" rx="3" /></svg><span><b>{version.legend(language)}</b>{ for terms_text.into_iter().map(|terms_text| html! { <>{" "}{terms_text}</> }) }</span></span>
        }
    };
    policy_versions(rows).into_iter().map(entry).collect()
}

/// Renders the timeline as a table.
fn timeline_table(rows: &[Row], language: Language) -> Html {
    let message = |key| language.message(key, &[]);
    let bar = |row: &Row, bar: &super::bars::Bar| {
        html! {
            <tr><th scope="row">{&row.name}</th><td data-label={message(key::CHANGE_TABLE_FROM)}>{time_text(to_the_minute(bar.from), language)}</td><td data-label={message(key::CHANGE_TABLE_WHAT)}>{bar.version.legend(language)}</td></tr>
        }
    };
    html! {
        <details class="as-table">
            <summary>{message(key::CHANGE_TABLE)}</summary>
            <table class="spans">
                <thead><tr><th scope="col">{message(key::CHANGE_TABLE_WHO)}</th><th scope="col">{message(key::CHANGE_TABLE_FROM)}</th><th scope="col">{message(key::CHANGE_TABLE_WHAT)}</th></tr></thead>
                <tbody>{ for rows.iter().flat_map(|row| row.bars.iter().map(move |one| (row, one))).map(|(row, one)| bar(row, one)) }</tbody>
            </table>
        </details>
    }
}

/// Rounds up to the minute: a copy that ends within a minute counts as ended when the minute ends.
fn to_the_minute(at: i64) -> Timestamp {
    Timestamp::from_unix(at + (-at).rem_euclid(60))
}
