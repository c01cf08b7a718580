//! Where a list comes from: its sheet, what was left out of it, the source it
//! was recognised as; and conflicts that are accepted.

use super::has_sheets;
use crate::api::{Call, Reply, use_mutation};
use crate::i18n::{self, t, term, tr};
use crate::route::Route;
use crate::ui::{Button, Glyph, Link, LinkButton, Note, ProblemNote, Tone, leave, use_address, use_toast};
use contract::endpoints::{AcceptImportRows, ForgetImportSource};
use contract::ids::ImportSourceId;
use contract::imports::{Acceptance, Counts, Import, LeftOutReason, RowOutcome};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct OriginProps {
    pub import: Import,
    pub own: bool,
}

#[component]
pub fn Origin(props: &OriginProps) -> Html {
    let import = &props.import;
    let Some(sheet) = import.sheets.iter().find(|sheet| sheet.chosen) else { return Html::default() };
    let hidden: Vec<&str> = sheet
        .columns
        .iter()
        .filter(|column| column.hidden && column.column.is_some())
        .map(|column| column.heading.as_str())
        .collect();
    let others: Vec<&str> =
        import.sheets.iter().filter(|one| !one.chosen && one.rows > 0).map(|one| one.name.as_str()).collect();
    let sheets = has_sheets(import);
    let found = [("sheet", sheet.name.as_str().into()), ("row", sheet.header_row.unwrap_or(1).into())];
    html! {
        <Note tone={Tone::Neutral}>
            <p>{ if sheets { tr("import-read-from", &found) } else { tr("import-read-from-csv", &found) } }</p>
            if let Some(source) = &import.source {
                <p>
                    { tr("import-as-remembered", &[
                        ("source", source.name.as_str().into()),
                        ("day", i18n::date(source.remembered_on).into()),
                        ("name", source.remembered_by.as_str().into()),
                    ]) }
                </p>
            }
            if !hidden.is_empty() {
                <p>{ tr("import-hidden-read", &[("columns", hidden.join(", ").into())]) }</p>
            }
            if !others.is_empty() {
                <p>{ tr("import-other-sheets", &[("sheets", others.join(", ").into())]) }</p>
            }
            if !import.left_out.is_empty() {
                <p>{ tr("import-left-out", &[("rows", left_out(import).into())]) }</p>
            }
            if let Some(id) = import.mends {
                <p><Link href={Route::Import { id }.href()}>{ t("import-mends") }</Link></p>
            }
            if props.own {
                <div class="row-wrap mt-s2">
                    <LinkButton
                        href={Route::Import { id: import.id }.with(&[("step", "columns")])}
                        small=true
                        glyph={Glyph::Edit}
                    >
                        { if sheets { t("import-change-columns") } else { t("import-change-columns-csv") } }
                    </LinkButton>
                    if let Some(source) = &import.source {
                        <Forget id={source.id} />
                    }
                </div>
            }
        </Note>
    }
}

/// The rows that are none of the list, by why.
fn left_out(import: &Import) -> String {
    let of = |why: LeftOutReason| {
        let rows: Vec<String> =
            import.left_out.iter().filter(|one| one.why == why).map(|one| one.row.to_string()).collect();
        (!rows.is_empty()).then(|| format!("{} ({})", rows.join(", "), term(why)))
    };
    LeftOutReason::ALL.iter().filter_map(|why| of(*why)).collect::<Vec<_>>().join("; ")
}

#[derive(Properties, PartialEq)]
struct ForgetProps {
    id: ImportSourceId,
}

/// Forgets the source; this list stays as it was read.
#[component]
fn Forget(props: &ForgetProps) -> Html {
    let mutation = use_mutation::<ForgetImportSource>();
    let gone = use_state(|| false);
    let toast = use_toast();
    let onclick = {
        let (mutation, gone, id) = (mutation.clone(), gone.setter(), props.id);
        Callback::from(move |()| {
            let (gone, toast) = (gone.clone(), toast.clone());
            let done = Callback::from(move |_| {
                gone.set(true);
                toast.emit(t("import-forgotten"));
            });
            mutation.send(Call::<ForgetImportSource>::at(&[&id.to_string()]), done, Callback::noop());
        })
    };
    if *gone {
        return html! { <p class="hint" role="status">{ t("import-forgotten") }</p> };
    }
    html! {
        <>
            <Button small=true glyph={Glyph::Trash} busy={mutation.state.is_under_way()} {onclick}>
                { t("import-forget") }
            </Button>
            if let Some(failure) = mutation.state.failure() {
                <ProblemNote failure={failure.clone()} />
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct AcceptProps {
    pub record: Rc<Reply<Import>>,
    pub row: u32,
    pub onchange: Callback<()>,
}

/// What a row became, from the counts before and after.
fn became(before: Counts, after: Counts) -> RowOutcome {
    if after.update > before.update {
        RowOutcome::Update
    } else if after.create > before.create {
        RowOutcome::Create
    } else if after.unchanged > before.unchanged {
        RowOutcome::Unchanged
    } else {
        RowOutcome::Conflict
    }
}

/// Accepts one conflict as it is, and shows what became of the row.
#[component]
pub fn Accept(props: &AcceptProps) -> Html {
    let mutation = use_mutation::<AcceptImportRows>();
    let address = use_address();
    let onclick = {
        let (mutation, onchange) = (mutation.clone(), props.onchange.clone());
        let Reply { value: import, etag } = &*props.record;
        let before = import.counts;
        let body = Acceptance { rows: vec![props.row] };
        let call = Call::<AcceptImportRows>::at(&[&import.id.to_string()]).if_match(etag.as_deref()).body(&body);
        Callback::from(move |()| {
            let (onchange, address) = (onchange.clone(), address.clone());
            let done = Callback::from(move |reply: Rc<Reply<Import>>| {
                let outcome = became(before, reply.value.counts);
                leave::go(&address.filtered(&[("outcome", Some(outcome.as_str()))]));
                onchange.emit(());
            });
            mutation.send(call.clone(), done, Callback::noop());
        })
    };
    let words = tr("import-accept-row", &[("row", props.row.into())]);
    html! {
        <div class="mt-s3">
            <Button small=true glyph={Glyph::Check} busy={mutation.state.is_under_way()} {onclick}>
                { words }
            </Button>
            if let Some(failure) = mutation.state.failure() {
                <ProblemNote failure={failure.clone()}>
                    <Button small=true onclick={props.onchange.clone()}>{ t("import-reload") }</Button>
                </ProblemNote>
            }
        </div>
    }
}
