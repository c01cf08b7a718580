//! What awaits the reader: what she must settle, what she left unfinished, and
//! for an administrator what follows from the accounts and terms.

use super::register;
use crate::i18n::{self, t, term, today, tr};
use crate::route::Route;
use crate::ui::{Glyph, Task, Tone};
use crate::{actions, imports, stage_board, tasks};
use contract::awaiting::{AwaitedAccount, AwaitedTerm, MyAwaiting};
use contract::me::Me;
use contract::moment::Day;

/// What stops others comes first.
pub fn told(me: &Me, awaiting: &MyAwaiting) -> Vec<Task> {
    [
        tasks::home::told(&awaiting.tasks),
        stage_board::home::to_sign(&awaiting.waivers),
        actions::home::told(&awaiting.actions),
        stage_board::home::told(&awaiting.stages),
        register::told(me, awaiting),
        imports::task::told(&awaiting.imports),
        of_accounts(awaiting, today()),
    ]
    .concat()
}

/// The most urgent first: who is locked out, who can do nothing, who soon will.
fn of_accounts(awaiting: &MyAwaiting, today: Day) -> Vec<Task> {
    let MyAwaiting { without_role, invited, ending_terms, .. } = awaiting;
    let mut tasks: Vec<Task> = without_role.items.iter().map(no_role).collect();
    tasks.extend(invited.items.iter().map(not_signed_in));
    tasks.extend(ending_terms.items.iter().map(|term| ends_soon(term, days_left(term, today))));
    let left = without_role.left() + invited.left() + ending_terms.left();
    if left > 0 {
        let words = (tr("task-rest", &[("n", left.into())]), t("task-rest-reason"));
        tasks.push(Task::rest(Glyph::Users, words, Route::Users.href()));
    }
    tasks
}

fn days_left(term: &AwaitedTerm, today: Day) -> i64 {
    (term.valid_until.0 - today.0).whole_days()
}

fn no_role(user: &AwaitedAccount) -> Task {
    Task {
        glyph: Glyph::UserExclamation,
        tone: Tone::Warn,
        title: tr("task-no-role", &[("name", user.full_name.as_str().into())]),
        reason: t("task-no-role-reason"),
        age: Some(since(user)),
        href: Route::NewRoleAssignment { id: user.id }.href(),
        action: t("role-give"),
    }
}

fn not_signed_in(user: &AwaitedAccount) -> Task {
    Task {
        glyph: Glyph::Key,
        tone: Tone::Info,
        title: tr("task-invited", &[("name", user.full_name.as_str().into())]),
        reason: t("task-invited-reason"),
        age: Some(since(user)),
        href: Route::User { id: user.id }.href(),
        action: t("task-open-account"),
    }
}

fn since(user: &AwaitedAccount) -> String {
    tr("task-since", &[("day", i18n::date(user.created_at.day_in_jakarta()).into())])
}

fn ends_soon(assignment: &AwaitedTerm, days: i64) -> Task {
    Task {
        glyph: Glyph::CalendarEvent,
        tone: if days <= 7 { Tone::Warn } else { Tone::Neutral },
        title: tr(
            "task-ending",
            &[("role", term(assignment.role).into()), ("name", assignment.user_full_name.as_str().into())],
        ),
        reason: t("task-ending-reason"),
        age: Some(tr("task-days-left", &[("n", days.into())])),
        href: Route::RoleAssignment { id: assignment.id }.href(),
        action: t("task-open-term"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::awaiting::Awaited;
    use contract::moment::Timestamp;

    fn account(name: &str) -> AwaitedAccount {
        AwaitedAccount { id: uuid::Uuid::nil().into(), full_name: name.to_owned(), created_at: Timestamp(0) }
    }

    #[test]
    fn the_rest_is_counted() {
        let today = Day::new(2026, 11, 24).unwrap();
        let five: Vec<AwaitedAccount> = (0..5).map(|n| account(&format!("U{n}"))).collect();
        let invited = Awaited { items: vec![account("Rina")], total: 1 };
        let without_role = Awaited { items: five, total: 8 };
        let told = of_accounts(&MyAwaiting { without_role, invited, ..MyAwaiting::default() }, today);
        assert_eq!(told.len(), 7);
        assert!(told[5].title.contains("Rina") && told[6].title.contains('3'), "{}", told[6].title);
        assert!(of_accounts(&MyAwaiting::default(), today).is_empty());
    }
}
