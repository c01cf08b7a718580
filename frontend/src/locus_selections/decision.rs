//! Deciding which places are chosen, and what was decided.

use crate::api::{Answer, Call, Failure, Reply, use_sender};
use crate::hundredths::Hundredths;
use crate::i18n::{moment, t, tr};
use crate::programmes::{ManageLink, use_withheld};
use crate::route::Route;
use crate::ui::{
    AreaField, Button, CheckField, Dialog, Form, Glyph, Kind, Panel, ProblemNote, Reader, Values, use_form, use_toast,
};
use contract::draft::{Draft, Purpose};
use contract::endpoints::DecideLocusSelection;
use contract::locus_selections::{LocusSelection, RankedPlace, SelectionDecision, SelectionRanking, SelectionState};
use contract::place::{RegionCode, RegionLevel};
use contract::problem::{FieldCode, FieldError, ProblemCode};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct DecisionProps {
    pub record: Rc<Reply<LocusSelection>>,
    pub ranking: SelectionRanking,
    pub onchange: Callback<()>,
}

/// `1. Teluk Pucung · 92,40 poin`
fn place_in_words(place: &RankedPlace) -> String {
    let points = |score: i64| tr("selection-points", &[("points", Hundredths(score).digits().into())]);
    match place.rank.zip(place.score) {
        Some((rank, score)) => format!("{rank}. {} · {}", place.region_name, points(score)),
        None => format!("{} · {}", place.region_name, t("selection-no-rank")),
    }
}

/// What was decided, or a way to decide it.
#[component]
pub fn Decision(props: &DecisionProps) -> Html {
    let one = &props.record.value;
    let withheld = use_withheld();
    let asking = use_state(|| false);
    if one.state == SelectionState::Decided {
        return decided(props);
    }
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    html! {
        <Panel title={t("selection-decision")}>
            <p>{ t("selection-decide-text") }</p>
            <Button kind={Kind::Primary} glyph={Glyph::Check} reason={withheld} onclick={set(true)}>
                { t("selection-decide") }
            </Button>
            if *asking {
                <DecideDialog
                    record={props.record.clone()}
                    ranking={props.ranking.clone()}
                    onclose={set(false)}
                    onchange={props.onchange.clone()}
                />
            }
        </Panel>
    }
}

fn decided(props: &DecisionProps) -> Html {
    let one = &props.record.value;
    let chosen = props.ranking.places.iter().filter(|place| one.chosen_codes.contains(&place.region_code));
    let lines = chosen.map(|place| {
        let (programme, region) = (one.programme_id.to_string(), place.region_code.to_string());
        let href = Route::NewLocus.with(&[("programme", &programme), ("region", &region)]);
        html! {
            <li key={region}>
                <b>{ place_in_words(place) }</b>
                if one.level == RegionLevel::Village {
                    <div class="row-wrap mt-s2">
                        <ManageLink {href} glyph={Glyph::Plus}>{ t("loci-add") }</ManageLink>
                    </div>
                }
            </li>
        }
    });
    let by = one.decided_by_name.clone().unwrap_or_default();
    let at = one.decided_at.map(moment).unwrap_or_default();
    html! {
        <Panel title={t("selection-decision")}>
            <ul class="plain kept-list">{ for lines }</ul>
            if let Some(reason) = &one.reason {
                <p>{ format!("“{reason}”") }</p>
            }
            <p class="ink2 mb-0">{ tr("selection-decided-by", &[("name", by.into()), ("at", at.into())]) }</p>
        </Panel>
    }
}

#[derive(Properties, PartialEq)]
struct DecideDialogProps {
    record: Rc<Reply<LocusSelection>>,
    ranking: SelectionRanking,
    onclose: Callback<()>,
    onchange: Callback<()>,
}

/// Where the tick of a place stands.
fn tick(code: &RegionCode) -> String {
    format!("/chosen/{code}")
}

/// What is sent; faults of a place stand at the list.
fn read(values: &Values, ranking: &SelectionRanking) -> Result<SelectionDecision, Vec<FieldError>> {
    let reader = Reader::new(values);
    let ticked = reader.ticked("/chosen");
    let chosen = ranking.places.iter().map(|place| &place.region_code);
    let decision = SelectionDecision {
        fingerprint: ranking.fingerprint.clone(),
        chosen_codes: chosen.filter(|code| ticked.iter().any(|one| one == code.as_str())).cloned().collect(),
        reason: reader.text("/reason").over(None),
    };
    let mut faults = decision.check(Purpose::Change);
    if !decision.chosen_codes.is_empty() && decision.reason.is_none() && ranking.wants_reason(&decision.chosen_codes) {
        faults.push(FieldError::new("/reason", FieldCode::Required));
    }
    if faults.is_empty() { Ok(decision) } else { Err(at_ticks(faults, ranking)) }
}

/// A choice of nothing is told at the first place.
fn at_ticks(faults: Vec<FieldError>, ranking: &SelectionRanking) -> Vec<FieldError> {
    let first = ranking.places.first().map(|place| tick(&place.region_code)).unwrap_or_default();
    let moved = faults.into_iter().map(|fault| {
        let pointer = if fault.pointer.starts_with("/chosen_codes") { first.clone() } else { fault.pointer.clone() };
        FieldError { pointer, ..fault }
    });
    moved.collect()
}

#[component]
fn DecideDialog(props: &DecideDialogProps) -> Html {
    let form = use_form("selection_decision", Values::default);
    let sender = use_sender();
    let toast = use_toast();
    let submit = {
        let (form, sender, ranking, record) =
            (form.clone(), sender.clone(), props.ranking.clone(), props.record.clone());
        let (onclose, onchange, toast) = (props.onclose.clone(), props.onchange.clone(), toast.clone());
        Callback::from(move |()| {
            let decision = match read(form.values(), &ranking) {
                Ok(decision) => decision,
                Err(faults) => return form.refuse(faults),
            };
            form.refuse(Vec::new());
            let id = record.value.id.to_string();
            let call = Call::<DecideLocusSelection>::at(&[&id]).if_match(record.etag.as_deref()).body(&decision);
            let (toast, onclose) = (toast.clone(), onclose.clone());
            let done = {
                let onchange = onchange.clone();
                Callback::from(move |_: Rc<Answer>| {
                    onclose.emit(());
                    toast.emit(t("selection-decided"));
                    onchange.emit(());
                })
            };
            let refused = {
                let (form, ranking, onchange) = (form.clone(), ranking.clone(), onchange.clone());
                Callback::from(move |failure: Failure| {
                    // The figures have changed: she sees them as they are now, and decides again.
                    if failure.is(ProblemCode::Stale) {
                        onchange.emit(());
                    }
                    form.refuse(at_ticks(failure.field_errors(), &ranking));
                })
            };
            sender.send(call.into(), done, refused);
        })
    };
    let failure = sender.state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    let ticks = props.ranking.places.iter().map(|place| {
        html! { <CheckField key={place.region_code.to_string()} at={tick(&place.region_code)} label={place_in_words(place)} /> }
    });
    let foot = html! {
        <>
            <Button onclick={props.onclose.clone()}>{ t("cancel") }</Button>
            <Button kind={Kind::Primary} glyph={Glyph::Check} busy={sender.state.is_under_way()} onclick={submit.clone()}>
                { t("selection-decide") }
            </Button>
        </>
    };
    html! {
        <Dialog open=true title={t("selection-decide")} onclose={props.onclose.clone()} {foot}>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Form {form} onsubmit={submit}>
                <fieldset class="member">
                    <legend>{ t("selection-chosen") }</legend>
                    { for ticks }
                </fieldset>
                <AreaField at="/reason" label={t("selection-reason")} hint={t("selection-reason-hint")} optional=true />
            </Form>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranking() -> SelectionRanking {
        let place = |code: &str, rank: i32, score: i64| RankedPlace {
            region_code: code.parse().unwrap(),
            region_name: code.to_owned(),
            rank: Some(rank),
            score: Some(score),
            values: Vec::new(),
        };
        SelectionRanking {
            fingerprint: "8f14".to_owned(),
            city_code: "32.75".parse().unwrap(),
            city_name: String::new(),
            indicators: Vec::new(),
            places: vec![place("32.75.03.1004", 1, 9_000), place("32.75.03.1006", 2, 4_000)],
        }
    }

    #[test]
    fn what_is_ticked_is_sent_with_the_figures_that_were_seen() {
        let told = |pairs: &[(&str, &str)]| match read(&Values::of(pairs), &ranking()) {
            Ok(decision) => decision.chosen_codes.iter().map(ToString::to_string).collect::<Vec<_>>(),
            Err(faults) => faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect(),
        };
        assert_eq!(told(&[("/chosen/32.75.03.1004", "true")]), ["32.75.03.1004"]);
        assert_eq!(told(&[]), ["/chosen/32.75.03.1004 required"]);
        let second = [("/chosen/32.75.03.1006", "true"), ("/reason", "Belum pernah dibina")];
        assert_eq!(told(&second[..1]), ["/reason required"]);
        assert_eq!(told(&second), ["32.75.03.1006"]);
    }
}
