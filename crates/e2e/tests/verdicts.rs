//! Page content for each kind of domain.

use anyhow::{Result, ensure};
use serde::Deserialize;
use serde_json::json;

use crate::support::{Page, flow};

/// Places that a finding can point to.
const NOWHERE: Option<&str> = None;

/// Checks a domain, its verdict and one finding: cause, fix, RFC, and the place in the evidence.
async fn expect_verdict(page: &Page, domain: &str, verdict: &str, finding: &str, place: Option<&str>) -> Result<()> {
    page.check(domain).await?;
    let got = page.verdict().await?;
    ensure!(got == verdict, "{domain}: the verdict is {got}, not {verdict}");
    let seen = page.finding(finding).await?;
    ensure!(!seen.headline.is_empty(), "{domain}: {finding} has no headline");
    ensure!(seen.fix.is_some(), "{domain}: {finding} does not say how to mend it");
    ensure!(seen.sentences.len() >= 2, "{domain}: {finding} does not say why: {:?}", seen.sentences);
    let reference = seen.links.iter().any(|link| link.starts_with("https://www.rfc-editor.org/rfc/rfc"));
    ensure!(reference, "{domain}: {finding} has no reference to an RFC, but {:?}", seen.links);
    if let Some(place) = place {
        marked(page, finding, place).await?;
    }
    Ok(())
}

/// Checks that the finding links to a place in the evidence, and that something is visibly marked there.
async fn marked(page: &Page, finding: &str, place: &str) -> Result<()> {
    page.click(&format!("[data-finding='{finding}'] a[data-place='{place}']")).await?;
    let mark = "all(`#evidence-${given} + .content mark`).some((mark) => mark.textContent && mark.checkVisibility())";
    page.wait_given(&format!("{finding} to be marked in {place}"), mark, place.into()).await
}

#[test]
fn a_good_domain_is_enforced_and_leaves_nothing_to_do() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        assert_eq!(page.count("h1").await?, 1);
        assert_eq!(page.count("[data-verdict]").await?, 0, "nothing was asked yet");
        page.check("good.test").await?;
        assert_eq!(page.verdict().await?, "enforced");
        assert_eq!(page.of_severity("error").await?, [""; 0]);
        assert_eq!(page.of_severity("warning").await?, [""; 0]);
        let headline = page.headline().await?;
        ensure!(!headline.is_empty(), "the answer has no headline");
        let title = page.title().await?;
        ensure!(title.contains(&headline) && title.contains("good.test"), "the title is {title:?}");
        assert_eq!(page.count("[data-verdict] [data-stop]").await?, 5, "a message has five stops");
        assert_eq!(
            page.count("[data-stop]:is([data-state=bad], [data-state=care])").await?,
            0,
            "a good domain has a bad stop"
        );
        assert_eq!(page.count("[data-verdict][aria-live]").await?, 1);
        Ok(())
    })
}

#[test]
fn a_bad_record_is_named_and_marked() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        expect_verdict(page, "bad-id.test", "ineffective", "record-id-invalid-chars", Some("record")).await?;
        expect_verdict(page, "two-records.test", "ineffective", "record-multiple", NOWHERE).await
    })
}

#[test]
fn a_bad_certificate_of_the_policy_host_is_named_precisely() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        for (domain, finding) in [
            ("expired.test", "policy-host-tls-expired"),
            ("wrong-name.test", "policy-host-tls-name-mismatch"),
            ("self-signed.test", "policy-host-tls-self-signed"),
            ("unknown-ca.test", "policy-host-tls-untrusted-ca"),
            ("incomplete-chain.test", "policy-host-tls-chain-incomplete"),
            ("old-tls.test", "policy-host-tls-old"),
        ] {
            expect_verdict(page, domain, "ineffective", finding, NOWHERE).await?;
        }
        Ok(())
    })
}

#[test]
fn wrong_answers_of_a_policy_host_are_explained() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        for (domain, finding) in [
            ("policy-404.test", "policy-http-not-found"),
            ("redirect.test", "policy-http-redirect"),
            ("html-page.test", "policy-body-is-html"),
            ("waf.test", "policy-http-waf-challenge"),
            ("refused.test", "policy-host-connect-failed"),
        ] {
            expect_verdict(page, domain, "ineffective", finding, NOWHERE).await?;
        }
        Ok(())
    })
}

#[test]
fn a_mistake_in_the_policy_file_is_marked_where_it_is() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        expect_verdict(page, "mode-typo.test", "ineffective", "policy-mode-invalid", Some("policy")).await?;
        expect_verdict(page, "blank-line.test", "ineffective", "policy-blank-line", Some("policy")).await
    })
}

#[test]
fn an_mx_host_that_no_pattern_covers_is_refused_by_name() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        expect_verdict(page, "mx-not-listed.test", "refusing", "policy-mx-not-covered", NOWHERE).await?;
        assert_eq!(page.count("[data-mx][data-outcome=refuse]").await?, 1, "one host is refused");
        ensure!(page.count("[data-mx][data-outcome=deliver]").await? > 0, "the other one is not");
        ensure!(page.count("[data-step=next-id]").await? == 1, "after the file the id has to change");
        expect_verdict(page, "wildcard-depth.test", "refusing", "policy-mx-wildcard-depth", NOWHERE).await?;
        let follows = "[data-finding=policy-mx-wildcard-depth] [data-finding=policy-mx-none-covered]";
        assert_eq!(page.count(follows).await?, 1, "what follows from it stands with it");
        Ok(())
    })
}

#[test]
fn mail_of_senders_that_verify_dane_decides_the_banner_whatever_the_policy() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=dane-mismatch.test&lang=en").await?;
        page.answered("dane-mismatch.test").await?;
        assert_eq!(page.verdict().await?, "enforced");
        assert_eq!(page.count("[data-verdict][data-severity=error] > .verdict.bad").await?, 1, "the banner is red");
        let headline = page.headline().await?;
        ensure!(headline.starts_with("Senders that verify DANE must not deliver"), "{headline}");
        let cause = page.text("[data-cause=dane-tlsa-mismatch]").await?;
        ensure!(cause.contains("mx1.dane-mismatch.test"), "{cause}");
        assert_eq!(page.count("[data-stop=tls][data-state=bad]").await?, 1, "so is the last stop");
        page.wait("the table", "one('.delivery [data-cell=dane] .bad')").await?;
        page.click(".brand a").await?;
        page.wait("the history", "one('[data-past=\"dane-mismatch.test\"]')").await?;
        assert_eq!(page.count("[data-past='dane-mismatch.test'] .mark.bad").await?, 1, "so is the row of the history");
        assert_eq!(page.count("[data-demo='dane-mismatch.test'] .mark.bad").await?, 1, "and the demo domain");
        Ok(())
    })
}

#[test]
fn a_result_just_shown_can_be_checked_again() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=good.test&lang=en").await?;
        page.answered("good.test").await?;
        page.requests().await?;
        page.click(".tools a[href*='domain=good.test']").await?;
        page.answered("good.test").await?;
        ensure!(!page.requests().await?.is_empty(), "nothing was asked again");
        Ok(())
    })
}

#[test]
fn a_domain_without_mta_sts_shows_what_to_publish() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        expect_verdict(page, "absent.test", "absent", "record-missing", NOWHERE).await?;
        ensure!(page.count("[data-finding=record-missing] [data-patch]").await? > 0, "there is nothing to copy");
        let steps: Vec<String> = page.evaluate("return all('[data-step]').map((step) => step.dataset.step)").await?;
        assert_eq!(steps, ["site", "address", "certificate", "policy", "record", "tlsrpt"]);
        Ok(())
    })
}

#[test]
fn a_domain_that_receives_no_mail_has_no_errors() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.check("null-mx.test").await?;
        assert_eq!(page.verdict().await?, "no-mail");
        assert_eq!(page.of_severity("error").await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn a_policy_in_testing_and_a_policy_of_none_are_no_errors() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        for (domain, verdict) in [("testing.test", "testing"), ("none.test", "disabled")] {
            page.check(domain).await?;
            assert_eq!(page.verdict().await?, verdict);
            assert_eq!(page.of_severity("error").await?, [""; 0], "{domain}");
        }
        Ok(())
    })
}

/// Response of `/api/v1/config`.
#[derive(Deserialize)]
struct Config {
    lab: Vec<Demo>,
}

#[derive(Deserialize)]
struct Demo {
    domain: String,
    verdict: String,
}

#[test]
fn every_demo_domain_shows_the_verdict_that_the_server_promises() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        let config: Config = page.json("/api/v1/config").await?;
        ensure!(config.lab.len() >= 30, "the laboratory has {} domains only", config.lab.len());
        let mut wrong = Vec::new();
        for Demo { domain, verdict } in config.lab {
            page.check(&domain).await?;
            let got = page.verdict().await?;
            if got != verdict {
                wrong.push(format!("{domain}: {got} instead of {verdict}"));
            }
        }
        ensure!(wrong.is_empty(), "{wrong:#?}");
        Ok(())
    })
}

#[test]
fn demo_domains_are_offered_on_the_first_visit_and_run_at_a_click() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        let link = "main a[href*='domain=good.test']";
        page.wait_given("the demo domains", "one(given)", link.into()).await?;
        page.click(link).await?;
        page.answered("good.test").await?;
        assert_eq!(page.verdict().await?, "enforced");
        ensure!(page.address().await?.contains("domain=good.test"));
        Ok(())
    })
}

/// Returns the focused element: the id of a finding, or of a host.
async fn focused(page: &Page) -> Result<String> {
    page.evaluate("const it = document.activeElement; return it.checkVisibility() ? it.dataset.finding ?? it.dataset.mx ?? it.id : ''").await
}

#[test]
fn every_stop_on_the_way_of_a_message_leads_to_what_was_found_there() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=mx-not-listed.test&lang=en").await?;
        page.answered("mx-not-listed.test").await?;
        page.wait("the evidence", "one('[data-evidence=questions]')").await?;
        page.click("[data-stop=mx] .name a").await?;
        assert_eq!(focused(page).await?, "policy-mx-not-covered");
        assert_eq!(page.count("[data-fold=pass][open]").await?, 0, "what is in order is folded");
        page.click("[data-stop=record] .name a").await?;
        ensure!(focused(page).await?.starts_with("record-"), "the record leads to {}", focused(page).await?);
        assert_eq!(page.count("[data-fold=pass][open]").await?, 1, "and unfolds it");
        assert_eq!(page.count("[data-stop=mx] [data-host]").await?, 2, "every host is on the way");
        page.click("[data-stop=mx] [data-host=bad] a").await?;
        assert_eq!(focused(page).await?, "backup.mx-not-listed.test");
        Ok(())
    })
}

#[test]
fn first_contact_and_an_older_policy_have_a_column_each() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=mx-not-listed.test&lang=en").await?;
        page.answered("mx-not-listed.test").await?;
        page.wait("the table", "one('.delivery table')").await?;
        assert_eq!(page.count(".delivery thead th").await?, 4);
        assert_eq!(page.count(".delivery [data-cell=older]").await?, 2);
        page.check("good.test").await?;
        page.wait("the table", "one('.delivery [data-mx*=good]')").await?;
        assert_eq!(page.count(".delivery .remembering dd").await?, 1, "what is the same for all hosts is said once");
        page.check("absent.test").await?;
        page.wait("the table", "one('.delivery [data-mx*=absent]')").await?;
        assert_eq!(page.count("[data-cell=older]").await?, 0, "nobody remembers what never was");
        Ok(())
    })
}

#[test]
fn the_time_of_a_check_is_the_readers_own() -> Result<()> {
    flow(async |page| {
        page.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": "Asia/Kathmandu" })).await?;
        for (language, locale, style) in [("en", "en-GB", "medium"), ("ja", "ja-JP", "long")] {
            page.open(&format!("/?domain=good.test&lang={language}")).await?;
            page.answered("good.test").await?;
            // The check began in this minute or the last one.
            let script = "const [locale, dateStyle] = given;
                const format = new Intl.DateTimeFormat(locale, { dateStyle, timeStyle: 'short' });
                const times = [0, 60_000].map(ago => format.format(Date.now() - ago));
                const shown = document.querySelector('[data-fact=checked]').textContent;
                return times.some(time => shown.endsWith(time)) ? '' : `${shown} is not ${times}`;";
            let difference: String = page.evaluate_with(script, json!([locale, style])).await?;
            assert_eq!(difference, "");
        }
        Ok(())
    })
}
