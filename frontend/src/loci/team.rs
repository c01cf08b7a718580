//! The team of a locus (tim pengelola): who does what, and who leads it.

use super::title;
use crate::editor::{EditPage, Editable};
use crate::i18n::{number, t, tr};
use crate::programmes::ManageLink;
use crate::reference::use_agencies;
use crate::route::Route;
use crate::ui::{
    Badge, Button, CheckField, Crumb, Glyph, Kind, Lines, Panel, Reader, SelectField, TextField, Tone, Values,
    use_lines,
};
use contract::draft::Member;
use contract::endpoints::{CreateLocus, GetLocus, UpdateLocus};
use contract::ids::LocusId;
use contract::loci::{Locus, LocusDraft, MAX_TEAM, TeamMember};
use yew::prelude::*;

/// Its members.
const MEMBERS: Lines = Lines { at: "/team", inputs: &["name", "duty", "agency_id", "chair"] };

struct TeamForm;

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
            values.set(&MEMBERS.input(index, "name"), &one.name);
            values.set(&MEMBERS.input(index, "duty"), &one.duty);
            values.set(&MEMBERS.input(index, "agency_id"), &one.agency_id.map(|id| id.to_string()).unwrap_or_default());
            values.set(&MEMBERS.input(index, "chair"), if one.chair { "true" } else { "" });
        }
        values
    }

    fn read(reader: &mut Reader) -> LocusDraft {
        let team = (0..MEMBERS.filled(reader.values())).map(|index| TeamMember {
            name: reader.text(&MEMBERS.input(index, "name")).over(None).unwrap_or_default(),
            agency_id: reader.parsed(&MEMBERS.input(index, "agency_id")).over(None),
            duty: reader.text(&MEMBERS.input(index, "duty")).over(None).unwrap_or_default(),
            chair: reader.flag(&MEMBERS.input(index, "chair")).over(None).unwrap_or_default(),
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

#[component]
fn Fields() -> Html {
    let agencies = use_agencies();
    let shown = use_lines(MEMBERS, 1, MAX_TEAM);
    let rows = (0..shown.count).map(|index| {
        let onremove = shown.remove.reform(move |()| index);
        let n = [("n", number(i64::try_from(index + 1).unwrap_or_default()).into())];
        html! {
            <fieldset key={index} class="member">
                <legend>{ tr("locus-team-member", &n) }</legend>
                <TextField at={MEMBERS.input(index, "name")} label={t("team-name")} />
                <TextField at={MEMBERS.input(index, "duty")} label={t("team-duty")} hint={t("team-duty-hint")} />
                <SelectField
                    at={MEMBERS.input(index, "agency_id")}
                    label={t("team-agency")}
                    options={agencies.options.clone()}
                    loading={agencies.busy}
                    optional=true
                />
                <CheckField at={MEMBERS.input(index, "chair")} label={t("team-chair")} />
                <Button small=true kind={Kind::Tertiary} glyph={Glyph::X} onclick={onremove}>
                    { tr("team-remove", &n) }
                </Button>
            </fieldset>
        }
    });
    html! {
        <Panel>
            { for rows }
            if let Some(add) = shown.add {
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
