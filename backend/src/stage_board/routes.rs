//! The board: the same statements for one locus and for a page of them.

use crate::entity::{locus, stage_record};
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::Read;
use crate::kernel::list::{Orders, try_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::{Scope, no_rows, system};
use crate::loci::queries::{PLACE, Surroundings, rws};
use crate::stage_records::gate::holds;
use crate::stage_records::queries::awaits;
use crate::stage_records::steps::standing;
use crate::stage_records::surroundings::Gates;
use contract::endpoints::ListStageBoard;
use contract::ids::LocusId;
use contract::stage_board::{BoardCell, BoardRow, Hold};
use contract::stage_records::LineState;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// The stages of the loci of a page, in order.
type Stages = HashMap<LocusId, Vec<stage_record::Model>>;

pub async fn list(guard: Read<ListStageBoard>) -> Answer<ListStageBoard> {
    let filter = guard.filter()?;
    let mut select = guard.select_within::<locus::Entity>(filter.region.as_ref());
    select = select.filter(locus::Column::ArchivedAt.is_null());
    if let Some(region) = &filter.region {
        // An agency's officer reaches her city by another way.
        select = select.filter(PLACE.within(region, None));
    }
    if let Some(year) = filter.year {
        select = select.filter(locus::Column::Year.eq(year));
    }
    if let Some(stage) = filter.stage {
        select = select.filter(locus::Column::Stage.eq(stage.number()));
    }
    if let Some(role) = filter.awaits {
        select = select.filter(locus::Column::Awaits.eq(role));
    }
    if filter.mine == Some(true) {
        select = select.filter(own_turn(guard.scope()));
    }
    let keys = [("-year", locus::Column::Year), ("stage_since", locus::Column::StageSince)];
    let page = guard.page(select, &Orders::new(locus::Column::Id, &keys)).await?;
    let ids: Vec<LocusId> = page.items.iter().map(|row| row.id).collect();
    let records = system::<stage_record::Entity>()
        .filter(stage_record::Column::LocusId.is_in(ids))
        .order_by_asc(stage_record::Column::Number)
        .all(guard.db())
        .await?;
    let record_ids: Vec<_> = records.iter().map(|row| row.id).collect();
    let gates = Gates::of(guard.db(), page.items.clone(), &record_ids).await?;
    let around = Surroundings::of(&guard, &page.items).await?;
    let mut stages = Stages::new();
    for record in records {
        stages.entry(record.locus_id).or_default().push(record);
    }
    Ok(Reply::new(try_page(page, |row| {
        let own = stages.remove(&row.id).unwrap_or_default();
        let cells = own.iter().map(|record| cell(&row, record, &gates));
        let cells = cells.collect::<Result<Vec<_>>>()?;
        Ok(BoardRow {
            locus_id: row.id,
            programme_id: row.programme_id,
            programme_name: around.programme(&row),
            year: row.year,
            region_name: around.region(&row),
            rws: rws(&row),
            stage: standing(&row),
            stage_since: row.stage_since,
            cells,
            region_code: row.region_code,
        })
    })?))
}

/// Loci in whose stage a role is next that the caller holds there.
fn own_turn(scope: &Scope) -> Condition {
    let turns = scope.held().iter().filter_map(|held| Some((held.role, held.region.as_ref()?)));
    let turns: Vec<Condition> =
        turns.map(|(role, region)| PLACE.within(region, None).add(locus::Column::Awaits.eq(role))).collect();
    if turns.is_empty() { no_rows() } else { turns.into_iter().fold(Condition::any(), Condition::add) }
}

fn cell(of: &locus::Model, record: &stage_record::Model, gates: &Gates) -> Result<BoardCell> {
    let here = record.number == of.stage;
    let findings = if here { gates.findings(record)? } else { Vec::new() };
    let warnings = findings.iter().filter(|finding| finding.state == LineState::Warned).count();
    let hold = |finding: &crate::stage_records::gate::Finding<'_>| Hold {
        key: finding.requirement.key.clone(),
        name_id: finding.requirement.name_id.clone(),
        name_en: finding.requirement.name_en.clone(),
        value: finding.value,
        of: finding.of,
    };
    let passed = |number: i32| gates.passages.get(&(of.id, number)).map(|row| row.passed_at);
    let reached_at = if record.number == 1 { Some(of.created_at) } else { passed(record.number - 1) };
    Ok(BoardCell {
        id: record.id,
        stage: record.stage,
        state: record.state,
        since: record.since,
        planned_start: record.planned_start,
        planned_end: record.planned_end,
        reached_at,
        passed_at: passed(record.number),
        awaits: awaits(record, gates.template(record)?.stage(record.number)?),
        holds: holds(&findings).map(hold).collect(),
        warnings: u32::try_from(warnings).map_err(Error::internal)?,
    })
}
