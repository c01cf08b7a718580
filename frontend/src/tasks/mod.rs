//! Tasks (tugas): what someone in a role must settle.

mod detail;
pub mod home;
mod list;

pub use detail::TaskDetail;
pub use list::TaskList;

use crate::i18n::{t, term, tr};
use crate::route::Route;
use crate::ui::{Badge, Glyph, Tone};
use contract::tasks::{Task, TaskKind, TaskState};
use yew::prelude::*;

fn state_badge(state: TaskState) -> Html {
    let (tone, glyph) = match state {
        TaskState::Open => (Tone::Warn, Glyph::Clock),
        TaskState::Done => (Tone::Ok, Glyph::CircleCheck),
    };
    html! { <Badge {tone} {glyph} text={term(state)} /> }
}

/// What a task is about, in one line.
fn title(task: &Task) -> String {
    match task.kind {
        TaskKind::NikElsewhere => tr("task-nik-title", &[("name", task.full_name.as_str().into())]),
        TaskKind::RelocationRequested => tr("task-move-title", &[("name", task.full_name.as_str().into())]),
    }
}

/// Where it is settled: a request to move on its own page.
fn page_of(task: &Task) -> String {
    match task.relocation_id {
        Some(id) => Route::Relocation { id }.href(),
        None => Route::Task { id: task.id }.href(),
    }
}

/// The name that was entered, or that there was none.
fn claimed_name(task: &Task) -> String {
    task.claimed_full_name.clone().unwrap_or_else(|| t("task-nameless"))
}
