//! Aliases in a text: CNAME records (RFC 1034 §3.6.2), also as `host`, `nslookup` and JSON answers print them.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use super::{Excerpt, Kind, Owner, PastedRecord};
use crate::json::Json;

/// Largest number of aliases followed. Resolvers follow about as many.
const MAX_ALIASES: usize = 16;

/// An alias and its target, in lower case, without final dots.
type Alias = (String, String);

/// Gives records at the end of an alias the name at its start, if senders look for records of this kind there.
pub(super) fn name_by_alias(records: &mut [PastedRecord], text: &Excerpt, kind: Kind) {
    let aliases = aliases(text);
    for owner in records.iter_mut().filter_map(|record| record.owner.as_mut()) {
        if let Some(name) = start_of_chain(&owner.name, &aliases).filter(|name| name.starts_with(kind.prefix())) {
            *owner = Owner { is_absolute: name != kind.prefix(), name: name.to_owned() };
        }
    }
}

/// Returns the first name of the chain that ends at a name; `None` if no alias points there.
fn start_of_chain<'a>(name: &str, aliases: &'a [Alias]) -> Option<&'a str> {
    let alias_of = |name: &str| aliases.iter().find(|(_, target)| target == name).map(|(alias, _)| alias.as_str());
    core::iter::successors(alias_of(name), |name| alias_of(name)).take(MAX_ALIASES).last()
}

fn aliases(text: &Excerpt) -> Vec<Alias> {
    let lower = text.lower_case();
    if !["cname", "alias", "canonical", "\"type\""].iter().any(|word| lower.contains(word)) {
        return Vec::new();
    }
    let of_json = Json::read(text).map(|json| json_aliases(&json)).unwrap_or_default();
    let mut list_name = None;
    let of_lines = lower.lines().filter_map(|line| line_alias(line, &mut list_name));
    of_lines.chain(of_json).collect()
}

/// Returns the aliases in a JSON answer of DNS over HTTPS, whose type 5 is CNAME.
fn json_aliases(json: &Json) -> Vec<Alias> {
    let answer = json.member("Answer").or_else(|| json.member("answerRRs")).map(Json::items).unwrap_or_default();
    let alias = |record: &Json| {
        let value = |name| Some(String::from_utf8_lossy(record.member(name)?.scalar()?.octets()).to_lowercase());
        let is_cname = matches!(value("type").or_else(|| value("TYPE"))?.as_str(), "5" | "cname");
        let target = value("data").or_else(|| value("rdataCNAME"))?;
        is_cname.then_some((name(&value("name").or_else(|| value("NAME"))?), name(&target)))
    };
    answer.iter().filter_map(alias).collect()
}

/// Returns the alias on a line. `list_name` is the last `Name :` of a PowerShell list, whose `NameHost :` is the target.
fn line_alias(line: &str, list_name: &mut Option<String>) -> Option<Alias> {
    let words: Vec<String> = line.split_whitespace().map(name).filter(|word| !word.is_empty()).collect();
    let last = words.last()?;
    match words.first()?.as_str() {
        "name" => *list_name = Some(last.clone()),
        "namehost" => return list_name.clone().map(|alias| (alias, last.clone())),
        _ => {}
    }
    let follow = |pair: [&str; 2]| words.windows(2).any(|two| two == pair);
    let is_alias =
        words.iter().any(|word| word == "cname") || follow(["alias", "for"]) || follow(["canonical", "name"]);
    let alias = words.iter().find(|word| word.starts_with('_') || word.contains('.'))?;
    (is_alias && alias != last).then(|| (alias.clone(), last.clone()))
}

/// Returns a name without quotation marks and its final dot.
fn name(word: &str) -> String {
    let bare = word.trim_matches(|c: char| "\"',;:=-".contains(c));
    bare.strip_suffix('.').unwrap_or(bare).to_owned()
}
