//! A household: its place, its means, its women and its other members.

use super::members::MemberList;
use crate::api::{Call, use_me, use_query};
use crate::beneficiaries::{name_of, seen, status_badge};
use crate::i18n::{self, member, t};
use crate::route::Route;
use crate::ui::{Button, Crumb, Glyph, KeyValue, Link, LinkButton, PageHead, Panel, ProblemPanel, Skeleton, waiting};
use contract::beneficiaries::Filter;
use contract::endpoints::{GetHousehold, ListBeneficiaries};
use contract::households::Household;
use contract::ids::HouseholdId;
use contract::policy::Permission;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct HouseholdProps {
    pub id: HouseholdId,
}

#[component]
pub fn HouseholdDetail(props: &HouseholdProps) -> Html {
    let query = use_query(Call::<GetHousehold>::at(&[&props.id.to_string()]));
    let crumbs = vec![Crumb::new(Route::Beneficiaries.href(), t("beneficiaries"))];
    let Some(home) = query.value().filter(|_| query.failure.is_none()) else {
        return waiting(t("household"), crumbs, &query);
    };
    let title = format!("{} · RT {} RW {} {}", t("household"), home.rt, home.rw, home.region_name);
    html! {
        <>
            <PageHead {title} {crumbs} actions={html! { <Actions id={props.id} /> }} />
            <div class="cols c-1-1">
                <div class="stack"><HouseholdPanels id={props.id} own=true /></div>
                <Women id={props.id} />
            </div>
        </>
    }
}

#[component]
fn Actions(props: &HouseholdProps) -> Html {
    let me = use_me();
    let edit = if me.may(Permission::EditBeneficiaries) {
        let href = Route::EditHousehold { id: props.id }.href();
        html! { <LinkButton {href} glyph={Glyph::Edit}>{ t("edit") }</LinkButton> }
    } else {
        html! { <Button glyph={Glyph::Edit} reason={t("beneficiary-edit-withheld")}>{ t("edit") }</Button> }
    };
    html! {
        <>
            { edit }
            if me.may(Permission::RegisterBeneficiaries) {
                <LinkButton
                    href={Route::NewBeneficiary.with(&[("household", &props.id.to_string())])}
                    glyph={Glyph::Plus}
                >
                    { t("household-add-woman") }
                </LinkButton>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct HouseholdPanelsProps {
    pub id: HouseholdId,
    /// They stand on the household's own page.
    #[prop_or_default]
    pub own: bool,
}

/// Means and members, for this page and for the pages of its women.
#[component]
pub fn HouseholdPanels(props: &HouseholdPanelsProps) -> Html {
    let query = use_query(Call::<GetHousehold>::at(&[&props.id.to_string()]));
    let Some(home) = query.value() else {
        return html! { <Panel title={t("household")}><Skeleton lines=3 /></Panel> };
    };
    let href = Route::Household { id: props.id }.href();
    let aside = if props.own {
        Html::default()
    } else {
        html! { <Link {href}>{ t("household-open") }</Link> }
    };
    html! {
        <>
            <Panel title={t("household-finances")} {aside}><KeyValue pairs={facts(home)} /></Panel>
            <MemberList id={props.id} />
        </>
    }
}

fn facts(home: &Household) -> Vec<(String, Html)> {
    vec![
        (t("family-income"), seen(&home.monthly_income, |sum| i18n::rupiah(*sum))),
        (t("family-expenditure"), seen(&home.monthly_expenditure, |sum| i18n::rupiah(*sum))),
        (member("finances_on"), seen(&home.finances_on, |day| i18n::date(*day))),
        (member("kk_number"), seen(&home.kk_number_masked, Clone::clone)),
        (member("address"), seen(&home.address, Clone::clone)),
    ]
}

#[component]
fn Women(props: &HouseholdProps) -> Html {
    let filter = Filter { household_id: Some(props.id), ..Filter::default() };
    let query = use_query(Call::<ListBeneficiaries>::new().query(&filter));
    let body = match (&query.failure, query.value()) {
        (Some(failure), _) => html! { <ProblemPanel failure={failure.clone()} retry={query.reload.clone()} /> },
        (None, None) => html! { <Skeleton lines=2 /> },
        (None, Some(page)) => {
            let items = page.items.iter().map(|woman| {
                let href = Route::Beneficiary { id: woman.id }.href();
                html! { <li class="line"><Link {href}>{ name_of(woman) }</Link>{ status_badge(woman.status) }</li> }
            });
            html! { <ul class="plain people">{ for items }</ul> }
        }
    };
    html! { <Panel title={t("household-women")}>{ body }</Panel> }
}
