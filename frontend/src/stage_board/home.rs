//! The stages in which the reader's step is next, for the home page.

use crate::api::{Call, use_query_if};
use crate::i18n::{date, t, term, tr};
use crate::loci::rws_in_words;
use crate::route::Route;
use crate::stage_records::in_language;
use crate::ui::{Glyph, Task, Tone};
use contract::cycle::StageState;
use contract::endpoints::ListStageBoard;
use contract::me::{HeldRole, Me};
use contract::page::{Include, Page, Paging};
use contract::policy::Permission;
use contract::stage_board::{BoardCell, BoardRow, Filter};
use yew::prelude::*;

/// So many that wait the longest are told singly, the rest as a number.
const SINGLY: u64 = 5;

/// Those whose number is not known yet are not told.
#[hook]
pub fn use_turns(me: &Me) -> Vec<Task> {
    let steps = |held: &HeldRole| held.role.may(Permission::WorkOnStages) || held.role.may(Permission::ApproveStages);
    let filter = Filter { mine: Some(true), ..Filter::default() };
    let paging = Paging {
        limit: Some(SINGLY),
        include: Some(Include::Total),
        sort: Some("stage_since".to_owned()),
        ..Paging::default()
    };
    let asks = me.roles.iter().any(steps);
    let query = use_query_if(asks.then(|| Call::<ListStageBoard>::new().query(&filter).paging(&paging)));
    query.value().map(told).unwrap_or_default()
}

fn told(page: &Page<BoardRow>) -> Vec<Task> {
    let mut tasks: Vec<Task> = page.items.iter().filter_map(one).collect();
    let left = page.left();
    if left > 0 {
        tasks.push(Task {
            glyph: Glyph::LayoutBoard,
            tone: Tone::Neutral,
            title: tr("task-stages-rest", &[("n", left.into())]),
            reason: t("task-stages-rest-reason"),
            age: None,
            href: Route::StageBoard.with(&[("mine", "true")]),
            action: t("task-open-list"),
        });
    }
    tasks
}

fn one(row: &BoardRow) -> Option<Task> {
    let cell = row.cells.iter().find(|cell| Some(cell.stage) == row.stage)?;
    let place = format!("{} {} · {}", row.region_name, rws_in_words(&row.rws), row.year);
    let words = [("stage", term(cell.stage).into()), ("place", place.into())];
    let (glyph, tone, title, reason) = match cell.state {
        StageState::Submitted => {
            (Glyph::Clock, Tone::Warn, tr("task-stage-approve", &words), t("task-stage-approve-reason"))
        }
        StageState::Returned => {
            (Glyph::ArrowBackUp, Tone::Bad, tr("task-stage-returned", &words), t("task-stage-returned-reason"))
        }
        StageState::Open | StageState::Suspended if cell.holds.is_empty() => {
            (Glyph::Send, Tone::Info, tr("task-stage-ready", &words), t("task-stage-ready-reason"))
        }
        StageState::Open | StageState::Suspended => {
            (Glyph::Lock, Tone::Neutral, tr("task-stage-held", &words), held(cell))
        }
        StageState::Passed => return None,
    };
    Some(Task {
        glyph,
        tone,
        title,
        reason,
        age: Some(tr("task-since", &[("day", date(cell.since.day_in_jakarta()).into())])),
        href: Route::Locus { id: row.locus_id }.href(),
        action: t("task-open-stage"),
    })
}

/// What holds it: the first two by name, the rest as a number.
fn held(cell: &BoardCell) -> String {
    let names: Vec<&str> = cell.holds.iter().take(2).map(|hold| in_language(&hold.name_id, &hold.name_en)).collect();
    let left = cell.holds.len().saturating_sub(names.len());
    let names = [("names", names.join("; ").into()), ("n", left.into())];
    if left > 0 { tr("task-stage-held-more", &names) } else { tr("task-stage-held-by", &names) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::cycle::CycleStage;
    use contract::moment::Timestamp;
    use contract::policy::Role;
    use contract::stage_board::Hold;
    use uuid::Uuid;

    fn row(state: StageState, holds: usize) -> BoardRow {
        let hold = |number: usize| Hold {
            key: number.to_string(),
            name_id: format!("Syarat {number}"),
            name_en: format!("Requirement {number}"),
            value: None,
            of: None,
        };
        BoardRow {
            locus_id: Uuid::nil().into(),
            programme_id: Uuid::nil().into(),
            programme_name: "P2WKSS".to_owned(),
            year: 2027,
            region_code: "32.75.03.1004".parse().unwrap(),
            region_name: "Teluk Pucung".to_owned(),
            rws: vec!["11".parse().unwrap()],
            stage: Some(CycleStage::Preparation),
            stage_since: Timestamp(0),
            cells: vec![BoardCell {
                id: Uuid::nil().into(),
                stage: CycleStage::Preparation,
                state,
                since: Timestamp(0),
                planned_start: None,
                planned_end: None,
                reached_at: None,
                passed_at: None,
                awaits: Some(Role::KelurahanOfficer),
                holds: (0..holds).map(hold).collect(),
                warnings: 0,
            }],
        }
    }

    #[test]
    fn a_task_says_what_waits_and_why() {
        let tone = |state, holds| one(&row(state, holds)).unwrap().tone;
        assert_eq!(tone(StageState::Submitted, 0), Tone::Warn);
        assert_eq!(tone(StageState::Returned, 2), Tone::Bad);
        assert_eq!(tone(StageState::Open, 0), Tone::Info);
        let held = one(&row(StageState::Open, 3)).unwrap();
        assert!(held.title.contains("Teluk Pucung RW 11") && held.reason.contains("Syarat 1"), "{}", held.reason);
        assert!(held.reason.contains('1') && !held.reason.contains("Syarat 2"), "{}", held.reason);
        assert!(one(&row(StageState::Passed, 0)).is_none());
    }
}
