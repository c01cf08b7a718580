//! Changing one's own work list: its name, who sees it, and whether it takes
//! the filters on the screen.

use super::WorkListsProps;
use super::dialog::{NAME, SHARED_IN, draft_of, is_ready};
use crate::api::{Call, Failure, use_mutation, use_query};
use crate::i18n::{t, tr};
use crate::ui::{
    Button, Form, Glyph, Kind, ProblemNote, ProblemPanel, SelectField, Skeleton, TextField, Values, use_form,
};
use contract::draft::{Member, Purpose};
use contract::endpoints::{GetWorkList, UpdateWorkList};
use contract::ids::WorkListId;
use contract::problem::ProblemCode;
use contract::work_lists::{WorkList, WorkListDraft};
use yew::prelude::*;

/// Whether it keeps its filters or takes those on the screen.
const FILTERS: &str = "/filters";
const AS_KEPT: &str = "as_kept";
const AS_SHOWN: &str = "as_shown";

fn values_of(one: &WorkList) -> Values {
    let place = one.shared_in.as_ref().map(ToString::to_string).unwrap_or_default();
    Values::of(&[(NAME, &one.name), (SHARED_IN, &place), (FILTERS, AS_KEPT)])
}

/// What it says in place of what was kept.
fn change_of(shown: &WorkListsProps, values: &Values) -> WorkListDraft {
    let whole = draft_of(shown, values);
    let shared_in = if whole.shared_in.is_absent() { Member::Null } else { whole.shared_in };
    let said = WorkListDraft { list: Member::Absent, shared_in, ..whole };
    if values.get(FILTERS) == AS_SHOWN {
        let sort = if said.sort.is_absent() { Member::Null } else { said.sort };
        return WorkListDraft { sort, ..said };
    }
    WorkListDraft { filters: Member::Absent, sort: Member::Absent, ..said }
}

#[derive(Properties, Clone, PartialEq)]
pub struct ChangeWorkListProps {
    pub id: WorkListId,
    pub shown: WorkListsProps,
    /// Where it may be shared.
    pub places: Vec<(String, String)>,
    /// Whether it was changed.
    pub onend: Callback<bool>,
}

#[component]
pub fn ChangeWorkList(props: &ChangeWorkListProps) -> Html {
    let read = use_query(Call::<GetWorkList>::at(&[&props.id.to_string()]));
    let form = use_form("work_list", Values::default);
    let sending = use_mutation::<UpdateWorkList>();
    // Filled once: what she typed stays when the list is read again.
    use_effect_with(read.value().is_some(), {
        let (form, values) = (form.clone(), read.value().map(values_of));
        move |_| {
            if let Some(values) = values {
                form.reset(values);
            }
        }
    });
    let Some(reply) = read.reply.clone() else {
        return match &read.failure {
            Some(failure) => html! { <ProblemPanel failure={failure.clone()} retry={read.reload.clone()} /> },
            None => html! { <Skeleton lines=4 /> },
        };
    };
    let submit = {
        let (form, sending, props, reload) = (form.clone(), sending.clone(), props.clone(), read.reload.clone());
        let etag = reply.etag.clone();
        Callback::from(move |()| {
            let draft = change_of(&props.shown, form.values());
            if !is_ready(&form, &draft, Purpose::Change) {
                return;
            }
            let (form, reload) = (form.clone(), reload.clone());
            let failed = Callback::from(move |failure: Failure| {
                form.refuse(failure.field_errors());
                // Changed on another device: what she says now is said of the newest.
                if failure.is(ProblemCode::Stale) {
                    reload.emit(());
                }
            });
            let call = Call::<UpdateWorkList>::at(&[&props.id.to_string()]).if_match(etag.as_deref()).body(&draft);
            sending.send(call, props.onend.reform(|_| true), failed);
        })
    };
    let failure = sending.state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    let filters = vec![
        (AS_KEPT.to_owned(), t("work-list-filters-as-kept")),
        (AS_SHOWN.to_owned(), t("work-list-filters-as-shown")),
    ];
    html! {
        <>
            <h3>{ tr("work-list-change-title", &[("name", reply.value.name.as_str().into())]) }</h3>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Form {form} onsubmit={submit.clone()} class="stack">
                <TextField at={NAME} hint={t("work-list-name-hint")} />
                <SelectField
                    at={SHARED_IN}
                    optional=true
                    empty={t("work-list-own")}
                    options={props.places.clone()}
                    hint={t("work-list-shared-hint")}
                />
                <SelectField at={FILTERS} options={filters} />
                <div class="row-wrap">
                    <Button onclick={props.onend.reform(|()| false)}>{ t("cancel") }</Button>
                    <Button
                        kind={Kind::Primary}
                        glyph={Glyph::Check}
                        busy={sending.state.is_under_way()}
                        onclick={submit}
                    >
                        { t("work-list-keep") }
                    </Button>
                </div>
            </Form>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Address;
    use contract::work_lists::FilteredList;
    use serde_json::json;

    #[test]
    fn it_keeps_its_filters_unless_told_otherwise() {
        let filters = json!({ "status": "validated" }).as_object().unwrap().clone();
        let address = Address::new("/women", "?status=validated");
        let shown = WorkListsProps { list: FilteredList::Beneficiaries, address, filters: filters.clone() };
        let values = |chosen| Values::of(&[(NAME, "Sah"), (SHARED_IN, ""), (FILTERS, chosen)]);
        let named = change_of(&shown, &values(AS_KEPT));
        assert!(named.filters.is_absent() && named.sort.is_absent() && named.list.is_absent());
        assert_eq!((named.name.value().map(String::as_str), named.shared_in), (Some("Sah"), Member::Null));
        let taken = change_of(&shown, &values(AS_SHOWN));
        assert_eq!(taken.filters.value(), Some(&filters));
        assert_eq!(taken.sort, Member::Null, "the list's own order");
    }
}
