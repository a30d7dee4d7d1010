//! Base path of a page that is served under a path.

/// Adds the base to every address that begins at the server's root, unless Trunk already did. `base` ends with a slash.
pub fn prefix_addresses(html: &str, base: &str) -> String {
    let mut parts = html.split("=\"/");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |html, rest| {
        let known = format!("/{rest}").starts_with(base);
        html + "=\"" + if known { "/" } else { base } + rest
    })
}

#[cfg(test)]
mod tests {
    use super::prefix_addresses;

    #[test]
    fn every_address_is_under_the_base() {
        let html = r#"<a href="/"><a href="/about"><script src="/sub/start.js"><form action="/"><p title="a/b">"#;
        let there =
            r#"<a href="/sub/"><a href="/sub/about"><script src="/sub/start.js"><form action="/sub/"><p title="a/b">"#;
        assert_eq!(prefix_addresses(html, "/sub/"), there);
        assert_eq!(prefix_addresses(html, "/"), html);
    }
}
