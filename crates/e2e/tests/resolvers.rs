//! Several resolvers: contradictory answers, and who receives which data.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use checker::world::World;
use evidence::Timestamp;
use lab::Lab;
use serde_json::json;
use tokio::sync::Semaphore;

use crate::support::{Gateway, Page, RequestAction, Server, flow};

/// Domain for which two resolvers have different records.
pub const DOMAIN: &str = "moving.example";

/// Resolver at its own origin, whose domain has this record and everything else it needs.
pub struct OtherResolver {
    /// Server of the resolver, which also has a page.
    pub server: Server,
    _lab: Lab,
}

impl OtherResolver {
    /// Starts the resolver. `origin` is the origin whose pages may use it.
    pub async fn start(page: &Page, record: &str, origin: Option<&str>) -> Result<Self> {
        let world: World = serde_json::from_value(json!({
            "domain": DOMAIN,
            "dns": {
                "moving.example MX": { "rrs": [[10, "mx.moving.example."]], "ttl": 600 },
                "mx.moving.example A": { "rrs": ["198.51.100.7"], "ttl": 600 },
                "mta-sts.moving.example A": { "rrs": ["192.0.2.7"], "ttl": 600 },
                "_mta-sts.moving.example TXT": { "rrs": [[record]], "ttl": 600 },
            },
        }))?;
        let lab = Lab::start(&[world], Timestamp::from_unix(1_795_000_000)).await.context("the laboratory")?;
        let options: Vec<&str> = origin.iter().flat_map(|origin| ["--allow-origin", origin]).collect();
        let server = Server::start_with_resolver(&page.bench().paths, &lab.dns_addr().to_string(), &options)?;
        Ok(Self { server, _lab: lab })
    }

    /// Returns the resolver's URL.
    pub fn address(&self) -> String {
        format!("{}/dns-query", self.server.origin())
    }
}

/// Opens a page whose own server and chosen resolver give different answers.
async fn chosen(page: &Page) -> Result<(OtherResolver, OtherResolver)> {
    let own = OtherResolver::start(page, "v=STSv1; id=20260101;", None).await?;
    let other = OtherResolver::start(page, "v=STSv1; id=20260202;", Some(&own.server.origin())).await?;
    page.open_at(&own.server.origin(), "/?lang=en").await?;
    page.unfold_resolvers().await?;
    page.wait("the others", "one('#resolver-url')").await?;
    page.fill("#resolver-url", &other.address()).await?;
    page.click(".custom button").await?;
    page.wait("the resolver to answer", "one('[data-trial=good]')").await?;
    Ok((own, other))
}

#[test]
fn resolvers_that_disagree_are_reported_with_the_time_to_wait() -> Result<()> {
    for width in [None, Some(360)] {
        flow(async |page| {
            if let Some(width) = width {
                page.set_viewport_width(width).await?;
            }
            let (_own, other) = chosen(page).await?;
            page.wait("the offer to compare", "one('input[name=compare][value=own]')").await?;
            page.click("label:has(> input[name=compare][value=own])").await?;
            page.wait("the choice", "one('[data-compared]')").await?;
            page.check(DOMAIN).await?;
            page.wait("the other opinion", "one('[data-finding=dns-resolvers-disagree]')").await?;
            let finding = page.finding("dns-resolvers-disagree").await?;
            let text = format!("{} {}", finding.sentences.join(" "), finding.fix.unwrap_or_default());
            for part in ["20260101", "20260202", "10 minutes", &other.server.origin()] {
                ensure!(text.contains(part), "{part} is missing: {text}");
            }
            assert_eq!(page.count("[data-message=dns]").await?, 1, "there is something to send");
            Ok(())
        })?;
    }
    Ok(())
}

/// Returns the verdict, the findings that need action, and what was not observed.
async fn seen(page: &Page) -> Result<(String, Vec<String>, Vec<String>, usize)> {
    let (errors, warnings) = (page.of_severity("error").await?, page.of_severity("warning").await?);
    Ok((page.verdict().await?, errors, warnings, page.count("[data-unseen]").await?))
}

#[test]
fn a_silent_resolver_to_compare_with_changes_nothing_and_is_reported() -> Result<()> {
    flow(async |page| {
        let (_own, _other) = chosen(page).await?;
        page.check(DOMAIN).await?;
        let before = seen(page).await?;
        page.click("label:has(> input[name=compare][value=google])").await?;
        page.wait("the choice", "one('[data-compared]')").await?;
        page.check(DOMAIN).await?;
        page.wait("a word about it", "one('[data-opinion=none]')").await?;
        ensure!(page.text("[data-opinion=none]").await?.contains("Google Public DNS"), "it is named");
        assert_eq!(before, seen(page).await?);
        Ok(())
    })
}

#[test]
fn only_this_server_and_the_chosen_resolver_learn_of_a_check() -> Result<()> {
    flow(async |page| {
        let (own, other) = chosen(page).await?;
        page.requests().await?;
        page.check(DOMAIN).await?;
        let asked = page.requests().await?;
        let of = |part: &str| asked.iter().filter(|address| address.starts_with(part)).count();
        let (dns, looks) = (of(&format!("{}?dns=", other.address())), of(&format!("{}/api/v1/", own.server.origin())));
        ensure!(dns >= 5 && looks >= 1, "{asked:#?}");
        assert_eq!(dns + looks, asked.len(), "nobody else is asked anything: {asked:#?}");
        page.open_at(&own.server.origin(), "/about?lang=en").await?;
        page.wait("the page", "one('.about')").await?;
        let said = page.text(".about").await?;
        ensure!(said.contains(&other.address()), "the page names the resolver: {said}");
        Ok(())
    })
}

#[test]
fn a_custom_resolver_is_compared_and_stored() -> Result<()> {
    flow(async |page| {
        let own = OtherResolver::start(page, "v=STSv1; id=20260101;", None).await?;
        let other = OtherResolver::start(page, "v=STSv1; id=20260202;", Some(&own.server.origin())).await?;
        page.open_at(&own.server.origin(), "/?lang=en").await?;
        page.wait("this server's resolver", "one('input[name=resolver][value=own]')").await?;
        page.unfold_resolvers().await?;
        page.click("label:has(> input[name=resolver][value=own])").await?;
        page.fill("#resolver-url", "http://far.example/dns-query").await?;
        page.click("[data-compare=address]").await?;
        page.wait("what an address must be", "one('[data-trial=bad]')").await?;
        assert_eq!(page.count("[data-compared]").await?, 0, "nobody is asked without encryption");
        page.fill("#resolver-url", &other.address()).await?;
        page.click("[data-compare=address]").await?;
        page.wait("the choice", "one('[data-compared]') && !one('[data-trial=bad]')").await?;
        page.check(DOMAIN).await?;
        page.wait("the other opinion", "one('[data-finding=dns-resolvers-disagree]')").await?;
        let finding = page.finding("dns-resolvers-disagree").await?;
        let text = finding.sentences.join(" ");
        ensure!(text.contains("20260202") && text.contains(&other.server.origin()), "{text}");
        page.reload().await?;
        assert_eq!(page.count("[data-compared]").await?, 1, "it is remembered");
        page.unfold_resolvers().await?;
        let offer = format!("input[name=compare][value='{}']", other.address());
        page.wait_given("the others", "one(given)", json!(offer)).await?;
        page.click(&format!("label:has(> {offer})")).await?;
        page.wait("the choice to go", "!one('[data-compared]')").await?;
        page.reload().await?;
        assert_eq!(page.count("[data-compared]").await?, 0, "that it is left out is remembered, too");
        page.wait_given("what is at hand all the same", "one(given) && !one(given).checked", json!(offer)).await
    })
}

#[test]
fn checks_are_kept_while_their_opinions_are_awaited() -> Result<()> {
    flow(async |page| {
        let own = OtherResolver::start(page, "v=STSv1; id=20260101;", None).await?;
        let gate = Arc::new(Semaphore::new(0));
        let hold = gate.clone();
        let action_for = move |path: &str| {
            if path.starts_with("/dns-query") { RequestAction::Hold(hold.clone()) } else { RequestAction::Pass }
        };
        let gateway = Gateway::open(own.server.port(), action_for).await?;
        let other = OtherResolver::start(page, "v=STSv1; id=20260101;", Some(&gateway.origin())).await?;
        page.open_at(&gateway.origin(), "/?lang=en").await?;
        page.wait("this server's resolver", "one('input[name=compare][value=own]')").await?;
        page.unfold_resolvers().await?;
        page.fill("#resolver-url", &other.address()).await?;
        page.click(".custom button").await?;
        page.wait("the resolver to answer", "one('[data-trial=good]')").await?;
        page.click("label:has(> input[name=compare][value=own])").await?;
        page.wait("the choice", "one('[data-compared]')").await?;
        page.check(DOMAIN).await?;
        assert_eq!(page.count("[data-opinion]").await?, 0, "no opinion can have come");
        page.check(DOMAIN).await?;
        page.click(".brand a").await?;
        let kept = "one(`[data-past='${given}']`)?.dataset.count === '2'";
        page.wait_given("both checks, of which nothing but opinions is missing", kept, json!(DOMAIN)).await?;
        gate.add_permits(100);
        page.wait_given("the same two, with their opinions", kept, json!(DOMAIN)).await
    })
}

#[test]
fn a_demo_domain_is_not_compared() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        page.unfold_resolvers().await?;
        page.wait("the others", "one('input[name=compare][value=google]')").await?;
        page.click("label:has(> input[name=compare][value=google])").await?;
        page.requests().await?;
        page.check("good.test").await?;
        let own = page.server().origin();
        let asked = page.requests().await?;
        ensure!(!asked.is_empty() && asked.iter().all(|address| address.starts_with(&own)), "{asked:#?}");
        Ok(())
    })
}
