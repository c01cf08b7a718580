//! Reference data (data acuan): regions, agencies, code lists.

mod agency;
mod agency_form;
mod code;
mod code_form;
mod offered;
mod region;
mod region_picker;
mod words;

pub use agency::{AgencyDetail, AgencyList, overview_and_history};
pub use agency_form::{EditAgency, NewAgency};
pub use code::{CodeDetail, CodeLists};
pub use code_form::{EditCode, NewCode};
pub use offered::{Agencies, use_agencies};
pub use region::{RegionDetail, RegionList};
pub use region_picker::{RegionPicker, Regions, use_regions, use_regions_if};
pub use words::{Codes, code_word, region_name, the_city, use_codes, use_region_names};

use crate::api::use_me;
use crate::i18n::t;
use crate::ui::{Button, Glyph, Kind, LinkButton};
use contract::policy::Permission;
use yew::prelude::*;

/// Why the reader may not change reference data, if she may not.
#[hook]
pub fn use_withheld() -> Option<AttrValue> {
    let me = use_me();
    (!me.may(Permission::EditReferenceData)).then(|| AttrValue::from(t("reference-withheld")))
}

#[derive(Properties, PartialEq)]
pub struct GuardedLinkProps {
    pub href: AttrValue,
    pub glyph: Glyph,
    #[prop_or_default]
    pub kind: Kind,
    pub children: Html,
}

impl GuardedLinkProps {
    /// A way to a form, or a button that says why it is closed.
    pub fn unless(&self, withheld: Option<AttrValue>) -> Html {
        let Self { href, glyph, kind, children } = self;
        match withheld {
            None => html! {
                <LinkButton href={href.clone()} glyph={*glyph} kind={*kind}>{ children.clone() }</LinkButton>
            },
            reason => html! {
                <Button glyph={*glyph} kind={*kind} {reason}>{ children.clone() }</Button>
            },
        }
    }
}

/// A way to a form of statistics.
#[component]
pub fn StatisticsLink(props: &GuardedLinkProps) -> Html {
    let me = use_me();
    props.unless((!me.may(Permission::EditStatistics)).then(|| AttrValue::from(t("statistics-withheld"))))
}

/// A way to a form of reference data.
#[component]
pub fn GuardedLink(props: &GuardedLinkProps) -> Html {
    props.unless(use_withheld())
}
