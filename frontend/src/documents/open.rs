//! Opening a kept file.

use crate::api::{Call, Wire};
use crate::i18n::t;
use crate::ui::{Download, Kind};
use contract::endpoints::{LinkDocument, LinkMeetingFile};
use contract::ids::MeetingId;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct OpenDocumentProps {
    pub id: String,
    /// The meeting it is read with, if not by itself.
    #[prop_or_default]
    pub meeting: Option<MeetingId>,
}

/// A file, behind a link that works once.
#[component]
pub fn OpenDocument(props: &OpenDocumentProps) -> Html {
    let call = match props.meeting {
        Some(of) => Wire::from(Call::<LinkMeetingFile>::at(&[&of.to_string(), &props.id])),
        None => Wire::from(Call::<LinkDocument>::at(&[&props.id])),
    };
    html! {
        <Download small=true kind={Kind::Tertiary} {call}>
            { t("document-open") }
        </Download>
    }
}
