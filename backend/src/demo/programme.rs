//! The programmes of the demo city: that of the study, 2019 in Bekasi Utara, and
//! that of 2026.

use super::basis::{add_decrees, add_regulation};
use super::meetings;
use super::region;
use super::selections;
use super::story::{Cast, tell};
use crate::entity::{locus, locus_rw, programme};
use crate::kernel::error::{Error, Result};
use crate::kernel::tx::Tx;
use crate::stage_templates::queries::submitter;
use crate::stage_templates::shipped::{SHIPPED, stages};
use contract::ids::{AgencyId, LocusId, ProgrammeId};
use contract::loci::{TeamMember, USUAL_FAMILIES};
use contract::moment::{Day, Timestamp};
use contract::place::{Neighbourhood, RegionLevel};
use sea_orm::{EntityTrait, IntoActiveModel};

/// A locus of the demo.
struct Place {
    year: i32,
    village: &'static str,
    rw: &'static str,
    /// The number of the stage it stands in; 8 when all are passed. Since when.
    stage: i32,
    since: &'static str,
}

const LOCI: &[Place] = &[
    Place { year: 2019, village: "32.75.03.1004", rw: "011", stage: 8, since: "2020-12-18" },
    Place { year: 2019, village: "32.75.03.1006", rw: "005", stage: 5, since: "2019-04-16" },
    Place { year: 2026, village: "32.75.03.1004", rw: "011", stage: 1, since: "2025-09-10" },
];

/// The team of every locus: its chair and who does what.
const TEAM: &[(&str, Option<&str>, &str)] = &[
    ("Agus Permana", None, "Ketua tim pengelola"),
    ("Dewi Kartika", Some("DP3A"), "Koordinasi perangkat daerah"),
    ("Hendra Gunawan", Some("Bappeda"), "Anggaran dan jadwal"),
    ("Yuyun Nuraeni", None, "Pendataan"),
    ("Ratna Puspita", None, "Pendamping dari perguruan tinggi"),
];

/// Adds the programmes with their loci, led by DP3A.
pub async fn add(tx: &Tx, cast: &Cast<'_>) -> Result<()> {
    let Some(lead) = cast.agencies.get("DP3A") else { return Ok(()) };
    add_regulation(tx, cast).await?;
    selections::add_statistics(tx).await?;
    for year in [2019, 2026] {
        let loci = LOCI.iter().filter(|place| place.year == year);
        let families = USUAL_FAMILIES * i32::try_from(loci.clone().count()).unwrap_or(1);
        let of = add_programme(tx, year, *lead, families).await?;
        selections::add(tx, cast, &of).await?;
        add_decrees(tx, cast, &of).await?;
        meetings::of_programme(tx, cast, &of).await?;
        for place in loci {
            let locus = add_locus(tx, cast, &of, place).await?;
            tell(tx, cast, &locus).await?;
            meetings::of_locus(tx, cast, &locus).await?;
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

fn team(cast: &Cast<'_>) -> Result<String> {
    let members = TEAM.iter().zip(0..).map(|((name, agency, duty), index)| TeamMember {
        name: (*name).to_owned(),
        agency_id: agency.and_then(|agency| cast.agencies.get(agency).copied()),
        duty: (*duty).to_owned(),
        chair: index == 0,
    });
    serde_json::to_string(&members.collect::<Vec<_>>()).map_err(Error::internal)
}

async fn add_locus(tx: &Tx, cast: &Cast<'_>, of: &programme::Model, place: &Place) -> Result<locus::Model> {
    let (village, rw) = (&region(place.village)?, place.rw);
    let opened = format!("{}-09-03T02:00:00Z", of.year - 1);
    let moment =
        |text: &str| text.parse::<Timestamp>().map_err(|()| Error::internal("a day of the demo cannot be read"));
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
        template_id: Some(SHIPPED),
        team: team(cast)?,
        stage: place.stage,
        awaits: submitter(&stages()?, place.stage),
        stage_since: moment(&format!("{}T02:00:00Z", place.since))?,
        starts_on: day(format!("{}-01-07", of.year)),
        ends_on: day(format!("{}-12-20", of.year)),
        archived_at: None,
        archive_reason: None,
        created_at: moment(&opened)?,
        updated_at: moment(&opened)?,
        version: 1,
    };
    let held = rw.parse::<Neighbourhood>().ok().map(|rw| {
        let (locus_id, programme_id, region_code) = (row.id, row.programme_id, row.region_code.clone());
        locus_rw::Model { locus_id, programme_id, region_code, rw }.into_active_model()
    });
    locus::Entity::insert(row.clone().into_active_model()).exec_without_returning(tx.db()).await?;
    if let Some(one) = held {
        locus_rw::Entity::insert(one).exec_without_returning(tx.db()).await?;
    }
    Ok(row)
}
