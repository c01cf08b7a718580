//! Calling a meeting, and telling what came of it.

use super::form_values::{FROM, MeetingForm, PARTIES, STATE};
use crate::api::{Call, use_query_if};
use crate::editor::{EditPage, Editor};
use crate::i18n::{choices, number, t, tr};
use crate::loci;
use crate::programmes::use_programmes;
use crate::reference::use_agencies;
use crate::route::Route;
use crate::ui::form::use_fields;
use crate::ui::{
    AreaField, Button, CheckField, Crumb, DateField, Glyph, Kind, PageHead, Panel, SelectField, TextField, Values,
    Width, use_address, use_lines,
};
use contract::cycle::CycleStage;
use contract::endpoints::ListLoci;
use contract::ids::{MeetingId, ProgrammeId};
use contract::meetings::{MAX_PARTIES, MeetingKind, MeetingState};
use contract::page::{MAX_LIMIT, Paging};
use yew::prelude::*;

/// The stage a kind of meeting mostly belongs to.
const fn usual_stage(kind: MeetingKind) -> Option<CycleStage> {
    Some(match kind {
        MeetingKind::CityCoordination | MeetingKind::CrossSector | MeetingKind::PreImplementation => {
            CycleStage::Preparation
        }
        MeetingKind::Socialisation => CycleStage::Assessment,
        MeetingKind::Community => CycleStage::Alternatives,
        MeetingKind::Evaluation => CycleStage::Evaluation,
        MeetingKind::Other => return None,
    })
}

#[derive(Properties, PartialEq)]
struct AboutProps {
    /// What it is about is fixed.
    stands: bool,
}

/// What it is about, and what for.
#[component]
fn About(props: &AboutProps) -> Html {
    let form = use_fields();
    let programmes = use_programmes();
    let programme: Option<ProgrammeId> = form.values().get("/programme_id").parse().ok();
    let filter = contract::loci::Filter { programme_id: programme, ..Default::default() };
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let asked = programme.filter(|_| !props.stands);
    let known = use_query_if(asked.map(|_| Call::<ListLoci>::new().query(&filter).paging(&paging)));
    let loci: Vec<(String, String)> = known
        .value()
        .map(|page| page.items.iter().map(|one| (one.id.to_string(), loci::title(one))).collect())
        .unwrap_or_default();
    // A locus is of one programme.
    let elsewhere = {
        let form = form.clone();
        Callback::from(move |_| form.set("/locus_id", ""))
    };
    let onkind = {
        let form = form.clone();
        Callback::from(move |kind: String| {
            if let Some(stage) = kind.parse().ok().and_then(usual_stage) {
                form.set("/stage", stage.as_str());
            }
        })
    };
    html! {
        <Panel title={t("meeting-about")}>
            if !props.stands {
                <SelectField at="/programme_id" options={programmes} onchange={elsewhere} />
                if programme.is_some() {
                    <SelectField
                        at="/locus_id"
                        options={loci}
                        optional=true
                        empty={t("meeting-whole-programme")}
                        loading={known.busy}
                        hint={t("meeting-locus-hint")}
                    />
                }
            }
            <SelectField at="/kind" label={t("meeting-kind")} options={choices::<MeetingKind>()} onchange={onkind} />
            <SelectField at="/stage" label={t("meeting-stage")} hint={t("meeting-stage-hint")} options={choices::<CycleStage>()} />
            <TextField at="/subject" label={t("meeting-subject")} hint={t("meeting-subject-hint")} optional=true />
        </Panel>
    }
}

/// When, where, led by whom.
#[component]
fn Calling() -> Html {
    let agencies = use_agencies();
    html! {
        <Panel title={t("meeting-when")}>
            <DateField at="/starts_at" label={t("meeting-day")} />
            <TextField at={FROM} kind="time" width={Width::Medium} label={t("meeting-from")} />
            <TextField at="/ends_at" kind="time" width={Width::Medium} label={t("meeting-until")} optional=true />
            <TextField at="/place" label={t("meeting-place")} />
            <TextField at="/chair" label={t("meeting-chair")} hint={t("meeting-chair-hint")} />
            <SelectField
                at="/chair_agency_id"
                label={t("meeting-chair-agency")}
                options={agencies.options}
                loading={agencies.busy}
                optional=true
            />
            <TextField at="/letter_number" label={t("meeting-letter")} width={Width::Medium} optional=true />
            <AreaField at="/agenda" label={t("meeting-agenda")} optional=true />
        </Panel>
    }
}

/// The agencies asked to come; of a meeting that was held who came and signed.
#[component]
fn Parties() -> Html {
    let form = use_fields();
    let agencies = use_agencies();
    let shown = use_lines(PARTIES, 0, MAX_PARTIES);
    let held = form.values().get(STATE) == MeetingState::Held.as_str();
    let rows = (0..shown.count).map(|index| {
        let at = |input: &str| PARTIES.input(index, input);
        let onremove = shown.remove.reform(move |()| index);
        let n = [("n", number(i64::try_from(index + 1).unwrap_or_default()).into())];
        html! {
            <fieldset key={index} class="member">
                <legend>{ tr("meeting-party", &n) }</legend>
                <SelectField
                    at={at("agency_id")}
                    label={t("meeting-party-agency")}
                    options={agencies.options.clone()}
                    loading={agencies.busy}
                />
                <TextField at={at("representative")} label={t("meeting-party-person")} optional=true />
                if held {
                    <CheckField at={at("attended")} label={t("meeting-party-attended")} />
                }
                <CheckField at={at("signs")} label={t("meeting-party-signs")} />
                if held {
                    <DateField at={at("signed_on")} label={t("meeting-party-signed-on")} optional=true />
                }
                <Button small=true kind={Kind::Tertiary} glyph={Glyph::X} onclick={onremove}>
                    { tr("meeting-party-remove", &n) }
                </Button>
            </fieldset>
        }
    });
    html! {
        <Panel title={t("meeting-parties")}>
            { for rows }
            if let Some(add) = shown.add {
                <Button glyph={Glyph::Plus} onclick={add}>{ t("meeting-party-add") }</Button>
            }
        </Panel>
    }
}

/// What came of it.
fn told() -> Html {
    html! {
        <Panel title={t("meeting-told")}>
            <AreaField at="/minutes" label={t("meeting-minutes")} hint={t("meeting-minutes-hint")} optional=true />
            <TextField at="/residents_attended" width={Width::Short} label={t("meeting-residents-label")} optional=true />
            <TextField at="/women_attended" width={Width::Short} label={t("meeting-women")} optional=true />
            <TextField at="/residents_note" label={t("meeting-residents-note")} hint={t("meeting-residents-hint")} optional=true />
        </Panel>
    }
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    #[prop_or_default]
    stands: bool,
}

#[component]
fn Fields(props: &FieldsProps) -> Html {
    let form = use_fields();
    let held = form.values().get(STATE) == MeetingState::Held.as_str();
    html! {
        <>
            if held {
                { told() }
            }
            <About stands={props.stands} />
            <Calling />
            <Parties />
        </>
    }
}

/// From a gate or a locus what it is about is chosen already.
#[component]
pub fn NewMeeting() -> Html {
    let address = use_address();
    let given = |name: &str| address.get(name).unwrap_or_default().to_owned();
    let kind = given("kind");
    let stage = match given("stage") {
        stage if stage.is_empty() => kind.parse().ok().and_then(usual_stage).map(|stage| stage.to_string()),
        stage => Some(stage),
    };
    let seed = Values::of(&[
        ("/programme_id", &given("programme")),
        ("/locus_id", &given("locus")),
        ("/kind", &kind),
        ("/stage", &stage.unwrap_or_default()),
    ]);
    let list = Route::Meetings.href();
    html! {
        <>
            <PageHead title={t("meetings-add")} crumbs={vec![Crumb::new(list.clone(), t("meetings"))]} />
            <Editor<MeetingForm> {seed} cancel={list}><Fields /></Editor<MeetingForm>>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditMeetingProps {
    pub id: MeetingId,
}

#[component]
pub fn EditMeeting(props: &EditMeetingProps) -> Html {
    html! {
        <EditPage<MeetingForm>
            id={props.id.to_string()}
            title={t("meeting-edit")}
            above={Crumb::new(Route::Meetings.href(), t("meetings"))}
        >
            <Fields stands=true />
        </EditPage<MeetingForm>>
    }
}
