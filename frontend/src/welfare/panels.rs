//! The panels of her page that come a moment after it.

use super::checks::PovertyCheckPanel;
use super::eligibility::EligibilityPanel;
use super::income::IncomePanel;
use super::ks21::StagePanel;
use crate::api::{Call, use_me, use_query};
use crate::beneficiaries::{Keeping, seen, use_keeping};
use crate::i18n::{member, t, term, tr};
use crate::reference::{Codes, use_codes};
use crate::route::Route;
use crate::ui::{KeyValue, Link, Panel, ProblemPanel, Skeleton, or_dash};
use contract::code_lists::CodeList;
use contract::draft::Member;
use contract::endpoints::GetWelfare;
use contract::ids::BeneficiaryId;
use contract::policy::Permission;
use contract::welfare::{Aid, Dwelling, Functioning, Welfare};
use yew::prelude::*;

/// Whether the reader may add to what is known of her.
#[hook]
pub fn use_records() -> bool {
    let keeping = use_keeping();
    use_me().may(Permission::EditBeneficiaries) && keeping == Keeping::Open
}

/// That nobody asked yet, and the way to do it.
pub fn never_asked(words: String, id: BeneficiaryId, records: bool) -> Html {
    let href = Route::NewWelfareAssessment { id }.href();
    html! {
        <p class="ink2">
            { words }
            if records {
                { " " }<Link {href}>{ t("welfare-record") }</Link>
            }
        </p>
    }
}

#[derive(Properties, PartialEq)]
pub struct WelfarePanelsProps {
    pub id: BeneficiaryId,
}

#[component]
pub fn WelfarePanels(props: &WelfarePanelsProps) -> Html {
    let codes = use_codes();
    let query = use_query(Call::<GetWelfare>::at(&[&props.id.to_string()]));
    let body = match (&query.failure, query.value()) {
        (Some(failure), _) => html! {
            <Panel><ProblemPanel failure={failure.clone()} retry={query.reload.clone()} /></Panel>
        },
        (None, None) => html! { <Panel title={t("income-title")}><Skeleton lines=6 /></Panel> },
        (None, Some(welfare)) => html! {
            <>
                <IncomePanel welfare={welfare.clone()} />
                <StagePanel id={props.id} welfare={welfare.clone()} />
                <Panel title={t("living-title")}><KeyValue pairs={living(welfare, &codes)} /></Panel>
                <PovertyCheckPanel id={props.id} newest={welfare.poverty_check.clone()} onchange={query.reload.clone()} />
            </>
        },
    };
    html! {
        <>
            <EligibilityPanel id={props.id} />
            { body }
        </>
    }
}

fn living(welfare: &Welfare, codes: &Codes) -> Vec<(String, Html)> {
    let mut pairs = match &welfare.dwelling {
        Member::Value(house) => house_facts(house, codes),
        other => vec![(member("dwelling"), asked(other, |_| Html::default()))],
    };
    pairs.push((member("aid"), asked(&welfare.aid, |aid| html! { { aid_in_words(aid, codes) } })));
    pairs.push((member("functioning"), asked(&welfare.functioning, |set| difficulties(*set))));
    pairs
}

/// What was told, or that nobody asked, or that the reader may not see it.
pub fn asked<T>(told: &Member<T>, show: impl Fn(&T) -> Html) -> Html {
    match told {
        Member::Value(value) => show(value),
        Member::Null => html! { <span class="ink2">{ t("never-asked") }</span> },
        Member::Absent => seen(told, |_| String::new()),
    }
}

pub fn house_facts(house: &Dwelling, codes: &Codes) -> Vec<(String, Html)> {
    let mut pairs = Vec::new();
    if let Some(area) = house.floor_area {
        pairs.push((member("floor_area"), html! { { tr("square-metres", &[("n", area.into())]) } }));
    }
    for (name, list, code) in [
        ("tenure", CodeList::DwellingTenure, &house.tenure),
        ("floor", CodeList::FloorMaterial, &house.floor),
        ("wall", CodeList::WallMaterial, &house.wall),
        ("roof", CodeList::RoofMaterial, &house.roof),
        ("water", CodeList::WaterSource, &house.water),
        ("toilet", CodeList::Toilet, &house.toilet),
        ("lighting", CodeList::Lighting, &house.lighting),
        ("fuel", CodeList::CookingFuel, &house.fuel),
    ] {
        if let Some(code) = code {
            pairs.push((member(name), html! { { codes.word(list, code) } }));
        }
    }
    if pairs.is_empty() {
        pairs.push((member("dwelling"), or_dash(None)));
    }
    pairs
}

pub fn aid_in_words(aid: &[Aid], codes: &Codes) -> String {
    if aid.is_empty() {
        return t("aid-none");
    }
    let words = aid.iter().map(|one| {
        let word = codes.word(CodeList::SocialAid, &one.programme);
        match one.since_year {
            Some(year) => tr("aid-since", &[("programme", word.into()), ("year", year.to_string().into())]),
            None => word,
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

/// The difficulties she has, one a line; none is said as none.
pub fn difficulties(set: Functioning) -> Html {
    use contract::welfare::Difficulty;
    let names = ["seeing", "hearing", "walking", "remembering", "self_care", "communicating"];
    let told: Vec<Html> = names
        .into_iter()
        .zip(set.answers())
        .filter_map(|(name, answer)| answer.filter(|it| *it != Difficulty::None).map(|it| (name, it)))
        .map(|(name, answer)| html! { <li key={name}>{ format!("{}: {}", member(name), term(answer)) }</li> })
        .collect();
    if told.is_empty() {
        return html! { { t("functioning-none") } };
    }
    html! { <ul class="plain">{ for told }</ul> }
}
