//! Parser of bounces and log lines as people paste them: texts, HTML, whole mails.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let explanation = bounce::explain(data);
    assert!(explanation.messages.is_empty() || explanation.looks_like.is_none());
    for message in &explanation.messages {
        assert!(message.count > 0);
        for name in [&message.domain, &message.mx].into_iter().flatten() {
            assert!(name.len() <= 253 && name.contains('.'), "{name}");
        }
    }
    let ranks: Vec<u8> = explanation.messages.iter().map(|message| message.form.rank).collect();
    assert!(ranks.is_sorted_by(|one, other| one >= other), "the decisive one comes first");
});
