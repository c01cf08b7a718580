//! Lists that were checked and not kept, for the home page.

use super::{is_own, name_of};
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
        (true, Some(page)) => Some(tasks(me, &page.items)),
        (true, None) => None,
    };
    Unfinished { query, tasks }
}

/// One's own only: whoever reads the lists of others as well does not go on
/// with them.
fn tasks(me: &Me, imports: &[Import]) -> Vec<Task> {
    imports.iter().filter(|import| is_own(me, import) && awaits(import)).map(task).collect()
}

/// A list in which every row is known already asks for nothing.
fn awaits(import: &Import) -> bool {
    let counts = &import.counts;
    let open = counts.faulty + counts.conflict + counts.create + counts.update > 0;
    import.state == ImportState::Mapping || import.state == ImportState::Checked && open
}

fn task(import: &Import) -> Task {
    let counts = &import.counts;
    let reason = if import.state == ImportState::Mapping {
        t("mapping-waits")
    } else if counts.faulty + counts.conflict > 0 {
        tr(
            "import-task-faulty",
            &[("faulty", (counts.faulty + counts.conflict).into()), ("create", (counts.create + counts.update).into())],
        )
    } else {
        tr("import-task-ready", &[("create", (counts.create + counts.update).into())])
    };
    Task {
        glyph: Glyph::FileImport,
        tone: if import.state == ImportState::Mapping || counts.faulty + counts.conflict > 0 {
            Tone::Warn
        } else {
            Tone::Info
        },
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

#[cfg(test)]
mod tests {
    use super::*;
    use contract::ids::UserId;
    use contract::imports::Counts;
    use contract::moment::Day;

    fn me() -> Me {
        Me {
            id: UserId(uuid::Uuid::from_u128(1)),
            username: "kelurahan_officer".to_owned(),
            full_name: "Rina Wulandari".to_owned(),
            roles: Vec::new(),
            permissions: vec![Permission::ImportBeneficiaries, Permission::ReadImports],
            must_change_password: false,
            min_password_length: 12,
        }
    }

    fn import(name: &str, state: ImportState) -> Import {
        Import {
            id: uuid::Uuid::nil().into(),
            file_name: name.to_owned(),
            region_code: None,
            state,
            fault: None,
            counts: Counts { rows: 2, create: 1, faulty: 1, ..Counts::default() },
            ignored_headings: Vec::new(),
            sheets: Vec::new(),
            left_out: Vec::new(),
            source: None,
            mends: None,
            job_id: None,
            created_by: me().id,
            created_by_name: "Rina Wulandari".to_owned(),
            created_at: contract::moment::Timestamp(0),
            committed_at: None,
            destroy_on: Day::new(2026, 12, 24),
            version: 1,
        }
    }

    #[test]
    fn only_a_checked_list_of_ones_own_is_a_task() {
        let mut foreign = import("lain.csv", ImportState::Checked);
        foreign.created_by = UserId(uuid::Uuid::from_u128(2));
        let gone = import("dibuang.csv", ImportState::Destroyed);
        let told = tasks(&me(), &[gone, foreign, import("rw11.csv", ImportState::Checked)]);
        assert_eq!(told.len(), 1);
        assert!(told[0].title.contains("rw11.csv"), "{}", told[0].title);
        let mut known = import("sama.csv", ImportState::Checked);
        known.counts = Counts { rows: 1, unchanged: 1, ..Counts::default() };
        assert!(tasks(&me(), &[known]).is_empty());
    }
}
