//! The stage of her family, and the items behind it.

use super::panels::{never_asked, use_records};
use crate::api::{Call, use_query_if};
use crate::i18n::{self, member, t, term, tr};
use crate::route::Route;
use crate::ui::{Badge, Glyph, Icon, Link, Panel, Tone};
use contract::draft::Member;
use contract::endpoints::ListWelfareAssessments;
use contract::ids::BeneficiaryId;
use contract::ks21::{Answer, Ks21, Stage};
use contract::page::Paging;
use contract::welfare::{Filter, StageFound, Welfare};
use yew::prelude::*;

pub fn stage_badge(stage: Option<Stage>) -> Html {
    match stage {
        None => html! { <Badge glyph={Glyph::AlertCircle} text={t("stage-unknown")} /> },
        Some(stage) => {
            let tone = match stage {
                Stage::PreProsperous | Stage::Prosperous1 => Tone::Warn,
                _ => Tone::Info,
            };
            html! { <Badge {tone} glyph={Glyph::Home} text={term(stage)} /> }
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct StagePanelProps {
    pub id: BeneficiaryId,
    pub welfare: Welfare,
}

#[component]
pub fn StagePanel(props: &StagePanelProps) -> Html {
    let records = use_records();
    let list = use_list(&props.welfare, props.id);
    let (aside, body) = match &props.welfare.ks21 {
        Member::Absent => (Html::default(), html! { <p class="ink2">{ t("value-withheld") }</p> }),
        Member::Null => (stage_badge(None), never_asked(t("ks21-none"), props.id, records)),
        Member::Value(found) => (stage_badge(found.stage), summary(found)),
    };
    html! {
        <Panel title={t("ks21-title")} {aside}>
            { body }
            if list {
                <p class="small mt-s2">
                    <Link href={Route::WelfareAssessments { id: props.id }.href()}>{ t("ks21-all") }</Link>
                </p>
            }
        </Panel>
    }
}

/// Whether there is a record to see. Sums may come from her family's page and
/// not from a record; where they are all that is known, the list is asked.
#[hook]
fn use_list(welfare: &Welfare, id: BeneficiaryId) -> bool {
    let Welfare { ks21, dwelling, aid, functioning, finances, .. } = welfare;
    let told = *ks21 != Member::Null
        || *dwelling != Member::Null
        || *aid != Member::Null
        || *functioning != Member::Null
        || finances.is_absent();
    let sums = finances.value().is_some_and(|sums| !sums.is_empty());
    let filter = Filter { beneficiary_id: Some(id), include_withdrawn: Some(true), ..Filter::default() };
    let paging = Paging { limit: Some(1), ..Paging::default() };
    let call = (!told && sums).then(|| Call::<ListWelfareAssessments>::new().query(&filter).paging(&paging));
    let query = use_query_if(call);
    told || query.value().is_some_and(|page| !page.items.is_empty())
}

fn summary(found: &StageFound) -> Html {
    let basic = found.not_met.iter().filter(|number| **number <= 6).count();
    let by = found.assessed_by.clone().unwrap_or_else(|| t("somebody"));
    let told = tr("ks21-told", &[("name", by.into()), ("day", i18n::date_long(found.assessed_on).into())]);
    let first = if basic > 0 { tr("ks21-basic-lacking", &[("n", basic.into())]) } else { t("ks21-basic-met") };
    let open = (!found.unanswered.is_empty()).then(|| tr("ks21-unanswered", &[("n", found.unanswered.len().into())]));
    let lacking = found.answers.answers().into_iter().filter(|(.., answer)| *answer == Some(Answer::No)).map(item);
    html! {
        <>
            <p>{ format!("{first} {told}") }</p>
            if let Some(open) = open {
                <p class="ink2">{ open }</p>
            }
            <ul class="plain mt-s2">{ for lacking }</ul>
        </>
    }
}

/// The words of an item; a child's own schooling has a shorter name.
pub fn item_name(name: &str) -> String {
    if name == "schooling" { t("ks21-item-schooling") } else { member(name) }
}

/// The items of the instrument, block by block, each with what the block is called.
pub fn blocks() -> [(String, &'static [(u8, &'static str)]); 4] {
    let (basic, rest) = Ks21::ITEMS.split_at(6);
    let (psychological, rest) = rest.split_at(8);
    let (developmental, fulfilment) = rest.split_at(5);
    [
        (t("ks21-basic"), basic),
        (t("ks21-psychological"), psychological),
        (t("ks21-developmental"), developmental),
        (t("ks21-fulfilment"), fulfilment),
    ]
}

/// `3. Rumah beratap, berlantai, berdinding baik: tidak`
pub fn item((number, name, answer): (u8, &'static str, Option<Answer>)) -> Html {
    let (glyph, class, words) = match answer {
        Some(Answer::Yes) => (Glyph::CircleCheck, "c-ok", term(Answer::Yes)),
        Some(Answer::No) => (Glyph::Ban, "c-bad", term(Answer::No)),
        Some(Answer::NotApplicable) => (Glyph::CircleCheck, "ink2", term(Answer::NotApplicable)),
        None => (Glyph::AlertCircle, "ink2", t("ks21-open")),
    };
    html! {
        <li class="line" key={name}>
            <Icon {glyph} {class} />
            <span><b>{ format!("{number}. ") }</b>{ item_name(name) }{ ": " }<b>{ words }</b></span>
        </li>
    }
}

/// All items of one assessment.
pub fn items(answers: &Ks21) -> Html {
    let items = answers.answers().into_iter().map(item);
    html! { <ul class="plain">{ for items }</ul> }
}
