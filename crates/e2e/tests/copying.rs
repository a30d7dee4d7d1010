//! Copying and downloading of results.

use anyhow::{Result, ensure};

use crate::support::flow;

#[test]
fn a_click_copies_the_record_exactly() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.check("bad-id.test").await?;
        page.click("[data-patch=txt] [data-copy=record]").await?;
        page.copied("record").await?;
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
        page.copied("file").await?;
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
        page.copied("ticket").await?;
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
        page.copied("link").await?;
        let link = page.clipboard().await?;
        let path = link.strip_prefix(&page.server().origin());
        let path = path.ok_or_else(|| anyhow::anyhow!("{link:?} does not begin with {}", page.server().origin()))?;
        page.open(path).await?;
        page.answered("absent.test").await?;
        assert_eq!(page.verdict().await?, "absent");
        Ok(())
    })
}
