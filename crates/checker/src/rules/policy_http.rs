//! The HTTP answer of the policy host (RFC 8461 §3.2, §3.3): status, redirect, media type, size, time.

use evidence::{Http, Interruption, POLICY_LIMIT, PolicyFetch, Stage as FetchStage};

use super::{
    one,
    policy_host::{at_wrong_host, at_wrong_path},
    prelude::*,
    with_fix,
};
use crate::case::is_compressed;

const STAGE: Stage = Stage::PolicyHost;

rules! {
    /// The policy URL answers 301, 302, 303, 307 or 308 (to another host, www, a trailing slash, http, a login page
    /// …).
    POLICY_HTTP_REDIRECT: "policy-http-redirect", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3")], ["host", "url", "status", "target"],
        policy_http_redirect;
    /// The policy URL answers 404 or 410 and no wrong-place finding applies.
    POLICY_HTTP_NOT_FOUND: "policy-http-not-found", Error, NoPolicy, WebHost,
        [rfc(8461, "3.2"), rfc(8461, "3.3")], ["host", "url", "status"],
        policy_http_not_found;
    /// The policy URL answers 401 or 407.
    POLICY_HTTP_AUTH_REQUIRED: "policy-http-auth-required", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3")], ["host", "url", "status"],
        policy_http_auth_required;
    /// The policy URL answers 403 or 451 and no challenge page is recognised.
    POLICY_HTTP_FORBIDDEN: "policy-http-forbidden", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3")], ["host", "url", "status"],
        policy_http_forbidden;
    /// A 403, 429 or 503 (or 200) answer carries a bot challenge: header cf-mitigated: challenge, or an HTML body
    /// with known challenge text ("Just a moment", "captcha", "Attention Required").
    POLICY_HTTP_WAF_CHALLENGE: "policy-http-waf-challenge", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3"), CLOUDFLARE_SKIP], ["host", "url", "status"],
        policy_http_waf_challenge;
    /// The policy URL answers 5xx without a recognised challenge page.
    POLICY_HTTP_SERVER_ERROR: "policy-http-server-error", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3")], ["host", "url", "status"],
        policy_http_server_error;
    /// The policy URL answers 429 without a recognised challenge page.
    POLICY_HTTP_RATE_LIMITED: "policy-http-rate-limited", Warning, SomeSenders, WebHost,
        [rfc(8461, "3.3")], ["host", "url", "status"],
        policy_http_rate_limited;
    /// The policy URL answers with any other status that is not 200 (e.g. 203, 204, 206, 400).
    POLICY_HTTP_STATUS_NOT_200: "policy-http-status-not-200", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3")], ["host", "url", "status"],
        policy_http_status_not_200;
    /// No complete response within 60 seconds.
    POLICY_HTTP_TIMEOUT: "policy-http-timeout", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3")], ["host", "url"],
        policy_http_timeout;
    /// A complete response took more than 4 seconds and less than 60.
    POLICY_HTTP_SLOW: "policy-http-slow", Warning, SomeSenders, WebHost,
        [rfc(8461, "3.3"), POSTFIX_RESOLVER], ["host", "url", "seconds"],
        policy_http_slow;
    /// Status 200, and the body is compressed (Content-Encoding) although the request asked for identity.
    POLICY_HTTP_COMPRESSED: "policy-http-compressed", Error, SomeSenders, WebHost,
        [rfc(8461, "3.2")], ["host", "url", "value"],
        policy_http_compressed;
    /// The body is larger than 65536 octets.
    POLICY_HTTP_TOO_LARGE: "policy-http-too-large", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3")], ["host", "url", "count"],
        policy_http_too_large;
    /// Status 200, the body parses as a policy, and the media type is text/html.
    POLICY_HTTP_CONTENT_TYPE_HTML: "policy-http-content-type-html", Error, SomeSenders, WebHost,
        [rfc(8461, "3.2")], ["host", "url", "value"],
        policy_http_content_type_html;
    /// Status 200, the body parses as a policy, and the media type is neither text/plain nor text/html (e.g.
    /// application/octet-stream).
    POLICY_HTTP_CONTENT_TYPE_OTHER: "policy-http-content-type-other", Error, SomeSenders, WebHost,
        [rfc(8461, "3.2")], ["host", "url", "value"],
        policy_http_content_type_other;
    /// Status 200, the body parses as a policy, and there is no Content-Type header.
    POLICY_HTTP_CONTENT_TYPE_MISSING: "policy-http-content-type-missing", Error, SomeSenders, WebHost,
        [rfc(8461, "3.2")], ["host", "url"],
        policy_http_content_type_missing;
    /// The media type is text/plain with a charset other than utf-8 or us-ascii.
    POLICY_HTTP_CHARSET_UNUSUAL: "policy-http-charset-unusual", Warning, SomeSenders, WebHost,
        [rfc(8461, "3.2")], ["host", "url", "value"],
        policy_http_charset_unusual;
    /// TLS is fine, but the connection ends before a complete HTTP answer, or what comes is not HTTP.
    POLICY_HTTP_BROKEN: "policy-http-broken", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3")], ["host", "url"],
        policy_http_broken;
    /// The fetch succeeds with a browser User-Agent but not with a mail-server style one (or with none).
    POLICY_HTTP_BLOCKS_USER_AGENT: "policy-http-blocks-user-agent", Warning, SomeSenders, WebHost,
        [rfc(8461, "3.3")], ["host", "url", "status"],
        policy_http_blocks_user_agent;
    /// The server's ALPN offers no http/1.1 (HTTP/2 or HTTP/3 only).
    POLICY_HTTP_H2_ONLY: "policy-http-h2-only", Warning, SomeSenders, WebHost,
        [rfc(8461, "3.3")], ["host", "url"],
        policy_http_h2_only;
}

/// Time in milliseconds after which a common sender gives up.
const SLOW_MS: u64 = 4_000;

/// The answer, where it matters and a sender gets that far.
fn http<'a>(case: &Case<'a>) -> Option<&'a Http> {
    case.host.http().filter(|_| case.policy_matters())
}

/// The answer, unless it is a page that wants to see a person.
fn plain<'a>(case: &Case<'a>) -> Option<&'a Http> {
    http(case).filter(|http| !is_challenge(http))
}

fn at_url(case: &Case<'_>, rule: &'static Rule) -> Finding {
    Finding::of(rule).with("host", case.host.name.clone()).with("url", case.domain.policy_url())
}

/// A finding for answers with certain status codes.
fn with_status(case: &Case<'_>, rule: &'static Rule, wanted: fn(u16) -> bool) -> Vec<Finding> {
    let answer = plain(case).filter(|http| wanted(http.status));
    one(answer.map(|http| at_url(case, rule).with("status", http.status)))
}

const fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

fn policy_http_redirect(case: &Case<'_>) -> Vec<Finding> {
    let answer = plain(case).filter(|http| is_redirect(http.status));
    one(answer.map(|http| {
        let target = shortened(http.header("location").unwrap_or("?").as_bytes());
        at_url(case, &POLICY_HTTP_REDIRECT).with("status", http.status).with("target", target)
    }))
}

fn policy_http_not_found(case: &Case<'_>) -> Vec<Finding> {
    if at_wrong_path(case).or_else(|| at_wrong_host(case)).is_some() {
        return Vec::new();
    }
    let missing = with_status(case, &POLICY_HTTP_NOT_FOUND, |status| matches!(status, 404 | 410));
    with_fix(missing, || repair::plain_file(case))
}

fn policy_http_auth_required(case: &Case<'_>) -> Vec<Finding> {
    with_status(case, &POLICY_HTTP_AUTH_REQUIRED, |status| matches!(status, 401 | 407))
}

fn policy_http_forbidden(case: &Case<'_>) -> Vec<Finding> {
    with_status(case, &POLICY_HTTP_FORBIDDEN, |status| matches!(status, 403 | 451))
}

fn policy_http_server_error(case: &Case<'_>) -> Vec<Finding> {
    with_status(case, &POLICY_HTTP_SERVER_ERROR, |status| status >= 500)
}

fn policy_http_rate_limited(case: &Case<'_>) -> Vec<Finding> {
    with_status(case, &POLICY_HTTP_RATE_LIMITED, |status| status == 429)
}

fn policy_http_status_not_200(case: &Case<'_>) -> Vec<Finding> {
    with_status(case, &POLICY_HTTP_STATUS_NOT_200, |status| {
        !is_redirect(status) && !matches!(status, 200 | 401 | 403 | 404 | 407 | 410 | 429 | 451 | 500..)
    })
}

fn policy_http_waf_challenge(case: &Case<'_>) -> Vec<Finding> {
    let challenge = http(case).filter(|http| is_challenge(http));
    one(challenge.map(|http| at_url(case, &POLICY_HTTP_WAF_CHALLENGE).with("status", http.status)))
}

/// How the exchange ended early, after TLS was as a sender wants it.
fn interruption<'a>(case: &Case<'a>) -> Option<&'a Interruption> {
    let observation = case.host.observation.filter(|_| case.policy_matters())?;
    let secure = observation.tls.as_ref().is_some_and(|tls| tls_satisfies(tls, &case.host.name, case.host.looked_at));
    observation.interruption.as_ref().filter(|_| secure)
}

fn policy_http_timeout(case: &Case<'_>) -> Vec<Finding> {
    let late =
        |why: &&Interruption| matches!(why, Interruption::Timeout { stage: FetchStage::Head | FetchStage::Body });
    one(interruption(case).filter(late).map(|_| at_url(case, &POLICY_HTTP_TIMEOUT)))
}

fn policy_http_broken(case: &Case<'_>) -> Vec<Finding> {
    let broken = |why: &&Interruption| matches!(why, Interruption::Closed { .. } | Interruption::NotHttp { .. });
    one(interruption(case).filter(broken).map(|_| at_url(case, &POLICY_HTTP_BROKEN)))
}

fn policy_http_slow(case: &Case<'_>) -> Vec<Finding> {
    let took = case.host.observation.map_or(0, time_of_host);
    let slow = plain(case).filter(|http| http.status == 200 && took > SLOW_MS);
    let seconds = i64::try_from(took / 1000).unwrap_or(i64::MAX);
    one(slow.map(|_| at_url(case, &POLICY_HTTP_SLOW).with("seconds", Arg::Number(seconds))))
}

/// Time in milliseconds that the policy host took: our own look-up and other addresses are not its fault.
fn time_of_host(observation: &PolicyFetch) -> u64 {
    let own = |stage: &FetchStage| matches!(stage, FetchStage::Tls | FetchStage::Head | FetchStage::Body);
    let stages = observation.stages.iter().filter(|(stage, _)| own(stage));
    if observation.stages.is_empty() { observation.elapsed_ms } else { stages.map(|(_, time)| time).sum() }
}

/// A body that came compressed although nobody asked for it.
fn policy_http_compressed(case: &Case<'_>) -> Vec<Finding> {
    let compressed = plain(case).filter(|http| http.status == 200 && is_compressed(http));
    let coding = compressed.and_then(|http| http.header("content-encoding"));
    one(coding.map(|coding| at_url(case, &POLICY_HTTP_COMPRESSED).with("value", shortened(coding.as_bytes()))))
}

fn policy_http_too_large(case: &Case<'_>) -> Vec<Finding> {
    let large = plain(case).filter(|http| http.status == 200 && http.truncated);
    one(large.map(|_| at_url(case, &POLICY_HTTP_TOO_LARGE).with("count", POLICY_LIMIT).fix(repair::plain_file(case))))
}

fn policy_http_blocks_user_agent(case: &Case<'_>) -> Vec<Finding> {
    let blocks = case.host.kept_for_browsers().filter(|_| http(case).is_some());
    let status =
        blocks.and(case.host.observation).and_then(|observation| observation.http.as_ref()).map(|http| http.status);
    one(status.map(|status| at_url(case, &POLICY_HTTP_BLOCKS_USER_AGENT).with("status", status)))
}

fn policy_http_h2_only(case: &Case<'_>) -> Vec<Finding> {
    let only = case.policy_matters() && case.host.speaks_only_http2();
    one(only.then(|| at_url(case, &POLICY_HTTP_H2_ONLY)))
}

/// The media type of a policy: what stands before the parameters, and the charset.
fn media_type(case: &Case<'_>) -> Option<MediaType> {
    let http = plain(case).filter(|_| case.has_complete_policy())?;
    let value = http.header("content-type").unwrap_or_default();
    let mut parts = value.split(';').map(|part| part.trim().to_ascii_lowercase());
    let kind = parts.next().unwrap_or_default();
    let charset = parts.find_map(|part| part.strip_prefix("charset=").map(|name| name.trim_matches('"').to_owned()));
    Some(MediaType { value: shortened(value.as_bytes()), kind, charset })
}

struct MediaType {
    value: String,
    kind: String,
    charset: Option<String>,
}

fn with_media_type(case: &Case<'_>, rule: &'static Rule, wanted: fn(&MediaType) -> bool) -> Vec<Finding> {
    one(media_type(case).filter(wanted).map(|media| at_url(case, rule).with("value", media.value)))
}

fn policy_http_content_type_html(case: &Case<'_>) -> Vec<Finding> {
    with_media_type(case, &POLICY_HTTP_CONTENT_TYPE_HTML, |media| media.kind == "text/html")
}

fn policy_http_content_type_other(case: &Case<'_>) -> Vec<Finding> {
    with_media_type(case, &POLICY_HTTP_CONTENT_TYPE_OTHER, |media| {
        !matches!(media.kind.as_str(), "" | "text/plain" | "text/html")
    })
}

fn policy_http_content_type_missing(case: &Case<'_>) -> Vec<Finding> {
    let missing = media_type(case).filter(|media| media.kind.is_empty());
    one(missing.map(|_| at_url(case, &POLICY_HTTP_CONTENT_TYPE_MISSING)))
}

fn policy_http_charset_unusual(case: &Case<'_>) -> Vec<Finding> {
    with_media_type(case, &POLICY_HTTP_CHARSET_UNUSUAL, |media| {
        let usual = ["utf-8", "us-ascii", "utf8"];
        media.kind == "text/plain" && media.charset.as_ref().is_some_and(|charset| !usual.contains(&charset.as_str()))
    })
}
