//! Layout on small screens, and network requests of the page.

use anyhow::{Result, ensure};

use crate::support::{Page, flow};

/// Checks a domain and opens everything that is collapsed.
pub async fn check_and_unfold(page: &Page, domain: &str, language: &str) -> Result<()> {
    page.open(&format!("/?domain={domain}&lang={language}")).await?;
    page.answered(domain).await?;
    unfold(page).await
}

pub async fn unfold(page: &Page) -> Result<()> {
    page.evaluate("all('details').forEach((it) => { it.open = true })").await
}

/// Returns the element that overflows to the right, if the page scrolls sideways.
async fn overflow(page: &Page, width: u32) -> Result<Option<String>> {
    page.evaluate_with(
        "const root = document.scrollingElement;
        if (root.clientWidth === given && root.scrollWidth <= given) return null;
        const out = all('body *').filter((it) => it.getBoundingClientRect().right > given + 0.5);
        const last = out.filter((it) => !out.some((other) => other !== it && it.contains(other)));
        return `${root.scrollWidth} px of ${root.clientWidth}: ` + last.slice(0, 5).map((it) => it.outerHTML.slice(0, 160)).join(' | ')",
        width.into(),
    )
    .await
}

/// Texts for every state of the syntax check.
pub const LINTED: [&str; 4] = [
    "",
    "version: STSv1\nmode: enforce\nmx: *.example.com\nmax_age: 604800\n",
    "\u{feff}version: STSv1\n\nmode = strict\nmx: a-very-long-name-of-a-mail-server-that-does-not-fit-on-one-line.example.com.\nmax_age: soon\n",
    "v=STSv1; id=2026-01-01;\nv=STSv1; id=2;",
];

/// Opens the syntax check with a text in it.
pub async fn lint(page: &Page, text: &str, language: &str) -> Result<()> {
    page.open(&format!("/lint?lang={language}")).await?;
    page.wait("the page", "one('#lint-text')").await?;
    page.paste("#lint-text", text).await?;
    page.paste("#lint-domain", if text.is_empty() { "" } else { "a..b" }).await?;
    page.wait_given("the outcome", "!given || (one('[data-linted]') && one('#lint-domain-problem'))", text.into()).await
}

const NARROW: [u32; 2] = [360, 320];

#[test]
fn nothing_scrolls_sideways_on_a_phone() -> Result<()> {
    flow(async |page| {
        let mut wide = Vec::new();
        page.open("/?lang=en").await?;
        page.wait("the demo domains", "one('[data-demo]')").await?;
        let mut look = async |page: &Page, what: &str| -> Result<()> {
            for width in NARROW {
                page.set_viewport_width(width).await?;
                if let Some(overflow) = overflow(page, width).await? {
                    wide.push(format!("{what}: {overflow}"));
                }
            }
            Ok(())
        };
        look(page, "first visit").await?;
        for domain in [
            "good.test",
            "mx-not-listed.test",
            "absent.test",
            "hostile.test",
            "xn--r8jz45g.test",
            "huge.test",
            "expired.test",
        ] {
            for language in ["en", "ja"] {
                page.open(&format!("/?domain={domain}&lang={language}")).await?;
                page.answered(domain).await?;
                look(page, &format!("{domain} in {language}")).await?;
                unfold(page).await?;
                look(page, &format!("{domain} in {language}, unfolded")).await?;
            }
        }
        page.open("/about?lang=en").await?;
        look(page, "about").await?;
        for language in ["en", "ja"] {
            for text in LINTED {
                lint(page, text, language).await?;
                look(page, &format!("the syntax check of {text:?} in {language}")).await?;
            }
        }
        ensure!(wide.is_empty(), "{wide:#?}");
        Ok(())
    })
}

#[test]
fn the_answer_reads_from_its_headline_on_at_any_width() -> Result<()> {
    flow(async |page| {
        for domain in ["good.test", "mx-not-listed.test", "www.good.test"] {
            page.open(&format!("/?domain={domain}&lang=en")).await?;
            page.answered(domain).await?;
            for width in [1280, 360] {
                page.set_viewport_width(width).await?;
                let order: Vec<f64> = page
                    .evaluate(
                        "return all('#verdict, .lead, .parent, .beside').map((it) => it.getBoundingClientRect().top)",
                    )
                    .await?;
                ensure!(order.is_sorted(), "{domain} at {width}: {order:?}");
            }
        }
        page.click(".parent a").await?;
        page.answered("good.test").await
    })
}

#[test]
fn no_state_of_the_help_desk_tools_scrolls_sideways() -> Result<()> {
    flow(async |page| {
        let mut wide = Vec::new();
        for language in ["en", "ja"] {
            page.open(&format!("/?lang={language}")).await?;
            page.check("testing.test").await?;
            page.check("absent.test").await?;
            page.open(&format!("/?lang={language}")).await?;
            page.wait("the earlier checks", "all('[data-past]').length >= 2").await?;
            unfold(page).await?;
            page.click("label:has(> input[name=compare][value=google])").await?;
            let mut look = async |what: &str| -> Result<()> {
                page.set_viewport_width(320).await?;
                if let Some(overflow) = overflow(page, 320).await? {
                    wide.push(format!("{what} in {language}: {overflow}"));
                }
                Ok(())
            };
            look("resolvers to compare, and earlier checks").await?;
            for domain in ["absent.test", "testing.test"] {
                page.check(domain).await?;
                page.wait("what changed", "one('[data-fold=since]')").await?;
                unfold(page).await?;
                look(&format!("message, what if, downloads and changes of {domain}")).await?;
            }
            page.open(&format!("/about?lang={language}")).await?;
            look("the page about privacy").await?;
            page.open(&format!("/rules/record-missing?lang={language}")).await?;
            look("a rule").await?;
        }
        ensure!(wide.is_empty(), "{wide:#?}");
        Ok(())
    })
}

/// Returns terms in the page's texts that break across lines.
async fn broken(page: &Page) -> Result<Vec<String>> {
    page.evaluate(
        "const texts = document.createTreeWalker(one('main'), NodeFilter.SHOW_TEXT);
        const found = [];
        for (let text; text = texts.nextNode();) {
            if (text.parentElement.closest('pre, dd, .source')) continue;
            for (const { 0: term, index } of text.data.matchAll(/MTA-STS|TLS-RPT|-starttls|-connect|set-up/g)) {
                const range = document.createRange();
                range.setStart(text, index);
                range.setEnd(text, index + term.length);
                if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) {
                    found.push(text.parentElement.parentElement.outerHTML.slice(0, 200));
                }
            }
        }
        return found",
    )
    .await
}

#[test]
fn no_term_is_broken_at_its_hyphen() -> Result<()> {
    flow(async |page| {
        let mut found = Vec::new();
        for domain in ["absent.test", "good.test", "testing.test", "slow.test", "none.test"] {
            for language in ["en", "ja"] {
                check_and_unfold(page, domain, language).await?;
                for width in (300..=420).step_by(20) {
                    page.set_viewport_width(width).await?;
                    let terms = broken(page).await?;
                    found.extend(terms.into_iter().map(|term| format!("{domain} in {language}, {width} px: {term}")));
                }
                let copied: String = page.evaluate("return one('main').textContent").await?;
                ensure!(copied.contains("MTA-STS") && !copied.contains(['\u{2011}', '\u{2060}']), "a copy is exact");
            }
        }
        ensure!(found.is_empty(), "{found:#?}");
        Ok(())
    })
}

#[test]
fn the_longest_name_fits_on_a_phone() -> Result<()> {
    flow(async |page| {
        let domain = format!("{0}.{0}.{0}.{1}.test", "a".repeat(60), "b".repeat(50));
        page.open("/?lang=en").await?;
        page.check(&domain).await?;
        unfold(page).await?;
        for width in NARROW {
            page.set_viewport_width(width).await?;
            let overflow = overflow(page, width).await?;
            ensure!(overflow.is_none(), "{}", overflow.unwrap_or_default());
        }
        Ok(())
    })
}

#[test]
fn the_console_stays_clean() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        for domain in ["good.test", "hostile.test", "mx-not-listed.test"] {
            page.check(domain).await?;
            unfold(page).await?;
        }
        page.open("/about?lang=ja").await?;
        assert_eq!(page.console_errors().await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn the_page_is_served_under_a_strict_policy() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        let policy: String = page
            .evaluate("return fetch('/').then((answer) => answer.headers.get('content-security-policy') ?? '')")
            .await?;
        let directive = |name: &str| policy.split(';').map(str::trim).find(|part| part.split(' ').next() == Some(name));
        let scripts = directive("script-src").or_else(|| directive("default-src"));
        let scripts = scripts.ok_or_else(|| anyhow::anyhow!("the policy {policy:?} says nothing about scripts"))?;
        ensure!(!scripts.contains("'unsafe-inline'") && !scripts.contains("'unsafe-eval'"), "{scripts}");
        ensure!(
            directive("object-src").or_else(|| directive("default-src")).is_some_and(|it| it.contains("'none'")),
            "{policy}"
        );
        ensure!(directive("frame-ancestors").is_some(), "{policy}");
        Ok(())
    })
}

#[test]
fn a_demo_check_asks_only_this_server() -> Result<()> {
    flow(async |page| {
        page.requests().await?;
        page.open("/").await?;
        for domain in ["good.test", "hostile.test", "expired.test"] {
            page.check(domain).await?;
            unfold(page).await?;
        }
        let own = page.server().origin();
        let requests = page.requests().await?;
        ensure!(requests.iter().any(|address| address.contains("/api/v1/policy/good.test")), "{requests:?}");
        let elsewhere: Vec<_> =
            requests.iter().filter(|it| !it.starts_with(&format!("{own}/")) && !it.starts_with("data:")).collect();
        ensure!(elsewhere.is_empty(), "the page asks {elsewhere:?}");
        let entries: Vec<String> =
            page.evaluate("return performance.getEntriesByType('resource').map((it) => it.name)").await?;
        ensure!(entries.iter().all(|it| it.starts_with(&own)), "{entries:?}");
        Ok(())
    })
}
