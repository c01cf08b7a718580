//! Folding text for search and order: small letters, no accents, single spaces.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The folded form of a name. Stored beside the name and used for search and
/// order, so that both databases agree.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let plain: String = text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rules of [`sound`]. When they change, what is stored is written anew at
/// the next start.
pub const SPELLING: &str = "2";

/// Old and new spellings, and letters that collectors exchange, in the order
/// they are applied.
const SPELLINGS: &[(&str, &str)] = &[
    ("oe", "u"),
    ("tj", "c"),
    ("dj", "j"),
    ("sj", "s"),
    ("sy", "s"),
    ("nj", "ny"),
    ("dz", "z"),
    ("ch", "k"),
    ("kh", "k"),
    ("dh", "d"),
    ("th", "t"),
    ("ts", "s"),
    ("ph", "p"),
    ("f", "p"),
    ("v", "p"),
    ("q", "k"),
    ("x", "ks"),
    ("ae", "ai"),
    ("eu", "e"),
    ("z", "j"),
];
/// Parts of names that are written apart or together: Nur Hayati, Nurhayati.
const BEFORE: &[&str] = &["nur", "nor", "sri", "siti", "tri", "dwi", "umi"];
const BEHIND: &[&str] = &["wati", "yanti", "sari", "ningsi", "ningrum", "dewi", "yani", "yati", "asi"];

/// The words of a name, each in one spelling.
pub fn spelled_words(text: &str) -> Vec<String> {
    let plain: String = fold(text).chars().filter(|letter| !matches!(letter, '\'' | '’' | '`')).collect();
    plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(spell).collect()
}

fn spell(word: &str) -> String {
    let mut word = word.to_owned();
    for (old, new) in SPELLINGS {
        if word.contains(old) {
            word = word.replace(old, new);
        }
    }
    let silent = word.strip_suffix('h').filter(|rest| rest.ends_with(['a', 'e', 'i', 'o', 'u']));
    settled(silent.unwrap_or(&word))
}

/// Glides and doubled letters, which are written or not.
fn settled(word: &str) -> String {
    let mut single = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let vowel_follows = letters.peek().is_some_and(|next| matches!(next, 'a' | 'e' | 'i' | 'o' | 'u'));
        let glide = match letter {
            'y' => single.ends_with('i') && vowel_follows,
            'w' => single.ends_with('u') && vowel_follows,
            _ => false,
        };
        // Zaynab, Zainab.
        let bent = letter == 'y' && single.ends_with('a') && letters.peek().is_some() && !vowel_follows;
        let letter = if bent { 'i' } else { letter };
        if !glide && (letter.is_ascii_digit() || !single.ends_with(letter)) {
            single.push(letter);
        }
    }
    single
}

/// A name in one spelling: old and new (Tjitra, Citra; Djaenab, Zainab),
/// single and double letters (Siti, Sitti), apart and together (Nur Hayati,
/// Nurhayati) meet. Stored for search and applied to what is searched for.
pub fn sound(text: &str) -> String {
    let mut joined: Vec<String> = Vec::new();
    let mut open = false;
    for word in spelled_words(text) {
        let opens = BEFORE.contains(&word.as_str());
        match joined.last_mut() {
            Some(last) if open || BEHIND.contains(&word.as_str()) => *last = settled(&format!("{last}{word}")),
            _ => joined.push(word),
        }
        open = opens;
    }
    joined.join(" ")
}

/// The words by which one or two typed letters find a name.
pub fn search_words(text: &str) -> Vec<String> {
    let mut words = spelled_words(text);
    words.extend(sound(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned));
    words.sort_unstable();
    words.dedup();
    words
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
        for (one, other) in [
            ("Tjitra", "Citra"),
            ("Sitti Noerhajati", "Siti Nurhajati"),
            ("Zubaidah", "Jubaedah"),
            ("Djoko", "Joko"),
            ("Djaenab", "Zainab"),
            ("Nur Hayati", "Nurhayati"),
            ("Siti Nur Hayati", "Siti Nurhayati"),
            ("Kurnia Wati", "Kurniawati"),
            ("Sumi Yati", "Sumiati"),
            ("Fatimah", "Patima"),
            ("Qomariyah", "Komariah"),
            ("Siti Sa'diyah", "Siti Sadiah"),
        ] {
            assert_eq!(sound(one), sound(other));
        }
        assert_ne!(sound("Nomor 11"), sound("Nomor 1"), "figures are not doubled letters");
    }

    #[test]
    fn what_is_typed_so_far_is_found() {
        for (typed, name) in
            [("nurh", "Nur Hayati"), ("hayati", "Nurhayati"), ("nur h", "Nurhayati"), ("zai", "Djaenab")]
        {
            assert!(sound(name).contains(&sound(typed)), "{typed} {name}");
        }
        assert!(search_words("Nur Hayati").contains(&"hayati".to_owned()));
    }

    #[test]
    fn identifiers_are_seen_through_spaces() {
        assert!(holds_identifier("3275 0352 1187"));
        assert!(!holds_identifier("RT 01 RW 011, 2026"));
    }
}
