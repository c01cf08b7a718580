//! Destroying a list that is not wanted any more, after a question.

use crate::api::{Answer, Call, Failure, Reply, Sending, Wire, use_sender};
use crate::i18n::{t, tr};
use crate::ui::{Button, Dialog, Glyph, Kind, ProblemNote, use_toast};
use contract::endpoints::DiscardImport;
use contract::imports::{Import, ImportState};
use contract::problem::ProblemCode;
use std::rc::Rc;
use yew::prelude::*;

/// Whether a list can be discarded: not while it is being read or kept.
fn is_possible(state: ImportState) -> bool {
    match state {
        ImportState::Mapping | ImportState::Checked | ImportState::Failed | ImportState::Committed => true,
        ImportState::Checking | ImportState::Committing | ImportState::Destroyed => false,
    }
}

#[derive(Properties, PartialEq)]
pub struct DiscardProps {
    pub record: Rc<Reply<Import>>,
    pub onchange: Callback<()>,
}

/// The dialog outlives the button: where the list changed meanwhile, it says so.
#[component]
pub fn Discard(props: &DiscardProps) -> Html {
    let asking = use_state(|| false);
    let sender = use_sender();
    let toast = use_toast();
    let Reply { value: import, etag } = &*props.record;
    let close = {
        let (asking, give_up) = (asking.setter(), sender.give_up());
        Callback::from(move |()| {
            give_up.emit(());
            asking.set(false);
        })
    };
    let open = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(true))
    };
    let submit = {
        let wire = Wire::from(Call::<DiscardImport>::at(&[&import.id.to_string()]).if_match(etag.as_deref()));
        let (sender, close, toast) = (sender.clone(), close.clone(), toast);
        let onchange = props.onchange.clone();
        Callback::from(move |()| {
            let (close, toast, changed) = (close.clone(), toast.clone(), onchange.clone());
            let done = Callback::from(move |_: Rc<Answer>| {
                close.emit(());
                toast.emit(t("import-discarded"));
                changed.emit(());
            });
            let onchange = onchange.clone();
            let failed = Callback::from(move |failure: Failure| {
                if failure.is(ProblemCode::Stale) {
                    onchange.emit(());
                }
            });
            sender.send(wire.clone().body(None), done, failed);
        })
    };
    let words = match sender.state {
        Sending::Kept { .. } => t("save-waiting"),
        _ => t("import-discard"),
    };
    let foot = html! {
        <>
            <Button onclick={close.clone()}>{ t("cancel") }</Button>
            <Button kind={Kind::Danger} busy={sender.state.is_under_way()} onclick={submit}>{ words }</Button>
        </>
    };
    let kept = import.counts.committed;
    let text = if kept > 0 { tr("import-discard-kept", &[("n", kept.into())]) } else { t("import-discard-text") };
    html! {
        <>
            if is_possible(import.state) {
                <Button kind={Kind::Danger} glyph={Glyph::Trash} onclick={open}>{ t("import-discard") }</Button>
            }
            <Dialog open={*asking} title={t("import-discard-title")} onclose={close} {foot}>
                <p><b>{ super::name_of(import) }</b></p>
                <p>{ text }</p>
                if let Some(failure) = sender.state.failure() {
                    <ProblemNote failure={failure.clone()} />
                }
            </Dialog>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_at_work_or_gone_cannot_be_discarded() {
        let possible: Vec<_> = ImportState::ALL.iter().filter(|state| is_possible(**state)).collect();
        assert_eq!(
            possible,
            [&ImportState::Mapping, &ImportState::Checked, &ImportState::Committed, &ImportState::Failed]
        );
    }
}
