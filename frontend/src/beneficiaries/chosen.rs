//! What can be done with several women at once. Few tick anyone at a first
//! visit, so it is a part of its own.
#![expect(clippy::unnecessary_wraps, reason = "a marked function returns a result, which also tells of a failed load")]

use super::name_of;
use crate::api::{Call, use_me};
use crate::editor::{BulkStep, Outcome};
use crate::enrolments::ProposeStep;
use crate::exports::Export;
use crate::i18n::{t, tr};
use crate::ui::{Draw, Glyph, Kind, Later, filters_of};
use crate::validations::{Chosen, DecideBar, obstacle};
use contract::beneficiaries::{Beneficiary, Filter, Status};
use contract::endpoints::ArchiveBeneficiary;
use contract::exports::ExportList;
use contract::ids::{MAX_PICKED, Picked};
use contract::policy::Permission;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

#[wasm_split(chosen, fallible)]
fn chosen() -> Result<Draw<WithChosenProps>, SplitLoaderError> {
    Ok(|props| html! { <WithChosen ..props.clone() /> })
}

impl Later for WithChosenProps {
    async fn draw() -> Result<Draw<Self>, SplitLoaderError> {
        chosen().await
    }
}

#[derive(Properties, Clone, PartialEq)]
pub struct WithChosenProps {
    pub chosen: Vec<Beneficiary>,
    pub ondone: Callback<Vec<Outcome>>,
}

/// What the reader may do with those ticked; each button takes those it can.
#[component]
fn WithChosen(props: &WithChosenProps) -> Html {
    let me = use_me();
    let chosen = &props.chosen;
    let waiting: Vec<Chosen> = chosen.iter().filter(|woman| obstacle(woman).is_none()).map(Chosen::of).collect();
    let joining: Vec<Beneficiary> = chosen
        .iter()
        .filter(|woman| woman.status == Status::Validated && woman.archived_at.is_none())
        .cloned()
        .collect();
    let open: Vec<_> = chosen.iter().filter(|woman| woman.archived_at.is_none()).collect();
    let jobs: Vec<_> = open
        .iter()
        .map(|woman| {
            let call = Call::<ArchiveBeneficiary>::at(&[&woman.id.to_string()]).version(woman.version);
            (name_of(woman), call.into())
        })
        .collect();
    let n = [("n", chosen.len().into())];
    let picked = Filter {
        ids: Some(Picked(chosen.iter().map(|woman| woman.id).take(MAX_PICKED).collect())),
        include_archived: Some(true),
        ..Filter::default()
    };
    html! {
        <>
            if me.may(Permission::ValidateBeneficiaries) && !waiting.is_empty() {
                <DecideBar chosen={waiting} ondone={props.ondone.clone()} />
            }
            if me.may(Permission::EnrolBeneficiaries) && !joining.is_empty() {
                <ProposeStep chosen={joining} ondone={props.ondone.clone()} />
            }
            if me.may(Permission::EditBeneficiaries) && !jobs.is_empty() {
                <BulkStep
                    glyph={Glyph::Archive}
                    kind={Kind::Danger}
                    action={tr("archive-chosen", &[("n", jobs.len().into())])}
                    title={tr("archive-chosen-title", &[("n", jobs.len().into())])}
                    text={t("beneficiary-archive-text")}
                    done={t("archived")}
                    reason=true
                    {jobs}
                    ondone={props.ondone.clone()}
                />
            }
            <Export
                list={ExportList::Beneficiaries}
                filters={filters_of(&picked)}
                sort={None::<String>}
                rows={tr("export-rows", &n)}
                label={tr("export-chosen", &n)}
            />
        </>
    }
}
