//! The page that changes a record: reads it, then draws its form.

use super::form::EditorForm;
use super::{Editable, Kind};
use crate::api::use_wire;
use crate::ui::{Crumb, PageHead, Panel, ProblemPanel, Skeleton, Values};
use serde_json::Value;
use yew::prelude::*;

#[derive(Properties, Clone, PartialEq)]
pub struct EditPageProps {
    /// The value in the address of the record.
    pub id: AttrValue,
    pub title: AttrValue,
    /// The list it stands in.
    pub above: Crumb,
    /// The fields of the form.
    pub children: Html,
}

#[component]
pub fn EditPage<R: Editable>(props: &EditPageProps) -> Html {
    html! { <AnyEditPage kind={Kind::of::<R>()} page={props.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct AnyEditPageProps {
    kind: Kind,
    page: EditPageProps,
}

#[component]
fn AnyEditPage(props: &AnyEditPageProps) -> Html {
    let AnyEditPageProps { kind, page } = props;
    let query = use_wire::<Value>(Some((kind.read)(&page.id)));
    let mut crumbs = vec![page.above.clone()];
    let href = query.value().and_then(|record| (kind.href)(record));
    let name = query.value().and_then(|record| (kind.title)(record));
    if let (Some(href), Some(name)) = (&href, name) {
        crumbs.push(Crumb::new(href.clone(), name));
    }
    let body = match (&query.failure, &query.reply, href) {
        (Some(failure), _, _) => html! {
            <Panel><ProblemPanel failure={failure.clone()} retry={query.reload.clone()} /></Panel>
        },
        // A remembered answer may be old; a form begins on the newest.
        (None, Some(record), Some(cancel)) if !query.busy => html! {
            <EditorForm
                kind={*kind}
                id={page.id.clone()}
                record={record.clone()}
                seed={Values::default()}
                {cancel}
            >
                { page.children.clone() }
            </EditorForm>
        },
        _ => html! { <Panel><Skeleton /></Panel> },
    };
    html! {
        <>
            <PageHead title={page.title.clone()} {crumbs} />
            { body }
        </>
    }
}
