//! Access to the browser: the only module that names `web_sys`, `js_sys`, gloo or IndexedDB.

pub mod address;
pub mod clipboard;
pub mod clock;
pub mod crash;
mod database;
mod deadline;
pub mod dns;
pub mod files;
pub mod fragment;
pub mod history;
mod http;
pub mod idna;
pub mod input_files;
pub mod json;
pub mod languages;
pub mod many_store;
pub mod page;
pub mod preferences;
pub mod proxy;
pub mod report_worker;
pub mod share;
pub mod snapshot;
pub mod style_sheet;
mod task;
pub mod text_store;
mod transport;
pub mod viewport;
mod window;

pub use task::{next_frame, next_task, next_turn, pause, spawn, wait_at_most};
pub use transport::BrowserTransport;
