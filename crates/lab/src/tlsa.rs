//! TLSA records for a mail server of the lab. Its certificate is created when the lab starts, so a world states
//! `"@mx1.example.test"` in place of the digest (RFC 6698 §2.1.4).

use std::collections::BTreeMap;

use checker::world::{RecordText, World};
use sha2::{Digest, Sha256, Sha512};

use crate::authority::PresentedChain;

/// The certificate chains that mail servers present, by host.
pub(crate) type PresentedChains = BTreeMap<String, PresentedChain>;

/// Returns the worlds with digests of the certificates that were created for them. A record for a server without a
/// certificate stays as it is.
pub(crate) fn with_certificates(worlds: &[World], presented_chains: &PresentedChains) -> Vec<World> {
    let mut worlds = worlds.to_vec();
    for record in worlds.iter_mut().flat_map(|world| world.dns.values_mut()).flat_map(|entry| &mut entry.rrs) {
        let RecordText::Tlsa(_, selector, matching, data) = record else { continue };
        let presented = data.strip_prefix('@').and_then(|host| presented_chains.get(host));
        if let Some(presented) = presented {
            *data = association_data(presented, *selector, *matching);
        }
    }
    worlds
}

fn association_data(presented: &PresentedChain, selector: u8, matching: u8) -> String {
    let octets = if selector == 0 { presented.certificate.as_ref() } else { presented.key.as_slice() };
    match matching {
        1 => hexadecimal(&Sha256::digest(octets)),
        2 => hexadecimal(&Sha512::digest(octets)),
        _ => hexadecimal(octets),
    }
}

fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
