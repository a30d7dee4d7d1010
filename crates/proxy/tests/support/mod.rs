//! Real servers on the loopback for one test each: name servers, policy hosts and certificate authorities.
#![expect(dead_code, reason = "no test file uses everything")]
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::time::Duration;

use evidence::{MailProbe, PolicyFetch};
use proxy::{Deadlines, Settings};
use rustls_pki_types::CertificateDer;

use names::Names;

pub mod authorities;
pub mod mail_hosts;
pub mod names;
pub mod policy_hosts;
pub mod stores;

/// Policy host of every test.
pub const HOST: &str = "mta-sts.example.com";

/// MX host of every test.
pub const MX: &str = "mx.example.com";

/// Short limits, but generous where a response is expected.
pub fn deadlines() -> Deadlines {
    let long = Duration::from_secs(30);
    Deadlines { resolve: long, connect: long, tls: long, reply: long, head: long, body: long, overall: long }
}

/// Limits that quickly end what never comes.
pub fn short(change: impl FnOnce(&mut Deadlines, Duration)) -> Deadlines {
    let mut deadlines = deadlines();
    change(&mut deadlines, Duration::from_millis(300));
    deadlines
}

/// Settings that treat the loopback as a public network.
pub fn settings(names: &Names, port: u16, roots: &[CertificateDer<'static>]) -> Settings {
    Settings {
        resolvers: vec![names.address.to_string()],
        allow_net: vec!["127.0.0.0/8".parse().unwrap()],
        roots: roots.to_vec(),
        https_port: port,
        deadlines: deadlines(),
        ..Settings::default()
    }
}

/// Like [`settings`], for an MX host.
pub fn mail_settings(names: &Names, port: u16, roots: &[CertificateDer<'static>]) -> Settings {
    Settings { smtp_port: port, reference_mail_hosts: Vec::new(), ..settings(names, 443, roots) }
}

/// Returns the current Unix time in seconds.
pub fn unix_time() -> i64 {
    rustls_pki_types::UnixTime::now().as_secs().try_into().unwrap()
}

pub async fn probe(settings: &Settings) -> MailProbe {
    let (domain, host) = proxy::probe::parse_names("example.com", MX).unwrap();
    settings.prober().unwrap().probe_mx_host(&domain, &host).await.unwrap()
}

pub async fn fetch_policy(settings: &Settings) -> PolicyFetch {
    settings.fetcher().unwrap().fetch_policy(&"example.com".parse().unwrap()).await
}
