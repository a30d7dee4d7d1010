//! Reasons for failed handshakes, from rustls's errors.

use std::io::{self, ErrorKind};

use evidence::TlsFailure;
use rustls::{AlertDescription, Error, PeerIncompatible};

/// Returns the failure behind an error of the handshake.
pub(super) fn from_io_error(error: &io::Error) -> TlsFailure {
    received_alert(error).unwrap_or_else(|| match (cause(error), error.kind()) {
        (Some(Error::PeerIncompatible(reason)), _) if is_old(reason) => TlsFailure::Version,
        (Some(other), _) => TlsFailure::NotTls(other.to_string()),
        (None, kind) if is_closed(kind) => TlsFailure::Closed,
        (None, _) => TlsFailure::NotTls(error.to_string()),
    })
}

/// Returns the alert behind an error of a TLS connection, if there was one.
pub(crate) fn received_alert(error: &io::Error) -> Option<TlsFailure> {
    match cause(error)? {
        Error::AlertReceived(AlertDescription::ProtocolVersion) => Some(TlsFailure::Version),
        Error::AlertReceived(alert) => Some(TlsFailure::Alert(alert_name(*alert))),
        _ => None,
    }
}

fn cause(error: &io::Error) -> Option<&Error> {
    error.get_ref().and_then(|inner| inner.downcast_ref())
}

const fn is_closed(kind: ErrorKind) -> bool {
    use ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    matches!(kind, UnexpectedEof | ConnectionReset | ConnectionAborted | BrokenPipe)
}

/// Returns whether the server answers with an old version instead of refusing.
const fn is_old(reason: &PeerIncompatible) -> bool {
    matches!(
        reason,
        PeerIncompatible::ServerDoesNotSupportTls12Or13 | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig
    )
}

/// Returns the name of an alert as in RFC 8446 §6 and the IANA registry, or its number if it has none.
fn alert_name(alert: AlertDescription) -> String {
    match alert {
        AlertDescription::UnknownCA => "unknown_ca".into(),
        AlertDescription::UnknownPSKIdentity => "unknown_psk_identity".into(),
        AlertDescription::UnrecognisedName => "unrecognized_name".into(),
        AlertDescription::EncryptedClientHelloRequired => "ech_required".into(),
        AlertDescription::Unknown(number) => number.to_string(),
        regular => snake_case(&format!("{regular:?}")),
    }
}

fn snake_case(camel: &str) -> String {
    camel.char_indices().fold(String::new(), |mut snake, (position, letter)| {
        if letter.is_uppercase() && position > 0 {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
        snake
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alerts_bear_their_registered_names() {
        let cases = [
            (AlertDescription::HandshakeFailure, "handshake_failure"),
            (AlertDescription::BadRecordMac, "bad_record_mac"),
            (AlertDescription::UnrecognisedName, "unrecognized_name"),
            (AlertDescription::UnknownCA, "unknown_ca"),
            (AlertDescription::InternalError, "internal_error"),
            (AlertDescription::NoApplicationProtocol, "no_application_protocol"),
            (AlertDescription::Unknown(200), "200"),
        ];
        for (alert, name) in cases {
            assert_eq!(alert_name(alert), name);
        }
    }
}
