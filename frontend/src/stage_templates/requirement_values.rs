//! A requirement as it stands in a form, and read back from it.

use crate::i18n::t;
use crate::ui::{Reader, Values};
use contract::problem::{FieldCode, FieldError};
use contract::stage_templates::{Check, Effect, Requirement};

/// The kinds of checks, by the words of the contract.
pub const KINDS: [&str; 8] = [
    "record_exists",
    "count_at_least",
    "share_at_least",
    "document_attached",
    "approval_by",
    "indicator_at_least",
    "meeting_held",
    "declared",
];

fn kind(check: &Check) -> &'static str {
    match check {
        Check::RecordExists { .. } => "record_exists",
        Check::CountAtLeast { .. } => "count_at_least",
        Check::ShareAtLeast { .. } => "share_at_least",
        Check::DocumentAttached { .. } => "document_attached",
        Check::ApprovalBy { .. } => "approval_by",
        Check::IndicatorAtLeast { .. } => "indicator_at_least",
        Check::MeetingHeld { .. } => "meeting_held",
        Check::Declared { .. } => "declared",
    }
}

pub fn kind_word(kind: &str) -> String {
    match kind {
        "record_exists" => t("check-record-exists"),
        "count_at_least" => t("check-count-at-least"),
        "share_at_least" => t("check-share-at-least"),
        "document_attached" => t("check-document-attached"),
        "approval_by" => t("check-approval-by"),
        "indicator_at_least" => t("check-indicator-at-least"),
        "meeting_held" => t("check-meeting-held"),
        _ => t("check-declared"),
    }
}

pub fn values(one: &Requirement) -> Values {
    let mut values = Values::of(&[
        ("/key", &one.key),
        ("/name_id", &one.name_id),
        ("/name_en", &one.name_en),
        ("/effect", one.effect.as_str()),
        ("/kind", kind(&one.check)),
        ("/sources", &one.sources.join(", ")),
    ]);
    let number = |number: &dyn ToString| number.to_string();
    match &one.check {
        Check::RecordExists { record } => values.set("/record", record.as_str()),
        Check::CountAtLeast { measure, count } => {
            values.set("/measure", measure.as_str());
            values.set("/count", &number(count));
        }
        Check::ShareAtLeast { measure, percent, warns_below } => {
            values.set("/measure", measure.as_str());
            values.set("/percent", &number(percent));
            values.set("/warns_below", &warns_below.map(|below| below.to_string()).unwrap_or_default());
        }
        Check::DocumentAttached { document } => values.set("/document_kind", document.as_str()),
        Check::ApprovalBy { role } => values.set("/role", role.as_str()),
        Check::IndicatorAtLeast { indicator, value } => {
            values.set("/indicator", indicator.as_str());
            values.set("/value", &number(value));
        }
        Check::MeetingHeld { meeting, signed, by_year } => {
            values.set("/meeting", meeting.as_str());
            values.set("/signed", if *signed { "true" } else { "" });
            values.set("/by_year", &by_year.map(|years| years.to_string()).unwrap_or_default());
        }
        Check::Declared { document, interim, by_year } => {
            values.set("/document", if *document { "true" } else { "" });
            values.set("/interim", if *interim { "true" } else { "" });
            values.set("/by_year", &by_year.map(|years| years.to_string()).unwrap_or_default());
        }
    }
    values
}

fn check(reader: &mut Reader, kind: &str) -> Option<Check> {
    Some(match kind {
        "record_exists" => Check::RecordExists { record: reader.needed("/record")? },
        "count_at_least" => {
            let measure = reader.needed("/measure");
            Check::CountAtLeast { count: reader.needed("/count")?, measure: measure? }
        }
        "share_at_least" => {
            let measure = reader.needed("/measure");
            let warns_below = reader.parsed("/warns_below").over(None);
            Check::ShareAtLeast { percent: reader.needed("/percent")?, measure: measure?, warns_below }
        }
        "document_attached" => Check::DocumentAttached { document: reader.needed("/document_kind")? },
        "approval_by" => Check::ApprovalBy { role: reader.needed("/role")? },
        "indicator_at_least" => {
            let indicator = reader.needed("/indicator");
            Check::IndicatorAtLeast { value: reader.needed("/value")?, indicator: indicator? }
        }
        "meeting_held" => Check::MeetingHeld {
            meeting: reader.needed("/meeting")?,
            signed: reader.flag("/signed").over(None).unwrap_or_default(),
            by_year: reader.parsed("/by_year").over(None),
        },
        "declared" => Check::Declared {
            document: reader.flag("/document").over(None).unwrap_or_default(),
            interim: reader.flag("/interim").over(None).unwrap_or_default(),
            by_year: reader.parsed("/by_year").over(None),
        },
        _ => return None,
    })
}

/// The requirement as it stands in the form, or what is missing.
pub fn read(values: &Values) -> Result<Requirement, Vec<FieldError>> {
    let mut reader = Reader::new(values);
    let text = |reader: &Reader, pointer: &str| reader.text(pointer).over(None).unwrap_or_default();
    let (key, name_id, name_en) = (text(&reader, "/key"), text(&reader, "/name_id"), text(&reader, "/name_en"));
    let effect: Option<Effect> = reader.needed("/effect");
    let check = check(&mut reader, values.get("/kind"));
    let mut faults = reader.faults();
    for (pointer, text) in [("/key", &key), ("/name_id", &name_id), ("/name_en", &name_en)] {
        if text.is_empty() {
            faults.push(FieldError::new(pointer, FieldCode::Required));
        }
    }
    let (Some(effect), Some(check), true) = (effect, check, faults.is_empty()) else {
        if faults.is_empty() {
            faults.push(FieldError::new("/kind", FieldCode::Required));
        }
        return Err(faults);
    };
    let sources = values.get("/sources").split(',').map(str::trim).filter(|word| !word.is_empty());
    Ok(Requirement { sources: sources.map(str::to_owned).collect(), key, name_id, name_en, check, effect })
}

/// Faults of the requirement that was sent, at its own inputs.
pub fn here(faults: Vec<FieldError>, at: &str) -> Vec<FieldError> {
    let own = faults.into_iter().map(|fault| {
        let rest = fault.pointer.strip_prefix(at).unwrap_or(&fault.pointer);
        let pointer = rest.strip_prefix("/check").unwrap_or(rest).to_owned();
        FieldError { pointer, ..fault }
    });
    own.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::documents::DocumentKind;
    use contract::meetings::MeetingKind;
    use contract::policy::Role;
    use contract::region_facts::RegionFactKind;
    use contract::stage_templates::{LocusCount, RecordKind};

    fn back_and_forth(check: Check) {
        let one = Requirement {
            key: "plan".to_owned(),
            name_id: "Rencana".to_owned(),
            name_en: "Plan".to_owned(),
            check,
            effect: Effect::Warns,
            sources: vec!["S1-19".to_owned(), "S1-20".to_owned()],
        };
        assert_eq!(read(&values(&one)), Ok(one));
    }

    #[test]
    fn every_kind_of_requirement_is_read_as_it_was_written() {
        back_and_forth(Check::RecordExists { record: RecordKind::TeamChair });
        back_and_forth(Check::CountAtLeast { measure: LocusCount::Candidates, count: 3 });
        back_and_forth(Check::ShareAtLeast { measure: LocusCount::Validated, percent: 80, warns_below: Some(100) });
        back_and_forth(Check::DocumentAttached { document: DocumentKind::Decree });
        back_and_forth(Check::ApprovalBy { role: Role::Lurah });
        back_and_forth(Check::IndicatorAtLeast { indicator: RegionFactKind::PoorPeople, value: 10 });
        back_and_forth(Check::MeetingHeld { meeting: MeetingKind::CrossSector, signed: true, by_year: Some(-1) });
        back_and_forth(Check::Declared { document: true, interim: false, by_year: Some(-1) });
    }

    #[test]
    fn what_is_missing_is_named_at_its_input() {
        let faults = read(&Values::of(&[("/kind", "share_at_least"), ("/effect", "blocks")])).unwrap_err();
        let pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["/measure", "/percent", "/key", "/name_id", "/name_en"]);
        let sent = vec![FieldError::new("/stages/1/requirements/2/check/percent", FieldCode::OutOfRange)];
        assert_eq!(here(sent, "/stages/1/requirements/2")[0].pointer, "/percent");
    }
}
