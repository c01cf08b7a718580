//! Region facts (data wilayah): statistics of a place by year, with source
//! (P-07, P-15).

use crate::draft::{Draft, Faults, Purpose};
use crate::ids::RegionFactId;
use crate::moment::Timestamp;
use crate::place::RegionCode;
use crate::poverty_lines::check_year;
use crate::problem::FieldError;
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-year"];

text_enum! {
    /// What a fact says, and its unit.
    RegionFactKind {
        /// Vulnerable in socio-economy, health and education: 1 yes, 0 no (P-15).
        Vulnerable = "vulnerable",
        /// Mean income in rupiah per person a month.
        MeanIncome = "mean_income",
        /// Mean expenditure in rupiah per person a month.
        MeanExpenditure = "mean_expenditure",
        /// Poor people.
        PoorPeople = "poor_people",
        /// Pre-prosperous families (S1-09).
        PreProsperousFamilies = "pre_prosperous_families",
        /// Adjusted expenditure in thousand rupiah per person a year, as BPS
        /// publishes it for the human development index.
        AdjustedExpenditure = "adjusted_expenditure",
        /// Life expectancy at birth (UHH) in hundredths of a year (S1-07).
        LifeExpectancy = "life_expectancy",
        /// Expected years of schooling (HLS) in hundredths of a year.
        ExpectedSchooling = "expected_schooling",
        /// Mean years of schooling (RLS) in hundredths of a year.
        MeanSchooling = "mean_schooling",
        /// The human development index (IPM) as published, in hundredths of a
        /// point. BPS publishes it down to the city.
        HumanDevelopmentIndex = "human_development_index",
        /// Growth of the economy in hundredths of a per cent.
        EconomicGrowth = "economic_growth",
    }
}

impl RegionFactKind {
    /// The least and the most a value of this kind can be.
    pub const fn range(self) -> (i64, i64) {
        match self {
            Self::Vulnerable => (0, 1),
            Self::MeanIncome | Self::MeanExpenditure => (1, crate::households::MAX_RUPIAH),
            Self::PoorPeople | Self::PreProsperousFamilies => (0, 1_000_000_000),
            Self::AdjustedExpenditure => (1, 100_000),
            Self::LifeExpectancy => (1, 15_000),
            Self::ExpectedSchooling | Self::MeanSchooling => (0, 3_000),
            Self::HumanDevelopmentIndex => (0, 10_000),
            Self::EconomicGrowth => (-10_000, 10_000),
        }
    }

    /// Whether a value is written with two decimals and kept in hundredths.
    pub const fn in_hundredths(self) -> bool {
        matches!(
            self,
            Self::LifeExpectancy
                | Self::ExpectedSchooling
                | Self::MeanSchooling
                | Self::HumanDevelopmentIndex
                | Self::EconomicGrowth
        )
    }

    /// Whether a greater value means that a place needs more.
    pub const fn greater_needs_more(self) -> bool {
        matches!(self, Self::Vulnerable | Self::PoorPeople | Self::PreProsperousFamilies)
    }
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RegionFact {
    pub id: RegionFactId,
    pub region_code: RegionCode,
    pub region_name: String,
    pub year: i32,
    pub kind: RegionFactKind,
    /// In the unit of its kind.
    pub value: i64,
    pub source: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

draft! {
    /// What is said of a region in a year.
    RegionFactDraft with RegionFactId {
        /// Fixed once created.
        region_code: RegionCode,
        /// Fixed once created.
        year: i32,
        /// Fixed once created.
        kind: RegionFactKind,
        /// In the unit of its kind.
        value: i64,
        source: String,
    }
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only this region and those inside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub region: Option<RegionCode>,
    /// Only facts of this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub kind: Option<RegionFactKind>,
    /// Only this year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
}

impl Draft for RegionFactDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.required("/region_code", &self.region_code);
        faults.required("/year", &self.year);
        check_year(&mut faults, self.year.value());
        faults.required("/kind", &self.kind);
        faults.required("/value", &self.value);
        faults.text("/source", &self.source, 300);
        faults.finish()
    }
}
