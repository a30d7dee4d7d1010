//! The web page: type a domain, see the verdict.
//!
//! [`store`], [`route`], [`url`], [`resolver`], [`draft`] and [`source`] are plain data and independent of the browser;
//! only [`browser`] accesses it. [`pages`] read the state and choose [`components`]; components get data, callbacks and
//! contexts. [`app`] connects both with the browser, and nothing depends on it.

pub mod app;
pub mod browser;
pub mod change;
pub mod components;
pub mod deferred;
pub mod draft;
pub mod effect;
pub mod history_module;
mod host_names;
pub mod loader;
pub mod many;
pub mod pages;
pub mod reports;
pub mod resolver;
pub mod route;
pub mod run;
pub mod set_up;
mod shared;
pub mod source;
pub mod store;
pub mod typed_text;
pub mod url;

pub use shared::Shared;
