//! What the check found, and what can be done about it.

use super::rows::Rows;
use super::source::Origin;
use super::sum;
use crate::api::{Call, Reply, Sending, use_mutation};
use crate::i18n::{self, t, tr};
use crate::route::Route;
use crate::ui::{Button, Download, Glyph, Kind, LinkButton, Note, Panel, ProblemNote, Stat, Stats, Tone};
use contract::endpoints::{CommitImport, LinkImportFaults};
use contract::imports::{Commit, CommitRows, CommitUpdates, Counts, Import, RowOutcome};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct CheckedProps {
    pub record: Rc<Reply<Import>>,
    /// The reader uploaded it and decides what is kept.
    pub own: bool,
    pub onchange: Callback<()>,
}

#[component]
pub fn Checked(props: &CheckedProps) -> Html {
    let import = &props.record.value;
    let counts = &import.counts;
    html! {
        <>
            <Note tone={Tone::Warn}>
                <p><b>{ t("import-nothing-kept") }</b></p>
                <p>{ sum(counts) }</p>
            </Note>
            { figures(import) }
            <Origin import={import.clone()} own={props.own} />
            if !import.ignored_headings.is_empty() {
                <Note tone={Tone::Info}>
                    <p>{ t("import-ignored") }</p>
                    <p>{ import.ignored_headings.join(" · ") }</p>
                </Note>
            }
            <Rows
                key={import.version}
                record={props.record.clone()}
                own={props.own}
                onchange={props.onchange.clone()}
            />
            if props.own {
                <Further ..keep(props) />
            }
        </>
    }
}

fn figures(import: &Import) -> Html {
    let counts = &import.counts;
    let figure = |n: u32| AttrValue::from(i18n::number(i64::from(n)));
    let only = |outcome: &str| Route::Import { id: import.id }.with(&[("outcome", outcome)]);
    let create = RowOutcome::Create.as_str();
    html! {
        <Stats>
            <Stat label={t("import-rows")} value={figure(counts.rows)} href={only("all")} />
            <Stat
                label={t("import-create")}
                value={figure(counts.create)}
                detail={t("import-create-detail")}
                href={only(create)}
            />
            <Stat
                label={t("import-update")}
                value={figure(counts.update)}
                detail={t("import-update-detail")}
                href={only(RowOutcome::Update.as_str())}
            />
            <Stat
                label={t("import-unchanged")}
                value={figure(counts.unchanged)}
                detail={t("import-unchanged-detail")}
                href={only(RowOutcome::Unchanged.as_str())}
            />
            <Stat
                label={t("import-conflict")}
                value={figure(counts.conflict)}
                detail={t("import-conflict-detail")}
                href={only(RowOutcome::Conflict.as_str())}
            />
            <Stat
                label={t("import-faulty")}
                value={figure(counts.faulty)}
                detail={t("import-faulty-detail")}
                href={only(RowOutcome::Faulty.as_str())}
            />
            <Stat
                label={t("import-warned")}
                value={figure(counts.warned)}
                detail={t("import-warned-detail")}
                href={only(create)}
            />
        </Stats>
    }
}

/// The ways on: mend first, or keep what is right.
#[component]
fn Further(props: &CheckedProps) -> Html {
    let counts = &props.record.value.counts;
    let id = props.record.value.id.to_string();
    let wrong = counts.faulty + counts.conflict;
    if wrong == 0 {
        return html! { <Panel title={t("import-further")}><Keep ..keep(props) /></Panel> };
    }
    html! {
        <Panel title={t("import-further")}>
            <div class="cols c-1-1">
                <div>
                    <h3>{ t("import-mend") }</h3>
                    <p class="ink2">{ t("import-mend-text") }</p>
                    <div class="row-wrap">
                        <Download call={Call::<LinkImportFaults>::at(&[&id])} kind={Kind::Primary}>
                            { tr("import-download-faults", &[("n", wrong.into())]) }
                        </Download>
                        <LinkButton href={Route::NewImport.with(&[("mends", &id)])} glyph={Glyph::FileUpload}>
                            { t("import-upload-mended") }
                        </LinkButton>
                    </div>
                </div>
                <div>
                    <h3>{ t("import-keep-right") }</h3>
                    <Keep ..keep(props) />
                </div>
            </div>
        </Panel>
    }
}

fn keep(props: &CheckedProps) -> CheckedProps {
    CheckedProps { record: props.record.clone(), own: props.own, onchange: props.onchange.clone() }
}

/// What is kept: new rows, and changes where they are wanted.
fn keep_words(counts: &Counts, apply: bool) -> String {
    let wrong = counts.faulty + counts.conflict;
    let n = [("create", counts.create.into()), ("update", counts.update.into()), ("faulty", wrong.into())];
    match (wrong, counts.update) {
        (0, 0) => tr("import-keep-all-text", &n),
        (_, 0) => tr("import-keep-text", &n),
        (0, _) if apply => tr("import-keep-all-both-text", &n),
        (0, _) => tr("import-keep-all-new-text", &n),
        _ if apply => tr("import-keep-both-text", &n),
        _ => tr("import-keep-new-text", &n),
    }
}

/// Whether women who stand with other values are changed.
fn updates(apply: &UseStateHandle<bool>, n: u32) -> Html {
    let pick = |value: bool, words: String| {
        let set = apply.setter();
        let onchange = Callback::from(move |_: Event| set.set(value));
        html! {
            <label class="pick">
                <input type="radio" name="import-updates" checked={**apply == value} {onchange} />
                { words }
            </label>
        }
    };
    html! {
        <fieldset class="field">
            <legend>{ tr("import-updates", &[("n", n.into())]) }</legend>
            <div class="picks">
                { pick(true, t("import-updates-apply")) }
                { pick(false, t("import-updates-leave")) }
            </div>
        </fieldset>
    }
}

#[component]
fn Keep(props: &CheckedProps) -> Html {
    let mutation = use_mutation::<CommitImport>();
    let Reply { value: import, etag } = &*props.record;
    let counts = &import.counts;
    let apply = use_state(|| true);
    let wrong = counts.faulty + counts.conflict;
    let kept = counts.create + if *apply { counts.update } else { 0 };
    let onclick = {
        let (mutation, onchange) = (mutation.clone(), props.onchange.clone());
        let updates = if *apply { CommitUpdates::Apply } else { CommitUpdates::Leave };
        let rows = if wrong == 0 { CommitRows::All } else { CommitRows::Valid };
        let call = Call::<CommitImport>::at(&[&import.id.to_string()])
            .if_match(etag.as_deref())
            .body(&Commit { rows, updates });
        Callback::from(move |()| {
            let onchange = onchange.clone();
            mutation.send(call.clone(), Callback::from(move |_| onchange.emit(())), Callback::noop());
        })
    };
    let reason = (kept == 0).then(|| AttrValue::from(t("import-keep-none")));
    let kind = if wrong == 0 { Kind::Primary } else { Kind::Secondary };
    html! {
        <>
            <p class="ink2">{ keep_words(counts, *apply) }</p>
            if counts.update > 0 {
                { updates(&apply, counts.update) }
            }
            <Button {kind} glyph={Glyph::Check} busy={mutation.state.is_under_way()} {reason} {onclick}>
                { tr("import-keep", &[("create", kept.into())]) }
            </Button>
            if let Sending::Kept { again_in } = &mutation.state {
                <p class="hint" role="status">{ tr("import-again-in", &[("seconds", (*again_in).into())]) }</p>
            }
            if let Some(failure) = mutation.state.failure() {
                <ProblemNote failure={failure.clone()}>
                    <Button small=true onclick={props.onchange.clone()}>{ t("import-reload") }</Button>
                </ProblemNote>
            }
        </>
    }
}
