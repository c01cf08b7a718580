//! Choosing a region from the city down to the level that is needed.

use crate::api::{Call, use_query_if};
use crate::i18n::{t, term};
use crate::ui::choice::chosen;
use crate::ui::field::{FieldProps, Width, notes, use_wiring};
use contract::endpoints::ListRegions;
use contract::page::{MAX_LIMIT, Paging};
use contract::place::{RegionCode, RegionLevel};
use contract::regions::{Filter, Region};
use yew::prelude::*;

/// The regions of one level, as far as they are known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Regions {
    pub items: Vec<Region>,
    pub busy: bool,
}

impl Regions {
    /// Code and name, for a list to choose from.
    pub fn options(&self) -> Vec<(String, String)> {
        let items = self.items.iter();
        items.map(|region| (region.code.to_string(), region.name.clone())).collect()
    }

    /// The name of a region, or its code while its name is not known.
    pub fn name(&self, code: &RegionCode) -> String {
        let found = self.items.iter().find(|region| region.code == *code);
        found.map_or_else(|| code.to_string(), |region| region.name.clone())
    }
}

/// All regions of a level, inside another where one is given.
#[hook]
pub fn use_regions(level: RegionLevel, within: Option<RegionCode>) -> Regions {
    use_regions_if(true, level, within)
}

#[hook]
pub fn use_regions_if(wanted: bool, level: RegionLevel, within: Option<RegionCode>) -> Regions {
    let filter = Filter { within, level: Some(level), q: None };
    let paging = Paging { limit: Some(MAX_LIMIT), sort: Some("name".to_owned()), ..Paging::default() };
    let call = Call::<ListRegions>::new().query(&filter).paging(&paging);
    let query = use_query_if(wanted.then_some(call));
    Regions { items: query.value().map(|page| page.items.clone()).unwrap_or_default(), busy: query.busy }
}

#[derive(Properties, PartialEq)]
pub struct RegionPickerProps {
    /// The pointer that holds the code.
    pub at: AttrValue,
    /// How far down one has to choose.
    pub level: RegionLevel,
}

/// One list for each level; the pointer holds the deepest choice so far.
#[component]
pub fn RegionPicker(props: &RegionPickerProps) -> Html {
    let field = FieldProps {
        at: props.at.clone(),
        label: None,
        hint: None,
        optional: false,
        width: Width::Long,
        locked: None,
        kind: AttrValue::Static("text"),
        autocomplete: AttrValue::Static("off"),
    };
    let wiring = use_wiring(&field);
    let code = wiring.value.parse::<RegionCode>().ok();
    let part = |level| code.as_ref().and_then(|code| code.at(level));
    let (city, district) = (part(RegionLevel::City), part(RegionLevel::District));
    let cities = use_regions(RegionLevel::City, None);
    let deep = props.level >= RegionLevel::District;
    let districts = use_regions_if(deep && city.is_some(), RegionLevel::District, city.clone());
    let deepest = props.level == RegionLevel::Village;
    let villages = use_regions_if(deepest && district.is_some(), RegionLevel::Village, district.clone());
    let pick = {
        let (form, at) = (wiring.form.clone(), props.at.clone());
        Callback::from(move |code: String| form.set(&at, &code))
    };
    let preset = {
        let (form, at) = (wiring.form.clone(), props.at.clone());
        Callback::from(move |code: String| form.preset(&at, &code))
    };
    use_only_choice(&cities, code.is_none(), preset);
    let fault = wiring.form.fault(&props.at);
    let levels = [
        (true, RegionLevel::City, None, &cities, city.clone()),
        (deep, RegionLevel::District, city, &districts, district.clone()),
        (deepest, RegionLevel::Village, district, &villages, part(RegionLevel::Village)),
    ];
    let lists = levels.into_iter().filter(|(shown, ..)| *shown).map(|(_, level, above, regions, now)| {
        let id = if level == RegionLevel::City { wiring.id.clone() } else { format!("{}-{level}", wiring.id) };
        list(id, level, above, regions, now, &pick)
    });
    html! {
        <fieldset
            class={classes!("field", fault.map(|_| "err"))}
            aria-describedby={wiring.described.clone()}
        >
            <legend>{ field.name() }</legend>
            { notes(&field, &wiring) }
            { for lists }
        </fieldset>
    }
}

/// Where there is one city only, nobody has to choose it.
#[hook]
fn use_only_choice(cities: &Regions, empty: bool, preset: Callback<String>) {
    let only = match cities.items.as_slice() {
        [city] if empty => Some(city.code.to_string()),
        _ => None,
    };
    use_effect_with(only, move |only| {
        if let Some(code) = only {
            preset.emit(code.clone());
        }
    });
}

fn list(
    id: String,
    level: RegionLevel,
    above: Option<RegionCode>,
    regions: &Regions,
    now: Option<RegionCode>,
    pick: &Callback<String>,
) -> Html {
    let closed = level != RegionLevel::City && above.is_none();
    let onchange = {
        let (pick, above) = (pick.clone(), above);
        Callback::from(move |event: Event| {
            // Taking a choice back leaves the level above.
            let value = chosen(&event).unwrap_or_default();
            let above = above.as_ref().map(ToString::to_string).unwrap_or_default();
            pick.emit(if value.is_empty() { above } else { value });
        })
    };
    let empty = if closed {
        t("region-choose-above")
    } else if regions.busy && regions.items.is_empty() {
        t("input-loading")
    } else {
        t("input-choose")
    };
    let options = regions.items.iter().map(|region| {
        let selected = now.as_ref() == Some(&region.code);
        html! {
            <option key={region.code.to_string()} value={region.code.to_string()} {selected}>
                { &region.name }
            </option>
        }
    });
    html! {
        <div class="sub-field">
            <label for={id.clone()} class="small">{ term(level) }</label>
            <select class="form-select w-l" {id} disabled={closed} {onchange}>
                <option key="" value="" selected={now.is_none()}>{ empty }</option>
                { for options }
            </select>
        </div>
    }
}
