//! The reader of report files: reads them one by one and reports its progress to the page. The reports stay in memory
//! while the page lives.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use bounce::Explanation;
use serde::{Deserialize, Serialize};
use yew::Callback;

use super::{
    engine::{Command, Engine, Reply, SkipCause},
    kept::{self, KeptCommand},
    summary::LiveCheck,
    view::{Problem, View},
};
use crate::{
    browser::{
        self, clock, files,
        input_files::InputFile,
        page, preferences,
        report_worker::{Content, ReportWorker},
        text_store::REPORTS,
    },
    shared::Shared,
};

/// Largest file that is read, in bytes. It equals the unpacked limit in `tls_report::Limits`.
const MAX_FILE_BYTES: f64 = 256.0 * 1024.0 * 1024.0;

/// Shortest time between two renderings of the progress, in milliseconds.
const REDRAW_INTERVAL_MS: f64 = 100.0;

/// Longest text that is explained on the page, in bytes. A longer one may take long if it is hostile, so it goes to the
/// worker.
const MAX_BYTES_EXPLAINED_ON_PAGE: usize = 4 * 1024;

/// Name of the preference to keep reports.
const KEEP: &str = "keep-reports";

thread_local! {
    static READER: Rc<Reader> = Rc::default();
}

/// Returns the reader of this visit.
#[must_use]
pub fn reader() -> Rc<Reader> {
    READER.with(Rc::clone)
}

/// Where reports are read: in a worker, or on the page.
#[derive(Debug)]
enum Backend {
    Worker(ReportWorker),
    Page(RefCell<Engine>),
}

/// Request to where reports are read.
#[derive(Debug, Serialize, Deserialize)]
enum Request {
    Engine(Command),
    Kept(KeptCommand),
}

impl From<Command> for Request {
    fn from(command: Command) -> Self {
        Self::Engine(command)
    }
}

impl From<KeptCommand> for Request {
    fn from(command: KeptCommand) -> Self {
        Self::Kept(command)
    }
}

/// Reads report files and answers questions about them.
#[derive(Debug, Default)]
pub struct Reader {
    backend: RefCell<Option<Rc<Backend>>>,
    view: RefCell<View>,
    watcher: RefCell<Option<Callback<Shared<View>>>>,
    queue: RefCell<VecDeque<InputFile>>,
    is_loaded: Cell<bool>,
}

impl Reader {
    /// Sets the callback that gets what to show, starting with the present state.
    pub fn watch(self: &Rc<Self>, watcher: Option<Callback<Shared<View>>>) {
        *self.watcher.borrow_mut() = watcher;
        self.emit_view();
        // Kept reports stay until the reader deletes them, also if nothing further may be kept.
        if preferences::read(KEEP).as_deref() == Some("yes") && !self.is_loaded.replace(true) {
            browser::spawn(self.clone().load_kept_reports());
        }
    }

    /// Reads more files.
    pub fn add(self: &Rc<Self>, files: Vec<InputFile>) {
        if files.is_empty() {
            return;
        }
        let is_running = self.view.borrow().progress.is_some();
        self.update_view(|view| {
            view.progress.get_or_insert_default().total += files.len();
            view.unread = 0;
        });
        self.queue.borrow_mut().extend(files);
        if !is_running {
            browser::spawn(self.clone().read_files());
        }
    }

    /// Stops reading files. The reports read so far stay.
    pub fn stop(&self) {
        let unread = std::mem::take(&mut *self.queue.borrow_mut()).len();
        self.update_view(|view| {
            view.unread += unread;
            if let Some(progress) = &mut view.progress {
                progress.total -= unread;
            }
        });
    }

    /// Shows a domain, with a check of it.
    pub fn choose(self: &Rc<Self>, domain: Option<String>, live: Option<LiveCheck>) {
        let reader = self.clone();
        browser::spawn(async move { reader.summarize(domain, live).await });
    }

    /// Discards all reports, including the kept ones.
    pub fn clear(self: &Rc<Self>) {
        let reader = self.clone();
        browser::spawn(async move {
            reader.ask(Command::Clear, Content::None).await;
            reader.delete_kept_reports().await;
            reader.update_view(|view| *view = View { keeps_reports: view.keeps_reports, ..View::default() });
        });
    }

    /// Deletes a kept report that cannot be read.
    pub fn delete_unreadable(self: &Rc<Self>, id: u64) {
        let reader = self.clone();
        browser::spawn(async move {
            reader.run_kept(KeptCommand::DeleteUnreadable(id)).await;
            let (domain, live) = reader.shown_domain();
            reader.summarize(domain, live).await;
            // The button disappears with the report that it deleted.
            page::focus_element("main");
        });
    }

    /// Keeps reports from now on, or deletes the kept ones.
    pub fn set_keeping(self: &Rc<Self>, keeps_reports: bool) {
        let keeps_reports = keeps_reports && preferences::may_keep();
        preferences::write(KEEP, if keeps_reports { "yes" } else { "no" });
        self.update_view(|view| view.keeps_reports = keeps_reports);
        let reader = self.clone();
        browser::spawn(async move {
            if keeps_reports { reader.store_reports().await } else { reader.delete_kept_reports().await }
        });
    }

    /// Writes all reports in a format.
    pub fn export(self: &Rc<Self>, command: Command, written: Callback<String>) {
        let reader = self.clone();
        browser::spawn(async move {
            if let Some(Reply::Text(text)) = reader.ask(command, Content::None).await {
                written.emit(text);
            }
        });
    }

    /// Explains a text. A long one is explained where reports are read.
    pub fn explain(self: &Rc<Self>, text: Vec<u8>, explained: Callback<Shared<Explanation>>) {
        if text.len() <= MAX_BYTES_EXPLAINED_ON_PAGE {
            return explained.emit(Shared::new(bounce::explain(&text)));
        }
        let reader = self.clone();
        browser::spawn(async move {
            let explanation = match reader.ask(Command::Explain, Content::Bytes(&text)).await {
                Some(Reply::Explanation(plain)) => plain.into(),
                _ => bounce::explain(&text),
            };
            explained.emit(Shared::new(explanation));
        });
    }

    async fn read_files(self: Rc<Self>) {
        // More files may arrive while the earlier ones are summarized.
        while !self.queue.borrow().is_empty() {
            if self.read_queue().await.is_none() {
                self.stop();
            }
            let (domain, live) = self.shown_domain();
            self.summarize(domain, live).await;
        }
        self.update_view(|view| view.progress = None);
        if self.view.borrow().keeps_reports && preferences::may_keep() {
            self.store_reports().await;
        }
    }

    /// Reads the files of the queue one by one. Returns `None` on failure.
    async fn read_queue(&self) -> Option<()> {
        let mut drawn = clock::monotonic_ms();
        loop {
            let Some(file) = self.next_file() else { return Some(()) };
            self.read_file(file).await?;
            if clock::monotonic_ms() - drawn > REDRAW_INTERVAL_MS {
                drawn = clock::monotonic_ms();
                self.emit_view();
            }
        }
    }

    fn next_file(&self) -> Option<InputFile> {
        self.queue.borrow_mut().pop_front()
    }

    async fn read_file(&self, InputFile { file, name, found }: InputFile) -> Option<()> {
        let reply = match &file {
            Some(file) if file.size() <= MAX_FILE_BYTES => {
                self.ask(Command::Read { name, found }, Content::File(file)).await
            }
            Some(_) => self.ask(Command::Skip { name, cause: SkipCause::TooLarge }, Content::None).await,
            None => self.ask(Command::Skip { name, cause: SkipCause::TooMany }, Content::None).await,
        };
        if let Reply::Counts { reports, skipped } = reply?
            && let Some(progress) = &mut self.view.borrow_mut().progress
        {
            progress.done += 1;
            (progress.reports, progress.skipped) = (reports, skipped);
        }
        Some(())
    }

    fn shown_domain(&self) -> (Option<String>, Option<LiveCheck>) {
        let view = self.view.borrow();
        let domain = view.summary.as_ref().and_then(|summary| summary.domain.clone());
        (domain, view.live.clone())
    }

    async fn summarize(&self, domain: Option<String>, live: Option<LiveCheck>) {
        let now = clock::now().unix_seconds();
        let command = Command::Summarize { domain, live: live.clone().map(|live| (live, now)) };
        if let Some(Reply::Summary(summary)) = self.ask(command, Content::None).await {
            self.update_view(|view| {
                view.summary = Some(Shared::new(*summary));
                view.live = live;
            });
        }
    }

    async fn load_kept_reports(self: Rc<Self>) {
        self.update_view(|view| view.keeps_reports = true);
        self.run_kept(KeptCommand::Load).await;
        let (domain, live) = self.shown_domain();
        self.summarize(domain, live).await;
    }

    async fn store_reports(&self) {
        self.run_kept(KeptCommand::Store).await;
    }

    async fn delete_kept_reports(&self) {
        if self.run_kept(KeptCommand::Delete).await.is_none() {
            // The reports are deleted here if the worker did not do it.
            REPORTS.clear().await;
        }
    }

    /// Runs a command about the kept reports. Returns `None` on failure.
    async fn run_kept(&self, command: KeptCommand) -> Option<()> {
        let Some(Reply::Kept(problem)) = self.ask(command, Content::None).await else { return None };
        self.update_view(|view| view.problem = problem);
        Some(())
    }

    /// Sends a request to where reports are read. Returns `None` on failure, which the page then shows.
    async fn ask(&self, request: impl Into<Request>, content: Content<'_>) -> Option<Reply> {
        let (backend, request) = (self.backend().await, request.into());
        let reply = match &*backend {
            Backend::Worker(worker) => {
                let question = serde_json::to_string(&request).ok()?;
                let answer = worker.ask(&question, content).await;
                answer.and_then(|answer| serde_json::from_str(&answer).ok())
            }
            Backend::Page(engine) => {
                let bytes = match content {
                    Content::File(file) => files::read_beginning(file, MAX_FILE_BYTES as usize).await,
                    Content::Bytes(bytes) => Some(bytes.to_vec()),
                    Content::None => Some(Vec::new()),
                };
                browser::next_turn().await;
                Some(handle(engine, request, bytes).await)
            }
        };
        if reply.is_none() {
            self.update_view(|view| view.problem = Some(Problem::Stopped));
        }
        reply
    }

    async fn backend(&self) -> Rc<Backend> {
        if let Some(backend) = &*self.backend.borrow() {
            return backend.clone();
        }
        let started = ReportWorker::start().await.map_or_else(|| Backend::Page(RefCell::default()), Backend::Worker);
        self.backend.borrow_mut().get_or_insert_with(|| Rc::new(started)).clone()
    }

    fn update_view(&self, change: impl FnOnce(&mut View)) {
        change(&mut self.view.borrow_mut());
        self.emit_view();
    }

    fn emit_view(&self) {
        let watcher = self.watcher.borrow().clone();
        if let Some(watcher) = watcher {
            watcher.emit(Shared::new(self.view.borrow().clone()));
        }
    }
}

/// Handles a request. A file that the browser could not read is skipped.
async fn handle(engine: &RefCell<Engine>, request: Request, bytes: Option<Vec<u8>>) -> Reply {
    match (request, bytes) {
        (Request::Kept(command), _) => Reply::Kept(kept::run(engine, command).await),
        (Request::Engine(Command::Read { name, .. }), None) => {
            engine.borrow_mut().handle(Command::Skip { name, cause: SkipCause::Unreadable }, &[])
        }
        (Request::Engine(command), bytes) => engine.borrow_mut().handle(command, &bytes.unwrap_or_default()),
    }
}

/// Answers the page's questions, in the worker.
pub fn serve_worker() {
    let engine = Rc::new(RefCell::new(Engine::default()));
    browser::report_worker::serve_worker(move |question, bytes| {
        let engine = engine.clone();
        async move {
            let reply = handle(&engine, serde_json::from_str(&question).ok()?, bytes).await;
            serde_json::to_string(&reply).ok()
        }
    });
}
