//! The words of the files, in the language of who asks for them.

use contract::imports::Column;
use contract::words::{Bundle, Language, bundle, message};
use std::sync::OnceLock;

const fn source(language: Language) -> &'static str {
    match language {
        Language::Indonesian => include_str!("words/id.ftl"),
        Language::English => include_str!("words/en.ftl"),
    }
}

fn own(language: Language) -> &'static Bundle {
    static INDONESIAN: OnceLock<Bundle> = OnceLock::new();
    static ENGLISH: OnceLock<Bundle> = OnceLock::new();
    let cell = match language {
        Language::Indonesian => &INDONESIAN,
        Language::English => &ENGLISH,
    };
    cell.get_or_init(|| bundle(language, &[source(language)]))
}

/// A text of the files, or its key where it is missing.
pub fn say(language: Language, key: &str, arguments: &[(&str, &str)]) -> String {
    message(own(language), key, arguments).unwrap_or_else(|| key.to_owned())
}

/// The column of an import whose heading in an export this is, in either
/// language; `folded` is written small.
pub fn column_of(folded: &str) -> Option<Column> {
    let stands = |column: Column, language: Language| {
        crate::kernel::fold::fold(&say(language, &format!("column-{column}"), &[])) == folded
    };
    let mut columns = Column::ALL.iter().copied();
    columns.find(|column| Language::ALL.iter().any(|language| stands(*column, *language)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(language: Language) -> Vec<&'static str> {
        source(language).lines().filter_map(|line| Some(line.split_once(" = ")?.0)).collect()
    }

    #[test]
    fn both_languages_say_the_same_things() {
        assert_eq!(keys(Language::Indonesian), keys(Language::English));
        for key in keys(Language::English) {
            assert!(Language::ALL.iter().all(|language| message(own(*language), key, &[]).is_some()), "{key}");
        }
    }

    #[test]
    fn a_heading_of_an_import_is_one_of_its_columns_again() {
        for column in Column::ALL {
            for language in Language::ALL {
                let heading = say(*language, &format!("column-{column}"), &[]);
                assert_eq!(column_of(&crate::kernel::fold::fold(&heading)), Some(*column), "{heading}");
            }
        }
        assert_eq!(column_of("nik (disamarkan)"), None);
    }
}
