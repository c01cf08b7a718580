//! One selection: what is compared, the ranking, the decision, and what changed
//! on it.

use super::decision::Decision;
use super::list::state;
use super::ranking::ranking;
use super::{SelectLink, title};
use crate::api::{Call, use_query};
use crate::history::ChangeHistory;
use crate::i18n::{member, t, term};
use crate::reference::overview_and_history;
use crate::route::Route;
use crate::ui::{
    Crumb, Glyph, KeyValue, Link, Moment, PageHead, Panel, ProblemPanel, Skeleton, Tabs, or_dash, use_address, waiting,
};
use contract::endpoints::{GetLocusSelection, GetSelectionRanking, ListLocusSelectionHistory};
use contract::ids::LocusSelectionId;
use contract::locus_selections::{LocusSelection, SelectionState};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct LocusSelectionDetailProps {
    pub id: LocusSelectionId,
}

#[component]
pub fn LocusSelectionDetail(props: &LocusSelectionDetailProps) -> Html {
    let id = props.id.to_string();
    let query = use_query(Call::<GetLocusSelection>::at(&[&id]));
    let figures = use_query(Call::<GetSelectionRanking>::at(&[&id]));
    let address = use_address();
    let crumbs = vec![Crumb::new(Route::LocusSelections.href(), t("selections"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("selection"), crumbs, &query);
    };
    let one = &record.value;
    let onchange = {
        let (query, figures) = (query.reload.clone(), figures.reload.clone());
        Callback::from(move |()| {
            query.emit(());
            figures.emit(());
        })
    };
    let actions = html! {
        if one.state == SelectionState::Draft {
            <SelectLink href={Route::EditLocusSelection { id: one.id }.href()} glyph={Glyph::Edit}>{ t("edit") }</SelectLink>
        }
    };
    let shown = match (&figures.failure, figures.value()) {
        (Some(failure), _) => html! {
            <Panel><ProblemPanel failure={failure.clone()} retry={figures.reload.clone()} /></Panel>
        },
        (None, None) => html! { <Panel><Skeleton /></Panel> },
        (None, Some(of)) => html! {
            <>
                <Decision record={record.clone()} ranking={of.clone()} {onchange} />
                { ranking(of) }
            </>
        },
    };
    let part = if address.get("tab") == Some("history") {
        let call = Call::<ListLocusSelectionHistory>::at(&[&id]);
        html! { <ChangeHistory {call} address={address.clone()} /> }
    } else {
        html! {
            <div class="stack">
                <Panel title={t("selection-about")}><KeyValue pairs={facts(one)} /></Panel>
                { shown }
            </div>
        }
    };
    html! {
        <>
            <PageHead title={title(one)} {crumbs} meta={vec![state(one)]} {actions} />
            <Tabs label={t("parts")} tabs={overview_and_history(&address)} />
            { part }
        </>
    }
}

fn facts(one: &LocusSelection) -> Vec<(String, Html)> {
    let programme = Route::Programme { id: one.programme_id };
    let region = Route::Region { code: one.region_code.clone() };
    let name = format!("{} {}", one.programme_name, one.year);
    vec![
        (member("programme_id"), html! { <Link href={programme.href()}>{ name }</Link> }),
        (member("region_code"), html! { <Link href={region.href()}>{ &one.region_name }</Link> }),
        (t("selection-level"), html! { { term(one.level) } }),
        (member("note"), or_dash(one.note.as_deref())),
        (t("updated-at"), html! { <Moment at={one.updated_at} /> }),
    ]
}
