//! DNS over HTTPS, straight from this browser to the resolver (RFC 8484).

use evidence::{DnsAnswer, DnsQuestion, RecordKind, Unobserved};

use super::{clock, http};
use crate::resolver::{Endpoint, ResolverTrial};

/// Longest wait for an answer, in milliseconds. A resolver with an empty cache takes some seconds; one that is blocked
/// never answers.
const ANSWER_WAIT_MS: i32 = 6_000;

/// Longest DNS message in bytes (RFC 1035 §4.2.2: its length has 16 bits).
const MAX_BODY_BYTES: usize = 64 * 1024;

/// Asks one question.
pub async fn ask(endpoint: &Endpoint, question: &DnsQuestion) -> Result<DnsAnswer, Unobserved> {
    let malformed = |error: doh::Malformed| Unobserved::Malformed { detail: error.to_string() };
    let url = doh::request_url(&endpoint.url, question).map_err(malformed)?;
    let response = http::get(&url, doh::ACCEPT, ANSWER_WAIT_MS).await?;
    match response.status() {
        200..=299 => doh::read_answer(question, &response.bytes(MAX_BODY_BYTES).await?).map_err(malformed),
        429 => Err(Unobserved::Busy { retry_after_s: response.retry_after() }),
        status => Err(Unobserved::Status { status }),
    }
}

/// Tries a resolver with a real question, the same for every visitor.
pub async fn try_resolver(endpoint: &Endpoint) -> ResolverTrial {
    let begun = clock::monotonic_ms();
    let question = DnsQuestion { name: "example.com".into(), kind: RecordKind::A };
    match ask(endpoint, &question).await {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few seconds")]
        Ok(_) => ResolverTrial::Answered((clock::monotonic_ms() - begun) as u32),
        Err(unobserved) => ResolverTrial::Failed(unobserved),
    }
}
