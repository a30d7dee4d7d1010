//! Citations of RFC sections. A section that is not listed here does not compile.

use std::fmt;

/// A section of an RFC, an erratum, or a named document elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Citation {
    /// A section of an RFC.
    Rfc {
        /// Its number.
        number: u16,
        /// The section, such as `3.1`; an appendix by its letter.
        section: &'static str,
    },
    /// A reported erratum of an RFC.
    Erratum {
        /// Number of the RFC.
        rfc: u16,
        /// Number of the erratum.
        erratum: u16,
    },
    /// Documentation of a vendor or program.
    Document {
        /// Its title, as a reader would search for it.
        title: &'static str,
        /// Its URL.
        url: &'static str,
    },
}

/// The sections that rules cite, per RFC.
const SECTIONS: &[(u16, &[&str])] = &[
    (1035, &["2.3.4", "3.3.9", "5.1"]),
    (1918, &["3"]),
    (2181, &["10.3"]),
    (3207, &["4"]),
    (3986, &["2"]),
    (4035, &["3.2.3", "5.5"]),
    (4592, &["2.2"]),
    (5280, &["4.1.2.5"]),
    (5321, &["2.3.5", "3.1", "3.8", "4.1.1.1", "4.1.2", "4.5.4.1", "5.1"]),
    (5891, &["4"]),
    (6068, &["2"]),
    (6125, &["6.4.1"]),
    (6698, &["2.1", "4.1"]),
    (6797, &["1"]),
    (6840, &["5.8"]),
    (7405, &["2.1"]),
    (7505, &["3", "4.2"]),
    (7671, &["7", "8.1"]),
    (7672, &["1.3", "2.1.2", "2.2", "2.2.1", "2.2.2", "3.1", "3.1.1", "3.1.2", "3.1.3", "3.2.2"]),
    (8305, &["5"]),
    (8446, &["4.4.2"]),
    (8460, &["3", "4", "5.4"]),
    (
        8461,
        &[
            "1.1", "2", "3", "3.1", "3.2", "3.3", "3.4", "4", "4.1", "4.2", "5", "5.1", "6", "7.1", "7.2", "8.1",
            "8.2", "8.3", "8.4", "9.2", "9.3", "10.2", "10.3", "10.4", "B",
        ],
    ),
    (8484, &["4.2.1"]),
    (8689, &["2"]),
    (8914, &["4.7", "4.16", "4.23", "4.24"]),
    (8996, &["5"]),
    (9325, &["3.1.1"]),
    (9525, &["2", "6.3"]),
];

/// Returns a section of an RFC. In a constant, a section that rules may not cite fails to compile.
///
/// # Panics
///
/// Panics if the section is not listed in this file.
#[must_use]
pub const fn rfc(number: u16, section: &'static str) -> Citation {
    assert!(is_listed(number, section), "no such section among those that rules may cite; see rfc.rs");
    Citation::Rfc { number, section }
}

const fn is_listed(number: u16, section: &str) -> bool {
    let mut at = 0;
    while at < SECTIONS.len() {
        let (rfc, sections) = SECTIONS[at];
        let mut inner = 0;
        while rfc == number && inner < sections.len() {
            if same(sections[inner].as_bytes(), section.as_bytes()) {
                return true;
            }
            inner += 1;
        }
        at += 1;
    }
    false
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// Erratum 6253: lines of a policy may end with LF.
pub const ERRATUM_6253: Citation = Citation::Erratum { rfc: 8461, erratum: 6253 };
/// Erratum 6285: no blanks before the first semicolon of a record.
pub const ERRATUM_6285: Citation = Citation::Erratum { rfc: 8461, erratum: 6285 };
/// Erratum 7282: eight digits suffice for `max_age`.
pub const ERRATUM_7282: Citation = Citation::Erratum { rfc: 8461, erratum: 7282 };
/// Google's instructions for a policy.
pub const GOOGLE_POLICY: Citation = Citation::Document {
    title: "Google Workspace Admin Help: Create an MTA-STS policy",
    url: "https://knowledge.workspace.google.com/admin/gmail/advanced/create-an-mta-sts-policy",
};
/// Google's list of MX hosts.
pub const GOOGLE_MX: Citation = Citation::Document {
    title: "Google Workspace Admin Help: MX record values",
    url: "https://knowledge.workspace.google.com/admin/domains/set-up-mx-records",
};
/// Microsoft's instructions for MTA-STS.
pub const MICROSOFT_MTA_STS: Citation = Citation::Document {
    title: "Microsoft Learn: Enhancing mail flow with MTA-STS",
    url: "https://learn.microsoft.com/purview/enhancing-mail-flow-with-mta-sts",
};
/// Microsoft's instructions for DNSSEC and DANE, which introduce the deeper MX names.
pub const MICROSOFT_DANE: Citation = Citation::Document {
    title: "Microsoft Learn: How SMTP DANE works",
    url: "https://learn.microsoft.com/purview/how-smtp-dane-works",
};
/// Microsoft's limit for the TTL of MX records, as reported by a magazine. The message itself is for customers only.
pub const MICROSOFT_TTL: Citation = Citation::Document {
    title: "Petri: Microsoft 365 message MC346908, TTL of MX records",
    url: "https://petri.com/m365-changelog-mx-record-ttl-support-policy/",
};
/// The timeout of a common policy server for senders.
pub const POSTFIX_RESOLVER: Citation = Citation::Document {
    title: "postfix-mta-sts-resolver: default timeout of 4 s",
    url: "https://github.com/Snawoot/postfix-mta-sts-resolver",
};
/// Instructions to switch off bot challenges for one path.
pub const CLOUDFLARE_SKIP: Citation = Citation::Document {
    title: "Cloudflare docs: WAF skip rules",
    url: "https://developers.cloudflare.com/waf/custom-rules/skip/",
};

/// Returns whether a section is an appendix. Appendices have letters.
fn is_appendix(section: &str) -> bool {
    section.starts_with(|c: char| c.is_ascii_uppercase())
}

impl Citation {
    /// Returns the URL of the cited text.
    #[must_use]
    pub fn url(&self) -> String {
        match self {
            Self::Rfc { number, section } => {
                let kind = if is_appendix(section) { "appendix" } else { "section" };
                format!("https://www.rfc-editor.org/rfc/rfc{number}#{kind}-{section}")
            }
            Self::Erratum { erratum, .. } => format!("https://www.rfc-editor.org/errata/eid{erratum}"),
            Self::Document { url, .. } => (*url).to_owned(),
        }
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rfc { number, section } if is_appendix(section) => write!(f, "RFC {number} Appendix {section}"),
            Self::Rfc { number, section } => write!(f, "RFC {number} §{section}"),
            Self::Erratum { rfc, erratum } => write!(f, "RFC {rfc} erratum {erratum}"),
            Self::Document { title, .. } => f.write_str(title),
        }
    }
}
