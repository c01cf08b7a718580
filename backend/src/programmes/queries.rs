//! Programmes as rows and as views.

use crate::entity::{agency, programme};
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::{open_to_permission, system};
use crate::regions::names::region_names;
use contract::endpoint::Endpoint;
use contract::ids::{AgencyId, ProgrammeId};
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::problem::ProblemCode;
use contract::programmes::Programme;
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::{Value, json};
use std::collections::HashMap;

open_to_permission!(programme::Entity);

/// The kecamatan a programme runs in; none stands for all of its city.
pub fn districts(row: &programme::Model) -> Vec<RegionCode> {
    row.district_codes.lines().filter_map(|code| code.parse().ok()).collect()
}

/// Whether a programme runs in a region.
pub fn runs_in(row: &programme::Model, region: &RegionCode) -> bool {
    let districts = districts(row);
    row.city_code.contains(region) && (districts.is_empty() || districts.iter().any(|one| one.contains(region)))
}

/// What views of programmes need besides their rows: two statements.
#[derive(Debug)]
pub struct Surroundings {
    regions: HashMap<RegionCode, String>,
    agencies: HashMap<AgencyId, String>,
}

impl Surroundings {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, rows: &[programme::Model]) -> Result<Self> {
        let regions = region_names(guard.db(), rows.iter().map(|row| row.city_code.clone())).await?;
        let ids = rows.iter().map(|row| row.lead_agency_id);
        let agencies = system::<agency::Entity>().filter(agency::Column::Id.is_in(ids)).all(guard.db()).await?;
        Ok(Self { regions, agencies: agencies.into_iter().map(|row| (row.id, row.short_name)).collect() })
    }
}

pub fn view(row: programme::Model, around: &Surroundings) -> Programme {
    Programme {
        district_codes: districts(&row),
        id: row.id,
        name: row.name,
        year: row.year,
        city_name: around.regions.get(&row.city_code).cloned().unwrap_or_default(),
        city_code: row.city_code,
        lead_agency_name: around.agencies.get(&row.lead_agency_id).cloned().unwrap_or_default(),
        lead_agency_id: row.lead_agency_id,
        budget_year: row.budget_year,
        target_families: row.target_families,
        archived_at: row.archived_at,
        archive_reason: row.archive_reason,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    }
}

impl Resource for programme::Entity {
    type Id = ProgrammeId;
    type View = Programme;
    const KIND: &'static str = "programme";

    fn id(row: &programme::Model) -> ProgrammeId {
        row.id
    }

    fn version(row: &programme::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut programme::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &programme::Model) -> Value {
        json!({
            "name": row.name, "year": row.year, "city_code": row.city_code, "district_codes": districts(row),
            "lead_agency_id": row.lead_agency_id, "budget_year": row.budget_year,
            "target_families": row.target_families, "archived_at": row.archived_at,
            "archive_reason": row.archive_reason,
        })
    }

    fn place(row: &programme::Model) -> Option<RegionCode> {
        Some(row.city_code.clone())
    }

    fn agency(row: &programme::Model) -> Option<AgencyId> {
        Some(row.lead_agency_id)
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: ProgrammeId) -> Result<Programme> {
        let row = system::<programme::Entity>().filter(programme::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let around = Surroundings::of(guard, std::slice::from_ref(&row)).await?;
        Ok(view(row, &around))
    }
}
