//! A new password: after a one-time code, or whenever one wishes.

use super::Doorstep;
use crate::api::{Call, Sending, use_me, use_mutation, use_session};
use crate::app::sign_out;
use crate::i18n::{t, tr};
use crate::ui::{Button, Form, Kind, PageHead, ProblemNote, TextField, Values, use_form, use_toast};
use contract::draft::{Draft, Purpose};
use contract::endpoints::ChangeMyPassword;
use contract::me::{PasswordChange, check_password_length};
use contract::problem::ProblemCode;
use yew::prelude::*;

/// The only page one sees until the first password is set.
#[component]
pub fn SetPassword() -> Html {
    let session = use_session();
    let code = {
        let session = session.clone();
        use_memo((), move |()| session.take_code())
    };
    let onsignout = {
        let session = session.clone();
        Callback::from(move |()| sign_out(&session))
    };
    html! {
        <Doorstep>
            <PageHead title={t("set-password-title")} lede={t("set-password-lede")} />
            <PasswordForm code={(*code).clone()} label={t("set-password-code")} />
            <Button kind={Kind::Tertiary} onclick={onsignout}>{ t("menu-sign-out") }</Button>
        </Doorstep>
    }
}

#[derive(Properties, PartialEq)]
pub struct PasswordFormProps {
    /// The present password, where it is known already.
    #[prop_or_default]
    pub code: Option<AttrValue>,
    /// What the present password is called.
    #[prop_or_default]
    pub label: Option<AttrValue>,
}

impl PasswordFormProps {
    fn read(&self, values: &Values) -> PasswordChange {
        let typed = values.get("/current_password");
        let current = self.code.as_deref().unwrap_or(typed);
        PasswordChange { current_password: current.to_owned(), new_password: values.get("/new_password").to_owned() }
    }
}

#[component]
pub fn PasswordForm(props: &PasswordFormProps) -> Html {
    let session = use_session();
    let me = use_me();
    let toast = use_toast();
    let form = use_form("password", Values::default);
    let sending = use_mutation::<ChangeMyPassword>();
    let min = me.min_password_length;
    let onsubmit = {
        let (form, sending, props) = (form.clone(), sending.clone(), props.code.clone());
        let props = PasswordFormProps { code: props, label: None };
        Callback::from(move |()| {
            let draft = props.read(form.values());
            let mut faults = check_password_length(&draft.new_password, usize::try_from(min).unwrap_or_default());
            faults.extend(draft.check(Purpose::Change));
            let complete = faults.is_empty();
            form.refuse(faults);
            if !complete {
                return;
            }
            let done = {
                let (session, toast, form) = (session.clone(), toast.clone(), form.clone());
                Callback::from(move |_| {
                    form.reset(Values::default());
                    toast.emit(t("password-saved"));
                    session.renew();
                })
            };
            let failed = {
                let form = form.clone();
                Callback::from(move |failure: crate::api::Failure| {
                    form.refuse(failure.field_errors());
                })
            };
            sending.send(Call::new().body(&draft), done, failed);
        })
    };
    let busy = sending.state == Sending::Busy;
    let failure = sending.state.failure();
    let failure = failure.filter(|failure| !failure.is(ProblemCode::InvalidFields));
    html! {
        <>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Form {form} {onsubmit}>
                <input type="text" autocomplete="username" value={me.username.clone()} hidden=true readonly=true />
                if props.code.is_none() {
                    <TextField
                        at="/current_password"
                        label={props.label.clone()}
                        kind="password"
                        autocomplete="current-password"
                    />
                }
                <TextField
                    at="/new_password"
                    kind="password"
                    autocomplete="new-password"
                    hint={tr("password-hint", &[("min", min.into())])}
                />
                <Button kind={Kind::Primary} submit=true {busy}>{ t("password-save") }</Button>
            </Form>
        </>
    }
}
