//! Other kinds of text in place of a policy file: one cause instead of an objection to every line.

use super::Foreign;

impl Foreign {
    /// Recognises a text that was clearly not meant as a policy, ignoring leading white space.
    pub(super) fn recognise(body: &[u8]) -> Option<Self> {
        let begins = |word: &[u8]| body.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        let body_end = body.trim_ascii_end();
        match body.first()? {
            b'{' | b'[' if is_json(body_end) => Some(Self::Json),
            b'<' if body_end.ends_with(b">") => Some(Self::Xml),
            _ if is_url(body_end) => Some(Self::Url),
            b'v' | b'V' if begins(b"v=spf1") => Some(Self::Spf),
            b'v' | b'V' if begins(b"v=dmarc1") => Some(Self::Dmarc),
            b'v' | b'V' if begins(b"v=tlsrpt") => Some(Self::TlsRpt),
            b'$' if begins(b"$origin") || begins(b"$ttl") => Some(Self::Zone),
            _ if is_record(first_line(body)) => Some(Self::Zone),
            _ => has_list(body).then_some(Self::Yaml),
        }
    }
}

fn first_line(body: &[u8]) -> &[u8] {
    let mut lines = body.split(|octet| *octet == b'\n').map(<[u8]>::trim_ascii);
    lines.find(|line| !line.is_empty() && !line.starts_with(b";")).unwrap_or_default()
}

fn is_json(body: &[u8]) -> bool {
    matches!(body.last(), Some(b'}' | b']')) && body.contains(&b'"')
}

fn is_url(body: &[u8]) -> bool {
    let begins = |scheme: &[u8]| body.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    let is_address = begins(b"https://") || begins(b"http://") || body.ends_with(b"/.well-known/mta-sts.txt");
    is_address && !body.iter().any(u8::is_ascii_whitespace)
}

/// `owner [TTL] IN type data`.
fn is_record(line: &[u8]) -> bool {
    let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let class = (0..3).find_map(|at| words.next().filter(|word| at > 0 && word.eq_ignore_ascii_case(b"IN")));
    let kinds: [&[u8]; 8] = [b"TXT", b"A", b"AAAA", b"CNAME", b"MX", b"NS", b"SOA", b"TLSA"];
    class.is_some() && words.next().is_some_and(|kind| kinds.iter().any(|known| known.eq_ignore_ascii_case(kind)))
}

/// Whether `mx` has a list as its value: in brackets, or as items in the lines below.
fn has_list(body: &[u8]) -> bool {
    let mut open = false;
    for line in body.split(|octet| *octet == b'\n').map(<[u8]>::trim_ascii) {
        if open && line.starts_with(b"- ") {
            return true;
        }
        let value = line.strip_prefix(b"mx:").or_else(|| line.strip_prefix(b"- mx:")).map(<[u8]>::trim_ascii);
        if value.is_some_and(|value| value.starts_with(b"[")) {
            return true;
        }
        open = value.is_some_and(<[u8]>::is_empty) || (open && line.is_empty());
    }
    false
}
