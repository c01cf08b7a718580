//! What is counted in loci for their gates: the same few statements for one
//! locus and for fifty.

use crate::entity::{
    beneficiary, enrolment, legal_instrument, locus, locus_rw, locus_selection, meeting, poverty_check, region_fact,
    stage_record, validation,
};
use crate::kernel::error::Result;
use crate::kernel::scope::system;
use crate::loci::queries::team;
use crate::locus_selections::queries::chose;
use crate::meetings::queries::parties;
use contract::beneficiaries::Status;
use contract::cycle::{CycleStage, StageState};
use contract::enrolments::EnrolmentState;
use contract::ids::LocusId;
use contract::legal_instruments::InstrumentKind;
use contract::locus_selections::SelectionState;
use contract::meetings::{MeetingKind, MeetingState};
use contract::moment::Day;
use contract::place::RegionCode;
use contract::region_facts::RegionFactKind;
use contract::stage_templates::LocusCount;
use contract::validations::Outcome;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// A statistic counts for the year of a locus and so many years after its own.
const YEARS: i32 = 2;

/// What is counted in one locus.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub target: i64,
    pub candidates: i64,
    pub validated: i64,
    pub checked: i64,
    pub enrolled: i64,
    /// Stages passed, but for the last.
    pub passed: i64,
    /// Someone leads the team.
    pub chair: bool,
    /// A decree of the Governor fixes it.
    pub decree: bool,
    /// A comparison of places by the human development index chose its own.
    pub selected: bool,
    /// The meetings held, of it and of its whole programme, oldest first.
    pub meetings: Vec<HeldMeeting>,
    /// The newest statistics that count for it, by kind.
    pub indicators: HashMap<RegionFactKind, i64>,
}

/// A meeting that was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldMeeting {
    pub kind: MeetingKind,
    pub stage: CycleStage,
    pub day: Day,
    /// So many are to sign what was agreed, and have.
    pub signers: i64,
    pub signed: i64,
}

impl Facts {
    /// A count, and what it is held against.
    pub const fn count(&self, measure: LocusCount) -> (i64, i64) {
        match measure {
            LocusCount::Candidates => (self.candidates, self.target),
            LocusCount::Validated => (self.validated, self.target),
            LocusCount::CheckedInPovertyDatabase => (self.checked, self.candidates),
            LocusCount::Enrolled => (self.enrolled, self.target),
            LocusCount::StagesPassed => (self.passed, 6),
        }
    }

    pub fn indicator(&self, kind: RegionFactKind) -> Option<i64> {
        self.indicators.get(&kind).copied()
    }
}

/// The facts of these loci: seven statements.
pub async fn of(db: &impl ConnectionTrait, loci: &[locus::Model]) -> Result<HashMap<LocusId, Facts>> {
    let mut facts: HashMap<LocusId, Facts> = HashMap::new();
    for one in loci {
        let chair = team(one)?.iter().any(|member| member.chair);
        facts.insert(one.id, Facts { target: one.target_families.into(), chair, ..Facts::default() });
    }
    let ids: Vec<LocusId> = loci.iter().map(|one| one.id).collect();
    for (id, candidates, validated, checked) in women(db, &ids).await? {
        if let Some(own) = facts.get_mut(&id) {
            (own.candidates, own.validated, own.checked) = (candidates, validated, checked);
        }
    }
    for (id, enrolled) in enrolled(db, &ids).await? {
        if let Some(own) = facts.get_mut(&id) {
            own.enrolled = enrolled;
        }
    }
    for (id, passed) in passed(db, &ids).await? {
        if let Some(own) = facts.get_mut(&id) {
            own.passed = passed;
        }
    }
    for one in decrees(db, loci).await? {
        let fixed = loci.iter().filter(|locus| {
            one.locus_id.map_or(one.programme_id == Some(locus.programme_id), |fixed| fixed == locus.id)
        });
        for locus in fixed {
            if let Some(own) = facts.get_mut(&locus.id) {
                own.decree = true;
            }
        }
    }
    for one in selections(db, loci).await? {
        for locus in loci.iter().filter(|locus| locus.programme_id == one.programme_id) {
            if let Some(own) = facts.get_mut(&locus.id) {
                own.selected |= chose(&one, &locus.region_code)?;
            }
        }
    }
    for one in meetings(db, loci).await? {
        let held = held(&one)?;
        let of =
            |locus: &&locus::Model| one.locus_id.map_or(one.programme_id == locus.programme_id, |id| id == locus.id);
        for locus in loci.iter().filter(of) {
            if let Some(own) = facts.get_mut(&locus.id) {
                own.meetings.push(held.clone());
            }
        }
    }
    let known = statistics(db, loci).await?;
    for one in loci {
        let Some(own) = facts.get_mut(&one.id) else { continue };
        // So ordered that of the nearer place the newest stays.
        let here = known.iter().filter(|fact| fact.region_code.contains(&one.region_code));
        let counts = here.filter(|fact| (one.year - YEARS..=one.year).contains(&fact.year));
        own.indicators = counts.map(|fact| (fact.kind, fact.value)).collect();
    }
    Ok(facts)
}

/// One where a condition holds, summed.
fn sum_of(condition: SimpleExpr) -> SimpleExpr {
    Expr::case(condition, 1).finally(0).into()
}

/// A decision on a woman that stands for the year of the locus, as
/// `beneficiaries::rules::standing` says it of one woman.
fn standing_decision() -> SelectStatement {
    let of_her = |column: validation::Column| Expr::col((validation::Entity, column));
    let later = Alias::new("later");
    let ended = Query::select()
        .expr(Expr::val(1))
        .from_as(validation::Entity, later.clone())
        .and_where(
            Expr::col((later.clone(), validation::Column::BeneficiaryId))
                .equals((beneficiary::Entity, beneficiary::Column::Id)),
        )
        .and_where(Expr::col((later.clone(), validation::Column::Beside)).eq(false))
        .and_where(
            Expr::tuple([
                Expr::col((later.clone(), validation::Column::DecidedAt)),
                Expr::col((later, validation::Column::Id)),
            ])
            .gt(Expr::tuple([of_her(validation::Column::DecidedAt), of_her(validation::Column::Id)])),
        )
        .to_owned();
    Query::select()
        .expr(Expr::val(1))
        .from(validation::Entity)
        .and_where(of_her(validation::Column::BeneficiaryId).equals((beneficiary::Entity, beneficiary::Column::Id)))
        .and_where(of_her(validation::Column::ProgrammeYear).equals((locus::Entity, locus::Column::Year)))
        .and_where(of_her(validation::Column::Outcome).eq(Outcome::Validated.as_str()))
        .and_where(Expr::exists(ended).not())
        .to_owned()
}

/// Per locus the women registered in its RW, those validated for its year, and
/// those looked up in a poverty database.
async fn women(db: &impl ConnectionTrait, ids: &[LocusId]) -> Result<Vec<(LocusId, i64, i64, i64)>> {
    let validated = Expr::col((beneficiary::Entity, beneficiary::Column::Status))
        .eq(Status::Validated.as_str())
        .and(Expr::col((beneficiary::Entity, beneficiary::Column::OutdatedBy)).eq(""))
        .and(Expr::exists(standing_decision()));
    let looked_up = Query::select()
        .expr(Expr::val(1))
        .from(poverty_check::Entity)
        .and_where(
            Expr::col((poverty_check::Entity, poverty_check::Column::BeneficiaryId))
                .equals((beneficiary::Entity, beneficiary::Column::Id)),
        )
        .to_owned();
    let rows = system::<locus_rw::Entity>()
        .select_only()
        .column(locus_rw::Column::LocusId)
        .expr_as(Expr::col((beneficiary::Entity, beneficiary::Column::Id)).count(), "candidates")
        .expr_as(sum_of(validated).sum(), "validated")
        .expr_as(sum_of(Expr::exists(looked_up)).sum(), "checked")
        .join(
            JoinType::InnerJoin,
            locus_rw::Entity::belongs_to(locus::Entity).from(locus_rw::Column::LocusId).to(locus::Column::Id).into(),
        )
        .join(
            JoinType::InnerJoin,
            locus_rw::Entity::belongs_to(beneficiary::Entity)
                .from((locus_rw::Column::RegionCode, locus_rw::Column::Rw))
                .to((beneficiary::Column::RegionCode, beneficiary::Column::Rw))
                .into(),
        )
        .filter(locus_rw::Column::LocusId.is_in(ids.iter().copied()))
        .filter(beneficiary::Column::ArchivedAt.is_null())
        .group_by(locus_rw::Column::LocusId)
        .into_tuple();
    Ok(rows.all(db).await?)
}

async fn enrolled(db: &impl ConnectionTrait, ids: &[LocusId]) -> Result<Vec<(LocusId, i64)>> {
    let rows = system::<enrolment::Entity>()
        .select_only()
        .column(enrolment::Column::LocusId)
        .expr_as(enrolment::Column::Id.count(), "enrolled")
        .filter(enrolment::Column::LocusId.is_in(ids.iter().copied()))
        .filter(enrolment::Column::State.ne(EnrolmentState::Withdrawn))
        .group_by(enrolment::Column::LocusId)
        .into_tuple();
    Ok(rows.all(db).await?)
}

async fn passed(db: &impl ConnectionTrait, ids: &[LocusId]) -> Result<Vec<(LocusId, i64)>> {
    let rows = system::<stage_record::Entity>()
        .select_only()
        .column(stage_record::Column::LocusId)
        .expr_as(stage_record::Column::Id.count(), "passed")
        .filter(stage_record::Column::LocusId.is_in(ids.iter().copied()))
        .filter(stage_record::Column::State.eq(StageState::Passed))
        .filter(stage_record::Column::Number.lt(7))
        .group_by(stage_record::Column::LocusId)
        .into_tuple();
    Ok(rows.all(db).await?)
}

/// Decrees of the Governor with their file, of these loci or their programmes.
async fn decrees(db: &impl ConnectionTrait, loci: &[locus::Model]) -> Result<Vec<legal_instrument::Model>> {
    let rows = system::<legal_instrument::Entity>()
        .filter(legal_instrument::Column::ProgrammeId.is_in(loci.iter().map(|one| one.programme_id)))
        .filter(legal_instrument::Column::Kind.eq(InstrumentKind::GovernorDecree))
        .filter(legal_instrument::Column::DocumentId.is_not_null())
        .filter(legal_instrument::Column::ArchivedAt.is_null());
    Ok(rows.all(db).await?)
}

/// What was decided on which places of the programmes of these loci are chosen.
async fn selections(db: &impl ConnectionTrait, loci: &[locus::Model]) -> Result<Vec<locus_selection::Model>> {
    let rows = system::<locus_selection::Entity>()
        .filter(locus_selection::Column::ProgrammeId.is_in(loci.iter().map(|one| one.programme_id)))
        .filter(locus_selection::Column::State.eq(SelectionState::Decided));
    Ok(rows.all(db).await?)
}

/// The meetings held of these loci and of their whole programmes, oldest first.
async fn meetings(db: &impl ConnectionTrait, loci: &[locus::Model]) -> Result<Vec<meeting::Model>> {
    let own = meeting::Column::LocusId.is_in(loci.iter().map(|one| one.id));
    let rows = system::<meeting::Entity>()
        .filter(meeting::Column::ProgrammeId.is_in(loci.iter().map(|one| one.programme_id)))
        .filter(Condition::any().add(own).add(meeting::Column::LocusId.is_null()))
        .filter(meeting::Column::State.eq(MeetingState::Held))
        .order_by_asc(meeting::Column::StartsAt)
        .order_by_asc(meeting::Column::Id);
    Ok(rows.all(db).await?)
}

fn held(row: &meeting::Model) -> Result<HeldMeeting> {
    let (mut signers, mut signed) = (0, 0);
    for party in parties(row)?.iter().filter(|party| party.signs) {
        signers += 1;
        signed += i64::from(party.signed_on.is_some());
    }
    Ok(HeldMeeting { kind: row.kind, stage: row.stage, day: row.starts_at.day_in_jakarta(), signers, signed })
}

/// Statistics of the kelurahan and kecamatan of these loci, from the wider place
/// to the nearer, and then by year.
async fn statistics(db: &impl ConnectionTrait, loci: &[locus::Model]) -> Result<Vec<region_fact::Model>> {
    let places = loci.iter().flat_map(|one| [&one.district_code, &one.region_code]);
    let places: std::collections::BTreeSet<&RegionCode> = places.collect();
    let mut rows = system::<region_fact::Entity>()
        .filter(region_fact::Column::RegionCode.is_in(places.into_iter().cloned()))
        .all(db)
        .await?;
    rows.sort_by_key(|row| (row.region_code.as_str().len(), row.year));
    Ok(rows)
}
