//! What may be said of a meeting, by how far it is.

use crate::agencies::queries::check_agency;
use crate::documents::queries::attach;
use crate::entity::{action, document, locus, meeting, meeting_document, programme};
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::scope::{Scope, system};
use crate::kernel::tx::Tx;
use contract::ids::{AgencyId, DocumentId, LocusId, ProgrammeId, UserId};
use contract::meetings::{MeetingDraft, MeetingParty, MeetingState};
use contract::moment::{Day, Timestamp};
use contract::place::RegionCode;
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::json;
use std::collections::BTreeSet;

/// What a meeting is about: a locus, or a whole programme.
#[derive(Debug)]
pub struct About {
    pub programme: programme::Model,
    pub locus: Option<locus::Model>,
}

impl About {
    /// Neither is archived, and the caller works there.
    pub async fn find(tx: &Tx, scope: &Scope, of: ProgrammeId, place: Option<LocusId>) -> Result<Self> {
        let unknown = |pointer: &str| Error::field(pointer, FieldCode::UnknownReference);
        let row = system::<programme::Entity>().filter(programme::Column::Id.eq(of)).one(tx.db()).await?;
        let row = row.filter(|row| row.archived_at.is_none());
        let programme = row.ok_or_else(|| unknown("/programme_id"))?;
        let Some(place) = place else {
            return if scope.reaches(&programme.city_code) {
                Ok(Self { programme, locus: None })
            } else {
                Err(unknown("/programme_id"))
            };
        };
        let row = system::<locus::Entity>()
            .filter(locus::Column::Id.eq(place))
            .filter(locus::Column::ProgrammeId.eq(of))
            .one(tx.db())
            .await?;
        let row = row.filter(|row| row.archived_at.is_none() && scope.reaches(&row.region_code));
        Ok(Self { programme, locus: Some(row.ok_or_else(|| unknown("/locus_id"))?) })
    }

    /// City, kecamatan and kelurahan; of a whole programme the city thrice.
    pub fn places(&self) -> [RegionCode; 3] {
        match &self.locus {
            Some(of) => [of.city_code.clone(), of.district_code.clone(), of.region_code.clone()],
            None => std::array::from_fn(|_| self.programme.city_code.clone()),
        }
    }
}

/// Everyone of the city sees a meeting of a whole programme; only where it is
/// about is it changed.
pub fn check_reached(scope: &Scope, region: &RegionCode) -> Result<()> {
    if scope.reaches(region) { Ok(()) } else { Err(ProblemCode::Forbidden.into()) }
}

/// Writes what may change onto a meeting.
pub async fn apply(tx: &Tx, row: &mut meeting::Model, draft: &MeetingDraft, by: UserId) -> Result<()> {
    row.kind = draft.kind.value().copied().unwrap_or(row.kind);
    row.stage = draft.stage.value().copied().unwrap_or(row.stage);
    let began = row.starts_at;
    row.starts_at = draft.starts_at.value().copied().unwrap_or(began);
    row.ends_at = draft.ends_at.over(row.ends_at);
    if row.ends_at.is_some_and(|end| end <= row.starts_at) {
        return Err(Error::field("/ends_at", FieldCode::EndsBeforeStart));
    }
    if row.state == MeetingState::Held && row.starts_at > tx.now() {
        return Err(Error::field("/starts_at", FieldCode::InFuture));
    }
    for (given, text) in [(&draft.place, &mut row.place), (&draft.chair, &mut row.chair)] {
        if let Some(given) = given.value() {
            given.trim().clone_into(text);
        }
    }
    if let Some(agency) = draft.chair_agency_id.value().filter(|agency| row.chair_agency_id != Some(**agency)) {
        check_agency(tx, "/chair_agency_id", *agency).await?;
    }
    row.chair_agency_id = draft.chair_agency_id.over(row.chair_agency_id);
    crud::text(&draft.subject, &mut row.subject);
    crud::text(&draft.letter_number, &mut row.letter_number);
    crud::text(&draft.agenda, &mut row.agenda);
    crud::text(&draft.residents_note, &mut row.residents_note);
    row.residents_attended = draft.residents_attended.over(row.residents_attended);
    row.women_attended = draft.women_attended.over(row.women_attended);
    keep_minutes(tx.now(), row, draft, by);
    invite(tx, row, draft).await?;
    if row.starts_at > began {
        check_moved(tx, row).await?;
    }
    check_told(row)
}

/// What was signed and agreed on a day stays after the meeting when that is moved.
async fn check_moved(tx: &Tx, row: &meeting::Model) -> Result<()> {
    let signed = super::queries::parties(row)?.into_iter().filter_map(|one| one.signed_on);
    let due = system::<action::Entity>()
        .filter(action::Column::MeetingId.eq(row.id))
        .order_by_asc(action::Column::DueOn)
        .one(tx.db())
        .await?;
    for day in signed.chain(due.map(|first| first.due_on)) {
        check_after("/starts_at", day, row)?;
    }
    Ok(())
}

/// Who wrote the minutes last, and when.
fn keep_minutes(now: Timestamp, row: &mut meeting::Model, draft: &MeetingDraft, by: UserId) {
    let before = row.minutes.clone();
    crud::text(&draft.minutes, &mut row.minutes);
    if row.minutes != before {
        (row.minutes_by, row.minutes_at) = (row.minutes.as_ref().map(|_| by), row.minutes.as_ref().map(|_| now));
    }
}

/// Nothing is told of a meeting that was not held, and no more women came than
/// people.
fn check_told(row: &meeting::Model) -> Result<()> {
    let held = row.state == MeetingState::Held;
    for (pointer, told) in [
        ("/minutes", row.minutes.is_some()),
        ("/residents_attended", row.residents_attended.is_some()),
        ("/residents_note", row.residents_note.is_some()),
    ] {
        if told && !held {
            return Err(Error::field(pointer, FieldCode::AnswerNotAllowed));
        }
    }
    match (row.residents_attended, row.women_attended) {
        (None, Some(_)) => Err(Error::field("/residents_attended", FieldCode::Required)),
        (Some(all), Some(women)) if women > all => {
            let range = [("min", "0".to_owned()), ("max", all.to_string())];
            Err(Error::field_with("/women_attended", FieldCode::OutOfRange, &range))
        }
        _ => Ok(()),
    }
}

/// The agencies asked to come; who was asked before may have been archived since.
async fn invite(tx: &Tx, row: &mut meeting::Model, draft: &MeetingDraft) -> Result<()> {
    if draft.parties.is_absent() {
        return Ok(());
    }
    let given = draft.parties.value().map_or(&[][..], Vec::as_slice);
    let before: BTreeSet<AgencyId> = super::queries::parties(row)?.into_iter().map(|one| one.agency_id).collect();
    for (index, one) in given.iter().enumerate() {
        let at = format!("/parties/{index}");
        if !before.contains(&one.agency_id) {
            check_agency(tx, &format!("{at}/agency_id"), one.agency_id).await?;
        }
        check_party(tx, row, &at, one)?;
    }
    let given: Vec<MeetingParty> = given.iter().cloned().map(trimmed).collect();
    row.parties = serde_json::to_string(&given).map_err(Error::internal)?;
    Ok(())
}

fn trimmed(one: MeetingParty) -> MeetingParty {
    MeetingParty { representative: one.representative.map(|name| name.trim().to_owned()), ..one }
}

/// It came to a meeting that was held, and signed afterwards.
fn check_party(tx: &Tx, row: &meeting::Model, at: &str, one: &MeetingParty) -> Result<()> {
    let held = row.state == MeetingState::Held;
    if one.attended && !held {
        return Err(Error::field(&format!("{at}/attended"), FieldCode::AnswerNotAllowed));
    }
    let Some(signed) = one.signed_on else { return Ok(()) };
    let pointer = format!("{at}/signed_on");
    if !held {
        return Err(Error::field(&pointer, FieldCode::AnswerNotAllowed));
    }
    if signed > tx.now().day_in_jakarta() {
        return Err(Error::field(&pointer, FieldCode::InFuture));
    }
    check_after(&pointer, signed, row)
}

/// Nothing follows from a meeting before its day.
pub fn check_after(pointer: &str, day: Day, row: &meeting::Model) -> Result<()> {
    if day < row.starts_at.day_in_jakarta() { Err(Error::field(pointer, FieldCode::EndsBeforeStart)) } else { Ok(()) }
}

/// The files of a meeting are those given, in order; each is of its kelurahan or
/// of the city, and stays.
pub async fn keep_files(tx: &Tx, row: &meeting::Model, given: &[DocumentId]) -> Result<()> {
    let own = system::<meeting_document::Entity>()
        .filter(meeting_document::Column::MeetingId.eq(row.id))
        .order_by_asc(meeting_document::Column::Number);
    let own: Vec<DocumentId> = own.all(tx.db()).await?.into_iter().map(|file| file.document_id).collect();
    let (mut seen, mut rows) = (BTreeSet::new(), Vec::new());
    for (number, (index, id)) in (1..).zip(given.iter().enumerate()) {
        let pointer = format!("/document_ids/{index}");
        if !seen.insert(*id) {
            return Err(Error::field(&pointer, FieldCode::Taken));
        }
        if !own.contains(id) {
            let select = tx.select_for_update::<document::Entity>().filter(document::Column::Id.eq(*id));
            let places = [row.region_code.clone(), row.city_code.clone()];
            let file = select.filter(document::Column::RegionCode.is_in(places)).one(tx.db()).await?;
            attach(tx, file.ok_or_else(|| Error::field(&pointer, FieldCode::UnknownReference))?).await?;
        }
        rows.push(meeting_document::Model { meeting_id: row.id, document_id: *id, number }.into_active_model());
    }
    if own != given {
        let (before, after) = (json!({ "document_ids": own }), json!({ "document_ids": given }));
        let change = Change::updated(meeting::Entity::KIND, row.id, &before, &after);
        tx.record(&change.at(Some(&row.region_code))).await?;
    }
    let before = meeting_document::Entity::delete_many().filter(meeting_document::Column::MeetingId.eq(row.id));
    before.exec(tx.db()).await?;
    tx.insert_last::<meeting_document::Entity>(rows);
    Ok(())
}
