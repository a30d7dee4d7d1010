//! Rate limits towards other people's hosts, for checks of many domains on several machines. A server refuses requests
//! that exceed them; these checks wait.

use std::sync::Arc;

use evidence::{MailProbe, PolicyFetch};
use mta_sts::Domain;
use tokio::time::sleep;

use crate::{
    fetch::Fetcher,
    limits::{rate_limiter::RateLimiter, targets::TargetLimiter},
    probe::{MxHost, MxLookup, NotAnMxHost, Prober, failed_lookup},
    settings::Settings,
    settings_error::SettingsError,
    shared_store,
};

/// Rate limits that all processes with the same store share.
#[derive(Clone, Debug)]
pub struct PacedTargets(Arc<TargetLimiter>);

impl Settings {
    /// Creates the limits from `target_rate`, shared through `shared_limits` if that is set. Needs a Tokio runtime.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] if the store cannot be used.
    pub fn paced_targets(&self) -> Result<PacedTargets, SettingsError> {
        let (url, roots) = (self.shared_limits.as_deref(), &self.shared_limits_roots);
        let connect = |url| shared_store::connect(url, roots.clone(), &self.listener_config.metrics);
        let limits = url.map(connect).transpose()?.map(|(limits, _)| limits);
        let rates = Arc::new(RateLimiter::new(limits));
        Ok(PacedTargets(Arc::new(TargetLimiter::new(self.target_rate, rates))))
    }
}

impl PacedTargets {
    /// Fetches the policy of a domain after waiting for its turn.
    pub async fn fetch_policy(&self, fetcher: &Fetcher, domain: &Domain) -> PolicyFetch {
        let addresses = fetcher.addresses(domain).await;
        sleep(self.0.reserve(&format!("policy/{domain}"), &domain.policy_host(), &addresses).await).await;
        fetcher.fetch_policy_prepaid(domain, self.0.clone()).await
    }

    /// Probes an MX host of a domain after waiting for its turn.
    ///
    /// # Errors
    ///
    /// [`NotAnMxHost`] as for [`Prober::probe_mx_host`].
    pub async fn probe_mx_host(
        &self,
        prober: &Prober,
        domain: &Domain,
        host: &MxHost,
    ) -> Result<MailProbe, NotAnMxHost> {
        let target = match prober.look_up(domain, host).await {
            MxLookup::Listed(target) => target,
            MxLookup::NotListed => return Err(NotAnMxHost),
            MxLookup::Failed { detail } => return Ok(failed_lookup(host, detail)),
        };
        let addresses = prober.addresses(&target).await;
        sleep(self.0.reserve(&format!("mx/{}", target.key()), host.as_str(), &addresses).await).await;
        Ok(prober.probe_prepaid(&target, self.0.clone()).await)
    }
}
