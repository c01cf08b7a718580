//! Adding and changing a programme.

use super::title;
use crate::editor::{EditPage, Editable, Editor};
use crate::i18n::{t, today};
use crate::reference::{RegionPicker, use_agencies, use_regions_if};
use crate::route::Route;
use crate::ui::form::use_fields;
use crate::ui::{CheckField, Crumb, PageHead, Panel, Reader, SelectField, TextField, Values, Width};
use contract::draft::Member;
use contract::endpoints::{CreateProgramme, GetProgramme, UpdateProgramme};
use contract::ids::ProgrammeId;
use contract::place::{RegionCode, RegionLevel};
use contract::programmes::{Programme, ProgrammeDraft};
use yew::prelude::*;

struct ProgrammeForm;

impl Editable for ProgrammeForm {
    type View = Programme;
    type Draft = ProgrammeDraft;
    type Read = GetProgramme;
    type Create = CreateProgramme;
    type Update = UpdateProgramme;
    const NAME: &'static str = "programme";

    fn values(programme: &Programme) -> Values {
        let mut values = Values::of(&[
            ("/name", &programme.name),
            ("/year", &programme.year.to_string()),
            ("/city_code", programme.city_code.as_str()),
            ("/lead_agency_id", &programme.lead_agency_id.to_string()),
            ("/budget_year", &programme.budget_year.to_string()),
            ("/target_families", &programme.target_families.to_string()),
        ]);
        for code in &programme.district_codes {
            values.set(&format!("/district_codes/{code}"), "true");
        }
        values
    }

    fn read(reader: &mut Reader) -> ProgrammeDraft {
        let city: Member<RegionCode> = reader.parsed("/city_code");
        // What was ticked of another city is not meant any more.
        let inside = |code: &RegionCode| city.value().is_none_or(|city| city.contains(code));
        let ticked = reader.ticked("/district_codes");
        let districts = ticked.iter().filter_map(|code| code.parse().ok()).filter(inside).collect();
        ProgrammeDraft {
            id: None,
            name: reader.text("/name"),
            year: reader.parsed("/year"),
            city_code: city,
            district_codes: Member::Value(districts),
            lead_agency_id: reader.parsed("/lead_agency_id"),
            budget_year: reader.parsed("/budget_year"),
            target_families: reader.parsed("/target_families"),
        }
    }

    fn name(programme: &Programme) -> String {
        title(programme)
    }

    fn href(programme: &Programme) -> String {
        Route::Programme { id: programme.id }.href()
    }
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    #[prop_or_default]
    stands: bool,
}

#[component]
fn Fields(props: &FieldsProps) -> Html {
    let form = use_fields();
    let city: Option<RegionCode> = form.values().get("/city_code").parse().ok();
    let districts = use_regions_if(city.is_some(), RegionLevel::District, city);
    let agencies = use_agencies();
    let fixed = props.stands.then(|| AttrValue::from(t("programme-fixed")));
    let boxes = districts.options().into_iter().map(|(code, name)| {
        html! { <CheckField key={code.clone()} at={format!("/district_codes/{code}")} label={name} /> }
    });
    html! {
        <>
            <Panel>
                <TextField at="/name" hint={t("programme-name-hint")} />
                <TextField at="/year" width={Width::Short} locked={fixed} />
                if !props.stands {
                    <RegionPicker at="/city_code" level={RegionLevel::City} />
                }
                <SelectField at="/lead_agency_id" options={agencies.options.clone()} loading={agencies.busy} />
                <TextField at="/target_families" width={Width::Short} hint={t("target-families-hint")} />
                <TextField at="/budget_year" width={Width::Short} optional=true hint={t("budget-year-hint")} />
            </Panel>
            <Panel title={t("programme-districts")}>
                <p class="hint">{ t("programme-districts-hint") }</p>
                { for boxes }
            </Panel>
        </>
    }
}

#[component]
pub fn NewProgramme() -> Html {
    let list = Route::Programmes.href();
    let seed = Values::of(&[("/name", "P2WKSS"), ("/year", &(today().year() + 1).to_string())]);
    html! {
        <>
            <PageHead title={t("programmes-add")} crumbs={vec![Crumb::new(list.clone(), t("programmes"))]} />
            <Editor<ProgrammeForm> {seed} cancel={list}><Fields /></Editor<ProgrammeForm>>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditProgrammeProps {
    pub id: ProgrammeId,
}

#[component]
pub fn EditProgramme(props: &EditProgrammeProps) -> Html {
    html! {
        <EditPage<ProgrammeForm>
            id={props.id.to_string()}
            title={t("programme-edit")}
            above={Crumb::new(Route::Programmes.href(), t("programmes"))}
        >
            <Fields stands=true />
        </EditPage<ProgrammeForm>>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticked_districts_are_a_list_and_none_is_the_whole_city() {
        let read = |values: &[(&str, &str)]| ProgrammeForm::read(&mut Reader::new(&Values::of(values))).district_codes;
        let two = [
            ("/district_codes/32.75.03", "true"),
            ("/district_codes/32.75.01", ""),
            ("/district_codes/32.75.04", "true"),
        ];
        let codes: Vec<RegionCode> = ["32.75.03", "32.75.04"].map(|code| code.parse().unwrap()).into();
        assert_eq!(read(&two), Member::Value(codes));
        assert_eq!(read(&[]), Member::Value(Vec::new()));
        assert_eq!(read(&[("/city_code", "32.76"), ("/district_codes/32.75.03", "true")]), Member::Value(Vec::new()));
    }
}
