//! Imports (impor data): a list of one's own, checked before anything is kept.

mod detail;
mod discard;
mod list;
mod mapping;
mod result;
mod rows;
mod sheet;
mod source;
pub mod task;
mod upload;
mod work;

pub use detail::ImportDetail;
pub use list::ImportList;
pub use upload::NewImport;

use crate::i18n::{t, term, tr};
use crate::ui::{Badge, Glyph, Tone};
use contract::imports::{Counts, Import, ImportState};
use contract::me::Me;
use contract::policy::{Grant, Permission};
use yew::prelude::*;

/// The steps from a file to records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Step {
    File,
    Columns,
    Result,
    Keep,
}

#[derive(Properties, PartialEq)]
struct StepsProps {
    now: Step,
}

/// Where one is on the way from a file to records.
#[component]
fn Steps(props: &StepsProps) -> Html {
    let steps = [
        (Step::File, t("import-step-file")),
        (Step::Columns, t("import-step-columns")),
        (Step::Result, t("import-step-result")),
        (Step::Keep, t("import-step-keep")),
    ];
    let steps = steps.into_iter().map(|(step, text)| {
        let current = (step == props.now).then_some("step");
        html! {
            <li class={classes!((step < props.now).then_some("done"))} aria-current={current}>
                <span>{ text }</span>
            </li>
        }
    });
    html! { <ol class="wiz" aria-label={t("import-steps")}>{ for steps }</ol> }
}

fn state_badge(state: ImportState) -> Html {
    let (tone, glyph) = match state {
        ImportState::Checking | ImportState::Committing => (Tone::Info, Glyph::Clock),
        ImportState::Mapping => (Tone::Warn, Glyph::ListDetails),
        ImportState::Checked => (Tone::Warn, Glyph::AlertTriangle),
        ImportState::Committed => (Tone::Ok, Glyph::CircleCheck),
        ImportState::Failed => (Tone::Bad, Glyph::AlertCircle),
        ImportState::Destroyed => (Tone::Neutral, Glyph::Archive),
    };
    html! { <Badge {tone} {glyph} text={term(state)} /> }
}

/// Whether the reader sees the lists of others in her place.
fn reads_all(me: &Me) -> bool {
    me.roles.iter().any(|held| held.role.grant(Permission::ReadImports) == Grant::Yes)
}

/// Whether the reader may go on with a list: only whoever uploaded it.
fn is_own(me: &Me, import: &Import) -> bool {
    me.may(Permission::ImportBeneficiaries) && import.created_by == me.id
}

/// The file's name, or a word where it has none.
fn name_of(import: &Import) -> String {
    file_words(&import.file_name)
}

fn file_words(name: &str) -> String {
    if name.is_empty() { t("import-nameless") } else { name.to_owned() }
}

/// What the server calls the one sheet of a file that has no sheets.
const NO_SHEETS: &str = "CSV";

/// Whether the file has sheets to speak of.
fn has_sheets(import: &Import) -> bool {
    !matches!(import.sheets.as_slice(), [only] if only.name == NO_SHEETS)
}

/// The sum that must come out: rows = new + changed + known + conflicts + faulty.
fn sum(counts: &Counts) -> String {
    tr(
        "import-sum",
        &[
            ("rows", counts.rows.into()),
            ("create", counts.create.into()),
            ("update", counts.update.into()),
            ("conflict", counts.conflict.into()),
            ("unchanged", counts.unchanged.into()),
            ("faulty", counts.faulty.into()),
        ],
    )
}
