//! A text before it is published.

use evidence::Timestamp;
use mta_sts::Idna;
use web::{
    Shared,
    components::{DraftActions, JudgeDraft, Links},
    draft::Draft,
    pages::{LintPage, LoadSetUp},
    resolver::ResolverChoice,
    route::Route,
    store::{FileProblem, State},
};
use words::Language;
use yew::{LocalServerRenderer, prelude::*};

use super::{count, has_a_word, words_of};

#[derive(Properties, PartialEq)]
struct Drafted {
    language: Language,
    text: Shared<Vec<u8>>,
    domain: String,
}

struct AsciiOnly;

impl Idna for AsciiOnly {
    fn to_ascii(&self, _: &str) -> Option<String> {
        None
    }

    fn to_unicode(&self, _: &str) -> Option<String> {
        None
    }
}

const JUDGE: JudgeDraft = JudgeDraft(|draft| draft.judge(&AsciiOnly, Timestamp::from_unix(1_795_000_000)));

#[component]
fn Lint(Drafted { language, text, domain }: &Drafted) -> Html {
    let draft = Draft { domain: domain.clone(), ..Draft::default().with_file("a.txt".into(), text.to_vec()) };
    let draft_actions = DraftActions { edit: Callback::noop(), open: Callback::noop() };
    let state = Shared::new(State::new(*language, Route::Lint, String::new(), ResolverChoice::Automatic));
    html! {
        <LintPage language={*language} draft={Shared::new(draft)} judge={JUDGE} file_problem={FileProblem::NoEvidence}
            {draft_actions} links={Links::default()} {state} load={LoadSetUp(|_, _| ())} />
    }
}

pub(super) async fn linted(text: &[u8], language: Language) -> String {
    linted_for("a..b", text, language).await
}

async fn linted_for(domain: &str, text: &[u8], language: Language) -> String {
    let (text, domain) = (Shared::new(text.to_vec()), domain.to_owned());
    LocalServerRenderer::<Lint>::with_props(Drafted { language, text, domain }).hydratable(false).render().await
}

/// Texts that are not published yet, good and bad.
const TEXTS: [&[u8]; 11] = [
    b"",
    b"version: STSv1\r\nmode: enforce\r\nmx: mx1.example.com\r\nmax_age: 604800\r\n",
    b"version: STSv1\n\nmode = strict\nmx: <script>alert(1)</script>\nmax_age: soon\n",
    b"v=STSv1; id=20260101000000Z;",
    b"v=STSv1; id=2026-01-01;\nv=STSv1; id=<img src=x>;",
    b"v=TLSRPTv1; rua=mailto:a@example.com",
    b"v=TLSRPTv1; rua=a@example.com",
    b"version: <script>\n\xff\0\x1b[31m\xe2\x80\xae\n",
    b"_mta-sts.<script>.example IN TXT v=STSv1; \"id=<img src=x>\"",
    b"\"v=TLSRPTv1; rua=mailto:a@example.com\"",
    b"hello <script>\xe2\x80\xae",
];

#[tokio::test(flavor = "current_thread")]
async fn a_text_before_it_is_published_stays_a_text() {
    for language in Language::ALL {
        for text in TEXTS {
            let html = linted(text, language).await;
            assert_eq!([count(&html, "<script"), count(&html, "<img"), count(&html, " style=")], [0; 3]);
            let shown = html.split("data-linted").nth(1).expect("an outcome");
            assert!(!shown.contains('\u{202e}') && !shown.contains('\u{1b}') && !shown.contains('\0'), "{shown}");
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_text_before_it_is_published_is_judged_in_the_readers_words() {
    let mut faults = std::collections::BTreeSet::new();
    for text in TEXTS {
        let english = words_of(&linted(text, Language::En).await);
        let japanese = words_of(&linted(text, Language::Ja).await);
        faults.extend(japanese.into_iter().filter(|said| has_a_word(said) && english.contains(said)));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_text_before_it_is_published_shows_each_fixed_text_once() {
    let html = linted(b"version: STSv1\n\nmode = enforce\nmx: mx1.example.com\nmax_age: 604800\n", Language::En).await;
    assert_eq!([count(&html, "data-finding="), count(&html, r#"data-patch="file""#)], [2, 1], "{html}");
    assert!(
        html.contains(r#"data-linted="policy" data-worst="error""#) && html.contains(r##"href="#evidence-policy""##)
    );
    let html = linted(TEXTS[1], Language::En).await;
    assert!(html.contains(r#"data-worst="pass""#) && count(&html, "<i>CR</i>") == 4, "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_text_whose_domain_is_known_can_be_judged_together_with_what_is_live() {
    let line = b"_mta-sts.example.com. 60 IN TXT \"v=STSv1; id=20260101000000Z;\"";
    for (domain, text, offered) in [
        ("example.com", TEXTS[1], Some("data-live=\"\"")),
        ("", line, Some("data-live=\"\"")),
        ("", TEXTS[1], Some("data-live=\"needs-domain\"")),
        ("example.com", b"hello", None),
    ] {
        let html = linted_for(domain, text, Language::En).await;
        match offered {
            Some(offer) => assert!(html.contains(offer), "{offer}: {html}"),
            None => assert!(!html.contains("data-live"), "{html}"),
        }
        assert_eq!(html.contains("Looks up"), offered == Some("data-live=\"\""), "{html}");
    }
}
