//! Observations with every member, as JSON.

use serde_json::{Value, json};

/// With every member.
pub(super) fn tls() -> Value {
    json!({
        "version": "TLSv1.3", "alpn": "http/1.1", "trust": "other", "verifier": "v",
        "failure": {"why": "alert", "detail": "d"},
        "chain": [{
            "subject": "CN=a", "common_name": "a", "issuer": "CN=b", "names": ["a.example"], "not_before": -1,
            "not_after": 4_102_444_800_u64, "sha256": "00", "key": "EC P-256",
            "digests": {"sha512": "01", "key_sha256": "02", "key_sha512": "03"},
        }],
    })
}

pub(super) fn policy() -> Value {
    let http = json!({
        "status": 200, "version": "HTTP/1.1", "headers": [{"name": "server", "value": "s"}], "body": "AAE=",
        "length": 2, "truncated": false,
    });
    json!({
        "url": "https://mta-sts.example.com/.well-known/mta-sts.txt", "elapsed_ms": 12, "seen_at": 1_795_300_860, "age_s": 3,
        "attempts": [{"address": "192.0.2.1", "connect": "ok"}], "tls": tls(), "http": http,
        "interruption": {"why": "timeout", "stage": "body"}, "stages": [["resolve", 1], ["connect", 2]],
        "second_looks": [{"at": {"port": 8443}}, {"at": "as-browser", "http": http}],
    })
}

pub(super) fn mail() -> Value {
    let reply = json!({"code": 250, "lines": ["mx.example.com", "STARTTLS"]});
    json!({
        "host": "mx.example.com", "elapsed_ms": 12, "seen_at": 1_795_300_860, "age_s": 3, "interruption": {"why": "not-connected"},
        "attempts": [
            {"address": "2001:db8::1", "connect": "timeout", "elapsed_ms": 1},
            {"address": "192.0.2.1", "connect": "ok", "elapsed_ms": 2, "dialogue": {
                "greeting": reply, "ehlo": reply, "helo": reply, "starttls": reply, "incomplete_reply_bytes": 7, "tls": tls(), "ehlo_in_tls": reply,
                "without_sni": "refused", "old_tls": {"outcome": "accepted", "version": "TLSv1"},
                "interruption": {"why": "closed", "stage": "tls"},
            }},
        ],
    })
}
