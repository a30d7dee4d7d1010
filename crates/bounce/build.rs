//! Turns `forms.json` into tables, so that the program reads no JSON when it runs. An unknown word breaks the build.

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
    #[serde(rename = "sure")]
    certainty: String,
    rank: u8,
    #[serde(rename = "act")]
    responsible: String,
    side: String,
    basis: String,
    #[serde(rename = "words")]
    text_id: String,
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
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the build script reads the forms; the crate reads no files")]
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
        let Form { id, mta, certainty, rank, text_id, needles, regex, source, .. } = form;
        let (kind, responsible, side) = (variant(&form.kind), variant(&form.responsible), variant(&form.side));
        let (basis, checks) = (variant(&form.basis), list(&form.checks, "Check::"));
        let _ = writeln!(
            text,
            "Form {{ id: {id:?}, mta: {mta:?}, kind: Kind::{kind}, certainty: {certainty:?}, rank: {rank}, \
             responsible: Responsible::{responsible}, side: Side::{side}, basis: Basis::{basis}, text_id: {text_id:?}, \
             checks: &[{checks}], source: &{source:?}, needles: &{needles:?}, pattern: Pattern::new({regex:?}) }},"
        );
    }
    text + "];\n"
}

fn contexts(contexts: &[Context]) -> String {
    let mut text = format!(
        "/// Every context, in the order in which they are tried.\npub(crate) static CONTEXTS: [Context; {}] = [\n",
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

/// Converts `mta-sts` to `MtaSts`.
fn variant(word: &str) -> String {
    let capital = |part: &str| part[..1].to_uppercase() + &part[1..];
    word.split('-').filter(|part| !part.is_empty()).map(capital).collect()
}
