//! The key facts of a woman, in panels.

use super::reveal::RevealIdentity;
use super::seen;
use crate::i18n::{self, member, t, term, tr};
use crate::reference::Codes;
use crate::ui::{KeyValue, Moment, Panel, or_dash};
use contract::beneficiaries::{Beneficiary, Collection, Notice};
use contract::code_lists::CodeList;
use yew::prelude::*;

pub fn about_identity(woman: &Beneficiary) -> Html {
    let pairs = vec![
        (member("nik"), seen(&woman.nik_masked, Clone::clone)),
        (member("birth_date"), seen(&woman.birth_date, |day| i18n::date(*day))),
        (t("age"), html! { { tr("age-years", &[("n", woman.age.into())]) } }),
        (member("phone"), seen(&woman.phone, |phone| format!("+{phone}"))),
        (member("address"), seen(&woman.address, Clone::clone)),
        (t("rt-rw"), html! { { super::place_of(woman) } }),
    ];
    html! {
        <Panel title={t("beneficiary-identity")}>
            <KeyValue {pairs} />
            <RevealIdentity id={woman.id} />
        </Panel>
    }
}

pub fn about_family(woman: &Beneficiary, codes: &Codes) -> Html {
    let head = &woman.head_of_family;
    let yes_no = |on: bool| html! { { if on { t("yes") } else { t("no") } } };
    let word = |list: CodeList, code: Option<&String>| {
        let word = code.map(|code| codes.word(list, code));
        or_dash(word.as_deref())
    };
    let pairs = vec![
        (member("marital_status"), word(CodeList::MaritalStatus, Some(&woman.marital_status))),
        (t("head-de-jure"), yes_no(head.de_jure)),
        (t("head-de-facto"), yes_no(head.de_facto)),
        (member("basis"), word(CodeList::HeadOfFamilyBasis, head.basis.as_ref())),
        (member("education"), word(CodeList::Education, woman.education.as_ref())),
        (member("occupation"), word(CodeList::Occupation, woman.occupation.as_ref())),
        (member("health_notes"), seen(&woman.health_notes, Clone::clone)),
    ];
    html! { <Panel title={t("beneficiary-family")}><KeyValue {pairs} /></Panel> }
}

pub fn about_collection(woman: &Beneficiary, codes: &Codes) -> Html {
    let collection = match woman.collection.value() {
        Some(collection) => or_dash(told(collection, codes).as_deref()),
        None => seen(&woman.collection, |_| String::new()),
    };
    let mut pairs = vec![(t("beneficiary-collection"), collection)];
    if let Some(note) = woman.collection.value().and_then(|it| it.note.clone()) {
        pairs.push((t("collection-note"), html! { { note } }));
    }
    pairs.push((t("beneficiary-notice"), woman.notice.as_ref().map_or_else(|| or_dash(None), notice)));
    pairs.push((t("created-at"), html! { <Moment at={woman.created_at} /> }));
    pairs.push((t("updated-at"), html! { <Moment at={woman.updated_at} /> }));
    html! { <Panel title={t("beneficiary-collection-notice")}><KeyValue {pairs} /></Panel> }
}

/// Who collected it, how and when, as far as any of it is known.
fn told(collection: &Collection, codes: &Codes) -> Option<String> {
    let parts = [
        collection.kind.as_ref().map(|code| codes.word(CodeList::CollectorKind, code)),
        collection.name.clone(),
        collection.method.as_ref().map(|code| codes.word(CodeList::CollectionMethod, code)),
        collection.on.map(i18n::date),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn notice(notice: &Notice) -> Html {
    let text = tr(
        "notice-told",
        &[
            ("means", term(notice.means).into()),
            ("day", i18n::date(notice.given_on).into()),
            ("name", notice.given_by.as_str().into()),
            ("version", notice.version.as_str().into()),
        ],
    );
    html! { { text } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collection_that_holds_nothing_tells_nothing() {
        let codes = Codes::default();
        assert_eq!(told(&Collection::default(), &codes), None);
        let named = Collection { name: Some("Euis".to_owned()), ..Collection::default() };
        assert_eq!(told(&named, &codes).as_deref(), Some("Euis"));
    }
}
