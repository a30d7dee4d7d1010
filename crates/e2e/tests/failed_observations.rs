//! Failed observations: the page never blames the domain for what it cannot see.

use std::sync::Arc;

use anyhow::{Result, ensure};
use thirtyfour::Key;
use tokio::sync::Semaphore;

use crate::support::{Bench, CLOSED_ADDRESS, Gateway, Page, RequestAction, Server, flow, flow_without_scripts};

/// Checks that the verdict is "unknown", that the gaps are listed, and that no finding blames the domain.
async fn not_seen(page: &Page) -> Result<()> {
    assert_eq!(page.verdict().await?, "unknown");
    assert_eq!(page.of_severity("error").await?, [""; 0]);
    ensure!(page.count("[data-verdict] [data-unseen]").await? > 0, "the list of what was not seen is missing");
    assert_eq!(page.count("[data-stop][data-state=bad]").await?, 0, "a stop is called bad");
    let headline = page.headline().await?;
    ensure!(!headline.is_empty(), "there is no headline");
    let red = page.count("[data-unseen] .mark.bad").await?;
    assert_eq!(red, 0, "what was not seen is marked as bad");
    Ok(())
}

/// Chooses a resolver by its URL, and waits until the page reports that it does not answer.
pub async fn choose(page: &Page, url: &str) -> Result<()> {
    page.unfold_resolvers().await?;
    page.wait("the others", "one('#resolver-url')").await?;
    page.fill("#resolver-url", url).await?;
    page.click(".custom button").await?;
    let tried = "return one('[data-trial=bad]')?.innerText || null";
    let said: String = page.until("the page to have tried the resolver", tried).await?;
    ensure!(said.len() > 10, "the page says {said:?}");
    Ok(())
}

#[test]
fn a_resolver_that_does_not_answer_is_not_a_fault_of_the_domain() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        choose(page, &format!("http://{CLOSED_ADDRESS}/dns-query")).await?;
        page.check("example.com").await?;
        not_seen(page).await?;
        page.check("good.test").await?;
        assert_eq!(page.verdict().await?, "enforced", "demo domains are still there");
        Ok(())
    })
}

#[test]
fn a_server_whose_resolver_is_down_reports_no_fault_of_the_domain() -> Result<()> {
    flow(async |page| {
        // No public resolver can be reached, and the resolver of this page's server does not answer.
        page.open("/?domain=example.com&lang=en").await?;
        page.answered("example.com").await?;
        not_seen(page).await
    })
}

#[test]
fn a_proxy_that_is_down_leaves_the_policy_unseen_and_nothing_else() -> Result<()> {
    flow(async |page| {
        let action_for =
            |path: &str| if path.starts_with("/api/v1/policy/") { RequestAction::Break } else { RequestAction::Pass };
        let gateway = Gateway::open(page.server().port(), action_for).await?;
        page.open_at(&gateway.origin(), "/?domain=good.test&lang=en").await?;
        page.answered("good.test").await?;
        not_seen(page).await?;
        assert_eq!(page.count("[data-stop=record][data-state=good]").await?, 1, "the record was seen");
        Ok(())
    })
}

#[test]
fn an_unreachable_server_is_reported_in_words() -> Result<()> {
    flow(async |page| {
        let server = Server::start(&page.bench().paths)?;
        page.open_at(&server.origin(), "/?lang=en").await?;
        page.check("good.test").await?;
        assert_eq!(page.verdict().await?, "enforced");
        drop(server);
        page.check("expired.test").await?;
        not_seen(page).await
    })
}

#[test]
fn what_is_typed_before_the_application_is_there_is_not_lost() -> Result<()> {
    flow(async |page| {
        let gate = Arc::new(Semaphore::new(0));
        let hold = gate.clone();
        let action_for = move |path: &str| {
            if path.ends_with(".wasm") { RequestAction::Hold(hold.clone()) } else { RequestAction::Pass }
        };
        let gateway = Gateway::open(page.server().port(), action_for).await?;
        // The document counts as loaded only once the application is, so this must not wait for it.
        page.evaluate::<()>(&format!("location.href = '{}/?lang=en'", gateway.origin())).await?;
        page.wait("the form", "one('form input[name=domain]')").await?;
        page.fill("form input[name=domain]", "good.test").await?;
        assert_eq!(page.count("html[data-ready]").await?, 0);
        gate.add_permits(100);
        page.wait("the application to take over", "one('html[data-ready]')").await?;
        let kept = "one('form input[name=domain]').value === 'good.test' && document.activeElement.matches('form input[name=domain]')";
        page.wait("text and cursor in the field of the application", kept).await?;
        page.press(Key::Enter).await?;
        page.answered("good.test").await
    })
}

#[test]
fn without_its_program_the_page_says_what_it_needs() -> Result<()> {
    flow(async |page| {
        let action_for = |path: &str| if path.ends_with(".wasm") { RequestAction::Break } else { RequestAction::Pass };
        let gateway = Gateway::open(page.server().port(), action_for).await?;
        page.goto(&gateway.origin(), "/").await?;
        let script = "return all('main p').find((it) => it.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && it.innerText.includes('WebAssembly'))?.innerText ?? null";
        page.until::<String>("a sentence about WebAssembly", script).await.map(drop)
    })
}

#[test]
fn a_first_check_needs_only_the_first_part_of_the_program() -> Result<()> {
    flow(async |page| {
        let action_for = |path: &str| {
            if path.starts_with("/deferred-") && path.ends_with(".wasm") {
                RequestAction::Break
            } else {
                RequestAction::Pass
            }
        };
        let gateway = Gateway::open(page.server().port(), action_for).await?;
        page.goto(&gateway.origin(), "/?lang=en&domain=mx-not-listed.test").await?;
        page.answered("mx-not-listed.test").await?;
        assert_eq!(page.verdict().await?, "refusing");
        let fold = "details.resolver [data-later=missing]";
        assert_eq!(page.count(fold).await?, 1, "the choice of a resolver says so, too");
        let said = page.text("#result [data-later=missing]").await?;
        ensure!(said.contains("did not load") && said.contains("Load the page again"), "{said}");
        page.goto(&gateway.origin(), "/rules?lang=en").await?;
        page.wait("the page of rules to say what is missing", "one('main [data-later=missing]')").await
    })
}

#[test]
fn a_report_is_taken_along_only_once_there_is_something_that_writes_it() -> Result<()> {
    flow(async |page| {
        let gate = Arc::new(Semaphore::new(0));
        let hold = gate.clone();
        let action_for = move |path: &str| match path.starts_with("/deferred-") && path.ends_with(".wasm") {
            true => RequestAction::Hold(hold.clone()),
            false => RequestAction::Pass,
        };
        let gateway = Gateway::open(page.server().port(), action_for).await?;
        page.goto(&gateway.origin(), "/?lang=en&domain=good.test").await?;
        page.wait("the verdict", "region()?.dataset.verdict === 'enforced'").await?;
        assert_eq!(page.count("[data-fold=carry], [data-copy], [data-save]").await?, 0, "it was not written yet");
        gate.add_permits(100);
        page.wait("what takes it along", "one('[data-fold=carry]')").await?;
        page.click("[data-copy=link]").await?;
        page.click("[data-fold=carry] > summary").await?;
        page.click("[data-copy=json]").await?;
        page.copied("json").await?;
        ensure!(page.clipboard().await?.contains("good.test"), "it is the report");
        Ok(())
    })
}

#[test]
fn without_scripts_the_page_says_what_it_needs() -> Result<()> {
    flow_without_scripts(async |page| {
        page.goto(&page.server().origin(), "/").await?;
        let text = page.text("main").await?;
        ensure!(text.contains("JavaScript") && text.contains("mta-sts check"), "{text}");
        Ok(())
    })
}

#[test]
fn all_flows_share_one_server() -> Result<()> {
    let (first, second) = (Bench::shared()?, Bench::shared()?);
    assert!(Arc::ptr_eq(&first, &second));
    Ok(())
}
