//! The reasons why a lab cannot be started.

use std::{fmt, io, net::SocketAddr};

/// The reason why a lab cannot be started.
#[derive(Debug)]
pub enum Fault {
    /// The loopback does not allow listening.
    Network(io::Error),
    /// A certificate cannot be created.
    Certificate(rcgen::Error),
    /// A certificate cannot be served.
    Tls(rustls::Error),
    /// Two hosts claim the same address.
    Address(SocketAddr),
    /// HTTP does not allow a response.
    Http {
        /// The policy host.
        host: String,
        /// The error.
        why: String,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(error) => write!(f, "the lab cannot listen on the loopback: {error}"),
            Self::Certificate(error) => write!(f, "the lab cannot make a certificate: {error}"),
            Self::Tls(error) => write!(f, "the lab cannot serve a certificate: {error}"),
            Self::Address(address) => write!(f, "two hosts of the lab claim {address}"),
            Self::Http { host, why } => write!(f, "the lab cannot answer for {host}: {why}"),
        }
    }
}

impl std::error::Error for Fault {}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Network(error)
    }
}

impl From<rcgen::Error> for Fault {
    fn from(error: rcgen::Error) -> Self {
        Self::Certificate(error)
    }
}

impl From<rustls::Error> for Fault {
    fn from(error: rustls::Error) -> Self {
        Self::Tls(error)
    }
}
