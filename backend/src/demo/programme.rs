//! The programmes of the demo city: that of the study, 2019 in Bekasi Utara, and
//! that of 2026.

use super::region;
use crate::entity::{locus, locus_rw, programme};
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use contract::ids::{AgencyId, LocusId, ProgrammeId};
use contract::loci::USUAL_FAMILIES;
use contract::moment::Day;
use contract::place::{Neighbourhood, RegionCode, RegionLevel};
use sea_orm::{EntityTrait, IntoActiveModel};
use std::collections::HashMap;

/// Year, kelurahan and RW of each locus.
const LOCI: &[(i32, &str, &str)] =
    &[(2019, "32.75.03.1004", "011"), (2019, "32.75.03.1006", "005"), (2026, "32.75.03.1004", "011")];

/// Adds the programmes with their loci, led by DP3A.
pub async fn add(tx: &Tx, agencies: &HashMap<&'static str, AgencyId>) -> Result<()> {
    let Some(lead) = agencies.get("DP3A") else { return Ok(()) };
    for year in [2019, 2026] {
        let loci = LOCI.iter().filter(|(own, ..)| *own == year);
        let families = USUAL_FAMILIES * i32::try_from(loci.clone().count()).unwrap_or(1);
        let of = add_programme(tx, year, *lead, families).await?;
        for (_, village, rw) in loci {
            add_locus(tx, &of, &region(village)?, rw).await?;
        }
    }
    Ok(())
}

async fn add_programme(tx: &Tx, year: i32, lead: AgencyId, families: i32) -> Result<programme::Model> {
    let row = programme::Model {
        id: ProgrammeId(tx.kernel().clock.new_id()),
        name: "P2WKSS".to_owned(),
        year,
        city_code: region("32.75")?,
        district_codes: "32.75.03".to_owned(),
        lead_agency_id: lead,
        budget_year: year,
        target_families: families,
        archived_at: None,
        archive_reason: None,
        created_at: tx.now(),
        updated_at: tx.now(),
        version: 1,
    };
    programme::Entity::insert(row.clone().into_active_model()).exec_without_returning(tx.db()).await?;
    Ok(row)
}

async fn add_locus(tx: &Tx, of: &programme::Model, village: &RegionCode, rw: &str) -> Result<()> {
    let at = |level| village.at(level).unwrap_or_else(|| village.clone());
    let day = |text: String| text.parse::<Day>().ok();
    let row = locus::Model {
        id: LocusId(tx.kernel().clock.new_id()),
        programme_id: of.id,
        year: of.year,
        city_code: at(RegionLevel::City),
        district_code: at(RegionLevel::District),
        region_code: village.clone(),
        rws: rw.to_owned(),
        target_families: USUAL_FAMILIES,
        starts_on: day(format!("{}-01-07", of.year)),
        ends_on: day(format!("{}-12-20", of.year)),
        archived_at: None,
        archive_reason: None,
        created_at: tx.now(),
        updated_at: tx.now(),
        version: 1,
    };
    let held = rw.parse::<Neighbourhood>().ok().map(|rw| {
        let (locus_id, programme_id, region_code) = (row.id, row.programme_id, row.region_code.clone());
        locus_rw::Model { locus_id, programme_id, region_code, rw }.into_active_model()
    });
    locus::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    if let Some(one) = held {
        locus_rw::Entity::insert(one).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}
