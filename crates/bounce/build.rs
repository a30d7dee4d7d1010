//! Turns `forms.json` into tables, so that the program reads no JSON when it runs. A word that [`Kind`], [`Act`] and the like do
//! not have stops the build.

use std::{env, fmt::Write, fs, path::Path, process::ExitCode};

use serde::Deserialize;

#[derive(Deserialize)]
struct Data {
    forms: Vec<Form>,
    context: Vec<Context>,
}

#[derive(Deserialize)]
struct Form {
    id: String,
    mta: String,
    kind: String,
    sure: String,
    rank: u8,
    act: String,
    side: String,
    basis: String,
    words: String,
    needles: Vec<String>,
    regex: String,
    checks: Vec<String>,
    source: Vec<String>,
}

#[derive(Deserialize)]
struct Context {
    id: String,
    regex: String,
}

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=forms.json");
    println!("cargo::rerun-if-changed=build.rs");
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            println!("cargo::error={fault}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the build reads the data; the crate reads no file")]
fn write() -> Result<(), String> {
    let text = fs::read_to_string("forms.json").map_err(|error| format!("forms.json: {error}"))?;
    let data: Data = serde_json::from_str(&text).map_err(|error| format!("forms.json: {error}"))?;
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let tables = forms(&data.forms) + &contexts(&data.context);
    fs::write(Path::new(&folder).join("forms.rs"), tables).map_err(|error| format!("forms.rs: {error}"))
}

fn forms(forms: &[Form]) -> String {
    let mut text = format!("/// Every form.\npub static FORMS: [Form; {}] = [\n", forms.len());
    for form in forms {
        let Form { id, mta, sure, rank, words, needles, regex, source, .. } = form;
        let (kind, act, side) = (variant(&form.kind), variant(&form.act), variant(&form.side));
        let (basis, checks) = (variant(&form.basis), list(&form.checks, "Check::"));
        let _ = writeln!(
            text,
            "Form {{ id: {id:?}, mta: {mta:?}, kind: Kind::{kind}, sure: {sure:?}, rank: {rank}, act: Act::{act}, \
             side: Side::{side}, basis: Basis::{basis}, words: {words:?}, checks: &[{checks}], source: &{source:?}, \
             needles: &{needles:?}, pattern: Pattern::new({regex:?}) }},"
        );
    }
    text + "];\n"
}

fn contexts(contexts: &[Context]) -> String {
    let mut text = format!(
        "/// Every context, in the order in which they are asked.\npub(crate) static CONTEXTS: [Context; {}] = [\n",
        contexts.len()
    );
    for Context { id, regex } in contexts {
        let _ = writeln!(text, "Context {{ id: {id:?}, pattern: Pattern::new({regex:?}) }},");
    }
    text + "];\n"
}

fn list(words: &[String], prefix: &str) -> String {
    words.iter().map(|word| format!("{prefix}{}", variant(word))).collect::<Vec<_>>().join(", ")
}

/// `mta-sts` is `MtaSts`.
fn variant(word: &str) -> String {
    let capital = |part: &str| part[..1].to_uppercase() + &part[1..];
    word.split('-').filter(|part| !part.is_empty()).map(capital).collect()
}
