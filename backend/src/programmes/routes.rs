//! Keeping programmes. Everyone signed in may look; the coordinator of the city
//! writes.

use super::queries::{Surroundings, runs_in, view};
use crate::agencies::queries::check_agency;
use crate::entity::{locus, programme, region};
use crate::history;
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::{Guard, Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use crate::regions::routes::check_reached;
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{
    ArchiveProgramme, CreateProgramme, GetProgramme, ListProgrammeHistory, ListProgrammes, RestoreProgramme,
    UpdateProgramme,
};
use contract::ids::ProgrammeId;
use contract::place::RegionCode;
use contract::problem::{FieldCode, ProblemCode};
use contract::programmes::ProgrammeDraft;
use sea_orm::{ColumnTrait, QueryFilter};

pub async fn list(guard: Read<ListProgrammes>) -> Answer<ListProgrammes> {
    let filter = guard.filter()?;
    let mut select = guard.select::<programme::Entity>();
    if let Some(year) = filter.year {
        select = select.filter(programme::Column::Year.eq(year));
    }
    if filter.include_archived != Some(true) {
        select = select.filter(programme::Column::ArchivedAt.is_null());
    }
    let orders = Orders::new(programme::Column::Id, &[("-year", programme::Column::Year)]);
    let page = guard.page(select, &orders).await?;
    let around = Surroundings::of(&guard, &page.items).await?;
    Ok(Reply::new(map_page(page, |row| view(row, &around))))
}

pub async fn get(guard: Read<GetProgramme>, id: Path<ProgrammeId>) -> Answer<GetProgramme> {
    crud::show::<programme::Entity, _>(&guard, *id).await
}

pub async fn create(guard: Write<CreateProgramme>) -> Answer<CreateProgramme> {
    let draft = guard.draft(Purpose::Create).await?;
    crud::create::<programme::Entity, _>(&guard, async |tx| {
        let year = crud::given("/year", &draft.year)?;
        let lead = crud::given("/lead_agency_id", &draft.lead_agency_id)?;
        check_agency(tx, "/lead_agency_id", lead).await?;
        let mut row = programme::Model {
            id: draft.id.unwrap_or_else(|| ProgrammeId(tx.kernel().clock.new_id())),
            name: String::new(),
            year,
            city_code: crud::given("/city_code", &draft.city_code)?,
            district_codes: String::new(),
            lead_agency_id: lead,
            budget_year: year,
            target_families: crud::given("/target_families", &draft.target_families)?,
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

/// Writes what may change onto a programme.
async fn apply(tx: &Tx, row: &mut programme::Model, draft: &ProgrammeDraft) -> Result<()> {
    if let Some(name) = draft.name.value() {
        name.trim().clone_into(&mut row.name);
    }
    if !draft.district_codes.is_absent() {
        let mut codes = draft.district_codes.value().cloned().unwrap_or_default();
        check_districts(tx, &row.city_code, &codes).await?;
        codes.sort_unstable();
        codes.dedup();
        let before = std::mem::take(&mut row.district_codes);
        row.district_codes = codes.iter().map(RegionCode::as_str).collect::<Vec<_>>().join("\n");
        if row.district_codes != before {
            check_loci(tx, row).await?;
        }
    }
    if let Some(agency) = draft.lead_agency_id.value().filter(|agency| **agency != row.lead_agency_id) {
        check_agency(tx, "/lead_agency_id", *agency).await?;
        row.lead_agency_id = *agency;
    }
    row.budget_year = draft.budget_year.over(Some(row.budget_year)).unwrap_or(row.year);
    row.target_families = draft.target_families.value().copied().unwrap_or(row.target_families);
    Ok(())
}

/// Kecamatan of the list, each in the city.
async fn check_districts(tx: &Tx, city: &RegionCode, codes: &[RegionCode]) -> Result<()> {
    let known = tx.select::<region::Entity>().filter(region::Column::Code.is_in(codes.iter().cloned()));
    let known = known.all(tx.db()).await?;
    let unknown = |code: &RegionCode| !city.contains(code) || !known.iter().any(|row| row.code == *code);
    match codes.iter().position(unknown) {
        Some(index) => Err(Error::field(&format!("/district_codes/{index}"), FieldCode::UnknownReference)),
        None => Ok(()),
    }
}

/// No locus is left where the programme does not run any more. The programme is
/// locked, and whoever makes a locus locks it first.
async fn check_loci(tx: &Tx, row: &programme::Model) -> Result<()> {
    let loci = system::<locus::Entity>()
        .filter(locus::Column::ProgrammeId.eq(row.id))
        .filter(locus::Column::ArchivedAt.is_null());
    let outside = loci.all(tx.db()).await?.into_iter().any(|locus| !runs_in(row, &locus.region_code));
    if outside { Err(Error::field("/district_codes", FieldCode::OutsideProgramme)) } else { Ok(()) }
}

/// Everyone sees a programme; only in its city is it changed.
fn check_city<E: Endpoint>(guard: &Guard<E>, row: &programme::Model) -> Result<()> {
    if guard.scope().reaches(&row.city_code) { Ok(()) } else { Err(ProblemCode::Forbidden.into()) }
}

pub async fn update(guard: Write<UpdateProgramme>, id: Path<ProgrammeId>) -> Answer<UpdateProgramme> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<programme::Entity, _>(&guard, *id, &draft, None, async |tx, row| {
        check_city(&guard, row)?;
        crud::fixed("/year", &draft.year, &row.year)?;
        crud::fixed("/city_code", &draft.city_code, &row.city_code)?;
        apply(tx, row, &draft).await
    })
    .await
}

pub async fn archive(guard: Write<ArchiveProgramme>, id: Path<ProgrammeId>) -> Answer<ArchiveProgramme> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<programme::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        check_city(&guard, row)?;
        // The programme is locked, and whoever makes a locus locks it first.
        let loci = system::<locus::Entity>()
            .filter(locus::Column::ProgrammeId.eq(row.id))
            .filter(locus::Column::ArchivedAt.is_null());
        if loci.one(tx.db()).await?.is_some() {
            return Err(ProblemCode::StillInUse.into());
        }
        crud::archive(&mut row.archived_at, &mut row.archive_reason, tx.now(), &draft.reason)
    })
    .await
}

pub async fn restore(guard: Write<RestoreProgramme>, id: Path<ProgrammeId>) -> Answer<RestoreProgramme> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<programme::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |_, row| {
        check_city(&guard, row)?;
        crud::restore(&mut row.archived_at, &mut row.archive_reason)
    })
    .await
}

pub async fn history(guard: Read<ListProgrammeHistory>, id: Path<ProgrammeId>) -> Answer<ListProgrammeHistory> {
    programme::Entity::read(&guard, *id).await?;
    Ok(Reply::new(history::queries::page(&guard, programme::Entity::KIND, &id.to_string()).await?))
}
