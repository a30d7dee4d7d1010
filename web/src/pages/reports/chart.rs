//! Sessions over time: bars stacked by outcome, with the same numbers as a table. Outcomes differ by pattern as well as
//! colour.

use words::{args, key};
use yew::prelude::*;

use super::format::Formatter;
use crate::reports::summary::{Day, Summary};

/// Width of a day, and of the bar in it.
const STEP: u64 = 10;
const BAR: u64 = 8;

/// Height of the drawing.
const HEIGHT: u64 = 120;

/// Number of dates on the axis.
const MARKS: usize = 5;

/// Renders the chart and its table, of which `rows` rows are rendered so far.
pub(super) fn sessions_over_time(format: Formatter, summary: &Summary, rows: usize) -> Html {
    let language = format.language;
    let (Some(first), Some(last)) = (summary.days.first(), summary.days.last()) else { return Html::default() };
    let sum = |count: fn(&Day) -> u64| summary.days.iter().map(count).fold(0, u64::saturating_add);
    let label = language.message(
        key::REPORTS_CHART,
        args![
            "from" => &format.day(first.day), "until" => &format.day(last.day),
            "passed" => sum(|day| day.passed), "failed" => sum(|day| day.failed), "unnamed" => sum(|day| day.without_policy)
        ],
    );
    html! {
        <section aria-labelledby="over-time">
            <h2 id="over-time">{language.message(key::REPORTS_OVER_TIME, &[])}</h2>
            <p class="note">{language.message(key::REPORTS_OVER_TIME_NOTE, &[])}
                if summary.days_left_out > 0 {
                    {language.sentence_separator()}{language.message(key::REPORTS_DAYS_LEFT_OUT, args!["count" => summary.days_left_out])}
                }</p>
            <figure class="plot">
                {legend(format, &summary.days)}
                {drawing(format, &summary.days, label)}
            </figure>
            {table(format, &summary.days, rows)}
        </section>
    }
}

const OUTCOMES: [(&str, words::Key); 3] =
    [("passed", key::REPORTS_PASSED), ("failed", key::REPORTS_FAILED), ("unnamed", key::REPORTS_UNNAMED)];

fn legend(format: Formatter, days: &[Day]) -> Html {
    let mark = |class: &'static str| match class {
        "uncovered" => html! { <path class="uncovered" d="M2 14h12" /> },
        _ => html! { <><rect {class} x="1" y="1" width="14" height="14" />{pattern(class, 1, 1, 14, 14)}</> },
    };
    let gaps = days.iter().any(|day| !day.covered).then_some(("uncovered", key::REPORTS_UNCOVERED));
    html! {
        <ul class="legend">{ for OUTCOMES.into_iter().chain(gaps).map(|(class, words)| html! {
            <li><svg viewBox="0 0 16 16" aria-hidden="true">{mark(class)}</svg>{format.language.message(words, &[])}</li>
        }) }</ul>
    }
}

fn drawing(format: Formatter, days: &[Day], label: String) -> Html {
    let most = days.iter().map(height_of).max().unwrap_or_default().max(1);
    let width = days.len() as u64 * STEP;
    let scaled = |sessions: u64| {
        if sessions == 0 { 0 } else { (u128::from(sessions) * u128::from(HEIGHT) / u128::from(most)).max(3) as u64 }
    };
    html! {
        <div class="track">
            <p class="scale" aria-hidden="true"><span>{format.number(most)}</span><span>{"0"}</span></p>
            <svg class="bars" viewBox={format!("0 0 {width} {}", HEIGHT + 4)} preserveAspectRatio="none" role="img" aria-label={label}>
                <path class="grid" d={format!("M0 0h{width}M0 {}h{width}M0 {HEIGHT}h{width}", HEIGHT / 2)} />
                { for days.iter().zip(0_u64..).map(|(day, at)| bar(day, at * STEP + (STEP - BAR) / 2, scaled)) }
            </svg>
            <p class="axis" aria-hidden="true">{ for marks(days).map(|day| html! { <span>{format.day(day)}</span> }) }</p>
        </div>
    }
}

fn height_of(day: &Day) -> u64 {
    day.passed.saturating_add(day.failed).saturating_add(day.without_policy)
}

/// Renders the bar of a day. Failures are at the bottom, where even a few are visible.
fn bar(day: &Day, x: u64, scaled: impl Fn(u64) -> u64) -> Html {
    if !day.covered {
        return html! { <path class="uncovered" d={format!("M{x} {}h{BAR}", HEIGHT + 1)} /> };
    }
    let mut foot = HEIGHT;
    let parts = [("failed", day.failed), ("passed", day.passed), ("unnamed", day.without_policy)].map(|(class, sessions)| {
        let height = scaled(sessions).min(foot);
        foot -= height;
        if height == 0 {
            return Html::default();
        }
        html! { <>
            <rect {class} x={x.to_string()} y={foot.to_string()} width={BAR.to_string()} height={height.to_string()} />
            {pattern(class, x, foot, BAR, height)}
        </> }
    });
    parts.into_iter().collect()
}

/// Renders the pattern: lines across failed sessions, and a hollow core in sessions without a check of names. Passed
/// ones are plain.
fn pattern(class: &str, x: u64, y: u64, width: u64, height: u64) -> Html {
    match class {
        "failed" if height > 5 => {
            let lines = (4..height).step_by(5).map(|at| format!("M{x} {}h{width}", y + at)).collect::<String>();
            html! { <path class="stripes" d={lines} /> }
        }
        "unnamed" if width > 4 && height > 4 => html! {
            <rect class="hollow" x={(x + 2).to_string()} y={(y + 2).to_string()} width={(width - 4).to_string()} height={(height - 4).to_string()} />
        },
        _ => Html::default(),
    }
}

/// Returns a few days, evenly spread from the first to the last.
fn marks(days: &[Day]) -> impl Iterator<Item = i64> + use<'_> {
    let count = days.len().min(MARKS);
    (0..count)
        .filter_map(move |at| days.get(if count > 1 { at * (days.len() - 1) / (count - 1) } else { 0 }))
        .map(|day| day.day)
}

fn table(format: Formatter, days: &[Day], rows: usize) -> Html {
    let language = format.language;
    let number = |count: u64| html! { <td class="amount">{format.number(count)}</td> };
    html! {
        <details class="as-table" data-fold="days">
            <summary>{language.message(key::REPORTS_AS_TABLE, &[])}</summary>
            <div class="scroll" tabindex="0" role="group" aria-label={language.message(key::REPORTS_OVER_TIME, &[])}>
                <table class="numbers">
                    <thead><tr><th scope="col">{language.message(key::REPORTS_DAY, &[])}</th>
                        { for OUTCOMES.into_iter().map(|(_, words)| html! { <th scope="col" class="amount">{language.message(words, &[])}</th> }) }</tr></thead>
                    <tbody>{ for days.iter().rev().take(rows).map(|day| html! {
                        <tr key={day.day}><th scope="row">{format.day(day.day)}</th>
                            if day.covered { {number(day.passed)}{number(day.failed)}{number(day.without_policy)} }
                            else { <td colspan="3">{language.message(key::REPORTS_UNCOVERED, &[])}</td> }</tr>
                    }) }</tbody>
                </table>
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_names_the_first_and_the_last_day() {
        let days = |count: i64| (0..count).map(|day| Day { day, ..Day::default() }).collect::<Vec<_>>();
        let named = |count| marks(&days(count)).collect::<Vec<_>>();
        assert_eq!(named(1), [0]);
        assert_eq!(named(3), [0, 1, 2]);
        assert_eq!(named(29), [0, 7, 14, 21, 28]);
        assert!(named(0).is_empty());
    }
}
