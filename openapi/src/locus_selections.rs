//! Locus selection (pemilihan lokus): the kecamatan or kelurahan of a programme
//! scored by sourced statistics, each with its weight, and which were chosen
//! (S1-07, S1-15, P-15).
//!
//! Each statistic is put on a scale from the place that needs least (0) to the
//! one that needs most (100) among those compared; the score is their weighted
//! mean. Every step of it is shown.

use crate::draft::{Draft, Faults, Purpose, check_reason};
use crate::ids::{LocusSelectionId, ProgrammeId};
use crate::moment::Timestamp;
use crate::place::{RegionCode, RegionLevel};
use crate::problem::{FieldCode, FieldError};
use crate::region_facts::RegionFactKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-created_at"];

/// The most statistics of one selection.
pub const MAX_INDICATORS: usize = 10;
/// The heaviest a statistic can weigh.
pub const MAX_WEIGHT: i32 = 100;
/// The most places chosen at once.
pub const MAX_CHOSEN: usize = 50;

text_enum! {
    SelectionState {
        /// Follows the statistics as they stand.
        Draft = "draft",
        /// Keeps what it was decided on.
        Decided = "decided",
    }
}

/// A statistic that counts, of which year, and how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SelectionIndicator {
    pub kind: RegionFactKind,
    /// The year of the statistic, the same for all places.
    pub year: i32,
    /// 1 to 100; what counts is its share of all weights.
    pub weight: i32,
}

/// One selection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LocusSelection {
    pub id: LocusSelectionId,
    pub programme_id: ProgrammeId,
    pub programme_name: String,
    /// The year of its programme.
    pub year: i32,
    /// The places compared lie in this city or kecamatan.
    pub region_code: RegionCode,
    pub region_name: String,
    /// What is compared: `district` or `village`.
    pub level: RegionLevel,
    pub indicators: Vec<SelectionIndicator>,
    pub note: Option<String>,
    pub state: SelectionState,
    /// The places chosen, once it is decided.
    pub chosen_codes: Vec<RegionCode>,
    /// Why these.
    pub reason: Option<String>,
    pub decided_by_name: Option<String>,
    pub decided_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

draft! {
    /// What is said of a selection.
    LocusSelectionDraft with LocusSelectionId {
        /// Fixed once created.
        programme_id: ProgrammeId,
        /// The city of the programme, or a kecamatan of it.
        region_code: RegionCode,
        /// `district` or `village`, below that region.
        level: RegionLevel,
        indicators: Vec<SelectionIndicator>,
        /// In one or more lines.
        note: String,
    }
}

/// Which places are chosen, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SelectionDecision {
    /// That of the ranking it rests on; refused as stale where the figures have
    /// changed since.
    pub fingerprint: String,
    pub chosen_codes: Vec<RegionCode>,
    /// 5 to 500 characters; wanted where a place is chosen that has no rank, or
    /// before one that needs more, or while a place has no rank.
    #[serde(default)]
    pub reason: Option<String>,
}

text_enum! {
    /// How a value was come by.
    ValueOrigin {
        /// A statistic says it.
        Stated = "stated",
        /// Worked out here from the components of the human development index.
        Computed = "computed",
    }
}

text_enum! {
    /// BPS's classes of the human development index.
    DevelopmentClass {
        /// Below 60.
        Low = "low",
        /// 60 to below 70.
        Medium = "medium",
        /// 70 to below 80.
        High = "high",
        /// 80 and above.
        VeryHigh = "very_high",
    }
}

/// How a human development index was worked out: the cube root of the product
/// of three indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DevelopmentIndices {
    /// Life expectancy at birth (UHH), hundredths of a year.
    pub life_expectancy: i64,
    /// Expected years of schooling (HLS), in hundredths.
    pub expected_schooling: i64,
    /// Mean years of schooling (RLS), in hundredths.
    pub mean_schooling: i64,
    /// Adjusted expenditure in thousand rupiah per person a year.
    pub adjusted_expenditure: i64,
    /// The index of health in hundred-thousandths: (UHH − 20) / 65.
    pub health: i64,
    /// The index of education in hundred-thousandths: (HLS/18 + RLS/15) / 2.
    pub education: i64,
    /// The index of expenditure in hundred-thousandths:
    /// (ln E − ln 1,007,436) / (ln 26,572,352 − ln 1,007,436).
    pub expenditure: i64,
}

/// What a place has of one statistic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RankedValue {
    /// In the unit of its kind; `null` where it is not known.
    pub value: Option<i64>,
    pub origin: Option<ValueOrigin>,
    /// Who says so; of an index that was worked out here, of each component.
    pub source: Option<String>,
    /// So much more than the city as a whole, in the unit of its kind.
    pub gap: Option<i64>,
    /// So many hundredths of a point it gives to the score.
    pub points: Option<i64>,
    /// Of the human development index.
    pub class: Option<DevelopmentClass>,
    /// Of a human development index that was worked out here.
    pub indices: Option<DevelopmentIndices>,
    /// What is missing to know or to work out the value.
    pub missing: Vec<RegionFactKind>,
}

/// One place of a ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RankedPlace {
    pub region_code: RegionCode,
    pub region_name: String,
    /// 1 needs most; the same for equal scores. `null` while a statistic of it is
    /// missing.
    pub rank: Option<i32>,
    /// 0 to 10,000, hundredths of a point: the sum of the points of its values.
    pub score: Option<i64>,
    /// In the order of the indicators.
    pub values: Vec<RankedValue>,
}

/// One statistic over all places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RankedIndicator {
    pub kind: RegionFactKind,
    pub year: i32,
    pub weight: i32,
    /// So many hundredths of a point at most: its share of all weights.
    pub most_points: i64,
    /// Whether a greater value means that more is needed.
    pub greater_needs_more: bool,
    /// The least and the greatest value among the places.
    pub min: Option<i64>,
    pub max: Option<i64>,
    /// Of the city as a whole.
    pub city_value: Option<i64>,
    pub city_origin: Option<ValueOrigin>,
    pub city_source: Option<String>,
    /// Of a human development index of the city that was worked out here.
    pub city_indices: Option<DevelopmentIndices>,
}

/// Places by how much they need, with the arithmetic. BPS publishes no human
/// development index below the city: that of these places is a local one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SelectionRanking {
    /// Tells these figures from others; a decision names the figures it rests on.
    pub fingerprint: String,
    pub city_code: RegionCode,
    pub city_name: String,
    pub indicators: Vec<RankedIndicator>,
    /// Who needs most first; then those without a rank.
    pub places: Vec<RankedPlace>,
}

impl SelectionRanking {
    /// Whether choosing these wants a reason: a place without a rank among them,
    /// or anywhere; or one left out that needs more.
    pub fn wants_reason(&self, chosen: &[RegionCode]) -> bool {
        let is_chosen = |place: &&RankedPlace| chosen.contains(&place.region_code);
        let last = self.places.iter().filter(is_chosen).filter_map(|place| place.score).min();
        let left_out = self.places.iter().filter(|place| !is_chosen(place)).filter_map(|place| place.score);
        self.places.iter().any(|place| place.rank.is_none()) || left_out.max() > last
    }
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only of this programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub programme_id: Option<ProgrammeId>,
    /// Only in this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub state: Option<SelectionState>,
}

impl Draft for LocusSelectionDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.required("/programme_id", &self.programme_id);
        faults.required("/region_code", &self.region_code);
        let within = self.region_code.value().map(RegionCode::level);
        if within.is_some_and(|level| !matches!(level, RegionLevel::City | RegionLevel::District)) {
            faults.add_with("/region_code", FieldCode::RegionRequired, &[("level", "city".to_owned())]);
        }
        faults.required("/level", &self.level);
        let level = self.level.value().copied();
        let below = match (within, level) {
            (_, Some(RegionLevel::Province | RegionLevel::City)) => false,
            (Some(RegionLevel::District), Some(level)) => level == RegionLevel::Village,
            _ => true,
        };
        if !below {
            faults.add("/level", FieldCode::NotInList);
        }
        faults.required("/indicators", &self.indicators);
        if let Some(indicators) = self.indicators.value() {
            check_indicators(&mut faults, indicators);
        }
        crate::stage_records::check_long(&mut faults, "/note", &self.note);
        faults.finish()
    }
}

fn check_indicators(faults: &mut Faults, indicators: &[SelectionIndicator]) {
    if indicators.is_empty() {
        faults.add("/indicators", FieldCode::Required);
    } else if indicators.len() > MAX_INDICATORS {
        faults.add_with("/indicators", FieldCode::TooMany, &[("max", MAX_INDICATORS.to_string())]);
    }
    let mut seen = BTreeSet::new();
    for (index, one) in indicators.iter().enumerate() {
        if !seen.insert(one.kind.as_str()) {
            faults.add(&format!("/indicators/{index}/kind"), FieldCode::Taken);
        }
        if !(1970..=2100).contains(&one.year) {
            faults.add(&format!("/indicators/{index}/year"), FieldCode::Malformed);
        }
        if !(1..=MAX_WEIGHT).contains(&one.weight) {
            let bounds = [("min", "1".to_owned()), ("max", MAX_WEIGHT.to_string())];
            faults.add_with(&format!("/indicators/{index}/weight"), FieldCode::OutOfRange, &bounds);
        }
    }
}

impl Draft for SelectionDecision {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        if self.chosen_codes.is_empty() {
            faults.add("/chosen_codes", FieldCode::Required);
        } else if self.chosen_codes.len() > MAX_CHOSEN {
            faults.add_with("/chosen_codes", FieldCode::TooMany, &[("max", MAX_CHOSEN.to_string())]);
        }
        let mut seen = BTreeSet::new();
        for (index, code) in self.chosen_codes.iter().enumerate() {
            if !seen.insert(code) {
                faults.add(&format!("/chosen_codes/{index}"), FieldCode::Taken);
            }
        }
        let reason = self.reason.iter().flat_map(|reason| check_reason("/reason", reason));
        faults.finish().into_iter().chain(reason).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn faults(change: &Value) -> Vec<String> {
        let mut body = json!({
            "programme_id": "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47", "region_code": "32.75.03", "level": "village",
            "indicators": [{ "kind": "poor_people", "year": 2026, "weight": 40 }],
        });
        for (member, value) in change.as_object().unwrap() {
            body[member] = value.clone();
        }
        let draft: LocusSelectionDraft = serde_json::from_value(body).unwrap();
        draft.check(Purpose::Create).iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    #[test]
    fn what_is_compared_lies_below_where_it_is_compared() {
        assert!(faults(&json!({})).is_empty());
        assert!(faults(&json!({ "region_code": "32.75", "level": "district" })).is_empty());
        assert_eq!(faults(&json!({ "level": "district" })), ["/level not_in_list"]);
        assert_eq!(faults(&json!({ "region_code": "32.75", "level": "city" })), ["/level not_in_list"]);
        assert_eq!(faults(&json!({ "region_code": "32" })), ["/region_code region_required"]);
    }

    #[test]
    fn each_statistic_counts_once_with_a_weight() {
        let one = |kind: &str, year: i32, weight: i32| json!({ "kind": kind, "year": year, "weight": weight });
        assert_eq!(faults(&json!({ "indicators": [] })), ["/indicators required"]);
        let twice = [one("poor_people", 2026, 1), one("poor_people", 2025, 1)];
        assert_eq!(faults(&json!({ "indicators": twice })), ["/indicators/1/kind taken"]);
        let wrong = [one("poor_people", 1, 0), one("vulnerable", 2026, 101)];
        assert_eq!(
            faults(&json!({ "indicators": wrong })),
            ["/indicators/0/year malformed", "/indicators/0/weight out_of_range", "/indicators/1/weight out_of_range"]
        );
    }

    #[test]
    fn a_choice_names_each_place_once() {
        let faults = |chosen: &[&str], reason: Option<&str>| -> Vec<String> {
            let body = json!({ "fingerprint": "8f14", "chosen_codes": chosen, "reason": reason });
            let decision: SelectionDecision = serde_json::from_value(body).unwrap();
            decision.check(Purpose::Change).iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
        };
        assert!(faults(&["32.75.03.1004"], None).is_empty());
        assert_eq!(faults(&[], Some("ya")), ["/chosen_codes required", "/reason too_short"]);
        assert_eq!(faults(&["32.75.03.1004", "32.75.03.1004"], None), ["/chosen_codes/1 taken"]);
    }

    #[test]
    fn a_place_before_one_that_needs_more_wants_a_reason() {
        let place = |code: &str, score: Option<i64>| RankedPlace {
            region_code: code.parse().unwrap(),
            region_name: String::new(),
            rank: score.map(|_| 1),
            score,
            values: Vec::new(),
        };
        let ranking = |last: Option<i64>| SelectionRanking {
            fingerprint: String::new(),
            city_code: "32.75".parse().unwrap(),
            city_name: String::new(),
            indicators: Vec::new(),
            places: vec![place("32.75.01", Some(9_000)), place("32.75.02", Some(4_000)), place("32.75.03", last)],
        };
        let wants = |last: Option<i64>, chosen: &[&str]| {
            let chosen: Vec<RegionCode> = chosen.iter().map(|code| code.parse().unwrap()).collect();
            ranking(last).wants_reason(&chosen)
        };
        assert!(!wants(Some(1_000), &["32.75.01"]));
        assert!(!wants(Some(4_000), &["32.75.01", "32.75.02"]), "of two equal ones either is right");
        assert!(wants(Some(1_000), &["32.75.02"]));
        assert!(wants(None, &["32.75.01"]), "one without a rank may need more");
        assert!(wants(None, &["32.75.03"]));
    }
}
