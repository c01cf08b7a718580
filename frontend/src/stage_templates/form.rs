//! Drafting a version for a city.

use super::title;
use crate::editor::{Editable, Editor};
use crate::i18n::t;
use crate::reference::RegionPicker;
use crate::route::Route;
use crate::ui::{AreaField, Crumb, PageHead, Panel, Reader, Values};
use contract::draft::Member;
use contract::endpoints::{CreateStageTemplate, GetStageTemplate, UpdateStageTemplate};
use contract::place::RegionLevel;
use contract::stage_templates::{StageTemplate, StageTemplateDraft};
use yew::prelude::*;

struct StageTemplateForm;

impl Editable for StageTemplateForm {
    type View = StageTemplate;
    type Draft = StageTemplateDraft;
    type Read = GetStageTemplate;
    type Create = CreateStageTemplate;
    type Update = UpdateStageTemplate;
    const NAME: &'static str = "stage_template";

    fn values(template: &StageTemplate) -> Values {
        Values::of(&[
            ("/city_code", template.city_code.as_ref().map_or("", |code| code.as_str())),
            ("/note", template.note.as_deref().unwrap_or_default()),
        ])
    }

    fn read(reader: &mut Reader) -> StageTemplateDraft {
        StageTemplateDraft {
            id: None,
            city_code: reader.parsed("/city_code"),
            note: reader.text("/note"),
            stages: Member::Absent,
        }
    }

    fn name(template: &StageTemplate) -> String {
        title(template)
    }

    fn href(template: &StageTemplate) -> String {
        Route::StageTemplate { id: template.id }.href()
    }
}

/// A new version begins as what new loci of the city follow.
#[component]
pub fn NewStageTemplate() -> Html {
    let list = Route::StageTemplates.href();
    let crumbs = vec![Crumb::new(list.clone(), t("stage-templates"))];
    html! {
        <>
            <PageHead title={t("stage-templates-add")} {crumbs} lede={t("stage-templates-add-lede")} />
            <Editor<StageTemplateForm> seed={Values::default()} cancel={list}>
                <Panel>
                    <RegionPicker at="/city_code" level={RegionLevel::City} />
                    <AreaField at="/note" optional=true hint={t("stage-template-note-hint")} />
                </Panel>
            </Editor<StageTemplateForm>>
        </>
    }
}
