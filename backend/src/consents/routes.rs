//! Adding and listing her answers. Nobody changes one: a new answer follows.

use crate::beneficiaries::queries::with_merged;
use crate::entity::{beneficiary, consent};
use crate::history::queries::names;
use crate::kernel::crud::given;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Guard, Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use actix_web::web::Path;
use contract::consents::{Consent, ConsentDraft, ConsentPurpose};
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{CreateConsent, ListConsents};
use contract::ids::{BeneficiaryId, ConsentId, UserId};
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::json;
use std::collections::HashMap;

/// What the trail calls one.
const KIND: &str = "consent";

/// The answer of each purpose that holds: the last she gave, by the day she
/// gave it, whenever it was entered.
type Holding = HashMap<ConsentPurpose, ConsentId>;

async fn holding<E: Endpoint>(guard: &Guard<E>, ids: Vec<BeneficiaryId>) -> Result<Holding> {
    let rows = system::<consent::Entity>()
        .filter(consent::Column::BeneficiaryId.is_in(ids))
        .order_by_asc(consent::Column::AnsweredOn)
        .order_by_asc(consent::Column::CreatedAt)
        .all(guard.db())
        .await?;
    Ok(rows.into_iter().map(|row| (row.purpose, row.id)).collect())
}

fn view(row: consent::Model, holding: &Holding, names: &HashMap<UserId, String>) -> Consent {
    Consent {
        holds: holding.get(&row.purpose) == Some(&row.id),
        recorded_by_name: names.get(&row.recorded_by).cloned().unwrap_or_default(),
        id: row.id,
        beneficiary_id: row.beneficiary_id,
        purpose: row.purpose,
        answer: row.answer,
        text_version: row.text_version,
        language: row.language,
        means: row.means,
        answered_on: row.answered_on,
        asked_by: row.asked_by,
        recorded_by: row.recorded_by,
        created_at: row.created_at,
    }
}

async fn reached<E: Endpoint>(guard: &Guard<E>, id: BeneficiaryId) -> Result<()> {
    let woman = guard.select::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(id)).one(guard.db()).await?;
    woman.map(drop).ok_or_else(|| ProblemCode::NotFound.into())
}

pub async fn list(guard: Read<ListConsents>, id: Path<BeneficiaryId>) -> Answer<ListConsents> {
    guard.filter()?;
    reached(&guard, *id).await?;
    let ids = with_merged(guard.db(), *id).await?;
    let rows = system::<consent::Entity>().filter(consent::Column::BeneficiaryId.is_in(ids.clone()));
    let orders = Orders::new(consent::Column::Id, &[("-created_at", consent::Column::CreatedAt)]);
    let page = guard.page(rows, &orders).await?;
    let holding = holding(&guard, ids).await?;
    let names = names(guard.db(), page.items.iter().map(|row| row.recorded_by)).await?;
    Ok(Reply::new(map_page(page, |row| view(row, &holding, &names))))
}

pub async fn create(guard: Write<CreateConsent>, id: Path<BeneficiaryId>) -> Answer<CreateConsent> {
    let draft = guard.draft(Purpose::Create).await?;
    let by = guard.user()?;
    let committed = guard
        .run(async |tx| {
            // An archived woman may still take a consent back.
            let woman =
                tx.select_for_update::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(*id)).one(tx.db());
            let woman = woman.await?.ok_or(ProblemCode::NotFound)?;
            let row = row(tx, *id, by, &draft)?;
            let same = system::<consent::Entity>().filter(consent::Column::Id.eq(row.id)).one(tx.db()).await?;
            if same.is_some() {
                return Err(ProblemCode::AlreadyExists.into());
            }
            let kept = json!({
                "beneficiary_id": row.beneficiary_id, "purpose": row.purpose, "answer": row.answer,
                "text_version": row.text_version, "answered_on": row.answered_on,
            });
            let change = Change::created(KIND, row.id, &kept).at(Some(&woman.region_code));
            let key = row.id;
            consent::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
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
    let row = system::<consent::Entity>().filter(consent::Column::Id.eq(key)).one(guard.db()).await?;
    let row = row.ok_or(ProblemCode::NotFound)?;
    let ids = with_merged(guard.db(), row.beneficiary_id).await?;
    let holding = holding(&guard, ids).await?;
    let names = names(guard.db(), [row.recorded_by]).await?;
    Ok(Reply::new(view(row, &holding, &names)))
}

fn row(tx: &Tx, woman: BeneficiaryId, by: UserId, draft: &ConsentDraft) -> Result<consent::Model> {
    let text = |pointer, member| given::<String>(pointer, member).map(|text| text.trim().to_owned());
    let answered_on = given("/answered_on", &draft.answered_on)?;
    if answered_on > tx.now().day_in_jakarta() {
        return Err(Error::field("/answered_on", FieldCode::InFuture));
    }
    Ok(consent::Model {
        id: draft.id.unwrap_or_else(|| ConsentId(tx.kernel().clock.new_id())),
        beneficiary_id: woman,
        purpose: given("/purpose", &draft.purpose)?,
        answer: given("/answer", &draft.answer)?,
        text_version: text("/text_version", &draft.text_version)?,
        language: text("/language", &draft.language)?,
        means: given("/means", &draft.means)?,
        answered_on,
        asked_by: text("/asked_by", &draft.asked_by)?,
        recorded_by: by,
        created_at: tx.now(),
    })
}
