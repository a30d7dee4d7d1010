//! Questions and answers as DNS messages (RFC 1035) in HTTP requests (RFC 8484). This crate sends nothing.
//!
//! Whoever owns a connection (the page, the proxy, a test) takes a [`request_url`] or the bytes of a [`query`], sends
//! them, and hands what came back to [`answer`]. [`RESOLVERS`] are the public ones that a page may ask.

mod answer;
mod malformed;
mod name;
mod query;
mod resolver;

pub use answer::answer;
pub use malformed::Malformed;
pub use query::{decode_query, query, request_url};
pub use resolver::{RESOLVERS, Resolver};

/// The media type of question and answer, for `Accept` and `Content-Type` (RFC 8484 §6). CORS needs no preflight for it.
pub const ACCEPT: &str = "application/dns-message";
