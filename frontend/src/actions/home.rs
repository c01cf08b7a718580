//! One's own open actions, for the home page.

use super::standing;
use crate::api::{Call, use_query_if};
use crate::i18n::{date, t, term, tr};
use crate::route::Route;
use crate::ui::{Glyph, Task, Tone};
use contract::actions::{Action, ActionState, Filter};
use contract::endpoints::ListActions;
use contract::me::Me;
use contract::page::{Include, Page, Paging};
use contract::policy::Permission;
use yew::prelude::*;

/// So many that are due first are told singly, the rest as a number.
const SINGLY: u64 = 5;

/// Those whose number is not known yet are not told.
#[hook]
pub fn use_mine(me: &Me) -> Vec<Task> {
    let filter = Filter { state: Some(ActionState::Open), mine: Some(true), ..Filter::default() };
    let paging = Paging { limit: Some(SINGLY), include: Some(Include::Total), ..Paging::default() };
    let reads = me.may(Permission::ReadLoci);
    let query = use_query_if(reads.then(|| Call::<ListActions>::new().query(&filter).paging(&paging)));
    query.value().map(told).unwrap_or_default()
}

fn told(page: &Page<Action>) -> Vec<Task> {
    let mut tasks: Vec<Task> = page.items.iter().map(one).collect();
    let left = page.left();
    if left > 0 {
        tasks.push(Task {
            glyph: Glyph::ListCheck,
            tone: Tone::Neutral,
            title: tr("task-actions-rest", &[("n", left.into())]),
            reason: t("task-actions-rest-reason"),
            age: None,
            href: Route::Actions.with(&[("mine", "true"), ("state", "open")]),
            action: t("task-open-list"),
        });
    }
    tasks
}

fn one(action: &Action) -> Task {
    let (tone, glyph, _) = standing(action);
    let meeting = [
        ("kind", term(action.meeting_kind).into()),
        ("place", action.region_name.as_str().into()),
        ("day", date(action.meeting_at.day_in_jakarta()).into()),
    ];
    let due = date(action.due_on);
    let days = [("day", due.into())];
    Task {
        glyph,
        tone,
        title: action.title.clone(),
        reason: tr("task-action-reason", &meeting),
        age: Some(if action.overdue { tr("task-action-was-due", &days) } else { tr("task-action-due", &days) }),
        href: Route::Meeting { id: action.meeting_id }.href(),
        action: t("task-open-meeting"),
    }
}
