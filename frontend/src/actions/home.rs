//! One's own open actions, for the home page.

use super::standing;
use crate::i18n::{date, t, term, tr};
use crate::route::Route;
use crate::ui::{self, Glyph, Task};
use contract::actions::Action;
use contract::awaiting::Awaited;

/// Those that are due first singly, the rest as a number.
pub fn told(mine: &Awaited<Action>) -> Vec<Task> {
    ui::told(
        mine,
        |action| Some(one(action)),
        |left| {
            let words = (tr("task-actions-rest", &[("n", left.into())]), t("task-actions-rest-reason"));
            Task::rest(Glyph::ListCheck, words, Route::Actions.with(&[("mine", "true"), ("state", "open")]))
        },
    )
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
