//! Keeping selections. Everyone signed in may look; Bappeda and the coordinator
//! of the city compare; the coordinator decides.

use super::queries::{Surroundings, ranking as ranking_of, ranking_now, view};
use crate::entity::{locus_selection, programme};
use crate::history;
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::{Guard, Read, Write};
use crate::kernel::list::{Orders, try_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use crate::loci::routes::programme as programme_of;
use crate::regions::routes::check_reached;
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{
    CreateLocusSelection, DecideLocusSelection, GetLocusSelection, GetSelectionRanking, ListLocusSelectionHistory,
    ListLocusSelections, UpdateLocusSelection,
};
use contract::ids::LocusSelectionId;
use contract::locus_selections::{LocusSelectionDraft, SelectionDecision, SelectionRanking, SelectionState};
use contract::place::RegionCode;
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ColumnTrait, QueryFilter};

pub async fn list(guard: Read<ListLocusSelections>) -> Answer<ListLocusSelections> {
    let filter = guard.filter()?;
    let mut select = guard.select::<locus_selection::Entity>();
    if let Some(programme) = filter.programme_id {
        select = select.filter(locus_selection::Column::ProgrammeId.eq(programme));
    }
    if let Some(state) = filter.state {
        select = select.filter(locus_selection::Column::State.eq(state));
    }
    let orders = Orders::new(locus_selection::Column::Id, &[("-created_at", locus_selection::Column::CreatedAt)]);
    let page = guard.page(select, &orders).await?;
    let around = Surroundings::of(&guard, &page.items).await?;
    Ok(Reply::new(try_page(page, |row| view(row, &around))?))
}

pub async fn get(guard: Read<GetLocusSelection>, id: Path<LocusSelectionId>) -> Answer<GetLocusSelection> {
    crud::show::<locus_selection::Entity, _>(&guard, *id).await
}

pub async fn ranking(guard: Read<GetSelectionRanking>, id: Path<LocusSelectionId>) -> Answer<GetSelectionRanking> {
    let select = guard.select::<locus_selection::Entity>().filter(locus_selection::Column::Id.eq(*id));
    let row = select.one(guard.db()).await?.ok_or(ProblemCode::NotFound)?;
    Ok(Reply::new(ranking_of(guard.db(), &row).await?))
}

pub async fn create(guard: Write<CreateLocusSelection>) -> Answer<CreateLocusSelection> {
    let draft = guard.draft(Purpose::Create).await?;
    crud::create::<locus_selection::Entity, _>(&guard, async |tx| {
        let of = programme_of(tx, guard.scope(), crud::given("/programme_id", &draft.programme_id)?).await?;
        let mut row = locus_selection::Model {
            id: draft.id.unwrap_or_else(|| LocusSelectionId(tx.kernel().clock.new_id())),
            programme_id: of.id,
            city_code: of.city_code.clone(),
            region_code: crud::given("/region_code", &draft.region_code)?,
            level: crud::given("/level", &draft.level)?,
            indicators: "[]".to_owned(),
            note: None,
            state: SelectionState::Draft,
            chosen_codes: String::new(),
            reason: None,
            ranking: None,
            decided_by: None,
            decided_at: None,
            created_at: tx.now(),
            updated_at: tx.now(),
            version: 1,
        };
        apply(&guard, tx, &mut row, &of, &draft).await?;
        Ok(row)
    })
    .await
}

/// Writes what may change onto a selection.
async fn apply<E: Endpoint>(
    guard: &Guard<E>,
    tx: &Tx,
    row: &mut locus_selection::Model,
    of: &programme::Model,
    draft: &LocusSelectionDraft,
) -> Result<()> {
    row.region_code = draft.region_code.value().unwrap_or(&row.region_code).clone();
    row.level = draft.level.value().copied().unwrap_or(row.level);
    check_reached(tx, guard.scope(), "/region_code", &row.region_code).await?;
    if !of.city_code.contains(&row.region_code) {
        return Err(Error::field("/region_code", FieldCode::OutsideProgramme));
    }
    // The one may be sent without the other.
    if row.region_code.level() >= row.level {
        return Err(Error::field("/level", FieldCode::NotInList));
    }
    if let Some(indicators) = draft.indicators.value() {
        row.indicators = serde_json::to_string(indicators).map_err(Error::internal)?;
    }
    crud::text(&draft.note, &mut row.note);
    Ok(())
}

/// Everyone sees a selection; only in its city is it changed, and what was
/// decided once never: loci stand on it.
fn check_draft<E: Endpoint>(guard: &Guard<E>, row: &locus_selection::Model) -> Result<()> {
    if !guard.scope().reaches(&row.city_code) {
        return Err(ProblemCode::Forbidden.into());
    }
    if row.state == SelectionState::Draft { Ok(()) } else { Err(ProblemCode::WrongState.into()) }
}

/// Its programme, which may have been archived since.
async fn standing_programme(tx: &Tx, row: &locus_selection::Model) -> Result<programme::Model> {
    let of = system::<programme::Entity>().filter(programme::Column::Id.eq(row.programme_id)).one(tx.db()).await?;
    of.filter(|of| of.archived_at.is_none()).ok_or_else(|| ProblemCode::WrongState.into())
}

pub async fn update(guard: Write<UpdateLocusSelection>, id: Path<LocusSelectionId>) -> Answer<UpdateLocusSelection> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<locus_selection::Entity, _>(&guard, *id, &draft, None, async |tx, row| {
        check_draft(&guard, row)?;
        crud::fixed("/programme_id", &draft.programme_id, &row.programme_id)?;
        let of = standing_programme(tx, row).await?;
        apply(&guard, tx, row, &of, &draft).await
    })
    .await
}

/// The figures are those she saw, each place chosen is one of those compared,
/// and a choice that the figures do not make says why.
fn check_choice(decision: &SelectionDecision, ranking: &SelectionRanking) -> Result<()> {
    if decision.fingerprint != ranking.fingerprint {
        return Err(crud::came_too_late(ranking, decision)?);
    }
    let compared = |code: &RegionCode| ranking.places.iter().any(|place| place.region_code == *code);
    if let Some(index) = decision.chosen_codes.iter().position(|code| !compared(code)) {
        return Err(Error::field(&format!("/chosen_codes/{index}"), FieldCode::UnknownReference));
    }
    if decision.reason.is_none() && ranking.wants_reason(&decision.chosen_codes) {
        return Err(Error::field("/reason", FieldCode::Required));
    }
    Ok(())
}

pub async fn decide(guard: Write<DecideLocusSelection>, id: Path<LocusSelectionId>) -> Answer<DecideLocusSelection> {
    let decision = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    crud::change::<locus_selection::Entity, _>(&guard, *id, &(), None, async |tx, row| {
        check_draft(&guard, row)?;
        let of = standing_programme(tx, row).await?;
        let ranking = ranking_now(tx.db(), row, &of).await?;
        check_choice(&decision, &ranking)?;
        row.state = SelectionState::Decided;
        row.chosen_codes = decision.chosen_codes.iter().map(RegionCode::as_str).collect::<Vec<_>>().join("\n");
        row.reason = decision.reason.as_ref().map(|reason| reason.trim().to_owned());
        row.ranking = Some(serde_json::to_string(&ranking).map_err(Error::internal)?);
        row.decided_by = Some(by);
        row.decided_at = Some(tx.now());
        Ok(())
    })
    .await
}

pub async fn history(
    guard: Read<ListLocusSelectionHistory>,
    id: Path<LocusSelectionId>,
) -> Answer<ListLocusSelectionHistory> {
    locus_selection::Entity::read(&guard, *id).await?;
    Ok(Reply::new(history::queries::page(&guard, locus_selection::Entity::KIND, &id.to_string()).await?))
}
