//! Signing in (masuk), and the first password of a new account.

mod set_password;

pub use set_password::{PasswordForm, SetPassword};

use crate::api::{Call, Failure, Reply, Sending, use_mutation, use_session};
use crate::app::{Wish, use_speak};
use crate::i18n::{language, t};
use crate::ui::{
    Button, Form, Glyph, Icon, Kind, Note, PageHead, ProblemNote, TextField, ToastArea, Tone, Values, use_form,
};
use contract::auth::{SignIn, TokenCarrier, Tokens};
use contract::draft::{Draft, Purpose};
use contract::endpoints;
use contract::problem::ProblemCode;
use contract::words::Language;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SignInPageProps {
    /// The session ended by itself while someone was working.
    pub ended: bool,
}

#[component]
pub fn SignInPage(props: &SignInPageProps) -> Html {
    let session = use_session();
    let form = use_form("sign-in", Values::default);
    let sending = use_mutation::<endpoints::SignIn>();
    let onsubmit = {
        let (form, sending) = (form.clone(), sending.clone());
        Callback::from(move |()| {
            let draft = SignIn {
                username: form.values().get("/username").trim().to_lowercase(),
                password: form.values().get("/password").to_owned(),
                refresh_in: Some(TokenCarrier::Cookie),
                device_token: None,
            };
            let faults = draft.check(Purpose::Create);
            let complete = faults.is_empty();
            form.refuse(faults);
            if complete {
                let (session, password) = (session.clone(), draft.password.clone());
                sending.send(
                    Call::new().body(&draft),
                    Callback::from(move |reply: Rc<Reply<Tokens>>| {
                        session.begin(&reply.value, &password);
                    }),
                    Callback::noop(),
                );
            }
        })
    };
    let busy = sending.state == Sending::Busy;
    html! {
        <Doorstep>
            <PageHead title={t("sign-in-title")} />
            if props.ended && sending.state == Sending::Idle {
                <Note tone={Tone::Warn}><p>{ t("sign-in-ended") }</p></Note>
            }
            if let Some(failure) = sending.state.failure() {
                { refusal(failure) }
            }
            <Form {form} {onsubmit}>
                <TextField at="/username" autocomplete="username" />
                <TextField at="/password" kind="password" autocomplete="current-password" />
                <Button kind={Kind::Primary} submit=true {busy} class="btn-block">
                    { if busy { t("sign-in-busy") } else { t("sign-in-button") } }
                </Button>
            </Form>
            <details class="more">
                <summary>{ t("sign-in-help") }</summary>
                <p>{ t("sign-in-help-text") }</p>
            </details>
        </Doorstep>
    }
}

fn refusal(failure: &Failure) -> Html {
    if failure.is(ProblemCode::InvalidCredentials) {
        return html! {
            <Note tone={Tone::Bad} alert=true>
                <p><b>{ failure.title() }</b></p>
                <p class="small">{ t("sign-in-not-locked") }</p>
            </Note>
        };
    }
    html! { <ProblemNote failure={failure.clone()} /> }
}

#[derive(Properties, PartialEq)]
pub struct DoorstepProps {
    pub children: Html,
}

/// The frame of the pages before the menu.
#[component]
pub fn Doorstep(props: &DoorstepProps) -> Html {
    html! {
        <>
            <main class="auth" id="content">
                <div class="authbox">
                    <div class="brand">
                        <span class="mark"><Icon glyph={Glyph::Plant} /></span>
                        <span>{ t("app-name") }<small>{ t("app-long-name") }</small></span>
                    </div>
                    <div class="panel"><div class="body stack">{ props.children.clone() }</div></div>
                    <LanguageSwitch />
                </div>
            </main>
            <ToastArea />
        </>
    }
}

#[component]
fn LanguageSwitch() -> Html {
    let speak = use_speak();
    let choices = [(Language::Indonesian, "Indonesia"), (Language::English, "English")];
    let items = choices.map(|(own, name)| {
        let speak = speak.clone();
        let onclick = Callback::from(move |_: MouseEvent| speak.emit(Wish { language: own, failed: Callback::noop() }));
        let current = (own == language()).then_some("true");
        html! {
            <button type="button" class="lang" lang={own.as_str()} aria-current={current} {onclick}>
                { name }
            </button>
        }
    });
    html! {
        <div class="row-wrap small" role="group" aria-label={t("language")}>{ for items }</div>
    }
}
