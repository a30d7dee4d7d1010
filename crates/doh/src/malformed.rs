//! Errors about malformed names and DNS messages.

use std::fmt;

use domain::base::wire::ParseError;
use evidence::Unobserved;

/// A malformed name or message. Its English text goes into the evidence; no code depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// Not a valid domain name (RFC 1035 §3.1: labels of up to 63 octets, 255 in all).
    Name(String),
    /// The message ends early, or part of it violates the format.
    Message(String),
    /// A query where a response was expected.
    NotAResponse,
    /// A response, or an operation other than QUERY, where a query was expected.
    NotAQuery,
    /// The question section contains this number of questions instead of one.
    Questions(u16),
    /// The response contains a question other than the query's.
    OtherQuestion(String),
    /// A class other than IN.
    Class(String),
    /// A record type that neither checks nor set-ups query.
    Type(String),
    /// The TC bit is set: the response is truncated (RFC 1035 §4.1.1).
    Truncated,
    /// The CNAME records form a loop, or a longer chain than a resolver follows.
    AliasLoop,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(why) => write!(f, "not a domain name: {why}"),
            Self::Message(why) => write!(f, "not a DNS message: {why}"),
            Self::NotAResponse => f.write_str("received a query instead of a response"),
            Self::NotAQuery => f.write_str("not a standard query"),
            Self::Questions(count) => write!(f, "{count} questions instead of one"),
            Self::OtherQuestion(which) => write!(f, "the response answers another question: {which}"),
            Self::Class(class) => write!(f, "class {class} instead of IN"),
            Self::Type(kind) => write!(f, "record type {kind} is not one that checks use"),
            Self::Truncated => f.write_str("the response is truncated"),
            Self::AliasLoop => f.write_str("the CNAME records form a loop or a chain that is too long"),
        }
    }
}

impl std::error::Error for Malformed {}

impl From<ParseError> for Malformed {
    fn from(error: ParseError) -> Self {
        Self::Message(error.to_string())
    }
}

impl From<Malformed> for Unobserved {
    fn from(malformed: Malformed) -> Self {
        Self::Malformed { detail: malformed.to_string() }
    }
}
