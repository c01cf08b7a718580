//! The team of a locus (tim pengelola): who does what, and who leads it.

use super::title;
use crate::editor::{EditPage, Editable};
use crate::i18n::{number, t, tr};
use crate::programmes::ManageLink;
use crate::reference::use_agencies;
use crate::route::Route;
use crate::ui::form::use_fields;
use crate::ui::{
    Badge, Button, CheckField, Crumb, FormHandle, Glyph, Kind, Panel, Reader, SelectField, TextField, Tone, Values,
};
use contract::draft::Member;
use contract::endpoints::{CreateLocus, GetLocus, UpdateLocus};
use contract::ids::LocusId;
use contract::loci::{Locus, LocusDraft, MAX_TEAM, TeamMember};
use yew::prelude::*;

/// The inputs of one member.
const INPUTS: [&str; 4] = ["name", "duty", "agency_id", "chair"];

struct TeamForm;

fn at(index: usize, input: &str) -> String {
    format!("/team/{index}/{input}")
}

/// So many lines hold something; an empty one between them counts.
fn filled(values: &Values) -> usize {
    let texts = values.under("/team").filter(|(_, text)| !text.is_empty());
    let numbers = texts.filter_map(|(pointer, _)| pointer.split('/').nth(2)?.parse::<usize>().ok());
    numbers.max().map_or(0, |last| last + 1)
}

impl Editable for TeamForm {
    type View = Locus;
    type Draft = LocusDraft;
    type Read = GetLocus;
    type Create = CreateLocus;
    type Update = UpdateLocus;
    const NAME: &'static str = "team";

    fn values(locus: &Locus) -> Values {
        let mut values = Values::default();
        for (index, one) in locus.team.iter().enumerate() {
            values.set(&at(index, "name"), &one.name);
            values.set(&at(index, "duty"), &one.duty);
            values.set(&at(index, "agency_id"), &one.agency_id.map(|id| id.to_string()).unwrap_or_default());
            values.set(&at(index, "chair"), if one.chair { "true" } else { "" });
        }
        values
    }

    fn read(reader: &mut Reader) -> LocusDraft {
        let team = (0..filled(reader.values())).map(|index| TeamMember {
            name: reader.text(&at(index, "name")).over(None).unwrap_or_default(),
            agency_id: reader.parsed(&at(index, "agency_id")).over(None),
            duty: reader.text(&at(index, "duty")).over(None).unwrap_or_default(),
            chair: reader.flag(&at(index, "chair")).over(None).unwrap_or_default(),
        });
        let team = team.collect();
        LocusDraft { team: Member::Value(team), ..LocusDraft::default() }
    }

    fn name(locus: &Locus) -> String {
        title(locus)
    }

    fn href(locus: &Locus) -> String {
        Route::Locus { id: locus.id }.with(&[("tab", "facts")])
    }
}

/// Takes one line out; those after it move up.
fn remove(form: &FormHandle, index: usize) {
    let last = filled(form.values()).max(index + 1);
    for line in index..last {
        for input in INPUTS {
            let next = form.values().get(&at(line + 1, input)).to_owned();
            form.set(&at(line, input), &next);
        }
    }
}

#[component]
fn Fields() -> Html {
    let form = use_fields();
    let agencies = use_agencies();
    let added = use_state(|| 0_usize);
    let lines = (filled(form.values()).max(1) + *added).min(MAX_TEAM);
    let add = {
        let added = added.clone();
        Callback::from(move |()| added.set(*added + 1))
    };
    let rows = (0..lines).map(|index| {
        let onremove = {
            let form = form.clone();
            Callback::from(move |()| remove(&form, index))
        };
        let n = [("n", number(i64::try_from(index + 1).unwrap_or_default()).into())];
        html! {
            <fieldset key={index} class="member">
                <legend>{ tr("locus-team-member", &n) }</legend>
                <TextField at={at(index, "name")} label={t("team-name")} />
                <TextField at={at(index, "duty")} label={t("team-duty")} hint={t("team-duty-hint")} />
                <SelectField
                    at={at(index, "agency_id")}
                    label={t("team-agency")}
                    options={agencies.options.clone()}
                    loading={agencies.busy}
                    optional=true
                />
                <CheckField at={at(index, "chair")} label={t("team-chair")} />
                <Button small=true kind={Kind::Tertiary} glyph={Glyph::X} onclick={onremove}>
                    { tr("team-remove", &n) }
                </Button>
            </fieldset>
        }
    });
    html! {
        <Panel>
            { for rows }
            if lines < MAX_TEAM {
                <Button glyph={Glyph::Plus} onclick={add}>{ t("team-add") }</Button>
            }
        </Panel>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditTeamProps {
    pub id: LocusId,
}

#[component]
pub fn EditTeam(props: &EditTeamProps) -> Html {
    html! {
        <EditPage<TeamForm>
            id={props.id.to_string()}
            title={t("locus-team-edit")}
            above={Crumb::new(Route::Loci.href(), t("loci"))}
        >
            <Fields />
        </EditPage<TeamForm>>
    }
}

#[derive(Properties, PartialEq)]
pub struct TeamProps {
    pub locus: Locus,
}

/// Everyone of the team, with her duty.
#[component]
pub fn Team(props: &TeamProps) -> Html {
    let agencies = use_agencies();
    let locus = &props.locus;
    let edit = html! {
        if locus.archived_at.is_none() {
            <ManageLink href={Route::EditTeam { id: locus.id }.href()} glyph={Glyph::Edit}>
                { t("locus-team-edit") }
            </ManageLink>
        }
    };
    let people = locus.team.iter().map(|one| {
        let agency = one.agency_id.and_then(|id| agencies.name(&id.to_string()).map(str::to_owned));
        html! {
            <li>
                <b>{ &one.name }</b>
                if one.chair {
                    { " " }<Badge tone={Tone::Info} glyph={Glyph::UserCheck} text={t("team-is-chair")} />
                }
                <span class="sub">{ &one.duty }{ agency.map(|name| format!(", {name}")).unwrap_or_default() }</span>
            </li>
        }
    });
    html! {
        <Panel title={t("locus-team")} aside={edit}>
            if locus.team.is_empty() {
                <p class="ink2">{ t("locus-team-empty") }</p>
            } else {
                <ul class="plain kept-list">{ for people }</ul>
            }
        </Panel>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_team_are_read_in_order() {
        let values = Values::of(&[
            ("/team/0/name", "Agus Permana"),
            ("/team/0/duty", "Ketua"),
            ("/team/0/chair", "true"),
            ("/team/1/name", ""),
            ("/team/2/name", "Yuyun"),
            ("/team/3/name", ""),
        ]);
        let draft = TeamForm::read(&mut Reader::new(&values));
        let team = draft.team.value().unwrap();
        let names: Vec<&str> = team.iter().map(|one| one.name.as_str()).collect();
        // An empty line in between is named as a fault and not passed over.
        assert_eq!(names, ["Agus Permana", "", "Yuyun"]);
        assert!(team[0].chair && !team[2].chair);
        assert!(TeamForm::read(&mut Reader::new(&Values::default())).team.value().unwrap().is_empty());
    }
}
