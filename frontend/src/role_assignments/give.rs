//! Giving someone a role in a place for a period.

use crate::api::{Call, use_query, use_query_if};
use crate::editor::{Editable, Editor};
use crate::i18n::{choices, t, term, today, tr};
use crate::reference::RegionPicker;
use crate::route::Route;
use crate::ui::form::use_fields;
use crate::ui::{Crumb, DateField, PageHead, Panel, RadioField, Reader, SelectField, TextField, Values, Width};
use contract::agencies;
use contract::draft::Member;
use contract::endpoints::{CreateRoleAssignment, GetRoleAssignment, GetUser, ListAgencies};
use contract::ids::UserId;
use contract::me::Me;
use contract::page::{MAX_LIMIT, Paging};
use contract::place::RegionLevel;
use contract::policy::{PlaceRule, Role};
use contract::role_assignments::{RoleAssignment, RoleAssignmentDraft, TermKind};
use yew::prelude::*;

struct RoleForm;

impl Editable for RoleForm {
    type View = RoleAssignment;
    type Draft = RoleAssignmentDraft;
    type Read = GetRoleAssignment;
    type Create = CreateRoleAssignment;
    // A term is ended and given anew, never changed; this is not called.
    type Update = CreateRoleAssignment;
    const NAME: &'static str = "role";

    fn values(_: &RoleAssignment) -> Values {
        Values::default()
    }

    /// What was filled in for another role stays in the inputs and is not sent.
    fn read(reader: &mut Reader) -> RoleAssignmentDraft {
        let role = reader.parsed::<Role>("/role");
        let place = role.value().map(|role| role.place_rule());
        let mut draft = RoleAssignmentDraft {
            user_id: reader.parsed("/user_id"),
            kind: reader.parsed("/kind"),
            valid_from: reader.parsed("/valid_from"),
            valid_until: reader.parsed("/valid_until"),
            role,
            ..RoleAssignmentDraft::default()
        };
        if place.is_some_and(|rule| rule != PlaceRule::None) {
            draft.region_code = reader.parsed("/region_code");
        }
        if place == Some(PlaceRule::VillageOrRw) {
            draft.rw = reader.parsed("/rw");
        }
        if place == Some(PlaceRule::Agency) {
            draft.agency_id = reader.parsed("/agency_id");
        }
        // Cleared and never given are the same in a new record.
        if draft.valid_until == Member::Null {
            draft.valid_until = Member::Absent;
        }
        draft
    }

    fn name(assignment: &RoleAssignment) -> String {
        term(assignment.role)
    }

    fn href(assignment: &RoleAssignment) -> String {
        Route::User { id: assignment.user_id }.with(&[("tab", "roles")])
    }
}

#[derive(Properties, PartialEq)]
pub struct GiveRoleProps {
    pub user: UserId,
}

#[component]
pub fn GiveRole(props: &GiveRoleProps) -> Html {
    let id = props.user.to_string();
    let query = use_query(Call::<GetUser>::at(&[&id]));
    let page = Route::User { id: props.user }.href();
    let name = query.value().map(|user| user.full_name.clone());
    let mut crumbs = vec![Crumb::new(Route::Users.href(), t("users"))];
    if let Some(name) = &name {
        crumbs.push(Crumb::new(page.clone(), name.clone()));
    }
    let lede = name.map(|name| tr("role-give-lede", &[("name", name.into())]));
    let seed = Values::of(&[
        ("/user_id", &id),
        ("/kind", TermKind::Definitive.as_str()),
        ("/valid_from", &today().to_string()),
    ]);
    html! {
        <>
            <PageHead title={t("role-give")} {crumbs} {lede} />
            <Editor<RoleForm> {seed} cancel={page}><RoleFields /></Editor<RoleForm>>
        </>
    }
}

#[component]
fn RoleFields() -> Html {
    let form = use_fields();
    let role = form.values().get("/role").parse::<Role>().ok();
    let rule = role.map(Role::place_rule);
    let agencies = use_query_if((rule == Some(PlaceRule::Agency)).then(|| {
        Call::<ListAgencies>::new()
            .query(&agencies::Filter::default())
            .paging(&Paging { limit: Some(MAX_LIMIT), ..Paging::default() })
    }));
    let offered = agencies.value().map(|page| {
        let items = page.items.iter();
        items.map(|agency| (agency.id.to_string(), agency.name.clone())).collect::<Vec<_>>()
    });
    html! {
        <>
            <Panel title={t("role-and-place")}>
                <SelectField at="/role" options={choices::<Role>()} />
                if let Some(role) = role {
                    <Rights {role} />
                }
                if let Some(level) = rule.and_then(level) {
                    <RegionPicker at="/region_code" {level} />
                }
                if rule == Some(PlaceRule::VillageOrRw) {
                    <TextField at="/rw" optional=true width={Width::Short} hint={t("role-rw-hint")} />
                }
                if rule == Some(PlaceRule::Agency) {
                    <SelectField
                        at="/agency_id"
                        loading={offered.is_none()}
                        options={offered.unwrap_or_default()}
                    />
                }
            </Panel>
            <Panel title={t("role-period-label")}>
                <RadioField at="/kind" options={choices::<TermKind>()} hint={t("role-kind-hint")} />
                <DateField at="/valid_from" />
                <DateField at="/valid_until" optional=true hint={t("role-until-hint")} />
            </Panel>
        </>
    }
}

/// The level of place a role names.
const fn level(rule: PlaceRule) -> Option<RegionLevel> {
    match rule {
        PlaceRule::None => None,
        PlaceRule::City | PlaceRule::Agency => Some(RegionLevel::City),
        PlaceRule::District => Some(RegionLevel::District),
        PlaceRule::Village | PlaceRule::VillageOrRw => Some(RegionLevel::Village),
    }
}

#[derive(Properties, PartialEq)]
struct RightsProps {
    role: Role,
}

/// What the chosen role may do, before it is given.
#[component]
fn Rights(props: &RightsProps) -> Html {
    let rights = Me::permissions_of(&[props.role]);
    let items = rights.iter().map(|permission| html! { <li>{ term(*permission) }</li> });
    html! {
        <details class="more">
            <summary>{ tr("role-rights", &[("n", rights.len().into())]) }</summary>
            <ul>{ for items }</ul>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::draft::{Draft, Purpose};

    #[test]
    fn only_what_goes_with_the_role_is_sent() {
        let id = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47";
        let mut values = Values::of(&[
            ("/user_id", id),
            ("/role", "kader"),
            ("/kind", "definitive"),
            ("/region_code", "32.75.03.1004"),
            ("/rw", "7"),
            ("/agency_id", id),
        ]);
        let draft = RoleForm::read(&mut Reader::new(&values));
        assert!(draft.agency_id.is_absent());
        assert_eq!(draft.check(Purpose::Create), []);
        values.set("/role", "auditor");
        let draft = RoleForm::read(&mut Reader::new(&values));
        assert!(draft.region_code.is_absent() && draft.rw.is_absent());
        assert_eq!(draft.check(Purpose::Create), []);
    }
}
