//! Programmes (program): what the city runs in one year.

mod detail;
mod form;
mod list;

pub use detail::ProgrammeDetail;
pub use form::{EditProgramme, NewProgramme};
pub use list::ProgrammeList;

use crate::api::{Call, use_me, use_query};
use crate::i18n::t;
use crate::reference::GuardedLinkProps;
use contract::endpoints::ListProgrammes;
use contract::page::{MAX_LIMIT, Paging};
use contract::policy::Permission;
use contract::programmes::Programme;
use yew::prelude::*;

/// Why the reader may not change programmes and loci, if she may not.
#[hook]
pub fn use_withheld() -> Option<AttrValue> {
    let me = use_me();
    (!me.may(Permission::ManageProgrammes)).then(|| AttrValue::from(t("programmes-withheld")))
}

/// A way to a form of programmes and loci.
#[component]
pub fn ManageLink(props: &GuardedLinkProps) -> Html {
    props.unless(use_withheld())
}

/// `P2WKSS 2027`
pub fn title(programme: &Programme) -> String {
    format!("{} {}", programme.name, programme.year)
}

/// The programmes a locus can belong to, by id.
#[hook]
pub fn use_programmes() -> Vec<(String, String)> {
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let query = use_query(Call::<ListProgrammes>::new().paging(&paging));
    let programmes = query.value().map(|page| page.items.as_slice()).unwrap_or_default();
    programmes.iter().map(|one| (one.id.to_string(), title(one))).collect()
}
