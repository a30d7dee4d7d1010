//! Why a handshake was not completed, from what rustls says.

use std::io::{self, ErrorKind};

use proxy_api::TlsFailure;
use rustls::{AlertDescription, Error, PeerIncompatible};

/// The failure behind an error of the handshake.
pub(super) fn failure(error: &io::Error) -> TlsFailure {
    let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
    match (tls, error.kind()) {
        (Some(Error::AlertReceived(AlertDescription::ProtocolVersion)), _) => TlsFailure::Version,
        (Some(Error::AlertReceived(alert)), _) => TlsFailure::Alert(alert_name(*alert)),
        (Some(Error::PeerIncompatible(reason)), _) if is_old(reason) => TlsFailure::Version,
        (Some(other), _) => TlsFailure::NotTls(other.to_string()),
        (
            None,
            ErrorKind::UnexpectedEof
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe,
        ) => TlsFailure::Closed,
        (None, _) => TlsFailure::NotTls(error.to_string()),
    }
}

/// A server that answers with an old version instead of refusing.
const fn is_old(reason: &PeerIncompatible) -> bool {
    matches!(
        reason,
        PeerIncompatible::ServerDoesNotSupportTls12Or13 | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig
    )
}

/// The name of an alert as in RFC 8446 §6 and the IANA registry; its number where it has none.
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
