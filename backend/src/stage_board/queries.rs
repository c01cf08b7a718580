//! Rows of the board: the same statements for one locus and for a page of them.

use crate::entity::{locus, stage_record};
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::Guard;
use crate::kernel::scope::{Scope, no_rows, system};
use crate::loci::queries::{PLACE, Surroundings, rws};
use crate::stage_records::gate::holds;
use crate::stage_records::queries::awaits;
use crate::stage_records::steps::standing;
use crate::stage_records::surroundings::Gates;
use contract::endpoint::Endpoint;
use contract::ids::LocusId;
use contract::stage_board::{BoardCell, BoardRow, Hold};
use contract::stage_records::LineState;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// Loci in whose stage a role is next that the caller holds there.
pub fn own_turn(scope: &Scope) -> Condition {
    let turns = scope.held().iter().filter_map(|held| Some((held.role, held.region.as_ref()?)));
    let turns: Vec<Condition> =
        turns.map(|(role, region)| PLACE.within(region, None).add(locus::Column::Awaits.eq(role))).collect();
    if turns.is_empty() { no_rows() } else { turns.into_iter().fold(Condition::any(), Condition::add) }
}

/// The stages of these loci, in order, and what their gates look at.
#[derive(Debug)]
pub struct Board {
    stages: HashMap<LocusId, Vec<stage_record::Model>>,
    gates: Gates,
    around: Surroundings,
}

impl Board {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, loci: &[locus::Model]) -> Result<Self> {
        let records = system::<stage_record::Entity>()
            .filter(stage_record::Column::LocusId.is_in(loci.iter().map(|row| row.id)))
            .order_by_asc(stage_record::Column::Number)
            .all(guard.db())
            .await?;
        let ids: Vec<_> = records.iter().map(|row| row.id).collect();
        let mut stages: HashMap<LocusId, Vec<stage_record::Model>> = HashMap::new();
        for record in records {
            stages.entry(record.locus_id).or_default().push(record);
        }
        Ok(Self {
            stages,
            gates: Gates::of(guard.db(), loci.to_vec(), &ids).await?,
            around: Surroundings::of(guard, loci).await?,
        })
    }

    pub fn row(&self, row: locus::Model) -> Result<BoardRow> {
        let own = self.stages.get(&row.id).into_iter().flatten();
        let cells = own.map(|record| cell(&row, record, &self.gates)).collect::<Result<Vec<_>>>()?;
        Ok(BoardRow {
            locus_id: row.id,
            programme_id: row.programme_id,
            programme_name: self.around.programme(&row),
            year: row.year,
            region_name: self.around.region(&row),
            rws: rws(&row),
            stage: standing(&row),
            stage_since: row.stage_since,
            cells,
            region_code: row.region_code,
        })
    }
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
