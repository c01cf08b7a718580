//! Opening a kept file.

use crate::api::{Call, Wire};
use crate::i18n::t;
use crate::ui::{Download, Kind};
use contract::endpoints::LinkDocument;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct OpenDocumentProps {
    pub id: String,
}

/// A file, behind a link that works once.
#[component]
pub fn OpenDocument(props: &OpenDocumentProps) -> Html {
    html! {
        <Download small=true kind={Kind::Tertiary} call={Wire::from(Call::<LinkDocument>::at(&[&props.id]))}>
            { t("document-open") }
        </Download>
    }
}
