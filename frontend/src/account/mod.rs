//! My account (akun saya): who I am, my devices, my password, how it looks.

mod display;
mod sessions;

use crate::api::{use_me, use_session};
use crate::app::{held_role, sign_out};
use crate::i18n::{member, t, term};
use crate::sign_in::PasswordForm;
use crate::ui::{Address, Button, Glyph, KeyValue, Note, PageHead, Panel, Tab, Tabs, Tone, use_address};
use contract::me::Me;
use display::Display;
use sessions::Sessions;
use yew::prelude::*;

#[component]
pub fn Account() -> Html {
    let me = use_me();
    let session = use_session();
    let address = use_address();
    let onclick = Callback::from(move |()| sign_out(&session));
    let actions = html! {
        <Button glyph={Glyph::Logout} {onclick}>{ t("menu-sign-out") }</Button>
    };
    let part = match address.get("tab") {
        Some("sessions") => html! { <Sessions /> },
        Some("password") => html! {
            <Panel title={t("password-change")}>
                <p class="ink2">{ t("password-ends-others") }</p>
                <PasswordForm />
            </Panel>
        },
        Some("display") => html! { <Display /> },
        _ => overview(&me),
    };
    html! {
        <>
            <PageHead title={t("account")} lede={me.full_name.clone()} {actions} />
            <Tabs label={t("parts")} tabs={tabs(&address)} />
            { part }
        </>
    }
}

fn tabs(address: &Address) -> Vec<Tab> {
    let now = address.get("tab");
    let tab =
        |name: Option<&str>, text: String| Tab { href: address.filtered(&[("tab", name)]), text, current: now == name };
    vec![
        tab(None, t("tab-overview")),
        tab(Some("sessions"), t("sessions")),
        tab(Some("password"), member("password")),
        tab(Some("display"), t("display")),
    ]
}

fn overview(me: &Me) -> Html {
    let pairs =
        vec![(member("full_name"), html! { { &me.full_name } }), (member("username"), html! { { &me.username } })];
    let roles = me.roles.iter().map(|held| html! { <li>{ held_role(held) }</li> });
    let rights = me.permissions.iter().map(|right| html! { <li>{ term(*right) }</li> });
    html! {
        <div class="cols c-1-1">
            <Panel title={t("account-me")}>
                <KeyValue {pairs} />
                <p class="small ink2 mt-s3">{ t("account-wrong") }</p>
            </Panel>
            <Panel title={t("account-roles")}>
                if me.roles.is_empty() {
                    <Note tone={Tone::Warn}><p>{ t("account-no-role") }</p></Note>
                } else {
                    <ul class="plain">{ for roles }</ul>
                    <details class="more">
                        <summary>{ t("account-rights") }</summary>
                        <ul>{ for rights }</ul>
                    </details>
                }
            </Panel>
        </div>
    }
}
