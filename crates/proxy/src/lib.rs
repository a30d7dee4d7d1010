//! The CORS proxy: it fetches what a browser cannot, reports what it observed, and judges nothing.
//!
//! [`app`] is the whole server as an axum router. [`fetch`] fetches one policy as a sender would (RFC 8461 §3.3).
//! [`probe`] talks to one MX host up to STARTTLS (RFC 8461 §4.2) and delivers no mail. [`dns`] asks the operator's
//! resolvers. [`guard`] keeps strangers from reaching the proxy's own network through it.

mod body;
mod cache;
mod client_identity;
mod connect;
mod connections;
mod deadlines;
mod dialer;
pub mod dns;
mod dns_message;
mod dns_query;
pub mod fetch;
pub mod guard;
mod host_header;
mod limited_stream;
mod limits;
mod lookup_rules;
mod metrics;
mod middleware;
mod network;
mod observation;
mod observe;
mod paced_targets;
mod page;
pub mod probe;
mod problem;
mod readiness;
mod refusal;
mod refused_targets;
mod request_checks;
mod routes;
mod security_txt;
mod settings;
mod settings_error;
mod shared_store;
mod single_flight;
mod size_limit;
mod special_addresses;
mod state;
mod tls;

pub use client_identity::{ClientHeader, TrustedProxies};
pub use connections::{ConnectionLimits, ListenerConfig};
pub use deadlines::Deadlines;
pub use limits::clients::ClientLimits;
pub use limits::rate::Rate;
pub use metrics::Metrics;
pub use paced_targets::PacedTargets;
pub use refused_targets::RefusedTargets;
pub use routes::app;
pub use settings::{Lab, Settings, roots_from_pem};
pub use settings_error::SettingsError;
pub use shared_store::random_name;
