//! Submits the domain of a set-up.

use yew::prelude::*;

use super::View;
use crate::set_up::{Answers, ModelAction};

/// Returns the callback that submits the domain.
pub(super) fn submit(view: &View<'_>) -> Callback<()> {
    let (model, actions) = (view.model.dispatcher(), view.props.actions);
    Callback::from(move |()| {
        let model = model.clone();
        let send = move |kept: Vec<String>| {
            let kept = kept.iter().filter_map(|text| Answers::read(text)).collect();
            model.dispatch(ModelAction::DomainSubmitted(actions.domain, kept, (actions.now)()));
        };
        (actions.kept)(Callback::from(send));
    })
}
