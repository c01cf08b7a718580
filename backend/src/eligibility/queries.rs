//! Rule sets as rows and as views.

use super::rules::listed;
use crate::entity::rule_set;
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::{open_to_permission, system};
use contract::eligibility::RuleSet;
use contract::endpoint::Endpoint;
use contract::ids::RuleSetId;
use contract::moment::Timestamp;
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::{Value, json};

open_to_permission!(rule_set::Entity);

pub fn view(row: rule_set::Model) -> RuleSet {
    RuleSet {
        rules: listed(&row.rules),
        low_stages: listed(&row.low_stages),
        id: row.id,
        number: row.number,
        state: row.state,
        note: row.note,
        age_min: row.age_min,
        age_max: row.age_max,
        age_on: row.age_on,
        region_code: row.region_code,
        poverty_basis: row.poverty_basis,
        head_condition: row.head_condition,
        in_force_from: row.in_force_from,
        ended_at: row.ended_at,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    }
}

impl Resource for rule_set::Entity {
    type Id = RuleSetId;
    type View = RuleSet;
    const KIND: &'static str = "rule_set";

    fn id(row: &rule_set::Model) -> RuleSetId {
        row.id
    }

    fn version(row: &rule_set::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut rule_set::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &rule_set::Model) -> Value {
        json!({
            "number": row.number, "state": row.state, "note": row.note, "rules": row.rules, "age_min": row.age_min,
            "age_max": row.age_max, "age_on": row.age_on, "region_code": row.region_code,
            "poverty_basis": row.poverty_basis, "low_stages": row.low_stages, "head_condition": row.head_condition,
            "in_force_from": row.in_force_from, "ended_at": row.ended_at,
        })
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: RuleSetId) -> Result<RuleSet> {
        let row = system::<rule_set::Entity>().filter(rule_set::Column::Id.eq(id)).one(guard.db()).await?;
        Ok(view(row.ok_or(ProblemCode::NotFound)?))
    }
}
