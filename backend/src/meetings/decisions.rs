//! What a meeting decided.

use super::rules::check_reached;
use crate::actions::routes::agree;
use crate::entity::{meeting, meeting_decision};
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::Result;
use crate::kernel::event::Change;
use crate::kernel::guard::Write;
use crate::kernel::reply::Answer;
use crate::kernel::scope::system;
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoints::{CreateMeetingDecision, UpdateMeetingDecision};
use contract::ids::{MeetingDecisionId, MeetingId};
use contract::meetings::MeetingState;
use contract::problem::ProblemCode;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::{Value, json};

/// What the trail keeps of a decision, on its meeting.
fn told(row: &meeting_decision::Model) -> Value {
    json!({ "number": row.number, "decision": row.text })
}

pub async fn create(guard: Write<CreateMeetingDecision>, id: Path<MeetingId>) -> Answer<CreateMeetingDecision> {
    let draft = guard.draft(Purpose::Create).await?;
    let committed = guard
        .run(async |tx| {
            let select = tx.select_for_update::<meeting::Entity>().filter(meeting::Column::Id.eq(*id));
            let of = select.one(tx.db()).await?.ok_or(ProblemCode::NotFound)?;
            check_reached(guard.scope(), &of.region_code)?;
            if of.state != MeetingState::Held {
                return Err(ProblemCode::WrongState.into());
            }
            let last = system::<meeting_decision::Entity>()
                .filter(meeting_decision::Column::MeetingId.eq(of.id))
                .order_by_desc(meeting_decision::Column::Number)
                .one(tx.db())
                .await?;
            let row = meeting_decision::Model {
                id: MeetingDecisionId(tx.kernel().clock.new_id()),
                meeting_id: of.id,
                number: last.map_or(0, |last| last.number) + 1,
                text: draft.text.trim().to_owned(),
                created_at: tx.now(),
            };
            meeting_decision::Entity::insert(row.clone().into_active_model()).exec_without_returning(tx.db()).await?;
            for (index, one) in draft.actions.iter().enumerate() {
                agree(tx, &of, row.id, &format!("/actions/{index}"), one).await?;
            }
            let change = Change::updated(meeting::Entity::KIND, of.id, &Value::Null, &told(&row));
            tx.done(change.at(Some(&of.region_code)), of.id).await
        })
        .await?;
    crud::answer::<meeting::Entity, _>(&guard, committed).await
}

/// The same decision in other words.
pub async fn update(
    guard: Write<UpdateMeetingDecision>,
    path: Path<(MeetingId, MeetingDecisionId)>,
) -> Answer<UpdateMeetingDecision> {
    let draft = guard.draft(Purpose::Change).await?;
    let (id, decision) = path.into_inner();
    crud::change::<meeting::Entity, _>(&guard, id, &(), None, async |tx, of| -> Result<()> {
        check_reached(guard.scope(), &of.region_code)?;
        let select = system::<meeting_decision::Entity>().filter(meeting_decision::Column::Id.eq(decision));
        let before = select.filter(meeting_decision::Column::MeetingId.eq(id)).one(tx.db()).await?;
        let before = before.ok_or(ProblemCode::NotFound)?;
        let after = meeting_decision::Model { text: draft.text.trim().to_owned(), ..before.clone() };
        let change = Change::updated(meeting::Entity::KIND, id, &told(&before), &told(&after));
        tx.record(&change.at(Some(&of.region_code))).await?;
        after.into_active_model().reset_all().update(tx.db()).await?;
        Ok(())
    })
    .await
}
