//! The media type of the policy file (RFC 8461 §3.2).

use super::super::{at_most_one, prelude::*};
use super::{
    POLICY_HTTP_CHARSET_UNUSUAL, POLICY_HTTP_CONTENT_TYPE_HTML, POLICY_HTTP_CONTENT_TYPE_MISSING,
    POLICY_HTTP_CONTENT_TYPE_OTHER, POLICY_HTTP_CONTENT_TYPE_REPEATED, at_url,
};
use crate::facts::{host::MediaType, policy_reach::media_type};

fn with_media_type(facts: &Facts<'_>, rule: &'static Rule, wanted: fn(&MediaType) -> bool) -> Vec<Finding> {
    at_most_one(
        media_type(facts)
            .filter(wanted)
            .map(|media| at_url(facts, rule).with_arg("value", shorten_text(media.text.as_bytes()))),
    )
}

pub(super) fn policy_http_content_type_html(facts: &Facts<'_>) -> Vec<Finding> {
    with_media_type(facts, &POLICY_HTTP_CONTENT_TYPE_HTML, |media| media.kind == "text/html")
}

pub(super) fn policy_http_content_type_other(facts: &Facts<'_>) -> Vec<Finding> {
    with_media_type(facts, &POLICY_HTTP_CONTENT_TYPE_OTHER, |media| {
        !matches!(media.kind.as_str(), "" | "text/plain" | "text/html")
    })
}

pub(super) fn policy_http_content_type_missing(facts: &Facts<'_>) -> Vec<Finding> {
    let missing = media_type(facts).filter(|media| media.kind.is_empty());
    at_most_one(missing.map(|_| at_url(facts, &POLICY_HTTP_CONTENT_TYPE_MISSING)))
}

pub(super) fn policy_http_content_type_repeated(facts: &Facts<'_>) -> Vec<Finding> {
    with_media_type(facts, &POLICY_HTTP_CONTENT_TYPE_REPEATED, |media| media.is_repeated && media.kind == "text/plain")
}

pub(super) fn policy_http_charset_unusual(facts: &Facts<'_>) -> Vec<Finding> {
    with_media_type(facts, &POLICY_HTTP_CHARSET_UNUSUAL, |media| {
        let usual = ["utf-8", "us-ascii", "utf8"];
        media.kind == "text/plain" && media.charset.as_ref().is_some_and(|charset| !usual.contains(&charset.as_str()))
    })
}
