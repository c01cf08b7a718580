//! One meeting: what it decided, its minutes, and what stands beside them.

use super::aside::Aside;
use super::decisions::Decisions;
use super::{day, hours, keeps, place, standing, title};
use crate::api::{Call, Reply, use_me, use_query};
use crate::editor::StepButton;
use crate::history::ChangeHistory;
use crate::i18n::{date, t, term, tr};
use crate::reference::overview_and_history;
use crate::route::Route;
use crate::ui::{
    Badge, Button, Crumb, Glyph, Icon, Kind, LinkButton, Note, PageHead, Panel, ProblemNote, Tabs, Tone, use_address,
    use_toast, waiting,
};
use contract::endpoints::{CancelMeeting, GetMeeting, HoldMeeting, ListMeetingHistory};
use contract::ids::MeetingId;
use contract::meetings::{Meeting, MeetingState};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MeetingDetailProps {
    pub id: MeetingId,
}

#[component]
pub fn MeetingDetail(props: &MeetingDetailProps) -> Html {
    let query = use_query(Call::<GetMeeting>::at(&[&props.id.to_string()]));
    let address = use_address();
    let me = use_me();
    let mut crumbs = vec![Crumb::new(Route::Meetings.href(), t("meetings"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("meeting"), crumbs, &query);
    };
    let one = &record.value;
    let about = match one.locus_id {
        Some(id) => Route::Locus { id },
        None => Route::Programme { id: one.programme_id },
    };
    crumbs.push(Crumb::new(about.href(), place(one)));
    let works = keeps(&me, &one.region_code);
    let (tone, glyph, text) = standing(one);
    let meta = vec![
        html! { <Badge {tone} {glyph} {text} /> },
        html! { <><Icon glyph={Glyph::CalendarEvent} />{ format!(" {}", day(one)) }</> },
        html! { <><Icon glyph={Glyph::Clock} />{ format!(" {}", hours(one)) }</> },
        html! { <><Icon glyph={Glyph::MapPin} />{ format!(" {}", one.place) }</> },
    ];
    let onchange = query.reload.clone();
    let actions = html! { <Actions record={record.clone()} {works} onchange={onchange.clone()} /> };
    let part = if address.get("tab") == Some("history") {
        let call = Call::<ListMeetingHistory>::at(&[&one.id.to_string()]);
        html! { <ChangeHistory {call} address={address.clone()} /> }
    } else {
        html! {
            <div class="cols c-2-1">
                <div class="stack">
                    { cancelled(one) }
                    <Decisions record={record.clone()} {works} onchange={onchange.clone()} />
                    { minutes(one) }
                </div>
                <Aside record={record.clone()} {works} {onchange} />
            </div>
        }
    };
    html! {
        <>
            <PageHead title={title(one)} {crumbs} {meta} {actions} />
            <Tabs label={t("parts")} tabs={overview_and_history(&address)} />
            { part }
        </>
    }
}

fn cancelled(one: &Meeting) -> Html {
    let Some(reason) = &one.cancel_reason else { return Html::default() };
    html! { <Note tone={Tone::Neutral}><p><b>{ term(one.state) }</b></p><p>{ reason }</p></Note> }
}

fn minutes(one: &Meeting) -> Html {
    let written = one.minutes_by_name.as_deref().zip(one.minutes_at);
    let by = written.map(|(name, at)| {
        tr("meeting-minutes-by", &[("name", name.into()), ("day", date(at.day_in_jakarta()).into())])
    });
    html! {
        <Panel title={t("meeting-minutes")}>
            if let Some(agenda) = &one.agenda {
                <p class="lines"><b>{ t("meeting-agenda") }{ ". " }</b>{ agenda }</p>
            }
            if let Some(minutes) = &one.minutes {
                <p class="lines">{ minutes }</p>
            } else {
                <p class="ink2">{ t("meeting-no-minutes") }</p>
            }
            if let Some(by) = by {
                <p class="small ink2">{ by }</p>
            }
        </Panel>
    }
}

#[derive(Properties, PartialEq)]
struct ActionsProps {
    record: Rc<Reply<Meeting>>,
    works: bool,
    onchange: Callback<()>,
}

/// Its papers, and the steps that can be taken now.
#[component]
fn Actions(props: &ActionsProps) -> Html {
    let Reply { value: one, etag } = &*props.record;
    let id = one.id;
    let planned = one.state == MeetingState::Planned;
    let call = Call::<CancelMeeting>::at(&[&id.to_string()]).if_match(etag.as_deref());
    html! {
        <>
            if props.works && planned {
                <Hold record={props.record.clone()} onchange={props.onchange.clone()} />
            }
            if one.state != MeetingState::Cancelled {
                <LinkButton href={Route::PrintInvitation { id }.href()} glyph={Glyph::Printer}>
                    { t("meeting-print-invitation") }
                </LinkButton>
            }
            if one.state == MeetingState::Held {
                <LinkButton href={Route::PrintMinutes { id }.href()} glyph={Glyph::Printer}>
                    { t("meeting-print-minutes") }
                </LinkButton>
            }
            if props.works && one.state != MeetingState::Cancelled {
                <LinkButton href={Route::EditMeeting { id }.href()} glyph={Glyph::Edit}>{ t("edit") }</LinkButton>
            }
            if props.works && planned {
                <StepButton
                    glyph={Glyph::Ban}
                    action={t("meeting-cancel")}
                    title={t("meeting-cancel-title")}
                    text={t("meeting-cancel-text")}
                    done={t("meeting-cancelled")}
                    {call}
                    onchange={props.onchange.clone()}
                />
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct HoldProps {
    record: Rc<Reply<Meeting>>,
    onchange: Callback<()>,
}

/// Says that it took place.
#[component]
fn Hold(props: &HoldProps) -> Html {
    let sender = crate::api::use_sender();
    let toast = use_toast();
    let Reply { value: one, etag } = &*props.record;
    let early = one.starts_at > crate::i18n::now();
    let onclick = {
        let call = Call::<HoldMeeting>::at(&[&one.id.to_string()]).if_match(etag.as_deref());
        let (sender, onchange) = (sender.clone(), props.onchange.clone());
        Callback::from(move |()| {
            let (toast, onchange) = (toast.clone(), onchange.clone());
            let again = onchange.clone();
            let done = Callback::from(move |_| {
                toast.emit(t("meeting-is-held"));
                onchange.emit(());
            });
            // Someone else changed it: it is read again.
            let refused = Callback::from(move |_| again.emit(()));
            sender.send(call.clone().into(), done, refused);
        })
    };
    html! {
        <>
            <Button
                kind={Kind::Primary}
                glyph={Glyph::Check}
                busy={sender.state.is_under_way()}
                reason={early.then(|| AttrValue::from(t("meeting-hold-early")))}
                {onclick}
            >
                { t("meeting-hold") }
            </Button>
            if let Some(failure) = sender.state.failure() {
                <ProblemNote failure={failure.clone()} />
            }
        </>
    }
}
