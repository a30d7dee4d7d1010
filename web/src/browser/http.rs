//! HTTP requests, sent from this module alone: GET without credentials, cache, referrer or redirects, with limits of
//! time and size.

use evidence::Unobserved;
use gloo_net::http::{Request, Response};
use js_sys::{JSON, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

use super::deadline::Deadline;

/// A response whose body can still be read.
pub(super) struct HttpResponse {
    response: Response,
    deadline: Deadline,
}

/// Requests an address. `milliseconds` limits the whole request, including the body.
pub(super) async fn get(url: &str, accept: &str, milliseconds: i32) -> Result<HttpResponse, Unobserved> {
    let unusable = || Unobserved::Unreachable { detail: "this browser cannot limit a request in time".into() };
    let deadline = Deadline::after(milliseconds).ok_or_else(unusable)?;
    let request = Request::get(url)
        .header("Accept", accept)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&deadline.signal()));
    match request.send().await {
        Ok(response) => Ok(HttpResponse { response, deadline }),
        Err(error) => Err(request_error(&deadline, &error)),
    }
}

impl HttpResponse {
    pub(super) fn status(&self) -> u16 {
        self.response.status()
    }

    /// Returns `Retry-After` in seconds, if the response has it (RFC 9110 §10.2.3).
    pub(super) fn retry_after(&self) -> Option<u32> {
        self.response.headers().get("retry-after")?.trim().parse().ok()
    }

    /// Reads the body, up to a limit in bytes. A longer body is refused, and the rest is not fetched.
    pub(super) async fn bytes(self, limit: usize) -> Result<Vec<u8>, Unobserved> {
        let Some(body) = self.response.body() else { return Ok(Vec::new()) };
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        let mut bytes = Vec::new();
        while let Some(chunk) = self.next_chunk(&reader).await? {
            if bytes.len() + chunk.length() as usize > limit {
                return Err(Unobserved::Malformed { detail: format!("the answer is longer than {limit} bytes") });
            }
            bytes.extend(chunk.to_vec());
        }
        Ok(bytes)
    }

    async fn next_chunk(&self, reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, Unobserved> {
        let read = JsFuture::from(reader.read()).await.map_err(|error| self.read_error(&error))?;
        let member = |name: &str| Reflect::get(&read, &name.into()).map_err(|error| self.read_error(&error));
        match member("done")?.is_truthy() {
            true => Ok(None),
            false => Ok(Some(Uint8Array::new(&member("value")?))),
        }
    }

    /// Reads the body as JSON, up to a limit in bytes. The browser parses it.
    pub(super) async fn json(self, limit: usize) -> Result<JsValue, Unobserved> {
        let bytes = self.bytes(limit).await?;
        JSON::parse(&String::from_utf8_lossy(&bytes))
            .map_err(|error| Unobserved::Malformed { detail: error_message(&error) })
    }

    fn read_error(&self, error: &JsValue) -> Unobserved {
        match self.deadline.has_passed() {
            true => Unobserved::Timeout,
            false => Unobserved::Unreachable { detail: error_message(error) },
        }
    }
}

/// Returns the reason of a failed request. A browser does not tell it: no route, no TLS and no permission (CORS) look
/// the same.
fn request_error(deadline: &Deadline, error: &gloo_net::Error) -> Unobserved {
    if deadline.has_passed() { Unobserved::Timeout } else { Unobserved::Unreachable { detail: error.to_string() } }
}

fn error_message(error: &JsValue) -> String {
    js_sys::Error::from(error.clone()).to_string().into()
}
