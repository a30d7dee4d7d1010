//! Serves test domains until it is killed: `test_domains DNS-ADDR:PORT HTTPS-ADDR:PORT DELAY-MS ROOT-FILE`.
//!
//! It prints both addresses once it listens, and writes its root certificate to the file.

use std::{
    error::Error,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use evidence::Timestamp;
use lab::{TestDomains, TestDomainsSettings};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dns, https, delay_ms, root] = arguments.as_slice() else {
        return Err("usage: test_domains DNS-ADDR:PORT HTTPS-ADDR:PORT DELAY-MS ROOT-FILE".into());
    };
    let delay = Duration::from_millis(delay_ms.parse()?);
    let settings = TestDomainsSettings { dns: dns.parse()?, https: https.parse()?, delay };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let domains = TestDomains::start(settings, Timestamp::from_unix(i64::try_from(seconds)?)).await?;
        std::fs::write(root, domains.root_pem())?;
        println!("{} {}", domains.dns_addr(), domains.https_addr());
        std::future::pending().await
    })
}
