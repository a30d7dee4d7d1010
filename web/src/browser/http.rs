//! The one place that sends anything: GET without credentials, cache or referrer, within a limit of time.

use evidence::Blind;
use gloo_net::http::{Request, Response};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials};

use super::deadline::Deadline;

/// An answer whose body can still be read.
pub(super) struct Incoming {
    response: Response,
    deadline: Deadline,
}

/// Asks an address. `milliseconds` is for everything, the body included.
pub(super) async fn get(url: &str, accept: &str, milliseconds: i32) -> Result<Incoming, Blind> {
    let unusable = || Blind::Unreachable { detail: "this browser cannot limit a request in time".into() };
    let deadline = Deadline::after(milliseconds).ok_or_else(unusable)?;
    let request = Request::get(url)
        .header("Accept", accept)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&deadline.signal()));
    match request.send().await {
        Ok(response) => Ok(Incoming { response, deadline }),
        Err(error) => Err(failed(&deadline, &error)),
    }
}

impl Incoming {
    pub(super) fn status(&self) -> u16 {
        self.response.status()
    }

    /// `Retry-After` in seconds, where the answer has it (RFC 9110 §10.2.3).
    pub(super) fn retry_after(&self) -> Option<u32> {
        self.response.headers().get("retry-after")?.trim().parse().ok()
    }

    pub(super) async fn bytes(self) -> Result<Vec<u8>, Blind> {
        self.response.binary().await.map_err(|error| failed(&self.deadline, &error))
    }

    /// The body, parsed by the browser.
    pub(super) async fn json(self) -> Result<JsValue, Blind> {
        let deadline = self.deadline;
        let malformed = |error: JsValue| match deadline.has_passed() {
            true => Blind::Timeout,
            false => Blind::Malformed { detail: said(&error) },
        };
        let promise = web_sys::Response::from(self.response).json().map_err(malformed)?;
        JsFuture::from(promise).await.map_err(malformed)
    }
}

/// A browser does not tell a page why a request failed: no route, no TLS and no permission (CORS) look the same.
fn failed(deadline: &Deadline, error: &gloo_net::Error) -> Blind {
    if deadline.has_passed() { Blind::Timeout } else { Blind::Unreachable { detail: error.to_string() } }
}

fn said(error: &JsValue) -> String {
    js_sys::Error::from(error.clone()).to_string().into()
}
