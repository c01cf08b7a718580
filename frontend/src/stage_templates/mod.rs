//! Stage templates (templat tahapan): what each stage asks for, in versions.

mod chain;
mod detail;
mod differences;
mod form;
mod list;
mod requirement;
mod requirement_values;
mod words;

pub use detail::StageTemplateDetail;
pub use differences::DifferenceList;
pub use form::NewStageTemplate;
pub use list::StageTemplateList;

use crate::i18n::{t, tr};
use crate::ui::{Badge, Glyph, Tone};
use contract::stage_templates::{StageTemplate, TemplateState};
use yew::prelude::*;

/// `Versi 2`, or that it is the one that is shipped.
pub fn title(template: &StageTemplate) -> String {
    match template.city_code {
        None => t("stage-template-shipped"),
        Some(_) => tr("stage-template-version", &[("n", template.number.to_string().into())]),
    }
}

fn state_badge(state: TemplateState) -> Html {
    let (tone, glyph) = match state {
        TemplateState::Draft => (Tone::Neutral, Glyph::Edit),
        TemplateState::Published => (Tone::Ok, Glyph::Check),
    };
    html! { <Badge {tone} {glyph} text={crate::i18n::term(state)} /> }
}
