//! Deciding on the women chosen, and what came of it for each.

use crate::api::{Answer, Call, Sender, use_me, use_sender};
use crate::beneficiaries::name_of;
use crate::documents::{Progress, Scan, ScanField, use_scan};
use crate::editor::Outcome;
use crate::i18n::{language, t, today, tr};
use crate::reference::use_codes;
use crate::ui::{
    AreaField, Button, DateField, Dialog, Form, FormHandle, Glyph, Kind, ProblemNote, Reader, SelectField, TextField,
    Values, Width, use_form,
};
use contract::beneficiaries::{Beneficiary, Status};
use contract::code_lists::CodeList;
use contract::documents::DocumentKind;
use contract::draft::{Draft, Purpose};
use contract::eligibility::EligibilityAnswer;
use contract::endpoints::CreateValidations;
use contract::ids::{BeneficiaryId, DocumentId};
use contract::place::RegionCode;
use contract::policy::Permission;
use contract::problem::{FieldCode, FieldError, ProblemCode};
use contract::validations::{Decision, Decisions, ValidationDraft};
use contract::words::problem_title;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    pub id: BeneficiaryId,
    pub name: String,
    /// Her kelurahan.
    pub region: RegionCode,
    /// What the rules say of her.
    pub eligibility: EligibilityAnswer,
    /// She is validated already, for some year.
    pub validated: bool,
}

impl Chosen {
    pub fn of(woman: &Beneficiary) -> Self {
        Self {
            id: woman.id,
            name: name_of(woman),
            region: woman.region_code.clone(),
            eligibility: woman.eligibility,
            validated: woman.status == Status::Validated,
        }
    }
}

/// The kelurahan of all who are chosen, where it is one.
fn one_region(chosen: &[Chosen]) -> Option<&RegionCode> {
    let region = &chosen.first()?.region;
    chosen.iter().all(|one| one.region == *region).then_some(region)
}

/// How many of them the rules do not say yes to: validating those takes a reason.
fn not_eligible(chosen: &[Chosen]) -> usize {
    chosen.iter().filter(|one| one.eligibility != EligibilityAnswer::Eligible).count()
}

#[derive(Properties, PartialEq)]
pub struct DecideBarProps {
    pub chosen: Vec<Chosen>,
    pub ondone: Callback<Vec<Outcome>>,
}

fn first() -> Values {
    let day = today();
    Values::of(&[("/programme_year", &day.year().to_string()), ("/document_date", &day.to_string())])
}

/// Two buttons, and a dialog that asks what goes on the record. Number, day and
/// scan of the document stay for the next woman.
#[component]
pub fn DecideBar(props: &DecideBarProps) -> Html {
    let me = use_me();
    let asking = use_state(|| None::<Decision>);
    let form = use_form("decision", first);
    let scan = use_scan(DocumentKind::SignedList);
    let reason = if !me.may(Permission::ValidateBeneficiaries) {
        Some(AttrValue::from(t("validations-withheld")))
    } else if props.chosen.is_empty() {
        Some(AttrValue::from(t("decide-choose")))
    } else {
        None
    };
    // What stands is withdrawn with its own reason, not refused beside it.
    let stands = props.chosen.iter().any(|one| one.validated).then(|| AttrValue::from(t("decide-stands")));
    let refusing = reason.clone().or(stands);
    let ask = |decision: Option<Decision>| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(decision))
    };
    let n = props.chosen.len();
    html! {
        <>
            <div class="row-wrap">
                <Button glyph={Glyph::X} reason={refusing} onclick={ask(Some(Decision::Refused))}>
                    { t("decide-refuse") }
                </Button>
                <Button kind={Kind::Primary} glyph={Glyph::Check} {reason} onclick={ask(Some(Decision::Validated))}>
                    { tr("decide-validate", &[("n", n.into())]) }
                </Button>
            </div>
            <DecideDialog
                outcome={*asking}
                chosen={props.chosen.clone()}
                {form}
                {scan}
                onclose={ask(None)}
                ondone={props.ondone.clone()}
            />
        </>
    }
}

#[derive(Properties, Clone, PartialEq)]
struct DecideDialogProps {
    outcome: Option<Decision>,
    chosen: Vec<Chosen>,
    form: FormHandle,
    scan: Scan,
    onclose: Callback<()>,
    ondone: Callback<Vec<Outcome>>,
}

#[component]
fn DecideDialog(props: &DecideDialogProps) -> Html {
    let me = use_me();
    let codes = use_codes();
    let DecideDialogProps { form, scan, onclose, .. } = props;
    let sending = use_sender();
    let refusing = props.outcome == Some(Decision::Refused);
    let submit = submit(props.clone(), sending.clone());
    let names: Vec<&str> = props.chosen.iter().map(|one| one.name.as_str()).collect();
    let n = [("n", props.chosen.len().into())];
    let (title, action) = if refusing {
        (tr("decide-refuse-title", &n), t("decide-refuse-now"))
    } else {
        (tr("decide-validate-title", &n), tr("decide-validate", &n))
    };
    let against = not_eligible(&props.chosen);
    let region = one_region(&props.chosen);
    let unsent = scan.progress(region) == Progress::Unsent;
    let foot = html! {
        <>
            <Button onclick={onclose.clone()}>{ t("cancel") }</Button>
            <Button
                kind={if refusing { Kind::Danger } else { Kind::Primary }}
                busy={sending.state.is_under_way()}
                reason={unsent.then(|| AttrValue::from(t("scan-unsent")))}
                onclick={submit.clone()}
            >
                { action }
            </Button>
        </>
    };
    let failure = sending.state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    html! {
        <Dialog open={props.outcome.is_some()} {title} onclose={onclose.clone()} {foot}>
            <p>{ names.join(", ") }</p>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Form form={form.clone()} onsubmit={submit} class="stack">
                if refusing {
                    <SelectField at="/reason_code" options={codes.options(CodeList::RefusalReason)} />
                    <AreaField at="/reason" optional=true hint={t("decide-reason-hint")} />
                } else if against > 0 {
                    <AreaField at="/reason" hint={tr("decide-reason-needed", &[("n", against.into())])} />
                }
                <TextField at="/document_number" optional=true width={Width::Long} hint={t("decide-document-hint")} />
                <DateField at="/document_date" optional=true />
                if me.may(Permission::AttachDocuments) {
                    <ScanField scan={scan.clone()} region={region.cloned()} hint={t("scan-hint")} />
                }
                <TextField at="/programme_year" width={Width::Short} />
            </Form>
        </Dialog>
    }
}

fn draft(props: &DecideDialogProps, outcome: Decision) -> (ValidationDraft, Vec<FieldError>) {
    let mut reader = Reader::new(props.form.values());
    let refusing = outcome == Decision::Refused;
    let against = !refusing && not_eligible(&props.chosen) > 0;
    let draft = ValidationDraft {
        ids: props.chosen.iter().map(|one| one.id).collect(),
        programme_year: reader.parsed("/programme_year").over(None).unwrap_or_default(),
        outcome,
        reason_code: reader.text("/reason_code").over(None).filter(|_| refusing),
        reason: reader.text("/reason").over(None).filter(|_| refusing || against),
        document_number: reader.text("/document_number").over(None),
        document_date: reader.parsed("/document_date").over(None),
        document_id: document(props),
    };
    let mut faults = reader.faults();
    faults.extend(draft.check(Purpose::Create));
    if against && draft.reason.is_none() {
        faults.push(FieldError::new("/reason", FieldCode::Required));
    }
    (draft, faults)
}

/// The scan, once the server has it.
fn document(props: &DecideDialogProps) -> Option<DocumentId> {
    match props.scan.progress(one_region(&props.chosen)) {
        Progress::Kept(id) => Some(id),
        Progress::None | Progress::Unsent => None,
    }
}

fn submit(props: DecideDialogProps, sending: Sender) -> Callback<()> {
    Callback::from(move |()| {
        let Some(outcome) = props.outcome else { return };
        // Enter in a field must not send the decision without its scan.
        if props.scan.progress(one_region(&props.chosen)) == Progress::Unsent {
            return;
        }
        let (body, faults) = draft(&props, outcome);
        let complete = faults.is_empty();
        props.form.refuse(faults);
        if !complete {
            return;
        }
        let (chosen, ondone, onclose) = (props.chosen.clone(), props.ondone.clone(), props.onclose.clone());
        let kept = props.form.clone();
        let done = Callback::from(move |answer: Rc<Answer>| {
            kept.set("/reason", "");
            onclose.emit(());
            if let Ok(reply) = answer.read::<Decisions>() {
                ondone.emit(told(&chosen, outcome, &reply.value));
            }
        });
        let form = props.form.clone();
        let failed = Callback::from(move |failure: crate::api::Failure| form.refuse(failure.field_errors()));
        sending.send(Call::<CreateValidations>::new().body(&body).into(), done, failed);
    })
}

/// What came of the decision, woman by woman.
fn told(chosen: &[Chosen], decision: Decision, decisions: &Decisions) -> Vec<Outcome> {
    let name = |id: BeneficiaryId| chosen.iter().find(|one| one.id == id).map(|one| one.name.clone());
    let told = decisions.results.iter().map(|one| {
        let name = name(one.id).unwrap_or_default();
        match (one.refusal, decision) {
            (Some(code), _) => Outcome::refused(name, problem_title(language(), code)),
            (None, Decision::Validated) => Outcome::done(name, t("decided-validated")),
            (None, Decision::Refused) => {
                Outcome { glyph: Glyph::Ban, class: "c-bad", ..Outcome::done(name, t("decided-refused")) }
            }
        }
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_is_asked_for_where_all_are_of_one_kelurahan() {
        let of = |code: &str| Chosen {
            id: uuid::Uuid::nil().into(),
            name: "Siti".to_owned(),
            region: code.parse().unwrap(),
            eligibility: EligibilityAnswer::Eligible,
            validated: false,
        };
        let (own, other) = (of("32.75.03.1004"), of("32.75.03.1006"));
        assert_eq!(one_region(&[]), None);
        assert_eq!(one_region(&[own.clone(), own.clone()]), Some(&own.region));
        assert_eq!(one_region(&[own, other]), None);
    }
}
