//! Where she goes, when, why, and with whom.

use crate::api::{Call, Failure, Reply, use_mutation, use_query};
use crate::beneficiaries::{name_of, place_of};
use crate::i18n::{choices, t, today, tr};
use crate::reference::RegionPicker;
use crate::route::Route;
use crate::ui::{
    AreaField, Button, Crumb, DateField, Form, Glyph, Kind, LinkButton, PageHead, Panel, ProblemNote, RadioField,
    Reader, TextField, Values, Width, leave, use_address, use_form, waiting,
};
use contract::beneficiaries::Beneficiary;
use contract::draft::{Draft, Member, Purpose};
use contract::endpoints::{GetBeneficiary, RelocateBeneficiary};
use contract::ids::BeneficiaryId;
use contract::place::RegionLevel;
use contract::problem::{FieldError, ProblemCode};
use contract::relocations::{Movers, Relocation, RelocationDraft, RelocationState};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct RelocateProps {
    pub id: BeneficiaryId,
}

#[component]
pub fn Relocate(props: &RelocateProps) -> Html {
    let query = use_query(Call::<GetBeneficiary>::at(&[&props.id.to_string()]));
    let mut crumbs = vec![Crumb::new(Route::Beneficiaries.href(), t("beneficiaries"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("relocate"), crumbs, &query);
    };
    let woman = &record.value;
    crumbs.push(Crumb::new(Route::Beneficiary { id: woman.id }.href(), name_of(woman)));
    let lede = tr("relocate-lede", &[("place", place_of(woman).into())]);
    html! {
        <>
            <PageHead title={tr("relocate-title", &[("name", name_of(woman).into())])} {crumbs} {lede} />
            <MoveForm record={record.clone()} onchange={query.reload.clone()} />
        </>
    }
}

#[derive(Properties, PartialEq)]
struct MoveFormProps {
    record: Rc<Reply<Beneficiary>>,
    onchange: Callback<()>,
}

/// What the inputs say, or what is wrong with it.
fn read(values: &Values) -> Result<RelocationDraft, Vec<FieldError>> {
    let mut reader = Reader::new(values);
    let region = reader.needed("/region_code");
    let (rw, rt) = (reader.needed("/rw"), reader.needed("/rt"));
    let (moved_on, household) = (reader.needed("/moved_on"), reader.needed::<Movers>("/household"));
    let address = match reader.text("/address") {
        Member::Value(text) => Some(text),
        Member::Absent | Member::Null => None,
    };
    let reason = values.get("/reason").trim().to_owned();
    let (Some(region_code), Some(rw), Some(rt), Some(moved_on), Some(household)) =
        (region, rw, rt, moved_on, household)
    else {
        let mut faults = reader.faults();
        faults.extend(contract::draft::check_reason("/reason", &reason));
        return Err(faults);
    };
    let draft = RelocationDraft { id: None, region_code, rw, rt, address, moved_on, reason, household };
    let mut faults = reader.faults();
    faults.extend(draft.check(Purpose::Create));
    if faults.is_empty() { Ok(draft) } else { Err(faults) }
}

#[component]
fn MoveForm(props: &MoveFormProps) -> Html {
    let address = use_address();
    let woman = &props.record.value;
    let first = Values::of(&[
        ("/region_code", address.get("region").unwrap_or(woman.region_code.as_str())),
        ("/moved_on", &today().to_string()),
        ("/household", Movers::Whole.as_str()),
    ]);
    let form = use_form("relocation", || first);
    let sending = use_mutation::<RelocateBeneficiary>();
    let submit = {
        let (form, sending, onchange) = (form.clone(), sending.clone(), props.onchange.clone());
        let call = Call::<RelocateBeneficiary>::at(&[&woman.id.to_string()]).if_match(props.record.etag.as_deref());
        Callback::from(move |()| {
            let draft = match read(form.values()) {
                Ok(draft) => draft,
                Err(faults) => return form.refuse(faults),
            };
            form.refuse(Vec::new());
            let done = Callback::from(|reply: Rc<Reply<Relocation>>| arrive(&reply.value));
            let (form, changed) = (form.clone(), onchange.clone());
            let failed = Callback::from(move |failure: Failure| {
                if failure.is(ProblemCode::Stale) {
                    changed.emit(());
                }
                form.refuse(failure.field_errors());
            });
            sending.send(call.clone().body(&draft), done, failed);
        })
    };
    let failure = sending.state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    html! {
        <Form {form} onsubmit={submit} class="stack">
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Panel title={t("relocation-to")}>
                <RegionPicker at="/region_code" level={RegionLevel::Village} />
                <TextField at="/rw" width={Width::Short} />
                <TextField at="/rt" width={Width::Short} />
                <TextField at="/address" optional=true />
            </Panel>
            <Panel title={t("relocation")}>
                <DateField at="/moved_on" />
                <RadioField at="/household" label={t("relocation-household")} options={choices::<Movers>()} />
                <AreaField at="/reason" hint={t("reason-hint")} />
                <p class="hint">{ t("relocate-hint") }</p>
            </Panel>
            <div class="row-wrap">
                <LinkButton href={Route::Beneficiary { id: woman.id }.href()}>{ t("cancel") }</LinkButton>
                <Button kind={Kind::Primary} glyph={Glyph::MapPin} submit=true busy={sending.state.is_under_way()}>
                    { t("relocate-do") }
                </Button>
            </div>
        </Form>
    }
}

/// Her page where she moved at once, else the request.
fn arrive(one: &Relocation) {
    let href = match one.state {
        RelocationState::Accepted => Route::Beneficiary { id: one.beneficiary_id }.href(),
        _ => Route::Relocation { id: one.id }.href(),
    };
    leave::go(&href);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_told_all_at_once() {
        let empty = read(&Values::default()).unwrap_err();
        let pointers: Vec<&str> = empty.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["/region_code", "/rw", "/rt", "/moved_on", "/household", "/reason"]);
        let full = Values::of(&[
            ("/region_code", "32.75.03.1006"),
            ("/rw", "3"),
            ("/rt", "1"),
            ("/moved_on", "2026-11-02"),
            ("/household", "whole"),
            ("/reason", "Ikut orang tua"),
        ]);
        assert_eq!(read(&full).unwrap().rw.as_str(), "003");
    }
}
