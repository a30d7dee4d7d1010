//! What to publish: exactly as it goes into the file or the zone, with one copy button beside it.

use checker::{Patch, Target};
use words::{Language, args, key, visible};
use yew::prelude::*;

use super::{Copy, Shape, mark, set};

/// Lines of a file that are shown; the button copies all of them.
const SHOWN: usize = 200;

/// What to publish.
pub fn patch_view(language: Language, patch: &Patch) -> Html {
    let said = words::report::patch(patch, language);
    let caption = set(&said);
    match &patch.target {
        Target::Txt { name } => html! {
            <figure class="patch" data-patch="txt">
                <figcaption class="hidden">{caption}</figcaption>
                {record(name, "TXT", &patch.text, language)}
                <Copy {language} what="record" label={language.say(key::PAGE_COPY_VALUE, &[])} text={patch.text.clone()} />
            </figure>
        },
        Target::Cname { name } => html! {
            <figure class="patch" data-patch="cname">
                <figcaption class="hidden">{caption}</figcaption>
                {record(name, "CNAME", &patch.text, language)}
                <Copy {language} what="record" label={language.say(key::PAGE_COPY_VALUE, &[])} text={patch.text.clone()} />
            </figure>
        },
        Target::Tlsa { name } => html! {
            <figure class="patch" data-patch="tlsa">
                <figcaption class="hidden">{caption}</figcaption>
                {record(name, "TLSA", &patch.text, language)}
                <Copy {language} what="record" label={language.say(key::PAGE_COPY_VALUE, &[])} text={patch.text.clone()} />
            </figure>
        },
        Target::PolicyFile | Target::PolicyLines => {
            let whole = patch.whole.as_ref().unwrap_or(&patch.text);
            let added = if patch.whole.is_some() { patch.text.as_str() } else { "" };
            html! {
                <figure class="patch" data-patch="file">
                    <figcaption>{caption}</figcaption>
                    <pre tabindex="0" role="group" aria-label={said.to_string()} translate="no">{file(whole, added, language)}</pre>
                    <Copy {language} what="file" label={language.say(key::PAGE_COPY_FILE, &[])} text={whole.clone()} />
                </figure>
            }
        }
    }
}

/// A record as a form of a DNS provider asks for it.
fn record(name: &str, kind: &'static str, value: &str, language: Language) -> Html {
    html! {
        <dl class="record" translate="no">
            <div><dt>{language.say(key::PAGE_RECORD_NAME, &[])}</dt><dd>{name}</dd></div>
            <div><dt>{language.say(key::PAGE_RECORD_TYPE, &[])}</dt><dd>{kind}</dd></div>
            <div><dt>{language.say(key::PAGE_RECORD_VALUE, &[])}</dt><dd data-value="">{visible(value)}</dd></div>
        </dl>
    }
}

/// A file with its additions marked and what cannot be seen made visible, which the copy leaves as it is; of a very long one, the lines around them.
fn file(whole: &str, added: &str, language: Language) -> Html {
    let lines: Vec<&str> = whole.lines().collect();
    let block: Vec<&str> = added.lines().collect();
    let from = position(&lines, &block);
    let marked = |at: usize| from.is_some_and(|from| (from..from + block.len()).contains(&at));
    let first = from.filter(|_| lines.len() > SHOWN).map_or(0, |from| from.saturating_sub(SHOWN / 2));
    let hidden = lines.len().saturating_sub(SHOWN);
    html! {
        <>
            { for lines.iter().enumerate().skip(first).take(SHOWN).map(|(at, line)| html! {
                if marked(at) { <ins>{visible(line)}{"\n"}</ins> } else { <span>{visible(line)}{"\n"}</span> }
            }) }
            if hidden > 0 {
                <em>{language.say(key::PAGE_LINES_MORE, args!["count" => hidden])}</em>
            }
        </>
    }
}

/// Where the added lines stand in the file.
fn position(lines: &[&str], block: &[&str]) -> Option<usize> {
    (!block.is_empty()).then(|| lines.windows(block.len()).position(|window| window == block))?
}

/// "Then change the id": without it, senders keep the policy that they know.
pub fn step(language: Language, next_record: &Patch) -> Html {
    let words = words::report::next_id(language);
    html! {
        <article key="next-id" class="finding step" data-step="next-id">
            {mark(Shape::Note)}
            <div class="body">
                <h4>{set(&words.headline)}</h4>
                <p>{set(&words.lead)}</p>
                {patch_view(language, next_record)}
                <p class="meta"><a href="https://www.rfc-editor.org/rfc/rfc8461#section-3.1" rel="noreferrer">{"RFC 8461 §3.1"}</a></p>
            </div>
        </article>
    }
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn an_addition_is_found_inside_the_file() {
        let file = ["version: STSv1", "mode: enforce", "mx: a", "mx: b", "max_age: 1"];
        assert_eq!(position(&file, &["mx: b"]), Some(3));
        assert_eq!(position(&file, &["mx: a", "mx: b"]), Some(2));
        assert_eq!(position(&file, &["mx: c"]), None);
        assert_eq!(position(&file, &[]), None);
        assert_eq!(position(&[], &["mx: a"]), None);
    }
}
