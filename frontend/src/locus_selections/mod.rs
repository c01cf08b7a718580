//! Locus selection (pemilihan lokus): places compared by what they need.

mod decision;
mod detail;
mod form;
mod list;
mod ranking;

pub use detail::LocusSelectionDetail;
pub use form::{EditLocusSelection, NewLocusSelection};
pub use list::{LocusSelectionList, ProgrammeSelections};

use crate::api::use_me;
use crate::i18n::{t, tr};
use crate::reference::GuardedLinkProps;
use contract::locus_selections::LocusSelection;
use contract::place::RegionLevel;
use contract::policy::Permission;
use yew::prelude::*;

/// A way to a form of selections.
#[component]
pub fn SelectLink(props: &GuardedLinkProps) -> Html {
    let me = use_me();
    props.unless((!me.may(Permission::SelectLoci)).then(|| AttrValue::from(t("selections-withheld"))))
}

/// `Kelurahan di Bekasi Utara · P2WKSS 2027`
fn title(one: &LocusSelection) -> String {
    let region = [("region", one.region_name.as_str().into())];
    let places = if one.level == RegionLevel::Village {
        tr("selection-of-villages", &region)
    } else {
        tr("selection-of-districts", &region)
    };
    format!("{places} · {} {}", one.programme_name, one.year)
}
