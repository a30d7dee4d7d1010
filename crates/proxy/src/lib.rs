//! The small CORS proxy: it fetches what a browser cannot, reports what it saw, and judges nothing.
//!
//! [`app`] is the whole server as an axum router; [`fetch`] sees one policy as a sender would (RFC 8461 §3.3); [`probe`] sees
//! one MX host up to STARTTLS (RFC 8461 §4.2) and hands in no mail; [`dns`] asks the operator's resolver; [`guard`] keeps strangers from reaching through the proxy into its own network.

mod caller;
mod clients;
mod connect;
pub mod dns;
pub mod fetch;
mod flights;
pub mod guard;
mod hosts;
mod memory;
mod metrics;
mod network;
mod observation;
mod observe;
mod page;
pub mod probe;
mod problem;
mod rate;
mod readiness;
mod reception;
mod refusal;
mod routes;
mod settings;
mod shared;
mod tls;

pub use caller::{ClientHeader, TrustedProxies};
pub use clients::ClientLimits;
pub use metrics::Metrics;
pub use rate::Rate;
pub use reception::{Doorkeeper, Reception};
pub use routes::app;
pub use settings::{Lab, Settings, Unusable, roots_from_pem};
