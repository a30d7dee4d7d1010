//! The latest verdict of each domain, for a spreadsheet (RFC 4180).

use words::Language;

use crate::store::KeptDomain;

/// Byte order mark, by which spreadsheets detect the encoding, and the column names.
const HEAD: &str = "\u{feff}domain,last_check,verdict,meaning,checks\r\n";

/// Returns the latest verdict of each domain, which is empty if the check cannot be read.
#[must_use]
pub fn history_csv(domains: &[KeptDomain], language: Language) -> String {
    let mut text = HEAD.to_owned();
    for domain in domains {
        let latest = domain.heads.first();
        let verdict = latest.and_then(|head| head.verdict());
        let fields = [
            domain.domain.clone().unwrap_or_default(),
            latest.and_then(|head| head.started).map(|started| started.to_string()).unwrap_or_default(),
            verdict.map(|verdict| verdict.id().to_owned()).unwrap_or_default(),
            latest.and_then(|head| Some(head.effect()?.words(language))).unwrap_or_default(),
            domain.heads.len().to_string(),
        ];
        text += &fields.map(|field| quoted(&field)).join(",");
        text += "\r\n";
    }
    text
}

/// Quotes a field so that no spreadsheet takes it for a formula, whatever the stored value is.
fn quoted(field: &str) -> String {
    let is_formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", field.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_field_is_quoted_and_never_a_formula() {
        for (field, written) in [
            ("example.com", "\"example.com\""),
            ("a\"b", "\"a\"\"b\""),
            ("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""),
            ("@x", "\"'@x\""),
        ] {
            assert_eq!(quoted(field), written);
        }
    }
}
