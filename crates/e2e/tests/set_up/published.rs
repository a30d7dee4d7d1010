//! Published entries of one laboratory domain, which a flow can change while it runs.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use checker::world::World;
use evidence::Timestamp;
use proxy_api::POLICY_PATH;
use serde_json::{Value, json};

use crate::support::{Gateway, RequestAction};

/// Published entries. Clones share them.
#[derive(Clone)]
pub(super) struct Published(Arc<Mutex<World>>);

impl Published {
    /// Creates a domain in the laboratory's initial state.
    pub(super) fn new(domain: &str) -> Result<Self> {
        let world = lab::demo_worlds().into_iter().find(|world| world.domain == domain);
        Ok(Self(Arc::new(Mutex::new(world.context("a domain of the laboratory")?))))
    }

    /// Opens a gateway that answers about this domain from the published entries, in front of a server.
    pub(super) async fn gateway(&self, port: u16) -> Result<Gateway> {
        let this = self.clone();
        Gateway::open(port, move |path| this.answer(path).unwrap_or(RequestAction::Pass)).await
    }

    /// Publishes a TXT record below the domain, replacing any that exists.
    pub(super) fn publish_text(&self, label: &str, text: &str) {
        self.change(|world, domain| {
            world["dns"][format!("{label}.{domain} TXT")] = json!({ "rrs": [[text]] });
        });
    }

    /// Publishes the address of the policy host, with its certificate but no file yet.
    pub(super) fn publish_host(&self, address: &str) {
        self.change(|world, domain| {
            let host = format!("mta-sts.{domain}");
            world["dns"][format!("{host} A")] = json!({ "rrs": [address] });
            world["https"][&host] = json!({ "tls": { "names": [host], "cn": host }, "status": 404 });
        });
    }

    /// Has the policy host lead to another web site, as a wildcard does.
    pub(super) fn publish_other_host(&self, address: &str) {
        self.change(|world, domain| {
            let (host, other) = (format!("mta-sts.{domain}"), format!("www.{domain}"));
            world["dns"][format!("{host} A")] = json!({ "rrs": [address], "ttl": 300 });
            world["https"][&host] = json!({ "tls": { "names": [other], "cn": other }, "status": 404 });
        });
    }

    /// Publishes the policy file.
    pub(super) fn publish_file(&self, text: &str) {
        self.change(|world, domain| {
            let server = &mut world["https"][format!("mta-sts.{domain}")];
            server["status"] = json!(200);
            server["headers"] = json!({ "content-type": "text/plain; charset=utf-8" });
            server["body"] = json!(text.trim_end().to_owned() + "\n");
        });
    }

    /// Changes the world, which is JSON like world files.
    fn change(&self, change: impl FnOnce(&mut Value, &str)) {
        let mut world = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut value = serde_json::to_value(&*world).expect("a world is JSON");
        change(&mut value, &world.domain.clone());
        *world = serde_json::from_value(value).expect("a world file");
    }

    fn answer(&self, path: &str) -> Option<RequestAction> {
        let world = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(domain) = path.strip_prefix(POLICY_PATH).map(|rest| rest.split('?').next().unwrap_or(rest)) {
            if domain != world.domain {
                return None;
            }
            let seen = world.policy_observation(domain, Timestamp::from_unix(now()));
            return Some(RequestAction::Reply("application/json", serde_json::to_vec(&seen).ok()?));
        }
        let query = path.strip_prefix("/dns-query?")?.split('&').find_map(|part| part.strip_prefix("dns="))?;
        let query = URL_SAFE_NO_PAD.decode(query).ok()?;
        let question = doh::decode_query(&query).ok()?;
        let is_own = question.name == world.domain || question.name.ends_with(&format!(".{}", world.domain));
        let reply = lab::dns_response(&world, &query).filter(|_| is_own)?;
        Some(RequestAction::Reply("application/dns-message", reply))
    }
}

fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map(|since| since.as_secs()).ok().and_then(|seconds| seconds.try_into().ok()).unwrap_or_default()
}
