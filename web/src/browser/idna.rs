//! IDNA by the browser: its URL parser converts names as UTS 46 has it, so the page carries no tables.

use mta_sts::Idna;
use web_sys::Url;

/// The browser's own IDNA.
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

/// Characters that would end the host in a URL, or begin something else.
fn is_structure(c: char) -> bool {
    c.is_control() || c.is_whitespace() || "/\\?#@:[]%<>^|".contains(c)
}

fn unicode(label: &str) -> Option<String> {
    match label.strip_prefix("xn--") {
        Some(encoded) => idna::punycode::decode_to_string(encoded),
        None => Some(label.to_owned()),
    }
}
