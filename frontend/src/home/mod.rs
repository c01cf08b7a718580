//! What awaits me (beranda); figures come second.

mod register;
mod tasks;

use crate::api::{Call, use_me, use_query, use_query_if};
use crate::i18n::{self, t, term, tr};
use crate::route::Route;
use crate::ui::{Empty, Glyph, LinkButton, PageHead, Panel, ProblemPanel, Skeleton, Stat, Stats, TaskList};
use crate::work_lists::WorkListPanel;
use contract::agencies;
use contract::endpoints::{GetMyAwaiting, ListAgencies, ListUsers};
use contract::me::Me;
use contract::page::{Include, Paging};
use contract::policy::Permission;
use contract::users::{Filter, UserState};
use register::RegisterFigures;
use yew::prelude::*;

#[component]
pub fn Home() -> Html {
    let me = use_me();
    let awaiting = use_query(Call::<GetMyAwaiting>::new());
    let told = awaiting.value().map(|awaiting| tasks::told(&me, awaiting));
    let day = i18n::weekday(i18n::today());
    let lede = match &told {
        Some(tasks) if !tasks.is_empty() => tr("home-lede", &[("day", day.into()), ("n", tasks.len().into())]),
        _ => day,
    };
    let body = match (&awaiting.failure, told) {
        (Some(failure), _) => html! {
            <Panel><ProblemPanel failure={failure.clone()} retry={awaiting.reload.clone()} /></Panel>
        },
        (None, None) => html! { <Panel><Skeleton lines=6 /></Panel> },
        (None, Some(tasks)) if tasks.is_empty() => nothing(&me),
        (None, Some(tasks)) => html! { <TaskList label={t("home-tasks")} {tasks} /> },
    };
    html! {
        <>
            <PageHead title={t("home-title")} {lede} />
            <div class="cols c-2-1">
                <div class="stack">{ body }<WorkListPanel /></div>
                <Figures />
            </div>
        </>
    }
}

fn nothing(me: &Me) -> Html {
    let text = if me.roles.is_empty() { t("home-no-role") } else { t("home-nothing-text") };
    html! {
        <Panel>
            <Empty glyph={Glyph::CircleCheck} title={t("home-nothing")} {text}>
                if me.may(Permission::ReadAuditTrail) {
                    <LinkButton href={Route::AuditEvents.href()} glyph={Glyph::FileSearch}>
                        { t("menu-audit") }
                    </LinkButton>
                }
            </Empty>
        </Panel>
    }
}

/// One row is enough to learn how many there are.
fn count_only() -> Paging {
    Paging { limit: Some(1), include: Some(Include::Total), ..Paging::default() }
}

#[hook]
fn use_count(wanted: bool, state: UserState) -> Option<AttrValue> {
    let filter = Filter { q: None, state: Some(state) };
    let call = Call::<ListUsers>::new().query(&filter).paging(&count_only());
    let query = use_query_if(wanted.then_some(call));
    query.value().and_then(|page| figure(page.total))
}

fn figure(total: Option<u64>) -> Option<AttrValue> {
    let total = i64::try_from(total?).ok()?;
    Some(AttrValue::from(i18n::number(total)))
}

#[component]
fn Figures() -> Html {
    let me = use_me();
    let users = me.may(Permission::ManageUsers);
    let states = [
        (UserState::Active, use_count(users, UserState::Active)),
        (UserState::Invited, use_count(users, UserState::Invited)),
        (UserState::Disabled, use_count(users, UserState::Disabled)),
    ];
    let call = Call::<ListAgencies>::new().query(&agencies::Filter::default()).paging(&count_only());
    let agencies = use_query_if(Some(call));
    let accounts = states.into_iter().filter(|_| users).map(|(state, value)| {
        let href = Route::Users.with(&[("state", state.as_str())]);
        let label = tr("home-accounts", &[("state", term(state).into())]);
        html! { <Stat {label} {value} {href} /> }
    });
    let agencies = agencies.value().and_then(|page| figure(page.total));
    html! {
        <section class="stack" aria-labelledby="figures">
            <h2 id="figures">{ t("home-figures") }</h2>
            <Stats>
                <RegisterFigures />
                { for accounts }
                <Stat label={t("agencies")} value={agencies} href={Route::Agencies.href()} />
            </Stats>
        </section>
    }
}
