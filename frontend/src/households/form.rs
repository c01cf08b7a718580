//! Changing a household: where it lives and what it lives on.

use super::rupiah::{Rupiah, RupiahField};
use crate::beneficiaries::PlaceFields;
use crate::editor::{EditPage, Editable};
use crate::i18n::t;
use crate::route::Route;
use crate::ui::form::use_fields;
use crate::ui::{Crumb, DateField, Note, Panel, Reader, TextField, Tone, Values, Width};
use contract::draft::Member;
use contract::endpoints::{CreateHousehold, GetHousehold, UpdateHousehold};
use contract::households::{Household, HouseholdDraft};
use contract::ids::HouseholdId;
use contract::policy::Permission;
use yew::prelude::*;

struct HouseholdForm;

const WITHHELD: &str = "/withheld";

fn sum(member: &Member<i64>) -> String {
    member.value().map(ToString::to_string).unwrap_or_default()
}

impl Editable for HouseholdForm {
    type View = Household;
    type Draft = HouseholdDraft;
    type Read = GetHousehold;
    type Create = CreateHousehold;
    type Update = UpdateHousehold;
    const NAME: &'static str = "household";
    // One day stands for both.
    const TOGETHER: &'static [&'static str] = &["monthly_income", "monthly_expenditure"];

    fn values(home: &Household) -> Values {
        let day = home.finances_on.value().map(ToString::to_string).unwrap_or_default();
        Values::of(&[
            (WITHHELD, &home.withheld.join(",")),
            ("/kk_number", ""),
            ("/region_code", home.region_code.as_str()),
            ("/rw", home.rw.as_str()),
            ("/rt", home.rt.as_str()),
            ("/address", home.address.value().map_or("", String::as_str)),
            ("/monthly_income", &sum(&home.monthly_income)),
            ("/monthly_expenditure", &sum(&home.monthly_expenditure)),
            ("/finances_on", &day),
        ])
    }

    fn read(reader: &mut Reader) -> HouseholdDraft {
        let amount = |member: Member<Rupiah>| match member {
            Member::Value(Rupiah(amount)) => Member::Value(amount),
            Member::Null => Member::Null,
            Member::Absent => Member::Absent,
        };
        let kk_number = match reader.text("/kk_number") {
            Member::Null => Member::Absent,
            number => number,
        };
        let mut draft = HouseholdDraft {
            id: None,
            kk_number,
            region_code: reader.parsed("/region_code"),
            rw: reader.parsed("/rw"),
            rt: reader.parsed("/rt"),
            address: reader.text("/address"),
            monthly_income: amount(reader.parsed("/monthly_income")),
            monthly_expenditure: amount(reader.parsed("/monthly_expenditure")),
            finances_on: reader.parsed("/finances_on"),
        };
        let withheld = reader.text(WITHHELD).over(None).unwrap_or_default();
        for name in withheld.split(',') {
            match name {
                "kk_number_masked" => draft.kk_number = Member::Absent,
                "address" => draft.address = Member::Absent,
                "monthly_income" => draft.monthly_income = Member::Absent,
                "monthly_expenditure" => draft.monthly_expenditure = Member::Absent,
                "finances_on" => draft.finances_on = Member::Absent,
                _ => {}
            }
        }
        draft
    }

    fn name(home: &Household) -> String {
        format!("RT {} RW {} {}", home.rt, home.rw, home.region_name)
    }

    fn href(home: &Household) -> String {
        Route::Household { id: home.id }.href()
    }
}

#[component]
fn Fields() -> Html {
    let form = use_fields();
    let withheld = form.values().get(WITHHELD).to_owned();
    let income = withheld.split(',').any(|name| name == "monthly_income");
    html! {
        <>
            <Panel title={t("household-place")}>
                <Note tone={Tone::Info}><p>{ t("household-moves") }</p></Note>
                <div class="mt-s3"><PlaceFields permission={Permission::EditBeneficiaries} /></div>
                <TextField at="/kk_number" optional=true width={Width::Long} hint={t("household-kk-hint")} />
            </Panel>
            <Panel title={t("household-finances")}>
                if income {
                    <Note tone={Tone::Neutral}><p>{ t("value-withheld") }</p></Note>
                } else {
                    <RupiahField at="/monthly_income" hint={t("rupiah-hint")} />
                    <RupiahField at="/monthly_expenditure" hint={t("rupiah-hint")} />
                    <DateField at="/finances_on" optional=true />
                }
            </Panel>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditHouseholdProps {
    pub id: HouseholdId,
}

#[component]
pub fn EditHousehold(props: &EditHouseholdProps) -> Html {
    html! {
        <EditPage<HouseholdForm>
            id={props.id.to_string()}
            title={t("household-edit")}
            above={Crumb::new(Route::Beneficiaries.href(), t("beneficiaries"))}
        >
            <Fields />
        </EditPage<HouseholdForm>>
    }
}
