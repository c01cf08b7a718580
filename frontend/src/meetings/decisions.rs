//! What was decided, and who does what by when.

use super::list::follows;
use super::saying::{AddButton, ChangeButton};
use crate::actions::{CompleteButton, DropButton, standing};
use crate::api::Reply;
use crate::i18n::{date, t, tr};
use crate::reference::use_agencies;
use crate::ui::{Badge, Panel};
use contract::actions::{Action, ActionState};
use contract::meetings::{Meeting, MeetingDecision, MeetingState};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct DecisionsProps {
    pub record: Rc<Reply<Meeting>>,
    pub works: bool,
    pub onchange: Callback<()>,
}

#[component]
pub fn Decisions(props: &DecisionsProps) -> Html {
    let one = &props.record.value;
    let adds = props.works && one.state == MeetingState::Held;
    let aside = html! {
        if adds {
            <AddButton record={props.record.clone()} decision={None} onchange={props.onchange.clone()} />
        }
    };
    let decided = one.decisions.iter().map(|decision| draw(props, decision, adds));
    html! {
        <Panel title={t("meeting-decisions")} flush=true {aside}>
            if one.decisions.is_empty() {
                <div class="body">
                    <p class="ink2 mb-0">
                        { if one.state == MeetingState::Held { t("meeting-no-decisions") } else { t("meeting-decisions-later") } }
                    </p>
                </div>
            } else {
                <div class="body"><p class="mb-0">{ follows(one) }</p></div>
                { for decided }
            }
        </Panel>
    }
}

fn draw(props: &DecisionsProps, decision: &MeetingDecision, adds: bool) -> Html {
    let lines = decision.actions.iter().map(|action| {
        html! {
            <Line key={action.id.to_string()} action={action.clone()} works={props.works} onchange={props.onchange.clone()} />
        }
    });
    html! {
        <section class="decision" key={decision.id.to_string()} aria-label={decision.text.clone()}>
            <header>
                <h3>{ format!("{}. {}", decision.number, decision.text) }</h3>
                if adds {
                    <AddButton
                        record={props.record.clone()}
                        decision={Some(decision.id)}
                        onchange={props.onchange.clone()}
                    />
                }
            </header>
            if !decision.actions.is_empty() {
                <ul class="plain kept-list">{ for lines }</ul>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    action: Action,
    works: bool,
    onchange: Callback<()>,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let action = &props.action;
    let agencies = use_agencies();
    let agency = action.agency_id.and_then(|id| agencies.name(&id.to_string()).map(str::to_owned));
    let (tone, glyph, text) = standing(action);
    let who = [Some(action.owner_name.clone()), agency].into_iter().flatten().collect::<Vec<_>>().join(", ");
    html! {
        <li>
            <b>{ &action.title }</b>
            { " " }<Badge {tone} {glyph} {text} />
            <span class="sub">
                { format!("{who} · {}", tr("action-due", &[("day", date(action.due_on).into())])) }
            </span>
            if let Some(outcome) = &action.outcome {
                <span class="sub">{ format!("“{outcome}”") }</span>
            }
            if action.state == ActionState::Open {
                <div class="row-wrap mt-s2">
                    <CompleteButton action={action.clone()} works={props.works} onchange={props.onchange.clone()} />
                    if props.works {
                        <ChangeButton action={action.clone()} onchange={props.onchange.clone()} />
                        <DropButton action={action.clone()} onchange={props.onchange.clone()} />
                    }
                </div>
            }
        </li>
    }
}
