//! Patches: records and policy files to copy. They are never translated.

/// A text to publish. It is copied as it is, never translated, and checked by our own parser before it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// The place where it is published.
    pub target: Target,
    /// The text to add or to publish there.
    pub text: String,
    /// The whole file including `text`, if `text` is an addition.
    pub whole: Option<String>,
}

impl Patch {
    /// Returns the name of the record; empty for the policy file.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.target {
            Target::Txt { name } | Target::Tlsa { name } | Target::Cname { name } => name,
            Target::PolicyFile | Target::PolicyLines => "",
        }
    }

    /// Returns the record as a line of a zone file (RFC 1035 §5.1), with the zone's own TTL. Returns `None` for the
    /// policy file. A TXT record is split into strings of at most 255 octets (RFC 1035 §3.3.14).
    #[must_use]
    pub fn zone_line(&self) -> Option<String> {
        let (kind, data) = match &self.target {
            Target::Txt { .. } => ("TXT", character_strings(&self.text)),
            Target::Tlsa { .. } => ("TLSA", self.text.clone()),
            Target::Cname { .. } => ("CNAME", [self.text.trim_end_matches('.'), "."].concat()),
            Target::PolicyFile | Target::PolicyLines => return None,
        };
        Some(format!("{}. IN {kind} {data}", self.name().trim_end_matches('.')))
    }
}

/// Maximum length of a character-string, in octets.
const STRING_LIMIT: usize = 255;

/// Returns a text as quoted character-strings of at most 255 octets (RFC 1035 §3.3.14, §5.1), separated by blanks.
#[must_use]
pub fn character_strings(value: &str) -> String {
    let mut strings = vec![String::new()];
    let mut octets = 0;
    for c in value.chars() {
        if octets + c.len_utf8() > STRING_LIMIT {
            strings.push(String::new());
            octets = 0;
        }
        octets += c.len_utf8();
        let string = strings.last_mut().expect("there is at least one");
        if matches!(c, '"' | '\\') {
            string.push('\\');
        }
        string.push(c);
    }
    let quoted: Vec<String> = strings.into_iter().map(|string| format!("\"{string}\"")).collect();
    quoted.join(" ")
}

/// The change that gives an STS record a new `id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextRecord {
    /// This record replaces the one that is published.
    Own(Patch),
    /// A CNAME record delegates the name to an operator, who changes the record there. A TXT record cannot coexist with
    /// a CNAME record (RFC 1034 §3.6.2).
    Delegated {
        /// The name where the record is published.
        target: String,
        /// The operator of that name, if its suffix reveals it.
        operator: Option<&'static str>,
    },
}

impl NextRecord {
    /// Returns the record to publish, or `None` if an operator publishes it.
    #[must_use]
    pub const fn patch(&self) -> Option<&Patch> {
        match self {
            Self::Own(patch) => Some(patch),
            Self::Delegated { .. } => None,
        }
    }
}

/// The place where a patch is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A TXT record at this name, in place of what is there.
    Txt {
        /// The name.
        name: String,
    },
    /// A TLSA record at this name, in addition to or in place of what is there. Its data is in presentation format
    /// (RFC 6698 §2.2).
    Tlsa {
        /// The name.
        name: String,
    },
    /// A CNAME record at this name, in place of what is there. The text is its target.
    Cname {
        /// The name.
        name: String,
    },
    /// The policy file, which the text replaces.
    PolicyFile,
    /// The policy file, to which the text adds lines.
    PolicyLines,
}

#[cfg(test)]
mod tests {
    use mta_sts::presentation_format::{self, Content, Kind};

    use super::*;

    fn txt(text: &str) -> Patch {
        Patch { target: Target::Txt { name: "_mta-sts.example.com".into() }, text: text.into(), whole: None }
    }

    #[test]
    fn a_line_of_a_zone_holds_the_same_record() {
        let long = format!("v=STSv1; id=20260101000000Z; x={}", "y\"\\z".repeat(120));
        for value in ["v=STSv1; id=20260101000000Z;", long.as_str()] {
            let line = txt(value).zone_line().expect("it is a record");
            let Content::Records(records) = presentation_format::read(line.as_bytes(), Kind::Sts).content else {
                panic!("{line}")
            };
            assert_eq!(records.len(), 1, "{line}");
            assert_eq!(String::from_utf8_lossy(records[0].text.octets()), value, "{line}");
        }
    }

    #[test]
    fn every_kind_of_record_has_a_line_and_a_file_has_none() {
        let line = |target, text: &str| Patch { target, text: text.into(), whole: None }.zone_line();
        let cname = Target::Cname { name: "mta-sts.example.com".into() };
        assert_eq!(line(cname, "host.example.net").as_deref(), Some("mta-sts.example.com. IN CNAME host.example.net."));
        let tlsa = Target::Tlsa { name: "_25._tcp.mx.example.com".into() };
        assert_eq!(line(tlsa, "3 1 1 ab").as_deref(), Some("_25._tcp.mx.example.com. IN TLSA 3 1 1 ab"));
        assert_eq!(line(Target::PolicyFile, "version: STSv1"), None);
    }
}
