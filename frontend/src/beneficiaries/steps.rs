//! What can be done with a record; what cannot says why.

use super::{Keeping, name_of};
use crate::api::{Call, Reply, use_me};
use crate::editor::StepButton;
use crate::i18n::{self, t, tr};
use crate::route::Route;
use crate::ui::leave::go;
use crate::ui::{Button, Glyph, Icon, Kind, Link, LinkButton};
use contract::beneficiaries::{Beneficiary, Status};
use contract::draft::Reason;
use contract::endpoint::Endpoint;
use contract::endpoints::{
    ArchiveBeneficiary, EraseBeneficiary, PutForwardBeneficiary, RestoreBeneficiary, WithdrawBeneficiary,
};
use contract::policy::Permission;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ActionsProps {
    pub record: Rc<Reply<Beneficiary>>,
    pub onchange: Callback<()>,
}

/// The words of one step.
struct Step {
    glyph: Glyph,
    kind: Kind,
    action: String,
    title: String,
    text: String,
    done: String,
    /// The reason why not, below the buttons.
    told_by: Option<&'static str>,
}

/// Destroying her data: because their time is over, or because she asked.
fn erasure(props: &ActionsProps, due: bool) -> Html {
    let Reply { value: woman, etag } = &*props.record;
    let name = [("name", name_of(woman).into())];
    let call = Call::<EraseBeneficiary>::at(&[&woman.id.to_string()]).if_match(etag.as_deref());
    html! {
        <StepButton
            glyph={Glyph::Trash}
            kind={Kind::Danger}
            action={if due { t("erase") } else { t("erase-on-request") }}
            title={tr("erase-title", &name)}
            text={if due { t("erase-text") } else { t("erase-on-request-text") }}
            done={t("erased")}
            beside={if due { Vec::new() } else { vec![("on_request", true.into())] }}
            {call}
            onchange={Callback::from(|()| go(&Route::Beneficiaries.with(&[("destroy_due", "true")])))}
        />
    }
}

/// Reasons why something cannot be done, and their texts' ids.
const NOT_EDITING: &str = "why-not-editing";
const ARCHIVED: &str = "why-archived";
const NOT_DECIDING: &str = "why-not-deciding";
const MERGED: &str = "why-merged";

fn reason_of(id: &str, woman: &Beneficiary) -> Html {
    let text = match id {
        NOT_EDITING => t("beneficiary-edit-withheld"),
        ARCHIVED => t("beneficiary-archived-reason"),
        MERGED => t("beneficiary-merged-reason"),
        _ => t("withdraw-withheld"),
    };
    let kept = woman.merged_into.filter(|_| id == MERGED);
    html! {
        <>
            { text }
            if let Some(id) = kept {
                { " " }<Link href={Route::Beneficiary { id }.href()}>{ t("beneficiary-merged-into") }</Link>
            }
        </>
    }
}

/// What keeps her record from being changed, a decision on her from being made,
/// and the record from being archived or restored.
fn hindrances(status: Status, keeping: Keeping, edits: bool, decides: bool) -> [Option<&'static str>; 3] {
    if keeping == Keeping::Merged {
        // It comes back with the merge, in no other way.
        return [Some(MERGED), Some(MERGED), Some(MERGED)];
    }
    let archived = keeping == Keeping::Archived;
    let editing = (!edits).then_some(NOT_EDITING);
    let decision = match status {
        Status::Validated | Status::Outdated => (!decides).then_some(NOT_DECIDING),
        Status::Refused | Status::Withdrawn => editing,
        Status::Candidate => None,
    };
    [editing.or(archived.then_some(ARCHIVED)), decision, editing]
}

#[component]
pub fn Actions(props: &ActionsProps) -> Html {
    let me = use_me();
    let woman = &props.record.value;
    let name = [("name", name_of(woman).into())];
    let edits = me.may(Permission::EditBeneficiaries);
    let archived = woman.archived_at.is_some();
    let keeping = Keeping::of(woman);
    let decides = me.may(Permission::ValidateBeneficiaries);
    let [editing, deciding, turning] = hindrances(woman.status, keeping, edits, decides);
    let edit = match editing {
        None => html! {
            <LinkButton href={Route::EditBeneficiary { id: woman.id }.href()} glyph={Glyph::Edit}>{ t("edit") }</LinkButton>
        },
        Some(told_by) => html! { <Button glyph={Glyph::Edit} {told_by}>{ t("edit") }</Button> },
    };
    let turn = Step {
        glyph: if archived { Glyph::Restore } else { Glyph::Archive },
        kind: if archived { Kind::Secondary } else { Kind::Danger },
        action: if archived { t("restore") } else { t("archive") },
        title: if archived { tr("restore-title", &name) } else { tr("archive-title", &name) },
        text: if archived { t("beneficiary-restore-text") } else { t("beneficiary-archive-text") },
        done: if archived { tr("restored", &name) } else { tr("archived-done", &name) },
        told_by: turning,
    };
    let mut reasons: Vec<&str> = [editing, deciding, turning].into_iter().flatten().collect();
    reasons.sort_unstable();
    reasons.dedup();
    let reasons = reasons.into_iter().map(|id| {
        html! { <p class="reason" key={id} id={id.to_owned()}><Icon glyph={Glyph::Lock} /><span>{ reason_of(id, woman) }</span></p> }
    });
    html! {
        <>
            { edit }
            if edits && !archived {
                <LinkButton href={Route::Relocate { id: woman.id }.href()} glyph={Glyph::MapPin}>{ t("relocate") }</LinkButton>
            }
            { decision_step(props, deciding) }
            if archived {
                { step::<RestoreBeneficiary>(props, turn) }
            } else {
                { step::<ArchiveBeneficiary>(props, turn) }
            }
            if me.may(Permission::EraseBeneficiaries) && let Some(day) = woman.destroy_on {
                { erasure(props, day <= i18n::today()) }
            }
            { for reasons }
        </>
    }
}

/// Taking a validation back, or putting her forward again.
fn decision_step(props: &ActionsProps, told_by: Option<&'static str>) -> Html {
    let woman = &props.record.value;
    let name = [("name", name_of(woman).into())];
    match woman.status {
        Status::Validated | Status::Outdated => {
            let words = Step {
                glyph: Glyph::Ban,
                kind: Kind::Danger,
                action: t("withdraw"),
                title: tr("withdraw-title", &name),
                text: t("withdraw-text"),
                done: tr("withdrawn-done", &name),
                told_by,
            };
            step::<WithdrawBeneficiary>(props, words)
        }
        Status::Refused | Status::Withdrawn => {
            let words = Step {
                glyph: Glyph::Flag,
                kind: Kind::Secondary,
                action: t("put-forward"),
                title: tr("put-forward-title", &name),
                text: t("put-forward-text"),
                done: tr("put-forward-done", &name),
                told_by,
            };
            step::<PutForwardBeneficiary>(props, words)
        }
        Status::Candidate => Html::default(),
    }
}

fn step<E: Endpoint<Body = Reason>>(props: &ActionsProps, words: Step) -> Html {
    let Reply { value: woman, etag } = &*props.record;
    let call = Call::<E>::at(&[&woman.id.to_string()]).if_match(etag.as_deref());
    html! {
        <StepButton
            glyph={words.glyph}
            kind={words.kind}
            action={words.action}
            title={words.title}
            text={words.text}
            done={words.done}
            told_by={words.told_by.map(AttrValue::Static)}
            {call}
            onchange={props.onchange.clone()}
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_knows_what_keeps_it_back() {
        use Keeping::{Archived, Merged, Open};
        let none = [None, None, None];
        assert_eq!(hindrances(Status::Candidate, Open, true, false), none);
        assert_eq!(hindrances(Status::Validated, Open, true, false), [None, Some(NOT_DECIDING), None]);
        assert_eq!(hindrances(Status::Outdated, Open, false, true), [Some(NOT_EDITING), None, Some(NOT_EDITING)]);
        assert_eq!(hindrances(Status::Refused, Open, false, true), [Some(NOT_EDITING); 3]);
        assert_eq!(hindrances(Status::Candidate, Archived, true, false), [Some(ARCHIVED), None, None]);
        assert_eq!(hindrances(Status::Validated, Merged, true, true), [Some(MERGED); 3]);
    }
}
