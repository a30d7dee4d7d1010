//! Joins the small files that `wasm-split-cli` makes of code that several parts share.
//!
//! It writes one file for each set of parts that share code: dozens of files, most of them below 2 kB. For each of them,
//! a browser takes longer to request, compile and instantiate it than to run its code. The joined file loads with any
//! part that needs one of them.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::process;

/// Size in bytes, as optimised by wasm-opt, below which a file is joined with others.
const SMALL_BYTES: usize = 10_000;

/// Name of the joined file.
const JOINED_FILE: &str = "shared.wasm";

/// Module from which each file imports what it shares with the first part, as named by `wasm-split-cli`.
const IMPORT_MODULE: &str = "__wasm_split";

/// Module from which the joined file imports the same.
const ROOT_MODULE: &str = "__wasm_split_root";

/// Features of Wasm that rustc uses. The joined file no longer names them.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A file of the page: its name and its content.
pub type Part = (String, Vec<u8>);

/// Joins the small files among the parts, which are in `folder` as `wasm-split-cli` wrote them. Returns the parts and
/// the loader for them.
pub fn join_small_chunks(parts: Vec<Part>, loader: &str, folder: &Path) -> Result<(Vec<Part>, String)> {
    let is_small = |(name, bytes): &Part| name.starts_with("chunk_") && bytes.len() < SMALL_BYTES;
    let (small, mut others): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(is_small);
    if small.len() < 2 {
        others.extend(small);
        return Ok((others, loader.to_owned()));
    }
    let names: Vec<&str> = small.iter().map(|(name, _)| name.trim_end_matches(".wasm")).collect();
    others.push((JOINED_FILE.to_owned(), merge(&names, folder)?));
    Ok((others, load_joined_file(loader, &names)?))
}

/// Merges the files into one module with a single memory, table and stack pointer.
fn merge(names: &[&str], folder: &Path) -> Result<Vec<u8>> {
    let root = folder.join("root.wat");
    fs::write(&root, root_module(names, folder)?)?;
    let (merged, optimised) = (folder.join("merged.bin"), folder.join("merged.opt"));
    let mut command = process::command("wasm-merge");
    command.arg(&root).arg(IMPORT_MODULE);
    for name in names {
        command.arg(folder.join(name).with_extension("wasm")).arg(name);
    }
    process::run(command.args(FEATURES).arg("-o").arg(&merged))?;
    process::run(process::command("wasm-opt").arg("-Oz").args(FEATURES).arg(&merged).arg("-o").arg(&optimised))?;
    Ok(fs::read(optimised)?)
}

/// Returns a module, as text, that exports everything the files import. Merging resolves their imports to it. Otherwise
/// each file would keep an import of its own, and few browsers support several memories.
fn root_module(names: &[&str], folder: &Path) -> Result<String> {
    let mut imports: Vec<String> = Vec::new();
    for name in names {
        let file = folder.join(name).with_extension("wasm");
        let text = process::output(process::command("wasm-dis").arg(file))?;
        for import in text.lines().filter_map(root_import).collect::<Result<Vec<_>>>()? {
            if !imports.contains(&import) {
                imports.push(import);
            }
        }
    }
    Ok(format!("(module\n{}\n)\n", imports.join("\n")))
}

/// Returns the import of the root module for an import of a file, and its export: `(import "__wasm_split" "memory"
/// (memory $m 23))`.
fn root_import(line: &str) -> Option<Result<String>> {
    let import = line.trim().strip_prefix(&format!("(import \"{IMPORT_MODULE}\" \""))?;
    Some(shared_import(import).with_context(|| format!("wasm-dis wrote an unknown import: {line}")))
}

fn shared_import(import: &str) -> Option<String> {
    let (name, kind) = import.strip_suffix("))")?.split_once("\" (")?;
    let (kind, of) = kind.split_once(" $")?;
    let (_, of) = of.split_once(' ')?;
    let id = format!("${kind}_{name}");
    Some(format!("(import \"{ROOT_MODULE}\" \"{name}\" ({kind} {id} {of}))\n(export \"{name}\" ({kind} {id}))",))
}

/// Changes the loader to load the joined file wherever it loads one of the files.
fn load_joined_file(loader: &str, names: &[&str]) -> Result<String> {
    let object = format!("sharedImports = {{ {IMPORT_MODULE}: {{  }} }};");
    ensure!(loader.contains(&object), "the loader of the deferred parts has another form");
    let both = format!("{object}\n        sharedImports.{ROOT_MODULE} = sharedImports.{IMPORT_MODULE};");
    let mut loader = loader.replacen(&object, &both, 1);
    let mut first: Option<(usize, String)> = None;
    for name in names {
        let begin = format!("const __{name} = makeLoad(");
        let start = loader.find(&begin).with_context(|| format!("the loader does not load {name}"))?;
        let length = loader[start..].find(END).with_context(|| format!("{name} depends on other files"))? + END.len();
        let definition = loader[start..start + length].replacen(&begin, "const __shared = makeLoad(", 1);
        let alias = format!("const __{name} = __shared;");
        // A place before all others, which later replacements do not move.
        if first.as_ref().is_none_or(|(earliest, _)| start < *earliest) {
            first = Some((start, definition.replacen(&format!("./{name}.wasm"), &format!("./{JOINED_FILE}"), 1)));
        }
        loader.replace_range(start..start + length, &alias);
    }
    if let Some((start, definition)) = first {
        loader.insert_str(start, &format!("{definition}\n"));
    }
    Ok(loader)
}

/// End of the definition of a file that depends on no other.
const END: &str = "\n, []);";

#[cfg(test)]
mod tests {
    use super::*;

    fn definition(name: &str) -> String {
        format!("/* a, b */\nconst __{name} = makeLoad(() => {{\n    fetch(\"./{name}.wasm\");\n}}\n, []);\n")
    }

    #[test]
    fn the_loader_loads_one_file_for_all_small_ones() {
        let chunks = [definition("chunk_2"), definition("chunk_10"), definition("chunk_1")].concat();
        let loader =
            format!("        sharedImports = {{ __wasm_split: {{  }} }};\n{chunks}load([__chunk_1, __chunk_2]);");
        let joined = load_joined_file(&loader, &["chunk_1", "chunk_2"]).unwrap();
        assert_eq!(joined.matches("./shared.wasm").count(), 1);
        assert_eq!(joined.matches("makeLoad").count(), 2, "{joined}");
        for kept in
            ["const __chunk_1 = __shared;", "const __chunk_2 = __shared;", "./chunk_10.wasm", "load([__chunk_1, "]
        {
            assert!(joined.contains(kept), "{kept} in {joined}");
        }
        assert!(joined.find("const __shared = ").unwrap() < joined.find("= __shared;").unwrap(), "{joined}");
        assert!(joined.contains("sharedImports.__wasm_split_root = sharedImports.__wasm_split;"), "{joined}");
    }

    #[test]
    fn a_loader_of_another_form_is_refused() {
        let imports = "sharedImports = { __wasm_split: {  } };\n";
        for loader in
            [String::new(), imports.to_owned(), format!("{imports}const __chunk_1 = makeLoad(f\n, [__chunk_2]);")]
        {
            assert!(load_joined_file(&loader, &["chunk_1"]).is_err(), "{loader}");
        }
    }

    #[test]
    fn an_import_of_a_file_becomes_one_of_the_root() {
        let root = root_import(" (import \"__wasm_split\" \"memory\" (memory $mimport$0 23))").unwrap().unwrap();
        assert_eq!(
            root,
            "(import \"__wasm_split_root\" \"memory\" (memory $memory_memory 23))\n(export \"memory\" (memory $memory_memory))"
        );
        assert!(root_import(" (import \"env\" \"memory\" (memory $0 1))").is_none());
        assert!(root_import(" (import \"__wasm_split\" \"f\" (func))").is_some_and(|import| import.is_err()));
    }
}
