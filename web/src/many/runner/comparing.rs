//! The check that a row is compared with, and comparisons of all rows with another run or a file.

use std::rc::Rc;

use checker::{Verdict, judge};
use evidence::Evidence;
use mta_sts::Domain;
use yew::Callback;

use super::{Runner, checking::kept_checks};
use crate::{
    browser::{self, files, history, input_files::InputFile, json, many_store},
    many::{
        actions::{Detail, ResultSource},
        baseline::{Baseline, EarlierCheck},
        input::Input,
        outcome::Outcome,
        run::RowState,
        view::CompareFile,
    },
    shared::Shared,
    store::KeptCheck,
};
use bulk::Compared;

/// Number of rows per step. The page renders and does other work between steps.
const ROWS_PER_STEP: usize = 4;

impl Runner {
    /// Compares with the run of a time; `None` is the latest check of each domain.
    pub fn compare(self: &Rc<Self>, moment: Option<i64>) {
        self.baseline.take();
        self.set_comparison(moment, None);
        let runner = self.clone();
        browser::spawn(async move { runner.store_comparison().await });
        browser::spawn(self.clone().judge_rows());
    }

    /// Compares with the results in a file. Calls back with whether there are any.
    pub fn compare_with_file(self: &Rc<Self>, file: InputFile, answer: Callback<bool>) {
        let runner = self.clone();
        browser::spawn(async move {
            let results = read_results(ResultSource::File(file)).await;
            answer.emit(results.is_some());
            let Some(results) = results else { return };
            let name = results.name.clone().unwrap_or_default();
            runner.set_comparison(None, Some(CompareFile { name, is_gone: false, is_stored: false }));
            *runner.baseline.borrow_mut() = Some(Rc::new(results));
            let storing = runner.clone();
            browser::spawn(async move { storing.store_comparison().await });
            runner.judge_rows().await;
        });
    }

    fn set_comparison(&self, run: Option<i64>, file: Option<CompareFile>) {
        *self.comparison_id.borrow_mut() = many_store::new_id();
        let mut view_state = self.view_state.borrow_mut();
        view_state.compared = run;
        view_state.compared_file = file;
        view_state.comparisons += 1;
    }

    /// Returns the check that a domain's present one is compared with.
    pub(super) async fn comparison_check(
        &self,
        at: usize,
        domain: &str,
        earlier: &[KeptCheck],
    ) -> Option<EarlierCheck> {
        let is_file_chosen = self.view_state.borrow().compared_file.is_some();
        if is_file_chosen {
            return self.check_in_file(at, domain).await;
        }
        let (run_started, view_state) = (self.run.borrow().started, self.view_state.borrow());
        find_comparison_check(earlier, run_started, view_state.compared)
            .and_then(KeptCheck::evidence)
            .map(|evidence| EarlierCheck::Evidence(Rc::new(Evidence::clone(evidence))))
    }

    /// Judges and compares every finished row again, in the order of the list.
    pub(super) async fn judge_rows(self: Rc<Self>) {
        let number = self.comparison.get() + 1;
        self.comparison.set(number);
        self.view_state.borrow_mut().is_comparing = true;
        let count = self.run.borrow().rows.len();
        for at in 0..count {
            self.judge_row(at).await;
            if self.comparison.get() != number {
                return;
            }
            if at % ROWS_PER_STEP == 0 {
                self.schedule_render();
                browser::next_task().await;
            }
        }
        self.view_state.borrow_mut().is_comparing = false;
        self.store_head();
        self.schedule_render();
    }

    /// Judges and compares a finished row again. Without its evidence, what the row states is compared.
    pub(super) async fn judge_row(&self, at: usize) {
        let Some((domain, key)) = self.finished_row(at) else { return };
        let before = self.comparison_check(at, domain.as_str(), &kept_checks(domain.as_str()).await).await;
        let evidence = self.load_evidence(at, &domain, key).await;
        let Some(present) = self.run.borrow().rows.get(at).and_then(|row| row.outcome().cloned()) else { return };
        let judged = match evidence {
            Some(evidence) => Outcome { key, ..Outcome::from_evidence(&domain, &evidence, before.as_ref()) },
            None => present.compared_with(&domain, before.as_ref()),
        };
        // A file that is gone leaves what was found before.
        let is_gone = self.view_state.borrow().compared_file.as_ref().is_some_and(|file| file.is_gone);
        let outcome = if is_gone { Outcome { before: present.before, ..judged } } else { judged };
        let is_same_check = self.finished_row(at).is_some_and(|(now, same)| now == domain && same == key);
        if is_same_check {
            self.run.borrow_mut().replace(at, outcome);
            self.store_row(at).await;
        }
    }

    /// Reads the content of an open row.
    pub fn load_detail(self: &Rc<Self>, at: usize, answer: Callback<Option<Shared<Detail>>>) {
        let runner = self.clone();
        browser::spawn(async move { answer.emit(runner.read_detail(at).await.map(Shared::new)) });
    }

    async fn read_detail(&self, at: usize) -> Option<Detail> {
        let (domain, key) = self.finished_row(at)?;
        let evidence = self.load_evidence(at, &domain, key).await?;
        let row = self.run.borrow().rows.get(at)?.clone();
        let compared_with = row.outcome()?.before.as_ref().map(|before| before.started);
        let before = match compared_with {
            Some(moment) => self.find_check(at, &domain, moment).await,
            None => None,
        };
        let report = Shared::new(judge(&domain, &evidence));
        Some(match before {
            Some(EarlierCheck::Evidence(before)) => {
                Detail { report, compared: Some(Compared::new(&domain, &before, &evidence)), earlier_row: None }
            }
            Some(EarlierCheck::Record(row)) => Detail { report, compared: None, earlier_row: Some(row) },
            None => Detail { report, compared: None, earlier_row: None },
        })
    }

    async fn find_check(&self, at: usize, domain: &Domain, moment: i64) -> Option<EarlierCheck> {
        let in_file = self.check_in_file(at, domain.as_str()).await;
        if let Some(check) = in_file.filter(|check| check.started() == moment) {
            return Some(check);
        }
        let stored = history::load_checks(domain.as_str()).await;
        let is_it = |stored: &&history::StoredCheck| stored.head.started.is_some_and(|it| it.unix_seconds() == moment);
        let evidence = stored.iter().find(is_it).and_then(history::StoredCheck::evidence)?;
        Some(EarlierCheck::Evidence(Rc::new(evidence)))
    }

    /// Returns the domain of a finished row, and the key of its check.
    pub(super) fn finished_row(&self, at: usize) -> Option<(Domain, Option<i64>)> {
        let run = self.run.borrow();
        let row = run.rows.get(at)?;
        let RowState::Done(outcome) = &row.state else { return None };
        Some((row.domain.parse().ok()?, outcome.key))
    }

    /// Returns the evidence of a row, from memory or from the history under its key.
    pub(super) async fn load_evidence(&self, at: usize, domain: &Domain, key: Option<i64>) -> Option<Rc<Evidence>> {
        let Some(key) = key else { return self.unsaved_evidence.borrow().get(&at).cloned() };
        let stored = history::load_checks(domain.as_str()).await;
        stored.iter().find(|stored| stored.head.key == key).and_then(history::StoredCheck::evidence).map(Rc::new)
    }
}

/// Reads the results of an earlier run. Returns `None` if there are none.
pub async fn read_results(source: ResultSource) -> Option<Baseline> {
    let (name, text) = match source {
        ResultSource::File(file) => (Some(file.name), files::read_table(&file.file?).await.ok()?),
        ResultSource::Text(text) => (None, text),
    };
    let table = if Input::is_json(&text) { None } else { Baseline::from_table(name.clone(), &text) };
    match table {
        Some(results) => Some(results),
        None => {
            let results = Baseline::from_checks(name, json::read_checks(&text).await.checks)?;
            browser::next_task().await;
            Some(results.with_customers(json::read_customers(&text)))
        }
    }
}

/// Returns the check to compare with, which began before the present run. It is the first one since `compared_run`, the
/// start time of an earlier run. Without that, it is the latest one that saw enough.
fn find_comparison_check(checks: &[KeptCheck], run_started: i64, compared_run: Option<i64>) -> Option<&KeptCheck> {
    let started = |check: &KeptCheck| check.started.map(evidence::Timestamp::unix_seconds);
    let is_earlier = |check: &&KeptCheck| started(check).is_some_and(|started| started < run_started);
    let saw_enough = |check: &&KeptCheck| check.verdict().is_some_and(|verdict| verdict != Verdict::Unknown);
    match compared_run {
        None => checks.iter().filter(is_earlier).find(saw_enough),
        Some(compared_run) => checks.iter().filter(is_earlier).rev().find(|check| started(check) >= Some(compared_run)),
    }
}
