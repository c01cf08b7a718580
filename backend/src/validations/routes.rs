//! Deciding on a selection, and the decisions made.

use crate::beneficiaries::checks::{Findings, check_codes};
use crate::beneficiaries::queries::{edited_by, with_merged};
use crate::beneficiaries::rules::{awaits_decision, standing};
use crate::beneficiaries::steps::{Entry, SignedList, enter};
use crate::documents::queries::attach;
use crate::eligibility::findings::{examine_woman, in_words};
use crate::eligibility::rules::Finding;
use crate::enrolments::routes::decisions;
use crate::entity::{beneficiary, document, validation};
use crate::history::queries::{kept_results, names};
use crate::kernel::crud::Resource;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::fields::{FieldRights, Standing};
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::{PlaceColumns, Scope, Scoped, select};
use crate::kernel::tx::Tx;
use crate::welfare::reference::Reference;
use contract::beneficiaries::Status;
use contract::code_lists::CodeList;
use contract::documents::DocumentKind;
use contract::draft::Purpose;
use contract::eligibility::EligibilityAnswer;
use contract::endpoints::{CreateValidations, ListValidations};
use contract::ids::{BeneficiaryId, UserId, ValidationId};
use contract::problem::{FieldCode, ProblemCode};
use contract::validations::{Decided, Decision, Decisions, Filter, Outcome, Validation, ValidationDraft};
use contract::words::Language;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, IntoActiveModel, QueryFilter, Select};
use std::collections::HashMap;

/// What the trail calls one decision on a selection.
const KIND: &str = "validations";

const PLACE: PlaceColumns<validation::Column> = PlaceColumns {
    city: validation::Column::CityCode,
    district: validation::Column::DistrictCode,
    village: validation::Column::RegionCode,
    rw: Some(validation::Column::Rw),
};

impl Scoped for validation::Entity {
    fn rows(scope: &Scope) -> Condition {
        PLACE.reached(scope)
    }
}

pub async fn filtered(db: &impl ConnectionTrait, scope: &Scope, filter: &Filter) -> Result<Select<validation::Entity>> {
    let mut select = select::<validation::Entity>(scope);
    if let Some(id) = filter.beneficiary_id {
        select = select.filter(validation::Column::BeneficiaryId.is_in(with_merged(db, id).await?));
    }
    if let Some(year) = filter.programme_year {
        select = select.filter(validation::Column::ProgrammeYear.eq(year));
    }
    Ok(select)
}

pub fn orders() -> Orders<validation::Entity> {
    Orders::new(validation::Column::Id, &[("-decided_at", validation::Column::DecidedAt)])
}

pub async fn list(guard: Read<ListValidations>) -> Answer<ListValidations> {
    let filter = guard.filter()?;
    let page = guard.page(filtered(guard.db(), guard.scope(), &filter).await?, &orders()).await?;
    let names = names(guard.db(), page.items.iter().map(|row| row.decided_by)).await?;
    let (language, rights) = (guard.circumstances.language, FieldRights::of(&*guard));
    Ok(Reply::new(map_page(page, |row| view(language, &rights, row, &names))))
}

fn view(
    language: Language,
    rights: &FieldRights,
    row: validation::Model,
    names: &HashMap<UserId, String>,
) -> Validation {
    let standing = Standing { region: &row.region_code, rw: &row.rw, collected_by: None };
    let findings: Vec<Finding> =
        row.rule_findings.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let said = findings.into_iter().map(|one| in_words(language, one, |group| rights.sees(group, standing)));
    Validation {
        rules: said.collect(),
        eligibility: row.eligibility,
        rule_set_number: row.rule_set_number,
        id: row.id,
        beneficiary_id: row.beneficiary_id,
        programme_year: row.programme_year,
        outcome: row.outcome,
        reason_code: row.reason_code,
        reason: row.reason,
        document_number: row.document_number,
        document_date: row.document_date,
        document_id: row.document_id,
        beneficiary_version: row.beneficiary_version,
        decided_by_name: names.get(&row.decided_by).cloned().unwrap_or_default(),
        decided_by: row.decided_by,
        decided_at: row.decided_at,
    }
}

/// Decides on each woman of the selection by herself: one that cannot be
/// decided on says why, and the others are decided all the same.
pub async fn create(guard: Write<CreateValidations>) -> Answer<CreateValidations> {
    let draft = guard.draft(Purpose::Create).await?;
    let by = guard.user()?;
    let committed = guard
        .run(async |tx| {
            let scan = check(tx, &draft).await?;
            let results = decide_all(tx, by, &draft).await?;
            let decided = results.iter().any(|one| one.validation_id.is_some());
            if let Some(scan) = scan.filter(|_| decided) {
                attach(tx, scan).await?;
            }
            // The answers are kept with the event, for a repetition of the request.
            let kept = serde_json::json!({ "results": &results });
            tx.done(Change::created(KIND, tx.kernel().clock.new_id(), &kept), results).await
        })
        .await?;
    let results = committed.or_read(async |id| kept_results(&guard, KIND, &id).await).await?;
    let decided = results.iter().filter(|one| one.validation_id.is_some()).count();
    let refused = results.len() - decided;
    let count = |number| u32::try_from(number).map_err(Error::internal);
    Ok(Reply::new(Decisions { results, decided: count(decided)?, refused: count(refused)? }))
}

/// Decides in the order of the ids, so that two selections never wait for each
/// other, and answers in the order sent.
async fn decide_all(tx: &Tx, by: UserId, draft: &ValidationDraft) -> Result<Vec<Decided>> {
    let mut order: Vec<(usize, BeneficiaryId)> = draft.ids.iter().copied().enumerate().collect();
    order.sort_by_key(|(place, id)| (*id, *place));
    let mut results = Vec::with_capacity(order.len());
    for (place, id) in order {
        let answer = match decide(tx, by, id, draft).await {
            Ok(validation) => Decided { id, validation_id: Some(validation), refusal: None },
            Err(error) if refuses_one(error.code) => Decided { id, validation_id: None, refusal: Some(error.code) },
            Err(error) => return Err(error),
        };
        results.push((place, answer));
    }
    results.sort_by_key(|(place, _)| *place);
    Ok(results.into_iter().map(|(_, answer)| answer).collect())
}

/// The faults of the request as a whole; the scan it names.
async fn check(tx: &Tx, draft: &ValidationDraft) -> Result<Option<document::Model>> {
    let mut found = Findings::default();
    check_codes(tx.kernel(), &[("/reason_code", CodeList::RefusalReason, draft.reason_code.as_ref())], &mut found)
        .await?;
    if draft.document_date.is_some_and(|day| day > tx.now().day_in_jakarta()) {
        found.add("/document_date", FieldCode::InFuture);
    }
    let mut scan = None;
    if let Some(id) = draft.document_id {
        let select = tx.select_for_update::<document::Entity>().filter(document::Column::Id.eq(id));
        scan = select.filter(document::Column::Kind.eq(DocumentKind::SignedList)).one(tx.db()).await?;
        if scan.is_none() {
            found.add("/document_id", FieldCode::UnknownReference);
        }
    }
    found.settle()?;
    Ok(scan)
}

/// Refusals that concern one woman and not the request.
const fn refuses_one(code: ProblemCode) -> bool {
    matches!(
        code,
        ProblemCode::NotFound
            | ProblemCode::WrongState
            | ProblemCode::Incomplete
            | ProblemCode::OwnCandidate
            | ProblemCode::ReasonRequired
    )
}

/// Whether a decision needs a reason in words: a validation that the rules do
/// not say yes to. A refusal always carries its reason code.
fn needs_reason(decision: Decision, answer: EligibilityAnswer) -> bool {
    decision == Decision::Validated && answer != EligibilityAnswer::Eligible
}

/// Whether she waits for a decision, or is validated and not yet for this year:
/// then she can be validated for it as well, and what stands goes on standing.
async fn may_decide(tx: &Tx, woman: &beneficiary::Model, draft: &ValidationDraft) -> Result<bool> {
    if awaits_decision(woman.status) {
        return Ok(true);
    }
    if woman.status != Status::Validated || draft.outcome != Decision::Validated {
        return Ok(false);
    }
    let decisions = decisions(tx.db(), [woman.id]).await?;
    Ok(decisions.get(&woman.id).is_some_and(|all| standing(all, draft.programme_year).is_none()))
}

async fn decide(tx: &Tx, by: UserId, id: BeneficiaryId, draft: &ValidationDraft) -> Result<ValidationId> {
    let select = tx.select_for_update::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(id));
    let before = select.one(tx.db()).await?.ok_or(ProblemCode::NotFound)?;
    if before.archived_at.is_some() || !may_decide(tx, &before, draft).await? {
        return Err(ProblemCode::WrongState.into());
    }
    if edited_by((before.created_by, before.last_edited_by), by) {
        return Err(ProblemCode::OwnCandidate.into());
    }
    // A refusal needs no complete record: that may be its very reason.
    if draft.outcome == Decision::Validated && !before.complete {
        return Err(ProblemCode::Incomplete.into());
    }
    let reference = Reference::recent(tx.kernel()).await?;
    let said = examine_woman(tx.db(), &reference, &before, draft.programme_year).await?;
    if draft.reason.is_none() && needs_reason(draft.outcome, said.answer) {
        return Err(ProblemCode::ReasonRequired.into());
    }
    let mut row = before.clone();
    let outcome = match draft.outcome {
        Decision::Validated => Outcome::Validated,
        Decision::Refused => Outcome::Refused,
    };
    let entry = Entry {
        outcome,
        programme_year: draft.programme_year,
        by,
        reason_code: draft.reason_code.clone().filter(|_| draft.outcome == Decision::Refused),
        reason: draft.reason.as_deref(),
        document: SignedList {
            number: draft.document_number.clone(),
            date: draft.document_date,
            scan: draft.document_id,
        },
        said: Some(said),
    };
    let validation = enter(tx, &mut row, entry).await?;
    let snapshots = (beneficiary::Entity::snapshot(&before), beneficiary::Entity::snapshot(&row));
    let change = Change::updated(beneficiary::Entity::KIND, id, &snapshots.0, &snapshots.1).at(Some(&row.region_code));
    tx.record(&change).await?;
    beneficiary::Entity::touch(&mut row, before.version + 1, tx.now());
    row.into_active_model().reset_all().update(tx.db()).await?;
    Ok(validation)
}
