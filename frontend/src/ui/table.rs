//! Tables that become cards on a phone. Changing `display` takes the table's
//! meaning away in some browsers, so every role is written out.

use super::{Glyph, Icon, Link};
use crate::i18n::tr;
use yew::prelude::*;

/// A column. One without a label in the cards says itself what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub label: String,
    /// The published key to sort by, if there is one.
    pub sort: Option<&'static str>,
    /// Figures stand at the right.
    pub figures: bool,
    /// The label is repeated on each card.
    pub labelled: bool,
    /// Too short to be broken, as a date.
    pub whole: bool,
    /// Broken between words only.
    pub worded: bool,
}

impl Column {
    pub fn new(label: String) -> Self {
        Self { label, sort: None, figures: false, labelled: false, whole: false, worded: false }
    }

    #[must_use]
    pub fn sorted(mut self, key: &'static str) -> Self {
        self.sort = Some(key);
        self
    }

    #[must_use]
    pub fn labelled(mut self) -> Self {
        self.labelled = true;
        self
    }

    #[must_use]
    pub fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    #[must_use]
    pub fn worded(mut self) -> Self {
        self.worded = true;
        self
    }

    #[must_use]
    pub fn figures(mut self) -> Self {
        self.figures = true;
        self
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    content: Html,
    /// The name of the row: a heading for what stands beside it.
    key: bool,
}

impl Cell {
    pub fn new(content: Html) -> Self {
        Self { content, key: false }
    }

    pub fn text(text: impl Into<String>) -> Self {
        let text: String = text.into();
        Self::new(html! { { text } })
    }

    /// The cell that names the row: a link and a line below it.
    pub fn name(href: String, text: String, below: Option<String>) -> Self {
        Self {
            content: html! {
                <>
                    <Link {href} class="b">{ text }</Link>
                    if let Some(below) = below {
                        <span class="sub">{ below }</span>
                    }
                </>
            },
            key: true,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub key: String,
    pub cells: Vec<Cell>,
}

#[derive(Properties, PartialEq)]
pub struct TableProps {
    pub caption: AttrValue,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// The sort key in force, with `-` for descending.
    #[prop_or_default]
    pub sort: Option<AttrValue>,
    /// The address of this list sorted by a key.
    #[prop_or_default]
    pub sort_href: Option<Callback<String, String>>,
    /// Newer rows are on their way.
    #[prop_or_default]
    pub busy: bool,
}

#[component]
pub fn Table(props: &TableProps) -> Html {
    let heads = props.columns.iter().map(|column| head(props, column));
    let rows = props.rows.iter().map(|row| body_row(props, row));
    html! {
        <table class="tbl cards" role="table" aria-busy={props.busy.then_some("true")}>
            <caption class="vh">{ &props.caption }</caption>
            <thead role="rowgroup"><tr role="row">{ for heads }</tr></thead>
            <tbody role="rowgroup">{ for rows }</tbody>
        </table>
    }
}

fn head(props: &TableProps, column: &Column) -> Html {
    let class = classes!(column.figures.then_some("n"));
    let (Some(key), Some(href)) = (column.sort, &props.sort_href) else {
        return html! { <th {class} role="columnheader" scope="col">{ &column.label }</th> };
    };
    let falling = format!("-{key}");
    let sort = props.sort.as_deref().unwrap_or_default();
    let (order, glyph, next) = if sort == key {
        (Some("ascending"), Some(Glyph::SortAscending), falling)
    } else if sort == falling {
        (Some("descending"), Some(Glyph::SortDescending), key.to_owned())
    } else {
        (None, None, key.to_owned())
    };
    html! {
        <th {class} role="columnheader" scope="col" aria-sort={order}>
            <Link
                class="sortb"
                href={href.emit(next)}
                label={tr("table-sort", &[("column", column.label.as_str().into())])}
            >
                { &column.label }
                if let Some(glyph) = glyph {
                    <Icon {glyph} />
                }
            </Link>
        </th>
    }
}

fn body_row(props: &TableProps, row: &Row) -> Html {
    let cells = row.cells.iter().zip(&props.columns).map(|(cell, column)| {
        let class = classes!(
            cell.key.then_some("key"),
            column.figures.then_some("n"),
            column.whole.then_some("nw"),
            column.worded.then_some("words")
        );
        let label = column.labelled.then(|| column.label.clone());
        if cell.key {
            html! { <th {class} role="rowheader" scope="row">{ cell.content.clone() }</th> }
        } else {
            html! { <td {class} role="cell" data-l={label}>{ cell.content.clone() }</td> }
        }
    });
    html! { <tr role="row" key={row.key.clone()}>{ for cells }</tr> }
}
