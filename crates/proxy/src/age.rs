//! The age of a remembered observation.

use std::time::Duration;

use axum::body::Bytes;

/// A observation as JSON, with its age in whole seconds as a last member; one of no age has none.
pub(crate) fn aged(json: &Bytes, age: Duration) -> Bytes {
    match (json.strip_suffix(b"}"), age.as_secs()) {
        (Some(members), age_s @ 1..) => [members, format!(",\"age_s\":{age_s}}}").as_bytes()].concat().into(),
        _ => json.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_tells_its_age() {
        let json = Bytes::from_static(br#"{"url":"}","elapsed_ms":1}"#);
        assert_eq!(aged(&json, Duration::from_millis(999)), json);
        assert_eq!(aged(&json, Duration::from_secs(12)), br#"{"url":"}","elapsed_ms":1,"age_s":12}"#.as_slice());
    }
}
