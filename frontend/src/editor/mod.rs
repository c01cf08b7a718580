//! From a kind of record to its form: drafts that survive a reload, checks
//! before sending, sending that survives a dead line, conflicts that are shown.
//!
//! A noun implements [`Editable`], draws an [`Editor`] around its fields to
//! make a new record and an [`EditPage`] to change one.

mod alike;
mod bulk;
mod conflict;
mod draft_store;
mod form;
mod kind;
mod merge;
mod page;
mod save_state;
mod step;
mod turn;
mod work;

pub use alike::ACKNOWLEDGED;
pub use bulk::{BulkStep, Outcome, use_outcomes};
pub use conflict::{Choice, Conflict, ConflictDialog};
pub use kind::Kind;
pub use page::EditPage;
pub use step::{ReasonDialog, StepButton};
pub use turn::TurnAction;

use crate::ui::{Reader, Values};
use contract::draft::Draft;
use contract::endpoint::Endpoint;
use form::EditorForm;
use serde::Serialize;
use serde::de::DeserializeOwned;
use yew::prelude::*;

/// A kind of record that is created and changed in a form.
pub trait Editable: 'static {
    type View: Serialize + DeserializeOwned + 'static;
    type Draft: Draft + Serialize + DeserializeOwned + 'static;
    type Read: Endpoint<Reply = Self::View>;
    type Create: Endpoint<Body = Self::Draft, Reply = Self::View>;
    type Update: Endpoint<Body = Self::Draft, Reply = Self::View>;
    /// Tells its drafts and inputs apart from others'.
    const NAME: &'static str;
    /// Members that are told together: where one is changed, the others that
    /// have a value are said again.
    const TOGETHER: &'static [&'static str] = &[];

    /// What stands in the inputs for a record.
    fn values(view: &Self::View) -> Values;
    /// What the inputs say.
    fn read(reader: &mut Reader) -> Self::Draft;
    /// What the record is called.
    fn name(view: &Self::View) -> String;
    /// The page of the record.
    fn href(view: &Self::View) -> String;
}

#[derive(Properties, PartialEq)]
pub struct EditorProps {
    /// What the record begins with.
    #[prop_or_default]
    pub seed: Values,
    /// Where one goes without saving.
    pub cancel: AttrValue,
    pub children: Html,
}

/// The form of a new record.
#[component]
pub fn Editor<R: Editable>(props: &EditorProps) -> Html {
    html! {
        <EditorForm kind={Kind::of::<R>()} seed={props.seed.clone()} cancel={props.cancel.clone()}>
            { props.children.clone() }
        </EditorForm>
    }
}
