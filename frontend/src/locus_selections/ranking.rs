//! The ranking with its arithmetic, and how each human development index was
//! worked out.

use crate::hundredths::{Hundredths, decimals};
use crate::i18n::{rupiah, t, term, tr};
use crate::reference::StatisticsLink;
use crate::region_facts::{change_in_words, value_in_words};
use crate::route::Route;
use crate::ui::{Badge, Cell, Column, Glyph, Note, Panel, Row, Table, Tone};
use contract::locus_selections::{RankedIndicator, RankedPlace, RankedValue, SelectionRanking, ValueOrigin};
use contract::region_facts::RegionFactKind;
use yew::prelude::*;

/// All of it.
pub fn ranking(of: &SelectionRanking) -> Html {
    html! {
        <>
            <Panel title={t("selection-ranking")} flush=true>
                { unranked(of) }
                { table(of) }
            </Panel>
            <Panel title={t("selection-arithmetic")}>{ arithmetic(of) }</Panel>
            { development(of) }
        </>
    }
}

/// Says that some places cannot be ranked yet.
fn unranked(of: &SelectionRanking) -> Html {
    let count = of.places.iter().filter(|place| place.rank.is_none()).count();
    if count == 0 {
        return Html::default();
    }
    let n = [("n", i64::try_from(count).unwrap_or_default().into())];
    html! {
        <div class="body">
            <Note tone={Tone::Warn}>
                <p>{ tr("selection-unranked", &n) }</p>
                <StatisticsLink href={Route::NewRegionFact.href()} glyph={Glyph::Plus}>{ t("region-facts-add") }</StatisticsLink>
            </Note>
        </div>
    }
}

/// `IPM 2026`
fn head(one: &RankedIndicator) -> String {
    format!("{} {}", term(one.kind), one.year)
}

fn table(of: &SelectionRanking) -> Html {
    let mut columns = vec![
        Column::new(t("selection-rank")).labelled().whole(),
        Column::new(t("selection-place")),
        Column::new(t("selection-score")).labelled().figures(),
    ];
    columns.extend(of.indicators.iter().map(|one| Column::new(head(one)).labelled().worded()));
    let rows = of.places.iter().map(|place| Row {
        key: place.region_code.to_string(),
        cells: [
            Cell::text(place.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string())),
            Cell::name(
                Route::Region { code: place.region_code.clone() }.href(),
                place.region_name.clone(),
                place.rank.is_none().then(|| t("selection-no-rank")),
            ),
            Cell::text(place.score.map_or_else(|| "–".to_owned(), |score| Hundredths(score).digits())),
        ]
        .into_iter()
        .chain(place.values.iter().zip(&of.indicators).map(|(value, one)| Cell::new(figure(of, one, value))))
        .collect(),
    });
    wide(&t("selection-ranking"), columns, rows.collect())
}

/// A table that may be wider than the page.
fn wide(caption: &str, columns: Vec<Column>, rows: Vec<Row>) -> Html {
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label={caption.to_owned()}>
            <Table caption={caption.to_owned()} {columns} {rows} />
        </div>
    }
}

/// A value, what it gives, how far from the city, and who says so.
fn figure(of: &SelectionRanking, one: &RankedIndicator, value: &RankedValue) -> Html {
    let Some(figure) = value.value else {
        let missing: Vec<String> = value.missing.iter().map(|kind| term(*kind)).collect();
        return html! {
            <>
                <Badge tone={Tone::Warn} glyph={Glyph::AlertTriangle} text={t("selection-missing")} />
                <span class="sub">{ missing.join(", ") }</span>
            </>
        };
    };
    let points = value.points.map(|points| {
        let arguments =
            [("points", Hundredths(points).digits().into()), ("most", Hundredths(one.most_points).digits().into())];
        tr("selection-points-of", &arguments)
    });
    let gap = value.gap.map(|gap| {
        let arguments = [("gap", change_in_words(one.kind, gap).into()), ("city", of.city_name.as_str().into())];
        tr("selection-gap", &arguments)
    });
    html! {
        <>
            { value_in_words(one.kind, figure) }
            if let Some(class) = value.class {
                { " " }<span class="ink2">{ format!("({})", term(class)) }</span>
            }
            { for [points, gap].into_iter().flatten().map(|line| html! { <span class="sub">{ line }</span> }) }
            if one.kind == RegionFactKind::HumanDevelopmentIndex {
                <span class="sub">
                    { if value.origin == Some(ValueOrigin::Computed) { t("selection-computed") } else { t("selection-local") } }
                </span>
            }
            if let Some(source) = &value.source {
                <span class="sub">{ source }</span>
            }
        </>
    }
}

/// An end of the scale as it stands in a formula.
fn bound(kind: RegionFactKind, value: i64) -> String {
    // Yes and no are no numbers to be taken from each other.
    if kind == RegionFactKind::Vulnerable { value.to_string() } else { value_in_words(kind, value) }
}

/// One line of arithmetic for each statistic.
fn arithmetic(of: &SelectionRanking) -> Html {
    let lines = of.indicators.iter().map(|one| {
        let words = match one.min.zip(one.max) {
            None => t("selection-formula-unknown"),
            Some((min, max)) if min == max => {
                tr("selection-formula-alike", &[("value", value_in_words(one.kind, min).into())])
            }
            Some((min, max)) => {
                let arguments = [
                    ("min", bound(one.kind, min).into()),
                    ("max", bound(one.kind, max).into()),
                    ("most", Hundredths(one.most_points).digits().into()),
                ];
                if one.greater_needs_more {
                    tr("selection-formula-greater", &arguments)
                } else {
                    tr("selection-formula-smaller", &arguments)
                }
            }
        };
        let city = one.city_value.map(|value| {
            let (value, source) = (value_in_words(one.kind, value), one.city_source.as_deref().unwrap_or_default());
            let computed = one.city_origin == Some(ValueOrigin::Computed);
            let how = if computed { format!("{}; ", t("selection-computed")) } else { String::new() };
            format!("{}: {value} ({how}{source})", of.city_name)
        });
        let local = one.kind == RegionFactKind::HumanDevelopmentIndex;
        html! {
            <li key={one.kind.as_str()}>
                <b>{ format!("{} · {}", head(one), tr("selection-weight-of", &[("weight", i64::from(one.weight).into())])) }</b>
                <span class="sub">{ words }</span>
                if let Some(city) = city {
                    <span class="sub">{ city }</span>
                }
                if local {
                    <span class="sub">{ t("selection-local-text") }</span>
                }
            </li>
        }
    });
    html! {
        <>
            <p>{ t("selection-arithmetic-text") }</p>
            <ul class="plain kept-list">{ for lines }</ul>
        </>
    }
}

/// How each index that no source states was worked out from its components.
fn development(of: &SelectionRanking) -> Html {
    let index = |place: &RankedPlace| {
        let value = place.values.iter().find(|value| value.origin == Some(ValueOrigin::Computed))?;
        Some((place.region_code.to_string(), place.region_name.clone(), value.value?, value.indices?))
    };
    // The city first: gaps are to its figure.
    let city = of.indicators.iter().find_map(|one| Some((one.city_value?, one.city_indices?)));
    let city = city.map(|(value, indices)| (of.city_code.to_string(), of.city_name.clone(), value, indices));
    let worked_out: Vec<_> = city.into_iter().chain(of.places.iter().filter_map(index)).collect();
    if worked_out.is_empty() {
        return Html::default();
    }
    // Their abbreviations are BPS's in every language; the text above names them.
    let short = ["UHH", "HLS", "RLS"].map(|name| Column::new(name.to_owned()).labelled().figures());
    let mut columns = vec![Column::new(t("selection-place")).worded()];
    columns.extend(short);
    columns.extend([
        Column::new(t("selection-expenditure")).labelled().figures(),
        Column::new(t("selection-health-index")).labelled().figures(),
        Column::new(t("selection-education-index")).labelled().figures(),
        Column::new(t("selection-expenditure-index")).labelled().figures(),
        Column::new("IPM".to_owned()).labelled().figures(),
    ]);
    let rows = worked_out.into_iter().map(|(key, name, value, indices)| Row {
        key,
        cells: vec![
            Cell::new(html! { <b>{ name }</b> }),
            Cell::text(Hundredths(indices.life_expectancy).digits()),
            Cell::text(Hundredths(indices.expected_schooling).digits()),
            Cell::text(Hundredths(indices.mean_schooling).digits()),
            Cell::text(rupiah(indices.adjusted_expenditure.saturating_mul(1_000))),
            Cell::text(decimals(indices.health, 5)),
            Cell::text(decimals(indices.education, 5)),
            Cell::text(decimals(indices.expenditure, 5)),
            Cell::text(Hundredths(value).digits()),
        ],
    });
    html! {
        <Panel title={t("selection-development")} flush=true>
            <div class="body"><p class="mb-0">{ t("selection-development-text") }</p></div>
            { wide(&t("selection-development"), columns, rows.collect()) }
        </Panel>
    }
}
