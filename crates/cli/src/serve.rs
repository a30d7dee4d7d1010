//! `mta-sts serve`: page, proxy and resolver from one process.

use std::{
    future::pending,
    io::IsTerminal,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use proxy::{ConnectionLimits, ListenerConfig, Rate, RefusedTargets, Settings};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use crate::{
    arguments::Serve,
    exit_status::ExitStatus,
    failure::Failure,
    input, network,
    operation::{LogFormat, Operation},
    stop_signals::StopSignals,
};

/// Serves until it receives a stop signal.
pub(crate) async fn run(arguments: &Serve) -> Result<ExitStatus, Failure> {
    log(arguments.operation.log_format);
    let stop = StopSignals::listen().map_err(Failure::Runtime)?;
    raise_limit_of_files();
    let connected = network::connect(&arguments.network).await?;
    let settings = settings(arguments, connected.settings.clone())?;
    let app = proxy::app(&settings)?;
    for warning in arguments.operation.warnings(arguments.listen) {
        tracing::warn!("{warning}");
    }
    let metrics = metrics(&arguments.operation, &settings.listener_config).await?;
    let (listener, address) = listen(arguments.listen).await?;
    announce(arguments.operation.log_format, "listening", address);
    let limits = arguments.operation.connection_limits();
    let serving = limits.serve(listener, app, settings.listener_config.clone(), stop.clone().requested(1));
    tokio::select! {
        () = serving => {}
        () = metrics => {}
        // A second request ends it at once.
        () = stop.requested(2) => {}
    }
    Ok(ExitStatus::NoErrors)
}

/// The server's settings from the options, on top of the network options.
fn settings(arguments: &Serve, reached: Settings) -> Result<Settings, Failure> {
    let (operation, listen) = (&arguments.operation, arguments.listen);
    Ok(Settings {
        dist: dist(arguments)?,
        allow_origins: arguments.allow_origin.clone(),
        hosts: operation.allowed_hosts(listen),
        deny_net: operation.deny_net.clone(),
        refused_targets: refused_targets(operation)?,
        reference_mail_hosts: operation.reference_mail_hosts().unwrap_or(reached.reference_mail_hosts.clone()),
        contact: operation.contact.clone(),
        clients: operation.client_limits(listen),
        dns_clients: operation.dns_clients(listen),
        target_rate: Rate { burst: operation.target_rate, per_minute: operation.target_rate },
        shared_limits: operation.shared_limits.clone(),
        shared_limits_roots: operation.shared_limits_ca_file.as_deref().map(network::read_pem).transpose()?,
        max_fetches: operation.max_looks,
        max_probes: operation.max_looks,
        cache_ttl: Duration::from_secs(operation.remember),
        listener_config: ListenerConfig { proxies: operation.trusted_proxies(), ..ListenerConfig::default() },
        log_clients: operation.log_clients,
        open: operation.is_private(listen),
        ..reached
    })
}

/// The domains that are not checked: those of the command line, and those in the file.
fn refused_targets(operation: &Operation) -> Result<RefusedTargets, Failure> {
    let mut targets = RefusedTargets::new(&operation.refuse_target)?;
    let Some(path) = &operation.refuse_target_file else { return Ok(targets) };
    let text = String::from_utf8_lossy(&input::read_input(path)?).into_owned();
    for (line, number) in text.lines().zip(1_u32..) {
        let domain = line.split('#').next().unwrap_or_default().trim();
        if domain.is_empty() {
            continue;
        }
        let unusable = |error| Failure::Config { path: path.clone(), why: format!("line {number}: {error}") };
        targets.add(domain).map_err(unusable)?;
    }
    Ok(targets)
}

/// Logs to standard error; `MTA_STS_LOG` sets the level, in the syntax of `RUST_LOG`.
fn log(format: LogFormat) {
    let filter = EnvFilter::builder()
        .with_env_var("MTA_STS_LOG")
        .with_default_directive(tracing_subscriber::filter::LevelFilter::INFO.into());
    let log = tracing_subscriber::fmt().with_env_filter(filter.from_env_lossy()).with_writer(std::io::stderr);
    let log = log.with_ansi(std::io::stderr().is_terminal());
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}

/// Says where the server is, which matters most with port 0.
fn announce(format: LogFormat, what: &str, address: SocketAddr) {
    match format {
        LogFormat::Text => eprintln!("{what} on http://{address}"),
        LogFormat::Json => tracing::info!(%address, "{what}"),
    }
}

/// Every connection takes a file descriptor, and many systems allow no more than 1024 unless asked.
fn raise_limit_of_files() {
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}

/// Serves the numbers, where they are wanted, as long as this is awaited.
async fn metrics(operation: &Operation, listener_config: &ListenerConfig) -> Result<impl Future<Output = ()>, Failure> {
    let listener = match operation.metrics {
        Some(address) => Some(listen(address).await?),
        None => None,
    };
    if let Some((_, address)) = &listener {
        announce(operation.log_format, "metrics", *address);
    }
    let hosts = operation.metrics.map(|address| operation.allowed_hosts(address)).unwrap_or_default();
    let app = listener_config.metrics.app(&hosts);
    let few = ConnectionLimits { connections: 16, ..ConnectionLimits::default() };
    Ok(async move {
        match listener {
            Some((listener, _)) => few.serve(listener, app, ListenerConfig::default(), pending()).await,
            None => pending().await,
        }
    })
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
                tracing::warn!(
                    "no page here (./dist has no index.html), so only the API is served; --dist DIR names its folder"
                );
            }
            Ok(built)
        }
    }
}
