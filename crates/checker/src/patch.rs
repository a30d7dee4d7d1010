//! What to publish: records and policy files, for copying, never translated.

/// A text to publish: for copying, never translated, and checked by our own parser before it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Where it goes.
    pub target: Target,
    /// What to add or to put there.
    pub text: String,
    /// The whole file with `text` in it, where `text` is an addition.
    pub whole: Option<String>,
}

impl Patch {
    /// The name of the record that it is; the policy file has none.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.target {
            Target::Txt { name } | Target::Tlsa { name } | Target::Cname { name } => name,
            Target::PolicyFile | Target::PolicyLines => "",
        }
    }
}

/// How an STS record gets another `id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextRecord {
    /// This one is published in place of what is there.
    Own(Patch),
    /// A CNAME record delegates the name to an operator, who changes the record there; a TXT record cannot coexist with a CNAME
    /// record (RFC 1034 §3.6.2).
    Delegated {
        /// Where the record is.
        target: String,
        /// Who runs that name, if its ending tells.
        operator: Option<&'static str>,
    },
}

impl NextRecord {
    /// The record to publish; `None` if an operator publishes it.
    #[must_use]
    pub const fn patch(&self) -> Option<&Patch> {
        match self {
            Self::Own(patch) => Some(patch),
            Self::Delegated { .. } => None,
        }
    }
}

/// Where a patch goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A TXT record at this name replaces what is there.
    Txt {
        /// The name.
        name: String,
    },
    /// A TLSA record at this name, its data in presentation format (RFC 6698 §2.2), beside or in place of what is there.
    Tlsa {
        /// The name.
        name: String,
    },
    /// A CNAME record at this name, in place of what is there; the text is its target.
    Cname {
        /// The name.
        name: String,
    },
    /// The policy file is replaced by the text.
    PolicyFile,
    /// Lines are added to the policy file.
    PolicyLines,
}
