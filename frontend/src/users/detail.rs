//! One account: who it is, the roles it holds, what was changed on it.

use super::access_code::IssueCode;
use super::state_badge;
use crate::api::{Call, Reply, use_me, use_query};
use crate::app::held_role;
use crate::editor::ReasonDialog;
use crate::history::ChangeHistory;
use crate::i18n::{member, t, tr};
use crate::role_assignments::UserRoles;
use crate::route::Route;
use crate::ui::{
    Address, Button, Crumb, Glyph, KeyValue, Kind, LinkButton, Moment, Note, PageHead, Panel, Tab, Tabs, Tone, or_dash,
    use_address, waiting,
};
use contract::endpoints::{DisableUser, EnableUser, GetUser, ListUserHistory};
use contract::ids::UserId;
use contract::users::{User, UserState};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct UserDetailProps {
    pub id: UserId,
}

#[component]
pub fn UserDetail(props: &UserDetailProps) -> Html {
    let query = use_query(Call::<GetUser>::at(&[&props.id.to_string()]));
    let address = use_address();
    let crumbs = vec![Crumb::new(Route::Users.href(), t("users"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("user"), crumbs, &query);
    };
    let user = &record.value;
    let meta = vec![state_badge(user.state), html! { { &user.username } }];
    let actions = html! { <Actions record={record.clone()} onchange={query.reload.clone()} /> };
    html! {
        <>
            <PageHead title={user.full_name.clone()} {crumbs} {meta} {actions} />
            <Tabs label={t("parts")} tabs={tabs(&address)} />
            { part(&address, user) }
        </>
    }
}

fn tabs(address: &Address) -> Vec<Tab> {
    let now = address.get("tab");
    let tab =
        |name: Option<&str>, text: String| Tab { href: address.filtered(&[("tab", name)]), text, current: now == name };
    vec![tab(None, t("tab-overview")), tab(Some("roles"), t("tab-roles")), tab(Some("history"), t("history"))]
}

fn part(address: &Address, user: &User) -> Html {
    match address.get("tab") {
        Some("history") => {
            let call = Call::<ListUserHistory>::at(&[&user.id.to_string()]);
            html! { <ChangeHistory {call} address={address.clone()} /> }
        }
        Some("roles") => html! { <UserRoles user={user.clone()} /> },
        _ => overview(user),
    }
}

fn overview(user: &User) -> Html {
    let last = user.last_sign_in_at.map_or_else(|| html! { { t("users-never") } }, |at| html! { <Moment {at} /> });
    let mut pairs = vec![
        (member("full_name"), html! { { &user.full_name } }),
        (member("username"), html! { { &user.username } }),
        (member("email"), or_dash(user.email.as_deref())),
        (t("users-last-sign-in"), last),
        (t("created-at"), html! { <Moment at={user.created_at} /> }),
    ];
    if let Some(reason) = &user.state_reason {
        pairs.push((member("state_reason"), html! { { reason } }));
    }
    let roles = user.roles.iter().map(|held| html! { <li>{ held_role(held) }</li> });
    html! {
        <div class="cols c-1-1">
            <Panel title={t("user-account")}><KeyValue {pairs} /></Panel>
            <Panel title={t("user-roles-today")}>
                if user.roles.is_empty() {
                    <Note tone={Tone::Warn}><p>{ t("user-no-role-note") }</p></Note>
                } else {
                    <ul class="plain">{ for roles }</ul>
                }
                <LinkButton
                    href={Route::NewRoleAssignment { id: user.id }.href()}
                    glyph={Glyph::Plus}
                    class="mt-s3"
                >
                    { t("role-give") }
                </LinkButton>
            </Panel>
        </div>
    }
}

#[derive(Properties)]
struct ActionsProps {
    record: Rc<Reply<User>>,
    onchange: Callback<()>,
}

impl PartialEq for ActionsProps {
    fn eq(&self, other: &Self) -> bool {
        self.record == other.record && self.onchange == other.onchange
    }
}

#[component]
fn Actions(props: &ActionsProps) -> Html {
    let me = use_me();
    let asking = use_state(|| false);
    let user = &props.record.value;
    let ask = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(true))
    };
    let onclose = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(false))
    };
    let own = (user.id == me.id).then(|| AttrValue::from(t("user-disable-own")));
    let turn = if user.state == UserState::Disabled {
        html! { <Button glyph={Glyph::UserCheck} onclick={ask}>{ t("user-enable") }</Button> }
    } else {
        html! {
            <Button kind={Kind::Danger} glyph={Glyph::UserOff} reason={own} onclick={ask}>
                { t("user-disable") }
            </Button>
        }
    };
    html! {
        <>
            <LinkButton href={Route::EditUser { id: user.id }.href()} glyph={Glyph::Edit}>
                { t("edit") }
            </LinkButton>
            <IssueCode user={user.clone()} onchange={props.onchange.clone()} />
            { turn }
            { turn_dialog(props, *asking, onclose) }
        </>
    }
}

fn turn_dialog(props: &ActionsProps, open: bool, onclose: Callback<()>) -> Html {
    let Reply { value: user, etag } = &*props.record;
    let id = user.id.to_string();
    let name = [("name", user.full_name.as_str().into())];
    let onchange = props.onchange.clone();
    if user.state == UserState::Disabled {
        html! {
            <ReasonDialog
                {open}
                title={tr("user-enable-title", &name)}
                text={t("user-enable-text")}
                action={t("user-enable")}
                done={tr("user-enabled", &name)}
                call={Call::<EnableUser>::at(&[&id]).if_match(etag.as_deref())}
                {onclose}
                {onchange}
            />
        }
    } else {
        html! {
            <ReasonDialog
                {open}
                title={tr("user-disable-title", &name)}
                text={t("user-disable-text")}
                action={t("user-disable")}
                done={tr("user-disabled", &name)}
                kind={Kind::Danger}
                call={Call::<DisableUser>::at(&[&id]).if_match(etag.as_deref())}
                {onclose}
                {onchange}
            />
        }
    }
}
