//! Policy fields in HTML and XML.

use alloc::{
    format,
    string::{String, ToString},
};

use super::pattern::stripped;
use crate::policy::intended_key;

/// Whether a text is HTML or XML. A tag begins it, and one ends it or closes another.
pub(super) fn is_markup(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim();
    text.starts_with('<') && (text.ends_with('>') || text.contains("</"))
}

/// Returns the text of markup with each element as a field. The field is named after the element or an enclosing one that is a
/// key.
pub(super) fn without_tags(text: &str) -> String {
    let (mut fields, mut around, mut is_in_cell) = (String::new(), None, false);
    for piece in text.split('<').skip(1) {
        let Some((tag, content)) = piece.split_once('>') else { continue };
        let content = content.replace("&quot;", "\"").replace("&amp;", "&").replace("&#10;", "\n");
        let name = tag.split([' ', '/', '\t', '\n']).next().unwrap_or_default();
        if matches!(name, "td" | "th") {
            // The cells of a row are on one line, as in other tables.
            is_in_cell = true;
            fields.push_str(&format!("| {} ", content.trim()));
            continue;
        }
        is_in_cell &= !matches!(tag, "/td" | "/th" | "/tr");
        if is_in_cell {
            fields.push_str(&format!("{} ", content.trim()));
            continue;
        }
        if matches!(tag, "/td" | "/th") && content.trim().is_empty() {
            continue;
        }
        let key = intended_key(name).filter(|_| !tag.starts_with('/'));
        if tag.strip_prefix('/').is_some_and(|name| intended_key(name) == around) {
            around = None;
        }
        for (attribute, value) in tag.split_ascii_whitespace().skip(1).filter_map(|word| word.split_once('=')) {
            let is_host = matches!(attribute, "host" | "name" | "value" | "pattern");
            if let Some(key) = intended_key(attribute).or(key.filter(|_| is_host)) {
                fields.push_str(&format!("{}: {}\n", key.id(), stripped(value.trim_end_matches('/'))));
            }
        }
        around = key.filter(|key| key.id().eq_ignore_ascii_case(name)).or(around);
        match key.or(around.filter(|_| !tag.starts_with('/'))) {
            Some(key) if !content.trim().is_empty() => fields.push_str(&format!("{}: {}\n", key.id(), content.trim())),
            _ => fields.push_str(&(content.to_string() + "\n")),
        }
    }
    fields
}
