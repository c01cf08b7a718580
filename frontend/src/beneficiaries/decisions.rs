//! The decisions on a woman, newest first.

use crate::api::{Call, use_me, use_query};
use crate::i18n::{self, t, term, tr};
use crate::reference::{Codes, use_codes};
use crate::ui::{Download, Event, Glyph, Panel, Skeleton, Timeline};
use contract::code_lists::CodeList;
use contract::endpoints::{LinkDocument, ListValidations};
use contract::ids::BeneficiaryId;
use contract::policy::Permission;
use contract::validations::{Filter, Outcome, Validation};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct DecisionPanelProps {
    pub id: BeneficiaryId,
}

#[component]
pub fn DecisionPanel(props: &DecisionPanelProps) -> Html {
    let me = use_me();
    let codes = use_codes();
    let scans = me.may(Permission::ReadDocuments);
    let filter = Filter { beneficiary_id: Some(props.id), programme_year: None };
    let query = use_query(Call::<ListValidations>::new().query(&filter));
    let body = match query.value() {
        _ if query.failure.is_some() => html! { <p>{ t("decisions-unread") }</p> },
        None => html! { <Skeleton lines=2 /> },
        Some(page) if page.items.is_empty() => html! { <p class="ink2">{ t("decisions-none") }</p> },
        Some(page) => {
            let events = page.items.iter().map(|it| event(it, &codes, scans)).collect::<Vec<_>>();
            html! { <Timeline {events} /> }
        }
    };
    html! { <Panel title={t("decisions")}>{ body }</Panel> }
}

fn event(decision: &Validation, codes: &Codes, scans: bool) -> Event {
    let mut details = Vec::new();
    if let Some(code) = &decision.reason_code {
        details.push(html! { { codes.word(CodeList::RefusalReason, code) } });
    }
    if let Some(reason) = &decision.reason {
        details.push(html! { { format!("“{reason}”") } });
    }
    if let Some(number) = &decision.document_number {
        let day = decision.document_date.map(i18n::date).unwrap_or_default();
        details.push(html! { { tr("decision-document", &[("number", number.as_str().into()), ("day", day.into())]) } });
    }
    if let Some(id) = decision.document_id.filter(|_| scans) {
        let call = Call::<LinkDocument>::at(&[&id.to_string()]);
        details.push(html! { <Download {call} small=true>{ t("decision-scan") }</Download> });
    }
    let year = decision.programme_year.to_string();
    Event {
        key: decision.id.to_string(),
        glyph: match decision.outcome {
            Outcome::Validated => Glyph::CircleCheck,
            Outcome::Refused => Glyph::Ban,
            Outcome::Withdrawn => Glyph::Restore,
            Outcome::PutForward => Glyph::Flag,
        },
        title: tr("decision-title", &[("outcome", term(decision.outcome).into()), ("year", year.into())]),
        at: decision.decided_at,
        who: decision.decided_by_name.clone(),
        details,
    }
}
