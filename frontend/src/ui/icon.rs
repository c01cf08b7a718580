//! Icons: a closed list, drawn from the sprite that the bundler writes into
//! the page out of `icons.txt`.

use yew::prelude::*;

macro_rules! glyphs {
    ($($name:ident = $icon:literal),+ $(,)?) => {
        /// A Tabler outline icon.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Glyph { $($name),+ }

        impl Glyph {
            /// Every icon in use, for `icons.txt`.
            #[cfg(test)]
            const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Tabler's name.
            #[cfg(test)]
            const fn name(self) -> &'static str {
                match self { $(Self::$name => $icon),+ }
            }

            const fn href(self) -> &'static str {
                match self { $(Self::$name => concat!("#i-", $icon)),+ }
            }
        }
    };
}

glyphs! {
    AlertCircle = "alert-circle",
    AlertTriangle = "alert-triangle",
    Archive = "archive",
    ArrowBackUp = "arrow-back-up",
    Ban = "ban",
    Bell = "bell",
    Building = "building",
    CalendarEvent = "calendar-event",
    Check = "check",
    ChevronLeft = "chevron-left",
    ChevronRight = "chevron-right",
    CircleCheck = "circle-check",
    CircleDashed = "circle-dashed",
    CircleX = "circle-x",
    Clock = "clock",
    CloudOff = "cloud-off",
    CloudUpload = "cloud-upload",
    Copy = "copy",
    Devices = "devices",
    Download = "download",
    Edit = "edit",
    FileImport = "file-import",
    FileSearch = "file-search",
    FileSpreadsheet = "file-spreadsheet",
    FileText = "file-text",
    FileUpload = "file-upload",
    Flag = "flag",
    History = "history",
    Home = "home",
    InfoCircle = "info-circle",
    Key = "key",
    LayoutBoard = "layout-board",
    ListCheck = "list-check",
    ListDetails = "list-details",
    Loader = "loader-2",
    Lock = "lock",
    Logout = "logout",
    MapPin = "map-pin",
    Menu = "menu-2",
    Plant = "plant-2",
    PlayerPlay = "player-play",
    Plus = "plus",
    Printer = "printer",
    Restore = "restore",
    Search = "search",
    Send = "send",
    ShieldCheck = "shield-check",
    SortAscending = "sort-ascending",
    SortDescending = "sort-descending",
    Trash = "trash",
    UserCheck = "user-check",
    UserCog = "user-cog",
    UserExclamation = "user-exclamation",
    UserOff = "user-off",
    UserPlus = "user-plus",
    Users = "users",
    X = "x",
}

#[derive(Properties, PartialEq)]
pub struct IconProps {
    pub glyph: Glyph,
    #[prop_or_default]
    pub class: Classes,
    #[prop_or_default]
    pub large: bool,
}

/// An icon beside a word; it says nothing by itself.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    let class = classes!("ico", props.large.then_some("ico-lg"), props.class.clone());
    html! {
        <svg {class} aria-hidden="true">
            <use href={props.glyph.href()} />
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// `UPDATE=1 cargo test -p frontend` rewrites the list.
    #[test]
    fn the_list_for_the_bundler_is_fresh() {
        let mut names: Vec<&str> = Glyph::ALL.iter().map(|glyph| glyph.name()).collect();
        names.sort_unstable();
        let text = names.join("\n") + "\n";
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("icons.txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "run with UPDATE=1");
    }
}
