//! What people declare for requirements, and exceptions that two agree on.

use super::gate::Finding;
use super::routes::lock_locus;
use super::steps::{Step, acting};
use super::surroundings::Gates;
use crate::documents::queries::attach;
use crate::entity::{document, locus, stage_entry, stage_record, stage_waiver};
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::Write;
use crate::kernel::reply::Answer;
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use crate::notifications::send::send;
use actix_web::web::Path;
use contract::cycle::StageState;
use contract::draft::Purpose;
use contract::endpoints::{CreateStageEntry, CreateStageWaiver, DecideStageWaiver, WithdrawStageEntry};
use contract::ids::{DocumentId, StageEntryId, StageRecordId, StageWaiverId};
use contract::notifications::NotificationKind;
use contract::policy::Role;
use contract::problem::{FieldCode, ProblemCode};
use contract::stage_records::{LineState, StageAction, StageEntryDraft, WaiverState};
use contract::stage_templates::{Check, Requirement};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};

/// A stage whose locus is locked.
struct Opened {
    locus: locus::Model,
    record: stage_record::Model,
}

async fn open(tx: &Tx, id: StageRecordId) -> Result<Opened> {
    let locus = lock_locus(tx, id).await?;
    let row = tx.select_for_update::<stage_record::Entity>().filter(stage_record::Column::Id.eq(id));
    Ok(Opened { locus, record: row.one(tx.db()).await?.ok_or(ProblemCode::NotFound)? })
}

impl Opened {
    /// What approvers read, and what a stage was passed by, stays as it was.
    fn check_open(&self) -> Result<()> {
        match self.record.state {
            StageState::Submitted | StageState::Passed => Err(ProblemCode::WrongState.into()),
            StageState::Open | StageState::Returned | StageState::Suspended => Ok(()),
        }
    }

    async fn gates(&self, tx: &Tx) -> Result<Gates> {
        Gates::of(tx.db(), vec![self.locus.clone()], &[self.record.id]).await
    }

    /// What the trail keeps of something that belongs to the stage.
    fn change(&self, before: &Value, after: &Value) -> Change {
        let change = Change::updated(stage_record::Entity::KIND, self.record.id, before, after);
        Change { agency: self.record.agency_id, ..change.at(Some(&self.record.region_code)) }
    }
}

fn requirement<'a>(gates: &'a Gates, record: &stage_record::Model, key: &str) -> Result<&'a Requirement> {
    let definition = gates.template(record)?.stage(record.number)?;
    definition.requirement(key).ok_or_else(|| Error::field("/requirement", FieldCode::NotInList))
}

pub async fn create(guard: Write<CreateStageEntry>, id: Path<StageRecordId>) -> Answer<CreateStageEntry> {
    let draft = guard.draft(Purpose::Create).await?;
    let by = guard.user()?;
    let committed = guard
        .run(async |tx| {
            let opened = open(tx, *id).await?;
            opened.check_open()?;
            let gates = opened.gates(tx).await?;
            let asked = requirement(&gates, &opened.record, &draft.requirement)?;
            check_entry(tx, asked, &draft)?;
            let role = spoken_as(tx, asked, &opened.record)?;
            let document_id = draft.document_id;
            if let Some(document) = document_id {
                attach_evidence(tx, asked, &opened.record, document).await?;
            }
            let row = stage_entry::Model {
                id: StageEntryId(tx.kernel().clock.new_id()),
                record_id: opened.record.id,
                requirement: draft.requirement.clone(),
                day: draft.day,
                statement: draft.statement.as_deref().map(|text| text.trim().to_owned()),
                document_id,
                role,
                entered_by: by,
                created_at: tx.now(),
                withdrawn_at: None,
                withdrawn_by: None,
                withdrawal_reason: None,
            };
            let change = opened.change(&Value::Null, &told(&row));
            stage_entry::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
            tx.done(change, opened.record.id).await
        })
        .await?;
    crud::answer::<stage_record::Entity, _>(&guard, committed).await
}

/// What the trail keeps of an entry.
fn told(row: &stage_entry::Model) -> Value {
    json!({
        "requirement": row.requirement, "day": row.day, "statement": row.statement, "document_id": row.document_id,
    })
}

fn check_entry(tx: &Tx, asked: &Requirement, draft: &StageEntryDraft) -> Result<()> {
    if !asked.check.is_entered() {
        return Err(Error::field("/requirement", FieldCode::AnswerNotAllowed));
    }
    if draft.day > tx.now().day_in_jakarta() {
        return Err(Error::field("/day", FieldCode::InFuture));
    }
    if asked.check.needs_document() && draft.document_id.is_none() {
        return Err(Error::field("/document_id", FieldCode::Required));
    }
    let silent = draft.statement.is_none() && draft.document_id.is_none();
    if silent && matches!(asked.check, Check::Declared { .. }) {
        return Err(Error::field("/statement", FieldCode::Required));
    }
    Ok(())
}

/// Where a role is asked for, it is she who holds it there.
fn spoken_as(tx: &Tx, asked: &Requirement, record: &stage_record::Model) -> Result<Option<Role>> {
    match asked.check {
        Check::ApprovalBy { role } if acting(tx.scope(), role, &record.region_code) => Ok(Some(role)),
        Check::ApprovalBy { .. } => Err(ProblemCode::Forbidden.into()),
        _ => Ok(None),
    }
}

/// Evidence is a file of the same kelurahan, of the kind asked for.
async fn attach_evidence(tx: &Tx, asked: &Requirement, record: &stage_record::Model, id: DocumentId) -> Result<()> {
    let select = tx.select_for_update::<document::Entity>().filter(document::Column::Id.eq(id));
    let row = select.filter(document::Column::RegionCode.eq(record.region_code.clone())).one(tx.db()).await?;
    let row = row.ok_or_else(|| Error::field("/document_id", FieldCode::UnknownReference))?;
    match asked.check {
        Check::DocumentAttached { document } if document != row.kind => {
            Err(Error::field("/document_id", FieldCode::NotInList))
        }
        _ => attach(tx, row).await,
    }
}

pub async fn withdraw(
    guard: Write<WithdrawStageEntry>,
    path: Path<(StageRecordId, StageEntryId)>,
) -> Answer<WithdrawStageEntry> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    let (id, entry) = path.into_inner();
    let committed = guard
        .run(async |tx| {
            let opened = open(tx, id).await?;
            opened.check_open()?;
            let select = system::<stage_entry::Entity>().filter(stage_entry::Column::Id.eq(entry));
            let row = select.filter(stage_entry::Column::RecordId.eq(id)).one(tx.db()).await?;
            let mut row = row.ok_or(ProblemCode::NotFound)?;
            if row.withdrawn_at.is_some() {
                return Err(ProblemCode::WrongState.into());
            }
            let change = opened.change(&told(&row), &Value::Null).because(&draft.reason);
            row.withdrawn_at = Some(tx.now());
            row.withdrawn_by = Some(by);
            row.withdrawal_reason = Some(draft.reason.trim().to_owned());
            row.into_active_model().reset_all().update(tx.db()).await?;
            tx.done(change, id).await
        })
        .await?;
    crud::answer::<stage_record::Entity, _>(&guard, committed).await
}

/// How the requirement asked about stands.
fn found<'a>(gates: &'a Gates, record: &'a stage_record::Model, key: &str) -> Result<Finding<'a>> {
    let findings = gates.findings(record)?;
    let one = findings.into_iter().find(|finding| finding.requirement.key == key);
    one.ok_or_else(|| Error::field("/requirement", FieldCode::NotInList))
}

pub async fn request_waiver(guard: Write<CreateStageWaiver>, id: Path<StageRecordId>) -> Answer<CreateStageWaiver> {
    let draft = guard.draft(Purpose::Create).await?;
    let by = guard.user()?;
    let committed = guard
        .run(async |tx| {
            let opened = open(tx, *id).await?;
            opened.check_open()?;
            let gates = opened.gates(tx).await?;
            let finding = found(&gates, &opened.record, &draft.requirement)?;
            if finding.waiver.is_some_and(|one| matches!(one.state, WaiverState::Requested | WaiverState::Granted)) {
                return Err(ProblemCode::AlreadyExists.into());
            }
            if finding.state != LineState::Unmet {
                return Err(ProblemCode::WrongState.into());
            }
            let row = stage_waiver::Model {
                id: StageWaiverId(tx.kernel().clock.new_id()),
                record_id: opened.record.id,
                requirement: draft.requirement.clone(),
                reason: draft.reason.trim().to_owned(),
                state: WaiverState::Requested,
                requested_by: by,
                created_at: tx.now(),
                decided_by: None,
                decided_at: None,
                decision_note: None,
            };
            let after = json!({ "requirement": row.requirement, "waiver": row.state });
            let change = opened.change(&Value::Null, &after).because(&draft.reason);
            stage_waiver::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
            let step = Step { action: StageAction::WaiverRequested, note: Some(&draft.reason), role: None };
            step.keep(tx, opened.record.id, by);
            tx.done(change, opened.record.id).await
        })
        .await?;
    crud::answer::<stage_record::Entity, _>(&guard, committed).await
}

/// Two people: whoever asked for the exception does not sign it.
pub async fn decide_waiver(
    guard: Write<DecideStageWaiver>,
    path: Path<(StageRecordId, StageWaiverId)>,
) -> Answer<DecideStageWaiver> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    let (id, waiver) = path.into_inner();
    let committed = guard
        .run(async |tx| {
            let opened = open(tx, id).await?;
            opened.check_open()?;
            let select = system::<stage_waiver::Entity>().filter(stage_waiver::Column::Id.eq(waiver));
            let row = select.filter(stage_waiver::Column::RecordId.eq(id)).one(tx.db()).await?;
            let mut row = row.ok_or(ProblemCode::NotFound)?;
            if row.state != WaiverState::Requested {
                return Err(ProblemCode::WrongState.into());
            }
            if row.requested_by == by {
                return Err(ProblemCode::SamePerson.into());
            }
            let before = json!({ "requirement": row.requirement, "waiver": row.state });
            let (state, action, told) = if draft.granted {
                (WaiverState::Granted, StageAction::WaiverGranted, NotificationKind::WaiverGranted)
            } else {
                (WaiverState::Refused, StageAction::WaiverRefused, NotificationKind::WaiverRefused)
            };
            send(tx, told, &opened.record, [row.requested_by]);
            row.state = state;
            row.decided_by = Some(by);
            row.decided_at = Some(tx.now());
            row.decision_note = draft.note.as_deref().map(|note| note.trim().to_owned());
            let change = opened.change(&before, &json!({ "requirement": row.requirement, "waiver": row.state }));
            let change = draft.note.as_deref().map_or(change.clone(), |note| change.because(note));
            row.into_active_model().reset_all().update(tx.db()).await?;
            Step { action, note: draft.note.as_deref(), role: None }.keep(tx, id, by);
            tx.done(change, id).await
        })
        .await?;
    crud::answer::<stage_record::Entity, _>(&guard, committed).await
}
