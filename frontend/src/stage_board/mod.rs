//! The stage board (papan tahapan): every locus by its seven stages.

pub mod home;
mod list;

pub use list::StageBoard;
