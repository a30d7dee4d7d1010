//! Texts to parse: a corpus if one is named, or else the project's own seeds, worlds and examples of rules.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;

/// Texts of each kind, without repetitions.
#[derive(Default)]
pub struct Inputs {
    /// Origin of the texts.
    pub source: &'static str,
    /// Policy files.
    pub policies: Vec<String>,
    /// STS records.
    pub records: Vec<String>,
    /// TLS reporting records.
    pub reporting: Vec<String>,
    /// Number of policy files left out because they are not UTF-8, which one of the parsers requires.
    pub not_utf8: usize,
}

impl Inputs {
    /// Reads the texts from the folder that `MTA_STS_CORPUS` names, or else from this repository.
    pub fn read() -> Result<Self> {
        let corpus = env::var_os("MTA_STS_CORPUS").filter(|folder| !folder.is_empty()).map(PathBuf::from);
        let mut inputs = Self::default();
        match corpus {
            Some(folder) => inputs.corpus(&folder)?,
            None => inputs.own(Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("no repository")?)?,
        }
        Ok(inputs)
    }

    fn corpus(&mut self, folder: &Path) -> Result<()> {
        self.source = "the corpus that MTA_STS_CORPUS names";
        for file in files(&folder.join("policies"), Some("txt"))? {
            self.policy(&read(&file)?);
        }
        for text in first_column(&folder.join("txt_mta_sts.tsv"))? {
            push(&mut self.records, text);
        }
        for text in first_column(&folder.join("txt_tlsrpt.tsv"))? {
            push(&mut self.reporting, text);
        }
        Ok(())
    }

    fn own(&mut self, root: &Path) -> Result<()> {
        self.source = "the project's own: fuzz seeds, worlds, the rules' examples";
        let seeds = root.join("fuzz/seeds");
        for file in files(&seeds.join("policy"), None)? {
            self.policy(&read(&file)?);
        }
        for text in seed_lines(&seeds.join("record"))? {
            push(&mut self.records, text);
        }
        for text in seed_lines(&seeds.join("tls_rpt"))? {
            push(&mut self.reporting, text);
        }
        let mut examples = files(&root.join("crates/checker/worlds"), Some("json"))?;
        examples.extend(files(&root.join("crates/checker/src/rules"), Some("json"))?);
        for file in examples {
            let json = serde_json::from_slice(&read(&file)?);
            self.examples(&json.with_context(|| format!("{} is not JSON", file.display()))?);
        }
        Ok(())
    }

    /// Collects bodies and TXT records, wherever they are in an example.
    fn examples(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.examples(item)),
            Value::Object(members) => members.iter().for_each(|(name, value)| match value {
                Value::String(body) if name == "body" => self.policy(body.as_bytes()),
                answer if name.starts_with("_mta-sts.") => txt(answer).for_each(|text| push(&mut self.records, text)),
                answer if name.starts_with("_smtp._tls.") => {
                    txt(answer).for_each(|text| push(&mut self.reporting, text));
                }
                _ => self.examples(value),
            }),
            _ => {}
        }
    }

    fn policy(&mut self, bytes: &[u8]) {
        match str::from_utf8(bytes) {
            Ok(text) => push(&mut self.policies, text.to_owned()),
            Err(_) => self.not_utf8 += 1,
        }
    }
}

fn push(texts: &mut Vec<String>, text: String) {
    if !texts.contains(&text) {
        texts.push(text);
    }
}

/// Returns the TXT records of an answer, with their character-strings joined.
fn txt(answer: &Value) -> impl Iterator<Item = String> {
    let strings = |record: &Value| -> Option<String> { record.as_array()?.iter().map(Value::as_str).collect() };
    answer["rrs"].as_array().into_iter().flatten().filter_map(strings)
}

/// Reads one record per line, like the fuzz targets.
fn seed_lines(folder: &Path) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for file in files(folder, None)? {
        lines.extend(String::from_utf8_lossy(&read(&file)?).lines().map(str::to_owned));
    }
    Ok(lines)
}

/// Returns the first column of a table with a header.
fn first_column(file: &Path) -> Result<Vec<String>> {
    let table = read(file)?;
    let rows = str::from_utf8(&table).with_context(|| format!("{} is not UTF-8", file.display()))?.lines().skip(1);
    Ok(rows.filter_map(|row| row.split('\t').next()).map(str::to_owned).collect())
}

fn files(folder: &Path, extension: Option<&str>) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.context("cannot read a folder's entry")?.path();
        if extension.is_none_or(|extension| path.extension().is_some_and(|found| found == extension)) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}
