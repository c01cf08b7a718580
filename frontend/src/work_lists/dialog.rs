//! What was kept for this list, and keeping what is on the screen.

use super::change::ChangeWorkList;
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
use contract::endpoints::{CreateWorkList, DeleteWorkList, ListWorkLists};
use contract::ids::WorkListId;
use contract::me::Me;
use contract::page::{MAX_LIMIT, Page, Paging};
use contract::place::{RegionCode, RegionLevel};
use contract::problem::ProblemCode;
use contract::work_lists::{Filter, NOT_KEPT, WorkList, WorkListDraft};
use std::collections::BTreeSet;
use yew::prelude::*;

pub const NAME: &str = "/name";
pub const SHARED_IN: &str = "/shared_in";

pub fn draft_of(shown: &WorkListsProps, values: &Values) -> WorkListDraft {
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
    let changed = use_state(|| None::<WorkListId>);
    let sending = use_mutation::<CreateWorkList>();
    let toast = use_toast();
    let submit = submit(props, &form, &sending, kept.reload.clone(), toast.clone());
    let places = places(&me, cities.options());
    let begin = {
        let changed = changed.setter();
        Callback::from(move |id| changed.set(Some(id)))
    };
    let end = {
        let (changed, reload) = (changed.setter(), kept.reload.clone());
        Callback::from(move |is_changed: bool| {
            changed.set(None);
            if is_changed {
                toast.emit(t("work-list-kept"));
                reload.emit(());
            }
        })
    };
    let close = {
        let (form, changed, onclose) = (form.clone(), changed.setter(), props.onclose.clone());
        Callback::from(move |()| {
            form.reset(Values::default());
            changed.set(None);
            onclose.emit(());
        })
    };
    if let Some(id) = *changed {
        let change = html! { <ChangeWorkList {id} shown={props.shown.clone()} {places} onend={end} /> };
        return html! {
            <Dialog open={props.open} title={t("work-lists-title")} onclose={close}>{ change }</Dialog>
        };
    }
    let foot = html! {
        <>
            <Button onclick={close.clone()}>{ t("close") }</Button>
            <Button
                kind={Kind::Primary}
                glyph={Glyph::Plus}
                busy={sending.state.is_under_way()}
                onclick={submit.clone()}
            >
                { t("work-list-keep") }
            </Button>
        </>
    };
    let failure = sending.state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    html! {
        <Dialog open={props.open} title={t("work-lists-title")} onclose={close} {foot}>
            { those_kept(props, &kept, &begin) }
            <h3 class="mt-s4">{ t("work-list-keep-title") }</h3>
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
            </Form>
            if NOT_KEPT.iter().any(|name| props.shown.filters.contains_key(*name)) {
                <Note><p>{ t("work-list-no-search") }</p></Note>
            }
        </Dialog>
    }
}

fn submit(
    props: &WorkListDialogProps,
    form: &FormHandle,
    sending: &Mutation<CreateWorkList>,
    reload: Callback<()>,
    toast: Callback<String>,
) -> Callback<()> {
    let (form, sending, shown) = (form.clone(), sending.clone(), props.shown.clone());
    Callback::from(move |()| {
        let draft = draft_of(&shown, form.values());
        if !is_ready(&form, &draft, Purpose::Create) {
            return;
        }
        let (kept, reload, toast) = (form.clone(), reload.clone(), toast.clone());
        let done = Callback::from(move |_| {
            kept.reset(Values::default());
            toast.emit(t("work-list-kept"));
            reload.emit(());
        });
        let form = form.clone();
        let failed = Callback::from(move |failure: Failure| form.refuse(failure.field_errors()));
        sending.send(Call::new().body(&draft), done, failed);
    })
}

/// Shows what the draft itself finds wrong; whether that is nothing.
pub fn is_ready(form: &FormHandle, draft: &WorkListDraft, purpose: Purpose) -> bool {
    let faults = draft.check(purpose);
    let ready = faults.is_empty();
    form.refuse(faults);
    ready
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

fn those_kept(props: &WorkListDialogProps, kept: &Query<Page<WorkList>>, begin: &Callback<WorkListId>) -> Html {
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
    begin: Callback<WorkListId>,
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
        let (begin, id) = (props.begin.clone(), kept.id);
        Callback::from(move |()| begin.emit(id))
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
    fn without_a_place_it_is_ones_own() {
        let draft = draft_of(&shown("", json!({})), &Values::of(&[(NAME, "Semua")]));
        assert!(draft.shared_in.is_absent() && draft.sort.is_absent());
    }
}
