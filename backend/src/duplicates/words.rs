//! How alike two words of names are, whatever slips of the pen they carry.

/// From here on two words are taken for one word.
pub const MET: u32 = 60;

pub fn is_initial(one: &str, other: &str) -> bool {
    let single = |word: &str| word.chars().count() == 1;
    (single(one) || single(other)) && one.chars().next() == other.chars().next()
}

/// How alike two words are, in hundredths; where it is less than `least`, it
/// may be said to be nothing.
pub fn word_likeness(one: &str, other: &str, least: u32) -> u32 {
    if one == other {
        return 100;
    }
    if one.chars().any(|letter| letter.is_ascii_digit()) || other.chars().any(|letter| letter.is_ascii_digit()) {
        return 0;
    }
    let (size, against) = (one.chars().count(), other.chars().count());
    if size == 1 || against == 1 {
        return if is_initial(one, other) { 80 } else { 0 };
    }
    let length = u32::try_from(size.max(against)).unwrap_or(u32::MAX);
    let begins_otherwise = exchange(one.chars().next(), other.chars().next()) >= SLIP;
    let likeness =
        |apart: u32| 100_u32.saturating_sub(apart * 12 / length).saturating_sub(if begins_otherwise { 25 } else { 0 });
    // Most pairs are told apart by their letters alone.
    if likeness(Letters::of(one).slips(&Letters::of(other)) * SLIP) < least {
        return 0;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let apart = distance(&one, &other);
    // In a word of four letters each letter makes another name: Rina, Rini.
    if length <= 4 && apart >= SLIP { 0 } else { likeness(apart) }
}

/// How often each letter stands in a word, of those that are not exchanged in
/// writing: each that stands in one word only is a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters([u8; 26]);

impl Letters {
    pub fn of(word: &str) -> Self {
        let mut counts = [0_u8; 26];
        for letter in word.bytes().filter(|letter| !b"cghijkeosuy".contains(letter)) {
            if let Some(count) = counts.get_mut(usize::from(letter.wrapping_sub(b'a'))) {
                *count = count.saturating_add(1);
            }
        }
        Self(counts)
    }

    /// The slips there are at least between two words.
    pub fn slips(&self, other: &Self) -> u32 {
        let (mut more, mut less) = (0, 0);
        for (one, other) in self.0.iter().zip(&other.0) {
            more += u32::from(one.saturating_sub(*other));
            less += u32::from(other.saturating_sub(*one));
        }
        more.max(less)
    }
}

/// What a wrong letter costs, in tenths of a letter.
const SLIP: u32 = 10;
/// What letters cost that are exchanged in writing.
const SOFT: u32 = 4;

/// Letters that stand for each other in old spellings and dialects.
fn exchange(one: Option<char>, other: Option<char>) -> u32 {
    const SOFTLY: &[(char, char)] =
        &[('j', 'y'), ('i', 'y'), ('h', 'k'), ('g', 'k'), ('u', 'o'), ('e', 'i'), ('s', 'c')];
    match (one, other) {
        (Some(one), Some(other)) if one == other => 0,
        (Some(one), Some(other)) if SOFTLY.contains(&(one, other)) || SOFTLY.contains(&(other, one)) => SOFT,
        _ => SLIP,
    }
}

/// An `h` is heard or not.
fn left_out(letter: char) -> u32 {
    if letter == 'h' { SOFT } else { SLIP }
}

/// The cost of turning one word into the other: letters exchanged, left out,
/// or written in each other's place.
fn distance(one: &[char], other: &[char]) -> u32 {
    let (mut before, mut now): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    let mut last: Vec<u32> = std::iter::once(0)
        .chain(other.iter().scan(0, |sum, letter| {
            *sum += left_out(*letter);
            Some(*sum)
        }))
        .collect();
    for (row, letter) in one.iter().enumerate() {
        now.clear();
        now.push(last.first().copied().unwrap_or(0) + left_out(*letter));
        for (column, against) in other.iter().enumerate() {
            let at = |line: &[u32], place: usize| line.get(place).copied().unwrap_or(u32::MAX / 2);
            let mut cost = (at(&last, column) + exchange(Some(*letter), Some(*against)))
                .min(at(&last, column + 1) + left_out(*letter))
                .min(at(&now, column) + left_out(*against));
            let crossed =
                row > 0 && column > 0 && one.get(row - 1) == Some(against) && other.get(column - 1) == Some(letter);
            if crossed {
                cost = cost.min(at(&before, column - 1) + SLIP);
            }
            now.push(cost);
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut now);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::fold::spelled_words;

    #[test]
    fn who_is_told_apart_by_letters_is_not_alike() {
        let pairs = include_str!("../../data/duplicate-pairs.csv");
        let names = pairs.lines().skip(1).flat_map(|line| line.split(';').skip(3).step_by(3));
        let words: std::collections::BTreeSet<String> = names.flat_map(spelled_words).collect();
        let mut spared = 0;
        for one in &words {
            for other in &words {
                let (whole, known) = (word_likeness(one, other, 0), word_likeness(one, other, MET));
                assert!(known == whole || known == 0 && whole < MET, "{one} {other}: {whole} {known}");
                spared += u32::from(known != whole);
            }
        }
        assert!(words.len() > 200 && spared > 10_000, "{} {spared}", words.len());
    }
}
