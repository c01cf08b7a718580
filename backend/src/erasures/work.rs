//! What goes with her, table by table.

use crate::entity::{
    beneficiary, beneficiary_word, consent, duplicate_candidate, enrolment, erasure, event, household,
    household_finance, household_member, import_row, merge, poverty_check, relocation, revision, task, validation,
    welfare_assessment,
};
use crate::kernel::database::lock_rows;
use crate::kernel::error::Result;
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use crate::relocations::moving::lock_household;
use crate::welfare::renewal;
use contract::ids::{BeneficiaryId, HouseholdId, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Ids in one statement.
const AT_ONCE: usize = 500;

/// Who destroys, and whether she asked for it.
#[derive(Debug, Clone, Copy)]
pub struct Gone {
    pub by: UserId,
    pub on_request: bool,
}

/// The records of one woman, locked: hers, and those that were merged into it.
pub async fn lock(tx: &Tx, ids: &[BeneficiaryId]) -> Result<Vec<beneficiary::Model>> {
    let of = || system::<beneficiary::Entity>().filter(beneficiary::Column::Id.is_in(ids.iter().copied()));
    let homes: BTreeSet<HouseholdId> = of().all(tx.db()).await?.into_iter().map(|row| row.household_id).collect();
    // Households before their women, each in the order of their ids, as everywhere.
    for home in &homes {
        lock_household(tx, *home).await?;
    }
    let women = system::<beneficiary::Entity>()
        .filter(beneficiary::Column::HouseholdId.is_in(homes))
        .order_by_asc(beneficiary::Column::Id);
    let women = lock_rows(women, tx.kernel().db.backend()).all(tx.db()).await?;
    Ok(women.into_iter().filter(|row| ids.contains(&row.id)).collect())
}

/// Destroys what is known of a woman on these records, which are locked.
pub async fn erase(tx: &Tx, rows: &[beneficiary::Model], gone: Gone) -> Result<()> {
    let ids: Vec<BeneficiaryId> = rows.iter().map(|row| row.id).collect();
    let mut traces: Vec<String> = ids.iter().map(ToString::to_string).collect();
    // First what lets the append-only tables give her rows up.
    for id in &ids {
        let said = erasure::Model {
            beneficiary_id: *id,
            erased_by: gone.by,
            erased_at: tx.now(),
            on_request: gone.on_request,
        };
        erasure::Entity::insert(said.into_active_model()).exec_without_returning(tx.db()).await?;
    }
    take_hers(tx, &ids, &mut traces).await?;
    beneficiary::Entity::delete_many().filter(beneficiary::Column::Id.is_in(ids)).exec(tx.db()).await?;
    let homes: BTreeSet<HouseholdId> = rows.iter().map(|row| row.household_id).collect();
    for home in homes {
        if is_empty(tx, home).await? {
            take_home(tx, home, &mut traces).await?;
        } else {
            renewal::follow(tx, home).await?;
        }
    }
    forget(tx, &traces).await
}

/// Takes the rows of a table out, and notes whose traces the trail has.
async fn take<E: EntityTrait>(tx: &Tx, id: E::Column, of: Condition, traces: &mut Vec<String>) -> Result<()> {
    let ids = system::<E>().select_only().column(id).filter(of.clone()).into_tuple::<Uuid>().all(tx.db()).await?;
    traces.extend(ids.iter().map(Uuid::to_string));
    E::delete_many().filter(of).exec(tx.db()).await?;
    Ok(())
}

/// What stands in other tables of her.
async fn take_hers(tx: &Tx, ids: &[BeneficiaryId], traces: &mut Vec<String>) -> Result<()> {
    let hers = |column: &dyn Fn(Vec<BeneficiaryId>) -> Expr| Condition::any().add(column(ids.to_vec()));
    let rows = hers(&|ids| import_row::Column::BeneficiaryId.is_in(ids));
    import_row::Entity::delete_many().filter(rows).exec(tx.db()).await?;
    let words = hers(&|ids| beneficiary_word::Column::BeneficiaryId.is_in(ids));
    beneficiary_word::Entity::delete_many().filter(words).exec(tx.db()).await?;
    take::<task::Entity>(tx, task::Column::Id, hers(&|ids| task::Column::BeneficiaryId.is_in(ids)), traces).await?;
    let moves = hers(&|ids| relocation::Column::BeneficiaryId.is_in(ids));
    take::<relocation::Entity>(tx, relocation::Column::Id, moves, traces).await?;
    let merges = hers(&|ids| merge::Column::KeptId.is_in(ids));
    let merges = merges.add(merge::Column::RemovedId.is_in(ids.to_vec()));
    take::<merge::Entity>(tx, merge::Column::Id, merges, traces).await?;
    let pairs = hers(&|ids| duplicate_candidate::Column::FirstId.is_in(ids));
    let pairs = pairs.add(duplicate_candidate::Column::SecondId.is_in(ids.to_vec()));
    take::<duplicate_candidate::Entity>(tx, duplicate_candidate::Column::Id, pairs, traces).await?;
    let checks = hers(&|ids| poverty_check::Column::BeneficiaryId.is_in(ids));
    take::<poverty_check::Entity>(tx, poverty_check::Column::Id, checks, traces).await?;
    let answers = hers(&|ids| consent::Column::BeneficiaryId.is_in(ids));
    take::<consent::Entity>(tx, consent::Column::Id, answers, traces).await?;
    // An enrolment rests on a decision.
    let joined = hers(&|ids| enrolment::Column::BeneficiaryId.is_in(ids));
    take::<enrolment::Entity>(tx, enrolment::Column::Id, joined, traces).await?;
    let decisions = hers(&|ids| validation::Column::BeneficiaryId.is_in(ids));
    take::<validation::Entity>(tx, validation::Column::Id, decisions, traces).await?;
    let told = hers(&|ids| welfare_assessment::Column::BeneficiaryId.is_in(ids));
    take::<welfare_assessment::Entity>(tx, welfare_assessment::Column::Id, told, traces).await
}

/// Whether nobody of the register lives there or told of it.
async fn is_empty(tx: &Tx, home: HouseholdId) -> Result<bool> {
    let women = system::<beneficiary::Entity>().filter(beneficiary::Column::HouseholdId.eq(home));
    let told = system::<welfare_assessment::Entity>().filter(welfare_assessment::Column::HouseholdId.eq(home));
    Ok(women.count(tx.db()).await? == 0 && told.count(tx.db()).await? == 0)
}

async fn take_home(tx: &Tx, home: HouseholdId, traces: &mut Vec<String>) -> Result<()> {
    let of = household_finance::Column::HouseholdId.eq(home);
    household_finance::Entity::delete_many().filter(of).exec(tx.db()).await?;
    let members = Condition::all().add(household_member::Column::HouseholdId.eq(home));
    take::<household_member::Entity>(tx, household_member::Column::Id, members, traces).await?;
    let home = Condition::all().add(household::Column::Id.eq(home));
    take::<household::Entity>(tx, household::Column::Id, home, traces).await
}

/// The values that events changed, and the salts of their digests.
async fn forget(tx: &Tx, traces: &[String]) -> Result<()> {
    for part in traces.chunks(AT_ONCE) {
        let events = system::<event::Entity>()
            .select_only()
            .column(event::Column::Id)
            .filter(event::Column::ResourceId.is_in(part));
        let of = revision::Column::EventId.in_subquery(events.into_query());
        revision::Entity::delete_many().filter(of).exec(tx.db()).await?;
    }
    Ok(())
}
