//! The work lists of the reader, one press from the first page.

use super::opened;
use crate::api::{Call, use_me, use_query};
use crate::i18n::{t, term};
use crate::route::Route;
use crate::ui::{Link, Panel};
use contract::endpoints::ListWorkLists;
use contract::page::Paging;
use contract::work_lists::{Filter, FilteredList};
use yew::prelude::*;

/// How many are shown; the rest stand over their lists.
const SHOWN: usize = 8;
/// How many are looked through for those the reader can open.
const ASKED: u64 = 100;

/// The page that shows a list by itself, where there is one.
fn page_of(list: FilteredList) -> Option<Route> {
    Some(match list {
        FilteredList::Beneficiaries => Route::Beneficiaries,
        FilteredList::DuplicateCandidates => Route::Duplicates,
        FilteredList::Relocations => Route::Relocations,
        FilteredList::Tasks => Route::Tasks,
        FilteredList::Programmes => Route::Programmes,
        FilteredList::Loci => Route::Loci,
        FilteredList::Meetings => Route::Meetings,
        FilteredList::Actions => Route::Actions,
        FilteredList::LocusSelections => Route::LocusSelections,
        FilteredList::LegalInstruments => Route::LegalInstruments,
        FilteredList::StageBoard => Route::StageBoard,
        FilteredList::StageTemplates => Route::StageTemplates,
        FilteredList::PovertyLines => Route::PovertyLines,
        FilteredList::RegionFacts => Route::RegionFacts,
        FilteredList::Regions => Route::Regions,
        FilteredList::Agencies => Route::Agencies,
        FilteredList::CodeLists => Route::Codes,
        FilteredList::Users => Route::Users,
        FilteredList::RoleAssignments => Route::RoleAssignments,
        FilteredList::AuditEvents => Route::AuditEvents,
        FilteredList::Households
        | FilteredList::Comments
        | FilteredList::Enrolments
        | FilteredList::StageRecords
        | FilteredList::Merges
        | FilteredList::WelfareAssessments
        | FilteredList::Validations
        | FilteredList::Documents => return None,
    })
}

#[component]
pub fn WorkListPanel() -> Html {
    let paging = Paging { limit: Some(ASKED), sort: Some("-updated_at".to_owned()), ..Paging::default() };
    let query = use_query(Call::<ListWorkLists>::new().query(&Filter::default()).paging(&paging));
    let me = use_me();
    let kept = query.value().map(|page| page.items.as_slice()).unwrap_or_default();
    let items: Vec<Html> = kept
        .iter()
        .filter_map(|one| {
            let route = page_of(one.list)?;
            let opens = route.needs().is_none_or(|permission| me.may(permission));
            let path = route.href();
            opens.then(|| {
                html! {
                    <li key={one.id.to_string()}>
                        <Link href={opened(&path, one)} class="b">{ &one.name }</Link>
                        <span class="sub">{ term(one.list) }</span>
                    </li>
                }
            })
        })
        .take(SHOWN)
        .collect();
    if items.is_empty() {
        return Html::default();
    }
    html! { <Panel title={t("work-lists")}><ul class="plain kept-list">{ for items }</ul></Panel> }
}
