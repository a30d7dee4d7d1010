//! Template placeholders and their permitted values.

/// Replaces `{name}` with its value, for each pair. Values are plain (see [`is_plain`]), so none contains a placeholder.
pub(crate) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(template.to_owned(), |text, (name, value)| text.replace(name, value))
}

/// Whether a policy file has no characters with a meaning in shells or configuration languages. Allows exactly the output of
/// this crate's writer.
pub(crate) fn is_plain(policy: &str) -> bool {
    policy.bytes().all(|octet| octet.is_ascii_alphanumeric() || b" :.*_-\n".contains(&octet))
}

/// Whether a text is a DNS name in plain letters. Labels have letters, digits, hyphens and underscores, with no hyphen at
/// either end (RFC 1123 §2.1). The last label is not a number: that would be an address.
pub(crate) fn is_dns_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-' || octet == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_number = |label: &str| label.bytes().all(|octet| octet.is_ascii_digit());
    let ends_in_name = name.rsplit_once('.').is_some_and(|(_, last)| !is_number(last));
    name.len() <= mta_sts::MAX_NAME_OCTETS && ends_in_name && name.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_placeholder_is_replaced_wherever_it_stands() {
        assert_eq!(fill("{a}/{b}/{a}", &[("{a}", "1"), ("{b}", "2")]), "1/2/1");
    }

    #[test]
    fn a_text_with_special_characters_is_not_plain() {
        assert!(is_plain("version: STSv1\nmode: testing\nmx: *.mail-1.example.com\nmax_age: 86400\n"));
        for hostile in ["$(id)", "`id`", "a\"b", "a'b", "a;b", "a{b}", "a\\b", "a\rb", "a|b", "ä"] {
            assert!(!is_plain(hostile), "{hostile}");
        }
    }

    #[test]
    fn only_names_are_accepted_as_targets() {
        assert!(is_dns_name("example_com__mta_sts.easydmarc.pro"));
        let wrong_labels = ["192.0.2.300", "1.2.3", "a.example.1", "-a.example", "a-.example", "a.-b.example"];
        let others = ["", "localhost", "a..b", "a b.example", "a.example.", "$(id).example", "a\"b.example"];
        for other in others.into_iter().chain(wrong_labels) {
            assert!(!is_dns_name(other), "{other}");
        }
    }
}
