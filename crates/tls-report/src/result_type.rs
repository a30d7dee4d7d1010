//! `result-type`: the kind of a failure.

use serde::{Serialize, Serializer};

use crate::text::trimmed;

macro_rules! result_types {
    ($($name:ident = $id:literal,)+) => {
        /// `result-type` (RFC 8460 §4.3 and the IANA registry "STARTTLS Validation Result Types").
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ResultType {
            $(#[doc = concat!("`", $id, "`.")] $name,)+
            /// Another word, as written.
            Other(Box<str>),
            /// No word.
            Missing,
        }

        impl ResultType {
            /// Every registered result type.
            pub const REGISTERED: &'static [Self] = &[$(Self::$name),+];

            /// Returns the word; `unknown` if there is none.
            #[must_use]
            pub fn id(&self) -> &str {
                match self { $(Self::$name => $id,)+ Self::Other(word) => word, Self::Missing => "unknown" }
            }
        }
    };
}

result_types! {
    StarttlsNotSupported = "starttls-not-supported",
    CertificateHostMismatch = "certificate-host-mismatch",
    CertificateExpired = "certificate-expired",
    CertificateNotTrusted = "certificate-not-trusted",
    ValidationFailure = "validation-failure",
    TlsaInvalid = "tlsa-invalid",
    DnssecInvalid = "dnssec-invalid",
    DaneRequired = "dane-required",
    StsPolicyFetchError = "sts-policy-fetch-error",
    StsPolicyInvalid = "sts-policy-invalid",
    StsWebpkiInvalid = "sts-webpki-invalid",
}

impl ResultType {
    pub(crate) fn from_word(word: &str) -> Self {
        let word = trimmed(word);
        if word.is_empty() {
            return Self::Missing;
        }
        let known = Self::REGISTERED.iter().find(|one| one.id().eq_ignore_ascii_case(word));
        known.cloned().unwrap_or_else(|| Self::Other(word.into()))
    }

    /// Returns whether it is about fetching the policy and not about a mail server. It alone does not cause refused
    /// mail.
    #[must_use]
    pub const fn is_policy_fetch(&self) -> bool {
        matches!(self, Self::StsPolicyFetchError | Self::StsPolicyInvalid | Self::StsWebpkiInvalid)
    }

    /// Returns whether it is about DANE (RFC 8460 §4.3.2.1).
    #[must_use]
    pub const fn is_dane(&self) -> bool {
        matches!(self, Self::TlsaInvalid | Self::DnssecInvalid | Self::DaneRequired)
    }
}

impl Serialize for ResultType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_spaces_around_a_type_do_not_matter() {
        assert_eq!(ResultType::from_word(" Certificate-Expired "), ResultType::CertificateExpired);
        assert_eq!(ResultType::from_word("Testing"), ResultType::Other("Testing".into()));
        assert_eq!(ResultType::from_word(" "), ResultType::Missing);
    }
}
