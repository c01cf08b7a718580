//! The legal basis of the demo's programmes: the regulation of Bekasi with its
//! definition, as the founding study quotes it, and invented decrees on loci.
//! The days are examples too.

use super::region;
use super::story::{Cast, Sheet, at, day, keep};
use crate::entity::{legal_instrument, programme};
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use contract::documents::DocumentKind;
use contract::ids::{LegalInstrumentId, ProgrammeId};
use contract::legal_instruments::InstrumentKind;
use sea_orm::{EntityTrait, IntoActiveModel};

/// Perwal Bekasi 27/2008 on what P2WKSS is (seed lines 88 to 92).
const DEFINITION: &str = "P2WKSS mempergunakan pola pendekatan lintas bidang pembangunan, secara terkoordinasi, \
    dengan upaya yang diarahkan untuk meningkatkan kesejahteraan keluarga guna mencapai tingkat hidup yang berkualitas.";

/// One instrument of the demo.
struct Told {
    kind: InstrumentKind,
    number: &'static str,
    dated: &'static str,
    title: &'static str,
    summary: Option<&'static str>,
}

const REGULATION: Told = Told {
    kind: InstrumentKind::MayorRegulation,
    number: "27/2008",
    dated: "2008-12-31",
    title: "P2WKSS di Kota Bekasi (tanggal contoh)",
    summary: Some(DEFINITION),
};

/// What the Mayor proposed and the Governor fixed, by programme year.
const FIXED: &[(i32, Told)] = &[
    (2019, told(InstrumentKind::MayorProposal, "463/1204/DP3A (contoh)", "2018-09-10", "Usulan lokasi P2WKSS 2019")),
    (2019, told(InstrumentKind::GovernorDecree, "463/Kep.181/2018 (contoh)", "2018-10-15", "Lokasi P2WKSS 2019")),
    (2026, told(InstrumentKind::MayorProposal, "463/0977/DP3A (contoh)", "2025-08-20", "Usulan lokasi P2WKSS 2026")),
    (2026, told(InstrumentKind::GovernorDecree, "463/Kep.211/2025 (contoh)", "2025-10-03", "Lokasi P2WKSS 2026")),
];

const fn told(kind: InstrumentKind, number: &'static str, dated: &'static str, title: &'static str) -> Told {
    Told { kind, number, dated, title, summary: None }
}

/// The regulation of the city.
pub async fn add_regulation(tx: &Tx, cast: &Cast<'_>) -> Result<()> {
    add(tx, cast, &REGULATION, None).await
}

/// The proposal and the decree of a programme.
pub async fn add_decrees(tx: &Tx, cast: &Cast<'_>, of: &programme::Model) -> Result<()> {
    for (_, one) in FIXED.iter().filter(|(year, _)| *year == of.year) {
        add(tx, cast, one, Some(of.id)).await?;
    }
    Ok(())
}

async fn add(tx: &Tx, cast: &Cast<'_>, one: &Told, programme_id: Option<ProgrammeId>) -> Result<()> {
    let (city, text) = (region("32.75")?, format!("{} - {}", one.number, one.title));
    let sheet = Sheet { kind: DocumentKind::Decree, name: one.kind.as_str(), text: &text, place: &city, on: one.dated };
    let file = keep(tx, cast.person("coordinator")?, &sheet).await?;
    let row = legal_instrument::Model {
        id: LegalInstrumentId(tx.kernel().clock.new_id()),
        kind: one.kind,
        number: one.number.to_owned(),
        dated: day(one.dated)?,
        title: one.title.to_owned(),
        summary: one.summary.map(str::to_owned),
        city_code: city,
        programme_id,
        locus_id: None,
        document_id: Some(file),
        archived_at: None,
        archive_reason: None,
        created_at: at(one.dated)?,
        updated_at: at(one.dated)?,
        version: 1,
    };
    legal_instrument::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    Ok(())
}
