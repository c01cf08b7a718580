//! Work the server does on a list: how far it is, asked every second.

use crate::api::{Call, use_query_if};
use crate::i18n::{self, t, tr};
use crate::ui::{Note, Panel, Tone};
use contract::endpoints::GetJob;
use contract::ids::JobId;
use contract::jobs::JobState;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// The pause between an answer and the next question.
const PAUSE_MILLIS: u32 = 1_000;

/// Asks again a second after each answer for as long as there is work. The
/// pause begins with the answer: a slow line is not asked faster than it answers.
#[hook]
pub fn use_pulse(active: bool, busy: bool, reload: Callback<()>) {
    use_effect_with((active, busy), move |(active, busy)| {
        let timer = (*active && !*busy).then(|| Timeout::new(PAUSE_MILLIS, move || reload.emit(())));
        move || drop(timer)
    });
}

#[derive(Properties, PartialEq)]
pub struct WorkingProps {
    pub title: AttrValue,
    pub job: Option<JobId>,
}

#[component]
pub fn Working(props: &WorkingProps) -> Html {
    let query = use_query_if(props.job.map(|id| Call::<GetJob>::at(&[&id.to_string()])));
    let job = query.value();
    let done = job.is_some_and(|job| matches!(job.state, JobState::Done | JobState::Failed));
    use_pulse(props.job.is_some() && !done, query.busy, query.reload.clone());
    // Nothing is counted before the file is opened; the bar then has no value.
    let progress = job.map(|job| job.progress).filter(|progress| progress.total > 0);
    let figure = |n: u32| i18n::number(i64::from(n));
    let words = match progress {
        Some(it) => tr("import-progress", &[("done", figure(it.done).into()), ("total", figure(it.total).into())]),
        None => t("import-waiting"),
    };
    html! {
        <Panel title={props.title.clone()}>
            <p class="b num" id="import-progress">{ words }</p>
            <progress
                class="bar"
                aria-labelledby="import-progress"
                value={progress.map(|progress| progress.done.to_string())}
                max={progress.map(|progress| progress.total.to_string())}
            />
            <p class="ink2 mt-s3">{ t("import-may-leave") }</p>
            if let Some(error) = job.and_then(|job| job.error.clone()) {
                <Note tone={Tone::Bad} alert=true>
                    <p>{ t("import-job-failed") }</p>
                    <p class="hint">{ error }</p>
                </Note>
            }
        </Panel>
    }
}
