//! The HTTP response of the policy host (RFC 8461 §3.2, §3.3): status, redirect, media type, size, time.

mod media_type;

use evidence::{Interruption, POLICY_LIMIT, Stage as FetchStage};

use super::{at_most_one, prelude::*};
use crate::facts::{
    host::{is_challenge, is_compressed, is_redirect, response_time_ms},
    policy_reach::{at_wrong_host, at_wrong_path, interruption_after_tls, policy_response, unchallenged_response},
};
use media_type::{
    policy_http_charset_unusual, policy_http_content_type_html, policy_http_content_type_missing,
    policy_http_content_type_other, policy_http_content_type_repeated,
};

rules! {
    static POLICY_HTTP_RULES of Stage::PolicyHost;

    /// The policy URL answers 301, 302, 303, 307 or 308 (to another host, www, a trailing slash, http, a login page
    /// …).
    POLICY_HTTP_REDIRECT {
        id: "policy-http-redirect",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host", "url", "status", "target"],
        check: policy_http_redirect,
    }
    /// The policy URL answers 404 or 410 and no wrong-place finding applies.
    POLICY_HTTP_NOT_FOUND {
        id: "policy-http-not-found",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.2"), rfc(8461, "3.3")],
        args: ["host", "url", "status"],
        check: policy_http_not_found,
        fix: PlainPolicyFile,
    }
    /// The policy URL answers 401 or 407.
    POLICY_HTTP_AUTH_REQUIRED {
        id: "policy-http-auth-required",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host", "url", "status"],
        check: policy_http_auth_required,
    }
    /// The policy URL answers 403 or 451 and no challenge page is recognised.
    POLICY_HTTP_FORBIDDEN {
        id: "policy-http-forbidden",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host", "url", "status"],
        check: policy_http_forbidden,
    }
    /// A response with status 200, 403, 429 or 503 carries a bot challenge. It has the header cf-mitigated: challenge,
    /// or an HTML body with known challenge text ("Just a moment", "captcha", "Attention Required").
    POLICY_HTTP_WAF_CHALLENGE {
        id: "policy-http-waf-challenge",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3"), CLOUDFLARE_SKIP],
        args: ["host", "url", "status"],
        check: policy_http_waf_challenge,
    }
    /// The policy URL answers 5xx without a recognised challenge page.
    POLICY_HTTP_SERVER_ERROR {
        id: "policy-http-server-error",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host", "url", "status"],
        check: policy_http_server_error,
    }
    /// The policy URL answers 429 without a recognised challenge page.
    POLICY_HTTP_RATE_LIMITED {
        id: "policy-http-rate-limited",
        severity: Warning,
        effect: SomeSenders,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host", "url", "status"],
        check: policy_http_rate_limited,
    }
    /// The policy URL answers with any other status that is not 200 (e.g. 203, 204, 206, 400).
    POLICY_HTTP_STATUS_NOT_200 {
        id: "policy-http-status-not-200",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host", "url", "status"],
        check: policy_http_status_not_200,
        senders: [AnySuccess: [Mailauth]],
    }
    /// No complete response within 60 seconds.
    POLICY_HTTP_TIMEOUT {
        id: "policy-http-timeout",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host", "url"],
        check: policy_http_timeout,
        shown_by: PolicyFile("-i -m 60"),
    }
    /// A complete response took more than 4 seconds and less than 60.
    POLICY_HTTP_SLOW {
        id: "policy-http-slow",
        severity: Warning,
        effect: SomeSenders,
        owner: WebHost,
        citations: [rfc(8461, "3.3"), POSTFIX_RESOLVER],
        args: ["host", "url", "seconds"],
        check: policy_http_slow,
        shown_by: PolicyFile("-o /dev/null -w '%{time_total}\\n'"),
    }
    /// Status 200, and the body is compressed (Content-Encoding) although the request asked for identity.
    POLICY_HTTP_COMPRESSED {
        id: "policy-http-compressed",
        severity: Error,
        effect: SomeSenders,
        owner: WebHost,
        citations: [rfc(8461, "3.2")],
        args: ["host", "url", "value"],
        check: policy_http_compressed,
        shown_by: PolicyFile("-o /dev/null -D -"),
    }
    /// The body is larger than 65536 octets.
    POLICY_HTTP_TOO_LARGE {
        id: "policy-http-too-large",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host", "url", "count"],
        check: policy_http_too_large,
        fix: PlainPolicyFile,
        shown_by: PolicyFile("-o /dev/null -w '%{size_download}\\n'"),
    }
    /// Status 200, the body parses as a policy, and the media type is text/html.
    POLICY_HTTP_CONTENT_TYPE_HTML {
        id: "policy-http-content-type-html",
        severity: Error,
        effect: SomeSenders,
        owner: WebHost,
        citations: [rfc(8461, "3.2")],
        args: ["host", "url", "value"],
        check: policy_http_content_type_html,
        senders: [Accepts: [Mox, Mailauth], Rejects: [PostfixMtaStsResolver, PostfixTlspol, KumoMta, Chasquid]],
    }
    /// Status 200, the body parses as a policy, and the media type is neither text/plain nor text/html (e.g.
    /// application/octet-stream).
    POLICY_HTTP_CONTENT_TYPE_OTHER {
        id: "policy-http-content-type-other",
        severity: Error,
        effect: SomeSenders,
        owner: WebHost,
        citations: [rfc(8461, "3.2")],
        args: ["host", "url", "value"],
        check: policy_http_content_type_other,
        senders: [Accepts: [Mox, Mailauth], Rejects: [PostfixMtaStsResolver, PostfixTlspol, KumoMta, Chasquid]],
    }
    /// Status 200, the body parses as a policy, and there is no Content-Type header.
    POLICY_HTTP_CONTENT_TYPE_MISSING {
        id: "policy-http-content-type-missing",
        severity: Error,
        effect: SomeSenders,
        owner: WebHost,
        citations: [rfc(8461, "3.2")],
        args: ["host", "url"],
        check: policy_http_content_type_missing,
        senders: [Accepts: [Mox, Mailauth], Rejects: [PostfixMtaStsResolver, PostfixTlspol, KumoMta, Chasquid]],
    }
    /// Status 200, the body parses as a policy, and the first of several media types is text/plain.
    POLICY_HTTP_CONTENT_TYPE_REPEATED {
        id: "policy-http-content-type-repeated",
        severity: Warning,
        effect: SomeSenders,
        owner: WebHost,
        citations: [rfc(8461, "3.2")],
        args: ["host", "url", "value"],
        check: policy_http_content_type_repeated,
    }
    /// The media type is text/plain with a charset other than utf-8 or us-ascii.
    POLICY_HTTP_CHARSET_UNUSUAL {
        id: "policy-http-charset-unusual",
        severity: Warning,
        effect: SomeSenders,
        owner: WebHost,
        citations: [rfc(8461, "3.2")],
        args: ["host", "url", "value"],
        check: policy_http_charset_unusual,
    }
    /// TLS satisfies senders, but the connection ends before a complete HTTP response, or the response is not HTTP.
    POLICY_HTTP_BROKEN {
        id: "policy-http-broken",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host", "url"],
        check: policy_http_broken,
    }
    /// The fetch succeeds with a browser User-Agent but not with a mail-server style one (or with none).
    POLICY_HTTP_BLOCKS_USER_AGENT {
        id: "policy-http-blocks-user-agent",
        severity: Warning,
        effect: SomeSenders,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host", "url", "status"],
        check: policy_http_blocks_user_agent,
        shown_by: Nothing,
    }
    /// The server's ALPN does not offer http/1.1 (HTTP/2 only).
    POLICY_HTTP_H2_ONLY {
        id: "policy-http-h2-only",
        severity: Warning,
        effect: SomeSenders,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host", "url"],
        check: policy_http_h2_only,
        shown_by: PolicyFile("-i --http1.1"),
    }
}

/// Milliseconds after which a common sender gives up.
const SLOW_MS: u64 = 4_000;

fn at_url(facts: &Facts<'_>, rule: &'static Rule) -> Finding {
    Finding::new(rule).with_arg("host", facts.host.name.clone()).with_arg("url", facts.domain.policy_url())
}

/// Returns a finding for a response with a wanted status code.
fn with_status(facts: &Facts<'_>, rule: &'static Rule, wanted: fn(u16) -> bool) -> Vec<Finding> {
    let answer = unchallenged_response(facts).filter(|http| wanted(http.status));
    at_most_one(answer.map(|http| at_url(facts, rule).with_arg("status", http.status)))
}

fn policy_http_redirect(facts: &Facts<'_>) -> Vec<Finding> {
    let answer = unchallenged_response(facts).filter(|http| is_redirect(http.status));
    at_most_one(answer.map(|http| {
        let target = shorten_text(http.header("location").unwrap_or("?").as_bytes());
        at_url(facts, &POLICY_HTTP_REDIRECT).with_arg("status", http.status).with_arg("target", target)
    }))
}

fn policy_http_not_found(facts: &Facts<'_>) -> Vec<Finding> {
    if at_wrong_path(facts).or_else(|| at_wrong_host(facts)).is_some() {
        return Vec::new();
    }
    with_status(facts, &POLICY_HTTP_NOT_FOUND, |status| matches!(status, 404 | 410))
}

fn policy_http_auth_required(facts: &Facts<'_>) -> Vec<Finding> {
    with_status(facts, &POLICY_HTTP_AUTH_REQUIRED, |status| matches!(status, 401 | 407))
}

fn policy_http_forbidden(facts: &Facts<'_>) -> Vec<Finding> {
    with_status(facts, &POLICY_HTTP_FORBIDDEN, |status| matches!(status, 403 | 451))
}

fn policy_http_server_error(facts: &Facts<'_>) -> Vec<Finding> {
    with_status(facts, &POLICY_HTTP_SERVER_ERROR, |status| status >= 500)
}

fn policy_http_rate_limited(facts: &Facts<'_>) -> Vec<Finding> {
    with_status(facts, &POLICY_HTTP_RATE_LIMITED, |status| status == 429)
}

fn policy_http_status_not_200(facts: &Facts<'_>) -> Vec<Finding> {
    with_status(facts, &POLICY_HTTP_STATUS_NOT_200, |status| {
        !is_redirect(status) && !matches!(status, 200 | 401 | 403 | 404 | 407 | 410 | 429 | 451 | 500..)
    })
}

fn policy_http_waf_challenge(facts: &Facts<'_>) -> Vec<Finding> {
    let challenge = policy_response(facts).filter(|http| is_challenge(http));
    at_most_one(challenge.map(|http| at_url(facts, &POLICY_HTTP_WAF_CHALLENGE).with_arg("status", http.status)))
}

fn policy_http_timeout(facts: &Facts<'_>) -> Vec<Finding> {
    let late =
        |why: &&Interruption| matches!(why, Interruption::Timeout { stage: FetchStage::Head | FetchStage::Body });
    at_most_one(interruption_after_tls(facts).filter(late).map(|_| at_url(facts, &POLICY_HTTP_TIMEOUT)))
}

fn policy_http_broken(facts: &Facts<'_>) -> Vec<Finding> {
    let broken = |why: &&Interruption| matches!(why, Interruption::Closed { .. } | Interruption::NotHttp { .. });
    at_most_one(interruption_after_tls(facts).filter(broken).map(|_| at_url(facts, &POLICY_HTTP_BROKEN)))
}

fn policy_http_slow(facts: &Facts<'_>) -> Vec<Finding> {
    let took = facts.host.observation.map_or(0, response_time_ms);
    let slow = unchallenged_response(facts).filter(|http| http.status == 200 && took > SLOW_MS);
    let seconds = i64::try_from(took / 1000).unwrap_or(i64::MAX);
    at_most_one(slow.map(|_| at_url(facts, &POLICY_HTTP_SLOW).with_arg("seconds", Arg::Number(seconds))))
}

/// Reports a compressed body, although the request did not offer compression.
fn policy_http_compressed(facts: &Facts<'_>) -> Vec<Finding> {
    let compressed = unchallenged_response(facts).filter(|http| http.status == 200 && is_compressed(http));
    let coding = compressed.and_then(|http| http.header("content-encoding"));
    at_most_one(
        coding.map(|coding| at_url(facts, &POLICY_HTTP_COMPRESSED).with_arg("value", shorten_text(coding.as_bytes()))),
    )
}

fn policy_http_too_large(facts: &Facts<'_>) -> Vec<Finding> {
    let large = unchallenged_response(facts).filter(|http| http.status == 200 && http.truncated);
    at_most_one(large.map(|_| at_url(facts, &POLICY_HTTP_TOO_LARGE).with_arg("count", POLICY_LIMIT)))
}

fn policy_http_blocks_user_agent(facts: &Facts<'_>) -> Vec<Finding> {
    let blocks = facts.host.kept_for_browsers().filter(|_| policy_response(facts).is_some());
    let status =
        blocks.and(facts.host.observation).and_then(|observation| observation.http.as_ref()).map(|http| http.status);
    at_most_one(status.map(|status| at_url(facts, &POLICY_HTTP_BLOCKS_USER_AGENT).with_arg("status", status)))
}

fn policy_http_h2_only(facts: &Facts<'_>) -> Vec<Finding> {
    let only = facts.policy_matters() && facts.host.speaks_only_http2();
    at_most_one(only.then(|| at_url(facts, &POLICY_HTTP_H2_ONLY)))
}
