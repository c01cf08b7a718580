//! What awaits those who work with the register, by counts.

use super::count_only;
use crate::api::{Call, use_query_if};
use crate::i18n::{date, t, term, tr};
use crate::route::Route;
use crate::ui::{Glyph, Stat, Task, Tone};
use contract::awaiting::{AwaitedWomen, MyAwaiting};
use contract::beneficiaries::{Filter, Status};
use contract::endpoints::ListBeneficiaries;
use contract::me::Me;
use contract::policy::Permission;
use fluent_bundle::FluentValue;
use yew::prelude::*;

#[hook]
fn use_total(wanted: bool, filter: Filter) -> Option<u64> {
    let call = Call::<ListBeneficiaries>::new().query(&filter).paging(&count_only());
    let query = use_query_if(wanted.then_some(call));
    query.value().and_then(|page| page.total.or(page.total_at_least))
}

fn by(status: Status) -> Filter {
    Filter { status: Some(status), ..Filter::default() }
}

/// What awaits those who work with the register.
pub fn told(me: &Me, awaiting: &MyAwaiting) -> Vec<Task> {
    let MyAwaiting { destroy_due, undecided, incomplete, outdated, .. } = awaiting;
    let mut tasks = Vec::new();
    tell(&mut tasks, destroy_due, |n| Task {
        glyph: Glyph::Trash,
        tone: Tone::Warn,
        title: tr("task-destroy", n),
        reason: t("task-destroy-reason"),
        age: None,
        href: Route::Beneficiaries.with(&[("destroy_due", "true")]),
        action: t("task-open-list"),
    });
    if me.may(Permission::ValidateBeneficiaries) {
        // She looks through both in one queue.
        let waiting = AwaitedWomen {
            total: undecided.total + outdated.total,
            since: undecided.since.into_iter().chain(outdated.since).min(),
        };
        tell(&mut tasks, &waiting, |n| Task {
            glyph: Glyph::UserCheck,
            tone: Tone::Warn,
            title: tr("task-waiting", n),
            reason: t("task-waiting-reason"),
            age: None,
            href: Route::Validations.href(),
            action: t("task-open-queue"),
        });
    }
    tell(&mut tasks, incomplete, |n| Task {
        glyph: Glyph::UserExclamation,
        tone: Tone::Warn,
        title: tr("task-incomplete", n),
        reason: t("task-incomplete-reason"),
        age: None,
        href: Route::Beneficiaries.with(&[("complete", "false"), ("status", "candidate")]),
        action: t("task-open-list"),
    });
    if me.may(Permission::EditBeneficiaries) {
        tell(&mut tasks, outdated, |n| Task {
            glyph: Glyph::AlertTriangle,
            tone: Tone::Info,
            title: tr("task-outdated", n),
            reason: t("task-outdated-reason"),
            age: None,
            href: Route::Beneficiaries.with(&[("status", Status::Outdated.as_str())]),
            action: t("task-open-list"),
        });
    }
    tasks
}

/// Where there are some: how many, and since when the first of them waits.
fn tell(tasks: &mut Vec<Task>, women: &AwaitedWomen, task: impl FnOnce(&[(&str, FluentValue)]) -> Task) {
    if women.total > 0 {
        let age = women.since.map(|since| tr("task-since", &[("day", date(since.day_in_jakarta()).into())]));
        tasks.push(Task { age, ..task(&[("n", women.total.into())]) });
    }
}

/// How many women stand where.
#[component]
pub fn RegisterFigures() -> Html {
    let me = crate::api::use_me();
    let lists = me.may(Permission::ListBeneficiaries);
    let counts = [
        (Status::Candidate, use_total(lists, by(Status::Candidate))),
        (Status::Validated, use_total(lists, by(Status::Validated))),
        (Status::Outdated, use_total(lists, by(Status::Outdated))),
        (Status::Refused, use_total(lists, by(Status::Refused))),
    ];
    let stats = counts.into_iter().filter(|_| lists).map(|(status, total)| {
        let href = Route::Beneficiaries.with(&[("status", status.as_str())]);
        html! { <Stat label={term(status)} value={super::figure(total)} {href} /> }
    });
    html! { <>{ for stats }</> }
}
