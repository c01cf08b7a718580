//! One programme: what it is, its loci, and what changed on it.

use super::{ManageLink, title, use_withheld};
use crate::api::{Call, Reply, use_query};
use crate::editor::TurnAction;
use crate::history::ChangeHistory;
use crate::i18n::{self, member, number, t};
use crate::loci::ProgrammeLoci;
use crate::locus_selections::ProgrammeSelections;
use crate::reference::{overview_and_history, region_name, use_region_names};
use crate::route::Route;
use crate::ui::{Badge, Crumb, Glyph, KeyValue, Link, Moment, PageHead, Panel, Tabs, use_address, waiting};
use contract::endpoints::{ArchiveProgramme, GetProgramme, ListProgrammeHistory, RestoreProgramme};
use contract::ids::ProgrammeId;
use contract::programmes::Programme;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ProgrammeDetailProps {
    pub id: ProgrammeId,
}

#[component]
pub fn ProgrammeDetail(props: &ProgrammeDetailProps) -> Html {
    let query = use_query(Call::<GetProgramme>::at(&[&props.id.to_string()]));
    let address = use_address();
    use_region_names();
    let crumbs = vec![Crumb::new(Route::Programmes.href(), t("programmes"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("programme"), crumbs, &query);
    };
    let programme = &record.value;
    let mut meta = vec![html! { { &programme.lead_agency_name } }];
    if programme.archived_at.is_some() {
        meta.insert(0, html! { <Badge glyph={Glyph::Archive} text={t("archived")} /> });
    }
    let actions = html! { <Actions record={record.clone()} onchange={query.reload.clone()} /> };
    let part = if address.get("tab") == Some("history") {
        let call = Call::<ListProgrammeHistory>::at(&[&programme.id.to_string()]);
        html! { <ChangeHistory {call} address={address.clone()} /> }
    } else {
        html! {
            <div class="stack">
                <Panel title={t("programme-facts")}><KeyValue pairs={facts(programme)} /></Panel>
                <ProgrammeSelections programme={programme.id} archived={programme.archived_at.is_some()} />
                <ProgrammeLoci programme={programme.id} archived={programme.archived_at.is_some()} />
            </div>
        }
    };
    html! {
        <>
            <PageHead title={title(programme)} {crumbs} {meta} {actions} />
            <Tabs label={t("parts")} tabs={overview_and_history(&address)} />
            { part }
        </>
    }
}

fn facts(programme: &Programme) -> Vec<(String, Html)> {
    let city = Route::Region { code: programme.city_code.clone() };
    let districts: Vec<String> = programme.district_codes.iter().map(|code| region_name(code.as_str())).collect();
    let districts = if districts.is_empty() { t("programme-whole-city") } else { districts.join(", ") };
    let agency = Route::Agency { id: programme.lead_agency_id };
    let mut pairs = vec![
        (member("name"), html! { { &programme.name } }),
        (member("year"), html! { { programme.year } }),
        (member("city_code"), html! { <Link href={city.href()}>{ &programme.city_name }</Link> }),
        (member("district_codes"), html! { { districts } }),
        (member("lead_agency_id"), html! { <Link href={agency.href()}>{ &programme.lead_agency_name }</Link> }),
        (member("budget_year"), html! { { programme.budget_year } }),
        (member("target_families"), html! { { number(programme.target_families.into()) } }),
        (t("updated-at"), html! { <Moment at={programme.updated_at} /> }),
    ];
    if let Some(at) = programme.archived_at {
        pairs.push((member("archived_at"), html! { { i18n::moment(at) } }));
    }
    if let Some(reason) = &programme.archive_reason {
        pairs.push((member("archive_reason"), html! { { reason } }));
    }
    pairs
}

#[derive(Properties, PartialEq)]
struct ActionsProps {
    record: Rc<Reply<Programme>>,
    onchange: Callback<()>,
}

#[component]
fn Actions(props: &ActionsProps) -> Html {
    let Reply { value: programme, etag } = &*props.record;
    let id = programme.id.to_string();
    let tag = etag.as_deref();
    let withheld = use_withheld();
    html! {
        <>
            <ManageLink href={Route::EditProgramme { id: programme.id }.href()} glyph={Glyph::Edit}>
                { t("edit") }
            </ManageLink>
            <TurnAction
                archived={programme.archived_at.is_some()}
                name={title(programme)}
                archive={Call::<ArchiveProgramme>::at(&[&id]).if_match(tag)}
                restore={Call::<RestoreProgramme>::at(&[&id]).if_match(tag)}
                archive_text={t("programme-archive-text")}
                restore_text={t("programme-restore-text")}
                {withheld}
                onchange={props.onchange.clone()}
            />
        </>
    }
}
