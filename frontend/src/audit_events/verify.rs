//! Having the chain of the trail walked from its beginning.

use crate::api::{Call, Reply, use_mutation};
use crate::i18n::{t, term, tr};
use crate::ui::{Button, Form, Glyph, Icon, Panel, ProblemNote, TextField, Values, Width, use_form};
use contract::audit_events::{Verification, VerificationDraft};
use contract::draft::{Draft, Purpose};
use contract::endpoints::VerifyAuditTrail;
use contract::problem::ProblemCode;
use std::rc::Rc;
use yew::prelude::*;

/// For the auditor: the chain alone, or against a head that was kept elsewhere.
#[component]
pub fn VerifyTrail() -> Html {
    let form = use_form("verify-trail", Values::default);
    let sending = use_mutation::<VerifyAuditTrail>();
    let found = use_state(|| None::<Verification>);
    let submit = {
        let (form, sending, found) = (form.clone(), sending.clone(), found.setter());
        Callback::from(move |()| {
            let head = form.values().get("/head").trim().to_owned();
            let draft = VerificationDraft { head: (!head.is_empty()).then_some(head) };
            let faults = draft.check(Purpose::Create);
            let complete = faults.is_empty();
            form.refuse(faults);
            if complete {
                found.set(None);
                let found = found.clone();
                let done = Callback::from(move |reply: Rc<Reply<Verification>>| found.set(Some(reply.value.clone())));
                sending.send(Call::at(&[]).body(&draft), done, Callback::noop());
            }
        })
    };
    let failure = sending.state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    html! {
        <Panel title={t("audit-verify")}>
            <p>{ t("audit-verify-text") }</p>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Form {form} onsubmit={submit.clone()} class="stack">
                <TextField at="/head" optional=true width={Width::Long} hint={t("audit-verify-hint")} />
                <div>
                    <Button glyph={Glyph::FileSearch} busy={sending.state.is_under_way()} onclick={submit}>
                        { t("audit-verify-now") }
                    </Button>
                </div>
            </Form>
            if let Some(found) = &*found {
                <div role="status" class="mt-s3">{ told(found) }</div>
            }
        </Panel>
    }
}

fn told(found: &Verification) -> Html {
    let links = [("n", found.links.into())];
    let (glyph, class, words) = match found.fault {
        None => (Glyph::CircleCheck, "c-ok", tr("audit-whole", &links)),
        Some(fault) => (
            Glyph::AlertTriangle,
            "c-bad",
            tr("audit-broken", &[("n", (found.links + 1).into()), ("fault", term(fault).into())]),
        ),
    };
    html! {
        <>
            <p class="line"><Icon {glyph} {class} /><b>{ words }</b></p>
            if found.waiting > 0 {
                <p class="hint">{ tr("audit-waiting", &[("n", found.waiting.into())]) }</p>
            }
            <p class="hint">{ t("audit-head-keep") }<br /><code class="num">{ &found.head }</code></p>
        </>
    }
}
