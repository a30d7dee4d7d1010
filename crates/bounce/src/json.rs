//! Lines of JSON (journal, queue, web hooks): each text in them becomes a line.

/// Returns the texts of a line of JSON, each as `key=text`, or `None` if the line is not JSON. Broken JSON yields its
/// readable part.
pub(crate) fn json_texts(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let is_json = line.starts_with(['{', '[']) && line.ends_with(['}', ']']) && line.contains("\":");
    is_json.then(|| texts(line))
}

fn texts(json: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut key = String::new();
    let mut rest = json;
    while let Some(at) = rest.find('"') {
        let (text, length) = string(&rest[at + 1..]);
        rest = &rest[at + 1 + length..];
        if rest.trim_start().starts_with(':') {
            key = text;
        } else {
            lines.extend(text.lines().map(|line| format!("{key}={line}")));
        }
    }
    lines
}

/// Reads a string literal (RFC 8259 §7). Returns its text, and its length including the closing quotation mark.
fn string(literal: &str) -> (String, usize) {
    let mut text = String::new();
    let mut chars = literal.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (text, at + 1),
            '\\' => match chars.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((_, 'r')) => {}
                Some((_, 't')) => text.push(' '),
                Some((at, 'u')) => {
                    let code = literal.get(at + 1..at + 5).and_then(|digits| u32::from_str_radix(digits, 16).ok());
                    if let Some(code) = code {
                        text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                        chars.nth(3);
                    }
                }
                Some((_, c)) => text.push(c),
                None => break,
            },
            c => text.push(c),
        }
    }
    (text, literal.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_in_a_json_line_becomes_a_line() {
        let json = r#"{"sender":"bob@sender.example","recipients":[{"address":"ada@kestrel.test","delay_reason":"said \"no\"\n\u003cx>"}],"n":1}"#;
        let expected =
            ["sender=bob@sender.example", "address=ada@kestrel.test", "delay_reason=said \"no\"", "delay_reason=<x>"];
        assert_eq!(json_texts(json).unwrap(), expected);
        assert_eq!(json_texts("[Message=451] [x]"), None);
        assert_eq!(json_texts(r#"{"a":"\u12"}"#).unwrap(), ["a=12"]);
        assert_eq!(json_texts(r#"{"a":"\"}"#).unwrap(), ["a=\"}"]);
    }
}
