//! The proxy, which observes what a browser cannot: policies and mail servers.

use std::{cell::RefCell, collections::BTreeSet, fmt::Display};

use evidence::{MailProbe, PolicyFetch, Unobserved};
use lean::{Read, Value};
use proxy_api::{CONFIG_PATH, Config, MX_PATH, OBSERVATION_LIMIT, POLICY_PATH, Problem, deadlines};

use super::{address, http, json, page};
use crate::url::proxy_url;

/// Longest wait for an answer, in milliseconds.
#[expect(clippy::cast_possible_truncation, reason = "it is less than two minutes")]
const ANSWER_WAIT_MS: i32 = deadlines::ANSWER_DEADLINE.as_millis() as i32;

/// Longest answer in bytes. Ten of them take 5 MiB of this page.
const MAX_BODY_BYTES: usize = 2 * OBSERVATION_LIMIT;

/// Longest wait for the server's configuration, in milliseconds.
const CONFIG_WAIT_MS: i32 = 5_000;

/// Returns the base address of the proxy: this page's own server, unless the page names another one.
#[must_use]
pub fn base_url() -> String {
    let named = page::meta_content("mta-sts-proxy").filter(|base| !base.is_empty());
    named.map_or_else(address::origin, |base| base.trim_end_matches('/').to_owned())
}

/// Fetches the policy of a domain.
pub async fn fetch_policy(base: &str, domain: &str) -> Result<PolicyFetch, Unobserved> {
    let url = proxy_url(base, POLICY_PATH, &[domain]).ok_or_else(|| invalid_host_name(domain))?;
    fetch_json(&with_fresh_parameter(url), ANSWER_WAIT_MS).await
}

thread_local! {
    static ASKED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// Adds `fresh=1` to repeated requests. The proxy caches observations briefly, and a reader who asks again has usually
/// changed something.
fn with_fresh_parameter(url: String) -> String {
    let is_first = ASKED.with_borrow_mut(|asked| asked.insert(url.clone()));
    if is_first { url } else { format!("{url}?fresh=1") }
}

/// Probes one MX host of a domain.
pub async fn probe_mail_host(base: &str, domain: &str, host: &str) -> Result<MailProbe, Unobserved> {
    let url = proxy_url(base, MX_PATH, &[domain, host]).ok_or_else(|| invalid_host_name(host))?;
    fetch_json(&url, ANSWER_WAIT_MS).await
}

/// Loads the server's configuration.
pub async fn load_config(base: &str) -> Result<Config, Unobserved> {
    fetch_json(&format!("{base}{CONFIG_PATH}"), CONFIG_WAIT_MS).await
}

/// Returns the refusal of a name that is not a host name.
fn invalid_host_name(name: &str) -> Unobserved {
    Unobserved::Refused { detail: format!("{name:?} is not a valid host name") }
}

async fn fetch_json<T: Read>(url: &str, limit: i32) -> Result<T, Unobserved> {
    let value = fetch_value(url, limit).await?;
    T::read(&value).map_err(|error| malformed(&error))
}

async fn fetch_value(url: &str, limit: i32) -> Result<Value, Unobserved> {
    let response = http::get(url, "application/json", limit).await?;
    let status = response.status();
    let retry_after_s = response.retry_after();
    match status {
        200 => json::to_value(response.json(MAX_BODY_BYTES).await?).ok_or_else(|| malformed(&"nested too deeply")),
        429 | 503 => Err(Unobserved::Busy { retry_after_s }),
        400 | 403 => Err(Unobserved::Refused { detail: problem_detail(response).await.unwrap_or_default() }),
        _ => Err(Unobserved::Status { status }),
    }
}

fn malformed(error: &dyn Display) -> Unobserved {
    Unobserved::Malformed { detail: error.to_string() }
}

/// Returns the detail of a problem document (RFC 9457 §3.1.4), for the evidence.
async fn problem_detail(response: http::HttpResponse) -> Option<String> {
    let value = json::to_value(response.json(MAX_BODY_BYTES).await.ok()?)?;
    Problem::read(&value).ok().map(|problem| problem.detail)
}
