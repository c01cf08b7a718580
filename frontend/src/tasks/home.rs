//! The open tasks, for the home page.

use super::{claimed_name, page_of, title};
use crate::i18n::{self, t, tr};
use crate::route::Route;
use crate::ui::{self, Glyph, Tone};
use contract::awaiting::Awaited;
use contract::tasks::{Task, TaskKind};

/// The newest singly, the rest as a number.
pub fn told(open: &Awaited<Task>) -> Vec<ui::Task> {
    ui::told(
        open,
        |task| Some(one(task)),
        |left| {
            let words = (tr("tasks-rest", &[("n", left.into())]), t("tasks-rest-reason"));
            ui::Task::rest(Glyph::ListCheck, words, Route::Tasks.href())
        },
    )
}

fn one(task: &Task) -> ui::Task {
    let arguments = [
        ("claimed", claimed_name(task).into()),
        ("claimed_region", task.claimed_region_name.as_str().into()),
        ("region", task.region_name.as_str().into()),
    ];
    let reason = match task.kind {
        TaskKind::NikElsewhere => tr("task-nik-reason", &arguments),
        TaskKind::RelocationRequested => tr("task-move-reason", &arguments),
    };
    ui::Task {
        glyph: Glyph::AlertTriangle,
        tone: Tone::Warn,
        title: title(task),
        reason,
        age: Some(tr("task-since", &[("day", i18n::date(task.created_at.day_in_jakarta()).into())])),
        href: page_of(task),
        action: t("task-settle"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::moment::Timestamp;
    use contract::tasks::TaskState;

    fn task(name: &str) -> Task {
        Task {
            id: uuid::Uuid::nil().into(),
            kind: TaskKind::NikElsewhere,
            state: TaskState::Open,
            beneficiary_id: uuid::Uuid::nil().into(),
            full_name: name.to_owned(),
            region_code: "32.75.03.1004".parse().unwrap(),
            region_name: "Teluk Pucung".to_owned(),
            claimed_full_name: None,
            claimed_region_code: "32.75.03.1006".parse().unwrap(),
            claimed_region_name: "Kaliabang Tengah".to_owned(),
            raised_by: uuid::Uuid::nil().into(),
            raised_by_name: "Rina".to_owned(),
            created_at: Timestamp(0),
            done_by_name: None,
            done_at: None,
            outcome: None,
            resolution: None,
            relocation_id: None,
            version: 1,
        }
    }

    #[test]
    fn the_newest_are_told_singly_and_the_rest_as_a_number() {
        let awaited = |shown: u64, total| {
            let items = (0..shown).map(|n| task(&format!("Ibu {n}"))).collect();
            told(&Awaited { items, total })
        };
        assert!(awaited(0, 0).is_empty());
        assert_eq!(awaited(5, 5).len(), 5);
        let told = awaited(5, 12);
        assert_eq!(told.len(), 6);
        assert!(told[0].title.contains("Ibu 0") && told[5].title.contains('7'), "{}", told[5].title);
        assert_eq!(told[5].href, "/tasks");
    }
}
