//! Drafting versions of the rules and bringing one into force.

use super::queries::view;
use super::rules::listed;
use crate::entity::rule_set;
use crate::kernel::crud::{self, Resource};
use crate::kernel::database::max_of;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use crate::regions::routes::check_reached;
use crate::welfare::reference::Reference;
use crate::welfare::renewal::{announce_all, forget};
use actix_web::web::Path;
use contract::draft::{Member, Purpose};
use contract::eligibility::{RuleSetDraft, RuleSetState};
use contract::endpoints::{BringRuleSetIntoForce, CreateRuleSet, GetRuleSet, ListRuleSets, UpdateRuleSet};
use contract::ids::RuleSetId;
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter, QuerySelect};

pub async fn list(guard: Read<ListRuleSets>) -> Answer<ListRuleSets> {
    guard.filter()?;
    let orders = Orders::new(rule_set::Column::Id, &[("-number", rule_set::Column::Number)]);
    let page = guard.page(guard.select::<rule_set::Entity>(), &orders).await?;
    Ok(Reply::new(map_page(page, view)))
}

pub async fn get(guard: Read<GetRuleSet>, id: Path<RuleSetId>) -> Answer<GetRuleSet> {
    crud::show::<rule_set::Entity, _>(&guard, *id).await
}

/// Words of a list as one text, each once, in the list's own order.
fn joined<T: Copy + PartialEq + ToString>(all: &[T], given: &[T]) -> String {
    all.iter().filter(|one| given.contains(one)).map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn apply(row: &mut rule_set::Model, draft: &RuleSetDraft) -> Result<()> {
    use contract::eligibility::Rule;
    use contract::ks21::Stage;
    row.note = draft.note.clone().over(row.note.take()).map(|note| note.trim().to_owned());
    if let Some(rules) = draft.rules.value() {
        row.rules = joined(Rule::ALL, rules);
    }
    if let Some(stages) = draft.low_stages.value() {
        row.low_stages = joined(Stage::ALL, stages);
    }
    row.age_min = draft.age_min.value().copied().unwrap_or(row.age_min);
    row.age_max = draft.age_max.value().copied().unwrap_or(row.age_max);
    if let Some(day) = draft.age_on.value() {
        row.age_on.clone_from(day);
    }
    row.region_code = draft.region_code.clone().over(row.region_code.take());
    row.poverty_basis = draft.poverty_basis.value().copied().unwrap_or(row.poverty_basis);
    row.head_condition = draft.head_condition.value().copied().unwrap_or(row.head_condition);
    if row.age_min > row.age_max {
        return Err(Error::field("/age_max", FieldCode::EndsBeforeStart));
    }
    if listed::<Rule>(&row.rules).is_empty() {
        return Err(Error::field("/rules", FieldCode::Required));
    }
    Ok(())
}

async fn check_region(tx: &Tx, scope: &crate::kernel::scope::Scope, draft: &RuleSetDraft) -> Result<()> {
    match &draft.region_code {
        Member::Value(code) => check_reached(tx, scope, "/region_code", code).await,
        Member::Absent | Member::Null => Ok(()),
    }
}

/// Numbers are drawn, and versions brought into force, one after the other.
/// The first version stands for all: it is always there, and its number stays.
async fn one_at_a_time(tx: &Tx) -> Result<()> {
    let first = system::<rule_set::Entity>().filter(rule_set::Column::Number.eq(1));
    crate::kernel::database::lock_rows(first, tx.kernel().db.backend()).one(tx.db()).await?;
    Ok(())
}

/// The next version number.
async fn next_number(tx: &Tx) -> Result<i32> {
    let newest: Option<Option<i32>> = system::<rule_set::Entity>()
        .select_only()
        .expr_as(max_of(Expr::col(rule_set::Column::Number)), "number")
        .into_tuple()
        .one(tx.db())
        .await?;
    Ok(newest.flatten().unwrap_or_default() + 1)
}

pub async fn create(guard: Write<CreateRuleSet>) -> Answer<CreateRuleSet> {
    let draft = guard.draft(Purpose::Create).await?;
    crud::create::<rule_set::Entity, _>(&guard, async |tx| {
        check_region(tx, guard.scope(), &draft).await?;
        one_at_a_time(tx).await?;
        let mut row = Reference::load(tx.db()).await?.rules;
        row.id = draft.id.unwrap_or_else(|| RuleSetId(tx.kernel().clock.new_id()));
        row.number = next_number(tx).await?;
        row.state = RuleSetState::Draft;
        (row.note, row.in_force_from, row.ended_at, row.renewed_for) = (None, None, None, None);
        (row.created_at, row.updated_at, row.version) = (tx.now(), tx.now(), 1);
        apply(&mut row, &draft)?;
        Ok(row)
    })
    .await
}

/// What was in force once is never changed: decisions name it.
pub async fn update(guard: Write<UpdateRuleSet>, id: Path<RuleSetId>) -> Answer<UpdateRuleSet> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<rule_set::Entity, _>(&guard, *id, &draft, None, async |tx, row| {
        if row.state != RuleSetState::Draft {
            return Err(ProblemCode::WrongState.into());
        }
        check_region(tx, guard.scope(), &draft).await?;
        apply(row, &draft)
    })
    .await
}

/// Ends the version in force.
async fn end_present(tx: &Tx, reason: &str) -> Result<()> {
    one_at_a_time(tx).await?;
    let present = system::<rule_set::Entity>().filter(rule_set::Column::State.eq(RuleSetState::InForce));
    let present = crate::kernel::database::lock_rows(present, tx.kernel().db.backend()).one(tx.db()).await?;
    let Some(before) = present else { return Ok(()) };
    let mut after = before.clone();
    after.state = RuleSetState::Ended;
    after.ended_at = Some(tx.now());
    let snapshots = (rule_set::Entity::snapshot(&before), rule_set::Entity::snapshot(&after));
    let change = Change::updated(rule_set::Entity::KIND, before.id, &snapshots.0, &snapshots.1);
    tx.record(&change.because(reason)).await?;
    rule_set::Entity::touch(&mut after, before.version + 1, tx.now());
    after.into_active_model().reset_all().update(tx.db()).await?;
    Ok(())
}

pub async fn bring_into_force(
    guard: Write<BringRuleSetIntoForce>,
    id: Path<RuleSetId>,
) -> Answer<BringRuleSetIntoForce> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    let reply = crud::change::<rule_set::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        if row.state != RuleSetState::Draft {
            return Err(ProblemCode::WrongState.into());
        }
        end_present(tx, &draft.reason).await?;
        row.state = RuleSetState::InForce;
        row.in_force_from = Some(tx.now());
        announce_all(tx, by).await
    })
    .await?;
    forget(&guard.kernel).await;
    Ok(reply)
}
