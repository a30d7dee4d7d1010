//! A host of a world: its addresses, and the result of connecting to each.

use std::{
    collections::BTreeMap,
    io,
    net::{IpAddr, SocketAddr},
};

use checker::world::World;
use evidence::{DnsQuestion, RecordKind};
use tokio::task::JoinSet;

use crate::{Fault, documentation_networks, listener};

/// Documentation addresses and ports, with the loopback addresses that answer them.
pub(crate) type Table = BTreeMap<SocketAddr, SocketAddr>;

/// Returns the addresses of a host in its world. Addresses outside the documentation networks are skipped, because they
/// belong to real hosts.
pub(crate) fn host_addresses(world: &World, host: &str) -> Vec<IpAddr> {
    let nets = documentation_networks();
    let of = |kind| world.dns_answer(&DnsQuestion { name: evidence::canonical_name(host), kind });
    let found = [of(RecordKind::A), of(RecordKind::Aaaa)];
    let all = found.iter().flat_map(|answer| answer.addresses());
    all.filter(|address| nets.iter().any(|net| net.contains(address))).collect()
}

/// Adds an address with the result of connecting to it: `ok`, `timeout`, or anything else for a refusal.
pub(crate) async fn listen_at(
    table: &mut Table,
    address: SocketAddr,
    connect: &str,
    server: SocketAddr,
    servers: &mut JoinSet<()>,
) -> Result<(), Fault> {
    match target(connect, server, servers).await? {
        Some(target) if table.insert(address, target).is_some() => Err(Fault::Address(address)),
        _ => Ok(()),
    }
}

async fn target(connect: &str, server: SocketAddr, servers: &mut JoinSet<()>) -> io::Result<Option<SocketAddr>> {
    match connect {
        "ok" => Ok(Some(server)),
        "timeout" => listener::bind_silent_listener(servers).await.map(Some),
        _ => Ok(None),
    }
}
