//! Drafting versions for a city and publishing them. Everyone signed in may
//! look; the coordinator of the city writes.

use super::queries::{followed_in, present, view};
use crate::entity::{region, stage_template};
use crate::kernel::crud;
use crate::kernel::database::{lock_rows, max_of};
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::{Guard, Read, Write};
use crate::kernel::list::{Orders, try_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use crate::regions::routes::check_reached;
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{
    CreateStageTemplate, GetStageTemplate, ListStageTemplates, PublishStageTemplate, UpdateStageTemplate,
};
use contract::ids::StageTemplateId;
use contract::place::RegionCode;
use contract::problem::ProblemCode;
use contract::stage_templates::{StageTemplateDraft, TemplateState};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};

pub async fn list(guard: Read<ListStageTemplates>) -> Answer<ListStageTemplates> {
    let filter = guard.filter()?;
    let mut select = guard.select::<stage_template::Entity>();
    if let Some(city) = &filter.city {
        select = select.filter(followed_in(city));
    }
    if let Some(state) = filter.state {
        select = select.filter(stage_template::Column::State.eq(state));
    }
    let orders = Orders::new(stage_template::Column::Id, &[("-created_at", stage_template::Column::CreatedAt)]);
    let page = guard.page(select, &orders).await?;
    Ok(Reply::new(try_page(page, view)?))
}

pub async fn get(guard: Read<GetStageTemplate>, id: Path<StageTemplateId>) -> Answer<GetStageTemplate> {
    crud::show::<stage_template::Entity, _>(&guard, *id).await
}

/// The next number of a city. Numbers are drawn one after the other: whoever
/// draws one locks the city.
async fn next_number(tx: &Tx, city: &RegionCode) -> Result<i32> {
    let row = system::<region::Entity>().filter(region::Column::Code.eq(city.clone()));
    lock_rows(row, tx.kernel().db.backend()).one(tx.db()).await?;
    let newest: Option<Option<i32>> = system::<stage_template::Entity>()
        .select_only()
        .expr_as(max_of(Expr::col(stage_template::Column::Number)), "number")
        .filter(stage_template::Column::CityCode.eq(city.clone()))
        .into_tuple()
        .one(tx.db())
        .await?;
    Ok(newest.flatten().unwrap_or_default() + 1)
}

fn apply(row: &mut stage_template::Model, draft: &StageTemplateDraft) -> Result<()> {
    row.note = draft.note.clone().over(row.note.take()).map(|note| note.trim().to_owned());
    if let Some(stages) = draft.stages.value() {
        row.stages = serde_json::to_string(stages).map_err(Error::internal)?;
    }
    Ok(())
}

pub async fn create(guard: Write<CreateStageTemplate>) -> Answer<CreateStageTemplate> {
    let draft = guard.draft(Purpose::Create).await?;
    crud::create::<stage_template::Entity, _>(&guard, async |tx| {
        let city = crud::given("/city_code", &draft.city_code)?;
        check_reached(tx, guard.scope(), "/city_code", &city).await?;
        let mut row = stage_template::Model {
            id: draft.id.unwrap_or_else(|| StageTemplateId(tx.kernel().clock.new_id())),
            number: next_number(tx, &city).await?,
            state: TemplateState::Draft,
            note: None,
            stages: present(tx.db(), &city).await?.stages,
            published_at: None,
            created_at: tx.now(),
            updated_at: tx.now(),
            version: 1,
            city_code: Some(city),
        };
        apply(&mut row, &draft)?;
        Ok(row)
    })
    .await
}

/// Everyone sees a version; only in its city is it changed, and what was
/// published once never: passages name it.
fn check_draft<E: Endpoint>(guard: &Guard<E>, row: &stage_template::Model) -> Result<()> {
    if !row.city_code.as_ref().is_some_and(|city| guard.scope().reaches(city)) {
        return Err(ProblemCode::Forbidden.into());
    }
    if row.state == TemplateState::Draft { Ok(()) } else { Err(ProblemCode::WrongState.into()) }
}

pub async fn update(guard: Write<UpdateStageTemplate>, id: Path<StageTemplateId>) -> Answer<UpdateStageTemplate> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<stage_template::Entity, _>(&guard, *id, &draft, None, async |_, row| {
        check_draft(&guard, row)?;
        if let Some(city) = &row.city_code {
            crud::fixed("/city_code", &draft.city_code, city)?;
        }
        apply(row, &draft)
    })
    .await
}

pub async fn publish(guard: Write<PublishStageTemplate>, id: Path<StageTemplateId>) -> Answer<PublishStageTemplate> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<stage_template::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        check_draft(&guard, row)?;
        row.state = TemplateState::Published;
        row.published_at = Some(tx.now());
        Ok(())
    })
    .await
}
