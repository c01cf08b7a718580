//! The 21 indicators of family welfare (KS-21, BKKBN) and the stage that
//! follows from them.
//!
//! Any `no` among the first six makes a family pre-prosperous at once.
//! Otherwise a stage follows only from a complete block: while an item of it is
//! unanswered, the stage is unknown.

use serde::{Deserialize, Serialize};

text_enum! {
    /// An answer to one indicator.
    Answer {
        Yes = "yes",
        No = "no",
        /// Only for items 5, 6 and 14; counts as met.
        NotApplicable = "not_applicable",
    }
}

text_enum! {
    /// The stages of family welfare, lowest first.
    Stage {
        /// Prasejahtera.
        PreProsperous = "pre_prosperous",
        /// Sejahtera I.
        Prosperous1 = "prosperous_1",
        /// Sejahtera II.
        Prosperous2 = "prosperous_2",
        /// Sejahtera III.
        Prosperous3 = "prosperous_3",
        /// Sejahtera III Plus.
        Prosperous3Plus = "prosperous_3_plus",
    }
}

/// Items that a family may have no reason to be asked.
pub const MAY_NOT_APPLY: [u8; 3] = [5, 6, 14];
/// The last item of each block.
const BLOCKS: [(u8, Stage); 4] =
    [(6, Stage::PreProsperous), (14, Stage::Prosperous1), (19, Stage::Prosperous2), (21, Stage::Prosperous3)];

macro_rules! ks21 {
    ($($(#[$meta:meta])* $number:literal $member:ident;)+) => {
        /// The answers, by item; one not asked is `null`.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields, default)]
        pub struct Ks21 { $($(#[$meta])* pub $member: Option<Answer>,)+ }

        impl Ks21 {
            /// The members in the order of the instrument.
            pub const ITEMS: [(u8, &'static str); 21] = [$(($number, stringify!($member))),+];

            /// Number, member and answer of every item.
            pub fn answers(&self) -> [(u8, &'static str, Option<Answer>); 21] {
                [$(($number, stringify!($member), self.$member)),+]
            }

            /// Gives an item its answer.
            pub fn set(&mut self, number: u8, answer: Option<Answer>) {
                match number {
                    $($number => self.$member = answer,)+
                    _ => {}
                }
            }
        }
    };
}

ks21! {
    /// Members usually eat twice a day or more.
    1 meals;
    /// Different clothes for home, for work or school, and for going out.
    2 clothing;
    /// A good roof, floor and walls.
    3 house;
    /// A member who falls ill is taken to a health facility.
    4 health_care;
    /// A couple of fertile age that wants family planning goes to a facility.
    5 family_planning_access;
    /// All children of 7 to 15 go to school.
    6 schooling;
    /// Members usually worship by their own faith.
    7 worship;
    /// All members eat meat, fish or eggs once a week at least.
    8 protein;
    /// All members had one new set of clothes at least in the year.
    9 new_clothes;
    /// Eight square metres of floor at least for each.
    10 floor_space;
    /// Healthy in the last three months, so that each could do her part.
    11 healthy;
    /// One member or more works for an income.
    12 earner;
    /// All members of 10 to 60 can read and write.
    13 literacy;
    /// A couple of fertile age with two or more children uses contraception.
    14 contraception;
    /// The family tries to know more of its faith.
    15 religious_knowledge;
    /// Part of the income is saved, in money or goods.
    16 savings;
    /// A meal together once a week at least is used to talk.
    17 family_talk;
    /// Takes part in what the neighbourhood does.
    18 community;
    /// Gets information from papers, radio, television or internet.
    19 information;
    /// Regularly gives to social causes of its own will.
    20 donations;
    /// A member is active in running an association or institution.
    21 leadership;
}

impl Ks21 {
    pub fn is_empty(&self) -> bool {
        self.answers().iter().all(|(.., answer)| answer.is_none())
    }

    /// Items answered "not applicable" that always apply.
    pub fn wrongly_not_applicable(&self) -> Vec<(&'static str, u8)> {
        let wrong = |(number, member, answer): &(u8, &'static str, Option<Answer>)| {
            (*answer == Some(Answer::NotApplicable) && !MAY_NOT_APPLY.contains(number)).then_some((*member, *number))
        };
        self.answers().iter().filter_map(wrong).collect()
    }

    /// Numbers of the items with this answer; `None` for those not answered.
    pub fn numbers(&self, answer: Option<Answer>) -> Vec<u8> {
        self.answers().iter().filter(|(.., own)| *own == answer).map(|(number, ..)| *number).collect()
    }

    /// The stage; `None` while it is unknown.
    pub fn stage(&self) -> Option<Stage> {
        let answers = self.answers();
        let mut first = 1;
        for (last, stage) in BLOCKS {
            let block = || answers.iter().filter(|(number, ..)| (first..=last).contains(number)).map(|(.., own)| *own);
            let fails = block().any(|answer| answer == Some(Answer::No));
            let complete = block().all(|answer| answer.is_some());
            if fails && (complete || stage == Stage::PreProsperous) {
                return Some(stage);
            }
            if !complete {
                return None;
            }
            first = last + 1;
        }
        Some(Stage::Prosperous3Plus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rule stated another way: the stage by the numbers of the items that
    /// fail and those that are unanswered.
    fn stated(fails: &[u8], open: &[u8]) -> Option<Stage> {
        let any = |of: &[u8], from: u8, to: u8| of.iter().any(|number| *number >= from && *number <= to);
        if any(fails, 1, 6) {
            return Some(Stage::PreProsperous);
        }
        if any(open, 1, 6) || any(open, 7, 14) {
            return None;
        }
        if any(fails, 7, 14) {
            return Some(Stage::Prosperous1);
        }
        if any(open, 15, 19) {
            return None;
        }
        if any(fails, 15, 19) {
            return Some(Stage::Prosperous2);
        }
        if any(open, 20, 21) {
            return None;
        }
        Some(if any(fails, 20, 21) { Stage::Prosperous3 } else { Stage::Prosperous3Plus })
    }

    /// A small generator, so that the cases are the same in every run.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % sides
        }
    }

    #[test]
    fn the_stage_agrees_with_the_rule_stated_another_way() {
        let mut dice = Dice(20_261_126);
        let mut seen = std::collections::BTreeMap::new();
        for round in 0..200_000_u64 {
            let mut answers = Ks21::default();
            let (mut fails, mut open) = (Vec::new(), Vec::new());
            // Some rounds are nearly complete, so that every stage is met.
            let (no, none) = (
                [3, 20, 60, 200][usize::try_from(round % 4).unwrap()],
                [4, 30, 200][usize::try_from(round % 3).unwrap()],
            );
            for number in 1..=21 {
                if dice.roll(none) == 0 {
                    open.push(number);
                } else if dice.roll(no) == 0 {
                    answers.set(number, Some(Answer::No));
                    fails.push(number);
                } else if MAY_NOT_APPLY.contains(&number) && dice.roll(3) == 0 {
                    answers.set(number, Some(Answer::NotApplicable));
                } else {
                    answers.set(number, Some(Answer::Yes));
                }
            }
            let stage = answers.stage();
            assert_eq!(stage, stated(&fails, &open), "fails {fails:?}, open {open:?}");
            *seen.entry(stage).or_insert(0) += 1;
        }
        assert_eq!(seen.len(), 6, "every stage and the unknown one were met: {seen:?}");
    }

    #[test]
    fn not_applicable_counts_as_met_only_where_it_may() {
        let mut answers = Ks21::default();
        for (number, _) in Ks21::ITEMS {
            answers
                .set(number, Some(if MAY_NOT_APPLY.contains(&number) { Answer::NotApplicable } else { Answer::Yes }));
        }
        assert_eq!(answers.stage(), Some(Stage::Prosperous3Plus));
        assert!(answers.wrongly_not_applicable().is_empty());
        answers.meals = Some(Answer::NotApplicable);
        assert_eq!(answers.wrongly_not_applicable(), [("meals", 1)]);
    }
}
