//! The cycle (daur program): seven stages in one order, which a locus goes
//! through one after the other (P-33).
//!
//! Work of a later stage may begin at any time: evaluation runs while trainings
//! do. What the order governs is when a stage counts as passed.

text_enum! {
    /// The seven stages, in order.
    CycleStage {
        /// Persiapan: officers and the field are prepared.
        Preparation = "preparation",
        /// Asesmen: problems, needs and resources are found.
        Assessment = "assessment",
        /// Perencanaan alternatif program: what could be done.
        Alternatives = "alternatives",
        /// Perumusan rencana aksi: what will be done, in writing.
        ActionPlan = "action_plan",
        /// Pelaksanaan: it is done.
        Implementation = "implementation",
        /// Evaluasi: it is looked at, while it runs and afterwards.
        Evaluation = "evaluation",
        /// Terminasi: the relation ends formally.
        Termination = "termination",
    }
}

impl CycleStage {
    /// Counted from 1.
    pub fn number(self) -> i32 {
        (1..).zip(Self::ALL).find_map(|(number, stage)| (*stage == self).then_some(number)).unwrap_or_default()
    }

    /// The stage before; none before the first.
    pub fn previous(self) -> Option<Self> {
        Self::ALL.iter().rev().skip_while(|stage| **stage != self).nth(1).copied()
    }
}

text_enum! {
    /// How a stage of a locus stands.
    StageState {
        /// It is worked on, or will be.
        Open = "open",
        /// It waits for someone's approval.
        Submitted = "submitted",
        /// It was sent back.
        Returned = "returned",
        Passed = "passed",
        /// It was passed, and then an earlier stage was opened again.
        Suspended = "suspended",
    }
}

impl StageState {
    /// Whether it can be submitted.
    pub const fn awaits_submission(self) -> bool {
        matches!(self, Self::Open | Self::Returned | Self::Suspended)
    }
}

/// What can be done with a stage where a locus stands in a certain stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is the one that can be passed now.
    Pass,
    /// It is passed, and can be opened again.
    Reopen,
    /// An earlier one is not passed: it would be skipped.
    Wait,
}

/// What can be done with `asked` where the locus stands in `standing`, the first
/// stage not passed; in none when all are.
pub fn turn(standing: Option<CycleStage>, asked: CycleStage) -> Turn {
    match standing {
        Some(standing) if asked == standing => Turn::Pass,
        Some(standing) if asked > standing => Turn::Wait,
        Some(_) | None => Turn::Reopen,
    }
}

text_enum! {
    /// Why a locus or group came to its end.
    TerminationReason {
        /// The women carry on by themselves (mandiri).
        Independent = "independent",
        /// The time ran out.
        TimeRanOut = "time_ran_out",
        /// The budget ran out.
        BudgetRanOut = "budget_ran_out",
        Other = "other",
    }
}

text_enum! {
    /// How far people took part (P-28, K-02).
    Involvement {
        Full = "full",
        Partial = "partial",
        None = "none",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_counted_from_one_and_follow_each_other() {
        let numbers: Vec<i32> = CycleStage::ALL.iter().map(|stage| stage.number()).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(CycleStage::Preparation.previous(), None);
        assert_eq!(CycleStage::Termination.previous(), Some(CycleStage::Evaluation));
    }

    #[test]
    fn one_stage_is_passed_at_a_time() {
        for asked in CycleStage::ALL {
            assert_eq!(turn(None, *asked), Turn::Reopen);
            for standing in CycleStage::ALL {
                let passes = turn(Some(*standing), *asked) == Turn::Pass;
                assert_eq!(passes, standing == asked);
            }
        }
    }
}
