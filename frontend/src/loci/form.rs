//! Adding and changing a locus.

use super::{numbers, title};
use crate::editor::{EditPage, Editable, Editor};
use crate::i18n::t;
use crate::programmes::use_programmes;
use crate::reference::RegionPicker;
use crate::route::Route;
use crate::ui::{Crumb, DateField, PageHead, Panel, Reader, SelectField, TextField, Values, Width, use_address};
use contract::draft::Member;
use contract::endpoints::{CreateLocus, GetLocus, UpdateLocus};
use contract::ids::LocusId;
use contract::loci::{Locus, LocusDraft, USUAL_FAMILIES};
use contract::place::{Neighbourhood, RegionLevel};
use std::str::FromStr;
use yew::prelude::*;

/// RW as they are typed: `11, 12` or `11 12`.
struct RwList(Vec<Neighbourhood>);

impl FromStr for RwList {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let words = text.split([',', ';', ' ']).map(str::trim).filter(|word| !word.is_empty());
        let mut list = words.map(str::parse).collect::<Result<Vec<Neighbourhood>, ()>>()?;
        list.sort_unstable();
        list.dedup();
        Ok(Self(list))
    }
}

struct LocusForm;

impl Editable for LocusForm {
    type View = Locus;
    type Draft = LocusDraft;
    type Read = GetLocus;
    type Create = CreateLocus;
    type Update = UpdateLocus;
    const NAME: &'static str = "locus";

    fn values(locus: &Locus) -> Values {
        let day = |day: Option<contract::moment::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        Values::of(&[
            ("/programme_id", &locus.programme_id.to_string()),
            ("/region_code", locus.region_code.as_str()),
            ("/rws", &numbers(&locus.rws)),
            ("/target_families", &locus.target_families.to_string()),
            ("/starts_on", &day(locus.starts_on)),
            ("/ends_on", &day(locus.ends_on)),
        ])
    }

    fn read(reader: &mut Reader) -> LocusDraft {
        LocusDraft {
            id: None,
            programme_id: reader.parsed("/programme_id"),
            region_code: reader.parsed("/region_code"),
            rws: reader.parsed("/rws").map(|RwList(list)| list),
            target_families: reader.parsed("/target_families"),
            team: Member::Absent,
            starts_on: reader.parsed("/starts_on"),
            ends_on: reader.parsed("/ends_on"),
        }
    }

    fn name(locus: &Locus) -> String {
        title(locus)
    }

    fn href(locus: &Locus) -> String {
        Route::Locus { id: locus.id }.href()
    }
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    #[prop_or_default]
    stands: bool,
}

#[component]
fn Fields(props: &FieldsProps) -> Html {
    let programmes = use_programmes();
    let fixed = props.stands.then(|| AttrValue::from(t("locus-fixed")));
    html! {
        <Panel>
            <SelectField at="/programme_id" options={programmes} locked={fixed} />
            if !props.stands {
                <RegionPicker at="/region_code" level={RegionLevel::Village} />
            }
            <TextField at="/rws" width={Width::Medium} hint={t("rws-hint")} />
            <TextField at="/target_families" width={Width::Short} hint={t("target-families-hint")} />
            <DateField at="/starts_on" optional=true />
            <DateField at="/ends_on" optional=true />
        </Panel>
    }
}

/// From a programme's page that programme is chosen already.
#[component]
pub fn NewLocus() -> Html {
    let address = use_address();
    let of = address.get("programme").unwrap_or_default();
    let region = address.get("region").unwrap_or_default();
    let seed = Values::of(&[
        ("/programme_id", of),
        ("/region_code", region),
        ("/target_families", &USUAL_FAMILIES.to_string()),
    ]);
    let list = Route::Loci.href();
    html! {
        <>
            <PageHead title={t("loci-add")} crumbs={vec![Crumb::new(list.clone(), t("loci"))]} />
            <Editor<LocusForm> {seed} cancel={list}><Fields /></Editor<LocusForm>>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditLocusProps {
    pub id: LocusId,
}

#[component]
pub fn EditLocus(props: &EditLocusProps) -> Html {
    html! {
        <EditPage<LocusForm>
            id={props.id.to_string()}
            title={t("locus-edit")}
            above={Crumb::new(Route::Loci.href(), t("loci"))}
        >
            <Fields stands=true />
        </EditPage<LocusForm>>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rws_are_read_as_people_write_them() {
        let read = |text: &str| text.parse::<RwList>().map(|RwList(list)| numbers(&list));
        for text in ["11, 2", "2 11", "011;002;11", " 2 ,, 11 "] {
            assert_eq!(read(text).as_deref(), Ok("2, 11"), "{text}");
        }
        for text in ["RW 11", "0", "1000", "11-12"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
