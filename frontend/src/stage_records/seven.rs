//! The seven steps over the page of a locus: how far it is.

use super::{Look, days_since, numbered};
use crate::i18n::{month_year, tr};
use crate::ui::{Address, Icon, Link};
use contract::stage_records::{LineState, StageRecord};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SevenProps {
    /// All seven, in order.
    pub stages: Vec<StageRecord>,
    /// The one that is shown.
    pub shown: usize,
    pub address: Address,
}

#[component]
pub fn Seven(props: &SevenProps) -> Html {
    let items = props.stages.iter().enumerate().map(|(index, stage)| {
        let look = Look::record(stage);
        let class = match look {
            Look::Passed => "done",
            Look::Held | Look::Returned => "stop",
            Look::Running | Look::Waiting => "now",
            Look::Later | Look::Suspended => "todo",
        };
        let href = props.address.filtered(&[("stage", Some(stage.stage.as_str()))]);
        html! {
            <li {class}>
                <Link {href} current={(index == props.shown).then_some(AttrValue::Static("step"))}>
                    <b><Icon glyph={look.glyph()} />{ numbered(stage.stage) }</b>
                </Link>
                <span>{ under(stage, look) }</span>
            </li>
        }
    });
    html! { <ol class="seven">{ for items }</ol> }
}

/// What is said under the name of a step.
fn under(stage: &StageRecord, look: Look) -> String {
    let planned = || stage.planned_start.map(|day| tr("stage-planned-from", &[("month", month_year(day).into())]));
    match look {
        Look::Later => planned().unwrap_or_else(|| look.words()),
        Look::Running | Look::Held => {
            let all = stage.checklist.len();
            let met = all.saturating_sub(stage.count(LineState::Unmet));
            tr("stage-met-of", &[("met", met.into()), ("all", all.into())])
        }
        Look::Waiting | Look::Returned | Look::Passed | Look::Suspended => {
            let days = days_since(stage.since);
            format!("{}, {}", look.words(), tr("stage-days", &[("n", days.into())]))
        }
    }
}
