//! Income and expenditure per person against the poverty line: a sentence, a
//! small chart, and the table behind it.

use super::chart::{Chart, Line, Point};
use super::panels::{never_asked, use_records};
use crate::beneficiaries::seen;
use crate::i18n::{self, t, tr};
use crate::route::Route;
use crate::ui::{Cell, Column, KeyValue, Link, Panel, Row, Table, or_dash};
use contract::draft::Member;
use contract::welfare::{FinancePoint, Measure, Welfare};
use std::cmp::Ordering;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct IncomePanelProps {
    pub welfare: Welfare,
}

#[component]
pub fn IncomePanel(props: &IncomePanelProps) -> Html {
    let records = use_records();
    let welfare = &props.welfare;
    let told = [&welfare.income, &welfare.expenditure].into_iter().any(|sum| *sum != Member::Null);
    if !told {
        return html! {
            <Panel title={t("income-title")}>{ never_asked(t("never-asked"), welfare.beneficiary_id, records) }</Panel>
        };
    }
    let pairs = vec![
        (t("income-per-person"), seen(&welfare.income, in_words)),
        (t("expenditure-per-person"), seen(&welfare.expenditure, in_words)),
    ];
    let href = Route::NewWelfareAssessment { id: welfare.beneficiary_id }.href();
    let aside = html! {
        if records {
            <Link {href}>{ t("welfare-add") }</Link>
        }
    };
    let known = welfare.finances.value().map(Vec::as_slice).unwrap_or_default();
    html! {
        <Panel title={t("income-title")} {aside}>
            <KeyValue {pairs} />
            { averages(welfare) }
            if !known.is_empty() {
                { figure(known) }
            }
        </Panel>
    }
}

/// `Rp 587.500 per orang (4 orang, 6 Nov 2026) — 67 % dari garis 2025: Rp 864.601`
fn in_words(measure: &Measure) -> String {
    let told = tr(
        "measure-told",
        &[
            ("person", i18n::rupiah(measure.per_person).into()),
            ("people", measure.people.into()),
            ("day", i18n::date(measure.told_on).into()),
        ],
    );
    let against = match (&measure.line, measure.share_percent) {
        (Some(line), Some(share)) => tr(
            "measure-line",
            &[
                ("share", i18n::number(share).into()),
                ("year", line.year.to_string().into()),
                ("line", i18n::rupiah(line.monthly_rupiah).into()),
            ],
        ),
        _ => t("measure-no-line"),
    };
    format!("{told} {against}")
}

/// Relative poverty beside the absolute, where an average is known (P-04).
fn averages(welfare: &Welfare) -> Html {
    let one = |measure: &Member<Measure>| {
        let average = measure.value()?.average.clone()?;
        let values = [
            ("share", i18n::number(average.share_percent).into()),
            ("year", average.year.to_string().into()),
            ("mean", i18n::rupiah(average.monthly_rupiah).into()),
        ];
        Some(if average.far_below { tr("average-far-below", &values) } else { tr("average-not-far-below", &values) })
    };
    let income = one(&welfare.income).map(|text| tr("average-of-income", &[("text", text.into())]));
    let expenditure = one(&welfare.expenditure).map(|text| tr("average-of-expenditure", &[("text", text.into())]));
    let sentences = income.into_iter().chain(expenditure).map(|text| html! { <p class="small ink2">{ text }</p> });
    html! { <>{ for sentences }</> }
}

/// The basis shown: income where any was told, else expenditure.
fn points(known: &[FinancePoint]) -> (bool, Vec<Point>) {
    let by_income = known.iter().any(|point| point.income_per_person.is_some());
    let value = |point: &FinancePoint| if by_income { point.income_per_person } else { point.expenditure_per_person };
    let points = known.iter().filter_map(|point| {
        let line = point.line.as_ref().map(|line| Line { year: line.year, value: line.monthly_rupiah });
        value(point).map(|value| Point { on: point.told_on, value, line })
    });
    (by_income, points.collect())
}

/// `Naik dari Rp 505.000 menjadi Rp 587.500 per orang; 67% dari garis 2025.`
fn finding(points: &[Point]) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return String::new() };
    let sums = [("from", i18n::rupiah(first.value).into()), ("to", i18n::rupiah(last.value).into())];
    let course = match last.value.cmp(&first.value) {
        _ if points.len() == 1 => tr("chart-once", &sums),
        Ordering::Greater => tr("chart-rose", &sums),
        Ordering::Less => tr("chart-fell", &sums),
        Ordering::Equal => tr("chart-same", &sums),
    };
    match last.line.filter(|line| line.value > 0) {
        None => format!("{course}."),
        Some(line) => {
            let share = last.value.saturating_mul(100) / line.value;
            let of = [("share", i18n::number(share).into()), ("year", line.year.to_string().into())];
            format!("{course}; {}.", tr("chart-share", &of))
        }
    }
}

/// Every line that was drawn, with its year.
fn lines(points: &[Point]) -> Option<String> {
    let mut known: Vec<Line> = points.iter().filter_map(|point| point.line).collect();
    known.dedup();
    let words = known.iter().map(|line| format!("{} ({})", i18n::rupiah(line.value), line.year));
    let words = words.collect::<Vec<_>>().join(", ");
    (!known.is_empty()).then(|| tr("chart-lines", &[("lines", words.into())]))
}

fn figure(known: &[FinancePoint]) -> Html {
    let (by_income, points) = points(known);
    let basis = if by_income { t("chart-basis-income") } else { t("chart-basis-expenditure") };
    let title = tr("chart-title", &[("basis", basis.clone().into()), ("n", points.len().into())]);
    html! {
        <figure class="chart">
            <p><b>{ finding(&points) }</b></p>
            <figcaption>{ tr("chart-caption", &[("basis", basis.into())]) }</figcaption>
            <Chart points={points.clone()} {title} />
            if let Some(lines) = lines(&points) {
                <p class="small ink2">{ lines }</p>
            }
            <details class="more">
                <summary>{ t("chart-as-table") }</summary>
                { table(known) }
            </details>
        </figure>
    }
}

/// A table that is wider than its card is moved inside it, by keyboard as well.
fn table(known: &[FinancePoint]) -> Html {
    let columns = vec![
        Column::new(t("told-on")).whole(),
        Column::new(t("chart-income")).labelled().figures(),
        Column::new(t("chart-expenditure")).labelled().figures(),
        Column::new(t("chart-line")).labelled().figures(),
    ];
    let sum = |amount: Option<i64>| amount.map_or_else(|| t("empty-value"), i18n::number);
    let rows = known.iter().map(|point| {
        let people = tr("chart-people", &[("n", point.people.into())]);
        let line = point.line.as_ref().map(|line| {
            html! { <>{ i18n::number(line.monthly_rupiah) }<span class="sub">{ line.year.to_string() }</span></> }
        });
        Row {
            key: point.told_on.to_string(),
            cells: vec![
                Cell::new(html! { <>{ i18n::date(point.told_on) }<span class="sub">{ people }</span></> }),
                Cell::text(sum(point.income_per_person)),
                Cell::text(sum(point.expenditure_per_person)),
                Cell::new(line.unwrap_or_else(|| or_dash(None))),
            ],
        }
    });
    html! {
        <>
            <p class="small ink2">{ t("chart-table-unit") }</p>
            <div class="scroll" role="region" tabindex="0" aria-label={t("income-title")}>
                <Table caption={t("chart-table-unit")} {columns} rows={rows.collect::<Vec<_>>()} />
            </div>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::moment::Day;

    fn told(day: u8, income: Option<i64>, expenditure: Option<i64>) -> FinancePoint {
        FinancePoint {
            told_on: Day::new(2026, 1, day).unwrap(),
            people: 4,
            income_per_person: income,
            expenditure_per_person: expenditure,
            line: None,
        }
    }

    #[test]
    fn income_and_expenditure_are_never_one_line() {
        let (by_income, points) = points(&[told(1, Some(5), Some(7)), told(2, None, Some(8)), told(3, Some(6), None)]);
        assert!(by_income);
        assert_eq!(points.iter().map(|point| point.value).collect::<Vec<_>>(), [5, 6]);
        let (by_income, points) = super::points(&[told(1, None, Some(7))]);
        assert!(!by_income);
        assert_eq!(points.len(), 1);
    }

    #[test]
    fn the_finding_goes_from_the_first_to_the_newest() {
        i18n::speak(contract::words::Language::Indonesian);
        let at = |month, value, line| Point { on: Day::new(2025, month, 1).unwrap(), value, line };
        let line = Some(Line { year: 2025, value: 864_601 });
        let told = finding(&[at(1, 505_000, None), at(6, 587_500, line)]);
        assert_eq!(
            told.replace('\u{a0}', " "),
            "Naik dari Rp 505.000 menjadi Rp 587.500 per orang; 67% dari garis 2025."
        );
        assert!(finding(&[at(1, 5_000, None), at(2, 4_000, None)]).starts_with("Turun dari"));
        assert!(finding(&[at(1, 5_000, None)]).ends_with("per orang."));
    }
}
