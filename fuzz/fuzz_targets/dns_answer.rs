//! Parser of DNS messages from a resolver. The first byte selects the question's type.
#![no_main]

use evidence::{DnsQuestion, RecordKind};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((first, message)) = data.split_first() else { return };
    let kind = RecordKind::ALL[usize::from(*first) % RecordKind::ALL.len()];
    let question = DnsQuestion { name: "_mta-sts.example.com".into(), kind };
    if let Ok(answer) = doh::read_answer(&question, message) {
        answer.addresses().for_each(drop);
        answer.exchanges().for_each(drop);
        answer.texts().for_each(drop);
    }
    let _ = doh::decode_query(message);
});
