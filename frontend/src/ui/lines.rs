//! Lines of a form that are added and taken out: the members of a team, the
//! agencies of a meeting.

use super::form::{FormHandle, use_fields};
use super::values::Values;
use yew::prelude::*;

/// A list in a draft, and the inputs of one line of it.
#[derive(Debug, Clone, Copy)]
pub struct Lines {
    /// The pointer of the list.
    pub at: &'static str,
    pub inputs: &'static [&'static str],
}

impl Lines {
    /// The pointer of an input of a line.
    pub fn input(&self, index: usize, input: &str) -> String {
        format!("{}/{index}/{input}", self.at)
    }

    /// So many lines hold something; an empty one between them counts.
    pub fn filled(&self, values: &Values) -> usize {
        let texts = values.under(self.at).filter(|(_, text)| !text.is_empty());
        let below = texts.filter_map(|(pointer, _)| pointer.strip_prefix(self.at)?.split('/').nth(1)?.parse().ok());
        below.max().map_or(0, |last: usize| last + 1)
    }

    /// Takes one line out; those after it move up.
    fn remove(&self, form: &FormHandle, index: usize) {
        let last = self.filled(form.values()).max(index + 1);
        for line in index..last {
            for input in self.inputs {
                let next = form.values().get(&self.input(line + 1, input)).to_owned();
                form.set(&self.input(line, input), &next);
            }
        }
    }
}

/// How many lines are shown, and what changes that.
pub struct Shown {
    pub count: usize,
    /// `None` where there are as many as may be.
    pub add: Option<Callback<()>>,
    pub remove: Callback<usize>,
}

/// At least so many lines are shown, and at most.
#[hook]
pub fn use_lines(lines: Lines, least: usize, most: usize) -> Shown {
    let form = use_fields();
    let asked = use_state(|| least);
    let count = lines.filled(form.values()).max(*asked).min(most);
    let to = |count: usize| {
        let asked = asked.clone();
        move || asked.set(count)
    };
    let (more, fewer) = (to(count + 1), to(count.saturating_sub(1).max(least)));
    Shown {
        count,
        add: (count < most).then(|| Callback::from(move |()| more())),
        remove: Callback::from(move |index| {
            lines.remove(&form, index);
            fewer();
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_up_to_the_last_that_holds_something() {
        let lines = Lines { at: "/team", inputs: &["name"] };
        let values = Values::of(&[("/team/0/name", "Agus"), ("/team/2/name", "Yuyun"), ("/team/3/name", "")]);
        assert_eq!(lines.filled(&values), 3);
        assert_eq!(lines.filled(&Values::of(&[("/teams/4/name", "Agus")])), 0);
        assert_eq!(lines.input(2, "name"), "/team/2/name");
    }
}
