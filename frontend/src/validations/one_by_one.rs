//! One woman on the screen, with what a decision rests on.

use super::queue::position;
use super::{Chosen, DecideBar, obstacle};
use crate::beneficiaries::{members_in_words, name_of, place_of, status_badge};
use crate::editor::Outcome;
use crate::i18n::{self, member, t, tr};
use crate::reference::use_codes;
use crate::route::Route;
use crate::ui::{Button, Glyph, Icon, KeyValue, Kind, Link, Note, Panel, Tone, or_dash};
use crate::welfare::answer_badge;
use contract::beneficiaries::{Beneficiary, Status};
use contract::code_lists::CodeList;
use contract::draft::Member;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct OneByOneProps {
    pub women: Vec<Beneficiary>,
    pub ondone: Callback<Vec<Outcome>>,
}

#[component]
pub fn OneByOne(props: &OneByOneProps) -> Html {
    let at = use_state(|| 0_usize);
    let last = props.women.len().saturating_sub(1);
    let index = (*at).min(last);
    let Some(woman) = props.women.get(index) else {
        return Html::default();
    };
    let go = |to: usize| {
        let at = at.setter();
        Callback::from(move |()| at.set(to))
    };
    let first_reason = (index == 0).then(|| AttrValue::from(t("validations-is-first")));
    let last_reason = (index == last).then(|| AttrValue::from(t("validations-is-last")));
    let chosen = vec![Chosen::of(woman)];
    html! {
        <Panel>
            <div class="row-wrap between">
                <span class="small ink2 num" role="status">{ position(index, props.women.len()) }</span>
                <span class="row-wrap">
                    <Button kind={Kind::Tertiary} glyph={Glyph::ChevronLeft} reason={first_reason} onclick={go(index.saturating_sub(1))}>
                        { t("validations-previous") }
                    </Button>
                    <Button kind={Kind::Tertiary} glyph={Glyph::ChevronRight} reason={last_reason} onclick={go((index + 1).min(last))}>
                        { t("validations-next") }
                    </Button>
                </span>
            </div>
            <Facts woman={woman.clone()} />
            if let Some(reason) = obstacle(woman) {
                <p class="reason"><Icon glyph={Glyph::Lock} /><span>{ reason }</span></p>
            } else {
                <div class="mt-s4"><DecideBar {chosen} ondone={props.ondone.clone()} /></div>
            }
        </Panel>
    }
}

#[derive(Properties, PartialEq)]
struct FactsProps {
    woman: Beneficiary,
}

#[component]
fn Facts(props: &FactsProps) -> Html {
    let codes = use_codes();
    let woman = &props.woman;
    let head = &woman.head_of_family;
    let mut kinds = Vec::new();
    if head.de_jure {
        kinds.push(t("head-de-jure"));
    }
    if head.de_facto {
        kinds.push(t("head-de-facto"));
    }
    if let Some(basis) = &head.basis {
        kinds.push(codes.word(CodeList::HeadOfFamilyBasis, basis));
    }
    let family = kinds.join(" · ");
    let income = match &woman.household_income {
        Member::Value(amount) => html! { { i18n::rupiah(*amount) } },
        Member::Absent => html! { <span class="ink2">{ t("value-withheld") }</span> },
        Member::Null => or_dash(None),
    };
    let collected = woman.collection.value();
    let collected = collected.and_then(|it| Some((it.name.clone()?, it.on.map(i18n::date).unwrap_or_default())));
    let pairs = vec![
        (member("head_of_family"), or_dash(Some(family.as_str()).filter(|text| !text.is_empty()))),
        (member("marital_status"), html! { { codes.word(CodeList::MaritalStatus, &woman.marital_status) } }),
        (member("monthly_income"), income),
        (t("beneficiary-collection"), or_dash(collected.map(|(name, day)| format!("{name} · {day}")).as_deref())),
    ];
    let warnings = woman.warnings.iter().map(|it| html! { <p>{ &it.detail }</p> });
    html! {
        <>
            <h2 class="mt-s3">{ name_of(woman) }</h2>
            <p class="ink2">
                { tr("age-years", &[("n", woman.age.into())]) }{ " · " }{ place_of(woman) }
                if let Some(nik) = woman.nik_masked.value() {
                    { " · " }{ nik }
                }
            </p>
            <p class="row-wrap">{ status_badge(woman.status) }{ answer_badge(woman.eligibility) }</p>
            <KeyValue {pairs} />
            <div class="stack mt-s3">
                if woman.status == Status::Outdated {
                    <Note tone={Tone::Warn}>
                        <p>{ tr("beneficiary-outdated-note", &[("members", members_in_words(&woman.outdated_by).into())]) }</p>
                    </Note>
                }
                if !woman.warnings.is_empty() {
                    <Note tone={Tone::Warn}>{ for warnings }</Note>
                }
            </div>
            <p class="mt-s3"><Link href={Route::Beneficiary { id: woman.id }.href()}>{ t("validations-open") }</Link></p>
        </>
    }
}
