//! Messages of DNS tools that have no record to print.

use super::{Content, Excerpt, NoAnswer, Owner, zone};

/// Messages for a name that does not exist or has no such record. They are in lower case and in the languages of Windows.
const NO_RECORD: [&str; 59] = [
    "win32 9701",
    "win32 9714",
    "listed 0 items",
    "no such host",
    "enotfound",
    "name does not resolve",
    "name or service not known",
    "nxdomain",
    "non-existent domain",
    "nxrrset",
    "has no txt record",
    "no text (txt) records",
    "no answer",
    "no such name",
    "name error",
    "dns name does not exist",
    "dns_error_rcode_name_error",
    "dns_info_no_records",
    "dns_error_name_does_not_exist",
    "dns_error_record_does_not_exist",
    "query name does not exist",
    "does not contain an answer",
    "' not found",
    "does not have any rr of the requested type",
    "querytxt enotfound",
    "querytxt enodata",
    "no such record",
    "no records found",
    "nicht vorhandene dom",
    "nicht existierende dom",
    "nicht vorhanden",
    "existiert nicht",
    "keine text",
    "domaine inexistant",
    "n'existe pas",
    "n’existe pas",
    "dominio inexistente",
    "no existe",
    "não existe",
    "domínio inexistente",
    "dominio inesistente",
    "non esiste",
    "bestaat niet",
    "niet-bestaand",
    "finns inte",
    "findes ikke",
    "finnes ikke",
    "ei ole olemassa",
    "nie istnieje",
    "nieistniej",
    "neexistuj",
    "не существует",
    "несуществующ",
    "存在しない",
    "存在しません",
    "不存在",
    "존재하지 않",
    "bulunmuyor",
    "mevcut değil",
];

/// Messages for a server that refuses.
const REFUSED: [&str; 8] = ["refused", "abgelehnt", "verweigert", "拒否", "拒绝", "拒絕", "거부", "отказ"];

/// Messages for a server that does not answer in time.
const TIMEOUT: [&str; 37] = [
    "resource temporarily unavailable",
    "timed out",
    "timed-out",
    "time out",
    "timeout",
    "no servers could be reached",
    "no response from server",
    "communications error",
    "network error",
    "failed to query server",
    "all attempts to contact name servers",
    "could not send or receive",
    "lifetime expired",
    "connection reset",
    "rpc_s_server_unavailable",
    "couldn't get address",
    "unreachable",
    "no route to host",
    "zeitüberschreitung",
    "zeitlimit",
    "antwortet nicht",
    "délai",
    "expiré",
    "tiempo de espera",
    "tempo scaduto",
    "tempo limite",
    "time-out",
    "tidsgräns",
    "tidsavbrudd",
    "przekroczono limit czasu",
    "vypršel",
    "тайм-аут",
    "время ожидания",
    "タイムアウト",
    "超时",
    "逾時",
    "시간이 초과",
];

/// Messages for a server that fails.
const SERVER_FAILURE: [&str; 13] = [
    "server misbehaving",
    "servfail",
    "server failed",
    "server failure",
    "serverfehler",
    "dns_error_rcode_server_failure",
    "échec du serveur",
    "サーバー エラー",
    "サーバー障害",
    "error en el servidor",
    "servererror",
    "broken trust chain",
    "dnssec validation failed",
];

/// Messages for any other failure.
const OTHER: [&str; 10] = [
    "formerr",
    "notimp",
    "notauth",
    "notzone",
    "format error",
    "not implemented",
    "unspecified error",
    "internal failure",
    "bad packet",
    "resolution failed",
];

/// Returns the content of a tool's output without a record.
pub(super) fn content(text: &Excerpt) -> Content {
    let question = zone::question(text);
    let asked = question.as_ref().map(|(owner, _)| owner.clone()).or_else(|| name_in(text));
    if question.is_some_and(|(_, asks_text)| !asks_text) {
        return Content::NothingKnown(NoAnswer::OtherQuestion, asked);
    }
    match failure(text) {
        None => Content::NoRecord(asked),
        Some(why) => Content::NothingKnown(why, asked),
    }
}

/// Whether a text says that there is no record, rather than only showing none.
pub(super) fn is_negative(text: &Excerpt) -> bool {
    let lower = text.lower_case();
    let is_empty = lower.contains("answer: 0") || status_word(&lower) == Some("nxdomain");
    is_empty || NO_RECORD.iter().any(|word| lower.contains(word))
}

/// Size limit in octets of a message without the output of a tool.
const MAX_MESSAGE_OCTETS: usize = 400;

/// Words of a message about DNS records.
const SUBJECTS: [&str; 12] = [
    "listed 0 items",
    "[network]",
    "read udp",
    "record",
    "lookup",
    "resolve",
    "txt",
    "dns",
    "_mta-sts",
    "_smtp._tls",
    "レコード",
    "domain",
];

/// Words of a message about a missing record, beside those of tools.
const MISSING: [&str; 24] = [
    "no txt",
    "no record",
    "no mta-sts",
    "no tls",
    "no smtp tls",
    "no dns record",
    "no valid record",
    "no matching record",
    "not found",
    "could not find",
    "couldn't find",
    "not exist",
    "doesn't exist",
    "nodata",
    "no data",
    "none found",
    "not published",
    "0 records",
    "aucun enregistrement",
    "kein txt",
    "keine einträge",
    "見つかりません",
    "レコードがありません",
    "未找到",
];

/// Returns the content of a short message, as web tools and help desks give it in place of a record.
pub(super) fn message(text: &Excerpt) -> Option<Content> {
    let lower = text.lower_case();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let lines = lower.lines().filter(|line| !line.trim().is_empty()).count();
    let is_message = lines < 5 && lower.len() < MAX_MESSAGE_OCTETS && !has(&["v=", "{", "<", "http"]);
    if !is_message || !has(&SUBJECTS) || !lower.trim().contains(' ') {
        return None;
    }
    match failure(text) {
        Some(why) => Some(Content::NothingKnown(why, name_in(text))),
        None if has(&NO_RECORD) || has(&MISSING) => Some(Content::NoRecord(name_in(text))),
        None => None,
    }
}

/// Returns the failure that a text reports. The status of an answer, and "no such name", outweigh servers that failed before.
fn failure(text: &Excerpt) -> Option<NoAnswer> {
    // "Connection refused" means that no server was reached; REFUSED is a server's answer.
    let lower = text.lower_case().replace("connection refused", "unreachable");
    if let Some(status) = status_word(&lower) {
        return failure_for_status(status);
    }
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&NO_RECORD) {
        return None;
    }
    let failures = [
        (NoAnswer::ServerFailure, &SERVER_FAILURE[..]),
        (NoAnswer::Refused, &REFUSED),
        (NoAnswer::Timeout, &TIMEOUT),
        (NoAnswer::Other, &OTHER),
    ];
    let known = failures.into_iter().find(|(_, words)| has(words)).map(|(why, _)| why);
    known.or_else(|| lower.lines().any(is_error_line).then_some(NoAnswer::Other))
}

/// Whether a tool reports an error on this line, in words of any language.
fn is_error_line(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("resolve-dnsname :")
        || line.starts_with("resolve-dnsname: ")
        || line.starts_with("***") && line.contains("can't find")
}

/// Returns the last status in a header: `status: NXDOMAIN`, `rcode: NXDOMAIN` of `drill`, or `rcode NXDOMAIN` of dnspython.
fn status_word(lower: &str) -> Option<&str> {
    let last = |label: &str| lower.rmatch_indices(label).next().map(|(at, _)| (at, &lower[at + label.len()..]));
    let (_, rest) =
        ["status: ", "rcode: ", "\nrcode "].iter().filter_map(|label| last(label)).max_by_key(|(at, _)| *at)?;
    let word = rest.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    (!word.is_empty()).then_some(word)
}

/// Returns the meaning of a response code for a record (RFC 1035 §4.1.1, RFC 6895 §2.3).
pub(super) fn failure_for_status(word: &str) -> Option<NoAnswer> {
    match word {
        "noerror" | "nxdomain" | "success" | "nxrrset" => None,
        "servfail" => Some(NoAnswer::ServerFailure),
        "refused" => Some(NoAnswer::Refused),
        "timeout" | "timedout" => Some(NoAnswer::Timeout),
        _ => Some(NoAnswer::Other),
    }
}

/// Returns the first name in a text that belongs to such records. Also accepts one that has the policy host's label by mistake.
fn name_in(text: &Excerpt) -> Option<Owner> {
    let is_name_octet = |octet: &u8| octet.is_ascii_alphanumeric() || b"._-".contains(octet);
    let mut words = text.octets().split(|octet| !is_name_octet(octet));
    let name = words.find(|word| {
        let word = word.to_ascii_lowercase();
        [&b"_mta-sts."[..], b"_smtp._tls.", b"mta-sts."].iter().any(|label| word.starts_with(label))
    })?;
    Some(Owner::from_name(name, true))
}
