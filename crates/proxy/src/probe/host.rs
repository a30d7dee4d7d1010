//! The name of an MX host.

use std::{fmt, str::FromStr};

use rustls_pki_types::DnsName;

/// Name of an MX host: lower case, without the final dot. Unlike a policy domain it may contain underscores, since some
/// do.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MxHost(String);

/// Error for text that is not a host name: an address, for example, or more than a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl MxHost {
    /// Returns the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MxHost {
    type Err = Malformed;

    /// Parses a name in ASCII, ignoring case and a final dot.
    fn from_str(name: &str) -> Result<Self, Malformed> {
        let name = name.strip_suffix('.').unwrap_or(name);
        let is_whole = !name.ends_with('.');
        DnsName::try_from(name)
            .ok()
            .filter(|_| is_whole)
            .map(|name| Self(name.as_ref().to_ascii_lowercase()))
            .ok_or(Malformed)
    }
}

impl fmt::Display for MxHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a valid ASCII host name")
    }
}

impl std::error::Error for Malformed {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_names_are_distinguished_from_other_text() {
        let good = [
            ("mx1.example.com", "mx1.example.com"),
            ("MX1.Example.COM.", "mx1.example.com"),
            ("mx_1.example.com", "mx_1.example.com"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("localhost", "localhost"),
        ];
        for (typed, name) in good {
            assert_eq!(typed.parse::<MxHost>().unwrap().as_str(), name);
        }
        let long = format!("{}com", "abcdefg.".repeat(32));
        let bad = [
            "",
            ".",
            "..",
            "a..b",
            "a.example..",
            ".a.example",
            "192.0.2.1",
            "192.0.2.1.",
            "[192.0.2.1]",
            "::1",
            "2130706433",
            "mx.example:25",
            "user@mx.example",
            "mx.example/x",
            "-a.example",
            "a-.example",
            "bücher.example",
            "a b.example",
            "a\0.example",
            "a\r\n.example",
            &long,
        ];
        for typed in bad {
            assert_eq!(typed.parse::<MxHost>(), Err(Malformed), "{typed:?}");
        }
    }
}
