//! A list of domains: reads it, checks domains in parallel, and resumes where an earlier run stopped.

use std::path::Path;

use bulk::{Column, DomainList, Entry, Rejected, decode_list};
use futures_util::{StreamExt, stream};
use mta_sts::Uts46;
use words::{Language, args, key, make_visible};

use super::{Run, check_domain, output, progress::Progress, results::Results};
use crate::{
    arguments::{Check, Format},
    exit_status::ExitStatus,
    failure::Failure,
    input, network,
};

/// Checks every domain of the list that has no result yet. Rows are printed in the order in which checks end.
pub(super) async fn check(run: &mut Run, arguments: &Check, path: &Path, language: Language) -> Result<(), Failure> {
    if arguments.resume.is_some() && !matches!(arguments.format, Format::Jsonl | Format::Csv) {
        return Err(Failure::ResumeFormat);
    }
    let mut entries = read(run, arguments, path, language)?;
    if let Some(resume) = &arguments.resume {
        let results = Results::open(resume, arguments.format)?;
        entries.retain(|entry| !results.has_result(&entry.domain));
        run.exit_status = run.exit_status.max(results.exit_status());
        run.output = output::appending(results, arguments.format, language);
    }
    if entries.is_empty() {
        return Ok(());
    }
    check_entries(run, arguments, &entries).await
}

async fn check_entries(run: &mut Run, arguments: &Check, entries: &[Entry]) -> Result<(), Failure> {
    let connected = network::connect(&arguments.network).await?;
    let (net, other) = connected.transports()?;
    let (net, other) = (net.with_probe_cache(), other.map(|other| other.with_probe_cache()));
    let progress = Progress::new(entries.len());
    let checks =
        entries.iter().map(|entry| check_domain(entry.domain.clone(), &entry.typed, arguments, &net, other.as_slice()));
    let mut seen = stream::iter(checks).buffer_unordered(arguments.jobs.into());
    while let Some((domain, evidence)) = seen.next().await {
        let name = domain.to_string();
        progress.finish_domain(&name, || run.finish_check(domain, evidence))?;
    }
    Ok(())
}

/// Reads the list. A line that is not a domain counts as one that could not be checked.
fn read(run: &mut Run, arguments: &Check, path: &Path, language: Language) -> Result<Vec<Entry>, Failure> {
    let list = read_list(path, arguments.column.as_ref(), language)?;
    if !list.rejected.is_empty() {
        run.exit_status = run.exit_status.max(ExitStatus::Unknown);
    }
    Ok(list.entries)
}

/// Reads a list, and reports lines that are not domains on standard error.
///
/// # Errors
///
/// Returns [`Failure::EmptyList`], [`Failure::NoColumn`], or the failures of reading a file.
pub(crate) fn read_list(path: &Path, column: Option<&Column>, language: Language) -> Result<DomainList, Failure> {
    let bytes = input::read_list(path)?;
    let list = DomainList::read(&decode_list(&bytes), column, &Uts46)
        .map_err(|missing| Failure::NoColumn { path: path.to_owned(), headings: missing.headings })?;
    for rejected in &list.rejected {
        anstream::eprintln!("mta-sts: {}", rejected_words(rejected, path, language));
    }
    for row in &list.unnamed {
        let (path, text) = (path.display().to_string(), make_visible(&row.text));
        let place = args!["path" => &path, "line" => row.line, "text" => &text];
        anstream::eprintln!("mta-sts: {}", language.message(key::CLI_LIST_UNNAMED, place));
    }
    if list.entries.is_empty() { Err(Failure::EmptyList { path: path.to_owned() }) } else { Ok(list) }
}

fn rejected_words(rejected: &Rejected, path: &Path, language: Language) -> String {
    let (path, typed) = (path.display().to_string(), make_visible(&rejected.shown()));
    let why = words::report::domain_error(&rejected.error, language).to_string();
    let place = args!["path" => &path, "line" => rejected.line, "typed" => &typed, "why" => &why];
    language.message(key::CLI_LIST_REJECTED, place)
}
