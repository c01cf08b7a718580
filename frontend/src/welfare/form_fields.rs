//! The inputs of an assessment, part by part. Every part may be left empty.

use super::form::NO_AID;
use super::ks21::{blocks, item_name};
use crate::api::use_me;
use crate::households::RupiahField;
use crate::i18n::{choices, member, t, term, tr};
use crate::reference::use_codes;
use crate::ui::form::use_fields;
use crate::ui::{CheckField, DateField, Panel, RadioField, SelectField, TextField, Width};
use contract::code_lists::CodeList;
use contract::ks21::{Answer, Ks21, MAY_NOT_APPLY};
use contract::policy::Permission;
use contract::welfare::Difficulty;
use yew::prelude::*;

#[component]
pub fn Fields() -> Html {
    let me = use_me();
    html! {
        <>
            <Panel>
                <DateField at="/assessed_on" />
                <TextField at="/assessed_by" optional=true width={Width::Long} />
            </Panel>
            <Panel title={t("household-finances")}>
                <RupiahField at="/monthly_income" hint={t("rupiah-hint")} />
                <RupiahField at="/monthly_expenditure" hint={t("rupiah-hint")} />
            </Panel>
            <Items />
            <House />
            <AidFields />
            if me.may(Permission::SeeHealth) {
                <FunctioningFields />
            }
        </>
    }
}

/// The stage as it follows from what is ticked so far.
fn verdict(answers: &Ks21) -> String {
    match answers.stage() {
        Some(stage) => tr("ks21-so-far", &[("stage", term(stage).into())]),
        None => tr("ks21-so-far-unknown", &[("n", answers.numbers(None).len().into())]),
    }
}

#[component]
fn Items() -> Html {
    let form = use_fields();
    let mut answers = Ks21::default();
    for (number, name) in Ks21::ITEMS {
        answers.set(number, form.values().get(&format!("/ks21/{name}")).parse().ok());
    }
    let blocks = blocks().into_iter().map(|(title, items)| {
        let items = items.iter().map(|(number, name)| item(*number, name));
        html! { <section aria-label={title.clone()}><h3 class="block">{ title }</h3>{ for items }</section> }
    });
    html! {
        <Panel title={t("ks21-title")}>
            <p class="hint mb-s4">{ t("ks21-hint") }</p>
            { for blocks }
            <p role="status"><b>{ verdict(&answers) }</b></p>
        </Panel>
    }
}

fn item(number: u8, name: &'static str) -> Html {
    let mut options = choices::<Answer>();
    if !MAY_NOT_APPLY.contains(&number) {
        options.retain(|(code, _)| code != Answer::NotApplicable.as_str());
    }
    let label = format!("{number}. {}", item_name(name));
    html! { <RadioField key={name} at={format!("/ks21/{name}")} {label} {options} optional=true /> }
}

#[component]
fn House() -> Html {
    let codes = use_codes();
    let lists = [
        ("tenure", CodeList::DwellingTenure),
        ("floor", CodeList::FloorMaterial),
        ("wall", CodeList::WallMaterial),
        ("roof", CodeList::RoofMaterial),
        ("water", CodeList::WaterSource),
        ("toilet", CodeList::Toilet),
        ("lighting", CodeList::Lighting),
        ("fuel", CodeList::CookingFuel),
    ];
    let selects = lists.into_iter().map(|(name, list)| {
        html! { <SelectField key={name} at={format!("/dwelling/{name}")} options={codes.options(list)} optional=true /> }
    });
    html! {
        <Panel title={member("dwelling")}>
            <TextField at="/dwelling/floor_area" optional=true width={Width::Short} hint={t("floor-area-hint")} />
            { for selects }
        </Panel>
    }
}

#[component]
fn AidFields() -> Html {
    let codes = use_codes();
    let form = use_fields();
    let ticked = |code: &str| form.values().is_on(&format!("/aid/{code}"));
    let options = codes.options(CodeList::SocialAid);
    // Receiving nothing and receiving something exclude each other.
    let receives = {
        let form = form.clone();
        Callback::from(move |on: bool| {
            if on {
                form.set(NO_AID, "");
            }
        })
    };
    let receives_none = {
        let (form, codes) = (form.clone(), options.iter().map(|(code, _)| code.clone()).collect::<Vec<_>>());
        Callback::from(move |on: bool| {
            for code in codes.iter().filter(|_| on) {
                form.set(&format!("/aid/{code}"), "");
            }
        })
    };
    let items = options.iter().map(|(code, word)| {
        html! {
            <div key={code.clone()}>
                <CheckField at={format!("/aid/{code}")} label={word.clone()} onchange={receives.clone()} />
                if ticked(code) {
                    <TextField
                        at={format!("/aid_since/{code}")}
                        label={tr("aid-since-year", &[("programme", word.as_str().into())])}
                        optional=true
                        width={Width::Short}
                    />
                }
            </div>
        }
    });
    html! {
        <Panel title={member("aid")}>
            <fieldset class="tight">
                <legend class="vh">{ member("aid") }</legend>
                { for items }
                <CheckField at={NO_AID} label={t("aid-none")} onchange={receives_none} />
            </fieldset>
        </Panel>
    }
}

#[component]
fn FunctioningFields() -> Html {
    let names = ["seeing", "hearing", "walking", "remembering", "self_care", "communicating"];
    let fields = names.into_iter().map(|name| {
        let label = tr("functioning-ask", &[("what", member(name).to_lowercase().into())]);
        html! {
            <RadioField key={name} at={format!("/functioning/{name}")} {label} options={choices::<Difficulty>()} optional=true />
        }
    });
    html! {
        <Panel title={member("functioning")}>
            <p class="hint mb-s4">{ t("functioning-hint") }</p>
            { for fields }
        </Panel>
    }
}
