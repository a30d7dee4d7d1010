//! `GET /.well-known/security.txt` (RFC 9116): the contact for administrators who see this server's connections.

use std::sync::Arc;

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use evidence::{DAY, Timestamp};

use crate::{observation::unix_time, problem, state::AppState};

/// Path of the file (RFC 9116 §3).
pub(crate) const PATH: &str = "/.well-known/security.txt";

/// Days until the file expires.
const EXPIRES_AFTER_DAYS: i64 = 30;

pub(crate) async fn security_txt(State(state): State<Arc<AppState>>) -> Response {
    let Some(contact) = &state.contact else { return problem::not_found().await };
    let text = text(contact, Timestamp::from_unix(unix_time()));
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "max-age=86400")], text)
        .into_response()
}

fn text(contact: &str, now: Timestamp) -> String {
    format!(
        "# This server checks MTA-STS for its visitors. It connects to policy hosts (port 443) and mail servers (port 25).\n\
         # Write to this address about abuse, or to have a domain left alone.\n\
         Contact: {}\nExpires: {}T00:00:00Z\nPreferred-Languages: en, ja\n",
        uri(contact),
        now.plus_seconds(EXPIRES_AFTER_DAYS * DAY).iso_date()
    )
}

/// Returns the contact as a URI (RFC 9116 §2.5.3). An address without a scheme is a mail address.
fn uri(contact: &str) -> String {
    let has_scheme = contact.contains("://") || contact.starts_with("mailto:") || contact.starts_with("tel:");
    if !has_scheme && contact.contains('@') { format!("mailto:{contact}") } else { contact.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_a_uri_and_the_file_expires() {
        let text = |contact| text(contact, Timestamp::from_unix(1_767_225_600));
        assert!(text("abuse@example.org").contains("\nContact: mailto:abuse@example.org\n"));
        assert!(text("https://example.org/about").contains("\nContact: https://example.org/about\n"));
        assert!(text("a@b.example").contains("\nExpires: 2026-01-31T00:00:00Z\n"));
    }
}
