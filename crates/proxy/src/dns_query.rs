//! `GET /dns-query` (RFC 8484): forwards the DNS questions of a check to the operator's resolver.

use std::sync::Arc;

use axum::{
    Extension,
    body::Body,
    extract::{RawQuery, State},
    http::header,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use evidence::{DnsAnswer, DnsQuestion, RecordKind, Unobserved};
use futures_util::FutureExt;

use crate::{
    body,
    client_identity::ClientAddress,
    dns_message,
    limits::clients::client_group,
    lookup_rules::{LEADS_OUTSIDE, is_check_question},
    problem,
    refusal::Refusal,
    state::AppState,
};

/// Maximum size of a response with TXT records, in bytes. Records that a check asks for are shorter.
const MAX_TXT_BYTES: usize = 4096;

/// Maximum size of any other response, in bytes.
const MAX_ANSWER_BYTES: usize = 16 * 1024;

/// Maximum seconds for which a browser may cache a response.
const MAX_AGE_S: u32 = 86_400;

pub(crate) async fn dns_query(
    State(state): State<Arc<AppState>>,
    Extension(client): Extension<ClientAddress>,
    RawQuery(query): RawQuery,
) -> Response {
    let (id, question) = match parse_question(query.as_deref()) {
        Ok(parsed) => parsed,
        Err(why) => return problem::malformed(why),
    };
    if !state.lookup_rules.may_be_looked_up(&question.name) || !is_check_question(&question) {
        return problem::forbidden("this server answers the questions of a check about names of the public DNS only");
    }
    let permit = match state.dns_limiter.admit(client.0, 1).await {
        Ok(permit) => permit,
        Err(refusal) => return state.refuse(refusal),
    };
    if let Err(refusal) = state.zone_limiter.charge(client.0, &question.name).await {
        return state.refuse(refusal);
    }
    let Some(slot) = state.question_slots.acquire(client_group(client.0)) else {
        return state.refuse(Refusal::Questions);
    };
    match state.upstream.exchange(&question).boxed().await {
        Ok((message, answer)) => {
            drop(slot);
            if state.lookup_rules.leads_outside(&question.name, &answer) {
                return problem::forbidden(LEADS_OUTSIDE);
            }
            match state.client_message(&question, &message) {
                Ok(message) => response(with_id(id, &message), &answer, permit),
                Err(why) => problem::unavailable(why),
            }
        }
        Err(unobserved) => problem::unavailable(error_text(&unobserved)),
    }
}

impl AppState {
    /// Returns the response as the client may see it: too large ones are refused, and what a check does not read is
    /// left out.
    fn client_message(&self, question: &DnsQuestion, message: &[u8]) -> Result<Vec<u8>, &'static str> {
        let limit = if question.kind == RecordKind::Txt { MAX_TXT_BYTES } else { MAX_ANSWER_BYTES };
        if message.len() > limit {
            return Err("the answer is longer than this server passes on");
        }
        // Names of the laboratory have documentation addresses, which belong to it.
        let withholds = self.withholds_addresses && !self.lookup_rules.is_lab_name(&question.name);
        dns_message::client_message(message, withholds.then_some(&self.guard))
            .map_err(|_| "the server's resolver gave an answer that cannot be read")
    }
}

/// Parses the parameter `dns` (RFC 8484 §4.1) into the client's message id and the question.
fn parse_question(query: Option<&str>) -> Result<([u8; 2], DnsQuestion), String> {
    let parameters = query.unwrap_or_default().split('&');
    let message = parameters.filter_map(|parameter| parameter.strip_prefix("dns=")).next();
    let message = message.ok_or("the parameter dns is missing (RFC 8484 §4.1)")?;
    let message =
        URL_SAFE_NO_PAD.decode(message).map_err(|error| format!("dns is not base64url without padding: {error}"))?;
    let question = doh::decode_query(&message).map_err(|malformed| malformed.to_string())?;
    let id = message.first_chunk().copied().unwrap_or_default();
    Ok((id, question))
}

/// Returns the message with the id of the client's query (RFC 1035 §4.1.1).
fn with_id(id: [u8; 2], message: &[u8]) -> Vec<u8> {
    [&id, message.get(2..).unwrap_or_default()].concat()
}

/// Builds the response. It is fresh for its smallest time to live (RFC 8484 §5.1), and for a day at most.
fn response<G: Send + Unpin + 'static>(message: Vec<u8>, answer: &DnsAnswer, permit: G) -> Response {
    let freshness = answer.ttl.map_or_else(|| "no-store".into(), |ttl| format!("max-age={}", ttl.min(MAX_AGE_S)));
    let headers = [(header::CONTENT_TYPE, doh::ACCEPT.to_owned()), (header::CACHE_CONTROL, freshness)];
    (headers, body::with_guard(Body::from(message), permit)).into_response()
}

/// Returns the error text for clients. It never contains the resolver's address or its own words.
const fn error_text(unobserved: &Unobserved) -> &'static str {
    match unobserved {
        Unobserved::Timeout => "the server's resolver did not answer in time",
        Unobserved::Malformed { .. } => "the server's resolver gave an answer that cannot be read",
        _ => "the server's resolver could not be asked",
    }
}
