//! Chips that choose which rows are shown, each with its count.

use std::cell::RefCell;

use bulk::Trend;
use evidence::Timestamp;
use words::{Language, args, key};
use yew::prelude::*;

use crate::{
    components::{Shape, status_icon},
    effect::{MailEffect, effect_labels},
    many::{
        ManyActions,
        list::{Filter, RowQuery, mail_effects},
        view::View,
    },
};

/// Chips of one run.
pub(super) struct FilterChips<'a> {
    pub(super) language: Language,
    pub(super) actions: ManyActions,
    pub(super) view: &'a View,
    pub(super) query: &'a RowQuery,
    pub(super) on_change: &'a Callback<RowQuery>,
    /// Whether the height of further chips is reserved, as results come in.
    pub(super) reserves: bool,
}

impl FilterChips<'_> {
    /// Renders the list of chips. While results come in, each chip keeps its place, and further ones follow.
    pub(super) fn list(&self) -> Html {
        let language = self.language;
        let chips = self.chips();
        let chips = if self.reserves { in_order_of_appearance(self.view.started, chips) } else { chips };
        let lines = self.reserves.then(|| reserved_lines(self.view.rows.len()).to_string());
        html! {
            <ul class="chips" data-lines={lines} aria-label={language.message(key::MANY_SHOW, &[])}>
                { for chips.into_iter().map(|chip| self.chip(chip)) }
            </ul>
        }
    }

    /// Returns the chips. An effect on mail without rows has no chip, unless that is pressed. The same applies to waiting
    /// rows once no results come in any more.
    fn chips(&self) -> Vec<Chip> {
        let message = |key| self.language.message(key, &[]);
        let effects = self.effects();
        let labels = effect_labels(&effects, self.language);
        let unknown: usize = effects.iter().filter(|(effect, _)| effect.is_unknown()).map(|(_, count)| count).sum();
        let mut chips = vec![Chip { filter: Filter::All, shape: None, label: message(key::MANY_FILTER_ALL) }];
        let mut add = |filter, shape, label| chips.push(Chip { filter, shape: Some(shape), label });
        if self.reserves || self.has_rows(Filter::Waiting) {
            add(Filter::Waiting, Shape::Open, message(key::MANY_FILTER_WAITING));
        }
        if self.is_compared() || self.query.filter == Filter::Worse {
            add(Filter::Worse, Shape::Error, self.worse_label());
        }
        for ((effect, _), label) in effects.iter().zip(labels) {
            add(Filter::Effect(*effect), effect.severity.map_or(Shape::Unobserved, Shape::from), label);
        }
        if self.count(Filter::Unseen) > unknown || self.query.filter == Filter::Unseen {
            add(Filter::Unseen, Shape::Unobserved, message(key::MANY_FILTER_UNSEEN));
        }
        chips
    }

    fn effects(&self) -> Vec<(MailEffect, usize)> {
        let mut effects = mail_effects(&self.view.rows);
        if let Filter::Effect(pressed) = self.query.filter
            && effects.iter().all(|(effect, _)| *effect != pressed)
        {
            effects.push((pressed, 0));
        }
        effects
    }

    fn chip(&self, Chip { filter, shape, label }: Chip) -> Html {
        let (on_change, query) = (self.on_change.clone(), self.query.clone());
        let is_pressed = query.filter == filter;
        // Pressing a pressed chip shows all rows again.
        let next = if is_pressed { Filter::All } else { filter };
        let onclick = Callback::from(move |_: MouseEvent| on_change.emit(RowQuery { filter: next, ..query.clone() }));
        let severity =
            if let Filter::Effect(effect) = filter { effect.severity.map(checker::Severity::id) } else { None };
        html! {
            <li key={format!("{} {}", filter.id(), severity.unwrap_or_default())}><button type="button" class="chip" data-filter={filter.id()} data-filter-severity={severity} aria-pressed={is_pressed.to_string()} {onclick}>
                { for shape.map(status_icon) }<span>{label}</span>{" "}<b>{self.count(filter)}</b></button></li>
        }
    }

    fn count(&self, filter: Filter) -> usize {
        self.view.rows.iter().filter(|row| filter.matches(row)).count()
    }

    fn has_rows(&self, filter: Filter) -> bool {
        self.query.filter == filter || self.count(filter) > 0
    }

    fn is_compared(&self) -> bool {
        self.view.rows.iter().any(|row| row.outcome().is_some_and(|outcome| outcome.before.is_some()))
    }

    fn worse_label(&self) -> String {
        let Some(moment) = self.view.comparison_start() else {
            return self.language.message(key::MANY_TREND, args!["trend" => Trend::Worse.id()]);
        };
        let day = (self.actions.clock.day)(Timestamp::from_unix(moment), self.language);
        self.language.message(key::MANY_FILTER_WORSE_SINCE, args!["date" => day.as_str()])
    }
}

/// A chip: its filter, icon and words.
struct Chip {
    filter: Filter,
    shape: Option<Shape>,
    label: String,
}

thread_local! {
    /// The filters of a run's chips, in the order in which they appeared.
    static APPEARED: RefCell<(i64, Vec<Filter>)> = const { RefCell::new((0, Vec::new())) };
}

/// Sorts the chips of a run by their first appearance.
fn in_order_of_appearance(run: i64, mut chips: Vec<Chip>) -> Vec<Chip> {
    APPEARED.with_borrow_mut(|(known_run, appeared)| {
        if std::mem::replace(known_run, run) != run {
            appeared.clear();
        }
        for chip in &chips {
            if !appeared.contains(&chip.filter) {
                appeared.push(chip.filter);
            }
        }
        chips.sort_by_key(|chip| appeared.iter().position(|filter| *filter == chip.filter));
    });
    chips
}

/// Returns the number of lines that the chips of a list of domains may need.
const fn reserved_lines(domains: usize) -> usize {
    match domains {
        0..=2 => 1,
        3..=7 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chips_keep_their_places_while_further_ones_come() {
        let order = |run: i64, filters: &[Filter]| {
            let chip = |filter: &Filter| Chip { filter: *filter, shape: None, label: String::new() };
            let chips = in_order_of_appearance(run, filters.iter().map(chip).collect());
            chips.iter().map(|chip| chip.filter.id()).collect::<Vec<_>>()
        };
        assert_eq!(order(1, &[Filter::All, Filter::Unseen]), ["all", "unseen"]);
        assert_eq!(order(1, &[Filter::All, Filter::Worse, Filter::Unseen]), ["all", "unseen", "worse"]);
        assert_eq!(order(2, &[Filter::All, Filter::Worse, Filter::Unseen]), ["all", "worse", "unseen"]);
    }
}
