//! Set-up of a domain, from nothing to `enforce`. A laboratory publishes what the page says, one entry after the other.

mod published;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use crate::support::{Page, flow};
use published::Published;

const DOMAIN: &str = "absent.test";

async fn open(page: &Page, language: &str, answers: &str) -> Result<()> {
    let hash = if answers.is_empty() { String::new() } else { format!("#{answers}") };
    // Opens another page first: changing only the hash does not load a page.
    page.open("/about").await?;
    page.open(&format!("/setup?lang={language}{hash}")).await?;
    page.wait("the page", "one('.set-up')").await
}

async fn looked_up(page: &Page) -> Result<()> {
    page.wait("what is there", "one('.there') && !one('.set-up[aria-busy=true]')").await
}

/// Goes to the next stage.
async fn go_on(page: &Page, stage: &str) -> Result<()> {
    page.click(&format!("[data-onward={stage}]")).await?;
    page.wait_given("the stage", "one('.set-up').dataset.stage === given", json!(stage)).await
}

/// Returns the entry that the page says to publish next, or `already-published` at the end.
async fn next(page: &Page) -> Result<String> {
    page.evaluate("return one('[data-next]')?.dataset.next ?? one('[data-outcome]').dataset.outcome").await
}

/// Publishes the entry that the page shows, and makes the page look it up again.
async fn publish(page: &Page, published: &Published, next: &str) -> Result<()> {
    let value = page.text("[data-next] [data-value], [data-next] pre").await?;
    match next {
        "policy-host" => published.publish_host(&value),
        "policy-file" => published.publish_file(&value),
        _ => published.publish_text(if next == "record" { "_mta-sts" } else { "_smtp._tls" }, &value),
    }
    page.click("[data-look-again]").await?;
    page.wait_given(
        "another entry",
        "!one('.set-up[aria-busy=true]') && (one('[data-next]')?.dataset.next ?? one('[data-outcome]').dataset.outcome) !== given",
        json!(next),
    )
    .await
}

/// Answers the questions of every stage up to publishing.
async fn answer(page: &Page) -> Result<()> {
    page.fill("#set-up-domain", DOMAIN).await?;
    page.press(Key::Enter).await?;
    looked_up(page).await?;
    ensure!(page.count("[data-there=servers] > .good").await? == 1, "the mail server is ready");
    go_on(page, "servers").await?;
    ensure!(page.count("[data-host='mx1.absent.test'].good").await? == 1);
    go_on(page, "reports").await?;
    page.click("[data-customary]").await?;
    go_on(page, "place").await?;
    page.click("[data-place=nginx]").await?;
    page.fill("#set-up-target", "198.51.100.80").await?;
    page.wait("the recipe", "one('[data-recipe=nginx]')?.textContent.includes('mta-sts.absent.test')").await?;
    go_on(page, "panel").await?;
    assert_eq!(page.count("[data-entry]").await?, 3, "reports, address, record");
    go_on(page, "publish").await
}

#[test]
fn a_domain_without_mta_sts_is_set_up_step_by_step_until_it_is_enforced() -> Result<()> {
    flow(async |page| {
        let published = Published::new(DOMAIN)?;
        let gateway = published.gateway(page.server().port()).await?;
        page.open_at(&gateway.origin(), "/setup?lang=en").await?;
        page.wait("the page", "one('#set-up-domain')").await?;
        answer(page).await?;
        let mut order = Vec::new();
        while order.len() < 6 {
            let next = next(page).await?;
            if next == "already-published" {
                break;
            }
            publish(page, &published, &next).await?;
            order.push(next);
        }
        assert_eq!(order, ["tlsrpt", "policy-host", "policy-file", "record"]);
        go_on(page, "testing").await?;
        page.wait("the end of testing", "one('[data-testing]').dataset.testing > new Date().toISOString()").await?;
        page.click("a[href*='/change'][href*='mode']").await?;
        page.wait("the plan", "one('#change-title') && one('[data-patch=file] pre')").await?;
        let file = page.content("[data-patch=file] pre").await?;
        ensure!(file.contains("mode: enforce"), "{file}");
        published.publish_file(&file);
        published.publish_text("_mta-sts", &page.text("[data-patch=txt] [data-value]").await?);
        page.open_at(&gateway.origin(), &format!("/?domain={DOMAIN}&lang=en")).await?;
        page.answered(DOMAIN).await?;
        assert_eq!(page.verdict().await?, "enforced");
        Ok(())
    })
}

#[test]
fn answers_stay_in_the_address_and_serve_another_domain() -> Result<()> {
    flow(async |page| {
        open(
            page,
            "en",
            "domain=absent.test&reports=mailto%3Atls%40absent.test&place=caddy&begun=2026-11-01T00:00:00Z&stage=place",
        )
        .await?;
        looked_up(page).await?;
        page.wait("the recipe", "one('[data-recipe=caddy]')").await?;
        page.reload().await?;
        looked_up(page).await?;
        page.wait("the same stage", "one('.set-up').dataset.stage === 'place' && one('[data-recipe=caddy]')").await?;
        go_on(page, "panel").await?;
        open(page, "en", "").await?;
        page.wait("the set-up of before", "one('[data-kept=\"absent.test\"] a')").await?;
        page.fill("#set-up-domain", "mx-not-listed.test").await?;
        page.press(Key::Enter).await?;
        looked_up(page).await?;
        let hash: String = page.evaluate("return location.hash").await?;
        ensure!(hash.contains("place=caddy") && hash.contains("domain=mx-not-listed.test"), "{hash}");
        Ok(())
    })
}

#[test]
fn enforce_is_offered_only_where_every_mail_server_is_ready() -> Result<()> {
    flow(async |page| {
        open(page, "en", "domain=good.test&begun=2026-11-01T00:00:00Z&stage=servers").await?;
        looked_up(page).await?;
        page.wait(
            "both modes, with the published one chosen",
            "all('input[name=mode]').length === 2 && one('input[value=enforce]').checked",
        )
        .await?;
        open(page, "en", "domain=dane-mismatch.test&hosts=mx9.example.net&begun=2026-11-01T00:00:00Z&stage=servers")
            .await?;
        looked_up(page).await?;
        page.wait("the reason", "one('[data-enforce=blocked]')?.textContent.includes('enforce')").await?;
        assert_eq!(page.count("input[name=mode]").await?, 1);
        Ok(())
    })
}

#[test]
fn what_is_missing_or_wrong_is_said_before_the_page_goes_on() -> Result<()> {
    flow(async |page| {
        open(page, "en", "").await?;
        page.click("[data-look-up]").await?;
        page.focus_comes_to("#set-up-problem[data-problem=domain]").await?;
        open(page, "en", "domain=%3Cscript%3E&stage=place").await?;
        page.wait("the link", "one('[data-problem=link]')").await?;
        open(page, "en", "domain=absent.test&begun=2026-11-01T00:00:00Z&reports=ftp%3A%2F%2Fx&stage=reports").await?;
        looked_up(page).await?;
        page.click("[data-onward=place]").await?;
        page.focus_comes_to("#set-up-problem[data-problem=reports]").await?;
        page.fill("#set-up-reports", "tls@absent.test").await?;
        go_on(page, "place").await?;
        page.click("[data-onward=panel]").await?;
        page.focus_comes_to("#set-up-problem[data-problem=place]").await
    })
}

#[test]
fn a_set_up_is_worked_with_keys_alone() -> Result<()> {
    flow(async |page| {
        open(page, "en", "").await?;
        page.tab_to("#set-up-domain").await?;
        page.write(DOMAIN).await?;
        page.press(Key::Enter).await?;
        looked_up(page).await?;
        page.tab_to("[data-go=place]").await?;
        page.press(Key::Enter).await?;
        page.focus_comes_to("#set-up-title").await?;
        page.tab_to("[data-place=nginx]").await?;
        page.press(Key::Space).await?;
        page.wait("the recipe", "one('[data-recipe=nginx]')").await?;
        page.tab_to("[data-trap] input").await?;
        page.press(Key::Space).await?;
        page.wait("the answer", "one('[data-trap] input:checked')").await?;
        page.tab_to("[data-onward=panel]").await?;
        page.press(Key::Enter).await?;
        page.focus_comes_to("#set-up-title").await?;
        // Restarts from the top of the page, with fields of every kind.
        page.reload().await?;
        looked_up(page).await?;
        page.tab_order_is_sound().await
    })
}

#[test]
fn the_set_up_has_no_barriers_and_fits_on_a_phone() -> Result<()> {
    flow(async |page| {
        let mut found = Vec::new();
        for language in ["en", "ja"] {
            for stage in ["", "servers", "reports", "place", "panel", "publish", "testing"] {
                let answers = format!("domain=absent.test&reports=tls%40absent.test&place=nginx&target=198.51.100.80&begun=2026-11-01T00:00:00Z&stage={stage}");
                open(page, language, if stage.is_empty() { "" } else { &answers }).await?;
                if !stage.is_empty() {
                    looked_up(page).await?;
                }
                page.evaluate::<()>("all('details').forEach((fold) => { fold.open = true })").await?;
                found.extend(page.accessibility_violations().await?);
                page.set_viewport_width(360).await?;
                let width: u32 = page.evaluate("return document.scrollingElement.scrollWidth").await?;
                ensure!(width <= 360, "{language} {stage}: {width} px");
                page.set_viewport_width(1200).await?;
            }
            page.prefers("prefers-color-scheme", "dark").await?;
        }
        ensure!(found.is_empty(), "{found:#?}");
        Ok(())
    })
    .context("every stage in both languages")
}

#[test]
fn a_wildcard_at_the_policy_host_is_named_with_the_entry_to_publish() -> Result<()> {
    flow(async |page| {
        let published = Published::new(DOMAIN)?;
        published.publish_text("_smtp._tls", "v=TLSRPTv1; rua=mailto:tls@absent.test;");
        published.publish_other_host("203.0.113.7");
        let gateway = published.gateway(page.server().port()).await?;
        let answers = "domain=absent.test&reports=tls%40absent.test&place=nginx&target=198.51.100.80&begun=2026-11-01T00:00:00Z&stage=publish";
        page.open_at(&gateway.origin(), &format!("/setup?lang=en#{answers}")).await?;
        looked_up(page).await?;
        assert_eq!(next(page).await?, "policy-host");
        let cause = page.text("[data-cause=host-elsewhere]").await?;
        ensure!(cause.contains("203.0.113.7") && cause.contains("wildcard"), "{cause}");
        publish(page, &published, "policy-host").await?;
        assert_eq!(next(page).await?, "policy-file");
        assert_eq!(page.count("[data-cause=host-elsewhere]").await?, 0);
        Ok(())
    })
}

#[test]
fn caa_records_are_shown_and_compared_with_the_chosen_host() -> Result<()> {
    flow(async |page| {
        let answers = |place: &str, stage: &str| {
            format!(
                "domain=absent.test&reports=tls%40absent.test&place={place}&begun=2026-11-01T00:00:00Z&stage={stage}"
            )
        };
        for (place, verdict, shape) in
            [("nginx", "allowed", "good"), ("aws-s3-cloudfront", "forbidden", "care"), ("firebase", "limited", "info")]
        {
            open(page, "en", &answers(place, "place")).await?;
            looked_up(page).await?;
            page.wait_given("the verdict", "one('[data-caa]')?.dataset.caa === given", json!(verdict)).await?;
            assert_eq!(page.count(&format!("[data-there=caa] > .{shape}")).await?, 1, "{place}");
            assert_eq!(page.count("[data-trap=caa]").await?, 0, "what was looked up is not asked");
        }
        open(page, "en", &answers("aws-s3-cloudfront", "publish")).await?;
        looked_up(page).await?;
        assert_eq!(next(page).await?, "tlsrpt");
        assert_eq!(page.count("[data-cause=caa-forbids][data-effect=warns]").await?, 1);
        open(page, "en", "domain=good.test&begun=2026-11-01T00:00:00Z&place=nginx&stage=place").await?;
        looked_up(page).await?;
        page.wait("no limit", "one('[data-caa=open]') && one('[data-there=caa]')").await
    })
}

#[test]
fn back_goes_through_the_steps_and_keeps_later_answers() -> Result<()> {
    flow(async |page| {
        open(page, "en", "domain=absent.test&begun=2026-11-01T00:00:00Z").await?;
        looked_up(page).await?;
        go_on(page, "servers").await?;
        go_on(page, "reports").await?;
        page.fill("#set-up-reports", "tls@absent.test").await?;
        for stage in ["servers", "domain"] {
            page.back().await?;
            page.wait_given("the step before", "one('.set-up').dataset.stage === given", json!(stage)).await?;
        }
        go_on(page, "servers").await?;
        go_on(page, "reports").await?;
        page.wait("the answer", "one('#set-up-reports').value === 'tls@absent.test'").await?;
        page.click("[data-back=servers]").await?;
        page.focus_comes_to("#set-up-title").await
    })
}

#[test]
fn a_domain_that_cannot_be_set_up_is_named_and_not_stored() -> Result<()> {
    flow(async |page| {
        for (domain, obstacle) in [("nosuchdomain.test", "no-domain"), ("null-mx.test", "no-mail")] {
            open(page, "en", "").await?;
            page.fill("#set-up-domain", domain).await?;
            page.press(Key::Enter).await?;
            page.focus_comes_to("#set-up-problem").await?;
            assert_eq!(page.count(&format!("[data-obstacle={obstacle}]")).await?, 1, "{domain}");
        }
        open(page, "en", "").await?;
        assert_eq!(page.count("[data-kept]").await?, 0);
        Ok(())
    })
}

#[test]
fn a_word_that_is_no_host_name_is_named_when_the_field_is_left() -> Result<()> {
    flow(async |page| {
        open(page, "en", "").await?;
        page.fill("#set-up-hosts", "10").await?;
        page.press(Key::Tab).await?;
        page.wait("the problem", "one('#set-up-hosts-problem')?.textContent.includes('10')").await
    })
}
