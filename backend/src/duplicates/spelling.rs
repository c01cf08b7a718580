//! Stored forms of names that follow the rules of spelling. Changed rules take
//! effect at the next start, before anyone is served.

use super::names::Name;
use crate::beneficiaries::write::keep_words_of;
use crate::entity::{beneficiary, register_mark};
use crate::kernel::database::try_lock;
use crate::kernel::error::Result;
use crate::kernel::fold::{SPELLING, sound};
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use contract::ids::BeneficiaryId;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use std::time::Duration;

const MARK: &str = "spelling";
/// Women written anew in one transaction.
const STRETCH: u64 = 500;
/// One process does it at a time.
const LOCK: i64 = 0x7370_656c;

#[derive(Debug, FromQueryResult)]
struct Named {
    id: BeneficiaryId,
    full_name: String,
    name_search: String,
    name_key: String,
}

/// The value last written under a mark.
pub async fn mark(db: &impl ConnectionTrait, name: &str) -> Result<Option<String>> {
    let row = system::<register_mark::Entity>().filter(register_mark::Column::Name.eq(name)).one(db).await?;
    Ok(row.map(|row| row.value))
}

/// Writes a value under a mark.
pub async fn set_mark(db: &impl ConnectionTrait, name: &str, value: &str) -> Result<()> {
    let row = register_mark::Model { name: name.to_owned(), value: value.to_owned() };
    let over = OnConflict::column(register_mark::Column::Name).update_column(register_mark::Column::Value).to_owned();
    register_mark::Entity::insert(row.into_active_model()).on_conflict(over).exec_without_returning(db).await?;
    Ok(())
}

/// Writes the names of the whole register anew where the rules have changed.
pub async fn refresh(kernel: &Kernel) -> Result<()> {
    let mut after = None;
    while mark(&kernel.db.read, MARK).await?.as_deref() != Some(SPELLING) {
        let tx = kernel.db.begin().await?;
        if !try_lock(&tx, LOCK).await? {
            tx.rollback().await?;
            tokio::time::sleep(Duration::from_secs(1)).await;
            continue;
        }
        let women = stretch(&tx, after).await?;
        after = women.last().map(|woman| woman.id).or(after);
        if women.is_empty() {
            set_mark(&tx, MARK, SPELLING).await?;
        }
        for woman in women {
            respell(&tx, &woman).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

async fn stretch(tx: &DatabaseTransaction, after: Option<BeneficiaryId>) -> Result<Vec<Named>> {
    let columns = [
        beneficiary::Column::Id,
        beneficiary::Column::FullName,
        beneficiary::Column::NameSearch,
        beneficiary::Column::NameKey,
    ];
    let mut select = system::<beneficiary::Entity>().select_only().columns(columns);
    if let Some(after) = after {
        select = select.filter(beneficiary::Column::Id.gt(after));
    }
    Ok(select.order_by_asc(beneficiary::Column::Id).limit(STRETCH).into_model::<Named>().all(tx).await?)
}

async fn respell(tx: &DatabaseTransaction, woman: &Named) -> Result<()> {
    let (search, key) = (sound(&woman.full_name), Name::of(&woman.full_name).key());
    if (&search, &key) == (&woman.name_search, &woman.name_key) {
        return Ok(());
    }
    beneficiary::Entity::update_many()
        .col_expr(beneficiary::Column::NameSearch, Expr::value(search))
        .col_expr(beneficiary::Column::NameKey, Expr::value(key))
        .filter(beneficiary::Column::Id.eq(woman.id))
        .exec(tx)
        .await?;
    keep_words_of(tx, woman.id, &woman.full_name).await
}
