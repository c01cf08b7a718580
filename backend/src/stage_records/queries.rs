//! Stages as rows and as views.

use super::gate::Finding;
use super::surroundings::Surroundings;
use crate::documents::queries::hide_names;
use crate::entity::{stage_act, stage_entry, stage_record, stage_waiver};
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::{PlaceColumns, Scope, Scoped};
use crate::loci::queries::{rws, seen};
use contract::cycle::StageState;
use contract::endpoint::Endpoint;
use contract::ids::{AgencyId, StageRecordId, UserId};
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::policy::Role;
use contract::problem::ProblemCode;
use contract::stage_records::{ChecklistLine, StageAct, StageEntry, StageRecord, StageWaiver};
use contract::stage_templates::StageDefinition;
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use serde_json::{Value, json};

pub const PLACE: PlaceColumns<stage_record::Column> = PlaceColumns {
    city: stage_record::Column::CityCode,
    district: stage_record::Column::DistrictCode,
    village: stage_record::Column::RegionCode,
    rw: None,
};

impl Scoped for stage_record::Entity {
    /// Those of the loci that are seen.
    fn rows(scope: &Scope) -> Condition {
        seen(scope, PLACE, stage_record::Column::LocusId)
    }
}

/// Whose step is next.
pub fn awaits(row: &stage_record::Model, definition: &StageDefinition) -> Option<Role> {
    match row.state {
        StageState::Passed => None,
        StageState::Submitted => {
            usize::try_from(row.approvals).ok().and_then(|done| definition.approved_by.get(done)).copied()
        }
        StageState::Open | StageState::Returned | StageState::Suspended => Some(definition.submitted_by),
    }
}

fn entry(row: &stage_entry::Model, around: &Surroundings) -> StageEntry {
    let file = row.document_id.and_then(|id| around.gates.documents.get(&id));
    StageEntry {
        id: row.id,
        requirement: row.requirement.clone(),
        day: row.day,
        statement: row.statement.clone(),
        document_id: row.document_id,
        document_name: file.map(|file| file.file_name.clone()),
        has_thumbnail: file.is_some_and(|file| file.has_thumbnail),
        role: row.role,
        entered_by_name: around.name(row.entered_by),
        created_at: row.created_at,
    }
}

fn waiver(row: &stage_waiver::Model, by: Option<UserId>, around: &Surroundings) -> StageWaiver {
    StageWaiver {
        id: row.id,
        requirement: row.requirement.clone(),
        reason: row.reason.clone(),
        state: row.state,
        requested_by_name: around.name(row.requested_by),
        own: by == Some(row.requested_by),
        created_at: row.created_at,
        decided_by_name: row.decided_by.map(|id| around.name(id)),
        decided_at: row.decided_at,
        decision_note: row.decision_note.clone(),
    }
}

fn act(row: &stage_act::Model, around: &Surroundings) -> StageAct {
    StageAct {
        action: row.action,
        note: row.note.clone(),
        by_name: around.name(row.done_by),
        role: row.role,
        at: row.done_at,
    }
}

fn line(finding: Finding<'_>, by: Option<UserId>, around: &Surroundings) -> ChecklistLine {
    ChecklistLine {
        requirement: finding.requirement.clone(),
        state: finding.state,
        value: finding.value,
        of: finding.of,
        entry: finding.entry.map(|row| entry(row, around)),
        waiver: finding.waiver.map(|row| waiver(row, by, around)),
    }
}

pub fn view(row: &stage_record::Model, by: Option<UserId>, around: &Surroundings) -> Result<StageRecord> {
    let of = around.gates.locus(row)?;
    let template = around.gates.template(row)?;
    let definition = template.stage(row.number)?;
    let findings = around.gates.findings(row)?;
    let acts = around.acts.get(&row.id).into_iter().flatten();
    Ok(StageRecord {
        id: row.id,
        locus_id: row.locus_id,
        programme_id: of.programme_id,
        region_code: row.region_code.clone(),
        region_name: around.regions.get(&row.region_code).cloned().unwrap_or_default(),
        rws: rws(of),
        year: row.year,
        stage: row.stage,
        state: row.state,
        since: row.since,
        reached: row.number <= of.stage,
        planned_start: row.planned_start,
        planned_end: row.planned_end,
        started_on: row.started_on,
        ended_on: row.ended_on,
        agency_id: row.agency_id,
        agency_name: row.agency_id.map(|id| around.agencies.get(&id).cloned().unwrap_or_default()),
        narrative: row.narrative.clone(),
        benefit: row.benefit.clone(),
        residents_involvement: row.residents_involvement,
        residents_reason: row.residents_reason.clone(),
        team_involvement: row.team_involvement,
        team_reason: row.team_reason.clone(),
        termination_reason: row.termination_reason,
        template_id: template.id,
        template_number: template.number,
        submitted_by_role: definition.submitted_by,
        approved_by_roles: definition.approved_by.clone(),
        approvals: row.approvals,
        awaits: awaits(row, definition),
        checklist: findings.into_iter().map(|finding| line(finding, by, around)).collect(),
        acts: acts.map(|row| act(row, around)).collect(),
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}

impl Resource for stage_record::Entity {
    type Id = StageRecordId;
    type View = StageRecord;
    const KIND: &'static str = "stage_record";

    fn id(row: &stage_record::Model) -> StageRecordId {
        row.id
    }

    fn version(row: &stage_record::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut stage_record::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &stage_record::Model) -> Value {
        json!({
            "state": row.state, "planned_start": row.planned_start, "planned_end": row.planned_end,
            "started_on": row.started_on, "ended_on": row.ended_on, "agency_id": row.agency_id,
            "narrative": row.narrative, "benefit": row.benefit, "residents_involvement": row.residents_involvement,
            "residents_reason": row.residents_reason, "team_involvement": row.team_involvement,
            "team_reason": row.team_reason, "termination_reason": row.termination_reason,
            "approvals": row.approvals,
        })
    }

    fn place(row: &stage_record::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    fn agency(row: &stage_record::Model) -> Option<AgencyId> {
        row.agency_id
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: StageRecordId) -> Result<StageRecord> {
        let row =
            guard.select::<stage_record::Entity>().filter(stage_record::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let mut around = Surroundings::of(guard.db(), std::slice::from_ref(&row)).await?;
        hide_names(guard.scope(), around.gates.documents.values_mut());
        view(&row, guard.actor().map(|actor| actor.user), &around)
    }
}
