//! DNS over HTTPS (RFC 8484), by GET.

use std::{fmt, net::IpAddr};

use evidence::{DnsQuestion, Unobserved};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::{
    Request, Response, StatusCode, Uri,
    body::{Bytes, Incoming},
    header,
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use rustls::ClientConfig;
use rustls_pki_types::CertificateDer;

use super::{Exchange, unreachable_error};
use crate::{settings_error::SettingsError, tls};

/// Maximum size of a DNS message in bytes.
const MAX_MESSAGE_BYTES: usize = 65_535;

/// DNS-over-HTTPS endpoint, with connections kept for further questions.
pub(super) struct Endpoint {
    url: String,
    client: Client<HttpsConnector<HttpConnector>, Empty<Bytes>>,
}

impl Endpoint {
    pub(super) fn new(setting: &str, roots: &[CertificateDer<'static>]) -> Result<Self, SettingsError> {
        check(setting).map_err(|why| SettingsError::Resolver { setting: setting.into(), why })?;
        let config = ClientConfig::builder_with_provider(tls::crypto_provider())
            .with_safe_default_protocol_versions()
            .expect("the provider has TLS 1.2 and 1.3")
            .with_root_certificates(tls::web_pki_roots_and(roots)?)
            .with_no_client_auth();
        let connector =
            HttpsConnectorBuilder::new().with_tls_config(config).https_or_http().enable_all_versions().build();
        Ok(Self { url: setting.into(), client: Client::builder(TokioExecutor::new()).build(connector) })
    }

    pub(super) async fn exchange(&self, question: &DnsQuestion) -> Result<Exchange, Unobserved> {
        let url = doh::request_url(&self.url, question)?;
        let request = Request::get(url).header(header::ACCEPT, doh::ACCEPT).body(Empty::new());
        let request = request.map_err(|error| unreachable_error(&error))?;
        let response = self.client.request(request).await.map_err(|error| unreachable_error(&error))?;
        let message = message(response).await?;
        let answer = doh::read_answer(question, &message)?;
        Ok((message, answer))
    }
}

async fn message(response: Response<Incoming>) -> Result<Vec<u8>, Unobserved> {
    if let Some(unobserved) = refusal(&response) {
        return Err(unobserved);
    }
    let body = Limited::new(response.into_body(), MAX_MESSAGE_BYTES).collect().await;
    let body = body.map_err(|error| Unobserved::Unreachable { detail: error.to_string() })?;
    let mut message = body.to_bytes().to_vec();
    message.iter_mut().take(2).for_each(|byte| *byte = 0);
    Ok(message)
}

/// Returns why a response is not a DNS message (RFC 8484 §4.2.1).
fn refusal(response: &Response<Incoming>) -> Option<Unobserved> {
    let status = response.status();
    let value = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    if status == StatusCode::TOO_MANY_REQUESTS {
        let retry_after_s = value(header::RETRY_AFTER).and_then(|seconds| seconds.parse().ok());
        return Some(Unobserved::Busy { retry_after_s });
    }
    if !status.is_success() {
        return Some(Unobserved::Status { status: status.as_u16() });
    }
    let media_type = value(header::CONTENT_TYPE).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let wrong = !essence.eq_ignore_ascii_case(doh::ACCEPT);
    wrong.then(|| Unobserved::Malformed { detail: format!("media type {media_type:?} instead of {}", doh::ACCEPT) })
}

fn check(setting: &str) -> Result<(), String> {
    let uri: Uri = setting.parse().map_err(|error| format!("{error}"))?;
    let host = uri.host().unwrap_or_default();
    match uri.scheme_str() {
        Some("https") if !host.is_empty() => Ok(()),
        Some("http") if is_loopback(host) => Ok(()),
        Some("http") => Err("http:// is for the loopback only".into()),
        _ => Err("neither an IP address nor an https:// URL".into()),
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || bare.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Endpoint").field(&self.url).finish()
    }
}
