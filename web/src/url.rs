//! Parts of addresses: percent-encoding, form fields, and proxy addresses. Plain data, independent of the browser.

use mta_sts::Domain;

/// Returns the proxy address for these names, or `None` if one is not a valid host name (RFC 952, RFC 1123 §2.1).
///
/// A DNS answer can hold any bytes: an MX named `x/../config?` must never become another path of the server.
#[must_use]
pub fn proxy_url(base: &str, path: &str, names: &[&str]) -> Option<String> {
    let hosts = names.iter().map(|name| name.parse::<Domain>().ok());
    let hosts: Vec<String> = hosts.map(|host| Some(percent_encoded(host?.as_str()))).collect::<Option<_>>()?;
    Some([base, path, &hosts.join("/")].concat())
}

/// Percent-encodes everything but the unreserved characters (RFC 3986 §2.3).
#[must_use]
pub fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Encodes fields like a form (WHATWG URL, `application/x-www-form-urlencoded`), without the empty ones.
#[must_use]
pub fn form_encoded(fields: &[(&str, &str)]) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    text.extend_pairs(fields.iter().filter(|(_, value)| !value.is_empty()));
    text.finish()
}

/// Decodes the fields of a form-encoded text.
pub fn form_fields(text: &str) -> impl Iterator<Item = (String, String)> {
    form_urlencoded::parse(text.as_bytes()).map(|(name, value)| (name.into_owned(), value.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_host_names_become_part_of_an_address() {
        for (names, url) in [
            (&["example.com"][..], Some("https://p.example/api/example.com")),
            (&["example.com", "MX1.example.com."], Some("https://p.example/api/example.com/mx1.example.com")),
            (&["example.com", "x/%2e%2e/config?fresh=1#"], None),
            (&["example.com", "../config"], None),
            (&["example.com", ".."], None),
            (&["example.com", "a b"], None),
            (&["example.com", "mx?fresh=1"], None),
            (&["example.com", "mx\u{0}.example"], None),
            (&["example.com", "ü.example"], None),
            (&["example.com", ""], None),
        ] {
            assert_eq!(proxy_url("https://p.example", "/api/", names).as_deref(), url, "{names:?}");
        }
    }
}
