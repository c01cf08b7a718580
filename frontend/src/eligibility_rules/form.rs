//! Drafting a version of the rules.

use super::detail::title;
use crate::api::{Call, use_query};
use crate::editor::{EditPage, Editable, Editor};
use crate::i18n::{choices, t, term};
use crate::reference::RegionPicker;
use crate::route::Route;
use crate::ui::{AreaField, CheckField, Crumb, PageHead, Panel, RadioField, Reader, TextField, Values, Width, waiting};
use contract::draft::Member;
use contract::eligibility::{HeadCondition, PovertyBasis, Rule, RuleSet, RuleSetDraft, RuleSetState};
use contract::endpoints::{CreateRuleSet, GetRuleSet, ListRuleSets, UpdateRuleSet};
use contract::ids::RuleSetId;
use contract::ks21::Stage;
use contract::place::RegionLevel;
use yew::prelude::*;

struct RuleSetForm;

impl Editable for RuleSetForm {
    type View = RuleSet;
    type Draft = RuleSetDraft;
    type Read = GetRuleSet;
    type Create = CreateRuleSet;
    type Update = UpdateRuleSet;
    const NAME: &'static str = "rule_set";

    fn values(set: &RuleSet) -> Values {
        let mut values = Values::of(&[
            ("/note", set.note.as_deref().unwrap_or_default()),
            ("/age_min", &set.age_min.to_string()),
            ("/age_max", &set.age_max.to_string()),
            ("/age_on", &set.age_on),
            ("/region_code", set.region_code.as_ref().map_or("", |code| code.as_str())),
            ("/poverty_basis", set.poverty_basis.as_str()),
            ("/head_condition", set.head_condition.as_str()),
        ]);
        for rule in &set.rules {
            values.set(&format!("/rules/{rule}"), "true");
        }
        for stage in &set.low_stages {
            values.set(&format!("/low_stages/{stage}"), "true");
        }
        values
    }

    fn read(reader: &mut Reader) -> RuleSetDraft {
        let rules = reader.ticked("/rules").iter().filter_map(|word| word.parse().ok()).collect();
        let stages = reader.ticked("/low_stages").iter().filter_map(|word| word.parse().ok()).collect();
        RuleSetDraft {
            id: None,
            note: reader.text("/note"),
            rules: Member::Value(rules),
            age_min: reader.parsed("/age_min"),
            age_max: reader.parsed("/age_max"),
            age_on: reader.text("/age_on"),
            region_code: reader.parsed("/region_code"),
            poverty_basis: reader.parsed("/poverty_basis"),
            low_stages: Member::Value(stages),
            head_condition: reader.parsed("/head_condition"),
        }
    }

    fn name(set: &RuleSet) -> String {
        title(set)
    }

    fn href(set: &RuleSet) -> String {
        Route::RuleSet { id: set.id }.href()
    }
}

fn fields() -> Html {
    let rules = Rule::ALL.iter().map(|rule| {
        html! { <CheckField key={rule.as_str()} at={format!("/rules/{rule}")} label={term(*rule)} /> }
    });
    let stages = Stage::ALL.iter().map(|stage| {
        html! { <CheckField key={stage.as_str()} at={format!("/low_stages/{stage}")} label={term(*stage)} /> }
    });
    html! {
        <>
            <Panel title={t("rules-conditions")}>
                <p class="hint">{ t("rules-conditions-hint") }</p>
                { for rules }
            </Panel>
            <Panel title={term(Rule::Age)}>
                <TextField at="/age_min" width={Width::Short} />
                <TextField at="/age_max" width={Width::Short} />
                <TextField at="/age_on" width={Width::Short} hint={t("age-on-hint")} />
            </Panel>
            <Panel title={term(Rule::Residence)}>
                <RegionPicker at="/region_code" level={RegionLevel::City} />
            </Panel>
            <Panel title={term(Rule::PoorOrPreProsperous)}>
                <RadioField at="/poverty_basis" options={choices::<PovertyBasis>()} />
                <p class="hint">{ t("low-stages-hint") }</p>
                { for stages }
            </Panel>
            <Panel title={term(Rule::HeadOfFamily)}>
                <RadioField at="/head_condition" options={choices::<HeadCondition>()} />
            </Panel>
            <Panel>
                <AreaField at="/note" optional=true hint={t("rules-note-hint")} />
            </Panel>
        </>
    }
}

/// A new version begins as the one in force.
#[component]
pub fn NewRuleSet() -> Html {
    let list = Route::RuleSets.href();
    let crumbs = vec![Crumb::new(list.clone(), t("eligibility-rules"))];
    let query = use_query(Call::<ListRuleSets>::new());
    let Some(page) = query.value().filter(|_| query.failure.is_none()) else {
        return waiting(t("rules-add"), crumbs, &query);
    };
    let present = page.items.iter().find(|set| set.state == RuleSetState::InForce);
    let mut seed = present.map(RuleSetForm::values).unwrap_or_default();
    seed.set("/note", "");
    html! {
        <>
            <PageHead title={t("rules-add")} {crumbs} lede={t("rules-add-lede")} />
            <Editor<RuleSetForm> {seed} cancel={list}>{ fields() }</Editor<RuleSetForm>>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditRuleSetProps {
    pub id: RuleSetId,
}

#[component]
pub fn EditRuleSet(props: &EditRuleSetProps) -> Html {
    html! {
        <EditPage<RuleSetForm>
            id={props.id.to_string()}
            title={t("rules-edit")}
            above={Crumb::new(Route::RuleSets.href(), t("eligibility-rules"))}
        >
            { fields() }
        </EditPage<RuleSetForm>>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ticked_is_the_list() {
        let values = Values::of(&[("/rules/age", "true"), ("/rules/sex", ""), ("/low_stages/pre_prosperous", "true")]);
        let draft = RuleSetForm::read(&mut Reader::new(&values));
        assert_eq!(draft.rules, Member::Value(vec![Rule::Age]));
        assert_eq!(draft.low_stages, Member::Value(vec![Stage::PreProsperous]));
    }
}
