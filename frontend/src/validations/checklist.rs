//! All who wait, to be ticked; who cannot be ticked says why.

use super::{Chosen, DecideBar, obstacle};
use crate::beneficiaries::{name_of, place_of, status_badge};
use crate::editor::Outcome;
use crate::i18n::{t, tr};
use crate::route::Route;
use crate::ui::{Glyph, Icon, Link, Panel};
use crate::welfare::answer_badge;
use contract::beneficiaries::Beneficiary;
use contract::ids::BeneficiaryId;
use std::collections::BTreeSet;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ChecklistProps {
    pub women: Vec<Beneficiary>,
    pub ondone: Callback<Vec<Outcome>>,
}

#[component]
pub fn Checklist(props: &ChecklistProps) -> Html {
    let ticked = use_state(BTreeSet::<BeneficiaryId>::new);
    let able: BTreeSet<BeneficiaryId> =
        props.women.iter().filter(|woman| obstacle(woman).is_none()).map(|woman| woman.id).collect();
    let all = !able.is_empty() && able.is_subset(&ticked);
    let onall = {
        let (ticked, able) = (ticked.clone(), able.clone());
        Callback::from(move |_: Event| ticked.set(if all { BTreeSet::new() } else { able.clone() }))
    };
    let chosen: Vec<Chosen> = props.women.iter().filter(|woman| ticked.contains(&woman.id)).map(Chosen::of).collect();
    let ondone = {
        let (ticked, ondone) = (ticked.setter(), props.ondone.clone());
        Callback::from(move |told: Vec<Outcome>| {
            ticked.set(BTreeSet::new());
            ondone.emit(told);
        })
    };
    let items = props.women.iter().map(|woman| item(&ticked, woman));
    let aside = html! {
        if !able.is_empty() {
            <label class="pick">
                <input type="checkbox" checked={all} onchange={onall} />
                { tr("checklist-all", &[("n", able.len().into())]) }
            </label>
        }
    };
    // Once someone is ticked, the decision stays in sight.
    let bar = if chosen.is_empty() { "body" } else { "stickbar inlay" };
    html! {
        <Panel title={t("validations-checklist")} {aside} flush=true>
            <ul class="plain checks">{ for items }</ul>
            <div class={bar}><DecideBar {chosen} {ondone} /></div>
        </Panel>
    }
}

fn item(ticked: &UseStateHandle<BTreeSet<BeneficiaryId>>, woman: &Beneficiary) -> Html {
    let id = woman.id;
    let reason = obstacle(woman);
    let reason_id = format!("why-{id}");
    let onchange = {
        let ticked = ticked.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
                return;
            };
            let mut next = (*ticked).clone();
            if input.checked() {
                next.insert(id)
            } else {
                next.remove(&id)
            };
            ticked.set(next);
        })
    };
    let age = tr("age-years", &[("n", woman.age.into())]);
    html! {
        <li key={id.to_string()}>
            <label class="pick">
                <input
                    type="checkbox"
                    checked={ticked.contains(&id)}
                    disabled={reason.is_some()}
                    aria-describedby={reason.is_some().then(|| reason_id.clone())}
                    {onchange}
                />
                <span>
                    <span class="b">{ name_of(woman) }</span>
                    <span class="sub">{ format!("{age} · {}", place_of(woman)) }</span>
                </span>
            </label>
            <span class="row-wrap">
                { status_badge(woman.status) }
                { answer_badge(woman.eligibility) }
                <Link
                    href={Route::Beneficiary { id }.href()}
                    label={tr("validations-open-one", &[("name", name_of(woman).into())])}
                >
                    { t("validations-open") }
                </Link>
            </span>
            if let Some(reason) = reason {
                <p class="reason" id={reason_id}><Icon glyph={Glyph::Lock} /><span>{ reason }</span></p>
            }
        </li>
    }
}
