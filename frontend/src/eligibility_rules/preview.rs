//! Whose answer would change if this version came into force now.

use crate::api::{Call, use_query};
use crate::i18n::{t, term, tr};
use crate::route::Route;
use crate::ui::{Cell, Column, Panel, ProblemPanel, Row, Skeleton, Table};
use contract::eligibility::{Preview, Touched};
use contract::endpoints::PreviewRuleSet;
use contract::ids::RuleSetId;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PreviewPanelProps {
    pub id: RuleSetId,
    /// Asked for anew when the version was edited.
    pub version: i64,
}

#[component]
pub fn PreviewPanel(props: &PreviewPanelProps) -> Html {
    let query = use_query(Call::<PreviewRuleSet>::at(&[&props.id.to_string()]));
    use_effect_with(props.version, {
        let reload = query.reload.clone();
        move |_| reload.emit(())
    });
    let body = match (&query.failure, query.value()) {
        (Some(failure), _) => html! { <ProblemPanel failure={failure.clone()} retry={query.reload.clone()} /> },
        (None, None) => html! { <Skeleton lines=4 /> },
        (None, Some(preview)) => told(preview),
    };
    html! { <Panel title={t("preview-title")}>{ body }</Panel> }
}

fn told(preview: &Preview) -> Html {
    let counts = preview.counts.iter().filter(|count| count.before != count.after).map(|count| {
        let values =
            [("before", term(count.before).into()), ("after", term(count.after).into()), ("n", count.women.into())];
        html! { <li>{ tr("preview-count", &values) }</li> }
    });
    let values = [("n", preview.touched_count.into()), ("total", preview.women.into())];
    let touched =
        if preview.touched_count == 0 { tr("preview-untouched", &values) } else { tr("preview-touched", &values) };
    html! {
        <>
            <p>{ touched }</p>
            <ul class="plain">{ for counts }</ul>
            if !preview.touched.is_empty() {
                <details class="more">
                    <summary>{ tr("preview-named", &[("n", preview.touched.len().into())]) }</summary>
                    { table(&preview.touched) }
                </details>
            }
        </>
    }
}

fn table(touched: &[Touched]) -> Html {
    let columns = vec![
        Column::new(t("preview-woman")),
        Column::new(t("preview-before")).labelled(),
        Column::new(t("preview-after")).labelled(),
        Column::new(t("preview-rules")).labelled().worded(),
    ];
    let rows = touched.iter().map(|one| {
        let name = one.full_name.value().cloned().unwrap_or_else(|| t("beneficiary-name-withheld"));
        let rules: Vec<String> = one.rules.iter().map(|rule| term(*rule)).collect();
        let below = if one.validated { t("preview-validated") } else { one.region_name.clone() };
        Row {
            key: one.beneficiary_id.to_string(),
            cells: vec![
                Cell::name(Route::Beneficiary { id: one.beneficiary_id }.href(), name, Some(below)),
                Cell::text(term(one.before)),
                Cell::text(term(one.after)),
                Cell::text(rules.join(", ")),
            ],
        }
    });
    html! { <Table caption={t("preview-title")} {columns} rows={rows.collect::<Vec<_>>()} /> }
}
