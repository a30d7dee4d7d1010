//! Limits for the hosts of others, for checks of many domains on many machines. A server refuses what exceeds them; these checks wait.

use std::{sync::Arc, time::Duration};

use evidence::{MailProbe, PolicyFetch};
use mta_sts::Domain;
use tokio::time::sleep;

use crate::{
    fetch::Fetcher,
    probe::{MxHost, MxLookup, NotAnMxHost, Prober, unknown},
    rate_limiter::RateLimiter,
    settings::Settings,
    settings_error::SettingsError,
    shared_store,
    targets::TargetLimiter,
};

/// Time between two tries at least: others wait for the same host.
const LEAST: Duration = Duration::from_millis(50);

/// The limits, which all processes with the same store keep together.
#[derive(Clone, Debug)]
pub struct Politeness(Arc<TargetLimiter>);

impl Settings {
    /// The limits of `target_rate`, shared through `shared_limits` if it is set. It needs a Tokio runtime.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] if the store cannot be used.
    pub fn politeness(&self) -> Result<Politeness, SettingsError> {
        let (url, roots) = (self.shared_limits.as_deref(), &self.shared_limits_roots);
        let connect = |url| shared_store::connect(url, roots.clone(), &self.listener_config.metrics);
        let limits = url.map(connect).transpose()?.map(|(limits, _)| limits);
        let rates = Arc::new(RateLimiter::new(limits));
        Ok(Politeness(Arc::new(TargetLimiter::new(self.target_rate, rates))))
    }
}

impl Politeness {
    /// Fetches the policy of a domain once the limits allow it.
    pub async fn policy(&self, fetcher: &Fetcher, domain: &Domain) -> PolicyFetch {
        self.wait_for_name(&format!("policy/{domain}"), &domain.policy_host()).await;
        loop {
            match fetcher.policy_within(domain, self.0.clone()).await {
                Ok(fetch) => return fetch,
                Err(wait) => sleep(wait.max(LEAST)).await,
            }
        }
    }

    /// Probes an MX host of a domain once the limits allow it.
    ///
    /// # Errors
    ///
    /// [`NotAnMxHost`] as of [`Prober::mail`].
    pub async fn mail(&self, prober: &Prober, domain: &Domain, host: &MxHost) -> Result<MailProbe, NotAnMxHost> {
        let target = match prober.look_up(domain, host).await {
            MxLookup::Listed(target) => target,
            MxLookup::NotListed => return Err(NotAnMxHost),
            MxLookup::Failed { detail } => return Ok(unknown(host, detail)),
        };
        self.wait_for_name(&format!("mx/{}", target.key()), host.as_str()).await;
        loop {
            match prober.probe_within(&target, self.0.clone()).await {
                Ok(probe) => return Ok(probe),
                Err(wait) => sleep(wait.max(LEAST)).await,
            }
        }
    }

    async fn wait_for_name(&self, key: &str, host: &str) {
        while let Err(wait) = self.0.charge_name(key, host).await {
            sleep(wait.max(LEAST)).await;
        }
    }
}
