//! The members of a household who are not in the register themselves.

use super::detail::HouseholdProps;
use super::member_form::MemberForm;
use crate::api::{Call, use_me, use_query};
use crate::beneficiaries::{Keeping, use_keeping};
use crate::editor::ReasonDialog;
use crate::i18n::{t, term, tr};
use crate::reference::{Codes, use_codes};
use crate::ui::{Button, Glyph, Kind, Panel, Skeleton};
use contract::code_lists::CodeList;
use contract::endpoints::{GetHouseholdMember, ListHouseholdMembers, RemoveHouseholdMember};
use contract::households::HouseholdMember;
use contract::ids::{HouseholdId, MemberId};
use contract::policy::Permission;
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
    let merged = use_keeping() == Keeping::Merged;
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
                        if withheld.is_none() && !merged {
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
            if !merged {
                <div class="mt-s3">
                    <Button small=true glyph={Glyph::Plus} reason={withheld.clone()} onclick={set(Some(Doing::Add))}>
                        { t("member-add") }
                    </Button>
                </div>
            }
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
