//! Eligibility rules (aturan kelayakan): versions, and whom one would touch.

mod detail;
mod form;
mod list;
mod preview;

pub use detail::RuleSetDetail;
pub use form::{EditRuleSet, NewRuleSet};
pub use list::RuleSetList;

use crate::api::use_me;
use crate::i18n::{t, term};
use crate::ui::{Badge, Glyph, Tone};
use contract::eligibility::RuleSetState;
use contract::policy::Permission;
use yew::prelude::*;

/// Why the reader may not change the rules, if she may not.
#[hook]
fn use_withheld() -> Option<AttrValue> {
    let me = use_me();
    (!me.may(Permission::EditEligibilityRules)).then(|| AttrValue::from(t("rules-withheld")))
}

fn state_badge(state: RuleSetState) -> Html {
    let (tone, glyph) = match state {
        RuleSetState::Draft => (Tone::Info, Glyph::Edit),
        RuleSetState::InForce => (Tone::Ok, Glyph::CircleCheck),
        RuleSetState::Ended => (Tone::Neutral, Glyph::History),
    };
    html! { <Badge {tone} {glyph} text={term(state)} /> }
}
