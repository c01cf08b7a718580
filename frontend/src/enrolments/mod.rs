//! Enrolment (kepesertaan): who takes part in a locus.

mod list;
mod propose;

pub use list::LocusEnrolments;
pub use propose::ProposeStep;
