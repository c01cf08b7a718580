//! The devices I am signed in on, and ending one of them.

use crate::api::{Call, Reply, Sending, use_mutation, use_query};
use crate::i18n::{t, tr};
use crate::ui::{
    Badge, Button, Cell, Column, Dialog, Glyph, Kind, LIMIT, Moment, Panel, ProblemNote, Row, Table, Tone, WhenEmpty,
    listing, use_address, use_toast,
};
use contract::endpoints::{EndMySession, ListMySessions};
use contract::me::Session;
use std::rc::Rc;
use yew::prelude::*;

#[component]
pub fn Sessions() -> Html {
    let address = use_address();
    let query = use_query(Call::<ListMySessions>::new().paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let when_empty = WhenEmpty { glyph: Glyph::Devices, title: t("sessions-empty"), text: t("sessions-lede") };
    let reload = query.reload.clone();
    let rows = listing(&query, &address, false, when_empty, |sessions| table(sessions, &reload, busy));
    html! {
        <Panel title={t("sessions")} flush=true>
            <p class="ink2 panel-text">{ t("sessions-lede") }</p>
            { rows }
        </Panel>
    }
}

fn table(sessions: &[Session], reload: &Callback<()>, busy: bool) -> Html {
    let columns = vec![
        Column::new(t("session-device")),
        Column::new(t("session-last-used")).labelled().whole(),
        Column::new(t("session-started")).labelled().whole(),
        Column::new(t("session-address")).labelled(),
        Column::new(t("session-end-label")),
    ];
    let rows = sessions.iter().map(|session| Row {
        key: session.id.to_string(),
        cells: vec![
            Cell::text(session.device.clone()),
            Cell::new(html! { <Moment at={session.last_used_at} ago=true /> }),
            Cell::new(html! { <Moment at={session.started_at} /> }),
            Cell::text(session.address.clone()),
            Cell::new(html! { <End session={session.clone()} onchange={reload} /> }),
        ],
    });
    html! {
        <Table caption={t("sessions")} {columns} rows={rows.collect::<Vec<_>>()} {busy} />
    }
}

#[derive(Properties, PartialEq)]
struct EndProps {
    session: Session,
    onchange: Callback<()>,
}

/// This device says that it is this device; others can be signed out.
#[component]
fn End(props: &EndProps) -> Html {
    let asking = use_state(|| false);
    let sending = use_mutation::<EndMySession>();
    let toast = use_toast();
    let session = &props.session;
    if session.current {
        return html! { <Badge tone={Tone::Ok} glyph={Glyph::Check} text={t("session-this")} /> };
    }
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    let end = {
        let (sending, close, changed) = (sending.clone(), set(false), props.onchange.clone());
        let id = session.id.to_string();
        Callback::from(move |()| {
            let (toast, close, changed) = (toast.clone(), close.clone(), changed.clone());
            let done = Callback::from(move |_: Rc<Reply<()>>| {
                close.emit(());
                toast.emit(t("session-ended"));
                changed.emit(());
            });
            sending.send(Call::at(&[&id]), done, Callback::noop());
        })
    };
    let busy = sending.state == Sending::Busy;
    let foot = html! {
        <>
            <Button onclick={set(false)}>{ t("cancel") }</Button>
            <Button kind={Kind::Danger} {busy} onclick={end}>{ t("session-end") }</Button>
        </>
    };
    let label = tr("session-end-of", &[("device", session.device.as_str().into())]);
    html! {
        <>
            <Button small=true {label} onclick={set(true)}>{ t("session-end") }</Button>
            <Dialog open={*asking} title={t("session-end-title")} onclose={set(false)} {foot}>
                if let Some(failure) = sending.state.failure() {
                    <ProblemNote failure={failure.clone()} />
                }
                <p>{ tr("session-end-text", &[("device", session.device.as_str().into())]) }</p>
            </Dialog>
        </>
    }
}
