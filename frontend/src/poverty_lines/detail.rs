//! One line, and what changed on it.

use crate::api::{Call, use_query};
use crate::history::ChangeHistory;
use crate::hundredths::Hundredths;
use crate::i18n::{self, member, t, tr};
use crate::reference::{StatisticsLink, overview_and_history, region_name, use_region_names};
use crate::route::Route;
use crate::ui::{Crumb, Glyph, KeyValue, Moment, PageHead, Panel, Tabs, or_dash, use_address, waiting};
use contract::endpoints::{GetPovertyLine, ListPovertyLineHistory};
use contract::ids::PovertyLineId;
use contract::poverty_lines::PovertyLine;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PovertyLineDetailProps {
    pub id: PovertyLineId,
}

#[component]
pub fn PovertyLineDetail(props: &PovertyLineDetailProps) -> Html {
    let query = use_query(Call::<GetPovertyLine>::at(&[&props.id.to_string()]));
    let address = use_address();
    use_region_names();
    let crumbs = vec![Crumb::new(Route::PovertyLines.href(), t("poverty-lines"))];
    let Some(line) = query.value().filter(|_| query.failure.is_none()) else {
        return waiting(t("poverty-line"), crumbs, &query);
    };
    let actions = html! {
        <StatisticsLink href={Route::EditPovertyLine { id: line.id }.href()} glyph={Glyph::Edit}>
            { t("edit") }
        </StatisticsLink>
    };
    let part = if address.get("tab") == Some("history") {
        let call = Call::<ListPovertyLineHistory>::at(&[&line.id.to_string()]);
        html! { <ChangeHistory {call} address={address.clone()} /> }
    } else {
        html! { <Panel><KeyValue pairs={facts(line)} /></Panel> }
    };
    html! {
        <>
            <PageHead title={title(line)} {crumbs} {actions} />
            <Tabs label={t("parts")} tabs={overview_and_history(&address)} />
            { part }
        </>
    }
}

/// `Garis kemiskinan Kota Bekasi 2025`
pub fn title(line: &PovertyLine) -> String {
    let place = region_name(line.region_code.as_str());
    tr("poverty-line-of", &[("place", place.into()), ("year", line.year.to_string().into())])
}

fn facts(line: &PovertyLine) -> Vec<(String, Html)> {
    vec![
        (member("monthly_rupiah"), html! { { i18n::rupiah(line.monthly_rupiah) } }),
        (member("poor_people"), or_dash(line.poor_people.map(i18n::number).as_deref())),
        (member("poor_share"), or_dash(line.poor_share.map(|share| Hundredths(share.into()).percent()).as_deref())),
        (member("source"), html! { { &line.source } }),
        (t("updated-at"), html! { <Moment at={line.updated_at} /> }),
    ]
}
