//! Lists that were checked and not kept, for the home page.

use super::name_of;
use crate::api::{Call, Query, use_query_if};
use crate::i18n::{self, t, tr};
use crate::route::Route;
use crate::ui::{Glyph, Task, Tone};
use contract::endpoints::ListImports;
use contract::imports::{Import, ImportState};
use contract::me::Me;
use contract::page::{Page, Paging};
use contract::policy::Permission;
use yew::prelude::*;

/// So many of the newest are looked at; older ones are found in the list.
const LOOKED_AT: u64 = 20;

/// The newest lists of someone who may import, and what is unfinished in them.
pub struct Unfinished {
    pub query: Query<Page<Import>>,
    /// `None` while it is being asked.
    pub tasks: Option<Vec<Task>>,
}

#[hook]
pub fn use_unfinished(me: &Me) -> Unfinished {
    let may = me.may(Permission::ImportBeneficiaries);
    let paging = Paging { limit: Some(LOOKED_AT), ..Paging::default() };
    let query = use_query_if(may.then(|| Call::<ListImports>::new().paging(&paging)));
    let tasks = match (may, query.value()) {
        (false, _) => Some(Vec::new()),
        (true, Some(page)) => Some(tasks(&page.items)),
        (true, None) => None,
    };
    Unfinished { query, tasks }
}

fn tasks(imports: &[Import]) -> Vec<Task> {
    imports.iter().filter(|import| awaits(import)).map(task).collect()
}

/// A list in which every row is known already asks for nothing.
fn awaits(import: &Import) -> bool {
    import.state == ImportState::Checked && (import.counts.faulty > 0 || import.counts.create > 0)
}

fn task(import: &Import) -> Task {
    let counts = &import.counts;
    let reason = if counts.faulty > 0 {
        tr("import-task-faulty", &[("faulty", counts.faulty.into()), ("create", counts.create.into())])
    } else {
        tr("import-task-ready", &[("create", counts.create.into())])
    };
    Task {
        glyph: Glyph::FileImport,
        tone: if counts.faulty > 0 { Tone::Warn } else { Tone::Info },
        title: tr("import-task", &[("name", name_of(import).into())]),
        reason,
        age: Some(match import.destroy_on {
            Some(day) => tr("import-destroyed-on", &[("day", i18n::date(day).into())]),
            None => i18n::ago(import.created_at),
        }),
        href: Route::Import { id: import.id }.href(),
        action: t("import-task-open"),
    }
}
