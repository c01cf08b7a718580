//! What the rules in force say of her, rule by rule.

use crate::api::{Call, use_query};
use crate::i18n::{self, t, term, tr};
use crate::ui::{Badge, Glyph, Icon, Panel, ProblemPanel, Skeleton, Tone};
use contract::eligibility::{Eligibility, EligibilityAnswer, RuleFinding, RuleOutcome};
use contract::endpoints::GetEligibility;
use contract::ids::BeneficiaryId;
use yew::prelude::*;

/// The answer where nothing beside it says that it is about the rules.
pub fn answer_words(answer: EligibilityAnswer) -> String {
    if answer == EligibilityAnswer::Unknown { t("filter-eligibility-unknown") } else { term(answer) }
}

/// The answer in a row of a list.
pub fn listed_badge(answer: EligibilityAnswer) -> Html {
    badge(answer, answer_words(answer))
}

/// The answer of the rules together.
pub fn answer_badge(answer: EligibilityAnswer) -> Html {
    badge(answer, term(answer))
}

fn badge(answer: EligibilityAnswer, text: String) -> Html {
    let (tone, glyph) = match answer {
        EligibilityAnswer::Eligible => (Tone::Ok, Glyph::CircleCheck),
        EligibilityAnswer::NotEligible => (Tone::Bad, Glyph::Ban),
        EligibilityAnswer::Unknown => (Tone::Neutral, Glyph::AlertCircle),
    };
    html! { <Badge {tone} {glyph} {text} /> }
}

#[derive(Properties, PartialEq)]
pub struct EligibilityPanelProps {
    pub id: BeneficiaryId,
}

#[component]
pub fn EligibilityPanel(props: &EligibilityPanelProps) -> Html {
    let query = use_query(Call::<GetEligibility>::at(&[&props.id.to_string()]));
    let (aside, body) = match (&query.failure, query.value()) {
        (Some(failure), _) => {
            (Html::default(), html! { <ProblemPanel failure={failure.clone()} retry={query.reload.clone()} /> })
        }
        (None, None) => (Html::default(), html! { <div class="body"><Skeleton lines=6 /></div> }),
        (None, Some(found)) => (answer_badge(found.answer), findings(found)),
    };
    html! { <Panel title={t("eligibility")} {aside} flush=true>{ body }</Panel> }
}

fn findings(found: &Eligibility) -> Html {
    let how = [
        ("n", found.rule_set_number.to_string().into()),
        ("day", i18n::date_long(found.found_on).into()),
        ("year", found.programme_year.to_string().into()),
    ];
    let rules = found.rules.iter().map(rule);
    html! {
        <>
            <p class="body small ink2">{ tr("eligibility-how", &how) }</p>
            <ul class="plain rules">{ for rules }</ul>
        </>
    }
}

pub fn rule(finding: &RuleFinding) -> Html {
    let (glyph, class) = match finding.outcome {
        RuleOutcome::Met => (Glyph::CircleCheck, "c-ok"),
        RuleOutcome::NotMet => (Glyph::Ban, "c-bad"),
        RuleOutcome::Unknown => (Glyph::AlertCircle, "ink2"),
    };
    html! {
        <li key={finding.rule.as_str()}>
            <Icon {glyph} {class} />
            <div><b>{ term(finding.rule) }</b><p>{ &finding.text }</p></div>
            <span class={classes!("st", class)}>{ term(finding.outcome) }</span>
        </li>
    }
}
