//! The page: type a domain, see the verdict.
//!
//! [`store`], [`route`], [`resolver`], [`draft`], [`source`] and [`changes`] are plain data and know no browser; [`browser`] is the only room that
//! does. [`pages`] read the state and choose [`components`]; components get data and callbacks and ask nobody.

mod app;
pub mod browser;
pub mod changes;
pub mod components;
pub mod deferred;
pub mod draft;
pub mod pages;
pub mod resolver;
pub mod route;
pub mod run;
mod shared;
pub mod source;
pub mod store;

pub use app::App;
pub use shared::Shared;
