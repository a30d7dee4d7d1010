//! `cargo xtask fuzz`: runs every target of `fuzz/` for a while, starting with its seeds.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{paths, process};

const SECONDS: u32 = 60;

/// Runs every target, or the named ones, for the given number of seconds each, even after one has failed.
pub fn run(arguments: &[String]) -> Result<()> {
    let fuzz = paths::root().join("fuzz");
    let (seconds, chosen) = match arguments {
        [] => (SECONDS, targets(&fuzz)?),
        [seconds, names @ ..] => (
            seconds.parse().with_context(|| format!("`{seconds}` is not a number of seconds"))?,
            choose(targets(&fuzz)?, names)?,
        ),
    };
    ensure_tools()?;
    let corpus = paths::env_path("MTA_STS_CORPUS");
    let mut failed = Vec::new();
    for target in chosen {
        let inputs = fuzz.join("corpus").join(&target);
        copy(&fuzz.join("seeds").join(&target), &inputs)?;
        let further = further_seeds(&target)?;
        if let Some(folder) = &corpus {
            copy_corpus(folder, &target, &further)?;
        }
        println!("\n==> {target}, {seconds} s");
        if let Err(error) = process::run(&mut cargo_fuzz(&target, seconds, &[&inputs, &further])) {
            println!("{error:#}");
            failed.push(target);
        }
    }
    if !failed.is_empty() {
        bail!("failed: {}; the failing inputs are in fuzz/artifacts", failed.join(", "));
    }
    Ok(())
}

/// Returns the command for one target. The fuzzer writes new inputs to the first folder.
fn cargo_fuzz(target: &str, seconds: u32, inputs: &[&Path]) -> Command {
    let mut cargo = process::command("cargo");
    // Use the fuzzer's nightly, whichever toolchain runs this program.
    cargo.env_remove("RUSTUP_TOOLCHAIN").args(["+nightly", "fuzz", "run", target]).args(inputs);
    cargo.args([
        "--".into(),
        format!("-max_total_time={seconds}"),
        "-max_len=4096".into(),
        "-print_final_stats=1".into(),
    ]);
    cargo
}

/// Returns an empty folder outside of the repository, which must not contain the corpus.
fn further_seeds(target: &str) -> Result<PathBuf> {
    let folder = env::temp_dir().join("mta-sts-fuzz-seeds").join(target);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    Ok(folder)
}

fn ensure_tools() -> Result<()> {
    if process::find_on_path("cargo-fuzz").is_none() {
        bail!("cargo-fuzz is missing. Install it with `cargo install cargo-fuzz`, then run this command again");
    }
    let mut nightly = process::command("rustc");
    let nightly = nightly.env_remove("RUSTUP_TOOLCHAIN").args(["+nightly", "--version"]).output();
    if !nightly.is_ok_and(|output| output.status.success()) {
        bail!(
            "the nightly toolchain is missing, which the fuzzer needs. Install it with `rustup toolchain install \
             nightly`, then run this command again"
        );
    }
    Ok(())
}

/// Returns the targets, named after their files.
fn targets(fuzz: &Path) -> Result<Vec<String>> {
    let mut names: Vec<String> =
        files(&fuzz.join("fuzz_targets"))?.iter().filter_map(|file| Some(file.file_stem()?.to_str()?.into())).collect();
    names.sort();
    Ok(names)
}

/// Returns the named targets, or all if none is named.
fn choose(all: Vec<String>, names: &[String]) -> Result<Vec<String>> {
    if let Some(unknown) = names.iter().find(|name| !all.contains(name)) {
        bail!("`{unknown}` is not a target. The targets are: {}", all.join(", "));
    }
    Ok(all.into_iter().filter(|target| names.is_empty() || names.contains(target)).collect())
}

/// Copies further seeds: the texts that a target reads, each as its own file.
fn copy_corpus(folder: &Path, target: &str, inputs: &Path) -> Result<()> {
    let table = match target {
        "policy" => return copy(&folder.join("policies"), inputs),
        "record" => "txt_mta_sts.tsv",
        "tls_rpt" => "txt_tlsrpt.tsv",
        _ => return Ok(()),
    };
    let file = folder.join(table);
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    for (number, record) in first_column(&text).enumerate() {
        let seed = inputs.join(format!("{target}-{number:03}"));
        fs::write(&seed, record).with_context(|| format!("cannot write {}", seed.display()))?;
    }
    Ok(())
}

/// Returns the first column of a table with a header.
fn first_column(table: &str) -> impl Iterator<Item = &str> {
    table.lines().skip(1).filter_map(|row| row.split('\t').next())
}

/// Copies the files of a folder, except tables.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    for file in files(from)? {
        let Some(name) = file.file_name().filter(|_| file.extension().is_none_or(|extension| extension != "tsv"))
        else {
            continue;
        };
        fs::copy(&file, to.join(name)).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>();
    let paths = paths.with_context(|| format!("cannot read the folder {}", folder.display()))?;
    Ok(paths.into_iter().filter(|path| path.is_file()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_seeds() {
        let fuzz = paths::root().join("fuzz");
        let targets = targets(&fuzz).unwrap();
        assert!(targets.contains(&"policy".to_owned()), "{targets:?}");
        for target in targets {
            assert!(!files(&fuzz.join("seeds").join(&target)).unwrap().is_empty(), "{target}");
        }
    }

    #[test]
    fn the_first_column_leaves_out_the_header() {
        assert!(first_column("record\tkind\nv=STSv1; id=1;\tzone\n\tdoc\n").eq(["v=STSv1; id=1;", ""]));
    }

    #[test]
    fn named_targets_are_chosen_and_unknown_ones_are_refused() {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let all = names(&["bounce", "policy", "record"]);
        assert_eq!(choose(all.clone(), &[]).unwrap(), all);
        assert_eq!(choose(all.clone(), &names(&["record", "bounce"])).unwrap(), ["bounce", "record"]);
        assert!(choose(all, &names(&["records"])).unwrap_err().to_string().contains("`records`"));
    }

    #[test]
    fn seconds_are_a_number() {
        assert!(run(&["long".to_owned()]).unwrap_err().to_string().contains("`long`"));
    }
}
