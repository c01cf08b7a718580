//! Requirements in words.

use crate::i18n::{number, t, term, tr};
use contract::stage_templates::Check;

/// How it is found out whether a requirement is met.
pub fn asks(check: &Check) -> String {
    match check {
        Check::RecordExists { record } => tr("asks-record", &[("record", term(*record).into())]),
        Check::CountAtLeast { measure, count } => {
            tr("asks-count", &[("measure", term(*measure).into()), ("count", number(*count).into())])
        }
        Check::ShareAtLeast { measure, percent, warns_below } => {
            let measure = term(*measure);
            let words = [("measure", measure.as_str().into()), ("percent", (*percent).into())];
            match warns_below {
                None => tr("asks-share", &words),
                Some(below) => {
                    format!("{} {}", tr("asks-share", &words), tr("asks-warns", &[("below", (*below).into())]))
                }
            }
        }
        Check::DocumentAttached { document } => tr("asks-document", &[("document", term(*document).into())]),
        Check::ApprovalBy { role } => tr("asks-approval", &[("role", term(*role).into())]),
        Check::IndicatorAtLeast { indicator, value } => {
            tr("asks-indicator", &[("indicator", term(*indicator).into()), ("value", number(*value).into())])
        }
        Check::MeetingHeld { meeting, signed, by_year } => {
            let kind = [("meeting", term(*meeting).into())];
            let mut words = vec![if *signed { tr("asks-meeting-signed", &kind) } else { tr("asks-meeting", &kind) }];
            words.extend(by_year.map(|years| tr("asks-by-year", &[("n", format!("{years:+}").into())])));
            words.join(" ")
        }
        Check::Declared { document, interim, by_year } => {
            let mut words = vec![if *document { t("asks-declared-document") } else { t("asks-declared") }];
            words.extend(by_year.map(|years| tr("asks-by-year", &[("n", format!("{years:+}").into())])));
            if *interim {
                words.push(t("asks-interim"));
            }
            words.join(" ")
        }
    }
}
