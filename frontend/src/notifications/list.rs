//! One's notifications, newest first. One is read when its link is followed, or with
//! all others of the page.

use super::Unread;
use crate::api::{Answer, Call, Failure, use_api, use_query, use_sender};
use crate::i18n::{ago, t, term};
use crate::loci::rws_in_words;
use crate::route::Route;
use crate::ui::{
    Address, Badge, Button, Filters, Glyph, Kind, LIMIT, Link, PageHead, Panel, Pick, ProblemNote, Tone, WhenEmpty,
    listing, use_address,
};
use contract::endpoints::{ListNotifications, ReadNotifications};
use contract::ids::NotificationId;
use contract::notifications::{Filter, Notification, NotificationKind, NotificationsRead};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[component]
pub fn NotificationList() -> Html {
    let address = use_address();
    let filter: Filter = address.filter();
    let query = use_query(Call::<ListNotifications>::new().query(&filter).paging(&address.paging(LIMIT)));
    let when_empty =
        WhenEmpty { glyph: Glyph::Bell, title: t("notifications-empty"), text: t("notifications-empty-text") };
    let unread = query.value().into_iter().flat_map(|page| &page.items).filter(|one| one.read_at.is_none());
    let unread: Vec<NotificationId> = unread.map(|one| one.id).collect();
    let rows = listing(&query, &address, filter != Filter::default(), when_empty, table);
    let actions = html! { <ReadAll {unread} onread={query.reload.clone()} /> };
    html! {
        <>
            <PageHead title={t("menu-notifications")} lede={t("notifications-lede")} {actions} />
            <Panel flush=true>
                { filters(&address) }
                { rows }
            </Panel>
        </>
    }
}

fn filters(address: &Address) -> Html {
    html! {
        <Filters address={address.clone()}>
            <Pick
                address={address.clone()}
                name="unread"
                label={t("notifications-which")}
                all={t("notifications-all")}
                options={vec![("true".to_owned(), t("notifications-unread")), ("false".to_owned(), t("notifications-read"))]}
            />
        </Filters>
    }
}

fn table(notifications: &[Notification]) -> Html {
    let items =
        notifications.iter().map(|one| html! { <li key={one.id.to_string()}><Told notification={one.clone()} /></li> });
    html! { <div class="body"><ul class="plain kept-list">{ for items }</ul></div> }
}

#[derive(Properties, PartialEq)]
struct ToldProps {
    notification: Notification,
}

#[component]
fn Told(props: &ToldProps) -> Html {
    let api = use_api();
    let bell = use_context::<Unread>();
    let one = &props.notification;
    let unread = one.read_at.is_none();
    let follow = {
        let id = one.id;
        Callback::from(move |()| {
            let (api, bell) = (api.clone(), bell.clone());
            if unread {
                spawn_local(async move {
                    // On a dead line it stays unread, which is true.
                    let read = Call::<ReadNotifications>::new().body(&NotificationsRead { ids: vec![id] });
                    if api.ask(read.into()).await.is_ok()
                        && let Some(bell) = &bell
                    {
                        bell.reload.emit(());
                    }
                });
            }
        })
    };
    let (glyph, tone) = look(one.kind);
    let class = classes!(unread.then_some("b"));
    let about = match page_of(one) {
        Some(href) => html! { <Link {class} {href} onclick={follow}>{ about(one) }</Link> },
        None => html! { <span {class}>{ about(one) }</span> },
    };
    html! {
        <>
            <span class="row-wrap">
                <Badge {tone} {glyph} text={term(one.kind)} />
                if unread {
                    <span class="small ink2">{ t("notification-unread") }</span>
                }
            </span>
            <span class="blk mt-s2">{ about }</span>
            <span class="sub">{ format!("{} · {}", one.by_name, ago(one.created_at)) }</span>
        </>
    }
}

fn look(kind: NotificationKind) -> (Glyph, Tone) {
    match kind {
        NotificationKind::StageReturned | NotificationKind::StageReopened | NotificationKind::StageSuspended => {
            (Glyph::ArrowBackUp, Tone::Bad)
        }
        NotificationKind::StageApproved
        | NotificationKind::StagePassed
        | NotificationKind::WaiverGranted
        | NotificationKind::ActionDone => (Glyph::CircleCheck, Tone::Ok),
        NotificationKind::WaiverRefused => (Glyph::CircleX, Tone::Bad),
        NotificationKind::CommentAdded => (Glyph::FileText, Tone::Info),
        NotificationKind::ActionGiven => (Glyph::ListCheck, Tone::Warn),
        NotificationKind::ActionChanged => (Glyph::Edit, Tone::Info),
        NotificationKind::ActionDropped | NotificationKind::ActionTaken => (Glyph::Ban, Tone::Neutral),
    }
}

/// What it is about, where she still sees that.
fn about(one: &Notification) -> String {
    let stage = one.stage.map(term);
    let place = one.region_name.as_ref().map(|name| match one.year {
        Some(year) => format!("{name} {} · {year}", rws_in_words(&one.rws)),
        None => name.clone(),
    });
    let about = [one.title.clone(), stage, place].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    if about.is_empty() { t("notification-unseen") } else { about }
}

fn page_of(one: &Notification) -> Option<String> {
    match (one.meeting_id, one.locus_id) {
        (Some(id), _) => Some(Route::Meeting { id }.href()),
        (None, Some(id)) => Some(Route::Locus { id }.href()),
        (None, None) => None,
    }
}

#[derive(Properties, PartialEq)]
struct ReadAllProps {
    unread: Vec<NotificationId>,
    onread: Callback<()>,
}

#[component]
fn ReadAll(props: &ReadAllProps) -> Html {
    let sender = use_sender();
    let bell = use_context::<Unread>();
    if props.unread.is_empty() {
        return html! {};
    }
    let press = {
        let (sender, ids, onread) = (sender.clone(), props.unread.clone(), props.onread.clone());
        Callback::from(move |()| {
            let (bell, onread) = (bell.clone(), onread.clone());
            let done = Callback::from(move |_: Rc<Answer>| {
                onread.emit(());
                if let Some(bell) = &bell {
                    bell.reload.emit(());
                }
            });
            let call = Call::<ReadNotifications>::new().body(&NotificationsRead { ids: ids.clone() });
            sender.send(call.into(), done, Callback::from(|_: Failure| {}));
        })
    };
    html! {
        <>
            if let Some(failure) = sender.state.failure() {
                <ProblemNote failure={failure.clone()} />
            }
            <Button kind={Kind::Secondary} glyph={Glyph::Check} onclick={press} busy={sender.state.is_under_way()}>
                { t("notifications-read-all") }
            </Button>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::cycle::CycleStage;
    use contract::moment::Timestamp;
    use contract::words::Language;
    use uuid::Uuid;

    fn notification(kind: NotificationKind) -> Notification {
        Notification {
            id: Uuid::nil().into(),
            kind,
            locus_id: Some(Uuid::nil().into()),
            region_name: Some("Teluk Pucung".to_owned()),
            rws: vec!["11".parse().unwrap()],
            year: Some(2027),
            stage: Some(CycleStage::Preparation),
            meeting_id: None,
            action_id: None,
            title: None,
            by_name: "Sri".to_owned(),
            created_at: Timestamp(0),
            read_at: None,
        }
    }

    #[test]
    fn a_notification_says_what_it_is_about_and_leads_there() {
        crate::i18n::speak(Language::Indonesian);
        let one = notification(NotificationKind::StageReturned);
        let told = about(&one);
        assert!(told.contains("Persiapan") && told.contains("Teluk Pucung RW 11"), "{told}");
        assert!(page_of(&one).unwrap().starts_with("/loci/"));
        let unseen = Notification { locus_id: None, region_name: None, stage: None, year: None, ..one };
        assert_eq!(about(&unseen), t("notification-unseen"));
        assert_eq!(page_of(&unseen), None);
    }
}
