//! Which rows are shown, and in which order: the reader's choice, or else the worst first once a run has ended.

use std::cell::{Cell, RefCell};

use crate::many::{
    list::{Filter, RowQuery, Sort},
    run::Phase,
    view::View,
};

thread_local! {
    /// Query that the reader chose. A reader who returns from a report sees the same rows.
    static CHOSEN: RefCell<Option<Chosen>> = const { RefCell::new(None) };
    /// Visit of the present run.
    static VISIT: Cell<Option<Visit>> = const { Cell::new(None) };
}

/// Query for a run.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chosen {
    /// Start time of the run.
    run: i64,
    /// Number of comparisons when it was chosen.
    comparisons: usize,
    /// Whether the reader chose the order, or is among the rows.
    pub(super) has_order: bool,
    pub(super) query: RowQuery,
}

/// Returns the query that the reader chose earlier in this visit.
pub(super) fn chosen() -> Option<Chosen> {
    CHOSEN.with_borrow(Clone::clone)
}

/// Keeps the query for when the reader returns.
pub(super) fn keep(chosen: Option<Chosen>) {
    CHOSEN.set(chosen);
}

impl Chosen {
    /// Returns the query to show. After a further comparison, the rows that got worse come first.
    pub(super) fn current(chosen: Option<&Self>, view: &View, visit: Visit) -> Self {
        let all = RowQuery { filter: Filter::All, sort: visit.sort, descending: false, text: String::new() };
        let known = chosen.filter(|chosen| chosen.run == view.started);
        let (run, comparisons) = (view.started, view.comparisons);
        let (has_order, query) = match known {
            None => (false, all),
            Some(known) if known.comparisons != comparisons => {
                (false, RowQuery { sort: Sort::Worst, descending: false, ..known.query.clone() })
            }
            Some(known) if known.has_order => (true, known.query.clone()),
            Some(known) => (false, RowQuery { sort: visit.sort, descending: false, ..known.query.clone() }),
        };
        Self { run, comparisons, has_order, query }
    }

    /// Returns the choice whose order stays.
    pub(super) const fn with_order(mut self) -> Self {
        self.has_order = true;
        self
    }

    /// Returns the choice after the reader changed the query.
    pub(super) fn with(&self, query: RowQuery) -> Self {
        let is_reordered = (query.sort, query.descending) != (self.query.sort, self.query.descending);
        Self { has_order: self.has_order || is_reordered, query, ..self.clone() }
    }
}

/// What this visit has seen of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Visit {
    /// Start time of the run.
    run: i64,
    /// Order before the reader chooses one: that of the list while a run is under way, and the worst first after it
    /// ended or was compared. It does not change back.
    sort: Sort,
    /// Whether the run was under way.
    pub(super) was_under_way: bool,
}

impl Visit {
    /// Returns the visit after a view was shown.
    fn after(earlier: Option<Self>, view: &View) -> Self {
        let known = earlier.filter(|visit| visit.run == view.started);
        let is_under_way = matches!(view.phase, Phase::Running | Phase::Paused);
        let has_ended = known.is_some_and(|visit| visit.sort == Sort::Worst);
        let sort = if is_under_way && !has_ended && view.comparisons == 0 { Sort::Listed } else { Sort::Worst };
        let was_under_way = is_under_way || known.is_some_and(|visit| visit.was_under_way);
        Self { run: view.started, sort, was_under_way }
    }
}

/// Returns what this visit has seen of the run.
pub(super) fn visit(view: &View) -> Visit {
    let visit = Visit::after(VISIT.get(), view);
    VISIT.set(Some(visit));
    visit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(phase: Phase, comparisons: usize) -> View {
        View { phase, started: 7, comparisons, ..View::default() }
    }

    #[test]
    fn a_run_that_ended_starts_with_the_worst_unless_the_reader_chose_an_order() {
        let running = Visit::after(None, &view(Phase::Running, 0));
        let done = Visit::after(Some(running), &view(Phase::Done, 0));
        let again = Visit::after(Some(done), &view(Phase::Running, 0));
        assert_eq!([running, done, again].map(|visit| visit.sort), [Sort::Listed, Sort::Worst, Sort::Worst]);
        let other = Visit::after(Some(done), &View { started: 8, ..view(Phase::Running, 0) });
        assert_eq!((other.sort, done.was_under_way), (Sort::Listed, true));

        let start = Chosen::current(None, &view(Phase::Running, 0), running);
        let searched = start.with(RowQuery { text: "a".into(), ..start.query.clone() });
        let sort = |chosen: &Chosen| {
            let shown = Chosen::current(Some(chosen), &view(Phase::Done, 0), done);
            (shown.query.sort, shown.query.text)
        };
        assert_eq!(sort(&searched), (Sort::Worst, "a".to_owned()));
        let ordered = searched.with(RowQuery { sort: Sort::Domain, ..searched.query.clone() });
        assert_eq!(sort(&ordered), (Sort::Domain, "a".to_owned()));
        assert_eq!(
            sort(&Chosen { has_order: true, ..searched }),
            (Sort::Listed, "a".to_owned()),
            "a reader in the rows"
        );
        let compared = Chosen::current(Some(&ordered), &view(Phase::Done, 1), done);
        assert_eq!((compared.query.sort, compared.has_order), (Sort::Worst, false));
    }
}
