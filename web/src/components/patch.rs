//! Text to publish, exactly as it goes into the file or the zone, with a copy button.

use checker::{NextRecord, Patch, Report, Target};
use mta_sts::Domain;
use words::{Key, Language, args, key, make_visible};
use yew::prelude::*;

use super::{Copy, Shape, render_sentence, status_icon, translate};

/// Number of lines of a file that are shown. The button copies all of them.
const SHOWN: usize = 200;

/// Renders a text to publish. Without a domain, the policy file has no address.
pub fn patch_view(language: Language, domain: Option<&Domain>, patch: &Patch) -> Html {
    change_view(language, domain, patch, None)
}

/// Renders a text to publish, and marks the lines of a file that are not in the `served` one.
pub fn change_view(language: Language, domain: Option<&Domain>, patch: &Patch, served: Option<&str>) -> Html {
    let sentence = words::report::patch_label(patch, domain, language);
    let caption = render_sentence(&sentence);
    let (patch_id, record_type) = match &patch.target {
        Target::Txt { .. } => ("txt", "TXT"),
        Target::Cname { .. } => ("cname", "CNAME"),
        Target::Tlsa { .. } => ("tlsa", "TLSA"),
        Target::PolicyFile | Target::PolicyLines => {
            let whole = patch.whole.as_ref().unwrap_or(&patch.text);
            let added = match (&patch.whole, served) {
                (Some(_), _) => patch.text.clone(),
                (None, Some(served)) => changed(whole, served),
                (None, None) => String::new(),
            };
            return html! {
                <figure class="patch" data-patch="file">
                    <figcaption>{caption}</figcaption>
                    {file_view(language, whole, &added)}
                    <Copy {language} kind="file" label={language.message(key::PAGE_COPY_FILE, &[])} purpose={sentence.to_string()} text={whole.clone()} />
                </figure>
            };
        }
    };
    html! {
        <figure class="patch" data-patch={patch_id}>
            <figcaption class="hidden">{caption}</figcaption>
            {record_fields(record_type, patch, language)}
        </figure>
    }
}

/// Renders a record in the fields that DNS providers ask for.
fn record_fields(record_type: &'static str, patch: &Patch, language: Language) -> Html {
    let (name, value) = (patch.name(), &patch.text);
    let purpose = format!("{record_type} {name}");
    let short = short_name(name);
    let texts = [
        ("record", key::PAGE_COPY_VALUE, Some(value.clone())),
        ("name", key::RECORD_COPY_NAME, Some(name.to_owned())),
        ("short-name", key::RECORD_COPY_SHORT, short.map(str::to_owned)),
        ("zone", key::RECORD_COPY_ZONE, patch.zone_line()),
    ];
    let copy = |(kind, label, text): (&'static str, Key, Option<String>)| {
        text.map(
            |text| html! { <Copy {language} {kind} label={language.message(label, &[])} purpose={purpose.clone()} {text} /> },
        )
    };
    html! {
        <>
            <dl class="record" translate="no">
                <div><dt>{language.message(key::PAGE_RECORD_NAME, &[])}</dt><dd>{name}</dd>
                    { for short.map(|short| html! {
                        <dd class="short" translate="yes">{translate(language, key::RECORD_SHORT, args!["name" => short])}</dd>
                    }) }
                </div>
                <div><dt>{language.message(key::PAGE_RECORD_TYPE, &[])}</dt><dd>{record_type}</dd></div>
                <div><dt>{language.message(key::PAGE_RECORD_VALUE, &[])}</dt><dd data-value="">{make_visible(value)}</dd></div>
            </dl>
            <div class="copies">{ for texts.into_iter().filter_map(copy) }</div>
        </>
    }
}

/// Returns the name to enter in a form that adds the domain itself.
fn short_name(name: &str) -> Option<&'static str> {
    let labels = ["_mta-sts", "_smtp._tls", "mta-sts"];
    labels.into_iter().find(|label| name.strip_prefix(label).is_some_and(|rest| rest.starts_with('.')))
}

/// Number of columns on a phone.
const COLUMNS: usize = 40;

/// Number of rows that fit without scrolling.
const ROWS: usize = 18;

/// Renders a file. It is a tab stop only if it may be long enough to scroll.
fn file_view(language: Language, whole: &str, added: &str) -> Html {
    let rows: usize = whole.lines().map(|line| 1 + line.len() / COLUMNS).sum();
    let content = file(whole, added, language);
    match rows > ROWS {
        true => {
            html! { <pre tabindex="0" role="group" aria-label={language.message(key::SOURCE_POLICY, &[])} translate="no">{content}</pre> }
        }
        false => html! { <pre translate="no">{content}</pre> },
    }
}

/// Renders a file with additions marked and invisible characters made visible; the copied text is unchanged. Of a very
/// long file, only the lines around the additions are shown.
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

/// Returns the lines of a file that are not in another; none, if the files have nothing in common.
fn changed(file: &str, served: &str) -> String {
    let known = |line: &&str| served.lines().any(|one| one.trim() == *line);
    let new: Vec<&str> = file.lines().filter(|line| !known(line)).collect();
    if new.len() < file.lines().count() { new.join("\n") } else { String::new() }
}

/// Returns which lines of the file are among the added ones, wherever they are.
fn marks(lines: &[&str], added: &str) -> Vec<bool> {
    lines.iter().map(|line| added.lines().any(|one| one == *line)).collect()
}

/// Renders commands whose lines break between words alone.
pub fn unbroken_words(commands: &str) -> Html {
    let words = commands.split_inclusive([' ', '\n']).map(|part| {
        let word = part.trim_end_matches([' ', '\n']);
        html! { <><span class="word">{word}</span>{&part[word.len()..]}</> }
    });
    html! { { for words } }
}

/// Renders a command to copy.
pub fn command_view(language: Language, command: String) -> Html {
    let caption = language.message(key::STEP_COMMAND, &[]);
    html! {
        <figure class="patch" data-patch="command">
            <figcaption>{caption}</figcaption>
            <pre translate="no">{unbroken_words(&command)}</pre>
            <Copy {language} kind="command" label={language.message(key::PAGE_COPY_COMMAND, &[])} text={command.clone()} />
        </figure>
    }
}

/// Renders the step "Then change the id". Without it, senders keep the policy that they have cached.
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
    fn changed_lines_of_a_file_are_listed_unless_all_of_it_changed() {
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
    fn additions_are_marked_wherever_they_are() {
        let file = ["version: STSv1", "mode: enforce", "mx: backup", "mx: b", "mx: zz", "max_age: 1"];
        assert_eq!(marks(&file, "mx: backup\nmx: zz\n"), [false, false, true, false, true, false]);
        assert_eq!(marks(&file, "mx: c\n"), [false; 6]);
        assert_eq!(marks(&file, ""), [false; 6]);
        assert_eq!(marks(&[], "mx: a"), [false; 0]);
    }
}
