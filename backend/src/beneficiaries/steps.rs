//! Named steps of a record: archive, restore, withdraw, put forward again.

use super::queries::as_text;
use super::routes::pen;
use super::rules::status_after;
use crate::eligibility::findings::Said;
use crate::entity::{beneficiary, validation};
use crate::kernel::crud;
use crate::kernel::error::Result;
use crate::kernel::guard::Write;
use crate::kernel::reply::Answer;
use crate::kernel::tx::Tx;
use crate::welfare::renewal;
use actix_web::web::Path;
use contract::beneficiaries::Status;
use contract::draft::Purpose;
use contract::endpoints::{ArchiveBeneficiary, PutForwardBeneficiary, RestoreBeneficiary, WithdrawBeneficiary};
use contract::ids::{BeneficiaryId, DocumentId, UserId, ValidationId};
use contract::moment::Day;
use contract::problem::ProblemCode;
use contract::validations::Outcome;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

pub async fn archive(guard: Write<ArchiveBeneficiary>, id: Path<BeneficiaryId>) -> Answer<ArchiveBeneficiary> {
    let draft = guard.draft(Purpose::Change).await?;
    let pen = pen(&guard)?;
    let (nothing, reason) = ((), Some(draft.reason.as_str()));
    let family = async |tx: &Tx| renewal::lock_family_of(tx, *id).await;
    crud::change_after::<beneficiary::Entity, _>(&guard, *id, &nothing, reason, family, async |tx, row| {
        pen.check_status(row)?;
        crud::archive(&mut row.archived_at, &mut row.archive_reason, tx.now(), &draft.reason)?;
        leave_or_return(tx, row).await
    })
    .await
}

pub async fn restore(guard: Write<RestoreBeneficiary>, id: Path<BeneficiaryId>) -> Answer<RestoreBeneficiary> {
    let draft = guard.draft(Purpose::Change).await?;
    let (nothing, reason) = ((), Some(draft.reason.as_str()));
    let family = async |tx: &Tx| renewal::lock_family_of(tx, *id).await;
    crud::change_after::<beneficiary::Entity, _>(&guard, *id, &nothing, reason, family, async |tx, row| {
        // A merged record comes back when the merge is undone.
        if row.merged_into.is_some() {
            return Err(ProblemCode::WrongState.into());
        }
        crud::restore(&mut row.archived_at, &mut row.archive_reason)?;
        leave_or_return(tx, row).await
    })
    .await
}

/// An archived woman is none of the people her family's sums are shared by;
/// written at once, so that what follows for the others is worked out so.
async fn leave_or_return(tx: &Tx, row: &mut beneficiary::Model) -> Result<()> {
    beneficiary::Entity::update_many()
        .col_expr(beneficiary::Column::ArchivedAt, Expr::value(row.archived_at))
        .filter(beneficiary::Column::Id.eq(row.id))
        .exec(tx.db())
        .await?;
    renewal::follow(tx, row.household_id).await?;
    renewal::settle(tx, row).await
}

/// What a step leaves in the series of decisions.
#[derive(Debug)]
pub struct Entry<'a> {
    pub outcome: Outcome,
    pub programme_year: i32,
    pub by: UserId,
    pub reason_code: Option<String>,
    pub reason: Option<&'a str>,
    pub document: SignedList,
    /// What the rules said; none for steps that decide nothing.
    pub said: Option<Said>,
}

/// The paper a decision stands on.
#[derive(Debug, Clone, Default)]
pub struct SignedList {
    pub number: Option<String>,
    pub date: Option<Day>,
    /// Its scan.
    pub scan: Option<DocumentId>,
}

/// Adds a decision and lets the status follow from it.
pub async fn enter(tx: &Tx, row: &mut beneficiary::Model, entry: Entry<'_>) -> Result<ValidationId> {
    let id = ValidationId(tx.kernel().clock.new_id());
    let SignedList { number, date, scan } = entry.document;
    let decision = validation::Model {
        id,
        beneficiary_id: row.id,
        programme_year: entry.programme_year,
        outcome: entry.outcome,
        reason_code: entry.reason_code,
        reason: entry.reason.map(|reason| reason.trim().to_owned()),
        document_number: number,
        document_date: date,
        document_id: scan,
        beneficiary_version: row.version,
        eligibility: entry.said.as_ref().map(|said| said.answer),
        rule_set_number: entry.said.as_ref().map(|said| said.number),
        rule_findings: entry.said.map(|said| as_text(&said.findings)).transpose()?,
        beside: row.status == Status::Validated && entry.outcome == Outcome::Validated,
        decided_by: entry.by,
        decided_at: tx.now(),
        city_code: row.city_code.clone(),
        district_code: row.district_code.clone(),
        region_code: row.region_code.clone(),
        rw: row.rw.clone(),
    };
    validation::Entity::insert(decision.into_active_model()).exec_without_returning(tx.db()).await?;
    row.status = status_after(entry.outcome);
    row.outdated_by.clear();
    Ok(id)
}

/// The programme year of the decision a step answers to.
async fn last_year(tx: &Tx, id: BeneficiaryId) -> Result<i32> {
    use crate::kernel::scope::system;
    use sea_orm::QueryOrder;
    let last = system::<validation::Entity>()
        .filter(validation::Column::BeneficiaryId.eq(id))
        .order_by_desc(validation::Column::DecidedAt)
        .order_by_desc(validation::Column::Id)
        .one(tx.db())
        .await?;
    Ok(last.ok_or(ProblemCode::WrongState)?.programme_year)
}

pub async fn withdraw(guard: Write<WithdrawBeneficiary>, id: Path<BeneficiaryId>) -> Answer<WithdrawBeneficiary> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    crud::change::<beneficiary::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        if !matches!(row.status, Status::Validated | Status::Outdated) {
            return Err(ProblemCode::WrongState.into());
        }
        let programme_year = last_year(tx, row.id).await?;
        let reason = Some(draft.reason.as_str());
        let document = SignedList::default();
        let entry =
            Entry { outcome: Outcome::Withdrawn, programme_year, by, reason_code: None, reason, document, said: None };
        enter(tx, row, entry).await.map(drop)
    })
    .await
}

pub async fn put_forward(
    guard: Write<PutForwardBeneficiary>,
    id: Path<BeneficiaryId>,
) -> Answer<PutForwardBeneficiary> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    crud::change::<beneficiary::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        if !matches!(row.status, Status::Refused | Status::Withdrawn) || row.archived_at.is_some() {
            return Err(ProblemCode::WrongState.into());
        }
        let programme_year = last_year(tx, row.id).await?;
        let reason = Some(draft.reason.as_str());
        let document = SignedList::default();
        let entry =
            Entry { outcome: Outcome::PutForward, programme_year, by, reason_code: None, reason, document, said: None };
        enter(tx, row, entry).await.map(drop)
    })
    .await
}
