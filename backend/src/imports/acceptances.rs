//! Conflicts that a person settles in favour of the row: the changes are
//! wanted, or she is another woman than the one found.

use super::judge::Ground;
use super::known::Known;
use super::queries::{Kept, open_row, seal_row};
use super::routes::own_at;
use super::rows::{ReadRow, Words};
use super::work::{recount, settle};
use crate::beneficiaries::checks::Pen;
use crate::entity::{import, import_row};
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::fields::FieldRights;
use crate::kernel::guard::Write;
use crate::kernel::reply::Answer;
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoints::AcceptImportRows;
use contract::ids::ImportId;
use contract::imports::{ImportState, RowOutcome};
use contract::problem::{FieldCode, FieldError, ProblemCode};
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder};

pub async fn accept(guard: Write<AcceptImportRows>, id: Path<ImportId>) -> Answer<AcceptImportRows> {
    let draft = guard.draft(Purpose::Change).await?;
    let expected = guard.if_match()?;
    let by = guard.user()?;
    let pen = Pen {
        user: by,
        scope: guard.scope().clone(),
        rights: FieldRights::of(&guard),
        collects: false,
        fully: guard.scope().clone(),
    };
    let words = Words::load(guard.db()).await?;
    let committed = guard
        .run(async |tx| {
            let mut import = own_at(tx, by, *id, |version| expected.holds(&guard.etag(version))).await?;
            if import.state != ImportState::Checked {
                return Err(ProblemCode::WrongState.into());
            }
            let rows = conflicts(tx, *id, &draft.rows).await?;
            judge_again(&Ground { tx, pen: &pen, words: &words }, rows).await?;
            recount(tx, &mut import).await?;
            import.version += 1;
            import.into_active_model().reset_all().update(tx.db()).await?;
            let told: Vec<String> = draft.rows.iter().map(u32::to_string).collect();
            let change = Change::act(import::Entity::KIND, *id).because(&told.join(" "));
            tx.done(change, *id).await
        })
        .await?;
    crud::answer::<import::Entity, _>(&guard, committed).await
}

/// The rows named, which must be conflicts that may be accepted.
async fn conflicts(tx: &Tx, id: ImportId, numbers: &[u32]) -> Result<Vec<(import_row::Model, Kept)>> {
    let numbers: Vec<i32> = numbers.iter().map(|number| i32::try_from(*number).unwrap_or(-1)).collect();
    let rows = system::<import_row::Entity>()
        .filter(import_row::Column::ImportId.eq(id))
        .filter(import_row::Column::Row.is_in(numbers.clone()))
        .order_by_asc(import_row::Column::Row)
        .all(tx.db())
        .await?;
    let opened: Result<Vec<_>> = rows.into_iter().map(|row| Ok((open_row(tx.kernel(), &row)?, row))).collect();
    let may = |(kept, row): &(Kept, import_row::Model)| row.outcome == RowOutcome::Conflict && kept.read.acceptable;
    let rows: Vec<_> = opened?.into_iter().filter(may).map(|(kept, row)| (row, kept)).collect();
    let wrong = numbers.iter().enumerate().filter(|(_, number)| !rows.iter().any(|(row, _)| row.row == **number));
    let errors: Vec<FieldError> =
        wrong.map(|(place, _)| FieldError::new(&format!("/rows/{place}"), FieldCode::UnknownReference)).collect();
    if errors.is_empty() { Ok(rows) } else { Err(Error::fields(errors)) }
}

async fn judge_again(ground: &Ground<'_>, mut rows: Vec<(import_row::Model, Kept)>) -> Result<()> {
    for (_, kept) in &mut rows {
        kept.read.accepted = true;
        kept.read.faults.clear();
    }
    let reads: Vec<&ReadRow> = rows.iter().map(|(_, kept)| &kept.read).collect();
    let known = Known::load(ground.tx, &reads, None, None).await?;
    for (mut row, mut kept) in rows {
        let verdict = ground.judge(&kept.read, &known)?;
        let (outcome, woman, _) = settle(&mut kept.read, &verdict, ground.pen.user);
        (row.outcome, row.beneficiary_id) = (outcome, woman);
        row.sealed = seal_row(ground.tx.kernel(), row.import_id, row.row, &kept)?;
        row.into_active_model().reset_all().update(ground.tx.db()).await?;
    }
    Ok(())
}
