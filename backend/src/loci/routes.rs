//! Keeping loci: the coordinator of the city makes and changes them.

use super::queries::{PLACE, Surroundings, rws, team, view};
use crate::agencies::queries::check_agency;
use crate::entity::{enrolment, locus, locus_rw, programme, stage_template};
use crate::history;
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, try_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::{Scope, system};
use crate::kernel::tx::Tx;
use crate::programmes::queries::runs_in;
use crate::regions::routes::check_reached;
use crate::stage_records::opening::open;
use crate::stage_records::steps::record_move;
use crate::stage_records::surroundings::followed;
use crate::stage_templates::queries::{followed_in, present, stages, submitter};
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoints::{
    ArchiveLocus, CreateLocus, GetLocus, ListLoci, ListLocusHistory, MoveLocusTemplate, RestoreLocus, UpdateLocus,
};
use contract::enrolments::EnrolmentState;
use contract::ids::{AgencyId, LocusId, ProgrammeId};
use contract::loci::{LocusDraft, TeamMember, USUAL_FAMILIES};
use contract::place::{Neighbourhood, RegionLevel};
use contract::problem::{FieldCode, ProblemCode};
use contract::stage_templates::TemplateState;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use std::collections::BTreeSet;

pub async fn list(guard: Read<ListLoci>) -> Answer<ListLoci> {
    let filter = guard.filter()?;
    let mut select = guard.select_within::<locus::Entity>(filter.region.as_ref());
    if let Some(region) = &filter.region {
        // An agency's officer reaches her city by another way.
        select = select.filter(PLACE.within(region, None));
    }
    if let Some(programme) = filter.programme_id {
        select = select.filter(locus::Column::ProgrammeId.eq(programme));
    }
    if let Some(year) = filter.year {
        select = select.filter(locus::Column::Year.eq(year));
    }
    if filter.include_archived != Some(true) {
        select = select.filter(locus::Column::ArchivedAt.is_null());
    }
    let orders = Orders::new(locus::Column::Id, &[("-year", locus::Column::Year)]);
    let page = guard.page(select, &orders).await?;
    let around = Surroundings::of(&guard, &page.items).await?;
    Ok(Reply::new(try_page(page, |row| view(row, &around))?))
}

pub async fn get(guard: Read<GetLocus>, id: Path<LocusId>) -> Answer<GetLocus> {
    crud::show::<locus::Entity, _>(&guard, *id).await
}

/// The programme a locus belongs to, locked, so that it is not archived
/// meanwhile. It must not be archived, and lie where the caller works.
pub async fn programme(tx: &Tx, scope: &Scope, id: ProgrammeId) -> Result<programme::Model> {
    let row = tx.select_for_update::<programme::Entity>().filter(programme::Column::Id.eq(id)).one(tx.db()).await?;
    row.filter(|row| row.archived_at.is_none() && scope.reaches(&row.city_code))
        .ok_or_else(|| Error::field("/programme_id", FieldCode::UnknownReference))
}

pub async fn create(guard: Write<CreateLocus>) -> Answer<CreateLocus> {
    let draft = guard.draft(Purpose::Create).await?;
    crud::create::<locus::Entity, _>(&guard, async |tx| {
        let of = programme(tx, guard.scope(), crud::given("/programme_id", &draft.programme_id)?).await?;
        let region = crud::given("/region_code", &draft.region_code)?;
        check_reached(tx, guard.scope(), "/region_code", &region).await?;
        if !runs_in(&of, &region) {
            return Err(Error::field("/region_code", FieldCode::OutsideProgramme));
        }
        let at = |level| region.at(level).ok_or_else(|| Error::field("/region_code", FieldCode::Malformed));
        let template = present(tx.db(), &of.city_code).await?;
        let mut row = locus::Model {
            id: draft.id.unwrap_or_else(|| LocusId(tx.kernel().clock.new_id())),
            programme_id: of.id,
            year: of.year,
            city_code: at(RegionLevel::City)?,
            district_code: at(RegionLevel::District)?,
            region_code: region,
            rws: String::new(),
            target_families: USUAL_FAMILIES,
            template_id: Some(template.id),
            team: "[]".to_owned(),
            stage: 1,
            stage_since: tx.now(),
            awaits: submitter(&stages(&template)?, 1),
            starts_on: None,
            ends_on: None,
            archived_at: None,
            archive_reason: None,
            created_at: tx.now(),
            updated_at: tx.now(),
            version: 1,
        };
        apply(tx, &mut row, &draft).await?;
        hold(tx, &row);
        open(tx, &row);
        Ok(row)
    })
    .await
}

/// Whoever takes RW of a programme locks it first: of two who want each other's
/// none waits for the other for ever.
async fn lock_programme(tx: &Tx, id: LocusId) -> Result<()> {
    let row = tx.select::<locus::Entity>().filter(locus::Column::Id.eq(id)).one(tx.db()).await?;
    let of = row.ok_or(ProblemCode::NotFound)?.programme_id;
    tx.select_for_update::<programme::Entity>().filter(programme::Column::Id.eq(of)).one(tx.db()).await?;
    Ok(())
}

/// Writes what may change onto a locus.
async fn apply(tx: &Tx, row: &mut locus::Model, draft: &LocusDraft) -> Result<()> {
    if let Some(given) = draft.rws.value() {
        let mut given = given.clone();
        given.sort_unstable();
        given.dedup();
        row.rws = given.iter().map(Neighbourhood::as_str).collect::<Vec<_>>().join("\n");
    }
    row.target_families = draft.target_families.value().copied().unwrap_or(row.target_families);
    if !draft.team.is_absent() {
        let given = draft.team.value().map_or(&[][..], Vec::as_slice);
        check_team(tx, row, given).await?;
        row.team = serde_json::to_string(given).map_err(Error::internal)?;
    }
    row.starts_on = draft.starts_on.over(row.starts_on);
    row.ends_on = draft.ends_on.over(row.ends_on);
    if row.starts_on.zip(row.ends_on).is_some_and(|(start, end)| end < start) {
        return Err(Error::field("/ends_on", FieldCode::EndsBeforeStart));
    }
    Ok(())
}

/// The agencies of a team; who stood in it before may stay in one that was
/// archived since.
async fn check_team(tx: &Tx, row: &locus::Model, given: &[TeamMember]) -> Result<()> {
    let before: BTreeSet<AgencyId> = team(row)?.into_iter().filter_map(|one| one.agency_id).collect();
    for (index, one) in given.iter().enumerate() {
        if let Some(agency) = one.agency_id.filter(|agency| !before.contains(agency)) {
            check_agency(tx, &format!("/team/{index}/agency_id"), agency).await?;
        }
    }
    Ok(())
}

/// Takes the RW of a locus for it. The database refuses one that another locus
/// of the programme has.
fn hold(tx: &Tx, row: &locus::Model) {
    let (locus_id, programme_id) = (row.id, row.programme_id);
    tx.insert_last::<locus_rw::Entity>(rws(row).into_iter().map(|rw| {
        locus_rw::Model { locus_id, programme_id, region_code: row.region_code.clone(), rw }.into_active_model()
    }));
}

/// The RW from which women take part in a locus, which is locked.
async fn in_use(tx: &Tx, id: LocusId) -> Result<BTreeSet<Neighbourhood>> {
    let rws = system::<enrolment::Entity>()
        .select_only()
        .column(enrolment::Column::Rw)
        .distinct()
        .filter(enrolment::Column::LocusId.eq(id))
        .filter(enrolment::Column::State.ne(EnrolmentState::Withdrawn))
        .into_tuple::<Neighbourhood>();
    Ok(rws.all(tx.db()).await?.into_iter().collect())
}

/// Lets go of them.
async fn release(tx: &Tx, row: &locus::Model) -> Result<()> {
    locus_rw::Entity::delete_many().filter(locus_rw::Column::LocusId.eq(row.id)).exec(tx.db()).await?;
    Ok(())
}

pub async fn update(guard: Write<UpdateLocus>, id: Path<LocusId>) -> Answer<UpdateLocus> {
    let draft = guard.draft(Purpose::Change).await?;
    let first = async |tx: &Tx| lock_programme(tx, *id).await;
    crud::change_after::<locus::Entity, _>(&guard, *id, &draft, None, first, async |tx, row| {
        crud::fixed("/programme_id", &draft.programme_id, &row.programme_id)?;
        crud::fixed("/region_code", &draft.region_code, &row.region_code)?;
        if row.archived_at.is_some() {
            return Err(ProblemCode::WrongState.into());
        }
        let before = row.rws.clone();
        apply(tx, row, &draft).await?;
        if row.rws != before {
            let kept: BTreeSet<Neighbourhood> = rws(row).into_iter().collect();
            if !in_use(tx, row.id).await?.is_subset(&kept) {
                return Err(Error::field("/rws", FieldCode::InUse));
            }
            release(tx, row).await?;
            hold(tx, row);
        }
        Ok(())
    })
    .await
}

pub async fn archive(guard: Write<ArchiveLocus>, id: Path<LocusId>) -> Answer<ArchiveLocus> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<locus::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        if !in_use(tx, row.id).await?.is_empty() {
            return Err(ProblemCode::StillInUse.into());
        }
        release(tx, row).await?;
        crud::archive(&mut row.archived_at, &mut row.archive_reason, tx.now(), &draft.reason)
    })
    .await
}

pub async fn restore(guard: Write<RestoreLocus>, id: Path<LocusId>) -> Answer<RestoreLocus> {
    let draft = guard.draft(Purpose::Change).await?;
    let first = async |tx: &Tx| lock_programme(tx, *id).await;
    crud::change_after::<locus::Entity, _>(&guard, *id, &(), Some(&draft.reason), first, async |tx, row| {
        crud::restore(&mut row.archived_at, &mut row.archive_reason)?;
        let of = programme(tx, guard.scope(), row.programme_id).await;
        let closed = |error: Error| match error.code {
            ProblemCode::InvalidFields => ProblemCode::WrongState.into(),
            _ => error,
        };
        if !runs_in(&of.map_err(closed)?, &row.region_code) {
            return Err(ProblemCode::WrongState.into());
        }
        hold(tx, row);
        Ok(())
    })
    .await
}

/// Moves a locus to another published version. What is passed stays passed; the
/// stages before it ask for what the new version says.
pub async fn move_template(guard: Write<MoveLocusTemplate>, id: Path<LocusId>) -> Answer<MoveLocusTemplate> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    crud::change::<locus::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        if row.archived_at.is_some() || followed(row) == draft.template_id {
            return Err(ProblemCode::WrongState.into());
        }
        let known = system::<stage_template::Entity>()
            .filter(stage_template::Column::Id.eq(draft.template_id))
            .filter(stage_template::Column::State.eq(TemplateState::Published))
            .filter(followed_in(&row.city_code));
        let known = known.one(tx.db()).await?;
        let known = known.ok_or_else(|| Error::field("/template_id", FieldCode::UnknownReference))?;
        row.awaits = submitter(&stages(&known)?, row.stage);
        row.template_id = Some(draft.template_id);
        record_move(tx, row.id, by, &draft.reason).await
    })
    .await
}

pub async fn history(guard: Read<ListLocusHistory>, id: Path<LocusId>) -> Answer<ListLocusHistory> {
    locus::Entity::read(&guard, *id).await?;
    Ok(Reply::new(history::queries::page(&guard, locus::Entity::KIND, &id.to_string()).await?))
}
