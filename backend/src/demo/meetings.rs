//! The meetings of the demo's loci, with what was decided and what follows from
//! it. Days, words and figures are invented along what the programme's founding
//! study tells.

use super::region;
use super::story::{Cast, Sheet, at, clerk, day, keep};
use crate::entity::{action, locus, meeting, meeting_decision, meeting_document, programme};
use crate::kernel::error::{Error, Result};
use crate::kernel::tx::Tx;
use contract::actions::ActionState;
use contract::cycle::CycleStage;
use contract::documents::DocumentKind;
use contract::ids::{ActionId, MeetingDecisionId, MeetingId, ProgrammeId};
use contract::meetings::{MeetingKind, MeetingParty, MeetingState};
use contract::place::RegionCode;
use sea_orm::{EntityTrait, IntoActiveModel};

/// A meeting of the story.
struct Told {
    kind: MeetingKind,
    stage: CycleStage,
    on: &'static str,
    place: &'static str,
    chair: &'static str,
    minutes: &'static str,
    /// Who came, and whether it signed the same day.
    parties: &'static [(&'static str, bool)],
    /// Residents, and the women among them.
    residents: Option<(i32, i32)>,
    decisions: &'static [Decided],
}

/// A decision, and what follows from it.
struct Decided {
    text: &'static str,
    actions: &'static [Agreed],
}

/// What, who, by when, and what came of it.
struct Agreed {
    title: &'static str,
    owner: &'static str,
    agency: Option<&'static str>,
    due: &'static str,
    done: Option<(&'static str, &'static str)>,
}

const HALL: &str = "Aula kelurahan";

/// Of the programme of 2019 as a whole.
const COORDINATION_2019: Told = Told {
    kind: MeetingKind::CityCoordination,
    stage: CycleStage::Preparation,
    on: "2018-09-20",
    place: "Ruang rapat Bappeda",
    chair: "Hendra Gunawan",
    minutes: "Perangkat daerah menyusun anggaran dan memilih kelurahan untuk tahun 2019.",
    parties: &[("DP3A", true), ("Bappeda", true), ("DKP3", true)],
    residents: None,
    decisions: &[Decided {
        text: "Teluk Pucung dan Harapan Jaya diusulkan menjadi lokus",
        actions: &[Agreed {
            title: "Siapkan usulan Wali Kota kepada Gubernur",
            owner: "coordinator",
            agency: Some("DP3A"),
            due: "2018-10-01",
            done: Some(("2018-09-28", "Usulan dikirim")),
        }],
    }],
};

/// Of the programme of 2026: it came in the programme year itself, which warns.
const COORDINATION_2026: Told = Told {
    on: "2026-02-12",
    minutes: "Anggaran disepakati; lokus Teluk Pucung RW 011 disiapkan.",
    decisions: &[Decided {
        text: "Pendataan calon di Teluk Pucung selesai sebelum rapat pra-pelaksanaan",
        actions: &[
            Agreed {
                title: "Lengkapi pendataan calon RW 011",
                owner: "kelurahan_officer",
                agency: None,
                due: "2026-03-20",
                done: None,
            },
            Agreed {
                title: "Kirim ringkasan anggaran ke DP3A",
                owner: "planner",
                agency: Some("Bappeda"),
                due: "2026-03-02",
                done: Some(("2026-02-27", "Ringkasan dikirim")),
            },
        ],
    }],
    ..COORDINATION_2019
};

/// Of the locus of 2026: not everyone has signed.
const SECTORS_2026: Told = Told {
    kind: MeetingKind::CrossSector,
    on: "2026-03-12",
    place: HALL,
    chair: "Agus Permana",
    minutes: "Warga RT 03 meminta pelatihan tidak bentrok dengan jam jemput sekolah.\nDisepakati pagi pukul 08.30-11.00.",
    parties: &[("DP3A", true), ("Bappeda", true), ("DKP3", false)],
    residents: Some((19, 14)),
    decisions: &[Decided {
        text: "Pelatihan mengikuti peminatan ibu-ibu",
        actions: &[Agreed {
            title: "Minta tanda tangan DKP3",
            owner: "coordinator",
            agency: Some("DP3A"),
            due: "2026-03-26",
            done: None,
        }],
    }],
    ..COORDINATION_2019
};

/// Of a locus of 2019: kind, stage, and day, in order.
const PATH_2019: &[(MeetingKind, CycleStage, &str, &str)] = &[
    (
        MeetingKind::CrossSector,
        CycleStage::Preparation,
        "2018-10-22",
        "Perangkat daerah menyepakati tugas masing-masing.",
    ),
    (
        MeetingKind::PreImplementation,
        CycleStage::Preparation,
        "2018-12-10",
        "Setiap dinas menyusun jadwal kegiatannya.",
    ),
    (MeetingKind::Socialisation, CycleStage::Assessment, "2019-01-21", "Ibu-ibu diberi tahu apa yang akan dijalankan."),
    (
        MeetingKind::Community,
        CycleStage::Alternatives,
        "2019-02-25",
        "Setiap kegiatan dalam daftar ditanyakan kepada ibu-ibu.",
    ),
    (MeetingKind::Socialisation, CycleStage::ActionPlan, "2019-04-02", "Jadwal pelatihan dan tempatnya disampaikan."),
];

/// What a meeting is about.
struct About<'a> {
    programme: ProgrammeId,
    locus: Option<&'a locus::Model>,
    region: RegionCode,
    by: &'static str,
}

/// The meetings of a whole programme.
pub async fn of_programme(tx: &Tx, cast: &Cast<'_>, of: &programme::Model) -> Result<()> {
    let told = if of.year == 2019 { COORDINATION_2019 } else { COORDINATION_2026 };
    let about = About { programme: of.id, locus: None, region: region("32.75")?, by: "planner" };
    keep_meeting(tx, cast, &about, &told).await
}

/// Those of a locus, as far as it came.
pub async fn of_locus(tx: &Tx, cast: &Cast<'_>, of: &locus::Model) -> Result<()> {
    let region = of.region_code.clone();
    let about = About { programme: of.programme_id, locus: Some(of), by: clerk(&region), region };
    if of.year == 2026 {
        return keep_meeting(tx, cast, &about, &SECTORS_2026).await;
    }
    for (kind, stage, on, minutes) in PATH_2019 {
        let residents = (*stage != CycleStage::Preparation).then_some((46, 41));
        let told = Told {
            kind: *kind,
            stage: *stage,
            on,
            place: HALL,
            chair: "Agus Permana",
            minutes,
            residents,
            decisions: &[],
            ..COORDINATION_2019
        };
        keep_meeting(tx, cast, &about, &told).await?;
    }
    Ok(())
}

fn parties(cast: &Cast<'_>, told: &Told) -> Result<Vec<MeetingParty>> {
    let mut all = Vec::new();
    for (name, signed) in told.parties {
        let Some(agency_id) = cast.agencies.get(name).copied() else { continue };
        let signs = told.kind == MeetingKind::CrossSector;
        let signed_on = if signs && *signed { Some(day(told.on)?) } else { None };
        all.push(MeetingParty { agency_id, attended: true, representative: None, signs, signed_on });
    }
    Ok(all)
}

async fn keep_meeting(tx: &Tx, cast: &Cast<'_>, about: &About<'_>, told: &Told) -> Result<()> {
    let by = cast.person(about.by)?;
    let of = about.locus;
    let city = region("32.75")?;
    let starts_at = at(told.on)?;
    let row = meeting::Model {
        id: MeetingId(tx.kernel().clock.new_id()),
        programme_id: about.programme,
        locus_id: of.map(|of| of.id),
        district_code: of.map_or_else(|| city.clone(), |of| of.district_code.clone()),
        city_code: city,
        region_code: about.region.clone(),
        kind: told.kind,
        stage: told.stage,
        subject: None,
        state: MeetingState::Held,
        starts_at,
        ends_at: Some(starts_at.plus_seconds(2 * 3_600 + 1_800)),
        place: told.place.to_owned(),
        chair: told.chair.to_owned(),
        chair_agency_id: None,
        letter_number: None,
        agenda: Some("1) Pembukaan; 2) pembahasan; 3) kesepakatan".to_owned()),
        minutes: Some(told.minutes.to_owned()),
        minutes_by: Some(by),
        minutes_at: Some(starts_at.plus_seconds(6 * 3_600)),
        parties: serde_json::to_string(&parties(cast, told)?).map_err(Error::internal)?,
        residents_attended: told.residents.map(|(all, _)| all),
        women_attended: told.residents.map(|(_, women)| women),
        residents_note: None,
        cancel_reason: None,
        created_at: starts_at,
        updated_at: starts_at,
        version: 1,
    };
    let text = format!("{} {} - {}", told.kind.as_str(), told.on, told.minutes);
    let sheet =
        Sheet { kind: DocumentKind::Minutes, name: "berita-acara", text: &text, place: &row.region_code, on: told.on };
    let document_id = keep(tx, by, &sheet).await?;
    meeting::Entity::insert(row.clone().into_active_model()).exec_without_returning(tx.db()).await?;
    let file = meeting_document::Model { meeting_id: row.id, document_id, number: 1 };
    meeting_document::Entity::insert(file.into_active_model()).exec_without_returning(tx.db()).await?;
    for (number, one) in (1..).zip(told.decisions) {
        decide(tx, cast, &row, number, one).await?;
    }
    Ok(())
}

async fn decide(tx: &Tx, cast: &Cast<'_>, of: &meeting::Model, number: i32, one: &Decided) -> Result<()> {
    let id = MeetingDecisionId(tx.kernel().clock.new_id());
    let (text, created_at) = (one.text.to_owned(), of.created_at);
    let row = meeting_decision::Model { id, meeting_id: of.id, number, text, created_at };
    meeting_decision::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    for agreed in one.actions {
        let owner_id = cast.person(agreed.owner)?;
        let row = action::Model {
            id: ActionId(tx.kernel().clock.new_id()),
            meeting_id: of.id,
            decision_id: id,
            locus_id: of.locus_id,
            city_code: of.city_code.clone(),
            district_code: of.district_code.clone(),
            region_code: of.region_code.clone(),
            title: agreed.title.to_owned(),
            owner_id,
            agency_id: agreed.agency.and_then(|name| cast.agencies.get(name).copied()),
            due_on: day(agreed.due)?,
            state: if agreed.done.is_some() { ActionState::Done } else { ActionState::Open },
            outcome: agreed.done.map(|(_, outcome)| outcome.to_owned()),
            ended_by: agreed.done.map(|_| owner_id),
            ended_at: agreed.done.map(|(on, _)| at(on)).transpose()?,
            created_at: of.created_at,
            updated_at: of.created_at,
            version: 1,
        };
        action::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}
