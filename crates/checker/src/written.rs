//! TXT records as people paste them: the value alone, or the presentation form of zone files and of `dig` (RFC 1035 §5.1).
//!
//! What is in presentation form is read as what it publishes, and every octet keeps its place in the text that was pasted:
//! findings point there. Libraries for zone files give the records, but not the places.

use std::rc::Rc;

use mta_sts::{Domain, LineIndex, Span};

use crate::{
    facts::place::{Place, Source},
    rule::Finding,
};

/// Octets within which parentheses close, so that one that is none costs little.
const GROUP_LIMIT: usize = 4_096;

/// A TXT record in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What it publishes, its character-strings joined.
    pub text: Vec<u8>,
    /// How it is written.
    pub form: Form,
    /// Where each octet of it stands.
    places: Vec<Span>,
    /// The octet after it.
    end: usize,
    lines: Rc<LineIndex>,
}

/// How a TXT record is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// As its value alone.
    Value,
    /// As character-strings in quotation marks.
    Strings,
    /// As a line of a zone file, or what `dig`, `host` and `nslookup` print in its fashion.
    Line {
        /// The name that it is for, if the text says so.
        owner: Option<Owner>,
        /// Outside of quotation marks, a semicolon begins a comment: there is more that is not published.
        cut: bool,
    },
}

/// The name that a record is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// In lower case, without a final dot.
    pub name: String,
    /// It is complete; otherwise the name of the zone follows.
    pub absolute: bool,
}

impl Owner {
    fn of(name: &[u8], complete: bool) -> Self {
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        let bare = name.strip_suffix('.');
        Self { absolute: complete || bare.is_some(), name: bare.unwrap_or(&name).to_owned() }
    }

    /// The domain behind its underscored labels, as far as it says.
    #[must_use]
    pub fn domain(&self) -> Option<Domain> {
        let labels: Vec<&str> = self.name.split('.').skip_while(|label| label.starts_with('_')).collect();
        labels.join(".").parse().ok().filter(|_| labels.len() > 1)
    }

    /// Whether it is, or in its zone may be, this name.
    #[must_use]
    pub fn may_be(&self, name: &str) -> bool {
        let continued = |rest: &str| rest.is_empty() || (!self.absolute && rest.starts_with('.'));
        name.strip_prefix(self.name.as_str()).is_some_and(continued)
    }
}

/// All TXT records in a text, for this use: each line that is not blank is one. Where it is in presentation form, comments, other
/// types, what else a tool says and, beside lines for the name of this use, those for other names are none.
#[must_use]
pub fn written(text: &[u8], source: Source) -> Vec<Written> {
    let mut reading =
        Reading { text, lines: Rc::new(LineIndex::new(text)), found: Vec::new(), owner: None, awaited: None };
    let mut at = 0;
    while at < text.len() {
        at = reading.entry(at);
    }
    let mut found = reading.found;
    if found.iter().any(|(record, _)| record.form != Form::Value) {
        found.retain(|(record, is_aside)| !is_aside && (record.form != Form::Value || record.begins_with_version()));
    }
    let mut records: Vec<Written> = found.into_iter().map(|(record, _)| record).collect();
    if records.iter().any(|record| record.owner().is_some_and(|owner| owner.name.starts_with(prefix(source)))) {
        records.retain(|record| record.owner().is_none_or(|owner| owner.name.starts_with(prefix(source))));
    }
    records
}

/// The labels of the names where such records are.
const fn prefix(source: Source) -> &'static str {
    match source {
        Source::TlsRpt => "_smtp._tls",
        Source::Record | Source::Policy => "_mta-sts",
    }
}

/// The domain that the first of them with a name is for, as far as that says.
#[must_use]
pub fn owner_domain(records: &[Written]) -> Option<Domain> {
    records.iter().filter_map(Written::owner).find_map(Owner::domain)
}

/// Lets findings about such records name places in the texts that these were read from.
pub fn relocate(findings: &mut [Finding], records: &[Written]) {
    for place in findings.iter_mut().flat_map(|finding| finding.place.iter_mut().chain(&mut finding.further)) {
        if let Some(record) = records.get(place.record) {
            *place = record.place(*place);
        }
    }
}

impl Written {
    /// The name that it is for, if the text says so.
    #[must_use]
    pub const fn owner(&self) -> Option<&Owner> {
        match &self.form {
            Form::Line { owner, .. } => owner.as_ref(),
            Form::Value | Form::Strings => None,
        }
    }

    fn begins_with_version(&self) -> bool {
        self.text.trim_ascii_start().get(..2).is_some_and(|beginning| beginning.eq_ignore_ascii_case(b"v="))
    }

    fn place(&self, place: Place) -> Place {
        let start = self.places.get(place.span.start).map_or(self.end, |span| span.start);
        let last = place.span.end.checked_sub(1).filter(|_| place.span.end > place.span.start);
        let end = last.map_or(start, |last| self.places.get(last).map_or(self.end, |span| span.end));
        let (line, column) = self.lines.line_and_column(start);
        Place { span: Span::new(start, end), line, column, ..place }
    }
}

/// A text while it is read.
struct Reading<'a> {
    text: &'a [u8],
    lines: Rc<LineIndex>,
    /// Each record; whether it is one only as long as none is in presentation form.
    found: Vec<(Written, bool)>,
    /// The name of the line before, which holds for lines without a name.
    owner: Option<Owner>,
    /// The name whose strings stand in the next line.
    awaited: Option<Owner>,
}

impl Reading<'_> {
    /// Reads what begins here, and says where the next begins.
    fn entry(&mut self, at: usize) -> usize {
        let line_end = self.text[at..].iter().position(|octet| *octet == b'\n').map_or(self.text.len(), |end| at + end);
        if self.text[at..line_end].trim_ascii().is_empty() {
            return line_end + 1;
        }
        let mut scanner = Scanner { text: self.text, at };
        let Some((kind, tokens)) =
            scanner.tokens().and_then(|(tokens, comment)| Some((kind(&tokens, comment)?, tokens)))
        else {
            self.value(at, line_end, false);
            return line_end + 1;
        };
        match kind {
            Kind::Aside(owner) => {
                self.owner = owner.or(self.owner.take());
                self.value(at, line_end, true);
            }
            Kind::Head(owner) => self.awaited = Some(owner),
            Kind::Strings => {
                let awaited = self.awaited.take();
                let form = awaited.map_or(Form::Strings, |owner| Form::Line { owner: Some(owner), cut: false });
                self.record(form, &tokens, scanner.at);
            }
            Kind::Line { owner, cut, data } => {
                self.owner = owner.or(self.owner.take());
                self.record(Form::Line { owner: self.owner.clone(), cut }, &tokens[data..], scanner.at);
            }
        }
        scanner.at + 1
    }

    fn value(&mut self, start: usize, line_end: usize, is_aside: bool) {
        let line = &self.text[start..line_end];
        let text = line.strip_suffix(b"\r").unwrap_or(line).to_vec();
        let places = (start..start + text.len()).map(|at| Span::new(at, at + 1)).collect();
        let end = start + text.len();
        self.found.push((Written { text, form: Form::Value, places, end, lines: self.lines.clone() }, is_aside));
    }

    fn record(&mut self, form: Form, strings: &[Token], end: usize) {
        let octets = || strings.iter().flat_map(|token| &token.octets);
        let text = octets().map(|(octet, _)| *octet).collect();
        let places: Vec<Span> = octets().map(|(_, span)| *span).collect();
        let end = places.last().map_or(end, |span| span.end);
        self.found.push((Written { text, form, places, end, lines: self.lines.clone() }, false));
    }
}

/// What an entry is.
enum Kind {
    /// A comment, a directive, or a record of another type and its name.
    Aside(Option<Owner>),
    /// The name of a record whose strings follow.
    Head(Owner),
    /// Character-strings alone.
    Strings,
    /// A TXT record, and the first token of its data.
    Line { owner: Option<Owner>, cut: bool, data: usize },
}

/// What tokens are, with or without a comment after them; `None` if they are no presentation form.
fn kind(tokens: &[Token], comment: bool) -> Option<Kind> {
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.is_word(word));
    if tokens.is_empty() || tokens[0].begins_with(b'$') {
        return Some(Kind::Aside(None));
    }
    if tokens.iter().all(|token| token.quoted) {
        return Some(Kind::Strings);
    }
    if is(1, "text") && is(2, "=") {
        let owner = Owner::of(&tokens[0].text(), true);
        let line = Kind::Line { owner: Some(owner.clone()), cut: false, data: 3 };
        return Some(if tokens.len() > 3 { line } else { Kind::Head(owner) });
    }
    if is(1, "descriptive") && is(2, "text") && tokens.len() > 3 {
        return Some(Kind::Line { owner: Some(Owner::of(&tokens[0].text(), true)), cut: false, data: 3 });
    }
    let at = (0..tokens.len().min(4)).find(|at| tokens[*at].is_type())?;
    let names: Vec<&Token> = tokens[..at].iter().filter(|token| !token.is_ttl_or_class()).collect();
    let (owner, data) = (names.first().map(|name| Owner::of(&name.text(), false)), &tokens[at + 1..]);
    if names.len() > 1 || names.iter().any(|name| name.quoted || name.text().contains(&b'=')) || data.is_empty() {
        return None;
    }
    if !tokens[at].is_word("TXT") {
        return tokens[..at].iter().any(|token| token.is_word("IN")).then_some(Kind::Aside(owner));
    }
    Some(Kind::Line { owner, cut: comment && data.iter().any(|token| !token.quoted), data: at + 1 })
}

/// A word, or a character-string in quotation marks.
struct Token {
    quoted: bool,
    /// Each octet that it stands for, and where.
    octets: Vec<(u8, Span)>,
}

impl Token {
    fn text(&self) -> Vec<u8> {
        self.octets.iter().map(|(octet, _)| *octet).collect()
    }

    fn is_word(&self, word: &str) -> bool {
        !self.quoted && self.text().eq_ignore_ascii_case(word.as_bytes())
    }

    fn begins_with(&self, octet: u8) -> bool {
        !self.quoted && self.octets.first().is_some_and(|(first, _)| *first == octet)
    }

    fn is_type(&self) -> bool {
        ["TXT", "A", "AAAA", "CAA", "CNAME", "MX", "NS", "RRSIG", "SOA", "SRV", "TLSA"]
            .iter()
            .any(|word| self.is_word(word))
    }

    /// `3600`, `1h` and `1h30m`, or the name of a class.
    fn is_ttl_or_class(&self) -> bool {
        let text = self.text();
        let is_of_ttl = |octet: &u8| octet.is_ascii_digit() || b"smhdw".contains(&octet.to_ascii_lowercase());
        let is_ttl = text.first().is_some_and(u8::is_ascii_digit) && text.iter().all(is_of_ttl);
        !self.quoted && (is_ttl || ["IN", "CH", "HS"].iter().any(|class| self.is_word(class)))
    }
}

/// Reads tokens (RFC 1035 §5.1).
struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    /// The tokens up to the end of the line, or of the lines that parentheses make one, and whether a comment follows. `None` if
    /// a quotation mark, a parenthesis or a backslash stands where no zone file has it.
    fn tokens(&mut self) -> Option<(Vec<Token>, bool)> {
        let (mut tokens, mut depth, mut comment, start) = (Vec::new(), 0_usize, false, self.at);
        loop {
            match self.text.get(self.at) {
                None | Some(b'\n') if depth == 0 => return Some((tokens, comment)),
                Some(b'\n' | b'\r' | b' ' | b'\t') => self.at += 1,
                Some(b';') => {
                    comment = true;
                    let rest = &self.text[self.at..];
                    self.at += rest.iter().position(|octet| *octet == b'\n').unwrap_or(rest.len());
                }
                Some(b'(') => (depth, self.at) = (depth + 1, self.at + 1),
                Some(b')') => (depth, self.at) = (depth.checked_sub(1)?, self.at + 1),
                Some(b'"') => tokens.push(self.quoted()?),
                Some(_) => tokens.push(self.word()?),
                None => return None,
            }
            if depth > 0 && self.at - start > GROUP_LIMIT {
                return None;
            }
        }
    }

    fn quoted(&mut self) -> Option<Token> {
        self.at += 1;
        let mut octets = Vec::new();
        loop {
            match self.text.get(self.at)? {
                b'"' => {
                    self.at += 1;
                    return Some(Token { quoted: true, octets });
                }
                b'\n' => return None,
                _ => octets.push(self.octet()?),
            }
        }
    }

    fn word(&mut self) -> Option<Token> {
        let mut octets = Vec::new();
        while self.text.get(self.at).is_some_and(|octet| !b" \t\r\n;()\"".contains(octet)) {
            octets.push(self.octet()?);
        }
        Some(Token { quoted: false, octets })
    }

    /// One octet, as itself, `\X` or `\DDD`.
    fn octet(&mut self) -> Option<(u8, Span)> {
        let start = self.at;
        let (octet, length) = match self.text[start..] {
            [b'\\', a, b, c, ..] if [a, b, c].iter().all(u8::is_ascii_digit) => {
                let value = [a, b, c].iter().fold(0_u16, |value, digit| value * 10 + u16::from(digit - b'0'));
                (u8::try_from(value).ok()?, 4)
            }
            [b'\\', digit, ..] if digit.is_ascii_digit() || digit == b'\n' => return None,
            [b'\\', octet, ..] => (octet, 2),
            [b'\\'] | [] => return None,
            [octet, ..] => (octet, 1),
        };
        self.at += length;
        Some((octet, Span::new(start, self.at)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let records = written(text.as_bytes(), Source::Record);
        records.into_iter().map(|record| String::from_utf8(record.text).unwrap()).collect()
    }

    const VALUE: &str = "v=STSv1; id=1;";

    #[test]
    fn what_tools_and_zone_files_print_is_read_as_what_it_publishes() {
        for (text, owner) in [
            ("v=STSv1; id=1;", None),
            ("\"v=STSv1; id=1;\"", None),
            ("  \"v=STSv1; \" \"id=1;\"\r\n", None),
            ("\"v=STSv1;\"\"\\032id=\\049\\;\"", None),
            ("TXT \"v=STSv1; id=1;\"", None),
            ("_mta-sts.example.com. 3600 IN TXT \"v=STSv1; id=1;\"", Some("_mta-sts.example.com")),
            ("_MTA-STS\tIN\t1h\ttxt\t\"v=STSv1; id=1;\" ; our policy", Some("_mta-sts")),
            ("_mta-sts IN TXT ( \"v=STSv1; \" ; first\n   \"id=1;\" )\n", Some("_mta-sts")),
            ("_mta-sts TXT v=STSv1\\;\\ id=1\\;", Some("_mta-sts")),
            ("_mta-sts.example.com descriptive text \"v=STSv1; id=1;\"", Some("_mta-sts.example.com")),
            (
                "Server: a\r\nAddress: 192.0.2.1\r\n\r\n_mta-sts.example.com\ttext =\r\n\r\n\t\"v=STSv1; id=1;\"\r\n",
                Some("_mta-sts.example.com"),
            ),
            ("_mta-sts.example.com\ttext = \"v=STSv1; id=1;\"", Some("_mta-sts.example.com")),
            (
                "; <<>> DiG 9.18 <<>>\n;; ANSWER SECTION:\n_mta-sts.a.example. 60 IN CNAME b.example.\n\
                 _mta-sts.b.example. 60 IN TXT \"v=STSv1; id=1;\"\n\n;; Query time: 1 msec\n",
                Some("_mta-sts.b.example"),
            ),
            (
                "$ORIGIN example.com.\n@ IN SOA a. b. (1 2 3\n 4 5)\n  IN TXT \"v=spf1 -all\"\n_mta-sts IN TXT \"v=STSv1; id=1;\"\n",
                Some("_mta-sts"),
            ),
        ] {
            let records = written(text.as_bytes(), Source::Record);
            assert_eq!(texts(text), [VALUE], "{text}");
            assert_eq!(records[0].owner().map(|owner| owner.name.as_str()), owner, "{text}");
        }
    }

    #[test]
    fn what_is_no_presentation_form_stays_as_it_is() {
        for text in [
            "\"v=STSv1; id=1;",
            "v=STSv1; id=1;\"",
            "v=STSv1\\; id=1\\;",
            "\"v=STSv1; id=1;\",",
            "\"v=STSv1;\" id=1;",
            "\"v=STSv1\\999\"",
            "v=STSv1; TXT x",
            "v=STSv1 ( id=1",
            "a b c TXT d",
            " v=STSv1; id=1; ",
            "; v=STSv1",
            "_mta-sts TXT",
        ] {
            assert_eq!(texts(text), [text], "{text}");
        }
        assert_eq!(texts("v=spf1 -all\r\n\r\nv=STSv1; id=1;\n\n"), ["v=spf1 -all", VALUE]);
        assert_eq!(texts(" \n"), [""; 0]);
    }

    #[test]
    fn a_semicolon_outside_of_quotation_marks_begins_a_comment() {
        let records = written(b"_mta-sts IN TXT v=STSv1; id=1;", Source::Record);
        assert_eq!(records[0].text, b"v=STSv1");
        assert!(matches!(records[0].form, Form::Line { cut: true, .. }));
    }

    #[test]
    fn a_quotation_mark_that_is_published_stays_in_the_record() {
        assert_eq!(texts(r#""\"v=STSv1; id=1;\"""#), [format!("\"{VALUE}\"")]);
    }

    #[test]
    fn an_owner_says_for_which_domain_a_line_is() {
        let owner = |name: &str| Owner::of(name.as_bytes(), false);
        let domain = |name: &str| owner(name).domain().map(|domain| domain.to_string());
        assert_eq!(domain("_mta-sts.Example.com.").as_deref(), Some("example.com"));
        assert_eq!(domain("_smtp._tls.example.com").as_deref(), Some("example.com"));
        for without in ["_mta-sts", "@", "_mta-sts.sub", "\\"] {
            assert_eq!(domain(without), None, "{without}");
        }
        for (name, may) in [
            ("_mta-sts.example.com.", true),
            ("_mta-sts.example.com", true),
            ("_mta-sts", true),
            ("_mta-sts.", false),
            ("_mta-sts.example.net.", false),
            ("_mta", false),
            ("@", false),
        ] {
            assert_eq!(owner(name).may_be("_mta-sts.example.com"), may, "{name}");
        }
    }

    #[test]
    fn findings_point_into_the_text_that_was_pasted() {
        let text = b"; dig\n_mta-sts IN TXT \"v=STSv1;\" \" i\\100=2026-01-01;\"";
        let records = written(text, Source::Record);
        let octets: Vec<Vec<u8>> = records.iter().map(|record| record.text.clone()).collect();
        let domain = "domain.example".parse().unwrap();
        let (_, mut findings) = crate::lint_record(&domain, &octets, evidence::Timestamp::default());
        relocate(&mut findings, &records);
        let place = findings.iter().find(|one| one.rule.id == "record-id-invalid-chars").unwrap().place.unwrap();
        assert_eq!(place.span.of(text), b"2026-01-01");
        assert_eq!((place.line, place.column), (2, 36));
    }

    /// Octets as a zone file may have them in quotation marks.
    fn quote(octets: &[u8], numbers: bool) -> String {
        let one = |octet: &u8| match octet {
            b'"' | b'\\' if !numbers => format!("\\{}", char::from(*octet)),
            0x20..=0x7E if !numbers => char::from(*octet).to_string(),
            _ => format!("\\{octet:03}"),
        };
        format!("\"{}\"", octets.iter().map(one).collect::<String>())
    }

    proptest! {
        #[test]
        fn whatever_is_published_is_read_back_with_every_octet_in_its_place(
            strings in prop::collection::vec((prop::collection::vec(any::<u8>(), 0..40), any::<bool>()), 1..4),
            head in prop::sample::select(vec!["", "TXT ", "_mta-sts IN TXT ", "a.example. 1d IN TXT "]),
        ) {
            let quoted: Vec<String> = strings.iter().map(|(octets, numbers)| quote(octets, *numbers)).collect();
            let text = format!("{head}{}", quoted.join(" "));
            let records = written(text.as_bytes(), Source::Record);
            prop_assert_eq!(records.len(), 1);
            let published: Vec<u8> = strings.into_iter().flat_map(|(octets, _)| octets).collect();
            prop_assert_eq!(&records[0].text, &published);
            for (octet, place) in published.iter().zip(&records[0].places) {
                let there = place.of(text.as_bytes());
                let number = format!("\\{octet:03}");
                prop_assert!(there.last() == Some(octet) || there == number.as_bytes());
            }
        }

        #[test]
        fn no_text_panics_and_every_place_lies_in_it(text in prop::collection::vec(any::<u8>(), 0..200)) {
            for source in [Source::Record, Source::TlsRpt] {
                for record in written(&text, source) {
                    prop_assert_eq!(record.text.len(), record.places.len());
                    prop_assert!(record.end <= text.len() && record.places.iter().all(|place| place.end <= text.len()));
                }
            }
        }

        #[test]
        fn no_words_of_a_zone_panic_and_every_place_lies_in_it(text in "([a-z\"\\\\;()\n =.]|TXT |IN |_mta-sts ){0,60}") {
            for record in written(text.as_bytes(), Source::Record) {
                prop_assert!(record.places.is_sorted_by_key(|place| place.start) && record.end <= text.len());
            }
        }
    }
}
