//! Network settings, and the lab that belongs to them.

use std::path::Path;

use lab::Lab;
use proxy::{PacedTargets, Rate, Settings, SettingsError};
use rustls_pki_types::CertificateDer;

use crate::{
    arguments::{NetworkOptions, QueueOptions},
    failure::Failure,
    input,
    transport::{LocalTransport, now},
};

/// The settings, with the lab for as long as it is needed.
pub(crate) struct Connected {
    pub settings: Settings,
    /// Limits for each contacted host, if there are any.
    paced_targets: Option<PacedTargets>,
    _lab: Option<Lab>,
}

/// Reads what the options name, and starts the lab if it is requested.
pub(crate) async fn connect(options: &NetworkOptions) -> Result<Connected, Failure> {
    let lab = if options.lab { Some(Lab::start(&lab::demo_worlds(), now()).await?) } else { None };
    let settings = Settings {
        resolvers: options.resolver.clone(),
        allow_net: options.allow_net.clone(),
        roots: roots(options)?,
        https_port: options.https_port,
        smtp_port: options.smtp_port,
        probe: !options.no_probe,
        // `serve` restricts this to private servers.
        open: true,
        ehlo_name: options.ehlo_name.clone(),
        lab: lab.as_ref().map(proxy_lab),
        version: env!("CARGO_PKG_VERSION").into(),
        ..Settings::default()
    };
    Ok(Connected { settings, paced_targets: None, _lab: lab })
}

/// Connects for checks that many machines run at the same time. They share one limit for each host, which the queue's
/// store counts.
pub(crate) async fn connect_with_limits(
    options: &NetworkOptions,
    queue: &QueueOptions,
    target_rate: u32,
) -> Result<Connected, Failure> {
    let mut connected = connect(options).await?;
    connected.settings.target_rate = Rate { burst: target_rate, per_minute: target_rate };
    connected.settings.shared_limits = Some(queue.queue.clone());
    connected.settings.shared_limits_roots = queue.queue_ca_file.as_deref().map(read_pem).transpose()?;
    connected.paced_targets = Some(connected.settings.paced_targets()?);
    Ok(connected)
}

impl Connected {
    /// Returns this machine's transport for the first named resolver, and one for the other resolvers, if there are
    /// any.
    pub(crate) fn transports(&self) -> Result<(LocalTransport, Option<LocalTransport>), Failure> {
        let Some((first, others)) = self.settings.resolvers.split_first().filter(|(_, others)| !others.is_empty())
        else {
            return Ok((self.transport(&self.settings)?, None));
        };
        let transport_for = |resolvers: &[String]| {
            let settings = Settings { resolvers: resolvers.to_vec(), ..self.settings.clone() };
            self.transport(&settings)
        };
        Ok((transport_for(std::slice::from_ref(first))?, Some(transport_for(others)?)))
    }

    /// Creates a transport. DNS uses these settings; policy hosts are looked up with all named resolvers.
    fn transport(&self, settings: &Settings) -> Result<LocalTransport, Failure> {
        Ok(LocalTransport {
            upstream: settings.upstream()?,
            fetcher: self.settings.fetcher()?,
            prober: self.settings.probe.then(|| self.settings.prober()).transpose()?,
            lab: self.settings.lab.as_ref().and_then(|lab| lab.resolvers.first().cloned()),
            probes: None,
            paced_targets: self.paced_targets.clone(),
        })
    }
}

/// Converts the lab to the proxy's settings.
fn proxy_lab(lab: &Lab) -> proxy::Lab {
    proxy::Lab {
        suffix: lab::SUFFIX.into(),
        resolvers: vec![lab.dns_addr().to_string()],
        allow_net: lab::documentation_networks(),
        roots: lab.root_certificates(),
        https_port: 443,
        smtp_port: 25,
        dial: lab.address_map().clone(),
        demos: lab.demos(),
    }
}

fn roots(options: &NetworkOptions) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let mut roots = Vec::new();
    for path in &options.ca_file {
        roots.extend(proxy::roots_from_pem(&input::read_input(path)?).map_err(roots_failure(path))?);
    }
    Ok(roots)
}

/// Reads a file with root certificates, and returns it unchanged.
pub(crate) fn read_pem(path: &Path) -> Result<Vec<u8>, Failure> {
    let pem = input::read_input(path)?;
    proxy::roots_from_pem(&pem).map_err(roots_failure(path))?;
    Ok(pem)
}

fn roots_failure(path: &Path) -> impl FnOnce(SettingsError) -> Failure {
    |error| Failure::Roots { path: path.to_owned(), error }
}
