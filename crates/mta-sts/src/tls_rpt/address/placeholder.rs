//! Placeholders from documentation and templates, left in a report address.

/// Whether an address has an expression of a template: `{{ rua }}`, `<your-address>`, `[email protected]`.
pub(super) fn is_template(uri: &[u8]) -> bool {
    let has = |mark: &[u8]| uri.windows(mark.len()).any(|window| window.eq_ignore_ascii_case(mark));
    has(b"{{") || has(b"}}") || has(b"${") || has(b"<%") || has(b"[email") || (has(b"<") && has(b">"))
}

/// Whether a label of a name is a placeholder from documentation.
pub(super) fn has_placeholder(name: &str) -> bool {
    let is_tld = name.rsplit('.').next().is_some_and(|last| last.eq_ignore_ascii_case("tld"));
    is_tld || name.split('.').any(is_placeholder_label)
}

/// Whether a label is a placeholder such as `yourdomain`, `your-company`, `your-domain-here` or `mydomain`.
fn is_placeholder_label(label: &str) -> bool {
    // Nearly every label begins differently.
    if !label.get(..2).is_some_and(|head| ["yo", "my"].iter().any(|word| head.eq_ignore_ascii_case(word))) {
        return false;
    }
    let words = ["domain", "company", "org", "organization", "organisation", "tenant", "mailserver"];
    is_yours(label, &words) || ["mydomain", "mydomainname"].contains(&&*plain_word(label))
}

/// Whether a mailbox is a placeholder: `your-email`, `changeme`, or a variable such as `$MAILBOX` and `%MAIL%`.
pub(crate) fn is_placeholder_mailbox(mailbox: &str) -> bool {
    let is_name = |name: &str| {
        let mut octets = name.bytes();
        octets.next().is_some_and(|octet| octet.is_ascii_alphabetic() || octet == b'_')
            && octets.all(|octet| octet.is_ascii_alphanumeric() || octet == b'_')
    };
    if let Some(variable) = mailbox.strip_prefix('$') {
        return is_name(variable);
    }
    if let Some(variable) = mailbox.strip_prefix('%').and_then(|rest| rest.strip_suffix('%')) {
        return is_name(variable);
    }
    // Nearly every mailbox begins differently.
    if !mailbox.bytes().next().is_some_and(|octet| b"ycrpi".contains(&octet.to_ascii_lowercase())) {
        return false;
    }
    let words = ["email", "mail", "emailaddress", "mailaddress", "address", "mailbox", "user", "username", "inbox"];
    let others = ["changeme", "replaceme", "placeholder", "insertemail", "insertaddress"];
    is_yours(mailbox, &words) || others.contains(&&*plain_word(mailbox))
}

/// Whether a text is `your` with one of these words.
fn is_yours(text: &str, words: &[&str]) -> bool {
    let plain = plain_word(text);
    let word = plain.strip_prefix("your").unwrap_or_default();
    words.contains(&word) || word.strip_suffix("name").is_some_and(|word| words.contains(&word))
}

/// Returns a text in lower case, without separators and without a final `here`.
fn plain_word(text: &str) -> alloc::string::String {
    let plain: alloc::string::String =
        text.chars().filter(|c| !matches!(c, '-' | '_' | '.')).map(|c| c.to_ascii_lowercase()).collect();
    plain.strip_suffix("here").map_or_else(|| plain.clone(), Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_from_documentation_is_a_placeholder() {
        for mailbox in
            ["your-email", "YOUR_EMAIL", "yourname.here", "your.address", "$MAILBOX", "$mail_box", "%MAIL%", "changeme"]
        {
            assert_eq!(is_placeholder_mailbox(mailbox), mailbox != "yourname.here", "{mailbox}");
        }
        for mailbox in ["tlsrpt", "yours", "you", "reports", "%22a%20b%22", "$", "pl", "postmaster", "your"] {
            assert!(!is_placeholder_mailbox(mailbox), "{mailbox}");
        }
    }
}
