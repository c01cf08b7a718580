//! Examples of welfare, poverty lines and eligibility.

use super::{HOUSEHOLD, ID, Payload, Schemas, TIME, USER, Value, json, named, sample};
use crate::{eligibility, poverty_checks, poverty_lines, region_facts, welfare};

fn line() -> Value {
    json!({ "monthly_rupiah": 864_601, "year": 2025, "region_code": "32.75", "source": "BPS Kota Bekasi" })
}

fn answers() -> Value {
    json!({
        "meals": "yes", "clothing": "yes", "house": "no", "health_care": "yes",
        "family_planning_access": "not_applicable", "schooling": "no", "worship": "yes", "protein": "yes",
        "new_clothes": "yes", "floor_space": "yes", "healthy": "yes", "earner": "yes", "literacy": "yes",
        "contraception": "not_applicable", "religious_knowledge": "yes", "savings": "no", "family_talk": "yes",
        "community": "yes", "information": "yes", "donations": null, "leadership": null
    })
}

fn dwelling() -> Value {
    json!({
        "floor_area": 24, "tenure": "rented", "floor": "cement", "wall": "brick", "roof": "zinc",
        "water": "refill", "toilet": "shared", "lighting": "pln_900", "fuel": "lpg_3kg"
    })
}

fn functioning() -> Value {
    json!({
        "seeing": "some", "hearing": "none", "walking": "none", "remembering": "none", "self_care": "none",
        "communicating": "none"
    })
}

fn measure() -> Value {
    json!({
        "monthly_rupiah": 2_350_000, "per_person": 587_500, "people": 4, "told_on": "2026-11-06", "line": line(),
        "share_percent": 67, "below_line": true,
        "average": {
            "monthly_rupiah": 1_900_000, "year": 2025, "region_code": "32.75", "source": "BPS, Susenas Maret 2025",
            "share_percent": 30, "far_below": true
        }
    })
}

sample!(
    welfare::WelfareAssessment,
    json!({
        "id": ID, "beneficiary_id": ID, "household_id": HOUSEHOLD, "assessed_on": "2026-11-06",
        "assessed_by": "Yuyun Nuraeni", "ks21": answers(), "stage": "pre_prosperous", "dwelling": dwelling(),
        "aid": [{ "programme": "pkh", "since_year": 2024 }], "functioning": functioning(), "disability": false,
        "monthly_income": 2_350_000, "monthly_expenditure": 2_200_000, "people": 4, "recorded_by": USER,
        "recorded_by_name": "Rina Wulandari", "withdrawn_at": null, "withdrawal_reason": null, "withheld": [],
        "created_at": TIME, "version": 1
    })
);
sample!(
    welfare::WelfareAssessmentDraft,
    json!({
        "beneficiary_id": ID, "assessed_on": "2026-11-06", "assessed_by": "Yuyun Nuraeni", "ks21": answers(),
        "monthly_income": 2_350_000, "monthly_expenditure": 2_200_000
    })
);
sample!(
    welfare::Welfare,
    json!({
        "beneficiary_id": ID, "household_id": HOUSEHOLD, "people": 4,
        "ks21": {
            "stage": "pre_prosperous", "assessed_on": "2026-11-06", "assessed_by": "Yuyun Nuraeni",
            "assessment_id": ID, "answers": answers(), "not_met": [3, 6, 16], "unanswered": [20, 21]
        },
        "income": measure(), "expenditure": null,
        "finances": [{
            "told_on": "2026-11-06", "people": 4, "income_per_person": 587_500, "expenditure_per_person": null,
            "line": line()
        }],
        "dwelling": dwelling(), "aid": [{ "programme": "pkh", "since_year": 2024 }], "functioning": functioning(),
        "disability": false, "poverty_check": poverty_checks::PovertyCheck::sample(), "withheld": []
    })
);
sample!(
    poverty_checks::PovertyCheck,
    json!({
        "id": ID, "beneficiary_id": ID, "checked_on": "2026-10-20", "database": "dtsen", "result": "listed",
        "decile": 2, "source": "Ekstrak DTSEN Dinas Sosial, Oktober 2026", "recorded_by": USER,
        "recorded_by_name": "Rina Wulandari", "created_at": TIME
    })
);
sample!(
    poverty_checks::PovertyCheckDraft,
    json!({
        "checked_on": "2026-10-20", "database": "dtsen", "result": "listed", "decile": 2,
        "source": "Ekstrak DTSEN Dinas Sosial, Oktober 2026"
    })
);
sample!(
    poverty_lines::PovertyLine,
    json!({
        "id": ID, "region_code": "32.75", "year": 2024, "monthly_rupiah": 842_927, "poor_people": 128_840,
        "poor_share": 401, "source": "BPS Kota Bekasi", "created_at": TIME, "updated_at": TIME, "version": 1
    })
);
sample!(
    poverty_lines::PovertyLineDraft,
    json!({ "region_code": "32.75", "year": 2026, "monthly_rupiah": 889_000, "source": "BPS Kota Bekasi" })
);
sample!(
    region_facts::RegionFact,
    json!({
        "id": ID, "region_code": "32.75.03.1004", "region_name": "Teluk Pucung", "year": 2026, "kind": "vulnerable",
        "value": 1, "source": "Kajian Bappeda 2025", "created_at": TIME, "updated_at": TIME, "version": 1
    })
);
sample!(
    region_facts::RegionFactDraft,
    json!({
        "region_code": "32.75.03.1004", "year": 2026, "kind": "vulnerable", "value": 1,
        "source": "Kajian Bappeda 2025"
    })
);
sample!(
    eligibility::RuleSet,
    json!({
        "id": ID, "number": 3, "state": "in_force", "note": "Batas umur mengikuti juknis 2026",
        "rules": ["sex", "age", "residence", "vulnerable_place", "poor_or_pre_prosperous", "head_of_family"],
        "age_min": 15, "age_max": 64, "age_on": "01-01", "region_code": "32.75", "poverty_basis": "either",
        "low_stages": ["pre_prosperous", "prosperous_1"], "head_condition": "de_facto", "in_force_from": TIME,
        "ended_at": null, "created_at": TIME, "updated_at": TIME, "version": 2
    })
);
sample!(eligibility::RuleSetDraft, json!({ "note": "Umur sampai 60 tahun", "age_max": 60 }));
sample!(
    eligibility::Eligibility,
    json!({
        "beneficiary_id": ID, "answer": "eligible", "rule_set_id": ID, "rule_set_number": 3, "programme_year": 2026,
        "found_on": "2026-11-26",
        "rules": [{
            "rule": "age", "outcome": "met", "text": "38 tahun pada 1 Januari 2026 (lahir 12 November 1987).",
            "values": { "age": "38", "on": "2026-01-01", "min": "15", "max": "64", "born": "1987-11-12" }
        }]
    })
);
sample!(
    eligibility::Preview,
    json!({
        "rule_set_id": ID, "women": 412,
        "counts": [
            { "before": "eligible", "after": "eligible", "women": 380 },
            { "before": "eligible", "after": "not_eligible", "women": 12 },
            { "before": "unknown", "after": "unknown", "women": 20 }
        ],
        "touched_count": 12,
        "touched": [{
            "beneficiary_id": ID, "full_name": "Siti Rohayati", "region_code": "32.75.03.1004",
            "region_name": "Teluk Pucung", "before": "eligible", "after": "not_eligible", "rules": ["age"],
            "validated": true
        }]
    })
);

#[cfg(test)]
mod tests {
    use super::super::round_trip;
    use super::*;

    #[test]
    fn every_sample_reads_back_as_it_was() {
        round_trip::<welfare::WelfareAssessment>();
        round_trip::<welfare::WelfareAssessmentDraft>();
        round_trip::<welfare::Welfare>();
        round_trip::<poverty_checks::PovertyCheck>();
        round_trip::<poverty_checks::PovertyCheckDraft>();
        round_trip::<poverty_lines::PovertyLine>();
        round_trip::<poverty_lines::PovertyLineDraft>();
        round_trip::<region_facts::RegionFact>();
        round_trip::<region_facts::RegionFactDraft>();
        round_trip::<eligibility::RuleSet>();
        round_trip::<eligibility::RuleSetDraft>();
        round_trip::<eligibility::Eligibility>();
        round_trip::<eligibility::Preview>();
    }
}
