//! The seven stages of a locus, made with it.

use crate::entity::{locus, stage_record};
use crate::kernel::clock::Clock;
use crate::kernel::error::Result;
use crate::kernel::event::Change;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Author, Tx, run_as_system};
use contract::cycle::{CycleStage, StageState};
use contract::ids::StageRecordId;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, IntoActiveModel, QueryFilter};
use std::sync::Arc;

/// The seven stages of a locus before anything was done in them.
pub fn of_locus(clock: &Clock, of: &locus::Model) -> Vec<stage_record::Model> {
    let stages = CycleStage::ALL.iter().map(|stage| stage_record::Model {
        id: StageRecordId(clock.new_id()),
        locus_id: of.id,
        number: stage.number(),
        stage: *stage,
        year: of.year,
        city_code: of.city_code.clone(),
        district_code: of.district_code.clone(),
        region_code: of.region_code.clone(),
        state: StageState::Open,
        since: of.created_at,
        planned_start: None,
        planned_end: None,
        started_on: None,
        ended_on: None,
        agency_id: None,
        narrative: None,
        benefit: None,
        residents_involvement: None,
        residents_reason: None,
        team_involvement: None,
        team_reason: None,
        termination_reason: None,
        submitted_by: None,
        approvals: 0,
        created_at: of.created_at,
        updated_at: of.created_at,
        version: 1,
    });
    stages.collect()
}

/// Opens the seven stages of a new locus.
pub fn open(tx: &Tx, of: &locus::Model) {
    let rows = of_locus(&tx.kernel().clock, of).into_iter().map(IntoActiveModel::into_active_model);
    tx.insert_last::<stage_record::Entity>(rows);
}

/// Opens those of loci from before there were any.
pub async fn complete(kernel: &Arc<Kernel>) -> Result<()> {
    let with = Query::select().column(stage_record::Column::LocusId).from(stage_record::Entity).to_owned();
    let without = Expr::col(locus::Column::Id).in_subquery(with).not();
    let loci = system::<locus::Entity>().filter(without).all(&kernel.db.read).await?;
    for one in loci {
        run_as_system(kernel, Author::system("open_stages"), async |tx| {
            // Another replica may have been here meanwhile.
            let there = system::<stage_record::Entity>().filter(stage_record::Column::LocusId.eq(one.id));
            if there.one(tx.db()).await?.is_none() {
                open(tx, &one);
            }
            tx.done(Change::act("locus", one.id).at(Some(&one.region_code)), ()).await
        })
        .await?;
    }
    Ok(())
}
