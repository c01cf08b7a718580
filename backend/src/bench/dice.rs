//! Chance that can be repeated: the same seed gives the same city anywhere.

/// SplitMix64, by Steele, Lea and Flood (2014).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub const fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of `0..sides`.
    pub const fn below(&mut self, sides: u64) -> u64 {
        self.roll() % sides
    }

    /// One of `from..=to`.
    pub fn between(&mut self, from: u32, to: u32) -> u32 {
        from + u32::try_from(self.below(u64::from(to - from) + 1)).unwrap_or(0)
    }

    /// Whether a chance of so many in a hundred comes true.
    pub const fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of the list, each as likely.
    pub fn one_of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let sides = u64::try_from(list.len()).unwrap_or(1).max(1);
        usize::try_from(self.below(sides)).ok().and_then(|place| list.get(place)).copied().unwrap_or("")
    }

    /// One of a list; those in front come more often, as names do.
    pub fn by_rank<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let sides = u64::try_from(list.len()).unwrap_or(1).max(1);
        // The smallest of three rolls falls off like the ranks of names.
        let place = self.below(sides).min(self.below(sides)).min(self.below(sides));
        usize::try_from(place).ok().and_then(|place| list.get(place)).copied().unwrap_or("")
    }

    /// One by weight in parts of a hundred.
    pub fn weighted<T: Copy>(&mut self, list: &[(u64, T)], otherwise: T) -> T {
        let mut rest = self.below(100);
        for (weight, one) in list {
            if rest < *weight {
                return *one;
            }
            rest -= weight;
        }
        otherwise
    }
}
