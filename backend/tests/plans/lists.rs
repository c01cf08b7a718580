//! Every list: its address, who calls it, and with which filters.

use super::city::{ACTION, HOUSEHOLD, INSTRUMENT, MEETING, SELECTION, STAGE_RECORD, USER, WOMAN, id};

/// One list: its address, who calls it, and with which filters.
pub struct List {
    pub path: String,
    pub callers: &'static [&'static str],
    pub filters: Vec<String>,
}

fn list(path: &str, callers: &'static [&'static str], filters: &[&str]) -> List {
    let own = filters.iter().map(|filter| (*filter).to_owned());
    List { path: path.to_owned(), callers, filters: std::iter::once(String::new()).chain(own).collect() }
}

/// What the lists are about that has no number.
pub struct Made {
    pub agency: String,
    pub code: String,
    pub line: String,
    pub fact: String,
    pub programme: String,
    pub locus: String,
    pub import: String,
    pub recent: String,
}

/// From the city to one RW; `lurah_2` is given three places, whose rows are a
/// union. An agency's officer reaches no woman yet, so there is no plan to judge.
const WOMEN: &[&str] = &["coordinator", "planner", "district_officer", "kelurahan_officer", "kader", "lurah_2"];

/// The same for loci, which the agencies' officers see too.
const LOCI: &[&str] = &["coordinator", "district_officer", "kelurahan_officer", "kader", "agency_officer", "lurah_2"];

fn beneficiaries(made: &Made) -> Vec<String> {
    let others = [
        "status=candidate",
        "status=validated&complete=true",
        "status=withdrawn",
        "status=validated",
        "complete=false",
        "q=siti",
        "q=siti%20aminah%20ba",
        "q=si",
        "q=xyx",
        "q=xy",
        "include_archived=true",
        "destroy_due=true",
        "eligibility=eligible",
        "eligibility=not_eligible",
        "eligibility=unknown&status=candidate",
        "welfare_stage=pre_prosperous",
        "welfare_stage=prosperous_3_plus",
        "below_poverty_line=true",
        "below_poverty_line=false&eligibility=eligible",
        &format!("household_id={}", id(HOUSEHOLD, 11)),
        &format!("ids={},{}", id(WOMAN, 1), id(WOMAN, 11)),
        &format!("updated_since={}", made.recent),
    ]
    .map(str::to_owned);
    let placed = [
        "region=32.75",
        "region=32.75&status=candidate",
        "region=32.75.03",
        "region=32.75.03&status=candidate",
        "region=32.75.03&complete=false",
        "region=32.75.03&q=siti",
        "region=32.75.03&q=si",
        "region=32.75.03&include_archived=true",
        "region=32.75.03.1004",
        "region=32.75.03.1004&status=candidate&q=siti",
        "region=32.75.03.1004&include_archived=true",
        "region=32.75.03&eligibility=eligible",
        "region=32.75.03.1004&eligibility=unknown",
        "region=32.75.03.1004&below_poverty_line=true",
        "region=32.75.03.1004&rw=011",
        "region=32.75.03.1004&rw=011&status=candidate",
        "rw=011",
        "rw=011&complete=false",
    ]
    .map(str::to_owned);
    [others.as_slice(), placed.as_slice()].concat()
}

fn events() -> List {
    let (user, woman) = (id(USER, 1), id(WOMAN, 1));
    list(
        "/api/v1/audit-events",
        &["auditor", "privacy_officer"],
        &[
            &format!("actor_id={user}"),
            &format!("actor_id={user}&operation=create_validations"),
            "resource_kind=beneficiary",
            "resource_kind=agency",
            "resource_kind=nothing",
            &format!("resource_id={woman}"),
            &format!("resource_kind=beneficiary&resource_id={woman}"),
            "operation=create_beneficiary",
            "operation=nothing",
            "from=2026-01-01&until=2026-02-01",
            "operation=create_validations&from=2026-01-01",
        ],
    )
}

fn assignments() -> List {
    let user = id(USER, 1);
    list(
        "/api/v1/role-assignments",
        &["admin"],
        &[
            &format!("user_id={user}"),
            "role=kader",
            "role=lurah",
            "region=32.75",
            "region=32.75.03.1004",
            "region=32.75.03.1004&role=kader",
        ],
    )
}

/// Pairs, merges and moves.
fn doubles(operation: &str, woman: &str) -> Option<List> {
    Some(match operation {
        "list_duplicate_candidates" => list(
            "/api/v1/duplicate-candidates",
            &["coordinator", "kelurahan_officer"],
            &["state=open", "state=not_duplicate", "state=merged"],
        ),
        "list_merges" => list("/api/v1/merges", &["coordinator", "kelurahan_officer"], &[&format!("kept_id={woman}")]),
        "list_relocations" => list(
            "/api/v1/relocations",
            &["coordinator", "kelurahan_officer", "kader"],
            &["state=requested", "state=accepted", "direction=incoming", "direction=outgoing&state=requested"],
        ),
        _ => return None,
    })
}

/// Files, decisions and what is left to do.
fn papers(operation: &str, made: &Made, woman: &str) -> Option<List> {
    Some(match operation {
        "list_imports" => list("/api/v1/imports", &["kelurahan_officer", "privacy_officer"], &[]),
        "list_import_rows" => {
            list(&format!("/api/v1/imports/{}/rows", made.import), &["kelurahan_officer"], &["outcome=faulty"])
        }
        "list_import_sources" => list("/api/v1/import-sources", &["kelurahan_officer"], &[]),
        "list_consents" => list(&format!("/api/v1/beneficiaries/{woman}/consents"), &["coordinator"], &[]),
        "list_documents" => list(
            "/api/v1/documents",
            &["coordinator", "kelurahan_officer", "lurah_2"],
            &["kind=signed_list", "region=32.75.03", "region=32.75.03.1004"],
        ),
        "list_tasks" => list(
            "/api/v1/tasks",
            &["coordinator"],
            &["state=open", "state=done", "kind=nik_elsewhere", "kind=relocation_requested"],
        ),
        "list_work_lists" => list(
            "/api/v1/work-lists",
            &["kelurahan_officer", "coordinator", "admin"],
            &["list=beneficiaries", "list=tasks"],
        ),
        "list_validations" => list(
            "/api/v1/validations",
            WOMEN,
            &[&format!("beneficiary_id={woman}"), "programme_year=2027", "programme_year=2020"],
        ),
        _ => return None,
    })
}

/// Statistics and the rules.
fn statistics(operation: &str, made: &Made) -> Option<List> {
    Some(match operation {
        "list_poverty_lines" => list("/api/v1/poverty-lines", &["planner"], &["region=32.75"]),
        "list_poverty_line_history" => list(&format!("/api/v1/poverty-lines/{}/history", made.line), &["planner"], &[]),
        "list_region_facts" => list(
            "/api/v1/region-facts",
            &["planner"],
            &[
                "region=32.75",
                "region=32.75.03.1004",
                "kind=mean_income",
                "kind=vulnerable",
                "year=2020",
                "kind=mean_income&year=2020",
            ],
        ),
        "list_region_fact_history" => list(&format!("/api/v1/region-facts/{}/history", made.fact), &["planner"], &[]),
        "list_rule_sets" => list("/api/v1/eligibility-rules", &["coordinator"], &[]),
        _ => return None,
    })
}

/// Programmes and what runs in them.
fn cycle(operation: &str, made: &Made) -> Option<List> {
    let of = format!("programme_id={}", made.programme);
    Some(match operation {
        "list_programmes" => list("/api/v1/programmes", &["planner"], &["year=2020", "include_archived=true"]),
        "list_programme_history" => list(&format!("/api/v1/programmes/{}/history", made.programme), &["planner"], &[]),
        "list_loci" => list(
            "/api/v1/loci",
            LOCI,
            &[
                &of,
                &format!("{of}&region=32.75.03"),
                "year=2020",
                "region=32.75",
                "region=32.75.03",
                "region=32.75.03.1004",
                "region=32.75.03&year=2020",
                "include_archived=true",
            ],
        ),
        "list_enrolments" => list(
            "/api/v1/enrolments",
            WOMEN,
            &[
                &format!("locus_id={}", made.locus),
                &format!("locus_id={}&state=active", made.locus),
                &format!("beneficiary_id={}", id(WOMAN, 1)),
                "state=proposed",
                "state=completed",
            ],
        ),
        "list_locus_selections" => list("/api/v1/locus-selections", &["planner"], &[&of, "state=draft"]),
        "list_locus_selection_history" => {
            list(&format!("/api/v1/locus-selections/{}/history", id(SELECTION, 1)), &["planner"], &[])
        }
        "list_locus_history" => list(&format!("/api/v1/loci/{}/history", made.locus), &["planner"], &[]),
        _ => return None,
    })
}

/// What the stages of loci ask for, and how far they are.
fn stages(operation: &str, made: &Made) -> Option<List> {
    let of = format!("locus_id={}", made.locus);
    Some(match operation {
        "list_legal_instruments" => list(
            "/api/v1/legal-instruments",
            &["planner"],
            &["kind=governor_decree", &format!("programme_id={}", made.programme), &of, "include_archived=true"],
        ),
        "list_legal_instrument_history" => {
            list(&format!("/api/v1/legal-instruments/{}/history", id(INSTRUMENT, 1)), &["planner"], &[])
        }
        "list_stage_templates" => list(
            "/api/v1/stage-templates",
            &["planner"],
            &["city=32.75", "state=published", "state=draft", "city=32.75&state=published"],
        ),
        "list_stage_board" => list(
            "/api/v1/stage-board",
            LOCI,
            &[
                "year=2020",
                "stage=assessment",
                "year=2020&stage=assessment",
                "region=32.75",
                "region=32.75.03",
                "region=32.75.03.1004",
                "region=32.75.03&year=2020",
                "region=32.75.03&stage=assessment",
                "awaits=coordinator",
                "mine=true",
                "awaits=kelurahan_officer&region=32.75.03",
            ],
        ),
        "list_stage_records" => list(
            "/api/v1/stage-records",
            LOCI,
            &[
                &of,
                &format!("{of}&stage=assessment"),
                "stage=assessment",
                "stage=termination",
                "state=submitted",
                "state=passed",
                "state=suspended",
                "stage=assessment&state=submitted",
                "region=32.75",
                "region=32.75.03",
                "region=32.75.03.1004",
                "region=32.75.03&stage=assessment",
                "region=32.75.03&state=submitted",
            ],
        ),
        "list_stage_record_history" => {
            list(&format!("/api/v1/stage-records/{}/history", id(STAGE_RECORD, 0)), &["planner"], &[])
        }
        _ => return None,
    })
}

/// Meetings and what follows from them.
fn meetings(operation: &str, made: &Made) -> Option<List> {
    let of = format!("locus_id={}", made.locus);
    Some(match operation {
        "list_comments" => list("/api/v1/comments", LOCI, &[&of, &format!("stage_record_id={}", id(STAGE_RECORD, 1))]),
        "list_meetings" => list(
            "/api/v1/meetings",
            LOCI,
            &[&of, &format!("programme_id={}", made.programme), "kind=community", "state=planned", "kind=evaluation"],
        ),
        "list_meeting_history" => list(&format!("/api/v1/meetings/{}/history", id(MEETING, 1)), &["planner"], &[]),
        "list_actions" => list(
            "/api/v1/actions",
            LOCI,
            &[&of, &format!("meeting_id={}", id(MEETING, 1)), "state=open", "mine=true", "mine=true&state=open"],
        ),
        "list_action_history" => list(&format!("/api/v1/actions/{}/history", id(ACTION, 1)), &["planner"], &[]),
        "list_officers" => list("/api/v1/officers", &["coordinator", "kelurahan_officer"], &["region=32.75", &of]),
        _ => return None,
    })
}

/// How the list of an operation is asked.
pub fn find(operation: &str, made: &Made) -> Option<List> {
    let user = id(USER, 1);
    let woman = id(WOMAN, 1);
    let household = id(HOUSEHOLD, 0);
    Some(match operation {
        "list_my_sessions" => list("/api/v1/me/sessions", &["lurah"], &[]),
        "list_notifications" => list("/api/v1/notifications", &["lurah", "kader"], &["unread=true", "unread=false"]),
        "list_users" => {
            list("/api/v1/users", &["admin"], &["q=kader", "q=ka", "q=xyx", "state=active", "state=disabled"])
        }
        "list_user_history" => list(&format!("/api/v1/users/{user}/history"), &["admin"], &[]),
        "list_role_assignments" => assignments(),
        "list_regions" => list("/api/v1/regions", &["kader"], &["q=jati", "within=32.75.03", "level=village"]),
        "list_agencies" => list("/api/v1/agencies", &["planner"], &["q=dinas", "include_archived=true"]),
        "list_agency_history" => list(&format!("/api/v1/agencies/{}/history", made.agency), &["planner"], &[]),
        "list_codes" => list("/api/v1/code-lists", &["observer"], &["list=occupation", "include_retired=true"]),
        "list_code_history" => list(&format!("/api/v1/code-lists/{}/history", made.code), &["observer"], &[]),
        "list_households" => list(
            "/api/v1/households",
            WOMEN,
            &["region=32.75", "region=32.75.03", "region=32.75.03.1004", "region=32.75.03.1004&rw=011", "rw=011"],
        ),
        "list_household_members" => list(&format!("/api/v1/households/{household}/members"), &["coordinator"], &[]),
        "list_beneficiaries" => {
            let filters = beneficiaries(made);
            list("/api/v1/beneficiaries", WOMEN, &filters.iter().map(String::as_str).collect::<Vec<_>>())
        }
        "list_beneficiary_history" => list(&format!("/api/v1/beneficiaries/{woman}/history"), &["coordinator"], &[]),
        "list_welfare_assessments" => list(
            "/api/v1/welfare-assessments",
            WOMEN,
            &[
                &format!("beneficiary_id={woman}"),
                &format!("beneficiary_id={woman}&include_withdrawn=true"),
                "include_withdrawn=true",
                "region=32.75.03",
                "region=32.75.03.1004",
            ],
        ),
        "list_poverty_checks" => {
            list(&format!("/api/v1/beneficiaries/{woman}/poverty-database-checks"), &["coordinator"], &[])
        }
        "list_audit_events" => events(),
        _ => {
            return doubles(operation, &woman)
                .or_else(|| papers(operation, made, &woman))
                .or_else(|| statistics(operation, made))
                .or_else(|| cycle(operation, made))
                .or_else(|| stages(operation, made))
                .or_else(|| meetings(operation, made));
        }
    })
}
