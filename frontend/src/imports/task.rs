//! Lists that were checked and not kept, for the home page.

use super::file_words;
use crate::i18n::{self, t, tr};
use crate::route::Route;
use crate::ui::{self, Glyph, Task, Tone};
use contract::awaiting::{Awaited, AwaitedImport};
use contract::imports::ImportState;

/// One's own, the newest singly, the rest as a number.
pub fn told(unfinished: &Awaited<AwaitedImport>) -> Vec<Task> {
    ui::told(
        unfinished,
        |import| Some(task(import)),
        |left| {
            let words = (tr("import-tasks-rest", &[("n", left.into())]), t("import-tasks-rest-reason"));
            Task::rest(Glyph::FileImport, words, Route::Imports.href())
        },
    )
}

fn task(import: &AwaitedImport) -> Task {
    let reason = if import.state == ImportState::Mapping {
        t("mapping-waits")
    } else if import.faulty > 0 {
        tr("import-task-faulty", &[("faulty", import.faulty.into()), ("create", import.ready.into())])
    } else {
        tr("import-task-ready", &[("create", import.ready.into())])
    };
    Task {
        glyph: Glyph::FileImport,
        tone: if import.state == ImportState::Mapping || import.faulty > 0 { Tone::Warn } else { Tone::Info },
        title: tr("import-task", &[("name", file_words(&import.file_name).into())]),
        reason,
        age: Some(match import.destroy_on {
            Some(day) => tr("import-destroyed-on", &[("day", i18n::date(day).into())]),
            None => i18n::ago(import.created_at),
        }),
        href: Route::Import { id: import.id }.href(),
        action: t("import-task-open"),
    }
}
