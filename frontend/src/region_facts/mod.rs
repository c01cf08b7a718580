//! Region facts (data wilayah): statistics by region and year.

mod detail;
mod form;
mod list;

pub use detail::RegionFactDetail;
pub use form::{EditRegionFact, NewRegionFact};
pub use list::RegionFactList;

use crate::hundredths::Hundredths;
use crate::i18n::{self, t, tr};
use contract::place::RegionLevel;
use contract::region_facts::{RegionFact, RegionFactKind};

/// A value in the unit of its kind.
fn value_of(fact: &RegionFact) -> String {
    value_in_words(fact.kind, fact.value)
}

/// Says that an index below the city is a local figure.
pub fn local(fact: &RegionFact) -> Option<String> {
    let below = matches!(fact.region_code.level(), RegionLevel::District | RegionLevel::Village);
    (below && fact.kind == RegionFactKind::HumanDevelopmentIndex).then(|| t("index-local"))
}

/// The same of a value by itself.
pub fn value_in_words(kind: RegionFactKind, value: i64) -> String {
    match kind {
        RegionFactKind::Vulnerable if value == 1 => t("yes"),
        RegionFactKind::Vulnerable => t("no"),
        RegionFactKind::MeanIncome | RegionFactKind::MeanExpenditure => i18n::rupiah(value),
        RegionFactKind::AdjustedExpenditure => i18n::rupiah(value.saturating_mul(1_000)),
        RegionFactKind::PoorPeople | RegionFactKind::PreProsperousFamilies => i18n::number(value),
        RegionFactKind::LifeExpectancy | RegionFactKind::ExpectedSchooling | RegionFactKind::MeanSchooling => {
            tr("years-of", &[("years", Hundredths(value).digits().into())])
        }
        RegionFactKind::HumanDevelopmentIndex => Hundredths(value).digits(),
        RegionFactKind::EconomicGrowth => Hundredths(value).percent(),
    }
}

/// How far a value is from another of its kind: `+1,20`.
pub fn change_in_words(kind: RegionFactKind, change: i64) -> String {
    let sign = match change {
        0 => "±",
        1.. => "+",
        _ => "−",
    };
    let size = i64::try_from(change.unsigned_abs()).unwrap_or(i64::MAX);
    format!("{sign}{}", value_in_words(kind, size))
}
