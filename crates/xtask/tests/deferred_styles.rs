//! Style sheets that load with their page. They stay loaded on every other page, so their rules must not apply there.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// A style sheet of a page that loads later.
struct Sheet {
    name: &'static str,
    /// Classes of the page's outermost elements.
    roots: &'static [&'static str],
    /// Sources of the page, below `web/src`.
    sources: &'static [&'static str],
}

const SHEETS: [Sheet; 4] = [
    Sheet { name: "change", roots: &["change"], sources: &["pages/change", "change"] },
    Sheet { name: "many", roots: &["many"], sources: &["pages/many", "many"] },
    Sheet { name: "reports", roots: &["reports", "bounce"], sources: &["pages/reports", "pages/bounce"] },
    Sheet {
        name: "setup",
        roots: &["set-up", "together"],
        sources: &["pages/set_up", "pages/preflight_view", "pages/live_preflight", "pages/lint/live"],
    },
];

#[test]
fn a_rule_of_a_deferred_sheet_names_its_page_or_a_class_of_its_own() {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
    let mut shared = Vec::new();
    for sheet in &SHEETS {
        let elsewhere = classes_elsewhere(&web.join("src"), sheet);
        let css = fs::read_to_string(web.join(format!("styles/{}.css", sheet.name))).expect("a style sheet");
        let selectors = selectors(&css);
        assert!(selectors.len() > 50, "{}: {}", sheet.name, selectors.len());
        let is_shared = |selector: &String| {
            let mut compounds = selector.split([' ', '>', '+', '~']).map(classes);
            let names_page = compounds.clone().flatten().any(|class| sheet.roots.contains(&class.as_str()));
            let first = compounds.find(|classes| !classes.is_empty()).unwrap_or_default();
            !names_page && (first.is_empty() || first.iter().any(|class| elsewhere.contains(class)))
        };
        shared
            .extend(selectors.into_iter().filter(is_shared).map(|selector| format!("{}.css: {selector}", sheet.name)));
    }
    assert!(shared.is_empty(), "other pages use these classes:\n{}", shared.join("\n"));
}

/// Returns the selectors of a sheet, without those of keyframes.
fn selectors(css: &str) -> Vec<String> {
    let without_comments: String =
        css.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, rest)| rest)).collect();
    let heads = without_comments.split('{').map(|part| part.rsplit(['}', ';']).next().unwrap_or_default().trim());
    heads.filter(|head| !head.starts_with(['@', '0', '1', '5'])).flat_map(split_list).collect()
}

/// Splits a list of selectors at the commas outside parentheses.
fn split_list(list: &str) -> Vec<String> {
    let mut depth = 0;
    let parts = list.split(move |c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth == 0
    });
    parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Returns the classes that a compound selector requires.
fn classes(compound: &str) -> Vec<String> {
    let compound = compound.split(":not").next().unwrap_or_default();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let ends = |rest: &str| rest.find(|c| !is_name(c)).unwrap_or(rest.len());
    compound.split('.').skip(1).map(|rest| rest[..ends(rest)].to_owned()).filter(|class| !class.is_empty()).collect()
}

/// Returns the classes of elements that other pages render.
fn classes_elsewhere(source: &Path, sheet: &Sheet) -> BTreeSet<String> {
    let is_own = |path: &PathBuf| {
        let path = path.strip_prefix(source).expect("a path below the sources").to_string_lossy().into_owned();
        sheet.sources.iter().any(|own| path.strip_prefix(own).is_some_and(|rest| rest.starts_with(['/', '.'])))
    };
    let mut found = BTreeSet::new();
    for path in rust_files(source).into_iter().filter(|path| !is_own(path)) {
        let text = fs::read_to_string(path).expect("a source");
        for line in text.lines().filter(|line| line.contains("class")) {
            let literals = line.split('"').skip(1).step_by(2);
            found.extend(literals.flat_map(str::split_whitespace).map(str::to_owned));
        }
    }
    found
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
