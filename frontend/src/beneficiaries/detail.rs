//! One woman: who she is, how her family lives, where she stands.

use super::consents::ConsentPanel;
use super::decisions::DecisionPanel;
use super::facts::{about_collection, about_family, about_identity};
use super::steps::Actions;
use super::{Keeping, members_in_words, name_of, place_of, status_badge};
use crate::api::{Call, use_me, use_query};
use crate::history::ChangeHistory;
use crate::households::HouseholdPanels;
use crate::i18n::{self, member, t, tr};
use crate::reference::use_codes;
use crate::route::Route;
use crate::ui::{Address, Badge, Crumb, Glyph, Link, Note, PageHead, Tab, Tabs, Tone, use_address, waiting};
use contract::beneficiaries::{Beneficiary, Status};
use contract::endpoints::{GetBeneficiary, ListBeneficiaryHistory};
use contract::ids::BeneficiaryId;
use contract::policy::Permission;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct BeneficiaryDetailProps {
    pub id: BeneficiaryId,
}

#[component]
pub fn BeneficiaryDetail(props: &BeneficiaryDetailProps) -> Html {
    let query = use_query(Call::<GetBeneficiary>::at(&[&props.id.to_string()]));
    let me = use_me();
    let address = use_address();
    let codes = use_codes();
    let crumbs = vec![Crumb::new(Route::Beneficiaries.href(), t("beneficiaries"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("beneficiary"), crumbs, &query);
    };
    let woman = &record.value;
    let mut meta = vec![
        status_badge(woman.status),
        html! { { tr("age-years", &[("n", woman.age.into())]) } },
        html! { { place_of(woman) } },
    ];
    if woman.archived_at.is_some() {
        meta.insert(0, html! { <Badge glyph={Glyph::Archive} text={t("archived")} /> });
    }
    let actions = html! { <Actions record={record.clone()} onchange={query.reload.clone()} /> };
    let part = if address.get("tab") == Some("history") {
        let call = Call::<ListBeneficiaryHistory>::at(&[&woman.id.to_string()]);
        html! { <ChangeHistory {call} address={address.clone()} /> }
    } else {
        html! {
            <div class="cols c-1-1">
                <div class="stack">
                    { crate::pages::welfare_panels(woman.id) }
                    <HouseholdPanels id={woman.household_id} />
                </div>
                <div class="stack">
                    { about_identity(woman) }
                    { about_family(woman, &codes) }
                    <DecisionPanel id={woman.id} />
                    if me.may(Permission::SeeConsents) {
                        <ConsentPanel id={woman.id} />
                    }
                    { about_collection(woman, &codes) }
                </div>
            </div>
        }
    };
    html! {
        <>
            <PageHead title={name_of(woman)} {crumbs} {meta} {actions} />
            { notes(woman) }
            <Tabs label={t("parts")} tabs={tabs(&address)} />
            <ContextProvider<Keeping> context={Keeping::of(woman)}>{ part }</ContextProvider<Keeping>>
        </>
    }
}

fn tabs(address: &Address) -> Vec<Tab> {
    let history = address.get("tab") == Some("history");
    vec![
        Tab { href: address.filtered(&[("tab", None)]), text: t("tab-overview"), current: !history },
        Tab { href: address.filtered(&[("tab", Some("history"))]), text: t("history"), current: history },
    ]
}

/// What is missing, what deserves a second look, what is not shown.
fn notes(woman: &Beneficiary) -> Html {
    let words = |key_members: &[String]| members_in_words(key_members);
    let warnings = woman.warnings.iter().map(|warning| {
        let name = member(warning.pointer.rsplit('/').next().unwrap_or_default());
        html! { <p>{ format!("{name}: {}", warning.detail) }</p> }
    });
    html! {
        <div class="stack mb-s4">
            if !woman.missing.is_empty() && woman.merged_into.is_none() {
                <Note tone={Tone::Warn}>
                    <p>{ tr("beneficiary-missing-note", &[("members", words(&woman.missing).into())]) }</p>
                </Note>
            }
            if woman.status == Status::Outdated {
                <Note tone={Tone::Warn}>
                    <p>{ tr("beneficiary-outdated-note", &[("members", words(&woman.outdated_by).into())]) }</p>
                </Note>
            }
            if !woman.warnings.is_empty() {
                <Note tone={Tone::Warn}>{ for warnings }</Note>
            }
            if let Some(at) = woman.archived_at {
                <Note>
                    <p>{ tr("beneficiary-archived-note", &[("time", i18n::moment(at).into())]) }</p>
                    <p>{ woman.archive_reason.clone().unwrap_or_default() }</p>
                    if let Some(id) = woman.merged_into {
                        <p><Link href={Route::Beneficiary { id }.href()}>{ t("beneficiary-merged-into") }</Link></p>
                    }
                </Note>
            }
            if let Some(day) = woman.destroy_on {
                <Note>
                    <p>{ tr("beneficiary-destroy-note", &[("day", i18n::date_long(day).into())]) }</p>
                </Note>
            }
            if !woman.withheld.is_empty() {
                <Note tone={Tone::Neutral}>
                    <p>{ tr("withheld-note", &[("members", words(&woman.withheld).into())]) }</p>
                </Note>
            }
        </div>
    }
}
