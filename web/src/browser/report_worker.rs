//! The worker that reads reports and bounces. It is this same application without a document (`web/reports-worker.js`).
//!
//! The page sends `[number, question, file or bytes]` and gets `[number, answer]`. Number 0 tells that the worker is
//! ready.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, Element, File, MessageEvent, Worker};

use super::{
    task,
    window::{document, window},
};

/// Name of the function in `web/start.js` that starts the worker.
const START_FUNCTION: &str = "startReportWorker";

/// Longest wait until the worker is ready, in milliseconds.
const READY_WAIT_MS: i32 = 20_000;

type Waiting = Rc<RefCell<BTreeMap<u32, Function>>>;

/// Content that is sent with a question.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// No content.
    None,
    /// A file, whose bytes the worker reads.
    File(&'a File),
    /// Bytes in memory.
    Bytes(&'a [u8]),
}

/// A running worker.
#[derive(Debug)]
pub struct ReportWorker {
    worker: Worker,
    waiting: Waiting,
    last: Cell<u32>,
}

impl ReportWorker {
    /// Starts the worker. Returns `None` if the browser has no workers, or it does not become ready.
    pub async fn start() -> Option<Self> {
        let start: Function = Reflect::get(&window()?.into(), &START_FUNCTION.into()).ok()?.dyn_into().ok()?;
        let worker: Worker = start.call0(&JsValue::NULL).ok()?.dyn_into().ok()?;
        let waiting = Waiting::default();
        let listens = answer_to(&waiting, 0);
        listen(&worker, &waiting);
        worker.post_message(&files()?).ok()?;
        let late = Promise::new(&mut |resolve, _| {
            task::spawn(async move {
                task::pause(READY_WAIT_MS).await;
                let _ = resolve.call0(&JsValue::NULL);
            });
        });
        let first = JsFuture::from(Promise::race(&Array::of2(&listens, &late))).await.ok()?;
        first.is_string().then_some(Self { worker, waiting, last: Cell::new(0) })
    }

    /// Sends a question to the worker. Returns `None` if it failed.
    pub async fn ask(&self, question: &str, content: Content<'_>) -> Option<String> {
        let number = self.last.get() + 1;
        self.last.set(number);
        let answer = answer_to(&self.waiting, number);
        let message = Array::of2(&number.into(), &question.into());
        match content {
            Content::None => {}
            Content::File(file) => {
                message.push(file);
            }
            Content::Bytes(bytes) => {
                message.push(&Uint8Array::from(bytes));
            }
        }
        self.worker.post_message(&message).ok()?;
        JsFuture::from(answer).await.ok()?.as_string()
    }
}

/// Returns the addresses of the application's own files, as the page names them.
fn files() -> Option<JsValue> {
    let element: Element = document()?.query_selector("meta[name=application]").ok()??;
    let files = Object::new();
    for (name, attribute) in [("script", "content"), ("wasm", "data-wasm")] {
        Reflect::set(&files, &name.into(), &element.get_attribute(attribute)?.into()).ok()?;
    }
    Some(files.into())
}

fn answer_to(waiting: &Waiting, number: u32) -> Promise {
    Promise::new(&mut |resolve, _| {
        waiting.borrow_mut().insert(number, resolve);
    })
}

fn listen(worker: &Worker, waiting: &Waiting) {
    let answered = waiting.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers that this page gave")]
        let number = message.get(0).as_f64().unwrap_or_default() as u32;
        if let Some(resolve) = answered.borrow_mut().remove(&number) {
            let _ = resolve.call1(&JsValue::NULL, &message.get(1));
        }
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    let failed = waiting.clone();
    let on_error = Closure::<dyn FnMut()>::new(move || {
        for resolve in std::mem::take(&mut *failed.borrow_mut()).into_values() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    on_error.forget();
}

/// Answers the page's questions, in the worker. `answer` gets the bytes of the question's file, if it has one that the
/// browser can read.
pub fn serve_worker<F: Future<Output = Option<String>> + 'static>(
    answer: impl Fn(String, Option<Vec<u8>>) -> F + 'static,
) {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let answer = Rc::new(answer);
    let own = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let (scope, answer) = (own.clone(), answer.clone());
        task::spawn(async move {
            let message: Array = event.data().unchecked_into();
            let bytes = bytes(message.get(2)).await;
            let question = message.get(1).as_string().unwrap_or_default();
            let reply = answer(question, bytes).await.unwrap_or_default();
            let _ = scope.post_message(&Array::of2(&message.get(0), &reply.into()));
        });
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    let _ = scope.post_message(&Array::of2(&0.into(), &"".into()));
}

async fn bytes(content: JsValue) -> Option<Vec<u8>> {
    if let Some(bytes) = content.dyn_ref::<Uint8Array>() {
        return Some(bytes.to_vec());
    }
    let Ok(file) = content.dyn_into::<File>() else { return Some(Vec::new()) };
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
