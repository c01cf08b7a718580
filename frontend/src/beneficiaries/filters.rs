//! The filters over the list of women: her place, and what is known of her.

use crate::api::use_me;
use crate::i18n::{choices, member, t, term, tr};
use crate::reference::{region_name, use_regions};
use crate::ui::choice::chosen;
use crate::ui::{Address, Chip, Pick, leave};
use crate::welfare::answer_words;
use contract::beneficiaries::Filter;
use contract::eligibility::EligibilityAnswer;
use contract::ks21::Stage;
use contract::place::{RegionCode, RegionLevel};
use contract::policy::Permission;
use yew::prelude::*;

/// The filters in force that have no box, or whose box does not say it.
pub fn chips(filter: &Filter) -> Vec<Chip> {
    let mut chips = Vec::new();
    if let Some(q) = &filter.q {
        chips.push(Chip { name: "q", text: tr("filter-name-contains", &[("text", q.as_str().into())]) });
    }
    if let Some(region) = &filter.region {
        chips
            .push(Chip { name: "region", text: tr("filter-within", &[("name", region_name(region.as_str()).into())]) });
    }
    if let Some(rw) = &filter.rw {
        chips.push(Chip { name: "rw", text: format!("RW {rw}") });
    }
    if let Some(answer) = filter.eligibility {
        chips.push(Chip { name: "eligibility", text: answer_words(answer) });
    }
    if filter.complete == Some(true) {
        chips.push(Chip { name: "complete", text: t("beneficiaries-complete") });
    }
    if let Some(ids) = &filter.ids {
        chips.push(Chip { name: "ids", text: tr("chosen-count", &[("n", ids.0.len().into())]) });
    }
    if filter.household_id.is_some() {
        chips.push(Chip { name: "household_id", text: t("beneficiaries-one-household") });
    }
    if filter.include_archived == Some(true) {
        chips.push(Chip { name: "include_archived", text: t("archived-shown") });
    }
    if filter.destroy_due == Some(true) {
        chips.push(Chip { name: "destroy_due", text: t("destroy-due") });
    }
    chips
}

#[derive(Properties, PartialEq)]
pub struct PlaceFilterProps {
    pub address: Address,
    /// The reader sees income everywhere she reaches.
    #[prop_or_default]
    pub income: bool,
}

/// Kecamatan, then kelurahan, as far as the reader's own place leaves a choice.
#[component]
pub fn PlaceFilter(props: &PlaceFilterProps) -> Html {
    let me = use_me();
    let own = me.roles.iter().filter(|held| held.role.may(Permission::ListBeneficiaries));
    let highest = own.filter_map(|held| held.region_code.clone()).min_by_key(RegionCode::level);
    let now = props.address.get("region").and_then(|text| text.parse::<RegionCode>().ok());
    let own_district = highest.as_ref().and_then(|code| code.at(RegionLevel::District));
    let district = own_district.clone().or_else(|| now.as_ref()?.at(RegionLevel::District));
    let districts = use_regions(RegionLevel::District, highest.clone());
    let villages = use_regions(RegionLevel::Village, district.clone());
    if highest.is_none_or(|code| code.level() == RegionLevel::Village) {
        return Html::default();
    }
    let pick = |above: Option<RegionCode>| {
        let address = props.address.clone();
        Callback::from(move |event: Event| {
            let above = above.as_ref().map(ToString::to_string);
            let value = chosen(&event).filter(|value| !value.is_empty()).or(above);
            leave::go(&address.filtered(&[("region", value.as_deref())]));
        })
    };
    let village = now.as_ref().and_then(|code| code.at(RegionLevel::Village));
    html! {
        <>
            if own_district.is_none() {
                { level(RegionLevel::District, t("districts-all"), &districts.options(), district.as_ref(), pick(None)) }
            }
            if district.is_some() {
                { level(RegionLevel::Village, t("villages-all"), &villages.options(), village.as_ref(), pick(district.clone().filter(|_| own_district.is_none()))) }
            }
        </>
    }
}

fn level(
    level: RegionLevel,
    all: String,
    options: &[(String, String)],
    now: Option<&RegionCode>,
    onchange: Callback<Event>,
) -> Html {
    let id = format!("filter-{level}");
    let options = options.iter().map(|(code, name)| {
        let selected = now.is_some_and(|now| now.as_str() == code);
        html! { <option key={code.clone()} value={code.clone()} {selected}>{ name }</option> }
    });
    html! {
        <div class="pick-one">
            <label class="vh" for={id.clone()}>{ term(level) }</label>
            <select class="form-select" {id} {onchange}>
                <option key="" value="" selected={now.is_none()}>{ all }</option>
                { for options }
            </select>
        </div>
    }
}

#[component]
pub fn MoreFilters(props: &PlaceFilterProps) -> Html {
    let address = &props.address;
    let eligibility = EligibilityAnswer::ALL.iter().map(|one| (one.as_str().to_owned(), answer_words(*one)));
    let eligibility = eligibility.collect::<Vec<_>>();
    let rws = (1..=50).map(|number| (format!("{number:03}"), format!("RW {number:03}"))).collect::<Vec<_>>();
    html! {
        <>
            <Pick address={address.clone()} name="rw" label={member("rw")} all={t("rw-all")} options={rws} />
            <Pick
                address={address.clone()}
                name="complete"
                label={t("beneficiaries-completeness")}
                all={t("beneficiaries-completeness-all")}
                options={vec![
                    ("true".to_owned(), t("beneficiaries-complete")),
                    ("false".to_owned(), t("beneficiaries-incomplete")),
                ]}
            />
            <Pick
                address={address.clone()}
                name="eligibility"
                label={t("filter-eligibility")}
                all={t("filter-eligibility-all")}
                options={eligibility}
            />
            if props.income {
                <Pick
                    address={address.clone()}
                    name="welfare_stage"
                    label={t("filter-stage")}
                    all={t("filter-stage-all")}
                    options={choices::<Stage>()}
                />
                <Pick
                    address={address.clone()}
                    name="below_poverty_line"
                    label={t("filter-line")}
                    all={t("filter-line-all")}
                    options={vec![("true".to_owned(), t("filter-below")), ("false".to_owned(), t("filter-not-below"))]}
                />
            }
            <Pick
                address={address.clone()}
                name="include_archived"
                label={t("archived-filter")}
                all={t("archived-hidden")}
                options={vec![("true".to_owned(), t("archived-shown"))]}
            />
            <Pick
                address={address.clone()}
                name="destroy_due"
                label={t("destroy-filter")}
                all={t("destroy-filter-all")}
                options={vec![("true".to_owned(), t("destroy-due"))]}
            />
        </>
    }
}
