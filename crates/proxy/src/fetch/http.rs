//! HTTP/1.1 on an existing connection (RFC 9110, RFC 9112): one GET, no redirects, no decompression.

use std::{
    error::Error,
    io::{self, ErrorKind},
};

use evidence::{Header, Http, Interruption, POLICY_LIMIT, Stage};
use http_body_util::{BodyExt, Empty};
use hyper::{
    Request, Response, Version,
    body::{Bytes, Incoming},
    client::conn::http1::{Builder, SendRequest},
    header::{self, HeaderValue},
};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    task::JoinSet,
};

use crate::limited_stream::{LIMIT_EXCEEDED, LimitedStream};

/// Path of the policy (RFC 8461 §3.2).
pub(super) const POLICY_FILE_PATH: &str = "/.well-known/mta-sts.txt";

/// Maximum header fields. This limit and the next are ours, not a sender's, so they far exceed what servers send.
const MAX_HEADERS: usize = 100;

/// Maximum size of status line and headers, in bytes.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// Maximum size of a whole response in bytes, including interim responses and chunk framing.
const MAX_RESPONSE_BYTES: usize = 1024 * 1024;

/// Size limits of a response.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Bytes of status line and headers.
    head: usize,
    /// Bytes of the body.
    body: usize,
}

impl Limits {
    /// Limits for the policy.
    pub(super) const POLICY: Self = Self { head: MAX_HEAD_BYTES, body: POLICY_LIMIT };

    /// Limits for comparison fetches. Several of their responses are held at once.
    pub(super) const COMPARISON: Self = Self { head: 16 * 1024, body: 16 * 1024 };
}

/// HTTP connection and the task that drives it. Dropping it ends the task.
pub(super) struct Exchange {
    sender: SendRequest<Empty<Bytes>>,
    _driver: JoinSet<hyper::Result<()>>,
}

impl Exchange {
    pub(super) async fn begin<S>(stream: S, limits: Limits) -> Result<Self, Interruption>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let mut builder = Builder::new();
        builder
            .max_headers(MAX_HEADERS)
            .max_buf_size(limits.head)
            .max_header_size(limits.head)
            .title_case_headers(true);
        let stream =
            TokioIo::new(LimitedStream::new(stream, MAX_RESPONSE_BYTES, "interim answers or the frames of chunks"));
        let (sender, connection) =
            builder.handshake(stream).await.map_err(|error| interruption(Stage::Head, &error))?;
        let mut driver = JoinSet::new();
        driver.spawn(connection);
        Ok(Self { sender, _driver: driver })
    }

    /// Sends a request. Returns status and headers, and the body still to be read.
    pub(super) async fn send(&mut self, request: Request<Empty<Bytes>>) -> hyper::Result<(Http, Incoming)> {
        let response = self.sender.send_request(request).await?;
        Ok((head(&response), response.into_body()))
    }
}

/// Builds a request as a sender would, with a User-Agent that says who is asking.
pub(super) fn build_request(
    host: &str,
    path: &str,
    user_agent: &HeaderValue,
) -> Result<Request<Empty<Bytes>>, Interruption> {
    Request::get(path)
        .header(header::HOST, host)
        .header(header::USER_AGENT, user_agent)
        .header(header::ACCEPT, "text/plain")
        .header(header::ACCEPT_ENCODING, "identity")
        .header(header::CONNECTION, "close")
        .body(Empty::new())
        .map_err(|error| Interruption::NotHttp { detail: error.to_string() })
}

/// Sends a request and reads the response without a time limit: the head if one came, and how it broke off if it did.
///
/// This is the part of a fetch after the handshake. Time limits are the caller's.
pub async fn request_policy<S>(stream: S, host: &str) -> (Option<Http>, Option<Interruption>)
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let mut seen = None;
    let wanted = build_request(host, POLICY_FILE_PATH, &HeaderValue::from_static("mta-sts-checker"));
    let read = async { get(stream, Limits::POLICY, wanted?, &mut seen).await };
    let interruption = read.await.err();
    (seen, interruption)
}

/// Makes one request without a time limit.
pub(super) async fn get<S>(
    stream: S,
    limits: Limits,
    request: Request<Empty<Bytes>>,
    seen: &mut Option<Http>,
) -> Result<(), Interruption>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let mut exchange = Exchange::begin(stream, limits).await?;
    let (head, content) = exchange.send(request).await.map_err(|error| interruption(Stage::Head, &error))?;
    read_body(content, limits, seen.insert(head)).await
}

fn head(response: &Response<Incoming>) -> Http {
    let headers = response.headers().iter().map(|(name, value)| Header {
        name: name.as_str().to_owned(),
        value: String::from_utf8_lossy(value.as_bytes()).into_owned(),
    });
    Http {
        status: response.status().as_u16(),
        version: version(response.version()).into(),
        headers: headers.collect(),
        body: Vec::new().as_slice().into(),
        length: 0,
        truncated: false,
    }
}

fn version(version: Version) -> &'static str {
    if version == Version::HTTP_10 { "HTTP/1.0" } else { "HTTP/1.1" }
}

/// Reads the body into `seen` until it ends or is one byte longer than the limit. If it breaks off, what was read is
/// kept.
///
/// A body without a stated length ends with the connection (RFC 9112 §6.3). Servers that do this often omit TLS's
/// close_notify, and senders accept the body anyway.
pub(super) async fn read_body(mut body: Incoming, limits: Limits, seen: &mut Http) -> Result<(), Interruption> {
    let is_delimited = seen.header("content-length").or_else(|| seen.header("transfer-encoding")).is_some();
    while let Some(frame) = body.frame().await {
        let frame = match frame {
            Ok(frame) => frame,
            Err(error) if !is_delimited && is_end(&error) => break,
            Err(error) => return Err(interruption(Stage::Body, &error)),
        };
        let Some(data) = frame.data_ref() else { continue };
        let room = limits.body - seen.body.0.len();
        seen.body.0.extend_from_slice(&data[..data.len().min(room)]);
        seen.truncated = data.len() > room;
        seen.length = seen.body.0.len() as u64 + u64::from(seen.truncated);
        if seen.truncated {
            break;
        }
    }
    Ok(())
}

/// Returns the underlying connection's error, if that was the cause.
pub(super) fn connection_error(error: &hyper::Error) -> Option<&io::Error> {
    error.source().and_then(|source| source.downcast_ref())
}

/// Returns whether the connection ended without close_notify but also without a reset.
fn is_end(error: &hyper::Error) -> bool {
    connection_error(error).is_some_and(|error| error.kind() == ErrorKind::UnexpectedEof)
}

/// Returns the interruption for an error: either the connection broke, or the response is not HTTP.
pub(super) fn interruption(stage: Stage, error: &hyper::Error) -> Interruption {
    let cause = connection_error(error).map(io::Error::kind);
    let is_nonsense = matches!(cause, Some(ErrorKind::InvalidInput | ErrorKind::InvalidData));
    if error.is_parse_too_large() {
        let detail =
            format!("the head exceeds this checker's own limit of {MAX_HEADERS} fields and {MAX_HEAD_BYTES} bytes");
        Interruption::NotHttp { detail }
    } else if let Some(error) = connection_error(error).filter(|error| error.kind() == LIMIT_EXCEEDED) {
        Interruption::NotHttp { detail: error.to_string() }
    } else if error.is_parse() || is_nonsense || error.is_user() {
        Interruption::NotHttp { detail: with_cause(error) }
    } else {
        Interruption::Closed { stage }
    }
}

fn with_cause(error: &hyper::Error) -> String {
    error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}
