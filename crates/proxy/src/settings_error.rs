//! Errors in settings, with texts for the operator.

use std::fmt;

/// Setting that cannot be used. Its text is for the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsError {
    /// Not a resolver.
    Resolver {
        /// The setting.
        setting: String,
        /// What is wrong with it.
        why: String,
    },
    /// The system's resolvers cannot be determined.
    System(String),
    /// A root certificate cannot be read.
    Root(String),
    /// Not an origin.
    Origin(String),
    /// Not usable in a User-Agent.
    Contact(String),
    /// Not a store's URL. The reason omits the URL, which may contain a password.
    SharedLimits(String),
    /// Not a domain that can be refused.
    RefusedTarget(String),
    /// Not usable in EHLO.
    EhloName(String),
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Resolver { setting, why } => write!(f, "{setting:?} is not a resolver: {why}"),
            Self::System(why) => write!(f, "the system's resolvers are not known ({why}); name one with --resolver"),
            Self::Root(why) => write!(f, "a root certificate cannot be read: {why}"),
            Self::SharedLimits(why) => {
                write!(
                    f,
                    "the shared limits need an address such as redis://127.0.0.1 or rediss://store.example.org: {why}"
                )
            }
            Self::Origin(origin) => write!(f, "{origin:?} is not an origin such as https://example.org"),
            Self::EhloName(name) => {
                write!(f, "{name:?} is neither a host name nor an address literal such as [192.0.2.1]")
            }
            Self::RefusedTarget(target) => {
                write!(f, "cannot refuse {target:?}: not an ASCII domain name such as example.org")
            }
            Self::Contact(contact) => write!(f, "{contact:?} cannot be used in a User-Agent"),
        }
    }
}

impl std::error::Error for SettingsError {}
