//! The published lines of a city that come with the system. A city edits and
//! adds to them afterwards.
//!
//! `data/README.md` names the source.

use crate::entity::{poverty_line, region, region_fact};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Author, Tx, run_as_system};
use contract::ids::{PovertyLineId, RegionFactId};
use contract::place::RegionCode;
use contract::region_facts::RegionFactKind;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde::Deserialize;
use std::sync::Arc;

const BEKASI: &str = "32.75";
const LINES: &str = include_str!("../../data/poverty-lines-bekasi.csv");
const SOURCE: &str = "BPS Kota Bekasi, melalui Open Data Jabar (bps-od_20003)";
/// The year whose line was read from BPS itself.
const SOURCE_2025: &str = "BPS, web API var 624, domain 3275, diperbarui 2025-12-01";

#[derive(Debug, Deserialize)]
struct Row {
    tahun: i32,
    garis_kemiskinan_rp_kapita_bulan: i64,
    jumlah_miskin_ribu_jiwa: Option<String>,
    persen_miskin_p0: Option<String>,
    pengeluaran_per_kapita_disesuaikan_ribu_rp_tahun: Option<String>,
}

/// A decimal as a whole number of its `10^-places`: `58.2` with 3 is 58,200.
fn scaled(text: Option<&String>, places: usize) -> Option<i64> {
    let text = text?.trim();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part: String = part.chars().chain(std::iter::repeat('0')).take(places).collect();
    format!("{whole}{part}").parse().ok()
}

fn read() -> Result<Vec<Row>> {
    let rows: std::result::Result<Vec<Row>, _> = ::csv::Reader::from_reader(LINES.as_bytes()).deserialize().collect();
    rows.map_err(Error::internal)
}

fn line(tx: &Tx, city: &RegionCode, row: &Row) -> poverty_line::Model {
    poverty_line::Model {
        id: PovertyLineId(tx.kernel().clock.new_id()),
        region_code: city.clone(),
        year: row.tahun,
        monthly_rupiah: row.garis_kemiskinan_rp_kapita_bulan,
        poor_people: scaled(row.jumlah_miskin_ribu_jiwa.as_ref(), 3),
        poor_share: scaled(row.persen_miskin_p0.as_ref(), 2).and_then(|share| i32::try_from(share).ok()),
        source: if row.tahun == 2025 { SOURCE_2025 } else { SOURCE }.to_owned(),
        created_at: tx.now(),
        updated_at: tx.now(),
        version: 1,
    }
}

fn spending(tx: &Tx, city: &RegionCode, row: &Row) -> Option<region_fact::Model> {
    Some(region_fact::Model {
        id: RegionFactId(tx.kernel().clock.new_id()),
        region_code: city.clone(),
        year: row.tahun,
        kind: RegionFactKind::AdjustedExpenditure,
        value: scaled(row.pengeluaran_per_kapita_disesuaikan_ribu_rp_tahun.as_ref(), 0)?,
        source: SOURCE.to_owned(),
        created_at: tx.now(),
        updated_at: tx.now(),
        version: 1,
    })
}

/// Adds the lines of a city that stands in the list of regions and has none.
pub async fn load(kernel: &Arc<Kernel>) -> Result<()> {
    let city: RegionCode = BEKASI.parse().map_err(|()| Error::internal("not a region code"))?;
    let known = system::<region::Entity>().filter(region::Column::Code.eq(city.clone())).one(&kernel.db.read).await?;
    let lines = system::<poverty_line::Entity>().filter(poverty_line::Column::RegionCode.eq(city.clone()));
    if known.is_none() || lines.one(&kernel.db.read).await?.is_some() {
        return Ok(());
    }
    let rows = read()?;
    run_as_system(kernel, Author::system("load_poverty_lines"), async |tx| {
        let lines = rows.iter().map(|row| line(tx, &city, row).into_active_model());
        poverty_line::Entity::insert_many(lines).exec_without_returning(tx.db()).await?;
        let facts = rows.iter().filter_map(|row| spending(tx, &city, row)).map(IntoActiveModel::into_active_model);
        region_fact::Entity::insert_many(facts).exec_without_returning(tx.db()).await?;
        tx.done(Change::act("poverty_line", "shipped").at(Some(&city)), ()).await
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lines_are_whole() {
        let rows = read().unwrap();
        assert_eq!(rows.len(), 22);
        let of = |year| rows.iter().find(|row| row.tahun == year).unwrap();
        assert_eq!(of(2025).garis_kemiskinan_rp_kapita_bulan, 864_601);
        assert_eq!(scaled(of(2004).jumlah_miskin_ribu_jiwa.as_ref(), 3), Some(58_200));
        assert_eq!(scaled(of(2024).persen_miskin_p0.as_ref(), 2), Some(401));
        assert_eq!(scaled(of(2010).pengeluaran_per_kapita_disesuaikan_ribu_rp_tahun.as_ref(), 0), Some(14_163));
        assert_eq!(scaled(None, 2), None);
    }
}
