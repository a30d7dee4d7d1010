//! One resolver, over any transport.

use std::{fmt, net::SocketAddr};

use evidence::{DnsQuestion, Unobserved};
use rustls_pki_types::CertificateDer;

use super::{Exchange, datagram, https::Endpoint, socket_address};
use crate::settings_error::SettingsError;

#[derive(Debug)]
pub(super) enum Server {
    /// DNS over UDP, and over TCP where the answer is truncated.
    Plain(SocketAddr),
    /// DNS over HTTPS.
    Https(Box<Endpoint>),
}

impl Server {
    pub(super) fn new(setting: &str, roots: &[CertificateDer<'static>]) -> Result<Self, SettingsError> {
        if setting.contains("://") {
            return Endpoint::new(setting, roots).map(|endpoint| Self::Https(Box::new(endpoint)));
        }
        socket_address(setting).map(Self::Plain).ok_or_else(|| SettingsError::Resolver {
            setting: setting.into(),
            why: "neither an IP address nor a URL".into(),
        })
    }

    pub(super) async fn exchange(&self, question: &DnsQuestion) -> Result<Exchange, Unobserved> {
        match self {
            Self::Plain(address) => datagram::exchange(*address, question).await,
            Self::Https(endpoint) => endpoint.exchange(question).await,
        }
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(address) => address.fmt(f),
            Self::Https(endpoint) => endpoint.fmt(f),
        }
    }
}
