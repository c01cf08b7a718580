//! Region facts (data wilayah): statistics by region and year.

mod detail;
mod form;
mod list;

pub use detail::RegionFactDetail;
pub use form::{EditRegionFact, NewRegionFact};
pub use list::RegionFactList;

use crate::i18n::{self, t};
use contract::region_facts::{RegionFact, RegionFactKind};

/// A value in the unit of its kind.
fn value_of(fact: &RegionFact) -> String {
    match fact.kind {
        RegionFactKind::Vulnerable if fact.value == 1 => t("yes"),
        RegionFactKind::Vulnerable => t("no"),
        RegionFactKind::MeanIncome | RegionFactKind::MeanExpenditure => i18n::rupiah(fact.value),
        RegionFactKind::AdjustedExpenditure => i18n::rupiah(fact.value.saturating_mul(1_000)),
        RegionFactKind::PoorPeople | RegionFactKind::PreProsperousFamilies => i18n::number(fact.value),
        RegionFactKind::EconomicGrowth => percent(fact.value),
    }
}

/// Hundredths of a per cent, with their sign.
fn percent(hundredths: i64) -> String {
    let comma = if i18n::language() == contract::words::Language::Indonesian { ',' } else { '.' };
    let sign = if hundredths < 0 { "-" } else { "" };
    let value = hundredths.unsigned_abs();
    format!("{sign}{}{comma}{:02}\u{a0}%", value / 100, value % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundredths_of_a_per_cent_are_said_with_their_sign() {
        i18n::speak(contract::words::Language::Indonesian);
        assert_eq!(percent(636), "6,36\u{a0}%");
        assert_eq!(percent(-5), "-0,05\u{a0}%");
    }
}
