//! Loci as rows and as views.

use crate::entity::{locus, locus_rw, programme};
use crate::kernel::crud::Resource;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::Guard;
use crate::kernel::scope::{PlaceColumns, Reach, Scope, Scoped, no_rows, system};
use crate::regions::names::region_names;
use crate::stage_records::steps::standing;
use crate::stage_records::surroundings::followed;
use contract::endpoint::Endpoint;
use contract::ids::{LocusId, ProgrammeId};
use contract::loci::{Locus, TeamMember};
use contract::moment::Timestamp;
use contract::place::{Neighbourhood, RegionCode, RegionLevel};
use contract::problem::ProblemCode;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

pub const PLACE: PlaceColumns<locus::Column> = PlaceColumns {
    city: locus::Column::CityCode,
    district: locus::Column::DistrictCode,
    village: locus::Column::RegionCode,
    rw: None,
};

impl Scoped for locus::Entity {
    /// The loci of the caller's places: to her who works in one RW, those it
    /// belongs to; to an agency's officer, those of the agency's city.
    fn rows(scope: &Scope) -> Condition {
        seen(scope, PLACE, locus::Column::Id)
    }
}

/// The same for rows of another table that belong to loci.
pub fn seen<C: ColumnTrait + Copy>(scope: &Scope, place: PlaceColumns<C>, locus: C) -> Condition {
    let places = scope.places.iter().map(|reach| reached(reach, place, locus));
    let agencies = scope.held().iter().filter(|held| held.agency.is_some_and(|own| scope.agencies.contains(&own)));
    let cities = agencies.filter_map(|held| held.region.as_ref()).map(|region| place.within(region, None));
    let all: Vec<Condition> = places.chain(cities).collect();
    if all.is_empty() {
        return no_rows();
    }
    all.into_iter().fold(Condition::any(), Condition::add)
}

/// The same for rows that may be about a whole city, which then stands in all
/// their places: whoever works anywhere in it sees those.
pub fn seen_or_of_city<C: ColumnTrait + Copy>(scope: &Scope, place: PlaceColumns<C>, locus: C) -> Condition {
    let cities = scope.places.iter().filter(|reach| reach.region.level() > RegionLevel::City);
    let cities: BTreeSet<RegionCode> = cities.filter_map(|reach| reach.region.at(RegionLevel::City)).collect();
    let here = seen(scope, place, locus);
    if cities.is_empty() { here } else { Condition::any().add(here).add(place.village.is_in(cities)) }
}

fn reached<C: ColumnTrait + Copy>(reach: &Reach, place: PlaceColumns<C>, locus: C) -> Condition {
    let here = place.within(&reach.region, None);
    let Some(rw) = &reach.rw else { return here };
    let own = Query::select()
        .column(locus_rw::Column::LocusId)
        .from(locus_rw::Entity)
        .and_where(Expr::col(locus_rw::Column::RegionCode).eq(reach.region.as_str()))
        .and_where(Expr::col(locus_rw::Column::Rw).eq(rw.as_str()))
        .to_owned();
    here.add(locus.in_subquery(own))
}

/// The team of a locus.
pub fn team(row: &locus::Model) -> Result<Vec<TeamMember>> {
    serde_json::from_str(&row.team).map_err(Error::internal)
}

/// The RW of a locus.
pub fn rws(row: &locus::Model) -> Vec<Neighbourhood> {
    row.rws.lines().filter_map(|rw| rw.parse().ok()).collect()
}

/// What views of loci need besides their rows: two statements.
#[derive(Debug)]
pub struct Surroundings {
    regions: HashMap<RegionCode, String>,
    programmes: HashMap<ProgrammeId, String>,
}

impl Surroundings {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, rows: &[locus::Model]) -> Result<Self> {
        let regions = region_names(guard.db(), rows.iter().map(|row| row.region_code.clone())).await?;
        let ids = rows.iter().map(|row| row.programme_id);
        let programmes = system::<programme::Entity>().filter(programme::Column::Id.is_in(ids)).all(guard.db()).await?;
        Ok(Self { regions, programmes: programmes.into_iter().map(|row| (row.id, row.name)).collect() })
    }
}

impl Surroundings {
    pub fn region(&self, row: &locus::Model) -> String {
        self.regions.get(&row.region_code).cloned().unwrap_or_default()
    }

    pub fn programme(&self, row: &locus::Model) -> String {
        self.programmes.get(&row.programme_id).cloned().unwrap_or_default()
    }
}

pub fn view(row: locus::Model, around: &Surroundings) -> Result<Locus> {
    Ok(Locus {
        team: team(&row)?,
        template_id: followed(&row),
        stage: standing(&row),
        rws: rws(&row),
        id: row.id,
        programme_name: around.programme(&row),
        programme_id: row.programme_id,
        year: row.year,
        region_name: around.region(&row),
        region_code: row.region_code,
        target_families: row.target_families,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        archived_at: row.archived_at,
        archive_reason: row.archive_reason,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}

impl Resource for locus::Entity {
    type Id = LocusId;
    type View = Locus;
    const KIND: &'static str = "locus";

    fn id(row: &locus::Model) -> LocusId {
        row.id
    }

    fn version(row: &locus::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut locus::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &locus::Model) -> Value {
        json!({
            "programme_id": row.programme_id, "region_code": row.region_code, "rws": rws(row),
            "target_families": row.target_families, "team": team(row).unwrap_or_default(),
            "template_id": row.template_id, "starts_on": row.starts_on, "ends_on": row.ends_on,
            "archived_at": row.archived_at, "archive_reason": row.archive_reason,
        })
    }

    fn place(row: &locus::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: LocusId) -> Result<Locus> {
        let row = guard.select::<locus::Entity>().filter(locus::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let around = Surroundings::of(guard, std::slice::from_ref(&row)).await?;
        view(row, &around)
    }
}
