//! Every request, noted: whose it is, how long it took, what came of it.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};

use crate::{client_identity::TrustedProxies, metrics::Metrics};

/// What is noted, and where.
#[derive(Clone, Debug)]
pub(crate) struct AccessLog {
    pub proxies: TrustedProxies,
    pub metrics: Metrics,
    pub logs_clients: bool,
}

impl AccessLog {
    /// Lets a request through, with a note of whose it is, and counts the answer.
    pub(crate) async fn watch(self, mut request: Request, next: Next) -> Response {
        let caller = self.proxies.caller(&request);
        request.extensions_mut().insert(caller);
        let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
        let (method, route) = (request.method().clone(), route.unwrap_or("page").to_owned());
        let (begun, _in_flight) = (Instant::now(), self.metrics.begin());
        let response = next.run(request).await;
        let (time, status) = (begun.elapsed(), response.status());
        self.metrics.answered(&route, status, time);
        let client = self.logs_clients.then(|| tracing::field::display(caller.0));
        tracing::debug!(target: "access", %method, route, status = status.as_u16(), ms = time.as_secs_f64() * 1000.0, client);
        response
    }
}
