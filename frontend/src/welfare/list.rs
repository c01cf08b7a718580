//! All that was told of her family, newest first, and taking a mistake back.

use super::ks21::{items, stage_badge};
use super::panels::{aid_in_words, difficulties, house_facts};
use crate::api::{Call, Reply, use_me, use_query};
use crate::beneficiaries::{name_of, seen};
use crate::editor::ReasonDialog;
use crate::i18n::{self, member, t, tr};
use crate::reference::use_codes;
use crate::route::Route;
use crate::ui::{
    Button, Crumb, Glyph, KeyValue, Kind, LIMIT, LinkButton, Note, PageHead, Panel, WhenEmpty, listing, use_address,
    waiting,
};
use contract::draft::Member;
use contract::endpoints::{GetBeneficiary, GetWelfareAssessment, ListWelfareAssessments, WithdrawWelfareAssessment};
use contract::ids::BeneficiaryId;
use contract::ks21::Ks21;
use contract::policy::Permission;
use contract::welfare::{Filter, WelfareAssessment};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct WelfareAssessmentListProps {
    pub id: BeneficiaryId,
}

#[component]
pub fn WelfareAssessmentList(props: &WelfareAssessmentListProps) -> Html {
    let me = use_me();
    let address = use_address();
    let woman = use_query(Call::<GetBeneficiary>::at(&[&props.id.to_string()]));
    let filter = Filter { beneficiary_id: Some(props.id), include_withdrawn: Some(true), ..Filter::default() };
    let query = use_query(Call::<ListWelfareAssessments>::new().query(&filter).paging(&address.paging(LIMIT)));
    let mut crumbs = vec![Crumb::new(Route::Beneficiaries.href(), t("beneficiaries"))];
    let Some(record) = woman.value().filter(|_| woman.failure.is_none()) else {
        return waiting(t("welfare-assessments"), crumbs, &woman);
    };
    crumbs.push(Crumb::new(Route::Beneficiary { id: props.id }.href(), name_of(record)));
    let when_empty = WhenEmpty { glyph: Glyph::ListCheck, title: t("welfare-empty"), text: t("welfare-empty-text") };
    let onchange = query.reload.clone();
    let rows = listing(&query, &address, false, when_empty, |all| {
        let all = all.iter().map(|one| {
            html! { <One key={one.id.to_string()} assessment={one.clone()} onchange={onchange.clone()} /> }
        });
        html! { <div class="stack">{ for all }</div> }
    });
    let add = html! {
        if me.may(Permission::EditBeneficiaries) {
            <LinkButton
                href={Route::NewWelfareAssessment { id: props.id }.href()}
                kind={Kind::Primary}
                glyph={Glyph::Plus}
            >
                { t("welfare-add") }
            </LinkButton>
        }
    };
    html! {
        <>
            <PageHead title={t("welfare-assessments")} {crumbs} actions={add} />
            { rows }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct OneProps {
    assessment: WelfareAssessment,
    onchange: Callback<()>,
}

#[component]
fn One(props: &OneProps) -> Html {
    let codes = use_codes();
    let me = use_me();
    let one = &props.assessment;
    let functioning = match &one.functioning {
        Member::Value(set) => difficulties(*set),
        other => seen(other, |_| String::new()),
    };
    let mut pairs = vec![
        (t("assessed-by"), html! { { one.assessed_by.clone().unwrap_or_else(|| t("somebody")) } }),
        (t("recorded-by"), html! { { &one.recorded_by_name } }),
        (t("family-income"), seen(&one.monthly_income, |sum| i18n::rupiah(*sum))),
        (t("family-expenditure"), seen(&one.monthly_expenditure, |sum| i18n::rupiah(*sum))),
        (member("aid"), seen(&one.aid, |aid| aid_in_words(aid, &codes))),
        (member("functioning"), functioning),
    ];
    match &one.dwelling {
        Member::Value(house) => pairs.extend(house_facts(house, &codes)),
        other => pairs.push((member("dwelling"), seen(other, |_| String::new()))),
    }
    let withdrawn = one.withdrawn_at.is_some();
    let stage = (!one.ks21.is_absent()).then(|| stage_badge(one.stage.value().copied()));
    html! {
        <Panel title={i18n::date_long(one.assessed_on)} aside={stage.unwrap_or_default()}>
            if let Some(at) = one.withdrawn_at {
                <Note>
                    <p>{ tr("welfare-withdrawn", &[("time", i18n::moment(at).into())]) }</p>
                    <p>{ one.withdrawal_reason.clone().unwrap_or_default() }</p>
                </Note>
            }
            <KeyValue {pairs} />
            if let Member::Value(answers) = &one.ks21 {
                <details class="more"><summary>{ ks21_answered(answers) }</summary>{ items(answers) }</details>
            }
            if !withdrawn && me.may(Permission::EditBeneficiaries) {
                <Withdraw assessment={one.clone()} onchange={props.onchange.clone()} />
            }
        </Panel>
    }
}

fn ks21_answered(answers: &Ks21) -> String {
    let n = answers.answers().iter().filter(|(.., answer)| answer.is_some()).count();
    tr("ks21-items", &[("n", n.into())])
}

#[component]
fn Withdraw(props: &OneProps) -> Html {
    let asking = use_state(|| false);
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    let id = props.assessment.id.to_string();
    let day = [("day", i18n::date_long(props.assessment.assessed_on).into())];
    // Its tag is asked for when it is needed.
    let record = use_query(Call::<GetWelfareAssessment>::at(&[&id]));
    let etag = record.reply.as_deref().and_then(|reply: &Reply<WelfareAssessment>| reply.etag.clone());
    html! {
        <div class="mt-s3">
            <Button small=true glyph={Glyph::Restore} onclick={set(true)}>{ t("welfare-withdraw") }</Button>
            <ReasonDialog
                open={*asking}
                title={tr("welfare-withdraw-title", &day)}
                text={t("welfare-withdraw-text")}
                action={t("welfare-withdraw")}
                done={tr("welfare-withdraw-done", &day)}
                kind={Kind::Danger}
                call={Call::<WithdrawWelfareAssessment>::at(&[&id]).if_match(etag.as_deref())}
                onclose={set(false)}
                onchange={props.onchange.clone()}
            />
        </div>
    }
}
