//! Answers that were shortened: by the proxy, or for display.

use std::sync::Arc;

use evidence::{Answer, Evidence, Outcome};
use web::Shared;
use words::Language;

use crate::{count, played, rendered_evidence, world};

async fn evidence_of(name: &str, change: impl FnOnce(&mut Evidence)) -> Shared<Evidence> {
    let mut evidence = played(&world(name)).await;
    change(&mut evidence);
    Shared::new(evidence)
}

#[tokio::test(flavor = "current_thread")]
async fn the_page_states_how_many_bytes_of_an_answer_were_omitted() {
    let cut = evidence_of("mx-expired", |evidence| {
        for entry in &mut evidence.entries {
            match &mut entry.reply.outcome {
                Outcome::Answer(Answer::Policy(fetch)) => Arc::make_mut(fetch).omitted_bytes = 678,
                Outcome::Answer(Answer::Mail(probe)) => {
                    let first = Arc::make_mut(probe).attempts.iter_mut().find_map(|attempt| attempt.dialogue.as_mut());
                    first.expect("a dialogue").omitted_bytes = 12_345;
                }
                _ => {}
            }
        }
    })
    .await;
    for (language, of_mail, of_policy) in [
        (Language::En, "left out 12,345 bytes", "left out 678 bytes"),
        (Language::Ja, "12,345 バイトを省きました", "678 バイトを省きました"),
    ] {
        let html = rendered_evidence(cut.clone(), language).await;
        assert!(count(&html, of_mail) >= 2, "with the finding and with the replies: {html}");
        assert!(count(&html, of_policy) >= 1, "with the policy file: {html}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn the_page_states_how_many_lines_of_a_reply_are_not_shown() {
    let long = evidence_of("good", |evidence| {
        for entry in &mut evidence.entries {
            if let Outcome::Answer(Answer::Mail(probe)) = &mut entry.reply.outcome {
                let first = Arc::make_mut(probe).attempts.iter_mut().find_map(|attempt| attempt.dialogue.as_mut());
                first.and_then(|dialogue| dialogue.greeting.as_mut()).expect("a greeting").lines =
                    vec!["hello".into(); 47];
            }
        }
    })
    .await;
    for (language, words) in
        [(Language::En, "7 more lines are not shown."), (Language::Ja, "ほかの 7 行は表示していません。")]
    {
        let html = rendered_evidence(long.clone(), language).await;
        assert_eq!(count(&html, words), 1, "{html}");
    }
}
