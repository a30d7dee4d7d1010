//! The build reports invalid sentences.

#[path = "../build/catalogue.rs"]
mod catalogue;
#[path = "../build/template.rs"]
mod template;

use std::{fs, path::PathBuf};

use catalogue::Catalogue;

include!("../src/marks.rs");

/// Returns the faults that the build finds in two files. `name` separates tests that run in parallel.
fn faults(name: &str, english: &str, japanese: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let english = Catalogue::read_folder(&folder(name, "en", english), " ", &mut faults);
    let japanese = Catalogue::read_folder(&folder(name, "ja", japanese), "", &mut faults);
    if faults.is_empty() {
        catalogue::compare_catalogues(&english, &japanese, &mut faults);
    }
    faults
}

fn folder(name: &str, language: &str, text: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name).join(language);
    fs::create_dir_all(&folder).expect("a folder for the test");
    fs::write(folder.join("page.ftl"), text).expect("a file for the test");
    folder
}

#[test]
fn a_difference_between_languages_stops_the_build_with_file_and_line() {
    for (name, english, japanese, place, fault) in [
        ("one-language", "a = A\nb = B\n", "a = ア\n", "en/page.ftl:2", "`b` is in this language only"),
        ("other-language", "a = A\n", "a = ア\n\nb = B\n", "ja/page.ftl:3", "`b` is in this language only"),
        ("attribute", "a = A\n    .why = W\n", "a = ア\n", "en/page.ftl:2", "`a.why` is in this language only"),
        ("argument", "a = { $x }\n", "a = { $y }\n", "en/page.ftl:1", "`a` uses {\"x\"}"),
        ("select", "a = { $n ->\n   *[other] x\n    }\n", "a = x\n", "en/page.ftl:1", "`a` uses {\"n\"}"),
    ] {
        let faults = faults(name, english, japanese);
        assert_eq!(faults.len(), 1, "{name}: {faults:?}");
        assert!(faults[0].contains(place) && faults[0].contains(fault), "{name}: {faults:?}");
    }
}

#[test]
fn unsupported_syntax_stops_the_build_with_file_and_line() {
    for (name, english, place, fault) in [
        ("function", "x = X\na = { NUMBER($n) }\n", "en/page.ftl:2", "not in our subset"),
        ("term-argument", "-t = T\na = { -t(case: \"x\") }\n", "en/page.ftl:2", "not in our subset"),
        ("lost", "a = { nowhere }\n", "en/page.ftl:1", "refers to `nowhere`, which does not exist"),
        ("circle", "a = { a }\n", "en/page.ftl:1", "refers to itself"),
        ("twice", "a = A\nb = B\na = C\n", "en/page.ftl", "`a` was said before"),
        ("paragraphs", "a = A\n\n    B\n", "en/page.ftl:1", "one paragraph"),
        ("syntax", "a = A\nb broken\n", "en/page.ftl:2", "Expected"),
    ] {
        let faults = faults(name, english, "a = A\n");
        assert!(faults.iter().any(|text| text.contains(place) && text.contains(fault)), "{name}: {faults:?}");
    }
}

#[test]
fn valid_sentences_compile() {
    let english = "-t = term\na = Text\n    over lines, { $x } and { \"mx\" } and { -t }\n    .why = { $n ->\n        [one] 1\n       *[other] n\n    }\n";
    let japanese = "a = { $x } と\n    続き\n    .why = { $n }\n";
    assert_eq!(faults("order", english, japanese), Vec::<String>::new());
}

/// Returns the shapes of the sentences of one language, with a mark for each name (`a`), number (`1`) and choice (`|`).
fn shapes(language: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("locales").join(language);
    let mut faults = Vec::new();
    let catalogue = Catalogue::read_folder(&folder, "", &mut faults);
    assert!(faults.is_empty(), "{faults:?}");
    // A date has the format of its language (CLDR), in Japanese without spaces.
    let sentences = catalogue.messages.into_iter().filter(|(id, _)| id != "date");
    sentences.map(|(_, message)| (message.location, shape(&message.template.text))).collect()
}

fn shape(pattern: &str) -> String {
    let (mut shape, mut rest) = (String::new(), pattern);
    while let Some(at) = rest.find(|c: char| c <= END) {
        let (words, marked) = rest.split_at(at);
        let (name, after) = marked[1..].split_once(END).unwrap_or((&marked[1..], ""));
        shape.push_str(words);
        let (stands, after) = match marked.chars().next() {
            Some(ARGUMENT) => (stand_in(name), after),
            Some(LITERAL) => ("a", after),
            Some(SELECT | CASE) => ("|", after),
            mark => {
                assert_eq!(mark, Some(CLOSE), "{pattern:?}");
                ("|", &marked[1..])
            }
        };
        shape.push_str(stands);
        rest = after;
    }
    shape + rest
}

/// Times and dates begin with a digit and end with a unit.
fn stand_in(argument: &str) -> &'static str {
    match argument {
        "ttl" | "max_age" | "wait" | "age" | "date" | "from" | "to" | "until" | "when" => "1 日",
        _ => "a",
    }
}

#[test]
fn japanese_has_full_width_punctuation_and_a_space_beside_latin_letters_and_digits() {
    let japanese = |c: char| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '々');
    let mut faults = Vec::new();
    for (location, shape) in shapes("ja") {
        let pairs = shape.chars().zip(shape.chars().skip(1));
        let touches = pairs.clone().any(|(one, next)| {
            (japanese(one) && next.is_ascii_alphanumeric()) || (one.is_ascii_alphanumeric() && japanese(next))
        });
        let narrow = shape.contains(['(', ')', ',', '!', '?']) || pairs.clone().any(|pair| pair == (':', ' '));
        let wide = |c: char| "（）：、。「」".contains(c);
        let broad = |c: char| japanese(c) || wide(c);
        let gapes = shape.split(' ').zip(shape.split(' ').skip(1)).any(|(one, next)| {
            one.ends_with(wide) || next.starts_with(wide) || (one.ends_with(broad) && next.starts_with(broad))
        });
        if touches || narrow || gapes {
            faults.push(format!("{location}: {shape}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
