//! The records at `_mta-sts`, and at names where the STS record may have been published by mistake.

use evidence::{Question, RecordKind};

use super::{
    Facts,
    mail::MailRouting,
    questions::{PROBE_LABEL, WRONG_STS_PREFIXES},
    records::StsRecord,
    texts::join_character_strings,
};

/// Returns the record, unless the domain itself does not exist.
pub(crate) fn sts_record<'c, 'a>(facts: &'c Facts<'a>) -> Option<&'c StsRecord<'a>> {
    facts.record.as_ref().filter(|_| !facts.is_gone())
}

/// Returns the answer at `_mta-sts`, if nothing there is an STS record or comes close.
pub(crate) fn absent_sts_record<'c, 'a>(facts: &'c Facts<'a>) -> Option<&'c StsRecord<'a>> {
    sts_record(facts).filter(|record| record.is_absent())
}

/// Returns the answer at `_mta-sts` if it is empty, apart from unrelated texts or texts that may come from a wildcard.
/// A dangling CNAME record does not count as empty.
pub(crate) fn empty_sts_name<'c, 'a>(facts: &'c Facts<'a>) -> Option<&'c StsRecord<'a>> {
    absent_sts_record(facts).filter(|record| match Wildcard::from_facts(facts, record) {
        Wildcard::Unseen => true,
        Wildcard::Other if is_unrelated(record) => true,
        _ => record.texts.as_slice().is_empty() && !is_dangling(facts, record),
    })
}

/// Returns whether there is no record, no misplaced record and no policy. A domain that refuses all mail needs no
/// record.
pub(crate) fn is_record_missing(facts: &Facts<'_>) -> bool {
    let missing =
        empty_sts_name(facts).is_some() && !facts.has_complete_policy() && misplaced_sts_record(facts).is_none();
    missing && facts.mail != MailRouting::Null
}

/// The wildcard answer behind the answer at `_mta-sts` (RFC 4592). The look-up of a name that cannot exist shows it.
#[derive(PartialEq, Eq)]
pub(crate) enum Wildcard {
    /// It was not looked up yet.
    Open,
    /// It was looked up without a conclusive answer.
    Unseen,
    /// It equals the answer at `_mta-sts`.
    Same,
    /// It differs, or there is nothing to compare.
    Other,
}

impl Wildcard {
    pub fn from_facts(facts: &Facts<'_>, record: &StsRecord<'_>) -> Self {
        if record.texts.as_slice().is_empty() && record.answer.chain.is_empty() {
            return Self::Other;
        }
        let probe = format!("{PROBE_LABEL}.{}", facts.domain);
        if facts.seen.outcome(&Question::dns(&probe, RecordKind::Txt)).is_none() {
            return Self::Open;
        }
        let Some(answer) = facts.conclusive_answer(&probe, RecordKind::Txt) else { return Self::Unseen };
        let (mut theirs, mut ours) = (join_character_strings(answer), record.texts.as_slice().to_vec());
        theirs.sort_unstable();
        ours.sort_unstable();
        let same = theirs == ours && answer.chain.last() == record.answer.chain.last();
        if same { Self::Same } else { Self::Other }
    }
}

/// Returns whether there are TXT records and none of them is meant for MTA-STS. An empty one is not.
pub(crate) fn is_unrelated(record: &StsRecord<'_>) -> bool {
    let texts = record.texts.as_slice();
    !texts.is_empty() && !texts.iter().any(|text| names_mta_sts(text))
}

/// Returns whether a text contains a word of MTA-STS or of TLS reports. A token that names its service may contain any
/// letters, so whole words count. Records such as SPF, and those for TLS reports, do not count.
fn names_mta_sts(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text).to_ascii_lowercase();
    let is_word_of = |word: &str| {
        let words = ["id", "max_age", "mode", "enforce", "testing", "stsv1", "sts", "sts1", "tlsrptv1", "rua"];
        words.contains(&word) || ["stsv", "tlsrpt", "mta-sts"].iter().any(|start| word.starts_with(start))
    };
    let elsewhere = ["v=spf", "v=dmarc", "v=dkim", "v=bimi", "v=tlsrpt"].iter().any(|start| text.starts_with(start));
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    !elsewhere && text.split(|letter| !is_part(letter)).any(is_word_of)
}

/// Returns whether a CNAME record made for `_mta-sts` leads nowhere.
pub(crate) fn is_dangling(facts: &Facts<'_>, record: &StsRecord<'_>) -> bool {
    let nowhere = record.texts.as_slice().is_empty() && !record.answer.chain.is_empty();
    nowhere && matches!(Wildcard::from_facts(facts, record), Wildcard::Open | Wildcard::Other)
}

/// Returns a name other than `_mta-sts.<domain>` that has a text like the record's.
pub(crate) fn misplaced_sts_record(facts: &Facts<'_>) -> Option<String> {
    let mut names: Vec<String> = WRONG_STS_PREFIXES.iter().map(|prefix| format!("{prefix}{}", facts.domain)).collect();
    names.push(doubled_sts_name(facts));
    names.into_iter().find(|name| has_sts_text(facts, name))
}

pub(crate) fn doubled_sts_name(facts: &Facts<'_>) -> String {
    format!("{}.{}", facts.domain.sts_name(), facts.domain)
}

pub(crate) fn has_sts_text(facts: &Facts<'_>, name: &str) -> bool {
    let texts = facts.conclusive_answer(name, RecordKind::Txt).map(join_character_strings).unwrap_or_default();
    texts.iter().any(|text| text.starts_with(b"v=STSv1"))
}
