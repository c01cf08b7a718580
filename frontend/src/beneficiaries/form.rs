//! Registering a woman and changing her record.

use super::form_fields::Fields;
use super::place::villages;
use crate::api::use_me;
use crate::editor::{ACKNOWLEDGED, EditPage, Editable, Editor};
use crate::i18n::{t, today};
use crate::route::Route;
use crate::ui::{Crumb, PageHead, Reader, Values, use_address};
use contract::beneficiaries::{Beneficiary, BeneficiaryDraft, Collection, HeadOfFamily, Notice};
use contract::draft::Member;
use contract::endpoints::{CreateBeneficiary, GetBeneficiary, UpdateBeneficiary};
use contract::ids::BeneficiaryId;
use contract::policy::Permission;
use yew::prelude::*;

/// Says in the values that the record stands already: her place is then her
/// household's and is not sent.
pub const STANDS: &str = "/stands";
/// The members withheld from the reader, which are not sent.
pub const WITHHELD: &str = "/withheld";
/// Whether the notice about her data was given.
pub const GIVEN: &str = "/notice/given";

struct BeneficiaryForm;

fn text(member: &Member<String>) -> &str {
    member.value().map_or("", String::as_str)
}

fn flag(on: bool) -> &'static str {
    if on { "true" } else { "" }
}

impl Editable for BeneficiaryForm {
    type View = Beneficiary;
    type Draft = BeneficiaryDraft;
    type Read = GetBeneficiary;
    type Create = CreateBeneficiary;
    type Update = UpdateBeneficiary;
    const NAME: &'static str = "beneficiary";

    fn values(woman: &Beneficiary) -> Values {
        let head = &woman.head_of_family;
        let birth = woman.birth_date.value().map(ToString::to_string).unwrap_or_default();
        let mut values = Values::of(&[
            (STANDS, "true"),
            (WITHHELD, &woman.withheld.join(",")),
            ("/full_name", text(&woman.full_name)),
            ("/nik", ""),
            ("/nik_absent_reason", text(&woman.nik_absent_reason)),
            ("/birth_date", &birth),
            ("/phone", text(&woman.phone)),
            ("/marital_status", &woman.marital_status),
            ("/head_of_family/de_jure", flag(head.de_jure)),
            ("/head_of_family/de_facto", flag(head.de_facto)),
            ("/head_of_family/basis", head.basis.as_deref().unwrap_or_default()),
            ("/education", woman.education.as_deref().unwrap_or_default()),
            ("/occupation", woman.occupation.as_deref().unwrap_or_default()),
            ("/health_notes", text(&woman.health_notes)),
        ]);
        collection_values(&mut values, woman.collection.value());
        notice_values(&mut values, woman.notice.as_ref());
        values
    }

    fn read(reader: &mut Reader) -> BeneficiaryDraft {
        let mut draft = BeneficiaryDraft {
            nik: given(reader.text("/nik")),
            nik_absent_reason: reader.text("/nik_absent_reason"),
            full_name: reader.text("/full_name"),
            birth_date: reader.parsed("/birth_date"),
            phone: reader.text("/phone"),
            marital_status: reader.text("/marital_status"),
            head_of_family: Member::Value(head_of_family(reader)),
            education: reader.text("/education"),
            occupation: reader.text("/occupation"),
            health_notes: reader.text("/health_notes"),
            collection: collection(reader),
            notice: notice(reader),
            ..BeneficiaryDraft::default()
        };
        if reader.text(STANDS).value().is_none() {
            draft.household_id = given(reader.parsed("/household_id"));
            if draft.household_id.is_absent() {
                draft.region_code = reader.parsed("/region_code");
                draft.rw = reader.parsed("/rw");
                draft.rt = reader.parsed("/rt");
                draft.address = reader.text("/address");
            }
        }
        let others = reader.text(ACKNOWLEDGED);
        let others: Vec<BeneficiaryId> = text(&others).split(',').filter_map(|id| id.parse().ok()).collect();
        if !others.is_empty() {
            draft.acknowledged_duplicates = Member::Value(others);
        }
        leave_out(&mut draft, text(&reader.text(WITHHELD)));
        draft
    }

    fn name(woman: &Beneficiary) -> String {
        super::name_of(woman)
    }

    fn href(woman: &Beneficiary) -> String {
        Route::Beneficiary { id: woman.id }.href()
    }
}

/// An empty input says nothing, rather than clearing what is there.
fn given<T>(member: Member<T>) -> Member<T> {
    match member {
        Member::Null => Member::Absent,
        other => other,
    }
}

/// What the reader does not see she must not change.
fn leave_out(draft: &mut BeneficiaryDraft, withheld: &str) {
    for name in withheld.split(',') {
        match name {
            "full_name" => draft.full_name = Member::Absent,
            "nik_masked" | "nik" => draft.nik = Member::Absent,
            "nik_absent_reason" => draft.nik_absent_reason = Member::Absent,
            "birth_date" => draft.birth_date = Member::Absent,
            "phone" => draft.phone = Member::Absent,
            "health_notes" => draft.health_notes = Member::Absent,
            "collection" => draft.collection = Member::Absent,
            _ => {}
        }
    }
}

fn head_of_family(reader: &Reader) -> HeadOfFamily {
    HeadOfFamily {
        de_jure: reader.flag("/head_of_family/de_jure") == Member::Value(true),
        de_facto: reader.flag("/head_of_family/de_facto") == Member::Value(true),
        basis: reader.text("/head_of_family/basis").over(None),
    }
}

fn collection(reader: &mut Reader) -> Member<Collection> {
    let collection = Collection {
        kind: reader.text("/collection/kind").over(None),
        name: reader.text("/collection/name").over(None),
        method: reader.text("/collection/method").over(None),
        on: reader.parsed("/collection/on").over(None),
        note: reader.text("/collection/note").over(None),
    };
    if collection == Collection::default() { Member::Null } else { Member::Value(collection) }
}

fn notice(reader: &mut Reader) -> Member<Notice> {
    if reader.flag(GIVEN) != Member::Value(true) {
        return Member::Null;
    }
    let means = reader.needed("/notice/means");
    let given_on = reader.needed("/notice/given_on");
    let (Some(means), Some(given_on)) = (means, given_on) else {
        return Member::Absent;
    };
    let words = |pointer: &str| text(&reader.text(pointer)).to_owned();
    Member::Value(Notice {
        version: words("/notice/version"),
        language: words("/notice/language"),
        means,
        given_on,
        given_by: words("/notice/given_by"),
    })
}

fn collection_values(values: &mut Values, collection: Option<&Collection>) {
    let collection = collection.cloned().unwrap_or_default();
    values.set("/collection/kind", collection.kind.as_deref().unwrap_or_default());
    values.set("/collection/name", collection.name.as_deref().unwrap_or_default());
    values.set("/collection/method", collection.method.as_deref().unwrap_or_default());
    values.set("/collection/on", &collection.on.map(|day| day.to_string()).unwrap_or_default());
    values.set("/collection/note", collection.note.as_deref().unwrap_or_default());
}

fn notice_values(values: &mut Values, notice: Option<&Notice>) {
    values.set(GIVEN, flag(notice.is_some()));
    values.set("/notice/version", notice.map_or("2026-1", |it| &it.version));
    values.set("/notice/language", notice.map_or("id", |it| &it.language));
    values.set("/notice/means", notice.map_or("", |it| it.means.as_str()));
    values.set("/notice/given_on", &notice.map(|it| it.given_on.to_string()).unwrap_or_default());
    values.set("/notice/given_by", notice.map_or("", |it| &it.given_by));
}

#[component]
pub fn NewBeneficiary() -> Html {
    let me = use_me();
    let address = use_address();
    let list = Route::Beneficiaries.href();
    let mut seed = Values::default();
    notice_values(&mut seed, None);
    let day = today().to_string();
    seed.set("/notice/given_on", &day);
    seed.set("/notice/given_by", &me.full_name);
    seed.set("/collection/on", &day);
    seed.set("/collection/name", &me.full_name);
    let places = villages(&me, Permission::RegisterBeneficiaries);
    if let [(code, _)] = places.as_slice() {
        seed.set("/region_code", code);
    }
    if let Some(rw) = me.roles.iter().find_map(|held| held.rw.as_ref()) {
        seed.set("/rw", rw.as_str());
    }
    let household = address.get("household").map(ToOwned::to_owned);
    if let Some(household) = &household {
        seed.set("/household_id", household);
    }
    html! {
        <>
            <PageHead
                title={t("beneficiaries-new")}
                crumbs={vec![Crumb::new(list.clone(), t("beneficiaries"))]}
                lede={t("beneficiaries-new-lede")}
            />
            <Editor<BeneficiaryForm> {seed} cancel={list}><Fields /></Editor<BeneficiaryForm>>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditBeneficiaryProps {
    pub id: BeneficiaryId,
}

#[component]
pub fn EditBeneficiary(props: &EditBeneficiaryProps) -> Html {
    html! {
        <EditPage<BeneficiaryForm>
            id={props.id.to_string()}
            title={t("beneficiaries-edit")}
            above={Crumb::new(Route::Beneficiaries.href(), t("beneficiaries"))}
        >
            <Fields id={props.id} />
        </EditPage<BeneficiaryForm>>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withheld_member_and_an_empty_nik_are_not_sent() {
        let values = Values::of(&[(STANDS, "true"), (WITHHELD, "health_notes,phone"), ("/full_name", "Siti")]);
        let draft = BeneficiaryForm::read(&mut Reader::new(&values));
        assert!(draft.nik.is_absent() && draft.health_notes.is_absent() && draft.phone.is_absent());
        assert!(draft.region_code.is_absent() && draft.rw.is_absent());
        assert_eq!(draft.full_name, Member::Value("Siti".to_owned()));
    }

    #[test]
    fn a_notice_that_was_given_needs_its_day_and_means() {
        let values = Values::of(&[(GIVEN, "true")]);
        let mut reader = Reader::new(&values);
        assert!(BeneficiaryForm::read(&mut reader).notice.is_absent());
        assert_eq!(reader.faults().len(), 2);
    }
}
