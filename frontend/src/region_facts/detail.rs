//! One fact, and what changed on it.

use super::{local, value_of};
use crate::api::{Call, use_query};
use crate::history::ChangeHistory;
use crate::i18n::{member, t, term};
use crate::reference::{StatisticsLink, overview_and_history};
use crate::route::Route;
use crate::ui::{Crumb, Glyph, KeyValue, Link, Moment, PageHead, Panel, Tabs, use_address, waiting};
use contract::endpoints::{GetRegionFact, ListRegionFactHistory};
use contract::ids::RegionFactId;
use contract::region_facts::RegionFact;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct RegionFactDetailProps {
    pub id: RegionFactId,
}

#[component]
pub fn RegionFactDetail(props: &RegionFactDetailProps) -> Html {
    let query = use_query(Call::<GetRegionFact>::at(&[&props.id.to_string()]));
    let address = use_address();
    let crumbs = vec![Crumb::new(Route::RegionFacts.href(), t("region-facts-title"))];
    let Some(fact) = query.value().filter(|_| query.failure.is_none()) else {
        return waiting(t("region-fact"), crumbs, &query);
    };
    let actions = html! {
        <StatisticsLink href={Route::EditRegionFact { id: fact.id }.href()} glyph={Glyph::Edit}>
            { t("edit") }
        </StatisticsLink>
    };
    let part = if address.get("tab") == Some("history") {
        let call = Call::<ListRegionFactHistory>::at(&[&fact.id.to_string()]);
        html! { <ChangeHistory {call} address={address.clone()} /> }
    } else {
        html! { <Panel><KeyValue pairs={facts(fact)} /></Panel> }
    };
    html! {
        <>
            <PageHead title={title(fact)} {crumbs} {actions} />
            <Tabs label={t("parts")} tabs={overview_and_history(&address)} />
            { part }
        </>
    }
}

/// `Rawan, Teluk Pucung 2026`
pub fn title(fact: &RegionFact) -> String {
    format!("{}, {} {}", term(fact.kind), fact.region_name, fact.year)
}

fn facts(fact: &RegionFact) -> Vec<(String, Html)> {
    let region = Route::Region { code: fact.region_code.clone() };
    vec![
        (
            member("value"),
            html! { <>{ value_of(fact) }if let Some(local) = local(fact) { <span class="sub">{ local }</span> }</> },
        ),
        (member("region_code"), html! { <Link href={region.href()}>{ &fact.region_name }</Link> }),
        (member("year"), html! { { fact.year } }),
        (member("source"), html! { { &fact.source } }),
        (t("updated-at"), html! { <Moment at={fact.updated_at} /> }),
    ]
}
