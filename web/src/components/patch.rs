//! What to publish: exactly as it goes into the file or the zone, with one copy button beside it.

use checker::{NextRecord, Patch, Report, Target};
use mta_sts::Domain;
use words::{Language, args, key, make_visible};
use yew::prelude::*;

use super::{Copy, Shape, render_sentence, status_icon};

/// Lines of a file that are shown; the button copies all of them.
const SHOWN: usize = 200;

/// What to publish; without a domain, the policy file has no address.
pub fn patch_view(language: Language, domain: Option<&Domain>, patch: &Patch) -> Html {
    change_view(language, domain, patch, None)
}

/// The same, beside what is published now: lines of a file that are not there yet are marked.
pub fn change_view(language: Language, domain: Option<&Domain>, patch: &Patch, served: Option<&str>) -> Html {
    let said = words::report::patch_label(patch, domain, language);
    let caption = render_sentence(&said);
    match &patch.target {
        Target::Txt { name } => html! {
            <figure class="patch" data-patch="txt">
                <figcaption class="hidden">{caption}</figcaption>
                {record(name, "TXT", &patch.text, language)}
                <Copy {language} what="record" label={language.message(key::PAGE_COPY_VALUE, &[])} text={patch.text.clone()} />
            </figure>
        },
        Target::Cname { name } => html! {
            <figure class="patch" data-patch="cname">
                <figcaption class="hidden">{caption}</figcaption>
                {record(name, "CNAME", &patch.text, language)}
                <Copy {language} what="record" label={language.message(key::PAGE_COPY_VALUE, &[])} text={patch.text.clone()} />
            </figure>
        },
        Target::Tlsa { name } => html! {
            <figure class="patch" data-patch="tlsa">
                <figcaption class="hidden">{caption}</figcaption>
                {record(name, "TLSA", &patch.text, language)}
                <Copy {language} what="record" label={language.message(key::PAGE_COPY_VALUE, &[])} text={patch.text.clone()} />
            </figure>
        },
        Target::PolicyFile | Target::PolicyLines => {
            let whole = patch.whole.as_ref().unwrap_or(&patch.text);
            let added = match (&patch.whole, served) {
                (Some(_), _) => patch.text.clone(),
                (None, Some(served)) => changed(whole, served),
                (None, None) => String::new(),
            };
            html! {
                <figure class="patch" data-patch="file">
                    <figcaption>{caption}</figcaption>
                    <pre tabindex="0" role="group" aria-label={said.to_string()} translate="no">{file(whole, &added, language)}</pre>
                    <Copy {language} what="file" label={language.message(key::PAGE_COPY_FILE, &[])} text={whole.clone()} />
                </figure>
            }
        }
    }
}

/// A record as a form of a DNS provider asks for it.
fn record(name: &str, kind: &'static str, value: &str, language: Language) -> Html {
    html! {
        <dl class="record" translate="no">
            <div><dt>{language.message(key::PAGE_RECORD_NAME, &[])}</dt><dd>{name}</dd></div>
            <div><dt>{language.message(key::PAGE_RECORD_TYPE, &[])}</dt><dd>{kind}</dd></div>
            <div><dt>{language.message(key::PAGE_RECORD_VALUE, &[])}</dt><dd data-value="">{make_visible(value)}</dd></div>
        </dl>
    }
}

/// A file with its additions marked and what cannot be seen made visible, which the copy leaves as it is; of a very long one, the lines around them.
fn file(whole: &str, added: &str, language: Language) -> Html {
    let lines: Vec<&str> = whole.lines().collect();
    let marks = marks(&lines, added);
    let first = marks.iter().position(|mark| *mark).filter(|_| lines.len() > SHOWN);
    let first = first.map_or(0, |first| first.saturating_sub(SHOWN / 2));
    let hidden = lines.len().saturating_sub(SHOWN);
    html! {
        <>
            { for lines.iter().enumerate().skip(first).take(SHOWN).map(|(at, line)| html! {
                if marks[at] { <ins>{make_visible(line)}{"\n"}</ins> } else { <span>{make_visible(line)}{"\n"}</span> }
            }) }
            if hidden > 0 {
                <em>{language.message(key::PAGE_LINES_MORE, args!["count" => hidden])}</em>
            }
        </>
    }
}

/// The lines of a file that are not in another; none, if they have nothing in common.
fn changed(file: &str, served: &str) -> String {
    let known = |line: &&str| served.lines().any(|one| one.trim() == *line);
    let new: Vec<&str> = file.lines().filter(|line| !known(line)).collect();
    if new.len() < file.lines().count() { new.join("\n") } else { String::new() }
}

/// Which lines of the file are among those that are added, wherever they stand.
fn marks(lines: &[&str], added: &str) -> Vec<bool> {
    lines.iter().map(|line| added.lines().any(|one| one == *line)).collect()
}

/// A command to copy.
pub fn command_view(language: Language, command: String) -> Html {
    let caption = language.message(key::STEP_COMMAND, &[]);
    html! {
        <figure class="patch" data-patch="command">
            <figcaption>{&caption}</figcaption>
            <pre tabindex="0" role="group" aria-label={caption} translate="no">{&command}</pre>
            <Copy {language} what="command" label={language.message(key::PAGE_COPY_COMMAND, &[])} text={command} />
        </figure>
    }
}

/// "Then change the id": without it, senders keep the policy that they know.
pub fn next_id_step(language: Language, report: &Report, next_record: &NextRecord) -> Html {
    let words = words::report::next_id(report, language);
    html! {
        <article key="next-id" class="finding step" data-step="next-id">
            {status_icon(Shape::Note)}
            <div class="body">
                <h4>{render_sentence(&words.headline)}</h4>
                <p>{render_sentence(&words.lead)}</p>
                { for next_record.patch().map(|record| patch_view(language, Some(&report.domain), record)) }
                <p class="meta"><a href="https://www.rfc-editor.org/rfc/rfc8461#section-3.1" rel="noreferrer">{"RFC 8461 §3.1"}</a></p>
            </div>
        </article>
    }
}

#[cfg(test)]
mod tests {
    use super::{changed, marks};

    #[test]
    fn what_another_file_changes_is_told_unless_that_is_all_of_it() {
        let file = "version: STSv1\nmode: enforce\nmx: a\n";
        for (served, new) in [
            ("version: STSv1\r\nmode: testing\r\nmx: a\r\n", "mode: enforce"),
            ("mode: enforce\n mx: a \nversion: STSv1", ""),
            ("<html>", ""),
            ("", ""),
        ] {
            assert_eq!(changed(file, served), new, "{served}");
        }
    }

    #[test]
    fn additions_are_marked_wherever_they_stand() {
        let file = ["version: STSv1", "mode: enforce", "mx: backup", "mx: b", "mx: zz", "max_age: 1"];
        assert_eq!(marks(&file, "mx: backup\nmx: zz\n"), [false, false, true, false, true, false]);
        assert_eq!(marks(&file, "mx: c\n"), [false; 6]);
        assert_eq!(marks(&file, ""), [false; 6]);
        assert_eq!(marks(&[], "mx: a"), [false; 0]);
    }
}
