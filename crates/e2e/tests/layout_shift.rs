//! Layout shift while the page loads and fills in.

use anyhow::{Result, ensure};

use crate::support::{
    SHIFT_DELAY_MS, SHIFT_LIMIT, Shift, WINDOWS, Window, delay_answers, flow, open_window, shift_of_link,
    shift_of_typing, watch_shifts,
};

/// Domains for each verdict, and those with many findings.
const DOMAINS: [&str; 10] = [
    "good.test",
    "absent.test",
    "bad-id.test",
    "expired.test",
    "hostile.test",
    "mx-not-listed.test",
    "none.test",
    "null-mx.test",
    "policy-404.test",
    "testing.test",
];

fn ensure_still(shifts: &[(String, Shift)]) -> Result<()> {
    let jumps: Vec<String> = shifts
        .iter()
        .filter(|(_, shift)| shift.score > SHIFT_LIMIT)
        .map(|(what, shift)| format!("{what} shifts {shift}"))
        .collect();
    ensure!(jumps.is_empty(), "{jumps:#?}");
    Ok(())
}

fn links_do_not_jump(window: Window) -> Result<()> {
    flow(async |page| {
        watch_shifts(page).await?;
        delay_answers(page, SHIFT_DELAY_MS).await?;
        open_window(page, window).await?;
        let mut shifts = vec![("/".to_owned(), shift_of_link(page, None).await?)];
        for domain in DOMAINS {
            shifts.push((domain.to_owned(), shift_of_link(page, Some(domain)).await?));
        }
        ensure_still(&shifts)
    })
}

#[test]
fn a_link_to_a_check_does_not_jump_on_a_desktop() -> Result<()> {
    links_do_not_jump(WINDOWS[0])
}

#[test]
fn a_link_to_a_check_does_not_jump_on_a_phone() -> Result<()> {
    links_do_not_jump(WINDOWS[1])
}

#[test]
fn a_check_of_what_was_typed_does_not_jump() -> Result<()> {
    flow(async |page| {
        watch_shifts(page).await?;
        delay_answers(page, SHIFT_DELAY_MS).await?;
        let mut shifts = Vec::new();
        for window in WINDOWS {
            open_window(page, window).await?;
            for domain in ["good.test", "expired.test", "absent.test"] {
                shifts.push((format!("{domain} ({})", window.name), shift_of_typing(page, domain).await?));
            }
        }
        ensure_still(&shifts)
    })
}
