//! What she allows beyond the programme itself: the answer that holds for each
//! purpose, the earlier ones, and adding one.

use super::{Keeping, use_keeping};
use crate::api::{Answer, Call, Failure, Sending, Wire, use_me, use_query, use_sender};
use crate::i18n::{self, choices, spoken, spoken_languages, t, term, today, tr};
use crate::ui::{
    Button, DateField, Dialog, Form, FormHandle, Glyph, Icon, Kind, Panel, ProblemNote, ProblemPanel, RadioField,
    Reader, SelectField, Skeleton, TextField, Values, Width, use_form, use_toast,
};
use contract::beneficiaries::NoticeMeans;
use contract::consents::{Consent, ConsentAnswer, ConsentDraft, ConsentPurpose};
use contract::draft::{Draft, Purpose};
use contract::endpoints::{CreateConsent, ListConsents};
use contract::ids::{BeneficiaryId, ConsentId};
use contract::page::{MAX_LIMIT, Paging};
use contract::policy::Permission;
use contract::problem::{FieldError, ProblemCode};
use std::cell::Cell;
use std::rc::Rc;
use uuid::Uuid;
use yew::prelude::*;

/// The text she is asked with at present.
const TEXT_VERSION: &str = "2026-1";

#[derive(Properties, PartialEq)]
pub struct ConsentPanelProps {
    pub id: BeneficiaryId,
}

/// Drawn only for those who may see consents.
#[component]
pub fn ConsentPanel(props: &ConsentPanelProps) -> Html {
    let me = use_me();
    let keeping = use_keeping();
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let query = use_query(Call::<ListConsents>::at(&[&props.id.to_string()]).paging(&paging));
    let body = match (&query.failure, query.value()) {
        (Some(failure), _) => html! { <ProblemPanel failure={failure.clone()} retry={query.reload.clone()} /> },
        (None, None) => html! { <Skeleton lines=3 /> },
        (None, Some(page)) => answers(&page.items),
    };
    let reason = (!me.may(Permission::EditBeneficiaries)).then(|| AttrValue::from(t("beneficiary-edit-withheld")));
    html! {
        <Panel title={t("consents")}>
            { body }
            <p class="hint">{ t("consents-note") }</p>
            if keeping != Keeping::Merged {
                <Record id={props.id} {reason} onchange={query.reload.clone()} />
            }
        </Panel>
    }
}

/// The answer that holds for each purpose, in the order of the purposes.
fn holding(consents: &[Consent]) -> Vec<(ConsentPurpose, Option<&Consent>)> {
    let of = |purpose: ConsentPurpose| consents.iter().find(|one| one.purpose == purpose && one.holds);
    ConsentPurpose::ALL.iter().map(|purpose| (*purpose, of(*purpose))).collect()
}

fn answers(consents: &[Consent]) -> Html {
    let rows = holding(consents).into_iter().map(|(purpose, answer)| row(purpose, answer));
    let earlier: Vec<&Consent> = consents.iter().filter(|one| !one.holds).collect();
    let items = earlier.iter().map(|one| row(one.purpose, Some(one)));
    html! {
        <>
            <ul class="plain">{ for rows }</ul>
            if !earlier.is_empty() {
                <details class="more">
                    <summary>{ tr("consents-earlier", &[("n", earlier.len().into())]) }</summary>
                    <ul class="plain">{ for items }</ul>
                </details>
            }
        </>
    }
}

fn row(purpose: ConsentPurpose, answer: Option<&Consent>) -> Html {
    let (glyph, class) = match answer.map(|one| one.answer) {
        None => (Glyph::InfoCircle, "ink2"),
        Some(ConsentAnswer::Given) => (Glyph::CircleCheck, "c-ok"),
        Some(ConsentAnswer::Refused) => (Glyph::Ban, "c-bad"),
        Some(ConsentAnswer::Withdrawn) => (Glyph::Restore, "c-warn"),
    };
    let said = answer.map_or_else(|| t("consents-unasked"), |one| term(one.answer));
    let key = answer.map_or_else(|| purpose.to_string(), |one| one.id.to_string());
    html! {
        <li class="line" {key}>
            <Icon {glyph} {class} />
            <span>
                <b>{ term(purpose) }</b>{ ": " }{ said }
                if let Some(one) = answer {
                    <span class="sub">{ how(one) }</span>
                }
            </span>
        </li>
    }
}

/// When, by whom and how she was asked.
fn how(answer: &Consent) -> String {
    let language = spoken(&answer.language).unwrap_or_else(|| answer.language.clone());
    tr(
        "consent-how",
        &[
            ("day", i18n::date(answer.answered_on).into()),
            ("name", answer.asked_by.as_str().into()),
            ("means", term(answer.means).into()),
            ("language", language.into()),
            ("version", answer.text_version.as_str().into()),
        ],
    )
}

#[derive(Properties, PartialEq)]
struct RecordProps {
    id: BeneficiaryId,
    /// Why the reader may not.
    reason: Option<AttrValue>,
    onchange: Callback<()>,
}

fn first() -> Values {
    Values::of(&[("/answered_on", &today().to_string()), ("/language", "id"), ("/text_version", TEXT_VERSION)])
}

/// A button, and a dialog that asks for all of an answer.
#[component]
fn Record(props: &RecordProps) -> Html {
    let form = use_form("consent", first);
    let sender = use_sender();
    let toast = use_toast();
    let asking = use_state(|| false);
    // One answer keeps its identifier through every attempt, so that one whose
    // receipt was lost on the way is not recorded twice.
    let draft_id = use_memo((), |()| Cell::new(Uuid::now_v7()));
    let open = {
        let (asking, form, draft_id) = (asking.setter(), form.clone(), draft_id.clone());
        Callback::from(move |()| {
            draft_id.set(Uuid::now_v7());
            form.reset(first());
            asking.set(true);
        })
    };
    let close = {
        let (asking, give_up) = (asking.setter(), sender.give_up());
        Callback::from(move |()| {
            give_up.emit(());
            asking.set(false);
        })
    };
    let done = {
        let (close, onchange) = (close.clone(), props.onchange.clone());
        Callback::from(move |_: Rc<Answer>| {
            close.emit(());
            toast.emit(t("consent-recorded"));
            onchange.emit(());
        })
    };
    let submit = {
        let (form, sender, woman) = (form.clone(), sender.clone(), props.id);
        Callback::from(move |()| {
            let (draft, faults) = read(form.values(), draft_id.get());
            let complete = faults.is_empty();
            form.refuse(faults);
            if complete {
                let wire = Wire::from(Call::<CreateConsent>::at(&[&woman.to_string()]).body(&draft));
                let (form, id) = (form.clone(), draft_id.clone());
                // A refusal is an answer: what is sent next is another attempt.
                let failed = Callback::from(move |failure: Failure| {
                    if failure.problem().is_some() {
                        id.set(Uuid::now_v7());
                    }
                    form.refuse(failure.field_errors());
                });
                sender.send(wire.key(draft_id.get()), done.clone(), failed);
            }
        })
    };
    html! {
        <div class="mt-s3">
            <Button small=true glyph={Glyph::Edit} reason={props.reason.clone()} onclick={open}>
                { t("consent-record") }
            </Button>
            { dialog(*asking, &form, &sender.state, &close, &submit) }
        </div>
    }
}

fn dialog(open: bool, form: &FormHandle, state: &Sending, close: &Callback<()>, submit: &Callback<()>) -> Html {
    let words = match state {
        Sending::Kept { .. } => t("save-waiting"),
        Sending::Busy => t("save-busy"),
        _ => t("save"),
    };
    let foot = html! {
        <>
            <Button onclick={close.clone()}>{ t("cancel") }</Button>
            <Button kind={Kind::Primary} busy={state.is_under_way()} onclick={submit.clone()}>{ words }</Button>
        </>
    };
    let failure = state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    html! {
        <Dialog {open} title={t("consent-record")} onclose={close.clone()} {foot}>
            <p>{ t("consent-record-text") }</p>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Form form={form.clone()} onsubmit={submit.clone()} class="stack">
                <RadioField at="/purpose" options={choices::<ConsentPurpose>()} />
                <RadioField at="/answer" options={choices::<ConsentAnswer>()} />
                <RadioField at="/means" options={choices::<NoticeMeans>()} />
                <SelectField at="/language" options={spoken_languages()} />
                <TextField at="/text_version" width={Width::Short} />
                <DateField at="/answered_on" />
                <TextField at="/asked_by" width={Width::Long} />
            </Form>
        </Dialog>
    }
}

fn read(values: &Values, id: Uuid) -> (ConsentDraft, Vec<FieldError>) {
    let mut reader = Reader::new(values);
    let draft = ConsentDraft {
        id: Some(ConsentId(id)),
        purpose: reader.parsed("/purpose"),
        answer: reader.parsed("/answer"),
        text_version: reader.text("/text_version"),
        language: reader.text("/language"),
        means: reader.parsed("/means"),
        answered_on: reader.parsed("/answered_on"),
        asked_by: reader.text("/asked_by"),
    };
    let mut faults = reader.faults();
    faults.extend(draft.check(Purpose::Create));
    (draft, faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::moment::{Day, Timestamp};

    fn consent(purpose: ConsentPurpose, answer: ConsentAnswer, holds: bool) -> Consent {
        Consent {
            id: Uuid::nil().into(),
            beneficiary_id: Uuid::nil().into(),
            purpose,
            answer,
            text_version: TEXT_VERSION.to_owned(),
            language: "su".to_owned(),
            means: NoticeMeans::ReadOut,
            answered_on: Day::new(2026, 11, 6).unwrap(),
            asked_by: "Yuyun Nuraeni".to_owned(),
            holds,
            recorded_by: Uuid::nil().into(),
            recorded_by_name: "Rina Wulandari".to_owned(),
            created_at: Timestamp(0),
        }
    }

    #[test]
    fn each_purpose_has_the_answer_that_holds_or_none() {
        let given = [
            consent(ConsentPurpose::Research, ConsentAnswer::Refused, true),
            consent(ConsentPurpose::Photo, ConsentAnswer::Withdrawn, true),
            consent(ConsentPurpose::Photo, ConsentAnswer::Given, false),
        ];
        let found: Vec<_> = holding(&given).into_iter().map(|(it, one)| (it, one.map(|one| one.answer))).collect();
        assert_eq!(
            found,
            [
                (ConsentPurpose::Photo, Some(ConsentAnswer::Withdrawn)),
                (ConsentPurpose::Testimony, None),
                (ConsentPurpose::Research, Some(ConsentAnswer::Refused)),
            ]
        );
    }

    #[test]
    fn how_she_was_asked_is_told_in_words() {
        i18n::speak(contract::words::Language::Indonesian);
        let text = how(&consent(ConsentPurpose::Photo, ConsentAnswer::Given, true));
        for part in ["6 Nov 2026", "Yuyun Nuraeni", "Sunda", TEXT_VERSION] {
            assert!(text.contains(part), "{text}");
        }
    }

    #[test]
    fn an_answer_is_read_whole_and_what_lacks_is_named() {
        let id = Uuid::from_u128(7);
        let mut values =
            Values::of(&[("/answered_on", "2026-11-06"), ("/language", "id"), ("/text_version", "2026-1")]);
        let faults = |values: &Values| read(values, id).1.into_iter().map(|it| it.pointer).collect::<Vec<_>>();
        assert_eq!(faults(&values), ["/purpose", "/answer", "/means", "/asked_by"]);
        for (at, text) in
            [("/purpose", "photo"), ("/answer", "given"), ("/means", "read_out"), ("/asked_by", " Yuyun Nuraeni ")]
        {
            values.set(at, text);
        }
        let (draft, none) = read(&values, id);
        assert_eq!(none, []);
        assert_eq!(draft.id, Some(ConsentId(id)));
        assert_eq!(draft.asked_by.value().map(String::as_str), Some("Yuyun Nuraeni"));
    }
}
