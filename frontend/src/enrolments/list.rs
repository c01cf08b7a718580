//! Who takes part in a locus, and the steps for those that are ticked.

use crate::api::{Call, use_me, use_query};
use crate::editor::{BulkStep, Outcome, use_outcomes};
use crate::i18n::{choices, member, t, term, tr};
use crate::reference::GuardedLinkProps;
use crate::route::Route;
use crate::ui::{
    Address, Badge, Cell, Column, Filters, Glyph, Kind, LIMIT, Moment, Panel, Pick, Picking, Row, Table, Tone,
    WhenEmpty, listing, use_picking,
};
use contract::draft::Member;
use contract::endpoints::{ActivateEnrolment, CompleteEnrolment, ListEnrolments, WithdrawEnrolment};
use contract::enrolments::{Enrolment, EnrolmentState, Filter};
use contract::ids::EnrolmentId;
use contract::loci::Locus;
use contract::policy::Permission;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct LocusEnrolmentsProps {
    pub locus: Locus,
    pub address: Address,
}

#[component]
pub fn LocusEnrolments(props: &LocusEnrolmentsProps) -> Html {
    let LocusEnrolmentsProps { locus, address } = props;
    let me = use_me();
    let able = me.may(Permission::EnrolBeneficiaries);
    let picking = use_picking::<EnrolmentId>(address);
    let told = use_outcomes(address);
    let asked: Filter = address.filter();
    let filter = Filter { locus_id: Some(locus.id), beneficiary_id: None, state: asked.state };
    let query = use_query(Call::<ListEnrolments>::new().query(&filter).paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let when_empty = WhenEmpty { glyph: Glyph::Users, title: t("enrolments-empty"), text: advice(able) };
    let items = query.value().filter(|_| able).map(|page| page.items.clone()).unwrap_or_default();
    let rows = listing(&query, address, filter.state.is_some(), when_empty, |items| {
        table(able.then_some(&picking), items, busy)
    });
    let ondone = {
        let (picking, told, reload) = (picking.clone(), told.clone(), query.reload.clone());
        Callback::from(move |result: Vec<Outcome>| {
            told.tell(result);
            picking.clear();
            reload.emit(());
        })
    };
    let ids: Vec<EnrolmentId> = items.iter().map(|one| one.id).collect();
    let chosen: Vec<Enrolment> = items.into_iter().filter(|one| picking.holds(one.id)).collect();
    let candidates = GuardedLinkProps {
        href: candidates(locus).into(),
        glyph: Glyph::UserPlus,
        kind: Kind::Primary,
        children: html! { { t("enrolments-choose") } },
    };
    html! {
        <>
            { told.shown() }
            <Panel flush=true>
                <Filters address={address.clone()}>
                    <Pick
                        address={address.clone()}
                        name="state"
                        label={member("state")}
                        all={t("enrolments-all-states")}
                        options={choices::<EnrolmentState>()}
                    />
                    if locus.archived_at.is_none() {
                        { candidates.unless((!able).then(|| AttrValue::from(t("enrolments-withheld")))) }
                    }
                </Filters>
                if able {
                    { picking.bar(&ids, steps(&chosen, &ondone)) }
                }
                { rows }
            </Panel>
        </>
    }
}

/// What one who sees nobody is told: to do something about it, or that others may.
fn advice(able: bool) -> String {
    if able { t("enrolments-empty-text") } else { t("enrolments-empty-seen") }
}

/// The women who may be put forward: validated, of the kelurahan of the locus.
fn candidates(locus: &Locus) -> String {
    let mut query = vec![("status", "validated"), ("region", locus.region_code.as_str())];
    if let [rw] = locus.rws.as_slice() {
        query.push(("rw", rw.as_str()));
    }
    Route::Beneficiaries.with(&query)
}

/// Her name, or that the reader may not see it.
fn name(one: &Enrolment) -> String {
    one.full_name.value().cloned().unwrap_or_else(|| t("beneficiary-name-withheld"))
}

fn badge(state: EnrolmentState) -> Html {
    let (tone, glyph) = match state {
        EnrolmentState::Proposed => (Tone::Info, Glyph::Clock),
        EnrolmentState::Active => (Tone::Ok, Glyph::CircleCheck),
        EnrolmentState::Completed => (Tone::Ok, Glyph::Flag),
        EnrolmentState::Withdrawn => (Tone::Neutral, Glyph::Ban),
    };
    html! { <Badge {tone} {glyph} text={term(state)} /> }
}

fn table(picking: Option<&Picking<EnrolmentId>>, items: &[Enrolment], busy: bool) -> Html {
    let mut columns = vec![
        Column::new(member("full_name")),
        Column::new(member("rw")).labelled().whole(),
        Column::new(t("enrolment-proposed")).labelled(),
        Column::new(member("state")),
    ];
    if picking.is_some() {
        columns.insert(0, Column::new(t("choose")));
    }
    let rows = items.iter().map(|one| {
        let reason = match &one.reason {
            Member::Value(reason) => html! { <span class="sub">{ reason }</span> },
            Member::Absent | Member::Null => Html::default(),
        };
        let mut cells = vec![
            Cell::name(Route::Beneficiary { id: one.beneficiary_id }.href(), name(one), None),
            Cell::text(one.rw.to_string()),
            Cell::new(html! { <><Moment at={one.created_at} /><span class="sub">{ &one.proposed_by_name }</span></> }),
            Cell::new(html! { <>{ badge(one.state) }{ reason }</> }),
        ];
        if let Some(picking) = picking {
            cells.insert(0, Cell::new(picking.tick(one.id, &name(one))));
        }
        Row { key: one.id.to_string(), cells }
    });
    html! { <Table caption={t("enrolments")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}

/// What can be done with those ticked; each button takes those it can.
fn steps(chosen: &[Enrolment], ondone: &Callback<Vec<Outcome>>) -> Html {
    let able = |next: EnrolmentState| chosen.iter().filter(move |one| one.state.leads_to(next));
    let id = |one: &Enrolment| one.id.to_string();
    let activate: Vec<_> = able(EnrolmentState::Active)
        .map(|one| (name(one), Call::<ActivateEnrolment>::at(&[&id(one)]).version(one.version).into()))
        .collect();
    let complete: Vec<_> = able(EnrolmentState::Completed)
        .map(|one| (name(one), Call::<CompleteEnrolment>::at(&[&id(one)]).version(one.version).into()))
        .collect();
    let withdraw: Vec<_> = able(EnrolmentState::Withdrawn)
        .map(|one| (name(one), Call::<WithdrawEnrolment>::at(&[&id(one)]).version(one.version).into()))
        .collect();
    let n = |jobs: usize| [("n", jobs.into())];
    html! {
        <>
            if !activate.is_empty() {
                <BulkStep
                    glyph={Glyph::Check}
                    kind={Kind::Primary}
                    action={tr("enrolments-activate", &n(activate.len()))}
                    title={tr("enrolments-activate-title", &n(activate.len()))}
                    text={t("enrolments-activate-text")}
                    done={t("enrolments-activated")}
                    jobs={activate}
                    ondone={ondone.clone()}
                />
            }
            if !complete.is_empty() {
                <BulkStep
                    glyph={Glyph::Flag}
                    action={tr("enrolments-complete", &n(complete.len()))}
                    title={tr("enrolments-complete-title", &n(complete.len()))}
                    text={t("enrolments-complete-text")}
                    done={t("enrolments-completed")}
                    jobs={complete}
                    ondone={ondone.clone()}
                />
            }
            if !withdraw.is_empty() {
                <BulkStep
                    glyph={Glyph::Ban}
                    kind={Kind::Danger}
                    action={tr("enrolments-withdraw", &n(withdraw.len()))}
                    title={tr("enrolments-withdraw-title", &n(withdraw.len()))}
                    text={t("enrolments-withdraw-text")}
                    done={t("enrolments-withdrawn")}
                    reason=true
                    jobs={withdraw}
                    ondone={ondone.clone()}
                />
            }
        </>
    }
}
