//! Bytes as received, in base64 in JSON.

use base64::{Engine, engine::general_purpose::STANDARD};
use lean::{Unreadable, Value, derive_support::expect_text};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Octets from the network, unchanged and not necessarily text.
///
/// In JSON they are base64 (RFC 4648 §4), so that every octet survives.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RawBytes(pub Vec<u8>);

impl From<&[u8]> for RawBytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<&str> for RawBytes {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl AsRef<[u8]> for RawBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Serialize for RawBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for RawBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map(Self).map_err(D::Error::custom)
    }
}

impl lean::Read for RawBytes {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let expected = "bytes in base64";
        let octets = STANDARD.decode(expect_text(value, expected)?);
        octets.map(Self).map_err(|_| Unreadable::new(expected, value))
    }
}
