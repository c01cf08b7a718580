//! How the demo's loci were chosen: kelurahan of Bekasi Utara compared by their
//! human development index and by the poor. The figures of kelurahan are
//! invented and say so; those of the city are published ones.

use super::region;
use super::story::{Cast, at};
use crate::entity::{locus_selection, programme, region_fact};
use crate::kernel::error::{Error, Result};
use crate::kernel::tx::Tx;
use crate::locus_selections::queries::ranking_now;
use contract::ids::{LocusSelectionId, RegionFactId, UserId};
use contract::locus_selections::{SelectionIndicator, SelectionState};
use contract::place::RegionLevel;
use contract::region_facts::RegionFactKind as Kind;
use sea_orm::{EntityTrait, IntoActiveModel};

const INVENTED: &str = "Data contoh (rekaan)";

/// What a kelurahan has: UHH, HLS, RLS in hundredths, thousand rupiah a year,
/// pre-prosperous families, poor people. The last lacks one in a later year.
const KELURAHAN: &[(&str, [i64; 6])] = &[
    ("32.75.03.1001", [7_441, 1_352, 1_088, 13_950, 912, 3_105]),
    ("32.75.03.1002", [7_486, 1_371, 1_102, 14_420, 540, 1_980]),
    ("32.75.03.1003", [7_502, 1_379, 1_115, 14_880, 488, 1_744]),
    ("32.75.03.1004", [7_398, 1_318, 1_041, 12_870, 1_034, 3_420]),
    ("32.75.03.1006", [7_405, 1_326, 1_047, 13_040, 1_121, 3_566]),
    ("32.75.03.1005", [7_520, 1_402, 1_139, 15_610, 371, 1_212]),
];

const KINDS: [Kind; 6] = [
    Kind::LifeExpectancy,
    Kind::AdjustedExpenditure,
    Kind::ExpectedSchooling,
    Kind::PreProsperousFamilies,
    Kind::PoorPeople,
    Kind::MeanSchooling,
];

/// The published index of the city: the year, and hundredths of a point.
const PUBLISHED: &[(i32, i64, &str)] =
    &[(2018, 8_104, "BPS, dikutip rakyatbekasi.com"), (2024, 8_355, "BPS, dikutip rakyatbekasi.com")];

/// The components of the city's index in 2022, from which BPS's 82.46 follows.
const OF_2022: [(Kind, i64); 4] = [
    (Kind::LifeExpectancy, 7_548),
    (Kind::ExpectedSchooling, 1_411),
    (Kind::MeanSchooling, 1_144),
    (Kind::AdjustedExpenditure, 16_239),
];

async fn tell(tx: &Tx, place: &str, year: i32, kind: Kind, value: i64, source: &str) -> Result<()> {
    let row = region_fact::Model {
        id: RegionFactId(tx.kernel().clock.new_id()),
        region_code: region(place)?,
        year,
        kind,
        value,
        source: source.to_owned(),
        created_at: tx.now(),
        updated_at: tx.now(),
        version: 1,
    };
    region_fact::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The statistics the comparisons rest on.
pub async fn add_statistics(tx: &Tx) -> Result<()> {
    for (year, value, source) in PUBLISHED {
        tell(tx, "32.75", *year, Kind::HumanDevelopmentIndex, *value, source).await?;
    }
    for (kind, value) in OF_2022 {
        tell(tx, "32.75", 2022, kind, value, "BPS, dikutip radarbekasi.id 19 Januari 2023").await?;
    }
    for (year, whole) in [(2018, KELURAHAN.len()), (2024, KELURAHAN.len() - 1)] {
        for (index, (place, [life, expected, mean, expenditure, families, people])) in KELURAHAN.iter().enumerate() {
            let values = [*life, *expenditure, *expected, *families, *people, *mean];
            let told = if index < whole { values.len() } else { values.len() - 1 };
            for (kind, value) in KINDS.into_iter().zip(values).take(told) {
                tell(tx, place, year, kind, value, INVENTED).await?;
            }
        }
    }
    Ok(())
}

/// The comparison of a programme: that of 2019 is decided, that of 2026 waits
/// for a figure.
pub async fn add(tx: &Tx, cast: &Cast<'_>, of: &programme::Model) -> Result<()> {
    let decided = of.year == 2019;
    let data = if decided { 2018 } else { 2024 };
    let by = |kind, weight| SelectionIndicator { kind, year: data, weight };
    let indicators =
        [by(Kind::HumanDevelopmentIndex, 50), by(Kind::PreProsperousFamilies, 30), by(Kind::PoorPeople, 20)];
    let made = at(&format!("{}-08-20", of.year - 1))?;
    let mut row = locus_selection::Model {
        id: LocusSelectionId(tx.kernel().clock.new_id()),
        programme_id: of.id,
        city_code: of.city_code.clone(),
        region_code: region("32.75.03")?,
        level: RegionLevel::Village,
        indicators: serde_json::to_string(&indicators).map_err(Error::internal)?,
        note: Some("Kajian IPM Kecamatan Bekasi Utara (contoh)".to_owned()),
        state: SelectionState::Draft,
        chosen_codes: String::new(),
        reason: None,
        ranking: None,
        decided_by: None,
        decided_at: None,
        created_at: made,
        updated_at: made,
        version: 1,
    };
    if decided {
        let by: UserId = cast.person("coordinator")?;
        let ranking = ranking_now(tx.db(), &row, of).await?;
        let first = ranking.places.iter().take(2).map(|place| place.region_code.as_str());
        row.chosen_codes = first.collect::<Vec<_>>().join("\n");
        row.ranking = Some(serde_json::to_string(&ranking).map_err(Error::internal)?);
        row.state = SelectionState::Decided;
        row.decided_by = Some(by);
        let decided_at = at(&format!("{}-08-28", of.year - 1))?;
        row.decided_at = Some(decided_at);
        (row.updated_at, row.version) = (decided_at, 2);
    }
    locus_selection::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    Ok(())
}
