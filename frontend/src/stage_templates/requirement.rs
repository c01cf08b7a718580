//! Changing one requirement of a draft.

use super::chain::roles;
use super::detail::written;
use super::requirement_values::{KINDS, here, kind_word, read, values};
use crate::api::{Answer, Failure, Reply, Sender, Wire, use_sender};
use crate::i18n::{choices, t, tr};
use crate::stage_records::numbered;
use crate::ui::form::use_fields;
use crate::ui::{
    Button, CheckField, Dialog, Form, FormHandle, Glyph, Kind, ProblemNote, SelectField, TextField, Values, Width,
    use_form,
};
use contract::documents::DocumentKind;
use contract::meetings::MeetingKind;
use contract::policy::Permission;
use contract::problem::ProblemCode;
use contract::region_facts::RegionFactKind;
use contract::stage_templates::{Effect, LocusCount, RecordKind, Requirement, StageDefinition, StageTemplate};
use std::rc::Rc;
use yew::prelude::*;

#[component]
fn Fields() -> Html {
    let form = use_fields();
    let kinds: Vec<(String, String)> = KINDS.iter().map(|kind| ((*kind).to_owned(), kind_word(kind))).collect();
    let label = |text: String| AttrValue::from(text);
    let measures = || {
        html! {
            <SelectField at="/measure" label={label(t("requirement-measure"))} options={choices::<LocusCount>()} />
        }
    };
    let own = match form.values().get("/kind") {
        "record_exists" => html! {
            <SelectField at="/record" label={label(t("requirement-record"))} options={choices::<RecordKind>()} />
        },
        "count_at_least" => html! {
            <>{ measures() }<TextField at="/count" width={Width::Short} label={label(t("requirement-count"))} /></>
        },
        "share_at_least" => html! {
            <>
                { measures() }
                <TextField at="/percent" width={Width::Short} label={label(t("requirement-percent"))} />
                <TextField at="/warns_below" width={Width::Short} optional=true label={label(t("requirement-warns-below"))} />
            </>
        },
        "document_attached" => html! {
            <SelectField at="/document_kind" label={label(t("requirement-document"))} options={choices::<DocumentKind>()} />
        },
        "approval_by" => html! {
            <SelectField at="/role" label={label(t("requirement-role"))} options={roles(Permission::WorkOnStages)} />
        },
        "indicator_at_least" => html! {
            <>
                <SelectField at="/indicator" label={label(t("requirement-indicator"))} options={choices::<RegionFactKind>()} />
                <TextField at="/value" width={Width::Short} label={label(t("requirement-value"))} />
            </>
        },
        "meeting_held" => html! {
            <>
                <SelectField at="/meeting" label={label(t("requirement-meeting"))} options={choices::<MeetingKind>()} />
                <CheckField at="/signed" label={t("requirement-signed")} />
                <TextField at="/by_year" width={Width::Short} optional=true label={label(t("requirement-by-year"))}
                    hint={t("requirement-by-year-hint")} />
            </>
        },
        "declared" => html! {
            <>
                <CheckField at="/document" label={t("requirement-with-document")} />
                <CheckField at="/interim" label={t("requirement-interim")} />
                <TextField at="/by_year" width={Width::Short} optional=true label={label(t("requirement-by-year"))}
                    hint={t("requirement-by-year-hint")} />
            </>
        },
        _ => Html::default(),
    };
    html! {
        <>
            <TextField at="/name_id" label={label(t("requirement-name-id"))} />
            <TextField at="/name_en" label={label(t("requirement-name-en"))} />
            <TextField at="/key" width={Width::Medium} label={label(t("requirement-key"))} hint={t("requirement-key-hint")} />
            <SelectField at="/effect" label={label(t("requirement-effect"))} options={choices::<Effect>()} />
            <SelectField at="/kind" label={label(t("requirement-kind"))} options={kinds} />
            { own }
            <TextField at="/sources" optional=true label={label(t("requirement-sources"))} />
        </>
    }
}

/// Sends the stages as they are to be, closes and reads again.
pub fn send(sender: &Sender, form: &FormHandle, wire: Wire, at: String, close: &Callback<()>, onchange: &Callback<()>) {
    form.refuse(Vec::new());
    let (close, onchange, form) = (close.clone(), onchange.clone(), form.clone());
    let changed = onchange.clone();
    let done = Callback::from(move |_: Rc<Answer>| {
        close.emit(());
        changed.emit(());
    });
    let refused = Callback::from(move |failure: Failure| {
        if failure.is(ProblemCode::Stale) {
            onchange.emit(());
        }
        form.refuse(here(failure.field_errors(), &at));
    });
    sender.send(wire, done, refused);
}

#[derive(Properties, PartialEq)]
pub struct RequirementButtonProps {
    pub record: Rc<Reply<StageTemplate>>,
    /// Which stage.
    pub stage: usize,
    /// Which requirement; a new one where there is none.
    pub at: Option<usize>,
    pub onchange: Callback<()>,
}

#[component]
pub fn RequirementButton(props: &RequirementButtonProps) -> Html {
    let asking = use_state(|| false);
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    let (glyph, words) = match props.at {
        Some(_) => (Glyph::Edit, t("edit")),
        None => (Glyph::Plus, t("requirement-add")),
    };
    let kind = if props.at.is_some() { Kind::Tertiary } else { Kind::Secondary };
    html! {
        <>
            <Button small=true {kind} {glyph} onclick={set(true)}>{ words }</Button>
            if *asking {
                <RequirementDialog
                    record={props.record.clone()}
                    stage={props.stage}
                    at={props.at}
                    onclose={set(false)}
                    onchange={props.onchange.clone()}
                />
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct RequirementDialogProps {
    record: Rc<Reply<StageTemplate>>,
    stage: usize,
    at: Option<usize>,
    onclose: Callback<()>,
    onchange: Callback<()>,
}

/// The stages with this requirement in its place, and where that is.
fn placed(
    stages: &[StageDefinition],
    stage: usize,
    at: Option<usize>,
    one: Requirement,
) -> Option<(Vec<StageDefinition>, String)> {
    let mut stages = stages.to_vec();
    let own = stages.get_mut(stage)?;
    let place = at.filter(|at| *at < own.requirements.len()).unwrap_or(own.requirements.len());
    match own.requirements.get_mut(place) {
        Some(before) => *before = one,
        None => own.requirements.push(one),
    }
    Some((stages, format!("/stages/{stage}/requirements/{place}")))
}

#[component]
fn RequirementDialog(props: &RequirementDialogProps) -> Html {
    let stages = &props.record.value.stages;
    let before = props.at.and_then(|at| stages.get(props.stage)?.requirements.get(at));
    let form = use_form("requirement", || {
        before.map_or_else(|| Values::of(&[("/effect", "blocks"), ("/kind", "declared")]), values)
    });
    let sender = use_sender();
    let submit = {
        let (form, sender, record) = (form.clone(), sender.clone(), props.record.clone());
        let (stage, at, close, onchange) = (props.stage, props.at, props.onclose.clone(), props.onchange.clone());
        Callback::from(move |()| match read(form.values()) {
            Err(faults) => form.refuse(faults),
            Ok(one) => {
                if let Some((stages, at)) = placed(&record.value.stages, stage, at, one) {
                    send(&sender, &form, written(&record, stages), at, &close, &onchange);
                }
            }
        })
    };
    let named = stages.get(props.stage).map(|own| numbered(own.stage)).unwrap_or_default();
    html! {
        <Dialog open=true wide=true title={tr("requirement-title", &[("stage", named.into())])}
            onclose={props.onclose.clone()} foot={foot(&sender, &props.onclose, &submit)}>
            { refusal(&sender) }
            <Form {form} onsubmit={submit}><Fields /></Form>
        </Dialog>
    }
}

pub fn refusal(sender: &Sender) -> Html {
    let failure = sender.state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    html! {
        if let Some(failure) = failure {
            <ProblemNote failure={failure.clone()} />
        }
    }
}

pub fn foot(sender: &Sender, close: &Callback<()>, submit: &Callback<()>) -> Html {
    html! {
        <>
            <Button onclick={close.clone()}>{ t("cancel") }</Button>
            <Button kind={Kind::Primary} glyph={Glyph::Check} busy={sender.state.is_under_way()} onclick={submit.clone()}>
                { t("save") }
            </Button>
        </>
    }
}
