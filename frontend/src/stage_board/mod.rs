//! The stage board (papan tahapan): every locus by its seven stages.

mod list;

pub use list::StageBoard;
