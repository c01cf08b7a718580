//! One locus, and what changed on it.

use super::team::Team;
use super::template::TemplatePanel;
use super::{rws, title};
use crate::api::{Call, Reply, use_me, use_query};
use crate::editor::TurnAction;
use crate::enrolments::LocusEnrolments;
use crate::history::ChangeHistory;
use crate::i18n::{self, date, member, number, t};
use crate::programmes::{ManageLink, use_withheld};
use crate::route::Route;
use crate::stage_records::LocusStages;
use crate::ui::{
    Address, Badge, Crumb, Glyph, KeyValue, Link, Moment, PageHead, Panel, Tab, Tabs, or_dash, use_address, waiting,
};
use contract::endpoints::{ArchiveLocus, GetLocus, ListLocusHistory, RestoreLocus};
use contract::ids::LocusId;
use contract::loci::Locus;
use contract::policy::Permission;
use std::rc::Rc;
use yew::prelude::*;

/// The parts of the page besides its stages.
const ENROLMENTS: &str = "enrolments";
const FACTS: &str = "facts";
const HISTORY: &str = "history";

#[derive(Properties, PartialEq)]
pub struct LocusDetailProps {
    pub id: LocusId,
}

#[component]
pub fn LocusDetail(props: &LocusDetailProps) -> Html {
    let query = use_query(Call::<GetLocus>::at(&[&props.id.to_string()]));
    let address = use_address();
    let me = use_me();
    let crumbs = vec![Crumb::new(Route::Loci.href(), t("loci"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("locus"), crumbs, &query);
    };
    let locus = &record.value;
    let mut meta = vec![html! { { &locus.programme_name } }];
    if locus.archived_at.is_some() {
        meta.insert(0, html! { <Badge glyph={Glyph::Archive} text={t("archived")} /> });
    }
    let actions = html! { <Actions record={record.clone()} onchange={query.reload.clone()} /> };
    let women = me.may(Permission::ListBeneficiaries);
    let part = match address.get("tab") {
        Some(HISTORY) => {
            let call = Call::<ListLocusHistory>::at(&[&locus.id.to_string()]);
            html! { <ChangeHistory {call} address={address.clone()} /> }
        }
        Some(ENROLMENTS) if women => html! { <LocusEnrolments locus={locus.clone()} address={address.clone()} /> },
        Some(FACTS) => {
            html! { <Facts locus={locus.clone()} record={record.clone()} onchange={query.reload.clone()} /> }
        }
        _ => html! {
            <LocusStages locus={locus.clone()} address={address.clone()} onchange={query.reload.clone()} />
        },
    };
    let tab = |name: Option<&str>, text: String, current: bool| Tab {
        href: Address::new(&address.path, "").with(&[("tab", name)]),
        text,
        current,
    };
    let here = address.get("tab");
    let mut tabs = vec![tab(None, t("stages"), !matches!(here, Some(FACTS | ENROLMENTS | HISTORY)))];
    if women {
        tabs.push(tab(Some(ENROLMENTS), t("enrolments"), here == Some(ENROLMENTS)));
    }
    tabs.push(tab(Some(FACTS), t("locus-facts"), here == Some(FACTS)));
    tabs.push(tab(Some(HISTORY), t("history"), here == Some(HISTORY)));
    html! {
        <>
            <PageHead title={title(locus)} {crumbs} {meta} {actions} />
            <Tabs label={t("parts")} {tabs} />
            { part }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct FactsProps {
    locus: Locus,
    record: Rc<Reply<Locus>>,
    onchange: Callback<()>,
}

/// What is said of the locus, its team, and what its stages ask for.
#[component]
fn Facts(props: &FactsProps) -> Html {
    html! {
        <div class="stack">
            <Panel title={t("locus-facts")}><KeyValue pairs={facts(&props.locus)} /></Panel>
            <Team locus={props.locus.clone()} />
            <TemplatePanel record={props.record.clone()} onchange={props.onchange.clone()} />
        </div>
    }
}

fn facts(locus: &Locus) -> Vec<(String, Html)> {
    let programme = Route::Programme { id: locus.programme_id };
    let region = Route::Region { code: locus.region_code.clone() };
    let day = |day| or_dash(Option::map(day, date).as_deref());
    let mut pairs = vec![
        (
            member("programme_id"),
            html! { <Link href={programme.href()}>{ format!("{} {}", locus.programme_name, locus.year) }</Link> },
        ),
        (member("region_code"), html! { <Link href={region.href()}>{ &locus.region_name }</Link> }),
        (member("rws"), html! { { rws(locus) } }),
        (member("target_families"), html! { { number(locus.target_families.into()) } }),
        (member("starts_on"), day(locus.starts_on)),
        (member("ends_on"), day(locus.ends_on)),
        (t("updated-at"), html! { <Moment at={locus.updated_at} /> }),
    ];
    if let Some(at) = locus.archived_at {
        pairs.push((member("archived_at"), html! { { i18n::moment(at) } }));
    }
    if let Some(reason) = &locus.archive_reason {
        pairs.push((member("archive_reason"), html! { { reason } }));
    }
    pairs
}

#[derive(Properties, PartialEq)]
struct ActionsProps {
    record: Rc<Reply<Locus>>,
    onchange: Callback<()>,
}

#[component]
fn Actions(props: &ActionsProps) -> Html {
    let Reply { value: locus, etag } = &*props.record;
    let id = locus.id.to_string();
    let tag = etag.as_deref();
    let withheld = use_withheld();
    let archived = locus.archived_at.is_some();
    html! {
        <>
            if !archived {
                <ManageLink href={Route::EditLocus { id: locus.id }.href()} glyph={Glyph::Edit}>{ t("edit") }</ManageLink>
            }
            <TurnAction
                {archived}
                name={title(locus)}
                archive={Call::<ArchiveLocus>::at(&[&id]).if_match(tag)}
                restore={Call::<RestoreLocus>::at(&[&id]).if_match(tag)}
                archive_text={t("locus-archive-text")}
                restore_text={t("locus-restore-text")}
                {withheld}
                onchange={props.onchange.clone()}
            />
        </>
    }
}
