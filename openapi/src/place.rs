//! Places: Kemendagri region codes, RW and RT.

use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt;
use std::str::FromStr;

text_enum! {
    /// The level of a region in the Kemendagri list.
    RegionLevel {
        Province = "province",
        /// Kabupaten or kota.
        City = "city",
        /// Kecamatan.
        District = "district",
        /// Kelurahan, desa or desa adat.
        Village = "village",
    }
}

macro_rules! checked_text {
    ($(#[$meta:meta])* $name:ident, $check:path, $expected:literal, $pattern:literal, $example:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[cfg_attr(feature = "server", derive(sea_orm::DeriveValueType))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                $check(text).map(Self).ok_or(())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(|()| de::Error::custom($expected))
            }
        }

        #[cfg(feature = "server")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some($pattern))
                    .examples([serde_json::Value::from($example)])
                    .into()
            }
        }

        #[cfg(feature = "server")]
        impl utoipa::ToSchema for $name {}

        #[cfg(feature = "server")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::Type("codes are not numbers".to_owned()))
            }
        }
    };
}

checked_text! {
    /// A dotted Kemendagri code: `32.75` city, `32.75.03` kecamatan,
    /// `32.75.03.1004` kelurahan.
    RegionCode, region_code, "expected a dotted Kemendagri code such as 32.75.03.1004",
    r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$", "32.75.03.1004"
}

checked_text! {
    /// An RW or RT, three digits: `011`. One or two digits are accepted and padded.
    Neighbourhood, neighbourhood, "expected an RW or RT of one to three digits, not 000",
    r"^(0{0,2}[1-9]|0?[1-9][0-9]|[1-9][0-9]{2})$", "011"
}

fn region_code(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('.').collect();
    let lengths: &[usize] = &[2, 2, 2, 4];
    let well_formed = parts.len() <= lengths.len()
        && parts
            .iter()
            .zip(lengths)
            .all(|(part, length)| part.len() == *length && part.bytes().all(|b| b.is_ascii_digit()));
    well_formed.then(|| text.to_owned())
}

fn neighbourhood(text: &str) -> Option<String> {
    let text = text.trim();
    let number: u16 = text.parse().ok()?;
    let digits_only = text.bytes().all(|b| b.is_ascii_digit());
    (digits_only && (1..=999).contains(&number)).then(|| format!("{number:03}"))
}

impl RegionCode {
    pub fn level(&self) -> RegionLevel {
        match self.0.len() {
            2 => RegionLevel::Province,
            5 => RegionLevel::City,
            8 => RegionLevel::District,
            _ => RegionLevel::Village,
        }
    }

    /// The code of the region one level up; none for a province.
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('.').map(|(head, _)| Self(head.to_owned()))
    }

    /// The enclosing region at `level`, itself included.
    pub fn at(&self, level: RegionLevel) -> Option<Self> {
        let length = match level {
            RegionLevel::Province => 2,
            RegionLevel::City => 5,
            RegionLevel::District => 8,
            RegionLevel::Village => 13,
        };
        self.0.get(..length).map(|code| Self(code.to_owned()))
    }

    /// Whether `other` is this region or lies inside it.
    pub fn contains(&self, other: &Self) -> bool {
        other.0 == self.0 || other.0.strip_prefix(&self.0).is_some_and(|rest| rest.starts_with('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_know_their_level_and_enclosing_region() {
        let village: RegionCode = "32.75.03.1004".parse().unwrap();
        assert_eq!(village.level(), RegionLevel::Village);
        assert_eq!(village.at(RegionLevel::City).unwrap().as_str(), "32.75");
        let district: RegionCode = "32.75.03".parse().unwrap();
        assert!(district.contains(&village));
        assert!(!village.contains(&district));
        let other: RegionCode = "32.75.0".parse().map_err(|()| "no").unwrap_or_else(|_| "32.75.04".parse().unwrap());
        assert!(!other.contains(&village));
    }

    #[test]
    fn an_rw_is_three_digits() {
        assert_eq!("7".parse::<Neighbourhood>().unwrap().as_str(), "007");
        for wrong in ["", "0", "000", "1000", "+7", "a"] {
            assert!(wrong.parse::<Neighbourhood>().is_err(), "{wrong}");
        }
    }
}
