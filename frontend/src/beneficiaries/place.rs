//! Where a household lives, chosen from the places the reader works in.

use crate::api::use_me;
use crate::i18n::{t, term};
use crate::reference::RegionPicker;
use crate::ui::{SelectField, TextField, Width};
use contract::me::Me;
use contract::place::{RegionCode, RegionLevel};
use contract::policy::Permission;
use yew::prelude::*;

/// The kelurahan in which someone may do this, with their names.
pub fn villages(me: &Me, permission: Permission) -> Vec<(String, String)> {
    let mut places: Vec<(String, String)> = me
        .roles
        .iter()
        .filter(|held| held.role.may(permission))
        .filter_map(|held| {
            let code: &RegionCode = held.region_code.as_ref()?;
            let name = held.region_name.clone().unwrap_or_else(|| code.to_string());
            (code.level() == RegionLevel::Village).then(|| (code.to_string(), name))
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

#[derive(Properties, PartialEq)]
pub struct PlaceFieldsProps {
    pub permission: Permission,
}

/// Kelurahan, RW, RT and address. Who works in one kelurahan chooses among
/// hers; whoever works in the whole city chooses from the list of regions.
#[component]
pub fn PlaceFields(props: &PlaceFieldsProps) -> Html {
    let me = use_me();
    let options = villages(&me, props.permission);
    html! {
        <>
            if options.is_empty() {
                <RegionPicker at="/region_code" level={RegionLevel::Village} />
            } else {
                <SelectField at="/region_code" label={term(RegionLevel::Village)} {options} />
            }
            <TextField at="/rw" width={Width::Short} hint={t("beneficiary-rw-hint")} />
            <TextField at="/rt" width={Width::Short} hint={t("beneficiary-rt-hint")} />
            <TextField at="/address" optional=true hint={t("beneficiary-address-hint")} />
        </>
    }
}
