//! Exceptions that wait for a second signature.

use super::surroundings::{Template, followed};
use crate::entity::{locus, stage_record, stage_template, stage_waiver};
use crate::history::queries::names;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::Guard;
use crate::kernel::scope::{Scope, Scoped, system};
use crate::loci::queries::rws;
use crate::regions::names::region_names;
use contract::awaiting::{Awaited, AwaitedWaiver, SINGLY};
use contract::cycle::StageState;
use contract::endpoint::Endpoint;
use contract::ids::{LocusId, StageRecordId, StageTemplateId};
use contract::policy::Permission;
use contract::stage_records::WaiverState;
use contract::stage_templates::Requirement;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeSet, HashMap};

/// They are counted so far.
const COUNTED: u64 = 100;

/// Those that the caller may sign, the oldest first.
pub async fn of<E: Endpoint>(guard: &Guard<E>) -> Result<Awaited<AwaitedWaiver>> {
    let scope = guard.scope().for_permission(Permission::ApproveStages);
    if scope.places.is_empty() {
        return Ok(Awaited::default());
    }
    let asked = system::<stage_waiver::Entity>()
        .filter(stage_waiver::Column::State.eq(WaiverState::Requested))
        .filter(stage_waiver::Column::RequestedBy.ne(guard.user()?))
        .filter(Expr::exists(reached(&scope)));
    // Found in their order by an index; to count them apart would read all there ever were.
    let asked = asked.order_by_asc(stage_waiver::Column::CreatedAt).order_by_asc(stage_waiver::Column::Id);
    let mut items = asked.limit(COUNTED).all(guard.db()).await?;
    let total = u64::try_from(items.len()).map_err(Error::internal)?;
    items.truncate(usize::try_from(SINGLY).map_err(Error::internal)?);
    let rows = Awaited { items, total };
    let around = Around::of(guard, &rows.items).await?;
    let people = names(guard.db(), rows.items.iter().map(|row| row.requested_by)).await?;
    rows.try_map(|row| {
        let name = people.get(&row.requested_by).cloned().unwrap_or_default();
        around.view(row, name)
    })
}

/// The stage of an exception, if the scope holds it and its locus is not put away.
fn reached(scope: &Scope) -> SelectStatement {
    let current = Query::select()
        .expr(Expr::val(1))
        .from(locus::Entity)
        .and_where(locus::Column::Id.into_expr().equals(stage_record::Column::LocusId.as_column_ref()))
        .and_where(locus::Column::ArchivedAt.is_null())
        .to_owned();
    Query::select()
        .expr(Expr::val(1))
        .from(stage_record::Entity)
        .and_where(stage_record::Column::Id.into_expr().equals(stage_waiver::Column::RecordId.as_column_ref()))
        .cond_where(stage_record::Entity::rows(scope))
        // Of a stage that is submitted or passed nothing is signed any more.
        .and_where(stage_record::Column::State.is_not_in([StageState::Submitted, StageState::Passed]))
        .and_where(Expr::exists(current))
        .to_owned()
}

/// The stages and loci they belong to: four statements.
struct Around {
    records: HashMap<StageRecordId, stage_record::Model>,
    loci: HashMap<LocusId, locus::Model>,
    templates: HashMap<StageTemplateId, Template>,
    regions: HashMap<contract::place::RegionCode, String>,
}

impl Around {
    async fn of<E: Endpoint>(guard: &Guard<E>, rows: &[stage_waiver::Model]) -> Result<Self> {
        let db = guard.db();
        let ids = rows.iter().map(|row| row.record_id);
        let records = system::<stage_record::Entity>().filter(stage_record::Column::Id.is_in(ids)).all(db).await?;
        let ids = records.iter().map(|row| row.locus_id);
        let loci = system::<locus::Entity>().filter(locus::Column::Id.is_in(ids)).all(db).await?;
        let ids: BTreeSet<StageTemplateId> = loci.iter().map(followed).collect();
        let templates =
            system::<stage_template::Entity>().filter(stage_template::Column::Id.is_in(ids)).all(db).await?;
        let read = |row: stage_template::Model| Ok((row.id, Template::read(&row)?));
        Ok(Self {
            regions: region_names(db, records.iter().map(|row| row.region_code.clone())).await?,
            records: records.into_iter().map(|row| (row.id, row)).collect(),
            loci: loci.into_iter().map(|row| (row.id, row)).collect(),
            templates: templates.into_iter().map(read).collect::<Result<_>>()?,
        })
    }

    fn view(&self, row: stage_waiver::Model, requested_by_name: String) -> Result<AwaitedWaiver> {
        let gone = || Error::internal("an exception without its stage");
        let record = self.records.get(&row.record_id).ok_or_else(gone)?;
        let of = self.loci.get(&record.locus_id).ok_or_else(gone)?;
        let stage = self.templates.get(&followed(of)).ok_or_else(gone)?.stage(record.number)?;
        let named = |name: fn(&Requirement) -> &String| {
            stage.requirement(&row.requirement).map_or_else(|| row.requirement.clone(), |one| name(one).clone())
        };
        Ok(AwaitedWaiver {
            id: row.id,
            stage_record_id: record.id,
            locus_id: of.id,
            stage: record.stage,
            region_name: self.regions.get(&record.region_code).cloned().unwrap_or_default(),
            region_code: record.region_code.clone(),
            rws: rws(of),
            year: of.year,
            requirement_id: named(|one| &one.name_id),
            requirement_en: named(|one| &one.name_en),
            reason: row.reason,
            requested_by_name,
            created_at: row.created_at,
        })
    }
}
