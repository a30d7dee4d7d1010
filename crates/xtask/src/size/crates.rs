//! Share of each crate in the page's Wasm.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use super::grouped;
use crate::{paths, setup::PageTools};

/// Crates of the workspace. Library code that is generic over our types counts as ours.
const OWN: [&str; 8] = ["web", "words", "checker", "mta_sts", "doh", "proxy_api", "lean", "idna"];

/// Label for table rows that are not functions of a crate.
const DATA: &str = "(texts and tables)";

/// Bytes in both files below which crates share a row.
const WORTH_A_ROW: u64 = 2_000;

/// Bytes by crate.
type Costs = BTreeMap<String, u64>;

/// Prints the size of each crate before compression, in the first file and in the deferred one.
///
/// The delivered files contain no names, so both are optimised once more with their names kept.
pub fn print_crate_sizes(tools: &PageTools) -> Result<()> {
    let deferred_wasm = paths::deferred_wasm()?;
    let first = costs(tools, &paths::first_wasm()?)?;
    let mut later = Costs::new();
    for part in super::wasm_in(&deferred_wasm)?.into_iter().filter(|part| !part.ends_with("web.wasm")) {
        for (name, cost) in costs(tools, &part)? {
            *later.entry(name).or_default() += cost;
        }
    }
    println!("\n{:<28} {:>11} {:>11}", "crate", "first", "later");
    for (name, first, later) in rows(&first, &later) {
        println!("{name:<28} {:>11} {:>11}", grouped(first), grouped(later));
    }
    Ok(())
}

fn costs(tools: &PageTools, module: &Path) -> Result<Costs> {
    let named: PathBuf = module.with_extension("named");
    let mut optimise = tools.command("wasm-opt");
    crate::process::run(optimise.args(["-Oz", "-g", "--quiet"]).arg(module).arg("-o").arg(&named))?;
    let bytes = fs::read(&named).with_context(|| format!("cannot read {}", named.display()))?;
    costs_of(&bytes)
}

fn costs_of(module: &[u8]) -> Result<Costs> {
    let (mut sizes, mut names, mut imported, mut costs) = (Vec::new(), HashMap::new(), 0_u32, Costs::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(length(&body.range())),
            Payload::DataSection(data) => *costs.entry(DATA.to_owned()).or_default() += length(&data.range()),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(all) = section.as_known() {
                    names = function_names(all)?;
                }
            }
            _ => {}
        }
    }
    for (index, size) in (imported..).zip(sizes) {
        let name = names.get(&index).copied().unwrap_or_default();
        *costs.entry(crate_of(&format!("{:#}", rustc_demangle::demangle(name)))).or_default() += size;
    }
    Ok(costs)
}

fn length(range: &std::ops::Range<u64>) -> u64 {
    range.end - range.start
}

fn function_names<'a>(all: wasmparser::NameSectionReader<'a>) -> Result<HashMap<u32, &'a str>> {
    let mut names = HashMap::new();
    for part in all {
        if let Name::Function(functions) = part? {
            for function in functions {
                let function = function?;
                names.insert(function.index, function.name);
            }
        }
    }
    Ok(names)
}

/// Returns the crate that a function belongs to: ours, if one of ours is named, or else the first that is.
fn crate_of(function: &str) -> String {
    let words = || function.split(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == ':'));
    let paths =
        || words().filter_map(|word| word.split_once("::")).map(|(name, _)| name).filter(|name| !name.is_empty());
    // wasm-bindgen writes a crate's hash in brackets after its name: `yew[84e9e866]::html`.
    let bracketed = || function.split('[').filter_map(|before| before.rsplit(|it: char| !is_word(it)).next());
    let named = || paths().chain(bracketed().filter(|_| function.contains("]::")));
    let own = named().find(|name| OWN.contains(name));
    own.or_else(|| named().next()).unwrap_or("(glue)").to_owned()
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Returns the rows, largest first. Small crates share the last one.
fn rows(first: &Costs, later: &Costs) -> Vec<(String, u64, u64)> {
    let mut names: Vec<&String> = first.keys().chain(later.keys()).collect();
    names.sort();
    names.dedup();
    let cost = |costs: &Costs, name: &String| costs.get(name).copied().unwrap_or_default();
    let all = names.into_iter().map(|name| (name.clone(), cost(first, name), cost(later, name)));
    let (mut rows, small): (Vec<_>, Vec<_>) = all.partition(|(_, first, later)| first + later >= WORTH_A_ROW);
    rows.sort_by_key(|(_, first, later)| std::cmp::Reverse(first + later));
    let others = small.iter().fold((0, 0), |sum, (_, first, later)| (sum.0 + first, sum.1 + later));
    rows.push((format!("({} others)", small.len()), others.0, others.1));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_crate_that_it_is_there_for() {
        for (function, name) in [
            ("checker[2bf175e5b4e6eb82]::judge::judge", "checker"),
            ("<yew[84e9]::virtual_dom::vlist::VList as yew[84e9]::dom_bundle::Reconcilable>::reconcile", "yew"),
            ("<alloc[81]::vec::Vec<checker[2b]::evidence::Entry> as core[49]::clone::Clone>::clone", "checker"),
            ("<alloc::vec::Vec<checker::evidence::Entry> as core::clone::Clone>::clone", "checker"),
            ("core::fmt::write", "core"),
            ("main", "(glue)"),
        ] {
            assert_eq!(crate_of(function), name, "{function}");
        }
    }

    #[test]
    fn small_crates_share_a_row_and_the_dearest_comes_first() {
        let costs = |all: &[(&str, u64)]| all.iter().map(|(name, cost)| ((*name).to_owned(), *cost)).collect::<Costs>();
        let rows = rows(&costs(&[("yew", 64_000), ("mini", 10), ("tiny", 5)]), &costs(&[("web", 90_000), ("mini", 1)]));
        let expected = [("web", 0, 90_000), ("yew", 64_000, 0), ("(2 others)", 15, 1)];
        assert_eq!(rows, expected.map(|(name, first, later)| (name.to_owned(), first, later)));
    }
}
