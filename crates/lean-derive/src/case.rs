//! Name cases of `rename_all`, for variants.

use syn::{Error, LitStr, Result};

/// Case of variant names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    Kebab,
    Lower,
    Upper,
}

impl Case {
    /// Parses serde's name of a case.
    pub fn read(text: &LitStr) -> Result<Self> {
        match text.value().as_str() {
            "kebab-case" => Ok(Self::Kebab),
            "lowercase" => Ok(Self::Lower),
            "UPPERCASE" => Ok(Self::Upper),
            _ => Err(Error::new(text.span(), "lean::Read knows kebab-case, lowercase and UPPERCASE")),
        }
    }

    /// Converts a variant's name from `CamelCase` to this case.
    pub fn apply(self, variant: &str) -> String {
        match self {
            Self::Kebab => kebab(variant),
            Self::Lower => variant.to_ascii_lowercase(),
            Self::Upper => variant.to_ascii_uppercase(),
        }
    }
}

fn kebab(variant: &str) -> String {
    let mut name = String::new();
    for letter in variant.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_written_as_serde_writes_them() {
        for (variant, kebab, lower, upper) in [
            ("Ok", "ok", "ok", "OK"),
            ("NoSuchHost", "no-such-host", "nosuchhost", "NOSUCHHOST"),
            ("Tls13", "tls13", "tls13", "TLS13"),
            ("EhloInTLS", "ehlo-in-t-l-s", "ehlointls", "EHLOINTLS"),
        ] {
            assert_eq!(Case::Kebab.apply(variant), kebab);
            assert_eq!(Case::Lower.apply(variant), lower);
            assert_eq!(Case::Upper.apply(variant), upper);
        }
    }
}
