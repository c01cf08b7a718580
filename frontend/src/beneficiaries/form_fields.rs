//! The fields of a woman's form, in the order in which a visit asks them.

use super::form::{GIVEN, STANDS, WITHHELD};
use super::place::PlaceFields;
use crate::api::{Call, use_query_if};
use crate::i18n::{choices, language, member, spoken_languages, t, today};
use crate::reference::use_codes;
use crate::route::Route;
use crate::ui::form::use_fields;
use crate::ui::{
    AreaField, CheckField, DateField, Glyph, Icon, Link, Note, Panel, RadioField, SelectField, TextField, Tone, Width,
};
use contract::code_lists::CodeList;
use contract::endpoints::GetBeneficiary;
use contract::ids::BeneficiaryId;
use contract::nik::{Nik, digits_of};
use contract::policy::Permission;
use contract::problem::FieldError;
use contract::words::field_detail;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FieldsProps {
    /// The record that is changed; none for a new one.
    #[prop_or_default]
    pub id: Option<BeneficiaryId>,
}

#[component]
pub fn Fields(props: &FieldsProps) -> Html {
    html! {
        <>
            <Panel title={t("beneficiary-identity")}><IdentityFields /></Panel>
            <Panel title={t("beneficiary-place")}><Place id={props.id} /></Panel>
            <Panel title={t("beneficiary-family")}><FamilyFields /></Panel>
            <Panel title={t("beneficiary-work-health")}><WorkFields /></Panel>
            <Panel title={t("beneficiary-collection")}><CollectionFields /></Panel>
            <Panel title={t("beneficiary-notice")}><NoticeFields /></Panel>
        </>
    }
}

/// Whether a member is withheld from the reader.
#[hook]
fn use_withheld(name: &str) -> bool {
    let form = use_fields();
    form.values().get(WITHHELD).split(',').any(|own| own == name)
}

/// Says in place of an input that the reader's role does not show it.
fn not_shown(name: &str) -> Html {
    html! {
        <div class="field">
            <p class="b">{ member(name) }</p>
            <p class="reason"><Icon glyph={Glyph::Lock} /><span>{ t("value-withheld") }</span></p>
        </div>
    }
}

#[component]
fn IdentityFields() -> Html {
    let codes = use_codes();
    let form = use_fields();
    let stands = !form.values().get(STANDS).is_empty();
    let given = |pointer: &str| stands || !form.values().get(pointer).is_empty();
    let (hint, why) = if stands {
        (t("beneficiary-nik-kept"), t("beneficiary-nik-absent-kept"))
    } else {
        (t("beneficiary-nik-hint"), t("beneficiary-nik-absent-hint"))
    };
    // One of the two is needed: what is said of one settles the other.
    let settle = {
        let form = form.clone();
        Callback::from(move |_: String| form.set("/nik", form.values().get("/nik")))
    };
    if use_withheld("full_name") {
        return html! { <>{ not_shown("full_name") }{ not_shown("nik") }{ not_shown("birth_date") }</> };
    }
    html! {
        <>
            <TextField at="/full_name" hint={t("beneficiary-name-hint")} />
            <TextField at="/nik" optional={given("/nik_absent_reason")} width={Width::Long} {hint} />
            <NikWarnings />
            <SelectField
                at="/nik_absent_reason"
                optional={given("/nik")}
                hint={why}
                options={codes.options(CodeList::NikAbsentReason)}
                onchange={settle}
            />
            <DateField at="/birth_date" />
        </>
    }
}

/// What in the NIK deserves a second look, while it is typed; never blocks.
#[component]
fn NikWarnings() -> Html {
    let form = use_fields();
    let text = form.values().get("/nik").to_owned();
    if digits_of(&text).len() < 16 {
        return Html::default();
    }
    let birth_date = form.values().get("/birth_date").parse().ok();
    let codes = match Nik::parse(&text, today()) {
        Ok(nik) => nik.warnings(birth_date, true, |_| true),
        Err(code) => vec![code],
    };
    if codes.is_empty() {
        return Html::default();
    }
    let words = codes.into_iter().map(|code| {
        let detail = field_detail(language(), &FieldError::new("/nik", code));
        html! { <p>{ detail }</p> }
    });
    html! { <div class="field" role="status"><Note tone={Tone::Warn}>{ for words }</Note></div> }
}

#[derive(Properties, PartialEq)]
struct PlaceProps {
    id: Option<BeneficiaryId>,
}

/// Her place is her household's: chosen for a new one, shown for an old one.
#[component]
fn Place(props: &PlaceProps) -> Html {
    let form = use_fields();
    let query = use_query_if(props.id.map(|id| Call::<GetBeneficiary>::at(&[&id.to_string()])));
    if let Some(woman) = query.value() {
        let href = Route::EditHousehold { id: woman.household_id }.href();
        return html! {
            <Note tone={Tone::Neutral}>
                <p>{ super::place_of(woman) }</p>
                <p>{ t("beneficiary-place-fixed") }</p>
                <p><Link {href}>{ t("household-edit") }</Link></p>
            </Note>
        };
    }
    if !form.values().get("/household_id").is_empty() {
        return html! { <Note tone={Tone::Neutral}><p>{ t("beneficiary-place-joined") }</p></Note> };
    }
    if props.id.is_some() {
        return Html::default();
    }
    html! { <PlaceFields permission={Permission::RegisterBeneficiaries} /> }
}

#[component]
fn FamilyFields() -> Html {
    let codes = use_codes();
    let phone = use_withheld("phone");
    html! {
        <>
            <SelectField at="/marital_status" options={codes.options(CodeList::MaritalStatus)} />
            <CheckField
                at="/head_of_family/de_jure"
                label={t("head-de-jure")}
                hint={t("head-de-jure-hint")}
            />
            <CheckField
                at="/head_of_family/de_facto"
                label={t("head-de-facto")}
                hint={t("head-de-facto-hint")}
            />
            <SelectField
                at="/head_of_family/basis"
                optional=true
                options={codes.options(CodeList::HeadOfFamilyBasis)}
            />
            if phone {
                { not_shown("phone") }
            } else {
                <TextField at="/phone" optional=true kind="tel" width={Width::Medium} hint={t("beneficiary-phone-hint")} />
            }
        </>
    }
}

#[component]
fn WorkFields() -> Html {
    let codes = use_codes();
    let health = use_withheld("health_notes");
    html! {
        <>
            <SelectField at="/education" optional=true options={codes.options(CodeList::Education)} />
            <SelectField at="/occupation" optional=true options={codes.options(CodeList::Occupation)} />
            if health {
                { not_shown("health_notes") }
            } else {
                <AreaField at="/health_notes" optional=true hint={t("beneficiary-health-hint")} />
            }
        </>
    }
}

#[component]
fn CollectionFields() -> Html {
    let codes = use_codes();
    if use_withheld("collection") {
        return not_shown("collection");
    }
    html! {
        <>
            <SelectField
                at="/collection/kind"
                label={t("collection-kind")}
                optional=true
                options={codes.options(CodeList::CollectorKind)}
            />
            <TextField at="/collection/name" label={t("collection-name")} optional=true />
            <SelectField
                at="/collection/method"
                optional=true
                options={codes.options(CodeList::CollectionMethod)}
            />
            <DateField at="/collection/on" optional=true label={t("collection-on")} />
            <AreaField at="/collection/note" optional=true label={t("collection-note")} />
        </>
    }
}

#[component]
fn NoticeFields() -> Html {
    let form = use_fields();
    html! {
        <>
            <CheckField at={GIVEN} label={t("notice-given")} hint={t("notice-given-hint")} />
            if form.values().is_on(GIVEN) {
                <RadioField at="/notice/means" options={choices::<contract::beneficiaries::NoticeMeans>()} />
                <SelectField at="/notice/language" options={spoken_languages()} />
                <TextField at="/notice/version" width={Width::Short} label={t("notice-version")} />
                <DateField at="/notice/given_on" />
                <TextField at="/notice/given_by" />
            }
        </>
    }
}
