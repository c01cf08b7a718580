//! The way through the stages: submitted, approved one after the other by those
//! the template names, passed; or returned; or opened again.

use super::gate::{Kept, holds};
use super::routes::lock_locus;
use super::surroundings::Gates;
use crate::entity::{locus, stage_act, stage_passage, stage_record, stage_reopening, stage_waiver};
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Guard, Write};
use crate::kernel::reply::Answer;
use crate::kernel::scope::{Scope, system};
use crate::kernel::tx::Tx;
use crate::notifications::send::send;
use actix_web::web::Path;
use contract::cycle::{CycleStage, StageState, Turn, turn};
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{ApproveStage, ReopenStage, ReturnStage, SubmitStage};
use contract::ids::{LocusId, StageRecordId, UserId};
use contract::notifications::NotificationKind;
use contract::place::RegionCode;
use contract::policy::Role;
use contract::problem::{FieldCode, FieldError, ProblemCode};
use contract::stage_records::{StageAction, StageRecord, WaiverState};
use contract::stage_templates::StageDefinition;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

/// Whether the caller holds a role that reaches a place.
pub fn acting(scope: &Scope, role: Role, region: &RegionCode) -> bool {
    let holds = |own: &RegionCode| own.contains(region);
    scope.held().iter().any(|held| held.role == role && held.region.as_ref().is_some_and(holds))
}

/// Something done with a stage, for the list of what happened.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    pub action: StageAction,
    pub note: Option<&'a str>,
    pub role: Option<Role>,
}

impl Step<'_> {
    pub fn keep(self, tx: &Tx, record_id: StageRecordId, by: UserId) {
        let row = stage_act::Model {
            id: tx.kernel().clock.new_id(),
            record_id,
            action: self.action,
            note: self.note.map(|note| note.trim().to_owned()),
            role: self.role,
            done_by: by,
            done_at: tx.now(),
        };
        tx.insert_last::<stage_act::Entity>([row.into_active_model()]);
    }
}

/// What whoever submitted a stage is told of a step that someone else takes.
fn told(action: StageAction) -> Option<NotificationKind> {
    match action {
        StageAction::Approved => Some(NotificationKind::StageApproved),
        StageAction::Passed => Some(NotificationKind::StagePassed),
        StageAction::Returned => Some(NotificationKind::StageReturned),
        StageAction::Reopened => Some(NotificationKind::StageReopened),
        StageAction::Suspended => Some(NotificationKind::StageSuspended),
        _ => None,
    }
}

/// Tells of a locus's move to another version on the stage it stands in; in the
/// last where all are passed.
pub async fn record_move(tx: &Tx, of: LocusId, by: UserId, reason: &str) -> Result<()> {
    let rows = system::<stage_record::Entity>()
        .filter(stage_record::Column::LocusId.eq(of))
        .order_by_asc(stage_record::Column::Number)
        .all(tx.db())
        .await?;
    // Whoever approves it began under the version it was submitted by.
    if rows.iter().any(|row| row.state == StageState::Submitted) {
        return Err(ProblemCode::WrongState.into());
    }
    // What two agreed to pass without may be something else now.
    let open = rows.iter().filter(|row| row.state != StageState::Passed).map(|row| row.id);
    lapse(tx, open).await?;
    let here = rows.iter().find(|row| row.state != StageState::Passed).or(rows.last());
    if let Some(row) = here {
        Step { action: StageAction::Moved, note: Some(reason), role: None }.keep(tx, row.id, by);
    }
    Ok(())
}

/// The stage a locus stands in, the first not passed.
pub fn standing(of: &locus::Model) -> Option<CycleStage> {
    CycleStage::ALL.iter().find(|stage| stage.number() == of.stage).copied()
}

/// Only the stage the locus stands in can be passed.
fn check_turn(of: &locus::Model, row: &stage_record::Model) -> Result<()> {
    match turn(standing(of), row.stage) {
        Turn::Pass => Ok(()),
        Turn::Wait => Err(ProblemCode::StageNotReached.into()),
        Turn::Reopen => Err(ProblemCode::WrongState.into()),
    }
}

/// The gate, or a refusal that names exactly what holds it.
fn check_gate(gates: &Gates, row: &stage_record::Model) -> Result<()> {
    let findings = gates.findings(row)?;
    let errors: Vec<FieldError> = holds(&findings)
        .map(|finding| {
            let pointer = format!("/requirements/{}", finding.requirement.key);
            let figures = [("value", finding.value), ("of", finding.of)];
            let figures: Vec<(&str, String)> =
                figures.into_iter().filter_map(|(name, figure)| Some((name, figure?.to_string()))).collect();
            FieldError::new(&pointer, FieldCode::Unmet).with(&figures)
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Error { errors, ..ProblemCode::GateClosed.into() }) }
}

/// What a step is judged by.
struct Judged<'a> {
    tx: &'a Tx,
    locus: locus::Model,
    gates: Gates,
    by: UserId,
}

impl Judged<'_> {
    fn definition(&self, row: &stage_record::Model) -> Result<StageDefinition> {
        Ok(self.gates.template(row)?.stage(row.number)?.clone())
    }

    /// Refused to whoever does not hold the role there.
    fn check_role(&self, role: Role, row: &stage_record::Model) -> Result<()> {
        if acting(self.tx.scope(), role, &row.region_code) { Ok(()) } else { Err(ProblemCode::Forbidden.into()) }
    }

    /// Whose approval is next: she holds the role, and had no part in it so far.
    async fn check_approver(&self, row: &stage_record::Model) -> Result<Role> {
        if row.state != StageState::Submitted {
            return Err(ProblemCode::WrongState.into());
        }
        let role = super::queries::awaits(row, &self.definition(row)?);
        let role = role.ok_or_else(|| Error::internal("a submitted stage that waits for nobody"))?;
        self.check_role(role, row)?;
        if row.submitted_by == Some(self.by) || self.approved_before(row).await? {
            return Err(ProblemCode::SamePerson.into());
        }
        Ok(role)
    }

    /// Whether she approved it already since it was submitted.
    async fn approved_before(&self, row: &stage_record::Model) -> Result<bool> {
        let acts = system::<stage_act::Entity>()
            .filter(stage_act::Column::RecordId.eq(row.id))
            .order_by_desc(stage_act::Column::DoneAt)
            .order_by_desc(stage_act::Column::Id)
            .all(self.tx.db())
            .await?;
        let since = acts.iter().take_while(|act| act.action != StageAction::Submitted);
        let approvals = since.filter(|act| act.action == StageAction::Approved);
        Ok(approvals.filter(|act| act.done_by == self.by).count() > 0)
    }

    /// Tells the locus whose step is next: in this stage, or in the one after it
    /// once it is passed.
    async fn hand_on(&self, row: &stage_record::Model) -> Result<()> {
        let next = match row.state {
            StageState::Passed if row.stage == CycleStage::Termination => None,
            StageState::Passed => Some(self.gates.template(row)?.stage(row.number + 1)?.submitted_by),
            _ => super::queries::awaits(row, &self.definition(row)?),
        };
        locus::Entity::update_many()
            .col_expr(locus::Column::Awaits, Expr::value(next.map(Role::as_str)))
            .filter(locus::Column::Id.eq(row.locus_id))
            .exec(self.tx.db())
            .await?;
        Ok(())
    }

    fn stand(&self, row: &mut stage_record::Model, state: StageState, step: Step<'_>) {
        row.state = state;
        row.since = self.tx.now();
        step.keep(self.tx, row.id, self.by);
        if let Some(kind) = told(step.action) {
            send(self.tx, kind, &*row, row.submitted_by);
        }
    }
}

/// Takes a step under the lock of the locus.
async fn step<E: Endpoint<Reply = StageRecord>>(
    guard: &Guard<E>,
    id: StageRecordId,
    reason: Option<&str>,
    take: impl AsyncFnOnce(&Judged<'_>, &mut stage_record::Model) -> Result<()>,
) -> Answer<E> {
    let by = guard.user()?;
    let first = async |tx: &Tx| lock_locus(tx, id).await.map(drop);
    crud::change_after::<stage_record::Entity, _>(guard, id, &(), reason, first, async |tx, row| {
        let locus = lock_locus(tx, id).await?;
        let gates = Gates::of(tx.db(), vec![locus.clone()], &[id]).await?;
        let judged = Judged { tx, locus, gates, by };
        take(&judged, row).await?;
        judged.hand_on(row).await
    })
    .await
}

pub async fn submit(guard: Write<SubmitStage>, id: Path<StageRecordId>) -> Answer<SubmitStage> {
    let draft = guard.draft(Purpose::Change).await?;
    let note = draft.note.as_deref();
    step(&guard, *id, note, async |judged, row| {
        check_turn(&judged.locus, row)?;
        if !row.state.awaits_submission() {
            return Err(ProblemCode::WrongState.into());
        }
        let role = judged.definition(row)?.submitted_by;
        judged.check_role(role, row)?;
        check_gate(&judged.gates, row)?;
        (row.submitted_by, row.approvals) = (Some(judged.by), 0);
        judged.stand(row, StageState::Submitted, Step { action: StageAction::Submitted, note, role: Some(role) });
        Ok(())
    })
    .await
}

pub async fn approve(guard: Write<ApproveStage>, id: Path<StageRecordId>) -> Answer<ApproveStage> {
    let draft = guard.draft(Purpose::Change).await?;
    let note = draft.note.as_deref();
    step(&guard, *id, note, async |judged, row| {
        let role = judged.check_approver(row).await?;
        check_turn(&judged.locus, row)?;
        // What it stood on may have changed since it was submitted.
        check_gate(&judged.gates, row)?;
        row.approvals += 1;
        let approvals = usize::try_from(row.approvals).map_err(Error::internal)?;
        let last = approvals >= judged.definition(row)?.approved_by.len();
        if last {
            pass(judged, row).await?;
        }
        let (state, action) = if last {
            (StageState::Passed, StageAction::Passed)
        } else {
            (StageState::Submitted, StageAction::Approved)
        };
        judged.stand(row, state, Step { action, note, role: Some(role) });
        Ok(())
    })
    .await
}

/// The passage of a stage that stands.
async fn passage(tx: &Tx, of: LocusId, number: i32) -> Result<Option<stage_passage::Model>> {
    let select = system::<stage_passage::Entity>()
        .filter(stage_passage::Column::LocusId.eq(of))
        .filter(stage_passage::Column::Number.eq(number))
        .filter(stage_passage::Column::SuspendedBy.is_null());
    Ok(select.one(tx.db()).await?)
}

/// Writes the passage on that of the stage before, and moves the locus on.
async fn pass(judged: &Judged<'_>, row: &stage_record::Model) -> Result<()> {
    let tx = judged.tx;
    let before = row.number - 1;
    let previous = if before == 0 { None } else { passage(tx, row.locus_id, before).await? };
    if before > 0 && previous.is_none() {
        return Err(ProblemCode::StageNotReached.into());
    }
    let kept: Vec<Kept> = judged.gates.findings(row)?.iter().map(Kept::from).collect();
    let passage = stage_passage::Model {
        id: tx.kernel().clock.new_id(),
        locus_id: row.locus_id,
        number: row.number,
        previous_number: previous.as_ref().map(|one| one.number),
        previous_id: previous.map(|one| one.id),
        template_id: judged.gates.template(row)?.id,
        checklist: serde_json::to_string(&kept).map_err(Error::internal)?,
        passed_by: judged.by,
        passed_at: tx.now(),
        suspended_by: None,
    };
    stage_passage::Entity::insert(passage.into_active_model()).exec_without_returning(tx.db()).await?;
    stand_in(tx, row.locus_id, row.number + 1).await
}

/// The stage a locus stands in from now on.
async fn stand_in(tx: &Tx, of: LocusId, number: i32) -> Result<()> {
    locus::Entity::update_many()
        .col_expr(locus::Column::Stage, Expr::value(number))
        .col_expr(locus::Column::StageSince, Expr::value(tx.now()))
        .filter(locus::Column::Id.eq(of))
        .exec(tx.db())
        .await?;
    Ok(())
}

pub async fn send_back(guard: Write<ReturnStage>, id: Path<StageRecordId>) -> Answer<ReturnStage> {
    let draft = guard.draft(Purpose::Change).await?;
    let reason = Some(draft.reason.as_str());
    step(&guard, *id, reason, async |judged, row| {
        let role = judged.check_approver(row).await?;
        row.approvals = 0;
        let step = Step { action: StageAction::Returned, note: reason, role: Some(role) };
        judged.stand(row, StageState::Returned, step);
        Ok(())
    })
    .await
}

/// Whoever gives the last approval can take it back: the stage is open again,
/// and what was passed after it is held up until it is passed anew.
pub async fn reopen(guard: Write<ReopenStage>, id: Path<StageRecordId>) -> Answer<ReopenStage> {
    let draft = guard.draft(Purpose::Change).await?;
    let reason = draft.reason.as_str();
    step(&guard, *id, Some(reason), async |judged, row| {
        if row.state != StageState::Passed {
            return Err(ProblemCode::WrongState.into());
        }
        let last = judged.definition(row)?.approved_by.last().copied();
        let role = last.ok_or_else(|| Error::internal("a stage that nobody approves"))?;
        judged.check_role(role, row)?;
        let reopening = stage_reopening::Model {
            id: judged.tx.kernel().clock.new_id(),
            locus_id: row.locus_id,
            number: row.number,
            reason: reason.trim().to_owned(),
            reopened_by: judged.by,
            reopened_at: judged.tx.now(),
        };
        let reopened = reopening.id;
        stage_reopening::Entity::insert(reopening.into_active_model()).exec_without_returning(judged.tx.db()).await?;
        hold_up(judged, row, reopened, reason).await?;
        row.approvals = 0;
        let step = Step { action: StageAction::Reopened, note: Some(reason), role: Some(role) };
        judged.stand(row, StageState::Open, step);
        stand_in(judged.tx, row.locus_id, row.number).await
    })
    .await
}

/// Exceptions asked for or granted in these stages count no more.
async fn lapse(tx: &Tx, stages: impl Iterator<Item = StageRecordId>) -> Result<()> {
    stage_waiver::Entity::update_many()
        .col_expr(stage_waiver::Column::State, Expr::value(WaiverState::Lapsed.as_str()))
        .filter(stage_waiver::Column::RecordId.is_in(stages))
        .filter(stage_waiver::Column::State.is_in([WaiverState::Requested, WaiverState::Granted]))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Suspends the passages of a stage and of those after it; exceptions that were
/// granted for them have lapsed.
async fn hold_up(judged: &Judged<'_>, row: &stage_record::Model, reopening: Uuid, reason: &str) -> Result<()> {
    let tx = judged.tx;
    stage_passage::Entity::update_many()
        .col_expr(stage_passage::Column::SuspendedBy, Expr::value(reopening))
        .filter(stage_passage::Column::LocusId.eq(row.locus_id))
        .filter(stage_passage::Column::Number.gte(row.number))
        .filter(stage_passage::Column::SuspendedBy.is_null())
        .exec(tx.db())
        .await?;
    let later = system::<stage_record::Entity>()
        .filter(stage_record::Column::LocusId.eq(row.locus_id))
        .filter(stage_record::Column::Number.gt(row.number))
        .order_by_asc(stage_record::Column::Number)
        .all(tx.db())
        .await?;
    let touched = std::iter::once(row.id).chain(later.iter().map(|one| one.id));
    lapse(tx, touched).await?;
    for before in later.into_iter().filter(|one| matches!(one.state, StageState::Passed | StageState::Submitted)) {
        let mut after = before.clone();
        after.approvals = 0;
        judged.stand(
            &mut after,
            StageState::Suspended,
            Step { action: StageAction::Suspended, note: Some(reason), role: None },
        );
        let told = (stage_record::Entity::snapshot(&before), stage_record::Entity::snapshot(&after));
        let change = Change::updated(stage_record::Entity::KIND, before.id, &told.0, &told.1);
        tx.record(&change.at(Some(&before.region_code)).because(reason)).await?;
        stage_record::Entity::touch(&mut after, before.version + 1, tx.now());
        after.into_active_model().reset_all().update(tx.db()).await?;
    }
    Ok(())
}
