//! Listing pairs, and saying that they are two women.

use super::queries::{Surroundings, view};
use crate::entity::duplicate_candidate;
use crate::kernel::crud;
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, try_page};
use crate::kernel::reply::{Answer, Reply};
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::duplicates::DuplicateState;
use contract::endpoints::{DismissDuplicateCandidate, GetDuplicateCandidate, ListDuplicateCandidates};
use contract::ids::DuplicateCandidateId;
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, QueryFilter};

pub async fn list(guard: Read<ListDuplicateCandidates>) -> Answer<ListDuplicateCandidates> {
    let filter = guard.filter()?;
    let mut select = guard.select::<duplicate_candidate::Entity>();
    if let Some(state) = filter.state {
        select = select.filter(duplicate_candidate::Column::State.eq(state));
    }
    let orders =
        Orders::new(duplicate_candidate::Column::Id, &[("-created_at", duplicate_candidate::Column::CreatedAt)]);
    let page = guard.page(select, &orders).await?;
    let around = Surroundings::of(&guard, &page.items).await?;
    Ok(Reply::new(try_page(page, |row| view(&guard, row, &around))?))
}

pub async fn get(guard: Read<GetDuplicateCandidate>, id: Path<DuplicateCandidateId>) -> Answer<GetDuplicateCandidate> {
    crud::show::<duplicate_candidate::Entity, _>(&guard, *id).await
}

pub async fn dismiss(
    guard: Write<DismissDuplicateCandidate>,
    id: Path<DuplicateCandidateId>,
) -> Answer<DismissDuplicateCandidate> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    crud::change::<duplicate_candidate::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        if row.state != DuplicateState::Open {
            return Err(ProblemCode::WrongState.into());
        }
        row.state = DuplicateState::NotDuplicate;
        row.settled_by = Some(by);
        row.settled_at = Some(tx.now());
        row.reason = Some(draft.reason.trim().to_owned());
        Ok(())
    })
    .await
}
