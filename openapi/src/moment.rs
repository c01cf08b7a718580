//! Days and instants as they travel: `YYYY-MM-DD`, and RFC 3339 in UTC.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Month, OffsetDateTime, UtcOffset};

/// A calendar day, `2026-11-24`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "server", derive(sea_orm::DeriveValueType))]
pub struct Day(pub time::Date);

/// An instant in microseconds since 1970, stored as an integer so that both
/// databases order and compare it alike; on the wire RFC 3339 in UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "server", derive(sea_orm::DeriveValueType))]
pub struct Timestamp(pub i64);

/// Jakarta keeps UTC+7 all year.
const JAKARTA_SECONDS: i64 = 7 * 3600;

impl Day {
    /// The day with this year, month (1–12) and day of the month, if it exists.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = Month::try_from(month).ok()?;
        time::Date::from_calendar_date(year, month, day).ok().map(Self)
    }

    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Whole years from this day (a birth) to `on`; negative when `on` is earlier.
    pub fn age_on(self, on: Day) -> i32 {
        let years = on.0.year() - self.0.year();
        let before_birthday = (u8::from(on.0.month()), on.0.day()) < (u8::from(self.0.month()), self.0.day());
        years - i32::from(before_birthday)
    }
}

impl Timestamp {
    pub const MICROS_PER_SECOND: i64 = 1_000_000;

    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(Self::MICROS_PER_SECOND)))
    }

    /// Whole seconds since 1970.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(Self::MICROS_PER_SECOND)
    }

    fn utc(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1000).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// The calendar day at this instant in Jakarta, the programme's "today".
    pub fn day_in_jakarta(self) -> Day {
        Day(self.plus_seconds(JAKARTA_SECONDS).utc().date())
    }

    /// The first instant of the next day in Jakarta.
    #[must_use]
    pub fn next_midnight_in_jakarta(self) -> Self {
        let local = self.plus_seconds(JAKARTA_SECONDS).seconds();
        let midnight = (local.div_euclid(86_400) + 1) * 86_400;
        Self(0).plus_seconds(midnight - JAKARTA_SECONDS)
    }

    /// Hour and minute of the clock in Jakarta.
    pub fn clock_in_jakarta(self) -> (u8, u8) {
        let local = self.plus_seconds(JAKARTA_SECONDS).utc();
        (local.hour(), local.minute())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.0.year(), u8::from(self.0.month()), self.0.day());
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let format = format_description!("[year]-[month]-[day]");
        time::Date::parse(text, format).map(Self).map_err(drop)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.utc().format(&Rfc3339).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Timestamp {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let instant = OffsetDateTime::parse(text, &Rfc3339).map_err(drop)?;
        let nanos = instant.to_offset(UtcOffset::UTC).unix_timestamp_nanos();
        i64::try_from(nanos / 1000).map(Self).map_err(drop)
    }
}

macro_rules! as_text {
    ($name:ident, $expected:literal, $format:literal, $example:literal) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
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
                    .format(Some(utoipa::openapi::SchemaFormat::Custom($format.to_owned())))
                    .examples([serde_json::Value::from($example)])
                    .into()
            }
        }

        #[cfg(feature = "server")]
        impl utoipa::ToSchema for $name {}
    };
}

as_text!(Day, "expected a day as YYYY-MM-DD", "date", "2026-11-24");
as_text!(Timestamp, "expected an RFC 3339 time", "date-time", "2026-11-24T03:12:09.123456Z");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_turns_in_jakarta_before_it_turns_in_utc() {
        let late: Timestamp = "2026-11-23T17:30:00Z".parse().unwrap();
        assert_eq!(late.day_in_jakarta().to_string(), "2026-11-24");
        assert_eq!(late.clock_in_jakarta(), (0, 30));
    }

    #[test]
    fn text_and_value_agree() {
        let text = "2026-11-24T03:12:09.123456Z";
        assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), text);
        assert!("2026-02-30".parse::<Day>().is_err());
    }

    #[test]
    fn age_counts_full_years_only() {
        let birth = Day::new(1987, 11, 12).unwrap();
        assert_eq!(birth.age_on(Day::new(2026, 11, 11).unwrap()), 38);
        assert_eq!(birth.age_on(Day::new(2026, 11, 12).unwrap()), 39);
    }
}
