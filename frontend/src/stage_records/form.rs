//! Telling what was done in a stage.

use super::numbered;
use crate::editor::{EditPage, Editable};
use crate::i18n::{choices, member, t};
use crate::reference::use_agencies;
use crate::route::Route;
use crate::ui::form::use_fields;
use crate::ui::{AreaField, Crumb, DateField, Panel, RadioField, Reader, SelectField, TextField, Values};
use contract::cycle::{CycleStage, Involvement, TerminationReason};
use contract::endpoints::{GetStageRecord, UpdateStageRecord};
use contract::ids::StageRecordId;
use contract::moment::Day;
use contract::stage_records::{StageRecord, StageRecordDraft};
use yew::prelude::*;

struct StageRecordForm;

impl Editable for StageRecordForm {
    type View = StageRecord;
    type Draft = StageRecordDraft;
    type Read = GetStageRecord;
    /// None is made: the seven come with their locus.
    type Create = UpdateStageRecord;
    type Update = UpdateStageRecord;
    const NAME: &'static str = "stage_record";

    fn values(stage: &StageRecord) -> Values {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let degree = |degree: Option<Involvement>| degree.map_or("", Involvement::as_str);
        Values::of(&[
            // Not sent: it says which inputs there are.
            ("/stage", stage.stage.as_str()),
            ("/planned_start", &day(stage.planned_start)),
            ("/planned_end", &day(stage.planned_end)),
            ("/started_on", &day(stage.started_on)),
            ("/ended_on", &day(stage.ended_on)),
            ("/agency_id", &stage.agency_id.map(|id| id.to_string()).unwrap_or_default()),
            ("/narrative", &text(&stage.narrative)),
            ("/benefit", &text(&stage.benefit)),
            ("/residents_involvement", degree(stage.residents_involvement)),
            ("/residents_reason", &text(&stage.residents_reason)),
            ("/team_involvement", degree(stage.team_involvement)),
            ("/team_reason", &text(&stage.team_reason)),
            ("/termination_reason", stage.termination_reason.map_or("", TerminationReason::as_str)),
        ])
    }

    fn read(reader: &mut Reader) -> StageRecordDraft {
        StageRecordDraft {
            planned_start: reader.parsed("/planned_start"),
            planned_end: reader.parsed("/planned_end"),
            started_on: reader.parsed("/started_on"),
            ended_on: reader.parsed("/ended_on"),
            agency_id: reader.parsed("/agency_id"),
            narrative: reader.text("/narrative"),
            benefit: reader.text("/benefit"),
            residents_involvement: reader.parsed("/residents_involvement"),
            residents_reason: reader.text("/residents_reason"),
            team_involvement: reader.parsed("/team_involvement"),
            team_reason: reader.text("/team_reason"),
            termination_reason: reader.parsed("/termination_reason"),
        }
    }

    fn name(stage: &StageRecord) -> String {
        numbered(stage.stage)
    }

    fn href(stage: &StageRecord) -> String {
        Route::Locus { id: stage.locus_id }.with(&[("stage", stage.stage.as_str())])
    }
}

#[component]
fn Fields() -> Html {
    let form = use_fields();
    let ends = form.values().get("/stage") == CycleStage::Termination.as_str();
    let agencies = use_agencies();
    let degrees = choices::<Involvement>();
    html! {
        <>
            <Panel title={t("stage-when")}>
                <DateField at="/planned_start" optional=true />
                <DateField at="/planned_end" optional=true />
                <DateField at="/started_on" optional=true />
                <DateField at="/ended_on" optional=true />
                <SelectField at="/agency_id" label={member("stage_agency_id")} options={agencies.options.clone()} loading={agencies.busy} optional=true />
            </Panel>
            <Panel title={t("stage-what")}>
                <AreaField at="/narrative" optional=true hint={t("stage-narrative-hint")} />
                <AreaField at="/benefit" optional=true hint={t("stage-benefit-hint")} />
            </Panel>
            <Panel title={t("stage-involvement")}>
                <RadioField at="/residents_involvement" options={degrees.clone()} optional=true />
                <TextField at="/residents_reason" optional=true hint={t("stage-involvement-hint")} />
                <RadioField at="/team_involvement" options={degrees} optional=true />
                <TextField at="/team_reason" optional=true hint={t("stage-involvement-hint")} />
            </Panel>
            if ends {
                <Panel title={t("stage-end")}>
                    <RadioField at="/termination_reason" options={choices::<TerminationReason>()} optional=true />
                </Panel>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditStageRecordProps {
    pub id: StageRecordId,
}

#[component]
pub fn EditStageRecord(props: &EditStageRecordProps) -> Html {
    html! {
        <EditPage<StageRecordForm>
            id={props.id.to_string()}
            title={t("stage-edit")}
            above={Crumb::new(Route::Loci.href(), t("loci"))}
        >
            <Fields />
        </EditPage<StageRecordForm>>
    }
}
