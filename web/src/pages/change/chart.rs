//! The timeline as a picture: horizontal on wide screens, vertical on phones. The table next to it has the same
//! content.

use words::Language;
use yew::prelude::*;

use super::bars::{Bar, Row};
use crate::change::times;

/// Data of the picture.
pub(super) struct Picture<'a> {
    pub language: Language,
    pub rows: &'a [Row],
    /// Times of steps, each with their numbers.
    pub pins: Vec<(i64, String)>,
    /// The long wait: start, end and label.
    pub wait: Option<(i64, i64, String)>,
    pub from: i64,
    pub to: i64,
    /// The chosen time.
    pub moment: i64,
    pub title: String,
    pub text: String,
}

const DAY: i64 = 86_400;

/// Possible distances between two marks of the axis, in days.
const TICKS: [i64; 9] = [1, 2, 3, 7, 14, 30, 61, 122, 366];

/// Dimensions of the horizontal picture, in units of its view box.
mod horizontal {
    pub const WIDTH: f64 = 960.0;
    /// Left edge of the bars. Names are to the left of it.
    pub const LEFT: f64 = 216.0;
    pub const RIGHT: f64 = 952.0;
    pub const TOP: f64 = 66.0;
    pub const ROW: f64 = 36.0;
    pub const BAR: f64 = 25.0;
    pub const MARKS: f64 = 14.0;
}

/// Dimensions of the vertical picture, in units of its view box.
mod vertical {
    pub const WIDTH: f64 = 343.0;
    pub const LEFT: f64 = 58.0;
    pub const COLUMN: f64 = 48.0;
    pub const BAR: f64 = 42.0;
    pub const TOP: f64 = 48.0;
    pub const BOTTOM: f64 = 560.0;
    pub const MARKS: f64 = 16.0;
}

impl Picture<'_> {
    /// Returns the position of a time between `first` and `last`.
    #[expect(clippy::cast_precision_loss, reason = "seconds of some years are exact in a double")]
    fn position(&self, at: i64, first: f64, last: f64) -> f64 {
        let part = (at - self.from) as f64 / (self.to - self.from).max(1) as f64;
        first + part.clamp(0.0, 1.0) * (last - first)
    }

    /// Returns the days with a mark, at most this many.
    fn ticks(&self, at_most: f64) -> Vec<i64> {
        #[expect(clippy::cast_precision_loss, reason = "days of some years are exact in a double")]
        let needed = (self.to - self.from) as f64 / DAY as f64 / at_most;
        #[expect(clippy::cast_precision_loss, reason = "so are these")]
        let days = TICKS.into_iter().find(|days| *days as f64 >= needed).unwrap_or(TICKS[TICKS.len() - 1]);
        let first = times::next_midnight(self.from, self.language);
        (0..).map(|n| first + n * days * DAY).take_while(|at| *at < self.to).collect()
    }

    fn description(&self, id: &str) -> Html {
        html! {
            <><title id={format!("{id}-title")}>{&self.title}</title><desc id={format!("{id}-about")}>{&self.text}</desc></>
        }
    }

    /// Renders the horizontal picture.
    pub(super) fn horizontal(&self) -> Html {
        #[expect(clippy::cast_precision_loss, reason = "there are five rows")]
        let top = |row: usize| horizontal::TOP + row as f64 * horizontal::ROW;
        let bottom = top(self.rows.len()) - horizontal::ROW + horizontal::BAR + 6.0;
        let x = |at| self.position(at, horizontal::LEFT, horizontal::RIGHT);
        html! {
            <svg class="chart wide" viewBox={format!("0 0 {} {bottom}", horizontal::WIDTH)} role="img" aria-labelledby="chart-wide-title chart-wide-about">
                {self.description("chart-wide")}
                { for self.wait.iter().map(|(from, to, words)| html! {
                    <><rect class="wait" x={n(x(*from))} y="50" width={n(x(*to) - x(*from))} height={n(bottom - 50.0)} />
                    if fits(words, x(*to) - x(*from) - 60.0) {
                        <text class="waiting" x={n(f64::midpoint(x(*from), x(*to)))} y="42" text-anchor="middle">{words}</text>
                    }</>
                }) }
                { for self.ticks(horizontal::MARKS).into_iter().map(|at| html! {
                    <><path class="tick" d={format!("M{} 24V{bottom}", n(x(at)))} />
                    if x(at) < horizontal::RIGHT - 30.0 {
                        <text class="day" x={n(x(at) + 3.0)} y="18">{times::day_text(at, self.language)}</text>
                    }</>
                }) }
                { for self.rows.iter().enumerate().map(|(row, group)| html! {
                    <><text class="lane" x="0" y={n(top(row) + 17.0)}>{&group.name}</text>
                    { for group.bars.iter().map(|bar| self.horizontal_bar(bar, top(row))) }</>
                }) }
                <path class="play" d={format!("M{} 22V{bottom}", n(x(self.moment)))} />
                <path class="knob" d={format!("M{} 20h14l-7 9z", n(x(self.moment) - 7.0))} />
                { for self.merge_close_pins(x, 30.0).into_iter().map(|(at, numbers)| html! {
                    <><rect class="pin" x={n(at - half(&numbers))} y="28" width={n(2.0 * half(&numbers))} height="20" rx="10" /><text class="pinned" x={n(at)} y="42.5" text-anchor="middle">{numbers}</text></>
                }) }
            </svg>
        }
    }

    fn horizontal_bar(&self, bar: &Bar, top: f64) -> Html {
        let (left, right) = (
            self.position(bar.from, horizontal::LEFT, horizontal::RIGHT),
            self.position(bar.to, horizontal::LEFT, horizontal::RIGHT),
        );
        let (label, class) = (bar.version.label(self.language), bar.version.class());
        html! {
            <><rect class={classes!("bar", class)} x={n(left + 1.0)} y={n(top)} width={n((right - left - 2.0).max(0.5))} height={n(horizontal::BAR)} rx="5" />
            if fits(&label, right - left - 16.0) {
                <text class={classes!("in", class)} x={n(left + 9.0)} y={n(top + 17.0)}>{label}</text>
            }</>
        }
    }

    /// Renders the vertical picture.
    pub(super) fn vertical(&self) -> Html {
        #[expect(clippy::cast_precision_loss, reason = "there are five columns")]
        let left = |row: usize| vertical::LEFT + row as f64 * vertical::COLUMN;
        let y = |at| self.position(at, vertical::TOP, vertical::BOTTOM);
        let right = left(self.rows.len());
        html! {
            <svg class="chart tall" viewBox={format!("0 0 {} {}", vertical::WIDTH, vertical::BOTTOM + 8.0)} role="img" aria-labelledby="chart-tall-title chart-tall-about">
                {self.description("chart-tall")}
                { for self.wait.iter().map(|(from, to, _)| html! {
                    <rect class="wait" x={n(vertical::LEFT - 4.0)} y={n(y(*from))} width={n(right - vertical::LEFT)} height={n(y(*to) - y(*from))} />
                }) }
                { for self.ticks(vertical::MARKS).into_iter().map(|at| html! {
                    <><path class="tick" d={format!("M0 {}H{}", n(y(at)), vertical::WIDTH)} /><text class="day" x="0" y={n(y(at) + 14.0)}>{times::day_text(at, self.language)}</text></>
                }) }
                { for self.rows.iter().enumerate().map(|(row, group)| html! {
                    <><text class="lane" x={n(left(row) + vertical::BAR / 2.0)} y="36" text-anchor="middle">{&group.short}</text>
                    { for group.bars.iter().map(|bar| self.vertical_bar(bar, left(row))) }</>
                }) }
                <path class="play" d={format!("M{} {}H{}", n(vertical::LEFT - 8.0), n(y(self.moment)), vertical::WIDTH)} />
                <path class="knob" d={format!("M{} {}v14l9-7z", n(vertical::LEFT - 12.0), n(y(self.moment) - 7.0))} />
                { for self.merge_close_pins(y, 21.0).into_iter().map(|(at, numbers)| html! {
                    <><rect class="pin" x={n(right - 2.0)} y={n(at - 10.0)} width={n(2.0 * half(&numbers))} height="20" rx="10" /><text class="pinned" x={n(right - 2.0 + half(&numbers))} y={n(at + 4.5)} text-anchor="middle">{numbers}</text></>
                }) }
            </svg>
        }
    }

    fn vertical_bar(&self, bar: &Bar, left: f64) -> Html {
        let (top, bottom) = (
            self.position(bar.from, vertical::TOP, vertical::BOTTOM),
            self.position(bar.to, vertical::TOP, vertical::BOTTOM),
        );
        let (label, class) = (bar.version.label(self.language), bar.version.class());
        let short = match bar.version {
            super::bars::Version::Step(step, _) => step.to_string(),
            _ => label,
        };
        html! {
            <><rect class={classes!("bar", class)} x={n(left)} y={n(top + 1.0)} width={n(vertical::BAR)} height={n((bottom - top - 2.0).max(0.5))} rx="5" />
            if bottom - top > 18.0 && fits(&short, vertical::BAR + 4.0) {
                <text class={classes!("in", class)} x={n(left + vertical::BAR / 2.0)} y={n(top + 16.0)} text-anchor="middle">{short}</text>
            }</>
        }
    }

    /// Returns pins that do not overlap. Where two are too close, one pin has both numbers.
    fn merge_close_pins(&self, place: impl Fn(i64) -> f64, distance: f64) -> Vec<(f64, String)> {
        let mut pins: Vec<(f64, String)> = Vec::new();
        for (at, numbers) in &self.pins {
            let at = place(*at);
            match pins.last_mut().filter(|(last, _)| at - last < distance) {
                Some((_, all)) => *all = [first(all), "–", last(numbers)].concat(),
                None => pins.push((at, numbers.clone())),
            }
        }
        pins
    }
}

/// Returns the first number of a range.
fn first(numbers: &str) -> &str {
    numbers.split('–').next().unwrap_or_default()
}

/// Returns the last number of a range.
fn last(numbers: &str) -> &str {
    numbers.rsplit('–').next().unwrap_or_default()
}

/// Returns half the width of a pin.
fn half(numbers: &str) -> f64 {
    width(numbers) / 2.0 + 8.0
}

/// Formats a coordinate to one decimal place.
fn n(number: f64) -> String {
    format!("{number:.1}")
}

fn fits(text: &str, room: f64) -> bool {
    width(text) <= room
}

/// Returns the approximate width of a text in the picture. Japanese characters are square.
fn width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 6.8 } else { 13.0 }).sum()
}
