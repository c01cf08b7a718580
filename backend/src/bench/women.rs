//! Invented women of Kota Bekasi: names by their frequency, families, means,
//! decisions. The district of their NIK is in no list, so none is anyone's.

use super::dice::Dice;
use contract::beneficiaries::Status;
use contract::moment::Day;
use std::collections::HashMap;

/// Names of West Java, more frequent ones first.
const FIRST: &[&str] = &[
    "Siti", "Sri", "Nur", "Dewi", "Ani", "Rina", "Yanti", "Lilis", "Neneng", "Euis", "Wati", "Rohayati", "Nining",
    "Iis", "Yuyun", "Sumiati", "Suryani", "Ratna", "Tuti", "Ida", "Yuni", "Eka", "Rini", "Lina", "Maya", "Dian",
    "Fitri", "Indah", "Ita", "Kartini", "Mimin", "Nani", "Omah", "Popon", "Rokayah", "Sopiah", "Titin", "Umi", "Vera",
    "Wiwin", "Yayah", "Zainab", "Aisyah", "Cucu", "Djuariah", "Enung", "Halimah", "Imas", "Juju", "Kokom",
];
const SECOND: &[&str] = &[
    "Aminah",
    "Nurhayati",
    "Lestari",
    "Rahayu",
    "Wulandari",
    "Handayani",
    "Susanti",
    "Maryati",
    "Hasanah",
    "Fatimah",
    "Kurniasih",
    "Komariah",
    "Rohmah",
    "Solihah",
    "Nurjanah",
    "Setiawati",
    "Hidayah",
    "Mulyani",
    "Puspita",
    "Anggraeni",
    "Khodijah",
    "Masitoh",
    "Sulastri",
    "Yuliana",
    "Permata",
    "Astuti",
    "Maesaroh",
    "Julaeha",
    "Sukaesih",
    "Rosmiati",
    "Herlina",
    "Marlina",
    "Sutinah",
    "Wahyuni",
    "Kusumawati",
    "Purwanti",
    "Oktaviani",
    "Rosidah",
    "Salamah",
    "Qomariyah",
];
const LAST: &[&str] = &[
    "Hidayat",
    "Saputra",
    "Nugroho",
    "Suryana",
    "Setiawan",
    "Gunawan",
    "Kusuma",
    "Firmansyah",
    "Ramadhan",
    "Sutisna",
    "Simbolon",
    "Siregar",
    "Wijaya",
    "Abdullah",
    "Mulyadi",
    "Permana",
    "Sukmana",
    "Kosasih",
    "Nasution",
    "Tarigan",
    "Iskandar",
    "Darmawan",
    "Effendi",
    "Rosadi",
    "Supriadi",
    "Yusuf",
    "Zakaria",
    "Basuki",
    "Maulana",
    "Halim",
];
const STREETS: &[&str] = &[
    "Gg. Melati",
    "Jl. Mawar",
    "Kp. Pulo",
    "Jl. Kenanga",
    "Gg. Haji Saidi",
    "Kp. Rawa Bugel",
    "Jl. Perjuangan",
    "Perum Bumi Lestari Blok",
    "Jl. Anggrek",
    "Gg. Mushola",
];
const EDUCATION: &[&str] = &["primary", "junior_secondary", "primary_unfinished", "senior_secondary", "none"];
const OCCUPATIONS: &[&str] = &[
    "laundry_worker",
    "food_seller",
    "day_labourer",
    "domestic_worker",
    "housewife",
    "street_trader",
    "factory_worker",
    "shopkeeper",
    "none",
    "waste_picker",
    "tailor",
];

const CONSONANTS: &[&str] = &["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z"];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u"];
/// Days of birth that may come.
const DAYS: u32 = (YEARS.1 - YEARS.0 + 1) * 336;
/// Shares no divisor with them, so that each day comes once.
const SCATTERED: u32 = 9_767;
/// The district of the numbers of those who come while it is measured.
const ELSEWHERE: &str = "327598";
/// The district of all their numbers.
const DISTRICT: &str = "327599";
const SERIALS: u32 = 9_999;
/// The years they were born in.
const YEARS: (u32, u32) = (1962, 2008);

/// Where someone lives: the place of her kelurahan in the list, RW and RT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Spot {
    pub village: usize,
    pub rw: u32,
    pub rt: u32,
}

/// A household with its means and those who live in it besides her.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Home {
    pub spot: Spot,
    pub address: String,
    pub family_card: Option<String>,
    pub income: Option<i64>,
    pub expenditure: Option<i64>,
    pub members: Vec<Member>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Member {
    pub full_name: String,
    pub birth_date: Day,
    pub relation: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Woman {
    pub full_name: String,
    pub nik: Option<String>,
    pub birth_date: Day,
    pub phone: Option<String>,
    pub marital_status: &'static str,
    pub head_basis: Option<&'static str>,
    pub education: Option<&'static str>,
    pub occupation: &'static str,
    pub status: Status,
    pub complete: bool,
    pub archived: bool,
    /// `None`: she lives with the woman before her.
    pub home: Option<Home>,
    /// Days ago.
    pub registered: u32,
}

/// Makes one woman after the other.
#[derive(Debug)]
pub struct City {
    dice: Dice,
    villages: usize,
    serials: HashMap<(u32, u32, u32), u32>,
    cards: u32,
}

impl City {
    pub fn new(seed: u64, villages: usize) -> Self {
        Self { dice: Dice::new(seed), villages: villages.max(1), serials: HashMap::new(), cards: 0 }
    }

    pub fn woman(&mut self) -> Woman {
        let shared = self.cards > 0 && self.dice.chance(10);
        let home = (!shared).then(|| self.home());
        let dice = &mut self.dice;
        let full_name = name(dice);
        let date = date(dice, YEARS.0, YEARS.1);
        let without_nik = dice.chance(3);
        let marital_status =
            dice.weighted(&[(52, "widowed"), (28, "divorced"), (12, "married"), (8, "never_married")], "widowed");
        let status = dice.weighted(
            &[
                (55, Status::Validated),
                (25, Status::Candidate),
                (8, Status::Refused),
                (7, Status::Outdated),
                (5, Status::Withdrawn),
            ],
            Status::Candidate,
        );
        let woman = Woman {
            full_name,
            nik: None,
            birth_date: day(date),
            phone: dice.chance(70).then(|| format!("628{}{:08}", dice.between(1, 9), dice.below(100_000_000))),
            marital_status,
            head_basis: dice.chance(93).then(|| basis(marital_status)),
            education: dice.chance(85).then(|| dice.by_rank(EDUCATION)),
            status,
            complete: status == Status::Validated || dice.chance(80),
            archived: dice.chance(2),
            home,
            registered: dice.between(0, 350),
            occupation: dice.by_rank(OCCUPATIONS),
        };
        let nik = (!without_nik).then(|| self.number(date));
        Woman { nik, ..woman }
    }

    fn home(&mut self) -> Home {
        let dice = &mut self.dice;
        // Some kelurahan are twice the size of others.
        let sides = u64::try_from(self.villages).unwrap_or(1);
        let village = usize::try_from(dice.below(sides)).unwrap_or(0);
        let smaller = usize::try_from(dice.below(sides)).unwrap_or(0);
        let village = if dice.chance(30) { village.min(smaller) } else { village };
        let spot = Spot { village, rw: dice.between(1, 24), rt: dice.between(1, 12) };
        let address = format!("{} No. {}", dice.by_rank(STREETS), dice.between(1, 180));
        let told = dice.chance(85);
        let income = i64::from(dice.between(6, 60)) * 50_000;
        let spent = income + i64::from(dice.between(0, 10)) * 50_000 - 250_000;
        let count = dice.between(0, 3) + dice.between(0, 2);
        let members = (0..count).map(|_| member(dice)).collect();
        self.cards += 1;
        let date = date(&mut self.dice, 2004, 2024);
        let with_card = self.dice.chance(90);
        Home {
            spot,
            address,
            family_card: with_card.then(|| card(date, self.cards)),
            income: told.then_some(income),
            expenditure: told.then_some(spent.max(100_000)),
            members,
        }
    }

    /// A NIK of this birth date that nobody has yet.
    fn number(&mut self, date: (u32, u32, u32)) -> String {
        let serial = self.serials.entry(date).or_default();
        *serial = *serial % SERIALS + 1;
        nik(date, *serial)
    }
}

/// Why she heads the family, as her marital status has it.
fn basis(marital_status: &str) -> &'static str {
    match marital_status {
        "divorced" => "divorced",
        "married" => "husband_unable",
        "never_married" => "unmarried_dependants",
        _ => "husband_died",
    }
}

fn name(dice: &mut Dice) -> String {
    let first = dice.by_rank(FIRST);
    let title = if dice.chance(4) { "Hj. " } else { "" };
    match dice.below(100) {
        0..7 => format!("{title}{first}"),
        7..62 => format!("{title}{first} {}", dice.by_rank(SECOND)),
        _ => format!("{title}{first} {} {}", dice.by_rank(SECOND), dice.by_rank(LAST)),
    }
}

fn member(dice: &mut Dice) -> Member {
    let child = dice.chance(80);
    let (from, to) = if child { (1995, 2025) } else { (1935, 1965) };
    let born = date(dice, from, to);
    Member {
        full_name: format!("{} {}", dice.by_rank(FIRST), dice.by_rank(LAST)),
        birth_date: day(born),
        relation: if child { "child" } else { "parent" },
    }
}

/// Year, month, day.
fn date(dice: &mut Dice, from: u32, to: u32) -> (u32, u32, u32) {
    (dice.between(from, to), dice.between(1, 12), dice.between(1, 28))
}

fn day((year, month, day): (u32, u32, u32)) -> Day {
    let made = i32::try_from(year).ok().zip(u8::try_from(month).ok()).zip(u8::try_from(day).ok());
    let made = made.and_then(|((year, month), day)| Day::new(year, month, day));
    // Days up to the 28th exist in every month.
    made.unwrap_or(Day(time::Date::MIN))
}

/// A woman's day of birth is written with 40 added.
fn nik((year, month, day): (u32, u32, u32), serial: u32) -> String {
    format!("{DISTRICT}{:02}{month:02}{:02}{serial:04}", day + 40, year % 100)
}

fn card((year, month, day): (u32, u32, u32), number: u32) -> String {
    format!("{DISTRICT}{day:02}{month:02}{:02}{:04}", (year + number / SERIALS) % 100, number % SERIALS + 1)
}

/// A woman who is not among those of the city, whatever the seed: the number
/// decides. She is of their age and like none of them: nobody is asked about her.
pub fn newcomer(number: u32) -> (String, String, Day) {
    // Who is registered one after the other was not born on one day after the other.
    let (serial, turn) = (number / DAYS % SERIALS + 1, number % DAYS * SCATTERED % DAYS);
    let date = (YEARS.0 + turn / 336, turn / 28 % 12 + 1, turn % 28 + 1);
    let mut dice = Dice::new(u64::from(number));
    let nik = format!("{ELSEWHERE}{}", nik(date, serial).trim_start_matches(DISTRICT));
    (invented(&mut dice), nik, day(date))
}

/// A name nobody bears: two words of three syllables.
fn invented(dice: &mut Dice) -> String {
    let syllables: Vec<String> =
        (0..6).map(|_| format!("{}{}", dice.one_of(CONSONANTS), dice.one_of(VOWELS))).collect();
    let words: Vec<String> = syllables.chunks(3).map(<[String]>::concat).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::hash::{DefaultHasher, Hash, Hasher};

    fn digest(seed: u64) -> u64 {
        let mut city = City::new(seed, 56);
        let mut hasher = DefaultHasher::new();
        (0..5_000).for_each(|_| city.woman().hash(&mut hasher));
        hasher.finish()
    }

    #[test]
    fn a_seed_gives_the_same_women_again_and_another_gives_others() {
        assert_eq!(digest(42), digest(42));
        assert_ne!(digest(42), digest(43));
        let first = City::new(42, 56).woman();
        assert_eq!((first.full_name.as_str(), first.nik.as_deref()), ("Sopiah Rahayu", Some("3275994107040001")));
    }

    #[test]
    fn no_number_comes_twice_and_all_are_well_formed() {
        let mut city = City::new(7, 56);
        let today = Day::new(2026, 11, 26).unwrap();
        let mut seen = HashSet::new();
        let women: Vec<Woman> = (0..60_000).map(|_| city.woman()).collect();
        for nik in women.iter().filter_map(|woman| woman.nik.clone()).chain((0..30_000).map(|it| newcomer(it).1)) {
            assert!(contract::nik::Nik::parse(&nik, today).is_ok(), "{nik}");
            assert!(seen.insert(nik));
        }
        let siti = women.iter().filter(|woman| woman.full_name.contains("Siti")).count();
        let kokom = women.iter().filter(|woman| woman.full_name.contains("Kokom")).count();
        assert!(siti > 20 * kokom.max(1), "{siti} {kokom}");
    }
}
