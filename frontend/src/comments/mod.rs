//! Comments (tanggapan) on a stage: what is said, and saying something.

use crate::api::{Answer, Call, Failure, use_me, use_query, use_sender};
use crate::editor::StepButton;
use crate::i18n::{moment, t, term};
use crate::ui::{
    AreaField, Button, Form, Glyph, Kind, Panel, ProblemNote, ProblemPanel, Reader, Skeleton, Values, use_form,
    use_toast,
};
use contract::comments::{Comment, CommentDraft, Filter};
use contract::draft::{Draft, Member, Purpose};
use contract::endpoints::{CreateComment, ListComments, WithdrawComment};
use contract::ids::StageRecordId;
use contract::page::{MAX_LIMIT, Paging};
use contract::policy::Permission;
use contract::problem::ProblemCode;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct CommentsProps {
    pub stage: StageRecordId,
}

#[component]
pub fn Comments(props: &CommentsProps) -> Html {
    let me = use_me();
    let filter = Filter { stage_record_id: Some(props.stage), ..Filter::default() };
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let query = use_query(Call::<ListComments>::new().query(&filter).paging(&paging));
    let body = match (&query.failure, query.value()) {
        (Some(failure), _) => html! { <ProblemPanel failure={failure.clone()} retry={query.reload.clone()} /> },
        (None, None) => html! { <Skeleton lines=2 /> },
        (None, Some(page)) if page.items.is_empty() => html! { <p class="ink2">{ t("comments-none") }</p> },
        (None, Some(page)) => {
            let all = page.items.iter().map(|one| {
                html! { <Said key={one.id.to_string()} comment={one.clone()} onchange={query.reload.clone()} /> }
            });
            html! { <ul class="plain kept-list">{ for all }</ul> }
        }
    };
    html! {
        <Panel title={t("comments")}>
            { body }
            if me.may(Permission::CommentOnStages) {
                <Say stage={props.stage} onchange={query.reload.clone()} />
            }
        </Panel>
    }
}

#[derive(Properties, PartialEq)]
struct SaidProps {
    comment: Comment,
    onchange: Callback<()>,
}

#[component]
fn Said(props: &SaidProps) -> Html {
    let one = &props.comment;
    let by = format!("{} · {} · {}", one.written_by_name, term(one.role), moment(one.created_at));
    html! {
        <li>
            if let Some(text) = &one.text {
                <p class="lines mb-0">{ text }</p>
            } else {
                <p class="ink2 mb-0">{ t("comment-withdrawn") }</p>
            }
            <span class="sub">{ by }</span>
            if one.own && one.text.is_some() {
                <StepButton
                    small=true
                    kind={Kind::Tertiary}
                    action={t("comment-withdraw")}
                    title={t("comment-withdraw-title")}
                    text={t("comment-withdraw-text")}
                    done={t("comment-withdrawn")}
                    call={Call::<WithdrawComment>::at(&[&one.id.to_string()]).if_match(Some(&format!("\"{}\"", one.version)))}
                    onchange={props.onchange.clone()}
                />
            }
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct SayProps {
    stage: StageRecordId,
    onchange: Callback<()>,
}

#[component]
fn Say(props: &SayProps) -> Html {
    let form = use_form("comment", Values::default);
    let sender = use_sender();
    let toast = use_toast();
    let submit = {
        let (form, sender, stage, onchange) = (form.clone(), sender.clone(), props.stage, props.onchange.clone());
        Callback::from(move |()| {
            let text = Reader::new(form.values()).text("/text");
            let draft = CommentDraft { id: None, stage_record_id: Member::Value(stage), text };
            let faults = draft.check(Purpose::Create);
            let complete = faults.is_empty();
            form.refuse(faults);
            if !complete {
                return;
            }
            let (toast, onchange, written) = (toast.clone(), onchange.clone(), form.clone());
            let done = Callback::from(move |_: Rc<Answer>| {
                written.reset(Values::default());
                toast.emit(t("comment-added"));
                onchange.emit(());
            });
            let form = form.clone();
            let refused = Callback::from(move |failure: Failure| form.refuse(failure.field_errors()));
            sender.send(Call::<CreateComment>::new().body(&draft).into(), done, refused);
        })
    };
    let failure = sender.state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    html! {
        <Form {form} onsubmit={submit.clone()}>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <AreaField at="/text" label={t("comment-text")} hint={t("comment-text-hint")} />
            <Button glyph={Glyph::Send} busy={sender.state.is_under_way()} onclick={submit}>{ t("comment-send") }</Button>
        </Form>
    }
}
