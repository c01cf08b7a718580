//! Adding and changing a fact.

use super::detail::title;
use crate::editor::{EditPage, Editable, Editor};
use crate::hundredths::Hundredths;
use crate::i18n::{choices, t, term, today};
use crate::reference::RegionPicker;
use crate::route::Route;
use crate::ui::form::use_fields;
use crate::ui::{Crumb, PageHead, Panel, RadioField, Reader, SelectField, TextField, Values, Width};
use contract::draft::Member;
use contract::endpoints::{CreateRegionFact, GetRegionFact, UpdateRegionFact};
use contract::ids::RegionFactId;
use contract::place::RegionLevel;
use contract::region_facts::{RegionFact, RegionFactDraft, RegionFactKind};
use yew::prelude::*;

struct FactForm;

impl Editable for FactForm {
    type View = RegionFact;
    type Draft = RegionFactDraft;
    type Read = GetRegionFact;
    type Create = CreateRegionFact;
    type Update = UpdateRegionFact;
    const NAME: &'static str = "region_fact";

    fn values(fact: &RegionFact) -> Values {
        Values::of(&[
            ("/region_code", fact.region_code.as_str()),
            ("/year", &fact.year.to_string()),
            ("/kind", fact.kind.as_str()),
            ("/value", &written(fact)),
            ("/source", &fact.source),
        ])
    }

    fn read(reader: &mut Reader) -> RegionFactDraft {
        let kind: Member<RegionFactKind> = reader.parsed("/kind");
        let value = if kind.value().is_some_and(|kind| kind.in_hundredths()) {
            reader.parsed("/value").map(|Hundredths(value)| value)
        } else {
            reader.parsed("/value")
        };
        RegionFactDraft {
            id: None,
            region_code: reader.parsed("/region_code"),
            year: reader.parsed("/year"),
            kind,
            value,
            source: reader.text("/source"),
        }
    }

    fn name(fact: &RegionFact) -> String {
        title(fact)
    }

    fn href(fact: &RegionFact) -> String {
        Route::RegionFact { id: fact.id }.href()
    }
}

/// A value as it is typed.
fn written(fact: &RegionFact) -> String {
    if fact.kind.in_hundredths() { Hundredths(fact.value).digits() } else { fact.value.to_string() }
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    #[prop_or_default]
    stands: bool,
}

/// What the value means follows from the kind.
#[component]
fn Fields(props: &FieldsProps) -> Html {
    let form = use_fields();
    let kind: Option<RegionFactKind> = form.values().get("/kind").parse().ok();
    let fixed = props.stands.then(|| AttrValue::from(t("statistics-fixed")));
    let yes_no = vec![("1".to_owned(), t("yes")), ("0".to_owned(), t("no"))];
    html! {
        <Panel>
            <SelectField at="/kind" label={t("region-fact-kind")} options={choices::<RegionFactKind>()} locked={fixed.clone()} />
            if !props.stands {
                <RegionPicker at="/region_code" level={RegionLevel::Village} />
            }
            <TextField at="/year" width={Width::Short} locked={fixed} />
            if kind == Some(RegionFactKind::Vulnerable) {
                <RadioField at="/value" label={term(RegionFactKind::Vulnerable)} options={yes_no} />
            } else {
                <TextField at="/value" width={Width::Medium} hint={kind.map(unit)} />
            }
            <TextField at="/source" width={Width::Full} hint={t("source-hint")} />
        </Panel>
    }
}

/// The unit a value of this kind is written in.
fn unit(kind: RegionFactKind) -> AttrValue {
    let words = match kind {
        RegionFactKind::Vulnerable => String::new(),
        RegionFactKind::MeanIncome | RegionFactKind::MeanExpenditure => t("unit-rupiah-person-month"),
        RegionFactKind::AdjustedExpenditure => t("unit-thousand-rupiah-person-year"),
        RegionFactKind::PoorPeople => t("unit-people"),
        RegionFactKind::PreProsperousFamilies => t("unit-families"),
        RegionFactKind::LifeExpectancy | RegionFactKind::ExpectedSchooling | RegionFactKind::MeanSchooling => {
            t("unit-years")
        }
        RegionFactKind::HumanDevelopmentIndex => t("unit-index"),
        RegionFactKind::EconomicGrowth => t("unit-percent"),
    };
    AttrValue::from(words)
}

#[component]
pub fn NewRegionFact() -> Html {
    let list = Route::RegionFacts.href();
    let seed = Values::of(&[("/year", &today().year().to_string())]);
    html! {
        <>
            <PageHead title={t("region-facts-add")} crumbs={vec![Crumb::new(list.clone(), t("region-facts-title"))]} />
            <Editor<FactForm> {seed} cancel={list}><Fields /></Editor<FactForm>>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditRegionFactProps {
    pub id: RegionFactId,
}

#[component]
pub fn EditRegionFact(props: &EditRegionFactProps) -> Html {
    html! {
        <EditPage<FactForm>
            id={props.id.to_string()}
            title={t("region-fact-edit")}
            above={Crumb::new(Route::RegionFacts.href(), t("region-facts-title"))}
        >
            <Fields stands=true />
        </EditPage<FactForm>>
    }
}
