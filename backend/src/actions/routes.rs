//! Giving out what follows from decisions, and saying what came of it.

use super::queries::Surroundings;
use crate::agencies::queries::check_agency;
use crate::entity::{action, locus, meeting, meeting_decision};
use crate::history;
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, try_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use crate::meetings::rules::{check_after, check_reached};
use crate::notifications::send::send;
use crate::officers::queries::{Ground, check_officer};
use actix_web::web::Path;
use contract::actions::{ActionState, AgreedAction};
use contract::draft::Purpose;
use contract::endpoints::{
    CompleteAction, CreateAction, DropAction, GetAction, ListActionHistory, ListActions, UpdateAction,
};
use contract::ids::{ActionId, MeetingDecisionId, UserId};
use contract::meetings::MeetingState;
use contract::notifications::NotificationKind;
use contract::policy::Permission;
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

pub async fn list(guard: Read<ListActions>) -> Answer<ListActions> {
    let filter = guard.filter()?;
    let mut select = guard.select::<action::Entity>();
    if let Some(of) = filter.meeting_id {
        select = select.filter(action::Column::MeetingId.eq(of));
    }
    if let Some(of) = filter.locus_id {
        select = select.filter(action::Column::LocusId.eq(of));
    }
    if let Some(state) = filter.state {
        select = select.filter(action::Column::State.eq(state));
    }
    if filter.mine == Some(true) {
        select = select.filter(action::Column::OwnerId.eq(guard.user()?));
    }
    let orders = Orders::new(action::Column::Id, &[("due_on", action::Column::DueOn)]);
    let page = guard.page(select, &orders).await?;
    let around = Surroundings::of(&guard, &page.items).await?;
    Ok(Reply::new(try_page(page, |row| around.view(&row))?))
}

pub async fn get(guard: Read<GetAction>, id: Path<ActionId>) -> Answer<GetAction> {
    crud::show::<action::Entity, _>(&guard, *id).await
}

/// Judges what follows from a decision of a meeting, and makes its row.
async fn made(
    tx: &Tx,
    of: &meeting::Model,
    decision_id: MeetingDecisionId,
    at: &str,
    agreed: &AgreedAction,
) -> Result<action::Model> {
    if of.state != MeetingState::Held {
        return Err(ProblemCode::WrongState.into());
    }
    check_officer(tx, &format!("{at}/owner_id"), agreed.owner_id, &ground(tx, of).await?).await?;
    if let Some(agency) = agreed.agency_id {
        check_agency(tx, &format!("{at}/agency_id"), agency).await?;
    }
    check_after(&format!("{at}/due_on"), agreed.due_on, of)?;
    Ok(action::Model {
        id: ActionId(tx.kernel().clock.new_id()),
        meeting_id: of.id,
        decision_id,
        locus_id: of.locus_id,
        city_code: of.city_code.clone(),
        district_code: of.district_code.clone(),
        region_code: of.region_code.clone(),
        title: agreed.title.trim().to_owned(),
        owner_id: agreed.owner_id,
        agency_id: agreed.agency_id,
        due_on: agreed.due_on,
        state: ActionState::Open,
        outcome: None,
        ended_by: None,
        ended_at: None,
        created_at: tx.now(),
        updated_at: tx.now(),
        version: 1,
    })
}

/// Writes what a meeting agreed on together with its decision.
pub async fn agree(
    tx: &Tx,
    of: &meeting::Model,
    decision_id: MeetingDecisionId,
    at: &str,
    agreed: &AgreedAction,
) -> Result<()> {
    let row = made(tx, of, decision_id, at, agreed).await?;
    let change = Change::created(action::Entity::KIND, row.id, &action::Entity::snapshot(&row));
    let change = Change { agency: row.agency_id, ..change.at(Some(&row.region_code)) };
    give(tx, &row);
    action::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    tx.record(&change).await?;
    Ok(())
}

pub async fn create(guard: Write<CreateAction>) -> Answer<CreateAction> {
    let draft = guard.draft(Purpose::Create).await?;
    crud::create::<action::Entity, _>(&guard, async |tx| {
        let decision = crud::given("/decision_id", &draft.decision_id)?;
        let of = meeting_of(tx, decision).await?;
        let of = of.filter(|of| guard.scope().reaches(&of.region_code));
        let of = of.ok_or_else(|| Error::field("/decision_id", FieldCode::UnknownReference))?;
        let agreed = AgreedAction {
            title: crud::given("/title", &draft.title)?,
            owner_id: crud::given("/owner_id", &draft.owner_id)?,
            agency_id: draft.agency_id.value().copied(),
            due_on: crud::given("/due_on", &draft.due_on)?,
        };
        let row = made(tx, &of, decision, "", &agreed).await?;
        let row = action::Model { id: draft.id.unwrap_or(row.id), ..row };
        give(tx, &row);
        Ok(row)
    })
    .await
}

/// Tells the owner that it is hers.
fn give(tx: &Tx, row: &action::Model) {
    send(tx, NotificationKind::ActionGiven, row, [row.owner_id]);
}

/// Tells her who has it, and her who had it, what became of it.
fn tell_changed(tx: &Tx, before: &action::Model, row: &action::Model) {
    if before.owner_id != row.owner_id {
        send(tx, NotificationKind::ActionTaken, before, [before.owner_id]);
        give(tx, row);
    } else if before != row {
        send(tx, NotificationKind::ActionChanged, row, [row.owner_id]);
    }
}

/// The meeting of a decision.
async fn meeting_of(tx: &Tx, id: MeetingDecisionId) -> Result<Option<meeting::Model>> {
    let decision =
        system::<meeting_decision::Entity>().filter(meeting_decision::Column::Id.eq(id)).one(tx.db()).await?;
    let Some(decision) = decision else { return Ok(None) };
    let of = system::<meeting::Entity>().filter(meeting::Column::Id.eq(decision.meeting_id));
    Ok(of.one(tx.db()).await?)
}

/// What a meeting is about, as a place to work in.
async fn ground(tx: &Tx, of: &meeting::Model) -> Result<Ground> {
    let Some(id) = of.locus_id else { return Ok(Ground::of_region(of.region_code.clone())) };
    let of = system::<locus::Entity>().filter(locus::Column::Id.eq(id)).one(tx.db()).await?;
    Ok(Ground::of_locus(&of.ok_or_else(|| Error::internal("a meeting without its locus"))?))
}

fn check_open(row: &action::Model) -> Result<()> {
    if row.state == ActionState::Open { Ok(()) } else { Err(ProblemCode::WrongState.into()) }
}

pub async fn update(guard: Write<UpdateAction>, id: Path<ActionId>) -> Answer<UpdateAction> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<action::Entity, _>(&guard, *id, &draft, None, async |tx, row| {
        check_reached(guard.scope(), &row.region_code)?;
        crud::fixed("/decision_id", &draft.decision_id, &row.decision_id)?;
        check_open(row)?;
        let before = row.clone();
        if let Some(title) = draft.title.value() {
            title.trim().clone_into(&mut row.title);
        }
        let of = meeting_of(tx, row.decision_id).await?;
        let of = of.ok_or_else(|| Error::internal("an action without its meeting"))?;
        if let Some(owner) = draft.owner_id.value().filter(|owner| row.owner_id != **owner) {
            check_officer(tx, "/owner_id", *owner, &ground(tx, &of).await?).await?;
            row.owner_id = *owner;
        }
        if let Some(agency) = draft.agency_id.value().filter(|agency| row.agency_id != Some(**agency)) {
            check_agency(tx, "/agency_id", *agency).await?;
        }
        row.agency_id = draft.agency_id.over(row.agency_id);
        if let Some(due) = draft.due_on.value().filter(|due| row.due_on != **due) {
            check_after("/due_on", *due, &of)?;
            row.due_on = *due;
        }
        tell_changed(tx, &before, row);
        Ok(())
    })
    .await
}

fn end(tx: &Tx, row: &mut action::Model, state: ActionState, by: UserId, outcome: &str) -> Result<()> {
    check_open(row)?;
    row.state = state;
    row.outcome = Some(outcome.trim().to_owned());
    (row.ended_by, row.ended_at) = (Some(by), Some(tx.now()));
    let kind = if state == ActionState::Done { NotificationKind::ActionDone } else { NotificationKind::ActionDropped };
    send(tx, kind, &*row, [row.owner_id]);
    Ok(())
}

/// By its owner, or by whoever keeps meetings there.
pub async fn complete(guard: Write<CompleteAction>, id: Path<ActionId>) -> Answer<CompleteAction> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    crud::change::<action::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        if row.owner_id != by {
            check_reached(&guard.scope().for_permission(Permission::KeepMeetings), &row.region_code)?;
        }
        end(tx, row, ActionState::Done, by, &draft.reason)
    })
    .await
}

pub async fn drop_it(guard: Write<DropAction>, id: Path<ActionId>) -> Answer<DropAction> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    crud::change::<action::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        check_reached(guard.scope(), &row.region_code)?;
        end(tx, row, ActionState::Dropped, by, &draft.reason)
    })
    .await
}

pub async fn history(guard: Read<ListActionHistory>, id: Path<ActionId>) -> Answer<ListActionHistory> {
    action::Entity::read(&guard, *id).await?;
    Ok(Reply::new(history::queries::page(&guard, action::Entity::KIND, &id.to_string()).await?))
}
