//! Adding and changing an agency.

use super::RegionPicker;
use crate::editor::{EditPage, Editable, Editor};
use crate::i18n::t;
use crate::route::Route;
use crate::ui::{AreaField, Crumb, PageHead, Panel, Reader, TextField, Values, Width};
use contract::agencies::{Agency, AgencyDraft};
use contract::endpoints::{CreateAgency, GetAgency, UpdateAgency};
use contract::ids::AgencyId;
use contract::place::RegionLevel;
use yew::prelude::*;

struct AgencyForm;

impl Editable for AgencyForm {
    type View = Agency;
    type Draft = AgencyDraft;
    type Read = GetAgency;
    type Create = CreateAgency;
    type Update = UpdateAgency;
    const NAME: &'static str = "agency";

    fn values(agency: &Agency) -> Values {
        Values::of(&[
            ("/name", &agency.name),
            ("/short_name", &agency.short_name),
            ("/aliases", &agency.aliases.join("\n")),
            ("/region_code", agency.region_code.as_str()),
        ])
    }

    fn read(reader: &mut Reader) -> AgencyDraft {
        AgencyDraft {
            id: None,
            name: reader.text("/name"),
            short_name: reader.text("/short_name"),
            aliases: reader.lines("/aliases"),
            region_code: reader.parsed("/region_code"),
        }
    }

    fn name(agency: &Agency) -> String {
        agency.short_name.clone()
    }

    fn href(agency: &Agency) -> String {
        Route::Agency { id: agency.id }.href()
    }
}

fn fields() -> Html {
    html! {
        <Panel>
            <TextField at="/name" hint={t("agency-name-hint")} />
            <TextField at="/short_name" width={Width::Medium} hint={t("agency-short-name-hint")} />
            <AreaField at="/aliases" optional=true hint={t("agency-aliases-hint")} />
            <RegionPicker at="/region_code" level={RegionLevel::City} />
        </Panel>
    }
}

#[component]
pub fn NewAgency() -> Html {
    let list = Route::Agencies.href();
    html! {
        <>
            <PageHead
                title={t("agencies-new")}
                crumbs={vec![Crumb::new(list.clone(), t("agencies"))]}
            />
            <Editor<AgencyForm> cancel={list}>{ fields() }</Editor<AgencyForm>>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditAgencyProps {
    pub id: AgencyId,
}

#[component]
pub fn EditAgency(props: &EditAgencyProps) -> Html {
    html! {
        <EditPage<AgencyForm>
            id={props.id.to_string()}
            title={t("agencies-edit")}
            above={Crumb::new(Route::Agencies.href(), t("agencies"))}
        >
            { fields() }
        </EditPage<AgencyForm>>
    }
}
