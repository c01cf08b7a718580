//! What views of stages need besides their rows: the same statements for one
//! and for fifty.

use super::facts::{self, Facts};
use super::gate::{Finding, Kept, Standing, as_kept, checklist};
use crate::entity::{
    agency, document, locus, stage_act, stage_entry, stage_passage, stage_record, stage_template, stage_waiver,
};
use crate::history::queries::names;
use crate::kernel::error::{Error, Result};
use crate::kernel::scope::system;
use crate::regions::names::region_names;
use crate::stage_templates::queries::stages;
use crate::stage_templates::shipped::SHIPPED;
use contract::cycle::StageState;
use contract::ids::{AgencyId, DocumentId, LocusId, StageRecordId, StageTemplateId, UserId};
use contract::place::RegionCode;
use contract::stage_templates::StageDefinition;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeSet, HashMap};

/// A version of the template, read.
#[derive(Debug)]
pub struct Template {
    pub id: StageTemplateId,
    pub number: i32,
    pub stages: Vec<StageDefinition>,
}

impl Template {
    pub fn read(row: &stage_template::Model) -> Result<Self> {
        Ok(Self { id: row.id, number: row.number, stages: stages(row)? })
    }

    pub fn stage(&self, number: i32) -> Result<&StageDefinition> {
        let found = self.stages.iter().find(|one| one.stage.number() == number);
        found.ok_or_else(|| Error::internal("a template without one of the seven stages"))
    }
}

/// The version a locus follows.
pub fn followed(of: &locus::Model) -> StageTemplateId {
    of.template_id.unwrap_or(SHIPPED)
}

/// What gates of these loci look at.
#[derive(Debug)]
pub struct Gates {
    pub loci: HashMap<LocusId, locus::Model>,
    templates: HashMap<StageTemplateId, Template>,
    facts: HashMap<LocusId, Facts>,
    /// The passages that stand.
    pub passages: HashMap<(LocusId, i32), stage_passage::Model>,
    entries: HashMap<StageRecordId, Vec<stage_entry::Model>>,
    waivers: HashMap<StageRecordId, Vec<stage_waiver::Model>>,
    /// The evidence that entries name.
    pub documents: HashMap<DocumentId, document::Model>,
}

/// Rows by the record they belong to.
fn by_record<T>(rows: Vec<T>, of: impl Fn(&T) -> StageRecordId) -> HashMap<StageRecordId, Vec<T>> {
    let mut found: HashMap<StageRecordId, Vec<T>> = HashMap::new();
    for row in rows {
        found.entry(of(&row)).or_default().push(row);
    }
    found
}

impl Gates {
    /// Ten statements.
    pub async fn of(db: &impl ConnectionTrait, loci: Vec<locus::Model>, records: &[StageRecordId]) -> Result<Self> {
        let passages = system::<stage_passage::Entity>()
            .filter(stage_passage::Column::LocusId.is_in(loci.iter().map(|row| row.id)))
            .filter(stage_passage::Column::SuspendedBy.is_null())
            .all(db)
            .await?;
        let passed_by = passages.iter().map(|row| row.template_id);
        let followed: BTreeSet<StageTemplateId> = loci.iter().map(followed).chain(passed_by).collect();
        let rows =
            system::<stage_template::Entity>().filter(stage_template::Column::Id.is_in(followed)).all(db).await?;
        let read =
            |row: stage_template::Model| -> Result<(StageTemplateId, Template)> { Ok((row.id, Template::read(&row)?)) };
        let entries = system::<stage_entry::Entity>()
            .filter(stage_entry::Column::RecordId.is_in(records.iter().copied()))
            .order_by_asc(stage_entry::Column::CreatedAt)
            .order_by_asc(stage_entry::Column::Id)
            .all(db)
            .await?;
        let waivers = system::<stage_waiver::Entity>()
            .filter(stage_waiver::Column::RecordId.is_in(records.iter().copied()))
            .order_by_asc(stage_waiver::Column::CreatedAt)
            .order_by_asc(stage_waiver::Column::Id)
            .all(db)
            .await?;
        let named = entries.iter().filter_map(|row| row.document_id);
        let documents = system::<document::Entity>().filter(document::Column::Id.is_in(named)).all(db).await?;
        Ok(Self {
            documents: documents.into_iter().map(|row| (row.id, row)).collect(),
            templates: rows.into_iter().map(read).collect::<Result<_>>()?,
            facts: facts::of(db, &loci).await?,
            passages: passages.into_iter().map(|row| ((row.locus_id, row.number), row)).collect(),
            loci: loci.into_iter().map(|row| (row.id, row)).collect(),
            entries: by_record(entries, |row| row.record_id),
            waivers: by_record(waivers, |row| row.record_id),
        })
    }

    pub fn locus(&self, of: &stage_record::Model) -> Result<&locus::Model> {
        self.loci.get(&of.locus_id).ok_or_else(|| Error::internal("a stage without its locus"))
    }

    /// The passage of this stage, where it is passed.
    fn passage(&self, of: &stage_record::Model) -> Option<&stage_passage::Model> {
        let passed = of.state == StageState::Passed;
        self.passages.get(&(of.locus_id, of.number)).filter(|_| passed)
    }

    /// The version this stage was passed by; one that is not follows its locus.
    pub fn template(&self, of: &stage_record::Model) -> Result<&Template> {
        let id = match self.passage(of) {
            Some(passage) => passage.template_id,
            None => followed(self.locus(of)?),
        };
        self.templates.get(&id).ok_or_else(|| Error::internal("a locus follows a template that is not there"))
    }

    /// What the gate of this stage looks at.
    fn standing<'a>(&'a self, record: &'a stage_record::Model) -> Result<Standing<'a>> {
        let facts = self.facts.get(&record.locus_id).ok_or_else(|| Error::internal("a locus without facts"))?;
        Ok(Standing {
            record,
            facts,
            entries: self.entries.get(&record.id).map_or(&[], Vec::as_slice),
            documents: &self.documents,
            waivers: self.waivers.get(&record.id).map_or(&[], Vec::as_slice),
        })
    }

    /// How every requirement of this stage stands; of one that is passed, how it
    /// stood then.
    pub fn findings<'a>(&'a self, record: &'a stage_record::Model) -> Result<Vec<Finding<'a>>> {
        let definition = self.template(record)?.stage(record.number)?;
        let standing = self.standing(record)?;
        let Some(passage) = self.passage(record) else { return Ok(checklist(definition, standing)) };
        let kept: Vec<Kept> = serde_json::from_str(&passage.checklist).map_err(Error::internal)?;
        Ok(as_kept(definition, standing, &kept))
    }
}

/// The names that views of stages show.
#[derive(Debug)]
pub struct Surroundings {
    pub gates: Gates,
    pub acts: HashMap<StageRecordId, Vec<stage_act::Model>>,
    pub regions: HashMap<RegionCode, String>,
    pub agencies: HashMap<AgencyId, String>,
    pub users: HashMap<UserId, String>,
}

impl Surroundings {
    pub async fn of(db: &impl ConnectionTrait, rows: &[stage_record::Model]) -> Result<Self> {
        let ids: Vec<StageRecordId> = rows.iter().map(|row| row.id).collect();
        let of: BTreeSet<LocusId> = rows.iter().map(|row| row.locus_id).collect();
        let loci = system::<locus::Entity>().filter(locus::Column::Id.is_in(of)).all(db).await?;
        let gates = Gates::of(db, loci, &ids).await?;
        let acts = system::<stage_act::Entity>()
            .filter(stage_act::Column::RecordId.is_in(ids))
            .order_by_asc(stage_act::Column::DoneAt)
            .order_by_asc(stage_act::Column::Id)
            .all(db)
            .await?;
        let agencies = rows.iter().filter_map(|row| row.agency_id);
        let agencies = system::<agency::Entity>().filter(agency::Column::Id.is_in(agencies)).all(db).await?;
        let entries = || gates.entries.values().flatten();
        let waivers = || gates.waivers.values().flatten();
        let people = acts.iter().map(|row| row.done_by).chain(entries().map(|row| row.entered_by));
        let people = people.chain(waivers().flat_map(|row| [Some(row.requested_by), row.decided_by]).flatten());
        let people: BTreeSet<UserId> = people.collect();
        Ok(Self {
            regions: region_names(db, rows.iter().map(|row| row.region_code.clone())).await?,
            agencies: agencies.into_iter().map(|row| (row.id, row.short_name)).collect(),
            users: names(db, people).await?,
            acts: by_record(acts, |row| row.record_id),
            gates,
        })
    }

    pub fn name(&self, id: UserId) -> String {
        self.users.get(&id).cloned().unwrap_or_default()
    }
}
