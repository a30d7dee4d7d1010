//! Planned changes: opened from a finding, filled in, viewed step by step, exported, and compared on return.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use crate::support::{Page, flow};

/// Script that intercepts files that the page saves: name and text.
const CATCH_FILES: &str = "
    window.saved = [];
    const make = URL.createObjectURL;
    let latest = null;
    URL.createObjectURL = (blob) => { latest = blob; return make.call(URL, blob); };
    HTMLAnchorElement.prototype.click = function () {
        if (this.download) latest.text().then((text) => saved.push([this.download, text]));
    };
";

/// Plan made on 1 June 2026, from a state that good.test does not have.
const EARLIER: &str = "domain=good.test&goal=move-mx=mx9.example.net&start=2026-06-01T09:00:00Z&mx=10,mx1.good.test\
    &policy=enforce,604800,mx1.good.test&id=20260101000000Z&ttl=3600,3600,3600";

async fn open(page: &Page, language: &str, plan: &str) -> Result<()> {
    let hash = if plan.is_empty() { String::new() } else { format!("#{plan}") };
    // Opens another page first: changing only the hash does not load a page.
    page.open("/about").await?;
    page.open(&format!("/change?lang={language}{hash}")).await?;
    page.wait("the page", "one('.change')").await
}

async fn planned(page: &Page) -> Result<()> {
    page.wait("the plan", "one('#change-title') && one('#step-1')").await
}

/// Returns the saved file with this extension.
async fn saved(page: &Page, ending: &str) -> Result<String> {
    page.until_given("the file", "return saved.find(([name]) => name.endsWith(given))?.[1] ?? null", json!(ending))
        .await
}

/// Returns the plan in the address.
async fn hash(page: &Page) -> Result<String> {
    page.evaluate("return location.hash.slice(1)").await
}

#[test]
fn a_finding_leads_to_the_plan_that_repairs_it() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        page.check("mx-not-listed.test").await?;
        page.click("[data-finding=policy-mx-not-covered] [data-plan=repair] a").await?;
        planned(page).await?;
        ensure!(page.text("#change-title").await?.contains("mx-not-listed.test"));
        ensure!(page.count("[data-step=file-repair] [data-patch=file]").await? == 1, "the file to publish");
        ensure!(hash(page).await?.starts_with("domain=mx-not-listed.test&goal=repair&start="), "{}", hash(page).await?);
        page.back().await?;
        page.answered("mx-not-listed.test").await
    })
}

#[test]
fn a_change_is_planned_and_taken_along() -> Result<()> {
    flow(async |page| {
        page.before_every_page(CATCH_FILES).await?;
        open(page, "en", "").await?;
        page.fill("#change-domain", "good.test").await?;
        page.fill("#change-value", "mx8.example.net, mx9.example.net").await?;
        page.press(Key::Enter).await?;
        planned(page).await?;
        page.focus_comes_to("#change-title").await?;
        let title = page.text("#change-title").await?;
        ensure!(title == "Move mail for good.test to mx8.example.net and mx9.example.net", "{title}");
        page.click("[data-save=ics]").await?;
        let calendar = saved(page, ".ics").await?;
        let steps = page.count(".plan tbody tr").await?;
        ensure!(calendar.matches("BEGIN:VEVENT").count() == steps && steps > 8, "{calendar}");
        let link = format!("URL:{}/change?lang=en#domain=good.test&goal=move-mx=", page.server().origin());
        ensure!(calendar.replace("\r\n ", "").contains(&link), "{calendar}");
        page.click("[data-save=markdown]").await?;
        let markdown = saved(page, ".md").await?;
        ensure!(markdown.contains("### DNS") && markdown.contains("- [ ] **"), "{markdown}");
        page.click("[data-copy=link]").await?;
        page.copied("link").await?;
        ensure!(page.clipboard().await?.ends_with(&hash(page).await?));
        page.click("[data-use=short]").await?;
        page.wait("the short plan", "one('[data-form=short].chosen') && location.hash.includes('&form=short&')").await
    })
}

#[test]
fn moving_along_the_timeline_says_what_happens_to_mail() -> Result<()> {
    flow(async |page| {
        open(page, "en", EARLIER).await?;
        planned(page).await?;
        ensure!(page.text(".moment .headline").await?.contains("mx1.good.test"));
        ensure!(page.text("[data-early]").await?.contains("Waits until its copy expires"));
        // After the change of MX, mail goes to the new host, and there is no warning about an early change.
        for _ in 0..20 {
            if page.text(".moment .headline").await?.contains("mx9.example.net") {
                break;
            }
            page.click("[data-turn=later]").await?;
        }
        ensure!(page.text(".moment .headline").await?.contains("mx9.example.net"), "the new host");
        ensure!(page.count("[data-early]").await? == 0 && page.count("[data-harm='0']").await? == 1);
        let before: String = page.evaluate("return one('#change-moment').value").await?;
        page.evaluate::<()>("one('#change-moment').focus()").await?;
        page.press(Key::Left).await?;
        page.wait_given("another moment", "one('#change-moment').value !== given", json!(before)).await?;
        let said: String = page.evaluate("return one('#change-moment').getAttribute('aria-valuetext')").await?;
        ensure!(said.contains("2026") && said == page.text(".playhead output").await?, "{said}");
        Ok(())
    })
}

#[test]
fn on_return_the_plan_is_compared_with_what_is_live() -> Result<()> {
    flow(async |page| {
        open(page, "en", EARLIER).await?;
        page.wait("the comparison", "one('[data-compared] [data-progress]')").await?;
        let headline = page.content("#change-compare").await?;
        let stands: Vec<String> = page.evaluate("return all('.now > li').map((row) => row.dataset.progress)").await?;
        ensure!(headline == "A step is late" && stands.contains(&"late".to_owned()), "{headline} {stands:?}");
        page.wait("new dates", "one('.dates ins')").await?;
        page.click("[data-replan]").await?;
        page.wait("a new plan", "!one('[data-compared]') && !location.hash.includes('start=2026-06-01')").await?;
        // A file that is published too early: the plan begins tomorrow.
        let live: String = page.evaluate("return location.hash.slice(1)").await?;
        let state = live.split_once("&mx=").context("a state")?.1;
        let (mode, age) = mode_and_age(state)?;
        let early = format!(
            "domain=good.test&goal=max-age={age}&start=2099-06-01T09:00:00Z&mx={}",
            state.replacen(&format!("{mode},{age},"), "enforce,86400,", 1)
        );
        open(page, "en", &early).await?;
        page.wait("the comparison", "one('[data-compared] [data-progress]')").await?;
        let stands: Vec<String> = page.evaluate("return all('.now > li').map((row) => row.dataset.progress)").await?;
        ensure!(stands.first().map(String::as_str) == Some("too-early"), "{stands:?}");
        ensure!(page.text(".now .bad .ends").await?.contains("2099"));
        Ok(())
    })
}

/// Returns mode and `max_age` of the policy in a state.
fn mode_and_age(state: &str) -> Result<(&str, &str)> {
    let policy = state.split_once("policy=").context("a policy")?.1;
    let (mode, rest) = policy.split_once(',').context("a mode")?;
    Ok((mode, rest.split_once(',').context("a max_age")?.0))
}

#[test]
fn plans_are_kept_on_this_device_only_if_checks_are() -> Result<()> {
    flow(async |page| {
        open(page, "en", EARLIER).await?;
        page.requests().await?;
        page.click("[data-keep]").await?;
        page.wait("that it is kept", "one('[data-kept=true]') && one('.kept li')").await?;
        open(page, "ja", "").await?;
        page.wait("the list", "one('.kept li a')").await?;
        page.click(".kept li a").await?;
        planned(page).await?;
        ensure!(hash(page).await? == EARLIER);
        page.click("[data-forget]").await?;
        page.wait("nothing kept", "!one('.kept li')").await?;
        page.evaluate::<()>("localStorage.setItem('mta-sts.keep', 'no')").await?;
        open(page, "en", EARLIER).await?;
        page.wait("a note", "one('[data-kept=private]')").await
    })
}

#[test]
fn a_change_can_be_planned_by_keyboard_alone() -> Result<()> {
    flow(async |page| {
        open(page, "en", "").await?;
        page.tab_to("#change-domain").await?;
        page.write("good.test").await?;
        page.tab_to("#change-goal").await?;
        // Moves from the third goal to the last but one.
        for _ in 0..11 {
            page.press(Key::Down).await?;
        }
        page.wait("the goal", "one('.change').dataset.goal === 'remove'").await?;
        page.tab_to("[data-make]").await?;
        page.press(Key::Enter).await?;
        planned(page).await?;
        page.focus_comes_to("#change-title").await?;
        page.tab_to("[data-turn=later]").await?;
        let before = page.text(".playhead output").await?;
        page.press(Key::Enter).await?;
        page.wait_given("the next change", "one('.playhead output').innerText !== given", json!(before)).await?;
        // Restarts from the top of the page.
        page.reload().await?;
        planned(page).await?;
        page.wait("the check", "!one('[aria-busy=true]')").await?;
        page.tab_order_is_sound().await
    })
}

#[test]
fn a_problem_says_which_field_it_is_about() -> Result<()> {
    flow(async |page| {
        open(page, "en", "").await?;
        page.click("[data-make]").await?;
        page.wait("the problem", "one('[data-problem=domain]') && one('#change-domain[aria-invalid=true]')").await?;
        page.fill("#change-domain", "good.test").await?;
        page.press(Key::Enter).await?;
        page.wait("the next one", "one('[data-problem=value]')").await?;
        open(page, "en", "domain=good.test&goal=upgrade").await?;
        page.wait("the link", "one('[data-problem=link]')").await?;
        open(page, "en", "domain=no-such.test&goal=remove").await?;
        page.wait("no plan", "one('[data-problem=impossible], [data-problem=unseen]')").await
    })
}

#[test]
fn plans_have_no_barriers_and_fit_on_a_phone() -> Result<()> {
    flow(async |page| {
        let mut found = Vec::new();
        for language in ["en", "ja"] {
            for plan in ["", EARLIER, "domain=good.test&goal=remove"] {
                open(page, language, plan).await?;
                if !plan.is_empty() {
                    planned(page).await?;
                    page.wait("the check", "!one('[aria-busy=true]')").await?;
                }
                page.evaluate::<()>("all('details').forEach((fold) => { fold.open = true })").await?;
                for theme in ["light", "dark"] {
                    page.prefers("prefers-color-scheme", theme).await?;
                    found.extend(page.accessibility_violations().await?);
                }
            }
        }
        ensure!(found.is_empty(), "{found:#?}");
        for language in ["en", "ja"] {
            page.set_viewport_width(360).await?;
            open(page, language, EARLIER).await?;
            planned(page).await?;
            let wide: usize = page.evaluate("return document.documentElement.scrollWidth").await?;
            ensure!(wide <= 360, "{wide} pixels in {language}");
        }
        Ok(())
    })
}
