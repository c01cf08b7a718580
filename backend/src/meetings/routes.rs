//! Calling meetings and telling what became of them.

use super::queries::{Surroundings, view};
use super::rules::{About, apply, check_reached, keep_files};
use crate::entity::meeting;
use crate::history;
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, try_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::tx::Tx;
use crate::links::{self, Item};
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoints::{
    CancelMeeting, CreateMeeting, GetMeeting, HoldMeeting, LinkMeetingFile, ListMeetingHistory, ListMeetings,
    UpdateMeeting,
};
use contract::ids::{DocumentId, MeetingId};
use contract::meetings::{MeetingDraft, MeetingState};
use contract::policy::Permission;
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ColumnTrait, QueryFilter};

pub async fn list(guard: Read<ListMeetings>) -> Answer<ListMeetings> {
    let filter = guard.filter()?;
    let mut select = guard.select::<meeting::Entity>();
    if let Some(of) = filter.programme_id {
        select = select.filter(meeting::Column::ProgrammeId.eq(of));
    }
    if let Some(of) = filter.locus_id {
        select = select.filter(meeting::Column::LocusId.eq(of));
    }
    if let Some(kind) = filter.kind {
        select = select.filter(meeting::Column::Kind.eq(kind));
    }
    if let Some(state) = filter.state {
        select = select.filter(meeting::Column::State.eq(state));
    }
    let orders = Orders::new(meeting::Column::Id, &[("-starts_at", meeting::Column::StartsAt)]);
    let page = guard.page(select, &orders).await?;
    let around = Surroundings::of(&guard, &page.items).await?;
    Ok(Reply::new(try_page(page, |row| view(&row, &around))?))
}

pub async fn get(guard: Read<GetMeeting>, id: Path<MeetingId>) -> Answer<GetMeeting> {
    crud::show::<meeting::Entity, _>(&guard, *id).await
}

/// The files a draft names, where it names any.
fn files(draft: &MeetingDraft) -> Option<&[DocumentId]> {
    (!draft.document_ids.is_absent()).then(|| draft.document_ids.value().map_or(&[][..], Vec::as_slice))
}

pub async fn create(guard: Write<CreateMeeting>) -> Answer<CreateMeeting> {
    let draft = guard.draft(Purpose::Create).await?;
    let by = guard.user()?;
    crud::create::<meeting::Entity, _>(&guard, async |tx| {
        let of = crud::given("/programme_id", &draft.programme_id)?;
        let about = About::find(tx, guard.scope(), of, draft.locus_id.value().copied()).await?;
        let [city_code, district_code, region_code] = about.places();
        let mut row = meeting::Model {
            id: draft.id.unwrap_or_else(|| MeetingId(tx.kernel().clock.new_id())),
            programme_id: of,
            locus_id: about.locus.map(|of| of.id),
            city_code,
            district_code,
            region_code,
            kind: crud::given("/kind", &draft.kind)?,
            stage: crud::given("/stage", &draft.stage)?,
            subject: None,
            state: MeetingState::Planned,
            starts_at: crud::given("/starts_at", &draft.starts_at)?,
            ends_at: None,
            place: String::new(),
            chair: String::new(),
            chair_agency_id: None,
            letter_number: None,
            agenda: None,
            minutes: None,
            minutes_by: None,
            minutes_at: None,
            parties: "[]".to_owned(),
            residents_attended: None,
            women_attended: None,
            residents_note: None,
            cancel_reason: None,
            created_at: tx.now(),
            updated_at: tx.now(),
            version: 1,
        };
        apply(tx, &mut row, &draft, by).await?;
        if let Some(given) = files(&draft) {
            keep_files(tx, &row, given).await?;
        }
        Ok(row)
    })
    .await
}

pub async fn update(guard: Write<UpdateMeeting>, id: Path<MeetingId>) -> Answer<UpdateMeeting> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    crud::change::<meeting::Entity, _>(&guard, *id, &draft, None, async |tx, row| {
        check_reached(guard.scope(), &row.region_code)?;
        crud::fixed("/programme_id", &draft.programme_id, &row.programme_id)?;
        check_same_locus(&draft, row)?;
        if row.state == MeetingState::Cancelled {
            return Err(ProblemCode::WrongState.into());
        }
        apply(tx, row, &draft, by).await?;
        if let Some(given) = files(&draft) {
            keep_files(tx, row, given).await?;
        }
        Ok(())
    })
    .await
}

fn check_same_locus(draft: &MeetingDraft, row: &meeting::Model) -> Result<()> {
    if draft.locus_id.over(row.locus_id) == row.locus_id {
        Ok(())
    } else {
        Err(Error::field("/locus_id", FieldCode::FieldFixed))
    }
}

/// It took place: from now on what came of it can be told.
pub async fn hold(guard: Write<HoldMeeting>, id: Path<MeetingId>) -> Answer<HoldMeeting> {
    crud::change::<meeting::Entity, _>(&guard, *id, &(), None, async |tx: &Tx, row| {
        check_reached(guard.scope(), &row.region_code)?;
        if row.state != MeetingState::Planned {
            return Err(ProblemCode::WrongState.into());
        }
        if row.starts_at > tx.now() {
            return Err(Error::field("/starts_at", FieldCode::InFuture));
        }
        row.state = MeetingState::Held;
        Ok(())
    })
    .await
}

pub async fn cancel(guard: Write<CancelMeeting>, id: Path<MeetingId>) -> Answer<CancelMeeting> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<meeting::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |_, row| {
        check_reached(guard.scope(), &row.region_code)?;
        if row.state != MeetingState::Planned {
            return Err(ProblemCode::WrongState.into());
        }
        row.state = MeetingState::Cancelled;
        row.cancel_reason = Some(draft.reason.trim().to_owned());
        Ok(())
    })
    .await
}

/// A file of a meeting, for whoever sees the meeting: of one of the whole city
/// that is everyone who works in it. What may name women is for those who may
/// see identities where the meeting is about.
pub async fn link(guard: Write<LinkMeetingFile>, path: Path<(MeetingId, DocumentId)>) -> Answer<LinkMeetingFile> {
    let (id, document) = path.into_inner();
    let of = meeting::Entity::read(&guard, id).await?;
    let file = of.files.iter().find(|file| file.document_id == document).ok_or(ProblemCode::NotFound)?;
    let named = guard.scope().for_permission(Permission::SeeIdentity);
    if file.kind.is_personal() && !named.reaches(&of.region_code) {
        return Err(ProblemCode::NotFound.into());
    }
    Ok(Reply::new(links::link(&guard, Item::Document(document), Some(&of.region_code)).await?))
}

pub async fn history(guard: Read<ListMeetingHistory>, id: Path<MeetingId>) -> Answer<ListMeetingHistory> {
    meeting::Entity::read(&guard, *id).await?;
    Ok(Reply::new(history::queries::page(&guard, meeting::Entity::KIND, &id.to_string()).await?))
}
