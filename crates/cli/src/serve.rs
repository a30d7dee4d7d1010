//! `mta-sts serve`: page, proxy and resolver from one process.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use proxy::Settings;
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
        ..connected.settings.clone()
    };
    let app = proxy::app(&settings)?;
    let (listener, address) = listen(arguments.listen).await?;
    eprintln!("listening on http://{address}");
    let served = axum::serve(listener, app).with_graceful_shutdown(asked_to_stop());
    tokio::select! {
        outcome = served => outcome.map_err(|error| Failure::Listen { address, error })?,
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
        None => Ok(Some(PathBuf::from("dist")).filter(|path| has_page(path))),
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
