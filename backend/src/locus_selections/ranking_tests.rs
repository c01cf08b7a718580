//! Rankings worked out by hand.

use super::*;
use RegionFactKind::{AdjustedExpenditure, HumanDevelopmentIndex, PoorPeople};

fn code(text: &str) -> RegionCode {
    text.parse().unwrap()
}

fn candidate(text: &str, name: &str) -> Candidate {
    Candidate { code: code(text), name: name.to_owned() }
}

fn fact(region: &str, kind: RegionFactKind, value: i64) -> (RegionCode, RegionFactKind, i32, Stated) {
    (code(region), kind, 2026, Stated { value, source: format!("sumber {region}") })
}

fn by(kind: RegionFactKind, weight: i32) -> SelectionIndicator {
    SelectionIndicator { kind, year: 2026, weight }
}

fn ranked(
    indicators: &[SelectionIndicator],
    facts: Vec<(RegionCode, RegionFactKind, i32, Stated)>,
) -> SelectionRanking {
    let places = vec![
        candidate("32.75.03", "Bekasi Utara"),
        candidate("32.75.01", "Bekasi Timur"),
        candidate("32.75.02", "Bekasi Barat"),
    ];
    rank(candidate("32.75", "Kota Bekasi"), places, indicators, &facts.into_iter().collect())
}

fn told(ranking: &SelectionRanking) -> Vec<(&str, Option<i32>, Option<i64>)> {
    ranking.places.iter().map(|place| (place.region_name.as_str(), place.rank, place.score)).collect()
}

#[test]
fn a_score_is_the_sum_of_the_points_that_are_shown() {
    let facts = vec![
        fact("32.75.01", HumanDevelopmentIndex, 8_000),
        fact("32.75.02", HumanDevelopmentIndex, 7_700),
        fact("32.75.03", HumanDevelopmentIndex, 7_100),
        fact("32.75.01", PoorPeople, 400),
        fact("32.75.02", PoorPeople, 1_000),
        fact("32.75.03", PoorPeople, 600),
    ];
    let ranking = ranked(&[by(HumanDevelopmentIndex, 2), by(PoorPeople, 1)], facts);
    assert_eq!(ranking.indicators.iter().map(|one| one.most_points).collect::<Vec<_>>(), [6_667, 3_333]);
    // Bekasi Utara: all of 6,667, and 200 of 600 of 3,333. Bekasi Barat: 300 of
    // 900 of 6,667, and all of 3,333.
    assert_eq!(
        told(&ranking),
        [
            ("Bekasi Utara", Some(1), Some(6_667 + 1_111)),
            ("Bekasi Barat", Some(2), Some(2_222 + 3_333)),
            ("Bekasi Timur", Some(3), Some(0)),
        ]
    );
    for place in &ranking.places {
        assert_eq!(place.values.iter().map(|value| value.points).sum::<Option<i64>>(), place.score);
    }
}

#[test]
fn a_place_that_lacks_a_statistic_has_no_rank_and_says_which() {
    let facts = vec![
        fact("32.75.01", PoorPeople, 400),
        fact("32.75.02", PoorPeople, 1_000),
        fact("32.75.01", HumanDevelopmentIndex, 8_000),
        fact("32.75.02", HumanDevelopmentIndex, 8_000),
        fact("32.75.03", PoorPeople, 5_000),
        fact("32.75.03", AdjustedExpenditure, 9_000),
    ];
    let ranking = ranked(&[by(HumanDevelopmentIndex, 1), by(PoorPeople, 1)], facts);
    // Its count still stretches the scale: it is one of the places compared.
    assert_eq!(
        told(&ranking),
        [("Bekasi Barat", Some(1), Some(652)), ("Bekasi Timur", Some(2), Some(0)), ("Bekasi Utara", None, None)]
    );
    let missing: Vec<&str> = ranking.places[2].values[0].missing.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(missing, ["life_expectancy", "expected_schooling", "mean_schooling"]);
    assert_eq!(ranking.places[2].values[1].points, Some(5_000));
}

#[test]
fn equal_scores_share_a_rank_and_the_next_is_not_moved_up() {
    let facts =
        vec![fact("32.75.01", PoorPeople, 900), fact("32.75.02", PoorPeople, 900), fact("32.75.03", PoorPeople, 100)];
    let ranking = ranked(&[by(PoorPeople, 7)], facts);
    assert_eq!(
        told(&ranking),
        [
            ("Bekasi Barat", Some(1), Some(10_000)),
            ("Bekasi Timur", Some(1), Some(10_000)),
            ("Bekasi Utara", Some(3), Some(0)),
        ]
    );
}

#[test]
fn where_all_are_alike_a_statistic_gives_nothing() {
    let facts = ["32.75.01", "32.75.02", "32.75.03"].map(|region| fact(region, PoorPeople, 500)).to_vec();
    let ranking = ranked(&[by(PoorPeople, 1)], facts);
    assert!(ranking.places.iter().all(|place| place.score == Some(0) && place.rank == Some(1)));
}

#[test]
fn an_index_is_worked_out_where_no_source_says_it_and_shows_how_far_the_city_is() {
    let mut facts = vec![fact("32.75", HumanDevelopmentIndex, 8_246), fact("32.75.01", HumanDevelopmentIndex, 8_100)];
    for (kind, value) in COMPONENTS.into_iter().zip([7_000, 1_200, 900, 11_000]) {
        facts.push(fact("32.75.03", kind, value));
    }
    let ranking = ranked(&[by(HumanDevelopmentIndex, 1)], facts);
    let values: Vec<&RankedValue> = ranking.places.iter().map(|place| &place.values[0]).collect();
    let [utara, timur, _] = values.as_slice() else { panic!("three places") };
    assert_eq!((utara.origin, timur.origin), (Some(ValueOrigin::Computed), Some(ValueOrigin::Stated)));
    let value = utara.value.unwrap();
    // By hand: 50/65, (1200/1800 + 900/1500)/2, ln(11,000,000/1,007,436)/ln(26,572,352/1,007,436).
    let indices = utara.indices.unwrap();
    assert_eq!((indices.health, indices.education, indices.expenditure), (76_923, 63_333, 73_049));
    assert_eq!(value, 7_087);
    assert_eq!(utara.gap, Some(value - 8_246));
    assert_eq!(utara.class.map(contract::locus_selections::DevelopmentClass::as_str), Some("high"));
    assert_eq!(timur.indices, None);
}

#[test]
fn the_most_points_of_all_come_to_exactly_a_hundred() {
    for weights in [&[1][..], &[1, 1, 1], &[10, 10, 10, 30], &[1; 6], &[1; 7], &[3, 7, 11, 13, 17, 19, 23]] {
        let shares = shares(weights);
        assert_eq!(shares.iter().sum::<i64>(), FULL, "{weights:?} as {shares:?}");
        for (share, weight) in shares.iter().zip(weights) {
            let whole = weight * FULL / weights.iter().sum::<i64>();
            assert!((whole..=whole + 1).contains(share), "{weights:?} as {shares:?}");
        }
    }
    // Three light ones against one as heavy as all of them: nobody is before.
    let kinds = [PoorPeople, RegionFactKind::PreProsperousFamilies, RegionFactKind::Vulnerable, HumanDevelopmentIndex];
    let light = kinds[..3].iter().flat_map(|kind| [fact("32.75.01", *kind, 1), fact("32.75.02", *kind, 0)]);
    let heavy = [fact("32.75.01", HumanDevelopmentIndex, 8_000), fact("32.75.02", HumanDevelopmentIndex, 7_000)];
    let weights = kinds.iter().zip([10, 10, 10, 30]).map(|(kind, weight)| by(*kind, weight)).collect::<Vec<_>>();
    let ranking = ranked(&weights, light.chain(heavy).collect());
    let ranks: Vec<_> = told(&ranking).into_iter().take(2).map(|(_, rank, score)| (rank, score)).collect();
    assert_eq!(ranks, [(Some(1), Some(5_000)); 2]);
}
