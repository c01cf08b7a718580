//! Looking at stages, and what is said of them.

use super::queries::view;
use super::surroundings::Surroundings;
use crate::agencies::queries::check_agency;
use crate::documents::queries::hide_names;
use crate::entity::{locus, stage_record};
use crate::history;
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, try_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::tx::Tx;
use actix_web::web::Path;
use contract::cycle::{CycleStage, Involvement, StageState};
use contract::draft::Purpose;
use contract::endpoints::{GetStageRecord, ListStageRecordHistory, ListStageRecords, UpdateStageRecord};
use contract::ids::StageRecordId;
use contract::problem::{FieldCode, ProblemCode};
use contract::stage_records::StageRecordDraft;
use sea_orm::{ColumnTrait, QueryFilter};

pub async fn list(guard: Read<ListStageRecords>) -> Answer<ListStageRecords> {
    let filter = guard.filter()?;
    let mut select = guard.select_within::<stage_record::Entity>(filter.region.as_ref());
    if let Some(region) = &filter.region {
        // An agency's officer reaches her city by another way.
        select = select.filter(super::queries::PLACE.within(region, None));
    }
    if let Some(of) = filter.locus_id {
        select = select.filter(stage_record::Column::LocusId.eq(of));
    }
    if let Some(stage) = filter.stage {
        select = select.filter(stage_record::Column::Number.eq(stage.number()));
    }
    if let Some(state) = filter.state {
        select = select.filter(stage_record::Column::State.eq(state));
    }
    let orders = Orders::new(stage_record::Column::Id, &[("-year", stage_record::Column::Year)]);
    let page = guard.page(select, &orders).await?;
    let mut around = Surroundings::of(guard.db(), &page.items).await?;
    hide_names(guard.scope(), around.gates.documents.values_mut());
    let by = guard.user()?;
    Ok(Reply::new(try_page(page, |row| view(&row, Some(by), &around))?))
}

pub async fn get(guard: Read<GetStageRecord>, id: Path<StageRecordId>) -> Answer<GetStageRecord> {
    crud::show::<stage_record::Entity, _>(&guard, *id).await
}

/// The stage's locus, locked before it: whoever writes in a stage does so. An
/// archived locus is not worked on.
pub async fn lock_locus(tx: &Tx, id: StageRecordId) -> Result<locus::Model> {
    let row = tx.select::<stage_record::Entity>().filter(stage_record::Column::Id.eq(id)).one(tx.db()).await?;
    let of = row.ok_or(ProblemCode::NotFound)?.locus_id;
    let row = tx.select_for_update::<locus::Entity>().filter(locus::Column::Id.eq(of)).one(tx.db()).await?;
    let row = row.ok_or(ProblemCode::NotFound)?;
    if row.archived_at.is_some() { Err(ProblemCode::WrongState.into()) } else { Ok(row) }
}

/// What was approved stays as it was read; while it waits for approval too.
pub async fn update(guard: Write<UpdateStageRecord>, id: Path<StageRecordId>) -> Answer<UpdateStageRecord> {
    let draft = guard.draft(Purpose::Change).await?;
    let first = async |tx: &Tx| lock_locus(tx, *id).await.map(drop);
    crud::change_after::<stage_record::Entity, _>(&guard, *id, &draft, None, first, async |tx, row| {
        if matches!(row.state, StageState::Submitted | StageState::Passed) {
            return Err(ProblemCode::WrongState.into());
        }
        if let Some(agency) = draft.agency_id.value().filter(|agency| row.agency_id != Some(**agency)) {
            check_agency(tx, "/agency_id", *agency).await?;
        }
        apply(row, &draft)
    })
    .await
}

fn apply(row: &mut stage_record::Model, draft: &StageRecordDraft) -> Result<()> {
    row.planned_start = draft.planned_start.over(row.planned_start);
    row.planned_end = draft.planned_end.over(row.planned_end);
    row.started_on = draft.started_on.over(row.started_on);
    row.ended_on = draft.ended_on.over(row.ended_on);
    row.agency_id = draft.agency_id.over(row.agency_id);
    crud::text(&draft.narrative, &mut row.narrative);
    crud::text(&draft.benefit, &mut row.benefit);
    row.residents_involvement = draft.residents_involvement.over(row.residents_involvement);
    crud::text(&draft.residents_reason, &mut row.residents_reason);
    row.team_involvement = draft.team_involvement.over(row.team_involvement);
    crud::text(&draft.team_reason, &mut row.team_reason);
    row.termination_reason = draft.termination_reason.over(row.termination_reason);
    for (pointer, start, end) in
        [("/planned_end", row.planned_start, row.planned_end), ("/ended_on", row.started_on, row.ended_on)]
    {
        if start.zip(end).is_some_and(|(start, end)| end < start) {
            return Err(Error::field(pointer, FieldCode::EndsBeforeStart));
        }
    }
    for (pointer, degree, reason) in [
        ("/residents_reason", row.residents_involvement, &row.residents_reason),
        ("/team_reason", row.team_involvement, &row.team_reason),
    ] {
        let full = degree.is_none_or(|degree| degree == Involvement::Full);
        if !full && reason.is_none() {
            return Err(Error::field(pointer, FieldCode::Required));
        }
    }
    if row.termination_reason.is_some() && row.stage != CycleStage::Termination {
        return Err(Error::field("/termination_reason", FieldCode::AnswerNotAllowed));
    }
    Ok(())
}

pub async fn history(guard: Read<ListStageRecordHistory>, id: Path<StageRecordId>) -> Answer<ListStageRecordHistory> {
    stage_record::Entity::read(&guard, *id).await?;
    Ok(Reply::new(history::queries::page(&guard, stage_record::Entity::KIND, &id.to_string()).await?))
}
