//! Examples of locus selections.

use super::{ID, Payload, Schemas, TIME, USER, named, sample};
use crate::locus_selections;
use serde_json::{Value, json};

sample!(
    locus_selections::LocusSelection,
    json!({
        "id": ID, "programme_id": USER, "programme_name": "P2WKSS", "year": 2027, "region_code": "32.75.03",
        "region_name": "Bekasi Utara", "level": "village",
        "indicators": [{ "kind": "human_development_index", "year": 2026, "weight": 60 }, { "kind": "poor_people", "year": 2026, "weight": 40 }],
        "note": null, "state": "decided", "chosen_codes": ["32.75.03.1004"], "reason": null,
        "decided_by_name": "Rina Wulandari", "decided_at": TIME, "created_at": TIME, "updated_at": TIME, "version": 2
    })
);
sample!(
    locus_selections::LocusSelectionDraft,
    json!({
        "programme_id": USER, "region_code": "32.75.03", "level": "village",
        "indicators": [{ "kind": "human_development_index", "year": 2026, "weight": 60 }, { "kind": "poor_people", "year": 2026, "weight": 40 }]
    })
);
sample!(
    locus_selections::SelectionDecision,
    json!({ "fingerprint": "9f86d081884c7d659a2feaa0c55ad015", "chosen_codes": ["32.75.03.1004"], "reason": "Kelurahan lain sedang dibina program provinsi" })
);
sample!(
    locus_selections::SelectionRanking,
    json!({
        "fingerprint": "9f86d081884c7d659a2feaa0c55ad015", "city_code": "32.75", "city_name": "Kota Bekasi",
        "indicators": [{
            "kind": "human_development_index", "year": 2022, "weight": 60, "most_points": 10_000,
            "greater_needs_more": false, "min": 7_104, "max": 8_246, "city_value": 8_246, "city_origin": "computed",
            "city_source": "BPS Kota Bekasi",
                "city_indices": { "life_expectancy": 7_548, "expected_schooling": 1_411, "mean_schooling": 1_144, "adjusted_expenditure": 16_239, "health": 85_354, "education": 77_328, "expenditure": 84_952 }
        }],
        "places": [{
            "region_code": "32.75.03.1004", "region_name": "Teluk Pucung", "rank": 1, "score": 10_000,
            "values": [{
                "value": 7_104, "origin": "stated", "source": "Kajian Bappeda 2026", "gap": -1_142, "points": 10_000,
                "class": "high", "indices": null, "missing": []
            }]
        }, {
            "region_code": "32.75.03.1001", "region_name": "Kaliabang Tengah", "rank": 2, "score": 0,
            "values": [{
                "value": 8_246, "origin": "computed", "source": "Kajian Bappeda 2026", "gap": 0, "points": 0,
                "class": "very_high",
                "indices": {
                    "life_expectancy": 7_548, "expected_schooling": 1_411, "mean_schooling": 1_144,
                    "adjusted_expenditure": 16_239, "health": 85_354, "education": 77_328, "expenditure": 84_952
                },
                "missing": []
            }]
        }]
    })
);

#[cfg(test)]
mod tests {
    use super::super::round_trip;
    use super::*;

    #[test]
    fn examples_are_true() {
        round_trip::<locus_selections::LocusSelection>();
        round_trip::<locus_selections::LocusSelectionDraft>();
        round_trip::<locus_selections::SelectionDecision>();
        round_trip::<locus_selections::SelectionRanking>();
    }
}
