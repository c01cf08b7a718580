//! The foot of a form: how far saving has come, always in words.

use crate::api::Sending;
use crate::i18n::{self, t, tr};
use crate::ui::{Button, Glyph, Icon, Kind, LinkButton, Note, Tone};
use contract::moment::Timestamp;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SaveBarProps {
    pub sending: Sending,
    /// How many fields differ from what is saved.
    pub changes: usize,
    pub cancel: AttrValue,
    pub trynow: Callback<()>,
    pub giveup: Callback<()>,
}

#[component]
pub fn SaveBar(props: &SaveBarProps) -> Html {
    let busy = props.sending == Sending::Busy;
    let (glyph, words) = match &props.sending {
        Sending::Busy => (Some(Glyph::CloudUpload), t("save-sending")),
        Sending::Kept { again_in } => (Some(Glyph::CloudOff), tr("save-kept", &[("seconds", (*again_in).into())])),
        _ if props.changes > 0 => (Some(Glyph::Edit), tr("save-unsaved", &[("n", props.changes.into())])),
        _ => (None, t("save-unchanged")),
    };
    html! {
        <div class="stickbar">
            <span class="small ink2 line" role="status">
                if let Some(glyph) = glyph {
                    <Icon {glyph} />
                }
                { words }
            </span>
            <span class="row-wrap">
                if matches!(props.sending, Sending::Kept { .. }) {
                    <Button kind={Kind::Secondary} onclick={props.giveup.clone()}>{ t("save-stop") }</Button>
                    <Button kind={Kind::Primary} onclick={props.trynow.clone()}>{ t("save-now") }</Button>
                } else {
                    <LinkButton href={props.cancel.clone()}>{ t("cancel") }</LinkButton>
                    <Button kind={Kind::Primary} submit=true {busy}>
                        { if busy { t("save-busy") } else { t("save") } }
                    </Button>
                }
            </span>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct RestoredNoteProps {
    pub at: Timestamp,
    pub ondiscard: Callback<()>,
}

#[component]
pub fn RestoredNote(props: &RestoredNoteProps) -> Html {
    html! {
        <Note tone={Tone::Info}>
            <p>{ tr("draft-restored", &[("time", i18n::moment(props.at).into())]) }</p>
            <Button kind={Kind::Tertiary} small=true onclick={props.ondiscard.clone()}>
                { t("draft-discard") }
            </Button>
        </Note>
    }
}
