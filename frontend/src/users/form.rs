//! Creating and changing an account.

use crate::editor::{EditPage, Editable, Editor};
use crate::i18n::t;
use crate::route::Route;
use crate::ui::{Crumb, PageHead, Panel, Reader, TextField, Values, Width};
use contract::draft::Member;
use contract::endpoints::{CreateUser, GetUser, UpdateUser};
use contract::ids::UserId;
use contract::users::{User, UserDraft};
use yew::prelude::*;

struct UserForm;

impl Editable for UserForm {
    type View = User;
    type Draft = UserDraft;
    type Read = GetUser;
    type Create = CreateUser;
    type Update = UpdateUser;
    const NAME: &'static str = "user";

    fn values(user: &User) -> Values {
        Values::of(&[
            ("/username", &user.username),
            ("/full_name", &user.full_name),
            ("/email", user.email.as_deref().unwrap_or_default()),
        ])
    }

    fn read(reader: &mut Reader) -> UserDraft {
        let username = match reader.text("/username") {
            Member::Value(name) => Member::Value(name.to_lowercase()),
            other => other,
        };
        UserDraft { id: None, username, full_name: reader.text("/full_name"), email: reader.text("/email") }
    }

    fn name(user: &User) -> String {
        user.full_name.clone()
    }

    fn href(user: &User) -> String {
        Route::User { id: user.id }.href()
    }
}

fn fields(created: bool) -> Html {
    html! {
        <Panel>
            <TextField at="/full_name" hint={t("users-full-name-hint")} />
            <TextField
                at="/username"
                width={Width::Long}
                hint={t("users-username-hint")}
                locked={created.then(|| AttrValue::from(t("users-username-fixed")))}
            />
            <TextField at="/email" kind="email" optional=true hint={t("users-email-hint")} />
        </Panel>
    }
}

#[component]
pub fn NewUser() -> Html {
    let list = Route::Users.href();
    html! {
        <>
            <PageHead
                title={t("users-new")}
                crumbs={vec![Crumb::new(list.clone(), t("users"))]}
                lede={t("users-new-lede")}
            />
            <Editor<UserForm> cancel={list}>{ fields(false) }</Editor<UserForm>>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditUserProps {
    pub id: UserId,
}

#[component]
pub fn EditUser(props: &EditUserProps) -> Html {
    html! {
        <EditPage<UserForm>
            id={props.id.to_string()}
            title={t("users-edit")}
            above={Crumb::new(Route::Users.href(), t("users"))}
        >
            { fields(true) }
        </EditPage<UserForm>>
    }
}
