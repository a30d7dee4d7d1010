//! The IANA special-purpose address registries (RFC 6890, RFC 8190), for IPv4 and IPv6 as of 2025.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

/// Returns the registry entry that an address belongs to.
pub(crate) fn registry_entry(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => V4.iter().find(|(net, _)| net.contains(&address)).map(|(_, name)| *name),
        IpAddr::V6(address) => refused_v6(address),
    }
}

/// Returns the first address of the address's registry entry. Clients see it in place of a non-public address, so they
/// learn its kind only.
#[must_use]
pub(crate) fn first_in_registry_entry(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(v4) => V4.iter().find(|(net, _)| net.contains(&v4)).map_or(address, |(net, _)| net.network().into()),
        IpAddr::V6(v6) => V6.iter().find(|(net, _)| net.contains(&v6)).map_or(address, |(net, _)| net.network().into()),
    }
}

/// Only 2000::/3 is global unicast (RFC 4291 §2.4, IANA IPv6 address space). The table names the common exceptions.
fn refused_v6(address: Ipv6Addr) -> Option<&'static str> {
    let named = V6.iter().find(|(net, _)| net.contains(&address)).map(|(_, name)| *name);
    named.or_else(|| (!GLOBAL_UNICAST.contains(&address)).then_some("not global unicast"))
}

const GLOBAL_UNICAST: Ipv6Net = v6([0x2000, 0, 0], 3);

const V4: &[(Ipv4Net, &str)] = &[
    (v4(0, 0, 0, 0, 8), "this network (RFC 791 §3.2)"),
    (v4(10, 0, 0, 0, 8), "private use (RFC 1918)"),
    (v4(100, 64, 0, 0, 10), "shared address space (RFC 6598)"),
    (v4(127, 0, 0, 0, 8), "loopback (RFC 1122 §3.2.1.3)"),
    (v4(169, 254, 0, 0, 16), "link local (RFC 3927)"),
    (v4(172, 16, 0, 0, 12), "private use (RFC 1918)"),
    (v4(192, 0, 0, 0, 24), "IETF protocol assignments (RFC 6890 §2.1)"),
    (v4(192, 0, 2, 0, 24), "documentation, TEST-NET-1 (RFC 5737)"),
    (v4(192, 31, 196, 0, 24), "AS112-v4 (RFC 7535)"),
    (v4(192, 52, 193, 0, 24), "AMT (RFC 7450)"),
    (v4(192, 88, 99, 0, 24), "6to4 relay anycast, deprecated (RFC 7526)"),
    (v4(192, 168, 0, 0, 16), "private use (RFC 1918)"),
    (v4(192, 175, 48, 0, 24), "direct delegation AS112 (RFC 7534)"),
    (v4(198, 18, 0, 0, 15), "benchmarking (RFC 2544)"),
    (v4(198, 51, 100, 0, 24), "documentation, TEST-NET-2 (RFC 5737)"),
    (v4(203, 0, 113, 0, 24), "documentation, TEST-NET-3 (RFC 5737)"),
    (v4(224, 0, 0, 0, 4), "multicast (RFC 5771)"),
    (v4(255, 255, 255, 255, 32), "limited broadcast (RFC 919)"),
    (v4(240, 0, 0, 0, 4), "reserved (RFC 1112 §4)"),
];

const V6: &[(Ipv6Net, &str)] = &[
    (v6([0, 0, 0], 128), "unspecified (RFC 4291 §2.5.2)"),
    (loopback(), "loopback (RFC 4291 §2.5.3)"),
    (mapped(), "IPv4-mapped (RFC 4291 §2.5.5.2)"),
    (v6([0, 0, 0], 96), "IPv4-compatible, deprecated (RFC 4291 §2.5.5.1)"),
    (v6([0x64, 0xff9b, 0], 96), "IPv4-IPv6 translation (RFC 6052)"),
    (v6([0x64, 0xff9b, 1], 48), "IPv4-IPv6 translation (RFC 8215)"),
    (v6([0x100, 0, 0], 64), "discard only (RFC 6666)"),
    (v6([0x2001, 0, 0], 32), "Teredo (RFC 4380)"),
    (v6([0x2001, 2, 0], 48), "benchmarking (RFC 5180)"),
    (v6([0x2001, 0x10, 0], 28), "ORCHID, deprecated (RFC 4843)"),
    (v6([0x2001, 0x20, 0], 28), "ORCHIDv2 (RFC 7343)"),
    (v6([0x2001, 0, 0], 23), "IETF protocol assignments (RFC 2928)"),
    (v6([0x2001, 0xdb8, 0], 32), "documentation (RFC 3849)"),
    (v6([0x2002, 0, 0], 16), "6to4 (RFC 3056)"),
    (v6([0x2620, 0x4f, 0x8000], 48), "direct delegation AS112 (RFC 7534)"),
    (v6([0x3fff, 0, 0], 20), "documentation (RFC 9637)"),
    (v6([0x5f00, 0, 0], 16), "segment routing SIDs (RFC 9602)"),
    (v6([0xfc00, 0, 0], 7), "unique local (RFC 4193)"),
    (v6([0xfe80, 0, 0], 10), "link local (RFC 4291 §2.5.6)"),
    (v6([0xfec0, 0, 0], 10), "site local, deprecated (RFC 3879)"),
    (v6([0xff00, 0, 0], 8), "multicast (RFC 4291 §2.7)"),
];

const fn v4(a: u8, b: u8, c: u8, d: u8, length: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), length)
}

const fn v6(head: [u16; 3], length: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(head[0], head[1], head[2], 0, 0, 0, 0, 0), length)
}

const fn loopback() -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::LOCALHOST, 128)
}

const fn mapped() -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0, 0), 96)
}
