//! Keeping legal instruments. They are public knowledge: whoever is signed in
//! may look and fetch the file; the coordinator of the city writes.

use super::queries::{Surroundings, view};
use crate::documents::queries::attach;
use crate::entity::{document, legal_instrument, locus, programme};
use crate::history;
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::{Guard, Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use crate::links::{self, Item};
use crate::regions::routes::check_reached;
use actix_web::web::Path;
use contract::documents::DocumentKind;
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{
    ArchiveLegalInstrument, CreateLegalInstrument, GetLegalInstrument, LinkLegalInstrument, ListLegalInstrumentHistory,
    ListLegalInstruments, RestoreLegalInstrument, UpdateLegalInstrument,
};
use contract::ids::{DocumentId, LegalInstrumentId};
use contract::legal_instruments::LegalInstrumentDraft;
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ColumnTrait, QueryFilter};

pub async fn list(guard: Read<ListLegalInstruments>) -> Answer<ListLegalInstruments> {
    let filter = guard.filter()?;
    let mut select = guard.select::<legal_instrument::Entity>();
    if let Some(kind) = filter.kind {
        select = select.filter(legal_instrument::Column::Kind.eq(kind));
    }
    if let Some(programme) = filter.programme_id {
        select = select.filter(legal_instrument::Column::ProgrammeId.eq(programme));
    }
    if let Some(locus) = filter.locus_id {
        select = select.filter(legal_instrument::Column::LocusId.eq(locus));
    }
    if filter.include_archived != Some(true) {
        select = select.filter(legal_instrument::Column::ArchivedAt.is_null());
    }
    let orders = Orders::new(legal_instrument::Column::Id, &[("-dated", legal_instrument::Column::Dated)]);
    let page = guard.page(select, &orders).await?;
    let around = Surroundings::of(&guard, &page.items).await?;
    Ok(Reply::new(map_page(page, |row| view(row, &around))))
}

pub async fn get(guard: Read<GetLegalInstrument>, id: Path<LegalInstrumentId>) -> Answer<GetLegalInstrument> {
    crud::show::<legal_instrument::Entity, _>(&guard, *id).await
}

pub async fn create(guard: Write<CreateLegalInstrument>) -> Answer<CreateLegalInstrument> {
    let draft = guard.draft(Purpose::Create).await?;
    crud::create::<legal_instrument::Entity, _>(&guard, async |tx| {
        let mut row = legal_instrument::Model {
            id: draft.id.unwrap_or_else(|| LegalInstrumentId(tx.kernel().clock.new_id())),
            kind: crud::given("/kind", &draft.kind)?,
            number: String::new(),
            dated: crud::given("/dated", &draft.dated)?,
            title: String::new(),
            summary: None,
            city_code: crud::given("/city_code", &draft.city_code)?,
            programme_id: None,
            locus_id: None,
            document_id: None,
            archived_at: None,
            archive_reason: None,
            created_at: tx.now(),
            updated_at: tx.now(),
            version: 1,
        };
        check_reached(tx, guard.scope(), "/city_code", &row.city_code).await?;
        apply(tx, &mut row, &draft).await?;
        Ok(row)
    })
    .await
}

/// Writes what may change onto an instrument.
async fn apply(tx: &Tx, row: &mut legal_instrument::Model, draft: &LegalInstrumentDraft) -> Result<()> {
    row.kind = draft.kind.value().copied().unwrap_or(row.kind);
    row.dated = draft.dated.value().copied().unwrap_or(row.dated);
    if row.dated > tx.now().day_in_jakarta() {
        return Err(Error::field("/dated", FieldCode::InFuture));
    }
    for (given, text) in [(&draft.number, &mut row.number), (&draft.title, &mut row.title)] {
        if let Some(given) = given.value() {
            given.trim().clone_into(text);
        }
    }
    crud::text(&draft.summary, &mut row.summary);
    let (programme, locus) = (row.programme_id, row.locus_id);
    row.programme_id = draft.programme_id.over(programme);
    row.locus_id = draft.locus_id.over(locus);
    if (row.programme_id, row.locus_id) != (programme, locus) {
        check_place(tx, row).await?;
    }
    if let Some(id) = draft.document_id.value().filter(|id| row.document_id != Some(**id)) {
        attach_file(tx, row, *id).await?;
    }
    row.document_id = draft.document_id.over(row.document_id);
    Ok(())
}

/// A programme of the city, and a locus of that programme.
async fn check_place(tx: &Tx, row: &legal_instrument::Model) -> Result<()> {
    let unknown = |pointer: &str| Error::field(pointer, FieldCode::UnknownReference);
    let Some(of) = row.programme_id else {
        return if row.locus_id.is_some() { Err(Error::field("/programme_id", FieldCode::Required)) } else { Ok(()) };
    };
    let known = system::<programme::Entity>()
        .filter(programme::Column::Id.eq(of))
        .filter(programme::Column::CityCode.eq(row.city_code.clone()));
    known.one(tx.db()).await?.ok_or_else(|| unknown("/programme_id"))?;
    let Some(locus) = row.locus_id else { return Ok(()) };
    let known = system::<locus::Entity>().filter(locus::Column::Id.eq(locus)).filter(locus::Column::ProgrammeId.eq(of));
    known.one(tx.db()).await?.map(drop).ok_or_else(|| unknown("/locus_id"))
}

/// The file is a decree of the same city, and stays.
async fn attach_file(tx: &Tx, row: &legal_instrument::Model, id: DocumentId) -> Result<()> {
    let select = tx.select_for_update::<document::Entity>().filter(document::Column::Id.eq(id));
    let file = select.filter(document::Column::CityCode.eq(row.city_code.clone())).one(tx.db()).await?;
    let file = file.ok_or_else(|| Error::field("/document_id", FieldCode::UnknownReference))?;
    if file.kind != DocumentKind::Decree {
        return Err(Error::field("/document_id", FieldCode::NotInList));
    }
    attach(tx, file).await
}

/// Everyone sees an instrument; only in its city is it changed.
fn check_city<E: Endpoint>(guard: &Guard<E>, row: &legal_instrument::Model) -> Result<()> {
    if guard.scope().reaches(&row.city_code) { Ok(()) } else { Err(ProblemCode::Forbidden.into()) }
}

pub async fn update(guard: Write<UpdateLegalInstrument>, id: Path<LegalInstrumentId>) -> Answer<UpdateLegalInstrument> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<legal_instrument::Entity, _>(&guard, *id, &draft, None, async |tx, row| {
        check_city(&guard, row)?;
        crud::fixed("/city_code", &draft.city_code, &row.city_code)?;
        if row.archived_at.is_some() {
            return Err(ProblemCode::WrongState.into());
        }
        apply(tx, row, &draft).await
    })
    .await
}

pub async fn archive(
    guard: Write<ArchiveLegalInstrument>,
    id: Path<LegalInstrumentId>,
) -> Answer<ArchiveLegalInstrument> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<legal_instrument::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        check_city(&guard, row)?;
        crud::archive(&mut row.archived_at, &mut row.archive_reason, tx.now(), &draft.reason)
    })
    .await
}

pub async fn restore(
    guard: Write<RestoreLegalInstrument>,
    id: Path<LegalInstrumentId>,
) -> Answer<RestoreLegalInstrument> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<legal_instrument::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |_, row| {
        check_city(&guard, row)?;
        crud::restore(&mut row.archived_at, &mut row.archive_reason)
    })
    .await
}

/// The file, for whoever may read what it belongs to.
pub async fn link(guard: Write<LinkLegalInstrument>, id: Path<LegalInstrumentId>) -> Answer<LinkLegalInstrument> {
    let view = legal_instrument::Entity::read(&guard, *id).await?;
    let document = view.document_id.ok_or(ProblemCode::NotFound)?;
    Ok(Reply::new(links::link(&guard, Item::Document(document), Some(&view.city_code)).await?))
}

pub async fn history(
    guard: Read<ListLegalInstrumentHistory>,
    id: Path<LegalInstrumentId>,
) -> Answer<ListLegalInstrumentHistory> {
    legal_instrument::Entity::read(&guard, *id).await?;
    Ok(Reply::new(history::queries::page(&guard, legal_instrument::Entity::KIND, &id.to_string()).await?))
}
