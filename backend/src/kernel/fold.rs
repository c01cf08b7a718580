//! Folding text for search and order: small letters, no accents, single spaces.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The folded form of a name. Stored beside the name and used for search and
/// order, so that both databases agree.
pub fn fold(text: &str) -> String {
    let plain: String = text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A folded name in one spelling: old and new (Tjitra, Citra; Soekarno,
/// Sukarno), single and double letters (Siti, Sitti) meet. Stored for search
/// and applied to what is searched for.
pub fn sound(text: &str) -> String {
    const SPELLINGS: &[(&str, &str)] = &[
        ("oe", "u"),
        ("tj", "c"),
        ("dj", "j"),
        ("sj", "sy"),
        ("nj", "ny"),
        ("ch", "kh"),
        ("dh", "d"),
        ("th", "t"),
        ("v", "f"),
        ("z", "j"),
        ("'", ""),
    ];
    let mut name = fold(text);
    for (old, new) in SPELLINGS {
        name = name.replace(old, new);
    }
    let mut single = String::with_capacity(name.len());
    for letter in name.chars() {
        if !single.ends_with(letter) || letter == ' ' {
            single.push(letter);
        }
    }
    single
}

/// A text of eight or more digits in a row could be a NIK or a family card
/// number and must not travel in an address.
pub fn holds_identifier(text: &str) -> bool {
    let mut run = 0;
    for letter in text.chars() {
        run = match letter {
            '0'..='9' => run + 1,
            ' ' | '.' | '-' => run,
            _ => 0,
        };
        if run >= 8 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_alike() {
        assert_eq!(fold("  SITI   Nurhayáti "), "siti nurhayati");
        assert_eq!(fold("ＳＩＴＩ"), "siti");
    }

    #[test]
    fn spellings_meet() {
        for (one, other) in
            [("Tjitra", "Citra"), ("Sitti Noerhajati", "Siti Nurhajati"), ("Zubaidah", "Jubaidah"), ("Djoko", "Joko")]
        {
            assert_eq!(sound(one), sound(other));
        }
    }

    #[test]
    fn identifiers_are_seen_through_spaces() {
        assert!(holds_identifier("3275 0352 1187"));
        assert!(!holds_identifier("RT 01 RW 011, 2026"));
    }
}
