//! The stages in which the reader's step is next, and the exceptions she may
//! sign, for the home page.

use crate::i18n::{date, t, term, tr};
use crate::loci::rws_in_words;
use crate::route::Route;
use crate::stage_records::in_language;
use crate::ui::{self, Glyph, Task, Tone};
use contract::awaiting::{Awaited, AwaitedStage, AwaitedWaiver};
use contract::cycle::StageState;
use contract::moment::Timestamp;

/// Those that wait the longest singly, the rest as a number.
pub fn told(turns: &Awaited<AwaitedStage>) -> Vec<Task> {
    ui::told(turns, one, |left| {
        let words = (tr("task-stages-rest", &[("n", left.into())]), t("task-stages-rest-reason"));
        Task::rest(Glyph::LayoutBoard, words, Route::StageBoard.with(&[("mine", "true")]))
    })
}

/// Exceptions that wait for a second signature.
pub fn to_sign(waivers: &Awaited<AwaitedWaiver>) -> Vec<Task> {
    ui::told(
        waivers,
        |one| Some(waiver(one)),
        |left| {
            let words = (tr("task-waivers-rest", &[("n", left.into())]), t("task-stages-rest-reason"));
            Task::rest(Glyph::LayoutBoard, words, Route::StageBoard.href())
        },
    )
}

fn waiver(one: &AwaitedWaiver) -> Task {
    let place = format!("{} {} · {}", one.region_name, rws_in_words(&one.rws), one.year);
    let name = in_language(&one.requirement_id, &one.requirement_en);
    Task {
        glyph: Glyph::Edit,
        tone: Tone::Warn,
        title: tr("task-waiver", &[("stage", term(one.stage).into()), ("place", place.into())]),
        reason: tr(
            "task-waiver-reason",
            &[
                ("by", one.requested_by_name.as_str().into()),
                ("name", name.into()),
                ("reason", one.reason.as_str().into()),
            ],
        ),
        age: Some(since(one.created_at)),
        href: Route::Locus { id: one.locus_id }.href(),
        action: t("task-open-stage"),
    }
}

fn since(moment: Timestamp) -> String {
    tr("task-since", &[("day", date(moment.day_in_jakarta()).into())])
}

fn one(one: &AwaitedStage) -> Option<Task> {
    let place = format!("{} {} · {}", one.region_name, rws_in_words(&one.rws), one.year);
    let words = [("stage", term(one.stage).into()), ("place", place.into())];
    let (glyph, tone, title, reason) = match one.state {
        StageState::Submitted => {
            (Glyph::Clock, Tone::Warn, tr("task-stage-approve", &words), t("task-stage-approve-reason"))
        }
        StageState::Returned => {
            (Glyph::ArrowBackUp, Tone::Bad, tr("task-stage-returned", &words), t("task-stage-returned-reason"))
        }
        StageState::Open | StageState::Suspended if one.holds.is_empty() => {
            (Glyph::Send, Tone::Info, tr("task-stage-ready", &words), t("task-stage-ready-reason"))
        }
        StageState::Open | StageState::Suspended => {
            (Glyph::Lock, Tone::Neutral, tr("task-stage-held", &words), held(one))
        }
        StageState::Passed => return None,
    };
    Some(Task {
        glyph,
        tone,
        title,
        reason,
        age: Some(since(one.since)),
        href: Route::Locus { id: one.locus_id }.href(),
        action: t("task-open-stage"),
    })
}

/// What holds it: the first two by name, the rest as a number.
fn held(one: &AwaitedStage) -> String {
    let names: Vec<&str> = one.holds.iter().take(2).map(|hold| in_language(&hold.name_id, &hold.name_en)).collect();
    let left = one.holds.len().saturating_sub(names.len());
    let names = [("names", names.join("; ").into()), ("n", left.into())];
    if left > 0 { tr("task-stage-held-more", &names) } else { tr("task-stage-held-by", &names) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::cycle::CycleStage;
    use contract::stage_board::Hold;
    use uuid::Uuid;

    fn row(state: StageState, holds: usize) -> AwaitedStage {
        let hold = |number: usize| Hold {
            key: number.to_string(),
            name_id: format!("Syarat {number}"),
            name_en: format!("Requirement {number}"),
            value: None,
            of: None,
        };
        AwaitedStage {
            id: Uuid::nil().into(),
            locus_id: Uuid::nil().into(),
            stage: CycleStage::Preparation,
            state,
            region_code: "32.75.03.1004".parse().unwrap(),
            region_name: "Teluk Pucung".to_owned(),
            rws: vec!["11".parse().unwrap()],
            year: 2027,
            since: Timestamp(0),
            holds: (0..holds).map(hold).collect(),
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
