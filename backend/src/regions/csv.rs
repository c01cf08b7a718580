//! Reading a city's regions from CSV.
//!
//! Columns: `kode, tingkat, nama_kemendagri, nama_umum, kode_bps, kode_pos,
//! catatan`, found by name; others are ignored. Reading the same file twice
//! changes nothing.

use crate::entity::region;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::fold::fold;
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Author, Tx, run_as_system};
use contract::place::RegionCode;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A row of the file.
#[derive(Debug, Deserialize)]
struct Row {
    kode: String,
    nama_kemendagri: String,
    nama_umum: String,
    #[serde(default)]
    kode_bps: Option<String>,
    #[serde(default)]
    kode_pos: Option<String>,
    #[serde(default)]
    catatan: Option<String>,
}

fn given(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn model(line: usize, row: Row) -> Result<region::Model, String> {
    let code: RegionCode =
        row.kode.trim().parse().map_err(|()| format!("line {line}: {:?} is not a Kemendagri code", row.kode))?;
    let (official_name, name) = (row.nama_kemendagri.trim().to_owned(), row.nama_umum.trim().to_owned());
    if official_name.is_empty() || name.is_empty() {
        return Err(format!("line {line}: a name is missing"));
    }
    Ok(region::Model {
        level: code.level(),
        parent_code: code.parent(),
        search_text: fold(&format!("{name} {official_name}")),
        name_folded: fold(&name),
        name,
        official_name,
        bps_code: given(row.kode_bps),
        postal_code: given(row.kode_pos),
        note: given(row.catatan),
        code,
    })
}

/// Reads the file; every bad line is named.
fn read(text: &str) -> Result<BTreeMap<RegionCode, region::Model>, String> {
    let mut reader =
        ::csv::ReaderBuilder::new().trim(::csv::Trim::All).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut regions = BTreeMap::new();
    let mut faults = Vec::new();
    for (index, row) in reader.deserialize::<Row>().enumerate() {
        let line = index + 2;
        match row.map_err(|error| format!("line {line}: {error}")).and_then(|row| model(line, row)) {
            Ok(region) => {
                regions.insert(region.code.clone(), region);
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(regions) } else { Err(faults.join("\n")) }
}

/// A province of which the file holds only parts.
fn province(code: &RegionCode) -> Result<region::Model, String> {
    let name = if code.as_str() == "32" { "Jawa Barat".to_owned() } else { code.to_string() };
    let (nama_kemendagri, nama_umum) = (name.clone(), name);
    model(0, Row { kode: code.to_string(), nama_kemendagri, nama_umum, kode_bps: None, kode_pos: None, catatan: None })
}

/// Brings the file's regions in: new ones are added, known ones renamed. A
/// missing province is added under its code, so that every region has a parent.
pub async fn import(kernel: &Arc<Kernel>, text: &str) -> Result<usize, String> {
    let mut regions = read(text)?;
    let outer: Vec<RegionCode> = regions.values().filter_map(|region| region.parent_code.clone()).collect();
    for code in outer {
        if let std::collections::btree_map::Entry::Vacant(place) = regions.entry(code) {
            let province = province(place.key())?;
            place.insert(province);
        }
    }
    let count = regions.len();
    let stored = run_as_system(kernel, Author::system("import_regions"), async |tx| {
        let (added, renamed) = store(tx, regions).await?;
        let summary = format!("{added} added, {renamed} changed");
        tx.done(Change::act("regions", "list").because(&summary), ()).await
    });
    let cause = |error: Error| error.cause.unwrap_or_else(|| error.code.to_string());
    stored.await.map_err(cause)?;
    crate::poverty_lines::shipped::load(kernel).await.map_err(cause)?;
    Ok(count)
}

async fn store(tx: &Tx, regions: BTreeMap<RegionCode, region::Model>) -> Result<(usize, usize)> {
    let known =
        tx.select::<region::Entity>().filter(region::Column::Code.is_in(regions.keys().cloned())).all(tx.db()).await?;
    let known: BTreeMap<RegionCode, region::Model> = known.into_iter().map(|row| (row.code.clone(), row)).collect();
    let changed: Vec<region::Model> = regions.into_values().filter(|row| known.get(&row.code) != Some(row)).collect();
    let renamed = changed.iter().filter(|row| known.contains_key(&row.code)).count();
    let added = changed.len() - renamed;
    for part in changed.chunks(500) {
        region::Entity::insert_many(part.iter().cloned().map(active))
            .on_conflict(OnConflict::column(region::Column::Code).update_columns(columns()).to_owned())
            .exec_without_returning(tx.db())
            .await
            .map_err(Error::from)?;
    }
    Ok((added, renamed))
}

fn columns() -> [region::Column; 7] {
    use region::Column::{BpsCode, Name, NameFolded, Note, OfficialName, PostalCode, SearchText};
    [Name, NameFolded, OfficialName, SearchText, BpsCode, PostalCode, Note]
}

fn active(row: region::Model) -> region::ActiveModel {
    region::ActiveModel {
        code: Set(row.code),
        level: Set(row.level),
        name: Set(row.name),
        official_name: Set(row.official_name),
        search_text: Set(row.search_text),
        name_folded: Set(row.name_folded),
        parent_code: Set(row.parent_code),
        bps_code: Set(row.bps_code),
        postal_code: Set(row.postal_code),
        note: Set(row.note),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bad_line_is_named() {
        let text = "\u{feff}kode,nama_kemendagri,nama_umum\n32.75,Kota Bekasi,Kota Bekasi\n3275,x,y\n32.75.01,,\n";
        let error = read(text).unwrap_err();
        assert!(error.contains("line 3") && error.contains("line 4") && !error.contains("line 2"), "{error}");
    }

    #[test]
    fn the_shipped_city_is_whole() {
        use contract::place::RegionLevel;
        let regions = read(crate::demo::REGIONS).unwrap();
        let count = |level| regions.values().filter(|region| region.level == level).count();
        assert_eq!((count(RegionLevel::City), count(RegionLevel::District), count(RegionLevel::Village)), (1, 12, 56));
    }
}
