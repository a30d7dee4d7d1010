//! A link that contains the evidence of a check. If it does not fit, a file; if the browser supports it, sharing.

use evidence::Evidence;
use words::{Language, key};
use yew::prelude::*;

use super::{
    Copy,
    exports::{ExportActions, ExportFormat},
};
use crate::{route::Route, shared::Shared, store::Check};

/// Properties of [`SnapshotLink`].
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// The language.
    pub(super) language: Language,
    /// Evidence of the check.
    pub(super) evidence: Shared<Evidence>,
    /// Callbacks that pack and save it.
    pub(super) exports: ExportActions,
}

/// Progress of packing the evidence.
#[derive(Clone, PartialEq)]
enum PackedLink {
    Packing,
    TooLong,
    Ready(String),
}

/// Button that copies the link. The evidence is packed before the click, since some browsers allow copying only
/// directly after it.
#[component]
pub(super) fn SnapshotLink(props: &Props) -> Html {
    let language = props.language;
    let packed = use_state(|| PackedLink::Packing);
    use_effect_with(props.evidence.clone(), {
        let (packed, pack) = (packed.clone(), props.exports.pack.clone());
        move |evidence| {
            packed.set(PackedLink::Packing);
            let answer = move |text: Option<String>| packed.set(text.map_or(PackedLink::TooLong, PackedLink::Ready));
            pack.emit((evidence.clone(), Callback::from(answer)));
        }
    });
    let label = language.message(key::SNAPSHOT_COPY, &[]);
    match &*packed {
        PackedLink::Packing => html! { <button type="button" class="button quiet" disabled=true>{label}</button> },
        PackedLink::Ready(text) => {
            let link = [&*props.exports.origin, &Route::Snapshot { packed: text.clone() }.href(language)].concat();
            html! { <Copy {language} kind="snapshot" {label} text={link} /> }
        }
        PackedLink::TooLong => {
            let save = props.exports.save.reform(|_: MouseEvent| ExportFormat::Json);
            html! {
                <span class="copy">
                    <button type="button" class="button quiet" data-snapshot="file" onclick={save}>{language.message(key::SNAPSHOT_FILE, &[])}</button>
                    <span class="aside">{language.message(key::SNAPSHOT_TOO_LONG, &[])}</span>
                </span>
            }
        }
    }
}

/// Renders a button that shares the address of the same check.
pub(super) fn share_button(language: Language, check: &Check, exports: &ExportActions) -> Html {
    let route = Route::Check { domain: check.domain.to_string(), kept: None };
    let link = [&*exports.origin, &route.href(language)].concat();
    let button = |share: &Callback<String>| {
        let onclick = share.reform(move |_: MouseEvent| link.clone());
        html! { <button type="button" class="button quiet" data-share="" {onclick}>{language.message(key::SNAPSHOT_SHARE, &[])}</button> }
    };
    exports.share.as_ref().map(button).unwrap_or_default()
}
