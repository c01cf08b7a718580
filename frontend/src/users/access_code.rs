//! The one-time access code: issued here, shown once, handed over in person.

use crate::api::{Call, Reply, Sending, use_mutation};
use crate::i18n::{self, t, tr};
use crate::ui::{Button, Dialog, Glyph, Kind, Note, ProblemNote, Tone, browser, use_toast};
use contract::endpoints::IssueAccessCode;
use contract::users::{AccessCode, User, UserState};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct IssueCodeProps {
    pub user: User,
    pub onchange: Callback<()>,
}

/// The button, the question and the code.
#[component]
pub fn IssueCode(props: &IssueCodeProps) -> Html {
    let open = use_state(|| false);
    let code = use_state(|| None::<Rc<AccessCode>>);
    let sending = use_mutation::<IssueAccessCode>();
    let user = &props.user;
    let close = {
        let (open, code, onchange) = (open.setter(), code.clone(), props.onchange.clone());
        Callback::from(move |()| {
            open.set(false);
            if code.is_some() {
                code.set(None);
                onchange.emit(());
            }
        })
    };
    let issue = {
        let (sending, code, id) = (sending.clone(), code.setter(), user.id.to_string());
        Callback::from(move |()| {
            let code = code.clone();
            let done = Callback::from(move |reply: Rc<Reply<AccessCode>>| {
                code.set(Some(Rc::new(reply.value.clone())));
            });
            sending.send(Call::at(&[&id]), done, Callback::noop());
        })
    };
    let show = {
        let open = open.setter();
        Callback::from(move |()| open.set(true))
    };
    let reason = (user.state == UserState::Disabled).then(|| AttrValue::from(t("code-disabled")));
    let busy = sending.state == Sending::Busy;
    let foot = if code.is_some() {
        html! { <Button kind={Kind::Primary} onclick={close.clone()}>{ t("code-handed-over") }</Button> }
    } else {
        html! {
            <>
                <Button onclick={close.clone()}>{ t("cancel") }</Button>
                <Button kind={Kind::Primary} {busy} onclick={issue}>{ t("code-issue") }</Button>
            </>
        }
    };
    html! {
        <>
            <Button glyph={Glyph::Key} {reason} onclick={show}>{ t("code-issue") }</Button>
            <Dialog open={*open} title={tr("code-title", &[("name", user.full_name.as_str().into())])} onclose={close} {foot}>
                if let Some(failure) = sending.state.failure() {
                    <ProblemNote failure={failure.clone()} />
                }
                if let Some(code) = code.as_ref() {
                    <Shown code={code.clone()} username={user.username.clone()} />
                } else {
                    <p>{ question(user.state) }</p>
                }
            </Dialog>
        </>
    }
}

fn question(state: UserState) -> String {
    match state {
        UserState::Active => t("code-question-active"),
        UserState::Invited | UserState::Disabled => t("code-question"),
    }
}

#[derive(Properties, PartialEq)]
struct ShownProps {
    code: Rc<AccessCode>,
    username: AttrValue,
}

#[component]
fn Shown(props: &ShownProps) -> Html {
    let toast = use_toast();
    let AccessCode { code, expires_at } = &*props.code;
    let copy = {
        let code = code.clone();
        Callback::from(move |()| {
            let (code, toast) = (code.clone(), toast.clone());
            spawn_local(async move {
                let copied = browser::copy(&code).await;
                toast.emit(if copied { t("copied") } else { t("copy-failed") });
            });
        })
    };
    html! {
        <div class="stack" role="status">
            <p>{ tr("code-for", &[("username", props.username.as_str().into())]) }</p>
            <p class="code-once num"><output id="access-code">{ code }</output></p>
            <Button glyph={Glyph::Copy} onclick={copy}>{ t("copy") }</Button>
            <p class="small ink2">
                { tr("code-expires", &[("time", i18n::moment(*expires_at).into())]) }
            </p>
            <Note tone={Tone::Warn}><p>{ t("code-once") }</p></Note>
        </div>
    }
}
