//! The kit: what every page is made of. It knows the browser and the words,
//! but no noun of the programme.

pub mod address;
pub mod badge;
pub mod browser;
pub mod button;
pub mod choice;
pub mod dialog;
pub mod field;
pub mod filters;
pub mod form;
pub mod icon;
pub mod leave;
pub mod link;
pub mod listing;
pub mod page;
pub mod pager;
pub mod panel;
pub mod parts;
pub mod problem;
pub mod shell;
pub mod table;
pub mod tasks;
pub mod timeline;
pub mod toast;
pub mod values;

pub use address::{Address, use_address};
pub use badge::{Badge, Tone};
pub use button::{Button, Kind, LinkButton};
pub use choice::{CheckField, RadioField, SelectField};
pub use dialog::Dialog;
pub use field::{AreaField, DateField, TextField, Width};
pub use filters::{Chip, Filters, Pick, PickDay, SearchBox};
pub use form::{Form, FormHandle, use_form};
pub use icon::{Glyph, Icon};
pub use link::Link;
pub use listing::{LIMIT, WhenEmpty, listing, waiting};
pub use page::{Crumb, PageHead, Tab, Tabs};
pub use pager::Pager;
pub use panel::{KeyValue, Panel, or_dash};
pub use parts::{Empty, Moment, Note, Skeleton, Stat, Stats};
pub use problem::{ProblemNote, ProblemPanel};
pub use table::{Cell, Column, Row, Table};
pub use tasks::{Task, TaskList};
pub use timeline::{Event, Timeline};
pub use toast::{ToastArea, ToastProvider, use_toast};
pub use values::{Reader, Values};
