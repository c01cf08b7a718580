//! Region facts (data wilayah): statistics by region and year.

mod detail;
mod form;
mod list;

pub use detail::RegionFactDetail;
pub use form::{EditRegionFact, NewRegionFact};
pub use list::RegionFactList;

use crate::i18n::{self, t};
use crate::percent::Percent;
use contract::region_facts::{RegionFact, RegionFactKind};

/// A value in the unit of its kind.
fn value_of(fact: &RegionFact) -> String {
    match fact.kind {
        RegionFactKind::Vulnerable if fact.value == 1 => t("yes"),
        RegionFactKind::Vulnerable => t("no"),
        RegionFactKind::MeanIncome | RegionFactKind::MeanExpenditure => i18n::rupiah(fact.value),
        RegionFactKind::AdjustedExpenditure => i18n::rupiah(fact.value.saturating_mul(1_000)),
        RegionFactKind::PoorPeople | RegionFactKind::PreProsperousFamilies => i18n::number(fact.value),
        RegionFactKind::EconomicGrowth => Percent(fact.value).shown(),
    }
}
