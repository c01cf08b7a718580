//! What was kept for this list, and keeping what is on the screen.

use super::{WorkListsProps, opened};
use crate::api::{Call, Failure, Mutation, Query, use_me, use_mutation, use_query_if};
use crate::i18n::{t, tr};
use crate::reference::{region_name, use_region_names, use_regions_if};
use crate::ui::leave::go;
use crate::ui::{
    Button, Dialog, Form, FormHandle, Glyph, Kind, Note, ProblemNote, ProblemPanel, SelectField, Skeleton, TextField,
    Values, use_form, use_toast,
};
use contract::draft::{Draft, Member, Purpose};
use contract::endpoints::{CreateWorkList, DeleteWorkList, ListWorkLists, UpdateWorkList};
use contract::me::Me;
use contract::page::{MAX_LIMIT, Page, Paging};
use contract::place::{RegionCode, RegionLevel};
use contract::problem::ProblemCode;
use contract::work_lists::{Filter, NOT_KEPT, WorkList, WorkListDraft};
use std::collections::BTreeSet;
use yew::prelude::*;

const NAME: &str = "/name";
const SHARED_IN: &str = "/shared_in";
/// Whether one that is changed keeps its filters or takes those on the screen.
const FILTERS: &str = "/filters";
const AS_KEPT: &str = "as_kept";
const AS_SHOWN: &str = "as_shown";

/// What a changed one says in place of what was kept.
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

fn draft_of(shown: &WorkListsProps, values: &Values) -> WorkListDraft {
    let mut filters = shown.filters.clone();
    filters.retain(|name, _| !NOT_KEPT.contains(&name.as_str()));
    let sort = shown.address.get("sort");
    WorkListDraft {
        id: None,
        list: Member::Value(shown.list),
        name: Member::Value(values.get(NAME).trim().to_owned()),
        filters: Member::Value(filters),
        sort: sort.map_or(Member::Absent, |sort| Member::Value(sort.to_owned())),
        shared_in: values.get(SHARED_IN).parse().map_or(Member::Absent, Member::Value),
    }
}

#[derive(Properties, Clone, PartialEq)]
pub struct WorkListDialogProps {
    pub shown: WorkListsProps,
    pub open: bool,
    pub onclose: Callback<()>,
}

#[hook]
fn use_kept(props: &WorkListDialogProps) -> Query<Page<WorkList>> {
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let filter = Filter { list: Some(props.shown.list) };
    use_query_if(props.open.then(|| Call::<ListWorkLists>::new().query(&filter).paging(&paging)))
}

#[component]
pub fn WorkListDialog(props: &WorkListDialogProps) -> Html {
    let me = use_me();
    use_region_names();
    let anywhere = me.roles.iter().any(|held| held.region_code.is_none());
    let cities = use_regions_if(anywhere, RegionLevel::City, None);
    let kept = use_kept(props);
    let form = use_form("work_list", Values::default);
    let changed = use_state(|| None::<WorkList>);
    let (sending, changing) = (use_mutation::<CreateWorkList>(), use_mutation::<UpdateWorkList>());
    let begin = {
        let (form, changed) = (form.clone(), changed.setter());
        Callback::from(move |one: Option<WorkList>| {
            form.reset(one.as_ref().map(values_of).unwrap_or_default());
            changed.set(one);
        })
    };
    let done = {
        let (reload, toast, begin) = (kept.reload.clone(), use_toast(), begin.clone());
        Callback::from(move |()| {
            begin.emit(None);
            toast.emit(t("work-list-kept"));
            reload.emit(());
        })
    };
    let submit = match &*changed {
        None => submit(props, &form, &sending, done),
        Some(one) => submit_change(props, &form, &changing, one, done),
    };
    let places = places(&me, cities.options());
    let close = {
        let (begin, onclose) = (begin.clone(), props.onclose.clone());
        Callback::from(move |()| {
            begin.emit(None);
            onclose.emit(());
        })
    };
    let foot = html! {
        <>
            if changed.is_some() {
                <Button onclick={begin.reform(|()| None)}>{ t("cancel") }</Button>
            } else {
                <Button onclick={close.clone()}>{ t("close") }</Button>
            }
            <Button
                kind={Kind::Primary}
                glyph={if changed.is_some() { Glyph::Check } else { Glyph::Plus }}
                busy={sending.state.is_under_way() || changing.state.is_under_way()}
                onclick={submit.clone()}
            >
                { t("work-list-keep") }
            </Button>
        </>
    };
    let failure = if changed.is_some() { changing.state.failure() } else { sending.state.failure() };
    let failure = failure.filter(|failure| !failure.is(ProblemCode::InvalidFields));
    let title = match &*changed {
        None => t("work-list-keep-title"),
        Some(one) => tr("work-list-change-title", &[("name", one.name.as_str().into())]),
    };
    let filters = vec![
        (AS_KEPT.to_owned(), t("work-list-filters-as-kept")),
        (AS_SHOWN.to_owned(), t("work-list-filters-as-shown")),
    ];
    html! {
        <Dialog open={props.open} title={t("work-lists-title")} onclose={close} {foot}>
            { those_kept(props, &kept, &begin) }
            <h3 class="mt-s4">{ title }</h3>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Form {form} onsubmit={submit} class="stack">
                <TextField at={NAME} hint={t("work-list-name-hint")} />
                <SelectField
                    at={SHARED_IN}
                    optional=true
                    empty={t("work-list-own")}
                    options={places}
                    hint={t("work-list-shared-hint")}
                />
                if changed.is_some() {
                    <SelectField at={FILTERS} options={filters} />
                }
            </Form>
            if NOT_KEPT.iter().any(|name| props.shown.filters.contains_key(*name)) {
                <Note><p>{ t("work-list-no-search") }</p></Note>
            }
        </Dialog>
    }
}

/// Shows what the draft itself finds wrong; whether that is nothing.
fn is_ready(form: &FormHandle, draft: &WorkListDraft, purpose: Purpose) -> bool {
    let faults = draft.check(purpose);
    let ready = faults.is_empty();
    form.refuse(faults);
    ready
}

/// Shows what the server finds wrong.
fn refuse(form: &FormHandle) -> Callback<Failure> {
    let form = form.clone();
    Callback::from(move |failure: Failure| form.refuse(failure.field_errors()))
}

fn submit(
    props: &WorkListDialogProps,
    form: &FormHandle,
    sending: &Mutation<CreateWorkList>,
    done: Callback<()>,
) -> Callback<()> {
    let (form, sending, shown) = (form.clone(), sending.clone(), props.shown.clone());
    Callback::from(move |()| {
        let draft = draft_of(&shown, form.values());
        if is_ready(&form, &draft, Purpose::Create) {
            sending.send(Call::new().body(&draft), done.reform(|_| ()), refuse(&form));
        }
    })
}

/// The version the dialog shows is changed, and no newer one.
fn submit_change(
    props: &WorkListDialogProps,
    form: &FormHandle,
    sending: &Mutation<UpdateWorkList>,
    one: &WorkList,
    done: Callback<()>,
) -> Callback<()> {
    let (form, sending, shown) = (form.clone(), sending.clone(), props.shown.clone());
    let (id, version) = (one.id.to_string(), one.version);
    Callback::from(move |()| {
        let draft = change_of(&shown, form.values());
        if is_ready(&form, &draft, Purpose::Change) {
            let call = Call::<UpdateWorkList>::at(&[&id]).version(version).body(&draft);
            sending.send(call, done.reform(|_| ()), refuse(&form));
        }
    })
}

fn values_of(one: &WorkList) -> Values {
    let place = one.shared_in.as_ref().map(ToString::to_string).unwrap_or_default();
    Values::of(&[(NAME, &one.name), (SHARED_IN, &place), (FILTERS, AS_KEPT)])
}

/// Where the reader may share: the places she works in; every city, if her
/// role has no place.
fn places(me: &Me, cities: Vec<(String, String)>) -> Vec<(String, String)> {
    let own: BTreeSet<&RegionCode> = me.roles.iter().filter_map(|held| held.region_code.as_ref()).collect();
    let mut places: Vec<(String, String)> =
        own.iter().map(|code| (code.to_string(), region_name(code.as_str()))).collect();
    places.extend(cities.into_iter().filter(|(code, _)| own.iter().all(|own| own.as_str() != code)));
    places
}

fn those_kept(props: &WorkListDialogProps, kept: &Query<Page<WorkList>>, begin: &Callback<Option<WorkList>>) -> Html {
    if let Some(failure) = &kept.failure {
        return html! { <ProblemPanel failure={failure.clone()} retry={kept.reload.clone()} /> };
    }
    let Some(page) = kept.value() else {
        return html! { <Skeleton lines=3 /> };
    };
    if page.items.is_empty() {
        return html! { <p class="ink2">{ t("work-lists-none") }</p> };
    }
    let items = page.items.iter().map(|one| {
        html! { <Kept key={one.id.to_string()} kept={one.clone()} shown={props.shown.clone()} onclose={props.onclose.clone()} onchange={kept.reload.clone()} begin={begin.clone()} /> }
    });
    html! { <ul class="plain">{ for items }</ul> }
}

/// Who sees it, in words.
pub fn seen_by(kept: &WorkList) -> String {
    match (&kept.shared_in_name, kept.own) {
        (None, _) => t("work-list-own"),
        (Some(place), true) => tr("work-list-shared", &[("place", place.as_str().into())]),
        (Some(place), false) => {
            let owner = kept.owner_name.as_str().into();
            tr("work-list-shared-by", &[("place", place.as_str().into()), ("owner", owner)])
        }
    }
}

#[derive(Properties, PartialEq)]
struct KeptProps {
    kept: WorkList,
    shown: WorkListsProps,
    onclose: Callback<()>,
    onchange: Callback<()>,
    /// Begins to change it.
    begin: Callback<Option<WorkList>>,
}

#[component]
fn Kept(props: &KeptProps) -> Html {
    let sending = use_mutation::<DeleteWorkList>();
    let asked = use_state(|| false);
    let kept = &props.kept;
    let open = {
        let (href, onclose) = (opened(&props.shown.address.path, kept), props.onclose.clone());
        Callback::from(move |()| {
            onclose.emit(());
            go(&href);
        })
    };
    let change = {
        let (begin, kept) = (props.begin.clone(), kept.clone());
        Callback::from(move |()| begin.emit(Some(kept.clone())))
    };
    let ask = |to: bool| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(to))
    };
    let forget = {
        let (sending, id, onchange) = (sending.clone(), kept.id.to_string(), props.onchange.clone());
        Callback::from(move |()| {
            let (gone, changed) = (onchange.clone(), onchange.clone());
            let done = Callback::from(move |_| changed.emit(()));
            // Where the answer was lost on the way, it is gone all the same.
            let failed = Callback::from(move |failure: Failure| {
                if failure.is(ProblemCode::NotFound) {
                    gone.emit(());
                }
            });
            sending.send(Call::<DeleteWorkList>::at(&[&id]), done, failed);
        })
    };
    html! {
        <li class="kept">
            <div>
                <Button kind={Kind::Tertiary} onclick={open}>{ &kept.name }</Button>
                <span class="sub">{ seen_by(kept) }</span>
            </div>
            if kept.own && !*asked {
                <Button small=true glyph={Glyph::Edit} onclick={change}>
                    { t("edit") }
                    <span class="vh">{ format!(" {}", kept.name) }</span>
                </Button>
            }
            if kept.may_delete && !*asked {
                <Button small=true glyph={Glyph::Trash} onclick={ask(true)}>
                    { t("work-list-forget") }
                    <span class="vh">{ format!(" {}", kept.name) }</span>
                </Button>
            }
            if *asked {
                <div class="row-wrap" role="group" aria-label={tr("work-list-forget-ask", &[("name", kept.name.as_str().into())])}>
                    <span>{ tr("work-list-forget-ask", &[("name", kept.name.as_str().into())]) }</span>
                    <Button small=true onclick={ask(false)}>{ t("cancel") }</Button>
                    <Button small=true kind={Kind::Danger} busy={sending.state.is_under_way()} onclick={forget}>
                        { t("work-list-forget") }
                    </Button>
                </div>
            }
            if let Some(failure) = sending.state.failure() {
                <ProblemNote failure={failure.clone()} />
            }
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Address;
    use contract::work_lists::FilteredList;
    use serde_json::json;

    fn shown(query: &str, filters: serde_json::Value) -> WorkListsProps {
        let filters = filters.as_object().unwrap().clone();
        WorkListsProps { list: FilteredList::Beneficiaries, address: Address::new("/women", query), filters }
    }

    #[test]
    fn what_is_on_the_screen_is_kept_without_the_search() {
        let shown = shown("?status=candidate&q=siti&sort=-updated_at", json!({ "status": "candidate", "q": "siti" }));
        let values = Values::of(&[(NAME, " Calon "), (SHARED_IN, "32.75")]);
        let draft = draft_of(&shown, &values);
        assert!(draft.check(Purpose::Create).is_empty());
        assert_eq!(draft.name.value().map(String::as_str), Some("Calon"));
        assert_eq!(draft.filters.value(), json!({ "status": "candidate" }).as_object());
        assert_eq!(draft.sort.value().map(String::as_str), Some("-updated_at"));
        assert_eq!(draft.shared_in.value().map(RegionCode::as_str), Some("32.75"));
    }

    #[test]
    fn one_that_is_changed_keeps_its_filters_unless_told_otherwise() {
        let shown = shown("?status=validated", json!({ "status": "validated" }));
        let values = |filters| Values::of(&[(NAME, "Sah"), (SHARED_IN, ""), (FILTERS, filters)]);
        let named = change_of(&shown, &values(AS_KEPT));
        assert!(named.filters.is_absent() && named.sort.is_absent() && named.list.is_absent());
        assert_eq!((named.name.value().map(String::as_str), named.shared_in), (Some("Sah"), Member::Null));
        let taken = change_of(&shown, &values(AS_SHOWN));
        assert_eq!(taken.filters.value(), json!({ "status": "validated" }).as_object());
        assert_eq!(taken.sort, Member::Null, "the list's own order");
    }

    #[test]
    fn without_a_place_it_is_ones_own() {
        let draft = draft_of(&shown("", json!({})), &Values::of(&[(NAME, "Semua")]));
        assert!(draft.shared_in.is_absent() && draft.sort.is_absent());
    }
}
