//! Questions and answers as DNS messages (RFC 1035) in HTTP requests (RFC 8484). This crate sends nothing.
//!
//! The caller (the page, the proxy or a test) sends a [`request_url`] or the bytes of [`encode_query`], and passes the
//! response to [`read_answer`]. [`RESOLVERS`] lists the public resolvers that a page may use.

mod answer;
mod malformed;
mod name;
mod query;
mod resolver;

pub use answer::read_answer;
pub use malformed::Malformed;
pub use query::{decode_query, encode_query, request_url};
pub use resolver::{RESOLVERS, Resolver};

/// The media type of queries and responses, for `Accept` and `Content-Type` (RFC 8484 §6). In `Accept`, it needs no
/// CORS preflight.
pub const ACCEPT: &str = "application/dns-message";
