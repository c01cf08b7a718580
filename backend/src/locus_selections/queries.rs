//! Locus selections as rows and as views, and the statistics they rank by.

use super::ranking::{COMPONENTS, Candidate, Stated, Statistics, rank};
use crate::entity::{locus_selection, programme, region, region_fact};
use crate::history::queries::names;
use crate::kernel::crud::Resource;
use crate::kernel::crypto::to_hex;
use crate::kernel::database::within_region;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::Guard;
use crate::kernel::scope::{open_to_permission, system};
use crate::programmes::queries::runs_in;
use crate::regions::names::region_names;
use contract::endpoint::Endpoint;
use contract::ids::{LocusSelectionId, ProgrammeId, UserId};
use contract::locus_selections::{LocusSelection, RankedPlace, SelectionIndicator, SelectionRanking};
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::problem::ProblemCode;
use contract::region_facts::RegionFactKind;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

open_to_permission!(locus_selection::Entity);

pub fn indicators(row: &locus_selection::Model) -> Result<Vec<SelectionIndicator>> {
    serde_json::from_str(&row.indicators).map_err(Error::internal)
}

pub fn chosen(row: &locus_selection::Model) -> Vec<RegionCode> {
    row.chosen_codes.lines().filter_map(|code| code.parse().ok()).collect()
}

/// What views of selections need besides their rows: three statements.
#[derive(Debug)]
pub struct Surroundings {
    regions: HashMap<RegionCode, String>,
    programmes: HashMap<ProgrammeId, (String, i32)>,
    users: HashMap<UserId, String>,
}

impl Surroundings {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, rows: &[locus_selection::Model]) -> Result<Self> {
        let db = guard.db();
        let ids = rows.iter().map(|row| row.programme_id);
        let programmes = system::<programme::Entity>().filter(programme::Column::Id.is_in(ids)).all(db).await?;
        Ok(Self {
            regions: region_names(db, rows.iter().map(|row| row.region_code.clone())).await?,
            programmes: programmes.into_iter().map(|row| (row.id, (row.name, row.year))).collect(),
            users: names(db, rows.iter().filter_map(|row| row.decided_by)).await?,
        })
    }
}

pub fn view(row: locus_selection::Model, around: &Surroundings) -> Result<LocusSelection> {
    let (programme_name, year) = around.programmes.get(&row.programme_id).cloned().unwrap_or_default();
    Ok(LocusSelection {
        indicators: indicators(&row)?,
        chosen_codes: chosen(&row),
        region_name: around.regions.get(&row.region_code).cloned().unwrap_or_default(),
        decided_by_name: row.decided_by.and_then(|by| around.users.get(&by).cloned()),
        programme_name,
        year,
        id: row.id,
        programme_id: row.programme_id,
        region_code: row.region_code,
        level: row.level,
        note: row.note,
        state: row.state,
        reason: row.reason,
        decided_at: row.decided_at,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}

/// The ranking as the statistics stand now: three statements.
pub async fn ranking_now(
    db: &impl ConnectionTrait,
    row: &locus_selection::Model,
    of: &programme::Model,
) -> Result<SelectionRanking> {
    let indicators = indicators(row)?;
    let candidates = candidates(db, row, of).await?;
    let mut names = region_names(db, [row.city_code.clone()]).await?;
    let name = names.remove(&row.city_code).unwrap_or_default();
    let statistics = statistics(db, row, &indicators).await?;
    let city = Candidate { code: row.city_code.clone(), name };
    let mut ranking = rank(city, candidates, &indicators, &statistics);
    let figures = serde_json::to_vec(&ranking).map_err(Error::internal)?;
    ranking.fingerprint = to_hex(&Sha256::digest(figures));
    Ok(ranking)
}

/// The places of the level asked for in which the programme runs.
async fn candidates(
    db: &impl ConnectionTrait,
    row: &locus_selection::Model,
    of: &programme::Model,
) -> Result<Vec<Candidate>> {
    let places = system::<region::Entity>()
        .filter(within_region(Expr::col(region::Column::Code), row.region_code.as_str()))
        .filter(region::Column::Level.eq(row.level))
        .all(db)
        .await?;
    let places = places.into_iter().filter(|place| runs_in(of, &place.code));
    Ok(places.map(|place| Candidate { code: place.code, name: place.name }).collect())
}

/// What is known of the places compared, and of their city.
async fn statistics(
    db: &impl ConnectionTrait,
    row: &locus_selection::Model,
    indicators: &[SelectionIndicator],
) -> Result<Statistics> {
    let mut kinds: Vec<RegionFactKind> = indicators.iter().map(|one| one.kind).collect();
    if kinds.contains(&RegionFactKind::HumanDevelopmentIndex) {
        kinds.extend(COMPONENTS);
    }
    let here = within_region(Expr::col(region_fact::Column::RegionCode), row.region_code.as_str());
    let facts = system::<region_fact::Entity>()
        .filter(here.or(region_fact::Column::RegionCode.eq(row.city_code.clone())))
        .filter(region_fact::Column::Kind.is_in(kinds))
        .filter(region_fact::Column::Year.is_in(indicators.iter().map(|one| one.year)))
        .all(db)
        .await?;
    let told = facts
        .into_iter()
        .map(|fact| (fact.region_code, fact.kind, fact.year, Stated { value: fact.value, source: fact.source }));
    Ok(told.collect())
}

/// The ranking of a selection: what it was decided on, or as it stands now.
pub async fn ranking(db: &impl ConnectionTrait, row: &locus_selection::Model) -> Result<SelectionRanking> {
    if let Some(kept) = kept(row)? {
        return Ok(kept);
    }
    let of = system::<programme::Entity>().filter(programme::Column::Id.eq(row.programme_id)).one(db).await?;
    let of = of.ok_or_else(|| Error::internal("a selection of a programme that is not there"))?;
    ranking_now(db, row, &of).await
}

/// Whether a place below the level of the city lies within one that was chosen,
/// and of which the human development index was known.
pub fn chose(row: &locus_selection::Model, region: &RegionCode) -> Result<bool> {
    let Some(kept) = kept(row)? else { return Ok(false) };
    let index = kept.indicators.iter().position(|one| one.kind == RegionFactKind::HumanDevelopmentIndex);
    let Some(index) = index else { return Ok(false) };
    let known = |place: &RankedPlace| place.values.get(index).is_some_and(|value| value.value.is_some());
    let chosen = chosen(row);
    Ok(kept
        .places
        .iter()
        .any(|place| place.region_code.contains(region) && chosen.contains(&place.region_code) && known(place)))
}

/// What it was decided on, if it was.
fn kept(row: &locus_selection::Model) -> Result<Option<SelectionRanking>> {
    row.ranking.as_deref().map(serde_json::from_str).transpose().map_err(Error::internal)
}

impl Resource for locus_selection::Entity {
    type Id = LocusSelectionId;
    type View = LocusSelection;
    const KIND: &'static str = "locus_selection";

    fn id(row: &locus_selection::Model) -> LocusSelectionId {
        row.id
    }

    fn version(row: &locus_selection::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut locus_selection::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &locus_selection::Model) -> Value {
        let indicators: Value = serde_json::from_str(&row.indicators).unwrap_or_default();
        json!({
            "programme_id": row.programme_id, "region_code": row.region_code, "level": row.level,
            "indicators": indicators, "note": row.note, "state": row.state, "chosen_codes": chosen(row),
            "reason": row.reason,
            // Of the figures it was decided on.
            "fingerprint": kept(row).ok().flatten().map(|kept| kept.fingerprint),
        })
    }

    fn place(row: &locus_selection::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: LocusSelectionId) -> Result<LocusSelection> {
        let row =
            system::<locus_selection::Entity>().filter(locus_selection::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let around = Surroundings::of(guard, std::slice::from_ref(&row)).await?;
        view(row, &around)
    }
}
