//! Meetings as rows and as views.

use crate::actions::queries as actions;
use crate::documents::queries::hide_names;
use crate::entity::{action, document, locus, meeting, meeting_decision, meeting_document, programme};
use crate::history::queries::names;
use crate::kernel::crud::Resource;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::Guard;
use crate::kernel::scope::{PlaceColumns, Scope, Scoped, system};
use crate::loci::queries::{rws, seen_or_of_city};
use crate::regions::names::region_names;
use contract::endpoint::Endpoint;
use contract::ids::{DocumentId, LocusId, MeetingDecisionId, MeetingId, ProgrammeId, UserId};
use contract::meetings::{Meeting, MeetingDecision, MeetingFile, MeetingParty};
use contract::moment::{Day, Timestamp};
use contract::place::RegionCode;
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

const PLACE: PlaceColumns<meeting::Column> = PlaceColumns {
    city: meeting::Column::CityCode,
    district: meeting::Column::DistrictCode,
    village: meeting::Column::RegionCode,
    rw: None,
};

impl Scoped for meeting::Entity {
    /// Those of the loci that are seen, and of the whole programmes of their city.
    fn rows(scope: &Scope) -> Condition {
        seen_or_of_city(scope, PLACE, meeting::Column::LocusId)
    }
}

/// The agencies asked to come.
pub fn parties(row: &meeting::Model) -> Result<Vec<MeetingParty>> {
    serde_json::from_str(&row.parties).map_err(Error::internal)
}

/// What views of meetings need besides their rows: eight statements.
#[derive(Debug)]
pub struct Surroundings {
    programmes: HashMap<ProgrammeId, programme::Model>,
    loci: HashMap<LocusId, locus::Model>,
    regions: HashMap<RegionCode, String>,
    users: HashMap<UserId, String>,
    files: Vec<meeting_document::Model>,
    documents: HashMap<DocumentId, document::Model>,
    decisions: Vec<meeting_decision::Model>,
    actions: Vec<action::Model>,
    today: Day,
}

impl Surroundings {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, rows: &[meeting::Model]) -> Result<Self> {
        let db = guard.db();
        let ids: Vec<MeetingId> = rows.iter().map(|row| row.id).collect();
        let of = rows.iter().map(|row| row.programme_id);
        let programmes = system::<programme::Entity>().filter(programme::Column::Id.is_in(of)).all(db).await?;
        let of = rows.iter().filter_map(|row| row.locus_id);
        let loci = system::<locus::Entity>().filter(locus::Column::Id.is_in(of)).all(db).await?;
        let files = system::<meeting_document::Entity>()
            .filter(meeting_document::Column::MeetingId.is_in(ids.iter().copied()))
            .order_by_asc(meeting_document::Column::Number)
            .all(db)
            .await?;
        let named = files.iter().map(|row| row.document_id);
        let mut documents = system::<document::Entity>().filter(document::Column::Id.is_in(named)).all(db).await?;
        hide_names(guard.scope(), &mut documents);
        let decisions = system::<meeting_decision::Entity>()
            .filter(meeting_decision::Column::MeetingId.is_in(ids.iter().copied()))
            .order_by_asc(meeting_decision::Column::Number)
            .all(db)
            .await?;
        let actions = system::<action::Entity>()
            .filter(action::Column::MeetingId.is_in(ids))
            .order_by_asc(action::Column::DueOn)
            .order_by_asc(action::Column::Id)
            .all(db)
            .await?;
        let people = rows.iter().filter_map(|row| row.minutes_by);
        let people: BTreeSet<UserId> = people.chain(actions.iter().flat_map(actions::people)).collect();
        Ok(Self {
            regions: region_names(db, rows.iter().map(|row| row.region_code.clone())).await?,
            users: names(db, people).await?,
            programmes: programmes.into_iter().map(|row| (row.id, row)).collect(),
            loci: loci.into_iter().map(|row| (row.id, row)).collect(),
            documents: documents.into_iter().map(|row| (row.id, row)).collect(),
            today: guard.clock().today(),
            files,
            decisions,
            actions,
        })
    }

    fn decided(&self, row: &meeting::Model) -> Vec<MeetingDecision> {
        let around = actions::Around { regions: &self.regions, users: &self.users, today: self.today };
        let follows = |id: MeetingDecisionId| {
            let own = self.actions.iter().filter(move |action| action.decision_id == id);
            own.map(|action| actions::view(action, row, around)).collect()
        };
        let own = self.decisions.iter().filter(|decision| decision.meeting_id == row.id);
        own.map(|decision| MeetingDecision {
            id: decision.id,
            number: decision.number,
            text: decision.text.clone(),
            actions: follows(decision.id),
        })
        .collect()
    }

    fn files(&self, of: MeetingId) -> Vec<MeetingFile> {
        let own = self.files.iter().filter(|file| file.meeting_id == of);
        own.filter_map(|file| self.documents.get(&file.document_id))
            .map(|file| MeetingFile {
                document_id: file.id,
                kind: file.kind,
                file_name: file.file_name.clone(),
                has_thumbnail: file.has_thumbnail,
            })
            .collect()
    }
}

pub fn view(row: &meeting::Model, around: &Surroundings) -> Result<Meeting> {
    let programme = around.programmes.get(&row.programme_id);
    let programme = programme.ok_or_else(|| Error::internal("a meeting without its programme"))?;
    Ok(Meeting {
        id: row.id,
        programme_id: row.programme_id,
        programme_name: programme.name.clone(),
        year: programme.year,
        locus_id: row.locus_id,
        region_code: row.region_code.clone(),
        region_name: around.regions.get(&row.region_code).cloned().unwrap_or_default(),
        rws: row.locus_id.and_then(|id| around.loci.get(&id)).map(rws).unwrap_or_default(),
        kind: row.kind,
        stage: row.stage,
        subject: row.subject.clone(),
        state: row.state,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        place: row.place.clone(),
        chair: row.chair.clone(),
        chair_agency_id: row.chair_agency_id,
        letter_number: row.letter_number.clone(),
        agenda: row.agenda.clone(),
        minutes: row.minutes.clone(),
        minutes_by_name: row.minutes_by.and_then(|id| around.users.get(&id).cloned()),
        minutes_at: row.minutes_at,
        parties: parties(row)?,
        residents_attended: row.residents_attended,
        women_attended: row.women_attended,
        residents_note: row.residents_note.clone(),
        files: around.files(row.id),
        decisions: around.decided(row),
        cancel_reason: row.cancel_reason.clone(),
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}

impl Resource for meeting::Entity {
    type Id = MeetingId;
    type View = Meeting;
    const KIND: &'static str = "meeting";

    fn id(row: &meeting::Model) -> MeetingId {
        row.id
    }

    fn version(row: &meeting::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut meeting::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &meeting::Model) -> Value {
        json!({
            "programme_id": row.programme_id, "locus_id": row.locus_id, "kind": row.kind, "stage": row.stage,
            "subject": row.subject, "state": row.state, "starts_at": row.starts_at, "ends_at": row.ends_at,
            "place": row.place, "chair": row.chair, "chair_agency_id": row.chair_agency_id,
            "letter_number": row.letter_number, "agenda": row.agenda, "minutes": row.minutes,
            "parties": parties(row).unwrap_or_default(), "residents_attended": row.residents_attended,
            "women_attended": row.women_attended, "residents_note": row.residents_note,
            "cancel_reason": row.cancel_reason,
        })
    }

    fn place(row: &meeting::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: MeetingId) -> Result<Meeting> {
        let row = guard.select::<meeting::Entity>().filter(meeting::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let around = Surroundings::of(guard, std::slice::from_ref(&row)).await?;
        view(&row, &around)
    }
}
