//! The page as its users know it: a field, an answer, findings, buttons.

use std::{env, fs, path::Path, sync::Arc};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::{Bench, Browser, Server, until};

/// Where the field is.
const FIELD: &str = "form input[name=domain]";

/// What nearly every script needs. A heading begins with the severity for ears alone; its text is what follows.
const PRELUDE: &str = "
    const one = (css) => document.querySelector(css);
    const all = (css) => [...document.querySelectorAll(css)];
    const region = () => one('[data-verdict]');
    const squeezed = (text) => (text ?? '').replace(/\\s+/g, ' ').trim();
    const heading = (it) => squeezed([...(it?.childNodes ?? [])].map((part) =>
        part.className === 'hidden' ? '' : part.textContent).join(''));
";

/// The page in a browser.
#[derive(Debug)]
pub struct Page {
    browser: Browser,
    bench: Arc<Bench>,
}

/// One finding as the page shows it.
#[derive(Clone, Debug, Deserialize)]
pub struct Seen {
    /// Its id.
    pub id: String,
    /// `error`, `warning`, `notice` or `pass`.
    pub severity: String,
    /// Its headline.
    pub headline: String,
    /// The sentences that say why and how to mend it.
    pub sentences: Vec<String>,
    /// The sentence that says how to mend it.
    pub fix: Option<String>,
    /// Where its links lead.
    pub links: Vec<String>,
}

impl Page {
    /// The page of the shared server, not loaded yet.
    pub fn new(browser: Browser, bench: &Arc<Bench>) -> Self {
        Self { browser, bench: bench.clone() }
    }

    /// The server that all flows share.
    pub fn server(&self) -> &Server {
        &self.bench.server
    }

    /// What all flows share.
    pub fn bench(&self) -> &Bench {
        &self.bench
    }

    /// Loads a place of the shared server's page and waits until the application has taken over.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.open_at(&self.server().origin(), path).await
    }

    /// Loads a place of another origin's page.
    pub async fn open_at(&self, origin: &str, path: &str) -> Result<()> {
        self.goto(origin, path).await?;
        self.wait("the application to take over", "one('html[data-ready]')").await
    }

    /// Loads a place without waiting for the application.
    pub async fn goto(&self, origin: &str, path: &str) -> Result<()> {
        Ok(self.browser.driver().goto(format!("{origin}{path}")).await?)
    }

    /// Loads the same place again.
    pub async fn reload(&self) -> Result<()> {
        self.browser.driver().refresh().await?;
        self.wait("the application to take over", "one('html[data-ready]')").await
    }

    /// The browser's button "back".
    pub async fn back(&self) -> Result<()> {
        Ok(self.browser.driver().back().await?)
    }

    /// The browser's button "forward".
    pub async fn forward(&self) -> Result<()> {
        Ok(self.browser.driver().forward().await?)
    }

    /// Types a domain in place of what is in the field, presses Enter and waits for the answer.
    pub async fn check(&self, domain: &str) -> Result<()> {
        self.ask(domain).await?;
        self.answered(domain).await
    }

    /// Types into the field in place of what is there, and presses Enter.
    pub async fn ask(&self, text: &str) -> Result<()> {
        self.fill(FIELD, text).await?;
        self.press(Key::Enter).await
    }

    /// Types into a field in place of what is there.
    pub async fn fill(&self, css: &str, text: &str) -> Result<()> {
        self.run::<()>("const field = one(given); field.focus(); field.select();", json!(css)).await?;
        if text.is_empty() { self.press(Key::Backspace).await } else { self.write(text).await }
    }

    /// Waits until the check of a domain is done.
    pub async fn answered(&self, domain: &str) -> Result<()> {
        let done = "region()?.dataset.domain === given && !one('[aria-busy=true]')";
        self.wait_given(&format!("the answer about {domain}"), done, json!(domain)).await
    }

    /// The verdict on show.
    pub async fn verdict(&self) -> Result<String> {
        self.look("return region()?.dataset.verdict ?? ''").await
    }

    /// The headline of the answer.
    pub async fn headline(&self) -> Result<String> {
        self.look("return squeezed(region()?.querySelector('h2')?.innerText)").await
    }

    /// Every finding in the order of the page, folded ones too.
    pub async fn findings(&self) -> Result<Vec<Seen>> {
        self.look(
            "return all('[data-verdict] [data-finding]').map((card) => ({
                id: card.dataset.finding,
                severity: card.dataset.severity,
                headline: heading(card.querySelector('h3, h4, h5')),
                sentences: [...card.querySelectorAll('p:not(.meta)')].map((p) => squeezed(p.textContent)),
                fix: squeezed(card.querySelector('.fix')?.textContent) || null,
                links: [...card.querySelectorAll('a')].map((a) => a.href),
            }))",
        )
        .await
    }

    /// The finding with this id.
    pub async fn finding(&self, id: &str) -> Result<Seen> {
        let findings = self.findings().await?;
        let ids: Vec<&str> = findings.iter().map(|seen| seen.id.as_str()).collect();
        let found = findings.iter().find(|seen| seen.id == id);
        found.cloned().with_context(|| format!("the page shows no finding {id}, but {ids:?}"))
    }

    /// Ids of all findings of this severity.
    pub async fn of_severity(&self, severity: &str) -> Result<Vec<String>> {
        let findings = self.findings().await?;
        Ok(findings.into_iter().filter(|seen| seen.severity == severity).map(|seen| seen.id).collect())
    }

    /// The document's language.
    pub async fn language(&self) -> Result<String> {
        self.look("return document.documentElement.lang").await
    }

    /// The document's title.
    pub async fn title(&self) -> Result<String> {
        self.look("return document.title").await
    }

    /// Path and query of the address bar.
    pub async fn address(&self) -> Result<String> {
        self.look("return location.pathname + location.search").await
    }

    /// How many elements there are.
    pub async fn count(&self, css: &str) -> Result<usize> {
        self.run("return all(given).length", json!(css)).await
    }

    /// Text of the first element, as it can be read.
    pub async fn text(&self, css: &str) -> Result<String> {
        let text: Option<String> = self.run("return one(given)?.innerText ?? null", json!(css)).await?;
        text.with_context(|| format!("there is no {css}"))
    }

    /// Characters of the first element, exactly.
    pub async fn content(&self, css: &str) -> Result<String> {
        let text: Option<String> = self.run("return one(given)?.textContent ?? null", json!(css)).await?;
        text.with_context(|| format!("there is no {css}"))
    }

    /// Clicks the first element, wherever it is on the page.
    pub async fn click(&self, css: &str) -> Result<()> {
        let element =
            self.browser.driver().find(thirtyfour::By::Css(css)).await.with_context(|| format!("no {css}"))?;
        element.scroll_into_view().await?;
        element.click().await.with_context(|| format!("cannot click {css}"))
    }

    /// Unfolds the choice of a resolver, which comes with the later part of the page.
    pub async fn unfold_resolvers(&self) -> Result<()> {
        self.click("details.resolver summary").await?;
        self.wait("the resolvers", "one('#resolver-url')").await
    }

    /// Types into an element that is no text field: a path into a field for files.
    pub async fn type_into(&self, css: &str, text: &str) -> Result<()> {
        let element =
            self.browser.driver().find(thirtyfour::By::Css(css)).await.with_context(|| format!("no {css}"))?;
        element.send_keys(text).await.with_context(|| format!("cannot type into {css}"))
    }

    /// Presses a key where the focus is.
    pub async fn press(&self, key: Key) -> Result<()> {
        self.write(&char::from(key).to_string()).await
    }

    /// Presses Tab together with Shift, which leads back.
    pub async fn press_back(&self) -> Result<()> {
        let chain = self.browser.driver().action_chain_with_delay(None, None);
        Ok(chain.key_down(Key::Shift).send_keys(Key::Tab).key_up(Key::Shift).perform().await?)
    }

    /// Types where the focus is.
    pub async fn write(&self, text: &str) -> Result<()> {
        Ok(self.browser.driver().action_chain_with_delay(None, None).send_keys(text).perform().await?)
    }

    /// Presses Tab until the focus is on an element, and makes sure that it could be seen on every one on the way.
    pub async fn tab_to(&self, css: &str) -> Result<()> {
        for _ in 0..120 {
            self.press(Key::Tab).await?;
            // Behind the last element the browser's own bars come, before the first one again.
            if self.look("return document.activeElement === document.body").await? {
                continue;
            }
            self.focus_is_seen().await?;
            if self.run("return document.activeElement.matches(given)", json!(css)).await? {
                return Ok(());
            }
        }
        anyhow::bail!("Tab never comes to {css}")
    }

    /// Makes sure that something has the focus, and that it can be seen what.
    pub async fn focus_is_seen(&self) -> Result<()> {
        let unseen: Option<String> = self.look(FOCUS_UNSEEN).await?;
        ensure!(unseen.is_none(), "the focus cannot be seen: {}", unseen.unwrap_or_default());
        Ok(())
    }

    /// Waits until the focus is on an element, and makes sure that it can be seen there.
    pub async fn focus_comes_to(&self, css: &str) -> Result<()> {
        let there = "document.activeElement?.matches(given)";
        self.wait_given(&format!("the focus on {css}"), there, json!(css)).await?;
        self.focus_is_seen().await
    }

    /// Goes from the head of the page to its foot with Tab, and back, and makes sure that it stops at everything that can be
    /// used or scrolled, in the order of the document and nowhere else.
    pub async fn tab_order_is_sound(&self) -> Result<()> {
        let nameless: Vec<String> = self.look(TAB_STOPS).await?;
        ensure!(nameless.is_empty(), "these scroll, but have no name or cannot be reached: {nameless:#?}");
        let count: usize = self.look("return stops.length").await?;
        ensure!(count > 5, "there is hardly anything to use");
        for at in 0..count {
            self.press(Key::Tab).await?;
            self.focus_is_at(at).await?;
        }
        for at in (0..count - 1).rev() {
            self.press_back().await?;
            self.focus_is_at(at).await?;
        }
        Ok(())
    }

    async fn focus_is_at(&self, at: usize) -> Result<()> {
        self.focus_is_seen().await?;
        let other = "
            const show = (it) => it?.outerHTML.slice(0, 160);
            return document.activeElement === stops[given] ? null : `${show(document.activeElement)} instead of ${show(stops[given])}`;
        ";
        let other: Option<String> = self.run(other, json!(at)).await?;
        ensure!(other.is_none(), "Tab comes to {}", other.unwrap_or_default());
        Ok(())
    }

    /// Waits until the page says that it copied.
    pub async fn copied(&self, what: &str) -> Result<()> {
        let said = "
            const said = one(`[data-copy=${given}]`)?.parentElement.querySelector('[role=status]')?.innerText.trim();
            return said || null;
        ";
        let said: String = self.until_given("the page to say that it copied", said, json!(what)).await?;
        ensure!(said == "Copied", "the page says {said:?}");
        Ok(())
    }

    /// Text on the clipboard.
    pub async fn clipboard(&self) -> Result<String> {
        let grant = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.browser.devtools("Browser.grantPermissions", grant).await?;
        self.look("return navigator.clipboard.readText()").await
    }

    /// A document of this origin.
    pub async fn json<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        self.run("return fetch(given).then((answer) => answer.json())", json!(path)).await
    }

    /// What the browser had to complain of since it was last asked: errors and warnings of its console.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let entries = self.browser.driver().browser_log().await?;
        let bad = entries.into_iter().filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"));
        Ok(bad.map(|entry| entry.message).collect())
    }

    /// Addresses that pages asked for since the browser was last asked, also in vain. Its own pages don't count.
    pub async fn requests(&self) -> Result<Vec<String>> {
        let entries = self.browser.driver().get_log("performance").await?;
        let messages = entries.iter().map(|entry| serde_json::from_str::<Value>(&entry.message));
        let mut addresses = Vec::new();
        for message in messages {
            let message = &message?["message"];
            if message["method"] == "Network.requestWillBeSent" {
                let address = message["params"]["request"]["url"].as_str().unwrap_or_default();
                if !address.starts_with("chrome:") {
                    addresses.push(address.to_owned());
                }
            }
        }
        Ok(addresses)
    }

    /// A window of this width, as a phone has it.
    pub async fn wide(&self, width: u32) -> Result<()> {
        let metrics = json!({ "width": width, "height": 740, "deviceScaleFactor": 1, "mobile": true });
        self.browser.devtools("Emulation.setDeviceMetricsOverride", metrics).await.map(drop)
    }

    /// What the reader's system prefers: `("prefers-color-scheme", "dark")`.
    pub async fn prefers(&self, feature: &str, value: &str) -> Result<()> {
        let media = json!({ "features": [{ "name": feature, "value": value }] });
        self.browser.devtools("Emulation.setEmulatedMedia", media).await.map(drop)
    }

    /// A script that every page runs before its own.
    pub async fn before_every_page(&self, script: &str) -> Result<()> {
        let source = json!({ "source": script });
        self.browser.devtools("Page.addScriptToEvaluateOnNewDocument", source).await.map(drop)
    }

    /// Asks Chromium itself.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        self.browser.devtools(method, parameters).await
    }

    /// What axe-core finds wrong with the page as it is, one line per element.
    pub async fn barriers(&self) -> Result<Vec<String>> {
        let axe = fs::read_to_string(&self.bench.places.axe)?;
        self.browser.driver().execute(axe, Vec::new()).await.context("axe-core does not run")?;
        self.look(
            "const { violations } = await axe.run(document, { resultTypes: ['violations'] });
            return violations.flatMap(({ id, help, nodes }) => nodes.map((node) =>
                `${id} (${help}): ${node.target.join(' ')}: ${node.any.concat(node.all, node.none).map((x) => x.message).join('; ')}`))",
        )
        .await
    }

    /// Runs a script in the page; `given` is what it is given.
    pub async fn run<T: DeserializeOwned>(&self, script: &str, given: Value) -> Result<T> {
        let script = format!("const given = arguments[0];{PRELUDE}return (async () => {{ {script} }})()");
        let answer = self.browser.driver().execute(script, vec![given]).await?;
        Ok(answer.convert()?)
    }

    /// Runs a script in the page.
    pub async fn look<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        self.run(script, Value::Null).await
    }

    /// Waits until a condition holds.
    pub async fn wait(&self, what: &str, condition: &str) -> Result<()> {
        self.wait_given(what, condition, Value::Null).await
    }

    /// The same for a condition that is given something.
    pub async fn wait_given(&self, what: &str, condition: &str, given: Value) -> Result<()> {
        let script = format!("return ({condition}) ? true : null");
        self.until_given(what, &script, given).await.map(|_: bool| ())
    }

    /// Waits until a script answers with something other than null.
    pub async fn until<T: DeserializeOwned>(&self, what: &str, script: &str) -> Result<T> {
        self.until_given(what, script, Value::Null).await
    }

    /// The same for a script that is given something.
    pub async fn until_given<T: DeserializeOwned>(&self, what: &str, script: &str, given: Value) -> Result<T> {
        until(what, async || self.run::<Option<T>>(script, given.clone()).await).await
    }

    /// Says what a failed flow saw last.
    pub async fn describe(&self) {
        let seen: Result<String> = self.look("return location.href + '\\n' + document.body.innerText").await;
        println!("--- the page when the flow failed ---\n{}", seen.unwrap_or_else(|error| format!("{error:#}")));
        println!("--- the console ---\n{}", self.complaints().await.unwrap_or_default().join("\n"));
        let name = std::thread::current().name().unwrap_or("flow").replace("::", "-");
        let picture = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
        if self.browser.driver().screenshot(&picture).await.is_ok() {
            println!("--- a picture: {} ---", picture.display());
        }
    }

    /// Ends the browser.
    pub async fn close(self) -> Result<()> {
        self.browser.close().await
    }
}

/// Why nobody could see what has the focus. A field for files is drawn as its label; `main` has a line at its head.
const FOCUS_UNSEEN: &str = "
    const it = document.activeElement;
    if (!it || it === document.body) return 'nothing has it';
    const drawn = it.type === 'file' ? it.closest('label') : it;
    const { outlineStyle, outlineWidth, outlineOffset, boxShadow } = getComputedStyle(drawn);
    const { left, right, top, bottom } = drawn.getBoundingClientRect();
    const not = (why) => `${why}: ${it.outerHTML.slice(0, 200)}`;
    if (right - left <= 1 || bottom - top <= 1) return not('it has no size');
    if (!drawn.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return not('it is invisible');
    const outlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    if (!outlined && !(it.id === 'main' && boxShadow !== 'none')) return not('it has no outline');
    const out = outlined ? parseFloat(outlineWidth) + parseFloat(outlineOffset) : 0;
    for (let frame = drawn.parentElement; frame !== document.body; frame = frame.parentElement) {
        const cut = frame.getBoundingClientRect();
        const inside = left - out >= cut.left && right + out <= cut.right && top - out >= cut.top && bottom + out <= cut.bottom;
        if (getComputedStyle(frame).overflow !== 'visible' && !inside) return not('its outline is cut off');
    }
    const middle = (from, to, limit) => (Math.max(from, 0) + Math.min(to, limit)) / 2;
    const hit = document.elementFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight));
    if (!hit || !(hit.contains(it) || it.contains(hit))) return not('it is out of sight or under something');
    return null;
";

/// Puts everything that can be used or scrolled into `stops`, in the order of the document; answers with what scrolls but has no
/// name or no place there. Of a group of radio buttons the chosen one is the stop.
const TAB_STOPS: &str = "
    document.activeElement.blur();
    getSelection().removeAllRanges();
    scrollTo(0, 0);
    const chosen = (it) => it.type !== 'radio' || it.checked || !one(`input[name='${it.name}']:checked`);
    const used = all('a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex=\"-1\"])');
    window.stops = used.filter((it) => it.checkVisibility({ visibilityProperty: true }) && !it.disabled && chosen(it));
    const scrolls = (it) => it.scrollHeight > it.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(it).overflowY);
    const named = (it) => it.ariaLabel && (it.role || it.matches('ol'));
    return all('main, main *').filter(scrolls).filter((it) => !named(it) || !stops.includes(it)).map((it) => it.outerHTML.slice(0, 160));";
