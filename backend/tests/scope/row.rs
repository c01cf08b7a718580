//! What a list is asked for.

use super::world::Place;

/// One row of a list.
pub struct Row {
    pub id: String,
    pub place: Place,
    /// Whose alone it is, where the place does not decide.
    pub owner: Option<&'static str>,
    /// Whose it is besides.
    pub also: &'static [&'static str],
    /// Who does not see it, in its place or not.
    pub never: &'static [&'static str],
    /// For each filter of the list the value that finds this row.
    pub filters: Vec<(&'static str, String)>,
}

impl Row {
    pub fn reached(&self, who: &str) -> bool {
        let placed = self.also.contains(&who) || self.owner.map_or_else(|| self.place.holds(who), |owner| owner == who);
        placed && !self.never.contains(&who)
    }
}
