//! How alike two names are, whatever titles, spellings and slips they carry.

use super::words::{Letters, MET, is_initial, word_likeness};
use crate::kernel::fold::{fold, sound, spelled_words};

/// A word before a name that is no part of it.
fn is_title(word: &str) -> bool {
    matches!(
        word,
        "h" | "hj"
            | "hjh"
            | "haji"
            | "hajah"
            | "hajjah"
            | "rd"
            | "rr"
            | "raden"
            | "ra"
            | "ny"
            | "nyonya"
            | "nn"
            | "nona"
            | "sdri"
            | "ibu"
            | "bu"
            | "bunda"
            | "mak"
            | "ma"
            | "emak"
            | "nenek"
            | "nek"
            | "dra"
            | "drs"
            | "dr"
            | "drg"
            | "ir"
            | "prof"
            | "alm"
            | "almh"
            | "almarhumah"
            | "ustadzah"
            | "ustazah"
            | "rt"
            | "rw"
    )
}

/// A degree behind a name, without its dots.
fn is_degree(word: &str) -> bool {
    matches!(
        word,
        "spd"
            | "spdi"
            | "spdsd"
            | "se"
            | "sei"
            | "sh"
            | "shi"
            | "sag"
            | "sos"
            | "ssos"
            | "skm"
            | "st"
            | "sst"
            | "skep"
            | "sip"
            | "skom"
            | "ssi"
            | "shum"
            | "samd"
            | "amd"
            | "amdkeb"
            | "amdkep"
            | "amk"
            | "mpd"
            | "mpdi"
            | "mm"
            | "msi"
            | "mkes"
            | "mag"
            | "mh"
            | "ma"
    )
}

/// "Child of"; what follows is the father's name.
fn is_child_of(word: &str) -> bool {
    matches!(word, "bin" | "binti" | "bt" | "bte" | "bti" | "binte")
}

/// A word so common in names that it says little.
fn is_common(word: &str) -> bool {
    matches!(
        word,
        "siti"
            | "sri"
            | "nur"
            | "nor"
            | "tri"
            | "dwi"
            | "eka"
            | "umi"
            | "neng"
            | "eneng"
            | "enok"
            | "nyai"
            | "nyi"
            | "ai"
            | "ade"
            | "dewi"
            | "putri"
            | "sari"
            | "wati"
    )
}

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    own: Vec<String>,
    father: Vec<String>,
    /// The words as they were written, without titles.
    plain: String,
    letters: Letters,
}

/// How two names stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Same,
    /// Another spelling, order or separation of the same words.
    Variant,
    /// One leaves words out or has initials in place of them.
    Shortened,
    /// Alike but for letters.
    Similar,
    Different,
}

/// The likeness of two names in hundredths, and of their fathers' names where
/// both tell one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness {
    pub kind: Kind,
    pub degree: u32,
    pub fathers: Option<bool>,
}

impl Name {
    pub fn of(text: &str) -> Self {
        let folded = fold(&without_asides(text));
        let (first, rest) = folded.split_once(',').unwrap_or((&folded, ""));
        let mut written: Vec<String> = Vec::new();
        for piece in first.split_whitespace() {
            // A degree carries dots inside: S.Pd, A.Md.Keb.
            if written.is_empty() || !piece.contains('.') || !ends_in_degree(piece) {
                written.extend(pieces(piece));
            }
        }
        written.extend(rest.split([',', ' ']).filter(|piece| !ends_in_degree(piece)).flat_map(pieces));
        let titles = written.iter().take_while(|word| is_title(word)).count();
        let named = written.len() > titles;
        let words = written.into_iter().skip(if named { titles } else { 0 });
        let (mut own, mut father, mut plain, mut of_father) = (Vec::new(), Vec::new(), Vec::new(), false);
        for word in words {
            if is_child_of(&word) && !own.is_empty() {
                of_father = true;
            } else if of_father {
                father.extend(spelled_words(&word).into_iter().filter(|_| !is_title(&word)));
            } else {
                own.extend(spelled_words(&word).into_iter().map(written_out));
                plain.push(word);
            }
        }
        let letters = Letters::of(&own.concat());
        Self { own, father, plain: plain.join(" "), letters }
    }

    /// The consonants of her name in alphabetical order, whatever its vowels,
    /// glides and the order of its words: women whose names are variants of each
    /// other mostly share it.
    pub fn key(&self) -> String {
        let joined = sound(&self.own.concat());
        let silent = ['a', 'e', 'i', 'o', 'u', 'h', 'j', 'w', 'y', ' '];
        let mut bones: Vec<char> = joined.chars().filter(|letter| !silent.contains(letter)).collect();
        bones.sort_unstable();
        bones.into_iter().collect()
    }

    /// The words joined as search joins them.
    fn key_words(&self) -> String {
        sound(&self.own.join(" "))
    }

    /// How alike two names are.
    pub fn likeness(&self, other: &Self) -> Likeness {
        let (kind, degree) = own_likeness(self, other);
        let fathers = (!self.father.is_empty() && !other.father.is_empty())
            .then(|| Alignment::of(&self.father, &other.father).degree() >= MET);
        Likeness { kind, degree, fathers }
    }
}

/// A name without what stands in brackets.
fn without_asides(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|letter| {
            match letter {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

fn ends_in_degree(piece: &str) -> bool {
    let squashed: String = piece.chars().filter(|letter| letter.is_alphanumeric()).collect();
    is_degree(&squashed)
}

fn pieces(piece: &str) -> Vec<String> {
    let plain: String = piece.chars().filter(|letter| !matches!(letter, '\'' | '’' | '`')).collect();
    plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Customary abbreviations in full.
fn written_out(word: String) -> String {
    if word == "st" { "siti".to_owned() } else { word }
}

fn own_likeness(one: &Name, other: &Name) -> (Kind, u32) {
    if one.plain == other.plain {
        return (Kind::Same, 100);
    }
    let joined = |name: &Name| name.own.concat();
    let sorted = |name: &Name| {
        let mut words = name.own.clone();
        words.sort_unstable();
        words
    };
    // Where words are joined, one of two letters may fall away.
    let words = u32::try_from(one.own.len().max(other.own.len())).unwrap_or(u32::MAX);
    let near = one.letters.slips(&other.letters) <= words;
    if near && (joined(one) == joined(other) || sorted(one) == sorted(other) || one.key_words() == other.key_words()) {
        return (Kind::Variant, 100);
    }
    let aligned = Alignment::of(&one.own, &other.own);
    let mut degree = aligned.degree();
    if one.own.len() != other.own.len() {
        degree = degree.max(word_likeness(&joined(one), &joined(other), degree));
    }
    let kind = match degree {
        0..MET => Kind::Different,
        _ if aligned.shortened => Kind::Shortened,
        _ => Kind::Similar,
    };
    (kind, degree)
}

/// Which words of two names belong together.
struct Alignment {
    /// The weight of the words that met, by how well they did.
    met: u32,
    weights: (u32, u32),
    left: (u32, u32),
    shortened: bool,
}

fn weight_of(word: &str) -> u32 {
    if is_common(word) { 35 } else { 100 }
}

impl Alignment {
    /// Pairs the words that are most alike first.
    fn of(one: &[String], other: &[String]) -> Self {
        let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
        for (a, word) in one.iter().enumerate() {
            for (b, against) in other.iter().enumerate() {
                let likeness = word_likeness(word, against, MET);
                if likeness >= MET {
                    pairs.push((likeness, a, b));
                }
            }
        }
        pairs.sort_by_key(|(likeness, a, b)| (std::cmp::Reverse(*likeness), *a, *b));
        let (mut taken, mut given) = (vec![false; one.len()], vec![false; other.len()]);
        let (mut met, mut initials) = (0, false);
        for (likeness, a, b) in pairs {
            let (Some(taken), Some(given)) = (taken.get_mut(a), given.get_mut(b)) else { continue };
            if !*taken && !*given {
                (*taken, *given) = (true, true);
                let words = (one.get(a).map_or("", String::as_str), other.get(b).map_or("", String::as_str));
                initials |= words.0.chars().count() != words.1.chars().count() && is_initial(words.0, words.1);
                met += weight_of(words.0).max(weight_of(words.1)) * likeness / 100;
            }
        }
        let sum = |words: &[String]| words.iter().map(|word| weight_of(word)).sum::<u32>();
        let rest = |words: &[String], met: &[bool]| -> u32 {
            words.iter().zip(met).filter(|(_, met)| !**met).map(|(word, _)| weight_of(word)).sum()
        };
        let left = (rest(one, &taken), rest(other, &given));
        Self { met, weights: (sum(one), sum(other)), left, shortened: initials || left.0 != left.1 }
    }

    /// Words left on one side only are words left out; words left on both
    /// sides are another name.
    fn degree(&self) -> u32 {
        let (longer, shorter) = (self.weights.0.max(self.weights.1), self.weights.0.min(self.weights.1));
        if shorter == 0 {
            return 0;
        }
        let degree = (self.met * 50 / longer + self.met * 50 / shorter).min(100);
        // A name of nothing but common words says too little of a longer one.
        let degree = if shorter < 100 && longer > shorter { degree * 60 / 100 } else { degree };
        if self.left.0 > 0 && self.left.1 > 0 { degree * 60 / 100 } else { degree }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(one: &str, other: &str) -> Kind {
        Name::of(one).likeness(&Name::of(other)).kind
    }

    #[test]
    fn titles_degrees_and_fathers_are_no_part_of_a_name() {
        for written in
            ["Hj. Maemunah", "Ibu Maemunah", "Dra. Hj. Maemunah, M.Si", "Maemunah binti Saleh", "Maemunah S.Pd"]
        {
            assert_eq!(kind(written, "maemunah"), Kind::Same, "{written}");
        }
        assert_eq!(kind("Ibu 1", "Ibu 2"), Kind::Different, "figures tell apart");
        assert_eq!(Name::of("Aminah binti Saleh").likeness(&Name::of("Aminah bt Karta")).fathers, Some(false));
    }

    #[test]
    fn kinds_of_likeness() {
        assert_eq!(kind("Djaenab", "Zainab"), Kind::Variant);
        assert_eq!(kind("Wahyuni Sri", "Sri Wahyuni"), Kind::Variant);
        assert_eq!(kind("Nur Rahman Ningsih Nur Rohmah", "Nurahmaningsi Nurohmah"), Kind::Variant);
        assert_eq!(kind("Sri W.", "Sri Wahyuni"), Kind::Shortened);
        assert_eq!(kind("Rohimah", "Siti Rohimah"), Kind::Shortened);
        assert_eq!(kind("Sulastri", "Sulastir"), Kind::Similar);
        assert_eq!(kind("Siti Aminah", "Siti Fatimah"), Kind::Different);
        assert_eq!(kind("Siti", "Siti Rohayati"), Kind::Different);
    }

    #[test]
    fn variants_share_a_key() {
        for (one, other) in [("Djaenab", "Hj. Zainab"), ("Nur Hayati", "Nurhayati"), ("Wahyuni Sri", "Sri Wahyuni")] {
            assert_eq!(Name::of(one).key(), Name::of(other).key(), "{one}");
        }
    }
}
