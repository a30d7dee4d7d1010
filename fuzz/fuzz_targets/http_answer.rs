//! HTTP client, with any response of a policy host after the handshake.
#![no_main]

use std::cell::LazyCell;

use evidence::POLICY_LIMIT;
use libfuzzer_sys::fuzz_target;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, duplex},
    runtime::{Builder, Runtime},
};

thread_local! {
    static RUNTIME: LazyCell<Runtime> = LazyCell::new(|| Builder::new_current_thread().build().expect("a runtime without I/O"));
}

fuzz_target!(|data: &[u8]| RUNTIME.with(|runtime| runtime.block_on(check_response(data))));

async fn check_response(data: &[u8]) {
    // Room for the whole response, so that writing it never blocks.
    let (ours, mut theirs) = duplex(data.len() + 4096);
    let host = async {
        // A response that comes before the request is invalid.
        let mut request = [0; 4096];
        let length = theirs.read(&mut request).await.expect("a pipe in memory can be read");
        assert!(request[..length].starts_with(b"GET /.well-known/mta-sts.txt HTTP/1.1\r\n"));
        // The client may have stopped reading.
        let _ = theirs.write_all(data).await;
        let _ = theirs.shutdown().await;
    };
    let ((http, interruption), ()) = tokio::join!(proxy::fetch::request_policy(ours, "mta-sts.example.com"), host);
    assert!(http.is_some() || interruption.is_some(), "something is told in any case");
    if let Some(http) = http {
        assert!(http.body.0.len() <= POLICY_LIMIT);
        assert_eq!(http.truncated, http.length > http.body.0.len() as u64);
    }
}
