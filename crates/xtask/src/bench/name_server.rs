//! Name server on the loopback, and the addresses of its names.

use std::{
    net::{Ipv4Addr, SocketAddr, UdpSocket},
    thread,
};

use anyhow::Result;

/// Number of policy domains of honest visitors, `honest0.test` and so on.
pub const HONEST: usize = 32;

/// Number of hosts that accept connections and stay silent, `slow0.test` and so on.
pub const SLOW: usize = 256;

/// Number of domains with four mail server addresses that send the longest replies that are read, `bomb0.test` and so
/// on.
pub const BOMBS: usize = 24;

/// Number of domains whose policy hosts send the largest answers that are read, over TLS: `large0.test` and so on.
pub const LARGE: usize = 24;

/// Address of all names that begin with `victim`.
pub const VICTIM: Ipv4Addr = Ipv4Addr::new(127, 9, 9, 9);

/// Returns the address of an honest policy host. Each is in its own network.
pub const fn honest_address(number: usize) -> Ipv4Addr {
    Ipv4Addr::new(127, 7, number as u8, 1)
}

/// Returns the address of a silent host. Sixteen share a network.
pub const fn slow_address(number: usize) -> Ipv4Addr {
    Ipv4Addr::new(127, 8, (number / 16) as u8, (number % 16) as u8 + 1)
}

/// Returns the address of a policy host with large answers. Each is in its own network.
pub const fn large_address(number: usize) -> Ipv4Addr {
    Ipv4Addr::new(127, 5, number as u8, 1)
}

/// Returns the addresses of a mail server with long replies.
pub fn bomb_addresses(number: usize) -> [Ipv4Addr; 4] {
    [1, 2, 3, 4].map(|last| Ipv4Addr::new(127, 6, number as u8, last))
}

/// Starts the name server. Domains have no MX record, so each is its own mail server (RFC 5321 §5.1).
pub fn serve() -> Result<SocketAddr> {
    let socket = UdpSocket::bind("127.0.0.1:0")?;
    let address = socket.local_addr()?;
    thread::spawn(move || {
        let mut query = [0; 1500];
        while let Ok((length, from)) = socket.recv_from(&mut query) {
            if let Some(response) = response(&query[..length]) {
                let _ = socket.send_to(&response, from);
            }
        }
    });
    Ok(address)
}

/// Returns the addresses of a name: those of its label that ends in a number, or else 127.0.0.1.
fn addresses(labels: &[String]) -> Vec<Ipv4Addr> {
    let numbered = labels.iter().find_map(|label| {
        let word = label.trim_end_matches(|character: char| character.is_ascii_digit());
        let number: usize = label[word.len()..].parse().ok()?;
        match word {
            "honest" if number < HONEST => Some(vec![honest_address(number)]),
            "slow" if number < SLOW => Some(vec![slow_address(number)]),
            "bomb" if number < BOMBS => Some(bomb_addresses(number).to_vec()),
            "large" if number < LARGE => Some(vec![large_address(number)]),
            "victim" => Some(vec![VICTIM]),
            _ => None,
        }
    });
    numbered.unwrap_or_else(|| vec![Ipv4Addr::LOCALHOST])
}

/// Returns the response to one question (RFC 1035 §4.1).
fn response(query: &[u8]) -> Option<Vec<u8>> {
    let (mut end, mut labels) = (12, Vec::new());
    while *query.get(end)? > 0 {
        let next = end + 1 + usize::from(query[end]);
        labels.push(String::from_utf8_lossy(query.get(end + 1..next)?).to_ascii_lowercase());
        end = next;
    }
    let question = query.get(12..end + 5)?;
    let is_for_address = question.get(question.len() - 4..question.len() - 2)? == [0, 1];
    let found = if is_for_address { addresses(&labels) } else { Vec::new() };
    let mut response = [&query[..2], &[0x81, 0x80, 0, 1, 0, found.len() as u8, 0, 0, 0, 0], question].concat();
    for address in found {
        response.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4]);
        response.extend(address.octets());
    }
    Some(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_answered_and_other_types_are_empty() {
        let query = |kind| [&[7, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, b'a', 0, 0][..], &[kind, 0, 1]].concat();
        assert!(response(&query(1)).unwrap().ends_with(&[127, 0, 0, 1]));
        assert_eq!(response(&query(28)).unwrap()[..12], [7, 7, 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0]);
        assert_eq!(response(&[0; 12]), None);
    }

    #[test]
    fn names_lead_to_the_host_of_their_number() {
        let of = |name: &str| addresses(&name.split('.').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(of("mta-sts.honest7.test"), [Ipv4Addr::new(127, 7, 7, 1)]);
        assert_eq!(of("slow255.test"), [Ipv4Addr::new(127, 8, 15, 16)]);
        assert_eq!(of("bomb3.test").len(), 4);
        assert_eq!(of("www.large3.test"), [Ipv4Addr::new(127, 5, 3, 1)]);
        assert_eq!(of("www.victim99999.test"), [VICTIM]);
        assert_eq!(of("mta-sts.d63.bench.test"), [Ipv4Addr::LOCALHOST]);
    }
}
