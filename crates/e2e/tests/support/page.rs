//! The page as its users know it: a field, an answer, findings, buttons.

mod findings;
mod keyboard;

use std::{env, fs, path::Path, sync::Arc};

use anyhow::{Context, Result, ensure};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::Key;

use super::{Bench, Browser, Server, until};

pub use findings::ShownFinding;

/// Selector of the field.
const FIELD: &str = "form input[name=domain]";

/// JavaScript helpers for nearly every script. A heading's text is what follows the severity, which is only for screen
/// readers.
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

impl Page {
    /// Creates the page of the shared server, not loaded yet.
    pub fn new(browser: Browser, bench: &Arc<Bench>) -> Self {
        Self { browser, bench: bench.clone() }
    }

    /// Returns the server that all flows share.
    pub fn server(&self) -> &Server {
        &self.bench.server
    }

    /// Returns the resources that all flows share.
    pub fn bench(&self) -> &Bench {
        &self.bench
    }

    /// Loads a path of the shared server's page and waits until the application is running.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.open_at(&self.server().origin(), path).await
    }

    /// Loads a path of another origin's page.
    pub async fn open_at(&self, origin: &str, path: &str) -> Result<()> {
        self.goto(origin, path).await?;
        self.wait("the application to take over", "one('html[data-ready]')").await
    }

    /// Loads a path without waiting for the application.
    pub async fn goto(&self, origin: &str, path: &str) -> Result<()> {
        Ok(self.browser.driver().goto(format!("{origin}{path}")).await?)
    }

    /// Reloads the page.
    pub async fn reload(&self) -> Result<()> {
        self.browser.driver().refresh().await?;
        self.wait("the application to take over", "one('html[data-ready]')").await
    }

    /// Presses the browser's "back" button.
    pub async fn back(&self) -> Result<()> {
        Ok(self.browser.driver().back().await?)
    }

    /// Presses the browser's "forward" button.
    pub async fn forward(&self) -> Result<()> {
        Ok(self.browser.driver().forward().await?)
    }

    /// Replaces the field's text with a domain, presses Enter and waits for the answer.
    pub async fn check(&self, domain: &str) -> Result<()> {
        self.ask(domain).await?;
        self.answered(domain).await
    }

    /// Replaces the field's text and presses Enter.
    pub async fn ask(&self, text: &str) -> Result<()> {
        self.fill(FIELD, text).await?;
        self.press(Key::Enter).await
    }

    /// Replaces the text of a field, key by key.
    pub async fn fill(&self, css: &str, text: &str) -> Result<()> {
        self.evaluate_with::<()>("const field = one(given); field.focus(); field.select();", json!(css)).await?;
        if text.is_empty() { self.press(Key::Backspace).await } else { self.write(text).await }
    }

    /// Replaces the text of a field in one step, as pasting does.
    pub async fn paste(&self, css: &str, text: &str) -> Result<()> {
        let paste = "
            const [css, text] = given;
            const field = one(css);
            field.focus();
            field.select();
            document.execCommand(text ? 'insertText' : 'delete', false, text);
        ";
        self.evaluate_with(paste, json!([css, text])).await
    }

    /// Waits until the check of a domain is done.
    pub async fn answered(&self, domain: &str) -> Result<()> {
        let done = "region()?.dataset.domain === given && !one('[aria-busy=true]')
            && (one('footer') || one('[data-later=missing]'))";
        self.wait_given(&format!("the answer about {domain}"), done, json!(domain)).await
    }

    /// Returns the verdict shown.
    pub async fn verdict(&self) -> Result<String> {
        self.evaluate("return region()?.dataset.verdict ?? ''").await
    }

    /// Returns the headline of the answer.
    pub async fn headline(&self) -> Result<String> {
        self.evaluate("return squeezed(region()?.querySelector('h2')?.innerText)").await
    }

    /// Returns the document's language.
    pub async fn language(&self) -> Result<String> {
        self.evaluate("return document.documentElement.lang").await
    }

    /// Returns the document's title.
    pub async fn title(&self) -> Result<String> {
        self.evaluate("return document.title").await
    }

    /// Returns path and query of the address bar.
    pub async fn address(&self) -> Result<String> {
        self.evaluate("return location.pathname + location.search").await
    }

    /// Returns the number of elements.
    pub async fn count(&self, css: &str) -> Result<usize> {
        self.evaluate_with("return all(given).length", json!(css)).await
    }

    /// Returns the visible text of the first element.
    pub async fn text(&self, css: &str) -> Result<String> {
        let text: Option<String> = self.evaluate_with("return one(given)?.innerText ?? null", json!(css)).await?;
        text.with_context(|| format!("there is no {css}"))
    }

    /// Returns the exact text content of the first element.
    pub async fn content(&self, css: &str) -> Result<String> {
        let text: Option<String> = self.evaluate_with("return one(given)?.textContent ?? null", json!(css)).await?;
        text.with_context(|| format!("there is no {css}"))
    }

    /// Clicks the first element, scrolling to it if needed.
    pub async fn click(&self, css: &str) -> Result<()> {
        let element =
            self.browser.driver().find(thirtyfour::By::Css(css)).await.with_context(|| format!("no {css}"))?;
        element.scroll_into_view().await?;
        element.click().await.with_context(|| format!("cannot click {css}"))
    }

    /// Opens the choice of a resolver, which is in the deferred part of the page.
    pub async fn unfold_resolvers(&self) -> Result<()> {
        self.click("details.resolver summary").await?;
        self.wait("the resolvers", "one('#resolver-url')").await
    }

    /// Types into an element that is not a text field, such as a path into a file input.
    pub async fn type_into(&self, css: &str, text: &str) -> Result<()> {
        let element =
            self.browser.driver().find(thirtyfour::By::Css(css)).await.with_context(|| format!("no {css}"))?;
        element.send_keys(text).await.with_context(|| format!("cannot type into {css}"))
    }

    /// Waits until the page says that it copied something.
    pub async fn copied(&self, what: &str) -> Result<()> {
        let said = "
            const said = one(`[data-copy=${given}]`)?.parentElement.querySelector('[role=status]')?.innerText.trim();
            return said || null;
        ";
        let said: String = self.until_given("the page to say that it copied", said, json!(what)).await?;
        ensure!(said == "Copied", "the page says {said:?}");
        Ok(())
    }

    /// Returns the text on the clipboard.
    pub async fn clipboard(&self) -> Result<String> {
        let grant = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.browser.devtools("Browser.grantPermissions", grant).await?;
        self.evaluate("return navigator.clipboard.readText()").await
    }

    /// Fetches a JSON document of this origin.
    pub async fn json<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        self.evaluate_with("return fetch(given).then((answer) => answer.json())", json!(path)).await
    }

    /// Returns errors and warnings of the browser's console since the last call.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        let entries = self.browser.driver().browser_log().await?;
        let bad = entries.into_iter().filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"));
        Ok(bad.map(|entry| entry.message).collect())
    }

    /// Returns the addresses that pages requested since the last call, even in vain. The browser's own pages don't
    /// count.
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

    /// Sets the width of the window, such as a phone's.
    pub async fn set_viewport_width(&self, width: u32) -> Result<()> {
        let metrics = json!({ "width": width, "height": 740, "deviceScaleFactor": 1, "mobile": true });
        self.browser.devtools("Emulation.setDeviceMetricsOverride", metrics).await.map(drop)
    }

    /// Sets a preference of the reader's system: `("prefers-color-scheme", "dark")`.
    pub async fn prefers(&self, feature: &str, value: &str) -> Result<()> {
        let media = json!({ "features": [{ "name": feature, "value": value }] });
        self.browser.devtools("Emulation.setEmulatedMedia", media).await.map(drop)
    }

    /// Adds a script that every page runs before its own.
    pub async fn before_every_page(&self, script: &str) -> Result<()> {
        let source = json!({ "source": script });
        self.browser.devtools("Page.addScriptToEvaluateOnNewDocument", source).await.map(drop)
    }

    /// Sends a DevTools command to Chromium.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        self.browser.devtools(method, parameters).await
    }

    /// Returns axe-core's violations on the current page, one line per element.
    pub async fn accessibility_violations(&self) -> Result<Vec<String>> {
        let axe = fs::read_to_string(&self.bench.paths.axe)?;
        self.browser.driver().execute(axe, Vec::new()).await.context("axe-core does not run")?;
        self.evaluate(
            "const { violations } = await axe.run(document, { resultTypes: ['violations'] });
            return violations.flatMap(({ id, help, nodes }) => nodes.map((node) =>
                `${id} (${help}): ${node.target.join(' ')}: ${node.any.concat(node.all, node.none).map((x) => x.message).join('; ')}`))",
        )
        .await
    }

    /// Runs a script in the page, with the argument `given`.
    pub async fn evaluate_with<T: DeserializeOwned>(&self, script: &str, given: Value) -> Result<T> {
        let script = format!("const given = arguments[0];{PRELUDE}return (async () => {{ {script} }})()");
        let answer = self.browser.driver().execute(script, vec![given]).await?;
        Ok(answer.convert()?)
    }

    /// Runs a script in the page.
    pub async fn evaluate<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        self.evaluate_with(script, Value::Null).await
    }

    /// Waits until a condition holds.
    pub async fn wait(&self, what: &str, condition: &str) -> Result<()> {
        self.wait_given(what, condition, Value::Null).await
    }

    /// Waits until a condition with an argument holds.
    pub async fn wait_given(&self, what: &str, condition: &str, given: Value) -> Result<()> {
        let script = format!("return ({condition}) ? true : null");
        self.until_given(what, &script, given).await.map(|_: bool| ())
    }

    /// Waits until a script returns something other than null.
    pub async fn until<T: DeserializeOwned>(&self, what: &str, script: &str) -> Result<T> {
        self.until_given(what, script, Value::Null).await
    }

    /// Waits until a script with an argument returns something other than null.
    pub async fn until_given<T: DeserializeOwned>(&self, what: &str, script: &str, given: Value) -> Result<T> {
        until(what, async || self.evaluate_with::<Option<T>>(script, given.clone()).await).await
    }

    /// Opens a further tab of the same browser, which scripts then run in.
    pub async fn open_tab(&self) -> Result<()> {
        let driver = self.browser.driver();
        let tab = driver.new_tab().await?;
        Ok(driver.switch_to_window(tab).await?)
    }

    /// Runs scripts in a tab, counted from 0 in the order of opening.
    pub async fn switch_to_tab(&self, number: usize) -> Result<()> {
        let tab = self.browser.driver().windows().await?.into_iter().nth(number).context("no such tab")?;
        Ok(self.browser.driver().switch_to_window(tab).await?)
    }

    /// Prints the state of the page after a failed flow.
    pub async fn describe(&self) {
        let seen: Result<String> = self.evaluate("return location.href + '\\n' + document.body.innerText").await;
        println!("--- the page when the flow failed ---\n{}", seen.unwrap_or_else(|error| format!("{error:#}")));
        println!("--- the console ---\n{}", self.console_errors().await.unwrap_or_default().join("\n"));
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
