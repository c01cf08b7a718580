//! What awaits me (yang menunggu saya): everything the caller has a step to take
//! in, with why and since when. Each kind of work tells its own part.

use crate::actions::Action;
use crate::cycle::{CycleStage, StageState};
use crate::ids::{AssignmentId, ImportId, LocusId, StageRecordId, StageWaiverId, UserId};
use crate::imports::ImportState;
use crate::moment::{Day, Timestamp};
use crate::place::{Neighbourhood, RegionCode};
use crate::policy::Role;
use crate::stage_board::Hold;
use crate::tasks::Task;
use serde::{Deserialize, Serialize};

/// So many of one kind are told singly.
pub const SINGLY: u64 = 5;
/// A term that ends within so many days is told.
pub const TERM_AHEAD_DAYS: i64 = 30;

/// What awaits of one kind: those that are most urgent, at most five, and how
/// many there are in all. Only what a home shows of them is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Awaited<T> {
    pub items: Vec<T>,
    /// Counted up to 10,001, exceptions up to 100.
    pub total: u64,
}

impl<T> Default for Awaited<T> {
    fn default() -> Self {
        Self { items: Vec::new(), total: 0 }
    }
}

impl<T> Awaited<T> {
    /// The same of other things.
    pub fn try_map<U, E>(self, view: impl FnMut(T) -> Result<U, E>) -> Result<Awaited<U>, E> {
        let items = self.items.into_iter().map(view).collect::<Result<_, E>>()?;
        Ok(Awaited { items, total: self.total })
    }

    /// How many there are beyond those told singly.
    pub fn left(&self) -> u64 {
        self.total.saturating_sub(u64::try_from(self.items.len()).unwrap_or(u64::MAX))
    }
}

/// How many women await a step, and since when the first of them does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AwaitedWomen {
    /// Counted up to 10,001.
    pub total: u64,
    /// `null` where there are none, or more than are counted.
    pub since: Option<Timestamp>,
}

/// An exception of a gate that waits for a second signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AwaitedWaiver {
    pub id: StageWaiverId,
    pub stage_record_id: StageRecordId,
    pub locus_id: LocusId,
    pub stage: CycleStage,
    pub region_code: RegionCode,
    pub region_name: String,
    pub rws: Vec<Neighbourhood>,
    pub year: i32,
    /// What is to be passed without.
    pub requirement_id: String,
    pub requirement_en: String,
    pub reason: String,
    pub requested_by_name: String,
    pub created_at: Timestamp,
}

/// A stage of a locus in which the caller's step is next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AwaitedStage {
    /// The record of the stage.
    pub id: StageRecordId,
    pub locus_id: LocusId,
    pub stage: CycleStage,
    pub state: StageState,
    pub region_code: RegionCode,
    pub region_name: String,
    pub rws: Vec<Neighbourhood>,
    pub year: i32,
    /// Since when it stands so.
    pub since: Timestamp,
    /// What holds the gate.
    pub holds: Vec<Hold>,
}

/// A list that was checked and not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AwaitedImport {
    pub id: ImportId,
    /// Empty where the file has no name.
    pub file_name: String,
    pub state: ImportState,
    /// Rows that are faulty or in conflict.
    pub faulty: u32,
    /// Rows that can be kept: new women, and others with other values.
    pub ready: u32,
    pub created_at: Timestamp,
    /// The day it is destroyed.
    pub destroy_on: Option<Day>,
}

/// An account that waits for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AwaitedAccount {
    pub id: UserId,
    pub full_name: String,
    pub created_at: Timestamp,
}

/// A role that ends soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AwaitedTerm {
    pub id: AssignmentId,
    pub user_full_name: String,
    pub role: Role,
    /// Its last day.
    pub valid_until: Day,
}

/// What awaits the caller. A part that is not hers to do is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct MyAwaiting {
    /// Conflicts to settle and moves to answer, the newest first.
    pub tasks: Awaited<Task>,
    /// Actions that are hers, those due first.
    pub actions: Awaited<Action>,
    /// Exceptions she may sign, the oldest first; counted up to 100.
    pub waivers: Awaited<AwaitedWaiver>,
    /// Loci in whose stage her step is next, those that have stood in it the longest.
    pub stages: Awaited<AwaitedStage>,
    /// Lists of hers that were checked and not kept, the newest first.
    pub imports: Awaited<AwaitedImport>,
    /// Women whose data are destroyed on her word, by the end of their retention.
    pub destroy_due: AwaitedWomen,
    /// Candidates that wait for her decision, by when they were registered.
    pub undecided: AwaitedWomen,
    /// Candidates that lack what a decision needs, by when they were registered.
    pub incomplete: AwaitedWomen,
    /// Women whose decision no longer fits what is recorded of them, by their last change.
    pub outdated: AwaitedWomen,
    /// Accounts that hold no role.
    pub without_role: Awaited<AwaitedAccount>,
    /// Accounts whose owner has not signed in yet.
    pub invited: Awaited<AwaitedAccount>,
    /// Roles that end within 30 days, the first to end first.
    pub ending_terms: Awaited<AwaitedTerm>,
}
