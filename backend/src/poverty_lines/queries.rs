//! Poverty lines as rows and as views.

use crate::entity::poverty_line;
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::{open_to_permission, system};
use contract::endpoint::Endpoint;
use contract::ids::PovertyLineId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::poverty_lines::PovertyLine;
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::{Value, json};

open_to_permission!(poverty_line::Entity);

pub fn view(row: poverty_line::Model) -> PovertyLine {
    PovertyLine {
        id: row.id,
        region_code: row.region_code,
        year: row.year,
        monthly_rupiah: row.monthly_rupiah,
        poor_people: row.poor_people,
        poor_share: row.poor_share,
        source: row.source,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    }
}

impl Resource for poverty_line::Entity {
    type Id = PovertyLineId;
    type View = PovertyLine;
    const KIND: &'static str = "poverty_line";

    fn id(row: &poverty_line::Model) -> PovertyLineId {
        row.id
    }

    fn version(row: &poverty_line::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut poverty_line::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &poverty_line::Model) -> Value {
        json!({
            "region_code": row.region_code, "year": row.year, "monthly_rupiah": row.monthly_rupiah,
            "poor_people": row.poor_people, "poor_share": row.poor_share, "source": row.source,
        })
    }

    fn place(row: &poverty_line::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: PovertyLineId) -> Result<PovertyLine> {
        let row = system::<poverty_line::Entity>().filter(poverty_line::Column::Id.eq(id)).one(guard.db()).await?;
        Ok(view(row.ok_or(ProblemCode::NotFound)?))
    }
}
