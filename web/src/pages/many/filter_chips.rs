//! Chips that choose which rows are shown, each with its count.

use bulk::Trend;
use checker::Verdict;
use evidence::Timestamp;
use words::{Language, args, key};
use yew::prelude::*;

use crate::{
    components::{Shape, status_icon},
    many::{
        ManyActions,
        list::{Filter, MailEffect, RowQuery, effect_labels, mail_effects},
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
}

impl FilterChips<'_> {
    /// Renders the list of chips. An effect on mail without rows has no chip, unless that is pressed. The same applies to
    /// waiting rows.
    pub(super) fn list(&self) -> Html {
        let language = self.language;
        let effects = self.effects();
        let labels = effect_labels(&effects, language);
        let is_unknown =
            |(effect, _): &&(MailEffect, usize)| effect.verdict == Verdict::Unknown && effect.severity.is_none();
        let unknown: usize = effects.iter().filter(is_unknown).map(|(_, count)| count).sum();
        html! {
            <ul class="chips" aria-label={language.message(key::MANY_SHOW, &[])}>
                {self.chip(Filter::All, None, language.message(key::MANY_FILTER_ALL, &[]))}
                if self.is_compared() || self.query.filter == Filter::Worse {
                    {self.chip(Filter::Worse, Some(Shape::Error), self.worse_label())}
                }
                { for effects.iter().zip(labels).map(|((effect, _), label)| {
                    let shape = effect.severity.map_or(Shape::Unobserved, Shape::from);
                    self.chip(Filter::Effect(*effect), Some(shape), label)
                }) }
                if self.count(Filter::Unseen) > unknown || self.query.filter == Filter::Unseen {
                    {self.chip(Filter::Unseen, Some(Shape::Unobserved), language.message(key::MANY_FILTER_UNSEEN, &[]))}
                }
                if self.has_rows(Filter::Waiting) {
                    {self.chip(Filter::Waiting, Some(Shape::Open), language.message(key::MANY_FILTER_WAITING, &[]))}
                }
            </ul>
        }
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

    fn chip(&self, filter: Filter, shape: Option<Shape>, label: String) -> Html {
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
