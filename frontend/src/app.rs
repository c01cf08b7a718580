//! What stands around the pages: the session, the language, the menu, and who
//! may open what.

use crate::api::{Session, SessionProvider, Stage, use_me, use_session};
use crate::i18n::{self, language, t, term};
use crate::notifications::{Unread, use_unread};
use crate::pages;
use crate::route::{Route, Section};
use crate::sign_in::{SetPassword, SignInPage};
use crate::ui::shell::{Bell, Entry, Group, Person, Shell};
use crate::ui::{
    Button, Empty, Glyph, Kind, LinkButton, PageHead, Panel, ProblemPanel, Skeleton, ToastProvider, browser, leave,
    use_toast,
};
use contract::me::{HeldRole, Me};
use contract::policy::Permission;
use contract::words::Language;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::BrowserRouter;
use yew_router::hooks::use_route;

/// Changes the language of everything.
#[derive(Clone, PartialEq)]
pub struct Speak(pub Callback<Wish>);

/// A language someone wants, and what is done where it does not come.
pub struct Wish {
    pub language: Language,
    pub failed: Callback<()>,
}

#[hook]
pub fn use_speak() -> Callback<Wish> {
    use_context::<Speak>().map_or_else(Callback::noop, |speak| speak.0)
}

#[component]
pub fn App() -> Html {
    html! {
        <ToastProvider>
            <SessionProvider>
                <Spoken />
            </SessionProvider>
        </ToastProvider>
    }
}

/// Everything with words in it; drawn anew in another language.
#[component]
fn Spoken() -> Html {
    let redraw = use_force_update();
    let toast = use_toast();
    let choices = use_mut_ref(|| 0_u32);
    let speak = use_callback((), move |Wish { language, failed }, ()| {
        let (redraw, toast, choices) = (redraw.clone(), toast.clone(), choices.clone());
        let own = choices.borrow().wrapping_add(1);
        choices.replace(own);
        spawn_local(async move {
            let learned = i18n::learn(language).await;
            // On a slow line another language may have been chosen meanwhile.
            if *choices.borrow() != own {
                return;
            }
            if learned.is_err() {
                failed.emit(());
                return toast.emit(t("failure-no-answer"));
            }
            browser::set_language(language, true);
            redraw.force_update();
        });
    });
    html! {
        <ContextProvider<Speak> context={Speak(speak)}>
            <BrowserRouter key={language().as_str()}>
                <Gate />
            </BrowserRouter>
        </ContextProvider<Speak>>
    }
}

/// Who is not signed in sees the sign-in at any address, and the page she
/// asked for afterwards.
#[component]
fn Gate() -> Html {
    let session = use_session();
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let arrived = session.me().is_some() && route == Route::SignIn;
    use_effect_with(arrived, |arrived| {
        if *arrived {
            leave::replace(&Route::Home.href());
        }
    });
    match &session.stage {
        Stage::Starting => html! { <main class="main narrow"><Skeleton lines=6 /></main> },
        Stage::Unreachable(failure) => {
            let retry = {
                let session = session.clone();
                Callback::from(move |()| session.load())
            };
            html! {
                <main class="main narrow">
                    <PageHead title={t("app-name")} />
                    <div class="panel"><ProblemPanel failure={failure.clone()} {retry} /></div>
                </main>
            }
        }
        Stage::SignedOut { ended } => html! { <SignInPage ended={*ended} /> },
        Stage::SignedIn(me) => html! {
            <ContextProvider<Rc<Me>> context={me.clone()}>
                if me.must_change_password {
                    <SetPassword />
                } else {
                    <Inside {route} />
                }
            </ContextProvider<Rc<Me>>>
        },
    }
}

#[derive(Properties, PartialEq)]
struct InsideProps {
    route: Route,
}

#[component]
fn Inside(props: &InsideProps) -> Html {
    let session = use_session();
    let me = use_me();
    pages::use_foresight(&me);
    let unread = use_unread(props.route.href());
    let onsignout = Callback::from(move |()| sign_out(&session));
    let page = match props.route.needs() {
        Some(permission) if !me.may(permission) => html! { <NoAccess {permission} /> },
        _ => pages::page(&props.route).unwrap_or_else(|| html! { <NotFound /> }),
    };
    html! {
        <ContextProvider<Unread> context={unread.clone()}>
        <Shell
            groups={groups(&me, props.route.section(), unread.count)}
            bell={Bell { href: Route::Notifications.href(), unread: unread.count }}
            person={Person { name: me.full_name.clone(), office: office(&me) }}
            account={Route::Account.href()}
            {onsignout}
        >
            { page }
        </Shell>
        </ContextProvider<Unread>>
    }
}

/// The next person at this device begins at the beginning.
pub fn sign_out(session: &Session) {
    leave::saved();
    session.sign_out();
    leave::replace(&Route::SignIn.href());
}

/// A role and where it is held.
pub fn held_role(held: &HeldRole) -> String {
    let rw = held.rw.as_ref().map(|rw| format!("RW {rw}"));
    let places = [held.agency_name.as_deref(), rw.as_deref(), held.region_name.as_deref()];
    let mut text = term(held.role);
    for place in places.into_iter().flatten() {
        text.push_str(" · ");
        text.push_str(place);
    }
    text
}

fn office(me: &Me) -> String {
    me.roles.first().map_or_else(|| t("menu-no-role"), held_role)
}

fn groups(me: &Me, here: Section, unread: u64) -> Vec<Group> {
    let entry = |route: &Route, text: String, glyph: Glyph, first: bool| Entry {
        href: route.href(),
        text,
        glyph,
        current: route.section() == here,
        first,
        count: 0,
    };
    let users = me.may(Permission::ManageUsers);
    let trail = me.may(Permission::ReadAuditTrail);
    let mut top = vec![entry(&Route::Home, t("menu-home"), Glyph::Home, true)];
    top.push(Entry { count: unread, ..entry(&Route::Notifications, t("menu-notifications"), Glyph::Bell, false) });
    if me.may(Permission::AcceptRelocations) {
        let first = me.may(Permission::DecideConflicts);
        top.push(entry(&Route::Tasks, t("menu-tasks"), Glyph::ListCheck, first));
    }
    if me.may(Permission::ListBeneficiaries) {
        top.push(entry(&Route::Beneficiaries, t("menu-beneficiaries"), Glyph::Plant, true));
    }
    if me.may(Permission::ValidateBeneficiaries) {
        top.push(entry(&Route::Validations, t("menu-validations"), Glyph::CircleCheck, true));
    }
    if me.may(Permission::MergeBeneficiaries) {
        top.push(entry(&Route::Duplicates, t("menu-duplicates"), Glyph::Copy, false));
    }
    if me.may(Permission::EditBeneficiaries) {
        top.push(entry(&Route::Relocations, t("menu-relocations"), Glyph::MapPin, false));
    }
    if me.may(Permission::ReadLoci) {
        top.push(entry(&Route::StageBoard, t("menu-stage-board"), Glyph::LayoutBoard, true));
        top.push(entry(&Route::Meetings, t("menu-meetings"), Glyph::Users, false));
        top.push(entry(&Route::Loci, t("menu-loci"), Glyph::Flag, false));
        top.push(entry(&Route::Programmes, t("menu-programmes"), Glyph::CalendarEvent, false));
    }
    if me.may(Permission::ReadImports) {
        top.push(entry(&Route::Imports, t("menu-imports"), Glyph::FileImport, true));
    }
    if users {
        top.push(entry(&Route::Users, t("menu-users"), Glyph::Users, true));
        top.push(entry(&Route::RoleAssignments, t("menu-roles"), Glyph::UserCheck, true));
    }
    if trail {
        top.push(entry(&Route::AuditEvents, t("menu-audit"), Glyph::FileSearch, true));
    }
    let statistics = me.may(Permission::EditStatistics);
    let mut reference = vec![
        entry(&Route::Regions, t("menu-regions"), Glyph::MapPin, !users),
        entry(&Route::Agencies, t("menu-agencies"), Glyph::Building, !users),
        entry(&Route::Codes, t("menu-codes"), Glyph::ListDetails, false),
    ];
    if statistics || users || me.may(Permission::ListBeneficiaries) {
        reference.push(entry(&Route::PovertyLines, t("menu-poverty-lines"), Glyph::SortAscending, false));
        reference.push(entry(&Route::RegionFacts, t("menu-region-facts"), Glyph::FileSpreadsheet, false));
        reference.push(entry(&Route::LegalInstruments, t("menu-legal-instruments"), Glyph::FileText, false));
        reference.push(entry(&Route::StageTemplates, t("menu-stage-templates"), Glyph::ListDetails, false));
        reference.push(entry(&Route::RuleSets, t("menu-eligibility-rules"), Glyph::ListCheck, false));
    }
    vec![Group { heading: None, entries: top }, Group { heading: Some(t("menu-reference")), entries: reference }]
}

#[component]
fn NotFound() -> Html {
    html! {
        <>
            <PageHead title={t("not-found-title")} />
            <Panel>
                <Empty glyph={Glyph::Search} title={t("not-found-heading")} text={t("not-found-text")}>
                    <LinkButton href={Route::Home.href()} kind={Kind::Primary}>
                        { t("to-home") }
                    </LinkButton>
                </Empty>
            </Panel>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct NoAccessProps {
    permission: Permission,
}

/// Says which right is missing and who can give it.
#[component]
fn NoAccess(props: &NoAccessProps) -> Html {
    let back = Callback::from(|()| leave::go(&Route::Home.href()));
    html! {
        <>
            <PageHead title={t("no-access-title")} />
            <Panel>
                <Empty
                    glyph={Glyph::Lock}
                    title={i18n::tr("no-access-heading", &[("permission", term(props.permission).into())])}
                    text={t("no-access-text")}
                >
                    <Button onclick={back}>{ t("to-home") }</Button>
                </Empty>
            </Panel>
        </>
    }
}
