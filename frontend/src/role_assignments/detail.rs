//! One term of office, and ending it.

use super::{period, place, state_badge};
use crate::api::{Call, Reply, use_query};
use crate::editor::ReasonDialog;
use crate::i18n::{member, t, term, tr};
use crate::route::Route;
use crate::ui::{Button, Crumb, Glyph, KeyValue, Kind, Link, Moment, PageHead, Panel, waiting};
use contract::endpoints::{EndRoleAssignment, GetRoleAssignment};
use contract::ids::AssignmentId;
use contract::role_assignments::{RoleAssignment, TermState};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct RoleAssignmentDetailProps {
    pub id: AssignmentId,
}

#[component]
pub fn RoleAssignmentDetail(props: &RoleAssignmentDetailProps) -> Html {
    let query = use_query(Call::<GetRoleAssignment>::at(&[&props.id.to_string()]));
    let mut crumbs = vec![Crumb::new(Route::RoleAssignments.href(), t("roles"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("role-assignment"), crumbs, &query);
    };
    let assignment = &record.value;
    crumbs.push(Crumb::new(
        Route::User { id: assignment.user_id }.with(&[("tab", "roles")]),
        assignment.user_full_name.clone(),
    ));
    let meta = vec![state_badge(assignment.state)];
    let actions = html! { <End record={record.clone()} onchange={query.reload.clone()} /> };
    html! {
        <>
            <PageHead title={term(assignment.role)} {crumbs} {meta} {actions} />
            <Panel><KeyValue pairs={pairs(assignment)} /></Panel>
        </>
    }
}

fn pairs(assignment: &RoleAssignment) -> Vec<(String, Html)> {
    let user = Route::User { id: assignment.user_id };
    let mut pairs = vec![
        (t("user"), html! { <Link href={user.href()}>{ &assignment.user_full_name }</Link> }),
        (member("kind"), html! { { term(assignment.kind) } }),
        (t("role-place"), html! { { place(assignment) } }),
        (t("role-period-label"), html! { { period(assignment) } }),
        (t("created-at"), html! { <Moment at={assignment.created_at} /> }),
    ];
    if let Some(at) = assignment.ended_at {
        pairs.push((member("ended_at"), html! { <Moment {at} /> }));
    }
    if let Some(reason) = &assignment.end_reason {
        pairs.push((member("end_reason"), html! { { reason } }));
    }
    pairs
}

#[derive(Properties, PartialEq)]
struct EndProps {
    record: Rc<Reply<RoleAssignment>>,
    onchange: Callback<()>,
}

#[component]
fn End(props: &EndProps) -> Html {
    let asking = use_state(|| false);
    let Reply { value, etag } = &*props.record;
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    let over = value.state == TermState::Ended;
    let reason = over.then(|| AttrValue::from(t("role-ended-already")));
    let arguments = [("role", term(value.role).into()), ("name", value.user_full_name.as_str().into())];
    html! {
        <>
            <Button kind={Kind::Danger} glyph={Glyph::Ban} {reason} onclick={set(true)}>
                { t("role-end") }
            </Button>
            <ReasonDialog
                open={*asking}
                title={tr("role-end-title", &arguments)}
                text={t("role-end-text")}
                action={t("role-end")}
                done={t("role-ended")}
                kind={Kind::Danger}
                call={Call::<EndRoleAssignment>::at(&[&value.id.to_string()]).if_match(etag.as_deref())}
                onclose={set(false)}
                onchange={props.onchange.clone()}
            />
        </>
    }
}
