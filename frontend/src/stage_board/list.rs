//! The board: what holds each locus, and for how long.

use crate::api::{Call, use_query};
use crate::i18n::{choices, t, term, tr};
use crate::loci::rws_in_words;
use crate::programmes::ManageLink;
use crate::route::Route;
use crate::stage_records::{Look, days_between, days_since, figure, in_language, numbered};
use crate::ui::{Filters, Glyph, Icon, Kind, Link, PageHead, Panel, Pick, WhenEmpty, filters_of, listing, use_address};
use crate::work_lists::WorkLists;
use contract::cycle::{CycleStage, StageState};
use contract::endpoints::ListStageBoard;
use contract::stage_board::{BoardCell, BoardRow, Filter, Hold};
use contract::work_lists::FilteredList;
use yew::prelude::*;

/// Rows of one page of the board.
const ROWS: u64 = 25;

#[component]
pub fn StageBoard() -> Html {
    let address = use_address();
    let filter: Filter = address.filter();
    let query = use_query(Call::<ListStageBoard>::new().query(&filter).paging(&address.paging(ROWS)));
    let filtered = filter.region.is_some() || filter.year.is_some() || filter.stage.is_some();
    let when_empty = WhenEmpty { glyph: Glyph::Flag, title: t("loci-empty"), text: t("loci-empty-text") };
    let rows = listing(&query, &address, filtered, when_empty, board);
    let actions = html! {
        <>
            <WorkLists list={FilteredList::StageBoard} address={address.clone()} filters={filters_of(&filter)} />
            <ManageLink href={Route::NewLocus.href()} kind={Kind::Primary} glyph={Glyph::Plus}>
                { t("loci-add") }
            </ManageLink>
        </>
    };
    html! {
        <>
            <PageHead title={t("stage-board")} lede={t("stage-board-lede")} {actions} />
            <Panel flush=true>
                <Filters address={address.clone()}>
                    <Pick
                        address={address.clone()}
                        name="stage"
                        label={t("stage")}
                        all={t("stage-all")}
                        options={choices::<CycleStage>()}
                    />
                    <Pick
                        address={address.clone()}
                        name="sort"
                        label={t("stage-board-order")}
                        all={t("stage-board-newest")}
                        options={vec![("stage_since".to_owned(), t("stage-board-longest"))]}
                    />
                </Filters>
                { rows }
                { key() }
            </Panel>
        </>
    }
}

/// What the signs mean.
fn key() -> Html {
    let looks = [Look::Passed, Look::Running, Look::Held, Look::Waiting, Look::Returned, Look::Suspended, Look::Later];
    let items = looks.iter().map(|look| html! { <li><Icon glyph={look.glyph()} />{ look.words() }</li> });
    html! { <ul class="board-key small ink2">{ for items }</ul> }
}

fn board(rows: &[BoardRow]) -> Html {
    let heads = CycleStage::ALL.iter().map(|stage| {
        html! {
            <th scope="col">
                { tr("stage-number", &[("n", stage.number().to_string().into())]) }
                <span class="sub">{ term(*stage) }</span>
            </th>
        }
    });
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label={t("stage-board")}>
            <table class="tbl cards board">
                <caption class="vh">{ t("stage-board") }</caption>
                <thead><tr><th scope="col">{ t("locus") }</th>{ for heads }</tr></thead>
                <tbody>{ for rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

fn row(row: &BoardRow) -> Html {
    let href = Route::Locus { id: row.locus_id }.href();
    let cells = row.cells.iter().map(|one| cell(row, one));
    html! {
        <tr key={row.locus_id.to_string()}>
            <th scope="row" class="key">
                <Link class="b" {href}>{ format!("{} {}", row.region_name, rws_in_words(&row.rws)) }</Link>
                <span class="sub">{ format!("{} {}", row.programme_name, row.year) }</span>
            </th>
            { for cells }
        </tr>
    }
}

/// The names of what holds a gate: three, and how many more.
fn holds(holds: &[Hold]) -> String {
    let named = holds.iter().take(3).map(|one| {
        let name = in_language(&one.name_id, &one.name_en);
        match figure(one.value, one.of) {
            Some(figure) => format!("{name}: {figure}"),
            None => name.to_owned(),
        }
    });
    let mut words: Vec<String> = named.collect();
    let more = holds.len().saturating_sub(3);
    if more > 0 {
        words.push(tr("stage-board-more", &[("n", more.into())]));
    }
    words.join("; ")
}

fn cell(row: &BoardRow, one: &BoardCell) -> Html {
    let here = row.stage == Some(one.stage);
    let look = Look::of(one.state, here, !one.holds.is_empty());
    let days = |n: i64| tr("stage-days", &[("n", n.into())]);
    let label = numbered(one.stage);
    if look == Look::Passed {
        let took = one.reached_at.zip(one.passed_at).map(|(from, to)| days(days_between(from, to)));
        return html! {
            <td data-l={label}>
                <span class="line"><Icon glyph={look.glyph()} class="c-ok" />
                    <span class="vh">{ look.words() }{ " " }</span>{ took.unwrap_or_default() }
                </span>
            </td>
        };
    }
    if look == Look::Later {
        return html! { <td class="nil" data-l={label}><span aria-hidden="true">{ "–" }</span><span class="vh">{ look.words() }</span></td> };
    }
    let awaits = one.awaits.filter(|_| one.state == StageState::Submitted);
    html! {
        <td class={classes!(here.then_some("cur"))} data-l={label}>
            { look.badge() }
            if let Some(role) = awaits {
                <span class="blk">{ tr("stage-awaits", &[("role", term(role).into())]) }</span>
            }
            if !one.holds.is_empty() {
                <span class="blk">{ holds(&one.holds) }</span>
            }
            if one.warnings > 0 {
                <span class="blk">{ tr("stage-warnings", &[("n", one.warnings.into())]) }</span>
            }
            <span class="dur">{ days(days_since(if here { row.stage_since } else { one.since })) }</span>
        </td>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_holds_are_named_and_the_others_counted() {
        crate::i18n::speak(contract::words::Language::Indonesian);
        let hold = |name: &str, value| Hold {
            key: name.to_owned(),
            name_id: name.to_owned(),
            name_en: name.to_owned(),
            value,
            of: value.map(|_| 100),
        };
        let two = [hold("Rencana", None), hold("Calon", Some(41))];
        assert_eq!(holds(&two), "Rencana; Calon: 41 dari 100");
        let many: Vec<Hold> = (1..=5).map(|n| hold(&n.to_string(), None)).collect();
        assert_eq!(holds(&many), "1; 2; 3; 2 lagi");
    }
}
