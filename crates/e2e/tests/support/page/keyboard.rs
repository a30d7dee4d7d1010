//! Keyboard use of the page: keys, tab order, and a visible focus.

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use super::Page;

impl Page {
    /// Presses a key at the focus.
    pub async fn press(&self, key: Key) -> Result<()> {
        self.write(&char::from(key).to_string()).await
    }

    /// Presses Shift and Tab, which moves back.
    pub async fn press_back(&self) -> Result<()> {
        let chain = self.browser.driver().action_chain_with_delay(None, None);
        Ok(chain.key_down(Key::Shift).send_keys(Key::Tab).key_up(Key::Shift).perform().await?)
    }

    /// Types at the focus.
    pub async fn write(&self, text: &str) -> Result<()> {
        Ok(self.browser.driver().action_chain_with_delay(None, None).send_keys(text).perform().await?)
    }

    /// Presses Tab until the focus is on an element, and checks that it is visible at every stop on the way.
    pub async fn tab_to(&self, css: &str) -> Result<()> {
        for _ in 0..120 {
            self.press(Key::Tab).await?;
            // After the last element, the focus goes to the browser's own bars before it returns to the first.
            if self.evaluate("return document.activeElement === document.body").await? {
                continue;
            }
            self.focus_is_seen().await?;
            if self.evaluate_with("return document.activeElement.matches(given)", json!(css)).await? {
                return Ok(());
            }
        }
        anyhow::bail!("Tab never comes to {css}")
    }

    /// Checks that something has a visible focus.
    pub async fn focus_is_seen(&self) -> Result<()> {
        let unseen: Option<String> = self.evaluate(FOCUS_UNSEEN).await?;
        ensure!(unseen.is_none(), "the focus cannot be seen: {}", unseen.unwrap_or_default());
        Ok(())
    }

    /// Waits until the focus is on an element, and checks that it is visible there.
    pub async fn focus_comes_to(&self, css: &str) -> Result<()> {
        let there = "document.activeElement?.matches(given)";
        self.wait_given(&format!("the focus on {css}"), there, json!(css)).await?;
        self.focus_is_seen().await
    }

    /// Tabs from the top of the page to the bottom and back. Checks that the focus stops at exactly the elements that
    /// can be used or scrolled, in document order.
    pub async fn tab_order_is_sound(&self) -> Result<()> {
        let nameless: Vec<String> = self.evaluate(TAB_STOPS).await?;
        ensure!(nameless.is_empty(), "these scroll, but have no name or cannot be reached: {nameless:#?}");
        let count: usize = self.evaluate("return stops.length").await?;
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
        let other: Option<String> = self.evaluate_with(other, json!(at)).await?;
        ensure!(other.is_none(), "Tab comes to {}", other.unwrap_or_default());
        Ok(())
    }
}

/// Returns why the focus is invisible, or null. The focus of a file input is drawn on its label; that of `main` is a
/// line at its top.
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

/// Puts everything that can be used or scrolled into `stops`, in document order. Returns scrollable elements that have
/// no name or cannot be focused. The tab stop of a group of radio buttons is the chosen one.
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
