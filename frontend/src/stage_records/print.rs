//! The record of a stage on paper, to be signed and filed.

use super::{figure, numbered, panel::pairs, requirement_name};
use crate::api::{Call, use_query};
use crate::i18n::{self, date, t, term, today, tr};
use crate::loci::rws_in_words;
use crate::route::Route;
use crate::ui::{Button, Crumb, Glyph, KeyValue, Kind, PageHead, browser, use_address, waiting};
use contract::endpoints::GetStageRecord;
use contract::ids::StageRecordId;
use contract::stage_records::{ChecklistLine, LineState, StageRecord};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PrintStageRecordProps {
    pub id: StageRecordId,
}

/// `Teluk Pucung RW 11 · 2027`
fn place(stage: &StageRecord) -> String {
    format!("{} {} · {}", stage.region_name, rws_in_words(&stage.rws), stage.year)
}

#[component]
pub fn PrintStageRecord(props: &PrintStageRecordProps) -> Html {
    let query = use_query(Call::<GetStageRecord>::at(&[&props.id.to_string()]));
    use_address();
    let crumbs = vec![Crumb::new(Route::Loci.href(), t("loci"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("stage-print"), crumbs, &query);
    };
    let stage = &record.value;
    let locus = Route::Locus { id: stage.locus_id }.with(&[("stage", stage.stage.as_str())]);
    let crumbs = vec![Crumb::new(Route::Loci.href(), t("loci")), Crumb::new(locus, place(stage))];
    let actions = html! {
        <Button kind={Kind::Primary} glyph={Glyph::Printer} onclick={Callback::from(|()| browser::print())}>
            { t("print") }
        </Button>
    };
    html! {
        <>
            <PageHead title={t("stage-print")} {crumbs} {actions} />
            { sheet(stage) }
        </>
    }
}

fn sheet(stage: &StageRecord) -> Html {
    let rows = stage.checklist.iter().enumerate().map(row);
    let acts = stage.acts.iter().map(|act| {
        html! {
            <li>
                { i18n::moment(act.at) }{ ": " }{ term(act.action) }{ ", " }{ &act.by_name }
                { act.note.as_ref().map(|note| format!(", “{note}”")).unwrap_or_default() }
            </li>
        }
    });
    let signers = std::iter::once(&stage.submitted_by_role).chain(&stage.approved_by_roles);
    let signers = signers.map(|role| {
        html! { <div><p>{ term(*role) }</p><p class="blank">{ t("print-name") }</p></div> }
    });
    html! {
        <div class="panel sheet">
            <div class="body">
                <p class="b">{ t("app-long-name") }</p>
                <p>{ tr("stage-print-heading", &[("stage", numbered(stage.stage).into()), ("place", place(stage).into())]) }</p>
                <p class="small">{ tr("print-day", &[("day", i18n::date_long(today()).into())]) }</p>
                <p><b>{ term(stage.state) }</b></p>
                <KeyValue pairs={pairs(stage)} />
                <div class="scroll" tabindex="0" role="region" aria-label={t("stage-requirements")}>
                    <table class="paper">
                        <caption class="vh">{ t("stage-requirements") }</caption>
                        <thead>
                            <tr>
                                <th scope="col">{ t("print-number") }</th>
                                <th scope="col">{ t("stage-requirement") }</th>
                                <th scope="col">{ t("stage-standing") }</th>
                                <th scope="col">{ t("stage-evidence") }</th>
                            </tr>
                        </thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
                if !stage.acts.is_empty() {
                    <ul class="plain small">{ for acts }</ul>
                }
                <div class="signature several">{ for signers }</div>
            </div>
        </div>
    }
}

/// One requirement; an exception with both of its names.
fn row((index, line): (usize, &ChecklistLine)) -> Html {
    let state = match line.state {
        LineState::Met => t("stage-line-met"),
        LineState::Warned => t("stage-line-warned"),
        LineState::Unmet => t("stage-line-unmet"),
        LineState::Waived => t("stage-line-waived"),
    };
    let mut shown: Vec<String> = figure(line.value, line.of).into_iter().collect();
    if let Some(entry) = &line.entry {
        shown.push(date(entry.day));
        shown.extend(entry.document_name.clone().filter(|name| !name.is_empty()));
        shown.extend(entry.statement.clone());
    }
    if let Some(waiver) = line.waiver.as_ref().filter(|_| line.state == LineState::Waived) {
        let names = [Some(waiver.requested_by_name.clone()), waiver.decided_by_name.clone()];
        shown.push(names.into_iter().flatten().collect::<Vec<_>>().join(", "));
        shown.push(waiver.reason.clone());
    }
    html! {
        <tr>
            <td class="n">{ index + 1 }</td>
            <th scope="row">{ requirement_name(&line.requirement) }</th>
            <td>{ state }</td>
            <td>{ shown.join("; ") }</td>
        </tr>
    }
}
