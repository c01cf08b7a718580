//! One event of the trail.

use super::{actor, page_of, subject};
use crate::api::{Call, use_me, use_query};
use crate::i18n::{self, member, operation, permission_word, t, tr};
use crate::reference::{region_name, use_region_names};
use crate::route::Route;
use crate::ui::{Crumb, Glyph, Icon, KeyValue, Link, LinkButton, Note, PageHead, Panel, Tone, or_dash, waiting};
use contract::audit_events::AuditEvent;
use contract::endpoints::GetAuditEvent;
use contract::ids::EventId;
use contract::me::Me;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct AuditEventDetailProps {
    pub id: EventId,
}

#[component]
pub fn AuditEventDetail(props: &AuditEventDetailProps) -> Html {
    let me = use_me();
    let query = use_query(Call::<GetAuditEvent>::at(&[&props.id.to_string()]));
    use_region_names();
    let crumbs = vec![Crumb::new(Route::AuditEvents.href(), t("audit"))];
    let Some(event) = query.value().filter(|_| query.failure.is_none()) else {
        return waiting(t("audit-event"), crumbs, &query);
    };
    let meta = vec![html! { { i18n::moment(event.at) } }, html! { { actor(event) } }];
    let same = Route::AuditEvents.with(&[("resource_kind", &event.resource_kind), ("resource_id", &event.resource_id)]);
    let actions = html! {
        <LinkButton href={same} glyph={Glyph::FileSearch}>{ t("audit-same-record") }</LinkButton>
    };
    html! {
        <>
            <PageHead title={operation(&event.operation)} {crumbs} {meta} {actions} />
            <div class="cols c-1-1">
                <Panel title={t("audit-what")}><KeyValue pairs={what(event, &me)} /></Panel>
                <Panel title={t("audit-proof")}>
                    { sealed(event) }
                    <KeyValue pairs={proof(event)} />
                </Panel>
            </div>
        </>
    }
}

/// What it was done to, as a link where the reader may open its page.
fn record(event: &AuditEvent, me: &Me) -> Html {
    let page = page_of(&event.resource_kind, &event.resource_id);
    match page.filter(|route| route.needs().is_none_or(|permission| me.may(permission))) {
        Some(route) => html! { <Link href={route.href()}>{ subject(event) }</Link> },
        None => html! { { subject(event) } },
    }
}

fn what(event: &AuditEvent, me: &Me) -> Vec<(String, Html)> {
    let members: Vec<String> = event.members.iter().map(|name| member(name)).collect();
    let members = members.join(", ");
    let actor = match event.actor_id {
        Some(id) => {
            let href = Route::AuditEvents.with(&[("actor_id", &id.to_string())]);
            html! { <Link {href}>{ actor(event) }</Link> }
        }
        None => html! { { actor(event) } },
    };
    vec![
        (t("audit-actor"), actor),
        (t("audit-permission"), html! { { permission_word(&event.permission) } }),
        (t("audit-record"), record(event, me)),
        (t("audit-members"), or_dash(Some(members.as_str()).filter(|text| !text.is_empty()))),
        (member("reason"), or_dash(event.reason.as_deref().map(i18n::reason).as_deref())),
        (member("region_code"), or_dash(event.place.as_ref().map(|code| region_name(code.as_str())).as_deref())),
    ]
}

/// Whether the chain holds it already; that takes a second at most.
fn sealed(event: &AuditEvent) -> Html {
    match event.position {
        Some(position) => html! {
            <p class="line">
                <Icon glyph={Glyph::ShieldCheck} class="c-ok" />
                { tr("audit-sealed", &[("n", position.into())]) }
            </p>
        },
        None => html! { <Note tone={Tone::Info}><p>{ t("audit-not-sealed") }</p></Note> },
    }
}

fn proof(event: &AuditEvent) -> Vec<(String, Html)> {
    let code = |text: &str| html! { <code class="wrap">{ text.to_owned() }</code> };
    vec![
        (t("audit-hash"), event.hash.as_deref().map_or_else(|| or_dash(None), code)),
        (t("audit-request"), code(&event.request_id)),
        (t("audit-address"), or_dash(event.address.as_deref())),
        (t("audit-id"), code(&event.resource_id)),
    ]
}
