//! The TLS reporting record: TXT at `_smtp._tls.<domain>` (RFC 8460 §3).

use alloc::{format, string::String, vec::Vec};

use smallvec::SmallVec;

use crate::{
    Outcome, Problem, Span,
    fields::{self, Beginning, Field},
    record::{Candidates, contains_ignoring_case},
    span::trim,
};

const VERSION: &[u8] = b"v=TLSRPTv1";

/// All TXT records of `_smtp._tls.<domain>`, read as a sender reads them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsRptReading {
    /// What they amount to.
    pub outcome: Outcome,
    /// Which records count, by their position.
    pub candidates: Candidates,
    /// The report addresses of the one record that counts, those with objections left out.
    pub rua: Addresses,
    /// Objections to the record that counts; if there is none, what is wrong with those that come close.
    pub problems: Vec<Problem<TlsRptProblem>>,
}

/// Report addresses: nearly always one, which needs no memory of its own.
pub type Addresses = SmallVec<[Rua; 1]>;

/// One report address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rua {
    /// The URI (RFC 3986): `mailto:` or `https:`.
    pub uri: String,
    /// Its place.
    pub span: Span,
}

impl Rua {
    /// The domain that receives the report's mail, or the host that it is posted to.
    #[must_use]
    pub fn host(&self) -> &str {
        let (_, rest) = self.uri.split_once(':').unwrap_or_default();
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        if self.is_mail() {
            rest.rsplit('@').next().unwrap_or_default()
        } else {
            let authority = rest.trim_start_matches('/').split('/').next().unwrap_or_default();
            let host = authority.rsplit('@').next().unwrap_or_default();
            host.split(':').next().unwrap_or_default()
        }
    }

    /// Whether reports go by mail.
    #[must_use]
    pub fn is_mail(&self) -> bool {
        scheme_is(self.uri.as_bytes(), b"mailto")
    }
}

/// What can be wrong with a TLS reporting record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TlsRptProblem {
    /// A version that comes close to TLSRPTv1.
    VersionWrong,
    /// No semicolon after `v=TLSRPTv1`.
    SemicolonMissing,
    /// A quotation mark at either end, or a backslash before a semicolon.
    Quoted,
    /// No `rua`.
    RuaMissing,
    /// A field that was meant to be `rua`.
    RuaTypo,
    /// An address without scheme.
    RuaNoScheme,
    /// A scheme other than `mailto` and `https`, or `mailto://`.
    RuaSchemeUnsupported,
    /// Addresses separated by semicolons or blanks instead of commas.
    RuaSeparator,
    /// Blanks inside an address or around the `=`.
    RuaSpaces,
    /// An exclamation mark that is not percent-encoded.
    RuaUnencoded,
    /// Blanks between `v=TLSRPTv1` and the semicolon: allowed by the grammar.
    SpaceBeforeSemicolon,
    /// A field that is not `name=value`, or octets outside of printable ASCII.
    FieldSyntax,
}

impl TlsRptReading {
    /// Reads all TXT records of `_smtp._tls.<domain>`, the character-strings of each joined without a space.
    ///
    /// Records that do not begin with `v=TLSRPTv1;` do not count; unless exactly one does, there is none (§3).
    #[must_use]
    pub fn read(records: &[impl AsRef<[u8]>]) -> Self {
        let sound = match records {
            [only] => customary(only.as_ref()),
            _ => None,
        };
        sound.map_or_else(|| Self::with_care(records), Self::sound)
    }

    /// Of a record that is the only one, with these addresses.
    fn sound(rua: Addresses) -> Self {
        Self { outcome: Outcome::Valid, candidates: fields::only(), rua, problems: Vec::new() }
    }

    fn with_care(records: &[impl AsRef<[u8]>]) -> Self {
        let candidates = fields::candidates(records, VERSION);
        match *candidates {
            [] => Self::none(records),
            [at] => Self::one(records[at].as_ref(), at, candidates),
            _ => Self { outcome: Outcome::Multiple, candidates, rua: Addresses::new(), problems: Vec::new() },
        }
    }

    fn none(records: &[impl AsRef<[u8]>]) -> Self {
        let near = |(at, text): (usize, &_)| near_miss(AsRef::as_ref(text)).map(|problem| problem.in_record(at));
        let problems = records.iter().enumerate().filter_map(near).collect();
        Self { outcome: Outcome::None, candidates: Candidates::new(), rua: Addresses::new(), problems }
    }

    fn one(text: &[u8], at: usize, candidates: Candidates) -> Self {
        let mut reading = Reading::default();
        reading.record(text);
        for problem in &mut reading.problems {
            problem.record = at;
        }
        let sound = !reading.rua.is_empty()
            && reading.problems.iter().all(|problem| problem.kind == TlsRptProblem::SpaceBeforeSemicolon);
        Self {
            outcome: if sound { Outcome::Valid } else { Outcome::Invalid },
            candidates,
            rua: reading.rua,
            problems: reading.problems,
        }
    }
}

/// The record that asks for reports at this URI.
#[must_use]
pub fn print_tls_rpt(uri: &str) -> String {
    format!("v=TLSRPTv1; rua={uri};")
}

/// What is known of a record while its fields are read.
#[derive(Default)]
struct Reading {
    rua: Addresses,
    rua_seen: bool,
    /// A field is named `rua`: one with a similar name is an extension, then. Empty until it was asked for.
    has_exact_rua: Option<bool>,
    problems: Vec<Problem<TlsRptProblem>>,
}

impl Reading {
    fn object(&mut self, kind: TlsRptProblem, span: Span) {
        self.problems.push(Problem::new(kind, span));
    }

    /// `tlsrpt-record`.
    fn record(&mut self, text: &[u8]) {
        use TlsRptProblem as P;
        let copied_wrongly = || fields::outer_quote(text).or_else(|| fields::escaped_semicolon(text));
        if let Some(span) = (!fields::is_plain(text)).then(copied_wrongly).flatten() {
            return self.object(P::Quoted, span);
        }
        if let Some(Beginning::Blanks(span)) = fields::begins_with_version(text, VERSION) {
            self.object(P::SpaceBeforeSemicolon, span);
        }
        for field in fields::split(text, VERSION.len()) {
            self.field(text, &field);
        }
        if let Some(span) = fields::trailing_blanks(text) {
            self.object(P::FieldSyntax, span);
        }
        if !self.rua_seen {
            self.object(P::RuaMissing, Span::new(0, text.len()));
        }
    }

    /// `tlsrpt-field`.
    fn field(&mut self, text: &[u8], field: &Field) {
        use TlsRptProblem as P;
        let name = field.name.of(text);
        if self.rua_seen && has_known_scheme(field.whole.of(text)) {
            self.object(P::RuaSeparator, field.whole);
        } else if name.trim_ascii() == b"rua" && field.value.is_some() {
            self.rua_field(text, field);
        } else if is_rua_typo(name) && !self.has_exact_rua(text) {
            self.rua_seen = true;
            self.object(P::RuaTypo, field.name);
        } else if !is_extension(text, field) {
            self.object(P::FieldSyntax, field.whole);
        }
    }

    fn has_exact_rua(&mut self, text: &[u8]) -> bool {
        let exact = |field: Field| field.name.of(text).trim_ascii() == b"rua" && field.value.is_some();
        *self.has_exact_rua.get_or_insert_with(|| fields::split(text, VERSION.len()).any(exact))
    }

    /// `tlsrpt-rua`: of several the first counts.
    fn rua_field(&mut self, text: &[u8], field: &Field) {
        if self.rua_seen {
            return;
        }
        self.rua_seen = true;
        let value = field.value.unwrap_or(field.whole);
        if field.has_blanks_around_equals(text) {
            return self.object(TlsRptProblem::RuaSpaces, field.whole);
        }
        for span in split_commas(text, value) {
            match objection(span.of(text)) {
                Some(kind) => self.object(kind, span),
                None => self.rua.push(Rua { uri: fields::ascii(span.of(text)), span }),
            }
        }
    }
}

/// The addresses of a record as the RFC's own examples have it, and most domains: one pass tells that they are sound. `None` of
/// everything else, which is read field by field.
fn customary(text: &[u8]) -> Option<Addresses> {
    let value = fields::customary(text, VERSION, b"rua=")?;
    let usual = |span: Span| Some(Rua { uri: usual_uri(span.of(text))?, span });
    match usual(value) {
        Some(only) => Some(Addresses::from_buf([only])),
        None if value.of(text).contains(&b',') => split_commas(text, value).map(usual).collect(),
        None => None,
    }
}

/// A URI without anything that asks for a closer look.
fn usual_uri(uri: &[u8]) -> Option<String> {
    let sound = match uri.strip_prefix(b"mailto:") {
        Some(address) => {
            let local = address.iter().take_while(|octet| is_usual(**octet)).count();
            let domain = address[local..].strip_prefix(b"@").unwrap_or_default();
            local > 0 && !domain.is_empty() && domain.iter().all(|octet| is_usual(*octet))
        }
        None => uri.strip_prefix(b"https://").is_some_and(|rest| {
            !rest.is_empty() && rest.iter().all(|octet| is_usual(*octet) || matches!(octet, b'/' | b':'))
        }),
    };
    sound.then(|| fields::ascii(uri))
}

fn is_usual(octet: u8) -> bool {
    USUAL[usize::from(octet)]
}

/// Octets that mean nothing by themselves in an address: to look one up is quicker than to compare.
const USUAL: [bool; 256] = {
    let (mut usual, mut octet) = ([false; 256], 0);
    while octet < 128 {
        let byte = octet as u8;
        usual[octet] = byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+');
        octet += 1;
    }
    usual
};

/// The addresses of `tlsrpt-rua`: commas with blanks around them part one from the next.
fn split_commas(text: &[u8], value: Span) -> impl Iterator<Item = Span> {
    let mut next = value.start;
    value.of(text).split(|&octet| octet == b',').map(move |part| {
        let start = next;
        next += part.len() + 1;
        trim(text, Span::new(start, start + part.len()))
    })
}

/// The most specific objection to one `tlsrpt-uri`.
fn objection(uri: &[u8]) -> Option<TlsRptProblem> {
    use TlsRptProblem as P;
    if uri.is_empty() {
        Some(P::RuaMissing)
    } else if let Some(at) = uri.iter().position(|octet| matches!(octet, b' ' | b'\t')) {
        Some(if has_known_scheme(uri[at..].trim_ascii()) { P::RuaSeparator } else { P::RuaSpaces })
    } else if uri.contains(&b'!') {
        Some(P::RuaUnencoded)
    } else if !has_scheme(uri) {
        Some(P::RuaNoScheme)
    } else if !has_known_scheme(uri) || starts_ignoring_case(uri, b"mailto:/") {
        Some(P::RuaSchemeUnsupported)
    } else {
        (!is_plain_uri(uri)).then_some(P::FieldSyntax)
    }
}

/// `scheme ":"` (RFC 3986 §3.1). `host:443` is no scheme, since digits follow.
fn has_scheme(uri: &[u8]) -> bool {
    let Some(colon) = uri.iter().position(|&octet| octet == b':') else { return false };
    let scheme = &uri[..colon];
    let letters = scheme.iter().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'-'));
    scheme.first().is_some_and(u8::is_ascii_alphabetic) && letters
}

fn has_known_scheme(uri: &[u8]) -> bool {
    scheme_is(uri, b"mailto") || scheme_is(uri, b"https")
}

fn scheme_is(uri: &[u8], scheme: &[u8]) -> bool {
    starts_ignoring_case(uri, scheme) && uri.get(scheme.len()) == Some(&b':')
}

fn starts_ignoring_case(text: &[u8], prefix: &[u8]) -> bool {
    text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

/// Printable ASCII with something after the scheme; a mail address has an `@` with text on both sides.
fn is_plain_uri(uri: &[u8]) -> bool {
    let rest = uri.iter().position(|&octet| octet == b':').map_or(&[][..], |at| &uri[at + 1..]);
    let at_sign = rest.iter().position(|&octet| octet == b'@');
    let mail = !scheme_is(uri, b"mailto") || at_sign.is_some_and(|at| at > 0 && at + 1 < rest.len());
    let web = !scheme_is(uri, b"https") || (rest.starts_with(b"//") && rest.len() > 2);
    mail && web && uri.iter().all(|octet| matches!(octet, 0x21..=0x7E))
}

/// `tlsrpt-extension`, whose value may be a URI list as well.
fn is_extension(text: &[u8], field: &Field) -> bool {
    let value = field.value.map(|value| value.of(text)).unwrap_or_default();
    fields::is_name(field.name.of(text))
        && !value.is_empty()
        && value.iter().all(|octet| matches!(octet, 0x21..=0x3A | 0x3C..=0x7E))
}

fn is_rua_typo(name: &[u8]) -> bool {
    let typos = [&b"rua"[..], b"rau", b"ruf", b"rus", b"uri", b"ura", b"urn", b"ru", b"ruaa", b"ria"];
    typos.iter().any(|typo| typo.eq_ignore_ascii_case(name.trim_ascii()))
}

/// Why a record that does not count comes close to one that does.
fn near_miss(text: &[u8]) -> Option<Problem<TlsRptProblem>> {
    use TlsRptProblem as P;
    let quoted = fields::outer_quote(text).or_else(|| fields::escaped_semicolon(text));
    if let Some(span) = quoted.filter(|_| contains_ignoring_case(text, VERSION)) {
        return Some(Problem::new(P::Quoted, span));
    }
    if let Some(Beginning::NoSemicolon(span)) = fields::begins_with_version(text, VERSION)
        && !text.get(VERSION.len()).is_some_and(u8::is_ascii_alphanumeric)
    {
        return Some(Problem::new(P::SemicolonMissing, span));
    }
    let first = text.split(|&octet| octet == b';').next().unwrap_or_default();
    if !first.trim_ascii_start().get(..1).is_some_and(|v| v.eq_ignore_ascii_case(b"v")) {
        return None;
    }
    let mut bare = Vec::with_capacity(first.len());
    bare.extend(first.iter().filter(|octet| octet.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase));
    let kin = contains_ignoring_case(&bare, b"tlsrpt") || contains_ignoring_case(&bare, b"tlsrep");
    kin.then(|| Problem::new(P::VersionWrong, Span::new(0, first.len())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use TlsRptProblem as P;
    use proptest::prelude::*;

    fn read(records: &[&str]) -> TlsRptReading {
        TlsRptReading::read(records)
    }

    fn good(text: &str, uris: &[&str]) {
        let reading = read(&[text]);
        assert_eq!(reading.outcome, Outcome::Valid, "{text}: {:?}", reading.problems);
        assert_eq!(reading.rua.iter().map(|rua| rua.uri.as_str()).collect::<Vec<_>>(), uris, "{text}");
    }

    fn bad(text: &str, outcome: Outcome, kinds: &[P]) {
        let reading = read(&[text]);
        assert_eq!(reading.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), kinds, "{text}");
        assert_eq!(reading.outcome, outcome, "{text}");
    }

    #[test]
    fn valid_records_give_their_addresses() {
        good("v=TLSRPTv1; rua=mailto:reports@example.com", &["mailto:reports@example.com"]);
        good(
            "v=TLSRPTv1;rua=mailto:a@example.com , https://r.example/v1?x=1;",
            &["mailto:a@example.com", "https://r.example/v1?x=1"],
        );
        good("v=TLSRPTv1; rua=mailto:a@b.example; ruf=x", &["mailto:a@b.example"]);
        good("v=TLSRPTv1; uri=x; rua=mailto:a@b.example", &["mailto:a@b.example"]);
        good("v=TLSRPTv1; x=y; rua=https://r.example/v1;", &["https://r.example/v1"]);
        good(&print_tls_rpt("mailto:tlsrpt@example.com"), &["mailto:tlsrpt@example.com"]);
    }

    #[test]
    fn every_fault_has_its_own_name() {
        bad("v=TLSRPTv1;", Outcome::Invalid, &[P::RuaMissing]);
        bad("v=TLSRPTv1; contact=it;", Outcome::Invalid, &[P::RuaMissing]);
        bad("v=TLSRPTv1; rau=mailto:a@example.com", Outcome::Invalid, &[P::RuaTypo]);
        bad("v=TLSRPTv1; RUA=mailto:a@example.com", Outcome::Invalid, &[P::RuaTypo]);
        bad("v=TLSRPTv1; rua=a@example.com", Outcome::Invalid, &[P::RuaNoScheme]);
        bad("v=TLSRPTv1; rua=http://r.example/", Outcome::Invalid, &[P::RuaSchemeUnsupported]);
        bad("v=TLSRPTv1; rua=mailto://a@example.com", Outcome::Invalid, &[P::RuaSchemeUnsupported]);
        bad("v=TLSRPTv1; rua=mailto:a@b.example; mailto:c@d.example", Outcome::Invalid, &[P::RuaSeparator]);
        bad("v=TLSRPTv1; rua=mailto:a@b.example mailto:c@d.example", Outcome::Invalid, &[P::RuaSeparator]);
        bad("v=TLSRPTv1; rua=mailto: a@example.com", Outcome::Invalid, &[P::RuaSpaces]);
        bad("v=TLSRPTv1; rua = mailto:a@example.com", Outcome::Invalid, &[P::RuaSpaces]);
        bad("v=TLSRPTv1; rua=mailto:a@example.com!10m", Outcome::Invalid, &[P::RuaUnencoded]);
        bad("v=TLSRPTv1; rua=mailto:", Outcome::Invalid, &[P::FieldSyntax]);
        bad("v=TLSRPT1; rua=mailto:a@example.com", Outcome::None, &[P::VersionWrong]);
        bad("v=tlsrptv1; rua=mailto:a@example.com", Outcome::None, &[P::VersionWrong]);
        bad("v=TLS-RPTv1; rua=mailto:a@example.com", Outcome::None, &[P::VersionWrong]);
        bad("v=TLSRPTv1 rua=mailto:a@example.com", Outcome::None, &[P::SemicolonMissing]);
        bad("\"v=TLSRPTv1; rua=mailto:a@example.com\"", Outcome::None, &[P::Quoted]);
        bad("v=spf1 -all", Outcome::None, &[]);
        bad("acme-tlsrpt-verification=abc", Outcome::None, &[]);
    }

    #[test]
    fn several_records_are_none() {
        assert_eq!(
            read(&["v=TLSRPTv1; rua=mailto:a@b.example", "v=TLSRPTv1; rua=mailto:a@b.example"]).outcome,
            Outcome::Multiple
        );
        assert_eq!(read(&[]).outcome, Outcome::None);
    }

    #[test]
    fn the_host_of_an_address_is_where_reports_go() {
        let host = |text: &str| String::from(read(&[text]).rua[0].host());
        assert_eq!(host("v=TLSRPTv1; rua=mailto:a@example.com?subject=x"), "example.com");
        assert_eq!(host("v=TLSRPTv1; rua=https://u@r.example:8443/v1"), "r.example");
    }

    proptest! {
        #[test]
        fn the_short_way_says_what_the_long_way_says(
            text in "v=TLSRPTv1;[ ]{0,2}rua=((mailto:|https://|MAILTO:|http:)?[a-z0-9@;:/=!. ]{0,20},?[ ]?){0,3};?[ ]?"
        ) {
            prop_assert_eq!(TlsRptReading::read(&[&text]), TlsRptReading::with_care(&[&text]));
        }

        #[test]
        fn of_usual_addresses_too(
            text in "v=TLSRPTv1; rua=(mailto:[a-z.+]{1,9}@[a-z.]{1,9}|https://[a-z./]{1,9})(, ?(mailto:[a-z]@[a-z.]{1,9})){0,2};?"
        ) {
            prop_assert_eq!(TlsRptReading::read(&[&text]), TlsRptReading::with_care(&[&text]));
        }

        #[test]
        fn no_octets_panic_and_every_span_lies_inside(tail in prop::collection::vec(any::<u8>(), 0..80)) {
            let text = [b"v=TLSRPTv1;".as_slice(), &tail].concat();
            let reading = TlsRptReading::read(core::slice::from_ref(&text));
            for problem in &reading.problems {
                prop_assert!(problem.span.start <= problem.span.end && problem.span.end <= text.len());
            }
            prop_assert_eq!(reading.outcome == Outcome::Valid, reading.problems.is_empty());
        }
    }
}
