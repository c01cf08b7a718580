//! Two people changed the same record: field by field, yours, theirs, choose.
//! Nothing is overwritten before someone has chosen.

use super::merge::meet;
use crate::history::show;
use crate::i18n::{self, member, t, tr};
use crate::ui::{Button, Dialog, Kind};
use contract::moment::Timestamp;
use serde_json::Value;
use yew::prelude::*;

/// One contested member.
#[derive(Debug, Clone, PartialEq)]
pub struct ConflictRow {
    pub member: String,
    before: Value,
    mine: Value,
    theirs: Value,
    take_theirs: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    pub rows: Vec<ConflictRow>,
    /// Members only the other side changed; they come along.
    along: Vec<String>,
    pub theirs: Value,
    pub etag: Option<String>,
}

impl Conflict {
    pub fn between(base: &Value, mine: &Value, theirs: Value, etag: Option<String>) -> Self {
        let meeting = meet(base, mine, &theirs);
        let value = |of: &Value, name: &str| of.get(name).cloned().unwrap_or_default();
        let rows = meeting.contested.into_iter().map(|name| ConflictRow {
            before: value(base, &name),
            mine: value(mine, &name),
            theirs: value(&theirs, &name),
            take_theirs: false,
            member: name,
        });
        Self { rows: rows.collect(), along: meeting.theirs_only, theirs, etag }
    }

    /// The members whose value comes from the other side.
    pub fn taken(&self) -> impl Iterator<Item = &str> {
        let chosen = self.rows.iter().filter(|row| row.take_theirs);
        chosen.map(|row| row.member.as_str()).chain(self.along.iter().map(String::as_str))
    }

    fn saved_at(&self) -> Option<String> {
        let at = self.theirs.get("updated_at")?.as_str()?;
        at.parse::<Timestamp>().ok().map(i18n::moment)
    }
}

/// What was decided.
pub enum Choice {
    Save(Conflict),
    Later,
    Discard(Conflict),
}

#[derive(Properties, PartialEq)]
pub struct ConflictDialogProps {
    pub conflict: Option<Conflict>,
    pub choose: Callback<Choice>,
}

#[component]
pub fn ConflictDialog(props: &ConflictDialogProps) -> Html {
    let chosen = use_state(|| props.conflict.clone());
    {
        let chosen = chosen.setter();
        use_effect_with(props.conflict.clone(), move |conflict| {
            chosen.set(conflict.clone());
        });
    }
    let later = {
        let choose = props.choose.clone();
        Callback::from(move |()| choose.emit(Choice::Later))
    };
    let decide = |choice: fn(Conflict) -> Choice| {
        let (choose, chosen) = (props.choose.clone(), chosen.clone());
        Callback::from(move |()| {
            if let Some(conflict) = (*chosen).clone() {
                choose.emit(choice(conflict));
            }
        })
    };
    let foot = html! {
        <>
            <Button kind={Kind::Tertiary} class="push" onclick={decide(Choice::Discard)}>
                { t("conflict-discard") }
            </Button>
            <Button kind={Kind::Secondary} onclick={later.clone()}>{ t("conflict-later") }</Button>
            <Button kind={Kind::Primary} onclick={decide(Choice::Save)}>{ t("conflict-save") }</Button>
        </>
    };
    let body = chosen.as_ref().map(|conflict| body(conflict, &chosen));
    html! {
        <Dialog
            open={props.conflict.is_some()}
            title={t("conflict-title")}
            wide=true
            onclose={later}
            {foot}
        >
            { body.unwrap_or_default() }
        </Dialog>
    }
}

fn body(conflict: &Conflict, chosen: &UseStateHandle<Option<Conflict>>) -> Html {
    let rows = conflict.rows.iter().enumerate().map(|(index, row)| {
        let choice = |theirs: bool| {
            let chosen = chosen.clone();
            let onchange = Callback::from(move |_: Event| {
                let mut next = (*chosen).clone();
                let rows = next.iter_mut().flat_map(|conflict| conflict.rows.iter_mut());
                for row in rows.skip(index).take(1) {
                    row.take_theirs = theirs;
                }
                chosen.set(next);
            });
            alternative(row, theirs, onchange)
        };
        html! {
            <tr>
                <th scope="row">
                    { member(&row.member) }
                    <span class="sub">
                        { tr("conflict-before", &[("value", show(&row.member, &row.before).into())]) }
                    </span>
                </th>
                <td>{ choice(false) }</td>
                <td>{ choice(true) }</td>
            </tr>
        }
    });
    let count = conflict.rows.len();
    html! {
        <>
            <p class="ink2">
                if let Some(at) = conflict.saved_at() {
                    { tr("conflict-saved-at", &[("time", at.into())]) }{ " " }
                }
                <b>{ tr("conflict-count", &[("n", count.into())]) }</b>
                { " " }{ t("conflict-nothing-lost") }
            </p>
            <table class="diff">
                <caption class="vh">{ t("conflict-caption") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t("conflict-field") }</th>
                        <th scope="col">{ t("conflict-mine") }</th>
                        <th scope="col">{ t("conflict-theirs") }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
            { along(conflict) }
        </>
    }
}

fn alternative(row: &ConflictRow, theirs: bool, onchange: Callback<Event>) -> Html {
    let (whose, value) = if theirs { (t("conflict-theirs"), &row.theirs) } else { (t("conflict-mine"), &row.mine) };
    html! {
        <label>
            <input
                type="radio"
                name={format!("conflict-{}", row.member)}
                checked={row.take_theirs == theirs}
                {onchange}
            />
            <span><span class="small ink2">{ whose }</span><br />{ show(&row.member, value) }</span>
        </label>
    }
}

fn along(conflict: &Conflict) -> Html {
    if conflict.along.is_empty() {
        return Html::default();
    }
    let items = conflict.along.iter().map(|name| {
        let value = conflict.theirs.get(name).cloned().unwrap_or_default();
        html! { <li>{ format!("{}: {}", member(name), show(name, &value)) }</li> }
    });
    html! {
        <details class="more">
            <summary>{ tr("conflict-along", &[("n", conflict.along.len().into())]) }</summary>
            <ul>{ for items }</ul>
        </details>
    }
}
