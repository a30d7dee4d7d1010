//! Addresses: permalinks, back and forward, languages.

use anyhow::{Result, ensure};

use crate::support::{Page, flow};

/// Returns whether the text contains hiragana, as every Japanese sentence does.
fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| ('ぁ'..='ん').contains(&c))
}

#[test]
fn a_permalink_runs_at_once_and_in_its_language() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=mx-not-listed.test&lang=ja").await?;
        page.answered("mx-not-listed.test").await?;
        assert_eq!(page.verdict().await?, "refusing");
        assert_eq!(page.language().await?, "ja");
        let (headline, title) = (page.headline().await?, page.title().await?);
        ensure!(is_japanese(&headline), "{headline:?} is not Japanese");
        ensure!(is_japanese(&title), "{title:?} is not Japanese");
        let field: String = page.evaluate("return one('form input[name=domain]').value").await?;
        assert_eq!(field, "mx-not-listed.test");
        for seen in page.findings().await? {
            ensure!(is_japanese(&seen.headline), "{}: {:?} is not Japanese", seen.id, seen.headline);
        }
        Ok(())
    })
}

#[test]
fn a_check_changes_the_address_into_its_permalink() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.check("good.test").await?;
        let address = page.address().await?;
        ensure!(address.contains("domain=good.test"), "the address is {address}");
        page.reload().await?;
        page.answered("good.test").await?;
        assert_eq!(page.verdict().await?, "enforced");
        Ok(())
    })
}

#[test]
fn back_and_forward_show_the_checks_that_were_there() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.check("good.test").await?;
        page.check("absent.test").await?;
        page.back().await?;
        page.answered("good.test").await?;
        assert_eq!(page.verdict().await?, "enforced");
        let field: String = page.evaluate("return one('form input[name=domain]').value").await?;
        assert_eq!(field, "good.test", "the field follows");
        page.back().await?;
        page.wait("the first visit", "!(region())").await?;
        page.forward().await?;
        page.answered("good.test").await?;
        page.forward().await?;
        page.answered("absent.test").await?;
        assert_eq!(page.verdict().await?, "absent");
        Ok(())
    })
}

/// Follows the link to the other language.
async fn switch(page: &Page, tag: &str) -> Result<()> {
    page.click(&format!("[data-language={tag}]")).await?;
    page.wait_given("the other language", "document.documentElement.lang === given", tag.into()).await
}

#[test]
fn another_language_keeps_the_answer_and_is_stored() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        assert_eq!(page.language().await?, "en");
        page.check("expired.test").await?;
        let before = page.findings().await?;
        page.requests().await?;
        switch(page, "ja").await?;
        assert_eq!(page.verdict().await?, "ineffective");
        let after = page.findings().await?;
        let ids =
            |findings: &[crate::support::ShownFinding]| findings.iter().map(|seen| seen.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&before), ids(&after));
        let headline = page.headline().await?;
        ensure!(is_japanese(&headline), "{headline:?} is not Japanese");
        let asked = page.requests().await?;
        let sentences = |address: &&String| address.contains("/words-ja-");
        assert!(asked.iter().all(|address| sentences(&address)), "nothing is asked again but the sentences: {asked:?}");
        page.open("/").await?;
        assert_eq!(page.language().await?, "ja", "the language is remembered");
        switch(page, "en").await?;
        page.open("/").await?;
        assert_eq!(page.language().await?, "en");
        Ok(())
    })
}

#[test]
fn every_state_speaks_one_language_only() -> Result<()> {
    flow(async |page| {
        for domain in ["good.test", "absent.test", "mx-not-listed.test", "expired.test", "bogus.test", "null-mx.test"] {
            page.open(&format!("/?domain={domain}&lang=en")).await?;
            page.answered(domain).await?;
            let text = page.content("[data-verdict]").await?;
            ensure!(!is_japanese(&text), "{domain} has Japanese in English: {text}");
        }
        Ok(())
    })
}

#[test]
fn a_name_in_its_own_letters_is_checked_as_dns_has_it() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.ask("はじめ.test").await?;
        let sentence = "return region()?.dataset.domain ?? one('form [role=alert]')?.innerText ?? null";
        let answer: String = page.until("an answer", sentence).await?;
        ensure!(answer.starts_with("xn--"), "はじめ.test becomes {answer:?}");
        Ok(())
    })
}

#[test]
fn a_mail_address_is_as_good_as_its_domain() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.ask("  Postmaster@Good.TEST ").await?;
        page.answered("good.test").await?;
        assert_eq!(page.verdict().await?, "enforced");
        Ok(())
    })
}

#[test]
fn an_invalid_domain_gets_a_message_and_no_request() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.wait("the demo domains", "one('main a[href*=\"good.test\"]')").await?;
        page.requests().await?;
        for text in [
            "",
            "192.0.2.1",
            "exa mple.test",
            "good.test, absent.test",
            "a..test",
            "-a.test",
            "a!.test",
            &"a".repeat(64),
            &"a.".repeat(150),
        ] {
            page.ask(text).await?;
            let script =
                "const it = one('form [role=alert]'); return it?.checkVisibility() ? squeezed(it.innerText) : null";
            let sentence: String = page.until(&format!("a sentence about {text:?}"), script).await?;
            ensure!(sentence.len() > 10, "{text:?}: {sentence:?}");
            let field: String = page
                .evaluate("const it = one('form input[name=domain]'); return `${it.getAttribute('aria-invalid')} ${it === document.activeElement}`")
                .await?;
            assert_eq!(field, "true true", "{text:?}: the field says so and has the focus");
            let described: bool = page
                .evaluate("return one('form input[name=domain]').getAttribute('aria-describedby').split(' ').includes(one('form [role=alert]').id)")
                .await?;
            ensure!(described, "{text:?}: the sentence does not belong to the field");
            assert_eq!(page.count("[data-verdict]").await?, 0, "{text:?}");
            page.fill("form input[name=domain]", "x").await?;
            page.wait("the sentence to go", "!(one('form [role=alert]'))").await?;
        }
        assert_eq!(page.requests().await?, [""; 0], "nothing is asked");
        Ok(())
    })
}
