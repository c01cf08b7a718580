//! Who holds which role: everyone's, or one user's.

use super::{period, place, state_badge};
use crate::api::{Call, use_query};
use crate::i18n::{self, choices, t, term};
use crate::reference::use_regions;
use crate::route::Route;
use crate::ui::filters_of;
use crate::ui::{
    Cell, Chip, Column, Filters, Glyph, LIMIT, LinkButton, PageHead, Panel, Pick, Row, Table, WhenEmpty, listing,
    use_address,
};
use crate::work_lists::WorkLists;
use contract::endpoints::ListRoleAssignments;
use contract::place::RegionLevel;
use contract::policy::Role;
use contract::role_assignments::{Filter, RoleAssignment, TermKind};
use contract::users::User;
use contract::work_lists::FilteredList;
use yew::prelude::*;

#[component]
pub fn RoleAssignmentList() -> Html {
    let address = use_address();
    let filter: Filter = address.filter();
    let regions = use_regions(RegionLevel::District, None);
    let call = Call::<ListRoleAssignments>::new().query(&filter).paging(&address.paging(LIMIT));
    let query = use_query(call);
    let busy = query.busy;
    let filtered = filter != Filter::default();
    let rows = listing(&query, &address, filtered, when_empty(), |assignments| table(assignments, true, busy));
    let actions = html! {
        <WorkLists list={FilteredList::RoleAssignments} address={address.clone()} filters={filters_of(&filter)} />
    };
    html! {
        <>
            <PageHead title={t("roles")} lede={t("roles-lede")} {actions} />
            <Panel flush=true>
                <Filters address={address.clone()} chips={chips(&filter)}>
                    <Pick
                        address={address.clone()}
                        name="role"
                        label={i18n::member("role")}
                        all={t("roles-all")}
                        options={choices::<Role>()}
                    />
                    <Pick
                        address={address.clone()}
                        name="region"
                        label={i18n::member("region_code")}
                        all={t("regions-all")}
                        options={regions.options()}
                    />
                </Filters>
                { rows }
            </Panel>
        </>
    }
}

fn chips(filter: &Filter) -> Vec<Chip> {
    let user = filter.user_id.map(|_| Chip { name: "user_id", text: t("roles-of-one") });
    user.into_iter().collect()
}

fn when_empty() -> WhenEmpty {
    WhenEmpty { glyph: Glyph::UserCheck, title: t("roles-empty"), text: t("roles-empty-text") }
}

#[derive(Properties, PartialEq)]
pub struct UserRolesProps {
    pub user: User,
}

/// The terms of one user, past ones too, as a part of her page.
#[component]
pub fn UserRoles(props: &UserRolesProps) -> Html {
    let address = use_address();
    let filter = Filter { user_id: Some(props.user.id), ..Filter::default() };
    let call = Call::<ListRoleAssignments>::new().query(&filter).paging(&address.paging(LIMIT));
    let query = use_query(call);
    let busy = query.busy;
    let rows = listing(&query, &address, false, when_empty(), |assignments| table(assignments, false, busy));
    let give = html! {
        <LinkButton
            href={Route::NewRoleAssignment { id: props.user.id }.href()}
            small=true
            glyph={Glyph::Plus}
        >
            { t("role-give") }
        </LinkButton>
    };
    html! { <Panel title={t("tab-roles")} aside={give} flush=true>{ rows }</Panel> }
}

fn table(assignments: &[RoleAssignment], whose: bool, busy: bool) -> Html {
    let first = if whose { t("user") } else { i18n::member("role") };
    let columns = vec![
        Column::new(first),
        Column::new(t("role-place")),
        Column::new(t("role-period-label")).whole(),
        Column::new(i18n::member("state")),
    ];
    let rows = assignments.iter().map(|assignment| {
        let acting = assignment.kind == TermKind::Acting;
        let kind = acting.then(|| term(assignment.kind));
        let role = term(assignment.role);
        let (title, below) = if whose {
            let role = kind.map_or(role.clone(), |kind| format!("{role} · {kind}"));
            (assignment.user_full_name.clone(), Some(role))
        } else {
            (role, kind)
        };
        let href = Route::RoleAssignment { id: assignment.id }.href();
        let cells = vec![
            Cell::name(href, title, below),
            Cell::text(place(assignment)),
            Cell::text(period(assignment)),
            Cell::new(state_badge(assignment.state)),
        ];
        Row { key: assignment.id.to_string(), cells }
    });
    html! {
        <Table caption={t("roles")} {columns} rows={rows.collect::<Vec<_>>()} {busy} />
    }
}
