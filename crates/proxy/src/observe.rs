//! `GET /api/v1/policy/{domain}` and `GET /api/v1/mx/{domain}/{host}`.

use std::{net::IpAddr, sync::Arc};

use axum::{
    Extension, Json,
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use mta_sts::Domain;

use crate::{
    client_identity::ClientAddress,
    limits::clients::{ClientPermit, client_group},
    probe::{self, MxLookup},
    problem,
    refusal::Refusal,
    state::{AppState, ObservationTarget},
};

/// Rate-limit cost of a request that refuses a cached observation; one that accepts it costs 1.
const FRESH_COST: u32 = 2;

/// Handles requests for the policy observation of a domain.
pub(crate) async fn get_policy(
    State(state): State<Arc<AppState>>,
    Extension(client): Extension<ClientAddress>,
    domain: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Response {
    let domain = match domain
        .map_err(|rejection| rejection.body_text())
        .and_then(|Path(name)| name.parse::<Domain>().map_err(|error| error.to_string()))
    {
        Ok(domain) => domain,
        Err(why) => return problem::malformed(why),
    };
    let is_fresh = wants_fresh(query.as_deref());
    let policy_host = domain.policy_host();
    let permit = match state.admit(client.0, &[domain.as_str(), &policy_host], is_fresh).await {
        Ok(permit) => permit,
        Err(response) => return *response,
    };
    let target = ObservationTarget { key: format!("policy/{domain}"), host: policy_host, is_fresh };
    let (fetcher, limits) = (state.fetcher.clone(), (state.target_limiter.clone(), client.0));
    let fetch = || async move { fetcher.fetch_policy_limited(&domain, limits).await }.boxed();
    state.observe(&state.policy_fetches, target, (client.0, permit), fetch).await
}

/// Handles requests for the mail observation of an MX host of a domain.
pub(crate) async fn get_mx_host(
    State(state): State<Arc<AppState>>,
    Extension(client): Extension<ClientAddress>,
    names: Result<Path<(String, String)>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Response {
    let Some(prober) = &state.prober else { return problem::not_found().await };
    let names = names.map_err(|rejection| rejection.body_text());
    let (domain, host) = match names.and_then(|Path((domain, host))| probe::parse_names(&domain, &host)) {
        Ok(names) => names,
        Err(why) => return problem::malformed(why),
    };
    let is_fresh = wants_fresh(query.as_deref());
    let permit = match state.admit(client.0, &[domain.as_str(), host.as_str()], is_fresh).await {
        Ok(permit) => permit,
        Err(response) => return *response,
    };
    if let Err(refusal) = state.zone_limiter.charge(client.0, domain.as_str()).await {
        return state.refuse(refusal);
    }
    let Some(slot) = state.question_slots.acquire(client_group(client.0)) else {
        return state.refuse(Refusal::Questions);
    };
    let found = prober.look_up(&domain, &host).boxed().await;
    drop(slot);
    let mx_host = match found {
        MxLookup::Listed(mx_host) => mx_host,
        MxLookup::NotListed => return problem::forbidden(format!("{host} is not an MX host of {domain}")),
        MxLookup::Failed { detail } => {
            return ([(header::CACHE_CONTROL, "no-store")], Json(probe::failed_lookup(&host, detail))).into_response();
        }
    };
    let target = ObservationTarget { key: format!("mx/{}", mx_host.key()), host: host.to_string(), is_fresh };
    let (prober, limits) = (prober.clone(), (state.target_limiter.clone(), client.0));
    let fetch = || async move { prober.probe_limited(&mx_host, limits).await }.boxed();
    state.observe(&state.smtp_probes, target, (client.0, permit), fetch).await
}

impl AppState {
    /// Counts a client's request for an observation of these names, if they may be requested at all.
    async fn admit(&self, client: IpAddr, names: &[&str], is_fresh: bool) -> Result<ClientPermit, Box<Response>> {
        if names.iter().any(|name| self.refused_targets.includes(name)) {
            return Err(Box::new(self.refuse(Refusal::OptedOut)));
        }
        if !names.iter().all(|name| self.lookup_rules.may_be_looked_up(name)) {
            return Err(Box::new(problem::forbidden("this server looks up names of the public DNS only")));
        }
        let times = if is_fresh { FRESH_COST } else { 1 };
        self.client_limiter.admit(client, times).await.map_err(|refusal| Box::new(self.refuse(refusal)))
    }
}

/// Returns whether the request refuses a cached observation: `fresh=1` among the parameters.
fn wants_fresh(query: Option<&str>) -> bool {
    query.unwrap_or_default().split('&').any(|parameter| parameter == "fresh=1")
}
