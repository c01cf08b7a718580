//! Those who wait for the Lurah, in two ways of going through them.

use super::checklist::Checklist;
use super::obstacle;
use super::one_by_one::OneByOne;
use crate::api::{Call, Failure, Query, use_me, use_query_if};
use crate::editor::{Outcome, use_outcomes};
use crate::i18n::{t, tr};
use crate::route::Route;
use crate::ui::{
    Address, Empty, Glyph, LinkButton, Note, PageHead, Panel, Pick, ProblemPanel, Skeleton, Tab, Tabs, use_address,
};
use contract::beneficiaries::{Beneficiary, Filter, Status};
use contract::endpoints::ListBeneficiaries;
use contract::page::{Page, Paging};
use contract::policy::Permission;
use contract::validations::MAX_SELECTION;
use std::collections::BTreeSet;
use yew::prelude::*;

/// The member of the address that leaves out whom nobody can decide on now.
const SHOWN: &str = "show";
const READY: &str = "ready";
/// Those validated already, to be validated for another year too.
const VALIDATED: &str = "validated";

/// Those who wait: new candidates, and those changed since they were validated.
/// First those who can be decided on.
pub struct Waiting {
    pub women: Option<Vec<Beneficiary>>,
    /// Only those who can be decided on are asked for.
    pub ready: bool,
    pub failure: Option<Failure>,
    pub reload: Callback<()>,
}

#[hook]
fn use_status(wanted: bool, status: Status, complete: bool) -> Query<Page<Beneficiary>> {
    let filter = Filter { status: Some(status), complete: Some(complete), ..Filter::default() };
    let paging = Paging { limit: u64::try_from(MAX_SELECTION).ok(), ..Paging::default() };
    use_query_if(wanted.then(|| Call::<ListBeneficiaries>::new().query(&filter).paging(&paging)))
}

/// The complete ones are asked for by themselves, so that they are there
/// however many wait.
#[hook]
pub fn use_waiting(address: &Address) -> Waiting {
    let ready = address.get(SHOWN) == Some(READY);
    let again = address.get(SHOWN) == Some(VALIDATED);
    let incomplete = !again && !ready;
    let queries = [
        use_status(!again, Status::Candidate, true),
        use_status(!again, Status::Outdated, true),
        use_status(incomplete, Status::Candidate, false),
        use_status(incomplete, Status::Outdated, false),
        use_status(again, Status::Validated, true),
    ];
    let asked = queries.iter().zip([!again, !again, incomplete, incomplete, again]).filter(|(_, asked)| *asked);
    let pages: Option<Vec<&Page<Beneficiary>>> = asked.map(|(query, _)| query.value()).collect();
    let women = pages.map(|pages| {
        let women = pages.into_iter().flat_map(|page| page.items.iter().cloned());
        let mut women = first(women.collect(), |woman| woman.id, |woman| obstacle(woman).is_none());
        if ready {
            women.retain(|woman| obstacle(woman).is_none());
        }
        women.truncate(MAX_SELECTION);
        women
    });
    let failure = queries.iter().find_map(|query| query.failure.clone());
    let reload = Callback::from(move |()| queries.iter().for_each(|query| query.reload.emit(())));
    Waiting { women, ready, failure, reload }
}

/// Those of whom it holds before the others, each in their order and once: the
/// answers come one after another, and one may know more than the other.
fn first<T, K: Ord>(all: Vec<T>, key: impl Fn(&T) -> K, holds: impl Fn(&T) -> bool) -> Vec<T> {
    let mut known = BTreeSet::new();
    let once = all.into_iter().filter(|one| known.insert(key(one)));
    let (mut chosen, others): (Vec<T>, Vec<T>) = once.partition(holds);
    chosen.extend(others);
    chosen
}

/// Everyone who waits, or only those who can be decided on.
pub fn pick_shown(address: &Address) -> Html {
    html! {
        <Pick
            address={address.clone()}
            name={SHOWN}
            label={t("validations-shown")}
            all={t("validations-all")}
            options={vec![
                (READY.to_owned(), t("validations-ready")),
                (VALIDATED.to_owned(), t("validations-other-year")),
            ]}
        />
    }
}

/// Nobody is shown, because nobody waits or nobody can be decided on.
pub fn nobody(address: &Address, ready: bool) -> Html {
    let (title, text) = if ready {
        (t("validations-none-ready"), t("validations-none-ready-text"))
    } else {
        (t("validations-empty"), t("validations-empty-text"))
    };
    html! {
        <Panel>
            <Empty glyph={Glyph::CircleCheck} {title} {text}>
                if ready {
                    <LinkButton href={address.filtered(&[(SHOWN, None)])}>{ t("validations-show-all") }</LinkButton>
                }
            </Empty>
        </Panel>
    }
}

#[component]
pub fn ValidationQueue() -> Html {
    let me = use_me();
    let address = use_address();
    let waiting = use_waiting(&address);
    let told = use_outcomes(&address);
    let ondone = {
        let (told, reload) = (told.clone(), waiting.reload.clone());
        Callback::from(move |result: Vec<Outcome>| {
            told.tell(result);
            reload.emit(());
        })
    };
    let listed = address.get("tab") == Some("list");
    let body = match (&waiting.failure, waiting.women) {
        (Some(failure), _) => html! {
            <Panel><ProblemPanel failure={failure.clone()} retry={waiting.reload.clone()} /></Panel>
        },
        (None, None) => html! { <Panel><Skeleton lines=6 /></Panel> },
        (None, Some(women)) if women.is_empty() => nobody(&address, waiting.ready),
        (None, Some(women)) if listed => html! { <Checklist {women} {ondone} /> },
        (None, Some(women)) => html! { <OneByOne {women} {ondone} /> },
    };
    let print = Route::PrintCandidates;
    let print = address.get(SHOWN).map_or_else(|| print.href(), |shown| print.with(&[(SHOWN, shown)]));
    let actions = html! {
        <>
            { pick_shown(&address) }
            <LinkButton href={print} glyph={Glyph::ListDetails}>{ t("print-open") }</LinkButton>
        </>
    };
    html! {
        <>
            <PageHead title={t("validations")} lede={t("validations-lede")} {actions} />
            if !me.may(Permission::ValidateBeneficiaries) {
                <Note><p>{ t("validations-withheld") }</p></Note>
            }
            <Tabs label={t("validations-ways")} tabs={tabs(&address, listed)} />
            { told.shown() }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_of_whom_it_holds_stand_first_and_each_once() {
        let number = |number: &i32| *number;
        assert_eq!(first(vec![1, 2, 3, 4, 3, 5, 2], number, |number| number % 2 == 0), [2, 4, 1, 3, 5]);
    }
}
