//! Putting the women that are ticked forward for a locus.

use crate::api::{Answer, Call, use_query_if, use_sender};
use crate::beneficiaries::name_of;
use crate::editor::Outcome;
use crate::i18n::{language, t, tr};
use crate::loci::title;
use crate::ui::{Button, Dialog, Form, Glyph, Kind, ProblemNote, Reader, SelectField, Values, use_form};
use contract::beneficiaries::Beneficiary;
use contract::endpoints::{CreateEnrolments, ListLoci};
use contract::enrolments::{EnrolmentDraft, Enrolments};
use contract::ids::{BeneficiaryId, LocusId};
use contract::loci::Filter;
use contract::page::{MAX_LIMIT, Paging};
use contract::problem::{FieldCode, FieldError, ProblemCode};
use contract::words::problem_title;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, Clone, PartialEq)]
pub struct ProposeStepProps {
    pub chosen: Vec<Beneficiary>,
    pub ondone: Callback<Vec<Outcome>>,
}

/// A button, and a dialog that asks for which locus.
#[component]
pub fn ProposeStep(props: &ProposeStepProps) -> Html {
    let open = use_state(|| false);
    let set = |to: bool| {
        let open = open.setter();
        Callback::from(move |()| open.set(to))
    };
    let n = [("n", props.chosen.len().into())];
    html! {
        <>
            <Button glyph={Glyph::Flag} onclick={set(true)}>{ tr("enrolments-propose", &n) }</Button>
            <ProposeDialog open={*open} props={props.clone()} onclose={set(false)} />
        </>
    }
}

#[derive(Properties, Clone, PartialEq)]
struct ProposeDialogProps {
    open: bool,
    props: ProposeStepProps,
    onclose: Callback<()>,
}

#[component]
fn ProposeDialog(props: &ProposeDialogProps) -> Html {
    let ProposeDialogProps { open, props, onclose } = props;
    let form = use_form("enrolment", Values::default);
    let sender = use_sender();
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let query = use_query_if(open.then(|| Call::<ListLoci>::new().query(&Filter::default()).paging(&paging)));
    let loci = query.value().map(|page| page.items.as_slice()).unwrap_or_default();
    let options: Vec<(String, String)> =
        loci.iter().map(|one| (one.id.to_string(), format!("{} · {}", title(one), one.programme_name))).collect();
    let submit = {
        let (form, sender, chosen) = (form.clone(), sender.clone(), props.chosen.clone());
        let (ondone, onclose) = (props.ondone.clone(), onclose.clone());
        Callback::from(move |()| {
            let locus = Reader::new(form.values()).parsed::<LocusId>("/locus_id").over(None);
            let Some(locus_id) = locus else {
                form.refuse(vec![FieldError::new("/locus_id", FieldCode::Required)]);
                return;
            };
            let body = EnrolmentDraft { locus_id, ids: chosen.iter().map(|woman| woman.id).collect() };
            let (names, ondone, onclose) = (chosen.clone(), ondone.clone(), onclose.clone());
            let done = Callback::from(move |answer: Rc<Answer>| {
                onclose.emit(());
                if let Ok(reply) = answer.read::<Enrolments>() {
                    ondone.emit(told(&names, &reply.value));
                }
            });
            let form = form.clone();
            let failed = Callback::from(move |failure: crate::api::Failure| form.refuse(failure.field_errors()));
            sender.send(Call::<CreateEnrolments>::new().body(&body).into(), done, failed);
        })
    };
    let n = [("n", props.chosen.len().into())];
    let foot = html! {
        <>
            <Button onclick={onclose.clone()}>{ t("cancel") }</Button>
            <Button kind={Kind::Primary} busy={sender.state.is_under_way()} onclick={submit.clone()}>
                { tr("enrolments-propose", &n) }
            </Button>
        </>
    };
    let names: Vec<String> = props.chosen.iter().map(name_of).collect();
    let failure = sender.state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    html! {
        <Dialog open={*open} title={tr("enrolments-propose-title", &n)} onclose={onclose.clone()} {foot}>
            <p>{ names.join(", ") }</p>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Form {form} onsubmit={submit}>
                <SelectField at="/locus_id" {options} loading={query.busy} hint={t("enrolments-locus-hint")} />
            </Form>
        </Dialog>
    }
}

/// What came of it, woman by woman.
fn told(chosen: &[Beneficiary], answers: &Enrolments) -> Vec<Outcome> {
    let name = |id: BeneficiaryId| chosen.iter().find(|woman| woman.id == id).map(name_of).unwrap_or_default();
    let told = answers.results.iter().map(|one| match one.refusal {
        Some(ProblemCode::AlreadyExists) => Outcome::refused(name(one.id), t("enrolments-already")),
        Some(code) => Outcome::refused(name(one.id), problem_title(language(), code)),
        None => Outcome::done(name(one.id), t("enrolments-proposed")),
    });
    told.collect()
}
