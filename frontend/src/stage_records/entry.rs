//! Declaring that a requirement is met: the day, what happened, the evidence.

use super::requirement_name;
use crate::api::{Answer, Call, Failure, Reply, use_sender};
use crate::documents::{Progress, ScanField, use_scan};
use crate::i18n::{t, today};
use crate::ui::{
    AreaField, Button, DateField, Dialog, Form, Glyph, Kind, ProblemNote, Reader, Values, use_form, use_toast,
};
use contract::documents::DocumentKind;
use contract::draft::{Draft, Member, Purpose};
use contract::endpoints::CreateStageEntry;
use contract::problem::{FieldCode, FieldError, ProblemCode};
use contract::stage_records::{StageEntryDraft, StageRecord};
use contract::stage_templates::{Check, Requirement};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct EntryButtonProps {
    pub record: Rc<Reply<StageRecord>>,
    pub requirement: Requirement,
    /// Something was declared before.
    pub again: bool,
    pub onchange: Callback<()>,
}

#[component]
pub fn EntryButton(props: &EntryButtonProps) -> Html {
    let asking = use_state(|| false);
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    let kind = if props.again { Kind::Tertiary } else { Kind::Secondary };
    let words = match props.requirement.check {
        _ if props.again => t("stage-entry-again"),
        Check::ApprovalBy { .. } => t("stage-entry-approve"),
        Check::DocumentAttached { .. } => t("stage-entry-attach"),
        _ => t("stage-entry-add"),
    };
    html! {
        <>
            <Button small=true {kind} onclick={set(true)}>{ words }</Button>
            if *asking {
                <EntryDialog
                    record={props.record.clone()}
                    requirement={props.requirement.clone()}
                    onclose={set(false)}
                    onchange={props.onchange.clone()}
                />
            }
        </>
    }
}

/// The kind of file that a requirement asks for.
const fn document_kind(check: &Check) -> DocumentKind {
    match check {
        Check::DocumentAttached { document } => *document,
        // They may name women: whoever sees no names does not read them.
        _ => DocumentKind::Participants,
    }
}

#[derive(Properties, PartialEq)]
struct EntryDialogProps {
    record: Rc<Reply<StageRecord>>,
    requirement: Requirement,
    onclose: Callback<()>,
    onchange: Callback<()>,
}

#[component]
fn EntryDialog(props: &EntryDialogProps) -> Html {
    let check = &props.requirement.check;
    let first = || Values::of(&[("/day", &today().to_string())]);
    let form = use_form("stage_entry", first);
    let scan = use_scan(document_kind(check));
    let sender = use_sender();
    let toast = use_toast();
    let stage = &props.record.value;
    let region = stage.region_code.clone();
    let progress = scan.progress(Some(&region));
    let submit = {
        let (form, sender, requirement) = (form.clone(), sender.clone(), props.requirement.clone());
        let (id, onclose, onchange) = (stage.id.to_string(), props.onclose.clone(), props.onchange.clone());
        Callback::from(move |()| {
            let draft = match read(form.values(), &requirement, progress) {
                Ok(draft) => draft,
                Err(faults) => return form.refuse(faults),
            };
            form.refuse(Vec::new());
            let (toast, onclose, onchange) = (toast.clone(), onclose.clone(), onchange.clone());
            let done = Callback::from(move |_: Rc<Answer>| {
                onclose.emit(());
                toast.emit(t("stage-entry-added"));
                onchange.emit(());
            });
            let refused = {
                let form = form.clone();
                Callback::from(move |failure: Failure| form.refuse(failure.field_errors()))
            };
            sender.send(Call::<CreateStageEntry>::at(&[&id]).body(&draft).into(), done, refused);
        })
    };
    let failure = sender.state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    let hint = if check.needs_document() { t("stage-entry-file-needed") } else { t("stage-entry-file") };
    let foot = html! {
        <>
            <Button onclick={props.onclose.clone()}>{ t("cancel") }</Button>
            <Button kind={Kind::Primary} glyph={Glyph::Check} busy={sender.state.is_under_way()} onclick={submit.clone()}>
                { t("stage-entry-save") }
            </Button>
        </>
    };
    html! {
        <Dialog open=true title={requirement_name(&props.requirement).to_owned()}
            onclose={props.onclose.clone()} {foot}>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Form {form} onsubmit={submit}>
                <DateField at="/day" label={t("stage-entry-day")} />
                <AreaField at="/statement" label={t("stage-entry-statement")} optional={!needs_statement(check)} />
                <ScanField {scan} label={t("stage-entry-document")} region={Some(region)} {hint} optional={!check.needs_document()} />
            </Form>
        </Dialog>
    }
}

/// Without a document it is the words that tell.
const fn needs_statement(check: &Check) -> bool {
    matches!(check, Check::Declared { document: false, .. })
}

fn read(values: &Values, requirement: &Requirement, scan: Progress) -> Result<StageEntryDraft, Vec<FieldError>> {
    let mut reader = Reader::new(values);
    let day = reader.parsed("/day");
    let statement = reader.text("/statement");
    let document_id = match scan {
        Progress::Kept(id) => Some(id),
        Progress::None | Progress::Unsent => None,
    };
    let mut faults = reader.faults();
    let fault = |pointer: &str| FieldError::new(pointer, FieldCode::Required);
    if day.value().is_none() && faults.is_empty() {
        faults.push(fault("/day"));
    }
    if scan == Progress::Unsent || document_id.is_none() && requirement.check.needs_document() {
        faults.push(fault("/document_id"));
    }
    if statement.value().is_none() && document_id.is_none() && needs_statement(&requirement.check) {
        faults.push(fault("/statement"));
    }
    let Member::Value(day) = day else { return Err(faults) };
    let draft = StageEntryDraft {
        requirement: requirement.key.clone(),
        day,
        statement: statement.value().cloned(),
        document_id,
    };
    faults.extend(draft.check(Purpose::Create));
    if faults.is_empty() { Ok(draft) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::ids::DocumentId;
    use contract::stage_templates::Effect;

    fn asked(document: bool) -> Requirement {
        Requirement {
            key: "work_plan".to_owned(),
            name_id: "Rencana kerja".to_owned(),
            name_en: "Work plan".to_owned(),
            check: Check::Declared { document, interim: false, by_year: None },
            effect: Effect::Blocks,
            sources: Vec::new(),
        }
    }

    fn faults(day: &str, statement: &str, document: bool, scan: Progress) -> Vec<String> {
        let values = Values::of(&[("/day", day), ("/statement", statement)]);
        let read = read(&values, &asked(document), scan);
        read.err().unwrap_or_default().into_iter().map(|fault| fault.pointer).collect()
    }

    #[test]
    fn an_entry_names_its_day_and_what_shows_it() {
        let kept = Progress::Kept(DocumentId(uuid::Uuid::nil()));
        assert!(faults("2026-10-30", "Disepakati", false, Progress::None).is_empty());
        assert!(faults("2026-10-30", "", true, kept).is_empty());
        assert_eq!(faults("", "Disepakati", false, Progress::None), ["/day"]);
        assert_eq!(faults("30 Okt", "Disepakati", false, Progress::None), ["/day"]);
        assert_eq!(faults("2026-10-30", "", false, Progress::None), ["/statement"]);
        assert_eq!(faults("2026-10-30", "Ada", true, Progress::None), ["/document_id"]);
        assert_eq!(faults("2026-10-30", "Ada", false, Progress::Unsent), ["/document_id"]);
    }
}
