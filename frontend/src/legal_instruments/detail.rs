//! One instrument, its file, and what changed on it.

use super::title;
use crate::api::{Call, Reply, Wire, use_query};
use crate::editor::TurnAction;
use crate::history::ChangeHistory;
use crate::i18n::{self, date, member, t};
use crate::programmes::{ManageLink, use_withheld};
use crate::reference::overview_and_history;
use crate::route::Route;
use crate::ui::{Badge, Crumb, Download, Glyph, KeyValue, Link, PageHead, Panel, Tabs, or_dash, use_address, waiting};
use contract::endpoints::{
    ArchiveLegalInstrument, GetLegalInstrument, LinkLegalInstrument, ListLegalInstrumentHistory, RestoreLegalInstrument,
};
use contract::ids::LegalInstrumentId;
use contract::legal_instruments::LegalInstrument;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct LegalInstrumentDetailProps {
    pub id: LegalInstrumentId,
}

#[component]
pub fn LegalInstrumentDetail(props: &LegalInstrumentDetailProps) -> Html {
    let query = use_query(Call::<GetLegalInstrument>::at(&[&props.id.to_string()]));
    let address = use_address();
    let crumbs = vec![Crumb::new(Route::LegalInstruments.href(), t("legal-instruments"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("legal-instrument"), crumbs, &query);
    };
    let one = &record.value;
    let meta = one.archived_at.map(|_| html! { <Badge glyph={Glyph::Archive} text={t("archived")} /> });
    let actions = html! { <Actions record={record.clone()} onchange={query.reload.clone()} /> };
    let part = if address.get("tab") == Some("history") {
        let call = Call::<ListLegalInstrumentHistory>::at(&[&one.id.to_string()]);
        html! { <ChangeHistory {call} address={address.clone()} /> }
    } else {
        html! { <Panel title={t("legal-instrument-facts")}><KeyValue pairs={facts(one)} /></Panel> }
    };
    html! {
        <>
            <PageHead title={title(one)} {crumbs} meta={meta.into_iter().collect::<Vec<_>>()} {actions} />
            <Tabs label={t("parts")} tabs={overview_and_history(&address)} />
            { part }
        </>
    }
}

fn facts(one: &LegalInstrument) -> Vec<(String, Html)> {
    let programme = one.programme_id.zip(one.programme_name.as_ref());
    let programme = programme.map(|(id, name)| html! { <Link href={Route::Programme { id }.href()}>{ name }</Link> });
    let locus =
        one.locus_id.map(|id| html! { <Link href={Route::Locus { id }.href()}>{ t("legal-instrument-locus") }</Link> });
    let file = one.document_name.as_ref().map(|name| {
        let call = Wire::from(Call::<LinkLegalInstrument>::at(&[&one.id.to_string()]));
        html! { <Download small=true {call}>{ name }</Download> }
    });
    let mut pairs = vec![
        (member("title"), html! { { &one.title } }),
        (member("dated"), html! { { date(one.dated) } }),
        (member("summary"), or_dash(one.summary.as_deref())),
        (member("city_code"), html! { { &one.city_name } }),
        (member("programme_id"), programme.unwrap_or_else(|| or_dash(None))),
        (member("locus_id"), locus.unwrap_or_else(|| or_dash(None))),
        (t("legal-instrument-file"), file.unwrap_or_else(|| or_dash(None))),
    ];
    if let Some(at) = one.archived_at {
        pairs.push((member("archived_at"), html! { { i18n::moment(at) } }));
    }
    if let Some(reason) = &one.archive_reason {
        pairs.push((member("archive_reason"), html! { { reason } }));
    }
    pairs
}

#[derive(Properties, PartialEq)]
struct ActionsProps {
    record: Rc<Reply<LegalInstrument>>,
    onchange: Callback<()>,
}

#[component]
fn Actions(props: &ActionsProps) -> Html {
    let Reply { value: one, etag } = &*props.record;
    let id = one.id.to_string();
    let tag = etag.as_deref();
    let withheld = use_withheld();
    let archived = one.archived_at.is_some();
    html! {
        <>
            if !archived {
                <ManageLink href={Route::EditLegalInstrument { id: one.id }.href()} glyph={Glyph::Edit}>
                    { t("edit") }
                </ManageLink>
            }
            <TurnAction
                {archived}
                name={title(one)}
                archive={Call::<ArchiveLegalInstrument>::at(&[&id]).if_match(tag)}
                restore={Call::<RestoreLegalInstrument>::at(&[&id]).if_match(tag)}
                archive_text={t("legal-instrument-archive-text")}
                restore_text={t("legal-instrument-restore-text")}
                {withheld}
                onchange={props.onchange.clone()}
            />
        </>
    }
}
