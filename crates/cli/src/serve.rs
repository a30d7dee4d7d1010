//! `mta-sts serve`: page, proxy and resolver from one process.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use proxy::{ClientLimits, Reception, Settings};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use crate::{arguments::Serve, ending::Ending, failure::Failure, network};

/// Serves until it is told to stop.
pub(crate) async fn run(arguments: &Serve) -> Result<Ending, Failure> {
    log();
    let connected = network::connect(&arguments.network).await?;
    let settings = Settings {
        dist: dist(arguments)?,
        allow_origins: arguments.allow_origin.clone(),
        hosts: hosts(arguments.listen),
        clients: clients(arguments.listen),
        open: arguments.listen.ip().is_loopback(),
        ..connected.settings.clone()
    };
    let app = proxy::app(&settings)?;
    let (listener, address) = listen(arguments.listen).await?;
    eprintln!("listening on http://{address}");
    tokio::select! {
        () = Reception::default().serve(listener, app, asked_to_stop()) => {}
        () = asked_twice() => {}
    }
    Ok(Ending::Good)
}

/// What happens goes to standard error; `MTA_STS_LOG` says how much, in the syntax of `RUST_LOG`.
fn log() {
    let filter = EnvFilter::builder()
        .with_env_var("MTA_STS_LOG")
        .with_default_directive(tracing_subscriber::filter::LevelFilter::INFO.into());
    tracing_subscriber::fmt().with_env_filter(filter.from_env_lossy()).with_writer(std::io::stderr).init();
}

/// The hosts by which a server for this machine alone is called; one for others has whatever names they give it.
fn hosts(listen: SocketAddr) -> Vec<String> {
    if !listen.ip().is_loopback() {
        return Vec::new();
    }
    let own = SocketAddr::new(listen.ip(), 0).to_string();
    let own = own.strip_suffix(":0").unwrap_or(&own);
    [own, "localhost", "127.0.0.1", "[::1]"].map(str::to_owned).into()
}

/// On the loopback all clients have one address: everybody behind a reverse proxy, or one person with many domains.
fn clients(listen: SocketAddr) -> ClientLimits {
    if listen.ip().is_loopback() {
        ClientLimits { at_once: 64, burst: 600, per_minute: 600 }
    } else {
        ClientLimits::default()
    }
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Failure> {
    let told = |error| Failure::Listen { address, error };
    let listener = TcpListener::bind(address).await.map_err(told)?;
    let address = listener.local_addr().map_err(told)?;
    Ok((listener, address))
}

/// The folder that was named, or the one where the page is built.
fn dist(arguments: &Serve) -> Result<Option<PathBuf>, Failure> {
    let has_page = |path: &Path| path.join("index.html").is_file();
    match &arguments.dist {
        Some(path) if has_page(path) => Ok(Some(path.clone())),
        Some(path) => Err(Failure::NoPage { path: path.clone() }),
        None => {
            let built = Some(PathBuf::from("dist")).filter(|path| has_page(path));
            if built.is_none() {
                eprintln!(
                    "no page here (./dist has no index.html), so only the API is served; --dist DIR names its folder"
                );
            }
            Ok(built)
        }
    }
}

/// Waits for Ctrl-C, or for a service manager's request. Requests under way are still answered.
async fn asked_to_stop() {
    tokio::select! {
        () = interrupted() => {}
        () = terminated() => {}
    }
}

/// Whoever asks twice does not want to wait.
async fn asked_twice() {
    asked_to_stop().await;
    asked_to_stop().await;
}

/// A system without such a signal never sends it.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_server_for_this_machine_insists_on_its_name() {
        let named = |listen: &str, host: &str| hosts(listen.parse().unwrap()).iter().any(|name| name == host);
        assert!(named("127.0.0.1:8080", "localhost"));
        assert!(named("127.0.0.9:8080", "127.0.0.9"));
        assert!(named("[::1]:8080", "[::1]"));
        assert!(!named("[::1]:8080", "evil.example"));
        assert!(hosts("0.0.0.0:8080".parse().unwrap()).is_empty());
        assert!(hosts("[2001:db8::1]:80".parse().unwrap()).is_empty());
    }

    #[test]
    fn many_may_share_the_loopback_and_are_limited_all_the_same() {
        let [shared, own] = ["[::1]:8080", "0.0.0.0:8080"].map(|listen| clients(listen.parse().unwrap()));
        assert_eq!(own, ClientLimits::default());
        assert!(shared.at_once > own.at_once && shared.at_once < Settings::default().fetches);
    }
}
