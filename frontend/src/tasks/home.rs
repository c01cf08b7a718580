//! The open tasks, for the home page.

use super::{claimed_name, page_of, title};
use crate::api::{Call, Query, use_query_if};
use crate::i18n::{self, t, tr};
use crate::route::Route;
use crate::ui::{self, Glyph, Tone};
use contract::endpoints::ListTasks;
use contract::me::Me;
use contract::page::{Include, Page, Paging};
use contract::policy::Permission;
use contract::tasks::{Filter, Task, TaskKind, TaskState};
use yew::prelude::*;

/// So many of the newest are told singly, the rest as a number.
const SINGLY: u64 = 5;

/// What waits for someone who settles conflicts or accepts moves.
pub struct Open {
    pub query: Query<Page<Task>>,
    /// `None` while it is being asked.
    pub tasks: Option<Vec<ui::Task>>,
}

#[hook]
pub fn use_open(me: &Me) -> Open {
    let may = me.may(Permission::AcceptRelocations);
    let filter = Filter { state: Some(TaskState::Open), kind: None };
    let paging = Paging { limit: Some(SINGLY), include: Some(Include::Total), ..Paging::default() };
    let query = use_query_if(may.then(|| Call::<ListTasks>::new().query(&filter).paging(&paging)));
    let tasks = match (may, query.value()) {
        (false, _) => Some(Vec::new()),
        (true, Some(page)) => Some(told(page)),
        (true, None) => None,
    };
    Open { query, tasks }
}

fn told(page: &Page<Task>) -> Vec<ui::Task> {
    let mut told: Vec<ui::Task> = page.items.iter().map(one).collect();
    let left = page.left();
    if left > 0 {
        told.push(rest(left));
    }
    told
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

fn rest(left: u64) -> ui::Task {
    ui::Task {
        glyph: Glyph::ListCheck,
        tone: Tone::Neutral,
        title: tr("tasks-rest", &[("n", left.into())]),
        reason: t("tasks-rest-reason"),
        age: None,
        href: Route::Tasks.href(),
        action: t("task-open-list"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::moment::Timestamp;

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

    fn page(shown: usize, total: Option<u64>, total_at_least: Option<u64>) -> Page<Task> {
        let items = (0..shown).map(|n| task(&format!("Ibu {n}"))).collect();
        Page { items, next_cursor: None, total, total_at_least }
    }

    #[test]
    fn the_newest_are_told_singly_and_the_rest_as_a_number() {
        assert!(told(&page(0, Some(0), None)).is_empty());
        assert_eq!(told(&page(5, Some(5), None)).len(), 5);
        for page in [page(5, Some(12), None), page(5, None, Some(12))] {
            let told = told(&page);
            assert_eq!(told.len(), 6);
            assert!(told[0].title.contains("Ibu 0") && told[5].title.contains('7'), "{}", told[5].title);
            assert_eq!(told[5].href, "/tasks");
        }
    }
}
