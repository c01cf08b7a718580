//! Every page, and which of them come later.
//!
//! The first visit loads what the field work begins with. The pages of a
//! [`Part`] are a file of their own each, loaded when someone goes there, or a
//! moment before: when she points at a link to them.
#![expect(clippy::unnecessary_wraps, reason = "a marked function returns a result, which also tells of a failed load")]

mod foresight;

pub use foresight::use_foresight;

use crate::api::Failure;
use crate::i18n::{self, t};
use crate::route::{Route, Section};
use crate::ui::{Button, PageHead, Panel, ProblemPanel, Skeleton, browser};
use crate::{
    account, actions, audit_events, beneficiaries, duplicates, eligibility_rules, home, households, imports,
    legal_instruments, loci, locus_selections, meetings, notifications, poverty_lines, programmes, reference,
    region_facts, relocations, role_assignments, stage_board, stage_records, stage_templates, tasks, users,
    validations, welfare,
};
use contract::ids::BeneficiaryId;
use std::cell::RefCell;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

/// Draws a page; `None` for a route that is not among its own.
type Draw = fn(&Route) -> Option<Html>;

/// Pages whose code is loaded together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Account,
    Administration,
    Desk,
    Family,
    Forms,
    Imports,
    Programmes,
    Tasks,
    Validations,
}

impl Part {
    /// Where the code of a page is; in what the first visit loads if not in a part.
    const fn of(route: &Route) -> Option<Self> {
        if matches!(route, Route::NewBeneficiary | Route::EditBeneficiary { .. } | Route::EditHousehold { .. }) {
            return Some(Self::Forms);
        }
        if matches!(
            route,
            Route::Household { .. } | Route::WelfareAssessments { .. } | Route::NewWelfareAssessment { .. }
        ) {
            return Some(Self::Family);
        }
        match route.section() {
            Section::Users
            | Section::RoleAssignments
            | Section::Regions
            | Section::Agencies
            | Section::Codes
            | Section::PovertyLines
            | Section::RegionFacts
            | Section::RuleSets
            | Section::AuditEvents => Some(Self::Administration),
            Section::Duplicates | Section::Relocations => Some(Self::Desk),
            Section::Imports => Some(Self::Imports),
            Section::Programmes
            | Section::Loci
            | Section::LegalInstruments
            | Section::Meetings
            | Section::StageBoard
            | Section::StageTemplates => Some(Self::Programmes),
            Section::Notifications | Section::Tasks => Some(Self::Tasks),
            Section::Validations => Some(Self::Validations),
            Section::Account => Some(Self::Account),
            Section::Home | Section::Beneficiaries | Section::None => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Administration => "administration",
            Self::Desk => "desk",
            Self::Forms => "forms",
            Self::Imports => "imports",
            Self::Programmes => "programmes",
            Self::Tasks => "tasks",
            Self::Validations => "validations",
            Self::Family => "family",
        }
    }

    /// What draws its pages, if it has been loaded.
    fn loaded(self) -> Option<Draw> {
        LOADED.with_borrow(|loaded| loaded.iter().find(|(part, _)| *part == self).map(|(_, draw)| *draw))
    }

    async fn load(self) -> Result<Draw, SplitLoaderError> {
        if let Some(draw) = self.loaded() {
            return Ok(draw);
        }
        i18n::learn_later().await?;
        let draw = match self {
            Self::Account => account().await?,
            Self::Administration => administration().await?,
            Self::Desk => desk().await?,
            Self::Forms => forms().await?,
            Self::Imports => imports().await?,
            Self::Programmes => programmes().await?,
            Self::Tasks => tasks().await?,
            Self::Validations => validations().await?,
            Self::Family => family().await?,
        };
        LOADED.with_borrow_mut(|loaded| loaded.push((self, draw)));
        Ok(draw)
    }

    /// What does not come now is asked for again when someone goes there.
    fn load_ahead(self) {
        if self.loaded().is_none() {
            spawn_local(async move { drop(self.load().await) });
        }
    }
}

thread_local! {
    static LOADED: RefCell<Vec<(Part, Draw)>> = const { RefCell::new(Vec::new()) };
}

/// The page of a route, if it has one.
pub fn page(route: &Route) -> Option<Html> {
    match Part::of(route) {
        Some(part) => Some(html! { <Later key={part.name()} {part} route={route.clone()} /> }),
        None => first(route),
    }
}

fn first(route: &Route) -> Option<Html> {
    Some(match route {
        Route::Home => html! { <home::Home /> },
        Route::Beneficiaries => html! { <beneficiaries::BeneficiaryList /> },
        Route::Beneficiary { id } => html! { <beneficiaries::BeneficiaryDetail id={*id} /> },
        Route::SignIn => html! { <Skeleton /> },
        _ => return None,
    })
}

// Only what these functions name moves into the file of a part: each gives the
// way to draw its pages, and nothing else refers to it.

#[wasm_split(account, fallible)]
fn account() -> Result<Draw, SplitLoaderError> {
    Ok(|route| matches!(route, Route::Account).then(|| html! { <account::Account /> }))
}

#[wasm_split(administration, fallible)]
fn administration() -> Result<Draw, SplitLoaderError> {
    Ok(|route| {
        Some(match route {
            Route::Users => html! { <users::UserList /> },
            Route::NewUser => html! { <users::NewUser /> },
            Route::User { id } => html! { <users::UserDetail id={*id} /> },
            Route::EditUser { id } => html! { <users::EditUser id={*id} /> },
            Route::NewRoleAssignment { id } => html! { <role_assignments::GiveRole user={*id} /> },
            Route::RoleAssignments => html! { <role_assignments::RoleAssignmentList /> },
            Route::RoleAssignment { id } => html! { <role_assignments::RoleAssignmentDetail id={*id} /> },
            Route::Regions => html! { <reference::RegionList /> },
            Route::Region { code } => html! { <reference::RegionDetail code={code.clone()} /> },
            Route::Agencies => html! { <reference::AgencyList /> },
            Route::NewAgency => html! { <reference::NewAgency /> },
            Route::Agency { id } => html! { <reference::AgencyDetail id={*id} /> },
            Route::EditAgency { id } => html! { <reference::EditAgency id={*id} /> },
            Route::Codes => html! { <reference::CodeLists /> },
            Route::NewCode => html! { <reference::NewCode /> },
            Route::Code { id } => html! { <reference::CodeDetail id={*id} /> },
            Route::EditCode { id } => html! { <reference::EditCode id={*id} /> },
            Route::PovertyLines => html! { <poverty_lines::PovertyLineList /> },
            Route::NewPovertyLine => html! { <poverty_lines::NewPovertyLine /> },
            Route::PovertyLine { id } => html! { <poverty_lines::PovertyLineDetail id={*id} /> },
            Route::EditPovertyLine { id } => html! { <poverty_lines::EditPovertyLine id={*id} /> },
            Route::RegionFacts => html! { <region_facts::RegionFactList /> },
            Route::NewRegionFact => html! { <region_facts::NewRegionFact /> },
            Route::RegionFact { id } => html! { <region_facts::RegionFactDetail id={*id} /> },
            Route::EditRegionFact { id } => html! { <region_facts::EditRegionFact id={*id} /> },
            Route::RuleSets => html! { <eligibility_rules::RuleSetList /> },
            Route::NewRuleSet => html! { <eligibility_rules::NewRuleSet /> },
            Route::RuleSet { id } => html! { <eligibility_rules::RuleSetDetail id={*id} /> },
            Route::EditRuleSet { id } => html! { <eligibility_rules::EditRuleSet id={*id} /> },
            Route::AuditEvents => html! { <audit_events::AuditEventList /> },
            Route::AuditEvent { id } => html! { <audit_events::AuditEventDetail id={*id} /> },
            _ => return None,
        })
    })
}

#[wasm_split(desk, fallible)]
fn desk() -> Result<Draw, SplitLoaderError> {
    Ok(|route| {
        Some(match route {
            Route::Duplicates => html! { <duplicates::DuplicateList /> },
            Route::Duplicate { id } => html! { <duplicates::MergeDesk id={*id} /> },
            Route::Merge { id } => html! { <duplicates::MergeDetail id={*id} /> },
            Route::Relocate { id } => html! { <relocations::Relocate id={*id} /> },
            Route::Relocations => html! { <relocations::RelocationList /> },
            Route::Relocation { id } => html! { <relocations::RelocationDetail id={*id} /> },
            _ => return None,
        })
    })
}

#[wasm_split(forms, fallible)]
fn forms() -> Result<Draw, SplitLoaderError> {
    Ok(|route| {
        Some(match route {
            Route::NewBeneficiary => html! { <beneficiaries::NewBeneficiary /> },
            Route::EditBeneficiary { id } => html! { <beneficiaries::EditBeneficiary id={*id} /> },
            Route::EditHousehold { id } => html! { <households::EditHousehold id={*id} /> },
            _ => return None,
        })
    })
}

#[wasm_split(imports, fallible)]
fn imports() -> Result<Draw, SplitLoaderError> {
    Ok(|route| {
        Some(match route {
            Route::Imports => html! { <imports::ImportList /> },
            Route::NewImport => html! { <imports::NewImport /> },
            Route::Import { id } => html! { <imports::ImportDetail id={*id} /> },
            _ => return None,
        })
    })
}

#[wasm_split(programmes, fallible)]
fn programmes() -> Result<Draw, SplitLoaderError> {
    Ok(|route| {
        Some(match route {
            Route::Programmes => html! { <programmes::ProgrammeList /> },
            Route::NewProgramme => html! { <programmes::NewProgramme /> },
            Route::Programme { id } => html! { <programmes::ProgrammeDetail id={*id} /> },
            Route::EditProgramme { id } => html! { <programmes::EditProgramme id={*id} /> },
            Route::Loci => html! { <loci::LocusList /> },
            Route::NewLocus => html! { <loci::NewLocus /> },
            Route::Locus { id } => html! { <loci::LocusDetail id={*id} /> },
            Route::EditLocus { id } => html! { <loci::EditLocus id={*id} /> },
            Route::EditTeam { id } => html! { <loci::EditTeam id={*id} /> },
            Route::LocusSelections => html! { <locus_selections::LocusSelectionList /> },
            Route::NewLocusSelection => html! { <locus_selections::NewLocusSelection /> },
            Route::LocusSelection { id } => html! { <locus_selections::LocusSelectionDetail id={*id} /> },
            Route::EditLocusSelection { id } => html! { <locus_selections::EditLocusSelection id={*id} /> },
            Route::LegalInstruments => html! { <legal_instruments::LegalInstrumentList /> },
            Route::NewLegalInstrument => html! { <legal_instruments::NewLegalInstrument /> },
            Route::LegalInstrument { id } => html! { <legal_instruments::LegalInstrumentDetail id={*id} /> },
            Route::EditLegalInstrument { id } => html! { <legal_instruments::EditLegalInstrument id={*id} /> },
            Route::Meetings => html! { <meetings::MeetingList /> },
            Route::NewMeeting => html! { <meetings::NewMeeting /> },
            Route::Meeting { id } => html! { <meetings::MeetingDetail id={*id} /> },
            Route::EditMeeting { id } => html! { <meetings::EditMeeting id={*id} /> },
            Route::PrintInvitation { id } => html! { <meetings::PrintInvitation id={*id} /> },
            Route::PrintMinutes { id } => html! { <meetings::PrintMinutes id={*id} /> },
            Route::Actions => html! { <actions::ActionList /> },
            Route::StageBoard => html! { <stage_board::StageBoard /> },
            Route::EditStageRecord { id } => html! { <stage_records::EditStageRecord id={*id} /> },
            Route::PrintStageRecord { id } => html! { <stage_records::PrintStageRecord id={*id} /> },
            Route::StageTemplates => html! { <stage_templates::StageTemplateList /> },
            Route::NewStageTemplate => html! { <stage_templates::NewStageTemplate /> },
            Route::StageTemplate { id } => html! { <stage_templates::StageTemplateDetail id={*id} /> },
            _ => return None,
        })
    })
}

#[wasm_split(tasks, fallible)]
fn tasks() -> Result<Draw, SplitLoaderError> {
    Ok(|route| {
        Some(match route {
            Route::Notifications => html! { <notifications::NotificationList /> },
            Route::Tasks => html! { <tasks::TaskList /> },
            Route::Task { id } => html! { <tasks::TaskDetail id={*id} /> },
            _ => return None,
        })
    })
}

#[wasm_split(validations, fallible)]
fn validations() -> Result<Draw, SplitLoaderError> {
    Ok(|route| {
        Some(match route {
            Route::Validations => html! { <validations::ValidationQueue /> },
            Route::PrintCandidates => html! { <validations::PrintCandidates /> },
            _ => return None,
        })
    })
}

// Her page itself comes first; these are the panels on it that come after.
#[wasm_split(family, fallible)]
fn family() -> Result<Draw, SplitLoaderError> {
    Ok(|route| {
        Some(match route {
            Route::Beneficiary { id } => html! { <welfare::WelfarePanels id={*id} /> },
            Route::Household { id } => html! { <households::HouseholdDetail id={*id} /> },
            Route::WelfareAssessments { id } => html! { <welfare::WelfareAssessmentList id={*id} /> },
            Route::NewWelfareAssessment { id } => html! { <welfare::NewWelfareAssessment id={*id} /> },
            _ => return None,
        })
    })
}

/// What her page shows of her family's welfare, once its code is there.
pub fn welfare_panels(id: BeneficiaryId) -> Html {
    html! { <Later part={Part::Family} route={Route::Beneficiary { id }} /> }
}

#[derive(Properties, PartialEq)]
struct LaterProps {
    part: Part,
    route: Route,
}

/// A page of a part: waiting for its code, or without it, or there.
#[component]
fn Later(props: &LaterProps) -> Html {
    let draw = use_state(|| props.part.loaded().map(Ok));
    let load = {
        let (part, draw) = (props.part, draw.setter());
        Callback::from(move |()| {
            let draw = draw.clone();
            draw.set(None);
            spawn_local(async move { draw.set(Some(part.load().await)) });
        })
    };
    use_effect_with((), {
        let (missing, load) = (draw.is_none(), load.clone());
        move |()| {
            if missing {
                load.emit(());
            }
        }
    });
    match &*draw {
        Some(Ok(draw)) => draw(&props.route).unwrap_or_default(),
        Some(Err(_)) => html! { <Missing retry={load} /> },
        None => html! { <Panel><Skeleton lines=6 /></Panel> },
    }
}

#[derive(Properties, PartialEq)]
struct MissingProps {
    retry: Callback<()>,
}

/// The code did not come: there is no signal, or the server has a newer
/// version by now, whose code comes with the page loaded anew.
#[component]
fn Missing(props: &MissingProps) -> Html {
    let reload = Callback::from(|()| browser::reload());
    html! {
        <>
            <PageHead title={t("page-missing")} />
            <Panel>
                <ProblemPanel failure={Failure::NoAnswer} retry={props.retry.clone()}>
                    <Button onclick={reload}>{ t("page-reload") }</Button>
                </ProblemPanel>
            </Panel>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::executor::block_on;
    use yew_router::Routable;

    #[test]
    fn every_address_has_a_page() {
        for pattern in Route::routes() {
            let path = pattern.replace(":id", "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47").replace(":code", "32.75");
            let route = Route::recognize(&path).unwrap();
            let drawn = match Part::of(&route) {
                Some(part) => block_on(part.load()).unwrap()(&route),
                None => first(&route),
            };
            assert_eq!(drawn.is_some(), route != Route::NotFound, "{path}");
        }
    }
}
