//! Writing down what was told of a family on a day.

use super::form_fields::Fields;
use crate::api::{Call, use_me, use_query};
use crate::beneficiaries::name_of;
use crate::editor::{Editable, Editor};
use crate::households::Rupiah;
use crate::i18n::{t, today};
use crate::route::Route;
use crate::ui::{Crumb, PageHead, Reader, Values, waiting};
use contract::draft::Member;
use contract::endpoints::{CreateWelfareAssessment, GetBeneficiary, GetWelfareAssessment};
use contract::ids::BeneficiaryId;
use contract::ks21::Ks21;
use contract::welfare::{Aid, Dwelling, Functioning, WelfareAssessment, WelfareAssessmentDraft};
use yew::prelude::*;

/// That the family receives nothing, which is not the same as nothing said.
pub const NO_AID: &str = "/aid_none";

struct AssessmentForm;

impl Editable for AssessmentForm {
    type View = WelfareAssessment;
    type Draft = WelfareAssessmentDraft;
    type Read = GetWelfareAssessment;
    type Create = CreateWelfareAssessment;
    // One that stands is never changed: the form only adds.
    type Update = CreateWelfareAssessment;
    const NAME: &'static str = "welfare_assessment";

    fn values(_: &WelfareAssessment) -> Values {
        Values::default()
    }

    fn read(reader: &mut Reader) -> WelfareAssessmentDraft {
        WelfareAssessmentDraft {
            id: None,
            beneficiary_id: reader.parsed("/beneficiary_id"),
            assessed_on: reader.parsed("/assessed_on"),
            assessed_by: said(reader.text("/assessed_by")),
            ks21: ks21(reader),
            dwelling: dwelling(reader),
            aid: aid(reader),
            functioning: functioning(reader),
            monthly_income: amount(reader, "/monthly_income"),
            monthly_expenditure: amount(reader, "/monthly_expenditure"),
        }
    }

    fn name(one: &WelfareAssessment) -> String {
        crate::i18n::date(one.assessed_on)
    }

    fn href(one: &WelfareAssessment) -> String {
        Route::Beneficiary { id: one.beneficiary_id }.href()
    }
}

/// An empty input says nothing.
fn said<T>(member: Member<T>) -> Member<T> {
    match member {
        Member::Null => Member::Absent,
        other => other,
    }
}

fn amount(reader: &mut Reader, at: &str) -> Member<i64> {
    match reader.parsed::<Rupiah>(at) {
        Member::Value(Rupiah(amount)) => Member::Value(amount),
        Member::Null | Member::Absent => Member::Absent,
    }
}

/// A part of which nothing is said is left out.
fn part<T: Default + PartialEq>(value: T) -> Member<T> {
    if value == T::default() { Member::Absent } else { Member::Value(value) }
}

fn ks21(reader: &mut Reader) -> Member<Ks21> {
    let mut answers = Ks21::default();
    for (number, name) in Ks21::ITEMS {
        answers.set(number, reader.parsed(&format!("/ks21/{name}")).over(None));
    }
    part(answers)
}

fn dwelling(reader: &mut Reader) -> Member<Dwelling> {
    let code = |reader: &Reader, name: &str| reader.text(&format!("/dwelling/{name}")).over(None);
    part(Dwelling {
        floor_area: reader.parsed("/dwelling/floor_area").over(None),
        tenure: code(reader, "tenure"),
        floor: code(reader, "floor"),
        wall: code(reader, "wall"),
        roof: code(reader, "roof"),
        water: code(reader, "water"),
        toilet: code(reader, "toilet"),
        lighting: code(reader, "lighting"),
        fuel: code(reader, "fuel"),
    })
}

/// The programmes ticked, each with its year where one was given.
fn aid(reader: &mut Reader) -> Member<Vec<Aid>> {
    let ticked: Vec<String> = reader.ticked("/aid");
    if ticked.is_empty() {
        let none = reader.flag(NO_AID) == Member::Value(true);
        return if none { Member::Value(Vec::new()) } else { Member::Absent };
    }
    let since = |reader: &mut Reader, code: &str| reader.parsed(&format!("/aid_since/{code}")).over(None);
    let aid = ticked.into_iter().map(|programme| Aid { since_year: since(reader, &programme), programme });
    Member::Value(aid.collect())
}

fn functioning(reader: &mut Reader) -> Member<Functioning> {
    let mut answer = |name: &str| reader.parsed(&format!("/functioning/{name}")).over(None);
    part(Functioning {
        seeing: answer("seeing"),
        hearing: answer("hearing"),
        walking: answer("walking"),
        remembering: answer("remembering"),
        self_care: answer("self_care"),
        communicating: answer("communicating"),
    })
}

#[derive(Properties, PartialEq)]
pub struct NewWelfareAssessmentProps {
    pub id: BeneficiaryId,
}

#[component]
pub fn NewWelfareAssessment(props: &NewWelfareAssessmentProps) -> Html {
    let me = use_me();
    let woman = use_query(Call::<GetBeneficiary>::at(&[&props.id.to_string()]));
    let mut crumbs = vec![Crumb::new(Route::Beneficiaries.href(), t("beneficiaries"))];
    let Some(record) = woman.value().filter(|_| woman.failure.is_none()) else {
        return waiting(t("welfare-new"), crumbs, &woman);
    };
    let page = Route::Beneficiary { id: props.id }.href();
    crumbs.push(Crumb::new(page.clone(), name_of(record)));
    let seed = Values::of(&[
        ("/beneficiary_id", &props.id.to_string()),
        ("/assessed_on", &today().to_string()),
        ("/assessed_by", &me.full_name),
    ]);
    html! {
        <>
            <PageHead title={t("welfare-new")} {crumbs} lede={t("welfare-new-lede")} />
            <Editor<AssessmentForm> {seed} cancel={page}><Fields /></Editor<AssessmentForm>>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> WelfareAssessmentDraft {
        let values = Values::of(pairs);
        AssessmentForm::read(&mut Reader::new(&values))
    }

    #[test]
    fn what_was_not_asked_is_not_sent() {
        let draft = read(&[("/assessed_on", "2026-11-06"), ("/monthly_income", "1,5 juta")]);
        assert!(draft.ks21.is_absent() && draft.dwelling.is_absent() && draft.functioning.is_absent());
        assert!(draft.aid.is_absent() && draft.monthly_expenditure.is_absent());
        assert_eq!(draft.monthly_income, Member::Value(1_500_000));
    }

    #[test]
    fn receiving_nothing_is_said_and_a_tick_says_more() {
        assert_eq!(read(&[(NO_AID, "true")]).aid, Member::Value(Vec::new()));
        let told = read(&[("/aid/pkh", "true"), ("/aid/pip", ""), ("/aid_since/pkh", "2024"), (NO_AID, "true")]);
        let pkh = Aid { programme: "pkh".to_owned(), since_year: Some(2024) };
        assert_eq!(told.aid, Member::Value(vec![pkh]));
    }
}
