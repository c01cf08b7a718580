//! The members of a household who are not in the register themselves.

use super::detail::HouseholdProps;
use crate::api::{Call, Failure, Reply, use_me, use_mutation, use_query};
use crate::editor::ReasonDialog;
use crate::i18n::{choices, t, term, tr};
use crate::reference::{Codes, use_codes};
use crate::ui::{
    Button, DateField, Dialog, Form, Glyph, Kind, Panel, ProblemNote, RadioField, Reader, SelectField, Skeleton,
    TextField, Values, use_form,
};
use contract::code_lists::CodeList;
use contract::draft::{Draft, Purpose};
use contract::endpoints::{
    CreateHouseholdMember, GetHouseholdMember, ListHouseholdMembers, RemoveHouseholdMember, UpdateHouseholdMember,
};
use contract::households::{HouseholdMember, HouseholdMemberDraft, Livelihood, Schooling, Sex};
use contract::ids::{HouseholdId, MemberId};
use contract::policy::Permission;
use std::rc::Rc;
use yew::prelude::*;

/// What is being done in the dialog.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Doing {
    Add,
    Change(MemberId),
    Remove(MemberId),
}

#[component]
pub fn MemberList(props: &HouseholdProps) -> Html {
    let me = use_me();
    let codes = use_codes();
    let doing = use_state(|| None::<Doing>);
    let query = use_query(Call::<ListHouseholdMembers>::at(&[&props.id.to_string()]));
    let withheld = (!me.may(Permission::EditBeneficiaries)).then(|| AttrValue::from(t("beneficiary-edit-withheld")));
    let set = |to: Option<Doing>| {
        let doing = doing.setter();
        Callback::from(move |()| doing.set(to))
    };
    let body = match query.value() {
        _ if query.failure.is_some() => html! { <p>{ t("members-unread") }</p> },
        None => html! { <Skeleton lines=2 /> },
        Some(page) if page.items.is_empty() => html! { <p class="ink2">{ t("members-none") }</p> },
        Some(page) => {
            let items = page.items.iter().map(|one| {
                let id = one.id;
                html! {
                    <li key={id.to_string()}>
                        <span class="b">{ name_of(one) }</span>
                        <span class="small ink2">{ " · " }{ words(one, &codes) }</span>
                        if withheld.is_none() {
                            <span class="row-wrap">
                                <Button kind={Kind::Tertiary} small=true label={tr("member-edit", &[("name", name_of(one).into())])} onclick={set(Some(Doing::Change(id)))}>{ t("edit") }</Button>
                                <Button kind={Kind::Tertiary} small=true label={tr("member-remove-one", &[("name", name_of(one).into())])} onclick={set(Some(Doing::Remove(id)))}>{ t("member-remove") }</Button>
                            </span>
                        }
                    </li>
                }
            });
            html! { <ul class="plain">{ for items }</ul> }
        }
    };
    let dialog = doing.map(|doing| {
        html! { <MemberDialog home={props.id} {doing} onclose={set(None)} onchange={query.reload.clone()} /> }
    });
    html! {
        <Panel title={t("members")}>
            { body }
            <div class="mt-s3">
                <Button small=true glyph={Glyph::Plus} reason={withheld.clone()} onclick={set(Some(Doing::Add))}>
                    { t("member-add") }
                </Button>
            </div>
            { dialog.unwrap_or_default() }
        </Panel>
    }
}

fn name_of(one: &HouseholdMember) -> String {
    one.full_name.value().cloned().unwrap_or_else(|| t("beneficiary-name-withheld"))
}

/// `anak · 12 tahun · bersekolah`
fn words(one: &HouseholdMember, codes: &Codes) -> String {
    let mut parts = vec![codes.word(CodeList::Relation, &one.relation)];
    parts.extend(one.age.map(|age| tr("age-years", &[("n", age.into())])));
    parts.extend(one.schooling.map(term));
    parts.push(term(one.livelihood));
    parts.join(" · ")
}

#[derive(Properties, PartialEq)]
struct MemberDialogProps {
    home: HouseholdId,
    doing: Doing,
    onclose: Callback<()>,
    onchange: Callback<()>,
}

#[component]
fn MemberDialog(props: &MemberDialogProps) -> Html {
    match props.doing {
        Doing::Add => html! {
            <MemberForm home={props.home} onclose={props.onclose.clone()} onchange={props.onchange.clone()} />
        },
        Doing::Change(id) | Doing::Remove(id) => html! {
            <KnownMember
                home={props.home}
                {id}
                removing={props.doing == Doing::Remove(id)}
                onclose={props.onclose.clone()}
                onchange={props.onchange.clone()}
            />
        },
    }
}

#[derive(Properties, PartialEq)]
struct KnownMemberProps {
    home: HouseholdId,
    id: MemberId,
    removing: bool,
    onclose: Callback<()>,
    onchange: Callback<()>,
}

/// A member is read once more before it is changed: the list has no tags.
#[component]
fn KnownMember(props: &KnownMemberProps) -> Html {
    let path = [props.home.to_string(), props.id.to_string()];
    let [home, id] = &path;
    let query = use_query(Call::<GetHouseholdMember>::at(&[home, id]));
    let Some(record) = query.reply.clone().filter(|_| !query.busy) else {
        return Html::default();
    };
    let (onclose, onchange) = (props.onclose.clone(), props.onchange.clone());
    if !props.removing {
        return html! { <MemberForm home={props.home} {record} {onclose} {onchange} /> };
    }
    let name = [("name", name_of(&record.value).into())];
    html! {
        <ReasonDialog
            open=true
            title={tr("member-remove-title", &name)}
            text={t("member-remove-text")}
            action={t("member-remove")}
            done={tr("member-removed", &name)}
            kind={Kind::Danger}
            call={Call::<RemoveHouseholdMember>::at(&[home, id]).if_match(record.etag.as_deref())}
            {onclose}
            {onchange}
        />
    }
}

#[derive(Properties, PartialEq)]
struct MemberFormProps {
    home: HouseholdId,
    #[prop_or_default]
    record: Option<Rc<Reply<HouseholdMember>>>,
    onclose: Callback<()>,
    onchange: Callback<()>,
}

fn values(one: &HouseholdMember) -> Values {
    let birth = one.birth_date.value().map(ToString::to_string).unwrap_or_default();
    Values::of(&[
        ("/full_name", one.full_name.value().map_or("", String::as_str)),
        ("/birth_date", &birth),
        ("/sex", one.sex.as_str()),
        ("/relation", &one.relation),
        ("/schooling", one.schooling.map_or("", Schooling::as_str)),
        ("/livelihood", one.livelihood.as_str()),
    ])
}

fn draft(reader: &mut Reader) -> HouseholdMemberDraft {
    HouseholdMemberDraft {
        id: None,
        full_name: reader.text("/full_name"),
        birth_date: reader.parsed("/birth_date"),
        sex: reader.parsed("/sex"),
        relation: reader.text("/relation"),
        schooling: reader.parsed("/schooling"),
        livelihood: reader.parsed("/livelihood"),
    }
}

#[component]
fn MemberForm(props: &MemberFormProps) -> Html {
    let codes = use_codes();
    let record = props.record.clone();
    let form = use_form("member", || record.as_ref().map(|it| values(&it.value)).unwrap_or_default());
    let create = use_mutation::<CreateHouseholdMember>();
    let update = use_mutation::<UpdateHouseholdMember>();
    let submit = {
        let (form, create, update) = (form.clone(), create.clone(), update.clone());
        let (home, onclose, onchange) = (props.home.to_string(), props.onclose.clone(), props.onchange.clone());
        Callback::from(move |()| {
            let mut reader = Reader::new(form.values());
            let body = draft(&mut reader);
            let mut faults = reader.faults();
            faults.extend(body.check(if record.is_some() { Purpose::Change } else { Purpose::Create }));
            let complete = faults.is_empty();
            form.refuse(faults);
            if !complete {
                return;
            }
            let (onclose, onchange) = (onclose.clone(), onchange.clone());
            let done = Callback::from(move |_: Rc<Reply<HouseholdMember>>| {
                onclose.emit(());
                onchange.emit(());
            });
            let failing = form.clone();
            let failed = Callback::from(move |failure: Failure| failing.refuse(failure.field_errors()));
            match &record {
                Some(record) => {
                    let call = Call::at(&[&home, &record.value.id.to_string()]).body(&body);
                    update.send(call.if_match(record.etag.as_deref()), done, failed);
                }
                None => create.send(Call::at(&[&home]).body(&body), done, failed),
            }
        })
    };
    let busy = create.state.is_under_way() || update.state.is_under_way();
    let failure = create.state.failure().or(update.state.failure());
    let foot = html! {
        <>
            <Button onclick={props.onclose.clone()}>{ t("cancel") }</Button>
            <Button kind={Kind::Primary} {busy} onclick={submit.clone()}>{ t("save") }</Button>
        </>
    };
    let title = if props.record.is_some() { t("member-change-title") } else { t("member-add") };
    html! {
        <Dialog open=true {title} onclose={props.onclose.clone()} {foot}>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Form {form} onsubmit={submit} class="stack"><MemberFields {codes} /></Form>
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
struct MemberFieldsProps {
    codes: Codes,
}

#[component]
fn MemberFields(props: &MemberFieldsProps) -> Html {
    html! {
        <>
            <TextField at="/full_name" />
            <DateField at="/birth_date" optional=true />
            <RadioField at="/sex" options={choices::<Sex>()} />
            <SelectField at="/relation" options={props.codes.options(CodeList::Relation)} />
            <SelectField at="/schooling" optional=true options={choices::<Schooling>()} />
            <SelectField at="/livelihood" options={choices::<Livelihood>()} />
        </>
    }
}
