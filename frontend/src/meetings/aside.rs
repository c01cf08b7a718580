//! What stands beside a meeting: who signed, who came, its files.

use super::files::Files;
use crate::api::Reply;
use crate::i18n::{date, number, t, tr};
use crate::reference::use_agencies;
use crate::ui::{Glyph, Icon, KeyValue, Panel, or_dash};
use contract::meetings::{Meeting, MeetingParty, MeetingState};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct AsideProps {
    pub record: Rc<Reply<Meeting>>,
    pub works: bool,
    pub onchange: Callback<()>,
}

#[component]
pub fn Aside(props: &AsideProps) -> Html {
    let agencies = use_agencies();
    let one = &props.record.value;
    let name = |party: &MeetingParty| agencies.name(&party.agency_id.to_string()).unwrap_or_default().to_owned();
    let (signed, signers) = one.signed();
    let count = html! {
        <span class="ink2">{ tr("meeting-figure", &[("n", signed.into()), ("of", signers.into())]) }</span>
    };
    let lines = one.parties.iter().filter(|party| party.signs).map(|party| signature(&name(party), party));
    html! {
        <div class="stack">
            if signers > 0 {
                <Panel title={t("meeting-agreement")} aside={count}>
                    <ul class="plain signed">{ for lines }</ul>
                </Panel>
            }
            { present(one, &name) }
            <Files record={props.record.clone()} works={props.works} onchange={props.onchange.clone()} />
        </div>
    }
}

fn signature(name: &str, party: &MeetingParty) -> Html {
    let (glyph, class, words) = match party.signed_on {
        Some(day) => {
            let words = [party.representative.clone(), Some(date(day))].into_iter().flatten().collect::<Vec<_>>();
            (Glyph::CircleCheck, "c-ok", words.join(", "))
        }
        None => (Glyph::CircleX, "c-bad", t("meeting-not-signed")),
    };
    html! {
        <li>
            <Icon {glyph} class={class} />
            <div>{ name }<span class="sub">{ words }</span></div>
        </li>
    }
}

fn present(one: &Meeting, name: &impl Fn(&MeetingParty) -> String) -> Html {
    let held = one.state == MeetingState::Held;
    let came = one.parties.iter().filter(|party| party.attended).count();
    let agencies = if held {
        tr("meeting-came", &[("n", came.into()), ("of", one.parties.len().into())])
    } else {
        tr("meeting-invited", &[("n", one.parties.len().into())])
    };
    let residents = one.residents_attended.map(|all| match one.women_attended {
        Some(women) => {
            tr("meeting-residents", &[("n", number(all.into()).into()), ("women", number(women.into()).into())])
        }
        None => number(all.into()),
    });
    let all = one.parties.iter().map(|party| {
        let absent = held && !party.attended;
        html! {
            <li>
                { name(party) }
                if absent {
                    { " · " }{ t("meeting-absent") }
                }
            </li>
        }
    });
    let mut pairs =
        vec![(t("meeting-chair"), html! { { &one.chair } }), (t("meeting-agencies"), html! { { agencies } })];
    if held {
        pairs.push((t("meeting-residents-label"), or_dash(residents.as_deref())));
    }
    if let Some(note) = &one.residents_note {
        pairs.push((t("meeting-residents-note"), html! { { note } }));
    }
    if let Some(letter) = &one.letter_number {
        pairs.push((t("meeting-letter"), html! { { letter } }));
    }
    html! {
        <Panel title={if held { t("meeting-present") } else { t("meeting-asked") }}>
            <KeyValue {pairs} />
            if !one.parties.is_empty() {
                <details class="more">
                    <summary>{ t("meeting-all-agencies") }</summary>
                    <ul class="plain small">{ for all }</ul>
                </details>
            }
        </Panel>
    }
}
