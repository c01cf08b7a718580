//! Stage templates (templat tahapan): what each stage of the cycle asks for
//! before it counts as passed, and who submits and approves it. Data, in
//! versions: a locus keeps the version it began with until it is moved.

use crate::cycle::CycleStage;
use crate::documents::DocumentKind;
use crate::draft::{Draft, Faults, Purpose};
use crate::ids::StageTemplateId;
use crate::meetings::MeetingKind;
use crate::moment::Timestamp;
use crate::place::{RegionCode, RegionLevel};
use crate::policy::{Permission, Role};
use crate::problem::{FieldCode, FieldError};
use crate::region_facts::RegionFactKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-created_at"];

/// The most requirements of one stage.
pub const MAX_REQUIREMENTS: usize = 40;

text_enum! {
    /// What it means that a requirement is not met.
    Effect {
        /// The stage does not pass.
        Blocks = "blocks",
        /// Whoever decides is warned.
        Warns = "warns",
    }
}

text_enum! {
    TemplateState {
        Draft = "draft",
        /// Loci may follow it; it is never changed.
        Published = "published",
    }
}

text_enum! {
    /// Records whose being there can be asked for.
    RecordKind {
        /// Someone of the team leads it (S1-10, S1-12).
        TeamChair = "team_chair",
        /// A decree of the Governor with its file, of the locus or of its whole
        /// programme (P-16, S1-15).
        LocusDecree = "locus_decree",
        /// Its kelurahan or kecamatan was chosen by a decided comparison of its
        /// programme in which the human development index counted (S1-07).
        LocusSelection = "locus_selection",
        /// What the stage brought the women is written down (P-29).
        Benefit = "benefit",
        /// How far residents and team took part is told (P-28, K-02).
        Involvement = "involvement",
        /// Why the locus ends is told.
        TerminationReason = "termination_reason",
    }
}

text_enum! {
    /// What is counted in a locus, and held against what.
    LocusCount {
        /// Women registered in its RW; against its target.
        Candidates = "candidates",
        /// Those of them whom the Lurah validated for its year, and whose record
        /// still says so; against its target (S1-18).
        Validated = "validated",
        /// Women registered in its RW who were looked up in a poverty database;
        /// against all of them (S1-08).
        CheckedInPovertyDatabase = "checked_in_poverty_database",
        /// Women who take part; against its target.
        Enrolled = "enrolled",
        /// Stages passed; against all seven, but for the last one (K-01).
        StagesPassed = "stages_passed",
    }
}

/// How it is found out whether a requirement is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Check {
    /// A record is there.
    RecordExists { record: RecordKind },
    /// So many are counted.
    CountAtLeast { measure: LocusCount, count: i64 },
    /// So many of a hundred; below `warns_below` whoever decides is warned.
    ShareAtLeast {
        measure: LocusCount,
        percent: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        warns_below: Option<i64>,
    },
    /// An entry names a document of this kind.
    DocumentAttached { document: DocumentKind },
    /// Someone in this role says so.
    ApprovalBy { role: Role },
    /// A statistic of the kecamatan or kelurahan, of the year or one of the two
    /// before, is at least so much.
    IndicatorAtLeast { indicator: RegionFactKind, value: i64 },
    /// A meeting of this kind was held in this stage, of the locus or of its whole
    /// programme.
    MeetingHeld {
        meeting: MeetingKind,
        /// Everyone who is to sign what was agreed has signed.
        signed: bool,
        /// Warns where it was held after this year, counted from the locus's:
        /// -1 is the year before (S1-04).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by_year: Option<i32>,
    },
    /// Someone declares it, with the day.
    Declared {
        /// Only with a document.
        document: bool,
        /// Until the programme's own screens for it are there.
        interim: bool,
        /// Warns where the day lies after this year, counted from the locus's:
        /// -1 is the year before (S1-04).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by_year: Option<i32>,
    },
}

impl Check {
    /// Whether entries of people meet it, and not figures.
    pub const fn is_entered(&self) -> bool {
        matches!(self, Self::DocumentAttached { .. } | Self::ApprovalBy { .. } | Self::Declared { .. })
    }

    /// Whether an entry for it must name a document.
    pub const fn needs_document(&self) -> bool {
        matches!(self, Self::DocumentAttached { .. } | Self::Declared { document: true, .. })
    }
}

/// One thing a stage asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Names it within its stage: small letters, digits, `_`; entries hold to it
    /// over versions.
    pub key: String,
    pub name_id: String,
    pub name_en: String,
    pub check: Check,
    pub effect: Effect,
    /// Where it comes from: acceptance rows or rules.
    pub sources: Vec<String>,
}

/// One stage of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StageDefinition {
    pub stage: CycleStage,
    /// Who submits it.
    pub submitted_by: Role,
    /// Who approves it, one after the other; never who submitted it.
    pub approved_by: Vec<Role>,
    pub requirements: Vec<Requirement>,
}

impl StageDefinition {
    pub fn requirement(&self, key: &str) -> Option<&Requirement> {
        self.requirements.iter().find(|one| one.key == key)
    }
}

/// One version of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct StageTemplate {
    pub id: StageTemplateId,
    /// The city it belongs to; `null` for what is shipped.
    pub city_code: Option<RegionCode>,
    /// The version within its city, counted from 1.
    pub number: i32,
    pub state: TemplateState,
    /// Why it was made.
    pub note: Option<String>,
    /// All seven, in order.
    pub stages: Vec<StageDefinition>,
    pub published_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

draft! {
    /// What is said of a template.
    StageTemplateDraft with StageTemplateId {
        /// Fixed once created.
        city_code: RegionCode,
        note: String,
        /// All seven, in order; at creation those that new loci of the city
        /// follow when absent.
        stages: Vec<StageDefinition>,
    }
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only those of this city, and what is shipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub city: Option<RegionCode>,
    /// Only in this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub state: Option<TemplateState>,
}

/// Whether a word can name a requirement.
fn is_key(word: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    (1..=60).contains(&word.len()) && word.chars().all(fits)
}

fn check_text(faults: &mut Faults, pointer: &str, text: &str, max: usize) {
    if text.trim().is_empty() {
        faults.add(pointer, FieldCode::Required);
    } else if text.chars().count() > max {
        faults.add_with(pointer, FieldCode::TooLong, &[("max", max.to_string())]);
    } else if text.chars().any(char::is_control) {
        faults.add(pointer, FieldCode::ControlCharacter);
    }
}

fn check_range(faults: &mut Faults, pointer: &str, value: i64, min: i64, max: i64) {
    if !(min..=max).contains(&value) {
        faults.add_with(pointer, FieldCode::OutOfRange, &[("min", min.to_string()), ("max", max.to_string())]);
    }
}

fn check_requirement(faults: &mut Faults, at: &str, stage: CycleStage, one: &Requirement) {
    if !is_key(&one.key) {
        faults.add(&format!("{at}/key"), FieldCode::Malformed);
    }
    check_text(faults, &format!("{at}/name_id"), &one.name_id, 160);
    check_text(faults, &format!("{at}/name_en"), &one.name_en, 160);
    for (index, source) in one.sources.iter().enumerate() {
        check_text(faults, &format!("{at}/sources/{index}"), source, 80);
    }
    if one.sources.len() > 10 {
        faults.add_with(&format!("{at}/sources"), FieldCode::TooMany, &[("max", "10".to_owned())]);
    }
    match &one.check {
        // Whoever is to say it must be able to.
        Check::ApprovalBy { role } if !role.may(Permission::WorkOnStages) => {
            faults.add(&format!("{at}/check/role"), FieldCode::NotForThisRole);
        }
        // What only the last stage can show.
        Check::RecordExists { record: RecordKind::TerminationReason } if stage != CycleStage::Termination => {
            faults.add(&format!("{at}/check/record"), FieldCode::NotInList);
        }
        Check::CountAtLeast { measure: LocusCount::StagesPassed, .. }
        | Check::ShareAtLeast { measure: LocusCount::StagesPassed, .. }
            if stage != CycleStage::Termination =>
        {
            faults.add(&format!("{at}/check/measure"), FieldCode::NotInList);
        }
        Check::CountAtLeast { count, .. } => check_range(faults, &format!("{at}/check/count"), *count, 1, 100_000),
        Check::ShareAtLeast { percent, warns_below, .. } => {
            check_range(faults, &format!("{at}/check/percent"), *percent, 1, 100);
            if let Some(warns_below) = warns_below {
                check_range(faults, &format!("{at}/check/warns_below"), *warns_below, *percent, 100);
            }
        }
        Check::IndicatorAtLeast { indicator, value } => {
            let (min, max) = indicator.range();
            check_range(faults, &format!("{at}/check/value"), *value, min, max);
        }
        Check::Declared { by_year: Some(years), .. } | Check::MeetingHeld { by_year: Some(years), .. } => {
            check_range(faults, &format!("{at}/check/by_year"), i64::from(*years), -5, 5);
        }
        Check::RecordExists { .. }
        | Check::DocumentAttached { .. }
        | Check::ApprovalBy { .. }
        | Check::MeetingHeld { by_year: None, .. }
        | Check::Declared { by_year: None, .. } => {}
    }
}

fn check_stage(faults: &mut Faults, at: &str, stage: &StageDefinition) {
    if !stage.submitted_by.may(Permission::WorkOnStages) {
        faults.add(&format!("{at}/submitted_by"), FieldCode::NotForThisRole);
    }
    if stage.approved_by.is_empty() {
        faults.add(&format!("{at}/approved_by"), FieldCode::Required);
    } else if stage.approved_by.len() > 4 {
        faults.add_with(&format!("{at}/approved_by"), FieldCode::TooMany, &[("max", "4".to_owned())]);
    }
    for (index, role) in stage.approved_by.iter().enumerate() {
        if !role.may(Permission::ApproveStages) {
            faults.add(&format!("{at}/approved_by/{index}"), FieldCode::NotForThisRole);
        }
    }
    if stage.requirements.is_empty() {
        faults.add(&format!("{at}/requirements"), FieldCode::Required);
    } else if stage.requirements.len() > MAX_REQUIREMENTS {
        let most = [("max", MAX_REQUIREMENTS.to_string())];
        faults.add_with(&format!("{at}/requirements"), FieldCode::TooMany, &most);
    }
    let mut keys = BTreeSet::new();
    for (index, one) in stage.requirements.iter().enumerate() {
        let at = format!("{at}/requirements/{index}");
        check_requirement(faults, &at, stage.stage, one);
        if !keys.insert(&one.key) {
            faults.add(&format!("{at}/key"), FieldCode::Taken);
        }
    }
}

impl Draft for StageTemplateDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.required("/city_code", &self.city_code);
        if self.city_code.value().is_some_and(|code| code.level() != RegionLevel::City) {
            faults.add_with("/city_code", FieldCode::RegionRequired, &[("level", "city".to_owned())]);
        }
        faults.text_if_given("/note", &self.note, 300);
        if matches!(self.stages, crate::draft::Member::Null) {
            faults.add("/stages", FieldCode::Required);
        }
        if let Some(stages) = self.stages.value() {
            if !stages.iter().map(|one| one.stage).eq(CycleStage::ALL.iter().copied()) {
                faults.add("/stages", FieldCode::Malformed);
            }
            for (index, stage) in stages.iter().enumerate() {
                check_stage(&mut faults, &format!("/stages/{index}"), stage);
            }
        }
        faults.finish()
    }
}

/// What moving from one version to another means for one requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    Added(CycleStage, Requirement),
    Removed(CycleStage, Requirement),
    Changed(CycleStage, Requirement, Requirement),
    /// Who submits or approves.
    Chain(CycleStage),
}

/// What differs between two versions, in the order of the stages.
pub fn differences(before: &[StageDefinition], after: &[StageDefinition]) -> Vec<Difference> {
    let mut found = Vec::new();
    for (old, new) in before.iter().zip(after) {
        if (old.submitted_by, &old.approved_by) != (new.submitted_by, &new.approved_by) {
            found.push(Difference::Chain(new.stage));
        }
        for one in &old.requirements {
            match new.requirement(&one.key) {
                None => found.push(Difference::Removed(old.stage, one.clone())),
                Some(other) if other != one => {
                    found.push(Difference::Changed(old.stage, one.clone(), other.clone()));
                }
                Some(_) => {}
            }
        }
        let added = new.requirements.iter().filter(|one| old.requirement(&one.key).is_none());
        found.extend(added.map(|one| Difference::Added(new.stage, one.clone())));
    }
    found
}

#[cfg(test)]
#[path = "stage_templates_tests.rs"]
mod tests;
