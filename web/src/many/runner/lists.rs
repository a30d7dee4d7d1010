//! Lists that come and go: a new run, the same list again, and the end of a list.

use std::rc::Rc;

use super::Runner;
use crate::{
    browser::{self, clock, many_store},
    many::{input::Input, run::Run, view::CompareFile},
};

/// Longest wait of the first check for the browser's storage, in milliseconds.
const STORAGE_WAIT_MS: i32 = 1_500;

impl Runner {
    /// Checks a list, replacing the present one.
    pub fn start(self: &Rc<Self>, input: Input) {
        self.abort_checks();
        self.unsaved_evidence.take();
        self.pacer.take();
        self.transports.take();
        self.comparison.set(self.comparison.get() + 1);
        self.end_run();
        let name = input.results.as_ref().map(|run| run.name.clone().unwrap_or_default());
        self.view_state.borrow_mut().compared_file =
            name.map(|name| CompareFile { name, is_gone: false, is_stored: false });
        *self.baseline.borrow_mut() = input.results;
        *self.run.borrow_mut() = Run::new(input.file, clock::now().unix_seconds(), input.rows);
        self.begin_storing();
        self.schedule_render();
        let (runner, id) = (self.clone(), self.id.borrow().clone());
        browser::spawn(async move {
            // The list was just read: rendering and storing it are tasks of their own.
            browser::next_task().await;
            browser::wait_at_most(STORAGE_WAIT_MS, runner.clone().store_run()).await;
            // Meanwhile, the reader may have started another list.
            if *runner.id.borrow() == id {
                runner.start_checks();
            }
        });
    }

    /// Checks the whole list again, as a new run. It is compared with the latest checks, unless the reader chooses others.
    pub fn restart(self: &Rc<Self>) {
        let run = self.run.borrow();
        let input = Input { file: run.name.clone(), rows: run.unchecked_rows(), ..Input::default() };
        drop(run);
        self.start(input);
    }

    /// Discards the list. Its checks stay in the history.
    pub fn clear(self: &Rc<Self>) {
        self.abort_checks();
        self.comparison.set(self.comparison.get() + 1);
        self.end_run();
        *self.run.borrow_mut() = Run::default();
        self.unsaved_evidence.take();
        self.baseline.take();
        self.is_list_stored.set(false);
        self.has_earlier.set(false);
        let id = self.id.take();
        browser::spawn(async move { many_store::clear(&id).await });
        self.schedule_render();
    }
}
