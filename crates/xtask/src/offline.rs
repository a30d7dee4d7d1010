//! Service worker that lets the page open without a network.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::{compress, languages::content_hash, paths};

const NAME: &str = "service-worker.js";

/// Writes the service worker for the files in the folder. `base` is the path the page is served under and ends with a
/// slash.
pub fn write_service_worker(base: &str, folder: &Path) -> Result<()> {
    let source = paths::root().join("web").join(NAME);
    let template = fs::read_to_string(&source).with_context(|| format!("cannot read {}", source.display()))?;
    let worker = fill(&template, base, &names(folder)?, &fs::read_to_string(folder.join("index.html"))?)?;
    Ok(fs::write(folder.join(NAME), worker)?)
}

/// Fills in the template. The page itself comes first: its text names all other files by their hashes, so it identifies
/// a version.
fn fill(template: &str, base: &str, names: &[String], index: &str) -> Result<String> {
    let addresses = names.iter().filter(|name| *name != "index.html").map(|name| format!("{base}{name}"));
    let list: Vec<String> = [base.to_owned()].into_iter().chain(addresses).map(|it| format!("\"{it}\"")).collect();
    ensure!(template.contains("\"@FILES@\"") && template.contains("@VERSION@"), "{NAME} has no place for the files");
    let version = format!("mta-sts {base} {}", content_hash([index, template].concat()));
    Ok(template.replacen("\"@FILES@\"", &list.join(", "), 1).replacen("@VERSION@", &version, 1))
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let files = compress::compressible(folder)?;
    let name = |file: &std::path::PathBuf| file.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(files.iter().filter_map(name).filter(|name| name != "robots.txt" && name != NAME).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_knows_the_page_and_its_files() {
        let names = ["index.html".to_owned(), "web-1.js".to_owned()];
        let template = "const V = \"@VERSION@\"; const F = [\"@FILES@\"];";
        let worker = fill(template, "/", &names, "<p>").unwrap();
        assert!(worker.ends_with("const F = [\"/\", \"/web-1.js\"];"), "{worker}");
        assert_ne!(worker, fill(template, "/", &names, "<b>").unwrap(), "another page is another version");
        assert!(fill("nothing", "/", &names, "").is_err());
    }
}
