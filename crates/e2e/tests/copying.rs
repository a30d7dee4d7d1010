//! What can be carried away, and by the keyboard alone.

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use crate::support::{Page, flow};

/// Waits until the page says that it copied.
async fn copied(page: &Page, what: &str) -> Result<()> {
    let said = "
        const said = one(`[data-copy=${given}]`)?.parentElement.querySelector('[role=status]')?.innerText.trim();
        return said || null;
    ";
    let said: String = page.until_given("the page to say that it copied", said, json!(what)).await?;
    ensure!(said == "Copied", "the page says {said:?}");
    Ok(())
}

#[test]
fn everything_works_by_keyboard_and_the_focus_is_always_seen() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.tab_to("form input[name=domain]").await?;
        page.write("absent.test").await?;
        page.press(Key::Enter).await?;
        page.answered("absent.test").await?;
        page.tab_to("[data-copy=record]").await?;
        page.press(Key::Enter).await?;
        copied(page, "record").await?;
        let value = page.content("[data-patch=txt] [data-value]").await?;
        assert_eq!(page.clipboard().await?, value);
        // On to the end of the page: no stop may hide the focus.
        page.tab_to("footer a:last-of-type").await
    })
}

#[test]
fn the_first_tab_leads_past_the_head_to_the_content() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=good.test&lang=en").await?;
        page.answered("good.test").await?;
        page.look::<()>("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)").await?;
        page.tab_to("a.skip").await?;
        page.press(Key::Enter).await?;
        page.wait("the focus in the content", "document.activeElement.id === 'main'").await
    })
}

#[test]
fn a_click_copies_the_record_exactly() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.check("bad-id.test").await?;
        page.click("[data-patch=txt] [data-copy=record]").await?;
        copied(page, "record").await?;
        let clipboard = page.clipboard().await?;
        assert_eq!(clipboard, page.content("[data-patch=txt] [data-value]").await?);
        ensure!(clipboard.starts_with("v=STSv1; id="), "{clipboard:?}");
        Ok(())
    })
}

#[test]
fn a_click_copies_the_whole_policy_file_with_its_addition() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.check("mx-not-listed.test").await?;
        let added = page.content("[data-patch=file] pre ins").await?;
        ensure!(added.starts_with("mx: "), "the addition is {added:?}");
        page.click("[data-patch=file] [data-copy=file]").await?;
        copied(page, "file").await?;
        let file = page.clipboard().await?;
        ensure!(file.starts_with("version: STSv1") && file.contains(added.trim()), "{file:?}");
        let shown = page.content("[data-patch=file] pre").await?;
        assert_eq!(file.lines().collect::<Vec<_>>(), shown.lines().collect::<Vec<_>>());
        Ok(())
    })
}

#[test]
fn a_ticket_says_everything_in_markdown() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.check("expired.test").await?;
        page.click("[data-copy=ticket]").await?;
        copied(page, "ticket").await?;
        let ticket = page.clipboard().await?;
        ensure!(ticket.contains("expired.test") && ticket.contains("RFC 8461"), "{ticket}");
        let finding = page.finding("policy-host-tls-expired").await?;
        ensure!(
            ticket.replace('`', "").contains(&finding.headline),
            "the ticket lacks {:?}:\n{ticket}",
            finding.headline
        );
        Ok(())
    })
}

#[test]
fn a_copied_link_leads_to_the_same_answer() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.check("absent.test").await?;
        page.click("[data-copy=link]").await?;
        copied(page, "link").await?;
        let link = page.clipboard().await?;
        let path = link.strip_prefix(&page.server().origin());
        let path = path.ok_or_else(|| anyhow::anyhow!("{link:?} does not begin with {}", page.server().origin()))?;
        page.open(path).await?;
        page.answered("absent.test").await?;
        assert_eq!(page.verdict().await?, "absent");
        Ok(())
    })
}
