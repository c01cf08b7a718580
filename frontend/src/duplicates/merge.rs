//! A merge that was made, and undoing it.

use super::members::title;
use crate::api::{Call, use_query};
use crate::editor::ReasonDialog;
use crate::i18n::{self, t, tr};
use crate::route::Route;
use crate::ui::{
    Badge, Button, Crumb, Glyph, KeyValue, Kind, Link, Moment, Note, PageHead, Panel, Tone, or_dash, waiting,
};
use contract::endpoints::{GetMerge, UndoMerge};
use contract::ids::MergeId;
use contract::merges::Merge;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MergeDetailProps {
    pub id: MergeId,
}

#[component]
pub fn MergeDetail(props: &MergeDetailProps) -> Html {
    let query = use_query(Call::<GetMerge>::at(&[&props.id.to_string()]));
    let asking = use_state(|| false);
    let crumbs = vec![Crumb::new(Route::Duplicates.href(), t("duplicates"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("merge"), crumbs, &query);
    };
    let merge = &record.value;
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    let standing = merge.undone_at.is_none() && i18n::now() <= merge.undo_until;
    let actions = html! {
        <>
            if standing {
                <Button kind={Kind::Danger} glyph={Glyph::Restore} onclick={set(true)}>{ t("merge-undo") }</Button>
            }
            <ReasonDialog
                open={*asking}
                title={t("merge-undo-title")}
                text={t("merge-undo-text")}
                action={t("merge-undo")}
                done={t("merge-undone-done")}
                kind={Kind::Danger}
                call={Call::<UndoMerge>::at(&[&merge.id.to_string()]).if_match(record.etag.as_deref())}
                onclose={set(false)}
                onchange={query.reload.clone()}
            />
        </>
    };
    let badge = if merge.undone_at.is_some() {
        html! { <Badge glyph={Glyph::Restore} text={t("merge-undone")} /> }
    } else {
        html! { <Badge tone={Tone::Ok} glyph={Glyph::CircleCheck} text={t("merge-done")} /> }
    };
    html! {
        <>
            <PageHead
                title={tr("merge-title", &[("name", merge.kept_name.as_str().into())])}
                {crumbs}
                meta={vec![badge]}
                {actions}
            />
            <div class="stack">
                { undone(merge) }
                <Panel title={t("merge")}><KeyValue pairs={pairs(merge)} /></Panel>
            </div>
        </>
    }
}

fn pairs(merge: &Merge) -> Vec<(String, Html)> {
    let link = |id, name: &str| html! { <Link href={Route::Beneficiary { id }.href()}>{ name.to_owned() }</Link> };
    let taken: Vec<String> = merge.take.iter().map(|member| title(*member)).collect();
    let taken = taken.join(", ");
    // Once undone, both stand as before and nothing is left to undo.
    let undone = merge.undone_at.is_some();
    let (kept, removed) =
        if undone { (t("duplicate-first"), t("duplicate-second")) } else { (t("merge-kept"), t("merge-removed")) };
    let mut pairs = vec![
        (kept, link(merge.kept_id, &merge.kept_name)),
        (removed, link(merge.removed_id, &merge.removed_name)),
        (t("merge-taken"), or_dash(Some(taken.as_str()).filter(|text| !text.is_empty()))),
        (t("merge-reason"), html! { { &merge.reason } }),
        (t("merge-by"), html! { { &merge.merged_by_name } }),
        (t("merge-at"), html! { <Moment at={merge.merged_at} /> }),
    ];
    if !undone {
        pairs.push((t("merge-undo-until"), html! { <Moment at={merge.undo_until} /> }));
    }
    pairs
}

fn undone(merge: &Merge) -> Html {
    let Some(at) = merge.undone_at else { return Html::default() };
    let by = merge.undone_by_name.clone().unwrap_or_default();
    html! {
        <Note>
            <p>{ tr("merge-undone-by", &[("name", by.into()), ("time", i18n::moment(at).into())]) }</p>
            <p>{ merge.undo_reason.clone().unwrap_or_default() }</p>
        </Note>
    }
}
