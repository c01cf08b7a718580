//! What awaits the reader: what she must settle, what she left unfinished, and
//! for an administrator what follows from the accounts and terms.

use super::register::use_register_tasks;
use crate::actions::use_mine;
use crate::api::{Call, Failure, use_query_if};
use crate::i18n::{self, t, term, today, tr};
use crate::imports::use_unfinished;
use crate::route::Route;
use crate::stage_board::use_turns;
use crate::tasks::use_open;
use crate::ui::{Glyph, Task, Tone};
use contract::endpoints::{ListRoleAssignments, ListUsers};
use contract::me::Me;
use contract::moment::Day;
use contract::page::{MAX_LIMIT, Paging};
use contract::policy::Permission;
use contract::role_assignments::{self, RoleAssignment, TermState};
use contract::users::{self, User, UserState};
use yew::prelude::*;

/// A term that ends within so many days is told.
const AHEAD_DAYS: i64 = 30;
/// So many of one kind are told singly, the rest as a number.
const SINGLY: usize = 5;

pub struct Awaiting {
    /// `None` while it is being worked out.
    pub tasks: Option<Vec<Task>>,
    pub failure: Option<Failure>,
    pub reload: Callback<()>,
}

#[hook]
pub fn use_tasks(me: &Me) -> Awaiting {
    let admin = me.may(Permission::ManageUsers);
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let accounts =
        use_query_if(admin.then(|| Call::<ListUsers>::new().query(&users::Filter::default()).paging(&paging)));
    let terms = use_query_if(
        admin.then(|| Call::<ListRoleAssignments>::new().query(&role_assignments::Filter::default()).paging(&paging)),
    );
    let imports = use_unfinished(me);
    let open = use_open(me);
    let register = use_register_tasks(me);
    let mine = use_mine(me);
    let turns = use_turns(me);
    let own = match (admin, accounts.value(), terms.value()) {
        (false, _, _) => Some(Vec::new()),
        (true, Some(accounts), Some(terms)) => {
            Some(tasks(&accounts.items, &terms.items, accounts.next_cursor.is_some(), today()))
        }
        _ => None,
    };
    // What stops others comes first.
    let tasks = match (open.tasks, imports.tasks, own) {
        (Some(open), Some(unfinished), Some(own)) => Some([open, mine, turns, register, unfinished, own].concat()),
        _ => None,
    };
    let reload = {
        let reloads =
            [accounts.reload.clone(), terms.reload.clone(), imports.query.reload.clone(), open.query.reload.clone()];
        Callback::from(move |()| reloads.iter().for_each(|reload| reload.emit(())))
    };
    let failure = accounts.failure.or(terms.failure).or(imports.query.failure).or(open.query.failure);
    Awaiting { tasks, failure, reload }
}

/// The most urgent first: who is locked out, who can do nothing, who soon will.
fn tasks(accounts: &[User], terms: &[RoleAssignment], more: bool, today: Day) -> Vec<Task> {
    let invited = accounts.iter().filter(|user| user.state == UserState::Invited).collect::<Vec<_>>();
    let without_role =
        accounts.iter().filter(|user| user.state != UserState::Disabled && user.roles.is_empty()).collect::<Vec<_>>();
    let mut ending: Vec<&RoleAssignment> =
        terms.iter().filter(|term| term.state == TermState::Current && days_left(term, today).is_some()).collect();
    ending.sort_by_key(|term| term.valid_until);
    let mut tasks: Vec<Task> = Vec::new();
    tasks.extend(without_role.iter().take(SINGLY).map(|user| no_role(user)));
    tasks.extend(invited.iter().take(SINGLY).map(|user| not_signed_in(user)));
    tasks.extend(ending.iter().take(SINGLY).filter_map(|term| Some(ends_soon(term, days_left(term, today)?))));
    let told = tasks.len();
    let all = without_role.len() + invited.len() + ending.len();
    if all > told || more {
        tasks.push(rest(all - told, more));
    }
    tasks
}

fn days_left(term: &RoleAssignment, today: Day) -> Option<i64> {
    let days = (term.valid_until?.0 - today.0).whole_days();
    (0..=AHEAD_DAYS).contains(&days).then_some(days)
}

fn no_role(user: &User) -> Task {
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

fn not_signed_in(user: &User) -> Task {
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

fn since(user: &User) -> String {
    tr("task-since", &[("day", i18n::date(user.created_at.day_in_jakarta()).into())])
}

fn ends_soon(assignment: &RoleAssignment, days: i64) -> Task {
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

/// What was not told singly; counted only as far as was looked.
fn rest(count: usize, more: bool) -> Task {
    let reason = if more { t("task-rest-beyond") } else { t("task-rest-reason") };
    Task {
        glyph: Glyph::Users,
        tone: Tone::Neutral,
        title: tr("task-rest", &[("n", count.into())]),
        reason,
        age: None,
        href: Route::Users.href(),
        action: t("task-open-list"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::moment::Timestamp;

    fn user(name: &str, state: UserState) -> User {
        User {
            id: uuid::Uuid::nil().into(),
            username: name.to_owned(),
            full_name: name.to_owned(),
            email: None,
            state,
            state_reason: None,
            roles: Vec::new(),
            last_sign_in_at: None,
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
            version: 1,
        }
    }

    #[test]
    fn a_disabled_account_awaits_nothing() {
        let today = Day::new(2026, 11, 24).unwrap();
        let accounts = [user("Rina", UserState::Invited), user("Siti", UserState::Disabled)];
        let told = tasks(&accounts, &[], false, today);
        // Rina has neither a role nor a password.
        assert_eq!(told.len(), 2);
        assert!(told.iter().all(|task| task.title.contains("Rina")));
    }

    #[test]
    fn the_rest_is_counted() {
        let today = Day::new(2026, 11, 24).unwrap();
        let accounts: Vec<User> = (0..8).map(|n| user(&format!("U{n}"), UserState::Active)).collect();
        let told = tasks(&accounts, &[], false, today);
        assert_eq!(told.len(), SINGLY + 1);
    }
}
