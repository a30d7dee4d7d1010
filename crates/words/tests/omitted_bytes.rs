//! Texts about findings whose answers the proxy cut.

#[path = "../../checker/tests/fixtures/mod.rs"]
mod fixtures;

use checker::judge;
use evidence::{Answer, Outcome};
use fixtures::{dated, played};
use words::{
    Language,
    document::document,
    text::{markdown, terminal_text},
};

const OMITTED: [(Language, &str); 2] =
    [(Language::En, "this checker left out 12,345 bytes of it."), (Language::Ja, "12,345 バイトを省きました。")];

#[test]
fn every_format_states_how_many_bytes_of_an_answer_were_omitted() {
    let world = include_str!("../../checker/worlds/mx-expired.json");
    let (domain, mut evidence) = played(&dated(serde_json::from_str(world).expect("a world")));
    let texts = |evidence: &evidence::Evidence, language| {
        let report = judge(&domain, evidence);
        let json = serde_json::to_string(&document(&report, evidence, language)).expect("JSON");
        [terminal_text(&report, language).replace("\n      ", " "), markdown(&report, language, None), json]
    };
    for (language, sentence) in OMITTED {
        assert!(texts(&evidence, language).iter().all(|text| !text.contains(sentence)));
    }
    for entry in &mut evidence.entries {
        if let Outcome::Answer(Answer::Mail(probe)) = &mut entry.reply.outcome {
            let first =
                std::sync::Arc::make_mut(probe).attempts.iter_mut().find_map(|attempt| attempt.dialogue.as_mut());
            first.expect("a dialogue").omitted_bytes = 12_345;
        }
    }
    for (language, sentence) in OMITTED {
        for text in texts(&evidence, language) {
            assert!(text.contains(sentence), "{text}");
        }
    }
}
