//! The stage for TLS report addresses.

use mta_sts::Domain;
use words::{args, key};
use yew::prelude::*;

use super::View;
use crate::{
    components::{Shape, route_link, status_icon, translate},
    route::Route,
    set_up::{Live, ModelAction},
};

/// Renders the stage.
pub(super) fn stage(view: &View<'_>, live: &Live) -> Html {
    let (model, language) = (view.model, view.language);
    let say = |key| language.message(key, &[]);
    html! {
        <>
            <p class="lead">{translate(language, key::SETUP_PAGE_REPORTS_LEAD, &[])}</p>
            { for live.report_record().map(|record| html! {
                <p class="say good">{status_icon(Shape::Good)}<span>{translate(language, key::SETUP_PAGE_REPORTS_THERE, args!["record" => record.as_str()])}</span></p>
            }) }
            {view.field("set-up-reports", (say(key::SETUP_PAGE_REPORTS_FIELD), Some(say(key::SETUP_PAGE_REPORTS_NOTE))), &model.answers.reports, "tls-reports@example.com", |text| ModelAction::Typed(|answers, text| answers.reports = text, text))}
            if model.answers.reports.trim().is_empty() && live.report_record().is_none() {
                {customary(view, &live.domain)}
            }
            <p class="note">{say(key::SETUP_PAGE_REPORTS_READER)}{" "}{route_link(Route::Reports, language, &view.props.page_state.links, html! { {say(key::PAGE_REPORTS)} })}</p>
        </>
    }
}

/// Renders the button that enters the customary mailbox.
fn customary(view: &View<'_>, domain: &Domain) -> Html {
    let model = view.model.dispatcher();
    let address = setup::default_report_address(domain);
    let words = translate(view.language, key::SETUP_PAGE_REPORTS_USE, args!["address" => address.as_str()]);
    let onclick = Callback::from(move |_: MouseEvent| {
        model.dispatch(ModelAction::Typed(|answers, text| answers.reports = text, address.clone()));
    });
    html! { <p class="tools"><button type="button" class="button quiet" data-customary="" {onclick}>{words}</button></p> }
}
