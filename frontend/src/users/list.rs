//! All accounts, searched, filtered and sorted.

use super::state_badge;
use crate::api::{Call, use_query};
use crate::app::held_role;
use crate::i18n::{self, t, term, tr};
use crate::route::Route;
use crate::ui::filters_of;
use crate::ui::{
    Address, Cell, Chip, Column, Filters, Glyph, Kind, LIMIT, LinkButton, Moment, PageHead, Panel, Row, SearchBox, Tab,
    Table, Tabs, WhenEmpty, listing, use_address,
};
use crate::work_lists::WorkLists;
use contract::endpoints::ListUsers;
use contract::users::{Filter, SORT_KEYS, User, UserState};
use contract::work_lists::FilteredList;
use yew::prelude::*;

#[component]
pub fn UserList() -> Html {
    let address = use_address();
    let filter: Filter = address.filter();
    let call = Call::<ListUsers>::new().query(&filter).paging(&address.paging(LIMIT));
    let query = use_query(call);
    let total = query.value().and_then(|page| page.total);
    let lede = total.map(|total| tr("users-count", &[("n", total.into())]));
    let filtered = filter != Filter::default();
    let when_empty = WhenEmpty { glyph: Glyph::Users, title: t("users-empty"), text: t("users-empty-text") };
    let busy = query.busy;
    let rows = listing(&query, &address, filtered, when_empty, |users| table(&address, users, busy));
    let add = html! {
        <LinkButton href={Route::NewUser.href()} kind={Kind::Primary} glyph={Glyph::UserPlus}>
            { t("users-add") }
        </LinkButton>
    };
    let actions = html! {
        <>
            <WorkLists list={FilteredList::Users} address={address.clone()} filters={filters_of(&filter)} />
            { add }
        </>
    };
    html! {
        <>
            <PageHead title={t("users")} {lede} {actions} />
            <Tabs label={t("users-by-state")} tabs={tabs(&address, filter.state)} />
            <Panel flush=true>
                <Filters address={address.clone()} chips={chips(&filter)}>
                    <SearchBox address={address.clone()} label={t("users-search")} />
                </Filters>
                { rows }
            </Panel>
        </>
    }
}

fn tabs(address: &Address, now: Option<UserState>) -> Vec<Tab> {
    let all = Tab { href: address.filtered(&[("state", None)]), text: t("all"), current: now.is_none() };
    let states = UserState::ALL.iter().map(|state| Tab {
        href: address.filtered(&[("state", Some(state.as_str()))]),
        text: term(*state),
        current: now == Some(*state),
    });
    std::iter::once(all).chain(states).collect()
}

fn chips(filter: &Filter) -> Vec<Chip> {
    let search =
        filter.q.as_deref().map(|q| Chip { name: "q", text: tr("filter-name-contains", &[("text", q.into())]) });
    search.into_iter().collect()
}

fn table(address: &Address, users: &[User], busy: bool) -> Html {
    let columns = vec![
        Column::new(t("users-name")).sorted("full_name"),
        Column::new(i18n::member("role")),
        Column::new(t("users-last-sign-in")).labelled().whole(),
        Column::new(i18n::member("state")),
    ];
    let rows = users.iter().map(|user| {
        let last = user
            .last_sign_in_at
            .map_or_else(|| html! { { t("users-never") } }, |at| html! { <Moment {at} ago=true /> });
        let name = Cell::name(Route::User { id: user.id }.href(), user.full_name.clone(), Some(user.username.clone()));
        Row {
            key: user.id.to_string(),
            cells: vec![name, Cell::new(roles(user)), Cell::new(last), Cell::new(state_badge(user.state))],
        }
    });
    let sort_href = {
        let address = address.clone();
        Callback::from(move |sort: String| address.filtered(&[("sort", Some(&sort))]))
    };
    let sort = address.get("sort").or(SORT_KEYS.first().copied());
    html! {
        <Table
            caption={t("users")}
            {columns}
            rows={rows.collect::<Vec<_>>()}
            sort={sort.map(|sort| AttrValue::from(sort.to_owned()))}
            {sort_href}
            {busy}
        />
    }
}

/// The roles someone holds, or that there are none.
fn roles(user: &User) -> Html {
    if user.roles.is_empty() {
        return html! { <span class="ink2">{ t("users-no-role") }</span> };
    }
    let roles = user.roles.iter().map(|held| html! { <li>{ held_role(held) }</li> });
    html! { <ul class="plain">{ for roles }</ul> }
}
