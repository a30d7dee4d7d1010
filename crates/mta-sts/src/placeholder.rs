//! Placeholders of templates, programs and instructions that were left in a text.

/// The start of an expression in a template language or a shell.
const OPENINGS: [&str; 9] = ["{{", "}}", "{%", "%}", "${", "<%", "%>", "#{", "$("];

/// The start of a control line in a template language.
const CONTROLS: [&str; 8] = ["{{", "{%", "{#", "<%", "%{ for", "%{ if", "%{ end", "%{ else"];

/// HTML elements found around a value. Their tags are not placeholders.
const ELEMENTS: [&str; 16] =
    ["a", "b", "br", "code", "div", "em", "font", "i", "li", "p", "pre", "span", "strong", "td", "tr", "ul"];

/// Marks around the name of a placeholder, such as `%MX%`.
const NAME_MARKS: [&str; 5] = ["@@", "__", "##", "%", "@"];

/// Whether a value contains a placeholder: `{{ mx }}`, `${var.mx}`, `<your-mx>`, `[mail server]`, `%MX%`, `$MX`, `YOUR_MX`.
pub(crate) fn has_placeholder(value: &str) -> bool {
    OPENINGS.iter().any(|opening| value.contains(opening))
        || has_blank_to_fill(value, ('<', '>'))
        || has_blank_to_fill(value, ('[', ']'))
        || has_blank_to_fill(value, ('{', '}'))
        || value.split([' ', '\t', '.', ',']).any(|word| is_variable(word) || is_marked_name(word))
        || value.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("your"))
}

/// Whether a line is only a control line of a template language, such as `{% for host in hosts %}`.
pub(crate) fn is_template_line(line: &str) -> bool {
    CONTROLS.iter().any(|control| line.starts_with(control))
}

/// Whether brackets surround words that name what to put in. A host, an address or an HTML tag is none.
fn has_blank_to_fill(value: &str, (open, close): (char, char)) -> bool {
    let mut rest = value;
    while let Some((_, inside)) = rest.split_once(open) {
        let Some((inner, after)) = inside.split_once(close) else { return false };
        if is_description(inner) {
            return true;
        }
        rest = after;
    }
    false
}

fn is_description(inner: &str) -> bool {
    let inner = inner.trim();
    let element = inner.trim_end_matches('/').trim_end();
    inner.starts_with(char::is_alphabetic)
        && !inner.contains(['.', ',', ':', '"', '\'', '=', '@'])
        && !ELEMENTS.iter().any(|name| name.eq_ignore_ascii_case(element))
        && !inner.eq_ignore_ascii_case("dot")
}

/// Whether a word is a shell variable: `$MX` or `$env:MX`.
fn is_variable(word: &str) -> bool {
    word.strip_prefix('$').is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
}

fn is_marked_name(word: &str) -> bool {
    NAME_MARKS.iter().any(|mark| {
        let name = word.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)).unwrap_or_default();
        name.starts_with(|c: char| c.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_of_templates_and_instructions_are_recognised() {
        for value in [
            "{{ mx }}",
            "{{mx}}.example.com",
            "${var.mx}",
            "mail.${domain}",
            "<your-mx>",
            "<mail server hostname>",
            "mx1.<domain>",
            "[your mail server]",
            "{domain}",
            "$MX_HOST",
            "$env:MX",
            "%MX_HOST%",
            "<%= @mx %>",
            "__MX__",
            "@@MX@@",
            "YOUR_MX_HOST",
            "your-mx.example.com",
        ] {
            assert!(has_placeholder(value), "{value}");
        }
        for value in [
            "mx1.example.com",
            "<mx1.example.com>",
            "[192.0.2.1]",
            "[a.example, b.example]",
            "mx1.example.com<br>",
            "mx1.example.com</p>",
            "mx1[.]example[dot]com",
            "*.example.com",
            "enforce",
            "604800",
        ] {
            assert!(!has_placeholder(value), "{value}");
        }
    }
}
