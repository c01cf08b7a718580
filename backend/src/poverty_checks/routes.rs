//! Adding and listing looks into poverty databases. Nobody changes one.

use crate::beneficiaries::queries::{standing, with_merged};
use crate::entity::{beneficiary, poverty_check};
use crate::history::queries::names;
use crate::kernel::crud::given;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::fields::FieldRights;
use crate::kernel::guard::{Guard, Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{CreatePovertyCheck, ListPovertyChecks};
use contract::ids::{BeneficiaryId, PovertyCheckId, UserId};
use contract::policy::FieldGroup;
use contract::poverty_checks::{PovertyCheck, PovertyCheckDraft};
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

/// What the trail calls one.
const KIND: &str = "poverty_check";

pub fn view(row: poverty_check::Model, recorder: Option<&String>) -> PovertyCheck {
    PovertyCheck {
        recorded_by_name: recorder.cloned().unwrap_or_default(),
        id: row.id,
        beneficiary_id: row.beneficiary_id,
        checked_on: row.checked_on,
        database: row.source_database,
        result: row.result,
        decile: row.decile,
        source: row.source,
        recorded_by: row.recorded_by,
        created_at: row.created_at,
    }
}

/// The woman, if the caller reaches her.
async fn reached<E: Endpoint>(guard: &Guard<E>, id: BeneficiaryId) -> Result<beneficiary::Model> {
    let woman = guard.select::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(id)).one(guard.db()).await?;
    woman.ok_or_else(|| ProblemCode::NotFound.into())
}

pub async fn list(guard: Read<ListPovertyChecks>, id: Path<BeneficiaryId>) -> Answer<ListPovertyChecks> {
    guard.filter()?;
    let woman = reached(&guard, *id).await?;
    // What was found before whoever collects now is not hers to read.
    if !FieldRights::of(&*guard).sees_past(FieldGroup::Income, standing(&woman)) {
        return Err(ProblemCode::Forbidden.into());
    }
    let rows = system::<poverty_check::Entity>()
        .filter(poverty_check::Column::BeneficiaryId.is_in(with_merged(guard.db(), *id).await?));
    let orders = Orders::new(poverty_check::Column::Id, &[("-checked_on", poverty_check::Column::CheckedOn)]);
    let page = guard.page(rows, &orders).await?;
    let names = names(guard.db(), page.items.iter().map(|row| row.recorded_by)).await?;
    Ok(Reply::new(map_page(page, |row| {
        let recorder = names.get(&row.recorded_by);
        view(row, recorder)
    })))
}

pub async fn create(guard: Write<CreatePovertyCheck>, id: Path<BeneficiaryId>) -> Answer<CreatePovertyCheck> {
    let draft = guard.draft(Purpose::Create).await?;
    let by = guard.user()?;
    let committed = guard
        .run(async |tx| {
            let woman = tx.select::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(*id)).one(tx.db()).await?;
            let woman = woman.filter(|woman| woman.archived_at.is_none()).ok_or(ProblemCode::NotFound)?;
            let row = row(tx, *id, by, &draft)?;
            let same = system::<poverty_check::Entity>().filter(poverty_check::Column::Id.eq(row.id)).one(tx.db());
            if same.await?.is_some() {
                return Err(ProblemCode::AlreadyExists.into());
            }
            let kept = json!({
                "beneficiary_id": row.beneficiary_id, "checked_on": row.checked_on, "database": row.source_database,
                "result": row.result, "decile": row.decile, "source": row.source,
            });
            let change = Change::created(KIND, row.id, &kept).at(Some(&woman.region_code));
            let key = row.id;
            poverty_check::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
            tx.done(change, key).await
        })
        .await?;
    // A repetition is answered only to one who still reaches her.
    let key = committed
        .or_read(async |key| {
            reached(&guard, *id).await?;
            key.parse().map_err(Error::internal)
        })
        .await?;
    let row = system::<poverty_check::Entity>().filter(poverty_check::Column::Id.eq(key)).one(guard.db()).await?;
    let row = row.ok_or(ProblemCode::NotFound)?;
    let names = names(guard.db(), [row.recorded_by]).await?;
    let recorder = names.get(&row.recorded_by);
    Ok(Reply::new(view(row, recorder)))
}

fn row(tx: &Tx, woman: BeneficiaryId, by: UserId, draft: &PovertyCheckDraft) -> Result<poverty_check::Model> {
    let checked_on = given("/checked_on", &draft.checked_on)?;
    if checked_on > tx.now().day_in_jakarta() {
        return Err(Error::field("/checked_on", FieldCode::InFuture));
    }
    Ok(poverty_check::Model {
        id: draft.id.unwrap_or_else(|| PovertyCheckId(tx.kernel().clock.new_id())),
        beneficiary_id: woman,
        checked_on,
        source_database: given("/database", &draft.database)?,
        result: given("/result", &draft.result)?,
        decile: draft.decile.value().copied(),
        source: given("/source", &draft.source)?.trim().to_owned(),
        recorded_by: by,
        created_at: tx.now(),
    })
}
