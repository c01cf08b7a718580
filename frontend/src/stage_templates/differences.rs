//! What differs between two versions.

use super::words::asks;
use crate::i18n::{t, term, tr};
use crate::stage_records::{numbered, requirement_name};
use contract::stage_templates::{Difference, Requirement, StageDefinition, differences};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct DifferenceListProps {
    pub before: Vec<StageDefinition>,
    pub after: Vec<StageDefinition>,
}

fn told(one: &Requirement) -> String {
    format!("{} ({}; {})", requirement_name(one), asks(&one.check), term(one.effect))
}

fn words(difference: &Difference) -> String {
    let named = |key: &str, one: &Requirement| match key {
        "added" => tr("difference-added", &[("name", told(one).into())]),
        _ => tr("difference-removed", &[("name", told(one).into())]),
    };
    let (stage, text) = match difference {
        Difference::Added(stage, one) => (stage, named("added", one)),
        Difference::Removed(stage, one) => (stage, named("removed", one)),
        Difference::Changed(stage, before, after) => {
            (stage, tr("difference-changed", &[("before", told(before).into()), ("after", told(after).into())]))
        }
        Difference::Chain(stage) => (stage, t("difference-chain")),
    };
    format!("{}: {text}", numbered(*stage))
}

#[component]
pub fn DifferenceList(props: &DifferenceListProps) -> Html {
    let found = differences(&props.before, &props.after);
    if found.is_empty() {
        return html! { <p>{ t("difference-none") }</p> };
    }
    let items = found.iter().map(|one| html! { <li>{ words(one) }</li> });
    html! { <ul class="plain kept-list">{ for items }</ul> }
}
