//! The stage for TLS report addresses.

use mta_sts::Domain;
use words::{args, key};
use yew::prelude::*;

use super::{View, field::TextField};
use crate::{
    components::{Shape, route_link, status_icon, translate},
    route::Route,
    set_up::{Field, Live, ModelAction},
};

/// Renders the stage.
pub(super) fn stage(view: &View<'_>, live: &Live) -> Html {
    let (model, language) = (view.model, view.language);
    let say = |key| language.message(key, &[]);
    let reports_field = TextField {
        id: "set-up-reports",
        label: say(key::SETUP_PAGE_REPORTS_FIELD),
        note: Some(say(key::SETUP_PAGE_REPORTS_NOTE)),
        value: &model.answers.reports,
        example: "tls-reports@example.com",
        act: |text| ModelAction::Typed(|answers, text| answers.reports = text, text),
        field: Some(Field::Reports),
    };
    html! {
        <>
            <p class="lead">{translate(language, key::SETUP_PAGE_REPORTS_LEAD, &[])}</p>
            { for live.report_record().map(|record| html! {
                <p class="say good">{status_icon(Shape::Good)}<span>{translate(language, key::SETUP_PAGE_REPORTS_THERE, args!["record" => record.as_str()])}</span></p>
            }) }
            {view.field(reports_field)}
            if model.answers.reports.trim().is_empty() && live.report_record().is_none() {
                {customary(view, &live.domain)}
            }
            <p class="note">{say(key::SETUP_PAGE_REPORTS_READER)}{" "}{route_link(Route::Reports, language, &view.props.page_state.links, html! { {say(key::PAGE_REPORTS)} })}</p>
        </>
    }
}

/// Renders the button that enters the customary mailbox.
fn customary(view: &View<'_>, domain: &Domain) -> Html {
    let address = setup::default_report_address(domain);
    let words = translate(view.language, key::SETUP_PAGE_REPORTS_USE, args!["address" => address.as_str()]);
    let action = move || ModelAction::Typed(|answers, text| answers.reports = text, address.clone());
    let onclick: Callback<MouseEvent> = view.act_and_focus(action, "set-up-reports");
    html! {
        <p class="tools"><button type="button" class="button quiet" data-customary="" {onclick}>{words}</button>
            <span class="note">{view.language.message(key::SETUP_PAGE_REPORTS_MAILBOX, &[])}</span></p>
    }
}
