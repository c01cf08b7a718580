//! One version: what it asks, whom it would touch, bringing it into force.

use super::preview::PreviewPanel;
use super::{state_badge, use_withheld};
use crate::api::{Call, Reply, use_query};
use crate::editor::ReasonDialog;
use crate::i18n::{self, member, t, term, tr};
use crate::reference::{region_name, the_city, use_region_names};
use crate::route::Route;
use crate::ui::{Button, Crumb, Glyph, KeyValue, Kind, LinkButton, PageHead, Panel, use_address, waiting};
use contract::eligibility::{Rule, RuleSet, RuleSetState, month_day};
use contract::endpoints::{BringRuleSetIntoForce, GetRuleSet};
use contract::ids::RuleSetId;
use contract::place::{RegionCode, RegionLevel};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct RuleSetDetailProps {
    pub id: RuleSetId,
}

pub fn title(set: &RuleSet) -> String {
    tr("rules-title", &[("n", set.number.to_string().into())])
}

#[component]
pub fn RuleSetDetail(props: &RuleSetDetailProps) -> Html {
    let query = use_query(Call::<GetRuleSet>::at(&[&props.id.to_string()]));
    let withheld = use_withheld();
    use_address();
    use_region_names();
    let crumbs = vec![Crumb::new(Route::RuleSets.href(), t("eligibility-rules"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("eligibility-rules"), crumbs, &query);
    };
    let set = &record.value;
    let draft = set.state == RuleSetState::Draft;
    let actions = html! {
        if draft {
            <Actions record={record.clone()} withheld={withheld.clone()} onchange={query.reload.clone()} />
        }
    };
    html! {
        <>
            <PageHead title={title(set)} {crumbs} meta={vec![state_badge(set.state)]} {actions} />
            <div class="stack">
                <Panel title={t("rules-conditions")}><KeyValue pairs={facts(set)} /></Panel>
                if draft && withheld.is_none() {
                    <PreviewPanel id={set.id} version={set.version} />
                }
            </div>
        </>
    }
}

/// Where she lives; without a region it is the whole of the city the system serves.
fn residence(region: Option<&RegionCode>) -> String {
    let all = |place: String| tr("rule-asks-residence-all", &[("place", place.into())]);
    match region {
        None => the_city().map_or_else(|| t("rule-asks-residence-anywhere"), all),
        Some(code) if code.level() == RegionLevel::Village => {
            tr("rule-asks-residence", &[("place", region_name(code.as_str()).into())])
        }
        Some(code) => all(region_name(code.as_str())),
    }
}

/// What each condition asks, in words.
fn asks(set: &RuleSet, rule: Rule) -> String {
    match rule {
        Rule::Sex => t("rule-asks-sex"),
        Rule::Age => {
            let day = month_day(&set.age_on).and_then(|(month, day)| i18n::yearly(month, day));
            let day = day.unwrap_or_else(|| set.age_on.clone());
            tr("rule-asks-age", &[("min", set.age_min.into()), ("max", set.age_max.into()), ("day", day.into())])
        }
        Rule::Residence => residence(set.region_code.as_ref()),
        Rule::VulnerablePlace => t("rule-asks-vulnerable-place"),
        Rule::PoorOrPreProsperous => {
            let stages: Vec<String> = set.low_stages.iter().map(|stage| term(*stage)).collect();
            tr("rule-asks-poor", &[("basis", term(set.poverty_basis).into()), ("stages", stages.join(", ").into())])
        }
        Rule::HeadOfFamily => tr("rule-asks-head", &[("how", term(set.head_condition).into())]),
    }
}

fn facts(set: &RuleSet) -> Vec<(String, Html)> {
    let mut pairs: Vec<(String, Html)> =
        set.rules.iter().map(|rule| (term(*rule), html! { { asks(set, *rule) } })).collect();
    if let Some(note) = &set.note {
        pairs.push((member("note"), html! { { note } }));
    }
    for (words, at) in [(t("rules-in-force-from"), set.in_force_from), (t("rules-ended"), set.ended_at)] {
        if let Some(at) = at {
            pairs.push((words, html! { { i18n::moment(at) } }));
        }
    }
    pairs
}

#[derive(Properties, PartialEq)]
struct ActionsProps {
    record: Rc<Reply<RuleSet>>,
    withheld: Option<AttrValue>,
    onchange: Callback<()>,
}

#[component]
fn Actions(props: &ActionsProps) -> Html {
    let asking = use_state(|| false);
    let Reply { value: set, etag } = &*props.record;
    let set_asking = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    let id = set.id.to_string();
    let n = [("n", set.number.to_string().into())];
    html! {
        <>
            if props.withheld.is_none() {
                <LinkButton href={Route::EditRuleSet { id: set.id }.href()} glyph={Glyph::Edit}>{ t("edit") }</LinkButton>
            }
            <Button kind={Kind::Primary} glyph={Glyph::Check} reason={props.withheld.clone()} onclick={set_asking(true)}>
                { t("rules-into-force") }
            </Button>
            <ReasonDialog
                open={*asking}
                title={tr("rules-into-force-title", &n)}
                text={t("rules-into-force-text")}
                action={t("rules-into-force")}
                done={tr("rules-into-force-done", &n)}
                call={Call::<BringRuleSetIntoForce>::at(&[&id]).if_match(etag.as_deref())}
                onclose={set_asking(false)}
                onchange={props.onchange.clone()}
            />
        </>
    }
}
