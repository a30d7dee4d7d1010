//! The small CORS proxy: it fetches what a browser cannot, reports what it saw, and judges nothing.
//!
//! [`app`] is the whole server as an axum router; [`fetch`] sees one policy as a sender would (RFC 8461 §3.3); [`dns`] asks
//! the operator's resolver; [`guard`] keeps strangers from reaching through the proxy into its own network.

pub mod dns;
pub mod fetch;
pub mod guard;
mod page;
mod problem;
mod routes;
mod settings;
mod tls;

pub use routes::app;
pub use settings::{Lab, Settings, Unusable, roots_from_pem};
