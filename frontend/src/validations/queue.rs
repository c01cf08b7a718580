//! Those who wait for the Lurah, in two ways of going through them.

use super::checklist::Checklist;
use super::one_by_one::OneByOne;
use super::{Told, results};
use crate::api::{Call, Failure, use_me, use_query};
use crate::i18n::{t, tr};
use crate::route::Route;
use crate::ui::{
    Address, Empty, Glyph, LinkButton, Note, PageHead, Panel, ProblemPanel, Skeleton, Tab, Tabs, use_address,
};
use contract::beneficiaries::{Beneficiary, Filter, Status};
use contract::endpoints::ListBeneficiaries;
use contract::page::Paging;
use contract::policy::Permission;
use contract::validations::MAX_SELECTION;
use yew::prelude::*;

/// Those who wait: new candidates, and those changed since they were validated.
pub struct Waiting {
    pub women: Option<Vec<Beneficiary>>,
    pub failure: Option<Failure>,
    pub reload: Callback<()>,
}

#[hook]
fn use_status(status: Status) -> crate::api::Query<contract::page::Page<Beneficiary>> {
    let filter = Filter { status: Some(status), ..Filter::default() };
    let paging = Paging { limit: u64::try_from(MAX_SELECTION).ok(), ..Paging::default() };
    use_query(Call::<ListBeneficiaries>::new().query(&filter).paging(&paging))
}

#[hook]
pub fn use_waiting() -> Waiting {
    let candidates = use_status(Status::Candidate);
    let outdated = use_status(Status::Outdated);
    let women = match (candidates.value(), outdated.value()) {
        (Some(new), Some(changed)) => {
            Some(new.items.iter().chain(&changed.items).take(MAX_SELECTION).cloned().collect())
        }
        _ => None,
    };
    let reload = {
        let (one, two) = (candidates.reload.clone(), outdated.reload.clone());
        Callback::from(move |()| {
            one.emit(());
            two.emit(());
        })
    };
    Waiting { women, failure: candidates.failure.or(outdated.failure), reload }
}

#[component]
pub fn ValidationQueue() -> Html {
    let me = use_me();
    let address = use_address();
    let waiting = use_waiting();
    let told = use_state(Vec::<Told>::new);
    let ondone = {
        let (told, reload) = (told.setter(), waiting.reload.clone());
        Callback::from(move |result: Vec<Told>| {
            told.set(result);
            reload.emit(());
        })
    };
    let listed = address.get("tab") == Some("list");
    let body = match (&waiting.failure, waiting.women) {
        (Some(failure), _) => html! {
            <Panel><ProblemPanel failure={failure.clone()} retry={waiting.reload.clone()} /></Panel>
        },
        (None, None) => html! { <Panel><Skeleton lines=6 /></Panel> },
        (None, Some(women)) if women.is_empty() => html! {
            <Panel>
                <Empty glyph={Glyph::CircleCheck} title={t("validations-empty")} text={t("validations-empty-text")} />
            </Panel>
        },
        (None, Some(women)) if listed => html! { <Checklist {women} {ondone} /> },
        (None, Some(women)) => html! { <OneByOne {women} {ondone} /> },
    };
    let actions = html! {
        <LinkButton href={Route::PrintCandidates.href()} glyph={Glyph::ListDetails}>{ t("print-open") }</LinkButton>
    };
    html! {
        <>
            <PageHead title={t("validations")} lede={t("validations-lede")} {actions} />
            if !me.may(Permission::ValidateBeneficiaries) {
                <Note><p>{ t("validations-withheld") }</p></Note>
            }
            <Tabs label={t("validations-ways")} tabs={tabs(&address, listed)} />
            { results(&told) }
            { body }
        </>
    }
}

fn tabs(address: &Address, listed: bool) -> Vec<Tab> {
    vec![
        Tab { href: address.filtered(&[("tab", None)]), text: t("validations-one-by-one"), current: !listed },
        Tab { href: address.filtered(&[("tab", Some("list"))]), text: t("validations-checklist"), current: listed },
    ]
}

/// How far someone has come, `3 dari 8`.
pub fn position(index: usize, count: usize) -> String {
    tr("validations-position", &[("n", (index + 1).into()), ("total", count.into())])
}
