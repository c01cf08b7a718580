//! What awaits the reader: each with reason, age and one action.

use super::{Glyph, Icon, Kind, Link, LinkButton, Tone};
use crate::i18n::t;
use contract::awaiting::Awaited;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    pub glyph: Glyph,
    pub tone: Tone,
    pub title: String,
    /// Why it awaits.
    pub reason: String,
    /// Since when, or until when.
    pub age: Option<String>,
    pub href: String,
    /// What the one button says.
    pub action: String,
}

impl Task {
    /// What is left of a kind, told as a number that leads to its list.
    pub fn rest(glyph: Glyph, (title, reason): (String, String), href: String) -> Self {
        Self { glyph, tone: Tone::Neutral, title, reason, age: None, href, action: t("task-open-list") }
    }
}

/// Those of a kind that are told singly, and the rest as a number.
pub fn told<T>(awaited: &Awaited<T>, one: impl Fn(&T) -> Option<Task>, rest: impl FnOnce(u64) -> Task) -> Vec<Task> {
    let left = Some(awaited.left()).filter(|left| *left > 0);
    awaited.items.iter().filter_map(one).chain(left.map(rest)).collect()
}

#[derive(Properties, PartialEq)]
pub struct TaskListProps {
    pub label: AttrValue,
    pub tasks: Vec<Task>,
}

/// The most urgent comes first and is the only one filled.
#[component]
pub fn TaskList(props: &TaskListProps) -> Html {
    let items = props.tasks.iter().enumerate().map(|(index, task)| {
        let kind = if index == 0 { Kind::Primary } else { Kind::Secondary };
        html! {
            <li>
                <span class={classes!("ic", task.tone.class())}><Icon glyph={task.glyph} /></span>
                <div>
                    <h2><Link href={task.href.clone()}>{ &task.title }</Link></h2>
                    <p>{ &task.reason }</p>
                    if let Some(age) = &task.age {
                        <div class="age"><span>{ age }</span></div>
                    }
                </div>
                <div class="act">
                    <LinkButton href={task.href.clone()} {kind}>{ &task.action }</LinkButton>
                </div>
            </li>
        }
    });
    html! {
        <section class="panel" aria-label={props.label.clone()}>
            <ul class="tasks">{ for items }</ul>
        </section>
    }
}
