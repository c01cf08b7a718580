//! Opening a kept file.

use crate::api::{Call, Wire, use_query};
use crate::i18n::t;
use crate::ui::{Download, Kind};
use contract::endpoints::{GetThumbnail, LinkDocument, LinkMeetingFile};
use contract::ids::MeetingId;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct OpenDocumentProps {
    pub id: String,
    /// The meeting it is read with, if not by itself.
    #[prop_or_default]
    pub meeting: Option<MeetingId>,
    /// Its name, where there is a small picture of it to be shown.
    #[prop_or_default]
    pub pictured: Option<String>,
}

/// A file, behind a link that works once.
#[component]
pub fn OpenDocument(props: &OpenDocumentProps) -> Html {
    let call = match props.meeting {
        Some(of) => Wire::from(Call::<LinkMeetingFile>::at(&[&of.to_string(), &props.id])),
        None => Wire::from(Call::<LinkDocument>::at(&[&props.id])),
    };
    html! {
        <>
            if let Some(name) = &props.pictured {
                <SmallPicture id={props.id.clone()} name={name.clone()} />
            }
            <Download small=true kind={Kind::Tertiary} {call}>
                { t("document-open") }
            </Download>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct SmallPictureProps {
    id: String,
    name: String,
}

/// Nothing where it does not come: the file itself can still be opened.
#[component]
fn SmallPicture(props: &SmallPictureProps) -> Html {
    let query = use_query(Call::<GetThumbnail>::at(&[&props.id]));
    query.value().map_or_else(Html::default, |small| {
        let source = format!("data:{};base64,{}", small.media_type, small.data);
        html! { <div class="small-picture"><img src={source} alt={props.name.clone()} /></div> }
    })
}
