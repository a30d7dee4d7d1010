//! The checked rows as CSV and Markdown. As JSON they are the documents of `check --format json`.

use bulk::{HEADER, Record, csv_line, markdown_row, markdown_text};
use words::{Language, args, key};

use super::{outcome::Outcome, run::Row, view::View};

/// Number of the first columns, which are also the first ones of the command line.
const FIRST_COLUMNS: usize = 10;

/// Columns of CSV in addition to those of the command line. They stand before its later columns, because spreadsheets
/// rely on their positions.
const EXTRA_COLUMNS: [&str; 5] = ["change", "verdict_before", "compared_with", "typed", "customer"];

/// Returns the name of an exported file. `day` is the day of the run.
#[must_use]
pub fn file_name(day: &str, extension: &str) -> String {
    format!("mta-sts-domains-{day}.{extension}")
}

/// Sign between the customers of a domain in one cell.
pub const CUSTOMER_SEPARATOR: &str = "; ";

/// Returns a table for spreadsheets, with the columns of the command line and a few more.
#[must_use]
pub fn csv_table(view: &View, language: Language) -> String {
    // Without this byte order mark, spreadsheets assume another encoding.
    let mut text = "\u{feff}".to_owned()
        + &csv_line(HEADER[..FIRST_COLUMNS].iter().chain(&EXTRA_COLUMNS).chain(&HEADER[FIRST_COLUMNS..]));
    for (row, outcome) in checked_rows(view) {
        let record = record(row, outcome, language);
        let before = outcome.before.as_ref();
        let extra_cells = [
            before.map(|before| before.trend.clone()),
            before.map(|before| before.verdict.clone()),
            before.map(|before| before.started().to_string()),
            Some(row.typed.clone()),
            Some(row.customers.join(CUSTOMER_SEPARATOR)),
        ];
        let extra_cells = extra_cells.into_iter().map(|cell| cell.unwrap_or_default().into());
        let cells = record.cells();
        let (first, later) = cells.split_at(FIRST_COLUMNS);
        text += &csv_line(first.iter().cloned().chain(extra_cells).chain(later.iter().cloned()));
    }
    text
}

/// Returns a table for tickets and wikis.
#[must_use]
pub fn markdown_table(view: &View, language: Language) -> String {
    let counts = view.counts();
    let message = |key| language.message(key, &[]);
    let title = view.name.as_deref().map_or_else(|| message(key::PAGE_MANY), markdown_text);
    let mut text = format!("# {title}\n\n");
    text += &language.message(key::MANY_PROGRESS, args!["done" => counts.with_outcome, "all" => counts.all]);
    if counts.worse > 0 {
        text += " · ";
        text += &language.message(key::MANY_WORSE_COUNT, args!["count" => counts.worse]);
    }
    text += "\n\n";
    text += &markdown_row([
        message(key::MANY_COLUMN_DOMAIN),
        message(key::MANY_COLUMN_VERDICT),
        message(key::MANY_COLUMN_FINDING),
        message(key::MANY_COLUMN_NEXT),
        message(key::MANY_COLUMN_OWNER),
    ]);
    text += "| --- | --- | --- | --- | --- |\n";
    for (row, outcome) in checked_rows(view) {
        let record = record(row, outcome, language);
        let domain =
            row.subtitle().map_or_else(|| row.domain.clone(), |subtitle| format!("{} ({subtitle})", row.domain));
        text += &markdown_row([
            domain,
            verdict_cell(outcome, language),
            record.headline,
            record.next_step,
            owner_word(outcome, language),
        ]);
    }
    text
}

/// Returns the effect on mail, with the earlier one if it has changed.
fn verdict_cell(outcome: &Outcome, language: Language) -> String {
    let word = outcome.verdict_text(language);
    match earlier_verdict_if_changed(outcome, language) {
        Some(before) => format!("{word} ({})", language.message(key::MANY_BEFORE, args!["verdict" => before.as_str()])),
        None => word,
    }
}

/// Returns the earlier effect on mail, if it has changed.
#[must_use]
pub fn earlier_verdict_if_changed(outcome: &Outcome, language: Language) -> Option<String> {
    let before = outcome.before.as_ref()?;
    let word = before.verdict_text(language);
    (word != outcome.verdict_text(language)).then_some(word)
}

/// Returns who must act, in a word or two; empty if nobody has to.
#[must_use]
pub fn owner_word(outcome: &Outcome, language: Language) -> String {
    outcome.owner().map(|owner| words::record::owner_text(owner, language)).unwrap_or_default()
}

fn checked_rows(view: &View) -> impl Iterator<Item = (&Row, &Outcome)> {
    view.rows.iter().filter_map(|row| Some((&**row, row.outcome()?)))
}

fn record(row: &Row, outcome: &Outcome, language: Language) -> Record {
    let texts = outcome.texts(language).map(|(_, texts)| texts.clone()).unwrap_or_default();
    Record {
        domain: row.domain.clone(),
        verdict: outcome.verdict.clone(),
        severity: outcome.severity.clone(),
        errors: outcome.errors,
        warnings: outcome.warnings,
        finding: outcome.finding.clone(),
        headline: texts.headline,
        next_step: texts.next_step,
        owner: outcome.owner.clone(),
        checked_at: outcome.started().to_string(),
        finding_severity: outcome.finding_severity().map(|severity| severity.id().to_owned()).unwrap_or_default(),
        verdict_text: outcome.verdict_text(language),
        owner_text: owner_word(outcome, language),
    }
}
