use super::work::{self, Gone};
use crate::beneficiaries::queries::{due_before, with_merged};
use crate::entity::beneficiary;
use crate::kernel::crud::Resource;
use crate::kernel::event::Change;
use crate::kernel::guard::Write;
use crate::kernel::reply::{Answer, Reply};
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoints::EraseBeneficiary;
use contract::ids::BeneficiaryId;
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, QueryFilter};

/// Destroys what is known of her. Who is neither refused nor archived is not
/// touched; before her day only where she asked.
pub async fn erase(guard: Write<EraseBeneficiary>, id: Path<BeneficiaryId>) -> Answer<EraseBeneficiary> {
    let draft = guard.draft(Purpose::Change).await?;
    let (by, expected) = (guard.user()?, guard.if_match()?);
    guard
        .run(async |tx| {
            let reached = tx.select::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(*id));
            reached.one(tx.db()).await?.ok_or(ProblemCode::NotFound)?;
            let rows = work::lock(tx, &with_merged(tx.db(), *id).await?).await?;
            let row = rows.iter().find(|row| row.id == *id).ok_or(ProblemCode::NotFound)?;
            if !expected.holds(&guard.etag(row.version)) {
                return Err(ProblemCode::Stale.into());
            }
            let since = row.retained_since.ok_or(ProblemCode::WrongState)?;
            if !draft.on_request && since >= due_before(&guard.kernel) {
                return Err(ProblemCode::NotYetDue.into());
            }
            let place = beneficiary::Entity::place(row);
            work::erase(tx, &rows, Gone { by, on_request: draft.on_request }).await?;
            let change = Change::act(beneficiary::Entity::KIND, *id).because(&draft.reason).at(place.as_ref());
            tx.done(change, ()).await
        })
        .await?;
    Ok(Reply::new(()))
}
