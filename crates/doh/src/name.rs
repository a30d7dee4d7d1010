//! Conversion of domain names between presentation format (RFC 1035 §5.1) and wire format.

use domain::base::{Name, name::ToLabelIter};

use crate::Malformed;

/// Parses a name in presentation format, with or without its final dot.
pub(crate) fn parse_name(text: &str) -> Result<Name<Vec<u8>>, Malformed> {
    Name::vec_from_str(text).map_err(|error| Malformed::Name(error.to_string()))
}

/// Formats a name in lower case, without its final dot; the root is `.`. Octets with a special meaning in presentation
/// format, and octets outside graphic ASCII, become `\DDD`.
pub(crate) fn print_name(name: &impl ToLabelIter) -> String {
    let labels: Vec<String> =
        name.iter_labels().filter(|label| !label.is_root()).map(|label| escape(label.as_slice())).collect();
    if labels.is_empty() { ".".into() } else { labels.join(".") }
}

fn escape(label: &[u8]) -> String {
    label.iter().fold(String::new(), |mut text, octet| {
        match octet {
            b'.' | b'\\' | b'"' | b';' | b'(' | b')' | b'@' | b'$' => text.push_str(&format!("\\{octet:03}")),
            graphic @ b'!'..=b'~' => text.push(graphic.to_ascii_lowercase().into()),
            other => text.push_str(&format!("\\{other:03}")),
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_print_in_lower_case_with_special_octets_escaped() {
        let cases = [
            (".", "."),
            ("Example.COM", "example.com"),
            ("example.com.", "example.com"),
            ("_mta-sts.example.com", "_mta-sts.example.com"),
            ("*.example.com", "*.example.com"),
            (r"a\.b.example", r"a\046b.example"),
            (r"a\000\255.example", r"a\000\255.example"),
            (r"a\032b.example", r"a\032b.example"),
        ];
        for (text, printed) in cases {
            assert_eq!(print_name(&parse_name(text).unwrap()), printed, "{text:?}");
        }
    }

    #[test]
    fn an_invalid_name_is_refused() {
        let long_label = "a".repeat(64);
        let long_name = format!("{}com", "abc.".repeat(64));
        for text in ["", "a..b", ".a", "bücher.example", r"a\999.example", &long_label, &long_name] {
            assert!(matches!(parse_name(text), Err(Malformed::Name(_))), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_printed_name_parses_to_itself(label in prop::collection::vec(any::<u8>(), 1..=63)) {
            let printed = escape(&label);
            let again = parse_name(&printed).unwrap();
            prop_assert_eq!(again.first().as_slice(), label.to_ascii_lowercase());
        }
    }
}
