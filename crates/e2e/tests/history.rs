//! The history: by domain, bounded, searched, and compatible with every earlier version of the page.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::support::{Page, flow};

/// Reads evidence that an earlier version of the page stored.
pub fn frozen(name: &str) -> Result<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../checker/tests/frozen").join(format!("{name}.json"));
    Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
}

/// Creates a database as in version 1 of the page, before any page of the application has run.
const OLD_DATABASE: &str = "
    const open = indexedDB.open('mta-sts', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('checks', { autoIncrement: true });
    await new Promise((done) => { open.onsuccess = done });
    const writing = open.result.transaction('checks', 'readwrite');
    for (const check of given) writing.objectStore('checks').add(check);
    await new Promise((done) => { writing.oncomplete = done });
    open.result.close();
    return true;
";

/// Returns the number of values in a store of the database.
pub async fn stored(page: &Page, store: &str) -> Result<usize> {
    page.evaluate_with(
        "const open = indexedDB.open('mta-sts'); await new Promise((done) => { open.onsuccess = done });
        const count = open.result.transaction(given).objectStore(given).count();
        await new Promise((done) => { count.onsuccess = done });
        open.result.close();
        return count.result",
        json!(store),
    )
    .await
}

/// Imports a file of checks.
async fn import(page: &Page, name: &str, checks: &[Value]) -> Result<()> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, Value::from(checks).to_string())?;
    page.wait("the field for files", "one('[data-open=evidence]')").await?;
    page.type_into("[data-open=evidence]", file.to_str().context("a path that is text")?).await?;
    page.wait("the check", "one('[data-verdict]')").await?;
    page.click(".brand a").await?;
    page.wait("the list", "one('[data-past]')").await
}

/// Returns the same check for another domain, begun at a given second of one minute.
fn check_of(evidence: &Value, from: &str, to: &str, second: usize) -> Result<Value> {
    let mut check: Value = serde_json::from_str(&evidence.to_string().replace(from, to))?;
    check["started"] = json!(format!("2026-01-31T12:00:{second:02}Z"));
    Ok(check)
}

#[test]
fn checks_that_earlier_versions_of_the_page_stored_are_listed_and_opened() -> Result<()> {
    flow(async |page| {
        let newer = json!({ "format": 9, "domain": "newer.example", "started": "2026-01-01T00:00:00Z" });
        let checks = json!([
            frozen("format-0-before-mail-servers")?,
            frozen("format-0-before-opinions")?,
            frozen("refusing")?,
            newer,
            { "nothing": true },
        ]);
        page.goto(&page.server().origin(), "/robots.txt").await?;
        ensure!(page.evaluate_with::<bool>(OLD_DATABASE, checks).await?, "the database was made");
        page.console_errors().await?;
        page.open("/?lang=en").await?;
        page.wait("all of them", "all('[data-past]').length === 3 && all('[data-unreadable-check]').length === 2")
            .await?;
        page.wait("their verdicts", "!one('.past .mark.open')").await?;
        page.click("[data-past='mx-not-listed.test'] a").await?;
        page.answered("mx-not-listed.test").await?;
        assert_eq!((page.verdict().await?, page.count("[data-kept]").await?), ("refusing".into(), 1));
        page.click(".brand a").await?;
        page.wait("what cannot be read", "one('[data-unreadable-check] [data-forget=one]')").await?;
        page.click("[data-unreadable-check] [data-forget=one]").await?;
        page.wait("it to go", "all('[data-unreadable-check]').length === 1").await?;
        assert_eq!((stored(page, "checks").await?, stored(page, "domains").await?), (4, 4));
        assert_eq!(page.console_errors().await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn the_latest_twenty_checks_of_a_domain_are_kept_and_each_can_be_deleted() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        let refusing = frozen("refusing")?;
        let of_second = |second| check_of(&refusing, "mx-not-listed.test", "one.example", second);
        let checks: Vec<Value> = (10..32).map(of_second).collect::<Result<_>>()?;
        import(page, "twenty.json", &checks).await?;
        page.wait("twenty of them", "one('[data-past]').dataset.count === '20'").await?;
        assert_eq!((stored(page, "checks").await?, page.count("[data-past]").await?), (20, 1));
        page.click("[data-past] [data-fold=checks] > summary").await?;
        page.wait("each of them, judged", "all('[data-check][data-verdict-word=refusing]').length === 20").await?;
        let times = "return new Set(all('[data-check] a').map((it) => it.innerText)).size";
        assert_eq!(page.evaluate::<usize>(times).await?, 20, "checks of one minute differ");
        page.click("[data-check]:last-child [data-forget=check]").await?;
        page.wait("it to go", "one('[data-past]').dataset.count === '19'").await?;
        page.click("[data-past] [data-forget=some]").await?;
        page.click("[data-forget=keep]").await?;
        page.wait("the question to go", "one('[data-forget=some]')").await?;
        page.click("[data-past] [data-forget=some]").await?;
        page.click("[data-forget=domain]").await?;
        page.wait("all of them to go", "one('[data-empty=past]')").await?;
        assert_eq!((stored(page, "checks").await?, stored(page, "domains").await?), (0, 0));
        Ok(())
    })
}

#[test]
fn many_domains_are_searched_filtered_and_saved_for_a_spreadsheet() -> Result<()> {
    flow(async |page| {
        page.before_every_page(
            "globalThis.saved = []; URL.createObjectURL = ((make) => (blob) => { saved.push(blob); return make(blob) })(URL.createObjectURL.bind(URL))",
        )
        .await?;
        page.open("/?lang=en").await?;
        let (refusing, absent) = (frozen("refusing")?, frozen("absent")?);
        let of = |at: usize| match at {
            0 => check_of(&absent, absent["domain"].as_str().unwrap_or_default(), "none.example", 10),
            at => check_of(&refusing, "mx-not-listed.test", &format!("n{at}.example"), 10 + at),
        };
        let checks: Vec<Value> = (0..25).map(of).collect::<Result<_>>()?;
        import(page, "domains.json", &checks).await?;
        page.wait("the first ten", "all('[data-past]').length === 10").await?;
        page.click("[data-show=past]").await?;
        page.wait("all of them", "all('[data-past]').length === 25").await?;
        page.fill("[data-search=past]", "n1").await?;
        page.wait("n1 and n10 to n19", "all('[data-past]').length === 11").await?;
        page.fill("[data-search=past]", "nowhere").await?;
        page.wait("a word that there is none", "one('.past [role=status]') && !one('[data-past]')").await?;
        page.fill("[data-search=past]", "").await?;
        let choose = "const list = one('[data-filter=verdict]');
            list.value = [...list.options].find((it) => it.text.startsWith('not set up')).value;
            list.dispatchEvent(new Event('change', { bubbles: true })); return list.value";
        ensure!(!page.evaluate::<String>(choose).await?.is_empty(), "the verdict can be chosen");
        page.wait("the one domain", "all('[data-past]').length === 1 && one('[data-past=\"none.example\"]')").await?;
        page.click("[data-save=csv]").await?;
        page.wait("the file", "saved.length === 1").await?;
        let csv: String = page.evaluate("return saved[0].text()").await?;
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!((lines[0], lines.len()), ("domain,last_check,verdict,meaning,checks", 26));
        ensure!(csv.contains("\"none.example\",\"2026-01-31T12:00:10Z\",\"absent\",\"not set up\",\"1\""), "{csv}");
        page.click("[data-past='none.example'] [data-again] a").await?;
        page.answered("none.example").await?;
        assert_eq!(page.count("[data-kept]").await?, 0, "it is checked again");
        Ok(())
    })
}

/// Fills the list of domains and their checks without the page.
const FILL: &str = "
    const [evidence, count] = given;
    const open = indexedDB.open('mta-sts'); await new Promise((done) => { open.onsuccess = done });
    const writing = open.result.transaction(['checks', 'domains', 'totals'], 'readwrite');
    const [checks, domains] = ['checks', 'domains'].map((name) => writing.objectStore(name));
    const bytes = JSON.stringify(evidence).length;
    for (let at = 0; at < count; at++) {
        const domain = `n${at}.example`;
        const started = new Date(1.7e12 + at * 1000).toISOString().replace('.000Z', 'Z');
        const key = 1e6 + at;
        checks.put(JSON.parse(JSON.stringify({ ...evidence, started }).replaceAll(evidence.domain, domain)), key);
        domains.put({ domain, latest: 1.7e9 + at, heads: [{ key, started, bytes }] }, domain);
    }
    writing.objectStore('totals').put(bytes * count, 'bytes');
    await new Promise((done) => { writing.oncomplete = done });
    open.result.close();
    return true;
";

#[test]
fn a_full_history_makes_room_and_says_what_had_to_go() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        page.wait("the empty history", "one('[data-empty=past]')").await?;
        ensure!(page.evaluate_with::<bool>(FILL, json!([frozen("absent")?, 2000])).await?, "the history was filled");
        page.check("good.test").await?;
        page.wait("a word about it", "one('[data-dropped=\"n0.example\"]')").await?;
        assert_eq!((stored(page, "domains").await?, page.count("[data-dropped]").await?), (2000, 1));
        page.check("good.test").await?;
        assert_eq!(page.count("[data-dropped]").await?, 0, "a domain that is listed needs no room");
        let opened = std::time::Instant::now();
        page.open("/?lang=en").await?;
        page.wait("the list", "all('[data-past]').length === 10").await?;
        println!("a history of 2,000 domains is listed after {} ms", opened.elapsed().as_millis());
        Ok(())
    })
}

/// Replaces one entry of the list of domains with an invalid value.
const BREAK_ENTRY: &str = "
    const open = indexedDB.open('mta-sts'); await new Promise((done) => { open.onsuccess = done });
    const writing = open.result.transaction('domains', 'readwrite');
    writing.objectStore('domains').put({ latest: 'soon', heads: 7 }, given);
    await new Promise((done) => { writing.oncomplete = done });
    open.result.close();
    return true;
";

#[test]
fn an_entry_of_the_list_that_cannot_be_read_is_made_again_from_the_checks() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        page.check("good.test").await?;
        page.check("absent.test").await?;
        ensure!(page.evaluate_with::<bool>(BREAK_ENTRY, json!("good.test")).await?, "the entry was broken");
        page.open("/?lang=en").await?;
        page.wait("both domains", "all('[data-past]').length === 2 && one('[data-past=\"good.test\"]')").await?;
        ensure!(page.evaluate_with::<bool>(BREAK_ENTRY, json!("good.test")).await?, "the entry was broken again");
        page.check("good.test").await?;
        page.open("/?lang=en").await?;
        page.wait("both checks of it", "one('[data-past=\"good.test\"][data-count=\"2\"]')").await?;
        assert_eq!(stored(page, "checks").await?, 3, "no check is lost");
        Ok(())
    })
}
