//! The tasks that wait, and those that were settled.

use super::{claimed_name, page_of, title};
use crate::api::{Call, use_query};
use crate::i18n::{self, t, term, tr};
use crate::ui::filters_of;
use crate::ui::{
    Address, Cell, Column, Glyph, LIMIT, PageHead, Panel, Row, Tab, Table, Tabs, WhenEmpty, listing, or_dash,
    use_address,
};
use crate::work_lists::WorkLists;
use contract::endpoints::ListTasks;
use contract::tasks::{Filter, Task, TaskKind, TaskState};
use contract::work_lists::FilteredList;
use yew::prelude::*;

/// What is shown: what is asked for, else what still waits.
fn shown(address: &Address) -> TaskState {
    address.get("state").and_then(|word| word.parse().ok()).unwrap_or(TaskState::Open)
}

#[component]
pub fn TaskList() -> Html {
    let address = use_address();
    let state = shown(&address);
    let filter = Filter { state: Some(state), ..address.filter() };
    let query = use_query(Call::<ListTasks>::new().query(&filter).paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let when_empty = match state {
        TaskState::Open => {
            WhenEmpty { glyph: Glyph::CircleCheck, title: t("tasks-none-open"), text: t("tasks-none-open-text") }
        }
        TaskState::Done => {
            WhenEmpty { glyph: Glyph::ListCheck, title: t("tasks-none-done"), text: t("tasks-none-done-text") }
        }
    };
    let rows = listing(&query, &address, false, when_empty, |tasks| table(tasks, state, busy));
    let actions = html! {
        <WorkLists list={FilteredList::Tasks} address={address.clone()} filters={filters_of(&filter)} />
    };
    html! {
        <>
            <PageHead title={t("tasks")} lede={t("tasks-lede")} {actions} />
            <Tabs label={t("tasks-by-state")} tabs={tabs(&address, state)} />
            <Panel flush=true>{ rows }</Panel>
        </>
    }
}

fn tabs(address: &Address, now: TaskState) -> Vec<Tab> {
    let tab = |state: TaskState| Tab {
        href: address.filtered(&[("state", (state != TaskState::Open).then_some(state.as_str()))]),
        text: term(state),
        current: state == now,
    };
    TaskState::ALL.iter().map(|state| tab(*state)).collect()
}

fn table(tasks: &[Task], state: TaskState, busy: bool) -> Html {
    let done = state == TaskState::Done;
    let mut columns = vec![
        Column::new(t("task")),
        Column::new(t("task-claimed")).labelled(),
        Column::new(t("task-raised-by")).labelled(),
        Column::new(t("task-raised-at")).labelled().whole(),
    ];
    if done {
        columns.push(Column::new(t("task-done-by")).labelled());
    }
    let rows = tasks.iter().map(|task| {
        let stands = tr("task-stands-in", &[("region", task.region_name.as_str().into())]);
        let claimed = match task.kind {
            TaskKind::NikElsewhere => claimed_name(task),
            TaskKind::RelocationRequested => t("task-moves-from"),
        };
        let claimed = html! { <>{ claimed }<span class="sub">{ &task.claimed_region_name }</span></> };
        let mut cells = vec![
            Cell::name(page_of(task), title(task), Some(stands)),
            Cell::new(claimed),
            Cell::text(task.raised_by_name.clone()),
            Cell::text(i18n::date(task.created_at.day_in_jakarta())),
        ];
        if done {
            cells.push(Cell::new(settled(task)));
        }
        Row { key: task.id.to_string(), cells }
    });
    html! { <Table caption={t("tasks")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}

fn settled(task: &Task) -> Html {
    html! {
        <>
            { or_dash(task.done_by_name.as_deref()) }
            if let Some(at) = task.done_at {
                <span class="sub">{ i18n::date(at.day_in_jakarta()) }</span>
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_shown_first_and_an_unknown_state_is_none() {
        for (query, state) in [("", TaskState::Open), ("?state=done", TaskState::Done), ("?state=x", TaskState::Open)] {
            assert_eq!(shown(&Address::new("/tasks", query)), state, "{query}");
        }
    }

    #[test]
    fn another_state_begins_at_its_first_page() {
        let address = Address::new("/tasks", "?state=done&cursor=abc&page=3");
        let hrefs: Vec<String> = tabs(&address, TaskState::Done).into_iter().map(|tab| tab.href).collect();
        assert_eq!(hrefs, ["/tasks", "/tasks?state=done"]);
    }
}
