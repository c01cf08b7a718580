//! The arithmetic of a ranking, from statistics alone.

use super::development::{Components, class, index};
use contract::locus_selections::{
    DevelopmentIndices, RankedIndicator, RankedPlace, RankedValue, SelectionIndicator, SelectionRanking, ValueOrigin,
};
use contract::place::RegionCode;
use contract::region_facts::RegionFactKind;
use std::cmp::Reverse;
use std::collections::HashMap;

/// A full score in hundredths of a point.
const FULL: i64 = 10_000;

/// What an index is worked out from, where none is stated.
pub const COMPONENTS: [RegionFactKind; 4] = [
    RegionFactKind::LifeExpectancy,
    RegionFactKind::ExpectedSchooling,
    RegionFactKind::MeanSchooling,
    RegionFactKind::AdjustedExpenditure,
];

/// What BPS calls them.
const SHORT: [&str; 4] = ["UHH", "HLS", "RLS", "E"];

/// A value and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    pub value: i64,
    pub source: String,
}

/// What is known of regions, by kind and year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics(HashMap<(RegionCode, RegionFactKind, i32), Stated>);

impl FromIterator<(RegionCode, RegionFactKind, i32, Stated)> for Statistics {
    fn from_iter<I: IntoIterator<Item = (RegionCode, RegionFactKind, i32, Stated)>>(facts: I) -> Self {
        Self(facts.into_iter().map(|(region, kind, year, stated)| ((region, kind, year), stated)).collect())
    }
}

/// One value, come by in either way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Known {
    value: Option<i64>,
    origin: Option<ValueOrigin>,
    source: Option<String>,
    indices: Option<DevelopmentIndices>,
    missing: Vec<RegionFactKind>,
}

impl Statistics {
    fn get(&self, region: &RegionCode, kind: RegionFactKind, year: i32) -> Option<&Stated> {
        self.0.get(&(region.clone(), kind, year))
    }

    /// What a source says; else, of the human development index, what its
    /// components of that year give.
    fn look(&self, region: &RegionCode, of: SelectionIndicator) -> Known {
        if let Some(stated) = self.get(region, of.kind, of.year) {
            return Known {
                value: Some(stated.value),
                origin: Some(ValueOrigin::Stated),
                source: Some(stated.source.clone()),
                ..Known::default()
            };
        }
        if of.kind == RegionFactKind::HumanDevelopmentIndex {
            return self.compute(region, of.year);
        }
        Known { missing: vec![of.kind], ..Known::default() }
    }

    fn compute(&self, region: &RegionCode, year: i32) -> Known {
        let found = COMPONENTS.map(|kind| self.get(region, kind, year));
        let [Some(life), Some(expected), Some(mean), Some(expenditure)] = found else {
            let missing = COMPONENTS.into_iter().zip(found).filter(|(_, found)| found.is_none());
            return Known { missing: missing.map(|(kind, _)| kind).collect(), ..Known::default() };
        };
        let (value, indices) = index(Components {
            life_expectancy: life.value,
            expected_schooling: expected.value,
            mean_schooling: mean.value,
            adjusted_expenditure: expenditure.value,
        });
        // Each component with who says so.
        let sources = SHORT.into_iter().zip([life, expected, mean, expenditure]);
        let sources = sources.map(|(short, one)| format!("{short}: {}", one.source));
        Known {
            value: Some(value),
            origin: Some(ValueOrigin::Computed),
            source: Some(sources.collect::<Vec<_>>().join("; ")),
            indices: Some(indices),
            missing: Vec::new(),
        }
    }
}

/// A place that is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub code: RegionCode,
    pub name: String,
}

/// The most points each weight can give, in hundredths: together exactly all of
/// them. What rounding down leaves goes to those it took most from.
fn shares(weights: &[i64]) -> Vec<i64> {
    let all = weights.iter().sum::<i64>().max(1);
    let mut shares: Vec<i64> = weights.iter().map(|weight| weight * FULL / all).collect();
    let mut places: Vec<usize> = (0..weights.len()).collect();
    places.sort_by_key(|place| Reverse(weights.get(*place).map_or(0, |weight| weight * FULL % all)));
    let left = usize::try_from(FULL - shares.iter().sum::<i64>()).unwrap_or(0);
    for place in places.into_iter().take(left) {
        if let Some(share) = shares.get_mut(place) {
            *share += 1;
        }
    }
    shares
}

/// Half is rounded up; none of the numbers is below nothing.
const fn rounded(number: i64, by: i64) -> i64 {
    if by == 0 { 0 } else { (2 * number + by) / (2 * by) }
}

/// So many hundredths of a point for a value: its share of the way from the
/// place that needs least to the one that needs most, of the most it can give.
/// Where all are alike it sets nobody apart, and gives nothing.
fn points(value: i64, of: &RankedIndicator) -> Option<i64> {
    let (min, max) = (of.min?, of.max?);
    let way = if of.greater_needs_more { value - min } else { max - value };
    Some(rounded(way * of.most_points, max - min))
}

/// Places compared by these indicators, who needs most first.
pub fn rank(
    city: Candidate,
    candidates: Vec<Candidate>,
    indicators: &[SelectionIndicator],
    statistics: &Statistics,
) -> SelectionRanking {
    let shares = shares(&indicators.iter().map(|one| i64::from(one.weight)).collect::<Vec<_>>());
    let known: Vec<(Candidate, Vec<Known>)> = candidates
        .into_iter()
        .map(|place| {
            let values = indicators.iter().map(|one| statistics.look(&place.code, *one)).collect();
            (place, values)
        })
        .collect();
    let spans: Vec<RankedIndicator> = indicators
        .iter()
        .zip(shares)
        .enumerate()
        .map(|(at, (one, most_points))| {
            let values = || known.iter().filter_map(|(_, values)| values.get(at)?.value);
            let of_city = statistics.look(&city.code, *one);
            RankedIndicator {
                kind: one.kind,
                year: one.year,
                weight: one.weight,
                most_points,
                greater_needs_more: one.kind.greater_needs_more(),
                min: values().min(),
                max: values().max(),
                city_value: of_city.value,
                city_origin: of_city.origin,
                city_source: of_city.source,
                city_indices: of_city.indices,
            }
        })
        .collect();
    let mut places: Vec<RankedPlace> =
        known.into_iter().map(|(place, values)| place_of(place, values, &spans)).collect();
    places.sort_by(|a, b| {
        let key = |place: &RankedPlace| (place.score.is_none(), Reverse(place.score));
        key(a)
            .cmp(&key(b))
            .then_with(|| a.region_name.cmp(&b.region_name))
            .then_with(|| a.region_code.cmp(&b.region_code))
    });
    number(&mut places);
    SelectionRanking {
        fingerprint: String::new(),
        city_code: city.code,
        city_name: city.name,
        indicators: spans,
        places,
    }
}

fn place_of(place: Candidate, values: Vec<Known>, indicators: &[RankedIndicator]) -> RankedPlace {
    let values: Vec<RankedValue> = values
        .into_iter()
        .zip(indicators)
        .map(|(known, of)| RankedValue {
            value: known.value,
            origin: known.origin,
            source: known.source,
            gap: known.value.zip(of.city_value).filter(|_| compares_with_city(of.kind)).map(|(own, city)| own - city),
            points: known.value.and_then(|value| points(value, of)),
            class: known.value.filter(|_| of.kind == RegionFactKind::HumanDevelopmentIndex).map(class),
            indices: known.indices,
            missing: known.missing,
        })
        .collect();
    // Of a place that lacks one statistic nobody knows how it compares.
    let score = values.iter().map(|value| value.points).sum::<Option<i64>>();
    RankedPlace { region_code: place.code, region_name: place.name, rank: None, score, values }
}

/// A count of a kelurahan is part of the city's; of means and shares the
/// distance says something.
const fn compares_with_city(kind: RegionFactKind) -> bool {
    !matches!(kind, RegionFactKind::PoorPeople | RegionFactKind::PreProsperousFamilies | RegionFactKind::Vulnerable)
}

/// Numbers places that stand in their order; equal scores share a rank.
fn number(places: &mut [RankedPlace]) {
    let mut before: Option<(i64, i32)> = None;
    for (rank, place) in (1..).zip(places) {
        let Some(score) = place.score else { return };
        let shared = before.filter(|(other, _)| *other == score).map_or(rank, |(_, rank)| rank);
        place.rank = Some(shared);
        before = Some((score, shared));
    }
}

#[cfg(test)]
#[path = "ranking_tests.rs"]
mod tests;
