//! The TLS reporting record: TXT at `_smtp._tls.<domain>` (RFC 8460 §3).

mod address;

use alloc::{format, string::String};
use core::iter;

use memchr::memchr;

pub use self::address::{Addresses, Rua};
use self::address::{has_known_scheme, has_placeholder, objection};
use crate::{
    Outcome, Problem, Problems, Span,
    fields::{self, Beginning, Candidates, Field},
    record::contains_ignoring_case,
    span::{is_blank, trim},
};

const VERSION: &[u8] = b"v=TLSRPTv1";

/// All TXT records of `_smtp._tls.<domain>`, read as a sender reads them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TlsRptReading {
    /// What they amount to.
    pub outcome: Outcome,
    /// Which records count, by their position.
    pub candidates: Candidates,
    /// The report addresses of the one record that counts, those with objections left out.
    pub rua: Addresses,
    /// Objections to the record that counts; if there is none, what is wrong with those that come close.
    pub problems: Problems<TlsRptProblem>,
    /// Where the addresses stand in it.
    address_list: Option<Span>,
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
    /// An address that is no URI (RFC 3986), or a `mailto:` without one mail address (RFC 6068); or one whose domain is a
    /// placeholder, which the grammar allows.
    RuaInvalid,
    /// A final dot after the domain of an address: it is used, but not by every sender.
    RuaFinalDot,
}

impl TlsRptProblem {
    /// Whether a record with it is still valid by the grammar.
    #[must_use]
    pub const fn is_tolerable(self) -> bool {
        matches!(self, Self::SpaceBeforeSemicolon | Self::RuaFinalDot)
    }
}

impl TlsRptReading {
    /// Reads all TXT records of `_smtp._tls.<domain>`, the character-strings of each joined without a space.
    ///
    /// Records that do not begin with `v=TLSRPTv1;` do not count; unless exactly one does, there is none (§3).
    #[must_use]
    pub fn read(records: &[impl AsRef<[u8]>]) -> Self {
        let mut reading = Self::default();
        match records {
            [only] if reading.customary(only.as_ref()) => {}
            _ => reading.with_care(records),
        }
        reading
    }

    /// Reads the only record, if it looks as the RFC's own examples do, and most domains': with nothing but `rua`. Otherwise
    /// nothing has changed, and the record is to be read field by field.
    fn customary(&mut self, text: &[u8]) -> bool {
        let Some(value) = fields::customary(text, VERSION, b"rua=").filter(|value| is_whole(value.of(text))) else {
            return false;
        };
        self.addresses(text, value);
        self.candidates = fields::only();
        self.conclude();
        true
    }

    fn with_care(&mut self, records: &[impl AsRef<[u8]>]) {
        self.candidates = fields::candidates(records, VERSION);
        match *self.candidates {
            [] => self.none(records),
            [at] => self.one(records[at].as_ref(), at),
            _ => self.outcome = Outcome::Multiple,
        }
    }

    fn none(&mut self, records: &[impl AsRef<[u8]>]) {
        for (at, text) in records.iter().enumerate() {
            if let Some(problem) = near_miss(text.as_ref()) {
                self.problems.push(problem.in_record(at));
            }
        }
    }

    fn one(&mut self, text: &[u8], at: usize) {
        Fields { reading: self, rua_seen: false, has_exact_rua: None }.record(text);
        for problem in &mut self.problems {
            problem.record = at;
        }
        self.conclude();
    }

    /// An address that is of no use leaves those beside it.
    fn conclude(&mut self) {
        let of_addresses = self.address_list;
        let in_address = |problem: &Problem<_>| of_addresses.is_some_and(|list| problem.span.is_in(list));
        let tolerable = |problem: &Problem<TlsRptProblem>| problem.kind.is_tolerable() || in_address(problem);
        let sound = !self.rua.is_empty() && self.problems.iter().all(tolerable);
        self.outcome = if sound { Outcome::Valid } else { Outcome::Invalid };
    }

    /// The value of `tlsrpt-rua`.
    fn addresses(&mut self, text: &[u8], value: Span) {
        self.address_list = Some(value);
        for span in split_commas(text, value) {
            match objection(span.of(text)) {
                Some(kind) => self.object(kind, span),
                None => self.address(Rua::at(span, text)),
            }
        }
    }

    fn address(&mut self, rua: Rua) {
        if rua.host().ends_with('.') {
            self.object(TlsRptProblem::RuaFinalDot, rua.span);
        } else if has_placeholder(rua.host()) {
            self.object(TlsRptProblem::RuaInvalid, rua.span);
        }
        self.rua.push(rua);
    }

    fn object(&mut self, kind: TlsRptProblem, span: Span) {
        self.problems.push(Problem::new(kind, span));
    }
}

/// The record that asks for reports at this URI.
#[must_use]
pub fn print_tls_rpt(uri: &str) -> String {
    format!("v=TLSRPTv1; rua={uri};")
}

/// What is known of a record while its fields are read.
struct Fields<'a> {
    reading: &'a mut TlsRptReading,
    rua_seen: bool,
    /// A field is named `rua`: one with a similar name is an extension, then. Empty until it was asked for.
    has_exact_rua: Option<bool>,
}

impl Fields<'_> {
    fn object(&mut self, kind: TlsRptProblem, span: Span) {
        self.reading.object(kind, span);
    }

    /// `tlsrpt-record`.
    fn record(&mut self, text: &[u8]) {
        use TlsRptProblem as P;
        if let Some(span) = fields::outer_quote(text).or_else(|| fields::escaped_semicolon(text)) {
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
        if name.trim_ascii() == b"rua" && field.value.is_some() {
            self.rua_field(text, field);
        } else if self.rua_seen && has_known_scheme(field.whole.of(text)) {
            self.object(P::RuaSeparator, field.whole);
        } else if is_rua_typo(name) && !self.has_exact_rua(text) {
            self.rua_seen = true;
            self.object(P::RuaTypo, field.name);
        } else if !field.is_grammatical(text) {
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
        self.reading.addresses(text, value);
    }
}

/// Whether a value ends where the record does, with no other field after it, and nothing at its ends asks for a closer look.
fn is_whole(value: &[u8]) -> bool {
    let odd = |octet: Option<&u8>| octet.is_some_and(|octet| is_blank(*octet) || matches!(octet, b'"' | b'\\'));
    memchr(b';', value).is_none() && !odd(value.first()) && !odd(value.last())
}

/// The addresses of `tlsrpt-rua`: commas with blanks around them part one from the next.
fn split_commas(text: &[u8], value: Span) -> impl Iterator<Item = Span> {
    let mut rest = Some(value);
    iter::from_fn(move || {
        let left = rest?;
        let comma = memchr(b',', left.of(text)).map(|at| left.start + at);
        rest = comma.map(|at| Span::new(at + 1, left.end));
        Some(trim(text, Span::new(left.start, comma.unwrap_or(left.end))))
    })
}

fn is_rua_typo(name: &[u8]) -> bool {
    let typos = [&b"rua"[..], b"rau", b"ruf", b"rus", b"uri", b"ura", b"urn", b"ru", b"ruaa", b"ria"];
    let name = name.trim_ascii();
    let similar = matches!(name, [b'r' | b'R' | b'u' | b'U', ..]);
    similar && typos.iter().any(|typo| typo.eq_ignore_ascii_case(name))
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
    means_reporting(first).then(|| Problem::new(P::VersionWrong, Span::new(0, first.len())))
}

/// Whether "tlsrpt" or "tlsrep" can be read in a version, whatever stands between its letters.
fn means_reporting(version: &[u8]) -> bool {
    let letters = version.iter().filter(|octet| octet.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase);
    let mut last = 0_u64;
    letters.into_iter().any(|letter| {
        last = (last << 8 | u64::from(letter)) & 0xFFFF_FFFF_FFFF;
        last == packed(b"tlsrpt") || last == packed(b"tlsrep")
    })
}

/// Six letters as one number: to compare one is quicker than to compare six.
const fn packed(&[a, b, c, d, e, f]: &[u8; 6]) -> u64 {
    u64::from_be_bytes([0, 0, a, b, c, d, e, f])
}

#[cfg(test)]
mod tests {
    use super::*;
    use TlsRptProblem as P;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    fn read(records: &[&str]) -> TlsRptReading {
        TlsRptReading::read(records)
    }

    fn with_care(text: &str) -> TlsRptReading {
        let mut reading = TlsRptReading::default();
        reading.with_care(&[text]);
        reading
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
        bad("v=TLSRPTv1; rua=mailto:", Outcome::Invalid, &[P::RuaInvalid]);
        bad("v=TLSRPTv1; rua=mailto:a@b.example; x=a=b", Outcome::Invalid, &[P::FieldSyntax]);
        bad("v=TLSRPT1; rua=mailto:a@example.com", Outcome::None, &[P::VersionWrong]);
        bad("v=tlsrptv1; rua=mailto:a@example.com", Outcome::None, &[P::VersionWrong]);
        bad("v=TLS-RPTv1; rua=mailto:a@example.com", Outcome::None, &[P::VersionWrong]);
        bad("v=TLSRPTv1 rua=mailto:a@example.com", Outcome::None, &[P::SemicolonMissing]);
        bad("\"v=TLSRPTv1; rua=mailto:a@example.com\"", Outcome::None, &[P::Quoted]);
        bad("v=spf1 -all", Outcome::None, &[]);
        bad("acme-tlsrpt-verification=abc", Outcome::None, &[]);
    }

    #[test]
    fn an_address_is_a_uri_with_one_mail_address_or_a_host() {
        for address in [
            "mailto:a",
            "mailto:a@",
            "mailto:@b.example",
            "mailto:a@b..example",
            "mailto:a@.b.example",
            "mailto:a.@b.example",
            "mailto:a@c.<your_domain.tld>",
            "mailto:a@{domain}",
            "mailto:a@%DOMAIN%",
            "mailto:a@$domain",
            "mailto:a@[domain]",
            "mailto:a@YOUR_DOMAIN.example",
            "mailto:a%4@b.example",
            "mailto:a%zz@b.example",
            "mailto:a@b.example%",
            "mailto:a@b.example@c.example",
            "mailto:a@b.examplemailto:c@d.example",
            "mailto:a@b.example|c",
            "mailto:a@b.example`",
            "mailto:a@b^c.example",
            "mailto:ä@b.example",
            "mailto:a@-b.example",
            "https:r.example",
            "https://",
            "https:///v1",
            "https://r.example:port/v1",
            "https://<host>/v1",
            "https://r_x.example/v1",
            "https://r.example/{id}",
            "https://r.example/%",
        ] {
            bad(&format!("v=TLSRPTv1; rua={address}"), Outcome::Invalid, &[P::RuaInvalid]);
            bad(&format!("v=TLSRPTv1; rua=mailto:a@b.example,{address}"), Outcome::Valid, &[P::RuaInvalid]);
        }
        for address in [
            "mailto:a%21b@b.example",
            "mailto:a+b=c/d@b.example",
            "mailto:a@b.example?subject=x%20y",
            "mailto:a@[192.0.2.1]",
            "MAILTO:a@b.example",
            "https://u:p@r.example:8443/v1?a=b&c=d#e",
            "https://[2001:db8::1]/v1",
            "https://r.example",
        ] {
            good(&format!("v=TLSRPTv1; rua={address}"), &[address]);
        }
        bad("v=TLSRPTv1; rua=mailto:a@b.example.", Outcome::Valid, &[P::RuaFinalDot]);
        bad("v=TLSRPTv1; rua=mailto:a@yourdomain.com", Outcome::Valid, &[P::RuaInvalid]);
        bad("v=TLSRPTv1; rua=mailto:a@domain.tld", Outcome::Valid, &[P::RuaInvalid]);
        bad("v=TLSRPTv1; rua=https://r.example./v1", Outcome::Valid, &[P::RuaFinalDot]);
        bad("v=TLSRPTv1; rua=mailto:a@b.example,ftp://r.example", Outcome::Valid, &[P::RuaSchemeUnsupported]);
        bad("v=TLSRPTv1; rua=c@d.example, mailto:a@b.example", Outcome::Valid, &[P::RuaNoScheme]);
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
            text in "v=TLSRPTv1;[ ]{0,2}rua=[ \t\"]?((mailto:|https://|MAILTO:|http:)?[a-z0-9@;:/=!. \"\\\\ü]{0,20},?[ ]?){0,3}[\"\\\\]?;?[ ]?"
        ) {
            prop_assert_eq!(read(&[&text]), with_care(&text));
        }

        #[test]
        fn of_usual_addresses_too(
            text in "v=TLSRPTv1; rua=(mailto:[a-z.+]{1,9}@[a-z.]{1,9}|https://[a-z./]{1,9})(, ?(mailto:[a-z]@[a-z.]{1,9})){0,2};?"
        ) {
            prop_assert_eq!(read(&[&text]), with_care(&text));
        }

        #[test]
        fn no_octets_panic_and_every_span_lies_inside(tail in prop::collection::vec(any::<u8>(), 0..80)) {
            let text = [b"v=TLSRPTv1;".as_slice(), &tail].concat();
            let reading = TlsRptReading::read(core::slice::from_ref(&text));
            for problem in &reading.problems {
                prop_assert!(problem.span.start <= problem.span.end && problem.span.end <= text.len());
            }
            let sound = reading.problems.iter().all(|problem| problem.kind.is_tolerable());
            prop_assert!((reading.outcome == Outcome::Valid) >= sound);
        }

        #[test]
        fn what_is_printed_reads_as_the_same(
            uris in prop::collection::vec("mailto:[a-z0-9+-]{1,20}@[a-z]{1,10}\\.example|https://[a-z]{1,10}\\.example(/[a-z0-9?=&-]{0,20})?", 1..5),
        ) {
            let reading = read(&[&print_tls_rpt(&uris.join(","))]);
            prop_assert_eq!(reading.outcome, Outcome::Valid);
            prop_assert_eq!(reading.rua.iter().map(|rua| rua.uri.as_str()).collect::<Vec<_>>(), uris);
        }
    }
}
