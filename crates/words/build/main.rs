//! Compiles `locales/{en,ja}/*.ftl` into tables of sentences, so that the page needs no Fluent at run time and loads only
//! one language.
//!
//! Both languages must have the same messages and arguments. A difference stops the build with file and line.
//! `catalogue` reads the files, `template` shortens each pattern to one string, and `tables` writes the files that the crate
//! includes.

mod catalogue;
mod tables;
mod template;

use std::{env, fs, path::Path, process::ExitCode};

use catalogue::Catalogue;
use tables::Part;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build");
    let mut faults = Vec::new();
    let english = Catalogue::read_folder(Path::new("locales/en"), " ", &mut faults);
    let japanese = Catalogue::read_folder(Path::new("locales/ja"), "", &mut faults);
    if faults.is_empty() {
        catalogue::compare_catalogues(&english, &japanese, &mut faults);
    }
    if faults.is_empty() {
        write(&english, &japanese, &mut faults);
    }
    for fault in &faults {
        println!("cargo::error={fault}");
    }
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn write(english: &Catalogue, japanese: &Catalogue, faults: &mut Vec<String>) {
    let Some(folder) = env::var_os("OUT_DIR") else {
        faults.push("OUT_DIR is not set".to_owned());
        return;
    };
    let folder = Path::new(&folder);
    let order = tables::Order::new(english);
    let files = [
        ("keys.rs", order.key_constants(english)),
        ("every.rs", order.all_messages(english, japanese)),
        ("en.txt", order.table(Part::Page, english)),
        ("ja.txt", order.table(Part::Page, japanese)),
        ("en-tasks.txt", order.table(Part::Tasks, english)),
        ("ja-tasks.txt", order.table(Part::Tasks, japanese)),
        ("en-other.txt", order.table(Part::Other, english)),
        ("ja-other.txt", order.table(Part::Other, japanese)),
    ];
    for (name, text) in files {
        if let Err(error) = fs::write(folder.join(name), text) {
            faults.push(format!("{name}: {error}"));
        }
    }
}
