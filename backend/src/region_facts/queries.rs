//! Region facts as rows and as views.

use crate::entity::region_fact;
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::{open_to_permission, system};
use crate::regions::names::region_names;
use contract::endpoint::Endpoint;
use contract::ids::RegionFactId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::problem::ProblemCode;
use contract::region_facts::RegionFact;
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::{Value, json};

open_to_permission!(region_fact::Entity);

pub fn view(row: region_fact::Model, region_name: Option<&String>) -> RegionFact {
    RegionFact {
        region_name: region_name.cloned().unwrap_or_default(),
        id: row.id,
        region_code: row.region_code,
        year: row.year,
        kind: row.kind,
        value: row.value,
        source: row.source,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    }
}

impl Resource for region_fact::Entity {
    type Id = RegionFactId;
    type View = RegionFact;
    const KIND: &'static str = "region_fact";

    fn id(row: &region_fact::Model) -> RegionFactId {
        row.id
    }

    fn version(row: &region_fact::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut region_fact::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &region_fact::Model) -> Value {
        json!({
            "region_code": row.region_code, "year": row.year, "kind": row.kind, "value": row.value,
            "source": row.source,
        })
    }

    fn place(row: &region_fact::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: RegionFactId) -> Result<RegionFact> {
        let row = system::<region_fact::Entity>().filter(region_fact::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let names = region_names(guard.db(), [row.region_code.clone()]).await?;
        let name = names.get(&row.region_code);
        Ok(view(row, name))
    }
}
