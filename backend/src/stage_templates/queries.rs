//! Stage templates as rows and as views.

use super::shipped::SHIPPED;
use crate::entity::stage_template;
use crate::kernel::crud::Resource;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::Guard;
use crate::kernel::scope::{open_to_permission, system};
use contract::endpoint::Endpoint;
use contract::ids::StageTemplateId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::policy::Role;
use contract::problem::ProblemCode;
use contract::stage_templates::{StageDefinition, StageTemplate, TemplateState};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

open_to_permission!(stage_template::Entity);

/// The stages of a version.
pub fn stages(row: &stage_template::Model) -> Result<Vec<StageDefinition>> {
    serde_json::from_str(&row.stages).map_err(Error::internal)
}

pub fn view(row: stage_template::Model) -> Result<StageTemplate> {
    Ok(StageTemplate {
        stages: stages(&row)?,
        id: row.id,
        city_code: row.city_code,
        number: row.number,
        state: row.state,
        note: row.note,
        published_at: row.published_at,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}

/// The versions that loci of a city can follow.
pub fn followed_in(city: &RegionCode) -> Condition {
    Condition::any()
        .add(stage_template::Column::CityCode.is_null())
        .add(stage_template::Column::CityCode.eq(city.clone()))
}

/// What new loci of a city follow: the version it published last, else what is
/// shipped.
pub async fn present(db: &impl ConnectionTrait, city: &RegionCode) -> Result<stage_template::Model> {
    let own = system::<stage_template::Entity>()
        .filter(stage_template::Column::CityCode.eq(city.clone()))
        .filter(stage_template::Column::State.eq(TemplateState::Published))
        .order_by_desc(stage_template::Column::PublishedAt)
        .order_by_desc(stage_template::Column::Number)
        .one(db)
        .await?;
    match own {
        Some(own) => Ok(own),
        None => of(db, SHIPPED).await,
    }
}

/// Who submits the stage of this number; nobody after the last.
pub fn submitter(stages: &[StageDefinition], number: i32) -> Option<Role> {
    stages.iter().find(|one| one.stage.number() == number).map(|one| one.submitted_by)
}

/// One version.
pub async fn of(db: &impl ConnectionTrait, id: StageTemplateId) -> Result<stage_template::Model> {
    let row = system::<stage_template::Entity>().filter(stage_template::Column::Id.eq(id)).one(db).await?;
    row.ok_or_else(|| Error::internal("a locus follows a template that is not there"))
}

impl Resource for stage_template::Entity {
    type Id = StageTemplateId;
    type View = StageTemplate;
    const KIND: &'static str = "stage_template";

    fn id(row: &stage_template::Model) -> StageTemplateId {
        row.id
    }

    fn version(row: &stage_template::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut stage_template::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &stage_template::Model) -> Value {
        let stages: Value = serde_json::from_str(&row.stages).unwrap_or_default();
        json!({
            "city_code": row.city_code, "number": row.number, "state": row.state, "note": row.note, "stages": stages,
            "published_at": row.published_at,
        })
    }

    fn place(row: &stage_template::Model) -> Option<RegionCode> {
        row.city_code.clone()
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: StageTemplateId) -> Result<StageTemplate> {
        let row = system::<stage_template::Entity>().filter(stage_template::Column::Id.eq(id)).one(guard.db()).await?;
        view(row.ok_or(ProblemCode::NotFound)?)
    }
}
