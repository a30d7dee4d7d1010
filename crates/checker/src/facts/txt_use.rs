//! The use of a TXT record that is not the record in question.

use mta_sts::presentation_format::Kind;

/// The use of a TXT record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TxtUse {
    /// The STS record (RFC 8461 §3.1).
    Sts,
    /// The TLSRPT record (RFC 8460 §3).
    TlsRpt,
    /// SPF (RFC 7208).
    Spf,
    /// DMARC (RFC 7489).
    Dmarc,
    /// A DKIM key (RFC 6376).
    Dkim,
    /// BIMI.
    Bimi,
    /// A token by which a service verifies who controls the domain.
    Verification,
}

impl TxtUse {
    /// Returns the id by which messages select their wording.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Sts => "sts",
            Self::TlsRpt => "tlsrpt",
            Self::Spf => "spf",
            Self::Dmarc => "dmarc",
            Self::Dkim => "dkim",
            Self::Bimi => "bimi",
            Self::Verification => "verification",
        }
    }

    /// Returns the common use of these texts, if each has the same one and it is not this kind's.
    pub(crate) fn instead_of(kind: Kind, texts: &[Vec<u8>]) -> Option<Self> {
        let mut uses = texts.iter().map(|text| Self::recognize(text));
        let first = uses.next()??;
        let own = if kind == Kind::Sts { Self::Sts } else { Self::TlsRpt };
        (first != own && uses.all(|other| other == Some(first))).then_some(first)
    }

    /// Returns the use of a text, if its start reveals it.
    pub(crate) fn recognize(text: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(text).to_ascii_lowercase();
        let start: String = text.chars().filter(|c| !c.is_whitespace() && !"\"'\\".contains(*c)).take(16).collect();
        let versions = [
            ("v=sts", Self::Sts),
            ("v=tlsrpt", Self::TlsRpt),
            ("v=spf1", Self::Spf),
            ("spf2.0/", Self::Spf),
            ("v=dmarc", Self::Dmarc),
            ("v=dkim", Self::Dkim),
            ("k=rsa;", Self::Dkim),
            ("v=bimi", Self::Bimi),
        ];
        let version = versions.iter().find(|(version, _)| start.starts_with(version)).map(|(_, meaning)| *meaning);
        version.or_else(|| is_verification(&text).then_some(Self::Verification))
    }
}

/// Returns whether a text is a verification token: a value with a name that says so, or a long token alone.
fn is_verification(text: &str) -> bool {
    let is_of_token = |octet: u8| octet.is_ascii_alphanumeric() || b"-_".contains(&octet);
    let is_token = |text: &str| text.len() > 15 && text.bytes().all(is_of_token) && !text.contains("sts");
    let Some((name, token)) = text.trim().split_once(['=', ':']) else { return is_token(text.trim()) };
    let words = ["verification", "verify", "validation"];
    let names = ["ms", "apple-domain", "docusign", "atlassian-sending-domain", "amazonses"];
    let is_named = words.iter().any(|word| name.contains(word)) || names.contains(&name);
    is_named && !token.is_empty() && !token.trim().contains([' ', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_for_another_use_is_known_by_its_beginning() {
        for (text, expected) in [
            ("v=spf1 include:_spf.example.com -all", Some("spf")),
            ("v=DMARC1; p=none", Some("dmarc")),
            ("v=DKIM1; k=rsa; p=MIGf", Some("dkim")),
            ("k=rsa; p=MIGf", Some("dkim")),
            ("v=BIMI1; l=https://example.com/logo.svg", Some("bimi")),
            ("google-site-verification=abc", Some("verification")),
            ("MS=ms12345678", Some("verification")),
            ("amazonses:6KWqkB0Wn1Tcl1ymBnYH2A", Some("verification")),
            ("yandex-verification: 7f3c5d1e2a", Some("verification")),
            ("logmein-verification-code=b2c3", Some("verification")),
            ("webexdomainverification.8XQZ=7f3c", Some("verification")),
            ("3f8a1b2c4d5e6f708192a3b4", Some("verification")),
            ("v=TLSRPTv1; rua=mailto:a@example.com", Some("tlsrpt")),
            ("\"v=TLSRPTv1; rua=mailto:a@example.com\"", Some("tlsrpt")),
            ("v=STSv1; id=1;", None),
            ("v=STSv1", None),
            ("id=1", None),
            ("hello", None),
            ("", None),
        ] {
            let found = TxtUse::instead_of(Kind::Sts, &[text.into()]).map(TxtUse::id);
            assert_eq!(found, expected, "{text}");
        }
        let uses = |texts: &[&str]| {
            let texts: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
            TxtUse::instead_of(Kind::TlsRpt, &texts).map(TxtUse::id)
        };
        assert_eq!(uses(&["v=STSv1; id=1;"]), Some("sts"));
        assert_eq!(uses(&["v=spf1 -all", "MS=ms1"]), None);
        assert_eq!(uses(&[]), None);
    }
}
