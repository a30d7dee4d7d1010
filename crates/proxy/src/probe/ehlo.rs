//! The client's introduction: EHLO and HELO (RFC 5321 §4.1.1.1).

use std::net::{IpAddr, SocketAddr};

use rustls_pki_types::DnsName;

use crate::settings_error::SettingsError;

/// Name for EHLO, or else the connection's local address.
#[derive(Clone, Debug)]
pub(super) struct Ehlo(Option<String>);

impl Ehlo {
    /// Uses this name, or the address as a literal if there is none. A guessed name, such as `localhost` or that of
    /// somebody's laptop, would often be refused by mail servers or be private.
    pub(super) fn new(name: Option<&str>) -> Result<Self, SettingsError> {
        match name {
            Some(name) if !is_usable(name) => Err(SettingsError::EhloName(name.into())),
            name => Ok(Self(name.map(Into::into))),
        }
    }

    /// Returns the commands for a connection with this local address.
    pub(super) fn commands(&self, here: Option<SocketAddr>) -> EhloCommands {
        let literal = || literal(here.map_or(IpAddr::from([127, 0, 0, 1]), |here| here.ip()));
        let name = self.0.clone().unwrap_or_else(literal);
        EhloCommands { ehlo: format!("EHLO {name}"), helo: format!("HELO {name}") }
    }
}

/// Commands by which a client introduces itself (RFC 5321 §4.1.1.1).
pub(super) struct EhloCommands {
    pub ehlo: String,
    /// For a server that does not know EHLO (RFC 5321 §3.2).
    pub helo: String,
}

fn is_usable(name: &str) -> bool {
    let address = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match address {
        Some(address) => address.strip_prefix("IPv6:").unwrap_or(address).parse::<IpAddr>().is_ok(),
        None => DnsName::try_from(name).is_ok(),
    }
}

/// Returns an address literal (RFC 5321 §4.1.3).
fn literal(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => format!("[{address}]"),
        IpAddr::V6(address) => format!("[IPv6:{address}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(name: Option<&str>, here: &str) -> String {
        Ehlo::new(name).unwrap().commands(Some(here.parse().unwrap())).ehlo
    }

    #[test]
    fn without_a_name_the_address_is_sent() {
        assert_eq!(command(None, "192.0.2.1:4000"), "EHLO [192.0.2.1]");
        assert_eq!(command(None, "[2001:db8::1]:4000"), "EHLO [IPv6:2001:db8::1]");
        assert_eq!(command(Some("probe.example.com"), "192.0.2.1:4000"), "EHLO probe.example.com");
    }

    #[test]
    fn only_a_name_or_an_address_can_be_sent() {
        for name in ["probe.example.com", "[192.0.2.1]", "[IPv6:2001:db8::1]"] {
            assert!(Ehlo::new(Some(name)).is_ok(), "{name}");
        }
        for name in ["", "192.0.2.1", "[probe]", "a b", "a\r\nMAIL FROM:<>", "a..b"] {
            assert!(Ehlo::new(Some(name)).is_err(), "{name}");
        }
    }
}
