//! Income and expenditure per person against the poverty line: a sentence, a
//! small chart, and the table behind it.

use super::chart::{Chart, Point};
use crate::beneficiaries::seen;
use crate::i18n::{self, member, t, tr};
use crate::route::Route;
use crate::ui::{Cell, Column, KeyValue, Link, Panel, Row, Table};
use contract::draft::Member;
use contract::welfare::{FinancePoint, Measure, Welfare};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct IncomePanelProps {
    pub welfare: Welfare,
}

#[component]
pub fn IncomePanel(props: &IncomePanelProps) -> Html {
    let welfare = &props.welfare;
    let pairs = vec![
        (member("monthly_income"), seen(&welfare.income, in_words)),
        (member("monthly_expenditure"), seen(&welfare.expenditure, in_words)),
    ];
    let href = Route::NewWelfareAssessment { id: welfare.beneficiary_id }.href();
    let aside = html! { <Link {href}>{ t("welfare-add") }</Link> };
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
        let line = point.line.as_ref().map(|line| line.monthly_rupiah);
        value(point).map(|value| Point { on: point.told_on, value, line })
    });
    (by_income, points.collect())
}

fn figure(known: &[FinancePoint]) -> Html {
    let (by_income, points) = points(known);
    let lines: Vec<_> = known.iter().filter_map(|it| it.line.clone().map(|line| (it.told_on, line))).collect();
    let line = Callback::from(move |day: contract::moment::Day| {
        let found = lines.iter().find(|(on, _)| *on == day).map(|(_, line)| line.year);
        tr("chart-line", &[("year", found.map(|year| year.to_string()).unwrap_or_default().into())])
    });
    let basis = if by_income { t("chart-basis-income") } else { t("chart-basis-expenditure") };
    html! {
        <figure class="chart mt-s3">
            <figcaption>{ basis.clone() }</figcaption>
            <Chart {points} title={tr("chart-title", &[("basis", basis.into()), ("n", known.len().into())])} {line} />
            <p class="small ink2">{ t("chart-unit") }</p>
            <details class="more">
                <summary>{ t("chart-as-table") }</summary>
                { table(known) }
            </details>
        </figure>
    }
}

fn table(known: &[FinancePoint]) -> Html {
    let columns = vec![
        Column::new(t("told-on")).whole(),
        Column::new(t("people")).labelled().figures(),
        Column::new(t("income-per-person")).labelled().figures(),
        Column::new(t("expenditure-per-person")).labelled().figures(),
        Column::new(t("poverty-line")).labelled().figures(),
    ];
    let sum = |amount: Option<i64>| amount.map_or_else(|| t("empty-value"), i18n::rupiah);
    let rows = known.iter().map(|point| Row {
        key: point.told_on.to_string(),
        cells: vec![
            Cell::text(i18n::date(point.told_on)),
            Cell::text(point.people.to_string()),
            Cell::text(sum(point.income_per_person)),
            Cell::text(sum(point.expenditure_per_person)),
            Cell::text(match &point.line {
                Some(line) => format!("{} ({})", i18n::rupiah(line.monthly_rupiah), line.year),
                None => t("empty-value"),
            }),
        ],
    });
    html! { <Table caption={t("income-title")} {columns} rows={rows.collect::<Vec<_>>()} /> }
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
}
