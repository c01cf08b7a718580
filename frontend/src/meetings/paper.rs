//! The invitation to a meeting and its minutes on paper, to be signed and filed.

use super::{clock, place, title};
use crate::api::{Call, use_query};
use crate::i18n::{date, date_long, number, t, term, today, tr, weekday};
use crate::reference::{Agencies, use_agencies};
use crate::route::Route;
use crate::ui::{Button, Crumb, Glyph, KeyValue, Kind, PageHead, browser, use_address, waiting};
use contract::endpoints::GetMeeting;
use contract::ids::MeetingId;
use contract::meetings::{Meeting, MeetingParty};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PaperProps {
    pub id: MeetingId,
}

/// Which of its two papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paper {
    Invitation,
    Minutes,
}

#[component]
pub fn PrintInvitation(props: &PaperProps) -> Html {
    html! { <Sheet id={props.id} paper={Paper::Invitation} /> }
}

#[component]
pub fn PrintMinutes(props: &PaperProps) -> Html {
    html! { <Sheet id={props.id} paper={Paper::Minutes} /> }
}

#[derive(Properties, PartialEq)]
struct SheetProps {
    id: MeetingId,
    paper: Paper,
}

#[component]
fn Sheet(props: &SheetProps) -> Html {
    let query = use_query(Call::<GetMeeting>::at(&[&props.id.to_string()]));
    let agencies = use_agencies();
    use_address();
    let heading = match props.paper {
        Paper::Invitation => t("meeting-invitation"),
        Paper::Minutes => t("meeting-record"),
    };
    let crumbs = vec![Crumb::new(Route::Meetings.href(), t("meetings"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(heading, crumbs, &query);
    };
    let one = &record.value;
    let above = Crumb::new(Route::Meeting { id: one.id }.href(), title(one));
    let crumbs = vec![Crumb::new(Route::Meetings.href(), t("meetings")), above];
    let actions = html! {
        <Button kind={Kind::Primary} glyph={Glyph::Printer} onclick={Callback::from(|()| browser::print())}>
            { t("print") }
        </Button>
    };
    let body = match props.paper {
        Paper::Invitation => invitation(one, &agencies),
        Paper::Minutes => minutes(one, &agencies),
    };
    html! {
        <>
            <PageHead title={heading.clone()} {crumbs} {actions} />
            <div class="panel sheet">
                <div class="body">
                    <p class="b">{ t("app-long-name") }</p>
                    <p>{ place(one) }</p>
                    <h2>{ heading }</h2>
                    { body }
                </div>
            </div>
        </>
    }
}

fn agency<'a>(agencies: &'a Agencies, party: &MeetingParty) -> &'a str {
    agencies.name(&party.agency_id.to_string()).unwrap_or_default()
}

/// `Kamis, 30 Oktober 2025`
fn long_day(one: &Meeting) -> String {
    weekday(one.starts_at.day_in_jakarta())
}

fn hours(one: &Meeting) -> String {
    let from = clock(one.starts_at);
    match one.ends_at {
        Some(until) => tr("meeting-hours", &[("from", from.into()), ("until", clock(until).into())]),
        None => tr("meeting-from-on", &[("from", from.into())]),
    }
}

fn lines(text: &str) -> Html {
    html! { <span class="lines">{ text }</span> }
}

fn invitation(one: &Meeting, agencies: &Agencies) -> Html {
    let invited = one.parties.iter().map(|party| html! { <li>{ agency(agencies, party) }</li> });
    let blank = || html! { <span class="fill" aria-hidden="true" /> };
    let number = one.letter_number.as_ref().map_or_else(blank, |number| html! { { number } });
    let pairs = vec![
        (t("meeting-letter-number"), number),
        (t("meeting-letter-about"), html! { { tr("meeting-letter-invites", &[("title", title(one).into())]) } }),
    ];
    let when = vec![
        (t("meeting-day"), html! { { long_day(one) } }),
        (t("meeting-time"), html! { { hours(one) } }),
        (t("meeting-place"), html! { { &one.place } }),
        (t("meeting-agenda"), one.agenda.as_deref().map_or_else(|| html! { { title(one) } }, lines)),
    ];
    html! {
        <>
            <p>{ date_long(today()) }</p>
            <KeyValue {pairs} />
            if !one.parties.is_empty() {
                <p class="b">{ t("meeting-letter-to") }</p>
                <ol>{ for invited }</ol>
            }
            <p>{ t("meeting-letter-text") }</p>
            <KeyValue pairs={when} />
            <p>{ t("meeting-letter-end") }</p>
            <div class="signature"><p>{ &one.chair }</p><p class="blank">{ t("print-name") }</p></div>
        </>
    }
}

fn minutes(one: &Meeting, agencies: &Agencies) -> Html {
    let residents = one.residents_attended.map(|all| match one.women_attended {
        Some(women) => {
            tr("meeting-residents", &[("n", number(all.into()).into()), ("women", number(women.into()).into())])
        }
        None => number(all.into()),
    });
    let residents = [residents, one.residents_note.clone()].into_iter().flatten().collect::<Vec<_>>().join(". ");
    let mut pairs = vec![
        (t("meeting-day"), html! { { long_day(one) } }),
        (t("meeting-time"), html! { { hours(one) } }),
        (t("meeting-place"), html! { { &one.place } }),
        (t("meeting-chair"), html! { { &one.chair } }),
        (t("meeting-kind"), html! { { term(one.kind) } }),
    ];
    if !residents.is_empty() {
        pairs.push((t("meeting-residents-label"), html! { { residents } }));
    }
    let text = |name: String, text: &Option<String>| match text {
        Some(text) => html! { <><h3>{ name }</h3><p>{ lines(text) }</p></> },
        None => Html::default(),
    };
    let signers = one.parties.iter().filter(|party| party.signs).map(|party| {
        html! {
            <div>
                <p>{ agency(agencies, party) }</p>
                <p class="blank">{ party.representative.clone().unwrap_or_else(|| t("print-name")) }</p>
            </div>
        }
    });
    html! {
        <>
            <KeyValue {pairs} />
            { text(t("meeting-agenda"), &one.agenda) }
            { text(t("meeting-minutes"), &one.minutes) }
            { decided(one) }
            { present(one, agencies) }
            <div class="signature several">
                <div><p>{ t("meeting-chair") }</p><p class="blank">{ &one.chair }</p></div>
                { for signers }
            </div>
        </>
    }
}

fn decided(one: &Meeting) -> Html {
    let rows = one.decisions.iter().flat_map(|decision| {
        let first = html! {
            <tr><th scope="rowgroup" colspan="3">{ format!("{}. {}", decision.number, decision.text) }</th></tr>
        };
        let actions = decision.actions.iter().map(|action| {
            html! {
                <tr>
                    <td>{ &action.title }</td>
                    <td>{ &action.owner_name }</td>
                    <td>{ date(action.due_on) }</td>
                </tr>
            }
        });
        std::iter::once(first).chain(actions).collect::<Vec<_>>()
    });
    html! {
        if !one.decisions.is_empty() {
            <h3>{ t("meeting-decisions") }</h3>
            <div class="scroll" tabindex="0" role="region" aria-label={t("meeting-decisions")}>
                <table class="paper">
                    <caption class="vh">{ t("meeting-decisions") }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ t("action-title") }</th>
                            <th scope="col">{ t("action-owner") }</th>
                            <th scope="col">{ t("action-due-on") }</th>
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
        }
    }
}

fn present(one: &Meeting, agencies: &Agencies) -> Html {
    let rows = one.parties.iter().enumerate().map(|(index, party)| {
        let signed = party.signed_on.map(|day| tr("meeting-signed-on", &[("day", date(day).into())]));
        html! {
            <tr>
                <td class="n">{ index + 1 }</td>
                <th scope="row">{ agency(agencies, party) }</th>
                <td>{ party.representative.clone().unwrap_or_default() }</td>
                <td>{ if party.attended { t("meeting-party-attended") } else { t("meeting-absent") } }</td>
                <td>{ signed.unwrap_or_default() }</td>
            </tr>
        }
    });
    html! {
        if !one.parties.is_empty() {
            <h3>{ t("meeting-present") }</h3>
            <div class="scroll" tabindex="0" role="region" aria-label={t("meeting-present")}>
                <table class="paper">
                    <caption class="vh">{ t("meeting-present") }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ t("print-number") }</th>
                            <th scope="col">{ t("meeting-party-agency") }</th>
                            <th scope="col">{ t("meeting-party-person") }</th>
                            <th scope="col">{ t("meeting-attendance") }</th>
                            <th scope="col">{ t("meeting-signature") }</th>
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
        }
    }
}
