//! The status of a pasted HTTP response.

use alloc::{borrow::ToOwned, string::String};

use super::super::Excerpt;

/// The status line and redirect of an HTTP response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpStatus {
    /// The status code.
    pub code: u16,
    /// The target of a redirect.
    pub location: Option<String>,
}

/// Returns the status of the last response in a text: of a status line, or as `curl`, `wget` and PowerShell print it.
pub(super) fn http_status(text: &Excerpt) -> Option<HttpStatus> {
    let all = String::from_utf8_lossy(text.octets());
    let lines = || all.lines().map(|line| line.trim_start_matches(['<', '>', '|', ' ']).trim_end());
    let (at, code) = lines().enumerate().filter_map(|(at, line)| Some((at, code(line)?))).last()?;
    let head = || lines().skip(at).take_while(|line| !line.is_empty());
    let location =
        head().find_map(|line| line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("location")));
    Some(HttpStatus { code, location: location.map(|(_, target)| target.trim().to_owned()) })
}

/// Text before a status code.
const MARKS: [&str; 4] = ["HTTP/", ":status:", "StatusCode ", "HTTP request sent, awaiting response..."];

fn code(line: &str) -> Option<u16> {
    let mark = MARKS.iter().find(|mark| line.starts_with(**mark))?;
    let mut words = line[mark.len()..].split([' ', ':']).filter(|word| !word.is_empty());
    let number = words.find(|word| word.len() == 3 && word.bytes().all(|octet| octet.is_ascii_digit()))?;
    number.parse().ok().filter(|code| (100..600).contains(code))
}
