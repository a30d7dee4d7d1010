//! Limits on responses under way, per client and per group of clients.
//!
//! Each open response costs memory until its last byte is sent. A direct client has few connections, but a reverse proxy
//! brings those of all its visitors.

use std::net::IpAddr;

use crate::{
    limits::{
        clients::{ClientPermit, ConcurrencyLimiter, client_group},
        fair_share::{FairShare, Slot},
    },
    refusal::Refusal,
};

/// Maximum responses under way to one client; networks of clients have a multiple.
const MAX_PER_CLIENT: usize = 128;

/// Limiter of responses under way. Those to this machine are not limited.
#[derive(Clone, Debug)]
pub(crate) struct ResponseLimiter {
    clients: ConcurrencyLimiter,
    slots: FairShare,
}

/// Permit for one response. Dropping it frees the client's slot.
#[derive(Debug)]
pub(crate) struct ResponsePermit {
    _client: ClientPermit,
    _slot: Slot,
}

impl ResponseLimiter {
    /// Creates a limiter that allows `max` responses at once.
    pub(crate) fn new(max: usize) -> Self {
        Self { clients: ConcurrencyLimiter::new(MAX_PER_CLIENT), slots: FairShare::new(max) }
    }

    /// Acquires a permit for a response to this client; `None` for this machine.
    ///
    /// # Errors
    ///
    /// [`Refusal`] if the client, a network around it, or all clients have too many responses under way.
    pub(crate) fn acquire(&self, client: IpAddr) -> Result<Option<ResponsePermit>, Refusal> {
        if client.to_canonical().is_loopback() {
            return Ok(None);
        }
        let client_permit = self.clients.acquire(client).ok_or(Refusal::ClientConcurrency)?;
        let slot = self.slots.acquire(client_group(client)).ok_or(Refusal::Sending)?;
        Ok(Some(ResponsePermit { _client: client_permit, _slot: slot }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acquired(limiter: &ResponseLimiter, client: [u8; 4], times: usize) -> Vec<Option<ResponsePermit>> {
        (0..times).filter_map(|_| limiter.acquire(client.into()).ok()).collect()
    }

    #[test]
    fn one_client_has_few_responses_and_this_machine_any_number() {
        let limiter = ResponseLimiter::new(1024);
        let held = acquired(&limiter, [192, 0, 2, 1], 500);
        assert_eq!(held.len(), MAX_PER_CLIENT);
        assert_eq!(limiter.acquire([192, 0, 2, 1].into()).unwrap_err(), Refusal::ClientConcurrency);
        assert_eq!(acquired(&limiter, [127, 0, 0, 1], 500).len(), 500);
        drop(held);
        assert_eq!(acquired(&limiter, [192, 0, 2, 1], 1).len(), 1);
    }

    #[test]
    fn many_clients_leave_responses_for_newcomers() {
        let limiter = ResponseLimiter::new(1024);
        let held: Vec<_> = (0..=255).flat_map(|host| acquired(&limiter, [192, 0, host % 32, host], 128)).collect();
        assert!(held.len() <= 1024 * 7 / 8 + 32, "{}", held.len());
        for network in 0..64 {
            assert!(limiter.acquire([203, 0, network, 1].into()).is_ok(), "{network}");
        }
    }
}
