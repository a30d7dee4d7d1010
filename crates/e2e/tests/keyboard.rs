//! Keyboard-only use: everything can be reached, used and left, and the focus is always visible.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use crate::{
    resolvers::{DOMAIN, OtherResolver},
    support::{Page, flow},
};

const FIELD: &str = "form input[name=domain]";

/// Tabs to an element and presses a key there.
async fn press_on(page: &Page, css: &str, key: Key) -> Result<()> {
    page.tab_to(css).await?;
    page.press(key).await
}

/// Tabs to a collapsed section and opens it, which keeps the focus.
async fn open(page: &Page, fold: &str) -> Result<()> {
    let summary = format!("{fold} > summary");
    press_on(page, &summary, Key::Enter).await?;
    page.wait_given("the fold to open", "one(given).open", json!(fold)).await?;
    page.focus_comes_to(&summary).await
}

/// Tabs to the field and checks a domain.
async fn check(page: &Page, domain: &str) -> Result<()> {
    page.tab_to(FIELD).await?;
    page.write(domain).await?;
    page.press(Key::Enter).await?;
    page.answered(domain).await?;
    page.focus_comes_to(FIELD).await
}

/// Waits for the clock's next second, since checks within one second cannot be told apart.
async fn another_second(page: &Page) -> Result<()> {
    let now: u64 = page.evaluate("return Math.floor(Date.now() / 1000)").await?;
    page.wait_given("the next second", "Date.now() / 1000 >= given", json!(now + 1)).await
}

#[test]
fn a_domain_is_checked_fixed_and_tried_in_another_mode_by_keyboard_alone() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        page.tab_to(FIELD).await?;
        page.write("no domain").await?;
        page.press(Key::Enter).await?;
        page.wait("a sentence", "one('form [role=alert]')").await?;
        page.focus_comes_to(FIELD).await?;
        // The invalid text is selected, so the next letter replaces it.
        page.write("mx-not-listed.test").await?;
        page.press(Key::Enter).await?;
        page.answered("mx-not-listed.test").await?;
        page.focus_comes_to(FIELD).await?;
        press_on(page, "[data-copy=file]", Key::Enter).await?;
        page.copied("file").await?;
        page.focus_comes_to("[data-copy=file]").await?;
        let shown = page.content("[data-patch=file] pre").await?;
        let copied = page.clipboard().await?;
        assert_eq!(copied.lines().collect::<Vec<_>>(), shown.lines().collect::<Vec<_>>());
        open(page, "[data-fold=what-if]").await?;
        assert_eq!(page.evaluate::<String>("return one('[data-fold=what-if]').dataset.verdict").await?, "testing");
        page.press(Key::Space).await?;
        page.wait("the fold to close", "!one('[data-fold=what-if]').open").await?;
        page.focus_comes_to("[data-fold=what-if] > summary").await?;
        // Continues to the end of the page: the focus must be visible at every stop.
        page.tab_to("footer a:last-of-type").await
    })
}

#[test]
fn resolvers_are_chosen_and_compared_and_the_message_is_taken_along_by_keyboard_alone() -> Result<()> {
    flow(async |page| {
        let own = OtherResolver::start(page, "v=STSv1; id=20260101;", None).await?;
        let other = OtherResolver::start(page, "v=STSv1; id=20260202;", Some(&own.server.origin())).await?;
        page.open_at(&own.server.origin(), "/?lang=en").await?;
        page.wait("this server's resolver", "one('input[name=resolver][value=own]')").await?;
        open(page, "details.resolver").await?;
        press_on(page, "input[name=resolver]", Key::Up).await?;
        page.wait("the choice", "one('details[data-resolver=own]')").await?;
        page.focus_comes_to("input[name=resolver][value=own]").await?;
        page.tab_to("#resolver-url").await?;
        page.write(&other.address()).await?;
        press_on(page, ".custom button", Key::Space).await?;
        page.wait("the resolver to answer", "one('[data-trial=good]')").await?;
        page.focus_comes_to(".custom button").await?;
        press_on(page, "input[name=compare][value=own]", Key::Space).await?;
        page.wait("the choice", "one('[data-compared]')").await?;
        page.focus_comes_to("input[name=compare][value=own]").await?;
        check(page, DOMAIN).await?;
        page.wait("the other opinion", "one('[data-finding=dns-resolvers-disagree]')").await?;
        page.focus_comes_to(FIELD).await?;
        open(page, "[data-fold=carry]").await?;
        press_on(page, "[data-copy=txt]", Key::Enter).await?;
        page.copied("txt").await?;
        press_on(page, "[data-save=json]", Key::Enter).await?;
        page.focus_comes_to("[data-save=json]").await?;
        open(page, "[data-message=dns]").await?;
        press_on(page, "[data-message=dns] input", Key::Right).await?;
        page.wait("the Japanese message", "one('[data-message=dns] pre[lang=ja]')").await?;
        page.focus_comes_to("[data-message=dns] input[value=ja]").await?;
        page.tab_to("[data-message=dns] pre").await?;
        press_on(page, "[data-message=dns] [data-copy=message]", Key::Space).await?;
        page.wait("the copy", "one('[data-message=dns] [role=status]').innerText").await?;
        ensure!(page.clipboard().await?.contains(DOMAIN), "the message was copied");
        page.focus_comes_to("[data-message=dns] [data-copy=message]").await
    })
}

#[test]
fn earlier_checks_are_opened_compared_and_deleted_by_keyboard_alone() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        for count in 1..=3 {
            check(page, "expired.test").await?;
            press_on(page, ".brand a", Key::Enter).await?;
            let kept = "Number(one('[data-past]')?.dataset.count) === given";
            page.wait_given("the check to be kept", kept, json!(count)).await?;
            page.focus_comes_to(".brand a").await?;
            another_second(page).await?;
        }
        press_on(page, "[data-past] a", Key::Enter).await?;
        page.answered("expired.test").await?;
        page.focus_comes_to("main").await?;
        open(page, "[data-fold=since]").await?;
        press_on(page, "[data-fold=since] select", Key::Down).await?;
        page.focus_comes_to("[data-fold=since] select").await?;
        page.back().await?;
        page.wait("the earlier checks", "one('[data-past]')").await?;
        page.focus_comes_to("main").await?;
        press_on(page, "[data-keep]", Key::Space).await?;
        page.wait("the choice", "one('[data-keep=false]')").await?;
        page.focus_comes_to("[data-keep]").await?;
        press_on(page, "[data-save=all]", Key::Enter).await?;
        page.focus_comes_to("[data-save=all]").await?;
        press_on(page, "[data-forget=ask]", Key::Enter).await?;
        press_on(page, "[data-forget=all]", Key::Enter).await?;
        page.wait("the checks to go", "!one('[data-past]')").await?;
        page.focus_comes_to("#past").await
    })
}

#[test]
fn a_link_leads_the_focus_to_where_it_leads() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        page.wait("the demo domains", "one('[data-demo]')").await?;
        open(page, "[data-fold=demos]").await?;
        press_on(page, "[data-demo='bad-id.test'] a", Key::Enter).await?;
        page.answered("bad-id.test").await?;
        page.focus_comes_to("main").await?;
        press_on(page, "[data-place=record]", Key::Enter).await?;
        page.focus_comes_to("#evidence-record").await?;
        assert_eq!(page.count("[data-evidence=record] .source[tabindex='0']").await?, 0, "a short text is no stop");
        press_on(page, ".finding .meta a:last-child", Key::Enter).await?;
        page.wait("the rule", "one('.rules.one')").await?;
        page.focus_comes_to("main").await?;
        press_on(page, ".rules .up a", Key::Enter).await?;
        page.wait("all rules", "one('.rules .rows')").await?;
        page.focus_comes_to("main").await?;
        page.press_back().await?;
        page.focus_comes_to("[data-language=ja]").await?;
        page.press(Key::Enter).await?;
        page.wait("the other language", "document.documentElement.lang === 'ja'").await?;
        page.focus_comes_to("[data-language=en]").await
    })
}

#[test]
fn what_is_opened_or_unfolded_takes_the_focus_of_what_goes() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=huge.test&lang=en").await?;
        page.answered("huge.test").await?;
        open(page, "[data-evidence=policy]").await?;
        press_on(page, "[data-evidence=policy] [data-show=all]", Key::Enter).await?;
        page.wait("all of it", "!one('[data-evidence=policy] [data-show=all]')").await?;
        page.focus_comes_to("[data-evidence=policy] .source").await?;
        open(page, "[data-fold=carry]").await?;
        press_on(page, "[data-copy=json]", Key::Enter).await?;
        page.copied("json").await?;
        let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("by-keyboard.json");
        fs::write(&file, page.clipboard().await?)?;
        page.open("/?lang=en").await?;
        page.tab_to("[data-open=evidence]").await?;
        page.type_into("[data-open=evidence]", file.to_str().context("a path that is text")?).await?;
        page.answered("huge.test").await?;
        page.focus_comes_to("main").await
    })
}

#[test]
fn tab_stops_at_everything_in_the_order_of_the_page_and_nowhere_else() -> Result<()> {
    flow(async |page| {
        for path in ["/?lang=en", "/?domain=mx-not-listed.test&lang=en", "/?domain=absent.test&lang=ja"] {
            page.open(path).await?;
            page.wait("all that comes later", "one('[data-keep], .evidence')").await?;
            page.wait("the answer", "!one('[aria-busy=true]')").await?;
            page.wait("the packed evidence", "!one('#result button:disabled')").await?;
            page.evaluate::<()>("all('details').forEach((it) => { it.open = true })").await?;
            page.tab_order_is_sound().await.with_context(|| path.to_owned())?;
        }
        Ok(())
    })
}

#[test]
fn the_key_slash_leads_to_the_field_unless_it_is_switched_off() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=good.test&lang=en").await?;
        page.answered("good.test").await?;
        page.tab_to(".fold > summary").await?;
        page.write("/").await?;
        page.focus_comes_to(FIELD).await?;
        press_on(page, "#shortcut", Key::Space).await?;
        page.wait("the switch", "!one('#shortcut').checked").await?;
        page.open("/?domain=good.test&lang=en").await?;
        page.answered("good.test").await?;
        page.tab_to(".brand a").await?;
        page.write("/").await?;
        page.focus_comes_to(".brand a").await
    })
}

#[test]
fn the_first_tab_leads_past_the_head_to_the_content() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=good.test&lang=en").await?;
        page.answered("good.test").await?;
        page.evaluate::<()>("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)").await?;
        press_on(page, "a.skip", Key::Enter).await?;
        page.focus_comes_to("#main").await
    })
}
