//! The stage board (papan tahapan): every locus by its seven stages.

mod home;
mod list;

pub use home::use_turns;
pub use list::StageBoard;
