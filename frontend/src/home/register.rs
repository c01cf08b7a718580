//! What awaits those who work with the register, by counts.

use super::count_only;
use crate::api::{Call, use_query_if};
use crate::i18n::{t, term, tr};
use crate::route::Route;
use crate::ui::{Glyph, Stat, Task, Tone};
use contract::beneficiaries::{Filter, Status};
use contract::endpoints::ListBeneficiaries;
use contract::me::Me;
use contract::policy::Permission;
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

/// The tasks; those whose count is not known yet are not told.
#[hook]
pub fn use_register_tasks(me: &Me) -> Vec<Task> {
    let edits = me.may(Permission::EditBeneficiaries);
    let decides = me.may(Permission::ValidateBeneficiaries);
    // Whoever is decided on already waits for nothing.
    let incomplete = use_total(edits, Filter { complete: Some(false), ..by(Status::Candidate) }).unwrap_or_default();
    let outdated = use_total(edits || decides, by(Status::Outdated)).unwrap_or_default();
    let candidates = use_total(decides, by(Status::Candidate)).unwrap_or_default();
    let erases = me.may(Permission::EraseBeneficiaries);
    let due = use_total(erases, Filter { destroy_due: Some(true), ..Filter::default() }).unwrap_or_default();
    let mut tasks = Vec::new();
    if due > 0 {
        tasks.push(Task {
            glyph: Glyph::Trash,
            tone: Tone::Warn,
            title: tr("task-destroy", &[("n", due.into())]),
            reason: t("task-destroy-reason"),
            age: None,
            href: Route::Beneficiaries.with(&[("destroy_due", "true")]),
            action: t("task-open-list"),
        });
    }
    if decides && candidates + outdated > 0 {
        tasks.push(Task {
            glyph: Glyph::UserCheck,
            tone: Tone::Warn,
            title: tr("task-waiting", &[("n", (candidates + outdated).into())]),
            reason: t("task-waiting-reason"),
            age: None,
            href: Route::Validations.href(),
            action: t("task-open-queue"),
        });
    }
    if edits && incomplete > 0 {
        tasks.push(Task {
            glyph: Glyph::UserExclamation,
            tone: Tone::Warn,
            title: tr("task-incomplete", &[("n", incomplete.into())]),
            reason: t("task-incomplete-reason"),
            age: None,
            href: Route::Beneficiaries.with(&[("complete", "false"), ("status", "candidate")]),
            action: t("task-open-list"),
        });
    }
    if edits && outdated > 0 {
        tasks.push(Task {
            glyph: Glyph::AlertTriangle,
            tone: Tone::Info,
            title: tr("task-outdated", &[("n", outdated.into())]),
            reason: t("task-outdated-reason"),
            age: None,
            href: Route::Beneficiaries.with(&[("status", Status::Outdated.as_str())]),
            action: t("task-open-list"),
        });
    }
    tasks
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
