//! The files of a meeting: opened, added, taken out.

use crate::api::{Answer, Call, Failure, Reply, use_me, use_sender};
use crate::documents::{OpenDocument, Progress, ScanField, use_scan};
use crate::i18n::{choices, t, tr};
use crate::ui::{
    Button, Dialog, Form, Glyph, Icon, Kind, Panel, ProblemNote, SelectField, Values, use_form, use_toast,
};
use contract::documents::DocumentKind;
use contract::draft::Member;
use contract::endpoints::UpdateMeeting;
use contract::ids::DocumentId;
use contract::meetings::{Meeting, MeetingDraft, MeetingFile, MeetingState};
use contract::place::{RegionCode, RegionLevel};
use contract::policy::Permission;
use contract::problem::{FieldCode, FieldError, ProblemCode};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FilesProps {
    pub record: Rc<Reply<Meeting>>,
    pub works: bool,
    pub onchange: Callback<()>,
}

/// The same meeting with these files.
fn with_files(record: &Reply<Meeting>, ids: Vec<DocumentId>) -> Call<UpdateMeeting> {
    let draft = MeetingDraft { document_ids: Member::Value(ids), ..MeetingDraft::default() };
    Call::<UpdateMeeting>::at(&[&record.value.id.to_string()]).if_match(record.etag.as_deref()).body(&draft)
}

#[component]
pub fn Files(props: &FilesProps) -> Html {
    let me = use_me();
    let adding = use_state(|| false);
    let one = &props.record.value;
    let set = |to: bool| {
        let adding = adding.setter();
        Callback::from(move |()| adding.set(to))
    };
    let changes = props.works && me.may(Permission::AttachDocuments) && one.state != MeetingState::Cancelled;
    let aside = html! {
        if changes {
            <Button small=true kind={Kind::Tertiary} glyph={Glyph::FileUpload} onclick={set(true)}>
                { t("meeting-file-add") }
            </Button>
        }
    };
    let holds = |permission: Permission, fits: &dyn Fn(&RegionCode) -> bool| {
        me.roles.iter().any(|held| held.role.may(permission) && held.region_code.as_ref().is_some_and(fits))
    };
    let here = |own: &RegionCode| own.contains(&one.region_code);
    // What is of the whole city is read by whoever works in it.
    let opens = holds(Permission::ReadDocuments, &|own| here(own) || one.region_code.contains(own));
    let named = holds(Permission::SeeIdentity, &here);
    let lines = one.files.iter().map(|file| {
        let reads = opens && (named || !file.kind.is_personal());
        html! {
            <File
                key={file.document_id.to_string()}
                file={file.clone()}
                record={props.record.clone()}
                {reads}
                {changes}
                onchange={props.onchange.clone()}
            />
        }
    });
    html! {
        <Panel title={t("meeting-files")} {aside}>
            if one.files.is_empty() {
                <p class="ink2 mb-0">{ t("meeting-no-files") }</p>
            } else {
                <ul class="plain signed">{ for lines }</ul>
            }
            if *adding {
                <AddDialog record={props.record.clone()} onclose={set(false)} onchange={props.onchange.clone()} />
            }
        </Panel>
    }
}

#[derive(Properties, PartialEq)]
struct FileProps {
    file: MeetingFile,
    record: Rc<Reply<Meeting>>,
    reads: bool,
    changes: bool,
    onchange: Callback<()>,
}

#[component]
fn File(props: &FileProps) -> Html {
    let sender = use_sender();
    let toast = use_toast();
    let file = &props.file;
    let name = if file.file_name.is_empty() { crate::i18n::term(file.kind) } else { file.file_name.clone() };
    let remove = {
        let kept = props.record.value.files.iter().map(|one| one.document_id).filter(|id| *id != file.document_id);
        let call = with_files(&props.record, kept.collect());
        let (sender, onchange) = (sender.clone(), props.onchange.clone());
        Callback::from(move |()| {
            let (toast, changed, again) = (toast.clone(), onchange.clone(), onchange.clone());
            let done = Callback::from(move |_: Rc<Answer>| {
                toast.emit(t("meeting-file-removed"));
                changed.emit(());
            });
            sender.send(call.clone().into(), done, Callback::from(move |_: Failure| again.emit(())));
        })
    };
    html! {
        <li>
            <Icon glyph={Glyph::FileText} />
            <div>
                { &name }<span class="sub">{ crate::i18n::term(file.kind) }</span>
                <div class="row-wrap">
                    if props.reads {
                        <OpenDocument
                            id={file.document_id.to_string()}
                            meeting={Some(props.record.value.id)}
                            pictured={file.has_thumbnail.then(|| name.clone())}
                        />
                    }
                    if props.changes {
                        <Button small=true kind={Kind::Tertiary} glyph={Glyph::X} busy={sender.state.is_under_way()}
                            label={tr("meeting-file-remove-named", &[("name", name.clone().into())])} onclick={remove}>
                            { t("meeting-file-remove") }
                        </Button>
                    }
                </div>
                if let Some(failure) = sender.state.failure() {
                    <ProblemNote failure={failure.clone()} />
                }
            </div>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct AddDialogProps {
    record: Rc<Reply<Meeting>>,
    onclose: Callback<()>,
    onchange: Callback<()>,
}

/// What it is, first: it says who may read it.
#[component]
fn AddDialog(props: &AddDialogProps) -> Html {
    let form = use_form("meeting_file", || Values::of(&[("/kind", DocumentKind::Minutes.as_str())]));
    let kind: DocumentKind = form.values().get("/kind").parse().unwrap_or(DocumentKind::Other);
    html! {
        <AddKind key={kind.as_str()} {kind} {form} record={props.record.clone()} onclose={props.onclose.clone()} onchange={props.onchange.clone()} />
    }
}

/// What names women is kept for a kelurahan, not for a whole city.
fn kinds(region: &RegionCode) -> Vec<(String, String)> {
    let of_city = region.level() == RegionLevel::City;
    let fits = |kind: &str| kind.parse::<DocumentKind>().is_ok_and(|kind| !of_city || !kind.is_personal());
    choices::<DocumentKind>().into_iter().filter(|(kind, _)| fits(kind)).collect()
}

#[derive(Properties, PartialEq)]
struct AddKindProps {
    kind: DocumentKind,
    form: crate::ui::FormHandle,
    record: Rc<Reply<Meeting>>,
    onclose: Callback<()>,
    onchange: Callback<()>,
}

#[component]
fn AddKind(props: &AddKindProps) -> Html {
    let form = &props.form;
    let scan = use_scan(props.kind);
    let sender = use_sender();
    let toast = use_toast();
    let region = props.record.value.region_code.clone();
    let progress = scan.progress(Some(&region));
    let submit = {
        let (form, sender, record) = (form.clone(), sender.clone(), props.record.clone());
        let (onclose, onchange) = (props.onclose.clone(), props.onchange.clone());
        Callback::from(move |()| {
            let Progress::Kept(id) = progress else {
                return form.refuse(vec![FieldError::new("/document_id", FieldCode::Required)]);
            };
            form.refuse(Vec::new());
            let kept = record.value.files.iter().map(|one| one.document_id).chain([id]);
            let call = with_files(&record, kept.collect());
            let (toast, onclose, onchange) = (toast.clone(), onclose.clone(), onchange.clone());
            let done = Callback::from(move |_: Rc<Answer>| {
                onclose.emit(());
                toast.emit(t("meeting-file-added"));
                onchange.emit(());
            });
            let form = form.clone();
            sender.send(call.into(), done, Callback::from(move |failure: Failure| form.refuse(failure.field_errors())));
        })
    };
    let failure = sender.state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    let foot = html! {
        <>
            <Button onclick={props.onclose.clone()}>{ t("cancel") }</Button>
            <Button kind={Kind::Primary} glyph={Glyph::Check} busy={sender.state.is_under_way()} onclick={submit.clone()}>
                { t("meeting-file-save") }
            </Button>
        </>
    };
    html! {
        <Dialog open=true title={t("meeting-file-add-title")} onclose={props.onclose.clone()} {foot}>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Form form={form.clone()} onsubmit={submit}>
                <SelectField at="/kind" label={t("meeting-file-kind")} options={kinds(&region)} hint={t("meeting-file-kind-hint")} />
                <ScanField {scan} region={Some(region)} label={t("meeting-file")} hint={t("meeting-file-hint")} optional=false />
            </Form>
        </Dialog>
    }
}
