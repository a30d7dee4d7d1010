//! `mta-sts generate`: the texts, the hosting recipe and the DNS entries of a set-up.

mod write_files;

use checker::{Report, TlsState, Verdict, judge};
use evidence::Evidence;
use mta_sts::{Domain, Mode, MxPattern};
use setup::{
    DesiredPolicy, EnforceBlock, EntryFormat, Issuance, SetUp, enforce_blocks, observed_mx_hosts, uncovered_blocks,
};
use words::{
    Language,
    hosting::{self, Shown},
};

use crate::{
    arguments::{Generate, GenerateFormat, PolicyMode},
    exit_status::ExitStatus,
    failure::Failure,
    live::{self, LookUps},
    print,
    transport::now,
};

pub(crate) async fn run(arguments: &Generate, language: Language) -> Result<ExitStatus, Failure> {
    let domain = live::parse_domain(&arguments.domain)?;
    let seen = live_state(&domain, arguments).await?;
    let report = seen.as_ref().map(|seen| judge(&domain, seen));
    let mx = mx_hosts(arguments, report.as_ref())?;
    let blocks = enforce_hindrances(arguments, report.as_ref(), &mx)?;
    let mode = if blocks.is_some() { Mode::Testing } else { arguments.mode.into() };
    let desired = DesiredPolicy { mode, max_age: arguments.max_age, mx: &mx, reports: &arguments.reports, now: now() };
    let set_up = SetUp::new(&domain, arguments.host, &desired, &arguments.target).map_err(Failure::TextsError)?;
    let issuance = seen.as_ref().map(|seen| Issuance::from_evidence(&domain, seen));
    let shown =
        Shown { set_up: &set_up, panel: arguments.panel, not_enforced: blocks.as_deref(), issuance: issuance.as_ref() };
    if let Some(folder) = &arguments.out {
        write_files::write(folder, &files(&shown, arguments, language))?;
    }
    show(&shown, arguments, language)?;
    Ok(blocks.map_or(ExitStatus::NoErrors, |blocks| exit_status(&blocks)))
}

/// Returns the live state if it is needed: for the MX hosts, or to check whether they pass.
async fn live_state(domain: &Domain, arguments: &Generate) -> Result<Option<Evidence>, Failure> {
    let needed = arguments.mx.is_empty() || arguments.mode == PolicyMode::Enforce || arguments.evidence.is_some();
    if !needed {
        return Ok(None);
    }
    let stored_in = arguments.evidence.as_deref();
    let (_, seen) =
        live::read_or_check(Some(domain.clone()), stored_in, &arguments.network, LookUps::CheckAndCaa).await?;
    Ok(Some(seen))
}

fn mx_hosts(arguments: &Generate, report: Option<&Report>) -> Result<Vec<String>, Failure> {
    match report {
        Some(report) if arguments.mx.is_empty() => {
            let hosts = observed_mx_hosts(report);
            let unseen = hosts.is_empty() && report.verdict != Verdict::NoMail && arguments.mode != PolicyMode::None;
            if unseen { Err(Failure::NoMxSeen) } else { Ok(hosts) }
        }
        _ => Ok(arguments.mx.clone()),
    }
}

/// Returns the reasons against mode `enforce`, or `None` if it is not requested or nothing prevents it.
fn enforce_hindrances(
    arguments: &Generate,
    report: Option<&Report>,
    mx: &[String],
) -> Result<Option<Vec<EnforceBlock>>, Failure> {
    if arguments.mode != PolicyMode::Enforce {
        return Ok(None);
    }
    let Some(report) = report else { return Ok(Some(Vec::new())) };
    let mut blocks = enforce_blocks(report);
    blocks.extend(uncovered_blocks(report, mx).map_err(Failure::TextsError)?);
    let is_live = |pattern: &MxPattern| report.delivery.iter().any(|row| pattern.matches(&row.mx));
    let unseen = mx.iter().filter(|host| !MxPattern::parse(host).is_ok_and(|pattern| is_live(&pattern)));
    blocks.extend(unseen.map(|host| EnforceBlock {
        host: host.clone(),
        tls: TlsState::Unseen,
        is_covered: true,
        because: Vec::new(),
    }));
    Ok((!blocks.is_empty() || report.delivery.is_empty()).then_some(blocks))
}

fn exit_status(blocks: &[EnforceBlock]) -> ExitStatus {
    let failed = blocks.iter().any(|block| block.tls != TlsState::Unseen || !block.is_covered);
    if failed { ExitStatus::ErrorsFound } else { ExitStatus::Unknown }
}

fn show(shown: &Shown<'_>, arguments: &Generate, language: Language) -> Result<(), Failure> {
    match (arguments.format.form(), arguments.format) {
        (Some(form), _) => {
            if let Some(blocks) = shown.not_enforced {
                anstream::eprintln!("mta-sts: {}", hosting::enforce_reason(blocks, language));
            }
            print::print_text(&form.write(&shown.set_up.domain, &shown.set_up.entries))
        }
        (None, GenerateFormat::Json) => print::print_json(&hosting::document(shown, language)),
        (None, _) => print::print_text(&hosting::terminal_text(shown, language)),
    }
}

/// Returns every file of a set-up: those of the recipe, the policy, the DNS entries, and the steps.
fn files(shown: &Shown<'_>, arguments: &Generate, language: Language) -> Vec<(String, String)> {
    let set_up = shown.set_up;
    let form = arguments.format.form().unwrap_or(EntryFormat::Zone);
    let mut files: Vec<(String, String)> =
        set_up.filled.files.iter().map(|file| (file.path_below(), file.text.clone())).collect();
    files.push(("mta-sts.txt".to_owned(), set_up.texts.policy.clone()));
    files.push((form.file_name(&set_up.domain), form.write(&set_up.domain, &set_up.entries)));
    files.push(("steps.txt".to_owned(), hosting::terminal_text(shown, language)));
    files.sort();
    files.dedup();
    files
}
