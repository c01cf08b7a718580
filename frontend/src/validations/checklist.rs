//! All who wait, to be ticked; who cannot be ticked says why.

use super::{Chosen, DecideBar, obstacle};
use crate::beneficiaries::{name_of, place_of, status_badge};
use crate::editor::Outcome;
use crate::i18n::{t, tr};
use crate::route::Route;
use crate::ui::{Glyph, Icon, Link, Panel, Picking, use_address, use_picking};
use crate::welfare::answer_badge;
use contract::beneficiaries::Beneficiary;
use contract::ids::BeneficiaryId;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ChecklistProps {
    pub women: Vec<Beneficiary>,
    pub ondone: Callback<Vec<Outcome>>,
}

#[component]
pub fn Checklist(props: &ChecklistProps) -> Html {
    let address = use_address();
    let picking = use_picking::<BeneficiaryId>(&address);
    let able = props.women.iter().filter(|woman| obstacle(woman).is_none()).map(|woman| woman.id);
    let able: Vec<BeneficiaryId> = able.collect();
    let chosen: Vec<Chosen> = props.women.iter().filter(|woman| picking.holds(woman.id)).map(Chosen::of).collect();
    let ondone = {
        let (picking, ondone) = (picking.clone(), props.ondone.clone());
        Callback::from(move |told: Vec<Outcome>| {
            picking.clear();
            ondone.emit(told);
        })
    };
    let items = props.women.iter().map(|woman| item(&picking, woman));
    let aside = html! {
        if !able.is_empty() {
            { picking.all(&able, tr("checklist-all", &[("n", able.len().into())])) }
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

fn item(picking: &Picking<BeneficiaryId>, woman: &Beneficiary) -> Html {
    let id = woman.id;
    let reason = obstacle(woman);
    let reason_id = format!("why-{id}");
    let onchange = picking.follow(id);
    let age = tr("age-years", &[("n", woman.age.into())]);
    html! {
        <li key={id.to_string()}>
            <label class="pick">
                <input
                    type="checkbox"
                    checked={picking.holds(id)}
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
