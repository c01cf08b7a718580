//! The human development index (IPM) by BPS's formula: the cube root of the
//! product of an index of health, of education and of expenditure.

use contract::locus_selections::{DevelopmentClass, DevelopmentIndices};
use num_traits::ToPrimitive;

/// Life expectancy counts from so many hundredths of a year.
const LEAST_LIFE: i64 = 2_000;
/// To so many: the index of health is 1 there.
const MOST_LIFE: i64 = 8_500;
const MOST_EXPECTED_SCHOOLING: i64 = 1_800;
const MOST_MEAN_SCHOOLING: i64 = 1_500;
/// Rupiah per person a year, of Tolikara in 2010.
const LEAST_EXPENDITURE: f64 = 1_007_436.0;
/// Rupiah per person a year, of Jakarta Selatan in 2025.
const MOST_EXPENDITURE: f64 = 26_572_352.0;

/// What an index is made of, in the units of the statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Components {
    pub life_expectancy: i64,
    pub expected_schooling: i64,
    pub mean_schooling: i64,
    pub adjusted_expenditure: i64,
}

/// How far a value lies from the least to the most; what lies beyond counts as
/// the bound.
fn share(value: i64, least: i64, most: i64) -> f64 {
    let of = |number: i64| number.to_f64().unwrap_or_default();
    (of(value - least) / of(most - least)).clamp(0.0, 1.0)
}

/// A share in so many parts of one.
fn parts(share: f64, parts: f64) -> i64 {
    (share * parts).round().to_i64().unwrap_or_default()
}

/// The index in hundredths of a point, and what it was worked out from.
pub fn index(of: Components) -> (i64, DevelopmentIndices) {
    let health = share(of.life_expectancy, LEAST_LIFE, MOST_LIFE);
    let expected = share(of.expected_schooling, 0, MOST_EXPECTED_SCHOOLING);
    let education = f64::midpoint(expected, share(of.mean_schooling, 0, MOST_MEAN_SCHOOLING));
    let rupiah = of.adjusted_expenditure.to_f64().unwrap_or_default() * 1_000.0;
    let span = MOST_EXPENDITURE.ln() - LEAST_EXPENDITURE.ln();
    let expenditure = ((rupiah.max(LEAST_EXPENDITURE).ln() - LEAST_EXPENDITURE.ln()) / span).min(1.0);
    let indices = DevelopmentIndices {
        life_expectancy: of.life_expectancy,
        expected_schooling: of.expected_schooling,
        mean_schooling: of.mean_schooling,
        adjusted_expenditure: of.adjusted_expenditure,
        health: parts(health, 100_000.0),
        education: parts(education, 100_000.0),
        expenditure: parts(expenditure, 100_000.0),
    };
    (parts((health * education * expenditure).cbrt(), 10_000.0), indices)
}

/// The class of an index in hundredths of a point.
pub const fn class(index: i64) -> DevelopmentClass {
    match index {
        ..6_000 => DevelopmentClass::Low,
        6_000..7_000 => DevelopmentClass::Medium,
        7_000..8_000 => DevelopmentClass::High,
        _ => DevelopmentClass::VeryHigh,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEKASI_2022: Components = Components {
        life_expectancy: 7_548,
        expected_schooling: 1_411,
        mean_schooling: 1_144,
        adjusted_expenditure: 16_239,
    };

    #[test]
    fn the_index_of_kota_bekasi_in_2022_is_the_published_one() {
        let (ipm, indices) = index(BEKASI_2022);
        assert_eq!((indices.health, indices.education, indices.expenditure), (85_354, 77_328, 84_952));
        assert_eq!(ipm, 8_246);
    }

    #[test]
    fn what_lies_beyond_a_bound_counts_as_the_bound() {
        let most = Components {
            life_expectancy: 9_900,
            expected_schooling: 2_500,
            mean_schooling: 1_900,
            adjusted_expenditure: 90_000,
        };
        assert_eq!(index(most).0, 10_000);
        assert_eq!(index(Components { life_expectancy: 1_500, ..BEKASI_2022 }).0, 0);
        assert_eq!(index(Components { adjusted_expenditure: 1, ..BEKASI_2022 }).0, 0);
    }

    #[test]
    fn every_component_counts() {
        let before = index(BEKASI_2022).0;
        for more in [
            Components { life_expectancy: 7_648, ..BEKASI_2022 },
            Components { expected_schooling: 1_511, ..BEKASI_2022 },
            Components { mean_schooling: 1_244, ..BEKASI_2022 },
            Components { adjusted_expenditure: 17_239, ..BEKASI_2022 },
        ] {
            assert!(index(more).0 > before, "{more:?}");
        }
    }

    #[test]
    fn classes_begin_where_bps_begins_them() {
        let classes = [5_999, 6_000, 6_999, 7_000, 7_999, 8_000].map(class);
        assert_eq!(classes.map(DevelopmentClass::as_str), ["low", "medium", "medium", "high", "high", "very_high"]);
    }
}
