//! One uploaded list, in whichever state it is.

use super::discard::Discard;
use super::mapping::Matching;
use super::result::Checked;
use super::work::{Working, use_pulse};
use super::{Step, Steps, has_sheets, is_own, name_of, state_badge, sum};
use crate::api::{Call, Failure, Reply, use_me, use_query, use_query_if};
use crate::i18n::{self, t, term, tr};
use crate::route::Route;
use crate::ui::{
    Address, Crumb, Download, Empty, Glyph, KeyValue, Kind, LinkButton, Moment, Note, PageHead, Panel, Tone,
    use_address, waiting,
};
use contract::endpoints::{GetImport, GetRegion, LinkImportFile};
use contract::ids::ImportId;
use contract::imports::{Import, ImportState};
use contract::place::RegionCode;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ImportDetailProps {
    pub id: ImportId,
}

#[component]
pub fn ImportDetail(props: &ImportDetailProps) -> Html {
    let me = use_me();
    let address = use_address();
    let query = use_query(Call::<GetImport>::at(&[&props.id.to_string()]));
    // While the line is dead, what was last known stays in sight.
    let last = use_mut_ref(|| None::<Rc<Reply<Import>>>);
    if let Some(reply) = &query.reply {
        last.replace(Some(reply.clone()));
    }
    let lost = query.failure == Some(Failure::NoAnswer);
    let kept = last.borrow().clone().filter(|reply| lost && reply.value.id == props.id);
    let record = query.reply.clone().filter(|_| query.failure.is_none()).or(kept);
    let active = record.as_ref().is_some_and(|record| is_at_work(record.value.state));
    use_pulse(active, query.busy, query.reload.clone());
    let crumbs = vec![Crumb::new(Route::Imports.href(), t("imports"))];
    let Some(record) = record.filter(|_| active || !lost) else {
        return waiting(t("import"), crumbs, &query);
    };
    let import = &record.value;
    let mut meta = vec![
        state_badge(import.state),
        html! { <Moment at={import.created_at} /> },
        html! { <RegionName code={import.region_code.clone()} /> },
    ];
    let own = is_own(&me, import);
    if !own {
        meta.push(html! { { tr("import-uploaded-by", &[("name", import.created_by_name.as_str().into())]) } });
    }
    let matching = own && is_matched(import, &address);
    let actions = html! { <Actions record={record.clone()} {own} onchange={query.reload.clone()} /> };
    html! {
        <>
            <PageHead title={name_of(import)} {crumbs} {meta} {actions} />
            if import.state != ImportState::Destroyed {
                <Steps now={if matching { Step::Columns } else { step(import.state) }} />
            }
            <div class="stack">
                if lost {
                    <Note tone={Tone::Warn}><p>{ t("save-waiting") }</p></Note>
                }
                if !own {
                    <Note tone={Tone::Neutral}><p>{ t("import-read-only") }</p></Note>
                }
                if matching {
                    <Matching key={import.version} record={record.clone()} onchange={query.reload.clone()} />
                } else {
                    { body(&record, own, &query.reload) }
                }
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct RegionNameProps {
    code: Option<RegionCode>,
}

/// The kelurahan of rows that name none; its code until the name is known.
#[component]
fn RegionName(props: &RegionNameProps) -> Html {
    let query = use_query_if(props.code.as_ref().map(|code| Call::<GetRegion>::at(&[code.as_str()])));
    let name = match &props.code {
        None => t("import-no-region"),
        Some(code) => query.value().map_or_else(|| code.to_string(), |region| region.name.clone()),
    };
    html! { { name } }
}

#[derive(Properties, PartialEq)]
struct ActionsProps {
    record: Rc<Reply<Import>>,
    /// The reader uploaded it.
    own: bool,
    onchange: Callback<()>,
}

#[component]
fn Actions(props: &ActionsProps) -> Html {
    let import = &props.record.value;
    html! {
        <>
            if import.state != ImportState::Destroyed {
                <Download call={Call::<LinkImportFile>::at(&[&import.id.to_string()])}>
                    { t("import-download-file") }
                </Download>
            }
            if props.own {
                <Discard record={props.record.clone()} onchange={props.onchange.clone()} />
            }
        </>
    }
}

/// Whether the columns are shown: where they are asked for, and where someone
/// goes back to them.
fn is_matched(import: &Import, address: &Address) -> bool {
    match import.state {
        ImportState::Mapping => true,
        ImportState::Checked => address.get("step") == Some("columns"),
        _ => false,
    }
}

fn is_at_work(state: ImportState) -> bool {
    matches!(state, ImportState::Checking | ImportState::Committing)
}

fn step(state: ImportState) -> Step {
    match state {
        ImportState::Mapping => Step::Columns,
        ImportState::Checking | ImportState::Checked | ImportState::Failed => Step::Result,
        ImportState::Committing | ImportState::Committed | ImportState::Destroyed => Step::Keep,
    }
}

fn body(record: &Rc<Reply<Import>>, own: bool, reload: &Callback<()>) -> Html {
    let import = &record.value;
    match import.state {
        ImportState::Checking => html! { <Working title={t("import-checking")} job={import.job_id} /> },
        ImportState::Committing => html! { <Working title={t("import-committing")} job={import.job_id} /> },
        ImportState::Mapping => {
            let waits = if has_sheets(import) { t("mapping-waits") } else { t("mapping-waits-csv") };
            html! { <Note tone={Tone::Info}><p>{ waits }</p></Note> }
        }
        ImportState::Failed => failed(import, own),
        ImportState::Checked => html! { <Checked record={record.clone()} {own} onchange={reload.clone()} /> },
        ImportState::Committed => committed(import, own),
        ImportState::Destroyed => html! {
            <Panel>
                <Empty glyph={Glyph::Archive} title={t("import-destroyed")} text={t("import-destroyed-text")} />
            </Panel>
        },
    }
}

fn failed(import: &Import, own: bool) -> Html {
    let why = import.fault.map_or_else(|| t("import-failed-otherwise"), term);
    html! {
        <Panel title={t("import-failed")}>
            <Note tone={Tone::Bad}>
                <p><b>{ why }</b></p>
                <p>{ t("import-failed-text") }</p>
            </Note>
            if own {
                <LinkButton
                    href={Route::NewImport.href()}
                    kind={Kind::Primary}
                    glyph={Glyph::FileUpload}
                    class="mt-s3"
                >
                    { t("import-again") }
                </LinkButton>
            }
        </Panel>
    }
}

fn committed(import: &Import, own: bool) -> Html {
    let counts = &import.counts;
    let figure = |n: u32| html! { <span class="num">{ i18n::number(i64::from(n)) }</span> };
    let mut pairs = vec![
        (t("import-rows"), figure(counts.rows)),
        (t("import-committed"), figure(counts.committed)),
        (t("import-update"), figure(counts.update)),
        (t("import-unchanged"), figure(counts.unchanged)),
        (t("import-conflict"), figure(counts.conflict)),
        (t("import-faulty"), figure(counts.faulty)),
    ];
    if counts.mended > 0 {
        pairs.push((t("import-mended"), figure(counts.mended)));
    }
    if let Some(at) = import.committed_at {
        pairs.push((t("import-committed-at"), html! { <Moment {at} /> }));
    }
    html! {
        <Panel title={tr("import-done", &[("n", counts.committed.into())])}>
            <p>{ sum(counts) }</p>
            <KeyValue {pairs} />
            if let Some(day) = import.destroy_on {
                <p class="hint">{ tr("import-destroyed-on", &[("day", i18n::date_long(day).into())]) }</p>
            }
            <div class="row-wrap mt-s3">
                <LinkButton href={Route::Beneficiaries.href()} kind={Kind::Primary} glyph={Glyph::Users}>
                    { t("import-to-beneficiaries") }
                </LinkButton>
                if own {
                    <LinkButton href={Route::NewImport.href()} glyph={Glyph::FileUpload}>
                        { t("imports-add") }
                    </LinkButton>
                }
            </div>
        </Panel>
    }
}
