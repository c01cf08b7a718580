//! How far the loci of the demo city are: Teluk Pucung of 2019 through all seven
//! stages, Harapan Jaya of the same year in the middle of its trainings, and
//! one of 2026 in preparation with things missing. Days and words are invented
//! along what the programme's founding study tells.

use super::paper::paper;
use crate::documents::files::{self, seal, settle};
use crate::entity::{comment, document, locus, notification, stage_act, stage_entry, stage_passage, stage_record};
use crate::kernel::crypto::to_hex;
use crate::kernel::error::{Error, Result};
use crate::kernel::tx::Tx;
use crate::stage_records::gate::Kept;
use crate::stage_records::opening::of_locus;
use crate::stage_templates::shipped::{SHIPPED, stages};
use contract::cycle::{CycleStage, Involvement, StageState, TerminationReason};
use contract::documents::{DocumentKind, MediaType};
use contract::ids::{AgencyId, CommentId, DocumentId, NotificationId, StageEntryId, UserId};
use contract::moment::{Day, Timestamp};
use contract::notifications::NotificationKind;
use contract::place::{RegionCode, RegionLevel};
use contract::policy::Role;
use contract::stage_records::{LineState, StageAction};
use contract::stage_templates::{Check, Requirement, StageDefinition};
use sea_orm::{EntityTrait, IntoActiveModel};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use uuid::Uuid;

/// The people and agencies of the story.
#[derive(Debug)]
pub struct Cast<'a> {
    pub people: &'a HashMap<&'static str, UserId>,
    pub agencies: &'a HashMap<&'static str, AgencyId>,
}

/// First and last day of a stage, and what it brought.
struct Chapter {
    stage: CycleStage,
    days: (&'static str, &'static str),
    benefit: &'static str,
}

const fn chapter(stage: CycleStage, from: &'static str, to: &'static str, benefit: &'static str) -> Chapter {
    Chapter { stage, days: (from, to), benefit }
}

/// Teluk Pucung, 2018 to 2020; Harapan Jaya came as far as the fourth.
const CHAPTERS: &[Chapter] = &[
    chapter(CycleStage::Preparation, "2018-09-03", "2018-12-18", "Ibu-ibu tahu siapa yang mendampingi mereka."),
    chapter(CycleStage::Assessment, "2019-01-07", "2019-02-20", "Kebutuhan dan minat setiap ibu ditanyakan."),
    chapter(CycleStage::Alternatives, "2019-02-18", "2019-03-20", "Ibu-ibu ikut memilih pelatihan yang diminati."),
    chapter(CycleStage::ActionPlan, "2019-03-18", "2019-04-16", "Setiap kelompok punya rencana tertulis."),
    chapter(CycleStage::Implementation, "2019-04-15", "2019-12-03", "Ibu-ibu berlatih membuat produk siap jual."),
    chapter(CycleStage::Evaluation, "2019-09-02", "2019-12-17", "Kesan dan pesan semua ibu dibaca dinas."),
    chapter(CycleStage::Termination, "2020-01-06", "2020-12-18", "KWT tetap berjalan dan ikut pasar tani."),
];

/// What is declared in the locus of 2026 so far.
const BEGUN: &[(&str, &str)] = &[("hdi_study", "2026-03-05")];

const REMARK: &str = "Kajian IPM sudah baik. Sebutkan juga sumber data putus sekolah per RW.";
const REMARKED_AGO_SECONDS: i64 = 2 * 24 * 3600;

pub fn day(text: &str) -> Result<Day> {
    text.parse().map_err(|()| Error::internal("a day of the demo cannot be read"))
}

/// Nine in the morning in Jakarta.
pub fn at(text: &str) -> Result<Timestamp> {
    format!("{text}T02:00:00Z").parse().map_err(|()| Error::internal("a day of the demo cannot be read"))
}

impl Cast<'_> {
    pub fn person(&self, name: &str) -> Result<UserId> {
        self.people.get(name).copied().ok_or_else(|| Error::internal("the demo lacks someone of its story"))
    }
}

/// The clerk of a kelurahan.
pub fn clerk(region: &RegionCode) -> &'static str {
    if region.as_str() == "32.75.03.1004" { "kelurahan_officer" } else { "kelurahan_officer_2" }
}

/// Tells the story of one locus: how many stages are passed follows from it.
pub async fn tell(tx: &Tx, cast: &Cast<'_>, of: &locus::Model) -> Result<()> {
    let definitions = stages()?;
    let mut records = of_locus(&tx.kernel().clock, of);
    let passed = usize::try_from(of.stage - 1).map_err(Error::internal)?;
    let mut previous = None;
    for (record, definition) in records.iter_mut().zip(&definitions).take(passed) {
        let Some(chapter) = CHAPTERS.iter().find(|one| one.stage == record.stage) else { continue };
        previous = Some(pass(tx, cast, record, definition, chapter, previous)?);
        for one in definition.requirements.iter().filter(|one| one.check.is_entered()) {
            declare(tx, cast, of, record, one, chapter.days.1).await?;
        }
    }
    if let (Some(record), Some(definition)) = (records.first(), definitions.first())
        && of.year == 2026
    {
        for (key, day) in BEGUN {
            let Some(one) = definition.requirement(key) else { continue };
            declare(tx, cast, of, record, one, day).await?;
        }
    }
    if let Some(running) = records.get_mut(passed) {
        running.agency_id = cast.agencies.get("DP3A").copied();
        running.since = of.stage_since;
    }
    let running = records.get(passed).filter(|_| of.year == 2026).cloned();
    let rows = records.into_iter().map(IntoActiveModel::into_active_model);
    stage_record::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    if let Some(record) = running {
        remark(tx, cast, &record)?;
    }
    Ok(())
}

/// What the university says of the stage that runs, and the clerk has not read
/// yet.
fn remark(tx: &Tx, cast: &Cast<'_>, record: &stage_record::Model) -> Result<()> {
    let created_at = tx.now().plus_seconds(-REMARKED_AGO_SECONDS);
    let (by, to) = (cast.person("observer")?, cast.person(clerk(&record.region_code))?);
    let comment = comment::Model {
        id: CommentId(tx.kernel().clock.new_id()),
        stage_record_id: record.id,
        locus_id: record.locus_id,
        stage: record.stage,
        city_code: record.city_code.clone(),
        district_code: record.district_code.clone(),
        region_code: record.region_code.clone(),
        text: REMARK.to_owned(),
        written_by: by,
        role: Role::Observer,
        created_at,
        withdrawn_at: None,
        version: 1,
    };
    let notification = notification::Model {
        id: NotificationId(tx.kernel().clock.new_id()),
        user_id: to,
        kind: NotificationKind::CommentAdded,
        locus_id: Some(record.locus_id),
        stage: Some(record.stage),
        action_id: None,
        sent_by: by,
        created_at,
        read_at: None,
    };
    tx.insert_last::<comment::Entity>([comment.into_active_model()]);
    tx.insert_last::<notification::Entity>([notification.into_active_model()]);
    Ok(())
}

/// A stage submitted by the clerk, approved by the kecamatan and by DP3A.
fn pass(
    tx: &Tx,
    cast: &Cast<'_>,
    record: &mut stage_record::Model,
    definition: &StageDefinition,
    chapter: &Chapter,
    previous: Option<(Uuid, i32)>,
) -> Result<(Uuid, i32)> {
    let (from, to) = (day(chapter.days.0)?, day(chapter.days.1)?);
    let passed_at = at(chapter.days.1)?;
    (record.planned_start, record.planned_end) = (Some(from), Some(to));
    (record.started_on, record.ended_on) = (Some(from), Some(to));
    (record.state, record.since, record.updated_at) = (StageState::Passed, passed_at, passed_at);
    record.agency_id = cast.agencies.get("DP3A").copied();
    record.benefit = Some(chapter.benefit.to_owned());
    record.residents_involvement = Some(Involvement::Partial);
    record.residents_reason = Some("Tidak semua RT sempat hadir.".to_owned());
    record.team_involvement = Some(Involvement::Full);
    record.termination_reason = (record.stage == CycleStage::Termination).then_some(TerminationReason::Independent);
    record.approvals = i32::try_from(definition.approved_by.len()).map_err(Error::internal)?;
    let clerk = clerk(&record.region_code);
    record.submitted_by = Some(cast.person(clerk)?);
    let acts = [
        (StageAction::Submitted, clerk, Role::KelurahanOfficer, -2),
        (StageAction::Approved, "district_officer", Role::DistrictOfficer, -1),
        (StageAction::Passed, "coordinator", Role::Coordinator, 0),
    ];
    for (action, who, role, days) in acts {
        let row = stage_act::Model {
            id: tx.kernel().clock.new_id(),
            record_id: record.id,
            action,
            note: None,
            role: Some(role),
            done_by: cast.person(who)?,
            done_at: passed_at.plus_seconds(days * 86_400),
        };
        tx.insert_last::<stage_act::Entity>([row.into_active_model()]);
    }
    let met = |one: &Requirement| Kept { key: one.key.clone(), state: LineState::Met, value: None, of: None };
    let kept: Vec<Kept> = definition.requirements.iter().map(met).collect();
    let row = stage_passage::Model {
        id: tx.kernel().clock.new_id(),
        locus_id: record.locus_id,
        number: record.number,
        previous_id: previous.map(|(id, _)| id),
        previous_number: previous.map(|(_, number)| number),
        template_id: SHIPPED,
        checklist: serde_json::to_string(&kept).map_err(Error::internal)?,
        passed_by: cast.person("coordinator")?,
        passed_at,
        suspended_by: None,
    };
    let made = (row.id, row.number);
    tx.insert_last::<stage_passage::Entity>([row.into_active_model()]);
    Ok(made)
}

/// The kind of paper that meets a requirement.
const fn kind(check: &Check) -> DocumentKind {
    match check {
        Check::DocumentAttached { document } => *document,
        _ => DocumentKind::Participants,
    }
}

/// A sheet of paper of the story.
#[derive(Debug)]
pub struct Sheet<'a> {
    pub kind: DocumentKind,
    pub name: &'a str,
    pub text: &'a str,
    /// A kelurahan, or the city.
    pub place: &'a RegionCode,
    pub on: &'a str,
}

/// Keeps it as a file that a record names.
pub async fn keep(tx: &Tx, by: UserId, sheet: &Sheet<'_>) -> Result<DocumentId> {
    let bytes = paper(sheet.text);
    let id = DocumentId(tx.kernel().clock.new_id());
    let within = |level| sheet.place.at(level).unwrap_or_else(|| sheet.place.clone());
    let row = document::Model {
        id,
        kind: sheet.kind,
        file_name: format!("{}.pdf", sheet.name),
        media_type: MediaType::Pdf,
        size: i64::try_from(bytes.len()).map_err(Error::internal)?,
        sha256: to_hex(&Sha256::digest(&bytes)),
        city_code: within(RegionLevel::City),
        district_code: within(RegionLevel::District),
        region_code: sheet.place.clone(),
        has_thumbnail: false,
        attached: true,
        created_by: by,
        created_at: at(sheet.on)?,
        version: 1,
    };
    document::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    let kept = files::Kept::Here(seal(tx.kernel(), id, &bytes));
    settle(tx, id, kept, None).await?;
    Ok(id)
}

async fn declare(
    tx: &Tx,
    cast: &Cast<'_>,
    of: &locus::Model,
    record: &stage_record::Model,
    asked: &Requirement,
    on: &str,
) -> Result<()> {
    let clerk = cast.person(clerk(&of.region_code))?;
    let text = format!("{} - {} RW {} - {on}", asked.name_id, of.region_code, of.rws);
    let sheet = Sheet { kind: kind(&asked.check), name: &asked.key, text: &text, place: &of.region_code, on };
    let id = keep(tx, clerk, &sheet).await?;
    let row = stage_entry::Model {
        id: StageEntryId(tx.kernel().clock.new_id()),
        record_id: record.id,
        requirement: asked.key.clone(),
        day: day(on)?,
        statement: Some("Data contoh".to_owned()),
        document_id: Some(id),
        role: None,
        entered_by: clerk,
        created_at: at(on)?,
        withdrawn_at: None,
        withdrawn_by: None,
        withdrawal_reason: None,
    };
    tx.insert_last::<stage_entry::Entity>([row.into_active_model()]);
    Ok(())
}
