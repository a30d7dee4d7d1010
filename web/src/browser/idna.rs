//! IDNA by the browser. Its URL parser converts names as UTS 46 specifies, so the page needs no tables.

use mta_sts::Idna;
use web_sys::Url;

/// IDNA of the browser's URL parser.
#[derive(Clone, Copy, Debug, Default)]
pub struct UrlParser;

impl Idna for UrlParser {
    fn to_ascii(&self, name: &str) -> Option<String> {
        if name.is_empty() || name.chars().any(is_structure) {
            return None;
        }
        let host = Url::new(&format!("https://{name}/")).ok()?.hostname();
        (!host.is_empty()).then_some(host)
    }

    fn to_unicode(&self, name: &str) -> Option<String> {
        let labels: Option<Vec<String>> = name.split('.').map(unicode).collect();
        labels.map(|labels| labels.join("."))
    }
}

/// Returns whether a character would end the host in a URL or has another meaning there.
fn is_structure(c: char) -> bool {
    c.is_control() || c.is_whitespace() || "/\\?#@:[]%<>^|".contains(c)
}

fn unicode(label: &str) -> Option<String> {
    match label.strip_prefix("xn--") {
        Some(encoded) => idna::punycode::decode_to_string(encoded),
        None => Some(label.to_owned()),
    }
}
