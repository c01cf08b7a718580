//! What awaits me. Each slice tells its own part, and looks only at what the
//! caller may do.

use crate::kernel::guard::Read;
use crate::kernel::reply::{Answer, Reply};
use crate::{actions, beneficiaries, imports, role_assignments, stage_board, stage_records, tasks, users};
use contract::awaiting::MyAwaiting;
use contract::endpoints::GetMyAwaiting;

pub async fn get(guard: Read<GetMyAwaiting>) -> Answer<GetMyAwaiting> {
    let women = beneficiaries::awaiting::of(&guard).await?;
    Ok(Reply::new(MyAwaiting {
        tasks: tasks::awaiting::of(&guard).await?,
        actions: actions::awaiting::of(&guard).await?,
        waivers: stage_records::awaiting::of(&guard).await?,
        stages: stage_board::awaiting::of(&guard).await?,
        imports: imports::awaiting::of(&guard).await?,
        destroy_due: women.destroy_due,
        undecided: women.undecided,
        incomplete: women.incomplete,
        outdated: women.outdated,
        without_role: users::awaiting::without_role(&guard).await?,
        invited: users::awaiting::invited(&guard).await?,
        ending_terms: role_assignments::awaiting::ending(&guard).await?,
    }))
}
